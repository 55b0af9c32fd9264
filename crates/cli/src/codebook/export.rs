//! `throughline codebook export`

use crate::args::{CodebookExportArguments, CodebookFormat};
use crate::carried;
use crate::failure::Failure;
use crate::new_file;
use crate::progress::Progress;
use crate::source;
use std::io::{self, Write};
use throughline::interchange::NotCarried;
use throughline::interchange::codebook::{write_csv, write_taguette};
use throughline::interchange::refi::{WriteError, write_codebook};
use throughline::{Analysis, Review};

/// Writes the codebook for another tool.
pub fn run(arguments: &CodebookExportArguments) -> Result<(), Failure> {
    if let Some(path) = &arguments.output {
        new_file::refuse(path)?;
    }
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    let (bytes, not_carried) = written(&review, arguments.format)?;
    progress.finish();
    match &arguments.output {
        Some(path) => new_file::write(path, &bytes)?,
        None => super::printed(io::stdout().lock().write_all(&bytes))?,
    }
    carried::said(&not_carried);
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
