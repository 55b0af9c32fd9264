//! Words for amounts: a scale maps a word to the counts it may stand for at a base of N.
//!
//! Shares are compared in integers (`n · 100` against `percent · N`), so no rounding can move a
//! count over an edge.

mod bounds;
mod built_in;

pub use bounds::{Bounds, bounds};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Whether a word claims enough or claims a lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// all, most, many, some …
    Asserting,
    /// few, a minority, none …
    Denying,
}

/// An end of a band, in percent of N.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The percent.
    pub percent: u32,
    /// Whether the percent itself belongs to the band.
    pub inclusive: bool,
}

/// A word (or several that mean the same) and its band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The words, the first of which is printed first; in lower case and single spaces.
    pub words: Vec<String>,
    /// The share in words, as the method page prints it.
    pub share: String,
    /// Lower end.
    pub from: End,
    /// Upper end.
    pub to: End,
    /// At least one, whatever the share.
    pub at_least_one: bool,
    /// Never everybody, whatever the share.
    pub not_all: bool,
    /// Whether the share is rounded half up to a whole percent before it is compared, as scales
    /// published at whole percents mean it (74.6 % is 75). Ends at 0 and at 100 are compared
    /// exactly all the same: one of 400 is not nobody, and 399 of 400 are not everybody.
    pub rounded: bool,
    /// What it claims.
    pub polarity: Polarity,
}

impl Word {
    /// The least and the most count at a base of `n`, both included; `None` when no count fits.
    ///
    /// ```
    /// use throughline_core::wording::Scale;
    /// let plain = Scale::plain();
    /// assert_eq!(plain.word("Most").unwrap().counts(9), Some((7, 8)));
    /// assert_eq!(plain.word("almost all").unwrap().counts(6), None);
    /// ```
    #[must_use]
    pub fn counts(&self, n: u32) -> Option<(u32, u32)> {
        let least = first(n, |count| {
            let (share, edge) = self.compared(count, n, self.from);
            (share > edge || (self.from.inclusive && share == edge))
                && !(self.at_least_one && count == 0)
        })?;
        let too_many = first(n, |count| {
            let (share, edge) = self.compared(count, n, self.to);
            share > edge || (!self.to.inclusive && share == edge) || (self.not_all && count == n)
        });
        let most = too_many.map_or(Some(n), |count| count.checked_sub(1))?;
        (least <= most).then_some((least, most))
    }

    /// The share of a count and an end, both times 100 N.
    fn compared(&self, count: u32, n: u32, end: End) -> (u64, u64) {
        let base = u64::from(n);
        let exact = u64::from(count) * 100;
        let share = if self.rounded && n > 0 && !matches!(end.percent, 0 | 100) {
            (2 * exact + base) / (2 * base) * base
        } else {
            exact
        };
        (share, u64::from(end.percent) * base)
    }

    /// Whether a count fits at a base of `n`.
    #[must_use]
    pub fn fits(&self, count: u32, n: u32) -> bool {
        self.counts(n)
            .is_some_and(|(least, most)| (least..=most).contains(&count))
    }

    /// The word that is printed first; blank for an entry without words.
    #[must_use]
    pub fn name(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }
}

/// The least count of 0 … `n` from which a condition holds that never fails again once it held.
fn first(n: u32, holds: impl Fn(u32) -> bool) -> Option<u32> {
    let (mut low, mut high) = (0, u64::from(n) + 1);
    while low < high {
        let middle = u32::try_from(u64::midpoint(low, high)).unwrap_or(n);
        if holds(middle) {
            high = u64::from(middle);
        } else {
            low = u64::from(middle) + 1;
        }
    }
    u32::try_from(low).ok().filter(|&count| count <= n)
}

/// A scale of words, weakest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// The words.
    pub words: Vec<Word>,
}

impl Scale {
    /// The entry of a word, whatever its case and white space; `None` for a word that the scale
    /// does not have.
    ///
    /// ```
    /// use throughline_core::wording::{Polarity, Scale};
    /// let plain = Scale::plain();
    /// assert_eq!(plain.word("A  small number").unwrap().polarity, Polarity::Denying);
    /// assert!(plain.word("a majority").is_none());
    /// ```
    #[must_use]
    pub fn word(&self, word: &str) -> Option<&Word> {
        let asked = normalised(word);
        self.words
            .iter()
            .find(|entry| entry.words.iter().any(|w| normalised(w) == asked))
    }

    /// The strongest word that fits a count at a base of `n`; `None` where none does.
    ///
    /// Bands may nest and overlap, so *strongest* is what says most with truth: of the words that
    /// fit, the one whose least count is highest; among these the one whose most is lowest (the
    /// more specific); then an asserting word before a denying one; then the one that stands later
    /// in the scale.
    ///
    /// ```
    /// use throughline_core::wording::Scale;
    /// let plain = Scale::plain();
    /// let best = |count| plain.best_word(count, 9).unwrap().name().to_owned();
    /// assert_eq!([0, 2, 4, 6, 7, 8, 9].map(best), ["none", "a few", "some", "more than half", "most", "almost all", "all"]);
    /// ```
    #[must_use]
    pub fn best_word(&self, count: u32, n: u32) -> Option<&Word> {
        let fitting = self.words.iter().enumerate().filter_map(|(at, word)| {
            let (least, most) = word.counts(n)?;
            let asserts = word.polarity == Polarity::Asserting;
            (least..=most)
                .contains(&count)
                .then_some(((least, Reverse(most), asserts, at), word))
        });
        fitting
            .max_by_key(|(strength, _)| *strength)
            .map(|(_, w)| w)
    }

    /// The words that no count at a base of `n` fits, weakest first.
    ///
    /// ```
    /// use throughline_core::wording::Scale;
    /// let eti = Scale::built_in("eti-ni").unwrap();
    /// assert_eq!(eti.unfit(9).collect::<Vec<_>>(), ["very few", "a small number"]);
    /// ```
    pub fn unfit(&self, n: u32) -> impl Iterator<Item = &str> {
        self.words
            .iter()
            .filter(move |word| word.counts(n).is_none())
            .flat_map(|word| word.words.iter().map(String::as_str))
    }
}

/// A word as scales keep it: in lower case, its parts one space apart.
///
/// ```
/// assert_eq!(throughline_core::wording::normalised(" Almost\u{a0} All"), "almost all");
/// ```
#[must_use]
pub fn normalised(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for part in word.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(part.chars().flat_map(char::to_lowercase));
    }
    out
}
