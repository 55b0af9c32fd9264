//! Arguments of `throughline export`.

use super::Source;
use clap::Args;

pub(super) const LONG: &str = "Write a review for other tools.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline export data/ogp-2023";

/// `export`
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
}
