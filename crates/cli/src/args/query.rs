//! Arguments of `throughline query`.

use super::Source;
use clap::Args;

pub(super) const LONG: &str = "Ask the tables of a review in SQL.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline query data/ogp-2023";

/// `query`
#[derive(Debug, Args)]
pub struct QueryArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
}
