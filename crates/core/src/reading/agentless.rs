//! Views without a holder: "was perceived", "is widely seen as", "a general lack"; and hedges that
//! stand by themselves.

use super::generics::{RARELY, claimed, hedge};
use super::lexicon::Class;
use super::nouns::{Over, phrase};
use super::numbers::words;
use super::tokens::Token;
use super::verbs::{self, Sort};
use super::walk::{Found, Step, Walk};
use super::{Amount, Kind};

/// Hedges of several words.
const HEDGES: &[(&str, Amount)] = &[
    ("for the most part", Amount::MoreThanHalf),
    ("by and large", Amount::MoreThanHalf),
    ("on the whole", Amount::MoreThanHalf),
    ("in the main", Amount::MoreThanHalf),
    ("at times", Amount::Sometimes),
];

/// What may be general without a holder.
const FEELINGS: &str = "lack sense feeling feelings view views agreement consensus support concern \
    concerns recognition desire wish appetite perception frustration enthusiasm acceptance belief \
    impression preference dissatisfaction satisfaction unease scepticism acknowledgement worry fear \
    hope opposition willingness reluctance mistrust interest uncertainty confusion acknowledgment";

/// Words that a hedge may begin with.
pub(super) fn first_words_of_hedges() -> impl Iterator<Item = &'static str> {
    const SINGLE: [&str; 10] = [
        "broadly",
        "generally",
        "largely",
        "mainly",
        "mostly",
        "widely",
        "often",
        "frequently",
        "sometimes",
        "usually",
    ];
    let several = HEDGES.iter().filter_map(|h| h.0.split(' ').next());
    SINGLE.into_iter().chain(["occasionally"]).chain(several)
}

/// Words that a view without a holder may begin with, beside the forms of "be" and "have".
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    const ADJECTIVES: &str = "general common overall prevailing shared broad wide widespread strong \
        clear considerable real would seen perceived viewed regarded widely generally broadly a an the";
    ADJECTIVES
        .split_ascii_whitespace()
        .chain(FEELINGS.split_ascii_whitespace())
}

/// What may follow "by" that holds no view: dates and means.
const PERIODS: &str = "email post letter then way means end start beginning middle january february \
    march april may june july august september october november december";

/// A form of "be" and its participle.
struct Being {
    participle: usize,
    negated: bool,
    rarely: bool,
    hedged: Option<Amount>,
}

impl Being {
    fn claims(self, sort: Sort) -> Amount {
        claimed(sort, self.negated, self.rarely, self.hedged)
    }
}

impl Walk<'_, '_> {
    /// "was perceived", "is widely seen as", "has been raised", "a general lack".
    pub(super) fn agentless(&self, at: usize, held: bool) -> Step {
        let begins = Class::AGENTLESS.or(Class::BE).or(Class::HAVE);
        if !self.token(at).is_some_and(|t| t.class.any(begins)) {
            return Step::Pass;
        }
        let step = self.general(at);
        if !matches!(step, Step::Pass) {
            return if held { Step::Pass } else { step };
        }
        let Some(being) = self.to_be(at) else {
            return Step::Pass;
        };
        let place = being.participle;
        let Some(sort) = verbs::agentless(self.tokens, place) else {
            return Step::Pass;
        };
        if self.joined(place + 1).is_some_and(|t| t.is("by")) {
            return self.by(at, being, sort);
        }
        if held || self.held_later(place) {
            return Step::Pass;
        }
        if words(self.tokens, place + 1, "most").is_some() && self.joined(place + 1).is_some() {
            return Step::Pass;
        }
        let held_to_be = self
            .token(place)
            .is_some_and(|t| t.among("described identified reported"));
        let linked = self.joined(place + 1).is_some_and(|t| {
            t.among("to that") || t.is("as") && (sort == Sort::View || held_to_be)
        });
        let to = place + 1 + usize::from(linked);
        Step::Phrase(Found::new(at, to, Kind::Passive, being.claims(sort)))
    }

    /// From a form of "be" (with "has" or "would" before it) to the participle.
    fn to_be(&self, at: usize) -> Option<Being> {
        let first = self.token(at)?;
        let would = first.is("would");
        let begins = first.class.any(Class::BE.or(Class::HAVE))
            && !first.among("be been being having")
            || would;
        let bare = first.among("seen perceived viewed regarded widely generally broadly")
            && self.reduced(at);
        if !begins && !bare {
            return None;
        }
        if self
            .before(at)
            .is_some_and(|t| t.class.any(Class::HAVE.or(Class::MODAL)))
        {
            return None;
        }
        let (mut be, mut negated, mut rarely, mut hedged) = (bare, false, false, None);
        let mut place = at;
        while place - at < 7 {
            let token = self.token(place)?;
            if place > at && token.gap.breaks() {
                return None;
            }
            let class = token.class;
            if let Some(found) = hedge(&token.word) {
                hedged = Some(found);
            } else if token.is("consistently") {
                hedged = Some(Amount::Consistently);
            } else if token.among(RARELY) {
                rarely = true;
            } else if class.any(Class::NEGATION) {
                negated = !self
                    .joined(place + 1)
                    .is_some_and(|t| t.among("only just least"));
                be |= class.any(Class::BE);
            } else if class.any(Class::BE) {
                be = true;
            } else if !(class.any(Class::HAVE.or(Class::ADVERB)) || would && place == at) {
                break;
            }
            place += 1;
        }
        let participle = self
            .token(place)
            .filter(|t| place == at || !t.gap.breaks())?;
        let welcome = participle.among("welcomed valued appreciated preferred");
        (be && (welcome || !would)).then_some(Being {
            participle: place,
            negated,
            rarely,
            hedged,
        })
    }

    /// "a tool seen as slow": a participle without "be" that has no subject of its own verb before.
    fn reduced(&self, at: usize) -> bool {
        let last = (at..at + 2).find(|&p| {
            self.joined(p)
                .is_some_and(|t| t.among("seen perceived viewed regarded"))
                || p == at
                    && self
                        .token(p)
                        .is_some_and(|t| t.among("seen perceived viewed regarded"))
        });
        let linked = last.is_some_and(|p| self.joined(p + 1).is_some_and(|t| t.is("as")));
        let governed = self.before(at).is_some_and(|t| {
            t.class.any(
                Class::AUXILIARY
                    .or(Class::ADVERB)
                    .or(Class::NEGATION)
                    .or(Class::PRONOUN)
                    .or(Class::RELATIVE)
                    .or(Class::ARTICLE)
                    .or(Class::CONJUNCTION),
            ) || t.is("to")
        });
        linked && !governed
    }

    /// "was raised by …": who holds it is said.
    fn by(&self, at: usize, being: Being, sort: Sort) -> Step {
        let participle = being.participle;
        let agent = participle + 2;
        let Some(token) = self.joined(agent) else {
            return Step::Pass;
        };
        if self.head(agent).is_some() || token.is("any") {
            return Step::Pass;
        }
        let agents = phrase(self.nouns, self.tokens, self.past_article(agent), false);
        if let Over::Organisations { end, narrowed } = agents {
            let kind = match sort {
                Sort::Said => Kind::Saying,
                Sort::View | Sort::Agreed => Kind::Generic,
            };
            let mut found = Found::new(at, end, kind, being.claims(sort));
            found.scope = narrowed;
            return Step::Phrase(found);
        }
        let period = |t: &Token| t.class.any(Class::TIME) || t.among(PERIODS);
        let article = token.is("the") && self.joined(agent + 1).is_some_and(period);
        let figure = token.word.starts_with(|c: char| c.is_ascii_digit());
        if token.word.ends_with("ing") || figure || period(token) || article {
            return Step::Phrase(Found::new(
                at,
                participle + 1,
                Kind::Passive,
                being.claims(sort),
            ));
        }
        Step::Pass
    }

    fn past_article(&self, at: usize) -> usize {
        at + usize::from(
            self.joined(at)
                .is_some_and(|t| t.among("the these those our")),
        )
    }

    /// Whether a holder is named later in the clause: "is seen as a burden by most agencies".
    fn held_later(&self, place: usize) -> bool {
        let clause = (place + 1..place + 12).take_while(|&p| self.joined(p).is_some());
        for p in clause {
            if !self.token(p).is_some_and(|t| t.is("by")) {
                continue;
            }
            let agent = self.past_article(p + 1);
            if self
                .joined(agent)
                .is_some_and(|t| t.class.any(Class::HOLDER))
            {
                return true;
            }
            let head = self.head(p + 1).map_or(agent, |h| h.end);
            let from = words(self.tokens, head, "of").map_or(head, |p| self.past_article(p));
            if matches!(
                phrase(self.nouns, self.tokens, from, false),
                Over::Organisations { .. }
            ) || matches!(
                phrase(self.nouns, self.tokens, from, true),
                Over::Organisations { .. }
            ) {
                return true;
            }
        }
        false
    }

    /// "a general lack", "broad agreement", "there was consensus that".
    fn general(&self, at: usize) -> Step {
        let article = self.token(at).is_some_and(|t| t.among("a an the"));
        let from = at + usize::from(article);
        let Some(adjective) = self
            .token(from)
            .filter(|_| !article || self.joined(from).is_some())
        else {
            return Step::Pass;
        };
        let feeling = |p: usize| self.joined(p).filter(|t| t.among(FEELINGS));
        let linked = |p: usize| {
            self.joined(p).is_none_or(|t| {
                t.is_be()
                    || t.among("of for that among about from with to over in on against as by and")
            })
        };
        let there = || {
            let be = at
                .checked_sub(1)
                .and_then(|p| self.token(p))
                .is_some_and(Token::is_be);
            be && at
                .checked_sub(2)
                .and_then(|p| self.token(p))
                .is_some_and(|t| t.is("there"))
        };
        let agreement = |p: usize| {
            self.token(p)
                .is_some_and(|t| t.among("agreement consensus"))
        };
        let hedged = match &*adjective.word {
            "general" | "common" | "overall" | "prevailing" | "shared" => false,
            "broad" | "wide" | "widespread" => true,
            _ if there() => {
                let strong = adjective.among("strong clear considerable real");
                let noun = from + usize::from(strong);
                if feeling(noun).is_none() || !linked(noun + 1) {
                    return Step::Pass;
                }
                let amount = if agreement(noun) {
                    Amount::Agreed
                } else {
                    Amount::View
                };
                return Step::Phrase(Found::new(at, noun + 1, Kind::Passive, amount));
            }
            _ => return Step::Pass,
        };
        if feeling(from + 1).is_none() || !linked(from + 2) {
            return Step::Pass;
        }
        let amount = if hedged || agreement(from + 1) {
            Amount::MoreThanHalf
        } else {
            Amount::View
        };
        Step::Phrase(Found::new(at, from + 2, Kind::Passive, amount))
    }

    /// "mostly", "sometimes", "on the whole", with no holder named in the clause.
    pub(super) fn hedge(&self, at: usize, held: bool) -> Step {
        let Some(token) = self
            .token(at)
            .filter(|t| !held && t.class.any(Class::HEDGE))
        else {
            return Step::Pass;
        };
        let several = HEDGES
            .iter()
            .find_map(|(said, amount)| words(self.tokens, at, said).map(|to| (to, amount.clone())));
        let (to, amount) = match several {
            Some(found) => found,
            None => match hedge(&token.word) {
                Some(amount) => (at + 1, amount),
                None => return Step::Pass,
            },
        };
        let compared = self.before(at).is_some_and(|t| {
            t.class.any(Class::DETERMINER) && !t.is("that")
                || t.among("more less how as so most least very speaking")
        });
        let speaking = self.joined(to).is_some_and(|t| t.is("speaking"));
        if compared || speaking {
            return Step::Skip(to);
        }
        Step::Phrase(Found::new(at, to, Kind::Passive, amount))
    }
}
