//! `suggestions/CODER.csv`: themes that a program proposed, and what a person decided of each.
//!
//! Nothing here is counted. [`accept`] makes tags of the rows that a person marked as accepted.

mod accept;

pub use accept::{Accepted, Left, Why, accept};

/// The name that no coder may have: that of the themes column of the notes.
pub use crate::coders::NOTES_CODER;

use crate::keys::unknown_word;
use crate::organisations::{optional, required};
use std::collections::BTreeSet;
use throughline_core::formulas::{neutralised, restored};
use throughline_core::ids::CoderId;
use throughline_core::problem::{Code, Problem};
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Column;
use throughline_ingest::table::{Table, TableRow};

/// The folder of the suggestions in a review folder.
pub const FOLDER: &str = "suggestions";

const COLUMNS: [Column; 9] = [
    required("note_id"),
    required("theme"),
    optional("source"),
    optional("score"),
    optional("reason"),
    required("decision"),
    optional("decided_by"),
    optional("time"),
    optional("text"),
];
const NOTE: usize = 0;
const THEME: usize = 1;
const SOURCE: usize = 2;
const SCORE: usize = 3;
const REASON: usize = 4;
const DECISION: usize = 5;
const DECIDED_BY: usize = 6;
const TIME: usize = 7;
const TEXT: usize = 8;

/// What a person decided of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Decision {
    /// Nothing yet.
    #[default]
    Open,
    /// The theme applies; the row waits to be taken into the coder's file.
    Accepted,
    /// The theme does not apply. It is not suggested for the note again.
    Rejected,
    /// It was accepted and stands in the coder's file.
    Taken,
}

impl Decision {
    /// As it is written: blank, `accepted`, `rejected`, `taken`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Decision::Open => "",
            Decision::Accepted => "accepted",
            Decision::Rejected => "rejected",
            Decision::Taken => "taken",
        }
    }

    /// From a word, in any case.
    ///
    /// ```
    /// use throughline_folder::suggestions::Decision;
    /// assert_eq!(Decision::from_word("Accepted"), Some(Decision::Accepted));
    /// assert_eq!(Decision::from_word("maybe"), None);
    /// ```
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        [Self::Open, Self::Accepted, Self::Rejected, Self::Taken]
            .into_iter()
            .find(|d| d.word() == word)
    }
}

/// A row: one theme suggested for one note.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SuggestionRow {
    /// The note.
    pub note_id: String,
    /// The code of the theme.
    pub theme: String,
    /// Where it comes from: `keywords`, `learnt`, `both`, `program`.
    pub source: String,
    /// As it is written, from 0 to 1; blank for none.
    pub score: String,
    /// Why.
    pub reason: String,
    /// What a person decided.
    pub decision: Decision,
    /// Who decided; blank where nobody has, or for the coder whose file it is.
    pub decided_by: String,
    /// When it was taken (RFC 3339); blank before.
    pub time: String,
    /// How the note begins, for the person who decides; not read back.
    pub text: String,
    /// Line of the row in the file it was read from, from 1; 0 for a new one.
    pub line: u64,
}

impl SuggestionRow {
    /// What the row speaks of. There is one row for each.
    #[must_use]
    pub fn subject(&self) -> (&str, &str) {
        (&self.note_id, &self.theme)
    }
}

/// The path of a coder's suggestions in a review folder.
#[must_use]
pub fn path(coder: &CoderId) -> String {
    format!("{FOLDER}/{coder}.csv")
}

/// The bytes of a file: a header and the rows in the order given. A cell that a spreadsheet would run
/// as a formula has an apostrophe before it, which [`read`] takes away.
///
/// ```
/// use throughline_folder::suggestions::{SuggestionRow, to_csv};
/// let row = SuggestionRow {
///     note_id: "W-001".into(),
///     theme: "cost".into(),
///     text: "=1+1".into(),
///     ..SuggestionRow::default()
/// };
/// assert_eq!(
///     to_csv(&[row]),
///     b"note_id,theme,source,score,reason,decision,decided_by,time,text\nW-001,cost,,,,,,,'=1+1\n",
/// );
/// ```
#[must_use]
pub fn to_csv(rows: &[SuggestionRow]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(COLUMNS.map(|c| c.name));
    for row in rows {
        let cells = [
            row.note_id.as_str(),
            &row.theme,
            &row.source,
            &row.score,
            &row.reason,
            row.decision.word(),
            &row.decided_by,
            &row.time,
            &row.text,
        ];
        let _ = writer.write_record(cells.map(|c| neutralised(c).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}

/// The rows of a file. Nothing when it holds no table; why, and what is wrong with rows, is among the
/// faults. Of two rows for one note and theme the second is an error.
#[must_use]
pub fn read(bytes: Vec<u8>, file: &str, faults: &mut Faults) -> Vec<SuggestionRow> {
    let mut rows = Vec::new();
    let mut met: BTreeSet<(String, String)> = BTreeSet::new();
    if let Some(table) = Table::of_bytes(bytes, file, &COLUMNS, faults) {
        table.for_each(faults, |row, faults| {
            let Some(made) = of_row(row, faults) else {
                return;
            };
            if met.insert((made.note_id.clone(), made.theme.clone())) {
                rows.push(made);
            } else {
                let message = format!(
                    "`{}` stands twice for the note `{}`",
                    made.theme, made.note_id
                );
                let problem = Problem::new(Code::DuplicateId, row.place(THEME), message);
                faults.push(problem.help("keep one of the two rows"));
            }
        });
    }
    rows
}

fn of_row(row: &TableRow<'_>, faults: &mut Faults) -> Option<SuggestionRow> {
    let cell = |column: usize| restored(&row.cell(column)).to_owned();
    let (note_id, theme) = (cell(NOTE), cell(THEME));
    for (column, what) in [(NOTE, "note"), (THEME, "theme")] {
        if row.cell(column).is_empty() {
            let message = format!("the row names no {what}");
            faults.push(Problem::new(Code::BadId, row.place(column), message));
        }
    }
    let word = row.cell(DECISION);
    let decision = Decision::from_word(&word);
    if decision.is_none() {
        const WORDS: [&str; 3] = ["accepted", "rejected", "taken"];
        let place = row.place(DECISION);
        faults.push(unknown_word(
            Code::BadValue,
            place,
            "decision",
            &word,
            &WORDS,
        ));
    }
    (!note_id.is_empty() && !theme.is_empty()).then_some(())?;
    Some(SuggestionRow {
        note_id,
        theme,
        source: cell(SOURCE),
        score: cell(SCORE),
        reason: cell(REASON),
        decision: decision?,
        decided_by: cell(DECIDED_BY),
        time: cell(TIME),
        text: cell(TEXT),
        line: row.line(),
    })
}

/// What becomes of a file when there are new suggestions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Renewed {
    /// The rows: those that were decided, in their order, then the new ones.
    pub rows: Vec<SuggestionRow>,
    /// How many rows that were decided stay.
    pub decided: usize,
    /// How many rows that nobody had decided go.
    pub dropped: usize,
    /// How many are new.
    pub new: usize,
}

/// Puts new suggestions in the place of those that nobody has decided. What was decided stays, and is
/// not suggested again.
#[must_use]
pub fn renew(old: Vec<SuggestionRow>, new: Vec<SuggestionRow>) -> Renewed {
    let before = old.len();
    let is_decided = |row: &SuggestionRow| row.decision != Decision::Open;
    let mut rows: Vec<SuggestionRow> = old.into_iter().filter(is_decided).collect();
    let decided = rows.len();
    let subjects: BTreeSet<(String, String)> = rows
        .iter()
        .map(|row| (row.note_id.clone(), row.theme.clone()))
        .collect();
    let is_new = |row: &SuggestionRow| {
        let (note, theme) = row.subject();
        !subjects.contains(&(note.to_owned(), theme.to_owned()))
    };
    rows.extend(new.into_iter().filter(is_new));
    Renewed {
        decided,
        dropped: before - decided,
        new: rows.len() - decided,
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(note: &str, theme: &str, decision: Decision) -> SuggestionRow {
        SuggestionRow {
            note_id: note.into(),
            theme: theme.into(),
            decision,
            ..SuggestionRow::default()
        }
    }

    #[test]
    fn cells_come_back_as_they_were() {
        let mut faults = Faults::new(false);
        for cell in [
            "=1+1",
            "-x",
            "'twas",
            "''",
            "'=x",
            "plain",
            "@a, \"b\"\nc",
            "",
        ] {
            let mut one = row("N-1", "t", Decision::Accepted);
            one.reason = cell.into();
            one.line = 2;
            let read = read(to_csv(std::slice::from_ref(&one)), "s.csv", &mut faults);
            assert_eq!(read, [one]);
        }
        assert!(!faults.has_errors());
    }

    #[test]
    fn what_was_decided_stays_and_is_not_suggested_again() {
        let old = vec![
            row("N-1", "a", Decision::Rejected),
            row("N-1", "b", Decision::Open),
            row("N-2", "a", Decision::Taken),
        ];
        let new = vec![
            row("N-1", "a", Decision::Open),
            row("N-1", "c", Decision::Open),
        ];
        let renewed = renew(old, new);
        assert_eq!((renewed.decided, renewed.dropped, renewed.new), (2, 1, 1));
        let subjects: Vec<_> = renewed.rows.iter().map(SuggestionRow::subject).collect();
        assert_eq!(subjects, [("N-1", "a"), ("N-2", "a"), ("N-1", "c")]);
    }

    #[test]
    fn every_fault_of_a_file_is_told() {
        let file = "note_id,theme,decision\nN-1,a,acepted\n,a,\nN-2,,\nN-3,a,\nN-3,a,rejected\n";
        let mut faults = Faults::new(false);
        let rows = read(file.into(), "s.csv", &mut faults);
        assert_eq!(rows.len(), 1);
        let (problems, _) = faults.finish();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 4, "{told:#?}");
        assert!(told[0].starts_with("s.csv:2:7: "), "{told:#?}");
        assert!(
            told[3].contains("`a` stands twice for the note `N-3`"),
            "{told:#?}"
        );
    }
}
