//! What became of the rows that were read, and the file of those that were set aside.

use crate::args::Source;
use crate::failure::Failure;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tempfile::NamedTempFile;
use throughline::Review;
use throughline::model::ledger::{Outcome, Tally};
use throughline::model::numbers::{counted_as, grouped};
use throughline::model::unfinished;

/// `1,240 rows read = 1,200 notes + 30 duplicates + 10 rejected`. A tally that does not add up is a
/// fault of the program, which is better said than hidden.
pub fn account(tally: &Tally) -> String {
    if tally.adds_up() {
        tally.to_string()
    } else {
        format!(
            "warning: {tally}, which does not add up: the program has a fault; please report it"
        )
    }
}

/// How many rows were set aside.
pub fn count(review: &Review) -> usize {
    let entries = review.ledger.entries.iter();
    entries.filter(|e| e.outcome == Outcome::Rejected).count()
}

/// Writes them as CSV.
pub fn rows(out: &mut dyn Write, review: &Review) -> io::Result<()> {
    throughline::report::rejected::write(out, review).map(|_| ())
}

/// Writes the file that `--rejected` names, whole or not at all.
pub fn write(source: &Source, review: &Review) -> Result<(), Failure> {
    let Some(file) = &source.rejected else {
        return Ok(());
    };
    refuse_notes(source, file)?;
    put(file, review).map_err(|e| Failure::system(&format!("{}: {e}", file.display())))?;
    let said = counted_as(
        count(review),
        "row that is set aside",
        "rows that are set aside",
    );
    eprintln!("{said}: {}", file.display());
    Ok(())
}

/// What is read is not written over.
fn refuse_notes(source: &Source, file: &Path) -> Result<(), Failure> {
    let (Ok(file), Ok(review)) = (file.canonicalize(), source.review.canonicalize()) else {
        return Ok(());
    };
    if file.starts_with(&review) {
        return Err(Failure::usage(
            &format!("--rejected {} is a file of the review", file.display()),
            "name another file, outside the review",
        ));
    }
    Ok(())
}

fn put(file: &Path, review: &Review) -> io::Result<()> {
    let file = throughline::folder::beside::target(file)?;
    if std::fs::metadata(&file).is_ok_and(|about| !about.is_file()) {
        // Such as `/dev/stdout`.
        let mut out = std::fs::OpenOptions::new().write(true).open(&file)?;
        return rows(&mut out, review);
    }
    let folder = match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let make = || NamedTempFile::with_prefix_in(".throughline-", folder);
    let (beside, _unfinished) = unfinished::make(make, NamedTempFile::path)?;
    let mut out = BufWriter::new(beside);
    rows(&mut out, review)?;
    let beside = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    readable(&beside)?;
    let _step = unfinished::together();
    beside.persist(&file)?;
    Ok(())
}

/// As a file made in the ordinary way; a temporary one is closed to others.
#[cfg(unix)]
fn readable(file: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = std::fs::Permissions::from_mode(0o644);
    file.as_file().set_permissions(permissions)
}

#[cfg(not(unix))]
fn readable(_file: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

/// Says where the rows are that a public report does not hold.
pub fn not_in_a_public_report(review: &Review) {
    let rows = count(review);
    if rows > 0 {
        eprintln!(
            "note: a public report holds no rows that were set aside ({}); `--rejected FILE` writes them",
            grouped(rows as u64)
        );
    }
}
