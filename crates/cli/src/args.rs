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

const AGREEMENT: &str = "\
Says how far coders agree, by the field's statistics. REVIEW is here a CSV file of ratings: its
first column is the unit, every other column a coder, a blank cell is missing. The categories are
those seen, in order where they are numbers.

Printed: units rated by two coders or more, percent agreement (from 0 to 1), Cohen's kappa (two
coders, with its standard error), Fleiss' kappa (where every coder rated every unit),
Krippendorff's alpha under the metric, Gwet's AC1. A statistic that does not apply is undefined,
and says why. Kappas and AC1 are unweighted under any metric.";

const AGREEMENT_EXAMPLES: &str = "\
Examples:
  throughline agreement ratings.csv
  throughline agreement ratings.csv --metric ordinal --format json | jq .krippendorff_alpha";

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

const DRAFT: &str = "\
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

const DRAFT_EXAMPLES: &str = "\
Examples:
  throughline draft data/ogp-2023
  throughline draft data/ogp-2023 --theme resourcing --all
  throughline draft my-review --write
  throughline draft notes.csv --format toml > findings.toml";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the report: PDF, charts, tables and the synthesis they are made from
    #[command(long_about = REPORT, after_help = REPORT_EXAMPLES)]
    Report(ReportArguments),
    /// Read a review and list what is wrong with it, without writing anything
    #[command(long_about = CHECK, after_help = CHECK_EXAMPLES)]
    Check(CheckArguments),
    /// Say how far coders agree
    #[command(long_about = AGREEMENT, after_help = AGREEMENT_EXAMPLES)]
    Agreement(AgreementArguments),
    /// Print a table of counts
    #[command(long_about = ANALYSE, after_help = ANALYSE_EXAMPLES)]
    Analyse(AnalyseArguments),
    /// Judge what the findings say about how many on the notes
    #[command(long_about = AUDIT, after_help = AUDIT_EXAMPLES)]
    Audit(AuditArguments),
    /// Draft findings from the notes, for an analyst to reword
    #[command(long_about = DRAFT, after_help = DRAFT_EXAMPLES)]
    Draft(DraftArguments),
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

/// `agreement`
#[derive(Debug, Args)]
pub struct AgreementArguments {
    /// A CSV file of ratings: units down, coders across
    pub review: PathBuf,
    /// How far two categories are apart: the same or not, by rank, by difference, by ratio
    #[arg(long, value_enum, default_value = "nominal")]
    pub metric: MetricArgument,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableFormat,
}

/// `--metric`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MetricArgument {
    /// The same or not
    Nominal,
    /// By rank
    Ordinal,
    /// By difference
    Interval,
    /// By difference over sum
    Ratio,
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

/// `--format` of draft
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DraftFormat {
    /// A page to read
    Text,
    /// Blocks of findings.toml
    Toml,
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
