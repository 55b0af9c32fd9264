//! Arguments of `throughline init`.

use super::DateOrderArgument;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use throughline::{Delimiter, Encoding, Shape};

pub(super) const LONG: &str = "\
Begins a review folder from files of notes: CSV in any encoding, or workbooks (XLSX, XLSM, XLSB,
XLS, ODS). Shows what each file was taken for: how it is written, where its header stands, what
rows and columns are, and which column is which, with how sure that is and three values of each.
Then writes

  review.toml        the title, and what was guessed, each line with what may be changed
  notes/FILE         the file as it is, byte for byte
  codebook.csv       the themes that the notes name, to be defined
  organisations.csv  the organisations that the notes name, for aliases and consent
  engagements.csv    the engagements, where the notes give them ids

all of them or none, into a folder that is new or empty. The folder passes `throughline check`;
where the notes have errors, they are listed and nothing is written. --dry-run shows what would be
written.

Cost: the notes are read three times, and copied once.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline init my-review --from notes.xlsx
  throughline init my-review --from notes.xlsx --sheet Workshop --title \"Access to services\"
  throughline init my-review --from survey.csv --question \"What works well?\" \\
    --column organisation=\"Who are you?\"
  throughline init my-review --from workshop.csv --from meetings.csv --dry-run";

/// `init`
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The folder to begin, which is new or empty
    pub folder: PathBuf,
    /// A file of notes, CSV or a workbook; may be given several times
    #[arg(long, value_name = "FILE", required = true)]
    pub from: Vec<PathBuf>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The title of the review [default: the name of the file]
    #[arg(long)]
    pub title: Option<String>,
    /// The sheet of a workbook that holds the notes; found out where it is not given. May be given
    /// several times: each sheet is then read as a file of its own
    #[arg(long, value_name = "NAME")]
    pub sheet: Vec<String>,
    /// How the files are written: utf-8, utf-16, utf-16le, utf-16be, windows-1252; found out where it
    /// is not given
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// What stands between their fields: comma, semicolon, tab, pipe; found out where it is not given
    #[arg(long, value_name = "NAME")]
    pub delimiter: Option<Delimiter>,
    /// What rows and columns are; found out where it is not given
    #[arg(long, value_enum)]
    pub shape: Option<ShapeArgument>,
    /// The header of a column that is not known by it: `--column text=Feedback`; may be given several
    /// times
    #[arg(long, value_name = "COLUMN=HEADER", value_parser = column)]
    pub column: Vec<(String, String)>,
    /// A header that is a question of a survey; may be given several times. No other column is one
    /// then
    #[arg(long, value_name = "HEADER")]
    pub question: Vec<String>,
    /// Which number of 3/4/2023 is the day; found out where it is not given
    #[arg(long, value_enum)]
    pub date_order: Option<DateOrderArgument>,
}

/// Our name of a column, and its header in the files.
fn column(said: &str) -> Result<(String, String), String> {
    match said.split_once('=') {
        Some((ours, header)) if !ours.trim().is_empty() && !header.trim().is_empty() => {
            Ok((ours.trim().to_owned(), header.trim().to_owned()))
        }
        _ => Err("write it as `text=Feedback`: our name of the column, and its header".to_owned()),
    }
}

/// `--shape`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShapeArgument {
    /// A row for each note, its themes in one column
    Long,
    /// A row for each note, a column for each theme
    Themes,
    /// A row for each person who answered, a column for each question
    Questions,
}

impl From<ShapeArgument> for Shape {
    fn from(shape: ShapeArgument) -> Self {
        match shape {
            ShapeArgument::Long => Shape::Long,
            ShapeArgument::Themes => Shape::Themes,
            ShapeArgument::Questions => Shape::Questions,
        }
    }
}
