//! Arguments of `throughline codebook`.

use super::{Source, TableFormat};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

pub(super) const LONG: &str = "\
Shows, checks and changes the codebook: the tree of themes that notes are tagged with.

merge, rename and move rewrite every file that names a theme (codebook.csv, notes, tags,
suggestions, findings.toml), all together or not at all, even if the machine stops meanwhile. Only
the cells and places that name the theme change; formatting and comments stay. What changed is
listed, and --dry-run lists it without writing. A review with errors is not changed.

Cost: one pass over the notes; a change holds the files that it rewrites in memory.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline codebook show data/ogp-2023
  throughline codebook check data/ogp-2023
  throughline codebook merge my-review price fee --into cost --dry-run
  throughline codebook rename my-review cost costs --label \"What it costs\"
  throughline codebook move my-review cost --under resourcing
  throughline codebook export data/ogp-2023 --format taguette -o tags.csv
  throughline codebook import nvivo.qdc --into my-review";

/// `codebook`
#[derive(Debug, Args)]
pub struct CodebookArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: CodebookCommand,
}

/// The commands of `codebook`.
#[derive(Debug, Subcommand)]
pub enum CodebookCommand {
    /// Print the tree of themes with their labels, definitions and counts
    #[command(long_about = SHOW, after_help = SHOW_EXAMPLES)]
    Show(ShowArguments),
    /// Say what to look at: themes unused, undefined, alike, always together
    #[command(long_about = CHECK, after_help = CHECK_EXAMPLES)]
    Check(CodebookCheckArguments),
    /// Make one theme of several, in every file that names them
    #[command(long_about = MERGE, after_help = MERGE_EXAMPLES)]
    Merge(MergeArguments),
    /// Give a theme another code, in every file that names it
    #[command(long_about = RENAME, after_help = RENAME_EXAMPLES)]
    Rename(RenameArguments),
    /// Put a theme, and everything beneath it, under another or at the top
    #[command(long_about = MOVE, after_help = MOVE_EXAMPLES)]
    Move(MoveArguments),
    /// Write the codebook for another tool
    #[command(long_about = EXPORT, after_help = EXPORT_EXAMPLES)]
    Export(CodebookExportArguments),
    /// Take in another tool's codebook
    #[command(long_about = IMPORT, after_help = IMPORT_EXAMPLES)]
    Import(CodebookImportArguments),
}

const SHOW: &str = "\
Prints the tree of themes. Columns: theme, label, definition, and how many notes and organisations
carry the theme itself, and it or a theme beneath it (rolled: each note and organisation once).
CSV and JSON have the parent and the depth besides.

Cost: one pass over the notes.";

const SHOW_EXAMPLES: &str = "\
Examples:
  throughline codebook show data/ogp-2023
  throughline codebook show data/ogp-2023 --format csv > themes.csv

Exit codes: 0 printed, 1 the review has errors, 2 used wrongly, 3 the system failed.";

const CHECK: &str = "\
Says what in the codebook to look at. It is advice, none of it an error:

  unused           no note carries the theme or one beneath it
  named-not-tagged a finding names it, and no note carries it
  no-definition    it has no definition
  alike-labels     two labels differ in case, accents or punctuation only, are the same words in
                   another order, or are a slip of the pen apart (similarity of at least 0.85)
  always-together  at least 2 notes carry two themes, and one of the two is never given alone
  one-child        a parent has one child only

Cost: one pass over the notes; every label is compared with every other.";

const CHECK_EXAMPLES: &str = "\
Examples:
  throughline codebook check data/ogp-2023
  throughline codebook check data/ogp-2023 --strict --format json

Exit codes: 0 with remarks or without, 1 the review has errors or, with --strict, there are remarks,
2 used wrongly, 3 the system failed.";

const MERGE: &str = "\
Makes one theme of several. Wherever one of FROM stands, THEME stands afterwards; a cell or a list
that had both has it once. The children of FROM move under THEME.

THEME keeps its label, phrase, definition and exclude. What FROM were for is added to its include
(“Merged from LABEL: DEFINITION INCLUDE”), their keywords to its keywords. Their labels, phrases
and exclude are left out, and listed. Afterwards, `audit` says whether the findings still hold.

Cost: one pass over the notes; the files that are rewritten are held in memory.";

const MERGE_EXAMPLES: &str = "\
Examples:
  throughline codebook merge my-review price fee --into cost --dry-run
  throughline codebook merge my-review price fee --into cost

Exit codes: 0 changed, 1 the review has errors, 2 used wrongly (there is no such theme), 3 the
system failed; nothing is written but with 0.";

const RENAME: &str = "\
Gives a theme another code, in every file that names it; with --label another label too. A code that
another theme has is refused: `merge` makes one of two.

Cost: one pass over the notes; the files that are rewritten are held in memory.";

const RENAME_EXAMPLES: &str = "\
Examples:
  throughline codebook rename my-review cost costs --dry-run
  throughline codebook rename my-review cost costs --label \"What it costs\"

Exit codes: 0 changed, 1 the review has errors, 2 used wrongly (there is no such theme, the code is
taken), 3 the system failed; nothing is written but with 0.";

const MOVE: &str = "\
Puts a theme, and everything beneath it, under another, or with --top under none. The counts of the
themes above it change with it. A theme cannot go under itself or one beneath it.

Cost: one pass over the notes; codebook.csv is held in memory.";

const MOVE_EXAMPLES: &str = "\
Examples:
  throughline codebook move my-review cost --under resourcing
  throughline codebook move my-review cost --top --dry-run

Exit codes: 0 changed, 1 the review has errors, 2 used wrongly (there is no such theme), 3 the
system failed; nothing is written but with 0.";

const EXPORT: &str = "\
Writes the codebook as

  csv       codebook.csv, every column
  qdc       a REFI-QDA codebook, for NVivo, ATLAS.ti, MAXQDA, QualCoder and others
  taguette  Taguette's codebook CSV

to standard output or a new file. What the format has no place for is listed on standard error.

Cost: one pass over the notes, by which Taguette's file counts.";

const EXPORT_EXAMPLES: &str = "\
Examples:
  throughline codebook export data/ogp-2023 --format qdc -o ogp.qdc
  throughline codebook export data/ogp-2023 --format taguette > tags.csv

Exit codes: 0 written, 1 the review has errors, 2 used wrongly (the file is there already), 3 the
system failed.";

const IMPORT: &str = "\
Takes another file's themes into codebook.csv: a codebook.csv, Taguette's codebook CSV (a tag `a.b`
stands under `a`) or a REFI-QDA codebook (.qdc). A theme is the review's own when its code is the
same or, where the file has no codes, its label.

New themes are added and blank cells filled; where the file says something else than the codebook,
everything is listed and nothing written (exit code 1), unless one of the options decides. What was
added, changed, kept and removed is listed, and so is what could not be carried.

Cost: FILE and codebook.csv in memory, one pass over the notes.";

const IMPORT_EXAMPLES: &str = "\
Examples:
  throughline codebook import nvivo.qdc --into my-review --dry-run
  throughline codebook import codebook.csv --into my-review --merge

Exit codes: 0 taken in, 1 the file or the review has errors, or they contradict each other, 2 used
wrongly, 3 the system failed; nothing is written but with 0.";

/// `--dry-run`
#[derive(Debug, Args)]
pub struct DryRun {
    /// List what would change, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `codebook show`
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableFormat,
}

/// `codebook check`
#[derive(Debug, Args)]
pub struct CodebookCheckArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// Exit code 1 when there are remarks
    #[arg(long)]
    pub strict: bool,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: RemarkFormat,
}

/// `--format` of `codebook check`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RemarkFormat {
    /// Sentences
    Text,
    /// An array of objects: kind, themes, message, help
    Json,
}

/// `codebook merge`
#[derive(Debug, Args)]
pub struct MergeArguments {
    /// A folder with review.toml
    pub review: PathBuf,
    /// The themes that go, by their codes
    #[arg(required = true)]
    pub from: Vec<String>,
    /// The theme that stays
    #[arg(long, value_name = "THEME")]
    pub into: String,
    /// Whether to write.
    #[command(flatten)]
    pub dry_run: DryRun,
}

/// `codebook rename`
#[derive(Debug, Args)]
pub struct RenameArguments {
    /// A folder with review.toml
    pub review: PathBuf,
    /// The code of the theme
    pub old: String,
    /// Its code to be
    pub new: String,
    /// Its label to be [default: the label stays]
    #[arg(long)]
    pub label: Option<String>,
    /// Whether to write.
    #[command(flatten)]
    pub dry_run: DryRun,
}

/// `codebook move`
#[derive(Debug, Args)]
#[group(id = "where", required = true, multiple = false, args = ["under", "top"])]
pub struct MoveArguments {
    /// A folder with review.toml
    pub review: PathBuf,
    /// The code of the theme
    pub theme: String,
    /// The theme that it goes under
    #[arg(long, value_name = "PARENT")]
    pub under: Option<String>,
    /// Put it at the top
    #[arg(long)]
    pub top: bool,
    /// Whether to write.
    #[command(flatten)]
    pub dry_run: DryRun,
}

/// `codebook export`
#[derive(Debug, Args)]
pub struct CodebookExportArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// For whom
    #[arg(long, value_enum)]
    pub format: CodebookFormat,
    /// A file to write, which must not be there [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `--format` of `codebook export`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CodebookFormat {
    /// codebook.csv
    Csv,
    /// A REFI-QDA codebook
    Qdc,
    /// Taguette's codebook CSV
    Taguette,
}

/// `codebook import`
#[derive(Debug, Args)]
pub struct CodebookImportArguments {
    /// A codebook.csv, Taguette's codebook CSV or a .qdc file
    pub file: PathBuf,
    /// A folder with review.toml
    #[arg(long, value_name = "REVIEW")]
    pub into: PathBuf,
    /// Where the two differ the file decides; themes that it lacks stay
    #[arg(long, conflicts_with = "replace")]
    pub merge: bool,
    /// The file decides, and themes that it lacks go; refused while anything names one of those
    #[arg(long)]
    pub replace: bool,
    /// Whether to write.
    #[command(flatten)]
    pub dry_run: DryRun,
}
