//! `throughline analyse`

use crate::args::{AnalyseArguments, TableArgument, TableFormat};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use std::io::{BufWriter, Write};
use throughline::report::tables::{self, Table};
use throughline::{Analysis, Audience, Request, Review};

/// Prints a table of counts.
pub fn run(arguments: &AnalyseArguments) -> Result<(), Failure> {
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    let table = table(arguments.table, &review, &progress)?;
    progress.finish();
    let out = BufWriter::new(std::io::stdout().lock());
    let written = match arguments.format {
        TableFormat::Csv => csv(out, &table),
        TableFormat::Json => json(out, &table),
        TableFormat::Table => aligned(out, &table),
    };
    match written {
        // The reader of a pipe may have had enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|e| Failure::system(&e)),
    }
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
    tables::all(&counted.synthesis.tables)
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

fn aligned(mut out: impl Write, table: &Table) -> std::io::Result<()> {
    let width = |text: &str| text.chars().count();
    let widths: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            table
                .rows
                .iter()
                .filter_map(|row| row.get(at))
                .map(|cell| width(cell))
                .chain([width(column.name)])
                .max()
                .unwrap_or(0)
        })
        .collect();
    let line = |cells: &[&str]| -> String {
        cells
            .iter()
            .zip(&table.columns)
            .zip(&widths)
            .map(|((cell, column), &w)| {
                if column.numeric {
                    format!("{cell:>w$}")
                } else {
                    format!("{cell:<w$}")
                }
            })
            .collect::<Vec<_>>()
            .join("  ")
    };
    let heads: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
    writeln!(out, "{}", line(&heads).trim_end())?;
    for row in &table.rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        writeln!(out, "{}", line(&cells).trim_end())?;
    }
    out.flush()
}
