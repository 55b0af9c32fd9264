//! The matrix of themes and organisations, in notes. A note of several organisations counts for
//! each of them (rule 4), so a row of the matrix is not a sum of notes.

use crate::columns;
use crate::error::AnalysisError;
use crate::pairs::Pair;
use polars::prelude::{Column, DataFrame};
use throughline_core::codebook::ThemeCode;
use throughline_core::review::Review;

/// One cell of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatrixCount {
    /// The theme.
    pub theme: ThemeCode,
    /// The organisation.
    pub organisation: u32,
    /// Notes of the organisation that carry the theme itself.
    pub notes: u32,
    /// Notes of the organisation that carry the theme or a descendant; never 0.
    pub notes_rolled: u32,
}

/// The pairs of theme and organisation that have a note, by theme id and then by display name.
#[derive(Debug, Clone)]
pub struct Matrix<'r> {
    review: &'r Review,
    rows: Vec<MatrixCount>,
}

impl<'r> Matrix<'r> {
    pub(crate) fn count(review: &'r Review, pairs: &[Pair]) -> Self {
        let rows = pairs
            .iter()
            .map(|pair| MatrixCount {
                theme: pair.theme,
                organisation: pair.organisation,
                notes: pair.notes,
                notes_rolled: pair.notes_rolled,
            })
            .collect();
        Self { review, rows }
    }

    /// The pairs whose rolled count is not zero.
    #[must_use]
    pub fn rows(&self) -> &[MatrixCount] {
        &self.rows
    }

    /// The table as a data frame: theme (id), organisation (display name), notes, of the pairs
    /// whose own count is not zero, as in `tables/matrix.csv`.
    ///
    /// # Errors
    /// polars refuses the columns.
    pub fn frame(&self) -> Result<DataFrame, AnalysisError> {
        let own: Vec<&MatrixCount> = self.rows.iter().filter(|r| r.notes > 0).collect();
        let themes = own
            .iter()
            .map(|r| self.review.codebook.theme(r.theme).id.as_str());
        let organisations = own.iter().map(|r| {
            self.review.organisations[r.organisation as usize]
                .name
                .as_str()
        });
        let notes = own.iter().map(|r| r.notes);
        Ok(DataFrame::new(
            own.len(),
            vec![
                Column::new(columns::THEME.into(), themes.collect::<Vec<&str>>()),
                Column::new(
                    columns::ORGANISATION.into(),
                    organisations.collect::<Vec<&str>>(),
                ),
                Column::new(columns::NOTES.into(), notes.collect::<Vec<u32>>()),
            ],
        )?)
    }
}
