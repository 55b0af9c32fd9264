//! Arguments of `throughline import`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;
use throughline::interchange::import::Format;
use throughline::interchange::segments::Tool;

pub(super) const LONG: &str = "\
Takes another tool's file into a review, a new one or one that is there.

FILE is one of
  taguette   highlights of Taguette, CSV or XLSX
  atlas-ti   quotations of ATLAS.ti, XLSX or CSV
  maxqda     coded segments of MAXQDA, XLSX or CSV, in English or German
  qdpx       a REFI-QDA project, as NVivo, ATLAS.ti, MAXQDA, QualCoder and others write it
which its header or its content tells. Delimiter, encoding, decimal commas and the order of dates
are found out, and what was assumed is said.

A document becomes an engagement, a segment a note, its codes a tag of whoever made it, in
tags/CODER.csv, its comment the tag's memo. What REVIEW holds already is found again and kept as it
is: themes by label or code, engagements by title, notes by their text. A segment that is a part of
a note becomes an excerpt of it, at its exact place or not at all. Importing a file twice changes
nothing.

Everything lands or nothing does: a row with an error is named with its line and the reason, and
nothing is written; the review as it would be is opened first, and an error in it stops the import.

Printed: what landed, what was assumed, and what could not be carried (weights, colours, columns a
review has no place for), by kind with examples; --report writes all of it as CSV.

Cost: the file is held in memory; the texts of REVIEW are read once, in pieces.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline import highlights.csv --into my-review --coder ana
  throughline import \"Coded segments.xlsx\" --into my-review --dry-run
  throughline import quotations.csv --into data/ogp-2023 --reject-rows --report not-carried.csv
  throughline import project.qdpx --into new-review

Exit codes: 0 imported; 1 the file or the review has errors, nothing was written; 2 used wrongly;
3 the system failed";

/// `import`
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Another tool's file
    pub file: PathBuf,
    /// The review: a folder with review.toml, or a folder to be made
    #[arg(long, value_name = "REVIEW")]
    pub into: PathBuf,
    /// What FILE is
    #[arg(long, value_enum, default_value = "auto")]
    pub format: ImportFormat,
    /// The coder of rows that name nobody [default: the tool]
    #[arg(long, value_name = "NAME")]
    pub coder: Option<String>,
    /// Say what would be done, and change no review
    #[arg(long)]
    pub dry_run: bool,
    /// Set rows with an error aside, byte for byte, in FILE.rejected.csv beside FILE, and import the
    /// others
    #[arg(long)]
    pub reject_rows: bool,
    /// Write what was assumed and what could not be carried, all of it, to a CSV file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// `--format` of import
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// What its header or its content tells
    Auto,
    /// Highlights of Taguette
    Taguette,
    /// Quotations of ATLAS.ti
    AtlasTi,
    /// Coded segments of MAXQDA
    Maxqda,
    /// A REFI-QDA project
    Qdpx,
}

impl ImportArguments {
    /// What the file is said to be; nothing where its content tells.
    pub fn format(&self) -> Option<Format> {
        match self.format {
            ImportFormat::Auto => None,
            ImportFormat::Taguette => Some(Format::Segments(Tool::Taguette)),
            ImportFormat::AtlasTi => Some(Format::Segments(Tool::AtlasTi)),
            ImportFormat::Maxqda => Some(Format::Segments(Tool::Maxqda)),
            ImportFormat::Qdpx => Some(Format::Project),
        }
    }
}
