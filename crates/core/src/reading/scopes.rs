//! What narrows the base of an amount: "of the agencies that …", "in the workshop", "agencies without …".

use super::Kind;
use super::Span;
use super::lexicon::Class;
use super::walk::{REACH, Walk, over_organisations};

/// Prepositions that narrow a noun they follow.
const NARROWING: &str = "in from outside without with near at across inside beyond within";

/// How many words a scope may have.
const LONGEST: usize = 12;

impl Walk<'_, '_> {
    /// What narrows a noun that ends before `at`: "that replied", "without a van".
    pub(super) fn narrowing(&self, at: usize) -> Option<(usize, usize)> {
        let first = self.joined(at)?;
        if self.token(at.checked_sub(1)?)?.possessive() {
            return None;
        }
        let relative = first.among("that who which");
        if relative {
            let to = self.until(at + 2, |t| {
                t.class
                    .any(Class::AUXILIARY.or(Class::VIEW).or(Class::VERB))
            });
            return Some((at, to));
        }
        if !first.among(NARROWING) {
            return None;
        }
        let to = self.until(at + 1, |t| {
            t.class.any(
                Class::AUXILIARY
                    .or(Class::VIEW)
                    .or(Class::VERB)
                    .or(Class::PREPOSITION)
                    .or(Class::CONJUNCTION)
                    .or(Class::ADVERB)
                    .or(Class::RELATIVE)
                    .or(Class::NEGATION)
                    .or(Class::PRONOUN),
            ) && !t.class.any(Class::DETERMINER)
                || t.word.ends_with("ed")
        });
        (to > at + 1).then_some((at, to))
    }

    fn until(&self, from: usize, ends: impl Fn(&super::tokens::Token) -> bool) -> usize {
        (from..from + LONGEST)
            .find(|&p| self.joined(p).is_none_or(&ends))
            .unwrap_or(from + LONGEST)
            .min(self.tokens.len())
    }

    /// Gives the phrases of the sentence the scopes that stand apart from their nouns: "In the
    /// workshop, most agencies …", "Of the agencies that …, most …".
    pub(super) fn give_scopes(&mut self, first_phrase: usize) {
        let mut at = 0;
        while at < self.tokens.len() {
            let found = self.occasion(at).or_else(|| self.of_those(at));
            let Some(to) = found else {
                at += 1;
                continue;
            };
            if let Some((span, _)) = self.span(at, to) {
                self.give(first_phrase, span, at, to);
            }
            at = to.max(at + 1);
        }
    }

    /// "in the workshop", "during 1:1 meetings".
    fn occasion(&self, at: usize) -> Option<usize> {
        let preposition = self.token(at)?;
        if !preposition.among("in at during from across") {
            return None;
        }
        if self.before(at).is_some_and(|t| {
            t.among("part participated took attended involved invited represented participate")
        }) {
            return None;
        }
        for p in at + 1..at + 5 {
            let token = self.joined(p)?;
            if token.class.any(Class::ENGAGEMENT)
                && !self
                    .joined(p + 1)
                    .is_some_and(|t| t.class.any(Class::ENGAGEMENT))
            {
                return Some(p + 1);
            }
            if token.class.any(Class::STOP) && !token.class.any(Class::DETERMINER)
                || self.head(p).is_some()
            {
                return None;
            }
        }
        None
    }

    /// "Of the agencies that have one," at the beginning of a clause.
    fn of_those(&self, at: usize) -> Option<usize> {
        let of = self.token(at)?;
        if !(of.is("of") && of.gap.breaks()) {
            return None;
        }
        let noun = (at + 1..at + 5).find_map(|p| self.nouns.at(self.tokens, p))?;
        let to = (noun.end..noun.end + LONGEST).find(|&p| self.joined(p).is_none())?;
        self.token(to).is_some_and(|t| t.gap.comma).then_some(to)
    }

    /// Gives a scope to the phrase it goes with: the next one where it opens its clause, else the
    /// last one before it.
    fn give(&mut self, first_phrase: usize, scope: Span, at: usize, to: usize) {
        let opens = self.token(at).is_some_and(|t| t.gap.breaks())
            || self.before(at).is_some_and(|t| {
                t.class.any(Class::SUBORDINATE.or(Class::RELATIVE)) || t.among("and but or")
            });
        let point = |p: usize| self.token(p).map(|t| t.points.0);
        let begins = |p: &usize| self.clause_begins(*p);
        let end = (to + 1..to + REACH)
            .find(begins)
            .and_then(point)
            .unwrap_or(usize::MAX);
        let begin = (0..=at)
            .rev()
            .take(REACH)
            .find(begins)
            .and_then(point)
            .unwrap_or(0);
        let near = self.phrases.len().saturating_sub(REACH).max(first_phrase);
        let sentence = self.phrases.get_mut(near..).unwrap_or_default();
        let counted = |kind| over_organisations(kind) || kind == Kind::Passive;
        let mut fits = sentence
            .iter_mut()
            .filter(|p| counted(p.kind) && p.span.offset >= begin && p.span.offset < end);
        let next = if opens {
            fits.find(|p| p.span.offset > scope.offset)
        } else {
            fits.filter(|p| p.span.offset + p.span.length <= scope.offset)
                .last()
        };
        if let Some(phrase) = next
            && phrase.scope.is_none()
        {
            phrase.scope = Some(scope);
        }
    }
}
