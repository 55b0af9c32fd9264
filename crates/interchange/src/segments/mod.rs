//! Coded segments as other tools export them, one segment or one segment and code a row: Taguette's
//! highlights, quotations of ATLAS.ti, coded segments of MAXQDA.
//!
//! A document becomes an engagement, the text of a segment a note, its codes a tag of whoever made it
//! and its comment the tag's memo. Which tool a file is from is told by its header; whatever separates
//! its cells and whatever encoding it has is found out and said. What has no place in a review (weights,
//! colours, areas, columns of other kinds) is listed, cell by cell or as a column.
//!
//! | tool | read from | module |
//! |---|---|---|
//! | Taguette 1.5 | its source | [`mod@taguette`] |
//! | ATLAS.ti 9 to 24 | its manual, and scripts that read exports | [`mod@atlas_ti`] |
//! | MAXQDA 18 to 24, English and German | its help, and scripts that read exports | [`mod@maxqda`] |
//!
//! `NVivo` has no export of coded segments as a table: its coding reports are documents to read. Its
//! projects come as REFI-QDA.

pub mod atlas_ti;
mod build;
mod collect;
mod header;
pub mod maxqda;
mod rejected;
mod sheet;
pub mod taguette;
mod times;

pub use rejected::Rejected;

use crate::incoming::Incoming;
use header::Found;
use sheet::Sheet;
use std::str::FromStr;
use throughline_core::numbers::counted_as;
use throughline_core::problem::{Code, Place, Problem, Problems, Severity};

/// The tools whose tables are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    /// Taguette's highlights.
    Taguette,
    /// Quotations of ATLAS.ti.
    AtlasTi,
    /// Coded segments of MAXQDA.
    Maxqda,
}

impl Tool {
    /// All of them.
    pub const ALL: [Tool; 3] = [Tool::Taguette, Tool::AtlasTi, Tool::Maxqda];

    /// As it calls itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Tool::Taguette => "Taguette",
            Tool::AtlasTi => "ATLAS.ti",
            Tool::Maxqda => "MAXQDA",
        }
    }

    /// The word for it, which is also the coder of what nobody is named for.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Tool::Taguette => "taguette",
            Tool::AtlasTi => "atlas-ti",
            Tool::Maxqda => "maxqda",
        }
    }

    fn spec(self) -> &'static header::Spec {
        match self {
            Tool::Taguette => &taguette::SPEC,
            Tool::AtlasTi => &atlas_ti::SPEC,
            Tool::Maxqda => &maxqda::SPEC,
        }
    }
}

impl FromStr for Tool {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let tool = Tool::ALL.into_iter().find(|tool| tool.word() == word);
        tool.ok_or(())
    }
}

/// What is said of a file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The tool; found out where it is not said.
    pub tool: Option<Tool>,
    /// The coder of rows that name nobody; the tool where it is not said.
    pub coder: Option<&'a str>,
    /// Rows that have an error are set aside and the others read.
    pub reject_rows: bool,
}

/// What was read of a file.
#[derive(Debug)]
pub struct Reading {
    /// The tool it is from, where that could be told.
    pub tool: Option<Tool>,
    /// What it holds; nothing where there is an error.
    pub incoming: Option<Incoming>,
    /// Everything found wrong, in order of place.
    pub problems: Problems,
    /// The rows that were set aside, as they stood.
    pub rejected: Rejected,
}

/// Reads a table of coded segments: CSV with whatever delimiter, or the first sheet of a workbook
/// that fits.
///
/// ```
/// use throughline_interchange::segments::{Options, Tool, read};
/// let bytes = b"id,document,tag,content\r\n1,notes.docx,cost,It costs.\r\n1,notes.docx,time,It costs.\r\n";
/// let reading = read(bytes, "highlights.csv", &Options::default());
/// assert_eq!(reading.tool, Some(Tool::Taguette));
/// let incoming = reading.incoming.ok_or("no segments")?;
/// assert_eq!(incoming.notes.len(), 1);
/// assert_eq!(incoming.tags[0].themes, ["cost", "time"]);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn read(bytes: &[u8], file: &str, options: &Options<'_>) -> Reading {
    let mut problems = Problems::default();
    let reading = |tool, incoming, problems: Problems, rejected| Reading {
        tool,
        incoming,
        problems: problems.sorted(),
        rejected,
    };
    let found = match sheet::read(bytes, file).and_then(|sheets| choose(sheets, file, options.tool))
    {
        Ok(found) => found,
        Err(list) => {
            for problem in list {
                problems.push(problem);
            }
            return reading(options.tool, None, problems, Rejected::default());
        }
    };
    let (mut sheet, found) = found;
    sheet.complete();
    let mut rejected = Rejected::of(&sheet, found.row);
    let mut faults = Faults {
        reject: options.reject_rows,
        problems: &mut problems,
        rejected: &mut rejected,
    };
    let incoming = collect::collect(&sheet, &found, file, options.coder, &mut faults);
    if rejected.count() > 0 {
        let message = counted_as(
            rejected.count(),
            "row has an error and is set aside",
            "rows have errors and are set aside",
        );
        problems.push(Problem::new(Code::RejectedRows, Place::file(file), message));
    }
    let incoming = (!problems.has_errors()).then_some(incoming);
    reading(Some(found.spec.tool), incoming, problems, rejected)
}

/// Where problems of rows go: to the others, or with the row to those that are set aside.
struct Faults<'a> {
    reject: bool,
    problems: &'a mut Problems,
    rejected: &'a mut Rejected,
}

impl Faults<'_> {
    /// Adds the problems of a row. Says whether the row is to be passed over.
    fn of_row(&mut self, row: &sheet::Row, found: Vec<Problem>) -> bool {
        let (errors, rest): (Vec<Problem>, Vec<Problem>) = found
            .into_iter()
            .partition(|p| p.severity() == Severity::Error);
        for problem in rest {
            self.problems.push(problem);
        }
        if errors.is_empty() {
            return false;
        }
        if self.reject {
            let reasons: Vec<&str> = errors.iter().map(|p| p.message.as_str()).collect();
            self.rejected.push(row, &reasons.join("; "));
        } else {
            for problem in errors {
                self.problems.push(problem);
            }
        }
        true
    }
}

/// The sheet whose header is that of a known table.
fn choose(
    sheets: Vec<Sheet>,
    file: &str,
    tool: Option<Tool>,
) -> Result<(Sheet, Found), Vec<Problem>> {
    let tools: Vec<Tool> = tool.map_or_else(|| Tool::ALL.to_vec(), |tool| vec![tool]);
    let mut best: Option<(usize, Found)> = None;
    for (at, sheet) in sheets.iter().enumerate() {
        for found in tools
            .iter()
            .filter_map(|tool| header::find(sheet, tool.spec()))
        {
            if best.as_ref().is_none_or(|(_, b)| found.rank() > b.rank()) {
                best = Some((at, found));
            }
        }
    }
    let missing = best.as_ref().map(|(_, found)| found.missing());
    match (best, missing) {
        (Some((at, found)), Some(missing)) if missing.is_empty() => {
            let sheet = sheets.into_iter().nth(at);
            sheet.map(|sheet| (sheet, found)).ok_or_else(Vec::new)
        }
        (best, _) => Err(header::not_known(&sheets, best, file, &tools)),
    }
}
