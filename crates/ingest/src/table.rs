//! Small tables: a whole CSV file in memory, row by row, each cell with its place.

use crate::check;
use crate::faults::Faults;
use crate::header::{Column, Header, Renamed};
use crate::lengths::wrong_length;
use crate::open_quotes;
use crate::prepared::{Head, Input, Vocabulary, prepare_bytes};
use crate::records::Records;
use std::borrow::Cow;
use std::io;
use std::path::Path;
use throughline_core::problem::{Place, Problem};

/// A table whose header has been read.
#[derive(Debug)]
pub struct Table {
    file: String,
    bytes: Vec<u8>,
    header: Header,
    delimiter: u8,
    body: usize,
    line: u64,
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub struct TableRow<'a> {
    records: &'a Records<'a>,
    table: &'a Table,
}

impl Table {
    /// Reads a table that has the columns of a list. Nothing when the file holds no table; why is
    /// among the faults.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(
        path: &Path,
        file: &str,
        columns: &[Column],
        faults: &mut Faults,
    ) -> io::Result<Option<Table>> {
        Ok(Self::of_bytes(std::fs::read(path)?, file, columns, faults))
    }

    /// As [`read`](Self::read), of a table that a folder need not have; nothing where it has not.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read_if_there(
        folder: &Path,
        file: &str,
        columns: &[Column],
        faults: &mut Faults,
    ) -> io::Result<Option<Table>> {
        let path = folder.join(file);
        if path.try_exists()? {
            Self::read(&path, file, columns, faults)
        } else {
            Ok(None)
        }
    }

    /// As [`read`](Self::read), from bytes.
    pub fn of_bytes(
        bytes: Vec<u8>,
        file: &str,
        columns: &[Column],
        faults: &mut Faults,
    ) -> Option<Table> {
        let renamed = Renamed::new();
        let words = Vocabulary::of(columns, &renamed);
        let input = Input::default();
        let (bytes, layout) = prepare_bytes(bytes, file, &input, &words, faults)?;
        let mut records = Records::delimited(&bytes, 1, layout.delimiter);
        let head = Head::read(&mut records, &layout, &words, file, false, faults)?;
        let header = Header::read(&head, file, columns, &renamed, &mut |p| faults.push(p))?;
        let (body, line) = (records.position(), records.line_after());
        Some(Table {
            file: file.to_owned(),
            bytes,
            header,
            delimiter: layout.delimiter,
            body,
            line,
        })
    }

    /// Calls `each` with every row that is sound; rows that are not are faults.
    pub fn for_each(&self, faults: &mut Faults, mut each: impl FnMut(&TableRow<'_>, &mut Faults)) {
        let body = self.bytes.get(self.body..).unwrap_or_default();
        let mut records = Records::delimited(body, self.line, self.delimiter);
        while records.advance() {
            if let Some((line, column)) = records.unclosed() {
                faults.push(check::unclosed_quote(
                    Place::at(&self.file, line, column),
                    false,
                ));
            } else if let Some(problem) = check::bad_byte(&records, &self.file)
                .or_else(|| self.open_quote(&records))
                .or_else(|| blankless(&records, &self.header, &self.file))
            {
                faults.push(problem);
            } else if !is_blank(&records) {
                let row = TableRow {
                    records: &records,
                    table: self,
                };
                each(&row, faults);
            }
        }
    }
}

impl Table {
    /// Rows that an open quotation mark drew into a cell of this one.
    fn open_quote(&self, records: &Records<'_>) -> Option<Problem> {
        let quote = (records.lines() > 1).then(|| open_quotes::look(records, self.header.len()));
        Some(quote??.problem(&self.file, 0))
    }
}

/// A wrong length, unless nothing stands in the row at all.
fn blankless(records: &Records<'_>, header: &Header, file: &str) -> Option<Problem> {
    if is_blank(records) {
        None
    } else {
        wrong_length(records, header, file)
    }
}

/// Whether every cell of a record is blank, as spreadsheets leave rows.
pub(crate) fn is_blank(records: &Records<'_>) -> bool {
    is_blank_but(records, 0)
}

/// Whether every cell of a record but so many of the last is blank.
pub(crate) fn is_blank_but(records: &Records<'_>, last: usize) -> bool {
    (0..records.len().saturating_sub(last))
        .all(|i| std::str::from_utf8(&records.cell(i)).is_ok_and(|cell| cell.trim().is_empty()))
}

impl TableRow<'_> {
    /// A cell, trimmed; blank where the table does not have the column.
    #[must_use]
    pub fn cell(&self, column: usize) -> Cow<'_, str> {
        let Some(at) = self.table.header.position(column) else {
            return Cow::Borrowed("");
        };
        match self.records.cell(at) {
            Cow::Borrowed(bytes) => {
                Cow::Borrowed(std::str::from_utf8(bytes).unwrap_or_default().trim())
            }
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).trim().to_owned()),
        }
    }

    /// A cell's text, or nothing when it is blank.
    #[must_use]
    pub fn text(&self, column: usize) -> Option<String> {
        let cell = self.cell(column);
        (!cell.is_empty()).then(|| cell.into_owned())
    }

    /// The values of a cell, which `;` separates; blank ones are passed over.
    #[must_use]
    pub fn values(&self, column: usize) -> Vec<String> {
        values(&self.cell(column)).map(str::to_owned).collect()
    }

    /// The themes of a cell, as [`theme_values`] gives them.
    #[must_use]
    pub fn themes(&self, column: usize) -> Vec<String> {
        theme_values(&self.cell(column))
            .map(str::to_owned)
            .collect()
    }

    /// Whether the table has a column.
    #[must_use]
    pub fn has(&self, column: usize) -> bool {
        self.table.header.position(column).is_some()
    }

    /// The place of a cell, or of the row where the table does not have the column.
    #[must_use]
    pub fn place(&self, column: usize) -> Place {
        match self.table.header.position(column) {
            Some(at) => {
                let (line, column) = self.records.place(at);
                Place::at(&self.table.file, line, column)
            }
            None => Place::line(&self.table.file, self.records.line()),
        }
    }

    /// The line the row begins on.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.records.line()
    }
}

/// The themes of a cell, which `;` or a line break separates: no name of a theme can hold either.
pub fn theme_values(cell: &str) -> impl Iterator<Item = &str> {
    let values = cell.split([';', '\n', '\r']).map(str::trim);
    values.filter(|v| !v.is_empty())
}

/// The values of a cell, which `;` separates: trimmed, blank ones passed over.
pub fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|v| !v.is_empty())
}
