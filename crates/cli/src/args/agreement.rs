//! Arguments of `throughline agreement`.

use super::{Source, TableFormat};
use clap::{Args, ValueEnum};

pub(super) const LONG: &str = "\
Says how far coders agree, by the field's statistics.

Of a review (a folder with review.toml and two coders' files or more in tags/; the themes column of
the notes is the coder `notes`), theme by theme, for each pair of coders and for all: percent
agreement, Cohen's kappa with its standard error, Krippendorff's alpha and Gwet's AC1, each with a
95% interval over engagements; csv and json also Scott's pi, Fleiss', Conger's and Light's kappa,
PABAK, positive and negative agreement, prevalence and bias index. Then alpha of all themes of a
note together, themes taken for each other, overlap of excerpts, and each coder against the one
whose tags count, with every decision that was overruled.

Of a CSV file of ratings (the first column is the unit, every other column a coder, a blank cell is
missing; the categories are those seen): units rated by two coders or more, percent agreement,
Cohen's kappa (two coders), Fleiss' kappa (complete ratings), Krippendorff's alpha under the metric,
Gwet's AC1. Kappas and AC1 are unweighted under any metric. A file with a `text` column holds notes.

A statistic that does not apply is undefined, and says why. json is throughline-agreement/1, csv the
columns of agreement.csv: own tags, then with the themes under each (`_rolled`). Exit code 1 where
the review has fewer than two coders.

Cost: one pass over the notes that were read for each theme and pair; a draw costs the engagements.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline agreement review
  throughline agreement review --against adjudicated --rolled
  throughline agreement review --themes cost,time --distance jaccard --draws 5000
  throughline agreement review --format csv > agreement.csv
  throughline agreement ratings.csv --metric ordinal --format json | jq .krippendorff_alpha";

/// `agreement`
#[derive(Debug, Args)]
pub struct AgreementArguments {
    /// What to read: a review, or a CSV file of ratings.
    #[command(flatten)]
    pub source: Source,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableFormat,
    /// The coder whose tags settle what others differ on [default: that of the review's policy]
    #[arg(long, value_name = "CODER")]
    pub against: Option<String>,
    /// Print the table with the themes under each theme; csv and json hold both
    #[arg(long)]
    pub rolled: bool,
    /// Themes to look at one by one, by their codes [default: all]
    #[arg(long, value_name = "THEMES", value_delimiter = ',')]
    pub themes: Vec<String>,
    /// How far two sets of themes are apart [default: masi]
    #[arg(long, value_enum)]
    pub distance: Option<DistanceArgument>,
    /// Bootstrap draws of an interval [default: 1000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=100_000))]
    pub draws: Option<u32>,
    /// Seed of the draws [default: 20231013]
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// Of ratings: how far two categories are apart [default: nominal]
    #[arg(long, value_enum)]
    pub metric: Option<MetricArgument>,
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

/// `--distance`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DistanceArgument {
    /// Passonneau's
    Masi,
    /// Jaccard's
    Jaccard,
}
