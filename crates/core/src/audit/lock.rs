//! What an accepted audit keeps, so that a later one can say what changed.

use super::Verdict;
use crate::ids::{FindingId, PointId};
use serde::{Deserialize, Serialize};

/// What findings were judged on: `findings.lock`, written when an audit is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Lock {
    /// `throughline-lock/1`.
    pub schema: String,
    /// Notes of the review then.
    pub notes: u32,
    /// A line for each finding and point.
    #[serde(default, rename = "judged")]
    pub judged: Vec<Locked>,
}

/// What a finding or a point was judged on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locked {
    /// The finding.
    pub finding: FindingId,
    /// The point, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<PointId>,
    /// Digest of its text and of the notes behind it, whatever their order: 16 hexadecimal digits.
    pub digest: String,
    /// Notes behind it then.
    pub notes: u32,
    /// Each phrase and how it was judged.
    #[serde(default)]
    pub phrases: Vec<LockedPhrase>,
}

/// A phrase and how it was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedPhrase {
    /// As it stood.
    pub phrase: String,
    /// The verdict.
    pub verdict: Verdict,
    /// How many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<u32>,
}
