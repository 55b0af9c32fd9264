//! `throughline codebook export`

use super::plain;
use crate::args::{CodebookExportArguments, CodebookFormat};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;
use throughline::interchange::NotCarried;
use throughline::interchange::codebook::{write_csv, write_taguette};
use throughline::interchange::refi::{WriteError, write_codebook};
use throughline::{Analysis, Review};

/// Writes the codebook for another tool.
pub fn run(arguments: &CodebookExportArguments) -> Result<(), Failure> {
    if let Some(path) = &arguments.output
        && path.symlink_metadata().is_ok()
    {
        return Err(there(path));
    }
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    let (bytes, not_carried) = written(&review, arguments.format)?;
    progress.finish();
    match &arguments.output {
        Some(path) => file(path, &bytes)?,
        None => super::printed(io::stdout().lock().write_all(&bytes))?,
    }
    list(&not_carried);
    Ok(())
}

fn written(review: &Review, format: CodebookFormat) -> Result<(Vec<u8>, Vec<NotCarried>), Failure> {
    let book = &review.codebook;
    match format {
        CodebookFormat::Csv => Ok((write_csv(book), Vec::new())),
        CodebookFormat::Taguette => {
            let analysis = Analysis::of(review).map_err(|e| Failure::system(&e))?;
            Ok(write_taguette(book, |theme| {
                analysis.prevalence().of(theme).own.notes
            }))
        }
        CodebookFormat::Qdc => match write_codebook(book) {
            Ok(written) => Ok((written.bytes, written.not_carried)),
            Err(error @ WriteError::NoThemes) => Err(Failure::usage(
                &error,
                "tag a note, or add a theme to codebook.csv",
            )),
            Err(error) => Err(Failure::system(&error)),
        },
    }
}

/// Writes a file that is not there yet; one that cannot be written whole is taken away again.
fn file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => there(path),
        io::ErrorKind::NotFound => Failure::usage(
            &format!("{}: there is no such folder", path.display()),
            "make the folder first",
        ),
        _ => Failure::system(&format!("{}: {error}", path.display())),
    };
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(failed)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(|error| {
            // What failed first is what is reported.
            let _ = std::fs::remove_file(path);
            failed(error)
        })
}

fn there(path: &Path) -> Failure {
    Failure::usage(
        &format!("{} is there already", path.display()),
        "give another name, or remove it first",
    )
}

/// What could not be carried, to standard error.
pub fn list(not_carried: &[NotCarried]) {
    for thing in not_carried {
        let (kind, which, why) = (plain(&thing.kind), plain(&thing.which), plain(&thing.why));
        eprintln!("not carried  {kind}: {which} ({why})");
    }
}
