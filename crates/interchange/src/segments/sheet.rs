//! Cells of a file, row by row, with the line each row begins on and the bytes it was.

use crate::kind::{self, Kind};
use crate::workbook::each_sheet;
use std::ops::ControlFlow;
use std::sync::Arc;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::check;
use throughline_ingest::prepared::encoding::{self, Decoded};
use throughline_ingest::prepared::{Delimiter, Encoding};
use throughline_ingest::records::Records;

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
        Kind::Text => texts(bytes, file).map_err(|p| vec![p]),
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

fn texts(bytes: &[u8], file: &str) -> Result<Vec<Sheet>, Problem> {
    let Decoded {
        bytes: text,
        encoding,
        marked,
    } = encoding::decoded(bytes.to_vec(), file, None)?;
    let text = Arc::new(text);
    let sheet = |delimiter: u8| {
        let mut said: Vec<String> = encoding.said().into_iter().collect();
        if delimiter != b',' {
            let name = Delimiter::name(delimiter);
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
    Ok(Delimiter::ALL.into_iter().map(sheet).collect())
}

/// The first records of a text. A byte that is no UTF-8 stays, and is the fault of its row.
fn records(text: &[u8], delimiter: u8, file: &str, most: usize) -> Vec<Row> {
    let mut records = Records::delimited(text, 1, delimiter);
    let mut rows = Vec::new();
    while rows.len() < most && records.advance() {
        let cell = |i| String::from_utf8_lossy(&records.cell(i)).into_owned();
        let unclosed = records.unclosed();
        let fault = match unclosed {
            Some((line, column)) => {
                Some(check::unclosed_quote(Place::at(file, line, column), false))
            }
            None => check::bad_byte(&records, file),
        };
        rows.push(Row {
            line: records.line(),
            cells: (0..records.len()).map(cell).collect(),
            raw: records.raw().to_vec(),
            fault,
            fatal: unclosed.is_some(),
        });
    }
    rows
}

fn workbook(bytes: &[u8], file: &str) -> Result<Vec<Sheet>, Problem> {
    let mut sheets = Vec::new();
    each_sheet(bytes, |sheet| {
        let rows = (sheet.row..).zip(sheet.rows);
        sheets.push(Sheet {
            rows: rows
                .map(|(line, cells)| row_of_cells(line, cells))
                .collect(),
            encoding: Encoding::Utf8,
            marked: false,
            delimiter: b',',
            said: vec![format!("the sheet `{}` is read", sheet.name)],
            rest: None,
            file: file.to_owned(),
        });
        ControlFlow::Continue(())
    })
    .map_err(|said| {
        let message = format!("the workbook cannot be read: {said}");
        Problem::new(Code::UnreadableFile, Place::file(file), message)
            .help("save it again as XLSX, or as CSV")
    })?;
    if let [only] = sheets.as_mut_slice() {
        only.said.clear();
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
