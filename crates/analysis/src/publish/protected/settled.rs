//! What is settled before a word of a protected report is written: the plan, and
//! the quotations as they may be printed.

use super::super::Request;
use super::super::writer::Writer;
use super::unchecked;
use crate::disclosure::claims::Labels;
use crate::disclosure::{Facts, Known, Plan, claims};
use throughline_core::audit::Audit;
use throughline_core::findings::Quote;
use throughline_core::ids::FindingId;
use throughline_core::notes::TextError;
use throughline_core::problem::Problems;
use throughline_core::review::Attribution;
use throughline_core::synthesis::QuoteBlock;

/// What was settled.
pub(crate) struct Settled {
    /// The counts.
    pub(crate) facts: Facts,
    /// What may be shown of them.
    pub(crate) plan: Plan,
    /// Labels of organisations under quotations, where codes are published.
    labels: Option<Labels>,
}

impl Settled {
    /// Settles it, and adds what stands against publication.
    ///
    /// # Errors
    /// The text of a note cannot be read again.
    pub(crate) fn of(
        writer: &Writer,
        request: &Request,
        audit: &Audit,
        problems: &mut Problems,
    ) -> Result<Self, TextError> {
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
        problems.append(claims::unread(analysis)?);
        problems.append(unchecked::check(writer, audit, &plan));
        Ok(Self {
            labels: published_labels(writer),
            facts,
            plan,
        })
    }
}

fn published_labels(writer: &Writer) -> Option<Labels> {
    let disclosure = &writer.review.disclosure;
    let published = disclosure.attribution == Attribution::Coded && disclosure.coded_published;
    published.then(|| Labels::of(writer.analysis))
}

impl Settled {
    /// A quotation of a note that may be quoted, masked. The line under it is a label that is fresh
    /// in each finding where codes are published; else there is none, for an analyst's line may say
    /// a format or a day.
    pub(crate) fn quoted(
        &self,
        writer: &Writer,
        finding: &FindingId,
        quote: &Quote,
    ) -> Option<QuoteBlock> {
        let notes = &writer.review.notes;
        let flags = *notes.flags.get(quote.note as usize)?;
        let label = || match notes.organisations.get(quote.note as usize) {
            [organisation] => self
                .labels
                .as_ref()?
                .in_finding(finding)
                .remove(organisation),
            _ => None,
        };
        flags.quotable.then(|| QuoteBlock {
            text: writer.said(&quote.text),
            attribution: label(),
            language: flags.maori.then(|| "mi".to_owned()),
            note: None,
        })
    }

    /// Whether a word is one of the labels that may stand under a quotation.
    pub(crate) fn prints(&self, label: &str) -> bool {
        let Some(labels) = &self.labels else {
            return false;
        };
        // Each finding has the same labels, in another order.
        let finding = "any".parse::<FindingId>();
        finding.is_ok_and(|f| labels.in_finding(&f).values().any(|l| l == label))
    }
}
