//! Stances: how a note, or an organisation, stands to a theme.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A stance, with "not stated" as a value of its own, in the order tables print them.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    Default,
)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Stance {
    /// For, in support.
    Positive,
    /// Against, opposed.
    Negative,
    /// Both, or support in part.
    Mixed,
    /// Stated as neither.
    Neutral,
    /// No stance was written down.
    #[default]
    NotStated,
}

const POSITIVE: &[&str] = &[
    "positive",
    "support",
    "supports",
    "supported",
    "supportive",
    "in support",
    "strongly support",
    "for",
    "in favour",
    "in favor",
    "favour",
    "agree",
    "agrees",
    "agreed",
    "strongly agree",
    "pro",
];
const NEGATIVE: &[&str] = &[
    "negative",
    "oppose",
    "opposes",
    "opposed",
    "in opposition",
    "strongly oppose",
    "against",
    "disagree",
    "disagrees",
    "disagreed",
    "strongly disagree",
    "do not support",
    "object",
    "con",
];
const MIXED: &[&str] = &[
    "mixed",
    "support in part",
    "supports in part",
    "partly",
    "partially",
    "in part",
    "partly agree",
    "partially agree",
    "partly support",
    "partially support",
    "partial support",
    "support with changes",
    "support with amendments",
    "both",
];
const NEUTRAL: &[&str] = &[
    "neutral",
    "neither",
    "neither agree nor disagree",
    "neither support nor oppose",
    "no preference",
];
const NOT_STATED: &[&str] = &[
    "",
    "not stated",
    "unstated",
    "n/a",
    "na",
    "none",
    "unknown",
    "-",
];

impl Stance {
    /// All five, in printing order.
    pub const ALL: [Stance; 5] = [
        Stance::Positive,
        Stance::Negative,
        Stance::Mixed,
        Stance::Neutral,
        Stance::NotStated,
    ];

    /// Reads a stance word: the four names, the positions of New Zealand summaries of submissions,
    /// and the words that forms use for them. Blank is [`Stance::NotStated`]; a word that is none of
    /// these is `None`.
    ///
    /// ```
    /// use throughline_core::stance::Stance;
    /// assert_eq!(Stance::from_word(" Support in part "), Some(Stance::Mixed));
    /// assert_eq!(Stance::from_word("Strongly agree"), Some(Stance::Positive));
    /// assert_eq!(Stance::from_word(""), Some(Stance::NotStated));
    /// assert_eq!(Stance::from_word("maybe"), None);
    /// ```
    #[must_use]
    pub fn from_word(word: &str) -> Option<Stance> {
        let word = word.trim();
        let is = |names: &[&str]| names.iter().any(|n| word.eq_ignore_ascii_case(n));
        let known = [
            (POSITIVE, Stance::Positive),
            (NEGATIVE, Stance::Negative),
            (MIXED, Stance::Mixed),
            (NEUTRAL, Stance::Neutral),
            (NOT_STATED, Stance::NotStated),
        ];
        let found = known.into_iter().find(|(words, _)| is(words));
        found.map(|(_, stance)| stance)
    }

    /// The word that stands in tables: `not stated` for the absence of one.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Stance::Positive => "positive",
            Stance::Negative => "negative",
            Stance::Mixed => "mixed",
            Stance::Neutral => "neutral",
            Stance::NotStated => "not stated",
        }
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The stances met so far, folded by rule of counting 9 into one.
///
/// ```
/// use throughline_core::stance::{Stance, StanceSet};
/// let mut met = StanceSet::default();
/// assert_eq!(met.resolve(), Stance::NotStated);
/// met.insert(Stance::Neutral);
/// met.insert(Stance::Positive);
/// assert_eq!(met.resolve(), Stance::Positive);
/// met.insert(Stance::Negative);
/// assert_eq!(met.resolve(), Stance::Mixed);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StanceSet(u8);

impl StanceSet {
    /// Adds one stance.
    #[inline]
    pub fn insert(&mut self, stance: Stance) {
        self.0 |= 1 << stance as u8;
    }

    /// Adds all stances of another set.
    #[inline]
    pub fn merge(&mut self, other: StanceSet) {
        self.0 |= other.0;
    }

    /// Whether nothing was met.
    #[must_use]
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the two sets share a stance.
    ///
    /// ```
    /// use throughline_core::stance::{Stance, StanceSet};
    /// let met: StanceSet = [Stance::Positive, Stance::Neutral].into_iter().collect();
    /// assert!(met.meets([Stance::Neutral].into_iter().collect()));
    /// assert!(!met.meets(StanceSet::default()));
    /// ```
    #[must_use]
    #[inline]
    pub fn meets(self, other: StanceSet) -> bool {
        self.0 & other.0 != 0
    }

    /// The set as a number below 32, a bit a stance in printing order.
    #[must_use]
    #[inline]
    pub fn bits(self) -> u8 {
        self.0
    }

    /// Whether a stance is in the set.
    #[must_use]
    #[inline]
    pub fn contains(self, stance: Stance) -> bool {
        self.0 & (1 << stance as u8) != 0
    }

    /// Rule 9: mixed if mixed was met, or positive and negative both; else positive or negative;
    /// else neutral; else not stated.
    #[must_use]
    #[inline]
    pub fn resolve(self) -> Stance {
        let (positive, negative) = (
            self.contains(Stance::Positive),
            self.contains(Stance::Negative),
        );
        if self.contains(Stance::Mixed) || (positive && negative) {
            Stance::Mixed
        } else if positive {
            Stance::Positive
        } else if negative {
            Stance::Negative
        } else if self.contains(Stance::Neutral) {
            Stance::Neutral
        } else {
            Stance::NotStated
        }
    }
}

impl FromIterator<Stance> for StanceSet {
    fn from_iter<I: IntoIterator<Item = Stance>>(stances: I) -> Self {
        let mut set = Self::default();
        for stance in stances {
            set.insert(stance);
        }
        set
    }
}
