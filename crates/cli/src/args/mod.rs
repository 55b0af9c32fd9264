//! Arguments: what can be asked for, and the help that says so.

mod agreement;
mod analyse;
mod audit;
mod check;
mod codebook;
mod draft;
mod export;
mod import;
mod init;
mod notes;
mod query;
mod report;
mod suggest;
mod tags;

pub use agreement::{AgreementArguments, DistanceArgument, MetricArgument};
pub use analyse::{AnalyseArguments, TableArgument};
pub use audit::{AuditArguments, AuditFormat};
pub use check::{CheckArguments, CheckFormat};
pub use codebook::*;
pub use draft::{DraftArguments, DraftFormat};
pub use export::ExportArguments;
pub use import::ImportArguments;
pub use init::InitArguments;
pub use notes::NotesArguments;
pub use query::QueryArguments;
pub use report::{EngineArgument, FormatArgument, ReportArguments};
pub use suggest::SuggestArguments;
pub use tags::{
    DifferencesFormat, SheetFormat, TagsArguments, TagsCommand, TagsDifferences, TagsExport,
    TagsImport,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use throughline::model::first_look;
use throughline::{DateOrder, Delimiter, Encoding};

/// Turns engagement notes into a review report whose every number is traceable to the notes.
///
/// Analysts tag notes of workshops and meetings with themes. Throughline counts by organisation,
/// draws the charts and typesets an accessible PDF. REVIEW is a folder with review.toml, or one
/// file of notes, CSV or a workbook, with a `text` column.
#[derive(Debug, Parser)]
#[command(name = "throughline", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done (warnings may have been printed)
  1  the review has errors; each is named with its file, line and column
  2  the command was used wrongly: no such review, or an output folder that holds other files
  3  the system failed: disk, permission, Typst";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the report: PDF, charts, tables and the synthesis they are made from
    #[command(long_about = report::LONG, after_help = report::EXAMPLES)]
    Report(ReportArguments),
    /// Read a review and list what is wrong with it, without writing anything
    #[command(long_about = check::LONG, after_help = check::EXAMPLES)]
    Check(CheckArguments),
    /// Say how far coders agree
    #[command(long_about = agreement::LONG, after_help = agreement::EXAMPLES)]
    Agreement(AgreementArguments),
    /// Print a table of counts
    #[command(long_about = analyse::LONG, after_help = analyse::EXAMPLES)]
    Analyse(AnalyseArguments),
    /// Judge what the findings say about how many on the notes
    #[command(long_about = audit::LONG, after_help = audit::EXAMPLES)]
    Audit(AuditArguments),
    /// Draft findings from the notes, for an analyst to reword
    #[command(long_about = draft::LONG, after_help = draft::EXAMPLES)]
    Draft(DraftArguments),
    /// Show, check and change the codebook
    #[command(long_about = codebook::LONG, after_help = codebook::EXAMPLES)]
    Codebook(CodebookArguments),
    /// Sheets to tag in, and how coders differ
    #[command(long_about = tags::LONG, after_help = tags::EXAMPLES)]
    Tags(TagsArguments),
    /// Suggest themes for notes without tags, each with its reason
    #[command(long_about = suggest::LONG, after_help = suggest::EXAMPLES)]
    Suggest(SuggestArguments),
    /// Take in another tool's file
    #[command(long_about = import::LONG, after_help = import::EXAMPLES)]
    Import(ImportArguments),
    /// Write a review for other tools
    #[command(long_about = export::LONG, after_help = export::EXAMPLES)]
    Export(ExportArguments),
    /// Begin a review folder from a file of notes
    #[command(long_about = init::LONG, after_help = init::EXAMPLES)]
    Init(InitArguments),
    /// Ask the tables of a review in SQL
    #[command(long_about = query::LONG, after_help = query::EXAMPLES)]
    Query(QueryArguments),
    /// Find notes by theme, stance, organisation and words
    #[command(long_about = notes::LONG, after_help = notes::EXAMPLES)]
    Notes(NotesArguments),
}

/// Where the notes are, and what to do with rows that have an error.
#[derive(Debug, Args)]
pub struct Source {
    /// A folder with review.toml, or one CSV file or workbook of notes
    pub review: PathBuf,
    /// Set rows with an error aside in the ledger instead of stopping
    #[arg(long)]
    pub reject_rows: bool,
    /// Where to write the rows that are set aside, byte for byte: a CSV file of file, line, reason
    /// and row
    #[arg(long, value_name = "FILE", requires = "reject_rows")]
    pub rejected: Option<PathBuf>,
    /// How the notes files are written: utf-8, utf-16, utf-16le, utf-16be, windows-1252; found out
    /// where it is not given
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// What stands between their fields: comma, semicolon, tab, pipe; found out where it is not given
    #[arg(long, value_name = "NAME")]
    pub delimiter: Option<Delimiter>,
    /// The sheet of a workbook that holds the notes; found out where it is not given. May be given
    /// several times: each sheet is then read as a file of its own
    #[arg(long, value_name = "NAME")]
    pub sheet: Vec<String>,
    /// Which number of 3/4/2023 is the day; found out where it is not given
    #[arg(long, value_enum)]
    pub date_order: Option<DateOrderArgument>,
}

impl Source {
    /// A review that is read as it stands.
    pub fn of(review: PathBuf) -> Self {
        Self {
            review,
            reject_rows: false,
            rejected: None,
            encoding: None,
            delimiter: None,
            sheet: Vec::new(),
            date_order: None,
        }
    }
}

/// `--date-order`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DateOrderArgument {
    /// Day, month, year
    Dmy,
    /// Month, day, year
    Mdy,
}

impl From<DateOrderArgument> for DateOrder {
    fn from(order: DateOrderArgument) -> Self {
        match order {
            DateOrderArgument::Dmy => DateOrder::DayFirst,
            DateOrderArgument::Mdy => DateOrder::MonthFirst,
        }
    }
}

/// How many of the notes are counted.
#[derive(Debug, Args)]
pub struct Sampling {
    /// Count N notes drawn at random, for a first look that is marked as one wherever a number
    /// stands; every row is still read and checked
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub sample: Option<u32>,
    /// The seed of the draw: the same one draws the same notes
    #[arg(
        long,
        value_name = "S",
        requires = "sample",
        default_value_t = first_look::SEED,
        value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64)
    )]
    pub seed: u64,
}

/// `--audience`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AudienceArgument {
    /// Everything, with note ids; says so on every page
    Internal,
    /// What may be published
    Public,
}

/// `--format` of analyse
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Aligned columns
    Table,
    /// Comma-separated
    Csv,
    /// JSON: an array of objects, or one object
    Json,
}
