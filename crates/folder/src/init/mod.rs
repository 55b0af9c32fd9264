//! A review folder begun from files of notes: what they are is guessed and shown, and the folder is
//! written as a whole or not at all.
//!
//! The notes are copied byte for byte, workbooks too. What was guessed goes into review.toml, so that
//! the next run reads the files as this one did; the themes, organisations and engagements that the
//! notes name become tables to be completed. The folder is made beside its place, opened as any
//! review is, and put into its place when that finds no error.

mod doubt;
mod guess;
mod settings;
mod tables;

pub use guess::{Column, Guess, Role, Sure};

use crate::{OpenError, OpenOptions, Opened, open};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use thiserror::Error;
use throughline_core::problem::{Code, Problems};
use throughline_core::review::Review;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::{Renamed, key};
use throughline_ingest::notes::COLUMNS;
use throughline_ingest::prepared::survey::MONTH_FIRST;
use throughline_ingest::prepared::{DateOrder, Glance, Input, Use, Vocabulary, glance};

/// What a review is begun from.
#[derive(Debug, Clone, Copy)]
pub struct Beginning<'a> {
    /// The files of notes, in order.
    pub from: &'a [PathBuf],
    /// The title; of one file its name without the ending where nothing is said.
    pub title: Option<&'a str>,
    /// What is said of the files.
    pub input: &'a Input,
    /// Headers that are said to be a column of ours, by our name.
    pub columns: &'a Renamed,
}

/// A folder that was made, and waits beside its place.
#[derive(Debug)]
pub struct Begun {
    /// What each file is taken for.
    pub guesses: Vec<Guess>,
    /// What opening the folder found.
    pub problems: Problems,
    /// The files made, by their path in the folder, each with what there is to say of it.
    pub files: Vec<(String, String)>,
    /// The review; nothing when there are errors.
    pub review: Option<Review>,
    staged: TempDir,
}

/// Why a review was not begun. Nothing was written.
#[derive(Debug, Error)]
pub enum InitError {
    /// The folder has files, or is a file.
    #[error("{} is not empty: a review is begun in a new folder", .0.display())]
    NotEmpty(PathBuf),
    /// A file of notes is not there.
    #[error("{} does not exist", .0.display())]
    NotFound(PathBuf),
    /// A file of notes is a folder.
    #[error("{} is a folder; give files of notes", .0.display())]
    NotAFile(PathBuf),
    /// Two files have one name.
    #[error("two files are called `{0}`, and would overwrite each other in the folder `notes`")]
    SameName(String),
    /// What is said to be a column is none of ours.
    #[error("`{0}` is no column of notes")]
    UnknownColumn(String),
    /// No file has a header that was given.
    #[error("no file has the column `{0}`")]
    NoHeader(String),
    /// Files name a column differently.
    #[error("the files name the column of `{column}` differently: {headers}")]
    Differs {
        /// Our name of the column.
        column: &'static str,
        /// Their headers.
        headers: String,
    },
    /// The folder that was made cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The system cannot read or write.
    #[error("{}: {source}", path.display())]
    Io {
        /// What.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn failed(path: &Path) -> impl Fn(io::Error) -> InitError + use<> {
    let path = path.to_owned();
    move |source| InitError::Io {
        path: path.clone(),
        source,
    }
}

/// Guesses what files are and makes the folder of a review from them, beside the place of `folder`,
/// where [`Begun::put`] puts it. With errors in the notes there is no review in what is given, and
/// nothing to put.
///
/// # Errors
/// [`InitError`]: a place that is not empty, a file that is not there, files that cannot be one review,
/// or the system.
pub fn begin(folder: &Path, beginning: &Beginning<'_>) -> Result<Begun, InitError> {
    is_free(folder)?;
    let names = names(beginning.from)?;
    let mut problems = Problems::default();
    let mut guesses = Vec::new();
    let ours = |name: &&String| COLUMNS.iter().any(|c| c.name == name.as_str());
    if let Some(unknown) = beginning.columns.keys().find(|name| !ours(name)) {
        return Err(InitError::UnknownColumn(unknown.clone()));
    }
    let mut parts = Vec::new();
    for (path, name) in beginning.from.iter().zip(&names) {
        let inputs = beginning.input.of_each_sheet(path).map_err(failed(path))?;
        parts.extend(inputs.into_iter().map(|input| (path, name, input)));
    }
    for (path, name, input) in &parts {
        let mut faults = Faults::new(false);
        let words = Vocabulary::of(&COLUMNS, beginning.columns);
        let look = look(path, name, input, &words, &mut faults);
        match look.map_err(failed(path))? {
            Some(look) => {
                let order = beginning.input.date_order;
                let guess = Guess::of((*name).clone(), &look, beginning.columns, order);
                if let Some(problem) = guess.problem(&look) {
                    problems.push(problem);
                }
                guesses.push(guess);
            }
            None => problems.append(faults.finish().0),
        }
    }
    if guesses.len() == parts.len()
        && let Some(header) = unmet(&guesses, beginning)
    {
        return Err(InitError::NoHeader(header.to_owned()));
    }
    let staged = tempfile::Builder::new()
        .prefix(".throughline-init-")
        .tempdir_in(nearest(folder))
        .map_err(failed(folder))?;
    let mut begun = Begun {
        guesses,
        problems,
        files: Vec::new(),
        review: None,
        staged,
    };
    if begun.problems.has_errors() {
        return Ok(begun);
    }
    begun.fill(beginning, &names, folder)?;
    Ok(begun)
}

/// Looks at a file. A survey that writes the month first is looked at again with that said, so that
/// its dates are read.
fn look(
    path: &Path,
    name: &str,
    input: &Input,
    words: &Vocabulary<'_>,
    faults: &mut Faults,
) -> io::Result<Option<Glance>> {
    let look = glance(path, name, input, words, faults)?;
    let needs_month_first = |look: &Glance| {
        let mut columns = look.columns.iter();
        columns.any(|c| c.of_survey == Some(Use::Unread(MONTH_FIRST)))
    };
    if input.date_order.is_none() && look.as_ref().is_some_and(needs_month_first) {
        let month_first = Input {
            date_order: Some(DateOrder::MonthFirst),
            ..input.clone()
        };
        return glance(path, name, &month_first, words, faults);
    }
    Ok(look)
}

/// A header that was given and stands in no file.
fn unmet<'a>(guesses: &[Guess], beginning: &'a Beginning<'_>) -> Option<&'a str> {
    let given = beginning.columns.values().flatten();
    let mut given = given.chain(beginning.input.questions.iter().flatten());
    let is_met = |header: &str| {
        let columns = guesses.iter().flat_map(|g| &g.columns);
        columns.into_iter().any(|c| key(&c.header) == key(header))
    };
    given.find(|header| !is_met(header)).map(String::as_str)
}

/// Whether a review may be begun in a folder: it is not there, or has nothing in it.
fn is_free(folder: &Path) -> Result<(), InitError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(InitError::NotEmpty(folder.to_owned())),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(InitError::NotEmpty(folder.to_owned()))
        }
        Err(error) => Err(failed(folder)(error)),
    }
}

/// The names of the files.
fn names(from: &[PathBuf]) -> Result<Vec<String>, InitError> {
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    for path in from {
        match fs::metadata(path) {
            Ok(about) if about.is_dir() => return Err(InitError::NotAFile(path.clone())),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(InitError::NotFound(path.clone()));
            }
            Err(error) => return Err(failed(path)(error)),
        }
        let name = path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        if !seen.insert(name.to_lowercase()) {
            return Err(InitError::SameName(name));
        }
        names.push(name);
    }
    Ok(names)
}

/// The nearest folder above a place that is there.
fn nearest(folder: &Path) -> PathBuf {
    let above = folder.ancestors().skip(1);
    let there = above
        .filter(|p| !p.as_os_str().is_empty())
        .find(|p| p.is_dir());
    there.map_or_else(|| PathBuf::from("."), Path::to_owned)
}

impl Begun {
    fn fill(
        &mut self,
        beginning: &Beginning<'_>,
        names: &[String],
        folder: &Path,
    ) -> Result<(), InitError> {
        let renamed = settings::renamed(&self.guesses).map_err(|differs| InitError::Differs {
            column: differs.column,
            headers: differs.headers.join(", "),
        })?;
        let root = self.staged.path().to_owned();
        let notes = root.join(crate::open::NOTES);
        fs::create_dir(&notes).map_err(failed(&notes))?;
        let mut files = Vec::new();
        for (path, name) in beginning.from.iter().zip(names) {
            // A name of another kind is read as CSV, and the folder reads those of CSV.
            let kept = name_in_folder(name);
            fs::copy(path, notes.join(&kept)).map_err(failed(path))?;
            let said = format!("{}, byte for byte", path.display());
            files.push((format!("{}/{kept}", crate::open::NOTES), said));
        }
        let title = title(beginning, folder);
        let toml = settings::review_toml(&title, &self.guesses, &renamed, &beginning.input.sheets);
        self.write(crate::settings::FILE, toml.as_bytes())?;
        let said = "title, columns and input, with comments".to_owned();
        self.files = vec![(crate::settings::FILE.to_owned(), said)];
        self.files.append(&mut files);
        let first = open(&root, &OpenOptions::default())?;
        let Some(review) = first.review else {
            self.problems = first.problems;
            return Ok(());
        };
        self.tables(&review)?;
        let Opened {
            review, problems, ..
        } = open(&root, &OpenOptions::default())?;
        self.review = review;
        self.problems = problems;
        // Themes of a codebook are no longer compared.
        let alike = first.problems.iter();
        let alike = alike.filter(|p| p.code == Code::SimilarThemes);
        alike.for_each(|p| self.problems.push(p.clone()));
        Ok(())
    }

    fn tables(&mut self, review: &Review) -> Result<(), InitError> {
        if let Some(bytes) = tables::codebook(review) {
            self.write(crate::themes::FILE, &bytes)?;
            let said = "the themes met; add definitions, and parents where themes belong together";
            self.files
                .push((crate::themes::FILE.to_owned(), said.to_owned()));
        }
        if let Some(bytes) = tables::organisations(review) {
            self.write(crate::organisations::FILE, &bytes)?;
            let said =
                "the names met; where two are one, keep one row with the other in its aliases";
            self.files
                .push((crate::organisations::FILE.to_owned(), said.to_owned()));
        }
        let has_ids = |g: &Guess| g.column("engagement_id").is_some();
        if self.guesses.iter().all(has_ids)
            && let Some(bytes) = tables::engagements(review)
        {
            self.write(crate::engagements::FILE, &bytes)?;
            let opened = open(self.staged.path(), &OpenOptions::default())?;
            // Notes that give a type and a day but no id would lose their engagement.
            let after = opened.review.as_ref().map(tables::engaged);
            if after == Some(tables::engaged(review)) {
                let said = "the engagements met; add titles, and who was there";
                self.files
                    .push((crate::engagements::FILE.to_owned(), said.to_owned()));
            } else {
                let path = self.staged.path().join(crate::engagements::FILE);
                fs::remove_file(&path).map_err(failed(&path))?;
            }
        }
        Ok(())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), InitError> {
        let path = self.staged.path().join(name);
        fs::write(&path, bytes).map_err(failed(&path))
    }

    /// Puts the folder into its place.
    ///
    /// # Errors
    /// The place is no longer free, or the system cannot write; nothing is there then.
    pub fn put(self, folder: &Path) -> Result<(), InitError> {
        is_free(folder)?;
        if let Some(parent) = folder.parent() {
            fs::create_dir_all(parent).map_err(failed(parent))?;
        }
        if folder.is_dir() {
            fs::remove_dir(folder).map_err(failed(folder))?;
        }
        let staged = self.staged.keep();
        open_to_others(&staged);
        fs::rename(&staged, folder).map_err(|error| {
            // What failed first is what is reported.
            let _ = fs::remove_dir_all(&staged);
            failed(folder)(error)
        })
    }
}

/// A temporary folder is for its owner alone; a review is as any new folder.
fn open_to_others(folder: &Path) {
    let beside = folder.join(crate::open::NOTES);
    if let Ok(about) = fs::metadata(beside) {
        // A folder that stays closed to others is a review still.
        let _ = fs::set_permissions(folder, about.permissions());
    }
}

/// The name under which a file of notes is read in the folder.
fn name_in_folder(name: &str) -> String {
    let path = Path::new(name);
    let is_read = path.extension().is_some_and(|e| {
        ["csv", "tsv"]
            .iter()
            .any(|known| e.eq_ignore_ascii_case(known))
    }) || throughline_ingest::prepared::workbook::is_named_so(path);
    let name = name.trim_start_matches(['.', '~']);
    if is_read {
        name.to_owned()
    } else {
        format!("{name}.csv")
    }
}

fn title(beginning: &Beginning<'_>, folder: &Path) -> String {
    let said = beginning.title.map(str::to_owned);
    let of_file = || match beginning.from {
        [one] => one.file_stem().map(|s| s.to_string_lossy().into_owned()),
        _ => folder.file_name().map(|s| s.to_string_lossy().into_owned()),
    };
    said.or_else(of_file).unwrap_or_else(|| "Review".to_owned())
}
