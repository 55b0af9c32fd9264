//! Words that stand in a cell for nothing: `N/A`, `-`, `nil`. Left as they are, they would be counted as
//! organisations and themes.
//!
//! In the table is what people and programs write for a missing value, and nothing that is a name anywhere
//! we know of. `NA` is one in capitals only, as R writes it: `Na` is a name. `unknown`, `other` and
//! `anonymous` are not in it: whoever wrote them knew that somebody spoke, so [`is_vague`] has them and
//! they are counted, with a warning.

use crate::dictionary::{BETWEEN, Dictionary};
use crate::notes::{ENGAGEMENT, MANNER, ORGANISATION, RawNotes, THEMES, WHERE};
use throughline_core::notes::Lists;

/// Words for nothing, in lower case.
const BLANK: [&str; 26] = [
    "n/a",
    "n.a.",
    "n.a",
    "n / a",
    "#n/a",
    "not applicable",
    "not stated",
    "not specified",
    "not provided",
    "nil",
    "none",
    "null",
    "nan",
    "<na>",
    "(blank)",
    "(none)",
    "-",
    "--",
    "---",
    "\u{2013}",
    "\u{2014}",
    ".",
    "..",
    "...",
    "\u{2026}",
    "?",
];

/// Words for somebody, whoever it was, in lower case.
const VAGUE: [&str; 23] = [
    "anonymous",
    "anon",
    "anon.",
    "various",
    "various agencies",
    "various organisations",
    "all",
    "all agencies",
    "all organisations",
    "other",
    "others",
    "unknown",
    "individual",
    "individuals",
    "multiple",
    "several",
    "mixed",
    "public",
    "member of the public",
    "prefer not to say",
    "tbc",
    "tba",
    "??",
];

/// Whether a word stands for nothing.
///
/// ```
/// use throughline_ingest::blanks::is_blank_word;
/// assert!(["N/A", " - ", "Nil", "NA"].iter().all(|word| is_blank_word(word)));
/// assert!(["Na", "Unknown", "Treasury"].iter().all(|word| !is_blank_word(word)));
/// ```
#[must_use]
pub fn is_blank_word(word: &str) -> bool {
    let word = word.trim();
    // Most words are longer than the longest of these.
    word.len() <= 14 && (word == "NA" || BLANK.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether a word stands for somebody, and names nobody: `Anonymous`, `Various`, `Other`.
///
/// ```
/// use throughline_ingest::blanks::is_vague;
/// assert!(is_vague("Anonymous") && !is_vague("Other Ministry"));
/// ```
#[must_use]
pub fn is_vague(name: &str) -> bool {
    let name = name.trim();
    VAGUE.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Words for nothing that were met in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blanked {
    /// Index of the column in [`crate::notes::COLUMNS`].
    pub column: usize,
    /// The words as written, and in how many rows each stands.
    pub words: Vec<(String, u64)>,
    /// The first row with one.
    pub row: usize,
}

/// Takes the words for nothing out of the columns. `stays` is asked for a column and a word, and says
/// whether it is a name in this review. Rows are gone through only where a dictionary has such a word.
pub fn take_out(raw: &mut RawNotes, stays: &dyn Fn(usize, &str) -> bool) -> Vec<Blanked> {
    let mut found = joined(&mut raw.engagement, &mut raw.engagements, ENGAGEMENT, stays);
    found.extend(listed(
        &mut raw.organisation,
        &raw.organisations,
        ORGANISATION,
        stays,
    ));
    found.extend(joined(&mut raw.place, &mut raw.wheres, WHERE, stays));
    found.extend(listed(&mut raw.theme, &raw.themes, THEMES, stays));
    let [stance, ..] = MANNER;
    let stance_only = |column: usize, word: &str| column != stance || stays(column, word);
    found.extend(joined(
        &mut raw.manner,
        &mut raw.manners,
        MANNER,
        &stance_only,
    ));
    found
}

/// What a word of several cells becomes, and the cells that were taken out of it.
type Changed = (u32, Vec<(usize, String)>);

/// Counts by word; the words are few.
#[derive(Default)]
struct Count {
    words: Vec<(String, u64)>,
    row: Option<usize>,
}

impl Count {
    fn add(&mut self, word: &str, row: usize) {
        self.row.get_or_insert(row);
        match self.words.iter_mut().find(|(known, _)| known == word) {
            Some((_, count)) => *count += 1,
            None => self.words.push((word.to_owned(), 1)),
        }
    }

    fn of(self, column: usize) -> Option<Blanked> {
        Some(Blanked {
            column,
            words: self.words,
            row: self.row?,
        })
    }
}

/// A column with several values in a cell.
fn listed(
    lists: &mut Lists<u32>,
    words: &Dictionary,
    column: usize,
    stays: &dyn Fn(usize, &str) -> bool,
) -> Option<Blanked> {
    let goes: Vec<bool> = words
        .words()
        .map(|word| is_blank_word(word) && !stays(column, word))
        .collect();
    if !goes.contains(&true) {
        return None;
    }
    let goes = |code: u32| goes.get(code as usize) == Some(&true);
    let mut count = Count::default();
    let mut kept = Lists::default();
    for row in 0..lists.len() {
        let of_row = lists.get(row).iter().copied();
        for code in of_row.clone().filter(|&code| goes(code)) {
            count.add(words.word(code), row);
        }
        kept.push(of_row.filter(|&code| !goes(code)));
    }
    *lists = kept;
    count.of(column)
}

/// Columns whose cells are one word together.
fn joined<const N: usize>(
    codes: &mut [u32],
    words: &mut Dictionary,
    columns: [usize; N],
    stays: &dyn Fn(usize, &str) -> bool,
) -> Vec<Blanked> {
    let known = words.len();
    let mut changed: Vec<Option<Changed>> = vec![None; known];
    for (code, slot) in (0u32..).zip(&mut changed) {
        let word = words.word(code);
        let mut gone = Vec::new();
        let mut rest = String::new();
        for (index, cell) in word.split(BETWEEN).enumerate() {
            if index > 0 {
                rest.push(BETWEEN);
            }
            match columns.get(index) {
                Some(&column) if is_blank_word(cell) && !stays(column, cell) => {
                    gone.push((index, cell.to_owned()));
                }
                _ => rest.push_str(cell),
            }
        }
        if !gone.is_empty() {
            *slot = Some((words.code(&rest), gone));
        }
    }
    let mut counts: [Count; N] = std::array::from_fn(|_| Count::default());
    if changed.iter().any(Option::is_some) {
        for (row, code) in codes.iter_mut().enumerate() {
            if let Some(Some((new, gone))) = changed.get(*code as usize) {
                for (index, cell) in gone {
                    if let Some(count) = counts.get_mut(*index) {
                        count.add(cell, row);
                    }
                }
                *code = *new;
            }
        }
    }
    let found = counts.into_iter().zip(columns);
    found
        .filter_map(|(count, column)| count.of(column))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_where_they_are_no_names() {
        let mut raw = RawNotes::default();
        for (organisations, engagement) in [
            (vec!["Treasury", "N/A"], "W1\u{0}workshop\u{0}-"),
            (vec!["-"], "W1\u{0}workshop\u{0}2023-09-26"),
            (vec!["Nil"], "n/a\u{0}\u{0}-"),
        ] {
            let codes: Vec<u32> = organisations
                .iter()
                .map(|o| raw.organisations.code(o))
                .collect();
            raw.organisation.push(codes);
            raw.engagement.push(raw.engagements.code(engagement));
        }
        let found = take_out(&mut raw, &|_, word| word == "Nil");
        let words = |words: &[(&str, u64)]| -> Vec<(String, u64)> {
            words.iter().map(|(w, n)| ((*w).to_owned(), *n)).collect()
        };
        let blanked = |column, list: &[(&str, u64)], row| Blanked {
            column,
            words: words(list),
            row,
        };
        let [id, _, date] = ENGAGEMENT;
        assert_eq!(
            found,
            [
                blanked(id, &[("n/a", 1)], 2),
                blanked(date, &[("-", 2)], 0),
                blanked(ORGANISATION, &[("N/A", 1), ("-", 1)], 0),
            ]
        );
        let left: Vec<Vec<&str>> = (0..3)
            .map(|row| {
                let codes = raw.organisation.get(row).iter();
                codes.map(|&c| raw.organisations.word(c)).collect()
            })
            .collect();
        assert_eq!(left, [vec!["Treasury"], vec![], vec!["Nil"]]);
        let engagements: Vec<&str> = raw
            .engagement
            .iter()
            .map(|&c| raw.engagements.word(c))
            .collect();
        assert_eq!(
            engagements,
            [
                "W1\u{0}workshop\u{0}",
                "W1\u{0}workshop\u{0}2023-09-26",
                "\u{0}\u{0}"
            ]
        );
    }
}
