//! At a glance: a band for each top-level theme, with its strongest figure.

use super::findings::{Printed, block_of};
use super::protected::least;
use super::words::{self, capital, either, list, notes};
use super::writer::{MARKS, Writer};
use std::cmp::Reverse;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::{Claim, Finding, Point, Unit};
use throughline_core::numbers::in_words;
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;
use throughline_core::synthesis::{Band, Glance, Measure, PartPage, Shown};

/// Bands at most.
pub(crate) const BANDS: usize = 6;

pub(crate) fn write(writer: &Writer, printed: &Printed) -> Glance {
    let absent = writer.nothing();
    let themes = themes(writer);
    let shown: Vec<ThemeCode> = match &absent {
        Some(_) => Vec::new(),
        None => chosen(writer, &themes),
    };
    let more = themes.len().saturating_sub(shown.len());
    Glance {
        lead: lead(writer),
        bands: shown
            .iter()
            .map(|&theme| band(writer, printed, theme))
            .collect(),
        more: (absent.is_none() && more > 0).then(|| {
            let s = if more == 1 { "" } else { "s" };
            format!("and {} more theme{s}", in_words(more as u64))
        }),
        key_filled: "its notes carry the point".into(),
        key_empty: match writer.review.first_look {
            None => "not in its notes".into(),
            Some(_) => "not in those of its notes that were drawn".into(),
        },
        key_note: key_note(writer),
        absent,
    }
}

/// Top-level themes; of a flat codebook those that were raised.
fn themes(writer: &Writer) -> Vec<ThemeCode> {
    let raised = |&theme: &ThemeCode| writer.analysis.prevalence().of(theme).rolled.notes > 0;
    let roots = writer.book().roots().iter().copied();
    if writer.flat() {
        roots.filter(raised).collect()
    } else {
        roots.collect()
    }
}

/// The six most raised, in order of rank in a flat codebook, else in codebook order.
fn chosen(writer: &Writer, themes: &[ThemeCode]) -> Vec<ThemeCode> {
    let mut shown = writer.ranked(themes);
    shown.truncate(BANDS);
    if !writer.flat() {
        shown.sort_unstable();
    }
    shown
}

fn lead(writer: &Writer) -> String {
    let noun = writer.noun();
    let mut took_part = format!(
        "{} took part.",
        capital(&words::agencies(writer.base, noun))
    );
    if let Some(look) = &writer.review.first_look {
        took_part.push_str(&format!(
            " This is a first look at {}: what they raised in the others is not counted.",
            look.share()
        ));
    }
    match writer.base {
        0 => format!("No {} is named in the notes, so none is counted.", noun.one),
        1..=MARKS => format!(
            "{took_part} Each dot is one {}: filled where its notes carry the point beside it.",
            noun.one
        ),
        _ => format!(
            "{took_part} Each bar is the share of them whose notes carry the point beside it."
        ),
    }
}

fn key_note(writer: &Writer) -> String {
    let minimum = "A note-taker may leave a point out, so each count is a minimum.";
    let words = &writer.review.scale.words;
    let most = words
        .iter()
        .flat_map(|w| &w.words)
        .find(|w| *w == "most")
        .or_else(|| words.last().and_then(|w| w.words.first()));
    match most {
        Some(word) => format!(
            "{minimum} Words such as “{word}” follow the scale on the page Method and limits."
        ),
        None => minimum.into(),
    }
}

fn band(writer: &Writer, printed: &Printed, theme: ThemeCode) -> Band {
    let counts = writer.analysis.prevalence().of(theme).rolled;
    let raised = writer.raised(theme);
    let label = writer.theme(theme).label.clone();
    let resting = resting(writer, theme);
    let shown = strongest(&printed.parts, &resting);
    let finding = match &shown {
        Some(figure) => Some(figure.finding),
        None => resting.first().copied(),
    };
    Band {
        theme: writer.theme(theme).id.clone(),
        headline: match finding {
            Some(finding) => finding.title.clone(),
            None if writer.singles_out(counts.organisations) => label.clone(),
            None => {
                let some = writer.some(counts.organisations);
                // In a first look those with other notes may have raised it too.
                let at_least = writer.review.first_look.is_some()
                    && (1..writer.base).contains(&counts.organisations);
                let some = if at_least {
                    format!("at least {some}")
                } else {
                    some
                };
                format!("{} raised {}", capital(&some), writer.phrase(theme))
            }
        },
        label,
        raised: format!(
            "Theme raised by {} {}, in {}.",
            raised.words,
            writer.noun().of(writer.base.into()),
            notes(counts.notes)
        ),
        finding: finding.map(|f| f.id.clone()),
        says: match &shown {
            Some(figure) => says(writer, figure.claim),
            None => "raised it".into(),
        },
        measure: shown.map_or(raised, |figure| figure.measure.clone()),
    }
}

/// The findings that rest on a top-level theme or one under it, in order of file.
pub(crate) fn resting<'a>(writer: &Writer<'a>, root: ThemeCode) -> Vec<&'a Finding> {
    writer
        .review
        .findings
        .iter()
        .filter(|f| {
            f.statement
                .themes
                .iter()
                .any(|&t| writer.book().root_of(t) == root)
        })
        .collect()
}

/// A claim of a finding with its figure.
pub(crate) struct Figure<'a> {
    pub(crate) finding: &'a Finding,
    pub(crate) claim: &'a Claim,
    pub(crate) measure: &'a Measure,
}

/// Of the claims of some findings over organisations: the one that is marked as headline, in the
/// finding or its points; else the one of the finding's statement with the largest count, or the
/// largest least count where it is a range. A tie goes to the first in file order.
pub(crate) fn strongest<'a>(parts: &'a [PartPage], findings: &[&'a Finding]) -> Option<Figure<'a>> {
    let mut figures: Vec<Figure> = Vec::new();
    for finding in findings {
        let Some(block) = block_of(parts, &finding.id) else {
            continue;
        };
        let mut pairs: Vec<(&Claim, &Measure, bool)> = Vec::new();
        let own = finding.statement.claims.iter().zip(&block.statement.claims);
        pairs.extend(own.map(|(claim, block)| (claim, &block.measure, true)));
        under(&finding.points, &block.points, &mut pairs);
        figures.extend(
            pairs
                .into_iter()
                .filter(|(claim, measure, own)| {
                    claim.unit == Unit::Organisations
                        && (*own || claim.headline)
                        && measure.shown != Shown::NotShown
                })
                .map(|(claim, measure, _)| Figure {
                    finding,
                    claim,
                    measure,
                }),
        );
    }
    figures.into_iter().min_by_key(|figure| {
        (
            Reverse(figure.claim.headline),
            Reverse(least(figure.measure.shown)),
        )
    })
}

fn under<'a>(
    points: &'a [Point],
    blocks: &'a [throughline_core::synthesis::PointBlock],
    pairs: &mut Vec<(&'a Claim, &'a Measure, bool)>,
) {
    for (point, block) in points.iter().zip(blocks) {
        let claims = point.statement.claims.iter().zip(&block.statement.claims);
        pairs.extend(claims.map(|(claim, block)| (claim, &block.measure, false)));
        under(&point.points, &block.points, pairs);
    }
}

/// The words beside a figure: the analyst's, else what the selection of the claim says.
pub(crate) fn says(writer: &Writer, claim: &Claim) -> String {
    claim
        .says
        .clone()
        .unwrap_or_else(|| said(writer, &claim.selection))
}

/// `raised fiscal constraint`, `were positive about a or b`.
fn said(writer: &Writer, selection: &Selection) -> String {
    let phrases =
        |themes: &[ThemeCode]| -> Vec<&str> { themes.iter().map(|&t| writer.phrase(t)).collect() };
    let themes: Vec<String> = [
        either(&phrases(&selection.any)),
        list(&phrases(&selection.all)),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect();
    let verb = match selection.stance.as_slice() {
        [Stance::Positive] => "were positive about",
        [Stance::Negative] => "were negative about",
        [Stance::Mixed] => "had mixed views on",
        [Stance::Neutral] => "were neutral on",
        _ => "raised",
    };
    if themes.is_empty() {
        "have a note that carries it".into()
    } else {
        format!("{verb} {}", list(&themes))
    }
}
