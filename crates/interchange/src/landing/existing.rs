//! The review that is there, or none.

use super::LandError;
use std::io;
use std::path::{Path, PathBuf};
use throughline_core::problem::Problems;
use throughline_core::review::Review;
use throughline_folder::{OpenOptions, rows};

/// What is at the path before anything lands.
pub(super) struct Existing {
    pub folder: PathBuf,
    /// The review; nothing where there is none yet.
    pub review: Option<Review>,
    /// What is found in it now.
    pub problems: Problems,
}

impl Existing {
    /// Opens the review at a path. A path where nothing is, and an empty folder, hold none.
    pub fn open(folder: &Path) -> Result<Self, LandError> {
        let mut existing = Self {
            folder: folder.to_owned(),
            review: None,
            problems: Problems::default(),
        };
        let mut entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(existing),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(LandError::NotAReview(folder.to_owned()));
            }
            Err(error) => return Err(LandError::io(folder)(error)),
        };
        if entries.next().is_none() {
            return Ok(existing);
        }
        if !folder.join(rows::SETTINGS).is_file() {
            return Err(LandError::NotAReview(folder.to_owned()));
        }
        let opened = throughline_folder::open(folder, &OpenOptions::default())?;
        match opened.review {
            Some(review) if !opened.problems.has_errors() => existing.review = Some(review),
            _ => {
                let path = folder.to_owned();
                return Err(LandError::ReviewHasErrors(path, opened.problems));
            }
        }
        existing.problems = opened.problems;
        Ok(existing)
    }

    /// Whether there is no review yet.
    pub fn is_new(&self) -> bool {
        self.review.is_none()
    }

    /// The bytes of a file of the review; nothing where there is none.
    pub fn bytes(&self, file: &str) -> io::Result<Option<Vec<u8>>> {
        match std::fs::read(self.folder.join(file)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether a table says which of its things there are: it is there, or it will be.
    pub fn lists(&self, file: &str) -> bool {
        self.is_new() || self.folder.join(file).is_file()
    }
}
