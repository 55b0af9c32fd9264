//! What the pages of a protected report are written from: what the reader may know, and nothing
//! else. It holds no count of organisations by theme but those of the plan, so that no sentence, no
//! order and no choice of rows can rest on a hidden one.

use super::super::engagements::OfFormat;
use super::super::words;
use super::super::writer::MARKS;
use crate::disclosure::bands::words as words_of;
use crate::disclosure::{Facts, Plan, ThemePlan};
use throughline_core::codebook::{Codebook, Theme, ThemeCode};
use throughline_core::numbers::{Proportion, in_words};
use throughline_core::review::{About, Noun, Review};
use throughline_core::synthesis::{Measure, Shown};

/// What the reader may know.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// What the report says of itself.
    pub(crate) about: &'a About,
    /// The codebook.
    pub(crate) book: &'a Codebook,
    /// What may be shown.
    pub(crate) plan: &'a Plan,
    /// Organisations in scope.
    pub(crate) base: u32,
    /// The threshold.
    pub(crate) k: u32,
    /// Formats that were held, and how often.
    pub(crate) held: &'a [OfFormat],
    /// Names of all formats, as the review has them.
    pub(crate) formats: &'a [String],
    /// Organisations in scope of each format.
    pub(crate) format_bases: &'a [u32],
    /// Whether no organisation came to two formats.
    pub(crate) formats_apart: bool,
    /// Percentages are given from this base on.
    percent_from: u32,
}

impl<'a> Page<'a> {
    pub(crate) fn new(
        review: &'a Review,
        facts: &'a Facts,
        plan: &'a Plan,
        held: &'a [OfFormat],
    ) -> Self {
        Self {
            about: &review.about,
            book: &review.codebook,
            plan,
            base: facts.base,
            k: facts.k,
            held,
            formats: &review.formats,
            format_bases: &facts.format_bases,
            formats_apart: facts.in_two_formats == 0,
            percent_from: review.counting.percent_from,
        }
    }

    pub(crate) fn noun(&self) -> &'a Noun {
        &self.about.noun
    }

    pub(crate) fn theme(&self, code: ThemeCode) -> &'a Theme {
        self.book.theme(code)
    }

    pub(crate) fn phrase(&self, code: ThemeCode) -> &'a str {
        self.theme(code).phrase()
    }

    /// Whether no theme stands under another.
    pub(crate) fn flat(&self) -> bool {
        self.book.themes().iter().all(|t| t.parent.is_none())
    }

    /// What the plan has of a theme.
    pub(crate) fn planned(&self, code: ThemeCode) -> Option<&'a ThemePlan> {
        self.plan.themes.get(code as usize)
    }

    /// Organisations that raised a theme or one under it, as they are shown.
    pub(crate) fn raised(&self, code: ThemeCode) -> Shown {
        self.planned(code)
            .and_then(|theme| theme.prevalence)
            .unwrap_or(Shown::NotShown)
    }

    /// The same with its words.
    pub(crate) fn raised_measure(&self, code: ThemeCode) -> Measure {
        let measure = self.measure(self.raised(code), self.base);
        if measure.shown == Shown::NotShown && !self.book.children(code).is_empty() {
            Measure {
                words: SEE_ITS_PARTS.into(),
                ..measure
            }
        } else {
            measure
        }
    }

    /// A count of organisations as it is shown, with its words.
    pub(crate) fn measure(&self, shown: Shown, base: u32) -> Measure {
        Measure {
            shown,
            base,
            words: words_of(shown, base),
            percent: shown
                .exact()
                .filter(|_| base >= self.percent_from)
                .and_then(|count| Proportion { count, base }.percent()),
        }
    }

    /// Whether counts are given by view, format and part: from 20 organisations on.
    pub(crate) fn in_figures(&self) -> bool {
        self.plan.counts && !self.plan.words_only
    }

    /// Whether a mark stands for each organisation; else a bar for all.
    pub(crate) fn marks(&self) -> bool {
        self.base <= MARKS
    }

    /// Themes in the order of the codebook, each followed by those under it.
    pub(crate) fn in_order(&self) -> Vec<ThemeCode> {
        self.under(self.book.roots())
    }

    /// Some themes, each followed by those under it.
    pub(crate) fn under(&self, themes: &[ThemeCode]) -> Vec<ThemeCode> {
        let mut open: Vec<ThemeCode> = themes.iter().rev().copied().collect();
        let mut order = Vec::new();
        while let Some(code) = open.pop() {
            order.push(code);
            open.extend(self.book.children(code).iter().rev());
        }
        order
    }

    /// `an agency`.
    pub(crate) fn an_agency(&self) -> String {
        words::a(&self.noun().one)
    }

    /// `Agencies`.
    pub(crate) fn agencies(&self) -> String {
        words::capital(&self.noun().many)
    }

    /// The sentence in place of counts where too few took part for any.
    pub(crate) fn too_few(&self) -> Option<String> {
        (!self.plan.counts).then(|| {
            format!(
                "Fewer than {} {} took part, so counts are not shown.",
                in_words(u64::from(self.k) * 2),
                self.noun().many
            )
        })
    }
}

/// What stands in place of the count of a heading that would give a count under it away.
pub(crate) const SEE_ITS_PARTS: &str = "see its parts";
