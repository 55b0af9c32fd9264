//! How organisations stand on themes, where 20 or more took part.

use super::super::alt::Alt;
use super::super::words::{self, Paragraph, capital, list};
use super::page::Page;
use super::prevalence::least;
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::{grouped, in_words};
use throughline_core::stance::Stance;
use throughline_core::synthesis::{
    Chart, Drawn, Shown, StanceCell, StanceChart, StanceRow, StanceTableRow,
};

/// Rows at most.
const ROWS: usize = 24;

type Row = (ThemeCode, [Shown; 5]);

/// The themes whose stances may be shown, in the order of the codebook.
fn rows(page: &Page) -> Vec<Row> {
    page.in_order()
        .into_iter()
        .filter_map(|theme| Some((theme, page.planned(theme)?.stances?)))
        .collect()
}

pub(crate) fn chart(page: &Page) -> Chart<StanceChart> {
    if let Some(sentence) = page.too_few() {
        return Chart::Absent { sentence };
    }
    let many = &page.noun().many;
    if page.plan.words_only {
        return Chart::Absent {
            sentence: format!(
                "How many {many} took each view of a theme is not shown, because such numbers are \
                 small."
            ),
        };
    }
    let all = rows(page);
    let rows = all.get(..ROWS).unwrap_or(&all);
    if rows.is_empty() {
        return Chart::Absent {
            sentence: format!(
                "No theme was raised by so many {many} that numbers by view can be shown."
            ),
        };
    }
    Chart::Drawn(Drawn {
        number: 0,
        title: title(page, rows),
        note: note(page, rows.len(), all.len()),
        alt: alt(page, rows),
        data: StanceChart {
            base: page.base,
            rows: rows.iter().map(|row| drawn(page, row)).collect(),
        },
    })
}

/// In the order of the plan.
const POSITIVE: usize = 0;
const NEGATIVE: usize = 1;

fn drawn(page: &Page, (theme, shown): &Row) -> StanceRow {
    let [positive, negative, mixed, neutral, _] = shown.map(|shown| StanceCell {
        words: label(page, shown),
        shown,
    });
    StanceRow {
        theme: page.theme(*theme).id.clone(),
        label: page.theme(*theme).label.clone(),
        positive,
        negative,
        mixed,
        neutral,
    }
}

/// The words at the end of a bar: `3 to 9`, `under 3`; blank for none.
fn label(page: &Page, shown: Shown) -> String {
    let number = |n: u32| grouped(n.into());
    match shown {
        Shown::Exact { count: 0 } => String::new(),
        Shown::Exact { count } => number(count),
        Shown::Band { low: 0, high } => format!("under {}", number(high + 1)),
        Shown::Band { low, high } if high == page.base => format!("{} or more", number(low)),
        Shown::Band { low, high } if low == high => number(low),
        Shown::Band { low, high } => format!("{} to {}", number(low), number(high)),
        Shown::NotShown => "not shown".into(),
    }
}

/// `Agencies were mostly positive about engagement, mostly negative about money`: where what is
/// shown says that more than half of all are.
fn title(page: &Page, rows: &[Row]) -> String {
    let who = &page.noun().many;
    let side = |at: usize| -> Vec<&str> {
        rows.iter()
            .filter(|(_, shown)| {
                shown
                    .get(at)
                    .and_then(|&s| least(s))
                    .is_some_and(|n| u64::from(n) * 2 > u64::from(page.base))
            })
            .map(|(theme, _)| page.phrase(*theme))
            .collect()
    };
    let sides = [("positive", side(POSITIVE)), ("negative", side(NEGATIVE))];
    let clauses = |say: &dyn Fn(&[&str]) -> String| -> Option<String> {
        let clauses: Vec<String> = sides
            .iter()
            .filter(|(_, themes)| !themes.is_empty())
            .map(|(word, themes)| format!("{word} about {}", say(themes)))
            .collect();
        (!clauses.is_empty())
            .then(|| format!("more than half of the {who} were {}", clauses.join(", ")))
    };
    let named = clauses(&|themes| list(themes));
    let counted = clauses(&|themes| words::number_of(themes.len() as u64, "theme", "themes"));
    words::title(
        named.into_iter().chain(counted),
        &format!("how {who} stood on the themes they raised"),
    )
}

fn note(page: &Page, shown: usize, all: usize) -> String {
    let mut note = Paragraph::of(format!(
        "{} by view, of the {} that took part. A theme is shown where {} or more raised it and its \
         numbers give nobody away.",
        page.agencies(),
        grouped(page.base.into()),
        in_words(u64::from(page.k) * 2 - 1)
    ));
    note.say(format!(
        "{} that is both positive and negative on a theme is mixed. Each count lies somewhere \
         in the part that is crossed.",
        capital(&page.an_agency())
    ));
    note.say(if all > shown {
        format!(
            "Shown: the first {} of {} themes, in the order of the codebook. The others are in \
             Table B3.",
            in_words(shown as u64),
            grouped(all as u64)
        )
    } else {
        "Themes stand in the order of the codebook. The figures are in Table B3.".to_owned()
    });
    note.text()
}

fn alt(page: &Page, rows: &[Row]) -> String {
    let said = |(theme, shown): &Row| {
        let parts: Vec<String> = ["positive", "negative", "mixed", "neutral"]
            .iter()
            .zip(shown)
            .filter(|(_, s)| **s != Shown::from(0))
            .map(|(word, &s)| format!("{} {word}", page.measure(s, page.base).words))
            .collect();
        format!("{}: {}.", page.theme(*theme).label, list(&parts))
    };
    Alt {
        head: format!(
            "Bar chart in four panels: {}, of {}, that were negative, positive, mixed or neutral \
             on each of {}.",
            page.noun().many,
            grouped(page.base.into()),
            words::number_of(rows.len() as u64, "theme", "themes")
        ),
        figures: rows.iter().map(said).collect(),
        tail: "All figures are in Table B3.".into(),
        more: vec!["Themes stand in the order of the codebook.".into()],
    }
    .text()
}

/// Table B3: five rows a theme at the level at which views are given, marked where its numbers are
/// not shown.
pub(crate) fn table(page: &Page) -> Vec<StanceTableRow> {
    if !page.in_figures() {
        return Vec::new();
    }
    page.book
        .by_id_order()
        .into_iter()
        .filter_map(|theme| Some((theme, page.planned(theme)?)))
        .filter(|(_, planned)| planned.at_level)
        .flat_map(|(theme, planned)| {
            let shown = planned.stances.unwrap_or([Shown::NotShown; 5]);
            Stance::ALL
                .into_iter()
                .zip(shown)
                .map(move |(stance, organisations)| StanceTableRow {
                    theme: page.theme(theme).id.clone(),
                    stance,
                    notes: Shown::NotShown,
                    organisations,
                })
        })
        .collect()
}
