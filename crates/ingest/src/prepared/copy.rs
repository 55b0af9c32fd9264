//! A copy made row by row, whose rows know where they came from.
//!
//! The copy is CSV in UTF-8 with commas, a header, and one column more at the end, [`COLUMN`]. Its
//! cell holds `LINE`, `LINE OFFSET` or `LINE OFFSET FIELD` (`-` where there is no offset): the line of
//! the original (the row of a sheet), the byte its record begins at, and the field that the text was
//! taken from where that differs from row to row. So no map is held in memory, however long the file.

use super::{Layout, Prepared};
use crate::records::Records;
use crate::texts::Window;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::{NamedTempFile, TempPath};
use throughline_core::unfinished::{self, Unfinished};

/// The name of the last column of a copy. [`Layout::placed`] says that it is there.
pub const COLUMN: &str = "\u{1}place";

/// Where a row came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowPlace {
    /// The line of the original, or the row of a sheet, from 1.
    pub line: u64,
    /// The byte the record begins at in the file that was copied; of a sheet nothing.
    pub offset: Option<u64>,
    /// The field of the original that holds the text, from 0, where rows differ in it.
    pub text_field: Option<usize>,
}

impl RowPlace {
    /// Reads the last cell of a record of a copy.
    #[must_use]
    pub fn of(cell: &[u8]) -> Option<Self> {
        let mut numbers = std::str::from_utf8(cell).ok()?.split(' ');
        Some(Self {
            line: numbers.next()?.parse().ok()?,
            offset: numbers.next().and_then(|n| n.parse().ok()),
            text_field: numbers.next().and_then(|n| n.parse().ok()),
        })
    }

    /// The place that the last field of a record gives.
    #[must_use]
    pub fn of_record(record: &Records<'_>) -> Option<Self> {
        Self::of(&record.cell(record.len().checked_sub(1)?))
    }
}

/// What the rows of a copy were made from.
#[derive(Debug)]
pub struct Origin {
    /// The field of the original that each column of the copy was taken from, from 0.
    fields: Vec<Option<usize>>,
    /// Of records: the file they lie in. Of a sheet nothing: a field's column is its number.
    records: Option<Mutex<Original>>,
}

/// A file whose records are read again for the places of their fields.
#[derive(Debug)]
struct Original {
    path: PathBuf,
    delimiter: u8,
    window: Option<Window>,
    /// The record that was read last, by where it begins, with the places of its fields: a row of
    /// answers to a thousand questions is a thousand rows of the copy.
    last: Option<(u64, Vec<(u64, u64)>)>,
    /// Keeps a copy in UTF-8 that this one was made from.
    _kept: Option<Arc<Kept>>,
}

impl Origin {
    /// Of the cells of a sheet: the place of a cell is its row and the number of its column.
    #[must_use]
    pub fn cells(fields: Vec<Option<usize>>) -> Self {
        Self {
            fields,
            records: None,
        }
    }

    /// Of the records of a file that is itself read as `from`.
    #[must_use]
    pub fn records(fields: Vec<Option<usize>>, from: &Prepared) -> Self {
        Self {
            fields,
            records: Some(Mutex::new(Original {
                path: from.path.clone(),
                delimiter: from.layout.delimiter,
                window: None,
                last: None,
                _kept: from.kept.clone(),
            })),
        }
    }

    /// The file whose records the rows were made from, and the byte between its fields; nothing for
    /// a sheet.
    pub(crate) fn original(&self) -> Option<(PathBuf, u8)> {
        let records = self.records.as_ref()?;
        let original = records.lock().unwrap_or_else(PoisonError::into_inner);
        Some((original.path.clone(), original.delimiter))
    }

    /// The field of the original that a column of the copy was taken from.
    #[must_use]
    pub fn field(&self, column: usize) -> Option<usize> {
        self.fields.get(column).copied().flatten()
    }

    /// The line and the column of a field of the original, columns in code points from 1 (of a
    /// sheet the number of the column). `column` is that of the copy, `is_text` whether it holds the
    /// text.
    ///
    /// # Errors
    /// The original cannot be read again.
    pub fn place(
        &self,
        row: RowPlace,
        column: usize,
        is_text: bool,
    ) -> io::Result<Option<(u64, u64)>> {
        let field = row.text_field.filter(|_| is_text);
        let Some(field) = field.or_else(|| self.field(column)) else {
            return Ok(None);
        };
        let (Some(records), Some(offset)) = (&self.records, row.offset) else {
            return Ok(Some((row.line, field as u64 + 1)));
        };
        let mut original = records.lock().unwrap_or_else(PoisonError::into_inner);
        let places = original.places(offset, row.line)?;
        // What is not there stands past the last.
        Ok(places.get(field).or(places.last()).copied())
    }
}

impl Original {
    /// The places of the fields of a record.
    fn places(&mut self, offset: u64, line: u64) -> io::Result<&[(u64, u64)]> {
        let is_last = self.last.as_ref().is_some_and(|(at, _)| *at == offset);
        if !is_last {
            let window = match &mut self.window {
                Some(window) => window,
                none => none.insert(Window::open(&self.path, self.delimiter)?),
            };
            let places = window.record(offset, line, |record| {
                record.map(Records::places).unwrap_or_default()
            })?;
            self.last = Some((offset, places));
        }
        Ok(self
            .last
            .as_ref()
            .map_or(&[], |(_, places)| places.as_slice()))
    }
}

/// A copy that is there. It goes when the last that reads it lets go, and when the run is cut short.
#[derive(Debug)]
pub struct Kept {
    path: TempPath,
    // Let go after the file, so that it is on the list for as long as it is there.
    _unfinished: Unfinished,
}

impl Kept {
    /// Takes the file of [`temporary`] when it has been written.
    pub(super) fn new(file: NamedTempFile, unfinished: Unfinished) -> Self {
        Self {
            path: file.into_temp_path(),
            _unfinished: unfinished,
        }
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Writes a copy.
#[derive(Debug)]
pub struct Writer {
    out: BufWriter<NamedTempFile>,
    unfinished: Unfinished,
    buffer: Vec<u8>,
    first: bool,
}

impl Writer {
    /// Begins a copy with its header; [`COLUMN`] is added.
    ///
    /// # Errors
    /// What the system says.
    pub fn new<'a>(header: impl IntoIterator<Item = &'a str>) -> io::Result<Self> {
        let mut writer = Self::without_header()?;
        for name in header {
            writer.cell(name);
        }
        writer.cell(COLUMN);
        writer.end()?;
        Ok(writer)
    }

    /// Begins a copy whose header is among its rows.
    pub(super) fn without_header() -> io::Result<Self> {
        let (file, unfinished) = temporary()?;
        Ok(Self {
            out: BufWriter::with_capacity(1 << 18, file),
            unfinished,
            buffer: Vec::new(),
            first: true,
        })
    }

    /// Writes a row: a cell for each column of the header.
    ///
    /// # Errors
    /// What the system says.
    pub fn row<'a>(
        &mut self,
        cells: impl IntoIterator<Item = &'a str>,
        place: RowPlace,
    ) -> io::Result<()> {
        for cell in cells {
            self.cell(cell);
        }
        let mut said = place.line.to_string();
        let number = |n: Option<u64>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
        if place.offset.is_some() || place.text_field.is_some() {
            said.push(' ');
            said.push_str(&number(place.offset));
        }
        if let Some(field) = place.text_field {
            said.push(' ');
            said.push_str(&number(Some(field as u64)));
        }
        self.cell(&said);
        self.end()
    }

    /// The copy, finished.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(self, origin: Origin) -> io::Result<Prepared> {
        let file = self
            .out
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        let kept = Kept::new(file, self.unfinished);
        Ok(Prepared {
            path: kept.path().to_owned(),
            layout: Layout {
                placed: true,
                ..Layout::default()
            },
            kept: Some(Arc::new(kept)),
            origin: Some(Arc::new(origin)),
            set_aside: 0,
            name: None,
            asked: None,
            sheets_said: Vec::new(),
        })
    }

    fn cell(&mut self, text: &str) {
        if !std::mem::take(&mut self.first) {
            self.buffer.push(b',');
        }
        push_cell(&mut self.buffer, text);
    }

    fn end(&mut self) -> io::Result<()> {
        self.buffer.push(b'\n');
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        self.first = true;
        Ok(())
    }
}

/// Writes a cell of CSV, in quotation marks where it needs them.
pub(super) fn push_cell(buffer: &mut Vec<u8>, text: &str) {
    let needs = |b: u8| matches!(b, b',' | b'"' | b'\n' | b'\r');
    if !text.bytes().any(needs) {
        buffer.extend_from_slice(text.as_bytes());
        return;
    }
    buffer.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            buffer.push(b'"');
        }
        buffer.push(byte);
    }
    buffer.push(b'"');
}

/// A temporary file for a copy, in the system's folder for them. It goes when it is let go, and when
/// the run is cut short.
pub(super) fn temporary() -> io::Result<(NamedTempFile, Unfinished)> {
    let make = || {
        tempfile::Builder::new()
            .prefix("throughline-")
            .suffix(".csv")
            .tempfile()
    };
    unfinished::make(make, NamedTempFile::path)
}
