//! `throughline import`

mod said;

use crate::args::ImportArguments;
use crate::failure::Failure;
use crate::problems;
use crate::progress::Progress;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use throughline::folder::edit::EditError;
use throughline::interchange::import::{self, Options};
use throughline::interchange::landing::{self, LandError};
use throughline::interchange::segments::Rejected;
use throughline::{OpenError, Problems};

/// Takes another tool's file into a review.
pub fn run(arguments: &ImportArguments) -> Result<(), Failure> {
    let progress = Progress::start();
    let (bytes, name) = file(&arguments.file)?;
    progress.step(&format!("reading {}", arguments.file.display()));
    let options = Options {
        format: arguments.format(),
        coder: arguments.coder.as_deref(),
        reject_rows: arguments.reject_rows,
    };
    let reading = import::read(&bytes, &name, &options);
    let heard = |found: &Problems| {
        progress.suspend(|| eprint!("{}", problems::listing(found, problems::SHOWN_OF_A_KIND)));
    };
    heard(&reading.problems);
    let Some(incoming) = reading.incoming else {
        progress.finish();
        return Err(stopped(
            &reading.problems,
            &arguments.file,
            arguments.reject_rows,
        ));
    };
    progress.step(&format!("comparing with {}", arguments.into.display()));
    let plan =
        landing::plan(&arguments.into, &incoming).map_err(|error| refused(&error, &progress))?;
    heard(plan.warnings());
    let rejected = match &reading.rejected {
        rejected if rejected.count() > 0 && !arguments.dry_run => {
            Some(set_aside(rejected, &arguments.file)?)
        }
        _ => None,
    };
    let landed = if arguments.dry_run {
        plan.landed().clone()
    } else {
        progress.step("writing");
        plan.write().map_err(|error| refused(&error, &progress))?
    };
    if let Some(report) = &arguments.report {
        let written = std::fs::write(report, said::report(&landed));
        written.map_err(|e| Failure::system(&format!("{}: {e}", report.display())))?;
    }
    progress.finish();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let run = said::Run {
        file: &name,
        review: &arguments.into,
        dry: arguments.dry_run,
        rejected: reading.rejected.count(),
        rejected_file: rejected.as_deref(),
    };
    match said::write(&mut out, &landed, &run).and_then(|()| out.flush()) {
        // The reader of a pipe may have had enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|e| Failure::system(&e)),
    }
}

/// The bytes of the file, and its name as messages say it.
fn file(path: &Path) -> Result<(Vec<u8>, String), Failure> {
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    if path.is_dir() {
        let message = format!("{} is a folder, not another tool's file", path.display());
        return Err(Failure::usage(
            &message,
            "give the file that the tool exported",
        ));
    }
    match std::fs::read(path) {
        Ok(bytes) => Ok((bytes, name)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let message = format!("{} does not exist", path.display());
            Err(Failure::usage(
                &message,
                "give the file that the tool exported",
            ))
        }
        Err(error) => Err(Failure::system(&format!("{}: {error}", path.display()))),
    }
}

/// Says that the file has errors.
fn stopped(found: &Problems, file: &Path, rejecting: bool) -> Failure {
    eprintln!(
        "{} in {}; nothing was written",
        problems::totals(found),
        file.display()
    );
    let of_rows = found
        .iter()
        .any(|p| p.place.line.is_some_and(|line| line > 1));
    if of_rows && !rejecting {
        eprintln!("--reject-rows sets rows with errors aside in a file and imports the others");
    }
    Failure::Review
}

/// Why nothing landed.
fn refused(error: &LandError, progress: &Progress) -> Failure {
    progress.finish();
    match error {
        LandError::ReviewHasErrors(_, found) | LandError::WouldHaveErrors(_, found) => {
            eprint!("{}", problems::listing(found, problems::SHOWN_OF_A_KIND));
            eprintln!("{error}");
            Failure::Review
        }
        LandError::NotAReview(_) => Failure::usage(
            error,
            "give --into a folder with review.toml, or one that does not exist yet: it will be made",
        ),
        LandError::Add(_) => Failure::usage(error, "put its header right and run again"),
        LandError::Open(OpenError::NotFound(_) | OpenError::NotAReview(_))
        | LandError::Edit(EditError::NotAReview(_)) => {
            Failure::usage(error, "give --into a folder with review.toml")
        }
        _ => Failure::system(error),
    }
}

/// Writes the rows that were set aside beside the file. A file that is there is left as it is.
fn set_aside(rejected: &Rejected, file: &Path) -> Result<PathBuf, Failure> {
    let bytes = rejected.to_bytes();
    let stem = file
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for number in 1u64.. {
        let mark = if number == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        let path = file.with_file_name(format!("{stem}.rejected{mark}.csv"));
        match std::fs::read(&path) {
            Ok(there) if there == bytes => return Ok(path),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let written = std::fs::write(&path, &bytes);
                written.map_err(|e| Failure::system(&format!("{}: {e}", path.display())))?;
                return Ok(path);
            }
            Err(error) => return Err(Failure::system(&format!("{}: {error}", path.display()))),
        }
    }
    Ok(file.to_owned())
}
