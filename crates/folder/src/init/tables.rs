//! The tables that a review begins with, from what its notes name.

use crate::rows::{EngagementRow, Row};
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
    let themes = review.codebook.themes();
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
    let rows = themes.iter().map(|theme| {
        let code = theme.id.as_str();
        owned([code, label(code).as_str(), "", "", "", "", ""])
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
    fn labels_from_codes() {
        assert_eq!(label("open-government"), "Open government");
        assert_eq!(label("ōrite_ai"), "Ōrite ai");
        assert_eq!(label("-"), "-");
    }
}
