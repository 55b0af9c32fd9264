//! What every page is written from.

use super::attribution::{Organisations, ShownAs};
use super::words;
use crate::Analysis;
use throughline_core::codebook::{Codebook, Theme, ThemeCode};
use throughline_core::masks::Masks;
use throughline_core::numbers::{Proportion, grouped};
use throughline_core::review::{Audience, Level, Noun, Review};
use throughline_core::synthesis::{Measure, Shown, Support};

/// Up to this many organisations a mark stands for each; above, a bar stands for all.
pub(crate) const MARKS: u32 = 20;

/// The review, its counts, and who they are written for.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    /// The counts.
    pub(crate) analysis: &'a Analysis<'a>,
    /// The review.
    pub(crate) review: &'a Review,
    /// Who reads.
    pub(crate) audience: Audience,
    /// How much a public report shows; `None` of an internal one.
    pub(crate) level: Option<Level>,
    /// What is masked in the notes and quotations that the report prints.
    pub(crate) masks: Masks<'static>,
    /// Organisations in scope.
    pub(crate) base: u32,
    /// How organisations are shown.
    pub(crate) organisations: Organisations,
}

impl<'a> Writer<'a> {
    /// For those who did the review without a level, for the public with one.
    pub(crate) fn new(analysis: &'a Analysis<'_>, level: Option<Level>) -> Self {
        let review = analysis.review();
        let scope = analysis.scope();
        let organisations = Organisations::of(review, level, scope.organisations());
        Self {
            masks: Masks::of(review, |name| organisations.prints(name)),
            organisations,
            base: scope.count(),
            analysis,
            review,
            audience: match level {
                None => Audience::Internal,
                Some(_) => Audience::Public,
            },
            level,
        }
    }

    pub(crate) fn protected(&self) -> bool {
        self.level == Some(Level::Protected)
    }

    /// A text that was said, with masks where this audience must not read a name or an address.
    pub(crate) fn said(&self, text: &str) -> String {
        if self.internal() {
            text.to_owned()
        } else {
            self.masks.mask(text).text
        }
    }

    /// Whether this audience may read a text as it is.
    pub(crate) fn may_read(&self, text: &str) -> bool {
        self.internal() || !self.masks.holds(text)
    }

    pub(crate) fn internal(&self) -> bool {
        self.audience == Audience::Internal
    }

    /// Whether a title must not rest on a count: it would single out one organisation.
    pub(crate) fn singles_out(&self, count: u32) -> bool {
        !self.internal() && count == 1
    }

    /// Whether notes may be shown with their organisations and ids.
    pub(crate) fn attributes(&self) -> bool {
        self.organisations.shown_as != ShownAs::Nobody
    }

    pub(crate) fn noun(&self) -> &'a Noun {
        &self.review.about.noun
    }

    pub(crate) fn book(&self) -> &'a Codebook {
        &self.review.codebook
    }

    pub(crate) fn theme(&self, code: ThemeCode) -> &'a Theme {
        self.review.codebook.theme(code)
    }

    pub(crate) fn phrase(&self, code: ThemeCode) -> &'a str {
        self.theme(code).phrase()
    }

    pub(crate) fn note_count(&self) -> u32 {
        u32::try_from(self.review.notes.len()).unwrap_or(u32::MAX)
    }

    /// Whether the review has findings and this is a first look, which leaves them out.
    pub(crate) fn leaves_findings_out(&self) -> bool {
        let look = self.review.first_look.as_ref();
        look.is_some_and(|look| look.findings > 0)
    }

    /// Whether no theme stands under another.
    pub(crate) fn flat(&self) -> bool {
        self.book().themes().iter().all(|t| t.parent.is_none())
    }

    /// Whether a note carries a theme at all.
    pub(crate) fn any_theme(&self) -> bool {
        self.analysis
            .prevalence()
            .rows()
            .iter()
            .any(|r| r.own.notes > 0)
    }

    /// The sentence that stands in place of every chart where nothing was tagged.
    pub(crate) fn nothing(&self) -> Option<String> {
        if self.review.notes.is_empty() {
            Some("There are no notes, so no note carries a theme.".into())
        } else if self.any_theme() {
            None
        } else {
            Some("No note carries a theme.".into())
        }
    }

    /// Organisations, of the base, that raised a theme or one under it.
    pub(crate) fn raised(&self, theme: ThemeCode) -> Measure {
        self.measure(
            self.analysis.prevalence().of(theme).rolled.organisations,
            self.base,
        )
    }

    /// A count of organisations with its words.
    pub(crate) fn measure(&self, count: u32, base: u32) -> Measure {
        Measure {
            shown: count.into(),
            base,
            words: format!("{} of {}", grouped(count.into()), grouped(base.into())),
            percent: (base >= self.review.counting.percent_from)
                .then(|| Proportion { count, base }.percent())
                .flatten(),
        }
    }

    /// How the organisations of a base stand.
    pub(crate) fn support(support: &crate::Support) -> Support {
        let size = |list: &[u32]| Shown::from(u32::try_from(list.len()).unwrap_or(u32::MAX));
        Support {
            positive: size(&support.positive),
            negative: size(&support.negative),
            mixed: size(&support.mixed),
            neutral: size(&support.neutral),
            not_stated: size(&support.not_stated),
            silent: size(&support.silent),
        }
    }

    /// `seven of nine agencies`.
    pub(crate) fn some(&self, count: u32) -> String {
        words::some_of(count, self.base, self.noun())
    }

    /// `an agency`.
    pub(crate) fn an_agency(&self) -> String {
        words::a(&self.noun().one)
    }

    /// `Agencies`, at the head of a sentence or a column.
    pub(crate) fn agencies(&self) -> String {
        words::capital(&self.noun().many)
    }
}
