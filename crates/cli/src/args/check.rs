//! Arguments of `throughline check`.

use super::{Sampling, Source};
use clap::{Args, ValueEnum};

pub(super) const LONG: &str = "\
Reads a review and lists its problems by kind, three of each with file, line and column, what is
wrong and what would be right, and how many more there are; --all and --format json list every one.
A line then says what became of the rows: rows read = notes + duplicates + rejected. Writes nothing
but the file of --rejected. With --sample a report is tried on N notes and not on all of them. Exit code 0 when there are no errors, 1 when there are.

Cost: one pass over the notes and a pass over the texts that a report would print.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline check data/ogp-2023
  throughline check notes.csv --all
  throughline check notes.csv --reject-rows --rejected rejected.csv
  throughline check notes.csv --sample 1000 --seed 7
  throughline check notes.csv --format json";

/// `check`
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// How much of it to count.
    #[command(flatten)]
    pub sampling: Sampling,
    /// List every problem, not three of each kind with their number
    #[arg(long)]
    pub all: bool,
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
