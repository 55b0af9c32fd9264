//! Where the header stands, how many rows it takes, and what rows and columns are.
//!
//! The header is the first record, unless that names no column that the table needs and one of the
//! next [`HEADS`] names it and another: then what stands above it is not read. The header takes two
//! rows when the two together name more columns than either, or when the row under it is plainly no
//! row of data: every cell of it is in brackets, a drawn line, is a known header or repeats the one above; or it
//! has words without a digit in the column of dates where the next row has a date; or a survey tool's
//! `ImportId` stands in it or under it.

use super::super::delimiter::{Vocabulary, first_records, said_by_sep_line, sniff};
use super::super::input::{Delimiter, Input};
use super::super::{Layout, marks, tool};
use super::{HEADS, names_best};
use crate::values::date;
use throughline_core::names::name_key;

/// The layout of a file in UTF-8, from its first bytes; what is assumed of it is added to `said`.
pub(in crate::prepared) fn layout(
    sample: &[u8],
    input: &Input,
    words: &Vocabulary<'_>,
    said: &mut Vec<String>,
) -> Layout {
    let by_line = said_by_sep_line(sample);
    let delimiter = match (input.delimiter, by_line) {
        (Some(delimiter), _) => delimiter.byte(),
        (None, Some(delimiter)) => delimiter,
        (None, None) => sniff(sample, words),
    };
    if delimiter != b',' && input.delimiter.is_none() {
        said.push(format!(
            "fields are separated by {}",
            Delimiter::name(delimiter)
        ));
    }
    let mut rows = first_records(sample, delimiter);
    let mut above = 0;
    if by_line.is_some() && !rows.is_empty() {
        // Under its own delimiter the line is a record of two fields.
        rows.remove(0);
        above = 1;
    }
    let title = match input.header_rows {
        Some(_) => 0,
        None => below_a_title(&rows, words),
    };
    rows.drain(..title.min(rows.len()));
    let header_rows = match input.header_rows {
        Some(rows) => rows.max(1),
        None => header_rows(&rows, words),
    };
    if title > 0 {
        let are = if title == 1 {
            "a record stands"
        } else {
            "records stand"
        };
        let n = if title == 1 {
            String::new()
        } else {
            format!("{title} ")
        };
        said.push(format!(
            "{n}{are} above the header and {} not read",
            if title == 1 { "is" } else { "are" }
        ));
    }
    if header_rows > 1 && input.header_rows.is_none() {
        said.push(format!("the header takes {header_rows} rows"));
    }
    let mut layout = Layout {
        delimiter,
        above: above + title,
        header_rows,
        ..Layout::default()
    };
    let found = themes(&rows, header_rows, input, words);
    if !found.themes.is_empty() {
        let names: Vec<&str> = found.themes.iter().map(|(_, t)| t.as_str()).collect();
        let hold = if names.len() == 1 {
            "column holds"
        } else {
            "columns hold"
        };
        said.push(format!(
            "{} {hold} the marks of a theme each: {}",
            names.len(),
            few(&names)
        ));
    }
    (layout.themes, layout.passed_over) = (found.themes, found.passed_over);
    layout
}

/// A few names and how many more there are.
pub(crate) fn few(names: &[&str]) -> String {
    const NAMED: usize = 6;
    let shown: Vec<String> = names.iter().take(NAMED).map(|n| format!("`{n}`")).collect();
    match names.len().checked_sub(NAMED) {
        Some(more) if more > 0 => format!("{} and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}

/// How many records stand above the header.
fn below_a_title(rows: &[Vec<String>], words: &Vocabulary<'_>) -> usize {
    if rows.first().is_none_or(|first| words.has_required(first)) {
        return 0;
    }
    let is_header = |row: &Vec<String>| words.has_required(row) && words.known(row) >= 2;
    let Some(at) = rows.iter().take(HEADS).position(is_header) else {
        return 0;
    };
    // A row of groups above it may name what the header leaves blank.
    let Some(before) = at.checked_sub(1) else {
        return 0;
    };
    if rows
        .get(before..)
        .is_some_and(|r| fills_a_blank(r, words) && joined_names_more(r, words))
    {
        before
    } else {
        at
    }
}

/// Whether the first of two rows names something where the second is blank.
fn fills_a_blank(rows: &[Vec<String>], words: &Vocabulary<'_>) -> bool {
    let [first, second, ..] = rows else {
        return false;
    };
    let mut above = first.iter().enumerate().filter(|(_, c)| !c.is_empty());
    above.any(|(at, name)| {
        second.get(at).is_none_or(String::is_empty) && words.known(std::slice::from_ref(name)) > 0
    })
}

/// Whether two rows together name more columns than either.
fn joined_names_more(rows: &[Vec<String>], words: &Vocabulary<'_>) -> bool {
    let [first, second, ..] = rows else {
        return false;
    };
    if first.len() != second.len() {
        return false;
    }
    let pair = [first.clone(), second.clone()];
    let joined = chosen_names(&pair, words);
    let known = words.known(&joined);
    known > words.known(first) && known > words.known(second)
        // A row of data may hold a word that is a header elsewhere; it fills its cells.
        && first.iter().zip(second).any(|(a, b)| a.is_empty() || b.is_empty())
}

/// The cells of a header that name its columns best.
fn chosen_names(rows: &[Vec<String>], words: &Vocabulary<'_>) -> Vec<String> {
    let cell = |(at, row): (usize, usize)| rows.get(row).and_then(|r| r.get(at)).cloned();
    let chosen = names_best(rows, words).into_iter().enumerate();
    chosen
        .map(|place| cell(place).unwrap_or_default())
        .collect()
}

/// Whether a cell under a name is in brackets, or a line that is drawn under it.
pub(super) fn remarks(cell: &str) -> bool {
    let ends = |open, close| cell.starts_with(open) && cell.ends_with(close);
    let is_line = cell.len() >= 3 && cell.bytes().all(|b| b"-:=".contains(&b));
    is_line || ends('(', ')') || ends('[', ']') || ends('<', '>')
}

/// How many rows the header takes.
fn header_rows(rows: &[Vec<String>], words: &Vocabulary<'_>) -> usize {
    let has_import_id = |row: Option<&Vec<String>>| {
        row.is_some_and(|row| row.iter().any(|cell| cell.contains("{\"ImportId\"")))
    };
    if has_import_id(rows.get(2)) {
        return 3;
    }
    if has_import_id(rows.get(1)) {
        return 2;
    }
    let [first, second, after @ ..] = rows else {
        return 1;
    };
    if second.len() != first.len() {
        return 1;
    }
    let starts_blank = second.first().is_some_and(String::is_empty);
    if starts_blank && second.iter().any(|cell| tool::is_open_ended(cell)) {
        return 2;
    }
    let cells = second.iter().zip(first);
    let filled = cells.filter(|(cell, _)| !cell.is_empty());
    let plainly = filled.clone().filter(|(cell, head)| {
        remarks(cell) || words.column(cell).is_some() || name_key(cell) == name_key(head)
    });
    let (filled, plainly) = (filled.count(), plainly.count());
    let words_for_a_date = || {
        let is_date = |h: &String| {
            let column = words.column(h).and_then(|c| words.columns.get(c));
            column.is_some_and(|c| c.name == "date")
        };
        let Some(at) = first.iter().position(is_date) else {
            return false;
        };
        let is_word = |c: &String| !c.is_empty() && !c.bytes().any(|b| b.is_ascii_digit());
        let next = after.first().and_then(|row| row.get(at));
        second.get(at).is_some_and(is_word) && next.is_some_and(|c| date(c).is_some())
    };
    let two = (filled >= 2 && plainly == filled)
        || words_for_a_date()
        || (!words.has_required(second) && joined_names_more(rows, words) && plainly > 0);
    1 + usize::from(two)
}

/// The columns that hold the marks of a theme each.
fn themes(
    rows: &[Vec<String>],
    header_rows: usize,
    input: &Input,
    words: &Vocabulary<'_>,
) -> marks::Found {
    let Some((header, body)) = rows.split_at_checked(header_rows.min(rows.len())) else {
        return marks::Found::default();
    };
    marks::columns(&chosen_names(header, words), body, input.shape, words)
}
