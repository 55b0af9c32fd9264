//! Which byte stands between fields, told by the header and by whether records agree in length.
//!
//! A header is the best witness: the delimiter under which most of its names are known wins. `;` in
//! a cell of themes then costs nothing, since under `;` the header of a comma file is one unknown
//! name. Where no name is known, the delimiter under which nine of ten records have as many fields as
//! the first, two or more, wins; with none of them it is the comma.

use super::input::Delimiter;
use crate::header::{Column, Renamed, column_of, key};
use crate::records::Records;
use std::collections::BTreeSet;

/// Words by which a header is known.
#[derive(Clone, Copy)]
pub struct Vocabulary<'a> {
    /// The columns that the table may have.
    pub columns: &'a [Column],
    /// Headers as review.toml says they stand in the files, by our name of the column.
    pub renamed: &'a Renamed,
    /// The code of a theme that the codebook has under a code or a label; nothing where there is
    /// none.
    pub theme: &'a dyn Fn(&str) -> Option<String>,
    /// Whether there is a codebook, so that no other theme is one.
    pub has_codebook: bool,
    /// Whether review.toml has a question with this id or text.
    pub question: &'a dyn Fn(&str) -> bool,
}

impl std::fmt::Debug for Vocabulary<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vocabulary")
            .field("columns", &self.columns)
            .field("renamed", &self.renamed)
            .finish_non_exhaustive()
    }
}

impl<'a> Vocabulary<'a> {
    /// The columns of a table alone.
    #[must_use]
    pub fn of(columns: &'a [Column], renamed: &'a Renamed) -> Self {
        Self {
            columns,
            renamed,
            theme: &|_| None,
            has_codebook: false,
            question: &|_| false,
        }
    }

    /// The index of the column that a header names, by our name, by review.toml or by a synonym.
    #[must_use]
    pub fn column(&self, header: &str) -> Option<usize> {
        column_of(header, self.columns, self.renamed)
    }

    /// Whether review.toml says that a header is a column.
    pub(super) fn is_said(&self, header: &str) -> bool {
        let header = key(header);
        !header.is_empty()
            && self
                .renamed
                .values()
                .flatten()
                .any(|said| key(said) == header)
    }

    /// Whether a header is our own name of a column.
    pub(super) fn is_own(&self, header: &str) -> bool {
        let header = key(header);
        self.columns.iter().any(|c| c.name == header)
    }

    /// How many columns, each counted once, and themes and questions some headers name.
    pub(super) fn known(&self, headers: &[String]) -> usize {
        let columns: BTreeSet<usize> = headers.iter().filter_map(|h| self.column(h)).collect();
        let other = |h: &&String| {
            self.column(h).is_none() && ((self.theme)(h).is_some() || (self.question)(h))
        };
        columns.len() + headers.iter().filter(other).count()
    }

    /// Whether one of some headers names a column that the table needs; any, where it needs none.
    pub(super) fn has_required(&self, headers: &[String]) -> bool {
        let required = |i: usize| self.columns.get(i).is_some_and(|c| c.required);
        headers.iter().filter_map(|h| self.column(h)).any(required)
    }
}

/// Records that are looked at.
pub(super) const LOOKED_AT: usize = 60;

/// Bytes of a cell that are looked at: no header is longer, and a text may be a megabyte.
const CELL: usize = 2048;

/// The first records of some bytes, each cell cut to what a header can be and trimmed.
pub(super) fn first_records(sample: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut records = Records::delimited(sample, 1, delimiter);
    let mut rows = Vec::new();
    while rows.len() < LOOKED_AT && records.advance() {
        let cell = |i| {
            let cell = records.cell(i);
            let start = cell.get(..CELL).unwrap_or(&cell);
            String::from_utf8_lossy(start).trim().to_owned()
        };
        rows.push((0..records.len()).map(cell).collect());
    }
    rows
}

/// The byte that Excel's `sep=;` line names.
pub(super) fn said_by_sep_line(sample: &[u8]) -> Option<u8> {
    let end = sample.iter().position(|b| matches!(b, b'\n' | b'\r'))?;
    let line = sample.get(..end)?;
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    let (name, rest) = line.split_at_checked(4)?;
    match rest {
        [byte] if name.eq_ignore_ascii_case(b"sep=") && byte.is_ascii() && *byte != b'"' => {
            Some(*byte)
        }
        _ => None,
    }
}

/// The delimiter of some bytes.
pub(super) fn sniff(sample: &[u8], words: &Vocabulary<'_>) -> u8 {
    let mut best = (b',', 0, 0);
    for delimiter in Delimiter::ALL {
        let rows = first_records(sample, delimiter);
        let heads = rows.iter().take(super::head::HEADS);
        let known = heads.map(|row| words.known(row)).max().unwrap_or(0);
        let agreeing = agreement(&rows);
        if (known, agreeing) > (best.1, best.2) {
            best = (delimiter, known, agreeing);
        }
    }
    best.0
}

/// Fields of the first record, when nine of ten of those after it have as many and it has two;
/// else 0.
fn agreement(rows: &[Vec<String>]) -> usize {
    let Some((first, others)) = rows.split_first() else {
        return 0;
    };
    let agree = others.iter().filter(|r| r.len() == first.len()).count();
    if first.len() > 1 && agree * 10 >= others.len() * 9 {
        first.len()
    } else {
        0
    }
}
