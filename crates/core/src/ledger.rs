//! Rule of counting 12: nothing vanishes. Every row read has an outcome.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What became of a row.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is a note of the review.
    Counted,
    /// It is the same note as an earlier row.
    Merged,
    /// It is a note that the review leaves out, for a reason.
    LeftOut,
    /// It has an error and was set aside (`--reject-rows`).
    Rejected,
}

impl Outcome {
    /// As the ledger writes it: `left out`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Counted => "counted",
            Outcome::Merged => "merged",
            Outcome::LeftOut => "left out",
            Outcome::Rejected => "rejected",
        }
    }
}

/// A row that is not simply counted: a row of the ledger with its reason. Rows that are counted
/// without more to say stand in the note columns and are not repeated here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LedgerEntry {
    /// Index of the notes file.
    pub file: u16,
    /// Line the record begins on, from 1.
    pub line: u64,
    /// The note's id where it could be read.
    pub note_id: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
}

/// The account of every row read: the counted ones by the note columns, the others here.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Rows with an outcome other than counted, in order of file and line.
    pub entries: Vec<LedgerEntry>,
    /// Reasons worth saying of rows that are counted (an unattributed note, say), by reason.
    pub counted: BTreeMap<String, u64>,
    /// Rows read, over all files.
    pub rows: u64,
}
