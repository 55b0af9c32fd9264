//! Ranks and comparisons: "the greatest challenge", "most often", "more agencies … than …".

use super::lexicon::Class;
use super::nouns::{Over, phrase};
use super::numbers::words;
use super::verbs;
use super::walk::{Found, REACH, Step, Walk};
use super::{Amount, Kind};

/// Adjectives that put one first.
const FIRST: &str = "greatest biggest largest main chief principal primary top leading foremost \
    strongest commonest hardest";

/// Adjectives that do so after "most".
const MOST: &str = "common frequent widespread pressing important significant serious prevalent";

/// What may come first among what was said.
const RANKED: &str = "challenge challenges concern concerns barrier barriers issue issues benefit \
    benefits request requests theme themes problem problems need needs priority priorities worry \
    worries difficulty difficulties strength strengths weakness weaknesses reason reasons obstacle \
    obstacles risk risks complaint complaints suggestion suggestions topic topics frustration \
    frustrations gain gains advantage advantages disadvantage drawback driver drivers wish wishes \
    demand demands opportunity opportunities view views comment comments point points question \
    questions answer answers response responses gap gaps hurdle hurdles message fear fears hope \
    constraint constraints pressure";

/// Words that a rank may begin with.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    FIRST
        .split_ascii_whitespace()
        .chain(["more", "fewer", "most", "the", "single"])
}

impl Walk<'_, '_> {
    /// "the greatest challenge", "raised most often", "more agencies … than …".
    pub(super) fn rank(&self, at: usize, _held: bool) -> Step {
        if !self.token(at).is_some_and(|t| t.class.any(Class::RANK)) {
            return Step::Pass;
        }
        if let Some(step) = self.more_than(at) {
            return step;
        }
        if let Some(to) = words(self.tokens, at, "most often")
            .or_else(|| words(self.tokens, at, "most frequently"))
            .or_else(|| words(self.tokens, at, "most commonly"))
        {
            let determined = self
                .before(at)
                .is_some_and(|t| t.class.any(Class::DETERMINER) || t.possessive());
            if !determined {
                let said = self
                    .joined(to)
                    .is_some_and(|t| t.word.ends_with("ed") || t.is("said"));
                let to = to + usize::from(said);
                return Step::Phrase(Found::new(at, to, Kind::Rank, Amount::First));
            }
        }
        let Some(token) = self.token(at) else {
            return Step::Pass;
        };
        let determined = token.is("the");
        let possessed = self
            .before(at)
            .is_some_and(|t| t.possessive() || t.class.any(Class::POSSESSIVE));
        if !determined && !possessed {
            return Step::Pass;
        }
        let from = at + usize::from(determined);
        let Some(noun) = self.ranked(from) else {
            return Step::Pass;
        };
        let one_of = self.before(at).is_some_and(|t| t.among("of among amongst"))
            && at
                .checked_sub(2)
                .and_then(|p| self.token(p))
                .is_some_and(|t| t.among("one some two three many several"))
            || self.before(at).is_some_and(|t| t.among("among amongst"));
        if one_of {
            return Step::Skip(noun);
        }
        Step::Phrase(Found::new(at, noun, Kind::Rank, Amount::First))
    }

    /// "greatest challenge", "most common request", "most frequently mentioned barrier": the token
    /// after it.
    fn ranked(&self, at: usize) -> Option<usize> {
        let single = self.token(at).is_some_and(|t| t.is("single"));
        let at = at + usize::from(single);
        let adjective = self.token(at)?;
        if adjective.is("most") {
            let second = self.joined(at + 1)?;
            if second.among("often frequently commonly widely") {
                let said = verbs::agentless(self.tokens, at + 2).is_some()
                    || self.joined(at + 2)?.word.ends_with("ed");
                let noun = self
                    .joined(at + 3)
                    .filter(|t| !t.class.any(Class::STOP) || t.among(RANKED));
                return said.then_some(at + 3 + usize::from(noun.is_some()));
            }
            if second.among("common frequent prevalent") {
                let noun = self
                    .joined(at + 2)
                    .filter(|t| !t.class.any(Class::STOP) || t.among(RANKED));
                return Some(at + 2 + usize::from(noun.is_some()));
            }
            return (second.among(MOST))
                .then(|| self.ranked_noun(at + 2))
                .flatten();
        }
        adjective
            .among(FIRST)
            .then(|| self.ranked_noun(at + 1))
            .flatten()
    }

    /// A noun that may be ranked, one word before it allowed: "greatest single challenge".
    fn ranked_noun(&self, at: usize) -> Option<usize> {
        let noun = |p: usize| self.joined(p).is_some_and(|t| t.among(RANKED));
        if noun(at) {
            return Some(at + 1);
        }
        let plain = self.joined(at).is_some_and(|t| !t.class.any(Class::STOP));
        (plain && noun(at + 1)).then_some(at + 2)
    }

    /// "more agencies … than …", "fewer agencies … than …".
    fn more_than(&self, at: usize) -> Option<Step> {
        let token = self.token(at).filter(|t| t.among("more fewer"))?;
        if self
            .before(at)
            .is_some_and(|t| t.among("no not any many some or and"))
        {
            return None;
        }
        let Over::Organisations { end, narrowed } = phrase(self.nouns, self.tokens, at + 1, false)
        else {
            return None;
        };
        let than = (end..end + REACH)
            .take_while(|&p| self.token(p).is_some_and(|t| !t.gap.strong))
            .any(|p| {
                let before = p.checked_sub(1).and_then(|b| self.token(b));
                self.token(p).is_some_and(|t| t.is("than"))
                    && !before.is_some_and(|t| t.among("more less fewer rather other better"))
            });
        let amount = if token.is("more") {
            Amount::More
        } else {
            Amount::Fewer
        };
        than.then(|| {
            let mut found = Found::new(at, end, Kind::Rank, amount);
            found.scope = narrowed;
            Step::Phrase(found)
        })
    }
}
