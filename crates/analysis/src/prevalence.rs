//! Prevalence: who speaks of each theme. Rules of counting 1 to 4 and 6.

use crate::columns;
use crate::error::AnalysisError;
use crate::frames::{
    CellFrames, MET, MET_ROLLED, NOTES, NOTES_ROLLED, THEME, UNATTRIBUTED, UNATTRIBUTED_ROLLED,
    cells_met, counts, four_decimals, sums, u32s,
};
use crate::order::Order;
use crate::pairs::Pair;
use crate::scope::Scope;
use polars::prelude::{Column, DataFrame, col};
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::Proportion;
use throughline_core::review::Review;

/// Counts of one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Notes that carry the theme, each once, with an organisation or without.
    pub notes: u32,
    /// Organisations with at least one such note (rule 1).
    pub organisations: u32,
    /// Engagements with at least one such note.
    pub engagements: u32,
    /// Those notes that have no organisation (rule 3).
    pub unattributed_notes: u32,
}

/// One theme of the codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThemePrevalence {
    /// The theme.
    pub theme: ThemeCode,
    /// By the theme's own tags.
    pub own: Counts,
    /// By the theme and its descendants: the union, never the sum (rule 2).
    pub rolled: Counts,
}

/// Every theme of the codebook, zeros included, in byte order of its id.
#[derive(Debug, Clone)]
pub struct Prevalence<'r> {
    review: &'r Review,
    rows: Vec<ThemePrevalence>,
    places: Vec<u32>,
    denominator: u32,
}

impl<'r> Prevalence<'r> {
    pub(crate) fn count(
        review: &'r Review,
        order: &Order,
        scope: &Scope,
        frames: &CellFrames,
        pairs: &[Pair],
    ) -> Result<Self, AnalysisError> {
        let mut rows: Vec<ThemePrevalence> = order
            .themes
            .iter()
            .map(|&theme| ThemePrevalence {
                theme,
                own: Counts::default(),
                rolled: Counts::default(),
            })
            .collect();
        let place = |theme: ThemeCode| order.theme(theme) as usize;

        let notes = frames
            .by_note()
            .group_by([col(THEME)])
            .agg(sums(&[
                NOTES,
                NOTES_ROLLED,
                UNATTRIBUTED,
                UNATTRIBUTED_ROLLED,
            ]))
            .collect()?;
        let (own, rolled) = (u32s(&notes, NOTES)?, u32s(&notes, NOTES_ROLLED)?);
        let unattributed = u32s(&notes, UNATTRIBUTED)?;
        let unattributed_rolled = u32s(&notes, UNATTRIBUTED_ROLLED)?;
        for (row, theme) in u32s(&notes, THEME)?.into_iter().enumerate() {
            let counts = &mut rows[place(theme)];
            counts.own.notes = own[row];
            counts.rolled.notes = rolled[row];
            counts.own.unattributed_notes = unattributed[row];
            counts.rolled.unattributed_notes = unattributed_rolled[row];
        }

        let engagements = frames
            .by_engagement()
            .group_by([col(THEME)])
            .agg(cells_met(col(MET)))
            .collect()?;
        let (own, rolled) = (u32s(&engagements, MET)?, u32s(&engagements, MET_ROLLED)?);
        for (row, theme) in u32s(&engagements, THEME)?.into_iter().enumerate() {
            let counts = &mut rows[place(theme)];
            counts.own.engagements = own[row];
            counts.rolled.engagements = rolled[row];
        }

        for pair in pairs {
            let counts = &mut rows[place(pair.theme)];
            counts.own.organisations += u32::from(pair.notes > 0);
            counts.rolled.organisations += 1;
        }
        Ok(Self {
            review,
            rows,
            places: (0u32..)
                .take(order.themes.len())
                .map(|theme| order.theme(theme))
                .collect(),
            denominator: scope.count(),
        })
    }

    /// One row a theme, in byte order of the theme's id.
    #[must_use]
    pub fn rows(&self) -> &[ThemePrevalence] {
        &self.rows
    }

    /// The row of a theme.
    ///
    /// # Panics
    /// When the code is not of the review's codebook, which no code of a review is.
    #[must_use]
    pub fn of(&self, theme: ThemeCode) -> &ThemePrevalence {
        &self.rows[self.places[theme as usize] as usize]
    }

    /// Organisations in scope of the review (rule 6): what every count of organisations stands
    /// beside.
    #[must_use]
    pub fn denominator(&self) -> u32 {
        self.denominator
    }

    /// Organisations of a row with their denominator, by own tags.
    #[must_use]
    pub fn proportion(&self, counts: &Counts) -> Proportion {
        Proportion {
            count: counts.organisations,
            base: self.denominator,
        }
    }

    /// The table as a data frame: theme, label and parent as text, counts as `u32`, shares as
    /// `f64` of four decimals (null for a base of 0). Columns are named and ordered as in
    /// `tables/prevalence.csv`.
    ///
    /// # Errors
    /// polars refuses the columns.
    pub fn frame(&self) -> Result<DataFrame, AnalysisError> {
        let theme = |row: &ThemePrevalence| self.review.codebook.theme(row.theme);
        let text = |name: &str, of: &dyn Fn(&ThemePrevalence) -> Option<&'r str>| {
            Column::new(
                name.into(),
                self.rows.iter().map(of).collect::<Vec<Option<&str>>>(),
            )
        };
        let count = |name: &str, of: &dyn Fn(&ThemePrevalence) -> u32| counts(name, &self.rows, of);
        let share = |name: &str, of: &dyn Fn(&ThemePrevalence) -> u32| {
            let shares = self
                .rows
                .iter()
                .map(|row| four_decimals(of(row), self.denominator));
            Column::new(name.into(), shares.collect::<Vec<Option<f64>>>())
        };
        let review = self.review;
        let id = |theme| review.codebook.theme(theme).id.as_str();
        Ok(DataFrame::new(
            self.rows.len(),
            vec![
                text(columns::THEME, &|r| Some(id(r.theme))),
                text(columns::LABEL, &|r| {
                    Some(review.codebook.theme(r.theme).label.as_str())
                }),
                text(columns::PARENT, &|r| theme(r).parent.map(id)),
                count(columns::NOTES, &|r| r.own.notes),
                count(columns::NOTES_ROLLED, &|r| r.rolled.notes),
                count(columns::ORGANISATIONS, &|r| r.own.organisations),
                count(columns::ORGANISATIONS_ROLLED, &|r| r.rolled.organisations),
                count(columns::DENOMINATOR, &|_| self.denominator),
                count(columns::DENOMINATOR_ROLLED, &|_| self.denominator),
                share(columns::SHARE, &|r| r.own.organisations),
                share(columns::SHARE_ROLLED, &|r| r.rolled.organisations),
                count(columns::ENGAGEMENTS, &|r| r.own.engagements),
                count(columns::ENGAGEMENTS_ROLLED, &|r| r.rolled.engagements),
                count(columns::UNATTRIBUTED_NOTES, &|r| r.own.unattributed_notes),
                count(columns::UNATTRIBUTED_NOTES_ROLLED, &|r| {
                    r.rolled.unattributed_notes
                }),
            ],
        )?)
    }
}
