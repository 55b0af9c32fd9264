//! The parts with their findings: each statement with the figure that stands beside it.

use super::evidence::Behind;
use super::words::{capital, letter};
use super::writer::Writer;
use std::borrow::Cow;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::{Claim, Finding, Point, Quote, Statement, Unit};
use throughline_core::ids::{FindingId, NoteId};
use throughline_core::review::Part;
use throughline_core::selection::Selection;
use throughline_core::synthesis::{
    ClaimBlock, FindingBlock, Measure, PartPage, PointBlock, QuoteBlock, StatementBlock,
};

/// The parts as printed, and what Appendix C prints of the notes behind them.
#[derive(Debug)]
pub(crate) struct Printed<'a> {
    pub(crate) parts: Vec<PartPage>,
    /// Each statement that rests on notes, in order of print.
    pub(crate) behind: Vec<Behind>,
    /// Quotations that are printed, with the notes they stand in.
    pub(crate) quotes: Vec<&'a Quote>,
}

impl Printed<'_> {
    /// A finding as printed.
    pub(crate) fn finding(&self, id: &FindingId) -> Option<&FindingBlock> {
        self.parts
            .iter()
            .flat_map(|p| &p.findings)
            .find(|f| f.id == *id)
    }

    /// The first figure beside a statement: the example of how counts are read.
    pub(crate) fn first_measure(&self) -> Option<&Measure> {
        self.parts
            .iter()
            .flat_map(|p| &p.findings)
            .find_map(|f| f.statement.measure.as_ref())
    }
}

/// The parts that have an introduction or a finding, in their order, then the findings that stand under none. Findings are numbered
/// through the report.
pub(crate) fn write<'a>(writer: &Writer<'a>) -> Printed<'a> {
    let mut printed = Printed {
        parts: Vec::new(),
        behind: Vec::new(),
        quotes: Vec::new(),
    };
    let review = writer.review;
    let mut number = 0;
    for (index, part) in (0u32..).zip(&review.parts) {
        // A part that is only a word in a column of the notes has nothing to say on a page.
        let says_something =
            part.intro.is_some() || review.findings.iter().any(|f| f.part == Some(index));
        if !says_something {
            continue;
        }
        let page = PartPage {
            id: Some(part.id.clone()),
            heading: heading(index, part),
            intro: part.intro.clone(),
            questions_title: format!("What {} were asked", writer.noun().many),
            questions: part
                .questions
                .iter()
                .filter_map(|&q| review.questions.get(q as usize))
                .map(|q| q.text.clone())
                .collect(),
            findings: Vec::new(),
        };
        page_of(writer, &mut printed, &mut number, Some(index), page);
    }
    if review.findings.iter().any(|f| f.part.is_none()) {
        let page = PartPage {
            id: None,
            heading: if review.parts.is_empty() {
                "Findings"
            } else {
                "Findings across the parts"
            }
            .into(),
            intro: None,
            questions_title: format!("What {} were asked", writer.noun().many),
            questions: Vec::new(),
            findings: Vec::new(),
        };
        page_of(writer, &mut printed, &mut number, None, page);
    }
    printed
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

fn page_of<'a>(
    writer: &Writer<'a>,
    printed: &mut Printed<'a>,
    number: &mut u32,
    part: Option<u32>,
    mut page: PartPage,
) {
    for finding in writer.review.findings.iter().filter(|f| f.part == part) {
        *number += 1;
        page.findings.push(block(writer, printed, *number, finding));
    }
    printed.parts.push(page);
}

fn block<'a>(
    writer: &Writer<'a>,
    printed: &mut Printed<'a>,
    number: u32,
    finding: &'a Finding,
) -> FindingBlock {
    let before = printed.behind.len();
    let statement = statement(writer, printed, &number.to_string(), &finding.statement);
    let of_finding = printed.behind.split_off(before);
    let points: Vec<PointBlock> = (1u32..)
        .zip(&finding.points)
        .map(|(n, point)| point_block(writer, printed, format!("{number}.{n}"), point))
        .collect();
    for behind in of_finding {
        let others = if points.is_empty() {
            behind
        } else {
            behind.besides(&printed.behind[before..])
        };
        if points.is_empty() || !others.is_empty() {
            printed.behind.push(others);
        }
    }
    FindingBlock {
        id: finding.id.clone(),
        number,
        title: finding.title.clone(),
        statement,
        points,
    }
}

fn point_block<'a>(
    writer: &Writer<'a>,
    printed: &mut Printed<'a>,
    number: String,
    point: &'a Point,
) -> PointBlock {
    let statement = statement(writer, printed, &number, &point.statement);
    let points = point
        .points
        .iter()
        .enumerate()
        .map(|(place, below)| {
            let number = format!("{number}{}", letter(place).to_lowercase());
            point_block(writer, printed, number, below)
        })
        .collect();
    PointBlock {
        id: point.id.clone(),
        number,
        statement,
        points,
    }
}

fn statement<'a>(
    writer: &Writer<'a>,
    printed: &mut Printed<'a>,
    number: &str,
    statement: &'a Statement,
) -> StatementBlock {
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
        let behind = Behind::of(number, title, measure.clone(), &support.notes);
        printed.behind.push(behind);
        (measure, Writer::support(&support))
    });
    let (measure, support) = figure.unzip();
    StatementBlock {
        text: statement.text.clone(),
        measure,
        support,
        claims: claims(writer, &counts),
        evidence: pinned(writer, statement),
        quote: quote(writer, printed, statement),
        audit: Vec::new(),
    }
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

/// The quotation, where its note may be quoted.
fn quote<'a>(
    writer: &Writer<'a>,
    printed: &mut Printed<'a>,
    statement: &'a Statement,
) -> Option<QuoteBlock> {
    let quote = statement.quote.as_ref()?;
    let notes = &writer.review.notes;
    let flags = notes
        .flags
        .get(quote.note as usize)
        .copied()
        .unwrap_or_default();
    if !writer.internal() && !flags.quotable {
        return None;
    }
    printed.quotes.push(quote);
    Some(QuoteBlock {
        text: quote.text.clone(),
        attribution: quote.attribution.clone(),
        language: flags.maori.then(|| "mi".to_owned()),
        note: writer
            .internal()
            .then(|| notes.ids.get(quote.note as usize).parse().ok())
            .flatten(),
    })
}
