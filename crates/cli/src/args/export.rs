//! Arguments of `throughline export`.

use super::Source;
use crate::export::ExportFormat;
use clap::Args;
use std::path::PathBuf;

pub(super) const LONG: &str = "\
Writes a review as tidy tables that other engines read, a file a table, into a folder of their own.
A review that outgrows one machine goes on in DuckDB, Spark or R with the same counts.

Written into DIR:
  notes, note_organisations, tags, coder_tags, organisations, organisation_aliases, engagements,
  engagement_organisations, themes, theme_ancestors, theme_keywords, parts, questions, settings,
  ledger   the tables, as .parquet, .csv, .jsonl (JSON lines) or .arrow (Arrow IPC)
  analysis.sql   standard SQL that counts every table of a report from them, the same numbers
  schema.json, README.txt   what each table and column means, and how to read them

The tables hold who said what and suppress nothing: they are for the people who did the review.
With --format qdpx, DIR is one file instead: a REFI-QDA project, a source for each note, a case for
each organisation, a coding for each tag by its coder. `throughline import` reads it back as the
same review; what the format has no place for is listed.

In CSV, a text that a spreadsheet would run as a formula has an apostrophe before it. DIR is
replaced whole; a folder that holds anything else is refused.

Cost: a pass over the notes for each of their tables; texts are read again a few thousand at a
time, and at most 100,000 rows are held.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline export data/ogp-2023 -o ogp-tables
  throughline export data/ogp-2023 --format qdpx -o ogp.qdpx
  throughline export notes.csv --format csv --without-text -o tables
  duckdb -c \"select theme, count(*) from 'ogp-tables/tags.parquet' group by theme\"";

/// `export`
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// The kind of files
    #[arg(long, value_enum, default_value = "parquet")]
    pub format: ExportFormat,
    /// The folder to write, or the file of a project
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Leave out the texts of notes, and excerpts and memos of coders
    #[arg(long)]
    pub without_text: bool,
}
