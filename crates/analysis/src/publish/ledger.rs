//! Appendix D: what became of every row read (rule of counting 12).

use super::words::capital;
use super::writer::Writer;
use std::collections::BTreeMap;
use throughline_core::first_look::NOT_DRAWN;
use throughline_core::ledger::{NO_ORGANISATION, Outcome};
use throughline_core::numbers::{grouped, in_words};
use throughline_core::synthesis::{LedgerTotal, LedgerTotals};

pub(crate) fn write(writer: &Writer) -> LedgerTotals {
    let mut totals: BTreeMap<(Outcome, &str), u64> = BTreeMap::new();
    // Nearly every row of a large review is simply counted, or is a note that was not drawn: these are
    // not looked up.
    let (mut simply_counted, mut not_drawn) = (0, 0);
    for row in writer.review.ledger_rows() {
        match (row.outcome, row.reason) {
            (Outcome::Counted, "") => simply_counted += 1,
            (Outcome::LeftOut, NOT_DRAWN) => not_drawn += 1,
            other => *totals.entry(other).or_default() += 1,
        }
    }
    for (key, rows) in [
        ((Outcome::Counted, ""), simply_counted),
        ((Outcome::LeftOut, NOT_DRAWN), not_drawn),
    ] {
        if rows > 0 {
            totals.insert(key, rows);
        }
    }
    let mut by_outcome: BTreeMap<Outcome, u64> = BTreeMap::new();
    for ((outcome, _), rows) in &totals {
        *by_outcome.entry(*outcome).or_default() += rows;
    }
    LedgerTotals {
        rows: by_outcome.values().sum(),
        sentence: sentence_of(&by_outcome),
        totals: totals
            .into_iter()
            .map(|((outcome, reason), rows)| LedgerTotal {
                outcome,
                reason: reason_of(writer, outcome, reason),
                rows,
            })
            .collect(),
    }
}

/// A row that is simply counted has no reason of its own, so its total says what it is.
fn reason_of(writer: &Writer, outcome: Outcome, reason: &str) -> String {
    let one = &writer.noun().one;
    match (outcome, reason) {
        (Outcome::Counted, "") => {
            format!("a note with {}", writer.an_agency())
        }
        (Outcome::Counted, NO_ORGANISATION) => format!("a note with no {one}"),
        (_, "") => "no reason given".into(),
        (_, reason) => reason.into(),
    }
}

/// `138 rows were read: 138 counted, none merged, none left out and none rejected.`
pub(crate) fn sentence_of(totals: &BTreeMap<Outcome, u64>) -> String {
    let number = |outcome: Outcome| match totals.get(&outcome) {
        None | Some(0) => "none".to_owned(),
        Some(&n) => grouped(n),
    };
    let read = match totals.values().sum() {
        0 => return "No rows were read.".into(),
        1 => "One row was read".to_owned(),
        n => format!("{} rows were read", capital(&in_words(n))),
    };
    format!(
        "{read}: {} counted, {} merged, {} left out and {} rejected.",
        number(Outcome::Counted),
        number(Outcome::Merged),
        number(Outcome::LeftOut),
        number(Outcome::Rejected)
    )
}
