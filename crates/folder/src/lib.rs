//! The review folder: the one owner of its file names, keys and columns.
//!
//! [`open`] reads a folder with review.toml, or a single CSV file or workbook of notes, into a
//! [`Review`]. Every fault of the run is collected with its place; a review with an error is not
//! given out.
//!
//! The files are read in the order in which each needs those before it: `settings`
//! (review.toml with `parts`), `organisations`, `engagements`, `themes` (the codebook), `coders`
//! (tags), the notes (`kept` and `columns`, on the codes of [`throughline_ingest::notes`]), and last
//! `findings` with their `claims`, the `lock` they were judged on and the `quotes_read` by a person.
#![warn(missing_docs)]

mod alike;
pub mod beside;
mod blank_cells;
mod cells;
mod claims;
mod coders;
mod columns;
pub mod edit;
mod engagements;
mod findings;
pub mod init;
mod kept;
mod keys;
mod lines;
mod lock;
mod met;
mod notes_files;
mod open;
mod organisations;
mod parts;
mod quotes_read;
mod repeats;
pub mod rows;
pub mod samples;
mod separators;
mod settings;
pub mod suggestions;
mod tables;
pub mod tags;
mod themes;
mod unfilled;
mod wording;

pub use lock::write_lock;

use beside::Reading;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use throughline_core::ledger::Tally;
use throughline_core::notes::TextError;
use throughline_core::problem::Problems;
use throughline_core::review::Review;
pub use throughline_ingest::prepared::{DateOrder, Delimiter, Encoding, Input, Shape};

/// How far reading has come, over all notes files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub bytes: u64,
    /// Bytes in all.
    pub total: u64,
    /// Rows read.
    pub rows: u64,
}

/// How a review is opened.
#[derive(Clone, Copy, Default)]
pub struct OpenOptions<'a> {
    /// Rows of notes that have an error are set aside in the ledger, and the review opens without
    /// them.
    pub reject_rows: bool,
    /// What is said of the notes files, before what review.toml says; the rest is found out.
    pub input: Option<&'a Input>,
    /// Called as the notes are read, from whichever thread has read them.
    pub progress: Option<&'a (dyn Fn(Progress) + Sync)>,
}

/// What was found at a path.
#[derive(Debug)]
pub struct Opened {
    /// The review; nothing when there are errors.
    pub review: Option<Review>,
    /// What became of the rows that were read, errors or not; nothing when no file of notes was. Of a file
    /// that ends in an open quote these are the rows up to there.
    pub tally: Option<Tally>,
    /// Whether notes without an `engagement_id` made an engagement of their type and day.
    pub by_day: bool,
    /// Everything found, in order of file and line: errors, warnings and notes.
    pub problems: Problems,
}

/// Why there is no review to read at a path.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Nothing is there.
    #[error("{} does not exist", .0.display())]
    NotFound(PathBuf),
    /// A folder that is not a review.
    #[error(
        "{} is not a review: it has no review.toml, the file that gives a review its title",
        .0.display()
    )]
    NotAReview(PathBuf),
    /// A notes file changed while it was being read.
    #[error("{} changed while the review was being read; run again", .0.display())]
    Changed(PathBuf),
    /// The system could not read something.
    #[error("{}: {source}", path.display())]
    Io {
        /// What could not be read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl OpenError {
    fn io(path: &Path) -> impl Fn(io::Error) -> OpenError + use<> {
        let path = path.to_owned();
        move |source| OpenError::Io {
            path: path.clone(),
            source,
        }
    }

    /// Of files by name and path.
    fn text(error: TextError, files: &[(String, PathBuf)]) -> OpenError {
        match error {
            TextError::Read { file, source } => {
                let path = files.iter().find(|(name, _)| *name == file);
                OpenError::io(path.map_or(Path::new(&file), |(_, path)| path))(source)
            }
            TextError::Changed { file } => OpenError::Changed(file.into()),
        }
    }
}

/// Opens a folder with review.toml, or a single CSV file or workbook of notes.
///
/// # Errors
/// [`OpenError`] when there is no review to read at the path, or the system fails. Faults inside
/// the review are in [`Opened::problems`].
pub fn open(path: &Path, options: &OpenOptions<'_>) -> Result<Opened, OpenError> {
    let about = match std::fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(OpenError::NotFound(path.to_owned()));
        }
        Err(error) => return Err(OpenError::io(path)(error)),
    };
    if about.is_dir() {
        let name = own_name(path);
        let _reading = match Reading::begin(path) {
            Ok(reading) => Some(reading),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(OpenError::io(path)(error)),
        };
        return open::folder(path, name, options);
    }
    let name = path.file_name().unwrap_or(path.as_os_str());
    open::single(path, name.to_string_lossy().into_owned(), options)
}

/// A folder's own name, whatever path leads to it: what is made of a review does not depend on where
/// the program was started. The path where it has none, such as `/`.
fn own_name(folder: &Path) -> String {
    let absolute = std::fs::canonicalize(folder);
    let absolute = absolute.as_deref().unwrap_or(folder);
    let name = absolute.file_name().unwrap_or(folder.as_os_str());
    name.to_string_lossy().into_owned()
}
