//! A sheet of a workbook, written as a copy that the readers of CSV read.
//!
//! XLSX, XLSM, XLSB, XLS and ODS, told by what the file holds and not by its name. The sheet is the
//! one that is named, or the only one in sight with a column that the table needs. A cell is its
//! value: dates as ISO by the cell's format, whichever year the workbook counts days from; numbers as
//! they were typed; formulas by the value that was saved with them. Cells that are merged downwards
//! hold their value in each of their rows, and those of the header that are merged sideways in each
//! of their columns. Blank rows and blank columns are left out, wherever they stand.
//!
//! Places are those of the sheet: `notes.xlsx[Notes]`, the row as line and the number of the column as
//! column, which [`throughline_core::problem::Place`] prints in words.
//!
//! What a workbook says of itself is not believed: before it is read, what it comes to is held against
//! its size (`room`), so that a small file cannot fill the memory.
//!
//! Cost: the sheet is gone through twice, once to find its columns; of an XLSX and an XLSB only the
//! shared texts are held, of an XLS and an ODS all cells.

mod biff;
mod book;
mod choice;
mod compound;
mod error;
mod merged;
mod packed;
mod repeated;
mod room;
mod rows;
mod together;
mod value;

pub(super) use book::is_container;

use super::delimiter::Vocabulary;
use super::input::Input;
use super::{Prepared, groups, head, on_its_side, questions, remedy, say, survey};
use crate::faults::Faults;
use book::Book;
use choice::Choice;
use error::BookError;
use rows::Sheet;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use throughline_core::problem::{Code, Place, Problem};

/// Endings of the names of workbooks.
const ENDINGS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

thread_local! {
    /// How many calls of [`guarded`] this thread is in.
    static GUARDED: Cell<u32> = const { Cell::new(0) };
}

/// Whether this thread is in a call whose panic is caught and becomes a problem with its place. A
/// program that has a panic hook may ask, so as not to print what is said in better words; a library
/// sets no hook of its own.
#[must_use]
pub fn is_guarded() -> bool {
    GUARDED.get() > 0
}

/// Counts a call down when it ends, in whatever way.
struct Leaving;

impl Drop for Leaving {
    fn drop(&mut self) {
        GUARDED.set(GUARDED.get().saturating_sub(1));
    }
}

/// Calls the library that reads workbooks, which panics over some damaged ones.
///
/// # Errors
/// It panicked; what is to be said of the workbook. What it was reading is lost.
fn guarded<T>(read: impl FnOnce() -> T) -> Result<T, &'static str> {
    GUARDED.set(GUARDED.get() + 1);
    let _leaving = Leaving;
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| "its parts do not fit together")
}

/// Calls `with` with the name of each sheet of a workbook in memory and its cells, blank ones
/// included, until it says stop.
///
/// # Errors
/// The workbook cannot be read, or would fill the memory; what is to be said of it.
pub fn ranges(
    bytes: &[u8],
    with: &mut dyn FnMut(String, calamine::Range<calamine::Data>) -> ControlFlow<()>,
) -> Result<(), String> {
    let mut each = || -> Result<(), BookError> {
        let mut book = Book::open(Box::new(Cursor::new(bytes.to_vec())))?;
        let mut room = book.room();
        for sheet in book.sheets() {
            let range = book.range(&sheet.name, &mut room)?;
            if with(sheet.name, range).is_break() {
                break;
            }
        }
        Ok(())
    };
    each().map_err(|error| error.to_string())
}

/// Whether the name of a file is that of a workbook.
#[must_use]
pub fn is_named_so(path: &Path) -> bool {
    let ending = path.extension();
    ending.is_some_and(|e| ENDINGS.iter().any(|known| e.eq_ignore_ascii_case(known)))
}

/// A file that is named as a workbook and holds a page of HTML or XML, as some web sites export.
pub(super) fn markup(first: &[u8], file: &str) -> Option<Problem> {
    let first = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first);
    let begins = first.trim_ascii_start().starts_with(b"<");
    begins.then(|| {
        let message = "the file is a page of HTML or XML, not the workbook that its name says";
        Problem::new(Code::UnreadableFile, Place::file(file), message)
            .help("open it in a spreadsheet program and save it as XLSX")
    })
}

/// Whether a file is a workbook by its first bytes, or a container that may be one.
pub(super) fn is_book(path: &Path) -> io::Result<bool> {
    let mut first = Vec::new();
    File::open(path)?.take(8).read_to_end(&mut first)?;
    Ok(is_container(&first))
}

/// A sheet, in the form in which a place names it.
fn in_sheet(file: &str, sheet: &str) -> String {
    format!("{file}[{sheet}]")
}

/// The sheet that a name in problems names.
pub(super) fn sheet_of(name: &str) -> Option<&str> {
    let (_, sheet) = name.strip_suffix(']')?.split_once('[')?;
    Some(sheet)
}

/// Copies a sheet of a workbook. Nothing when it cannot be read; why is among the faults.
///
/// # Errors
/// The file cannot be read, or the copy not written.
pub(super) fn copy(
    path: &Path,
    file: &str,
    index: u16,
    input: &Input,
    words: &Vocabulary<'_>,
    faults: &mut Faults,
) -> io::Result<Option<Prepared>> {
    match copied(path, file, index, input, words, faults) {
        Ok(prepared) => Ok(prepared),
        Err(BookError::Io(error)) => Err(error),
        Err(error) => {
            let problem = Problem::new(Code::UnreadableFile, Place::file(file), error.to_string());
            faults.push(problem.help(error.help()));
            Ok(None)
        }
    }
}

fn copied(
    path: &Path,
    file: &str,
    index: u16,
    input: &Input,
    words: &Vocabulary<'_>,
    faults: &mut Faults,
) -> Result<Option<Prepared>, BookError> {
    let mut book = Book::open(Box::new(File::open(path)?))?;
    let mut said = Vec::new();
    let sheets_said;
    if !is_named_so(path) {
        said.push("the file is a workbook, whatever its name says".to_owned());
    }
    let name = match choice::choose(&mut book, input, words)? {
        Choice::Sheet(name, why) => {
            said.extend(why.iter().cloned());
            sheets_said = why;
            name
        }
        Choice::None(code, message, help) => {
            faults.push(Problem::new(code, Place::file(file), message).help(help));
            return Ok(None);
        }
    };
    let file = in_sheet(file, &name);
    // What is said of CSV files does not hold of cells.
    let input = Input {
        encoding: None,
        delimiter: ",".parse().ok(),
        ..input.clone()
    };
    let sheet = Sheet::survey(&mut book, name, words)?;
    let sample = sheet.sample();
    let layout = head::layout(&sample, &input, words, &mut said);
    said.extend(sheet.what_was_carried());
    let mut keys: Vec<&str> = sheets_said.first().map(|_| "sheet").into_iter().collect();
    keys.extend(layout.assumed(&input));
    say(&file, &said, &remedy(&keys, &input), faults);
    if groups::is_on_its_side(&sample, &layout, words) {
        faults.push(on_its_side(&file));
        return Ok(None);
    }
    let asked = survey::asked(&sample, &layout, &input, words);
    let plan = rows::Plan {
        file: &file,
        index,
        layout,
        asked: asked.as_ref(),
        words,
    };
    let mut prepared = sheet.write(&mut book, plan, faults)?;
    if let Some(asked) = asked {
        let to = questions::Copied {
            file: &file,
            index,
            input: &input,
        };
        let Some(made) = questions::copy(&prepared, to, asked, words, faults)? else {
            return Ok(None);
        };
        let set_aside = prepared.set_aside + made.set_aside;
        prepared = Prepared { set_aside, ..made };
    }
    prepared.name = Some(file);
    prepared.sheets_said = sheets_said;
    Ok(Some(prepared))
}
