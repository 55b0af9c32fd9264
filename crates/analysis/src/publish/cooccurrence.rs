//! Themes raised together: pairs ranked by the coefficient of rule of counting 10.

use super::alt::Alt;
use super::words::{self, Paragraph, number_of};
use super::writer::Writer;
use crate::PairCount;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, HashMap};
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::{grouped, in_words, ratio2};
use throughline_core::synthesis::{Chart, CooccurrenceChart, CooccurrencePair, Drawn, Shown};

/// Rows at most.
const ROWS: usize = 8;
/// A pair is drawn from this many notes on.
const NOTES: u32 = 3;

pub(crate) fn chart(writer: &Writer) -> Chart<CooccurrenceChart> {
    if let Some(sentence) = writer.nothing() {
        return Chart::Absent { sentence };
    }
    let pairs = writer.analysis.cooccurrence().rows();
    if pairs.is_empty() {
        return Chart::Absent {
            sentence: "No note carries two themes, so no themes were raised together.".into(),
        };
    }
    let ranked = ranked(writer, pairs);
    let rows = ranked.get(..ROWS).unwrap_or(&ranked);
    if rows.is_empty() {
        return Chart::Absent {
            sentence: too_few(writer, pairs.len()),
        };
    }
    Chart::Drawn(Drawn {
        number: 0,
        title: title(writer, rows),
        note: note(writer, rows, &ranked, pairs.len()),
        alt: alt(writer, rows),
        data: CooccurrenceChart {
            rows: rows
                .iter()
                .map(|pair| CooccurrencePair {
                    a: writer.theme(pair.a).label.clone(),
                    b: writer.theme(pair.b).label.clone(),
                    notes: Shown::from(pair.notes),
                    coefficient: coefficient(pair),
                    ten_thousandths: ten_thousandths(pair),
                })
                .collect(),
        },
    })
}

fn coefficient(pair: &PairCount) -> String {
    ratio2(pair.notes.into(), pair.either().into()).unwrap_or_default()
}

fn ten_thousandths(pair: &PairCount) -> u32 {
    let (n, d) = (u64::from(pair.notes), u64::from(pair.either().max(1)));
    u32::try_from((20_000 * n + d) / (2 * d)).unwrap_or(10_000)
}

fn compare(a: &PairCount, b: &PairCount) -> Ordering {
    let cross = |x: &PairCount, y: &PairCount| u64::from(x.notes) * u64::from(y.either());
    cross(a, b).cmp(&cross(b, a))
}

/// The pairs that are drawn: of enough notes, for the public of enough organisations; the largest
/// coefficient first, then most notes, then codebook order.
fn ranked(writer: &Writer, pairs: &[PairCount]) -> Vec<PairCount> {
    let mut rows: Vec<PairCount> = pairs.iter().copied().filter(|p| p.notes >= NOTES).collect();
    if !writer.internal() {
        let least = writer.review.disclosure.k as usize;
        let organisations = organisations(writer, &rows);
        rows.retain(|p| {
            organisations
                .get(&(p.a, p.b))
                .is_some_and(|set| set.len() >= least)
        });
    }
    rows.sort_by(|a, b| {
        compare(b, a).then_with(|| {
            let key = |p: &PairCount| (Reverse(p.notes), p.a.min(p.b), p.a.max(p.b));
            key(a).cmp(&key(b))
        })
    });
    rows
}

/// Organisations with a note that carries both themes of each pair.
fn organisations(
    writer: &Writer,
    pairs: &[PairCount],
) -> HashMap<(ThemeCode, ThemeCode), BTreeSet<u32>> {
    let mut met: HashMap<(ThemeCode, ThemeCode), BTreeSet<u32>> = pairs
        .iter()
        .map(|p| ((p.a, p.b), BTreeSet::new()))
        .collect();
    let notes = &writer.review.notes;
    for note in notes.indices() {
        let tags = notes.tags.get(note as usize);
        let of = notes.organisations.get(note as usize);
        if of.is_empty() {
            continue;
        }
        for a in tags {
            for b in tags {
                if let Some(set) = met.get_mut(&(a.theme, b.theme)) {
                    set.extend(of);
                }
            }
        }
    }
    met
}

fn too_few(writer: &Writer, pairs: usize) -> String {
    let from = if writer.internal() {
        String::new()
    } else {
        format!(
            " from {} or more {}",
            in_words(writer.review.disclosure.k.into()),
            writer.noun().many
        )
    };
    let are = if pairs == 1 { "is" } else { "are" };
    format!(
        "No two themes share three notes or more{from}. The {} {are} in Table B4.",
        match pairs {
            1 => "one pair that shares a note".to_owned(),
            n => format!("{} pairs that share a note", in_words(n as u64)),
        }
    )
}

/// The first pair, where no other has its coefficient.
fn title(writer: &Writer, rows: &[PairCount]) -> String {
    let fixed = "which themes were raised together in one note";
    let first = match rows {
        [] => None,
        [first] => Some(first),
        [first, second, ..] => (compare(first, second) == Ordering::Greater).then_some(first),
    };
    let candidate = first.map(|pair| {
        let (a, b) = (pair.a.min(pair.b), pair.a.max(pair.b));
        format!(
            "{} and {} were most often raised together",
            writer.phrase(a),
            writer.phrase(b)
        )
    });
    words::title(candidate, fixed)
}

fn note(writer: &Writer, rows: &[PairCount], ranked: &[PairCount], pairs: usize) -> String {
    let shown = rows.len();
    let mut note = Paragraph::of(
        "Notes that carry both themes, as a share of the notes that carry either: 0 never \
         together, 1 always.",
    );
    let enough = if writer.internal() {
        "three notes or more".to_owned()
    } else {
        format!(
            "three notes or more, from at least {} {}",
            in_words(writer.review.disclosure.k.into()),
            writer.noun().many
        )
    };
    note.say(format!(
        "Shown: the {} with the highest coefficient among those with {enough}, of {} that \
         share a note.",
        number_of(shown as u64, "pair", "pairs"),
        number_of(pairs as u64, "pair", "pairs")
    ));
    if pairs > shown {
        note.say("The others are in Table B4.");
    }
    let left_out = ranked.get(shown..).unwrap_or_default().iter();
    let tied = rows.last().map_or(0, |last| {
        left_out.filter(|pair| compare(pair, last).is_eq()).count()
    });
    note.extend(words::tied(tied, "the last of these"));
    note.text()
}

fn alt(writer: &Writer, rows: &[PairCount]) -> String {
    let label = |theme: ThemeCode| writer.theme(theme).label.as_str();
    Alt {
        head: format!(
            "Bar chart: how often two themes stand in one note, as a coefficient from 0 to 1, \
             for {}.",
            number_of(rows.len() as u64, "pair of themes", "pairs of themes")
        ),
        figures: rows
            .iter()
            .map(|pair| {
                format!(
                    "{}, with {}: {} in {} notes.",
                    label(pair.a),
                    label(pair.b),
                    coefficient(pair),
                    grouped(pair.notes.into())
                )
            })
            .collect(),
        tail: "All figures are in Table B4.".into(),
        more: vec!["The largest stands first.".into()],
    }
    .text()
}
