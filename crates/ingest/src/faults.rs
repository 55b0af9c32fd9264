//! What is found wrong while a review is read: problems, and the rows that are set aside for them.

use std::collections::{BTreeMap, BTreeSet};
use throughline_core::ledger::{LedgerEntry, Outcome};
use throughline_core::problem::{Code, Problem, Problems, Severity};

/// How many problems of one code are kept; the rest are counted.
pub const KEPT_OF_A_CODE: usize = 10_000;

/// For how many problems of one code it is looked for what may be meant. Looking through all known
/// names takes longer than reading the row, and nobody reads the thousandth advice.
pub const ADVISED_OF_A_CODE: usize = 100;

/// Bytes of a reason in the ledger after which the rest of what is wrong with a row is counted.
const LONG_REASON: usize = 1_000;

/// A row of a notes file, as the ledger names it.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Index of the notes file.
    pub file: u16,
    /// Line the record begins on, from 1.
    pub line: u64,
    /// The note's id where it could be read.
    pub note_id: &'a str,
}

/// Collects problems. Nothing is dropped without a word: of one code at most
/// [`KEPT_OF_A_CODE`] are kept, and a last problem says how many more there are.
#[derive(Debug, Default)]
pub struct Faults {
    kept: Problems,
    met: BTreeMap<Code, Met>,
    reject_rows: bool,
    entries: Vec<LedgerEntry>,
    /// Ids of notes whose rows have errors.
    at_fault: BTreeSet<String>,
    /// Lines that rows take, by file and line, where they are several.
    lines: BTreeMap<(u16, u64), u64>,
    /// Errors of the last row that was set aside which its reason has no room for.
    unsaid: u64,
}

#[derive(Debug, Default)]
struct Met {
    kept: usize,
    more: u64,
    file: String,
}

impl Faults {
    /// An empty collection. With `reject_rows` a row that has an error is set aside in the ledger
    /// and the error is not one of the review.
    #[must_use]
    pub fn new(reject_rows: bool) -> Self {
        Self {
            reject_rows,
            ..Self::default()
        }
    }

    /// Adds a problem.
    pub fn push(&mut self, problem: Problem) {
        let met = self.met.entry(problem.code).or_default();
        if met.kept < KEPT_OF_A_CODE {
            met.kept += 1;
            self.kept.push(problem);
        } else {
            met.more += 1;
            met.file = problem.place.file;
        }
    }

    /// Whether one more problem of a code would be kept, so that its place is worth finding.
    #[must_use]
    pub fn keeps(&self, code: Code) -> bool {
        self.met.get(&code).is_none_or(|m| m.kept < KEPT_OF_A_CODE)
    }

    /// Whether one more problem of a code would get advice.
    #[must_use]
    pub fn advises(&self, code: Code) -> bool {
        let met = self.met.get(&code);
        met.is_none_or(|m| m.more == 0 && m.kept < ADVISED_OF_A_CODE)
    }

    /// Whether the place of one more problem of a row is worth finding: it would be kept, and not
    /// become the reason of a row that is set aside.
    #[must_use]
    pub fn places(&self, code: Code) -> bool {
        let becomes_a_reason = self.reject_rows && code.severity() == Severity::Error;
        !becomes_a_reason && self.keeps(code)
    }

    /// Adds a problem of a row. An error sets the row aside where that was asked for; a warning
    /// is a problem like any other.
    pub fn push_of_row(&mut self, row: Row<'_>, problem: Problem) {
        let error = problem.severity() == Severity::Error;
        if error && !row.note_id.is_empty() {
            self.at_fault.insert(row.note_id.to_owned());
        }
        if self.reject_rows && error {
            self.set_aside(row, problem.message);
        } else {
            self.push(problem);
        }
    }

    /// Says that a row, given by its file and the line it begins on, takes several lines. Only where
    /// rows are set aside are they named.
    pub fn takes_lines(&mut self, row: (u16, u64), lines: u64) {
        if self.reject_rows {
            self.lines.insert(row, lines);
        }
    }

    /// The lines that rows take which are not counted, by file and line, where they are several.
    #[must_use]
    pub fn lines(&self) -> &BTreeMap<(u16, u64), u64> {
        &self.lines
    }

    /// Adds a row that is set aside; one that was so before has another reason.
    fn set_aside(&mut self, row: Row<'_>, reason: String) {
        let last = self.entries.last_mut().filter(|last| {
            (last.file, last.line, last.outcome) == (row.file, row.line, Outcome::Rejected)
                && last.note_id == row.note_id
        });
        if let Some(last) = last {
            self.unsaid += u64::from(!gives(&mut last.reason, &reason));
        } else {
            self.push_entry(row, Outcome::Rejected, reason);
        }
    }

    /// Ends the reason of the last row that was set aside.
    fn say_the_rest(&mut self) {
        let unsaid = std::mem::take(&mut self.unsaid);
        if let Some(last) = self.entries.last_mut().filter(|_| unsaid > 0) {
            last.reason.push_str(&format!("; and {unsaid} more"));
        }
    }

    /// Adds a row that is not counted.
    pub fn push_entry(&mut self, row: Row<'_>, outcome: Outcome, reason: impl Into<String>) {
        self.say_the_rest();
        self.entries.push(LedgerEntry {
            file: row.file,
            line: row.line,
            note_id: row.note_id.to_owned(),
            outcome,
            reason: reason.into(),
        });
    }

    /// Whether the row of a note has an error, so that the note is there but is none of the
    /// review.
    #[must_use]
    pub fn is_at_fault(&self, note_id: &str) -> bool {
        self.at_fault.contains(note_id)
    }

    /// Whether a problem of a code was found.
    #[must_use]
    pub fn has(&self, code: Code) -> bool {
        self.met.contains_key(&code)
    }

    /// Whether rows with errors are set aside.
    #[must_use]
    pub fn rejects_rows(&self) -> bool {
        self.reject_rows
    }

    /// Whether there is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.kept.has_errors()
    }

    /// The problems in order of place, and the rows that are not counted, one entry a row, in
    /// order of file and line.
    #[must_use]
    pub fn finish(mut self) -> (Problems, Vec<LedgerEntry>) {
        self.say_the_rest();
        let mut problems = self.kept;
        for (code, met) in self.met {
            if met.more > 0 {
                problems.push(Problem::more(code, met.file, met.more));
            }
        }
        let mut entries = self.entries;
        entries.sort();
        entries.dedup_by(|next, first| {
            // A line of answers to several questions holds several notes.
            let same =
                (next.file, next.line) == (first.file, first.line) && next.note_id == first.note_id;
            if same && next.outcome == first.outcome {
                gives(&mut first.reason, &next.reason);
            }
            same
        });
        (problems.sorted(), entries)
    }
}

/// Adds a reason to another, unless it is among them. Says whether there was room for it.
fn gives(reasons: &mut String, reason: &str) -> bool {
    if reasons.len() >= LONG_REASON {
        return false;
    }
    if !reasons.split("; ").any(|known| known == reason) {
        reasons.push_str("; ");
        reasons.push_str(reason);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughline_core::problem::Place;

    #[test]
    fn repeated_problems_are_counted_past_the_limit() {
        let mut faults = Faults::new(false);
        for line in 1..=KEPT_OF_A_CODE as u64 + 3 {
            let place = Place::line("notes.csv", line);
            faults.push(Problem::new(Code::BadDate, place, "no date"));
        }
        assert!(!faults.keeps(Code::BadDate) && faults.keeps(Code::BadId));
        let (problems, _) = faults.finish();
        assert_eq!(problems.len(), KEPT_OF_A_CODE + 1);
        let summary = problems.iter().find(|p| p.place.line.is_none()).unwrap();
        assert_eq!(summary.message, "and 3 more of the kind `bad-date`");
    }

    #[test]
    fn a_rejected_row_has_one_entry_with_every_reason() {
        let mut faults = Faults::new(true);
        let row = Row {
            file: 0,
            line: 4,
            note_id: "N-1",
        };
        for message in ["bad date", "bad theme"] {
            let place = Place::line("notes.csv", 4);
            faults.push_of_row(row, Problem::new(Code::BadDate, place, message));
        }
        let (problems, entries) = faults.finish();
        assert!(problems.is_empty());
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].reason, "bad date; bad theme");
    }

    #[test]
    fn of_a_row_with_very_many_errors_the_first_are_said() {
        let mut faults = Faults::new(true);
        let row = |line| Row {
            file: 0,
            line,
            note_id: "N-1",
        };
        let reason = |n: u64| format!("unknown theme `{n:05}`");
        for n in [1, 1, 2].into_iter().chain(1..=10_000) {
            let problem = Problem::new(Code::UnknownTheme, Place::default(), reason(n));
            faults.push_of_row(row(4), problem);
        }
        faults.push_of_row(
            row(5),
            Problem::new(Code::BadDate, Place::default(), "bad date"),
        );
        let (_, entries) = faults.finish();
        assert_eq!(entries.len(), 2);
        let said: Vec<&str> = entries[0].reason.split("; ").collect();
        assert_eq!(said[..2], [reason(1), reason(2)]);
        assert_eq!(
            said[said.len() - 1],
            format!("and {} more", 10_000 - (said.len() - 1))
        );
        assert_eq!(entries[1].reason, "bad date");
    }
}
