//! Appendix D of a protected report: what became of the rows, without what tells who spoke.

use super::super::ledger::sentence_of;
use super::super::writer::Writer;
use std::collections::BTreeMap;
use throughline_core::ledger::Outcome;
use throughline_core::synthesis::{LedgerTotal, LedgerTotals};

/// Totals by outcome: how many notes have no organisation, and the reasons of single rows, are not
/// told.
pub(crate) fn write(writer: &Writer) -> LedgerTotals {
    let mut totals: BTreeMap<Outcome, u64> = BTreeMap::new();
    for entry in &writer.review.ledger.entries {
        *totals.entry(entry.outcome).or_default() += 1;
    }
    let notes = u64::from(writer.note_count());
    if notes > 0 {
        *totals.entry(Outcome::Counted).or_default() += notes;
    }
    LedgerTotals {
        rows: totals.values().sum(),
        sentence: sentence_of(&totals),
        totals: totals
            .into_iter()
            .map(|(outcome, rows)| LedgerTotal {
                outcome,
                reason: reason(outcome).into(),
                rows,
            })
            .collect(),
    }
}

fn reason(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Counted => "a note",
        Outcome::Merged => "the same as another note",
        Outcome::LeftOut => "left out for a reason that the review keeps",
        Outcome::Rejected => "it had an error",
    }
}
