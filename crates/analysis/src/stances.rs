//! Stances by theme. Rule of counting 9: an organisation's stance on a theme is one.

use crate::columns;
use crate::error::AnalysisError;
use crate::frames::{CellFrames, OWN, ROLLED, THEME, counts, sums, u32s};
use crate::order::Order;
use crate::pairs::Pair;
use polars::prelude::{Column, DataFrame, col};
use throughline_core::codebook::ThemeCode;
use throughline_core::review::Review;
use throughline_core::stance::Stance;

/// A theme and a stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StanceCount {
    /// The theme.
    pub theme: ThemeCode,
    /// The stance.
    pub stance: Stance,
    /// Notes that carry the theme itself with the stance.
    pub notes: u32,
    /// Organisations whose one stance by the theme's own tags it is.
    pub organisations: u32,
    /// Notes that carry the theme or a descendant with the stance. A note whose tags beneath a
    /// parent differ stands under each of their stances.
    pub notes_rolled: u32,
    /// Organisations whose one stance over the theme and its descendants it is.
    pub organisations_rolled: u32,
}

/// The pairs of theme and stance of which some count is not zero, by theme id and then in the
/// order of [`Stance::ALL`].
#[derive(Debug, Clone)]
pub struct StanceTable<'r> {
    review: &'r Review,
    rows: Vec<StanceCount>,
}

impl<'r> StanceTable<'r> {
    pub(crate) fn count(
        review: &'r Review,
        order: &Order,
        frames: &CellFrames,
        pairs: &[Pair],
    ) -> Result<Self, AnalysisError> {
        let mut rows: Vec<StanceCount> = order
            .themes
            .iter()
            .flat_map(|&theme| {
                Stance::ALL.map(|stance| StanceCount {
                    theme,
                    stance,
                    notes: 0,
                    organisations: 0,
                    notes_rolled: 0,
                    organisations_rolled: 0,
                })
            })
            .collect();
        let place = |theme: ThemeCode, stance: Stance| {
            order.theme(theme) as usize * Stance::ALL.len() + stance as usize
        };
        let mut wanted = sums(&OWN);
        wanted.extend(sums(&ROLLED));
        let notes = frames
            .by_note()
            .group_by([col(THEME)])
            .agg(wanted)
            .collect()?;
        let themes = u32s(&notes, THEME)?;
        for stance in Stance::ALL {
            let own = u32s(&notes, OWN[stance as usize])?;
            let rolled = u32s(&notes, ROLLED[stance as usize])?;
            for (row, &theme) in themes.iter().enumerate() {
                let count = &mut rows[place(theme, stance)];
                count.notes = own[row];
                count.notes_rolled = rolled[row];
            }
        }
        for pair in pairs {
            rows[place(pair.theme, pair.stance)].organisations += u32::from(pair.notes > 0);
            rows[place(pair.theme, pair.stance_rolled)].organisations_rolled += 1;
        }
        rows.retain(|r| {
            r.notes > 0 || r.organisations > 0 || r.notes_rolled > 0 || r.organisations_rolled > 0
        });
        Ok(Self { review, rows })
    }

    /// One row a theme and stance.
    #[must_use]
    pub fn rows(&self) -> &[StanceCount] {
        &self.rows
    }

    /// The table as a data frame: theme (id), stance (its word), notes, `notes_rolled`,
    /// organisations, `organisations_rolled`.
    ///
    /// # Errors
    /// polars refuses the columns.
    pub fn frame(&self) -> Result<DataFrame, AnalysisError> {
        let themes = self
            .rows
            .iter()
            .map(|r| self.review.codebook.theme(r.theme).id.as_str());
        let stances = self.rows.iter().map(|r| r.stance.word());
        let count = |name: &str, of: fn(&StanceCount) -> u32| counts(name, &self.rows, of);
        Ok(DataFrame::new(
            self.rows.len(),
            vec![
                Column::new(columns::THEME.into(), themes.collect::<Vec<&str>>()),
                Column::new(columns::STANCE.into(), stances.collect::<Vec<&str>>()),
                count(columns::NOTES, |r| r.notes),
                count(columns::NOTES_ROLLED, |r| r.notes_rolled),
                count(columns::ORGANISATIONS, |r| r.organisations),
                count(columns::ORGANISATIONS_ROLLED, |r| r.organisations_rolled),
            ],
        )?)
    }
}
