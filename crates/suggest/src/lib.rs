//! Themes suggested for notes without tags, each with its reason.
//!
//! Two sources: [`keywords`] finds the words of the codebook in a note, and [`learnt`] has learnt from
//! the notes that were tagged. [`suggester`] puts both together, [`outside`] is what is said to a
//! program that makes suggestions of its own, and [`evaluation`] says how often they are right. A
//! suggestion is no tag: nothing counts it until a person has accepted it.
#![warn(missing_docs)]

pub mod evaluation;
mod forms;
pub mod keywords;
pub mod learnt;
pub mod outside;
pub mod suggester;
pub mod tagged;
pub mod words;

/// A number of things as a factor.
#[expect(
    clippy::cast_precision_loss,
    reason = "exact below 2^53, which no count here comes near"
)]
pub(crate) fn count(n: usize) -> f64 {
    n as f64
}
