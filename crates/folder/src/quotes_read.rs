//! `quotes-read.csv`: the quoted notes that a person has read before they are published.

use crate::coders::unknown_note;
use crate::organisations::{optional, required};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use throughline_core::notes::{NoteIndex, Notes};
use throughline_core::problem::{Code, Place, Problem};
use throughline_core::review::QuoteRead;
use throughline_ingest::dates::{self, no_date};
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Column;
use throughline_ingest::prepared::DateOrder;
use throughline_ingest::table::{Table, TableRow};

/// Its name in a review folder.
pub const FILE: &str = "quotes-read.csv";

const COLUMNS: [Column; 3] = [required("note_id"), required("reader"), optional("date")];
const NOTE: usize = 0;
const READER: usize = 1;
const DATE: usize = 2;

/// Rows whose notes are still to be found.
#[derive(Debug, Default)]
pub struct QuotesRead {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    note: String,
    place: Place,
    reader: String,
    date: Option<throughline_core::dates::Date>,
}

impl QuotesRead {
    /// Reads quotes-read.csv of a review folder, if there is one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(folder: &Path, faults: &mut Faults) -> io::Result<Self> {
        let mut found = Self::default();
        if let Some(table) = Table::read_if_there(folder, FILE, &COLUMNS, faults)? {
            table.for_each(faults, |row, faults| {
                found.rows.extend(of_row(row, faults));
            });
        }
        Ok(found)
    }

    /// The notes of the rows, in order of file. A note is only said not to be there when the notes
    /// are `complete`.
    pub fn find_notes(self, notes: &Notes, complete: bool, faults: &mut Faults) -> Vec<QuoteRead> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let wanted = self.rows.iter().map(|row| (row.note.as_str(), None));
        let mut indices: BTreeMap<&str, Option<NoteIndex>> = wanted.collect();
        for index in notes.indices() {
            if let Some(slot) = indices.get_mut(notes.ids.get(index as usize)) {
                *slot = Some(index);
            }
        }
        let mut read = Vec::new();
        for row in &self.rows {
            let id = row.note.as_str();
            if let Some(note) = indices.get(id).copied().flatten() {
                read.push(QuoteRead {
                    note,
                    reader: row.reader.clone(),
                    date: row.date,
                });
            } else if faults.is_at_fault(id) {
                if faults.rejects_rows() {
                    let message = format!("the note `{id}` was set aside; it is not used here");
                    let place = row.place.clone();
                    faults.push(Problem::new(Code::RejectedRows, place, message));
                }
            } else if complete {
                let advice = faults.advises(Code::UnknownNote);
                faults.push(unknown_note(id, advice, row.place.clone(), &notes.ids));
            }
        }
        read
    }
}

fn of_row(row: &TableRow<'_>, faults: &mut Faults) -> Option<Row> {
    let note = row.text(NOTE);
    if note.is_none() {
        let message = "the row names no note";
        faults.push(Problem::new(Code::BadId, row.place(NOTE), message));
    }
    let reader = row.text(READER);
    if reader.is_none() {
        let message = "the row does not say who read the quote";
        let problem = Problem::new(Code::BadValue, row.place(READER), message);
        faults.push(problem.help("write the name or the initials of the person who read it"));
    }
    let written = row.cell(DATE);
    let day = dates::read(&written, DateOrder::default());
    if day.is_none() && !written.is_empty() {
        let place = row.place(DATE);
        faults.push(no_date(&written, place));
    }
    let date = day.map(|day| day.date);
    Some(Row {
        note: note?,
        place: row.place(NOTE),
        reader: reader?,
        date,
    })
}
