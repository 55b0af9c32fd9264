//! Arguments: what can be asked for, and the help that says so.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Turns engagement notes into a review report whose every number is traceable to the notes.
///
/// Analysts tag notes of workshops and meetings with themes. Throughline counts by organisation,
/// draws the charts and typesets an accessible PDF. REVIEW is a folder with review.toml, or one
/// CSV file of notes with a `text` column.
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

const REPORT: &str = "\
Writes a folder with the report of a review.

Every claim of the findings is judged on the notes first: while one does not hold, nothing is
written and each is named with its place. A public report masks names and addresses in notes and
quotations; at level protected it gives counts as words where they are small, and shows no note.

Outputs, in DIR (default reports/NAME; reports/NAME-internal for an internal report,
reports/NAME-protected for a protected one):
  report.pdf       the report, PDF/UA-1 and PDF/A-2a
  synthesis.json   everything the report shows, for other programs
  charts/*.svg     each chart with its title and alternative text
  tables/*.csv     prevalence, matrix, cooccurrence, stance, format, saturation; internal reports
                   also ledger, with a line for every row read; protected ones part or balance

The whole folder is written beside its place and then exchanged, so a run that fails leaves the
old one as it was. A folder that holds files of other origin is refused.

Cost: memory grows with the number of notes, not with their text; a million notes (300 MB) take
about as long as reading the file a few times, and typesetting a few seconds at most.";

const REPORT_EXAMPLES: &str = "\
Examples:
  throughline report data/ogp-2023
  throughline report notes.csv -o out
  throughline report data/ogp-2023 --audience internal --format pdf,csv
  throughline report data/ogp-2023 --protected
  throughline report data/ogp-2023 --protected --published reports/round-one/synthesis.json";

const CHECK: &str = "\
Reads a review and lists every problem with its file, line and column, what is wrong and what
would be right. Writes nothing. Exit code 0 when there are no errors, 1 when there are.

Cost: one pass over the notes and a pass over the texts that a report would print.";

const CHECK_EXAMPLES: &str = "\
Examples:
  throughline check data/ogp-2023
  throughline check notes.csv --format json";

const ANALYSE: &str = "\
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

Cost: one pass over the notes; text is not kept.";

const ANALYSE_EXAMPLES: &str = "\
Examples:
  throughline analyse data/ogp-2023
  throughline analyse data/ogp-2023 matrix --format csv > matrix.csv
  throughline analyse notes.csv prevalence --format json | jq '.[0]'";

const AUDIT: &str = "\
Reads every statement, title and point for what it says about how many, and judges it on the notes:
\"most agencies\" with its claim, \"agencies felt\" without a number, \"the greatest challenge\".

Each phrase has a verdict:
  supported    the notes bear it
  understated  a stronger word of the scale fits
  unclaimed    no claim stands behind it
  overstated   it says more than the notes hold
  no evidence  no note supports it

With it stand the count, what the word means at this base, how many would have to change for the
verdict to turn, and the notes for and against by id. Writes nothing, but for --accept, which keeps
what the findings were judged on in findings.lock, so that a later audit says what changed.

Exit code 1 when a phrase is overstated or has no evidence; with --strict also when one is unclaimed
or understated.

Cost: one pass over the notes; texts are read only to look up words in quotation marks.";

const AUDIT_EXAMPLES: &str = "\
Examples:
  throughline audit data/ogp-2023
  throughline audit data/ogp-2023 --strict --audience public
  throughline audit data/ogp-2023 --format json | jq '.judgements[] | select(.fragile)'";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the report: PDF, charts, tables and the synthesis they are made from
    #[command(long_about = REPORT, after_help = REPORT_EXAMPLES)]
    Report(ReportArguments),
    /// Read a review and list what is wrong with it, without writing anything
    #[command(long_about = CHECK, after_help = CHECK_EXAMPLES)]
    Check(CheckArguments),
    /// Print a table of counts
    #[command(long_about = ANALYSE, after_help = ANALYSE_EXAMPLES)]
    Analyse(AnalyseArguments),
    /// Judge what the findings say about how many on the notes
    #[command(long_about = AUDIT, after_help = AUDIT_EXAMPLES)]
    Audit(AuditArguments),
}

/// Where the notes are, and what to do with rows that have an error.
#[derive(Debug, Args)]
pub struct Source {
    /// A folder with review.toml, or one CSV file of notes
    pub review: PathBuf,
    /// Set rows with an error aside in the ledger instead of stopping
    #[arg(long)]
    pub reject_rows: bool,
}

/// `report`
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// Folder to write [default: reports/NAME, NAME-internal or NAME-protected]
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

/// `check`
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: CheckFormat,
}

/// `analyse`
#[derive(Debug, Args)]
pub struct AnalyseArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// Which table
    #[arg(value_enum, default_value = "prevalence")]
    pub table: TableArgument,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableFormat,
}

/// `audit`
#[derive(Debug, Args)]
pub struct AuditArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: AuditFormat,
    /// Fail on unclaimed and understated phrases too
    #[arg(long)]
    pub strict: bool,
    /// Who the findings are for [default: what review.toml says, else internal]
    #[arg(long, value_enum)]
    pub audience: Option<AudienceArgument>,
    /// Keep what the findings were judged on in findings.lock
    #[arg(long)]
    pub accept: bool,
}

/// `--audience`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AudienceArgument {
    /// Everything, with note ids; says so on every page
    Internal,
    /// What may be published
    Public,
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

/// `--format` of check
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Sentences
    Text,
    /// An array of objects: severity, code, file, line, column, message, help
    Json,
}

/// `--format` of audit
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    /// A page to read
    Text,
    /// throughline-audit/1
    Json,
}

/// `--format` of analyse
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Aligned columns
    Table,
    /// Comma-separated
    Csv,
    /// An array of objects
    Json,
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
