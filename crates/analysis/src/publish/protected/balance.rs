//! How those who raised a theme stand on it, in a word: reports of fewer than 20 organisations,
//! which show no counts by stance.

use super::super::words::{self, Paragraph, list};
use super::page::Page;
use crate::disclosure::Balance as Leaning;
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::in_words;
use throughline_core::synthesis::{Balance, BalanceRow, BalanceTableRow};

/// The themes that have a word, in the order of the codebook.
fn rows(page: &Page) -> Vec<(ThemeCode, Leaning)> {
    page.in_order()
        .into_iter()
        .filter_map(|theme| Some((theme, page.planned(theme)?.balance?)))
        .collect()
}

/// `None` where no theme has a word.
pub(crate) fn write(page: &Page) -> Option<Balance> {
    let rows = rows(page);
    (!rows.is_empty()).then(|| Balance {
        title: title(page, &rows),
        note: note(page),
        rows: rows
            .iter()
            .map(|&(theme, leaning)| BalanceRow {
                theme: page.theme(theme).id.clone(),
                label: page.theme(theme).label.clone(),
                words: leaning.words().into(),
            })
            .collect(),
    })
}

/// The same as a table.
pub(crate) fn table(page: &Page) -> Vec<BalanceTableRow> {
    rows(page)
        .into_iter()
        .map(|(theme, leaning)| BalanceTableRow {
            theme: page.theme(theme).id.clone(),
            balance: leaning.words().into(),
        })
        .collect()
}

/// `Agencies were mostly for a, mostly against b and c`, where that is short; else how many themes
/// they leaned which way on.
fn title(page: &Page, rows: &[(ThemeCode, Leaning)]) -> String {
    let who = &page.noun().many;
    let on = |side: Leaning| -> Vec<&str> {
        rows.iter()
            .filter(|(_, leaning)| *leaning == side)
            .map(|(theme, _)| page.phrase(*theme))
            .collect()
    };
    let (for_them, against) = (on(Leaning::For), on(Leaning::Against));
    let clause = |word: &str, themes: &[&str]| {
        (!themes.is_empty()).then(|| format!("{word} {}", list(themes)))
    };
    let clauses: Vec<String> = [
        clause("mostly for", &for_them),
        clause("mostly against", &against),
    ]
    .into_iter()
    .flatten()
    .collect();
    let named = (!clauses.is_empty()).then(|| format!("{who} were {}", clauses.join(", ")));
    let themes = |n: usize| words::number_of(n as u64, "theme", "themes");
    let how_many = |word: &str, themes: &[&str]| {
        (!themes.is_empty()).then(|| format!("{word} {}", in_words(themes.len() as u64)))
    };
    let sides: Vec<String> = [
        how_many("mostly for", &for_them),
        how_many("mostly against", &against),
    ]
    .into_iter()
    .flatten()
    .collect();
    let counted = (!sides.is_empty())
        .then(|| format!("of {}, {who} were {}", themes(rows.len()), list(&sides)));
    words::title(
        named.into_iter().chain(counted),
        &format!("which way {who} leaned on the themes they raised"),
    )
}

fn note(page: &Page) -> String {
    let noun = page.noun();
    let mut note = Paragraph::of(format!(
        "A theme has a word where {} or more of the {} {} raised it.",
        in_words(u64::from(page.k) * 2 - 1),
        in_words(page.base.into()),
        noun.many
    ));
    note.say(format!(
        "For: what was said of it was positive; against: negative; mixed: both, by the same {}.",
        noun.one
    ));
    note.say(format!(
        "“Mostly” means that one view leads every other, and those who gave none, by two {} or \
         more; “divided” that none does.",
        noun.many
    ));
    note.say("Numbers by view are not shown.");
    note.text()
}
