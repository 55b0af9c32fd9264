//! `throughline export`

use crate::args::ExportArguments;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use clap::ValueEnum;
use std::io::{self, BufWriter, Write};
use throughline::interchange::tables::{self, TableFormat};
use throughline::model::tidy::Words;
use throughline::report::output::{Ours, Output, OutputError};

/// `--format` of export
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Parquet files
    Parquet,
    /// CSV files
    Csv,
    /// Files of JSON lines
    Json,
    /// Arrow IPC files
    Arrow,
}

/// A folder of tables.
const TABLES: Ours = Ours {
    folders: &[],
    file: tables::is_name_of_export,
    mark: Some(tables::SCHEMA),
};

/// Writes a review for other tools.
pub fn run(arguments: &ExportArguments) -> Result<(), Failure> {
    match arguments.format {
        ExportFormat::Parquet => folder(arguments, TableFormat::Parquet),
        ExportFormat::Csv => folder(arguments, TableFormat::Csv),
        ExportFormat::Json => folder(arguments, TableFormat::Json),
        ExportFormat::Arrow => folder(arguments, TableFormat::Arrow),
    }
}

/// Writes a folder of tables, all of them or none.
fn folder(arguments: &ExportArguments, format: TableFormat) -> Result<(), Failure> {
    // Before the notes are read: nobody waits for a refusal.
    let output = Output::new(&arguments.output, TABLES).map_err(refused)?;
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    let words = if arguments.without_text {
        Words::LeftOut
    } else {
        Words::Given
    };
    let mut stage = output.stage().map_err(refused)?;
    for file in tables::export(&review, format, words) {
        progress.step(&format!("writing {}", file.name));
        stage
            .create(&file.name, |out| file.write(out))
            .map_err(refused)?;
    }
    let files = stage.put_in_place().map_err(refused)?;
    progress.finish();
    match said(arguments, &files) {
        // The reader of a pipe may have had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|e| Failure::system(&e)),
    }
}

fn said(arguments: &ExportArguments, files: &[(std::path::PathBuf, u64)]) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for (file, bytes) in files {
        let path = arguments.output.join(file);
        writeln!(out, "{}  {bytes} bytes", path.display())?;
    }
    out.flush()
}

fn refused(error: OutputError) -> Failure {
    match error {
        OutputError::Foreign { path, example } => Failure::usage(
            &format!(
                "{} is not a folder of exported tables: {example}",
                path.display()
            ),
            "name a new folder with -o, or empty this one",
        ),
        OutputError::Io { .. } => Failure::system(&error),
    }
}
