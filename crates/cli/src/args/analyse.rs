//! Arguments of `throughline analyse`.

use super::{Sampling, Source};
use crate::analyse::AnalyseFormat;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const LONG: &str = "\
Prints tables of counts to standard output, nothing suppressed: for the people who did the review.
Every table counts organisations and notes by the rules on the report's method page.

Tables and their columns:
  prevalence    theme, label, parent, notes, organisations, denominator, share, engagements,
                unattributed_notes; a column with _rolled after each counts descendants too
  matrix        theme, organisation, notes
  cooccurrence  theme_a, theme_b, notes, coefficient
  stance        theme, stance, notes, organisations
  format        theme, engagement_type, notes, organisations
  saturation    engagement_id, date, new_themes, cumulative_themes
  ledger        file, line, note_id, outcome, reason

With --sample N the tables count N notes drawn at random, and say so: a line above the aligned
columns, else a column first_look in every row. Who took part is known from all notes, so counts of
organisations are lower bounds. The ledger has every row all the same.

Cost: one pass over the notes; text is not kept.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline analyse data/ogp-2023
  throughline analyse data/ogp-2023 matrix --format csv > matrix.csv
  throughline analyse notes.csv prevalence --format json | jq '.[0]'
  throughline analyse notes.csv --sample 1000 --seed 7
  throughline analyse data/ogp-2023 prevalence --format parquet -o prevalence.parquet";

/// `analyse`
#[derive(Debug, Args)]
pub struct AnalyseArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// How much of it to count.
    #[command(flatten)]
    pub sampling: Sampling,
    /// Which table
    #[arg(value_enum, default_value = "prevalence")]
    pub table: TableArgument,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: AnalyseFormat,
    /// A file to write instead of printing; Parquet needs one on a terminal
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// TABLE of analyse
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableArgument {
    /// Organisations and notes by theme
    Prevalence,
    /// Notes by theme and organisation
    Matrix,
    /// Themes raised in one note
    Cooccurrence,
    /// Notes and organisations by theme and stance
    Stance,
    /// Notes and organisations by theme and format
    Format,
    /// New themes by engagement
    Saturation,
    /// What became of every row read
    Ledger,
}
