//! Arguments of `throughline report`.

use super::{AudienceArgument, Sampling, Source};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const LONG: &str = "\
Writes a folder with the report of a review.

Every claim of the findings is judged on the notes first: while one does not hold, nothing is
written and each is named with its place. A public report masks names and addresses in notes and
quotations; at level protected it gives counts as words where they are small, and shows no note.

Outputs, in DIR (default reports/NAME; reports/NAME-internal for an internal report,
reports/NAME-protected for a protected one, reports/NAME-first-look with --sample):
  report.pdf       the report, PDF/UA-1 and PDF/A-2a
  synthesis.json   everything the report shows, for other programs
  charts/*.svg     each chart with its title and alternative text
  tables/*.csv     prevalence, matrix, cooccurrence, stance, format, saturation; internal reports
                   also ledger, with a line for every row read, and with --reject-rows rejected,
                   the rows that were set aside, byte for byte; protected ones part or balance

--sample N makes a first look at a large review: N notes drawn at random are counted, and the cover,
the foot of every page, the charts, the tables and synthesis.json say so. Who took part is known from
all notes, so counts of organisations are lower bounds. Findings are judged on all notes and are left
out. A first look is internal.

The whole folder is written beside its place and then exchanged, so a run that fails leaves the
old one as it was. A folder that holds files of other origin is refused.

Cost: memory grows with the number of notes, not with their text; a million notes (300 MB) take
about as long as reading the file a few times, and typesetting a few seconds at most.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline report data/ogp-2023
  throughline report notes.csv -o out
  throughline report notes.csv --reject-rows
  throughline report notes.csv --sample 1000 --seed 7
  throughline report data/ogp-2023 --audience internal --format pdf,csv
  throughline report data/ogp-2023 --protected
  throughline report data/ogp-2023 --protected --published reports/round-one/synthesis.json";

/// `report`
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// How much of it to count.
    #[command(flatten)]
    pub sampling: Sampling,
    /// Folder to write [default: reports/NAME, NAME-internal, NAME-protected or NAME-first-look]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Who it is for [default: what review.toml says, else internal]
    #[arg(long, value_enum)]
    pub audience: Option<AudienceArgument>,
    /// A public report that withholds small counts, whatever review.toml says
    #[arg(long)]
    pub protected: bool,
    /// Let claims through that the notes do not bear, with a mark at each; never in a protected report
    #[arg(long)]
    pub allow_unsupported: bool,
    /// synthesis.json of an earlier public report of this review, which readers know already; may be
    /// given several times
    #[arg(long, value_name = "FILE")]
    pub published: Vec<PathBuf>,
    /// What to write
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "pdf,json,csv,svg"
    )]
    pub format: Vec<FormatArgument>,
    /// Which Typst sets the PDF: the one inside, or a typst program
    #[arg(long, value_enum, default_value = "auto")]
    pub engine: EngineArgument,
    /// The typst program for --engine cli [default: `$THROUGHLINE_TYPST`, else found on PATH]
    #[arg(long, value_name = "PATH")]
    pub typst: Option<PathBuf>,
    /// Folder with a report.typ of your own that reads synthesis.json
    #[arg(long, value_name = "DIR")]
    pub template: Option<PathBuf>,
}

/// `--format` of report
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArgument {
    /// report.pdf
    Pdf,
    /// synthesis.json
    Json,
    /// tables/*.csv
    Csv,
    /// charts/*.svg
    Svg,
    /// charts/*.png, 254 dots to the inch
    Png,
}

/// `--engine`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EngineArgument {
    /// The one inside
    Auto,
    /// The Typst compiler inside this program
    Embedded,
    /// A typst program of the same version
    Cli,
}
