//! Records with another number of fields than the header.

use crate::header::Header;
use crate::records::Records;
use throughline_core::problem::{Code, Place, Problem};

/// Says how a record differs from the header in length, if it does.
#[must_use]
pub fn wrong_length(record: &Records<'_>, header: &Header, file: &str) -> Option<Problem> {
    wrong_number(record, header.len(), file)
}

/// Says how the number of a record's fields differs from the one wanted, if it does.
pub(crate) fn wrong_number(record: &Records<'_>, wanted: usize, file: &str) -> Option<Problem> {
    WrongNumber::of(record, wanted).map(|wrong| wrong.problem(file))
}

/// A record with another number of fields than the header: a problem that takes little memory, since a
/// file of a million rows may have it in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WrongNumber {
    found: usize,
    wanted: usize,
    /// Lines that the record takes.
    lines: u64,
    /// The line and the column.
    pub place: (u64, u64),
}

impl WrongNumber {
    /// How the number of a record's fields differs from the one wanted, if it does.
    pub fn of(record: &Records<'_>, wanted: usize) -> Option<Self> {
        let found = record.len();
        // A short record is at fault where it ends, a long one where the first field too many begins.
        (found != wanted).then(|| Self {
            found,
            wanted,
            lines: record.lines(),
            place: record.place(found.min(wanted)),
        })
    }

    /// In words.
    pub fn problem(self, file: &str) -> Problem {
        let Self { found, wanted, .. } = self;
        let plural = if found == 1 { "" } else { "s" };
        let over = match self.lines {
            0 | 1 => String::new(),
            lines => format!(" over {lines} lines"),
        };
        let message = format!("found {found} field{plural}{over}, the header has {wanted}");
        let (line, column) = self.place;
        let place = Place::at(file, line, column);
        if found < wanted {
            Problem::new(Code::ShortRecord, place, message)
                .help("add the missing fields; a blank field still needs its separator")
        } else {
            Problem::new(Code::LongRecord, place, message)
                .help("put a field that holds the separator in quotation marks")
        }
    }
}
