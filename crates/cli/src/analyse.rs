//! `throughline analyse`

use crate::args::{AnalyseArguments, TableArgument};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use clap::ValueEnum;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::Path;
use throughline::folder::beside;
use throughline::interchange::tables::{TableFormat, TableWriter};
use throughline::model::tidy::{self, Cell, Kind};
use throughline::report::tables::{self, Table};
use throughline::{Analysis, Audience, Request, Review};

/// `--format` of analyse
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnalyseFormat {
    /// Aligned columns
    Table,
    /// Comma-separated
    Csv,
    /// JSON: an array of objects
    Json,
    /// Parquet, for other engines
    Parquet,
}

/// Prints a table of counts, or writes it to a file.
pub fn run(arguments: &AnalyseArguments) -> Result<(), Failure> {
    let parquet = arguments.format == AnalyseFormat::Parquet;
    if parquet && arguments.output.is_none() && std::io::stdout().is_terminal() {
        return Err(Failure::usage(
            &"Parquet is not for a terminal",
            "name a file with -o FILE, or print with --format csv",
        ));
    }
    let progress = Progress::start();
    let review = source::counted(&arguments.source, &progress)?;
    let (review, said) = source::sampled(review, &arguments.sampling);
    let mut table = table(arguments.table, &review, &progress)?;
    progress.finish();
    // A first look stands above aligned columns; in the other formats a column of the table has it.
    let is_table = arguments.format == AnalyseFormat::Table;
    let above = said
        .as_deref()
        .filter(|_| is_table && review.first_look.is_some());
    if above.is_some()
        && table
            .columns
            .pop_if(|c| c.name == tables::FIRST_LOOK)
            .is_some()
    {
        for row in &mut table.rows {
            row.pop();
        }
    }
    if let Some(said) = &said
        && (above.is_none() || arguments.output.is_some())
    {
        eprintln!("{said}");
    }
    if let Some(file) = &arguments.output {
        let mut bytes = Vec::new();
        return write(&mut bytes, arguments.format, &table, above)
            .and_then(|()| put(file, &bytes))
            .map_err(|e| Failure::system(&format!("{}: {e}", file.display())));
    }
    let out = BufWriter::new(std::io::stdout().lock());
    match write(out, arguments.format, &table, above) {
        // The reader of a pipe may have had enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|e| Failure::system(&e)),
    }
}

/// Puts the bytes in place whole. What is no file, such as `/dev/stdout`, is written to.
fn put(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    match std::fs::metadata(file) {
        Ok(about) if !about.is_file() => std::fs::write(file, bytes),
        _ => beside::write(file, bytes),
    }
}

fn write(
    mut out: impl Write,
    format: AnalyseFormat,
    table: &Table,
    above: Option<&str>,
) -> std::io::Result<()> {
    if let Some(line) = above {
        writeln!(out, "{line}")?;
    }
    match format {
        AnalyseFormat::Csv => csv(out, table),
        AnalyseFormat::Json => json(out, table),
        AnalyseFormat::Table => {
            let columns: Vec<(&str, bool)> =
                table.columns.iter().map(|c| (c.name, c.numeric)).collect();
            aligned(out, &columns, &table.rows)
        }
        AnalyseFormat::Parquet => {
            let mut bytes = Vec::new();
            parquet(&mut bytes, table)?;
            out.write_all(&bytes)?;
            out.flush()
        }
    }
}

/// Counts as whole numbers, shares and coefficients as numbers, what is blank as null.
fn parquet(out: &mut Vec<u8>, table: &Table) -> std::io::Result<()> {
    let kind = |column: &tables::Column| match (column.numeric, column.fraction) {
        (false, _) => Kind::Code,
        (true, false) => Kind::Integer,
        (true, true) => Kind::Number,
    };
    let columns: Vec<tidy::Column> = table
        .columns
        .iter()
        .map(|column| tidy::Column {
            name: column.name,
            kind: kind(column),
            nullable: true,
            words: false,
            doc: "",
        })
        .collect();
    let mut writer = TableWriter::new(TableFormat::Parquet, out, &columns)?;
    for row in &table.rows {
        let cells: Vec<Cell<'_>> = row
            .iter()
            .zip(&columns)
            .map(|(cell, column)| match column.kind {
                Kind::Integer => cell.parse().map_or(Cell::Null, Cell::Integer),
                Kind::Number => cell.parse().map_or(Cell::Null, Cell::Number),
                _ => Cell::said(cell),
            })
            .collect();
        writer.row(&cells)?;
    }
    writer.finish()
}

fn table(which: TableArgument, review: &Review, progress: &Progress) -> Result<Table, Failure> {
    let name = match which {
        TableArgument::Ledger => return Ok(tables::ledger(review.ledger_rows())),
        TableArgument::Prevalence => "prevalence",
        TableArgument::Matrix => "matrix",
        TableArgument::Cooccurrence => "cooccurrence",
        TableArgument::Stance => "stance",
        TableArgument::Format => "format",
        TableArgument::Saturation => "saturation",
    };
    progress.step("counting");
    let analysis = Analysis::of(review).map_err(|e| Failure::system(&e))?;
    let counted = analysis
        .publish(&Request::from(Audience::Internal))
        .map_err(|e| Failure::system(&e))?;
    tables::of(&counted.synthesis)
        .into_iter()
        .find(|table| table.name == name)
        .ok_or_else(|| Failure::system(&format!("no table {name}")))
}

fn csv(mut out: impl Write, table: &Table) -> std::io::Result<()> {
    tables::write(&mut out, table)?;
    out.flush()
}

fn json(mut out: impl Write, table: &Table) -> std::io::Result<()> {
    writeln!(out, "[")?;
    for (at, row) in table.rows.iter().enumerate() {
        let object: serde_json::Map<String, serde_json::Value> = table
            .columns
            .iter()
            .zip(row)
            .map(|(column, cell)| (column.name.to_owned(), value(cell, column.numeric)))
            .collect();
        let comma = if at + 1 < table.rows.len() { "," } else { "" };
        writeln!(out, "  {}{comma}", serde_json::Value::Object(object))?;
    }
    writeln!(out, "]")?;
    out.flush()
}

/// A number as a number, an empty cell of a numeric column as null, the rest as text.
fn value(cell: &str, numeric: bool) -> serde_json::Value {
    if !numeric {
        return cell.into();
    }
    if let Ok(whole) = cell.parse::<u64>() {
        whole.into()
    } else if let Ok(number) = cell.parse::<f64>() {
        number.into()
    } else {
        serde_json::Value::Null
    }
}

/// Rows under their heads, numbers to the right.
pub fn aligned(
    mut out: impl Write,
    columns: &[(&str, bool)],
    rows: &[Vec<String>],
) -> std::io::Result<()> {
    let width = |text: &str| text.chars().count();
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(at, (name, _))| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| width(cell))
                .chain([width(name)])
                .max()
                .unwrap_or(0)
        })
        .collect();
    let line = |cells: &[&str]| -> String {
        cells
            .iter()
            .zip(columns)
            .zip(&widths)
            .map(|((cell, (_, numeric)), &w)| {
                if *numeric {
                    format!("{cell:>w$}")
                } else {
                    format!("{cell:<w$}")
                }
            })
            .collect::<Vec<_>>()
            .join("  ")
    };
    let heads: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    writeln!(out, "{}", line(&heads).trim_end())?;
    for row in rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        writeln!(out, "{}", line(&cells).trim_end())?;
    }
    out.flush()
}
