//! Saturation: the themes that each engagement adds to those met before, by own tags. Notes
//! without an engagement stand outside.

use crate::columns;
use crate::error::AnalysisError;
use crate::frames::{CellFrames, MET, PLACE, THEME, counts, u32s};
use crate::order::Order;
use polars::prelude::{Column, DataFrame, col};
use throughline_core::dates::iso;
use throughline_core::review::Review;

/// One engagement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaturationStep {
    /// The engagement.
    pub engagement: u32,
    /// Themes it has that none before it had.
    pub new_themes: u32,
    /// Themes met up to it, itself included.
    pub cumulative_themes: u32,
}

/// Every engagement, by first day and then by place in the file; those without a day come last.
#[derive(Debug, Clone)]
pub struct Saturation<'r> {
    review: &'r Review,
    steps: Vec<SaturationStep>,
}

impl<'r> Saturation<'r> {
    pub(crate) fn count(
        review: &'r Review,
        order: &Order,
        frames: &CellFrames,
    ) -> Result<Self, AnalysisError> {
        let first_met = frames
            .by_engagement()
            .filter(col(MET))
            .group_by([col(THEME)])
            .agg([col(PLACE).min()])
            .collect()?;
        let mut steps: Vec<SaturationStep> = order
            .engagements
            .iter()
            .map(|&engagement| SaturationStep {
                engagement,
                new_themes: 0,
                cumulative_themes: 0,
            })
            .collect();
        for place in u32s(&first_met, PLACE)? {
            if let Some(step) = steps.get_mut(place as usize) {
                step.new_themes += 1;
            }
        }
        let mut met = 0;
        for step in &mut steps {
            met += step.new_themes;
            step.cumulative_themes = met;
        }
        Ok(Self { review, steps })
    }

    /// One step an engagement, in order of time.
    #[must_use]
    pub fn steps(&self) -> &[SaturationStep] {
        &self.steps
    }

    /// The table as a data frame: `engagement_id`, date (`YYYY-MM-DD`, null where unknown),
    /// `new_themes`, `cumulative_themes`.
    ///
    /// # Errors
    /// polars refuses the columns.
    pub fn frame(&self) -> Result<DataFrame, AnalysisError> {
        let engagement = |step: &SaturationStep| &self.review.engagements[step.engagement as usize];
        let ids = self.steps.iter().map(|s| engagement(s).id.as_str());
        let dates = self
            .steps
            .iter()
            .map(|s| engagement(s).dates.map(|d| iso(d.from())));
        let count = |name: &str, of: fn(&SaturationStep) -> u32| counts(name, &self.steps, of);
        Ok(DataFrame::new(
            self.steps.len(),
            vec![
                Column::new(columns::ENGAGEMENT_ID.into(), ids.collect::<Vec<&str>>()),
                Column::new(columns::DATE.into(), dates.collect::<Vec<Option<String>>>()),
                count(columns::NEW_THEMES, |s| s.new_themes),
                count(columns::CUMULATIVE_THEMES, |s| s.cumulative_themes),
            ],
        )?)
    }
}
