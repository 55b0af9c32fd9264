//! The audit: every phrase of every statement, matched to its claim and judged on the notes.
//!
//! A phrase of a statement or of a point is judged on the claim whose words it shares; one of a
//! title on the claim of its statement that bears it; one of `says` on its own claim. A claim whose
//! words were not read as an amount is judged by the word of the scale in it, and where there is
//! none it is remarked on: nothing is passed over in silence.

mod judge;
pub(crate) mod matching;
mod rank;
mod remarks;
mod tally;
mod texts;
mod verdict;

use crate::Analysis;
pub(crate) use judge::unit;
use judge::{Judge, Standard};
use tally::Counter;
use texts::Texts;
use throughline_core::audit::{Audit, SCHEMA};
use throughline_core::reading::Reader;
use throughline_core::review::Audience;

impl Analysis<'_> {
    /// Reads every statement, title and `says`, and judges what they claim.
    #[must_use]
    pub fn audit(&self, audience: Audience) -> Audit {
        let review = self.review();
        let counter = Counter::new(self.index(), self.scope());
        let judge = Judge {
            counter: &counter,
            standard: Standard::of(review, audience),
        };
        let reader = Reader::new(&review.about.noun, &review.scale);
        let mut texts = Texts::new(&reader, judge);
        for finding in &review.findings {
            texts.finding(finding);
        }
        let found = texts.found();
        Audit {
            schema: SCHEMA.into(),
            audience,
            scale: review.scale.name.clone(),
            judgements: found.judgements,
            remarks: found.remarks,
            since: Vec::new(),
        }
    }
}
