//! Arguments of `throughline codebook`.

use super::Source;
use clap::Args;

pub(super) const LONG: &str = "Show, check and change the codebook.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline codebook data/ogp-2023";

/// `codebook`
#[derive(Debug, Args)]
pub struct CodebookArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
}
