//! The names of the columns, read from the records that a layout takes for the header.

mod shape;

pub(crate) use shape::few;
pub(super) use shape::layout;

use super::copy::RowPlace;
use super::delimiter::Vocabulary;
use super::groups::{groups, is_group_of_themes};
use super::{Layout, PassedOver, tool};
use crate::check;
use crate::faults::Faults;
use crate::records::Records;
use shape::remarks;
use throughline_core::names::shown_name;
use throughline_core::problem::Place;

/// Records among which the header is looked for.
pub(super) const HEADS: usize = 10;

/// The names of the columns, with their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Each column's name, as it is shown.
    pub names: Vec<String>,
    /// Line and column of each name.
    pub places: Vec<(u64, u64)>,
    /// The line the header begins on.
    pub line: u64,
    /// The fields that each hold the marks of one theme, and its code.
    pub themes: Vec<(usize, String)>,
    /// Fields that are known for what they are and not read all the same.
    pub passed_over: Vec<(usize, PassedOver)>,
    /// The byte between fields.
    pub delimiter: u8,
    /// Whether the last field says where a record came from.
    pub placed: bool,
    /// Of the copy of a sheet, the column that each field was taken from, from 1.
    pub sheet_columns: Vec<u64>,
}

impl Head {
    /// The record that stands at hand, taken for the header of a table with commas.
    #[must_use]
    pub fn of_record(record: &Records<'_>) -> Head {
        let cell = |i| shown_name(&String::from_utf8_lossy(&record.cell(i)));
        Head {
            names: (0..record.len()).map(cell).collect(),
            places: record.places(),
            line: record.line(),
            themes: Vec::new(),
            passed_over: Vec::new(),
            delimiter: b',',
            placed: false,
            sheet_columns: Vec::new(),
        }
    }

    /// Reads the header of a layout, and leaves the records after it. Nothing when there is none;
    /// why is among the faults.
    pub(crate) fn read(
        records: &mut Records<'_>,
        layout: &Layout,
        words: &Vocabulary<'_>,
        file: &str,
        given_up: bool,
        faults: &mut Faults,
    ) -> Option<Head> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut places: Vec<Vec<(u64, u64)>> = Vec::new();
        let mut begins = 0;
        for number in 0..layout.above + layout.header_rows.max(1) {
            if !records.advance() {
                if rows.is_empty() {
                    let names: Vec<&str> = words.columns.iter().map(|c| c.name).take(10).collect();
                    faults.push(check::empty(file, &names.join(",")));
                    return None;
                }
                break;
            }
            if let Some((line, column)) = records.unclosed() {
                faults.push(check::unclosed_quote(
                    Place::at(file, line, column),
                    given_up,
                ));
                return None;
            }
            if number < layout.above {
                continue;
            }
            if let Some(problem) = check::bad_byte(records, file) {
                faults.push(problem);
                return None;
            }
            let of_sheet = match RowPlace::of_record(records) {
                Some(place) if !layout.sheet_columns.is_empty() => Some(place.line),
                _ => None,
            };
            if rows.is_empty() {
                begins = of_sheet.unwrap_or(records.line());
            }
            let cell = |i| shown_name(&String::from_utf8_lossy(&records.cell(i)));
            rows.push((0..records.len()).map(cell).collect());
            let mut here = records.places();
            if let Some(row) = of_sheet {
                for (place, column) in here.iter_mut().zip(&layout.sheet_columns) {
                    *place = (row, *column);
                }
            }
            places.push(here);
        }
        let chosen = names_best(&rows, words);
        let groups = groups(&rows, &chosen, words);
        let of = |at: usize, row: usize| rows.get(row).and_then(|r| r.get(at)).cloned();
        let place = |at: usize, row: usize| places.get(row).and_then(|r| r.get(at)).copied();
        let columns = || chosen.iter().copied().enumerate();
        let mut places: Vec<(u64, u64)> = columns()
            .map(|(at, r)| place(at, r).unwrap_or((begins, 1)))
            .collect();
        // Those of an original go before those of its copy.
        for (place, original) in places.iter_mut().zip(&layout.head_places) {
            *place = *original;
            begins = original.0;
        }
        let name = |(at, r): (usize, usize)| groups.get(&at).cloned().or_else(|| of(at, r));
        Some(Head {
            names: columns().map(|c| name(c).unwrap_or_default()).collect(),
            places,
            line: begins,
            themes: layout.themes.clone(),
            passed_over: layout.passed_over.clone(),
            delimiter: layout.delimiter,
            placed: layout.placed,
            sheet_columns: layout.sheet_columns.clone(),
        })
    }
}

/// Of each column the row of a header whose cell names it best: as review.toml says, by our own name
/// before a synonym, a theme or a question, and in the row that names more; where none is known, the
/// longest.
fn names_best(rows: &[Vec<String>], words: &Vocabulary<'_>) -> Vec<usize> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if rows.len() == 1 {
        return vec![0; width];
    }
    let known: Vec<usize> = rows.iter().map(|row| words.known(row)).collect();
    let best = |at| best_of(rows, &known, at, words);
    (0..width).map(best).collect()
}

/// The row that names a column best, when it is known how many columns each row names.
fn best_of(rows: &[Vec<String>], names: &[usize], at: usize, words: &Vocabulary<'_>) -> usize {
    let rank = |number: usize, (row, names): (&Vec<String>, &usize)| {
        let name = row.get(at).map_or("", String::as_str);
        if number > 0 && tool::is_second_row(name) || is_group_of_themes(rows, number, at, words) {
            return (0, 0);
        }
        let known = if words.is_said(name) {
            3
        } else if words.is_own(name) {
            2
        } else {
            let other = || (words.theme)(name).is_some() || (words.question)(name);
            u8::from(!name.is_empty() && (words.column(name).is_some() || other()))
        };
        let tells = !remarks(name) && !name.contains("ImportId");
        let length = if tells { name.len() } else { 0 };
        (known, if known > 0 { *names } else { length })
    };
    let mut best = (0, (0, 0));
    for (number, row) in rows.iter().zip(names).enumerate() {
        let rank = rank(number, row);
        if rank > best.1 {
            best = (number, rank);
        }
    }
    best.0
}
