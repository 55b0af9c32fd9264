//! Arguments of `throughline tags`.

use super::Source;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

pub(super) const LONG: &str = "\
Gives a coder a sheet to tag in, takes it back, and lists the notes that coders differ on.

  export       a sheet (XLSX or CSV) with the notes, the codes and what the coder has given
  import       the sheet back into tags/CODER.csv, every cell checked
  differences  the notes that coders differ on, worst themes first, and a sheet to decide them in

A review whose coders are settled has tags/adjudicated.csv, and counts by it where review.toml says
`[counting] coders = \"coder:adjudicated\"`.

Cost: one pass over the notes; the sheet is held in memory.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline tags export data/ogp-2023 --coder ana --sample 40 --seed 7
  throughline tags import tags-ana.xlsx --into data/ogp-2023 --coder ana
  throughline tags differences data/ogp-2023 --format xlsx -o decide.xlsx
  throughline tags import decide.xlsx --into data/ogp-2023 --adjudicated";

const EXPORT_LONG: &str = "\
Writes a sheet to tag in: note_id, engagement, date, organisation, part, question and text for
reading, and themes, stance, excerpt and memo to fill in. What the coder has given already is
filled in, a row an excerpt. A workbook has the codes on a second sheet, drop-downs for themes and
stance, and says on a third how it is filled in.

The sheet is blind: it shows nothing that another coder or the notes' themes column gave, unless
--show-others is given.

In themes, `none` says that the note was read and no theme applies; a row that is left blank counts
as not read. A text that begins with = + - or @ has an apostrophe before it, which import takes
away.

--sample draws notes so that anybody draws them again: ChaCha8 with the seed, over the notes in
order of id. Two coders with the same seed get the same notes. How it was drawn is kept in
samples.toml.

Cost: one pass over the notes, and the sheet in memory.";

const EXPORT_EXAMPLES: &str = "\
Examples:
  throughline tags export data/ogp-2023 --coder ana
  throughline tags export data/ogp-2023 --coder ben --sample 40 --seed 7 --date 2026-11-29
  throughline tags export my-review --coder ana --unread --format csv > to-tag.csv

Exit codes: 0 written, 1 the review has errors, 2 used wrongly (the file is there already), 3 the
system failed.";

const IMPORT_LONG: &str = "\
Takes a sheet that was filled in (XLSX, ODS or CSV) into tags/CODER.csv. Every note id, code,
stance and excerpt is checked. A row that is at fault goes, with every other row of its note, to
SHEET.rejected.csv beside the sheet, with its place and the reason: put it right there and import
that file. The other rows are written all together.

Where the sheet decides a note otherwise than the coder's file, nothing is written and every such
note is listed, unless --replace or --keep says which of the two is right. A row that is left blank
changes nothing.

--adjudicated takes the sheet of `tags differences` and writes tags/adjudicated.csv. Every note that
the coders differ on must be decided. What they agree on is added, and so is what one of them alone
read, so that the file is whole.

Cost: the sheet in memory, one pass over the notes.";

const IMPORT_EXAMPLES: &str = "\
Examples:
  throughline tags import tags-ana.xlsx --into data/ogp-2023 --coder ana
  throughline tags import tags-ana.xlsx --into data/ogp-2023 --coder ana --replace
  throughline tags import decide.xlsx --into data/ogp-2023 --adjudicated

Exit codes: 0 every row was taken, 1 a row was rejected, a note is in conflict or undecided, or the
review has errors, 2 used wrongly, 3 the system failed.";

const DIFFERENCES_LONG: &str = "\
Lists the notes that two coders or more read and do not agree on, each coder's themes and stance
side by side. Themes come worst first: by Krippendorff's alpha of given or not, the lowest first;
then by the number of notes. A note stands under the worst theme that it is about; those that
differ in the stance alone come last.

The coders are all with a file in tags/, the adjudicated one left out, and the notes' themes column
where it has tags (`notes`); --coders names others.

--format xlsx and csv give a sheet to decide in: themes and stance are filled in where all gave the
same, and blank where somebody has to decide. `tags import --adjudicated` takes it.

Cost: one pass over the coders' rows, and the texts of the notes that differ.";

const DIFFERENCES_EXAMPLES: &str = "\
Examples:
  throughline tags differences data/ogp-2023
  throughline tags differences data/ogp-2023 --coders ana,ben --format xlsx -o decide.xlsx

Exit codes: 0 listed (whether they differ or not), 1 the review has errors, 2 used wrongly, 3 the
system failed.";

/// `tags`
#[derive(Debug, Args)]
pub struct TagsArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: TagsCommand,
}

/// The commands of `tags`.
#[derive(Debug, Subcommand)]
pub enum TagsCommand {
    /// Write a sheet to tag in
    #[command(long_about = EXPORT_LONG, after_help = EXPORT_EXAMPLES)]
    Export(TagsExport),
    /// Take a sheet back into a coder's file
    #[command(long_about = IMPORT_LONG, after_help = IMPORT_EXAMPLES)]
    Import(TagsImport),
    /// List the notes that coders differ on
    #[command(long_about = DIFFERENCES_LONG, after_help = DIFFERENCES_EXAMPLES)]
    Differences(TagsDifferences),
}

/// `tags export`
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option that a person gives or does not"
)]
pub struct TagsExport {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// Who tags: the name of the file in tags/
    #[arg(long, value_name = "NAME")]
    pub coder: String,
    /// A workbook, or one sheet as CSV
    #[arg(long, value_enum, default_value = "xlsx")]
    pub format: SheetFormat,
    /// Where to write [default: tags-NAME.xlsx; CSV goes to standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub overwrite: bool,
    /// Leave out notes that the coder has read
    #[arg(long)]
    pub unread: bool,
    /// Draw this many notes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub sample: Option<u32>,
    /// The seed of the draw
    #[arg(
        long,
        value_name = "S",
        requires = "sample",
        default_value_t = 1,
        value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64)
    )]
    pub seed: u64,
    /// The day of the draw, kept with it: 2026-11-29
    #[arg(long, value_name = "DATE", requires = "sample")]
    pub date: Option<String>,
    /// Show nothing that others gave; this is so without it too
    #[arg(long, conflicts_with = "show_others")]
    pub blind: bool,
    /// Show in a column what other coders and the notes' themes column gave
    #[arg(long)]
    pub show_others: bool,
}

/// `tags import`
#[derive(Debug, Args)]
pub struct TagsImport {
    /// The sheet that was filled in: XLSX, ODS or CSV
    pub sheet: PathBuf,
    /// The review folder
    #[arg(long, value_name = "REVIEW")]
    pub into: PathBuf,
    /// Who tagged: the name of the file in tags/ [default with --adjudicated: adjudicated]
    #[arg(long, value_name = "NAME", required_unless_present = "adjudicated")]
    pub coder: Option<String>,
    /// Where sheet and file differ, take the sheet
    #[arg(long, conflicts_with = "keep")]
    pub replace: bool,
    /// Where sheet and file differ, keep the file
    #[arg(long)]
    pub keep: bool,
    /// The sheet decides what coders differ on
    #[arg(long)]
    pub adjudicated: bool,
}

/// `tags differences`
#[derive(Debug, Args)]
pub struct TagsDifferences {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// Whose tags; `notes` is the themes column [default: everybody's]
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub coders: Vec<String>,
    /// A page to read, or a sheet to decide in
    #[arg(long, value_enum, default_value = "table")]
    pub format: DifferencesFormat,
    /// Where to write [default: differences.xlsx; the others go to standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub overwrite: bool,
}

/// `--format` of tags export
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SheetFormat {
    /// A workbook with the codes and drop-downs
    Xlsx,
    /// Comma-separated
    Csv,
}

/// `--format` of tags differences
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DifferencesFormat {
    /// A page to read
    Table,
    /// A sheet to decide in, comma-separated
    Csv,
    /// A sheet to decide in, as a workbook
    Xlsx,
}
