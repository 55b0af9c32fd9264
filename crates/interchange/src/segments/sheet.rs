//! Cells of a file, row by row, with the line each row begins on and the bytes it was.

use crate::kind::{self, Kind};
use calamine::{Data, Range};
use std::ops::ControlFlow;
use std::sync::Arc;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::prepared::workbook::ranges;

/// Bytes that separate cells.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// Rows that are read before it is known what the file is.
const FIRST: usize = 10;

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The line it begins on, or the row of a workbook, from 1.
    pub line: u64,
    pub cells: Vec<String>,
    /// Its bytes in UTF-8 without the line end; of a workbook, as CSV.
    pub raw: Vec<u8>,
    /// What is wrong with its bytes.
    pub fault: Option<Problem>,
    /// Whether nothing after it could be read.
    pub fatal: bool,
}

/// How the bytes of the file were turned into text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    #[default]
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

impl Encoding {
    fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1252 => "Windows-1252",
        }
    }

    /// Bytes of UTF-8 as the file had them.
    pub fn encode(self, bytes: &[u8]) -> Vec<u8> {
        let units = || {
            String::from_utf8_lossy(bytes)
                .encode_utf16()
                .collect::<Vec<u16>>()
        };
        match self {
            Encoding::Utf8 => bytes.to_vec(),
            Encoding::Utf16Le => units().iter().flat_map(|u| u.to_le_bytes()).collect(),
            Encoding::Utf16Be => units().iter().flat_map(|u| u.to_be_bytes()).collect(),
            Encoding::Windows1252 => {
                let text = String::from_utf8_lossy(bytes);
                encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
            }
        }
    }
}

/// A table as it stands in a file.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub rows: Vec<Row>,
    pub encoding: Encoding,
    /// Whether the file begins with a byte-order mark.
    pub marked: bool,
    pub delimiter: u8,
    /// What was assumed.
    pub said: Vec<String>,
    /// The text of a file whose first rows alone are here.
    rest: Option<Arc<Vec<u8>>>,
    file: String,
}

impl Sheet {
    /// Reads the rows that were left for later.
    pub fn complete(&mut self) {
        if let Some(text) = self.rest.take() {
            self.rows = records(&text, self.delimiter, &self.file, usize::MAX);
        }
    }
}

/// The tables of a file: of text one for each delimiter that may be meant, of a workbook its sheets.
pub(super) fn read(bytes: &[u8], file: &str) -> Result<Vec<Sheet>, Vec<Problem>> {
    match kind::of(bytes, file).map_err(|p| vec![p])? {
        Kind::Text => Ok(texts(bytes, file)),
        Kind::Workbook => workbook(bytes, file).map_err(|p| vec![p]),
        Kind::Project => {
            let message = "the file is a REFI-QDA project, not a table of segments";
            let problem = Problem::new(Code::UnreadableFile, Place::file(file), message);
            Err(vec![
                problem.help("leave --format out, or say `--format qdpx`"),
            ])
        }
    }
}

fn texts(bytes: &[u8], file: &str) -> Vec<Sheet> {
    let (encoding, marked, text) = decode(bytes);
    let text = Arc::new(text);
    let sheet = |delimiter: u8| {
        let mut said = Vec::new();
        if encoding != Encoding::Utf8 {
            said.push(format!("the file is read as {}", encoding.name()));
        }
        if delimiter != b',' {
            let name = match delimiter {
                b'\t' => "a tab".to_owned(),
                other => format!("`{}`", char::from(other)),
            };
            said.push(format!("cells are separated by {name}"));
        }
        Sheet {
            rows: records(&text, delimiter, file, FIRST),
            encoding,
            marked,
            delimiter,
            said,
            rest: Some(Arc::clone(&text)),
            file: file.to_owned(),
        }
    };
    DELIMITERS.into_iter().map(sheet).collect()
}

/// The encoding of a file, whether it has a byte-order mark, and its text as UTF-8; a byte that is no
/// UTF-8 stays, so that its row can be named.
fn decode(bytes: &[u8]) -> (Encoding, bool, Vec<u8>) {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return (Encoding::Utf8, true, rest.to_vec());
    }
    let utf16 = |encoding: Encoding, marked: bool| {
        let body = if marked {
            bytes.get(2..).unwrap_or_default()
        } else {
            bytes
        };
        let units = body.chunks_exact(2).map(|pair| match (pair, encoding) {
            (&[a, b], Encoding::Utf16Le) => u16::from_le_bytes([a, b]),
            (&[a, b], _) => u16::from_be_bytes([a, b]),
            _ => 0,
        });
        let text: String = char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        (encoding, marked, text.into_bytes())
    };
    if bytes.starts_with(b"\xFF\xFE") {
        return utf16(Encoding::Utf16Le, true);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return utf16(Encoding::Utf16Be, true);
    }
    // Text of European letters in UTF-16 without a mark has a NUL at nearly every other byte.
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let nuls = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let many = head.len() / 4;
    if nuls(1) > many && nuls(0) <= many / 4 {
        return utf16(Encoding::Utf16Le, false);
    }
    if nuls(0) > many && nuls(1) <= many / 4 {
        return utf16(Encoding::Utf16Be, false);
    }
    if std::str::from_utf8(bytes).is_ok() || mostly_utf8(bytes) {
        return (Encoding::Utf8, false, bytes.to_vec());
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    (Encoding::Windows1252, false, text.into_owned().into_bytes())
}

/// Whether more characters beyond ASCII are sound UTF-8 than not: a bad byte in such a file is a fault
/// and no sign of another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    sound > bad
}

/// The first records of a text.
fn records(text: &[u8], delimiter: u8, file: &str, most: usize) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text);
    let mut record = csv::ByteRecord::new();
    let (mut rows, mut line, mut counted) = (Vec::new(), 1u64, 0usize);
    while rows.len() < most && reader.read_byte_record(&mut record).unwrap_or(false) {
        let at = |byte: u64| usize::try_from(byte).unwrap_or(text.len()).min(text.len());
        let mut start = at(record.position().map_or(0, csv::Position::byte));
        let stopped = at(reader.position().byte());
        let mut end = stopped;
        let is_end = |i: usize| matches!(text.get(i), Some(b'\n' | b'\r'));
        while start < end && is_end(start) {
            start += 1;
        }
        while end > start && is_end(end - 1) {
            end -= 1;
        }
        line += line_ends(text.get(counted..start).unwrap_or_default());
        counted = start;
        let raw = text.get(start..end).unwrap_or_default();
        let mut row = Row {
            line,
            cells: record
                .iter()
                .map(|c| String::from_utf8_lossy(c).into_owned())
                .collect(),
            raw: raw.to_vec(),
            fault: bad_byte(raw, file, line),
            fatal: false,
        };
        if stopped == text.len() && is_open(raw, delimiter) {
            row.fault = Some(throughline_ingest::check::unclosed_quote(
                Place::line(file, line),
                false,
            ));
            row.fatal = true;
        }
        rows.push(row);
    }
    rows
}

/// Line ends: LF, CRLF and CR.
fn line_ends(bytes: &[u8]) -> u64 {
    let lf = memchr::memchr_iter(b'\n', bytes).count();
    let lone = (0..bytes.len())
        .filter(|&i| bytes.get(i) == Some(&b'\r') && bytes.get(i + 1) != Some(&b'\n'))
        .count();
    (lf + lone) as u64
}

fn bad_byte(raw: &[u8], file: &str, line: u64) -> Option<Problem> {
    let place = Place::line(file, line);
    match std::str::from_utf8(raw) {
        Err(error) => {
            let byte = raw.get(error.valid_up_to()).copied().unwrap_or_default();
            let message = format!("the byte 0x{byte:02X} is not UTF-8, as the rest of the file is");
            Some(
                Problem::new(Code::Encoding, place, message).help("export the file again as UTF-8"),
            )
        }
        Ok(text) => text.contains('\0').then(|| {
            Problem::new(Code::NulByte, place, "a NUL byte, which no text holds")
                .help("remove the byte")
        }),
    }
}

/// Whether the last field of a record is quoted and never closed.
fn is_open(raw: &[u8], delimiter: u8) -> bool {
    let mut bytes = raw.iter().copied().peekable();
    loop {
        if bytes.peek() == Some(&b'"') {
            bytes.next();
            loop {
                match bytes.next() {
                    None => return true,
                    Some(b'"') if bytes.peek() == Some(&b'"') => {
                        bytes.next();
                    }
                    Some(b'"') => break,
                    Some(_) => {}
                }
            }
        }
        if !bytes.any(|b| b == delimiter) {
            return false;
        }
    }
}

fn workbook(bytes: &[u8], file: &str) -> Result<Vec<Sheet>, Problem> {
    let mut all = Vec::new();
    let read = ranges(bytes, &mut |name, range| {
        all.push((name, range));
        ControlFlow::Continue(())
    });
    read.map_err(|said| damaged(file, &said))?;
    sheets(all, file)
}

fn damaged(file: &str, said: &str) -> Problem {
    let message = format!("the workbook cannot be read: {said}");
    Problem::new(Code::UnreadableFile, Place::file(file), message)
        .help("save it again as XLSX, or as CSV")
}

fn sheets(all: Vec<(String, Range<Data>)>, file: &str) -> Result<Vec<Sheet>, Problem> {
    let several = all.len() > 1;
    let mut sheets = Vec::new();
    for (name, range) in all {
        let first = u64::from(range.start().map_or(0, |(row, _)| row)) + 1;
        let rows: Vec<Row> = (first..)
            .zip(range.rows())
            .map(|(line, cells)| row_of_cells(line, cells.iter().map(text_of).collect()))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let said = several.then(|| format!("the sheet `{name}` is read"));
        sheets.push(Sheet {
            rows,
            encoding: Encoding::Utf8,
            marked: false,
            delimiter: b',',
            said: said.into_iter().collect(),
            rest: None,
            file: file.to_owned(),
        });
    }
    if sheets.is_empty() {
        let message = "the workbook has no cells: it has no header";
        return Err(Problem::new(Code::EmptyFile, Place::file(file), message));
    }
    Ok(sheets)
}

fn row_of_cells(line: u64, cells: Vec<String>) -> Row {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(&cells);
    let mut raw = writer.into_inner().unwrap_or_default();
    raw.truncate(raw.trim_ascii_end().len());
    Row {
        line,
        cells,
        raw,
        fault: None,
        fatal: false,
    }
}

/// The text of a cell; a date as `2024-11-28 14:03:22`.
fn text_of(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        other => other.to_string(),
    }
}
