//! Why a workbook cannot be read.

use std::io;
use thiserror::Error;

/// Cells that a sheet may have, blank ones included.
pub const MOST_CELLS: u64 = 100_000_000;

/// Why a workbook cannot be read.
#[derive(Debug, Error)]
pub enum BookError {
    /// It is encrypted.
    #[error("the workbook is protected with a password")]
    Password,
    /// A container of something else.
    #[error("the file is no workbook, though it is packed like one")]
    Other,
    /// It would fill the memory: how many MiB it may come to.
    #[error(
        "the workbook comes to more than {0} MiB when it is unpacked and its cells are spread out, and no more are read of a file of its size"
    )]
    TooLarge(u64),
    /// The sheet would.
    #[error("sheet `{0}` has more than {MOST_CELLS} cells")]
    TooManyCells(String),
    /// The sheet has few cells, far from each other.
    #[error(
        "sheet `{0}` has cells far from each other, and blank ones between them by the million"
    )]
    TooScattered(String),
    /// What the reader says.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    /// What the system says.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl BookError {
    /// What would be right.
    pub fn help(&self) -> &'static str {
        match self {
            BookError::Password => "open it, remove the password and save it again",
            BookError::Other => "give an XLSX, XLSM, XLSB, XLS or ODS file, or CSV",
            BookError::TooLarge(_) | BookError::TooManyCells(_) => {
                "save the sheet of the notes as CSV UTF-8; a CSV file may have any size"
            }
            BookError::TooScattered(_) => {
                "move the notes to the top left of their sheet, and remove what stands far from them"
            }
            BookError::Damaged(_) | BookError::Io(_) => {
                "open it in a spreadsheet program and save it again as XLSX, or its sheet as CSV UTF-8"
            }
        }
    }
}
