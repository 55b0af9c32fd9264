//! Arguments of `throughline import`.

use super::Source;
use clap::Args;

pub(super) const LONG: &str = "Take in another tool's file.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline import data/ogp-2023";

/// `import`
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
}
