//! How organisations stand on themes: by rule of counting 9, one stance each.

use super::alt::Alt;
use super::words::{self, Paragraph, capital, list};
use super::writer::{MARKS, Writer};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::{Proportion, grouped, in_words};
use throughline_core::stance::Stance;
use throughline_core::synthesis::{Chart, Drawn, Shown, StanceCell, StanceChart, StanceRow};

/// Rows at most.
const ROWS: usize = 13;

/// Organisations by stance on one theme.
#[derive(Debug, Clone, Copy, Default)]
struct Stood {
    positive: u32,
    negative: u32,
    mixed: u32,
    neutral: u32,
    not_stated: u32,
}

impl Stood {
    fn stated(&self) -> u32 {
        self.positive + self.negative + self.mixed + self.neutral
    }

    fn net(&self) -> i64 {
        i64::from(self.positive) - i64::from(self.negative)
    }
}

type Row = (ThemeCode, Stood);

pub(crate) fn chart(writer: &Writer) -> Chart<StanceChart> {
    if let Some(sentence) = writer.nothing() {
        return Chart::Absent { sentence };
    }
    let stood = stood(writer);
    let rows = shown(writer, &stood);
    if rows.is_empty() {
        return Chart::Absent {
            sentence: if writer.base == 0 {
                format!(
                    "The notes name no {}, so no stance can be counted.",
                    writer.noun().one
                )
            } else {
                format!(
                    "No stance of {} is stated on any theme.",
                    writer.an_agency()
                )
            },
        };
    }
    Chart::Drawn(Drawn {
        number: 0,
        title: title(writer, &rows, &stood),
        note: note(writer, &rows, &stood),
        alt: alt(writer, &rows),
        data: StanceChart {
            base: writer.base,
            rows: rows.iter().map(|row| drawn(writer, row)).collect(),
        },
    })
}

/// The themes without a theme under them that were raised.
fn stood(writer: &Writer) -> Vec<Row> {
    let mut stood: BTreeMap<ThemeCode, Stood> = BTreeMap::new();
    for row in writer.analysis.stance().rows() {
        let on = stood.entry(row.theme).or_default();
        match row.stance {
            Stance::Positive => on.positive = row.organisations,
            Stance::Negative => on.negative = row.organisations,
            Stance::Mixed => on.mixed = row.organisations,
            Stance::Neutral => on.neutral = row.organisations,
            Stance::NotStated => on.not_stated = row.organisations,
        }
    }
    let leaves = writer.leaves();
    stood
        .into_iter()
        .filter(|(theme, _)| leaves.binary_search(theme).is_ok())
        .collect()
}

/// Those on which most stated a stance, by positive less negative.
fn shown(writer: &Writer, stood: &[Row]) -> Vec<Row> {
    let mut rows: Vec<Row> = stood
        .iter()
        .copied()
        .filter(|(_, s)| s.stated() > 0)
        .collect();
    rows.sort_by_key(|(theme, s)| {
        let notes = writer.analysis.prevalence().of(*theme).rolled.notes;
        (Reverse(s.stated()), Reverse(notes), *theme)
    });
    rows.truncate(ROWS);
    rows.sort_by_key(|(theme, s)| (Reverse(s.net()), Reverse(s.positive), s.negative, *theme));
    rows
}

fn drawn(writer: &Writer, (theme, stood): &Row) -> StanceRow {
    let cell = |count: u32| StanceCell {
        shown: Shown::from(count),
        words: match count {
            0 => String::new(),
            _ => percent(writer, count)
                .map_or_else(|| grouped(count.into()), |percent| format!("{percent}%")),
        },
    };
    StanceRow {
        theme: writer.theme(*theme).id.clone(),
        label: writer.theme(*theme).label.clone(),
        positive: cell(stood.positive),
        negative: cell(stood.negative),
        mixed: cell(stood.mixed),
        neutral: cell(stood.neutral),
    }
}

/// The percent of the base, where bars take the place of squares and the policy allows it.
fn percent(writer: &Writer, count: u32) -> Option<u32> {
    let base = writer.base;
    (base > MARKS && base >= writer.review.counting.percent_from)
        .then(|| Proportion { count, base }.percent())
        .flatten()
}

/// `Agencies were positive about engagement and flexibility, negative about money`: where more
/// than half are, of each theme named. Else `most positive about …, most negative about …`, which
/// compares. Two themes a side, else one, else how many themes.
fn title(writer: &Writer, rows: &[Row], stood: &[Row]) -> String {
    let who = writer.noun().many.as_str();
    let fixed = format!("how {who} stood on the themes they raised");
    let side = |sign: i64| -> Vec<&Row> {
        let mut side: Vec<&Row> = rows
            .iter()
            .filter(|(_, s)| {
                let count = if sign > 0 { s.positive } else { s.negative };
                s.net() * sign > 0 && !writer.singles_out(count)
            })
            .collect();
        if sign < 0 {
            side.reverse();
        }
        side
    };
    let (positive, negative) = (side(1), side(-1));
    let more_than_half = |row: &&&Row, negative: bool| {
        let count = if negative {
            row.1.negative
        } else {
            row.1.positive
        };
        u64::from(count) * 2 > u64::from(writer.base)
    };
    let candidate = |each: usize| -> Option<String> {
        let (for_them, against) = (
            positive.get(..each.min(positive.len())).unwrap_or_default(),
            negative.get(..each.min(negative.len())).unwrap_or_default(),
        );
        let most = if for_them.iter().all(|r| more_than_half(&r, false))
            && against.iter().all(|r| more_than_half(&r, true))
        {
            ""
        } else {
            "most "
        };
        let phrases = |rows: &[&Row]| {
            list(
                &rows
                    .iter()
                    .map(|(theme, _)| writer.phrase(*theme))
                    .collect::<Vec<_>>(),
            )
        };
        let clauses: Vec<String> = [("positive", for_them), ("negative", against)]
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(word, rows)| format!("{most}{word} about {}", phrases(rows)))
            .collect();
        (!clauses.is_empty()).then(|| format!("{who} were {}", clauses.join(", ")))
    };
    words::title(
        [candidate(2), candidate(1), counted(writer, stood)]
            .into_iter()
            .flatten(),
        &fixed,
    )
}

/// `More than half of the agencies were positive about four of 21 themes, negative about seven`: of
/// all themes that were raised, and naming none.
fn counted(writer: &Writer, stood: &[Row]) -> Option<String> {
    let most = |of: fn(&Stood) -> u32| {
        let half = |(_, s): &&Row| u64::from(of(s)) * 2 > u64::from(writer.base);
        stood.iter().filter(half).count() as u64
    };
    let (positive, negative) = (most(|s| s.positive), most(|s| s.negative));
    let none_or = |n: u64| if n == 0 { "none".into() } else { in_words(n) };
    (writer.base > 2 && positive + negative > 0).then(|| {
        format!(
            "more than half of the {} were positive about {} of {} {}, negative about {}",
            writer.noun().many,
            none_or(positive),
            in_words(stood.len() as u64),
            if stood.len() == 1 { "theme" } else { "themes" },
            none_or(negative)
        )
    })
}

fn note(writer: &Writer, rows: &[Row], stood: &[Row]) -> String {
    let raised = stood.len();
    let noun = writer.noun();
    let a = writer.an_agency();
    let mut note = Paragraph::of(format!(
        "{} by stance, of the {} that took part.",
        writer.agencies(),
        grouped(writer.base.into())
    ));
    note.say(format!(
        "{} that is both positive and negative on a theme is mixed. Blank: none.",
        capital(&a)
    ));
    if percent(writer, 1).is_some() {
        note.say(format!(
            "Percentages are of all {} {}.",
            grouped(writer.base.into()),
            noun.many
        ));
    }
    let not_stated: u64 = rows.iter().map(|(_, s)| u64::from(s.not_stated)).sum();
    note.say(match not_stated {
        0 => format!(
            "Each {} that raised one of these themes stated a stance on it.",
            noun.one
        ),
        1 => format!("Not drawn: once, {a} raised one of these themes and stated no stance."),
        n => format!(
            "Not drawn: {} times, {a} raised one of these themes and stated no stance.",
            in_words(n)
        ),
    });
    let others = match raised.saturating_sub(rows.len()) {
        0 => {
            note.say("The figures are in Table B3.");
            return note.text();
        }
        1 => "The other one that was raised is".to_owned(),
        n => format!("The other {} that were raised are", in_words(n as u64)),
    };
    // Those that are as high as the last one shown, and are not shown.
    let least = rows.iter().map(|(_, s)| s.stated()).min().unwrap_or(0);
    let as_high = stood.iter().filter(|(_, s)| s.stated() >= least).count();
    note.say(format!(
        "Shown: the {} themes on which the most {} stated a stance. {others} in Table B3.",
        in_words(rows.len() as u64),
        noun.many
    ));
    note.extend(words::tied(
        as_high.saturating_sub(rows.len()),
        "the last of these",
    ));
    note.text()
}

fn alt(writer: &Writer, rows: &[Row]) -> String {
    let label = |theme: ThemeCode| writer.theme(theme).label.as_str();
    let largest = |of: fn(&Stood) -> u32, word: &str| -> Option<String> {
        let (theme, stood) = rows
            .iter()
            .max_by_key(|(theme, s)| (of(s), Reverse(*theme)))?;
        let count = of(stood);
        (count > 0).then(|| format!("Most {word}: {}, {}.", label(*theme), grouped(count.into())))
    };
    Alt {
        head: format!(
            "Bar chart in four panels: number of {}, of {}, that were negative, positive, mixed \
             or neutral on each of {} {}.",
            writer.noun().many,
            grouped(writer.base.into()),
            in_words(rows.len() as u64),
            if rows.len() == 1 { "theme" } else { "themes" }
        ),
        figures: [
            largest(|s| s.positive, "positive"),
            largest(|s| s.negative, "negative"),
            largest(|s| s.mixed, "mixed"),
            largest(|s| s.neutral, "neutral"),
        ]
        .into_iter()
        .flatten()
        .collect(),
        tail: "All figures are in Table B3.".into(),
        more: vec!["Themes stand in order of positive less negative.".into()],
    }
    .text()
}
