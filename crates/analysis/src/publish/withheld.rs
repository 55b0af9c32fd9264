//! What must stand in no file of a public report, for the scan of what was rendered, and the
//! register of every count that may.

use super::words::capital;
use super::writer::Writer;
use std::collections::BTreeSet;
use throughline_core::ids::{FindingId, PointId};
use throughline_core::masks;
use throughline_core::numbers::ordinal;
use throughline_core::publication::{Cell, Exempt, Register, Secret, SecretKind, Withheld};
use throughline_core::review::Review;
use throughline_core::synthesis::{PointBlock, Shown, StatementBlock, Synthesis};

/// An id shorter than this is a word or a number that may stand anywhere.
const ID: usize = 3;

/// Everything that is kept out of a public report; nothing is kept out of an internal one.
/// `planned` is the register of a protected report without its claims.
/// `labels` says of a label that it stands under quotations on purpose.
pub(crate) fn of(
    writer: &Writer,
    synthesis: &Synthesis,
    planned: Option<Register>,
    labels: &dyn Fn(&str) -> bool,
) -> Withheld {
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
        secrets: masks::secrets(writer.review, |name| {
            writer.organisations.prints(name) || labels(name)
        }),
        exempt: vec![Exempt::Contributors, Exempt::Publisher],
        register,
    };
    withheld
        .secrets
        .extend(codes(writer).into_iter().filter(|c| !labels(&c.written)));
    withheld.secrets.extend(ids(writer));
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
fn ids(writer: &Writer) -> Vec<Secret> {
    let review = writer.review;
    let printed = printed_ids(review);
    let mut secrets = Vec::new();
    let mut add = |id: &str, what: &str| {
        if tells(id) && !printed.contains(id) {
            secrets.push(Secret {
                written: id.to_owned(),
                what: what.to_owned(),
                kind: SecretKind::Id,
            });
        }
    };
    if !writer.attributes() {
        for note in review.notes.indices() {
            add(review.notes.ids.get(note as usize), "the id of a note");
        }
    }
    if writer.protected() {
        for engagement in &review.engagements {
            add(engagement.id.as_str(), "the id of an engagement");
        }
    }
    secrets
}

/// Whether an id can be told from a word or a number: it has a letter and a figure.
fn tells(id: &str) -> bool {
    id.chars().count() >= ID
        && id.chars().any(char::is_alphabetic)
        && id.chars().any(|c| c.is_ascii_digit())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_be_a_word_is_no_secret() {
        for (id, told) in [
            ("W-003", true),
            ("w12", true),
            ("17", false),
            ("a1", false),
            ("intro", false),
        ] {
            assert_eq!(tells(id), told, "{id}");
        }
    }
}
