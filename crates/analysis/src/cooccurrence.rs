//! Rule of counting 10: co-occurrence counts notes that carry both themes themselves; the
//! coefficient is `n12 / (n1 + n2 − n12)`, rounded half up.

use crate::cells::Cells;
use crate::columns;
use crate::error::AnalysisError;
use crate::frames::four_decimals;
use crate::order::Order;
use crate::prevalence::Prevalence;
use polars::prelude::{Column, DataFrame};
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::ratio4;
use throughline_core::review::Review;

/// Two themes that share notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairCount {
    /// The theme whose id is first in byte order.
    pub a: ThemeCode,
    /// The other.
    pub b: ThemeCode,
    /// Notes that carry both; never 0.
    pub notes: u32,
    /// Notes that carry the first.
    pub notes_a: u32,
    /// Notes that carry the second.
    pub notes_b: u32,
}

impl PairCount {
    /// Notes that carry the one or the other.
    #[must_use]
    pub fn either(&self) -> u32 {
        // Both counts hold the shared notes, so this is at most the notes of the review.
        self.notes_a - self.notes + self.notes_b
    }

    /// The coefficient of rule 10 with four decimals, rounded half up.
    #[must_use]
    pub fn coefficient(&self) -> Option<String> {
        ratio4(u64::from(self.notes), u64::from(self.either()))
    }
}

/// The pairs of themes that share a note, by the id of the first and then of the second.
#[derive(Debug, Clone)]
pub struct Cooccurrence<'r> {
    review: &'r Review,
    rows: Vec<PairCount>,
}

impl<'r> Cooccurrence<'r> {
    pub(crate) fn count(
        review: &'r Review,
        order: &Order,
        prevalence: &Prevalence,
        pairs: &Cells<u32>,
    ) -> Self {
        let notes_of = |theme| prevalence.of(theme).own.notes;
        let mut rows: Vec<PairCount> = pairs
            .iter()
            .filter_map(|((one, other), &notes)| Some((u32::try_from(one).ok()?, other, notes)))
            .map(|(one, other, notes)| {
                let (a, b) = if order.theme(one) < order.theme(other) {
                    (one, other)
                } else {
                    (other, one)
                };
                PairCount {
                    a,
                    b,
                    notes,
                    notes_a: notes_of(a),
                    notes_b: notes_of(b),
                }
            })
            .collect();
        rows.sort_unstable_by_key(|r| (order.theme(r.a), order.theme(r.b)));
        Self { review, rows }
    }

    /// The pairs that share at least one note.
    #[must_use]
    pub fn rows(&self) -> &[PairCount] {
        &self.rows
    }

    /// How many pairs share at least one note.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.rows.len()
    }

    /// The table as a data frame: `theme_a`, `theme_b` (ids), notes, coefficient (`f64` of four
    /// decimals), as in `tables/cooccurrence.csv`.
    ///
    /// # Errors
    /// polars refuses the columns.
    pub fn frame(&self) -> Result<DataFrame, AnalysisError> {
        let id = |theme| self.review.codebook.theme(theme).id.as_str();
        let rows = || self.rows.iter();
        Ok(DataFrame::new(
            self.rows.len(),
            vec![
                Column::new(
                    columns::THEME_A.into(),
                    rows().map(|r| id(r.a)).collect::<Vec<&str>>(),
                ),
                Column::new(
                    columns::THEME_B.into(),
                    rows().map(|r| id(r.b)).collect::<Vec<&str>>(),
                ),
                Column::new(
                    columns::NOTES.into(),
                    rows().map(|r| r.notes).collect::<Vec<u32>>(),
                ),
                Column::new(
                    columns::COEFFICIENT.into(),
                    rows()
                        .map(|r| four_decimals(r.notes, r.either()))
                        .collect::<Vec<Option<f64>>>(),
                ),
            ],
        )?)
    }
}
