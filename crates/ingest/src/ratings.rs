//! A file of ratings: the first column is the unit, every other column a coder, a blank cell is
//! missing. The categories are those seen: in order of number where all of them are numbers, else
//! in byte order.

use crate::check;
use crate::records::Records;
use crate::table::is_blank;
use std::collections::BTreeMap;
use throughline_core::agreement::Ratings;
use throughline_core::problem::{Code, Place, Problem, Problems};

/// Ratings with the names of their coders.
#[derive(Debug, Clone, PartialEq)]
pub struct RatingsFile {
    /// The heads of the columns but the first.
    pub coders: Vec<String>,
    /// The ratings.
    pub ratings: Ratings,
}

/// Reads ratings from bytes. Nothing when the file has an error; every problem has its place.
#[must_use]
pub fn read(bytes: &[u8], file: &str) -> (Option<RatingsFile>, Problems) {
    let mut problems = Problems::default();
    if let Some(problem) = check::utf16(bytes, file) {
        problems.push(problem);
        return (None, problems);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut records = Records::new(bytes, 1);
    if !records.advance() {
        problems.push(check::empty(file, "unit,coder_1,coder_2"));
        return (None, problems);
    }
    let Some(coders) = coders(&records, file, &mut problems) else {
        return (None, problems);
    };
    let mut cells = Cells::new(coders.len());
    let mut units: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    while records.advance() {
        if records.unclosed().is_none() && is_blank(&records) {
            continue;
        }
        if let Some((line, column)) = records.unclosed() {
            problems.push(check::unclosed_quote(Place::at(file, line, column), false));
        } else if let Some(problem) = check::bad_byte(&records, file) {
            problems.push(problem);
        } else if records.len() != coders.len() + 1 {
            problems.push(wrong_length(&records, coders.len() + 1, file));
        } else {
            let unit = records.cell(0).trim_ascii().to_vec();
            if let Some(line) = units.insert(unit, records.line()) {
                let (at, column) = records.place(0);
                let message = format!("this unit stands on line {line} already");
                problems.push(
                    Problem::new(Code::DuplicateId, Place::at(file, at, column), message)
                        .help("give each unit one row, with a column for each coder"),
                );
            }
            cells.push(&records);
        }
    }
    if problems.has_errors() {
        return (None, problems);
    }
    match cells.ratings() {
        Ok(ratings) => (Some(RatingsFile { coders, ratings }), problems),
        Err(error) => {
            problems.push(Problem::new(
                Code::BadValue,
                Place::file(file),
                error.to_string(),
            ));
            (None, problems)
        }
    }
}

/// Whether the header has a `text` column, so that the file holds notes and not ratings.
///
/// ```
/// use throughline_ingest::ratings::holds_notes;
/// assert!(holds_notes(b"note_id,Text\n1,Good.\n"));
/// assert!(!holds_notes(b"unit,ana,ben\n1,yes,no\n"));
/// ```
#[must_use]
pub fn holds_notes(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut records = Records::new(bytes, 1);
    records.advance()
        && (0..records.len()).any(|at| text(&records.cell(at)).eq_ignore_ascii_case("text"))
}

/// The heads but the first.
fn coders(header: &Records<'_>, file: &str, problems: &mut Problems) -> Option<Vec<String>> {
    if let Some(problem) = check::bad_byte(header, file) {
        problems.push(problem);
        return None;
    }
    if let Some((line, column)) = header.unclosed() {
        problems.push(check::unclosed_quote(Place::at(file, line, column), false));
        return None;
    }
    let mut names: Vec<String> = Vec::new();
    for at in 1..header.len() {
        let name = text(&header.cell(at));
        let (line, column) = header.place(at);
        let place = Place::at(file, line, column);
        if name.is_empty() {
            let message = format!("column {} has no name", at + 1);
            let problem = Problem::new(Code::MissingColumn, place, message);
            problems.push(problem.help("name the coder at the head of the column"));
        } else if names.contains(&name) {
            let message = format!("two columns are called `{name}`");
            problems.push(Problem::new(Code::DuplicateColumn, place, message));
        }
        names.push(name);
    }
    if names.len() < 2 {
        let message = match names.len() {
            0 => "there is one column and no coder",
            _ => "there is one coder, and agreement is between two",
        };
        problems.push(
            Problem::new(Code::MissingColumn, Place::line(file, 1), message).help(
                "the first column is the unit, every other column a coder: unit,coder_1,coder_2",
            ),
        );
    }
    (!problems.has_errors()).then_some(names)
}

fn wrong_length(record: &Records<'_>, columns: usize, file: &str) -> Problem {
    let (code, what) = if record.len() < columns {
        (Code::ShortRecord, "fewer")
    } else {
        (Code::LongRecord, "more")
    };
    Problem::new(
        code,
        Place::line(file, record.line()),
        format!(
            "the row has {} fields, {what} than the header’s {columns}",
            record.len()
        ),
    )
    .help("leave a cell blank where a coder did not rate the unit")
}

fn text(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().to_owned()
}

/// Ratings as they are met: codes in order of first appearance.
struct Cells {
    codes: BTreeMap<String, usize>,
    columns: Vec<Vec<Option<usize>>>,
}

impl Cells {
    fn new(coders: usize) -> Self {
        Self {
            codes: BTreeMap::new(),
            columns: vec![Vec::new(); coders],
        }
    }

    fn push(&mut self, record: &Records<'_>) {
        for (at, column) in self.columns.iter_mut().enumerate() {
            let cell = record.cell(at + 1);
            let name = std::str::from_utf8(&cell).unwrap_or_default().trim();
            column.push(if name.is_empty() {
                None
            } else if let Some(&code) = self.codes.get(name) {
                Some(code)
            } else {
                let code = self.codes.len();
                self.codes.insert(name.to_owned(), code);
                Some(code)
            });
        }
    }

    fn ratings(self) -> Result<Ratings, throughline_core::agreement::RatingsError> {
        let mut names: Vec<(String, usize)> = self.codes.into_iter().collect();
        let number = |name: &str| name.parse::<f64>().ok().filter(|n| n.is_finite());
        if names.iter().all(|(name, _)| number(name).is_some()) {
            let value = |name: &str| number(name).unwrap_or_default();
            names.sort_by(|a, b| value(&a.0).total_cmp(&value(&b.0)));
        }
        let mut place = vec![0u16; names.len()];
        for (at, (_, code)) in names.iter().enumerate() {
            if let Some(place) = place.get_mut(*code) {
                *place = u16::try_from(at).unwrap_or(u16::MAX);
            }
        }
        let names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
        let columns: Vec<Vec<Option<u16>>> = self
            .columns
            .into_iter()
            .map(|column| {
                let of = |code: usize| place.get(code).copied();
                column.into_iter().map(|cell| cell.and_then(of)).collect()
            })
            .collect();
        Ratings::of_columns(&names, &columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_in_order_of_number_and_blank_is_missing() {
        let text = "unit,a,b\nu1,10,9\n\nu2, ,\"10\"\r\nu3,2,\n";
        let (file, problems) = read(text.as_bytes(), "r.csv");
        assert!(problems.is_empty(), "{problems:?}");
        let file = file.unwrap();
        assert_eq!(file.coders, ["a", "b"]);
        assert_eq!(file.ratings.categories(), ["2", "9", "10"]);
        assert_eq!(
            (file.ratings.units(), file.ratings.pairable_units()),
            (3, 1)
        );
    }

    #[test]
    fn every_problem_has_its_place() {
        for (text, code, place) in [
            ("", Code::EmptyFile, "r.csv"),
            ("unit,a\nu,1\n", Code::MissingColumn, "r.csv:1"),
            ("unit,a,\nu,1,2\n", Code::MissingColumn, "r.csv:1:8"),
            ("unit,a,a\nu,1,2\n", Code::DuplicateColumn, "r.csv:1:8"),
            ("unit,a,b\nu,1\n", Code::ShortRecord, "r.csv:2"),
            ("unit,a,b\nu,1,2,3\n", Code::LongRecord, "r.csv:2"),
            ("unit,a,b\nu,1,2\nu,1,2\n", Code::DuplicateId, "r.csv:3:1"),
            ("unit,a,b\nu,\"1,2\n", Code::UnclosedQuote, "r.csv:2:3"),
        ] {
            let (file, problems) = read(text.as_bytes(), "r.csv");
            assert!(file.is_none(), "{text}");
            let first = problems.iter().next().unwrap();
            assert_eq!(
                (first.code, first.place.to_string().as_str()),
                (code, place),
                "{text}"
            );
        }
    }
}
