//! Tidy tables as files that other engines read: Parquet, CSV, JSON lines and Arrow, from the one
//! definition in [`throughline_core::tidy`].
//!
//! Rows go through a [`TableWriter`] one at a time; what a file format keeps back until it has
//! enough is a hundred thousand rows at most, so that memory does not grow with the review.

mod columnar;
mod describe;
mod lines;

pub use lines::CsvRows;

use columnar::Batches;
use describe::Engine;
use lines::JsonRows;
use std::io::{self, Write};
use std::path::Path;
use throughline_core::review::Review;
use throughline_core::tidy::{Cell, Column, TABLES, Words};

/// Name of the file that describes the tables, and that every folder of them has.
pub const SCHEMA: &str = "schema.json";
/// Name of the file that says in words how to read the tables.
pub const README: &str = "README.txt";
/// Name of the file of queries.
pub const ANALYSIS: &str = "analysis.sql";
/// The queries that count every table of a report from the tidy tables, as `DuckDB` and Spark SQL
/// run them unchanged: statements that end in `;`, each of which makes a view.
pub const ANALYSIS_SQL: &str = include_str!("analysis.sql");

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Parquet: Snappy, row groups of 100,000 rows, dictionaries for columns of few values.
    Parquet,
    /// CSV: UTF-8, a head, `\n`; text that a spreadsheet would run has an apostrophe before it; null
    /// is an empty cell.
    Csv,
    /// JSON lines: an object a row.
    Json,
    /// The Arrow IPC file format, uncompressed.
    Arrow,
}

impl TableFormat {
    /// All of them.
    pub const ALL: [TableFormat; 4] = [Self::Parquet, Self::Csv, Self::Json, Self::Arrow];

    /// How the names of its files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::Json => "jsonl",
            Self::Arrow => "arrow",
        }
    }
}

/// Writes one table row by row.
#[derive(Debug)]
pub struct TableWriter<W: Write + Send> {
    rows: Rows<W>,
}

#[derive(Debug)]
enum Rows<W: Write + Send> {
    Csv(Box<CsvRows<W>>),
    Json(JsonRows<W>),
    Columnar(Box<Batches<W>>),
}

impl<W: Write + Send> TableWriter<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(format: TableFormat, out: W, columns: &[Column]) -> io::Result<Self> {
        let rows = match format {
            TableFormat::Csv => Rows::Csv(Box::new(CsvRows::new(
                out,
                columns.iter().map(|column| column.name),
            )?)),
            TableFormat::Json => Rows::Json(JsonRows::new(out, columns)?),
            TableFormat::Parquet => Rows::Columnar(Box::new(Batches::parquet(out, columns)?)),
            TableFormat::Arrow => Rows::Columnar(Box::new(Batches::arrow(out, columns)?)),
        };
        Ok(Self { rows })
    }

    /// Adds a row: a cell a column, of the column's kind or null.
    ///
    /// # Errors
    /// What the writer says.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        match &mut self.rows {
            Rows::Csv(rows) => rows.row(cells),
            Rows::Json(rows) => rows.row(cells),
            Rows::Columnar(rows) => rows.row(cells),
        }
    }

    /// Ends the table.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(self) -> io::Result<()> {
        match self.rows {
            Rows::Csv(rows) => rows.finish(),
            Rows::Json(rows) => rows.finish(),
            Rows::Columnar(rows) => rows.finish(),
        }
    }
}

/// Whether a name is one that an export of tables has.
#[must_use]
pub fn is_name_of_export(path: &Path) -> bool {
    let Some(name) = path.to_str() else {
        return false;
    };
    [SCHEMA, README, ANALYSIS].contains(&name)
        || Engine::ALL.iter().any(|engine| engine.file() == name)
        || TableFormat::ALL.iter().any(|format| {
            name.strip_suffix(format.ending())
                .and_then(|stem| stem.strip_suffix('.'))
                .is_some_and(|stem| TABLES.iter().any(|table| table.name == stem))
        })
}

/// A file of an export.
#[derive(Debug)]
pub struct ExportFile<'r> {
    /// Its name.
    pub name: String,
    what: What<'r>,
}

#[derive(Debug)]
enum What<'r> {
    Text(String),
    Table(&'r Review, usize, TableFormat, Words),
}

impl ExportFile<'_> {
    /// Writes the file.
    ///
    /// # Errors
    /// What the writer says; the [`TextError`](throughline_core::notes::TextError) of a text that
    /// cannot be read again stands inside one of the kind `Other`.
    pub fn write(&self, mut out: impl Write + Send) -> io::Result<()> {
        match &self.what {
            What::Text(text) => out.write_all(text.as_bytes()),
            What::Table(review, table, format, words) => {
                let Some(table) = TABLES.get(*table) else {
                    return Ok(());
                };
                let columns: Vec<Column> = table.columns(*words).copied().collect();
                let mut writer = TableWriter::new(*format, out, &columns)?;
                for batch in table.batches(review) {
                    let mut written = Ok(());
                    table
                        .rows(review, batch, *words, &mut |cells| {
                            if written.is_ok() {
                                written = writer.row(cells);
                            }
                        })
                        .map_err(io::Error::other)?;
                    written?;
                }
                writer.finish()
            }
        }
    }
}

/// The files of an export, the description first, to be written in this order.
#[must_use]
pub fn export(review: &Review, format: TableFormat, words: Words) -> Vec<ExportFile<'_>> {
    let text = |name: &str, text| ExportFile {
        name: name.to_owned(),
        what: What::Text(text),
    };
    let mut files = vec![
        text(SCHEMA, describe::schema(format, words)),
        text(README, describe::readme(review, format, words)),
        text(ANALYSIS, ANALYSIS_SQL.to_owned()),
    ];
    files.extend(
        Engine::ALL
            .into_iter()
            .filter_map(|engine| Some(text(engine.file(), describe::load(engine, format, words)?))),
    );
    files.extend(TABLES.iter().enumerate().map(|(at, table)| ExportFile {
        name: format!("{}.{}", table.name, format.ending()),
        what: What::Table(review, at, format, words),
    }));
    files
}

#[cfg(test)]
mod tests;
