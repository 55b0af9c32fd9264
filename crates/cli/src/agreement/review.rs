//! How far the coders of a review agree.

use super::page;
use crate::args::{AgreementArguments, DistanceArgument, TableFormat};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use std::io::{BufWriter, Write};
use throughline::Review;
use throughline::analysis::agreement::{AgreementError, Options, agreement, table};
use throughline::model::agreement::{Bootstrap, SetDistance};
use throughline::model::codebook::ThemeCode;
use throughline::model::ids::CoderId;
use throughline::model::problem::did_you_mean;
use throughline::report::tables;

/// Compares them and prints.
pub fn run(arguments: &AgreementArguments) -> Result<(), Failure> {
    if arguments.metric.is_some() {
        return Err(Failure::usage(
            &"--metric is for files of ratings; a theme is given or not, which is nominal",
            "leave it out, or give a CSV file of ratings",
        ));
    }
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    let options = options(arguments, &review)?;
    progress.step("comparing the coders");
    let found = agreement(&review, &options);
    progress.finish();
    let found = found.map_err(|error| failure(&error))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = match arguments.format {
        TableFormat::Table => page::write(&mut out, &found, arguments.rolled),
        TableFormat::Csv => tables::write(&mut out, &tables::agreement(&table(&found))),
        TableFormat::Json => serde_json::to_writer_pretty(&mut out, &found)
            .map_err(std::io::Error::from)
            .and_then(|()| writeln!(out)),
    };
    match written.and_then(|()| out.flush()) {
        // The reader of a pipe may have had enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|e| Failure::system(&e)),
    }
}

fn options(arguments: &AgreementArguments, review: &Review) -> Result<Options, Failure> {
    let usual = Bootstrap::default();
    let against = arguments.against.as_deref().map(str::parse::<CoderId>);
    let against = against.transpose().map_err(|error| {
        Failure::usage(&format!("--against: {error}"), "give the name of a coder")
    })?;
    let themes = arguments.themes.iter().map(|word| theme(review, word));
    let themes = themes.collect::<Result<Vec<ThemeCode>, Failure>>()?;
    Ok(Options {
        against,
        distance: match arguments.distance {
            None | Some(DistanceArgument::Masi) => SetDistance::Masi,
            Some(DistanceArgument::Jaccard) => SetDistance::Jaccard,
        },
        bootstrap: Bootstrap {
            draws: arguments.draws.unwrap_or(usual.draws),
            seed: arguments.seed.unwrap_or(usual.seed),
        },
        themes: (!themes.is_empty()).then_some(themes),
    })
}

fn theme(review: &Review, word: &str) -> Result<ThemeCode, Failure> {
    let book = &review.codebook;
    book.code(word).ok_or_else(|| {
        let known = book.themes().iter().map(|theme| theme.id.as_str());
        let help = match did_you_mean(word, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "give codes of the codebook, with commas between".into(),
        };
        Failure::usage(&format!("--themes: there is no theme `{word}`"), help)
    })
}

/// Too few coders are a fault of the review, a coder who is none one of the command.
fn failure(error: &AgreementError) -> Failure {
    match error {
        AgreementError::TooFewCoders(_) => {
            eprintln!("error: {error}");
            eprintln!(
                "help: give each coder a file tags/CODER.csv in the review's folder, with a row for \
                 every note they read (without themes where none applies)"
            );
            Failure::Review
        }
        AgreementError::UnknownCoder { .. } => {
            Failure::usage(error, "a coder is called as the file in tags/, or `notes`")
        }
    }
}
