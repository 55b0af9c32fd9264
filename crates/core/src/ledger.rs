//! Rule of counting 12: nothing vanishes. Every row read has an outcome.

mod rows;

pub use rows::LedgerRow;

use crate::numbers::grouped;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The reason in the ledger of a note that is counted and names no organisation.
pub const NO_ORGANISATION: &str = "no organisation";

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
    /// How many of the merged rows name another theme of a note above, as files with a row for each
    /// note and theme have them; the other merged rows are duplicates.
    pub further: u64,
}

/// How many rows were read, and what they were: rows read = notes + duplicates + rejected, with the
/// rows between that are neither. Of rows, over all files.
///
/// ```
/// use throughline_core::ledger::Tally;
/// let tally = Tally { rows: 1_240, notes: 1_200, duplicates: 30, rejected: 10, ..Tally::default() };
/// assert_eq!(tally.to_string(), "1,240 rows read = 1,200 notes + 30 duplicates + 10 rejected");
/// assert!(tally.adds_up());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows read.
    pub rows: u64,
    /// Rows that are notes of the review.
    pub notes: u64,
    /// Rows that repeat an earlier one in every cell.
    pub duplicates: u64,
    /// Rows that name another theme of a note above.
    pub further: u64,
    /// Rows that hold no note: blank ones.
    pub blank: u64,
    /// Rows with an error.
    pub rejected: u64,
}

impl Tally {
    /// The tally of a ledger beside so many notes. Without `--reject-rows` a row with an error has
    /// no entry; it is what is left, and counts as rejected.
    #[must_use]
    pub fn of(ledger: &Ledger, notes: u64, rows_were_rejected: bool) -> Self {
        let of = |outcome| {
            let entries = ledger.entries.iter().filter(|e| e.outcome == outcome);
            entries.count() as u64
        };
        let (merged, blank) = (of(Outcome::Merged), of(Outcome::LeftOut));
        let rejected = if rows_were_rejected {
            of(Outcome::Rejected)
        } else {
            ledger.rows.saturating_sub(notes + merged + blank)
        };
        Self {
            rows: ledger.rows,
            notes,
            duplicates: merged.saturating_sub(ledger.further),
            further: ledger.further,
            blank,
            rejected,
        }
    }

    /// Whether every row read is one of them. It always is; anything else is a fault of the program,
    /// and is said.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.rows == self.notes + self.duplicates + self.further + self.blank + self.rejected
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |n: u64, one: &str, many: &str| {
            format!("{} {}", grouped(n), if n == 1 { one } else { many })
        };
        write!(
            f,
            "{} read = {} + {}",
            count(self.rows, "row", "rows"),
            count(self.notes, "note", "notes"),
            count(self.duplicates, "duplicate", "duplicates"),
        )?;
        if self.further > 0 {
            let themes = count(self.further, "further theme", "further themes");
            write!(f, " + {themes} of a note")?;
        }
        if self.blank > 0 {
            write!(f, " + {} blank", grouped(self.blank))?;
        }
        write!(f, " + {} rejected", grouped(self.rejected))
    }
}
