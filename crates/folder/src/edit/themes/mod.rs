//! Edits of the codebook: themes merged, renamed, moved and taken in, in every file that names them.
//!
//! An edit is planned on the files as they are ([`plan`], [`take_in`]), shown, and made all together
//! or not at all ([`ThemeChanges::make`]). Where a theme stands: the codebook's `code` and `parent`,
//! the `themes` column of notes and of coders' files, that of suggestions, and the selections of
//! findings.toml. `findings.lock` and `quotes-read.csv` name none.
//!
//! When themes are merged, the one they go into keeps its label, its phrase, its definition and its
//! `exclude`. What the others were for is added to its `include` (“Merged from LABEL: DEFINITION
//! INCLUDE”) and their keywords to its keywords; their labels, phrases and `exclude` are left out
//! and listed. Their children move under it.

mod book;
mod findings;
mod matched;
mod substitute;
mod take_in;

pub use take_in::{Carried, Conflict, Conflicts, TakeIn, TakenIn, ThemeRow, take_in};

use super::cells;
use super::{EditError, FileChange, apply};
use crate::open::{NOTES, files_of};
use crate::organisations::optional;
use crate::settings::{self, Settings};
use crate::{OpenError, OpenOptions, Opened, coders, themes};
use std::io;
use std::path::{Path, PathBuf};
use substitute::Substitution;
use thiserror::Error;
use throughline_core::codebook::ThemeCode;
use throughline_core::ids::ThemeId;
use throughline_core::numbers::counted;
use throughline_core::problem::{Code, Place, Problem};
use throughline_core::review::Review;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::{Column, Renamed};
use throughline_ingest::prepared::workbook;

/// What is to be done with themes of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThemeEdit {
    /// Some themes become one of the review's themes.
    Merge {
        /// Those that go.
        from: Vec<ThemeCode>,
        /// The one that stays.
        into: ThemeCode,
    },
    /// A theme takes another code, and another label where one is given.
    Rename {
        /// Which.
        theme: ThemeCode,
        /// Its code to be.
        to: ThemeId,
        /// Its label to be.
        label: Option<String>,
    },
    /// A theme takes another place in the tree, with everything beneath it.
    Move {
        /// Which.
        theme: ThemeCode,
        /// The theme above it; `None` for the top.
        under: Option<ThemeCode>,
    },
}

/// What changes in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// Its path in the folder.
    pub file: String,
    /// Cells of a table, or places in findings.toml, that change.
    pub places: usize,
    /// Rows that go.
    pub rows_removed: usize,
    /// Rows that come.
    pub rows_added: usize,
}

/// Words of a codebook that a merge does not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The theme that goes.
    pub theme: ThemeId,
    /// The column they stood in.
    pub column: &'static str,
    /// The words.
    pub text: String,
}

/// An edit that has been planned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeChanges {
    /// The files on their way, for [`apply`].
    pub changes: Vec<FileChange>,
    /// What changes in each.
    pub files: Vec<ChangedFile>,
    /// What a merge does not keep.
    pub left_out: Vec<LeftOut>,
    /// What an analyst should look at afterwards, in sentences with their places.
    pub remarks: Vec<String>,
}

/// Why themes were not edited. The folder is as it was.
#[derive(Debug, Error)]
pub enum ThemeEditError {
    /// There is no codebook to write to.
    #[error(
        "the review has no {}, so a theme has no label and no place in a tree",
        themes::FILE
    )]
    NoCodebook,
    /// A theme goes beneath itself.
    #[error("`{theme}` cannot stand under `{under}`, which stands under it")]
    Cycle {
        /// The theme that moves.
        theme: ThemeId,
        /// Where to.
        under: ThemeId,
    },
    /// The code is another theme's.
    #[error("`{0}` is the code of another theme")]
    Taken(ThemeId),
    /// A theme is merged into itself.
    #[error("`{0}` cannot be merged into itself")]
    Itself(ThemeId),
    /// A file cannot be rewritten as it stands.
    #[error("{0}")]
    Unreadable(Problem),
    /// A file cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The changes could not be made.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The review could not be read again after the change, which was taken back.
    #[error("the review cannot be opened after the change, which was taken back: {0}")]
    Broken(String),
    /// What is taken in contradicts the codebook, or leaves out a theme in use.
    #[error("what the file says cannot be taken in: {}", counted(.0.0.len(), "conflict"))]
    Conflicts(Conflicts),
}

impl From<Problem> for ThemeEditError {
    fn from(problem: Problem) -> Self {
        Self::Unreadable(problem)
    }
}

impl From<OpenError> for ThemeEditError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Io { path, source } => Self::Io { path, source },
            other => Self::Broken(other.to_string()),
        }
    }
}

/// Plans an edit of themes on the files of a review folder. `review` is the folder as it was opened,
/// without errors.
///
/// ```
/// use throughline_folder::edit::themes::{ThemeEdit, plan};
/// let folder = tempfile::tempdir()?;
/// let at = |name: &str| folder.path().join(name);
/// std::fs::create_dir(at("notes"))?;
/// std::fs::write(at("review.toml"), "title = \"Tides\"\n")?;
/// std::fs::write(at("notes/a.csv"), "note_id,themes,text\n1,\"cost; time\",It costs\n")?;
/// let opened = throughline_folder::open(folder.path(), &Default::default())?;
/// let review = opened.review.ok_or("errors")?;
/// let theme = review.codebook.code("time").ok_or("no such theme")?;
/// let edit = ThemeEdit::Rename { theme, to: "days".parse()?, label: None };
/// let planned = plan(folder.path(), &review, &edit)?;
/// assert_eq!((planned.files[0].file.as_str(), planned.files[0].places), ("notes/a.csv", 1));
/// planned.make(folder.path())?;
/// let text = std::fs::read_to_string(at("notes/a.csv"))?;
/// assert_eq!(text, "note_id,themes,text\n1,\"cost; days\",It costs\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ThemeEditError`]; nothing is written here.
pub fn plan(
    folder: &Path,
    review: &Review,
    edit: &ThemeEdit,
) -> Result<ThemeChanges, ThemeEditError> {
    let substitution = Substitution::of(&review.codebook, edit)?;
    let mut planned = ThemeChanges::default();
    book::plan(folder, review, edit, &mut planned)?;
    if substitution.is_empty() {
        return Ok(planned);
    }
    for table in tables(folder)? {
        let bytes = std::fs::read(&table.path).map_err(failed(&table.path))?;
        let new = cells::rewrite(
            (&bytes, &table.name),
            (table.columns, table.themes),
            &table.renamed,
            &mut |cell| substitution.cell(cell),
        )?;
        if let Some((after, places)) = new {
            planned.add(&table.name, bytes, after, (places, 0, 0));
        }
    }
    let path = folder.join(crate::findings::FILE);
    if let Some(bytes) = super::read(&path).map_err(failed(&path))? {
        let new = findings::rewrite(&bytes, &substitution, &mut planned.remarks)?;
        if let Some((after, places)) = new {
            planned.add(crate::findings::FILE, bytes, after, (places, 0, 0));
        }
    }
    Ok(planned)
}

impl ThemeChanges {
    fn add(
        &mut self,
        file: &str,
        before: Vec<u8>,
        after: Vec<u8>,
        (places, rows_removed, rows_added): (usize, usize, usize),
    ) {
        self.files.push(ChangedFile {
            file: file.to_owned(),
            places,
            rows_removed,
            rows_added,
        });
        self.changes.push(FileChange {
            path: file.to_owned(),
            before: Some(before),
            after: Some(after),
        });
    }

    /// Makes the changes, all of them or none, and opens the review again. Should it have errors,
    /// the changes are taken back.
    ///
    /// # Errors
    /// [`ThemeEditError`]; the folder is then as it was.
    pub fn make(&self, folder: &Path) -> Result<Opened, ThemeEditError> {
        apply(folder, &self.changes)?;
        let opened = crate::open(folder, &OpenOptions::default());
        let fault = match &opened {
            Ok(opened) if opened.review.is_some() => None,
            Ok(opened) => {
                let errors = opened.problems.iter();
                let mut errors = errors.filter(|p| p.code.severity() == SEVERE);
                errors.next().map(ToString::to_string)
            }
            Err(error) => Some(error.to_string()),
        };
        if let Some(fault) = fault {
            let back: Vec<FileChange> = self
                .changes
                .iter()
                .map(|change| FileChange {
                    path: change.path.clone(),
                    before: change.after.clone(),
                    after: change.before.clone(),
                })
                .collect();
            apply(folder, &back)?;
            return Err(ThemeEditError::Broken(fault));
        }
        Ok(opened?)
    }
}

const SEVERE: throughline_core::problem::Severity = throughline_core::problem::Severity::Error;

/// A table with a column of themes.
struct NamingTable {
    name: String,
    path: PathBuf,
    columns: &'static [Column],
    themes: &'static [usize],
    renamed: Renamed,
}

/// The folder of suggestions that no person has accepted yet.
const SUGGESTIONS: &str = "suggestions";

const SUGGESTED: [Column; 2] = [optional("themes"), optional("theme")];

/// Every table that names themes, the codebook aside.
fn tables(folder: &Path) -> Result<Vec<NamingTable>, ThemeEditError> {
    let path = folder.join(settings::FILE);
    let bytes = std::fs::read(&path).map_err(failed(&path))?;
    let mut faults = Faults::new(false);
    let renamed = Settings::read(&bytes, &mut faults).renamed;
    let mut found = Vec::new();
    let mut all = |name: &str, columns, themes, renamed: &Renamed| -> Result<(), OpenError> {
        for (name, path) in files_of(&folder.join(name), name, name == NOTES, &mut faults)? {
            found.push(NamingTable {
                name,
                path,
                columns,
                themes,
                renamed: renamed.clone(),
            });
        }
        Ok(())
    };
    let notes: &'static [Column] = &throughline_ingest::notes::COLUMNS;
    let none = Renamed::new();
    all(NOTES, notes, &[throughline_ingest::notes::THEMES], &renamed)?;
    all(coders::FOLDER, &coders::COLUMNS, &[coders::THEMES], &none)?;
    all(SUGGESTIONS, &SUGGESTED, &[0, 1], &none)?;
    match found
        .iter()
        .find(|table| workbook::is_named_so(&table.path))
    {
        Some(book) => Err(ThemeEditError::Unreadable(
            Problem::new(
                Code::UnreadFile,
                Place::file(&book.name),
                "the themes of a workbook cannot be edited here",
            )
            .help("save its sheet as CSV UTF-8 in its place, and run again"),
        )),
        None => Ok(found),
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> ThemeEditError + use<> {
    let path = path.to_owned();
    move |source| ThemeEditError::Io {
        path: path.clone(),
        source,
    }
}

#[cfg(test)]
mod tests;
