//! `throughline init`

mod printing;

use crate::args::InitArguments;
use crate::failure::Failure;
use crate::problems;
use crate::progress::Progress;
use throughline::folder::init::{Beginning, InitError, begin};
use throughline::ingest::header::Renamed;
use throughline::{Input, OpenError};

/// Begin a review folder from files of notes.
pub fn run(arguments: &InitArguments) -> Result<(), Failure> {
    let progress = Progress::start();
    progress.step("looking at the notes");
    let input = Input {
        encoding: arguments.encoding,
        delimiter: arguments.delimiter,
        header_rows: None,
        shape: arguments.shape.map(Into::into),
        questions: Some(arguments.question.clone()).filter(|q| !q.is_empty()),
        sheets: arguments.sheet.clone(),
        date_order: arguments.date_order.map(Into::into),
        alone: true,
        ..Input::default()
    };
    let mut columns = Renamed::new();
    for (ours, header) in &arguments.column {
        columns
            .entry(ours.clone())
            .or_default()
            .push(header.clone());
    }
    let beginning = Beginning {
        from: &arguments.from,
        title: arguments.title.as_deref(),
        input: &input,
        columns: &columns,
    };
    let begun = begin(&arguments.folder, &beginning).map_err(|error| failure(&error))?;
    progress.finish();
    for guess in &begun.guesses {
        print!("{}", printing::guess(guess));
    }
    let found = begun.problems.clone().sorted();
    eprint!("{}", problems::listing(&found, problems::SHOWN_OF_A_KIND));
    let Some(review) = &begun.review else {
        eprintln!("{}; nothing was written", problems::totals(&found));
        return Err(Failure::Review);
    };
    let after = printing::after(&begun, review, arguments);
    if !arguments.dry_run {
        begun
            .put(&arguments.folder)
            .map_err(|error| failure(&error))?;
    }
    print!("{after}");
    Ok(())
}

fn failure(error: &InitError) -> Failure {
    let help = match error {
        InitError::NotEmpty(_) => "name a folder that is new or empty",
        InitError::NotFound(_) | InitError::NotAFile(_) => {
            "give CSV files or workbooks of notes with --from"
        }
        InitError::UnknownColumn(_) => {
            "name one of note_id, engagement_id, engagement_type, date, organisation, part, question, \
             themes, stance, text, verbatim, quotable, lang"
        }
        InitError::NoHeader(_) => "give a header as it stands in the file; --dry-run shows them",
        InitError::SameName(_) => "give one of them another name",
        InitError::Differs { .. } => {
            "give the column one header in all files, or begin with one file"
        }
        InitError::Open(OpenError::Io { .. }) | InitError::Io { .. } => {
            return Failure::system(error);
        }
        InitError::Open(_) => "run again",
    };
    Failure::usage(error, help)
}
