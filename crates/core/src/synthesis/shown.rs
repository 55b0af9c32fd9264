//! Counts as an audience may see them.

use crate::stance::Stance;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A count as it is shown: exactly, as a band, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Shown {
    /// The count itself.
    Exact {
        /// How many.
        count: u32,
    },
    /// Somewhere from `low` to `high`, both included.
    Band {
        /// The least.
        low: u32,
        /// The most.
        high: u32,
    },
    /// Withheld.
    NotShown,
}

impl Shown {
    /// The count where it is exact.
    #[must_use]
    pub fn exact(self) -> Option<u32> {
        match self {
            Shown::Exact { count } => Some(count),
            Shown::Band { .. } | Shown::NotShown => None,
        }
    }
}

impl From<u32> for Shown {
    fn from(count: u32) -> Self {
        Shown::Exact { count }
    }
}

/// A count of organisations with its base and the words that stand for it in print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// How many organisations.
    pub shown: Shown,
    /// Of how many.
    pub base: u32,
    /// `7 of 9`, or the words for a band.
    pub words: String,
    /// Whole percent, half up, where the base is large enough (rule 6) and the count exact.
    pub percent: Option<u32>,
}

/// How the organisations of the base divide over the stances on a selection, by rule 9.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Support {
    /// Positive.
    pub positive: Shown,
    /// Negative.
    pub negative: Shown,
    /// Mixed.
    pub mixed: Shown,
    /// Neutral.
    pub neutral: Shown,
    /// With a note that fits, but no stance stated.
    pub not_stated: Shown,
    /// Of the base, without a note that fits.
    pub silent: Shown,
}

/// A count by stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ByStance {
    /// The stance.
    pub stance: Stance,
    /// How many.
    pub shown: Shown,
}
