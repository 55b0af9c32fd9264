//! At a glance: a band for each top-level theme, with the strongest figure that is shown.

use super::super::glance::{BANDS, resting, says, strongest};
use super::super::words::{self, capital};
use super::super::writer::Writer;
use super::page::Page;
use super::prevalence::{least, who};
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::in_words;
use throughline_core::synthesis::{Band, Glance, PartPage, Shown};

pub(crate) fn write(
    page: &Page,
    writer: &Writer,
    parts: &[PartPage],
    nothing: Option<String>,
) -> Glance {
    let absent = nothing.or_else(|| page.too_few());
    let themes = page.book.roots();
    let shown = match &absent {
        Some(_) => &[],
        None => themes.get(..BANDS).unwrap_or(themes),
    };
    let more = themes.len().saturating_sub(shown.len());
    Glance {
        lead: lead(page),
        bands: shown
            .iter()
            .map(|&theme| band(page, writer, parts, theme))
            .collect(),
        more: (absent.is_none() && more > 0).then(|| {
            let s = if more == 1 { "" } else { "s" };
            format!("and {} more theme{s}", in_words(more as u64))
        }),
        key_filled: "carries the point".into(),
        key_empty: "outside the range".into(),
        key_note: key_note(page),
        absent,
    }
}

fn lead(page: &Page) -> String {
    let noun = page.noun();
    let took_part = format!("{} took part.", capital(&words::agencies(page.base, noun)));
    if !page.plan.counts {
        took_part
    } else if page.marks() {
        format!(
            "{took_part} Counts are given as ranges. Each dot is one {}, and the number that \
             carries the point beside it lies somewhere among the crossed dots.",
            noun.one
        )
    } else {
        format!(
            "{took_part} Each bar stands for all of them. A filled part is those whose notes carry \
             the point beside it; where a part is crossed, their number lies somewhere in it."
        )
    }
}

fn key_note(page: &Page) -> String {
    format!(
        "Small counts are not given, so that nobody can tell which {} said what. The page Method \
         and limits says how, and what words such as “most” stand for.",
        page.noun().one
    )
}

fn band(page: &Page, writer: &Writer, parts: &[PartPage], theme: ThemeCode) -> Band {
    let raised = page.raised_measure(theme);
    let label = page.theme(theme).label.clone();
    let resting = resting(writer, theme);
    let shown = strongest(parts, &resting);
    let finding = match &shown {
        Some(figure) => Some(figure.finding),
        None => resting.first().copied(),
    };
    let own_headline = match (raised.shown, least(raised.shown)) {
        (Shown::NotShown, _) | (_, Some(0) | None) => label.clone(),
        (shown, _) => capital(&format!(
            "{} raised {}",
            who(page, shown),
            page.phrase(theme)
        )),
    };
    Band {
        theme: page.theme(theme).id.clone(),
        headline: finding.map_or(own_headline, |finding| finding.title.clone()),
        label,
        raised: match raised.shown {
            Shown::NotShown => "Theme raised: see its parts.".into(),
            _ => format!(
                "Theme raised by {} {}.",
                raised.words,
                page.noun().of(page.base.into())
            ),
        },
        finding: finding.map(|f| f.id.clone()),
        says: match &shown {
            Some(figure) => says(writer, figure.claim),
            None => "raised it".into(),
        },
        measure: shown.map_or(raised, |figure| figure.measure.clone()),
    }
}
