//! Rows that are no notes: totals, the header again where two files were put together, a line under the
//! table. Counted as notes they would be organisations called `Grand Total` and themes called `2`.
//!
//! Words are looked at once each, and the text by its hash; only rows that carry a word which speaks for
//! one of these are read again.

use crate::dictionary::{BETWEEN, Dictionary};
use crate::header::{Renamed, column_of, key};
use crate::notes::{COLUMNS, RawNotes, TEXT, text_hash};
use crate::records::Records;
use crate::texts::{NotesFile, Rereader};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use throughline_core::excerpts::text_form;
use throughline_core::problem::{Code, Place, Problem};

/// What a row is that is no note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoNote {
    /// A row of totals.
    Totals,
    /// The header of its file.
    HeaderAgain,
    /// A header, with other names than that of its file.
    OtherHeader,
    /// A line under the table that says where it comes from.
    Footer,
}

impl NoNote {
    /// What a row of another length than the header is, if it is no note: a line under the table, which
    /// ends after its first field.
    pub(crate) fn of_short(records: &Records<'_>) -> Option<Self> {
        let cells = filled(records, false);
        match cells.as_slice() {
            [(0, cell)] if records.len() == 1 && is_footer(cell) => Some(NoNote::Footer),
            _ => None,
        }
    }

    /// The problem of such a row.
    #[must_use]
    pub fn problem(self, place: Place) -> Problem {
        let (message, help) = match self {
            NoNote::Totals => (
                "this looks like a row of totals, not a note",
                "take it out, or set it aside with --reject-rows",
            ),
            NoNote::HeaderAgain => (
                "this row is the header again, not a note",
                "two files were put together, it seems: take the row out, or set it aside with --reject-rows",
            ),
            NoNote::OtherHeader => (
                "this row is a header with other names, not a note",
                "two files were put together, it seems: make them two again, each with its header",
            ),
            NoNote::Footer => (
                "this looks like a line under the table, not a note",
                "take it out, or set it aside with --reject-rows",
            ),
        };
        Problem::new(Code::NotANote, place, message).help(help)
    }
}

const TOTALS: [&str; 12] = [
    "total",
    "totals",
    "grand total",
    "grand totals",
    "sub total",
    "sub-total",
    "subtotal",
    "subtotals",
    "sub-totals",
    "sum",
    "summe",
    "gesamt",
];

/// With what lines under a table begin.
const FOOTERS: [&str; 11] = [
    "source:",
    "sources:",
    "page ",
    "exported ",
    "generated ",
    "printed ",
    "downloaded ",
    "prepared by ",
    "last updated",
    "copyright",
    "\u{a9}",
];

/// Whether a word says that its row holds totals: `Total`, `Grand total:`, and `Treasury Total` as
/// spreadsheets write it.
#[must_use]
pub fn is_total(word: &str) -> bool {
    let word = word.trim().trim_end_matches([':', '.', ' ']);
    let before_end = word.len().checked_sub(" total".len());
    let end = before_end.and_then(|at| word.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(" total")) || is_word_for_total(word)
}

/// Whether a cell is a word for totals and nothing else.
fn is_word_for_total(cell: &str) -> bool {
    let cell = cell.trim().trim_end_matches([':', '.', ' ']);
    TOTALS.iter().any(|known| cell.eq_ignore_ascii_case(known))
}

/// Whether a cell begins as lines under a table do.
fn is_footer(cell: &str) -> bool {
    let cell = cell.to_lowercase();
    FOOTERS.iter().any(|begin| cell.starts_with(begin))
}

/// Whether a cell holds a number and nothing else: `30`, `1,240`, `12.5%`.
fn is_number(cell: &str) -> bool {
    let cell = cell.trim().trim_start_matches(['=', '-', '+']);
    cell.bytes().any(|b| b.is_ascii_digit())
        && cell
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b'%' | b' '))
}

/// Whether a cell holds a number and the word for what is counted: `30 comments`.
fn is_count(cell: &str) -> bool {
    let mut words = cell.split_whitespace();
    words.next().is_some_and(is_number) && words.next().is_some() && words.next().is_none()
}

/// The cells of a record that are not blank, each with the number of its field; where a row of a copy
/// came from is none of them.
fn filled(records: &Records<'_>, placed: bool) -> Vec<(usize, String)> {
    let said = records.len().saturating_sub(usize::from(placed));
    (0..said)
        .map(|at| {
            let cell = String::from_utf8_lossy(&records.cell(at)).into_owned();
            (at, cell.trim().to_owned())
        })
        .filter(|(_, cell)| !key(cell).is_empty())
        .collect()
}

/// Whether a record is a row of totals: a cell says so, and the text is blank, a number or that word.
pub(crate) fn is_totals(records: &Records<'_>, text: Option<usize>, placed: bool) -> bool {
    say_totals(&filled(records, placed), text)
}

/// Whether the cells of a row that are not blank, each with the number of its field, are totals.
pub(crate) fn say_totals<S: AsRef<str>>(cells: &[(usize, S)], text: Option<usize>) -> bool {
    let mut said = cells.iter().map(|(_, cell)| cell.as_ref());
    if !said.any(is_total) {
        return false;
    }
    let counts = |cell: &str| is_word_for_total(cell) || is_number(cell);
    cells
        .iter()
        .all(|(at, cell)| Some(*at) != text || counts(cell.as_ref()))
        || cells.iter().all(|(_, cell)| {
            let cell = cell.as_ref();
            counts(cell) || is_count(cell) || is_total(cell) && cell.split_whitespace().count() < 5
        })
}

/// What a record is, if it is no note.
fn judge(records: &Records<'_>, file: &NotesFile, is_last: bool) -> Option<NoNote> {
    let header = &file.header;
    let placed = header.is_placed();
    let cells = filled(records, placed);
    let names = header.names();
    let is_name = |at: usize, cell: &str| names.get(at).is_some_and(|name| key(name) == key(cell));
    let mostly = cells.len() >= 2 || names.len() - usize::from(placed && !names.is_empty()) == 1;
    if mostly && !cells.is_empty() && cells.iter().all(|(at, cell)| is_name(*at, cell)) {
        return Some(NoNote::HeaderAgain);
    }
    let none = Renamed::new();
    let columns: BTreeSet<Option<usize>> = cells
        .iter()
        .map(|(_, cell)| column_of(cell, &COLUMNS, &none))
        .collect();
    if cells.len() >= 3 && columns.len() == cells.len() && !columns.contains(&None) {
        return Some(NoNote::OtherHeader);
    }
    if is_totals(records, header.position(TEXT), placed) {
        return Some(NoNote::Totals);
    }
    match cells.as_slice() {
        [(at, cell)] if is_last && names.len() > 1 && header.position(TEXT) != Some(*at) => {
            is_footer(cell).then_some(NoNote::Footer)
        }
        _ => None,
    }
}

/// Finds the rows that are no notes.
///
/// # Errors
/// A file cannot be read again.
pub fn find(raw: &RawNotes, files: &[NotesFile]) -> io::Result<BTreeMap<u32, NoNote>> {
    let last = last_rows(raw);
    let mut suspects = suspects(raw, files);
    suspects.extend(&last);
    let mut found = BTreeMap::new();
    let mut rereader = Rereader::new(files);
    for row in suspects {
        let Some(&place) = raw.places.get(row as usize) else {
            continue;
        };
        let judged = rereader.record(place, |record| {
            record.and_then(|(records, file)| judge(records, file, last.contains(&row)))
        })?;
        found.extend(judged.map(|judged| (row, judged)));
    }
    Ok(found)
}

/// The rows without a text at the end of each file, a few of them.
fn last_rows(raw: &RawNotes) -> BTreeSet<u32> {
    const MOST: usize = 10;
    let mut ends: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(place) = raw.places.get(at) {
        let rest = raw.places.get(at..).unwrap_or_default();
        at += rest.partition_point(|p| p.file <= place.file);
        ends.push(at);
    }
    let mut rows = BTreeSet::new();
    for end in ends {
        for row in (0..end).rev().take(MOST) {
            if raw.text.get(row) != Some(&0) {
                break;
            }
            rows.extend(u32::try_from(row));
        }
    }
    rows
}

/// Rows that carry a word which may speak for totals or a header.
fn suspects(raw: &RawNotes, files: &[NotesFile]) -> BTreeSet<u32> {
    let mut rows = BTreeSet::new();
    let texts = text_hashes(files);
    // The lowest bits of a hash tell most texts apart from these.
    let mut sieve = [false; 1024];
    let low = |hash: u64| usize::try_from(hash & 1023).unwrap_or_default();
    for &hash in &texts {
        sieve[low(hash)] = true;
    }
    let by_text = (0u32..).zip(&raw.text);
    rows.extend(
        by_text
            .filter(|&(_, &hash)| sieve[low(hash)] && texts.contains(&hash))
            .map(|(row, _)| row),
    );
    let none = Renamed::new();
    let speaks = |word: &str| is_total(word) || column_of(word, &COLUMNS, &none).is_some();
    let of_words = |words: &Dictionary, speaks: &dyn Fn(&str) -> bool| -> Option<Vec<bool>> {
        let found: Vec<bool> = words
            .words()
            .map(|word| word.split(BETWEEN).any(speaks))
            .collect();
        found.contains(&true).then_some(found)
    };
    for (column, words) in [
        (&raw.engagement, &raw.engagements),
        (&raw.place, &raw.wheres),
        (&raw.manner, &raw.manners),
    ] {
        if let Some(speaks) = of_words(words, &is_total) {
            let with = (0u32..).zip(column);
            let with = with.filter(|(_, code)| speaks.get(**code as usize) == Some(&true));
            rows.extend(with.map(|(row, _)| row));
        }
    }
    for (lists, words, speaks) in [
        (
            &raw.organisation,
            &raw.organisations,
            &speaks as &dyn Fn(&str) -> bool,
        ),
        (&raw.theme, &raw.themes, &is_total),
    ] {
        if let Some(speaks) = of_words(words, speaks) {
            let with = (0..lists.len()).filter(|&row| {
                let mut codes = lists.get(row).iter();
                codes.any(|&code| speaks.get(code as usize) == Some(&true))
            });
            rows.extend(with.filter_map(|row| u32::try_from(row).ok()));
        }
    }
    // A total under the ids has no organisation, so that few ids are looked at.
    let without = (0..raw.len()).filter(|&row| raw.organisation.get(row).is_empty());
    let total = without.filter(|&row| is_total(raw.ids.get(row)));
    rows.extend(total.filter_map(|row| u32::try_from(row).ok()));
    rows
}

/// The hashes of texts that speak for totals or the header of one of the files.
fn text_hashes(files: &[NotesFile]) -> BTreeSet<u64> {
    let mut texts: BTreeSet<String> = BTreeSet::new();
    for word in TOTALS {
        let mut capital = word.to_owned();
        if let Some(first) = capital.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        texts.extend([word.to_owned(), word.to_uppercase(), capital]);
    }
    texts.insert("Grand Total".to_owned());
    for file in files {
        let name = file.header.position(TEXT);
        let name = name.and_then(|at| file.header.names().get(at));
        if let Some(name) = name.filter(|name| !name.trim().is_empty()) {
            texts.extend([name.trim().to_owned(), format!("\u{feff}{}", name.trim())]);
        }
    }
    texts
        .iter()
        .map(|text| text_hash(&text_form(text)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_totals() {
        let total = [
            "Total",
            "TOTALS",
            "Grand total:",
            "Sub-total",
            "Waka Kotahi Total",
        ];
        assert!(total.iter().all(|word| is_total(word)));
        let other = ["", "Totalisator", "Total Energies", "Ātotal", "Summary"];
        assert!(other.iter().all(|word| !is_total(word)));
    }

    #[test]
    fn rows_of_totals() {
        let cases = [
            ("Grand Total,,2", true),
            ("Total,30 comments,", true),
            ("Treasury Total,,", true),
            ("Total,Total,\"1,240\"", true),
            ("Total,30 comments,trust", false),
            ("Total,They spoke of the total,", false),
            ("Treasury,,2", false),
        ];
        for (row, expected) in cases {
            let mut records = Records::new(row.as_bytes(), 1);
            assert!(records.advance());
            assert_eq!(is_totals(&records, Some(1), false), expected, "{row}");
        }
    }
}
