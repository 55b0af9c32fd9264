//! Opening a review: every problem at once, then a review or none.

use std::path::Path;
use thiserror::Error;
use throughline_core::ledger::Tally;
use throughline_core::problem::{Problem, Problems, Severity};
use throughline_core::review::Review;
use throughline_folder::{OpenError, OpenOptions, Opened};

/// A review that has been read, with everything found on the way.
#[derive(Debug)]
pub struct Opening {
    review: Option<Review>,
    tally: Option<Tally>,
    by_day: bool,
    problems: Problems,
}

/// A review that cannot be used as it stands. Shows every error, a line each.
#[derive(Debug, Error)]
#[error("the review has {}:{}", errors(.0.count(Severity::Error)), lines(.0))]
pub struct ReviewHasErrors(Problems);

fn errors(count: usize) -> String {
    format!("{count} error{}", if count == 1 { "" } else { "s" })
}

fn lines(problems: &Problems) -> String {
    problems
        .iter()
        .filter(|p| p.severity() == Severity::Error)
        .fold(String::new(), |all, problem| format!("{all}\n{problem}"))
}

impl ReviewHasErrors {
    /// Every problem, warnings included.
    #[must_use]
    pub fn problems(&self) -> &Problems {
        &self.0
    }
}

/// Opens a folder with review.toml, or one CSV file or workbook of notes.
///
/// # Errors
/// [`OpenError`] when there is no review to read at the path. Faults inside the review are
/// problems of the [`Opening`], all of them.
pub fn open(path: impl AsRef<Path>) -> Result<Opening, OpenError> {
    open_with(path, &OpenOptions::default())
}

/// As [`open`], with options: rows set aside, progress.
///
/// # Errors
/// As [`open`].
pub fn open_with(path: impl AsRef<Path>, options: &OpenOptions) -> Result<Opening, OpenError> {
    let Opened {
        review,
        tally,
        by_day,
        problems,
    } = throughline_folder::open(path.as_ref(), options)?;
    Ok(Opening {
        review,
        tally,
        by_day,
        problems: problems.sorted(),
    })
}

impl Opening {
    /// Everything found, in order of file and line.
    #[must_use]
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// What became of the rows that were read, errors or not; nothing when no file of notes was. Of a
    /// file that ends in an open quote these are the rows up to there.
    #[must_use]
    pub fn tally(&self) -> Option<Tally> {
        self.tally
    }

    /// Whether notes without an `engagement_id` made an engagement of their type and day.
    #[must_use]
    pub fn has_engagements_by_day(&self) -> bool {
        self.by_day
    }

    /// The review with its problems, whatever they are.
    #[must_use]
    pub fn into_parts(self) -> (Option<Review>, Problems) {
        (self.review, self.problems)
    }

    /// The review, when it has no errors. Warnings and notes go to `heard`.
    ///
    /// # Errors
    /// [`ReviewHasErrors`] with every problem.
    pub fn accept_warnings(
        self,
        mut heard: impl FnMut(&Problem),
    ) -> Result<Review, ReviewHasErrors> {
        match self.review {
            Some(review) if !self.problems.has_errors() => {
                self.problems.iter().for_each(&mut heard);
                Ok(review)
            }
            _ => Err(ReviewHasErrors(self.problems)),
        }
    }
}
