//! A sheet that was filled in, read as a table: CSV as it is, a workbook cell by cell.
//!
//! A workbook becomes a table in memory whose places are known, so that one reader of tables serves
//! both and every problem names the row and the column of the sheet.

use super::SheetError;
use crate::workbook::{Sheet, each_sheet};
use std::ops::ControlFlow;
use throughline_core::problem::Place;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Column;
use throughline_ingest::table::Table;

/// A place in the table in memory and the row and column of the sheet, both from 1.
type Known = ((u64, u64), (u64, u64));

/// A sheet that was filled in.
#[derive(Debug)]
pub struct SheetFile {
    /// Its name in problems: the file's, and the sheet's in square brackets.
    name: String,
    bytes: Vec<u8>,
    /// Of a workbook, where its cells begin, in order.
    cells: Option<Vec<Known>>,
}

/// Reads a sheet from the bytes of a CSV file or of a workbook (XLSX, ODS, XLS): of a workbook the
/// first sheet whose head names `note_id`, else the first.
///
/// # Errors
/// [`SheetError::Read`]: a workbook that cannot be read.
pub fn read(bytes: Vec<u8>, name: &str) -> Result<SheetFile, SheetError> {
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    if !is_zip && !bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Ok(SheetFile {
            name: name.to_owned(),
            bytes,
            cells: None,
        });
    }
    chosen(&bytes, name)
}

/// The sheet of a workbook that names notes, or else its first.
fn chosen(bytes: &[u8], name: &str) -> Result<SheetFile, SheetError> {
    let mut chosen = None;
    each_sheet(bytes, |sheet| {
        let is_filled = |row: &&Vec<String>| row.iter().any(|cell| !cell.is_empty());
        let heads = sheet.rows.iter().find(is_filled);
        let is_it = heads.is_some_and(|row| row.iter().any(|cell| names_the_note(cell)));
        if is_it || chosen.is_none() {
            chosen = Some(sheet);
        }
        if is_it {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .map_err(SheetError::Read)?;
    let sheet = chosen.ok_or_else(|| SheetError::Read("it has no cells".to_owned()))?;
    let (bytes, cells) = to_table(&sheet);
    Ok(SheetFile {
        name: format!("{name}[{}]", sheet.name),
        bytes,
        cells: Some(cells),
    })
}

fn names_the_note(cell: &str) -> bool {
    let cell = cell.trim().to_lowercase();
    cell.replace([' ', '-'], "_") == "note_id"
}

/// The table, every cell quoted, and where its cells begin.
fn to_table(sheet: &Sheet) -> (Vec<u8>, Vec<Known>) {
    let filled = |row: &Vec<String>| row.iter().rposition(|cell| !cell.trim().is_empty());
    let width = sheet
        .rows
        .iter()
        .filter_map(filled)
        .max()
        .map_or(0, |last| last + 1);
    let mut table = String::new();
    let mut cells = Vec::new();
    let mut line = 1u64;
    for (row, written) in (sheet.row..).zip(&sheet.rows) {
        if filled(written).is_none() {
            continue;
        }
        let mut column = 1u64;
        for (at, cell) in (sheet.column..).zip(written.iter().take(width)) {
            if at > sheet.column {
                table.push(',');
                column += 1;
            }
            cells.push(((line, column), (row, at)));
            let field = format!("\"{}\"", cell.replace('"', "\"\""));
            line += field.matches('\n').count() as u64;
            column = match field.rsplit_once('\n') {
                Some((_, last)) => last.chars().count() as u64 + 1,
                None => column + field.chars().count() as u64,
            };
            table.push_str(&field);
        }
        table.push('\n');
        line += 1;
    }
    (table.into_bytes(), cells)
}

impl SheetFile {
    /// Its name in problems.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The heads of its columns.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        let bytes = self
            .bytes
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(&self.bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let heads = reader.byte_headers();
        let text = |head: &[u8]| String::from_utf8_lossy(head).trim().to_owned();
        heads.map_or_else(|_| Vec::new(), |heads| heads.iter().map(text).collect())
    }

    /// The table in it; nothing where it is none, and why is among the faults.
    pub(super) fn table(&self, columns: &[Column], faults: &mut Faults) -> Option<Table> {
        Table::of_bytes(self.bytes.clone(), &self.name, columns, faults)
    }

    /// A place of the table as a place of the file: of a workbook the row and the column.
    pub(super) fn place(&self, place: Place) -> Place {
        let (Some(cells), Some(line)) = (&self.cells, place.line) else {
            return place;
        };
        let at = (line, place.column.unwrap_or(1));
        let after = cells.partition_point(|(begins, _)| *begins <= at);
        match after.checked_sub(1).and_then(|last| cells.get(last)) {
            Some((_, (row, column))) => Place {
                line: Some(*row),
                column: place.column.map(|_| *column),
                ..place
            },
            None => place,
        }
    }
}
