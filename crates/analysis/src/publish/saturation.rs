//! How many themes each engagement added, in order of date.

use super::alt::Alt;
use super::engagements;
use super::timeline::LANES;
use super::words::{self, Paragraph, capital, number_of};
use super::writer::Writer;
use throughline_core::dates::DateRange;
use throughline_core::notes::NONE;
use throughline_core::numbers::grouped;
use throughline_core::synthesis::{Chart, Drawn, SaturationChart, SaturationStep};

pub(crate) fn chart(writer: &Writer) -> Chart<SaturationChart> {
    let absent = |sentence: &str| Chart::Absent {
        sentence: sentence.into(),
    };
    if let Some(sentence) = writer.nothing() {
        return Chart::Absent { sentence };
    }
    let steps = steps(writer);
    let total = steps.last().map_or(0, |s| s.cumulative);
    match (steps.len(), total) {
        (0, _) => return absent("The notes name no engagement, so new themes cannot be counted."),
        (1, _) => {
            return absent("There was one engagement, so there is no chart of new themes.");
        }
        (_, 0) => return absent("No note of an engagement carries a theme."),
        _ => {}
    }
    let at_80_percent = (0u32..)
        .zip(&steps)
        .find(|(_, s)| u64::from(s.cumulative) * 100 >= u64::from(total) * 80)
        .map_or(0, |(at, _)| at);
    Chart::Drawn(Drawn {
        number: 0,
        title: words::title([title(&steps)], "how many new themes each engagement added"),
        note: note(writer, &steps),
        alt: alt(&steps, total, at_80_percent),
        data: SaturationChart {
            at_80_percent,
            total,
            total_words: format!("{} in all", grouped(total.into())),
            axis: (steps.len() > LANES).then(|| {
                format!(
                    "engagement 1 to {} in order of date",
                    grouped(steps.len() as u64)
                )
            }),
            steps,
        },
    })
}

fn steps(writer: &Writer) -> Vec<SaturationStep> {
    let review = writer.review;
    let names = engagements::names(writer);
    let days = review
        .engagements
        .iter()
        .filter_map(|e| e.dates)
        .reduce(DateRange::hull);
    let one_year = days.is_some_and(|d| d.from().year() == d.to().year());
    writer
        .analysis
        .saturation()
        .steps()
        .iter()
        .map(|step| {
            let at = step.engagement as usize;
            let dates = review.engagements.get(at).and_then(|e| e.dates);
            SaturationStep {
                name: names.get(at).cloned().unwrap_or_default(),
                date: dates.map_or_else(String::new, |d| {
                    if one_year {
                        d.printed_short()
                    } else {
                        d.printed()
                    }
                }),
                new: step.new_themes,
                new_words: match step.new_themes {
                    0 => "none new".into(),
                    n => format!("{} new", grouped(n.into())),
                },
                cumulative: step.cumulative_themes,
            }
        })
        .collect()
}

/// `The last two engagements added one new theme`.
fn title(steps: &[SaturationStep]) -> String {
    let last: &[SaturationStep] = match steps.len() {
        2 => steps.get(1..),
        n => steps.get(n.saturating_sub(2)..),
    }
    .unwrap_or_default();
    let new: u64 = last.iter().map(|s| u64::from(s.new)).sum();
    let added = match new {
        0 => "no new theme".to_owned(),
        n => number_of(n, "new theme", "new themes"),
    };
    match steps.len() {
        2 => format!("the second engagement added {added}"),
        _ => format!("the last two engagements added {added}"),
    }
}

fn note(writer: &Writer, steps: &[SaturationStep]) -> String {
    let mut note = Paragraph::of("Line: themes met so far.");
    if steps.len() <= LANES {
        note.say("Pale bar: themes met for the first time.");
    }
    note.say("A flat line means that an engagement brought no new theme.");
    if !writer.flat() {
        note.say("A heading is met only where a note carries it itself.");
    }
    let notes = &writer.review.notes;
    let outside = notes
        .engagement
        .iter()
        .enumerate()
        .filter(|(row, engagement)| **engagement == NONE && !notes.tags.get(*row).is_empty())
        .count() as u64;
    if outside > 0 {
        let verb = if outside == 1 { "belongs" } else { "belong" };
        note.say(format!(
            "{} {verb} to no engagement and {} not counted here.",
            capital(&number_of(outside, "note", "notes")),
            if outside == 1 { "is" } else { "are" }
        ));
    }
    note.say("The figures are in Table B6.");
    note.text()
}

fn alt(steps: &[SaturationStep], total: u32, at_80: u32) -> String {
    let named = |s: &SaturationStep| format!("{}, {}.", s.name, s.new_words);
    let mut figures = Vec::new();
    if steps.len() <= LANES {
        figures.extend(steps.iter().map(named));
    } else {
        let at = |place: usize| steps.get(place).map(|s| s.cumulative);
        if let Some(first) = at(0) {
            let enough = if at_80 == 0 {
                ": four fifths or more of them"
            } else {
                ""
            };
            figures.push(format!(
                "After the first, {}{enough}.",
                grouped(first.into())
            ));
        }
        if let Some(eighty) = at(at_80 as usize).filter(|_| at_80 > 0) {
            figures.push(format!(
                "After engagement {}, {}: four fifths or more of them.",
                grouped(u64::from(at_80) + 1),
                grouped(eighty.into())
            ));
        }
    }
    Alt {
        head: format!(
            "Step line: themes met so far over {} engagements in order of date, {} in all.",
            grouped(steps.len() as u64),
            grouped(total.into())
        ),
        figures,
        tail: "All figures are in Table B6.".into(),
        more: vec!["Each step is an engagement; its height is what it added.".into()],
    }
    .text()
}
