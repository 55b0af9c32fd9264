//! Formats of a line a row: CSV and JSON lines.

use std::fmt::Write as _;
use std::io::{self, Write};
use throughline_core::dates::iso;
use throughline_core::formulas::neutralised;
use throughline_core::tidy::{Cell, Column};

/// CSV with a head. Text that a spreadsheet would run has an apostrophe before it; null is an empty
/// cell.
///
/// ```
/// use throughline_core::tidy::Cell;
/// use throughline_interchange::tables::CsvRows;
/// let mut bytes = Vec::new();
/// let mut rows = CsvRows::new(&mut bytes, ["note_id", "n"])?;
/// rows.row(&[Cell::Text("=N-1"), Cell::Integer(-1)])?;
/// rows.finish()?;
/// assert_eq!(bytes, b"note_id,n\n'=N-1,-1\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct CsvRows<W: Write> {
    out: csv::Writer<W>,
    cell: String,
}

impl<W: Write> CsvRows<W> {
    /// Begins with the names of the columns.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new<'a>(out: W, names: impl IntoIterator<Item = &'a str>) -> io::Result<Self> {
        let mut out = csv::WriterBuilder::new()
            .buffer_capacity(1 << 16)
            .from_writer(out);
        out.write_record(names)?;
        Ok(Self {
            out,
            cell: String::new(),
        })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// What the writer says.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for cell in cells {
            if let Cell::Text(text) = cell {
                self.out.write_field(neutralised(text).as_ref())?;
            } else {
                self.cell.clear();
                plain(&mut self.cell, cell);
                self.out.write_field(&self.cell)?;
            }
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Ends the rows.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A value in digits and words; nothing for null.
fn plain(into: &mut String, cell: &Cell<'_>) {
    // Writing to a text cannot fail.
    let _ = match cell {
        Cell::Null => Ok(()),
        Cell::Text(text) => into.write_str(text),
        Cell::Integer(number) => write!(into, "{number}"),
        Cell::Number(number) => write!(into, "{number}"),
        Cell::Boolean(yes) => write!(into, "{yes}"),
        Cell::Date(date) => into.write_str(&iso(*date)),
    };
}

/// An object a line, its keys in the order of the columns.
#[derive(Debug)]
pub(super) struct JsonRows<W: Write> {
    out: io::BufWriter<W>,
    /// `{"note_id":`, `,"text":` …
    keys: Vec<String>,
    cell: String,
}

impl<W: Write> JsonRows<W> {
    pub(super) fn new(out: W, columns: &[Column]) -> io::Result<Self> {
        let key = |(at, column): (usize, &Column)| {
            let before = if at == 0 { '{' } else { ',' };
            serde_json::to_string(column.name).map(|name| format!("{before}{name}:"))
        };
        Ok(Self {
            out: io::BufWriter::new(out),
            keys: columns
                .iter()
                .enumerate()
                .map(key)
                .collect::<Result<_, _>>()?,
            cell: String::new(),
        })
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for (key, cell) in self.keys.iter().zip(cells) {
            self.out.write_all(key.as_bytes())?;
            match cell {
                Cell::Null => self.out.write_all(b"null")?,
                Cell::Text(text) => serde_json::to_writer(&mut self.out, text)?,
                Cell::Date(date) => serde_json::to_writer(&mut self.out, &iso(*date))?,
                Cell::Number(number) if !number.is_finite() => self.out.write_all(b"null")?,
                Cell::Integer(_) | Cell::Number(_) | Cell::Boolean(_) => {
                    self.cell.clear();
                    plain(&mut self.cell, cell);
                    self.out.write_all(self.cell.as_bytes())?;
                }
            }
        }
        self.out.write_all(b"}\n")
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}
