//! `--write` and `--accept`: suggestions in the review folder, and what becomes of them.

use super::printing::Listing;
use crate::args::Source;
use crate::failure::Failure;
use crate::problems;
use crate::progress::Progress;
use crate::source;
use std::path::Path;
use throughline::folder::edit::{EditError, FileChange, apply};
use throughline::folder::suggestions::{self, Accepted, Why};
use throughline::ingest::faults::Faults;
use throughline::model::dates;
use throughline::model::ids::CoderId;
use throughline::model::numbers::{counted, grouped};
use throughline::{Problems, Review};

/// A file of notes has no folder to write to.
pub fn must_be_folder(review: &Path) -> Result<(), Failure> {
    if review.is_file() {
        return Err(Failure::usage(
            &format!(
                "{} is one file of notes and has no folder to write to",
                review.display()
            ),
            "make a folder with a review.toml (`title = \"…\"`) and put the file into its folder \
             `notes`; or use -o FILE",
        ));
    }
    Ok(())
}

/// Puts suggestions into the coder's file.
pub fn write(
    folder: &Path,
    coder: &CoderId,
    listing: &Listing,
    review: &Review,
) -> Result<(), Failure> {
    let name = suggestions::path(coder);
    let before = match std::fs::read(folder.join(&name)) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(Failure::system(&format!("{name}: {error}"))),
    };
    let mut faults = Faults::new(false);
    let old = match &before {
        Some(bytes) => suggestions::read(bytes.clone(), &name, &mut faults),
        None => Vec::new(),
    };
    print_faults(faults, "nothing was written")?;
    let renewed = suggestions::renew(old, listing.rows(review));
    let change = FileChange {
        path: name.clone(),
        before,
        after: Some(suggestions::to_csv(&renewed.rows)),
    };
    apply(folder, &[change]).map_err(|e| refused(&e))?;
    println!(
        "{name}: {} suggested, {} kept, {} replaced",
        grouped(renewed.new as u64),
        counted(renewed.decided, "decided row"),
        counted(renewed.dropped, "undecided row")
    );
    println!(
        "nothing counts them; write `accepted` or `rejected` into the column `decision`, then run\n  \
         throughline suggest {} --coder {coder} --accept {}",
        folder.display(),
        folder.join(&name).display()
    );
    Ok(())
}

/// Takes what was accepted.
pub fn run(source: &Source, file: &Path, coder: &CoderId) -> Result<(), Failure> {
    must_be_folder(&source.review)?;
    let bytes = std::fs::read(file).map_err(|error| {
        let message = format!("{}: {error}", file.display());
        match error.kind() {
            std::io::ErrorKind::NotFound => {
                Failure::usage(&message, "make it with --write or --format csv -o FILE")
            }
            _ => Failure::system(&message),
        }
    })?;
    let progress = Progress::start();
    let review = source::review(source, &progress)?;
    progress.finish();
    let name = file.display().to_string();
    let mut faults = Faults::new(false);
    let rows = suggestions::read(bytes, &name, &mut faults);
    let now = now()?;
    let work = (name.as_str(), rows.as_slice());
    let done = suggestions::accept(&source.review, &review, coder, work, &now, &mut faults)
        .map_err(|e| refused(&e))?;
    print_faults(faults, "nothing was taken")?;
    told(&done, coder);
    Ok(())
}

fn told(done: &Accepted, coder: &CoderId) {
    for (note, theme) in &done.taken {
        println!("taken  {note}  {theme}");
    }
    for left in &done.left {
        let why = match &left.why {
            Why::TakenBefore => "it was taken before".into(),
            Why::Tagged => format!("{coder} gave it already"),
            Why::ReadWithout => format!("{coder} read the note and said that no theme applies"),
            Why::DecidedBy(other) => format!("{other} decided it, not {coder}"),
        };
        println!(
            "left   {}  {}  line {}: {why}",
            left.note_id, left.theme, left.line
        );
    }
    println!(
        "{} taken into {}, {} left, {} rejected, {} open",
        done.taken.len(),
        throughline::folder::tags::path(coder),
        done.left.len(),
        done.rejected,
        done.open
    );
}

/// Prints what is wrong with a file of suggestions; an error ends the run.
fn print_faults(faults: Faults, so: &str) -> Result<(), Failure> {
    let (found, _): (Problems, _) = faults.finish();
    eprint!("{}", problems::listing(&found, problems::SHOWN_OF_A_KIND));
    if found.has_errors() {
        eprintln!("{}; {so}", problems::totals(&found));
        return Err(Failure::Review);
    }
    Ok(())
}

fn refused(error: &EditError) -> Failure {
    match error {
        EditError::NotAReview(_) => Failure::usage(error, "give the folder that holds review.toml"),
        _ => Failure::system(error),
    }
}

/// The time to note: `SOURCE_DATE_EPOCH`, or the clock's, as RFC 3339 in UTC.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge: when a person accepted is noted, and tests fix it by the environment"
)]
fn now() -> Result<String, Failure> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text.trim().parse::<i64>().ok(),
        Err(_) => std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .ok()
            .and_then(|since| i64::try_from(since.as_secs()).ok()),
    };
    let date = seconds.and_then(dates::from_epoch_seconds);
    let (Some(seconds), Some(date)) = (seconds, date) else {
        return Err(Failure::usage(
            &"SOURCE_DATE_EPOCH or the clock gives no time",
            "it must be a whole number of seconds since 1970-01-01",
        ));
    };
    let day = seconds.rem_euclid(86_400);
    Ok(format!(
        "{}T{:02}:{:02}:{:02}Z",
        dates::iso(date),
        day / 3600,
        day / 60 % 60,
        day % 60
    ))
}
