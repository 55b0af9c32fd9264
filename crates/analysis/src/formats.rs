//! Themes by format of engagement (workshop, 1:1 …). The denominator of a format is the
//! organisations present at it or with a note from it (rule of counting 6).

use crate::columns;
use crate::error::AnalysisError;
use crate::frames::{
    CellFrames, FORMAT, MET, MET_ROLLED, NOTES, NOTES_ROLLED, THEME, cells_met, counts, sums, u32s,
};
use crate::order::Order;
use crate::scope::Scope;
use polars::prelude::{Column, DataFrame, col, lit};
use std::collections::BTreeMap;
use throughline_core::codebook::ThemeCode;
use throughline_core::notes::NONE;
use throughline_core::review::Review;

/// A theme and a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatCount {
    /// The theme.
    pub theme: ThemeCode,
    /// The format, an index into [`Review::formats`].
    pub format: u32,
    /// Notes from engagements of the format that carry the theme itself.
    pub notes: u32,
    /// Organisations with at least one such note.
    pub organisations: u32,
    /// Notes from engagements of the format that carry the theme or a descendant; never 0.
    pub notes_rolled: u32,
    /// Organisations with at least one such note.
    pub organisations_rolled: u32,
    /// Organisations in scope of the format.
    pub denominator: u32,
}

/// The pairs of theme and format that have a note, by theme id and then in the order in which the
/// formats appear in the review. Notes without an engagement have no format.
#[derive(Debug, Clone)]
pub struct FormatTable<'r> {
    review: &'r Review,
    rows: Vec<FormatCount>,
}

impl<'r> FormatTable<'r> {
    pub(crate) fn count(
        review: &'r Review,
        order: &Order,
        scope: &Scope,
        frames: &CellFrames,
    ) -> Result<Self, AnalysisError> {
        let known = || col(FORMAT).neq(lit(NONE));
        let notes = frames
            .by_note()
            .filter(known())
            .group_by([col(THEME), col(FORMAT)])
            .agg(sums(&[NOTES, NOTES_ROLLED]))
            .collect()?;
        let mut rows = BTreeMap::new();
        let formats = u32s(&notes, FORMAT)?;
        let (own, rolled) = (u32s(&notes, NOTES)?, u32s(&notes, NOTES_ROLLED)?);
        for (row, theme) in u32s(&notes, THEME)?.into_iter().enumerate() {
            let format = formats[row];
            let count = FormatCount {
                theme,
                format,
                notes: own[row],
                organisations: 0,
                notes_rolled: rolled[row],
                organisations_rolled: 0,
                denominator: u32::try_from(scope.of_format(format).len()).unwrap_or(u32::MAX),
            };
            rows.insert((order.theme(theme), format), count);
        }
        // A cell is one organisation in one format, so cells are organisations.
        let organisations = frames
            .by_organisation()
            .filter(known())
            .group_by([col(THEME), col(FORMAT)])
            .agg(cells_met(col(NOTES).gt(lit(0u32))))
            .collect()?;
        let formats = u32s(&organisations, FORMAT)?;
        let (own, rolled) = (
            u32s(&organisations, MET)?,
            u32s(&organisations, MET_ROLLED)?,
        );
        for (row, theme) in u32s(&organisations, THEME)?.into_iter().enumerate() {
            if let Some(count) = rows.get_mut(&(order.theme(theme), formats[row])) {
                count.organisations = own[row];
                count.organisations_rolled = rolled[row];
            }
        }
        Ok(Self {
            review,
            rows: rows.into_values().collect(),
        })
    }

    /// One row a theme and format.
    #[must_use]
    pub fn rows(&self) -> &[FormatCount] {
        &self.rows
    }

    /// The table as a data frame: theme (id), `engagement_type`, notes, `notes_rolled`,
    /// organisations, `organisations_rolled`, denominator.
    ///
    /// # Errors
    /// polars refuses the columns.
    pub fn frame(&self) -> Result<DataFrame, AnalysisError> {
        let themes = self
            .rows
            .iter()
            .map(|r| self.review.codebook.theme(r.theme).id.as_str());
        let formats = self
            .rows
            .iter()
            .map(|r| self.review.formats[r.format as usize].as_str());
        let count = |name: &str, of: fn(&FormatCount) -> u32| counts(name, &self.rows, of);
        Ok(DataFrame::new(
            self.rows.len(),
            vec![
                Column::new(columns::THEME.into(), themes.collect::<Vec<&str>>()),
                Column::new(
                    columns::ENGAGEMENT_TYPE.into(),
                    formats.collect::<Vec<&str>>(),
                ),
                count(columns::NOTES, |r| r.notes),
                count(columns::NOTES_ROLLED, |r| r.notes_rolled),
                count(columns::ORGANISATIONS, |r| r.organisations),
                count(columns::ORGANISATIONS_ROLLED, |r| r.organisations_rolled),
                count(columns::DENOMINATOR, |r| r.denominator),
            ],
        )?)
    }
}
