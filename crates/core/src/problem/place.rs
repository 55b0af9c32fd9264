//! Where a problem is.

use serde::Serialize;
use std::fmt;

/// Where a problem is. Lines count from 1 as an editor does (LF, CRLF and CR each end one);
/// columns count from 1: Unicode code points in TOML, the field's number in CSV is named in the
/// message instead and the column is that of the field's first code point in its line. A sheet of a
/// workbook is `notes.xlsx[Notes]`; its line is the row and its column the number of the column, and
/// it is printed in words:
///
/// ```
/// use throughline_core::problem::Place;
/// assert_eq!(Place::at("notes/a.csv", 7, 3).to_string(), "notes/a.csv:7:3");
/// let cell = Place::at("notes.xlsx[Notes]", 7, 28);
/// assert_eq!(cell.to_string(), "notes.xlsx: sheet Notes, row 7, column AB");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Default)]
pub struct Place {
    /// The file, relative to the folder of the review where it lies in it.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u64>,
    /// The column, from 1.
    pub column: Option<u64>,
}

impl Place {
    /// A place that is a whole file.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            column: None,
        }
    }

    /// A place at a line and a column.
    #[must_use]
    pub fn at(file: impl Into<String>, line: u64, column: u64) -> Self {
        Self {
            file: file.into(),
            line: Some(line),
            column: Some(column),
        }
    }

    /// A place at a line.
    #[must_use]
    pub fn line(file: impl Into<String>, line: u64) -> Self {
        Self {
            file: file.into(),
            line: Some(line),
            column: None,
        }
    }
}

impl Place {
    /// What its line is called: `row` in a sheet of a workbook, else `line`.
    #[must_use]
    pub fn line_word(&self) -> &'static str {
        if self.sheet().is_some() {
            "row"
        } else {
            "line"
        }
    }

    /// The workbook and its sheet, where the file is one.
    fn sheet(&self) -> Option<(&str, &str)> {
        let (book, sheet) = self.file.strip_suffix(']')?.split_once('[')?;
        let (_, ending) = book.rsplit_once('.')?;
        let is_workbook = ["xlsx", "xlsm", "xlsb", "xls", "ods"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known));
        is_workbook.then_some((book, sheet))
    }
}

/// The letters of a column of a sheet, from 1: `A`, `Z`, `AA`.
fn letters(mut column: u64) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or_default());
        column /= 26;
    }
    letters
        .iter()
        .rev()
        .map(|&letter| char::from(letter))
        .collect()
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((book, sheet)) = self.sheet() {
            write!(f, "{book}: sheet {sheet}")?;
            if let Some(row) = self.line {
                write!(f, ", row {row}")?;
            }
            return match self.column {
                Some(column) => write!(f, ", column {}", letters(column)),
                None => Ok(()),
            };
        }
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        Ok(())
    }
}
