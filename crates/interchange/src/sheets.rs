//! Sheets to tag in, out of a review and back into it.
//!
//! A sheet has a row a note, or a row an excerpt of one. What a coder fills in:
//!
//! - `themes`: codes, separated by `;`. [`NO_THEME`] (or `-`) says that the note was read and that no
//!   theme applies; a row that is left blank says that it was not read.
//! - `stance`: one of the stance words, or blank.
//! - `excerpt`: the words of the note that the themes are about; blank for the whole note.
//! - `memo`: anything.
//!
//! `start` and `end` are the program's: where an excerpt stands. The other columns are for reading
//! and are not read back. A workbook has the codes on a second sheet and says on a third how it is
//! filled in and how its notes were drawn.
//!
//! Text that a spreadsheet would run as a formula is neutralised on the way out and restored on the
//! way in ([`throughline_core::formulas`]).

mod adjudicated;
mod adjudicating;
mod merge;
mod reading;
mod tagging;
mod taken;
mod writing;

pub use adjudicated::{Completed, Undecided, complete};
pub use adjudicating::{adjudication, coders_of};
pub use merge::{Conflict, Merge, merge};
pub use reading::{SheetFile, read};
pub use tagging::{NotesToTag, notes_to_tag, rows_of, tagging};
pub use taken::{COLUMNS, Rejected, Taken, rejected_csv, take};
pub use writing::{Column, Fill, Sheet};

use thiserror::Error;
use throughline_core::codebook::Codebook;
use throughline_core::notes::TextError;

/// What stands in the themes of a note that was read and that no theme applies to.
pub const NO_THEME: &str = "none";

/// The other way to say so, for a codebook that has a theme of that name.
pub const NO_THEME_EITHER: &str = "-";

/// The word for "no theme applies" beside a codebook.
#[must_use]
pub fn no_theme(book: &Codebook) -> &'static str {
    if book.code(NO_THEME).is_some() {
        NO_THEME_EITHER
    } else {
        NO_THEME
    }
}

/// Why a sheet was not made or not read.
#[derive(Debug, Error)]
pub enum SheetError {
    /// A workbook cannot hold it.
    #[error("a workbook holds 1,048,575 rows of notes, and these are {0}")]
    TooManyRows(usize),
    /// A cell that a workbook cannot hold.
    #[error("note `{note}`: a workbook's cell holds 32,767 characters, and its {column} has more")]
    TooLong {
        /// The note.
        note: String,
        /// The column.
        column: String,
    },
    /// The workbook could not be made.
    #[error("the workbook cannot be written: {0}")]
    Write(String),
    /// The workbook cannot be read.
    #[error("the workbook cannot be read: {0}")]
    Read(String),
    /// The text of a note cannot be read again.
    #[error(transparent)]
    Text(#[from] TextError),
}

#[cfg(test)]
mod tests;
