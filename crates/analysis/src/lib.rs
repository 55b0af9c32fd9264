//! A [`Review`] to counted tables, and from these to the
//! [`Synthesis`](throughline_core::synthesis::Synthesis) that every renderer reads.
//!
//! [`Analysis::of`] counts under the rules of counting, whose numbers the modules name. One pass
//! over the notes expands the ancestors of each note's themes into tables of cells; polars makes
//! the tables from the cells, so that a million notes are never a data frame. Every table has typed
//! rows, in a fixed order, and a `frame()` that gives a polars data frame under the column names of
//! [`columns`]. No other crate of the workspace has polars in its public API.
//!
//! Codes in rows are indices into the tables of the review: themes into its codebook, organisations,
//! formats and engagements into the lists of these names.
//!
//! ```
//! use std::sync::Arc;
//! use throughline_analysis::Analysis;
//! use throughline_core::codebook::{Codebook, Theme};
//! use throughline_core::notes::{Flags, NONE, Tag, TextPlace, TextsInMemory};
//! use throughline_core::review::{Organisation, Review, Status};
//! use throughline_core::selection::Selection;
//! use throughline_core::stance::Stance;
//!
//! let mut review = Review::new("Two agencies", Arc::new(TextsInMemory::default()));
//! let mut cost = Theme::bare("cost".parse()?);
//! cost.parent = Some(0);
//! review.codebook = Codebook::new(vec![Theme::bare("value".parse()?), cost])?;
//! for name in ["Agency A", "Agency B"] {
//!     review.organisations.push(Organisation {
//!         name: name.into(),
//!         letter: None,
//!         aliases: Vec::new(),
//!         status: Status::Current,
//!         consent: false,
//!         giveaways: Vec::new(),
//!     });
//! }
//! // Both agencies, that it costs too much; agency A, that it is worth it; nobody named, the cost.
//! let (value, cost) = (0, 1);
//! for (line, organisations, theme, stance) in [
//!     (2, vec![0, 1], cost, Stance::Negative),
//!     (3, vec![0], value, Stance::Positive),
//!     (4, vec![], cost, Stance::NotStated),
//! ] {
//!     review.notes.ids.push(&format!("N-{line}"));
//!     review.notes.engagement.push(NONE);
//!     review.notes.organisations.push(organisations);
//!     review.notes.part.push(NONE);
//!     review.notes.question.push(NONE);
//!     review.notes.tags.push([Tag { theme, stance }]);
//!     review.notes.flags.push(Flags::default());
//!     review.notes.places.push(TextPlace { file: 0, offset: 0, line });
//! }
//!
//! let analysis = Analysis::of(&review)?;
//! let value_row = analysis.prevalence().of(value);
//! assert_eq!((value_row.own.notes, value_row.own.organisations), (1, 1));
//! // With what lies beneath it: three notes, one of them without an organisation.
//! assert_eq!((value_row.rolled.notes, value_row.rolled.organisations), (3, 2));
//! assert_eq!(value_row.rolled.unattributed_notes, 1);
//!
//! // An organisation has one stance: agency A is both for and against.
//! let support = analysis.support(&Selection::theme(value), None);
//! assert_eq!(support.proportion().to_string(), "2 of 2");
//! assert_eq!((support.mixed, support.negative), (vec![0], vec![1]));
//!
//! let frame = analysis.prevalence().frame()?;
//! assert_eq!(frame.shape(), (2, 15));
//! assert_eq!(frame.column("share")?.f64()?.get(1), Some(0.5));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![warn(missing_docs)]

pub mod agreement;
mod audit;
mod cells;
pub mod codebook;
pub mod columns;
mod cooccurrence;
pub mod disclosure;
pub mod draft;
mod error;
mod formats;
mod frames;
mod index;
mod integrity;
mod matrix;
mod order;
mod pairs;
mod pass;
mod prevalence;
pub mod publish;
pub mod query;
#[cfg(test)]
#[path = "../tests/counting/draft.rs"]
#[expect(dead_code, reason = "the tests of counting use the rest of it")]
mod reviews;
mod saturation;
mod scope;
mod stances;
mod support;

pub use cooccurrence::{Cooccurrence, PairCount};
pub use error::AnalysisError;
pub use formats::{FormatCount, FormatTable};
pub use matrix::{Matrix, MatrixCount};
pub use prevalence::{Counts, Prevalence, ThemePrevalence};
pub use saturation::{Saturation, SaturationStep};
pub use scope::Scope;
pub use stances::{StanceCount, StanceTable};
pub use support::{ClaimCount, Support};

use index::Index;
use std::sync::OnceLock;
use throughline_core::findings::Claim;
use throughline_core::review::Review;
use throughline_core::selection::Selection;

/// A review, counted.
#[derive(Debug, Clone)]
pub struct Analysis<'r> {
    review: &'r Review,
    scope: Scope<'r>,
    prevalence: Prevalence<'r>,
    matrix: Matrix<'r>,
    cooccurrence: Cooccurrence<'r>,
    stance: StanceTable<'r>,
    format: FormatTable<'r>,
    saturation: Saturation<'r>,
    index: OnceLock<Index>,
}

impl<'r> Analysis<'r> {
    /// Counts a review: every table, in one pass over its notes.
    ///
    /// # Errors
    /// The columns of the notes do not agree in length, a code is no index of its table, or polars
    /// refuses a query. None of these befalls a review that was read from a folder or a file.
    pub fn of(review: &'r Review) -> Result<Self, AnalysisError> {
        integrity::check(review)?;
        let order = order::Order::of(review);
        let scope = Scope::new(review, &order.organisations);
        let counted = pass::count(review);
        let frames = frames::CellFrames::of(&order, &counted)?;
        let pairs = pairs::pairs(&order, &frames)?;
        let prevalence = Prevalence::count(review, &order, &scope, &frames, &pairs)?;
        Ok(Self {
            review,
            matrix: Matrix::count(review, &pairs),
            cooccurrence: Cooccurrence::count(review, &order, &prevalence, &counted.pairs),
            stance: StanceTable::count(review, &order, &frames, &pairs)?,
            format: FormatTable::count(review, &order, &scope, &frames)?,
            saturation: Saturation::count(review, &order, &frames)?,
            scope,
            prevalence,
            index: OnceLock::new(),
        })
    }

    /// The review that was counted.
    #[must_use]
    pub fn review(&self) -> &'r Review {
        self.review
    }

    /// The organisations in scope (rule 6).
    #[must_use]
    pub fn scope(&self) -> &Scope<'r> {
        &self.scope
    }

    /// Notes, organisations and engagements of every theme.
    #[must_use]
    pub fn prevalence(&self) -> &Prevalence<'r> {
        &self.prevalence
    }

    /// Notes by theme and organisation.
    #[must_use]
    pub fn matrix(&self) -> &Matrix<'r> {
        &self.matrix
    }

    /// Pairs of themes that share notes (rule 10).
    #[must_use]
    pub fn cooccurrence(&self) -> &Cooccurrence<'r> {
        &self.cooccurrence
    }

    /// Notes and organisations by theme and stance (rule 9).
    #[must_use]
    pub fn stance(&self) -> &StanceTable<'r> {
        &self.stance
    }

    /// Notes and organisations by theme and format.
    #[must_use]
    pub fn format(&self) -> &FormatTable<'r> {
        &self.format
    }

    /// Themes that each engagement added.
    #[must_use]
    pub fn saturation(&self) -> &Saturation<'r> {
        &self.saturation
    }

    /// Who supports a selection, of a base: by rule 6 all in scope, those of the selection's
    /// formats and status, or those with a note that fits `base`. Reads the notes that carry its
    /// themes; the first time, every note.
    #[must_use]
    pub fn support(&self, selection: &Selection, base: Option<&Selection>) -> Support {
        support::support(self.index(), &self.scope, selection, base)
    }

    /// Counts a claim in its unit. Reads the notes that carry its themes; the first time, every
    /// note.
    #[must_use]
    pub fn claim(&self, claim: &Claim) -> ClaimCount {
        support::claim(self.index(), &self.scope, claim)
    }

    /// Which notes carry which theme, made when it is first asked for.
    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(self.review))
    }
}
