//! `throughline agreement`

mod page;
mod review;

use crate::args::{AgreementArguments, MetricArgument, TableFormat};
use crate::failure::Failure;
use crate::problems;
use std::io::Write;
use std::path::Path;
use throughline::ingest::ratings::{self, RatingsFile};
use throughline::model::agreement::{Metric, Summary, Value};
use throughline::model::numbers::counted;

/// Says how far coders agree: those of a review, or those of a file of ratings.
pub fn run(arguments: &AgreementArguments) -> Result<(), Failure> {
    let path = &arguments.source.review;
    if path.is_dir() {
        return review::run(arguments);
    }
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::usage(
            &format!("{}: {error}", path.display()),
            "give a folder with review.toml, or a CSV file of ratings: the first column is the \
             unit, every other column a coder",
        )
    })?;
    if ratings::holds_notes(&bytes) {
        return review::run(arguments);
    }
    if let Some(option) = of_reviews(arguments) {
        return Err(Failure::usage(
            &format!(
                "{option} is for reviews, and {} is a file of ratings",
                path.display()
            ),
            "leave it out, or give a folder with review.toml",
        ));
    }
    of_ratings(arguments, &bytes)
}

/// An option that a file of ratings has no use for.
fn of_reviews(arguments: &AgreementArguments) -> Option<&'static str> {
    [
        ("--against", arguments.against.is_some()),
        ("--rolled", arguments.rolled),
        ("--themes", !arguments.themes.is_empty()),
        ("--distance", arguments.distance.is_some()),
        ("--draws", arguments.draws.is_some()),
        ("--seed", arguments.seed.is_some()),
        ("--reject-rows", arguments.source.reject_rows),
    ]
    .into_iter()
    .find_map(|(option, given)| given.then_some(option))
}

fn of_ratings(arguments: &AgreementArguments, bytes: &[u8]) -> Result<(), Failure> {
    let RatingsFile { coders, ratings } = read(bytes, &arguments.source.review)?;
    let summary = Summary::of(&ratings, metric(arguments.metric));
    let mut out = std::io::stdout().lock();
    let written = match arguments.format {
        TableFormat::Json => serde_json::to_string_pretty(&summary)
            .map_err(std::io::Error::other)
            .and_then(|json| writeln!(out, "{json}")),
        TableFormat::Csv => csv(&mut out, &summary),
        TableFormat::Table => table(&mut out, &coders, &summary),
    };
    written.map_err(|e| Failure::system(&e))
}

fn read(bytes: &[u8], path: &Path) -> Result<RatingsFile, Failure> {
    let (file, found) = ratings::read(bytes, &path.display().to_string());
    eprint!("{}", problems::listing(&found, problems::SHOWN_OF_A_KIND));
    file.ok_or(Failure::Review)
}

fn metric(metric: Option<MetricArgument>) -> Metric {
    match metric {
        None | Some(MetricArgument::Nominal) => Metric::Nominal,
        Some(MetricArgument::Ordinal) => Metric::Ordinal,
        Some(MetricArgument::Interval) => Metric::Interval,
        Some(MetricArgument::Ratio) => Metric::Ratio,
    }
}

fn csv(out: &mut impl Write, summary: &Summary) -> std::io::Result<()> {
    writeln!(out, "statistic,value,standard_error,undefined")?;
    for (name, value) in summary.statistics() {
        let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
        let why = value
            .reason()
            .map(|r| format!("\"{r}\""))
            .unwrap_or_default();
        let (number, error) = (number(value.number()), number(value.standard_error()));
        writeln!(out, "{name},{number},{error},{why}")?;
    }
    Ok(())
}

fn table(out: &mut impl Write, coders: &[String], summary: &Summary) -> std::io::Result<()> {
    writeln!(
        out,
        "{} ({}), {} rated by two or more",
        counted(summary.coders, "coder"),
        coders.join(", "),
        counted(summary.units, "unit")
    )?;
    for (name, value) in summary.statistics() {
        match value {
            Value::Defined(estimate) => {
                let error = estimate
                    .standard_error
                    .map(|e| format!("  (standard error {e:.4})"))
                    .unwrap_or_default();
                writeln!(out, "{name:<20}{:>8.4}{error}", estimate.value)?;
            }
            Value::Undefined(reason) => writeln!(out, "{name:<20}undefined: {reason}")?,
        }
    }
    Ok(())
}
