//! `throughline agreement`

use crate::args::{AgreementArguments, MetricArgument, TableFormat};
use crate::failure::Failure;
use crate::problems;
use std::io::Write;
use std::path::Path;
use throughline::ingest::ratings::{self, RatingsFile};
use throughline::model::agreement::{Metric, Summary, Value};

/// Says how far coders agree.
pub fn run(arguments: &AgreementArguments) -> Result<(), Failure> {
    let RatingsFile { coders, ratings } = read(&arguments.review)?;
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

fn read(path: &Path) -> Result<RatingsFile, Failure> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::usage(
            &format!("{shown}: {error}"),
            "give a CSV file: the first column is the unit, every other column a coder",
        )
    })?;
    let (file, found) = ratings::read(&bytes, &shown);
    eprint!("{}", problems::listing(&found, problems::SHOWN_OF_A_KIND));
    file.ok_or(Failure::Review)
}

fn metric(metric: MetricArgument) -> Metric {
    match metric {
        MetricArgument::Nominal => Metric::Nominal,
        MetricArgument::Ordinal => Metric::Ordinal,
        MetricArgument::Interval => Metric::Interval,
        MetricArgument::Ratio => Metric::Ratio,
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
        "{} coders ({}), {} units rated by two or more",
        summary.coders,
        coders.join(", "),
        summary.units
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
