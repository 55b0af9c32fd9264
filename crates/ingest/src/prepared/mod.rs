//! A file as it came, made ready to be read: what it is written in is found out, and what cannot be
//! read where it lies is written once into a temporary copy.
//!
//! Most of what differs costs nothing. Another delimiter, lines above the header, a header of two
//! rows and a column for each theme are a [`Layout`] that the readers follow. Another encoding is
//! copied as UTF-8, code point for code point, so that lines and columns stay those of the file.
//! Only a file whose rows are not notes (a column for each question, a sheet of a [`workbook`]) is
//! written row by row; each row of such a copy ends with a cell that says where it came from
//! ([`copy`]), so that messages, the ledger and rejected rows still name the file that was given.

pub mod copy;
mod delimiter;
pub mod encoding;
mod glance;
mod groups;
mod head;
mod input;
mod marks;
pub mod other;
mod questions;
pub mod survey;
mod tool;
pub mod workbook;

pub use copy::{Kept, Origin};
pub use delimiter::Vocabulary;
pub use glance::{Glance, GlanceColumn, ROWS, glance};
pub use head::Head;
pub(crate) use head::few;
pub use input::{DateOrder, Delimiter, Encoding, Input, Shape, ThemeSeparator};
pub use marks::PassedOver;
pub use survey::{Asked, Use};
pub use tool::ORGANISATIONS;

use crate::faults::Faults;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use throughline_core::problem::{Code, Place, Problem};

/// How the records of a prepared file are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The byte between fields.
    pub delimiter: u8,
    /// Records before the header, which are not read: a title, `sep=;`.
    pub above: usize,
    /// Records that the header takes, at least one.
    pub header_rows: usize,
    /// The fields that each hold the marks of one theme, and its code.
    pub themes: Vec<(usize, String)>,
    /// Fields that are known for what they are and not read all the same.
    pub passed_over: Vec<(usize, PassedOver)>,
    /// Whether the last field of each record says where it came from ([`copy`]).
    pub placed: bool,
    /// Whether the file was taken for UTF-8 by its first bytes alone, all of them ASCII, so that what
    /// comes later may yet be Windows-1252.
    pub ascii_head: bool,
    /// Of the copy of a sheet, the column that each field was taken from, from 1.
    pub sheet_columns: Vec<u64>,
    /// Of the copy of answers, line and column of each name in the header of the original.
    pub head_places: Vec<(u64, u64)>,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            delimiter: b',',
            above: 0,
            header_rows: 1,
            themes: Vec::new(),
            passed_over: Vec::new(),
            placed: false,
            ascii_head: false,
            sheet_columns: Vec::new(),
            head_places: Vec::new(),
        }
    }
}

impl Layout {
    /// The keys of `[input]` that say otherwise where something of the layout was assumed.
    fn assumed<'k>(&self, input: &Input) -> Vec<&'k str> {
        let mut keys = Vec::new();
        if self.delimiter != b',' && input.delimiter.is_none() {
            keys.push("delimiter");
        }
        if (self.above > 0 || self.header_rows > 1) && input.header_rows.is_none() {
            keys.push("header_rows");
        }
        if !self.themes.is_empty() {
            keys.push("shape");
        }
        keys
    }
}

/// A file that can be read.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What is read: the file itself or its copy.
    pub path: PathBuf,
    /// How.
    pub layout: Layout,
    /// The copy, which goes when the last that reads it lets go.
    pub kept: Option<Arc<Kept>>,
    /// Where the rows of a copy came from, when it was made row by row.
    pub origin: Option<Arc<Origin>>,
    /// Rows with an error that were met while a copy was made, so that they are not in it. They are
    /// among the faults, and count as read.
    pub set_aside: u64,
    /// Its name in problems where that is not the file's: the file and the sheet of a workbook.
    pub name: Option<String>,
    /// Of the copy of answers, what the columns of the original are.
    pub asked: Option<Arc<Asked>>,
    /// What is to be said of the choice of a sheet.
    pub sheets_said: Vec<String>,
}

impl Prepared {
    /// A file that is read where it lies, as UTF-8 with commas.
    #[must_use]
    pub fn plain(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            layout: Layout::default(),
            kept: None,
            origin: None,
            set_aside: 0,
            name: None,
            asked: None,
            sheets_said: Vec::new(),
        }
    }
}

/// Bytes from which the encoding is told. A file that is no longer is judged whole.
const SAMPLE: u64 = 4 << 20;

/// Makes a file of notes, the one of number `index`, ready, and adds to the faults what was found out about it. Nothing when it
/// cannot be read; why is among the faults.
///
/// Costs a look at the first 4 MiB; a file that is copied is read and written once.
///
/// # Errors
/// The file cannot be read, or the copy not written.
pub fn prepare(
    path: &Path,
    file: &str,
    index: u16,
    input: &Input,
    words: &Vocabulary<'_>,
    faults: &mut Faults,
) -> io::Result<Option<Prepared>> {
    let mut prepared = Prepared::plain(path);
    let mut sample = first_bytes(path)?;
    if workbook::is_container(&sample) {
        return workbook::copy(path, file, index, input, words, faults);
    }
    let mut said = Vec::new();
    let mut keys = Vec::new();
    if workbook::is_named_so(path) {
        if sample.is_empty() {
            faults.push(empty_workbook(file));
            return Ok(None);
        }
        if let Some(problem) = workbook::markup(&sample, file) {
            faults.push(problem);
            return Ok(None);
        }
        said.push("the file is text, not the workbook that its name says".to_owned());
    }
    if let Some(what) = other::kind(&sample) {
        faults.push(no_table(file, what));
        return Ok(None);
    }
    let encoding = encoding::detect(&sample, path, input.encoding)?;
    if encoding != Encoding::Utf8 {
        let Some(copied) = encoding::copy_as_utf8(path, file, encoding, faults)? else {
            return Ok(None);
        };
        sample = first_bytes(copied.path())?;
        copied.path().clone_into(&mut prepared.path);
        prepared.kept = Some(Arc::new(copied));
        if input.encoding.is_none() {
            said.extend(encoding.said());
            keys.push("encoding");
        }
    }
    let ascii_head = encoding == Encoding::Utf8
        && input.encoding.is_none()
        && sample.len() as u64 == SAMPLE
        && sample.is_ascii();
    let sample = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&sample);
    prepared.layout = Layout {
        ascii_head,
        ..head::layout(sample, input, words, &mut said)
    };
    keys.extend(prepared.layout.assumed(input));
    say(file, &said, &remedy(&keys, input), faults);
    if groups::is_on_its_side(sample, &prepared.layout, words) {
        faults.push(on_its_side(file));
        return Ok(None);
    }
    match survey::asked(sample, &prepared.layout, input, words) {
        Some(asked) => {
            let to = questions::Copied { file, index, input };
            questions::copy(&prepared, to, asked, words, faults)
        }
        None => Ok(Some(prepared)),
    }
}

/// Makes a small table in memory ready: its bytes as UTF-8, and their layout. Nothing when it cannot
/// be read.
pub fn prepare_bytes(
    bytes: Vec<u8>,
    file: &str,
    input: &Input,
    words: &Vocabulary<'_>,
    faults: &mut Faults,
) -> Option<(Vec<u8>, Layout)> {
    if let Some(what) = other::kind(&bytes) {
        faults.push(no_table(file, what));
        return None;
    }
    let decoded = match encoding::decoded(bytes, file, input.encoding) {
        Ok(decoded) => decoded,
        Err(problem) => {
            faults.push(problem);
            return None;
        }
    };
    let mut said: Vec<String> = decoded.encoding.said().into_iter().collect();
    let bytes = decoded.bytes;
    let layout = head::layout(&bytes, input, words, &mut said);
    say(
        file,
        &said,
        "where that is wrong, save the table as CSV UTF-8 with commas",
        faults,
    );
    Some((bytes, layout))
}

fn remedy(keys: &[&str], input: &Input) -> String {
    if keys.is_empty() {
        return String::new();
    }
    input.remedy(keys)
}

fn empty_workbook(file: &str) -> Problem {
    let message = "the file is empty: it has not one byte, where a workbook is expected";
    Problem::new(Code::EmptyFile, Place::file(file), message)
        .help("save it again, or fetch it again from where it came: the copy went wrong")
}

/// A table whose columns are named in its first column.
fn on_its_side(file: &str) -> Problem {
    let message = "the table lies on its side: its columns are named in the first column, and each note is a column";
    Problem::new(Code::MissingColumn, Place::file(file), message).help(
        "in a spreadsheet, copy the table and paste it transposed, so that each note is a row",
    )
}

fn no_table(file: &str, what: &str) -> Problem {
    let message = format!("the file is {what}, not a table");
    Problem::new(Code::UnreadableFile, Place::file(file), message)
        .help("put what it holds into a table, and save that as CSV UTF-8")
}

/// One note a file for all that was assumed of it.
fn say(file: &str, said: &[String], help: &str, faults: &mut Faults) {
    if !said.is_empty() {
        let message = said.join("; ");
        let problem = Problem::new(Code::Assumed, Place::file(file), message);
        faults.push(if help.is_empty() {
            problem
        } else {
            problem.help(help)
        });
    }
}

fn first_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(SAMPLE).read_to_end(&mut bytes)?;
    Ok(bytes)
}
