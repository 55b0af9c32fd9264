//! What must stand in no file of a public report, for the scan of what was rendered, and the
//! register of every count that may.

use super::words::capital;
use super::writer::Writer;
use std::borrow::Cow;
use std::collections::BTreeSet;
use throughline_core::ids::{FindingId, PointId};
use throughline_core::masks;
use throughline_core::notes::Strings;
use throughline_core::numbers::ordinal;
use throughline_core::publication::{
    Cell, Exempt, Register, Secret, SecretIds, SecretKind, Withheld,
};
use throughline_core::review::Review;
use throughline_core::synthesis::{PointBlock, Shown, StatementBlock, Synthesis};

/// Everything that is kept out of a public report of a review; nothing is kept out of an internal
/// one.
/// `planned` is the register of a protected report without its claims.
/// `labels` says of a label that it stands under quotations on purpose.
pub(crate) fn of<'r>(
    writer: &Writer,
    review: &'r Review,
    synthesis: &Synthesis,
    planned: Option<Register>,
    labels: &dyn Fn(&str) -> bool,
) -> Withheld<'r> {
    if writer.internal() {
        return Withheld::default();
    }
    let register = planned.map(|mut register| {
        for finding in synthesis.parts.iter().flat_map(|p| &p.findings) {
            let cells = &mut register.cells;
            claims(&finding.id, None, &finding.statement, cells);
            points(&finding.id, &finding.points, cells);
        }
        register
    });
    let mut withheld = Withheld {
        secrets: masks::secrets(review, |name| {
            writer.organisations.prints(name) || labels(name)
        }),
        ids: ids(writer, review),
        exempt: vec![Exempt::Contributors, Exempt::Publisher],
        register,
    };
    withheld
        .secrets
        .extend(codes(writer).into_iter().filter(|c| !labels(&c.written)));
    withheld
}

/// The letters that stand for organisations, with the noun: `Agency C`.
fn codes(writer: &Writer) -> Vec<Secret> {
    let review = writer.review;
    let noun = capital(&review.about.noun.one);
    (1u64..)
        .zip(&review.organisations)
        .filter_map(|(n, organisation)| {
            let written = format!("{noun} {}", organisation.letter.as_deref()?.trim());
            let known = writer.organisations.prints(&written) || written == organisation.name;
            (!known).then(|| Secret {
                written,
                what: format!("the code of the {} organisation", ordinal(n)),
                kind: SecretKind::Label,
            })
        })
        .collect()
}

/// Ids of notes where they are not shown, and at level protected of engagements.
fn ids<'r>(writer: &Writer, review: &'r Review) -> Vec<SecretIds<'r>> {
    let printed = printed_ids(review);
    let mut lists = Vec::new();
    if !writer.attributes() {
        lists.push(SecretIds {
            printed: printed.clone(),
            ..SecretIds::of(&review.notes.ids, "the id of a note")
        });
    }
    if writer.protected() {
        let mut ids = Strings::default();
        for engagement in &review.engagements {
            ids.push(engagement.id.as_str());
        }
        lists.push(SecretIds {
            ids: Cow::Owned(ids),
            printed,
            what: "the id of an engagement",
        });
    }
    lists
}

/// The ids of themes, findings, points, parts, which every report prints.
fn printed_ids(review: &Review) -> BTreeSet<&str> {
    let themes = review.codebook.themes().iter().map(|t| t.id.as_str());
    let parts = review.parts.iter().map(|p| p.id.as_str());
    let findings = review.findings.iter().map(|f| f.id.as_str());
    let points = review.findings.iter().flat_map(|f| {
        f.points.iter().flat_map(|p| {
            std::iter::once(p.id.as_str()).chain(p.points.iter().map(|b| b.id.as_str()))
        })
    });
    themes.chain(parts).chain(findings).chain(points).collect()
}

type Cells = std::collections::BTreeMap<Cell, Shown>;

fn points(finding: &FindingId, points_of: &[PointBlock], cells: &mut Cells) {
    for point in points_of {
        claims(finding, Some(&point.id), &point.statement, cells);
        points(finding, &point.points, cells);
    }
}

fn claims(
    finding: &FindingId,
    point: Option<&PointId>,
    statement: &StatementBlock,
    cells: &mut Cells,
) {
    for claim in &statement.claims {
        let cell = Cell::Claim(finding.clone(), point.cloned(), claim.offset);
        cells.insert(cell, claim.measure.shown);
    }
}
