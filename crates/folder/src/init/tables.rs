//! The tables that a review begins with, from what its notes name.

use crate::rows::{EngagementRow, Row};
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::names::name_key;
use throughline_core::notes::NONE;
use throughline_core::review::Review;

/// Rows of cells as CSV.
fn csv_of(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail.
        let _ = writer.write_record(&row);
    }
    writer.into_inner().unwrap_or_default()
}

fn owned<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// The themes that some words of cells name: each spelling once, and cells that list themes with
/// another separator than `;` taken apart where a part of them is met elsewhere too.
pub fn themes(words: &[&str]) -> Vec<String> {
    let pieces = |word: &str| -> Vec<String> {
        let pieces = word.split([',', '|', '\n']).map(str::trim);
        pieces
            .filter(|p| !p.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for word in words {
        let keys: BTreeSet<String> = pieces(word).iter().map(|p| name_key(p)).collect();
        for key in keys {
            *met.entry(key).or_default() += 1;
        }
    }
    let again = |piece: &String| met.get(&name_key(piece)).is_some_and(|n| *n > 1);
    let mut seen = BTreeSet::new();
    let mut themes = Vec::new();
    for word in words {
        let mut parts = pieces(word);
        if parts.len() < 2 || !parts.iter().any(again) {
            parts = vec![(*word).to_owned()];
        }
        themes.extend(parts.into_iter().filter(|part| seen.insert(name_key(part))));
    }
    themes
}

/// A label from a code: `open-government` becomes `Open government`.
pub fn label(code: &str) -> String {
    let words = code.replace(['_', '-'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => code.to_owned(),
    }
}

/// codebook.csv; nothing where no note has a theme.
pub fn codebook(review: &Review) -> Option<Vec<u8>> {
    let words: Vec<&str> = review
        .codebook
        .themes()
        .iter()
        .map(|t| t.id.as_str())
        .collect();
    let themes = themes(&words);
    if themes.is_empty() {
        return None;
    }
    let head = [
        "code",
        "label",
        "parent",
        "definition",
        "include",
        "exclude",
        "keywords",
    ];
    let rows = themes.iter().map(|code| {
        let label = label(code);
        owned([code, label.as_str(), "", "", "", "", ""])
    });
    Some(csv_of(std::iter::once(owned(head)).chain(rows)))
}

/// organisations.csv; nothing where no note names one.
pub fn organisations(review: &Review) -> Option<Vec<u8>> {
    if review.organisations.is_empty() {
        return None;
    }
    let head = owned(["organisation", "name", "status", "aliases", "differs_from"]);
    let rows = review
        .organisations
        .iter()
        .map(|o| owned([&o.name, "", "", "", ""]));
    Some(csv_of(std::iter::once(head).chain(rows)))
}

/// engagements.csv; nothing where no note names one.
pub fn engagements(review: &Review) -> Option<Vec<u8>> {
    if review.engagements.is_empty() {
        return None;
    }
    let head = EngagementRow::COLUMNS
        .iter()
        .map(|&c| c.to_owned())
        .collect();
    let rows = review.engagements.iter().map(|e| {
        let format = review
            .formats
            .get(e.format as usize)
            .map_or("", String::as_str);
        let day = e.dates.map_or_else(String::new, |d| d.from().to_string());
        owned([e.id.as_str(), format, "", &day, "", "", ""])
    });
    Some(csv_of(std::iter::once(head).chain(rows)))
}

/// How many notes have an engagement.
pub fn engaged(review: &Review) -> usize {
    review
        .notes
        .engagement
        .iter()
        .filter(|e| **e != NONE)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_of_cells_as_people_write_them() {
        let cases: [(&[&str], &[&str]); 4] = [
            (&["value", "Value", "process"], &["value", "process"]),
            (
                &["cost", "cost, trust", "trust|staff"],
                &["cost", "trust", "staff"],
            ),
            (&["roads, bridges and rail"], &["roads, bridges and rail"]),
            (&[], &[]),
        ];
        for (words, expected) in cases {
            assert_eq!(themes(words), expected);
        }
    }

    #[test]
    fn labels_from_codes() {
        assert_eq!(label("open-government"), "Open government");
        assert_eq!(label("ōrite_ai"), "Ōrite ai");
        assert_eq!(label("-"), "-");
    }
}
