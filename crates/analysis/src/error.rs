//! Why a review could not be counted.

use polars::prelude::PolarsError;
use thiserror::Error;

/// Why a review could not be counted.
///
/// A review that `throughline-folder` has read gives none of the first two: they guard against
/// reviews that a program has put together by hand.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AnalysisError {
    /// A column of the notes is shorter or longer than the others.
    #[error("the column `{column}` holds {found} rows, but the review has {expected} notes")]
    Ragged {
        /// Name of the column.
        column: &'static str,
        /// Its rows.
        found: usize,
        /// The notes of the review.
        expected: usize,
    },
    /// A code that is no index of its table.
    #[error("the code {code} in `{column}` is not one of the {table} of the review")]
    Dangling {
        /// Where the code stands.
        column: &'static str,
        /// The table it should be an index of.
        table: &'static str,
        /// The code.
        code: u32,
    },
    /// The data-frame library refused a query or a conversion.
    #[error("the tables could not be made: {0}")]
    Tables(#[from] PolarsError),
    /// A table that polars gave back lacks a value.
    #[error("the column `{column}` of a counted table holds no value in row {row}")]
    Missing {
        /// Name of the column.
        column: &'static str,
        /// The row, from 0.
        row: usize,
    },
}
