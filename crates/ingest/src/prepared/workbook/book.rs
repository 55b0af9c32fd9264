//! A workbook of any kind that is read, as sheets of rows of cells.

use super::compound;
use super::error::BookError;
use super::packed::{self, Kind};
use super::room::Room;
use super::together::Rows;
use super::value::{Value, value};
use calamine::{Data, Ods, Reader, SheetType, SheetVisible};
use calamine::{OdsError, Xls, XlsError, Xlsb, Xlsx, XlsxError};
use std::cmp::Reverse;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

/// Letters of the name of a sheet: Excel takes 31, and each message names the sheet.
const LONGEST_NAME: usize = 255;

/// The first bytes of a ZIP archive, and of the container of older programs.
const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Whether some first bytes are those of a workbook, or of a container that may hold one.
pub(in crate::prepared) fn is_container(first: &[u8]) -> bool {
    first.starts_with(ZIP) || first.starts_with(COMPOUND)
}

/// A row with its filled cells: their columns, from 0 and rising, and values.
pub type Cells = Vec<(u32, Value)>;

/// Cells that were made one: first and last row, first and last column, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merged {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (u32, u32),
}

/// A sheet of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetName {
    /// Its name.
    pub name: String,
    /// Whether the program that made it hides it.
    pub hidden: bool,
}

/// Bytes that can be read from any place.
pub trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

type Reading = BufReader<Box<dyn Bytes>>;

/// An open workbook.
pub struct Book {
    opened: Opened,
    room: Room,
}

enum Opened {
    /// XLSX and XLSM.
    Xlsx(Box<Xlsx<Reading>>),
    /// XLSB.
    Xlsb(Box<Xlsb<Reading>>),
    /// XLS.
    Xls(Box<Xls<Reading>>),
    /// ODS.
    Ods(Box<Ods<Reading>>),
}

fn damaged(said: impl ToString) -> BookError {
    BookError::Damaged(said.to_string())
}

impl Book {
    /// Opens a workbook; its kind is told by what it holds.
    ///
    /// # Errors
    /// [`BookError`]: it cannot be read, or would fill the memory.
    pub fn open(bytes: Box<dyn Bytes>) -> Result<Self, BookError> {
        let mut reader = BufReader::new(bytes);
        let room = Room::of(reader.seek(SeekFrom::End(0))?);
        reader.seek(SeekFrom::Start(0))?;
        let mut first = [0; 4];
        let is_zip = reader.read_exact(&mut first).is_ok() && first.as_slice() == ZIP;
        reader.seek(SeekFrom::Start(0))?;
        let (opened, parts) = if is_zip {
            let (kind, parts) = packed::look(&mut reader, room)?;
            reader.seek(SeekFrom::Start(0))?;
            (guarded(|| packed_book(reader, kind))?, Some(parts))
        } else {
            (compound_book(reader, room)?, None)
        };
        let book = Self { opened, room };
        let sheets = book.sheets();
        if parts.is_some_and(|parts| sheets.len() > parts && !book.is_ods()) {
            return Err(damaged("it has more sheets than parts"));
        }
        if sheets
            .iter()
            .any(|s| s.name.chars().nth(LONGEST_NAME).is_some())
        {
            let said = format!("a sheet has a name of more than {LONGEST_NAME} letters");
            return Err(damaged(said));
        }
        Ok(book)
    }

    /// Whether all sheets stand in one part.
    fn is_ods(&self) -> bool {
        matches!(self.opened, Opened::Ods(_))
    }

    /// Its sheets of cells, in order.
    pub fn sheets(&self) -> Vec<SheetName> {
        let all = match &self.opened {
            Opened::Xlsx(book) => book.sheets_metadata(),
            Opened::Xlsb(book) => book.sheets_metadata(),
            Opened::Xls(book) => book.sheets_metadata(),
            Opened::Ods(book) => book.sheets_metadata(),
        };
        let cells = all.iter().filter(|s| s.typ == SheetType::WorkSheet);
        cells
            .map(|sheet| SheetName {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect()
    }

    /// Whether its days count from 1904.
    pub fn counts_from_1904(&self) -> bool {
        match &self.opened {
            Opened::Xlsx(book) => book.has_1904_epoch(),
            Opened::Xlsb(book) => book.has_1904_epoch(),
            Opened::Xls(book) => book.has_1904_epoch(),
            Opened::Ods(_) => false,
        }
    }

    /// The merged cells of a sheet in order of their first row; of an XLSB or ODS none are known. Of
    /// several that begin in one cell there is the largest.
    pub fn merged(&mut self, sheet: &str) -> Vec<Merged> {
        let found = guarded(|| {
            Ok(match &mut self.opened {
                Opened::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
                Opened::Xls(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
                Opened::Xlsb(_) | Opened::Ods(_) => Vec::new(),
            })
        });
        // What is damaged is met again, and said, when the rows are read.
        let found = found.unwrap_or_default();
        let mut found: Vec<Merged> = found
            .iter()
            .map(|d| Merged {
                rows: (d.start.0, d.end.0),
                columns: (d.start.1, d.end.1),
            })
            .collect();
        let begins = |m: &Merged| (m.rows.0, m.columns.0);
        found.sort_unstable_by_key(|m| (begins(m), Reverse((m.rows.1, m.columns.1))));
        found.dedup_by_key(|m| begins(m));
        found
    }

    /// Calls `with` with each row that has a filled cell, by its number from 0, until it says stop.
    ///
    /// # Errors
    /// The sheet cannot be read.
    pub fn rows(
        &mut self,
        sheet: &str,
        with: &mut dyn FnMut(u32, Cells) -> Result<ControlFlow<()>, BookError>,
    ) -> Result<(), BookError> {
        let mut rows = Rows::new(with);
        let mut stopped = false;
        self.cells(sheet, &mut |row, column, cell, is_formula| {
            let unknown = || Some(Value::Unknown).filter(|_| is_formula);
            let done = rows.cell(row, column, value(cell).or_else(unknown))?;
            stopped |= done.is_break();
            Ok(done)
        })?;
        if stopped {
            Ok(())
        } else {
            rows.end().map(|_| ())
        }
    }

    /// Calls `with` with row and column of each cell, its value and whether a formula is known to
    /// stand in it, until it says stop.
    ///
    /// # Errors
    /// The sheet cannot be read, or holds more text than there is room for.
    pub fn cells(&mut self, sheet: &str, with: &mut WithCell<'_>) -> Result<(), BookError> {
        let mut room = self.room.anew();
        let mut with = |row, column, cell: Data, is_formula| {
            if let Data::String(text) = &cell {
                room.take(text.len() as u64)?;
            }
            with(row, column, cell, is_formula)
        };
        match &mut self.opened {
            Opened::Xlsx(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(damaged)?;
                let mut next =
                    || guarded(|| cells.next_cell_with_formula_metadata().map_err(damaged));
                while let Some(cell) = next()? {
                    let (row, column) = cell.pos;
                    let is_formula = cell.formula.is_some();
                    if with(row, column, Data::from(cell.value), is_formula)?.is_break() {
                        return Ok(());
                    }
                }
            }
            Opened::Xlsb(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(damaged)?;
                let mut next = || guarded(|| cells.next_cell().map_err(damaged));
                while let Some(cell) = next()? {
                    let (row, column) = cell.get_position();
                    let cell = Data::from(cell.get_value().clone());
                    if with(row, column, cell, false)?.is_break() {
                        return Ok(());
                    }
                }
            }
            Opened::Xls(book) => {
                let range = guarded(|| book.worksheet_range(sheet).map_err(damaged))?;
                of_range(&range, &mut with)?;
            }
            Opened::Ods(book) => {
                let range = guarded(|| book.worksheet_range(sheet).map_err(damaged))?;
                of_range(&range, &mut with)?;
            }
        }
        Ok(())
    }

    /// What the workbook may come to.
    pub fn room(&self) -> Room {
        self.room.anew()
    }

    /// A sheet with its blank cells.
    ///
    /// # Errors
    /// The sheet cannot be read, or there is no room for it.
    pub fn range(
        &mut self,
        sheet: &str,
        room: &mut Room,
    ) -> Result<calamine::Range<Data>, BookError> {
        let mut cells = Vec::new();
        self.cells(sheet, &mut |row, column, cell, _| {
            room.take(CELL)?;
            if cell != Data::Empty {
                cells.push(calamine::Cell::new((row, column), cell));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let span = |number: fn(&(u32, u32)) -> u32| {
            let numbers = || {
                cells
                    .iter()
                    .map(|cell| u64::from(number(&cell.get_position())))
            };
            (numbers().max().unwrap_or(0) + 1).saturating_sub(numbers().min().unwrap_or(0))
        };
        let area = span(|at| at.0).saturating_mul(span(|at| at.1));
        room.take(area.saturating_mul(CELL))?;
        Ok(calamine::Range::from_sparse(cells))
    }
}

/// Bytes of memory of a cell.
const CELL: u64 = 32;

/// What is done with row and column of a cell, its value, and whether a formula stands in it.
pub type WithCell<'a> = dyn FnMut(u32, u32, Data, bool) -> Result<ControlFlow<()>, BookError> + 'a;

fn packed_book(reader: Reading, kind: Kind) -> Result<Opened, BookError> {
    match kind {
        Kind::Xlsx => match Xlsx::new(reader) {
            Ok(book) => Ok(Opened::Xlsx(Box::new(book))),
            Err(error) => Err(damaged(error)),
        },
        Kind::Xlsb => match Xlsb::new(reader) {
            Ok(book) => Ok(Opened::Xlsb(Box::new(book))),
            Err(error) => Err(damaged(error)),
        },
        Kind::Ods => match Ods::new(reader) {
            Ok(book) => Ok(Opened::Ods(Box::new(book))),
            Err(OdsError::Password) => Err(BookError::Password),
            Err(error) => Err(damaged(error)),
        },
    }
}

fn compound_book(mut reader: Reading, room: Room) -> Result<Opened, BookError> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    compound::look(&bytes, room)?;
    guarded(|| xls_book(bytes))
}

fn xls_book(bytes: Vec<u8>) -> Result<Opened, BookError> {
    // An encrypted XLSX lies in the container of an XLS.
    if let Err(XlsxError::Password) = Xlsx::new(Cursor::new(&bytes)) {
        return Err(BookError::Password);
    }
    let bytes: Box<dyn Bytes> = Box::new(Cursor::new(bytes));
    match Xls::new(BufReader::new(bytes)) {
        Ok(book) => Ok(Opened::Xls(Box::new(book))),
        Err(XlsError::Password) => Err(BookError::Password),
        Err(error) => Err(damaged(error)),
    }
}

/// Calls `with` with each cell that is not blank.
fn of_range(range: &calamine::Range<Data>, with: &mut WithCell<'_>) -> Result<(), BookError> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, cell) in range.used_cells() {
        let at = |first: u32, n: usize| first + u32::try_from(n).unwrap_or(u32::MAX - first);
        let (row, column) = (at(first_row, row), at(first_column, column));
        if with(row, column, cell.clone(), false)?.is_break() {
            break;
        }
    }
    Ok(())
}

fn guarded<T>(read: impl FnOnce() -> Result<T, BookError>) -> Result<T, BookError> {
    super::guarded(read).unwrap_or_else(|said| Err(damaged(said)))
}
