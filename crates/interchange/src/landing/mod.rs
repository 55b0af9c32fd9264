//! What another tool's file holds goes into a review folder: a new one, or one that is there.
//!
//! [`plan`] says what would change and [`Plan::write`] changes it, all of it or nothing. What the
//! review holds stays as it is: themes, engagements, organisations and notes that are found in it are
//! not written again, a difference is listed, and landing one file twice changes nothing.
//!
//! - A **theme** is found by its path of labels, by its code, or by a label that only one theme has.
//! - An **engagement** is found by its title or its id, an **organisation** by its names and aliases.
//! - A **note** is found by its id where the text is the same, by its text, or, when its text is a part
//!   of one note and of no other, as a part of that note. A note of another engagement is only taken for
//!   it when the text has [`TELLING`] code points or more.
//! - A **tag** goes to `tags/CODER.csv` of its note, with an excerpt where it speaks of a part. An
//!   excerpt whose place cannot be told exactly is listed and not written.
//!
//! Before anything is written, the folder as it would be is opened from a temporary place; with an
//! error in it nothing is written.

mod coders;
mod engagements;
mod existing;
mod notes;
mod parts;
mod seen;
mod stage;
mod themes;

use crate::incoming::{Incoming, NotCarried};
use existing::Existing;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use throughline_core::notes::TextError;
use throughline_core::problem::Problems;
use throughline_folder::OpenError;
use throughline_folder::edit::{EditError, FileChange};
use throughline_folder::rows::AddError;

/// Code points from which on a text tells which note it is, whatever the engagement.
pub const TELLING: usize = 20;

/// How many of something are new, and how many the review had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// New to the review.
    pub new: usize,
    /// Found in the review, and left as they are.
    pub held: usize,
}

/// What landed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Landed {
    /// Whether the review is new.
    pub new_review: bool,
    /// Themes.
    pub themes: Counted,
    /// Engagements.
    pub engagements: Counted,
    /// Organisations.
    pub organisations: Counted,
    /// Notes.
    pub notes: Counted,
    /// Notes that were found to be a part of a note of the review.
    pub parts_of_notes: usize,
    /// Rows of coders' files; held are those whose themes the coder's file has.
    pub tags: Counted,
    /// Names of the coders' files that the tags go to.
    pub coders: Vec<String>,
    /// Files that change, in order.
    pub files: Vec<String>,
    /// What was assumed, in sentences.
    pub assumed: Vec<String>,
    /// What could not be carried, that of the file included.
    pub not_carried: Vec<NotCarried>,
}

impl Landed {
    fn lost(&mut self, kind: &str, which: impl Into<String>, why: impl Into<String>) {
        self.not_carried.push(NotCarried {
            kind: kind.to_owned(),
            which: which.into(),
            why: why.into(),
        });
    }
}

/// Why nothing can land. The folder is as it was.
#[derive(Debug, Error)]
pub enum LandError {
    /// The review that is there has errors.
    #[error("{} has errors, and nothing is imported into it until they are put right", .0.display())]
    ReviewHasErrors(PathBuf, Problems),
    /// The review would have errors.
    #[error("{} would have errors, so nothing was written", .0.display())]
    WouldHaveErrors(PathBuf, Problems),
    /// The path is something else than a review folder.
    #[error("{} is no review folder, and not empty", .0.display())]
    NotAReview(PathBuf),
    /// The review that is there cannot be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A text of the review cannot be read.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Rows cannot be added to a table.
    #[error(transparent)]
    Add(#[from] AddError),
    /// The changes cannot be made.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The system could not read or write.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl LandError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> LandError + use<> {
        let path = path.to_owned();
        move |source| LandError::Io { path, source }
    }
}

/// What landing would change.
#[derive(Debug)]
pub struct Plan {
    folder: PathBuf,
    changes: Vec<FileChange>,
    landed: Landed,
    warnings: Problems,
}

impl Plan {
    /// What would land.
    #[must_use]
    pub fn landed(&self) -> &Landed {
        &self.landed
    }

    /// The files that would change; none when the review holds everything already.
    #[must_use]
    pub fn changes(&self) -> &[FileChange] {
        &self.changes
    }

    /// Warnings and notes of the review as it would be that it does not have now.
    #[must_use]
    pub fn warnings(&self) -> &Problems {
        &self.warnings
    }

    /// Makes the changes.
    ///
    /// # Errors
    /// [`LandError::Edit`], where the review was changed since the plan was made among others, and
    /// [`LandError::Io`]; the folder is as it was.
    pub fn write(self) -> Result<Landed, LandError> {
        if self.landed.new_review {
            stage::create(&self.folder, &self.changes)?;
        } else if !self.changes.is_empty() {
            throughline_folder::edit::apply(&self.folder, &self.changes)?;
        }
        Ok(self.landed)
    }
}

/// Says what landing would change, without changing anything.
///
/// Cost: the review is read twice, and its texts once in pieces; the new notes are held in memory.
///
/// ```
/// use throughline_interchange::incoming::{Incoming, IncomingNote, IncomingTag, IncomingTheme};
/// use throughline_interchange::landing;
/// let place = tempfile::tempdir()?;
/// let review = place.path().join("review");
/// let incoming = Incoming {
///     source: "highlights.csv".into(),
///     title: Some("A review".into()),
///     themes: vec![IncomingTheme { code: "cost".into(), label: "Cost".into(), ..IncomingTheme::default() }],
///     notes: vec![IncomingNote { id: "N1".into(), text: "It costs.".into(), ..IncomingNote::default() }],
///     tags: vec![IncomingTag {
///         coder: "ana".into(), note: "N1".into(), themes: vec!["cost".into()], ..IncomingTag::default()
///     }],
///     ..Incoming::default()
/// };
/// let landed = landing::plan(&review, &incoming)?.write()?;
/// assert_eq!((landed.notes.new, landed.tags.new), (1, 1));
/// assert_eq!(std::fs::read_to_string(review.join("review.toml"))?, "title = \"A review\"\n");
///
/// let again = landing::plan(&review, &incoming)?;
/// assert!(again.changes().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`LandError`].
pub fn plan(folder: &Path, incoming: &Incoming) -> Result<Plan, LandError> {
    let existing = Existing::open(folder)?;
    let mut landed = Landed {
        new_review: existing.is_new(),
        assumed: incoming.assumed.clone(),
        not_carried: incoming.not_carried.clone(),
        ..Landed::default()
    };
    let themes = themes::land(&existing, incoming, &mut landed);
    let engagements = engagements::land(&existing, incoming, &mut landed);
    let notes = notes::land(&existing, incoming, &themes, &engagements, &mut landed)?;
    let coders = coders::land(&existing, incoming, &themes, &notes, &mut landed);
    let mut files = stage::Files::new(&existing);
    files.settings(incoming)?;
    files.rows(throughline_folder::rows::CODEBOOK, &themes.rows)?;
    files.rows(
        throughline_folder::rows::ORGANISATIONS,
        &engagements.organisations,
    )?;
    files.rows(throughline_folder::rows::ENGAGEMENTS, &engagements.rows)?;
    files.notes(&incoming.source, &notes.rows)?;
    for (stem, rows) in &coders {
        files.rows(&throughline_folder::rows::coder_path(stem), rows)?;
    }
    let changes = files.changes();
    landed.files = changes.iter().map(|c| c.path.clone()).collect();
    let warnings = if changes.is_empty() {
        Problems::default()
    } else {
        stage::verify(&existing, &changes)?
    };
    Ok(Plan {
        folder: folder.to_owned(),
        changes,
        landed,
        warnings,
    })
}

#[cfg(test)]
mod tests;
