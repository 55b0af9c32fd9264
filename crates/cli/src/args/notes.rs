//! Arguments of `throughline notes`.

use super::Source;
use clap::Args;

pub(super) const LONG: &str = "Find notes by theme, stance, organisation and words.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline notes data/ogp-2023";

/// `notes`
#[derive(Debug, Args)]
pub struct NotesArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
}
