//! Rows at the end of a table, whose bytes before them stay as they are.

use super::{Cells, NoteRow, Row};
use crate::organisations::optional;
use std::collections::BTreeSet;
use thiserror::Error;
use throughline_ingest::header::{Column, Header, Renamed};
use throughline_ingest::prepared::Head;
use throughline_ingest::records::Records;

/// Why rows cannot be added to a table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AddError {
    /// The table's header cannot be read.
    #[error("{0}: the header cannot be read, so no row can be added")]
    Header(String),
}

/// The bytes of a table with rows at its end. `before` is what it holds; without it the table is new.
/// No rows change nothing.
///
/// ```
/// use throughline_folder::rows::{ThemeRow, added};
/// let row = ThemeRow { code: "cost".into(), label: "Cost".into(), parent: "value".into(), ..ThemeRow::default() };
/// let before = b"label,code,ours\nValue,value,x\n";
/// assert_eq!(
///     added("codebook.csv", Some(before), &[row])?,
///     b"label,code,ours,parent\nValue,value,x,\nCost,cost,,value\n",
/// );
/// # Ok::<(), throughline_folder::rows::AddError>(())
/// ```
///
/// # Errors
/// [`AddError`]: the table that is there has no header that can be read.
pub fn added<R: Row>(file: &str, before: Option<&[u8]>, rows: &[R]) -> Result<Vec<u8>, AddError> {
    let Some(before) = before else {
        return Ok(new_table(rows));
    };
    if rows.is_empty() {
        return Ok(before.to_vec());
    }
    let body = before.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(before);
    let mark = before.len() - body.len();
    let mut records = Records::new(body, 1);
    let columns: Vec<Column> = R::COLUMNS.iter().map(|name| optional(name)).collect();
    let header = records
        .advance()
        .then(|| {
            Header::read(
                &Head::of_record(&records),
                file,
                &columns,
                &Renamed::new(),
                &mut |_| {},
            )
        })
        .flatten()
        .ok_or_else(|| AddError::Header(file.to_owned()))?;
    let cells: Vec<Cells> = rows.iter().map(Row::cells).collect();
    let used: BTreeSet<&str> = cells.iter().flatten().map(|(name, _)| *name).collect();
    let at = |name: &str| {
        let column = R::COLUMNS.iter().position(|c| *c == name);
        column.and_then(|c| header.position(c))
    };
    let missing: Vec<&str> = R::COLUMNS
        .iter()
        .copied()
        .filter(|name| used.contains(name) && at(name).is_none())
        .collect();
    let mut out = before.get(..mark).unwrap_or_default().to_vec();
    out.extend(widened(body, &missing));
    let line_end = line_end(body);
    if !out.ends_with(b"\n") && !out.ends_with(b"\r") {
        out.extend_from_slice(line_end);
    }
    let width = header.len() + missing.len();
    for row in &cells {
        let mut fields = vec![""; width];
        for (name, cell) in row {
            let added = missing
                .iter()
                .position(|m| m == name)
                .map(|i| header.len() + i);
            if let Some(slot) = at(name).or(added).and_then(|i| fields.get_mut(i)) {
                *slot = cell;
            }
        }
        out.extend(record(&fields));
        out.extend_from_slice(line_end);
    }
    Ok(out)
}

/// The bytes of a new table, every column in its header.
pub(crate) fn new_table<R: Row>(rows: &[R]) -> Vec<u8> {
    let mut out = record(R::COLUMNS);
    out.push(b'\n');
    for row in rows {
        let cells = row.cells();
        let fields: Vec<&str> = R::COLUMNS
            .iter()
            .map(|name| {
                cells
                    .iter()
                    .find(|(n, _)| n == name)
                    .map_or("", |(_, c)| c.as_str())
            })
            .collect();
        out.extend(record(&fields));
        out.push(b'\n');
    }
    out
}

/// A table with more columns at its end, each record as it stood but for them.
fn widened(body: &[u8], missing: &[&str]) -> Vec<u8> {
    if missing.is_empty() {
        return body.to_vec();
    }
    let mut out = Vec::with_capacity(body.len());
    let mut records = Records::new(body, 1);
    let (mut copied, mut first) = (0, true);
    while records.advance() {
        let end = records.start() + records.raw().len();
        out.extend_from_slice(body.get(copied..end).unwrap_or_default());
        copied = end;
        for name in missing {
            out.push(b',');
            if first {
                out.extend_from_slice(name.as_bytes());
            }
        }
        first = false;
    }
    out.extend_from_slice(body.get(copied..).unwrap_or_default());
    out
}

fn line_end(body: &[u8]) -> &'static [u8] {
    match body.iter().position(|b| matches!(b, b'\n' | b'\r')) {
        Some(at) if body.get(at) == Some(&b'\n') => b"\n",
        Some(at) if body.get(at + 1) == Some(&b'\n') => b"\r\n",
        Some(_) => b"\r",
        None => b"\n",
    }
}

/// A record without its line end.
fn record(fields: &[&str]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(fields);
    let mut bytes = writer.into_inner().unwrap_or_default();
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    }
    bytes
}

/// Whether a notes file is one that [`NoteRow`]s are added to as they are: its header is theirs.
#[must_use]
pub fn is_notes_table(bytes: &[u8]) -> bool {
    let header = record(NoteRow::COLUMNS);
    bytes
        .strip_prefix(header.as_slice())
        .is_some_and(|rest| rest.starts_with(b"\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags::TagRow;

    #[test]
    fn rows_are_added_in_the_manner_of_the_table() {
        let row = |id: &str, text: &str| NoteRow {
            id: id.into(),
            text: text.into(),
            ..NoteRow::default()
        };
        for (before, after) in [
            ("text,note_id\r\na,N1", "text,note_id\r\na,N1\r\n=b,N2\r\n"),
            (
                "\u{feff}note_id,text\rN1,a\r",
                "\u{feff}note_id,text\rN1,a\rN2,=b\r",
            ),
            (
                "note_id,text\n\"N,1\",\"a\nb\"\n\n",
                "note_id,text\n\"N,1\",\"a\nb\"\n\nN2,=b\n",
            ),
            ("Note ID\nN1\n", "Note ID,text\nN1,\nN2,=b\n"),
        ] {
            let got = added("notes/a.csv", Some(before.as_bytes()), &[row("N2", "=b")]).unwrap();
            assert_eq!(String::from_utf8(got).unwrap(), after);
        }
        let none: [NoteRow; 0] = [];
        assert_eq!(added("n.csv", Some(b""), &none).unwrap(), b"");
        assert!(added("n.csv", Some(b"\n"), &[row("N2", "b")]).is_err());
    }

    #[test]
    fn what_stands_in_a_coders_file_stays() {
        let row = TagRow {
            note_id: "N-1".into(),
            themes: vec!["cost".into()],
            memo: "suggested".into(),
            ..TagRow::default()
        };
        for (before, after) in [
            (
                "themes,Note ID,memo\r\n\"a\",N-0,\"x\ny\"\r\n",
                "themes,Note ID,memo\r\n\"a\",N-0,\"x\ny\"\r\ncost,N-1,suggested\r\n",
            ),
            (
                "\u{feff}note_id,themes,mine,memo\r",
                "\u{feff}note_id,themes,mine,memo\rN-1,cost,,suggested\r",
            ),
            // A memo has its column, so that nothing is lost.
            (
                "note_id,themes\nN-0,a",
                "note_id,themes,memo\nN-0,a,\nN-1,cost,suggested\n",
            ),
        ] {
            let rows = std::slice::from_ref(&row);
            let got = added("tags/k.csv", Some(before.as_bytes()), rows).unwrap();
            assert_eq!(String::from_utf8(got).unwrap(), after);
        }
    }

    #[test]
    fn a_new_table_is_known_again() {
        let none: [NoteRow; 0] = [];
        let bytes = added("notes/a.csv", None, &none).unwrap();
        assert!(is_notes_table(&bytes));
        assert!(!is_notes_table(b"note_id,text\n"));
    }
}
