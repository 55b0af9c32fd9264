//! Arguments of `throughline tags`.

use super::Source;
use clap::Args;

pub(super) const LONG: &str = "Sheets to tag in, and how coders differ.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline tags data/ogp-2023";

/// `tags`
#[derive(Debug, Args)]
pub struct TagsArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
}
