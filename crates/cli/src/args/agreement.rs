//! Arguments of `throughline agreement`.

use super::TableFormat;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const LONG: &str = "\
Says how far coders agree, by the field's statistics. REVIEW is here a CSV file of ratings: its
first column is the unit, every other column a coder, a blank cell is missing. The categories are
those seen, in order where they are numbers.

Printed: units rated by two coders or more, percent agreement (from 0 to 1), Cohen's kappa (two
coders, with its standard error), Fleiss' kappa (where every coder rated every unit),
Krippendorff's alpha under the metric, Gwet's AC1. A statistic that does not apply is undefined,
and says why. Kappas and AC1 are unweighted under any metric.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline agreement ratings.csv
  throughline agreement ratings.csv --metric ordinal --format json | jq .krippendorff_alpha";

/// `agreement`
#[derive(Debug, Args)]
pub struct AgreementArguments {
    /// A CSV file of ratings: units down, coders across
    pub review: PathBuf,
    /// How far two categories are apart: the same or not, by rank, by difference, by ratio
    #[arg(long, value_enum, default_value = "nominal")]
    pub metric: MetricArgument,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableFormat,
}

/// `--metric`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MetricArgument {
    /// The same or not
    Nominal,
    /// By rank
    Ordinal,
    /// By difference
    Interval,
    /// By difference over sum
    Ratio,
}
