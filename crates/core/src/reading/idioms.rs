//! Words that look like amounts and are none.

use super::lexicon::{Class, looks_plural};
use super::nouns::{Over, phrase};
use super::numbers::words;
use super::walk::{Step, Walk};

/// Passed over as they stand; the longest first where one begins another.
const IDIOMS: &[&str] = &[
    "at all",
    "above all",
    "after all",
    "first of all",
    "most of all",
    "best of all",
    "all in all",
    "all told",
    "all the time",
    "all the more",
    "all the way",
    "all the same",
    "all of this",
    "all of that",
    "all this",
    "all that",
    "all through",
    "all along",
    "all across",
    "all over",
    "all around",
    "all too",
    "all right",
    "all sorts",
    "all kinds",
    "all year",
    "all day",
    "all at once",
    "once and for all",
    "no longer",
    "not only",
    "not just",
    "not least",
    "each other",
    "one another",
    "every other",
    "some time",
    "some day",
    "some way",
    "some sort",
    "some kind",
    "some extent",
    "some degree",
    "at some point",
    "most likely",
    "most recently",
    "at one point",
    "on the one hand",
    "one day",
    "one thing",
    "one way",
    "half a day",
    "half a year",
    "half an hour",
    "in general",
    "as a whole",
];

/// Words that an idiom may begin with.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    let idioms = IDIOMS.iter().filter_map(|idiom| idiom.split(' ').next());
    idioms.chain(["both"])
}

impl Walk<'_, '_> {
    /// Passes over words that look like an amount and are none.
    pub(super) fn idiom(&self, at: usize, _held: bool) -> Step {
        let Some(token) = self.token(at) else {
            return Step::Pass;
        };
        if !token.class.any(Class::IDIOM) {
            return Step::Pass;
        }
        let year =
            token.word.len() == 4 && token.word.parse().is_ok_and(|n| (1900..2100).contains(&n));
        if year
            && self
                .before(at)
                .is_some_and(|t| t.among("in since by from until during of to early late mid"))
        {
            return Step::Skip(at + 1);
        }
        if token.is("both") && self.both_and(at) {
            return Step::Skip(at + 1);
        }
        IDIOMS
            .iter()
            .filter(|idiom| idiom.starts_with(&*token.word) && !token.quoted())
            .find_map(|idiom| {
                let to = words(self.tokens, at, idiom)?;
                let counts = idiom.ends_with(" all") && self.counts_all(to);
                (!counts).then_some(to)
            })
            .map_or(Step::Pass, Step::Skip)
    }

    /// Whether "all" that ends here has a noun of its own after all: "at all libraries", "at all of the
    /// meetings".
    fn counts_all(&self, at: usize) -> bool {
        let of = self.joined(at).is_some_and(|t| t.is("of"));
        let noun = match phrase(self.nouns, self.tokens, at, false) {
            Over::Organisations { .. } => true,
            Over::Other { to, .. } => self.token(to - 1).is_some_and(|t| looks_plural(&t.word)),
            Over::Nothing => false,
        };
        self.joined(at).is_some() && (of || noun)
    }

    /// "both libraries and schools", where no verb stands between.
    fn both_and(&self, at: usize) -> bool {
        let and = (at + 2..at + 6).find(|&p| self.joined(p).is_some_and(|t| t.is("and")));
        let verb = Class::AUXILIARY.or(Class::VERB).or(Class::VIEW);
        and.is_some_and(|and| {
            (at + 1..and).all(|p| {
                self.joined(p)
                    .is_some_and(|t| !t.class.any(verb) && !t.word.ends_with("ed"))
            })
        })
    }
}
