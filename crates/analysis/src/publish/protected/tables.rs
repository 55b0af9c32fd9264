//! The tables of a protected report: with descendants, and no numbers of notes.

use super::super::words::list;
use super::page::Page;
use super::{balance, formats, stances};
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::Proportion;
use throughline_core::review::Part;
use throughline_core::synthesis::{PartTableRow, PrevalenceRow, Shown, Tables, ThemeCounts};

pub(crate) fn write(page: &Page, parts: &[Part]) -> Tables {
    Tables {
        prevalence: prevalence(page),
        stance: stances::table(page),
        format: formats::table(page),
        part: part(page, parts),
        balance: balance::table(page),
        ..Tables::default()
    }
}

/// Themes in byte order of their codes.
fn by_id(page: &Page) -> Vec<ThemeCode> {
    page.book.by_id_order()
}

fn prevalence(page: &Page) -> Vec<PrevalenceRow> {
    let counts = |organisations: Shown| ThemeCounts {
        notes: Shown::NotShown,
        organisations,
        denominator: page.base,
        share: organisations.exact().and_then(|count| {
            Proportion {
                count,
                base: page.base,
            }
            .share4()
        }),
        engagements: Shown::NotShown,
        unattributed_notes: Shown::NotShown,
    };
    by_id(page)
        .into_iter()
        .map(|code| {
            let theme = page.theme(code);
            PrevalenceRow {
                theme: theme.id.clone(),
                label: theme.label.clone(),
                parent: theme.parent.map(|parent| page.theme(parent).id.clone()),
                own: counts(Shown::NotShown),
                rolled: counts(page.raised(code)),
            }
        })
        .collect()
}

/// A row a theme and part, marked where the theme's numbers are not shown; none for a single part.
fn part(page: &Page, parts: &[Part]) -> Vec<PartTableRow> {
    if !page.in_figures() || parts.len() < 2 {
        return Vec::new();
    }
    by_id(page)
        .into_iter()
        .filter_map(|theme| Some((theme, page.planned(theme)?.parts.as_deref())))
        .flat_map(|(theme, shown)| {
            (0..)
                .zip(parts)
                .map(move |(at, part): (usize, &Part)| PartTableRow {
                    theme: page.theme(theme).id.clone(),
                    part: part.id.clone(),
                    organisations: shown
                        .and_then(|shown| shown.get(at).copied())
                        .unwrap_or(Shown::NotShown),
                    denominator: page.base,
                })
        })
        .collect()
}

/// What is nowhere in the report, and why.
pub(crate) fn left_out(page: &Page) -> String {
    let who = &page.noun().many;
    let by_agency = format!("themes by {}", page.noun().one);
    let mut left_out = vec!["numbers of notes by theme", by_agency.as_str()];
    if page.plan.words_only {
        left_out.push("numbers by view, by format and by part");
    }
    left_out.extend([
        "which themes came up together",
        "when a theme first came up",
    ]);
    format!(
        "Not shown at all: {}. Each could tell which {who} said what.",
        list(&left_out)
    )
}
