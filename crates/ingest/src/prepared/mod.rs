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
mod head;
mod input;
pub mod other;
mod questions;
pub mod workbook;

pub use copy::{Kept, Origin};
pub use delimiter::Vocabulary;
pub use glance::{Glance, GlanceColumn, ROWS, glance};
pub use head::Head;
pub use input::{DateOrder, Delimiter, Encoding, Input, Shape};

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
    /// Whether the last field of each record says where it came from ([`copy`]).
    pub placed: bool,
    /// Of the copy of a sheet, the column that each field was taken from, from 1.
    pub sheet_columns: Vec<u64>,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            delimiter: b',',
            above: 0,
            header_rows: 1,
            themes: Vec::new(),
            placed: false,
            sheet_columns: Vec::new(),
        }
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
    if workbook::is_named_so(path) {
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
            said.push(format!("the file is read as {}", encoding.name()));
        }
    }
    let sample = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&sample);
    prepared.layout = head::layout(sample, input, words, &mut said);
    say(
        file,
        &said,
        "where that is wrong, say what is right under `[input]` in review.toml, or with `--encoding` and `--delimiter`",
        faults,
    );
    if head::is_questions(sample, &prepared.layout, input, words) {
        return questions::copy(&prepared, file, index, input, words, faults);
    }
    Ok(Some(prepared))
}

/// Makes a small table in memory ready: its bytes as UTF-8, and their layout. Nothing when it cannot
/// be read.
pub fn prepare_bytes(
    mut bytes: Vec<u8>,
    file: &str,
    input: &Input,
    words: &Vocabulary<'_>,
    faults: &mut Faults,
) -> Option<(Vec<u8>, Layout)> {
    if let Some(what) = other::kind(&bytes) {
        faults.push(no_table(file, what));
        return None;
    }
    let mut said = Vec::new();
    let encoding = encoding::of_whole(&bytes, input.encoding);
    if encoding != Encoding::Utf8 {
        said.push(format!("the file is read as {}", encoding.name()));
        bytes = encoding::as_utf8(&bytes, file, encoding, faults)?;
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let layout = head::layout(&bytes, input, words, &mut said);
    say(
        file,
        &said,
        "where that is wrong, save the table as CSV UTF-8 with commas",
        faults,
    );
    Some((bytes, layout))
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
        faults.push(Problem::new(Code::Assumed, Place::file(file), message).help(help));
    }
}

fn first_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(SAMPLE).read_to_end(&mut bytes)?;
    Ok(bytes)
}
