//! Arguments of `throughline query`.

use super::{Source, TableFormat};
use clap::Args;

pub(super) const LONG: &str = "\
Answers a question in SQL about the tables of a review. Nothing is written, and nothing is
suppressed: it is for the people who did the review.

Tables: the tidy tables of `throughline export` (notes, note_organisations, tags, coder_tags,
organisations, organisation_aliases, engagements, engagement_organisations, themes,
theme_ancestors, theme_keywords, parts, questions, settings, ledger) and the counted tables of
`throughline analyse` (prevalence, matrix, cooccurrence, stance, format, saturation).
SHOW TABLES lists them. Days are text, YYYY-MM-DD. One statement: SELECT, WITH … SELECT, or
SHOW TABLES.

Cost: one pass over the notes for each table that the question names, which is then held in
memory; texts of notes are read and held only when note_text or * is asked for.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline query data/ogp-2023 \"SHOW TABLES\"
  throughline query data/ogp-2023 \"SELECT theme, organisations_rolled FROM prevalence \\
    WHERE parent IS NULL ORDER BY organisations_rolled DESC\"
  throughline query data/ogp-2023 \"SELECT o.organisation, COUNT(*) AS notes FROM tags AS t \\
    JOIN note_organisations AS o ON o.note_id = t.note_id WHERE t.stance = 'negative' \\
    GROUP BY o.organisation\" --format csv

Exit code 1 also stands for a question that has no answer: the message says what is wrong and
which tables and columns there are.";

/// `query`
#[derive(Debug, Args)]
pub struct QueryArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// The question
    pub sql: String,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableFormat,
}
