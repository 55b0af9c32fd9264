//! Themes by format of engagement, each format on its own base.

use super::alt::Alt;
use super::differed::attended;
use super::engagements::OfFormat;
use super::words::{self, Paragraph, agencies_in_figures, capital, plural};
use super::writer::Writer;
use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::{grouped, in_words};
use throughline_core::synthesis::{Chart, Drawn, FormatChart, FormatPanel, FormatRow};

/// Rows at most.
const ROWS: usize = 8;
/// Panels at most.
const PANELS: usize = 3;

/// A panel's format and how many organisations it had.
#[derive(Debug)]
struct Panel {
    format: OfFormat,
    base: u32,
}

impl Panel {
    /// `the workshop`, `1:1 meetings`: how a title speaks of it.
    fn spoken(&self) -> String {
        if self.format.engagements == 1 {
            format!("the {}", self.format.name)
        } else {
            plural(&self.format.name)
        }
    }

    fn name(&self) -> String {
        if self.format.engagements == 1 {
            self.format.name.clone()
        } else {
            plural(&self.format.name)
        }
    }
}

/// A theme with its count in each panel, and the panels where its share is largest and smallest.
#[derive(Debug)]
struct Row {
    theme: ThemeCode,
    counts: Vec<u32>,
    high: usize,
    low: usize,
    /// The difference of the two shares, as a fraction.
    difference: (u64, u64),
}

pub(crate) fn chart(writer: &Writer) -> Chart<FormatChart> {
    if let Some(sentence) = writer.nothing() {
        return Chart::Absent { sentence };
    }
    let panels = panels(writer);
    if panels.len() < 2 {
        return Chart::Absent {
            sentence: absent(writer, &panels),
        };
    }
    let all = compared(writer, &panels);
    if all.is_empty() {
        return Chart::Absent {
            sentence: "No theme was raised in a format that can be compared.".into(),
        };
    }
    let rows = all.get(..ROWS.min(all.len())).unwrap_or_default();
    Chart::Drawn(Drawn {
        number: 0,
        title: title(writer, &panels, rows),
        note: note(writer, &panels, rows, &all),
        alt: alt(writer, &panels, rows),
        data: FormatChart {
            formats: panels
                .iter()
                .map(|panel| FormatPanel {
                    head: format!(
                        "{}, {}",
                        capital(&panel.name()),
                        agencies_in_figures(panel.base, writer.noun())
                    ),
                    base: panel.base,
                })
                .collect(),
            rows: rows
                .iter()
                .map(|row| FormatRow {
                    theme: writer.theme(row.theme).id.clone(),
                    label: writer.theme(row.theme).label.clone(),
                    measures: row
                        .counts
                        .iter()
                        .zip(&panels)
                        .map(|(&count, panel)| writer.measure(count, panel.base))
                        .collect(),
                })
                .collect(),
        },
    })
}

fn absent(writer: &Writer, panels: &[Panel]) -> String {
    let formats = super::engagements::by_format(writer.review);
    let noun = writer.noun();
    match (formats.as_slice(), panels) {
        ([], _) => "The notes name no format of engagement, so none can be compared.".into(),
        ([one], _) if !one.stated => {
            "The notes name no format of engagement, so none can be compared.".into()
        }
        ([one], _) => format!(
            "There was one format of engagement, the {}, so there is nothing to compare.",
            one.name
        ),
        (_, []) => format!(
            "The notes name no {}, so formats cannot be compared.",
            noun.one
        ),
        (_, _) => format!(
            "Only one format had {} that can be counted, so there is nothing to compare.",
            noun.many
        ),
    }
}

/// The formats with most organisations, in order of appearance.
fn panels(writer: &Writer) -> Vec<Panel> {
    let mut panels: Vec<Panel> = attended(writer)
        .into_iter()
        .map(|format| Panel {
            base: u32::try_from(writer.analysis.scope().of_format(format.format).len())
                .unwrap_or(u32::MAX),
            format,
        })
        .collect();
    panels.sort_by_key(|p| (Reverse(p.base), p.format.format));
    panels.truncate(PANELS);
    panels.sort_by_key(|p| p.format.format);
    panels
}

/// Themes without a theme under them that were raised in a panel, the largest difference of share
/// first; then by rank.
fn compared(writer: &Writer, panels: &[Panel]) -> Vec<Row> {
    let counts: HashMap<(ThemeCode, u32), u32> = writer
        .analysis
        .format()
        .rows()
        .iter()
        .map(|row| ((row.theme, row.format), row.organisations))
        .collect();
    let mut rows: Vec<Row> = writer
        .ranked(&writer.leaves())
        .into_iter()
        .filter_map(|theme| {
            let counts: Vec<u32> = panels
                .iter()
                .map(|p| counts.get(&(theme, p.format.format)).copied().unwrap_or(0))
                .collect();
            if counts.iter().all(|&n| n == 0) {
                return None;
            }
            let share = |at: usize| {
                let part = counts.get(at).copied().unwrap_or(0);
                let base = panels.get(at).map_or(1, |p| p.base.max(1));
                (u64::from(part), u64::from(base))
            };
            let order = |a: usize, b: usize| compare(share(a), share(b));
            let high = (0..panels.len()).rev().max_by(|&a, &b| order(a, b))?;
            let low = (0..panels.len()).min_by(|&a, &b| order(a, b))?;
            let ((a, n), (b, m)) = (share(high), share(low));
            Some(Row {
                theme,
                difference: (a * m - b * n, n * m),
                high,
                low,
                counts,
            })
        })
        .collect();
    // A stable sort: rank stands where differences are alike.
    rows.sort_by(|a, b| compare(b.difference, a.difference));
    rows
}

/// Compares two fractions.
fn compare(a: (u64, u64), b: (u64, u64)) -> Ordering {
    (u128::from(a.0) * u128::from(b.1)).cmp(&(u128::from(b.0) * u128::from(a.1)))
}

/// The largest difference: `Specialist skills came up more often in 1:1 meetings than in the
/// workshop`. Where it is smaller than one organisation makes: `about as often`.
fn title(writer: &Writer, panels: &[Panel], rows: &[Row]) -> String {
    let formats = if panels.len() == 2 {
        "both formats"
    } else {
        "all three formats"
    };
    let fixed = format!("how often each theme was raised in {formats}");
    let Some(first) = rows.first() else {
        return capital(&fixed);
    };
    let smallest = panels.iter().map(|p| p.base).min().unwrap_or(1);
    let one_organisation = (1, u64::from(smallest.max(1)));
    match compare(first.difference, one_organisation) {
        Ordering::Less => {
            let title = format!("the themes were raised about as often in {formats}");
            return words::title([title], &fixed);
        }
        // What a single organisation makes is no finding.
        Ordering::Equal => return capital(&fixed),
        Ordering::Greater => {}
    }
    let most = first.counts.get(first.high).copied().unwrap_or(0);
    if writer.singles_out(most) {
        return capital(&fixed);
    }
    match (panels.get(first.high), panels.get(first.low)) {
        (Some(high), Some(low)) => words::title(
            [format!(
                "{} came up more often in {} than in {}",
                writer.phrase(first.theme),
                high.spoken(),
                low.spoken()
            )],
            &format!(
                "some themes were raised more often in {} than in {}",
                high.spoken(),
                low.spoken()
            ),
        ),
        _ => capital(&fixed),
    }
}

fn note(writer: &Writer, panels: &[Panel], rows: &[Row], all: &[Row]) -> String {
    let mut note = Paragraph::of(format!(
        "{} that raised each theme, of those at each format.",
        writer.agencies()
    ));
    let attended = attended(writer).len();
    if attended > panels.len() {
        note.say(format!(
            "Shown: the {} formats with most {}, of {}.",
            in_words(panels.len() as u64),
            writer.noun().many,
            grouped(attended as u64)
        ));
    }
    if all.len() > rows.len() {
        note.say(format!(
            "Shown: the {} themes whose shares differ most, of {}. All are in Table B5.",
            in_words(rows.len() as u64),
            grouped(all.len() as u64)
        ));
        let level = |last: &Row| {
            let left_out = all.get(rows.len()..).unwrap_or_default().iter();
            left_out
                .filter(|row| compare(row.difference, last.difference).is_eq())
                .count()
        };
        let tied = rows.last().map_or(0, level);
        if tied > 0 {
            note.say(format!(
                "{} more {} as much as the last of these, and {} raised by no more {}.",
                capital(&in_words(tied as u64)),
                if tied == 1 { "differs" } else { "differ" },
                if tied == 1 { "is" } else { "are" },
                writer.noun().many
            ));
        }
    } else {
        note.say("The figures are in Table B5.");
    }
    note.text()
}

fn alt(writer: &Writer, panels: &[Panel], rows: &[Row]) -> String {
    let heads: Vec<String> = panels
        .iter()
        .map(|p| {
            format!(
                "{} with {}",
                p.spoken(),
                agencies_in_figures(p.base, writer.noun())
            )
        })
        .collect();
    let figures = rows
        .iter()
        .map(|row| {
            let counts: Vec<String> = row
                .counts
                .iter()
                .zip(panels)
                .map(|(&count, panel)| format!("{count} of {}", panel.base))
                .collect();
            format!(
                "{}, {}.",
                writer.theme(row.theme).label,
                words::list(&counts)
            )
        })
        .collect();
    Alt {
        head: format!(
            "Bar chart with a panel for each format: number of {} that raised each theme, for {}.",
            writer.noun().many,
            words::list(&heads)
        ),
        figures,
        tail: "All figures are in Table B5.".into(),
        more: vec!["Themes stand in order of difference.".into()],
    }
    .text()
}
