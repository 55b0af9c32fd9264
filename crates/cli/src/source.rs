//! Opens the review a command names, with progress, and prints its problems.

use crate::args::{Sampling, Source};
use crate::failure::Failure;
use crate::problems;
use crate::progress::Progress;
use crate::rejected;
use std::path::Path;
use throughline::model::dates::Date;
use throughline::model::first_look;
use throughline::model::numbers::grouped;
use throughline::{Input, OpenError, OpenOptions, Opening, Review};

/// Reads the review; what is wrong with it is in the opening.
pub fn open(source: &Source, progress: &Progress) -> Result<Opening, Failure> {
    progress.step(&format!("reading {}", source.review.display()));
    let detail = |at: throughline::folder::Progress| progress.read(at.bytes, at.total, at.rows);
    let input = Input {
        encoding: source.encoding,
        delimiter: source.delimiter,
        sheets: source.sheet.clone(),
        date_order: source.date_order.map(Into::into),
        ..Input::default()
    };
    let options = OpenOptions {
        reject_rows: source.reject_rows,
        input: Some(&input),
        progress: Some(&detail),
    };
    throughline::open_with(&source.review, &options).map_err(|error| match error {
        OpenError::Io { .. } => Failure::system(&error),
        _ => Failure::usage(
            &error,
            "give a folder that holds review.toml, or one file of notes, CSV or a workbook, with a `text` column",
        ),
    })
}

/// The review, its problems printed to standard error, or the failure when it has errors. Rows that
/// were set aside are written where that was asked for.
pub fn review(source: &Source, progress: &Progress) -> Result<Review, Failure> {
    opened(open(source, progress)?, source, progress)
}

/// As [`review`], and says on standard error what became of the rows that were read.
pub fn counted(source: &Source, progress: &Progress) -> Result<Review, Failure> {
    let opening = open(source, progress)?;
    let tally = opening.tally();
    let review = opened(opening, source, progress)?;
    if let Some(tally) = tally {
        progress.suspend(|| eprintln!("{}", rejected::account(&tally)));
    }
    Ok(review)
}

/// The review with the notes that are to be counted, and what there is to say of a sample.
pub fn sampled(review: Review, sampling: &Sampling) -> (Review, Option<String>) {
    let Some(asked) = sampling.sample else {
        return (review, None);
    };
    let review = first_look::take(review, asked, sampling.seed);
    let said = match &review.first_look {
        Some(look) => format!(
            "first look: {}; counts of {} are lower bounds",
            look.words(),
            review.about.noun.many
        ),
        None => format!(
            "--sample {}: the review has {} notes, and all are counted; this is no sample",
            grouped(asked.into()),
            grouped(review.notes.len() as u64)
        ),
    };
    (review, Some(said))
}

fn opened(opening: Opening, source: &Source, progress: &Progress) -> Result<Review, Failure> {
    let tally = opening.tally();
    let (review, found) = opening.into_parts();
    if !found.is_empty() {
        progress.suspend(|| {
            eprint!("{}", problems::listing(&found, problems::SHOWN_OF_A_KIND));
        });
    }
    match review {
        Some(review) if !found.has_errors() => {
            rejected::write(source, &review)?;
            Ok(review)
        }
        _ => {
            progress.finish();
            if let Some(tally) = tally {
                eprintln!("{}", rejected::account(&tally));
            }
            eprintln!(
                "{} in {}; nothing was written",
                problems::totals(&found),
                source.review.display()
            );
            Err(Failure::Review)
        }
    }
}

/// The name a review's report takes: its folder's, or its file's without the ending.
pub fn name(path: &Path) -> String {
    let absolute = path.canonicalize();
    let path = absolute.as_deref().unwrap_or(path);
    let name = if path.is_dir() {
        path.file_name()
    } else {
        path.file_stem()
    };
    name.map_or_else(|| "review".into(), |n| n.to_string_lossy().into_owned())
}

/// The date of `SOURCE_DATE_EPOCH`, for a review that has none.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge: the environment is read here and passed in"
)]
pub fn epoch_date() -> Result<Option<Date>, Failure> {
    let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let date = text
        .trim()
        .parse::<i64>()
        .ok()
        .and_then(throughline::model::dates::from_epoch_seconds);
    match date {
        Some(date) => Ok(Some(date)),
        None => Err(Failure::usage(
            &format!("SOURCE_DATE_EPOCH is `{text}`"),
            "it must be a whole number of seconds since 1970-01-01",
        )),
    }
}
