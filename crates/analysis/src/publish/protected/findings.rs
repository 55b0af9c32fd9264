//! The parts with their findings: beside each statement what it says already, or what the plan
//! shows, and never how many stand where.

use super::super::findings::pages;
use super::page::Page;
use crate::disclosure::claims::ShownClaim;
use throughline_core::findings::{Claim, Quote, Statement, Unit};
use throughline_core::ids::FindingId;
use throughline_core::review::Review;
use throughline_core::selection::Selection;
use throughline_core::synthesis::{
    ClaimBlock, FindingBlock, Measure, PartPage, PointBlock, QuoteBlock, Shown, StatementBlock,
};

/// `claimed` says what a claim is published as, `quote` how a quotation is printed.
pub(crate) fn write(
    page: &Page,
    review: &Review,
    claimed: &dyn Fn(&Statement, &Claim) -> ShownClaim,
    quote: &dyn Fn(&FindingId, &Quote) -> Option<QuoteBlock>,
) -> Vec<PartPage> {
    let mut parts = pages(review, &mut |at, statement| {
        let claims: Vec<ClaimBlock> = statement
            .claims
            .iter()
            .map(|claim| {
                let claimed = claimed(statement, claim);
                ClaimBlock {
                    phrase: claim.phrase.clone(),
                    offset: u32::try_from(claim.offset).unwrap_or(u32::MAX),
                    unit: claimed.unit,
                    measure: measure(page, claimed),
                    support: None,
                    says: claim.says.clone(),
                }
            })
            .collect();
        StatementBlock {
            text: statement.text.clone(),
            measure: beside(page, statement, &claims),
            support: None,
            claims,
            evidence: Vec::new(),
            evidence_words: None,
            quote: statement.quote.as_ref().and_then(|q| quote(at.finding, q)),
            audit: Vec::new(),
        }
    });
    for finding in parts.iter_mut().flat_map(|part| &mut part.findings) {
        let mut labelled = 0;
        each_quote(finding, &mut |quote| {
            labelled += u32::from(quote.attribution.is_some());
        });
        // A label says which quotations of a finding are of one voice; alone it says nothing, and
        // would be taken for the code of another report.
        if labelled == 1 {
            each_quote(finding, &mut |quote| quote.attribution = None);
        }
    }
    parts
}

/// What is quoted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Quoted {
    /// How many quotations there are.
    pub(crate) quotations: usize,
    /// Whether one of them has a label under it.
    pub(crate) labelled: bool,
}

impl Quoted {
    pub(crate) fn of(parts: &mut [PartPage]) -> Self {
        let mut quoted = Self::default();
        for finding in parts.iter_mut().flat_map(|part| &mut part.findings) {
            each_quote(finding, &mut |quote| {
                quoted.quotations += 1;
                quoted.labelled |= quote.attribution.is_some();
            });
        }
        quoted
    }
}

/// Every quotation of a finding.
fn each_quote(finding: &mut FindingBlock, each: &mut dyn FnMut(&mut QuoteBlock)) {
    fn below(points: &mut [PointBlock], each: &mut dyn FnMut(&mut QuoteBlock)) {
        for point in points {
            point.statement.quote.iter_mut().for_each(&mut *each);
            below(&mut point.points, each);
        }
    }
    finding.statement.quote.iter_mut().for_each(&mut *each);
    below(&mut finding.points, each);
}

/// What a claim is published as: the counts that its phrase stands for, and no more.
fn measure(page: &Page, claimed: ShownClaim) -> Measure {
    let measure = page.measure(claimed.shown, claimed.base);
    match claimed.shown {
        Shown::NotShown => measure,
        _ => Measure {
            words: claimed.words,
            ..measure
        },
    }
}

/// The theme that a selection speaks of and of nothing else.
fn of_theme(selection: &Selection) -> Option<u32> {
    match selection.any.as_slice() {
        [theme] if *selection == Selection::theme(*theme) => Some(*theme),
        _ => None,
    }
}

/// The figure beside a statement: of its first claim over organisations, which the statement says
/// itself; else of the theme it rests on, where it is one that the plan shows.
fn beside(page: &Page, statement: &Statement, claims: &[ClaimBlock]) -> Option<Measure> {
    let claimed = claims.iter().find(|c| c.unit == Unit::Organisations);
    let measure = match claimed {
        Some(claim) => claim.measure.clone(),
        None => page.raised_measure(of_theme(&statement.selection())?),
    };
    (measure.shown != Shown::NotShown).then_some(measure)
}
