//! Arguments of `throughline draft`.

use super::Source;
use clap::{Args, ValueEnum};

pub(super) const LONG: &str = "\
Drafts a finding for each theme, in order of support: organisations, then notes, then the codebook.
Each draft has

  statement   with the most specific word of the scale that its count bears and, where a stance
              leads by two organisations, how many took it
  exemplars   two or three notes that may be quoted: central to what was said (LexRank, Erkan and
              Radev 2004), unlike one another (maximal marginal relevance, Carbonell and Goldstein
              1998), each of another organisation where there is one
  against it  the strongest notes of those who hold the other view

and a block of findings.toml with its claims, which passes the audit as it stands. It is a beginning
for an analyst: what the notes mean it does not say. Themes that a finding or a point speaks of
already are passed over.

--write adds the drafts to the end of findings.toml. A finding whose id stands there is kept as it
is, and so is every byte, comment and line above.

Cost: one pass over the notes, and at most 192 texts a theme, of 2,000 characters each.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline draft data/ogp-2023
  throughline draft data/ogp-2023 --theme resourcing --all
  throughline draft my-review --write
  throughline draft notes.csv --format toml > findings.toml";

/// `draft`
#[derive(Debug, Args)]
pub struct DraftArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// Draft this theme alone; may be given several times [default: every theme]
    #[arg(long, value_name = "ID")]
    pub theme: Vec<String>,
    /// Add the drafts to findings.toml, and print what was added and what was kept
    #[arg(long)]
    pub write: bool,
    /// Draft themes too that a finding or a point speaks of already
    #[arg(long)]
    pub all: bool,
    /// How to print
    #[arg(long, value_enum, default_value = "text", conflicts_with = "write")]
    pub format: DraftFormat,
}

/// `--format` of draft
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DraftFormat {
    /// A page to read
    Text,
    /// Blocks of findings.toml
    Toml,
}
