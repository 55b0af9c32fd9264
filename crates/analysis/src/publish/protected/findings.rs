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
    ClaimBlock, Measure, PartPage, QuoteBlock, Shown, StatementBlock,
};

/// `claimed` says what a claim is published as, `quote` how a quotation is printed.
pub(crate) fn write(
    page: &Page,
    review: &Review,
    claimed: &dyn Fn(&Statement, &Claim) -> ShownClaim,
    quote: &dyn Fn(&FindingId, &Quote) -> Option<QuoteBlock>,
) -> Vec<PartPage> {
    pages(review, &mut |at, statement| {
        let claims: Vec<ClaimBlock> = statement
            .claims
            .iter()
            .map(|claim| ClaimBlock {
                phrase: claim.phrase.clone(),
                offset: u32::try_from(claim.offset).unwrap_or(u32::MAX),
                unit: claim.unit,
                measure: measure(page, claimed(statement, claim)),
                support: None,
                says: claim.says.clone(),
            })
            .collect();
        StatementBlock {
            text: statement.text.clone(),
            measure: beside(page, statement, &claims),
            support: None,
            claims,
            evidence: Vec::new(),
            quote: statement.quote.as_ref().and_then(|q| quote(at.finding, q)),
            audit: Vec::new(),
        }
    })
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
