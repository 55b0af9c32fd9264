//! What is settled before a word of a protected report is written: the plan, the scale, and
//! the quotations as they may be printed.

use super::super::Request;
use super::super::writer::Writer;
use super::unchecked;
use crate::disclosure::{Facts, Known, Plan, claims};
use throughline_core::audit::Audit;
use throughline_core::findings::Quote;
use throughline_core::problem::Problems;
use throughline_core::synthesis::{QuoteBlock, ScaleTable};

/// What was settled.
pub(crate) struct Settled {
    /// The counts.
    pub(crate) facts: Facts,
    /// What may be shown of them.
    pub(crate) plan: Plan,
    /// The scale as it is printed at this level.
    pub(crate) scale: ScaleTable,
}

impl Settled {
    /// Settles it, and adds what stands against publication.
    pub(crate) fn of(
        writer: &Writer,
        request: &Request,
        audit: &Audit,
        problems: &mut Problems,
    ) -> Self {
        let analysis = writer.analysis;
        let facts = Facts::of(analysis);
        let known: Vec<Known> = request
            .published
            .iter()
            .map(|earlier| Known::of(earlier, writer.review))
            .collect();
        let plan = Plan::of(&facts, &known);
        problems.append(claims::check(analysis, audit, &plan));
        problems.append(claims::quotes(analysis, &plan));
        problems.append(unchecked::check(writer, audit, &plan));
        Self {
            scale: super::super::scale::write(writer),
            facts,
            plan,
        }
    }
}

/// A quotation of a note that may be quoted, masked, and with no line under it.
pub(crate) fn quoted(writer: &Writer, quote: &Quote) -> Option<QuoteBlock> {
    let flags = *writer.review.notes.flags.get(quote.note as usize)?;
    flags.quotable.then(|| QuoteBlock {
        text: writer.said(&quote.text),
        attribution: None,
        language: flags.maori.then(|| "mi".to_owned()),
        note: None,
    })
}
