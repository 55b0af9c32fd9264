//! Reads a statement for what it says, or leaves understood, about how many: quantifiers over
//! organisations, elliptical ones, bare generics, agentless forms, hedges, ranks and exact numbers,
//! and the amounts that are over something else and are not counted.
//!
//! A [`Phrase`] says what is claimed; whether the notes bear it is for the audit to judge. Nothing
//! here knows the words of any one review: the nouns come from its settings and the amounts from
//! its scale.
//!
//! How phrases are cut and named:
//! - A quantifier runs from its first word (with "only", "not" or "nearly") to its noun; what hangs
//!   on the noun (’s) is left out. An elliptical phrase takes its preposition with it ("for a small
//!   number"), a number without its noun does not.
//! - A generic runs from its noun to its verb, an agentless form from "is" to its participle, with
//!   the "as", "to" or "that" that follows. What is seen, often or mostly in the same clause after a
//!   holder was named is part of what that holder thinks, and is no phrase of its own.
//! - Words that mean the same are given as one: every and each are `all`; no, none and not one are
//!   `none`; "nearly all" is the scale's `almost all` where it has that. "Few, if any" is the word
//!   `few if any`. "Others" are 2 or more. "All nine" is 9 of 9. "About five" is one more or less.
//! - What was not said, "agencies did not mention", is `none` of them, and what was rarely said `few`.
//!   A hedge that is denied, "not widely seen as", is the other side of its share.
//! - A bare number over something else ("in three ways", "two years") is no amount and not listed;
//!   one of a base ("two of the nine commitments") is.
//! - A phrase that takes up an amount that is not counted ("Most loans are short. A few are not.") is
//!   not counted either.

mod agentless;
mod amounts;
mod elliptical;
mod figures;
mod generics;
mod idioms;
mod lexicon;
mod nouns;
mod numbers;
mod person;
mod quantifiers;
mod quantities;
mod quotes;
mod ranks;
mod scale_words;
mod scopes;
mod sentences;
mod tokens;
mod verbs;
mod walk;

use self::nouns::Nouns;
use self::scale_words::ScaleWords;
use self::tokens::Points;
use self::walk::Walk;
use crate::review::Noun;
use crate::wording::Scale;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Part of a text: offset and length in Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Where it begins.
    pub offset: usize,
    /// How long it is.
    pub length: usize,
}

/// What kind of phrase claims an amount.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A word of amount over organisations: "most agencies".
    Quantifier,
    /// One whose noun is left out: "for a small number".
    Elliptical,
    /// A bare generic of view: "agencies felt".
    Generic,
    /// A bare generic of saying: "agencies suggested".
    Saying,
    /// A view without a holder: "was perceived", "a general lack".
    Passive,
    /// A rank or a comparison: "the greatest challenge", "more agencies … than".
    Rank,
    /// A number: "seven of the nine", "half", "all but one".
    Exact,
    /// An amount of something that is not counted: "most Commitments".
    NotCounted,
}

/// How near a share has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nearness {
    /// "half", "two thirds": within 1/(2N) of it, so the count itself where it is whole; half only where 2n = N.
    Exactly,
    /// "about half": one more or less, or ten percent of N.
    About,
    /// "nearly two thirds", "almost half": one band below, never the share itself.
    Nearly,
    /// "more than half", "over a third".
    MoreThan,
    /// "at least half".
    AtLeast,
    /// "fewer than half", "less than a third".
    LessThan,
    /// "at most half".
    AtMost,
}

/// What a phrase claims of n, the count, at a base of N.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Amount {
    /// A word of the scale, or one that the scale does not have, in lower case and single spaces:
    /// `most`, `a small number`, `almost all`.
    Word {
        /// The word.
        word: String,
        /// "nearly", "virtually", "almost" before it: one band below, never equality.
        nearly: bool,
        /// Denied: "not many", "not most".
        negated: bool,
    },
    /// "not all", "not … for all agencies": n ≤ N − 1.
    NotAll,
    /// Numbers: "seven of the nine" is 7 to 7 of 9, "at least five" 5 and more, "both" 2 to 2 of 2,
    /// "3 or 4 of 9" 3 to 4 of 9, "fewer than 3 of 9" up to 2 of 9, "one or two" 1 to 2.
    Counts {
        /// The least, where one is said.
        low: Option<u32>,
        /// The most, where one is said.
        high: Option<u32>,
        /// N, where it is said.
        of: Option<u32>,
    },
    /// "all but one": n = N − `left`.
    AllBut {
        /// How many are left out.
        left: u32,
    },
    /// A fraction or a percentage of N.
    Share {
        /// Over the line.
        numerator: u32,
        /// Under it, not 0.
        denominator: u32,
        /// How near.
        nearness: Nearness,
    },
    /// A view put to all in general: more than half support and fewer than k are contrary.
    View,
    /// "agreed": three quarters or more support and none are contrary.
    Agreed,
    /// Something said: at least k organisations (internal reports: two).
    Said,
    /// "broadly", "generally", "largely", "mainly", "mostly", "widely": more than half of organisations.
    MoreThanHalf,
    /// "often", "frequently": half of engagements.
    Often,
    /// "sometimes": one engagement.
    Sometimes,
    /// "usually": three quarters of engagements.
    Usually,
    /// "consistently mentioned": three quarters of engagements and every format.
    Consistently,
    /// "the greatest challenge": first among its siblings by organisations, alone.
    First,
    /// "more agencies … than …": more organisations than the other side.
    More,
    /// "fewer agencies … than …".
    Fewer,
    /// Nothing: the amount is over something that is not counted.
    None,
}

/// A phrase that claims an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As it stands in the text: "Most agencies", "for a small number", "is widely seen as".
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Which sentence of the text it stands in, from 0.
    pub sentence: usize,
    /// What kind it is.
    pub kind: Kind,
    /// What it claims.
    pub amount: Amount,
    /// The quantified subject an elliptical phrase takes up: its nearest before it.
    pub antecedent: Option<Span>,
    /// An elliptical phrase that could stand for two things.
    pub unit_unclear: bool,
    /// "of the agencies that …", "in the workshop", "agencies without …": the claim must name a base.
    pub scope: Option<Span>,
    /// What a phrase that is not counted is over: "Commitments".
    pub over: Option<String>,
}

/// What a statement says of amounts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Its sentences, in order.
    pub sentences: Vec<Span>,
    /// Its phrases, in order of offset; they do not overlap.
    pub phrases: Vec<Phrase>,
    /// Words in quotation marks, the marks left out: looked up in quotable notes.
    pub quoted: Vec<Span>,
    /// "we", "us", "our": whose voice?
    pub first_person: Vec<Span>,
}

/// Reads statements of one review.
///
/// ```
/// use throughline_core::reading::{Amount, Kind, Reader};
/// use throughline_core::review::Noun;
/// use throughline_core::wording::Scale;
/// let noun = Noun { one: "library".into(), many: "libraries".into() };
/// let reader = Reader::new(&noun, &Scale::plain());
/// let reading = reader.read("Most libraries lend tablets, and seven of the nine would buy more.");
/// let said: Vec<_> = reading.phrases.iter().map(|p| (p.text.as_str(), p.kind)).collect();
/// assert_eq!(said, [("Most libraries", Kind::Quantifier), ("seven of the nine", Kind::Exact)]);
/// assert_eq!(
///     reading.phrases[1].amount,
///     Amount::Counts { low: Some(7), high: Some(7), of: Some(9) }
/// );
/// ```
#[derive(Debug, Clone)]
pub struct Reader {
    nouns: Nouns,
    scale: ScaleWords,
}

impl Reader {
    /// A reader for the noun of a review and the words of its scale.
    #[must_use]
    pub fn new(noun: &Noun, scale: &Scale) -> Self {
        Self {
            nouns: Nouns::new(noun),
            scale: ScaleWords::new(scale),
        }
    }

    /// Reads a text. What stands in quotation marks, and every question, is exempt.
    #[must_use]
    pub fn read(&self, text: &str) -> Reading {
        let points = Points::new(text);
        let quoted = quotes::quotations(&points);
        let sentences = sentences::sentences(&points, &quoted);
        let mut reading = Reading::default();
        let mut mention = None;
        let mut plural = None;
        for (sentence, &span) in sentences.iter().enumerate() {
            let tokens = tokens::tokens(&points, span, &quoted);
            if sentences::question(&points, span) {
                mention = nouns::last_mention(&self.nouns, &tokens).or(mention);
                continue;
            }
            person::first_person(&tokens, &mut reading.first_person);
            let before = reading.phrases.len();
            let mut walk = Walk {
                nouns: &self.nouns,
                scale: &self.scale,
                text,
                tokens: &tokens,
                sentence,
                phrases: &mut reading.phrases,
                mention: &mut mention,
                plural: &mut plural,
            };
            walk.run();
            walk.keep_plural();
            walk.give_scopes(before);
        }
        reading.sentences = sentences;
        reading.quoted = quoted;
        reading
    }
}
