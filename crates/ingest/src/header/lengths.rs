//! Records that have more or fewer fields than the header.

use super::Header;
use crate::records::Records;
use throughline_core::problem::{Code, Place, Problem};

/// Says how a record differs from the header in length, if it does.
#[must_use]
pub fn wrong_length(record: &Records<'_>, header: &Header, file: &str) -> Option<Problem> {
    wrong_number(record, header.len(), file)
}

/// Says how the number of a record's fields differs from the one wanted, if it does.
pub(crate) fn wrong_number(record: &Records<'_>, wanted: usize, file: &str) -> Option<Problem> {
    let found = record.len();
    if found == wanted {
        return None;
    }
    let plural = if found == 1 { "" } else { "s" };
    let over = match record.lines() {
        0 | 1 => String::new(),
        lines => format!(" over {lines} lines"),
    };
    let message = format!("found {found} field{plural}{over}, the header has {wanted}");
    // A short record is at fault where it ends, a long one where the first field too many begins.
    let (line, column) = record.place(found.min(wanted));
    let place = Place::at(file, line, column);
    Some(if found < wanted {
        Problem::new(Code::ShortRecord, place, message)
            .help("add the missing fields; a blank field still needs its separator")
    } else {
        Problem::new(Code::LongRecord, place, message)
            .help("put a field that holds the separator in quotation marks")
    })
}
