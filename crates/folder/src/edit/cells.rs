//! Cells of a CSV file changed where they stand: every other byte stays as it was, quotes, line
//! ends, blank lines and a byte-order mark included.

use std::borrow::Cow;
use throughline_core::problem::{Code, Place, Problem, Severity};
use throughline_ingest::check;
use throughline_ingest::header::{Column, Header, Renamed};
use throughline_ingest::lengths::wrong_length;
use throughline_ingest::prepared::Head;
use throughline_ingest::records::Records;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A table's header and where its rows begin.
pub struct Opened<'a> {
    /// The byte-order mark, if there is one.
    pub mark: &'a [u8],
    /// Everything after it.
    pub body: &'a [u8],
    /// The records, gone past the header.
    pub records: Records<'a>,
    /// Which column is which.
    pub header: Header,
}

/// Reads the header of a table. Nothing where the file has not even that.
///
/// # Errors
/// The first thing that keeps the file from being read.
pub fn open<'a>(
    bytes: &'a [u8],
    file: &str,
    columns: &[Column],
    renamed: &Renamed,
) -> Result<Option<Opened<'a>>, Problem> {
    if let Some(problem) = check::utf16(bytes, file) {
        return Err(problem);
    }
    let (mark, body) = match bytes.strip_prefix(BOM) {
        Some(body) => (BOM, body),
        None => (&[][..], bytes),
    };
    let mut records = Records::new(body, 1);
    if !records.advance() {
        return Ok(None);
    }
    sound(&records, file)?;
    let mut errors = Vec::new();
    let header = Header::read(
        &Head::of_record(&records),
        file,
        columns,
        renamed,
        &mut |problem| {
            if problem.severity() == Severity::Error {
                errors.push(problem);
            }
        },
    );
    match header {
        Some(header) => Ok(Some(Opened {
            mark,
            body,
            records,
            header,
        })),
        None => Err(errors.into_iter().next().unwrap_or_else(|| {
            Problem::new(
                Code::MissingColumn,
                Place::file(file),
                "the header cannot be read",
            )
        })),
    }
}

/// Whether a record can be read.
///
/// # Errors
/// What keeps it from it.
pub fn sound(records: &Records<'_>, file: &str) -> Result<(), Problem> {
    if let Some((line, column)) = records.unclosed() {
        return Err(check::unclosed_quote(Place::at(file, line, column), false));
    }
    check::bad_byte(records, file).map_or(Ok(()), Err)
}

/// Whether a record has the header's length, as every row has that is not blank.
///
/// # Errors
/// How it differs.
pub fn long_enough(records: &Records<'_>, header: &Header, file: &str) -> Result<(), Problem> {
    wrong_length(records, header, file).map_or(Ok(()), Err)
}

/// Whether nothing stands in a record.
pub fn is_blank(records: &Records<'_>) -> bool {
    (0..records.len()).all(|i| value(records, i).trim().is_empty())
}

/// The value of a cell of a record that is sound.
pub fn value<'a>(records: &Records<'a>, at: usize) -> Cow<'a, str> {
    match records.cell(at) {
        Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).unwrap_or_default()),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).unwrap_or_default()),
    }
}

/// A value as it is written into a cell: in quotes where it was in quotes before, or needs them.
pub fn written(value: &str, before: &[u8]) -> String {
    let needed = value.contains([',', '"', '\n', '\r']);
    if needed || before.starts_with(b"\"") {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

/// Changes the cells of some columns. `new` gives what a cell will hold, or nothing where it stays
/// as it is. The result is the bytes and how many cells were changed; nothing when none was.
///
/// # Errors
/// The file cannot be read as the table it is.
pub fn rewrite(
    (bytes, file): (&[u8], &str),
    (columns, which): (&[Column], &[usize]),
    renamed: &Renamed,
    new: &mut dyn FnMut(&str) -> Option<String>,
) -> Result<Option<(Vec<u8>, usize)>, Problem> {
    let Some(mut table) = open(bytes, file, columns, renamed)? else {
        return Ok(None);
    };
    let mut places: Vec<usize> = which
        .iter()
        .filter_map(|&column| table.header.position(column))
        .collect();
    if !places.is_empty() {
        places.extend(table.header.more_themes());
    }
    places.sort_unstable();
    if places.is_empty() {
        return Ok(None);
    }
    let mut out = Vec::new();
    let (mut done, mut cells) = (0, 0);
    while table.records.advance() {
        sound(&table.records, file)?;
        // A row may end early, after the cells that are looked at.
        let found = table.records.len();
        let is_short = places.last().is_some_and(|&last| found <= last);
        if (is_short || found > table.header.len()) && !is_blank(&table.records) {
            long_enough(&table.records, &table.header, file)?;
        }
        for &at in &places {
            let Some(span) = table.records.span(at) else {
                continue;
            };
            let Some(new) = new(&value(&table.records, at)) else {
                continue;
            };
            let before = table.body.get(span.clone()).unwrap_or_default();
            if cells == 0 {
                out.reserve(bytes.len() + bytes.len() / 64);
                out.extend_from_slice(table.mark);
            }
            cells += 1;
            out.extend_from_slice(table.body.get(done..span.start).unwrap_or_default());
            out.extend_from_slice(written(&new, before).as_bytes());
            done = span.end;
        }
    }
    if cells == 0 {
        return Ok(None);
    }
    out.extend_from_slice(table.body.get(done..).unwrap_or_default());
    Ok(Some((out, cells)))
}
