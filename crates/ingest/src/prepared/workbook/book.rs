//! A workbook of any kind that is read, as sheets of rows of cells.

use super::value::{Value, value};
use calamine::{Data, Ods, Reader, SheetType, SheetVisible};
use calamine::{OdsError, Xls, XlsError, Xlsb, Xlsx, XlsxError};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use thiserror::Error;

/// Bytes that a workbook may hold when it is unpacked.
const MOST_BYTES: u64 = 1 << 30;

/// Cells that a sheet may have, blank ones included.
pub const MOST_CELLS: u64 = 100_000_000;

/// The first bytes of a ZIP archive, and of the container of older programs.
const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Whether some first bytes are those of a workbook, or of a container that may hold one.
pub(in crate::prepared) fn is_container(first: &[u8]) -> bool {
    first.starts_with(ZIP) || first.starts_with(COMPOUND)
}

/// Why a workbook cannot be read.
#[derive(Debug, Error)]
pub enum BookError {
    /// It is encrypted.
    #[error("the workbook is protected with a password")]
    Password,
    /// A container of something else, and of what.
    #[error("the file is {0}, which is packed like a workbook and is none")]
    Other(&'static str),
    /// It would fill the memory.
    #[error("the workbook unpacks to {0} MiB, and at most {limit} MiB are read", limit = MOST_BYTES >> 20)]
    TooLarge(u64),
    /// The sheet would.
    #[error("sheet `{0}` has more than {MOST_CELLS} cells")]
    TooManyCells(String),
    /// What the reader says.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    /// What the system says.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl BookError {
    /// What would be right.
    pub fn help(&self) -> &'static str {
        match self {
            BookError::Password => "open it, remove the password and save it again",
            BookError::Other(_) => {
                "export its table from the program that made it, as XLSX or as CSV UTF-8; of an archive, give the file in it"
            }
            BookError::TooLarge(_) | BookError::TooManyCells(_) => {
                "save the sheet of the notes as CSV UTF-8; a CSV file may have any size"
            }
            BookError::Damaged(_) | BookError::Io(_) => {
                "open it in a spreadsheet program and save it again as XLSX, or its sheet as CSV UTF-8"
            }
        }
    }
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

type Reading = BufReader<File>;

/// An open workbook.
pub enum Book {
    /// XLSX and XLSM.
    Xlsx(Box<Xlsx<Reading>>),
    /// XLSB.
    Xlsb(Box<Xlsb<Reading>>),
    /// XLS.
    Xls(Box<Xls<Reading>>),
    /// ODS.
    Ods(Box<Ods<Reading>>),
}

impl Book {
    /// Opens a workbook; its kind is told by what it holds.
    ///
    /// # Errors
    /// [`BookError`]: it cannot be read.
    pub fn open(path: &Path) -> Result<Self, BookError> {
        guarded(|| Self::open_unguarded(path))
    }

    fn open_unguarded(path: &Path) -> Result<Self, BookError> {
        let mut file = BufReader::new(File::open(path)?);
        let mut first = [0; 4];
        let is_zip = file.read_exact(&mut first).is_ok() && first.as_slice() == ZIP;
        file.seek(SeekFrom::Start(0))?;
        let damaged = |error: &dyn std::fmt::Display| BookError::Damaged(error.to_string());
        if !is_zip {
            // An encrypted XLSX lies in the container of an XLS.
            if let Err(XlsxError::Password) = Xlsx::new(BufReader::new(File::open(path)?)) {
                return Err(BookError::Password);
            }
            return match Xls::new(file) {
                Ok(book) => Ok(Book::Xls(Box::new(book))),
                Err(XlsError::Password) => Err(BookError::Password),
                Err(error) => Err(match other_compound(path)? {
                    Some(what) => BookError::Other(what),
                    None => damaged(&error),
                }),
            };
        }
        match kind(&mut file)? {
            Kind::Xlsx => match Xlsx::new(file) {
                Ok(book) => Ok(Book::Xlsx(Box::new(book))),
                Err(error) => Err(damaged(&error)),
            },
            Kind::Xlsb => match Xlsb::new(file) {
                Ok(book) => Ok(Book::Xlsb(Box::new(book))),
                Err(error) => Err(damaged(&error)),
            },
            Kind::Ods => match Ods::new(file) {
                Ok(book) => Ok(Book::Ods(Box::new(book))),
                Err(OdsError::Password) => Err(BookError::Password),
                Err(error) => Err(damaged(&error)),
            },
        }
    }

    /// Its sheets of cells, in order.
    pub fn sheets(&self) -> Vec<SheetName> {
        let all = match self {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xlsb(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
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
        match self {
            Book::Xlsx(book) => book.has_1904_epoch(),
            Book::Xlsb(book) => book.has_1904_epoch(),
            Book::Xls(book) => book.has_1904_epoch(),
            Book::Ods(_) => false,
        }
    }

    /// The merged cells of a sheet in order of their first row; of an XLSB or ODS none are known.
    pub fn merged(&mut self, sheet: &str) -> Vec<Merged> {
        let found = guarded(|| {
            Ok(match self {
                Book::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
                Book::Xls(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
                Book::Xlsb(_) | Book::Ods(_) => Vec::new(),
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
        found.sort_unstable();
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
        let damaged = |error: &dyn std::fmt::Display| BookError::Damaged(error.to_string());
        let mut rows = Rows {
            current: None,
            with,
        };
        match self {
            Book::Xlsx(book) => {
                let cells = book.worksheet_cells_reader(sheet);
                let mut cells = cells.map_err(|e| damaged(&e))?;
                let mut next = || {
                    guarded(|| {
                        cells
                            .next_cell_with_formula_metadata()
                            .map_err(|e| damaged(&e))
                    })
                };
                while let Some(cell) = next()? {
                    let (row, column) = cell.pos;
                    let unknown = || Some(Value::Unknown).filter(|_| cell.formula.is_some());
                    let value = value(Data::from(cell.value)).or_else(unknown);
                    if rows.cell(row, column, value)?.is_break() {
                        return Ok(());
                    }
                }
            }
            Book::Xlsb(book) => {
                let cells = book.worksheet_cells_reader(sheet);
                let mut cells = cells.map_err(|e| damaged(&e))?;
                let mut next = || guarded(|| cells.next_cell().map_err(|e| damaged(&e)));
                while let Some(cell) = next()? {
                    let (row, column) = cell.get_position();
                    let value = value(Data::from(cell.get_value().clone()));
                    if rows.cell(row, column, value)?.is_break() {
                        return Ok(());
                    }
                }
            }
            Book::Xls(book) => {
                let range = guarded(|| book.worksheet_range(sheet).map_err(|e| damaged(&e)))?;
                rows.range(&range)?;
            }
            Book::Ods(book) => {
                let range = guarded(|| book.worksheet_range(sheet).map_err(|e| damaged(&e)))?;
                rows.range(&range)?;
            }
        }
        rows.end().map(|_| ())
    }
}

fn guarded<T>(read: impl FnOnce() -> Result<T, BookError>) -> Result<T, BookError> {
    super::guarded(read).unwrap_or_else(|said| Err(BookError::Damaged(said.to_owned())))
}

/// Puts cells together that stand in one row.
struct Rows<'a> {
    current: Option<(u32, Cells)>,
    with: &'a mut dyn FnMut(u32, Cells) -> Result<ControlFlow<()>, BookError>,
}

impl Rows<'_> {
    fn cell(
        &mut self,
        row: u32,
        column: u32,
        value: Option<Value>,
    ) -> Result<ControlFlow<()>, BookError> {
        let Some(value) = value.filter(|v| !v.is_blank()) else {
            return Ok(ControlFlow::Continue(()));
        };
        let mut done = ControlFlow::Continue(());
        if let Some((current, cells)) = &self.current {
            let before = cells.last().map(|(c, _)| *c);
            if row < *current || (row == *current && before.is_some_and(|b| column <= b)) {
                let message = format!("the cells of row {} stand out of order", row + 1);
                return Err(BookError::Damaged(message));
            }
            if row > *current {
                done = self.end()?;
            }
        }
        let (_, cells) = self.current.get_or_insert_with(|| (row, Cells::new()));
        cells.push((column, value));
        Ok(done)
    }

    fn range(&mut self, range: &calamine::Range<Data>) -> Result<(), BookError> {
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            let at = |first: u32, n: usize| first + u32::try_from(n).unwrap_or(u32::MAX - first);
            let (row, column) = (at(first_row, row), at(first_column, column));
            if self.cell(row, column, value(cell.clone()))?.is_break() {
                self.current = None;
                return Ok(());
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<ControlFlow<()>, BookError> {
        match self.current.take() {
            Some((row, cells)) => (self.with)(row, cells),
            None => Ok(ControlFlow::Continue(())),
        }
    }
}

/// The kinds of workbooks that are ZIP archives.
enum Kind {
    Xlsx,
    Xlsb,
    Ods,
}

/// The kind of an archive, if it is not too large.
fn kind(file: &mut Reading) -> Result<Kind, BookError> {
    let damaged = |error: zip::result::ZipError| BookError::Damaged(error.to_string());
    let mut archive = zip::ZipArchive::new(&mut *file).map_err(damaged)?;
    let mut all = 0u64;
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(damaged)?;
        all = all.saturating_add(entry.size());
    }
    if all > MOST_BYTES {
        return Err(BookError::TooLarge(all >> 20));
    }
    let has = |name: &str| {
        let mut names = archive.file_names().filter_map(Result::ok);
        names.any(|n| n.replace('\\', "/").eq_ignore_ascii_case(name))
    };
    let kind = if has("xl/workbook.bin") {
        Some(Kind::Xlsb)
    } else if has("xl/workbook.xml") {
        Some(Kind::Xlsx)
    } else if has("content.xml") && has("mimetype") {
        Some(Kind::Ods)
    } else {
        None
    };
    let other = other_archive(&has, archive.file_names().filter_map(Result::ok));
    drop(archive);
    file.seek(SeekFrom::Start(0))?;
    match (kind, other) {
        (Some(kind), _) => Ok(kind),
        (None, other) => Err(BookError::Other(other)),
    }
}

/// What an archive is that is no workbook, by the names of its files.
fn other_archive(
    has: &dyn Fn(&str) -> bool,
    mut names: impl Iterator<Item = impl AsRef<str>>,
) -> &'static str {
    if has("word/document.xml") {
        "a Word document"
    } else if has("ppt/presentation.xml") {
        "a presentation"
    } else if names.any(|name| name.as_ref().to_ascii_lowercase().ends_with(".iwa")) {
        "a document of Apple's Numbers, Pages or Keynote"
    } else {
        "a ZIP archive"
    }
}

/// What a container of older programs holds, when that is no workbook: the name of its main stream,
/// in UTF-16, stands in its directory.
fn other_compound(path: &Path) -> Result<Option<&'static str>, BookError> {
    const LOOKED_AT: u64 = 64 << 20;
    const STREAMS: [(&str, &str); 3] = [
        ("WordDocument", "a Word document"),
        ("PowerPoint Document", "a presentation"),
        ("__substg1.0_", "an Outlook message"),
    ];
    let mut bytes = Vec::new();
    File::open(path)?.take(LOOKED_AT).read_to_end(&mut bytes)?;
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(&bytes, &name).is_some()
    };
    let found = STREAMS.iter().find(|(name, _)| has(name));
    Ok(found.map(|(_, what)| *what))
}
