//! `throughline export`

use crate::args::ExportArguments;
use crate::carried;
use crate::failure::Failure;
use crate::new_file;
use crate::progress::Progress;
use crate::source;
use clap::ValueEnum;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use throughline::interchange::refi::{self, WriteError};
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
    #[value(help = "One file, a REFI-QDA project for NVivo, ATLAS.ti, MAXQDA and others")]
    Qdpx,
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
        ExportFormat::Qdpx => project(arguments),
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
    let files: Vec<(PathBuf, u64)> = files
        .into_iter()
        .map(|(file, bytes)| (arguments.output.join(file), bytes))
        .collect();
    said(&files)
        .or_else(ended_early)
        .map_err(|e| Failure::system(&e))
}

/// Writes a REFI-QDA project, and says what it has no place for.
fn project(arguments: &ExportArguments) -> Result<(), Failure> {
    if arguments.without_text {
        return Err(Failure::usage(
            &"a project is made of the texts of notes",
            "leave out --without-text, or export tables",
        ));
    }
    new_file::refuse(&arguments.output)?;
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    progress.step(&format!("writing {}", arguments.output.display()));
    let written =
        refi::write_project(&review, &refi::Options::default()).map_err(|error| match error {
            WriteError::NoThemes => {
                Failure::usage(&error, "tag a note, or add a theme to codebook.csv")
            }
            _ => Failure::system(&error),
        })?;
    new_file::write(&arguments.output, &written.bytes)?;
    progress.finish();
    let bytes = written.bytes.len() as u64;
    let said = said(&[(arguments.output.clone(), bytes)]);
    said.or_else(ended_early).map_err(|e| Failure::system(&e))?;
    carried::said(&written.not_carried);
    Ok(())
}

/// The reader of a pipe may have had enough.
fn ended_early(error: io::Error) -> io::Result<()> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    }
}

fn said(files: &[(PathBuf, u64)]) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for (file, bytes) in files {
        writeln!(out, "{}  {bytes} bytes", file.display())?;
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
