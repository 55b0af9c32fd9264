//! The ledger as it is written: a row for every row read.

use super::{NO_ORGANISATION, Outcome};
use crate::first_look::NOT_DRAWN;
use crate::notes::TextPlace;
use crate::review::Review;

/// A row of the ledger as it is written: every row read, in order of file and line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerRow<'a> {
    /// The notes file.
    pub file: &'a str,
    /// Line the record begins on, from 1.
    pub line: u64,
    /// The note's id where it could be read.
    pub note_id: &'a str,
    /// What became of it.
    pub outcome: Outcome,
    /// Why; blank for a note that is simply counted.
    pub reason: &'a str,
}

impl Review {
    /// Every row read with its outcome, in order of file and line, made as it is asked for so that
    /// a million rows need no memory of their own.
    pub fn ledger_rows(&self) -> impl Iterator<Item = LedgerRow<'_>> {
        let mut others = self.ledger.entries.iter().peekable();
        let mut notes = self.every_note().peekable();
        let name = |file: u16| self.files.get(usize::from(file)).map_or("", String::as_str);
        std::iter::from_fn(move || {
            let other_first = match (others.peek(), notes.peek()) {
                (Some(entry), Some((_, place, _))) => {
                    (entry.file, entry.line) < (place.file, place.line)
                }
                (Some(_), None) => true,
                (None, _) => false,
            };
            if other_first {
                return others.next().map(|entry| LedgerRow {
                    file: name(entry.file),
                    line: entry.line,
                    note_id: &entry.note_id,
                    outcome: entry.outcome,
                    reason: &entry.reason,
                });
            }
            let (note_id, place, counted) = notes.next()?;
            let (outcome, reason) = match counted {
                None => (Outcome::LeftOut, NOT_DRAWN),
                Some(row) if self.notes.organisations.get(row).is_empty() => {
                    (Outcome::Counted, NO_ORGANISATION)
                }
                Some(_) => (Outcome::Counted, ""),
            };
            Some(LedgerRow {
                file: name(place.file),
                line: place.line,
                note_id,
                outcome,
                reason,
            })
        })
    }

    /// The id and the place of every note that was read, in order of file and line, and its row
    /// where it is counted.
    fn every_note(&self) -> Box<dyn Iterator<Item = (&str, &TextPlace, Option<usize>)> + '_> {
        match &self.first_look {
            Some(look) => Box::new(look.all()),
            None => Box::new(
                (self.notes.places.iter().enumerate())
                    .map(|(row, place)| (self.notes.ids.get(row), place, Some(row))),
            ),
        }
    }
}
