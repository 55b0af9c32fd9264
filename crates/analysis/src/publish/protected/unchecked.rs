//! Amounts in the texts of a protected report that no claim answers for.
//!
//! What a claim tells is checked on its phrase in the statement. An amount without a claim is
//! published all the same, so it is refused; one in a title or beside a number must say no more
//! than a claim of its statement does.

use super::super::writer::Writer;
use crate::disclosure::{Plan, claims};
use throughline_core::audit::{Audit, Field, Judgement, Verdict};
use throughline_core::findings::{Point, Statement, Unit};
use throughline_core::ids::PointId;
use throughline_core::problem::{Code, Problem, Problems};
use throughline_core::reading::Kind;
use throughline_core::review::Review;
use throughline_core::synthesis::Shown;

/// Every amount that nothing has checked.
pub(crate) fn check(writer: &Writer, audit: &Audit, plan: &Plan) -> Problems {
    let mut problems = Problems::default();
    for judgement in &audit.judgements {
        let Some(verdict) = judgement.verdict else {
            continue;
        };
        let problem = match (verdict, judgement.field) {
            (Verdict::Unclaimed, _) if tells(judgement.kind) => unclaimed(judgement),
            (Verdict::Unclaimed, _) | (_, Field::Statement) => continue,
            (_, Field::Title | Field::Says) if says_no_more(writer, plan, judgement) => continue,
            (_, field) => says_more(judgement, field),
        };
        problems.push(problem);
    }
    problems
}

fn unclaimed(judgement: &Judgement) -> Problem {
    let message = format!(
        "“{}” has no claim behind it, so that nothing can be said of what it tells",
        judgement.phrase
    );
    Problem::new(Code::ClaimTells, judgement.place.clone(), message)
        .help("give it a claim, or leave the amount out")
}

fn says_more(judgement: &Judgement, field: Field) -> Problem {
    let place = match field {
        Field::Title => "the title",
        Field::Says | Field::Statement => "the words beside the number",
    };
    let message = format!(
        "“{}” in {place} says more than the claims of its statement, which are what is checked",
        judgement.phrase
    );
    Problem::new(Code::ClaimTells, judgement.place.clone(), message)
        .help("say it with the words of the claim, or leave the amount out")
}

/// Whether a phrase of a kind says how many, so that it can tell: a bare generic says "more than
/// half" at most, and of what it speaks the report says nothing.
fn tells(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Quantifier | Kind::Elliptical | Kind::Exact | Kind::Rank
    )
}

/// Whether a phrase says no more than a claim of the statement that it stands with.
fn says_no_more(writer: &Writer, plan: &Plan, judgement: &Judgement) -> bool {
    let (Some(least), Some(most), Some(base)) = (judgement.least, judgement.most, judgement.base)
    else {
        return false;
    };
    if judgement.unit != Unit::Organisations {
        return false;
    }
    let said = claims::Counts {
        low: least,
        high: most,
        base,
    }
    .with_everybody(plan.k);
    let Some(statement) = statement_of(writer.review, judgement) else {
        return false;
    };
    statement.claims.iter().any(|claim| {
        let published = claims::published(writer.analysis, plan, statement, claim);
        let ends = match published.shown {
            Shown::Exact { count } => Some((count, count)),
            Shown::Band { low, high } => Some((low, high)),
            Shown::NotShown => None,
        };
        published.base == base
            && ends.is_some_and(|(low, high)| said.low <= low && high <= said.high)
    })
}

fn statement_of<'r>(review: &'r Review, judgement: &Judgement) -> Option<&'r Statement> {
    let finding = review.findings.iter().find(|f| f.id == judgement.finding)?;
    match &judgement.point {
        None => Some(&finding.statement),
        Some(point) => find(&finding.points, point),
    }
}

fn find<'r>(points: &'r [Point], id: &PointId) -> Option<&'r Statement> {
    points.iter().find_map(|point| {
        if point.id == *id {
            Some(&point.statement)
        } else {
            find(&point.points, id)
        }
    })
}
