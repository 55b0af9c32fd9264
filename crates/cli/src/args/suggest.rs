//! Arguments of `throughline suggest`.

use super::{Source, TableFormat};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const LONG: &str = "\
Suggests themes for the notes that nobody has tagged, each with its reason. A suggestion is no
tag: nothing counts it until a person has accepted it.

  keywords  words of the codebook (keywords, labels, phrases) that stand in the note: whole
            words, in any inflection, with or without macrons and capitals. The score ranks
            and is no probability
  learnt    what the tagged notes teach: complement naive Bayes on TF-IDF, one theme against
            the rest. The score is a probability. A theme of fewer than 5 notes is not learnt;
            one that was right less often than --precision on notes that were held back is
            silent. Each theme's precision and recall are told
  program   what a program of your own says (--with), over lines of JSON. The texts of the
            notes leave this machine only if that program sends them. docs/suggestions.md has
            the form of the lines

With --coder the notes that this coder has not read are taken, and only this coder's tags are
learnt from, so that coders stay blind to each other.

Deciding: --write puts the suggestions into suggestions/CODER.csv of the review. Write `accepted`
or `rejected` into its column `decision`, and take what was accepted with --accept: it goes to
the end of tags/CODER.csv, with a memo that says it was suggested. Both files change together or
neither does.

Cost: one pass over the notes' texts, two with --uncertain. What is listed is held in memory.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline suggest data/ogp-2023 --coder kim --source keywords --limit 10
  throughline suggest my-review --uncertain --limit 20
  throughline suggest my-review --coder kim --write
  throughline suggest my-review --coder kim --accept my-review/suggestions/kim.csv
  throughline suggest my-review --with 'python3 ask.py --model small' --format csv -o ideas.csv

Exit code: 0 done; 1 the review or the decided file has errors; 2 used wrongly; 3 the system or the
program given with --with failed (what it had said by then is printed or written).";

/// `suggest`
#[derive(Debug, Args)]
pub struct SuggestArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// Whose notes without tags, and whose file is written; a name in tags/ [default: notes that
    /// nobody has tagged]
    #[arg(long, value_name = "NAME")]
    pub coder: Option<String>,
    /// Where suggestions come from
    #[arg(
        long = "source",
        value_enum,
        default_value = "both",
        conflicts_with = "with"
    )]
    pub from: SourceArgument,
    /// The notes that would teach the most first: the sum of each theme's entropy, in bits
    #[arg(long, conflicts_with = "with")]
    pub uncertain: bool,
    /// At most so many notes
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// This theme alone; may be given several times [default: every theme]
    #[arg(long, value_name = "ID")]
    pub theme: Vec<String>,
    /// A learnt theme is silent when it was right less often than this, from 0 to 1
    #[arg(
        long,
        value_name = "SHARE",
        default_value = "0.5",
        conflicts_with = "with"
    )]
    pub precision: f64,
    /// A program that suggests, with its arguments; quotes are respected, no shell is involved
    #[arg(long, value_name = "PROGRAM ARGS")]
    pub with: Option<String>,
    /// Seconds that the program may take in all
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "600",
        requires = "with",
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    pub time_limit: u32,
    /// Seconds that the program may take over a note: without a line for so long it is stopped
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "60",
        requires = "with",
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    pub note_limit: u32,
    /// How to print; csv has the columns of suggestions/CODER.csv
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableFormat,
    /// Write to a new file instead of printing
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Put the suggestions into suggestions/CODER.csv; rows that were decided stay
    #[arg(long, requires = "coder", conflicts_with_all = ["output", "format"])]
    pub write: bool,
    /// Take the rows marked `accepted` in this file into tags/CODER.csv
    #[arg(
        long,
        value_name = "FILE",
        requires = "coder",
        conflicts_with_all = [
            "write", "output", "format", "with", "uncertain", "limit", "theme", "from", "precision",
        ]
    )]
    pub accept: Option<PathBuf>,
}

impl SuggestArguments {
    /// Whether the codebook's words are looked for.
    pub fn looks_for_keywords(&self) -> bool {
        self.from != SourceArgument::Learnt
    }

    /// Whether what was learnt is suggested.
    pub fn suggests_learnt(&self) -> bool {
        self.from != SourceArgument::Keywords
    }
}

/// `--source`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SourceArgument {
    /// Words of the codebook
    Keywords,
    /// What the tagged notes teach
    Learnt,
    /// Both; what both say stands first
    Both,
}
