//! The parts with their findings: each statement with the figure that stands beside it.

use super::evidence::Behind;
use super::marks::Marks;
use super::words::{capital, letter};
use super::writer::Writer;
use std::borrow::Cow;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::{Claim, Finding, Point, Quote, Statement, Unit};
use throughline_core::first_look::NO_FINDINGS;
use throughline_core::ids::{FindingId, NoteId, PartId, PointId};
use throughline_core::notes::NoteIndex;
use throughline_core::numbers::grouped;
use throughline_core::review::{Part, Review};
use throughline_core::selection::Selection;
use throughline_core::synthesis::{
    ClaimBlock, FindingBlock, Measure, PartPage, PointBlock, QuoteBlock, StatementBlock,
};

/// The parts as printed, and what Appendix C prints of the notes behind them.
#[derive(Debug)]
pub(crate) struct Printed {
    pub(crate) parts: Vec<PartPage>,
    /// Each statement that rests on notes, in order of print.
    pub(crate) behind: Vec<Behind>,
}

/// A finding as printed.
pub(crate) fn block_of<'p>(parts: &'p [PartPage], id: &FindingId) -> Option<&'p FindingBlock> {
    parts.iter().flat_map(|p| &p.findings).find(|f| f.id == *id)
}

/// The first figure beside a statement: the example of how counts are read.
pub(crate) fn first_measure(parts: &[PartPage]) -> Option<&Measure> {
    parts
        .iter()
        .flat_map(|p| &p.findings)
        .find_map(|f| f.statement.measure.as_ref())
}

/// Where a statement stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'s> {
    /// Its finding.
    pub(crate) finding: &'s FindingId,
    /// Its point, where it is one.
    pub(crate) point: Option<&'s PointId>,
    /// As it is numbered: `1`, `1.2`, `1.2a`.
    pub(crate) number: &'s str,
}

/// The parts that have an introduction or a finding, in their order, then the findings that stand
/// under none. Findings are numbered through the report. What stands in a statement's block is
/// written by `statement`, which is called in order of print.
pub(crate) fn pages<'a>(
    review: &'a Review,
    statement: &mut dyn FnMut(At, &'a Statement) -> StatementBlock,
) -> Vec<PartPage> {
    let mut pages = Vec::new();
    let mut number = 0;
    let mut page = |part: Option<u32>, id: Option<PartId>, heading: String| {
        let of = part.and_then(|p| review.parts.get(p as usize));
        pages.push(PartPage {
            id,
            heading,
            intro: of.and_then(|p| p.intro.clone()),
            questions_title: format!("What {} were asked", review.about.noun.many),
            questions: of
                .into_iter()
                .flat_map(|p| &p.questions)
                .filter_map(|&q| review.questions.get(q as usize))
                .map(|q| q.text.clone())
                .collect(),
            findings: review
                .findings
                .iter()
                .filter(|f| f.part == part)
                .map(|finding| {
                    number += 1;
                    block(number, finding, statement)
                })
                .collect(),
        });
    };
    for (index, part) in (0u32..).zip(&review.parts) {
        // A part that is only a word in a column of the notes has nothing to say on a page.
        if part.intro.is_some() || review.findings.iter().any(|f| f.part == Some(index)) {
            page(Some(index), Some(part.id.clone()), heading(index, part));
        }
    }
    if review.findings.iter().any(|f| f.part.is_none()) {
        let heading = if review.parts.is_empty() {
            "Findings"
        } else {
            "Findings across the parts"
        };
        page(None, None, heading.into());
    }
    if review.first_look.as_ref().is_some_and(|l| l.findings > 0) {
        pages.push(PartPage {
            id: None,
            heading: "Findings".into(),
            intro: Some(NO_FINDINGS.into()),
            questions_title: String::new(),
            questions: Vec::new(),
            findings: Vec::new(),
        });
    }
    pages
}

/// `Part 1: OGP in general`; a title that says so itself stays as it is.
fn heading(index: u32, part: &Part) -> String {
    let number = index + 1;
    if part.title.to_lowercase().starts_with("part ") {
        part.title.clone()
    } else {
        format!("Part {number}: {}", part.title)
    }
}

fn block<'a>(
    number: u32,
    finding: &'a Finding,
    statement: &mut dyn FnMut(At, &'a Statement) -> StatementBlock,
) -> FindingBlock {
    let at = At {
        finding: &finding.id,
        point: None,
        number: &number.to_string(),
    };
    let own = statement(at, &finding.statement);
    let points = (1u32..)
        .zip(&finding.points)
        .map(|(n, point)| point_block(&finding.id, &format!("{number}.{n}"), point, statement))
        .collect();
    FindingBlock {
        id: finding.id.clone(),
        number,
        title: finding.title.clone(),
        statement: own,
        points,
    }
}

fn point_block<'a>(
    finding: &FindingId,
    number: &str,
    point: &'a Point,
    statement: &mut dyn FnMut(At, &'a Statement) -> StatementBlock,
) -> PointBlock {
    let at = At {
        finding,
        point: Some(&point.id),
        number,
    };
    let own = statement(at, &point.statement);
    let points = point
        .points
        .iter()
        .enumerate()
        .map(|(place, below)| {
            let number = format!("{number}{}", letter(place).to_lowercase());
            point_block(finding, &number, below, statement)
        })
        .collect();
    PointBlock {
        id: point.id.clone(),
        number: number.to_owned(),
        statement: own,
        points,
    }
}

/// The parts with exact counts, and the notes behind each statement.
pub(crate) fn write(writer: &Writer, marks: &Marks) -> Printed {
    let mut behind = Vec::new();
    let parts = pages(writer.review, &mut |at, statement| {
        let (block, rests_on) = statement_block(writer, marks, at, statement);
        behind.extend(rests_on);
        block
    });
    Printed {
        parts,
        behind: after_its_points(behind),
    }
}

/// The notes of a finding stand after those of its points, and only those that no point has.
fn after_its_points(behind: Vec<Behind>) -> Vec<Behind> {
    let mut ordered: Vec<Behind> = Vec::with_capacity(behind.len());
    let mut of_finding: Option<(Behind, usize)> = None;
    let close = |of_finding: Option<(Behind, usize)>, ordered: &mut Vec<Behind>| {
        let Some((own, from)) = of_finding else {
            return;
        };
        match ordered.get(from..) {
            Some([]) | None => ordered.push(own),
            Some(points) => {
                let others = own.besides(points);
                if !others.is_empty() {
                    ordered.push(others);
                }
            }
        }
    };
    for statement in behind {
        if statement.is_of_finding() {
            close(of_finding.take(), &mut ordered);
            of_finding = Some((statement, ordered.len()));
        } else {
            ordered.push(statement);
        }
    }
    close(of_finding, &mut ordered);
    ordered
}

fn statement_block(
    writer: &Writer,
    marks: &Marks,
    at: At,
    statement: &Statement,
) -> (StatementBlock, Option<Behind>) {
    let counts: Vec<_> = statement
        .claims
        .iter()
        .map(|claim| (claim, writer.analysis.claim(claim)))
        .collect();
    let themes = statement.selection();
    // The figure beside a statement: of its first claim over organisations, else of its themes.
    let rests_on = match counts
        .iter()
        .find(|(claim, _)| claim.unit == Unit::Organisations)
    {
        Some((claim, count)) => Some((&claim.selection, Cow::Borrowed(&count.support))),
        None if themes.is_everything() => None,
        None => Some((&themes, Cow::Owned(writer.analysis.support(&themes, None)))),
    };
    let figure = rests_on.map(|(selection, support)| {
        let of = support.proportion();
        let measure = writer.measure(of.count, of.base);
        let title = labels(writer, selection);
        let behind = Behind::of(at.number, title, measure.clone(), &support.notes);
        ((measure, Writer::support(&support)), behind)
    });
    let (figure, behind) = figure.unzip();
    let (measure, support) = figure.unzip();
    let evidence = pinned(writer, statement);
    let block = StatementBlock {
        text: statement.text.clone(),
        measure,
        support,
        claims: claims(writer, &counts),
        evidence_words: (!evidence.is_empty()).then(|| {
            pinned_of(
                statement,
                behind.as_ref().map_or_else(Default::default, Behind::notes),
            )
        }),
        evidence,
        quote: quote(writer, statement),
        audit: marks.of(at),
    };
    (block, behind)
}

/// A short title: the labels of the themes that a selection speaks of, three at most.
fn labels(writer: &Writer, selection: &Selection) -> String {
    let mut themes: Vec<ThemeCode> = Vec::new();
    for &theme in selection.any.iter().chain(&selection.all) {
        if !themes.contains(&theme) {
            themes.push(theme);
        }
    }
    let mut labels: Vec<&str> = themes
        .iter()
        .map(|&t| writer.theme(t).label.as_str())
        .collect();
    let more = match labels.len().saturating_sub(3) {
        0 => String::new(),
        1 => " and one theme more".to_owned(),
        n => format!(" and {n} themes more"),
    };
    labels.truncate(3);
    if labels.is_empty() {
        return "Notes that fit the statement".into();
    }
    capital(&format!("{}{more}", labels.join("; ")))
}

fn claims(writer: &Writer, counts: &[(&Claim, crate::ClaimCount)]) -> Vec<ClaimBlock> {
    counts
        .iter()
        .map(|(claim, count)| ClaimBlock {
            phrase: claim.phrase.clone(),
            offset: u32::try_from(claim.offset).unwrap_or(u32::MAX),
            unit: claim.unit,
            measure: writer.measure(count.count, count.base),
            support: (claim.unit == Unit::Organisations).then(|| Writer::support(&count.support)),
            says: claim.says.clone(),
        })
        .collect()
}

/// Pinned notes, for those who did the review.
fn pinned(writer: &Writer, statement: &Statement) -> Vec<NoteId> {
    if !writer.internal() {
        return Vec::new();
    }
    statement
        .evidence
        .iter()
        .filter_map(|&note| writer.review.notes.ids.get(note as usize).parse().ok())
        .collect()
}

/// What the pinned notes are of those behind the figure, in the order in which both are given.
fn pinned_of(statement: &Statement, behind: &[NoteIndex]) -> String {
    let pinned = &statement.evidence;
    let (of, all) = (pinned.len(), behind.len());
    if !pinned.iter().all(|note| behind.contains(note)) {
        "such as".into()
    } else if of < all {
        format!("{} of {} notes:", grouped(of as u64), grouped(all as u64))
    } else if all == 1 {
        "the one note:".into()
    } else {
        format!("all {} notes:", grouped(all as u64))
    }
}

/// The quotation, where its note may be quoted.
fn quote(writer: &Writer, statement: &Statement) -> Option<QuoteBlock> {
    statement.quote.as_ref().and_then(|q| quoted(writer, q))
}

/// A quotation with its line, as an internal or an open report prints it.
pub(crate) fn quoted(writer: &Writer, quote: &Quote) -> Option<QuoteBlock> {
    let notes = &writer.review.notes;
    let flags = notes
        .flags
        .get(quote.note as usize)
        .copied()
        .unwrap_or_default();
    if !writer.internal() && !flags.quotable {
        return None;
    }
    Some(QuoteBlock {
        text: writer.said(&quote.text),
        attribution: quote.attribution.clone(),
        language: flags.maori.then(|| "mi".to_owned()),
        note: writer
            .internal()
            .then(|| notes.ids.get(quote.note as usize).parse().ok())
            .flatten(),
    })
}
