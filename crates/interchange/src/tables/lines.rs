//! Formats of a line a row: CSV and JSON lines.

use std::fmt::Write as _;
use std::io::{self, Write};
use throughline_core::dates::iso;
use throughline_core::spreadsheet::harmless;
use throughline_core::tidy::{Cell, Column};

/// CSV with a head.
#[derive(Debug)]
pub(super) struct CsvRows<W: Write> {
    out: csv::Writer<W>,
    cell: String,
}

impl<W: Write> CsvRows<W> {
    pub(super) fn new(out: W, columns: &[Column]) -> io::Result<Self> {
        let mut out = csv::WriterBuilder::new()
            .buffer_capacity(1 << 16)
            .from_writer(out);
        out.write_record(columns.iter().map(|column| column.name))?;
        Ok(Self {
            out,
            cell: String::new(),
        })
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for cell in cells {
            if let Cell::Text(text) = cell {
                self.out.write_field(harmless(text).as_ref())?;
            } else {
                self.cell.clear();
                plain(&mut self.cell, cell);
                self.out.write_field(&self.cell)?;
            }
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
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
        Cell::Ratio(number) => write!(into, "{number:.4}"),
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
                Cell::Integer(_) | Cell::Ratio(_) | Cell::Boolean(_) => {
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
