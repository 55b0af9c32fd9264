//! Arguments of `throughline notes`.

use super::Source;
use crate::notes::{NotesFormat, StatusArgument};
use clap::Args;

pub(super) const LONG: &str = "\
Finds notes by theme, stance, organisation, part, question, format, coder and words, and prints
them with their counts first. Every option that is given must be met; where an option is given
several times, one of its values (of --and: all of them, of --not: none of them). A theme is
carried by a note that carries it or a theme beneath it, as in the report; --own takes its own
tags alone.

--search finds whole words whatever their case and macrons; of several words all, a \"quoted
phrase\" as it stands. What was found is bold on a terminal and between « and » elsewhere, as are
the excerpts that coders gave the themes asked for.

Columns of --format csv: note_id, organisation, engagement_id, engagement_type, date, part,
question, stance, theme (its path, `value > small-benefit`; those that were asked for), text,
highlights. A text that a spreadsheet would run as a formula has an apostrophe before it.
Nothing is suppressed: it is for the people who did the review.

Cost: one pass over the notes; texts are read only of the notes that fit the rest.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline notes data/ogp-2023 --theme resourcing --stance negative
  throughline notes data/ogp-2023 --search 'time \"small agency\"' --limit 5
  throughline notes data/ogp-2023 --theme value --not process --format csv > value.csv

No note that fits is an answer too: exit code 0.";

/// `notes`
#[derive(Debug, Args)]
pub struct NotesArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// Notes that carry this theme; given again, one of them
    #[arg(long, value_name = "CODE")]
    pub theme: Vec<String>,
    /// … and this one too
    #[arg(long, value_name = "CODE")]
    pub and: Vec<String>,
    /// … and not this one
    #[arg(long, value_name = "CODE")]
    pub not: Vec<String>,
    /// A theme is carried by its own tags and those of themes beneath it: the default
    #[arg(long, conflicts_with = "own")]
    pub rolled: bool,
    /// A theme is carried by its own tags alone
    #[arg(long)]
    pub own: bool,
    /// With this stance to a theme asked for: positive, negative, mixed, neutral, "not stated"
    #[arg(long, value_name = "STANCE")]
    pub stance: Vec<String>,
    /// Attributed to this organisation (its name or an alias)
    #[arg(long, value_name = "NAME")]
    pub organisation: Vec<String>,
    /// Attributed to an organisation that contributes still, or that once did
    #[arg(long, value_enum)]
    pub status: Option<StatusArgument>,
    /// Of this part
    #[arg(long, value_name = "ID")]
    pub part: Vec<String>,
    /// Of this question
    #[arg(long, value_name = "ID")]
    pub question: Vec<String>,
    /// From an engagement of this format, as the notes write it
    #[arg(long, value_name = "FORMAT", visible_alias = "engagement-type")]
    pub format_of_engagement: Vec<String>,
    /// By the tags of this coder instead of those that are settled; `notes` is the themes column
    #[arg(long, value_name = "NAME")]
    pub coder: Vec<String>,
    /// With these words in the text
    #[arg(long, value_name = "WORDS")]
    pub search: Vec<String>,
    /// Print so many notes at most; the counts are of all
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: NotesFormat,
}
