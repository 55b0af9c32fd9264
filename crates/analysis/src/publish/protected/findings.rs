//! The parts with their findings: beside each statement what it says already, or what the plan
//! shows, and never how many stand where.

use super::super::findings::{At, pages};
use super::page::Page;
use std::collections::BTreeMap;
use throughline_core::findings::{Claim, Quote, Statement, Unit};
use throughline_core::ids::{FindingId, PointId};
use throughline_core::review::Review;
use throughline_core::selection::Selection;
use throughline_core::synthesis::{
    ClaimBlock, Measure, PartPage, QuoteBlock, Shown, StatementBlock,
};

/// What each claim is published as, with its base: by finding, point and offset in code points.
pub(crate) type Published = BTreeMap<(FindingId, Option<PointId>, u32), (Shown, u32)>;

pub(crate) fn write(
    page: &Page,
    review: &Review,
    published: &Published,
    quote: &dyn Fn(&Quote) -> Option<QuoteBlock>,
) -> Vec<PartPage> {
    pages(review, &mut |at, statement| {
        let claims: Vec<ClaimBlock> = statement
            .claims
            .iter()
            .map(|claim| ClaimBlock {
                phrase: claim.phrase.clone(),
                offset: offset(claim),
                unit: claim.unit,
                measure: measure(page, published, at, claim),
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
            quote: statement.quote.as_ref().and_then(quote),
            audit: Vec::new(),
        }
    })
}

fn offset(claim: &Claim) -> u32 {
    u32::try_from(claim.offset).unwrap_or(u32::MAX)
}

/// What a claim is published as: the count of the plan where it speaks of a theme as a whole, else
/// the counts that its phrase stands for.
fn measure(page: &Page, published: &Published, at: At, claim: &Claim) -> Measure {
    let key = (at.finding.clone(), at.point.cloned(), offset(claim));
    let (said, base) = published
        .get(&key)
        .copied()
        .unwrap_or((Shown::NotShown, page.base));
    let planned = of_theme(&claim.selection)
        .filter(|_| claim.unit == Unit::Organisations && claim.base.is_none())
        .filter(|_| claim.than.is_none())
        .map(|theme| page.raised(theme))
        .filter(|&shown| shown != Shown::NotShown);
    page.measure(planned.unwrap_or(said), base)
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
