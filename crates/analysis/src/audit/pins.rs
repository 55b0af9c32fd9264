//! What a finding rests on: pinned notes that do not carry its theme, and evidence that comes from
//! one engagement or one format alone.

use super::remarks;
use super::tally::Counter;
use super::texts::At;
use crate::publish::words;
use std::collections::BTreeSet;
use throughline_core::audit::FindingRemark;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::{Finding, Point, Statement};
use throughline_core::notes::{NONE, NoteIndex};

/// Remarks on the evidence of a finding and of its points.
pub(crate) fn remarks(counter: &Counter, finding: &Finding) -> Vec<FindingRemark> {
    let at = At {
        finding: &finding.id,
        point: None,
    };
    let mut found = Vec::new();
    found.extend(one_source(counter, at, &finding.statement));
    pinned(counter, at, &finding.statement, &mut found);
    points(counter, at, &finding.points, &mut found);
    found
}

fn points(counter: &Counter, finding: At, points_of: &[Point], found: &mut Vec<FindingRemark>) {
    for point in points_of {
        let at = At {
            point: Some(&point.id),
            ..finding
        };
        pinned(counter, at, &point.statement, found);
        points(counter, finding, &point.points, found);
    }
}

/// Pinned notes that carry none of the themes of their statement and its claims, nor one beneath
/// them. A statement without any theme lets every note pass.
fn pinned(counter: &Counter, at: At, statement: &Statement, found: &mut Vec<FindingRemark>) {
    let review = counter.review();
    let themes = themes(statement);
    if themes.is_empty() {
        return;
    }
    let carries = |note: NoteIndex| {
        let tags = review.notes.tags.get(note as usize);
        tags.iter().any(|tag| {
            review
                .codebook
                .lineage(tag.theme)
                .any(|t| themes.contains(&t))
        })
    };
    for &note in statement.evidence.iter().filter(|&&note| !carries(note)) {
        let ids: Vec<String> = themes
            .iter()
            .filter_map(|&theme| review.codebook.themes().get(theme as usize))
            .map(|theme| format!("`{}`", theme.id))
            .collect();
        let id = review.notes.ids.get(note as usize);
        let remark = remarks::pin_without_theme(id, &words::either(&ids));
        found.push(at.remark(remark, statement.at.place.clone()));
    }
}

/// The themes that a statement rests on, with those of its claims.
fn themes(statement: &Statement) -> BTreeSet<ThemeCode> {
    let claims = statement.claims.iter();
    let claimed = claims.flat_map(|claim| {
        let than = claim
            .than
            .iter()
            .flat_map(|than| than.any.iter().chain(&than.all));
        claim
            .selection
            .any
            .iter()
            .chain(&claim.selection.all)
            .chain(than)
    });
    statement.themes.iter().chain(claimed).copied().collect()
}

/// A headline whose evidence, behind its claims and pinned, comes from one engagement, or from
/// several of one format, of a review that has more.
fn one_source(counter: &Counter, at: At, statement: &Statement) -> Option<FindingRemark> {
    let review = counter.review();
    let mut engagements: BTreeSet<u32> = BTreeSet::new();
    for claim in &statement.claims {
        let tally = counter.tally(&claim.selection, claim.base.as_ref());
        engagements.extend(tally.engagements());
    }
    if statement.claims.is_empty() && statement.evidence.is_empty() {
        let selection = statement.selection();
        if !selection.is_everything() {
            engagements.extend(counter.tally(&selection, None).engagements());
        }
    }
    let pinned = statement.evidence.iter();
    let pinned = pinned.filter_map(|&note| review.notes.engagement.get(note as usize));
    engagements.extend(pinned.filter(|&&engagement| engagement != NONE));
    let known = |&e: &u32| review.engagements.get(e as usize);
    let formats: BTreeSet<u32> = engagements
        .iter()
        .filter_map(known)
        .map(|e| e.format)
        .collect();
    let of_one = |list: &BTreeSet<u32>| match (list.len(), list.first()) {
        (1, Some(&only)) => Some(only),
        _ => None,
    };
    let remark = if let Some(only) = of_one(&engagements).filter(|_| review.engagements.len() > 1) {
        remarks::one_engagement(known(&only)?.id.as_str())
    } else {
        let only = of_one(&formats).filter(|_| review.formats.len() > 1)?;
        remarks::one_format(review.formats.get(only as usize)?)
    };
    Some(at.remark(remark, statement.at.place.clone()))
}
