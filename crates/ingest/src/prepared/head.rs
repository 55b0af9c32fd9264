//! Where the header stands, how many rows it takes, and what rows and columns are.
//!
//! The header is the first record, unless that names no column that the table needs and one of the
//! next [`HEADS`] names it and another: then what stands above it is not read. The header takes two
//! rows when the two together name more columns than either, or when the row under it is plainly no
//! row of data: every cell of it is in brackets, a drawn line, is a known header or repeats the one above; or it
//! has words without a digit in the column of dates where the next row has a date; or a survey tool's
//! `ImportId` stands in it or under it.

use super::copy::RowPlace;
use super::delimiter::{Vocabulary, first_records, said_by_sep_line, sniff};
use super::input::{Delimiter, Input, Shape};
use super::{Layout, PassedOver, marks, questions};
use crate::check;
use crate::faults::Faults;
use crate::records::Records;
use crate::values::date;
use throughline_core::names::{name_key, shown_name};
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
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let chosen: Vec<usize> = (0..width).map(|at| names_best(&rows, at, words)).collect();
        let of = |at: usize, row: usize| rows.get(row).and_then(|r| r.get(at)).cloned();
        let place = |at: usize, row: usize| places.get(row).and_then(|r| r.get(at)).copied();
        let columns = || chosen.iter().copied().enumerate();
        Some(Head {
            names: columns()
                .map(|(at, r)| of(at, r).unwrap_or_default())
                .collect(),
            places: columns()
                .map(|(at, r)| place(at, r).unwrap_or((begins, 1)))
                .collect(),
            line: begins,
            themes: layout.themes.clone(),
            passed_over: layout.passed_over.clone(),
            delimiter: layout.delimiter,
            placed: layout.placed,
            sheet_columns: layout.sheet_columns.clone(),
        })
    }
}

/// The row of a header whose cell names a column best: by our own name before a synonym, a theme or
/// a question, and in the row that names more; where none is known, the longest.
fn names_best(rows: &[Vec<String>], at: usize, words: &Vocabulary<'_>) -> usize {
    let rank = |row: &Vec<String>| {
        let name = row.get(at).map_or("", String::as_str);
        let known = if words.is_own(name) {
            2
        } else {
            let other = || (words.theme)(name).is_some() || (words.question)(name);
            u8::from(!name.is_empty() && (words.column(name).is_some() || other()))
        };
        let tells = !remarks(name) && !name.contains("ImportId");
        let length = if tells { name.len() } else { 0 };
        (known, if known > 0 { words.known(row) } else { length })
    };
    let mut best = (0, (0, 0));
    for (number, row) in rows.iter().enumerate() {
        let rank = rank(row);
        if rank > best.1 {
            best = (number, rank);
        }
    }
    best.0
}

/// The layout of a file in UTF-8, from its first bytes; what is assumed of it is added to `said`.
pub(super) fn layout(
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
    let joined: Vec<String> = (0..first.len())
        .map(|at| {
            let row = names_best(&pair, at, words);
            pair.get(row)
                .and_then(|r| r.get(at))
                .cloned()
                .unwrap_or_default()
        })
        .collect();
    let known = words.known(&joined);
    known > words.known(first) && known > words.known(second)
        // A row of data may hold a word that is a header elsewhere; it fills its cells.
        && first.iter().zip(second).any(|(a, b)| a.is_empty() || b.is_empty())
}

/// Whether a cell under a name is in brackets, or a line that is drawn under it.
fn remarks(cell: &str) -> bool {
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
    let width = header.iter().map(Vec::len).max().unwrap_or(0);
    let names: Vec<String> = (0..width)
        .map(|at| {
            let row = names_best(header, at, words);
            header
                .get(row)
                .and_then(|r| r.get(at))
                .cloned()
                .unwrap_or_default()
        })
        .collect();
    marks::columns(&names, body, input.shape, words)
}

/// Whether each question has a column of its own.
pub(super) fn is_questions(
    sample: &[u8],
    layout: &Layout,
    input: &Input,
    words: &Vocabulary<'_>,
) -> bool {
    if let Some(shape) = input.shape {
        return shape == Shape::Questions;
    }
    let mut faults = Faults::new(false);
    let mut records = Records::delimited(sample, 1, layout.delimiter);
    let head = Head::read(&mut records, layout, words, "", false, &mut faults);
    head.is_some_and(|head| {
        let takes_questions = words.columns.iter().any(|c| c.name == "question");
        takes_questions && !words.has_required(&head.names) && {
            let found = questions::columns(&head.names, words, false);
            let known = found.iter().any(|(_, n)| (words.question)(n));
            known || found.len() >= 2
        }
    })
}
