//! Arguments of `throughline suggest`.

use super::Source;
use clap::Args;

pub(super) const LONG: &str = "Suggest themes for notes without tags, each with its reason.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline suggest data/ogp-2023";

/// `suggest`
#[derive(Debug, Args)]
pub struct SuggestArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
}
