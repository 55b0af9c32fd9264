//! The order of themes in charts: by organisations, then notes, then codebook order. All with
//! descendants.

use super::writer::Writer;
use std::cmp::Reverse;
use throughline_core::codebook::ThemeCode;

impl Writer<'_> {
    /// Themes with the most raised first.
    pub(crate) fn ranked(&self, themes: &[ThemeCode]) -> Vec<ThemeCode> {
        let mut ranked = themes.to_vec();
        ranked.sort_by_key(|&theme| {
            let counts = self.analysis.prevalence().of(theme).rolled;
            (Reverse(counts.organisations), Reverse(counts.notes), theme)
        });
        ranked
    }

    /// Themes without a theme under them, in codebook order: those whose own count is the whole
    /// count, so that what a chart draws of them is what the tables hold.
    pub(crate) fn leaves(&self) -> Vec<ThemeCode> {
        (0u32..)
            .take(self.book().len())
            .filter(|&theme| self.book().children(theme).is_empty())
            .collect()
    }
}
