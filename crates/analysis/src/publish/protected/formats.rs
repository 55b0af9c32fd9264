//! Themes by format of engagement, where 20 organisations or more took part. A format whose base is
//! too small has no panel.

use super::super::alt::Alt;
use super::super::words::{self, Paragraph, agencies_in_figures, capital, list, plural};
use super::page::Page;
use std::cmp::Reverse;
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::grouped;
use throughline_core::synthesis::{
    Chart, Drawn, FormatChart, FormatPanel, FormatRow, FormatTableRow, Shown,
};

/// Rows at most.
const ROWS: usize = 24;
/// Panels at most.
const PANELS: usize = 3;

/// A format that may be shown: its index, its base.
type Panel = (usize, u32);

fn panels(page: &Page) -> Vec<Panel> {
    page.format_bases
        .iter()
        .copied()
        .enumerate()
        .filter(|&(format, _)| page.plan.format_shown.get(format) == Some(&true))
        .collect()
}

/// The themes whose formats may be shown, in the order of the codebook.
fn rows<'a>(page: &Page<'a>) -> Vec<(ThemeCode, &'a [Shown])> {
    page.in_order()
        .into_iter()
        .filter_map(|theme| Some((theme, page.planned(theme)?.formats.as_deref()?)))
        .collect()
}

fn name(page: &Page, format: usize) -> String {
    let held = page.held.iter().find(|f| f.format as usize == format);
    match held {
        Some(held) if held.engagements == 1 => held.name.clone(),
        Some(held) => plural(&held.name),
        None => "engagements".into(),
    }
}

pub(crate) fn chart(page: &Page) -> Chart<FormatChart> {
    let absent = |sentence: String| Chart::Absent { sentence };
    if let Some(sentence) = page.too_few() {
        return absent(sentence);
    }
    let many = &page.noun().many;
    if page.plan.words_only {
        return absent(format!(
            "How many {many} raised a theme in each format is not shown, because such numbers are \
             small."
        ));
    }
    let mut panels = panels(page);
    if panels.len() < 2 {
        return absent(format!(
            "Fewer than two formats had so many {many} that numbers by format can be shown."
        ));
    }
    panels.sort_by_key(|&(format, base)| (Reverse(base), format));
    panels.truncate(PANELS);
    panels.sort_unstable();
    let all = rows(page);
    if all.is_empty() {
        return absent("No theme can be shown by format without giving a small count away.".into());
    }
    let rows = all.get(..ROWS).unwrap_or(&all);
    Chart::Drawn(Drawn {
        number: 0,
        title: capital(&format!(
            "how often themes were raised in {}",
            match panels.len() {
                2 => "both formats",
                _ => "three formats",
            }
        )),
        note: note(page, rows.len(), all.len()),
        alt: alt(page, &panels, rows),
        data: FormatChart {
            formats: panels
                .iter()
                .map(|&(format, base)| FormatPanel {
                    head: format!(
                        "{}, {}",
                        capital(&name(page, format)),
                        agencies_in_figures(base, page.noun())
                    ),
                    base,
                })
                .collect(),
            rows: rows
                .iter()
                .map(|(theme, shown)| FormatRow {
                    theme: page.theme(*theme).id.clone(),
                    label: page.theme(*theme).label.clone(),
                    measures: panels
                        .iter()
                        .map(|&(format, base)| page.measure(cell(shown, format), base))
                        .collect(),
                })
                .collect(),
        },
    })
}

fn cell(shown: &[Shown], format: usize) -> Shown {
    shown.get(format).copied().unwrap_or(Shown::NotShown)
}

fn note(page: &Page, shown: usize, all: usize) -> String {
    let mut note = Paragraph::of(format!(
        "{} that raised each theme, of those at each format. Crossed: the count lies somewhere in \
         that part. A theme is shown where its numbers give nobody away.",
        page.agencies()
    ));
    note.say(if all > shown {
        format!(
            "Shown: the first {} of {} themes, in the order of the codebook. The others are in \
             Table B5.",
            grouped(shown as u64),
            grouped(all as u64)
        )
    } else {
        "Themes stand in the order of the codebook. The figures are in Table B5.".to_owned()
    });
    note.text()
}

fn alt(page: &Page, panels: &[Panel], rows: &[(ThemeCode, &[Shown])]) -> String {
    let heads: Vec<String> = panels
        .iter()
        .map(|&(format, base)| {
            format!(
                "{} with {}",
                name(page, format),
                agencies_in_figures(base, page.noun())
            )
        })
        .collect();
    let figures = rows
        .iter()
        .map(|(theme, shown)| {
            let counts: Vec<String> = panels
                .iter()
                .map(|&(format, base)| page.measure(cell(shown, format), base).words)
                .collect();
            format!("{}: {}.", page.theme(*theme).label, list(&counts))
        })
        .collect();
    Alt {
        head: format!(
            "Bar chart with a panel for each format: how many {} raised each theme, for {}.",
            page.noun().many,
            words::list(&heads)
        ),
        figures,
        tail: "All figures are in Table B5.".into(),
        more: vec!["Themes stand in the order of the codebook.".into()],
    }
    .text()
}

/// Table B5: a row a theme and format that may be shown, marked where its numbers are not.
pub(crate) fn table(page: &Page) -> Vec<FormatTableRow> {
    if !page.in_figures() {
        return Vec::new();
    }
    let panels = panels(page);
    page.book
        .by_id_order()
        .into_iter()
        .filter_map(|theme| Some((theme, page.planned(theme)?.formats.as_deref())))
        .flat_map(|(theme, shown)| {
            panels.iter().map(move |&(format, base)| FormatTableRow {
                theme: page.theme(theme).id.clone(),
                engagement_type: page.formats.get(format).cloned().unwrap_or_default(),
                notes: Shown::NotShown,
                organisations: cell(shown.unwrap_or_default(), format),
                denominator: base,
            })
        })
        .collect()
}
