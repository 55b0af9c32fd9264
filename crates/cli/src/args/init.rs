//! Arguments of `throughline init`.

use super::Source;
use clap::Args;

pub(super) const LONG: &str = "Begin a review folder from a file of notes.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline init data/ogp-2023";

/// `init`
#[derive(Debug, Args)]
pub struct InitArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
}
