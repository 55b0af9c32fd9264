//! What is settled for a review: who its report is for, what it may show, and how it counts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who a report is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The people who did the review: everything, with note ids.
    #[default]
    Internal,
    /// Everybody.
    Public,
}

/// How much a public report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Exact counts throughout.
    Open,
    /// Small counts and what would give them away are withheld.
    #[default]
    Protected,
}

/// How a public report attributes notes and quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Attribution {
    /// To nobody.
    #[default]
    None,
    /// To coded organisations.
    Coded,
    /// By name, with consent.
    Named,
}

/// What may be shown to whom: `[disclosure]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// What `report` makes when it is not told.
    pub audience: Audience,
    /// The level of a public report.
    pub level: Level,
    /// Why the review may be open; printed on the method page.
    pub reason: Option<String>,
    /// How a public report attributes.
    pub attribution: Attribution,
    /// Whether a matrix and evidence by coded organisation may be published
    /// (`coded = "published"`).
    pub coded_published: bool,
    /// The smallest count of organisations that a protected report shows, 3 or more.
    pub k: u32,
}

impl Default for Disclosure {
    fn default() -> Self {
        Self {
            audience: Audience::Internal,
            level: Level::Protected,
            reason: None,
            attribution: Attribution::None,
            coded_published: false,
            k: 3,
        }
    }
}

/// How tags of several coders are settled: rule of counting 8.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CoderPolicy {
    /// A tag that any coder gave.
    #[default]
    Any,
    /// A tag that more than half of the coders who read the note gave.
    Majority,
    /// The tags of one coder, by name.
    Coder(crate::ids::CoderId),
}

/// How the review counts: `[counting]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    /// How coders are settled.
    pub coders: CoderPolicy,
    /// Percentages are given where the base is at least this (rule 6).
    pub percent_from: u32,
}

impl Default for Counting {
    fn default() -> Self {
        Self {
            coders: CoderPolicy::Any,
            percent_from: 20,
        }
    }
}
