//! Records as they stand in the file that was given, by the line they begin on: what is set aside is
//! handed back byte for byte. The file is gone through once, piece by piece.
//!
//! A file in another encoding than UTF-8 is gone through as its copy, code point for code point. Of a
//! sheet there are no bytes to hand back but those of its copy, one cell after another.

use crate::pieces::{Pieces, Sizes};
use crate::prepared::copy::RowPlace;
use crate::records::Records;
use crate::texts::NotesFile;
use std::fs::File;
use std::io;
use std::iter::Peekable;

/// Calls `with` with the number and the bytes of each record that begins on one of some lines, in
/// order. Says whether all were found.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn records(
    file: &NotesFile,
    lines: &[u64],
    with: &mut dyn FnMut(usize, &[u8]),
) -> io::Result<bool> {
    let layout = &file.source.layout;
    let original = file.source.origin.as_ref().map(|origin| origin.original());
    let (path, delimiter, is_sheet) = match original {
        None => (file.source.path.clone(), layout.delimiter, layout.placed),
        Some(None) => (file.source.path.clone(), layout.delimiter, true),
        Some(Some((path, delimiter))) => (path, delimiter, false),
    };
    let mut pieces = Pieces::new(File::open(path)?, Sizes::default())?.delimited(delimiter);
    let mut wanted = (0..).zip(lines.iter().copied()).peekable();
    let (mut line, mut buffer) = (1, Vec::new());
    while wanted.peek().is_some() {
        let Some(piece) = pieces.next(buffer)? else {
            break;
        };
        let mut records = Records::delimited(&piece.bytes, line, delimiter);
        while records.advance() {
            if is_sheet {
                of_sheet(&records, &mut wanted, with);
            } else if let Some((number, _)) = wanted.next_if(|(_, line)| *line == records.line()) {
                with(number, records.raw());
            }
        }
        line = records.line_after();
        buffer = piece.bytes;
    }
    Ok(wanted.peek().is_none())
}

/// The cells of a row of a copy, without the last, which says where the row came from.
fn of_sheet(
    records: &Records<'_>,
    wanted: &mut Peekable<impl Iterator<Item = (usize, u64)>>,
    with: &mut dyn FnMut(usize, &[u8]),
) {
    let Some(place) = RowPlace::of_record(records) else {
        return;
    };
    if let Some((number, _)) = wanted.next_if(|(_, line)| *line == place.line) {
        let last = records.len().checked_sub(1).and_then(|at| records.span(at));
        let end = last.map_or(0, |span| (span.start - records.start()).saturating_sub(1));
        with(number, records.raw().get(..end).unwrap_or_default());
    }
}
