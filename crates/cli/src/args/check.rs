//! Arguments of `throughline check`.

use super::Source;
use clap::{Args, ValueEnum};

pub(super) const LONG: &str = "\
Reads a review and lists every problem with its file, line and column, what is wrong and what
would be right. Writes nothing. Exit code 0 when there are no errors, 1 when there are.

Cost: one pass over the notes and a pass over the texts that a report would print.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline check data/ogp-2023
  throughline check notes.csv --format json";

/// `check`
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: CheckFormat,
}

/// `--format` of check
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Sentences
    Text,
    /// An array of objects: severity, code, file, line, column, message, help
    Json,
}
