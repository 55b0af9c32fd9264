//! Rule 14, what the reader is told of what is withheld; and rule 7's register, every count that a
//! renderer may show, once, as it may be shown.

use super::{Facts, Plan, ThemePlan};
use std::collections::BTreeMap;
use throughline_core::publication::{Cell, Register};
use throughline_core::review::Review;
use throughline_core::stance::Stance;
use throughline_core::synthesis::Shown;

impl Plan {
    /// Counts what is shown, what of it is in words, and the rows that are not shown: themes that
    /// read "see its parts", and of the tables that the report has, rows that read "not shown".
    pub(super) fn total(&mut self, facts: &Facts) {
        let (mut cells, mut in_words, mut rows) = (0, 0, 0);
        let by_format = !self.words_only && self.format_shown.contains(&true);
        let by_part = !self.words_only && facts.parts > 1;
        if self.counts {
            for theme in &self.themes {
                for shown in shown_of(theme) {
                    cells += u32::from(shown != Shown::NotShown);
                    in_words += u32::from(matches!(shown, Shown::Band { .. }));
                }
                rows += u32::from(theme.prevalence == Some(Shown::NotShown));
                rows += u32::from(by_part && theme.parts.is_none());
                rows += u32::from(!self.words_only && theme.at_level && theme.stances.is_none());
                rows += u32::from(by_format && theme.formats.is_none());
            }
        }
        self.cells = cells;
        self.cells_in_words = in_words;
        self.rows_not_shown = rows;
    }

    /// The register of everything that may be shown of themes; counts that are not shown are in it
    /// as such. Claims are added by who writes them.
    #[must_use]
    pub fn register(&self, review: &Review) -> Register {
        let mut cells = BTreeMap::new();
        for (theme, plan) in review.codebook.themes().iter().zip(&self.themes) {
            if let Some(shown) = plan.prevalence {
                cells.insert(Cell::Prevalence(theme.id.clone()), shown);
            }
            for (stance, &shown) in Stance::ALL.into_iter().zip(plan.stances.iter().flatten()) {
                cells.insert(Cell::Stance(theme.id.clone(), stance), shown);
            }
            for (format, &shown) in review.formats.iter().zip(plan.formats.iter().flatten()) {
                cells.insert(Cell::Format(theme.id.clone(), format.clone()), shown);
            }
            for (part, &shown) in review.parts.iter().zip(plan.parts.iter().flatten()) {
                let id = part.id.to_string();
                cells.insert(Cell::Part(theme.id.clone(), id), shown);
            }
        }
        Register {
            base: self.base,
            k: self.k,
            cells,
        }
    }
}

/// Every count of a theme.
fn shown_of(theme: &ThemePlan) -> impl Iterator<Item = Shown> + '_ {
    let parts = theme.parts.iter().flatten();
    let stances = theme.stances.iter().flatten();
    let formats = theme.formats.iter().flatten();
    theme
        .prevalence
        .iter()
        .chain(parts)
        .chain(stances)
        .chain(formats)
        .copied()
}
