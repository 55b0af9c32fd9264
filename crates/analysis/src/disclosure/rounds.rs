//! Rule 13: two rounds with the same contributors, compared in words.
//!
//! Promised: the word follows from what both reports show and from nothing else.

use super::bands::ends;
use throughline_core::synthesis::Shown;

/// How a count of a later round compares with that of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// More organisations than before.
    More,
    /// Fewer.
    Fewer,
    /// The same band, or bands that overlap.
    AboutTheSame,
}

impl Change {
    /// As it is written.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Change::More => "more",
            Change::Fewer => "fewer",
            Change::AboutTheSame => "about the same",
        }
    }
}

/// Compares what two rounds show of the same count; `None` where either shows nothing.
///
/// ```
/// use throughline_analysis::disclosure::rounds::{Change, compare};
/// use throughline_core::synthesis::Shown;
/// let band = |low, high| Shown::Band { low, high };
/// assert_eq!(compare(band(3, 4), band(5, 6)), Some(Change::More));
/// assert_eq!(compare(band(7, 9), band(0, 2)), Some(Change::Fewer));
/// assert_eq!(compare(band(3, 4), band(3, 4)), Some(Change::AboutTheSame));
/// assert_eq!(compare(Shown::NotShown, band(3, 4)), None);
/// ```
#[must_use]
pub fn compare(earlier: Shown, later: Shown) -> Option<Change> {
    let (before, after) = (ends(earlier)?, ends(later)?);
    Some(if after.0 > before.1 {
        Change::More
    } else if after.1 < before.0 {
        Change::Fewer
    } else {
        Change::AboutTheSame
    })
}
