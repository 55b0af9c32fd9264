//! The rows of a sheet, looked at and then written.

use super::book::{Book, Cells, Merged};
use super::error::{BookError, MOST_CELLS};
use super::merged::{Down, put};
use super::value::{Value, time_text};
use crate::faults::{Faults, Row};
use crate::prepared::copy::{Origin, RowPlace, Writer, push_cell};
use crate::prepared::delimiter::{LOOKED_AT, Vocabulary};
use crate::prepared::head::{HEADS, Head};
use crate::prepared::{Layout, Prepared, questions};
use crate::records::Records;
use calamine::{ExcelDateTime, ExcelDateTimeType};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use throughline_core::problem::{Code, Place, Problem};

/// Rows that are held to find the header.
const HELD: usize = LOOKED_AT + HEADS;

/// Cells from which a sheet may have no more than so many blank ones to one that is filled: they are
/// written out, and a cell a row, each in another column, makes the square of what the file holds.
const SCATTERED: u64 = 1_000_000;
const BLANK_TO_ONE: u64 = 100;

/// Day numbers that are dates of a review: from 1927 to 2118, and four years later where days count
/// from 1904.
const DAYS: std::ops::Range<f64> = 10_000.0..80_000.0;

/// A sheet that was gone through once.
pub struct Sheet {
    name: String,
    /// The columns with a filled cell from the header on.
    columns: Vec<u32>,
    /// The first rows as they are copied.
    first: BTreeMap<u32, Cells>,
    /// Rows above the header that say nothing beside it.
    dropped: Option<u32>,
    merged: Vec<Merged>,
    carried: u64,
}

/// How a sheet is written.
pub struct Plan<'a> {
    /// Its name in problems.
    pub file: &'a str,
    /// The number of the file.
    pub index: u16,
    /// Where its header stands.
    pub layout: Layout,
    /// Whether columns are questions.
    pub is_questions: bool,
    /// The words of headers.
    pub words: &'a Vocabulary<'a>,
}

impl Sheet {
    /// Goes through a sheet.
    pub fn survey(
        book: &mut Book,
        name: String,
        words: &Vocabulary<'_>,
    ) -> Result<Self, BookError> {
        let merged = book.merged(&name);
        let mut columns: BTreeMap<u32, u64> = BTreeMap::new();
        let mut first = BTreeMap::new();
        let (mut rows, mut filled) = (0u64, 0u64);
        let mut down = Down::new(&merged);
        book.rows(&name, &mut |row, mut cells| {
            rows += 1;
            filled += cells.len() as u64;
            for (column, _) in &cells {
                *columns.entry(*column).or_default() += 1;
            }
            let all = rows.saturating_mul(columns.len() as u64);
            if all > MOST_CELLS {
                return Err(BookError::TooManyCells(name.clone()));
            }
            if all > SCATTERED && all / BLANK_TO_ONE > filled {
                return Err(BookError::TooScattered(name.clone()));
            }
            down.fill(row, &mut cells);
            if first.len() < HELD {
                first.insert(row, cells);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let carried = down.carried;
        let mut sheet = Self {
            name,
            columns: Vec::new(),
            first,
            dropped: None,
            merged,
            carried,
        };
        let head = sheet.head(words);
        for cells in head.iter().flat_map(|head| sheet.first.range(..head)) {
            // A title above the header makes no column.
            for (column, _) in cells.1 {
                if let Some(filled) = columns.get_mut(column) {
                    *filled = filled.saturating_sub(1);
                }
            }
        }
        columns.retain(|_, filled| *filled > 0);
        sheet.columns = columns.into_keys().collect();
        if let Some(head) = head {
            sheet.head_of_merged_cells(head, words);
        }
        Ok(sheet)
    }

    /// The first row that names a column which the table needs.
    fn head(&self, words: &Vocabulary<'_>) -> Option<u32> {
        let mut rows = self.first.iter().take(HEADS);
        let found = rows.find(|(_, cells)| needed(cells, words));
        found.map(|(row, _)| *row)
    }

    /// Cells of the header that are merged sideways name each of their columns. A row of names of
    /// groups, whose other cells are merged with those beneath, is left out.
    fn head_of_merged_cells(&mut self, head: u32, words: &Vocabulary<'_>) {
        let wide = |merged: &&Merged| merged.rows.0 == head && merged.columns.1 > merged.columns.0;
        let beneath = self.first.range(head + 1..).next();
        let beneath = beneath
            .filter(|(_, cells)| needed(cells, words))
            .map(|(r, _)| *r);
        if beneath == Some(head + 1) {
            let of_head = self.merged.iter().filter(|m| m.rows.0 == head);
            let merged: BTreeSet<u32> = of_head
                .filter(|m| m.rows.1 > head || m.columns.1 > m.columns.0)
                .map(|m| m.columns.0)
                .collect();
            let belongs = |column: u32| merged.contains(&column);
            let cells = self.first.get(&head);
            if cells.is_some_and(|cells| cells.iter().all(|(column, _)| belongs(*column))) {
                self.first.remove(&head);
                self.dropped = Some(head);
            }
            return;
        }
        if let Some(cells) = self.first.get_mut(&head) {
            let mut named = 0;
            for merged in self.merged.iter().filter(wide) {
                let own = cells.iter().find(|(c, _)| *c == merged.columns.0);
                let Some(value) = own.map(|(_, v)| v.clone()) else {
                    continue;
                };
                // Cells that were merged twice are named by the first.
                let from = merged.columns.0.max(named);
                named = named.max(merged.columns.1);
                let after = self.columns.partition_point(|column| *column <= from);
                let columns = self.columns.get(after..).unwrap_or_default();
                for &column in columns.iter().take_while(|c| **c <= merged.columns.1) {
                    put(cells, column, &value);
                    self.carried += 1;
                }
            }
        }
    }

    /// What is to be said of merged cells.
    pub fn what_was_carried(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(row) = self.dropped {
            said.push(format!(
                "row {} names groups of columns and is not read",
                row + 1
            ));
        }
        if self.carried > 0 {
            let n = self.carried;
            said.push(if n == 1 {
                "a merged cell counts in each row and column that it spans".to_owned()
            } else {
                format!("{n} merged cells count in each row and column that they span")
            });
        }
        said
    }

    /// The first rows as CSV.
    pub fn sample(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for cells in self.first.values() {
            for (at, text) in self.texts(cells).iter().enumerate() {
                if at > 0 {
                    bytes.push(b',');
                }
                push_cell(&mut bytes, text);
            }
            bytes.push(b'\n');
        }
        bytes
    }

    fn texts(&self, cells: &Cells) -> Vec<String> {
        let text = |column: &u32| {
            let at = cells.binary_search_by_key(column, |(column, _)| *column);
            let cell = at.ok().and_then(|at| cells.get(at));
            cell.map_or_else(String::new, |(_, value)| value.text())
        };
        self.columns.iter().map(text).collect()
    }

    /// Writes the sheet as a copy. Rows in which a formula of a column that is read went wrong are
    /// set aside.
    pub fn write(
        &self,
        book: &mut Book,
        plan: Plan<'_>,
        faults: &mut Faults,
    ) -> Result<Prepared, BookError> {
        let reading = Reading::new(self, &plan);
        let mut writer = Writer::without_header()?;
        let from_1904 = book.counts_from_1904();
        let mut set_aside = 0;
        let mut number = 0;
        let mut down = Down::new(&self.merged);
        let head = plan.layout.above + plan.layout.header_rows.max(1);
        book.rows(&self.name, &mut |row, mut cells| {
            down.fill(row, &mut cells);
            if Some(row) == self.dropped {
                return Ok(ControlFlow::Continue(()));
            }
            let is_head = number < head;
            number += 1;
            let line = u64::from(row) + 1;
            if let Some(first) = self.first.get(&row).filter(|_| is_head) {
                cells.clone_from(first);
            }
            if !is_head {
                reading.dates(&mut cells, from_1904);
                let problems = reading.errors(&cells, plan.file, line);
                if !problems.is_empty() {
                    let id = reading.id(&cells);
                    let at = Row {
                        file: plan.index,
                        line,
                        note_id: &id,
                    };
                    for problem in problems {
                        faults.push_of_row(at, problem);
                    }
                    set_aside += 1;
                    return Ok(ControlFlow::Continue(()));
                }
            }
            let texts = self.texts(&cells);
            let place = RowPlace {
                line,
                offset: None,
                text_field: None,
            };
            writer.row(texts.iter().map(String::as_str), place)?;
            Ok(ControlFlow::Continue(()))
        })?;
        let fields = self.columns.iter().map(|c| Some(*c as usize)).collect();
        let mut prepared = writer.finish(Origin::cells(fields))?;
        prepared.layout = Layout {
            placed: true,
            sheet_columns: self.columns.iter().map(|c| u64::from(*c) + 1).collect(),
            ..plan.layout
        };
        prepared.set_aside = set_aside;
        Ok(prepared)
    }
}

/// Whether a row names a column that the table needs.
fn needed(cells: &Cells, words: &Vocabulary<'_>) -> bool {
    let names: Vec<String> = cells.iter().map(|(_, value)| value.text()).collect();
    words.has_required(&names)
}

/// Which columns of a sheet are read, and as what.
struct Reading {
    /// The names of those that are read.
    columns: BTreeMap<u32, String>,
    id: Option<u32>,
    date: Option<u32>,
}

impl Reading {
    fn new(sheet: &Sheet, plan: &Plan<'_>) -> Self {
        let sample = sheet.sample();
        let mut records = Records::delimited(&sample, 1, plan.layout.delimiter);
        let mut unheard = Faults::new(false);
        let head = Head::read(
            &mut records,
            &plan.layout,
            plan.words,
            plan.file,
            false,
            &mut unheard,
        );
        let names = head.map(|head| head.names).unwrap_or_default();
        let asked = questions::columns(&names, plan.words, plan.is_questions);
        let asked = asked.iter().filter(|_| plan.is_questions);
        let themes = plan.layout.themes.iter();
        let fields: BTreeSet<usize> = asked.chain(themes).map(|(at, _)| *at).collect();
        let is_read =
            |at: usize, name: &str| plan.words.column(name).is_some() || fields.contains(&at);
        let columns: BTreeMap<u32, String> = names
            .iter()
            .enumerate()
            .zip(&sheet.columns)
            .filter(|((at, name), _)| is_read(*at, name))
            .map(|((_, name), &column)| (column, name.clone()))
            .collect();
        let is = |ours: &str| {
            let column = |name: &str| {
                let at = plan.words.column(name);
                at.and_then(|at| plan.words.columns.get(at))
            };
            let found = columns
                .iter()
                .find(|(_, name)| column(name).is_some_and(|c| c.name == ours));
            found.map(|(column, _)| *column)
        };
        let (id, date) = (is("note_id"), is("date"));
        Self { columns, id, date }
    }

    fn id(&self, cells: &Cells) -> String {
        let cell = cells.iter().find(|(column, _)| Some(*column) == self.id);
        match cell {
            Some((_, Value::Error(_) | Value::Unknown)) | None => String::new(),
            Some((_, value)) => value.text().trim().to_owned(),
        }
    }

    /// Day numbers without the format of a date, in the column of dates.
    fn dates(&self, cells: &mut Cells, from_1904: bool) {
        for (column, value) in cells {
            if let Value::Number(days) = value
                && Some(*column) == self.date
                && DAYS.contains(days)
            {
                let time = ExcelDateTime::new(*days, ExcelDateTimeType::DateTime, from_1904);
                *value = Value::Text(time_text(time));
            }
        }
    }

    fn errors(&self, cells: &Cells, file: &str, line: u64) -> Vec<Problem> {
        let problem = |(column, value): &(u32, Value)| {
            let (is, help) = match value {
                Value::Error(error) => (
                    format!("gives the error {error}"),
                    "mend the formula, or write the value itself into the cell",
                ),
                Value::Unknown => (
                    "was saved without its value".to_owned(),
                    "open the workbook in a spreadsheet program and save it, so that it has its values",
                ),
                Value::Text(_) | Value::Number(_) => return None,
            };
            let name = self.columns.get(column)?;
            let place = Place::at(file, line, u64::from(*column) + 1);
            let message = format!("the formula in `{name}` {is}");
            Some(Problem::new(Code::BadValue, place, message).help(help))
        };
        cells.iter().filter_map(problem).collect()
    }
}
