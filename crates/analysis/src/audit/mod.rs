//! The audit: every phrase of every statement, matched to its claim and judged on the notes.
//!
//! A phrase of a statement or of a point is judged on the claim whose words it shares; one of a
//! title on the claim of its statement that bears it; one of `says` on its own claim. A claim whose
//! words were not read as an amount is judged by the word of the scale in it, and where there is
//! none it is remarked on: nothing is passed over in silence.

mod amount;
mod digest;
mod flip;
mod judge;
mod lock;
pub(crate) mod matching;
mod pins;
mod quotes;
mod rank;
mod remarks;
mod tally;
#[cfg(test)]
mod tests;
mod texts;
mod turning;
mod verdict;

use crate::Analysis;
use flip::Flips;
pub(crate) use judge::unit;
use judge::{Judge, Standard};
use std::collections::BTreeMap;
use tally::Counter;
use texts::Texts;
use throughline_core::audit::{Audit, FindingRemark, SCHEMA};
use throughline_core::ids::FindingId;
use throughline_core::reading::Reader;
use throughline_core::review::{Audience, Review};
pub(crate) use verdict::best_word;

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
        let flips = Flips::new(self);
        let mut texts = Texts::new(&reader, judge, &flips);
        for finding in &review.findings {
            texts.finding(finding);
        }
        let mut found = texts.found();
        for finding in &review.findings {
            found.remarks.extend(pins::remarks(&counter, finding));
        }
        found.remarks.extend(quotes::remarks(review, &found.quoted));
        in_order(review, &mut found.remarks);
        let mut audit = Audit {
            schema: SCHEMA.into(),
            audience,
            scale: review.scale.name.clone(),
            judgements: found.judgements,
            remarks: found.remarks,
            since: Vec::new(),
        };
        if let Some(before) = &review.lock {
            audit.since = lock::since(before, &self.lock(&audit));
        }
        audit
    }
}

/// Puts remarks in order of finding and of place, each kind by itself where places are the same.
fn in_order(review: &Review, remarks: &mut [FindingRemark]) {
    let order: BTreeMap<&FindingId, usize> = review
        .findings
        .iter()
        .enumerate()
        .map(|(at, finding)| (&finding.id, at))
        .collect();
    remarks.sort_by(|a, b| {
        let key = |r: &FindingRemark| order.get(&r.finding).copied();
        (key(a), &a.place, &a.remark.code).cmp(&(key(b), &b.place, &b.remark.code))
    });
}
