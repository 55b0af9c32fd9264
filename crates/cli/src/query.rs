//! `throughline query`

use crate::analyse::aligned;
use crate::args::{QueryArguments, TableFormat};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use std::io::{self, BufWriter, Write};
use throughline::analysis::query::{Answer, QueryError, query};
use throughline::interchange::tables::CsvRows;
use throughline::model::dates::iso;
use throughline::model::tidy::Cell;

/// Answers a question about the tables of a review.
pub fn run(arguments: &QueryArguments) -> Result<(), Failure> {
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    progress.step("answering");
    let answer = query(&review, &arguments.sql);
    progress.finish();
    let answer = answer.map_err(|error| refused(&error))?;
    let out = BufWriter::new(io::stdout().lock());
    let written = match arguments.format {
        TableFormat::Csv => csv(out, &answer),
        TableFormat::Json => json(out, &answer),
        TableFormat::Table => table(out, &answer),
    };
    match written {
        // The reader of a pipe may have had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|e| Failure::system(&e)),
    }
}

fn refused(error: &QueryError) -> Failure {
    match error {
        QueryError::NotAQuestion(_) => Failure::usage(
            error,
            "ask with SELECT; a review is changed in its files, never by a query",
        ),
        QueryError::Sql { message, help } => {
            eprintln!("error: {message}\nhelp: {help}");
            Failure::Review
        }
        QueryError::Text(_) | QueryError::Tables(_) => Failure::system(error),
    }
}

/// Calls `write` with each row until one fails.
fn each(answer: &Answer, mut write: impl FnMut(&[Cell<'_>]) -> io::Result<()>) -> io::Result<()> {
    let mut written = Ok(());
    answer.rows(|cells| {
        if written.is_ok() {
            written = write(cells);
        }
    });
    written
}

fn csv(out: impl Write, answer: &Answer) -> io::Result<()> {
    let names = answer.columns().into_iter().map(|(name, _)| name);
    let mut rows = CsvRows::new(out, names)?;
    each(answer, |cells| rows.row(cells))?;
    rows.finish()
}

fn json(mut out: impl Write, answer: &Answer) -> io::Result<()> {
    let columns = answer.columns();
    write!(out, "[")?;
    let mut first = true;
    each(answer, |cells| {
        let object: serde_json::Map<String, serde_json::Value> = columns
            .iter()
            .zip(cells)
            .map(|((name, _), cell)| ((*name).to_owned(), value(cell)))
            .collect();
        let comma = if first { "" } else { "," };
        first = false;
        write!(out, "{comma}\n  {}", serde_json::Value::Object(object))
    })?;
    writeln!(out, "\n]")?;
    out.flush()
}

fn value(cell: &Cell<'_>) -> serde_json::Value {
    match cell {
        Cell::Null => serde_json::Value::Null,
        Cell::Text(text) => (*text).into(),
        Cell::Integer(number) => (*number).into(),
        Cell::Number(number) => (*number).into(),
        Cell::Boolean(yes) => (*yes).into(),
        Cell::Date(date) => iso(*date).into(),
    }
}

fn table(mut out: impl Write, answer: &Answer) -> io::Result<()> {
    let mut rows = Vec::with_capacity(answer.len());
    answer.rows(|cells| {
        let written = |cell: &Cell<'_>| match cell {
            Cell::Null => String::new(),
            Cell::Text(text) => crate::notes::visible(text, "␊"),
            Cell::Integer(number) => number.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Boolean(yes) => yes.to_string(),
            Cell::Date(date) => iso(*date),
        };
        rows.push(cells.iter().map(written).collect::<Vec<String>>());
    });
    aligned(&mut out, &answer.columns(), &rows)?;
    writeln!(
        out,
        "({})",
        throughline::model::numbers::counted(answer.len(), "row")
    )?;
    out.flush()
}
