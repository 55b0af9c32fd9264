//! The first record of a table: which column is which.

use crate::records::Records;
use std::collections::BTreeMap;
use throughline_core::names::{name_key, shown_name};
use throughline_core::problem::{Code, Place, Problem, did_you_mean};

/// A column that a table may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// Whether the table is of no use without it.
    pub required: bool,
}

/// Headers as they stand in the files, by our name of the column.
pub type Renamed = BTreeMap<String, String>;

/// Where each known column stands.
#[derive(Debug, Clone, Default)]
pub struct Header {
    names: Vec<String>,
    positions: Vec<Option<usize>>,
}

/// The form in which two headers are one: `Note ID` is `note_id`, whatever invisible characters
/// stand around it.
fn key(name: &str) -> String {
    name_key(name).replace([' ', '-'], "_")
}

impl Header {
    /// Reads the header from a record: unknown, double and missing columns go to `problem`.
    /// Nothing when a required column is missing or a column is double.
    pub fn read(
        record: &Records<'_>,
        file: &str,
        columns: &[Column],
        renamed: &Renamed,
        problem: &mut dyn FnMut(Problem),
    ) -> Option<Header> {
        let names: Vec<String> = (0..record.len())
            .map(|i| shown_name(&String::from_utf8_lossy(&record.cell(i))))
            .collect();
        let keys: Vec<String> = names.iter().map(|n| key(n)).collect();
        let place = |i: usize| {
            let (line, column) = record.place(i);
            Place::at(file, line, column)
        };
        let mut owner: Vec<Option<usize>> = vec![None; names.len()];
        let mut positions = vec![None; columns.len()];
        let mut sound = true;
        for (c, column) in columns.iter().enumerate() {
            let alias = renamed.get(column.name).map(|n| key(n));
            let wanted = match alias {
                Some(alias) if keys.contains(&alias) => alias,
                _ => column.name.to_owned(),
            };
            let mut found = (0..keys.len()).filter(|&i| keys.get(i) == Some(&wanted));
            positions[c] = found.next();
            if let Some(first) = positions[c] {
                owner[first] = Some(c);
            }
            for double in found {
                owner[double] = Some(c);
                sound = false;
                problem(
                    Problem::new(
                        Code::DuplicateColumn,
                        place(double),
                        format!("the column `{wanted}` stands twice"),
                    )
                    .help("rename or remove one of the two"),
                );
            }
        }
        let absent = |c: &&Column| {
            let at = columns.iter().position(|x| x.name == c.name);
            at.and_then(|i| positions.get(i))
                .is_some_and(Option::is_none)
        };
        for (i, name) in names.iter().enumerate() {
            if owner.get(i) != Some(&None) {
                continue;
            }
            problem(unknown(name, i, place(i), columns.iter().filter(absent)));
        }
        let missing: Vec<&Column> = columns
            .iter()
            .filter(absent)
            .filter(|c| c.required)
            .collect();
        for column in missing {
            sound = false;
            problem(missing_column(column.name, file, record.line(), &names));
        }
        sound.then_some(Header { names, positions })
    }

    /// How many columns the header has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether a column of this name stands in it, known or not.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let wanted = key(name);
        self.names.iter().any(|n| key(n) == wanted)
    }

    /// Every column as it is written, in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Where a column of the list that was asked for stands; `None` when it is absent.
    #[must_use]
    pub fn position(&self, column: usize) -> Option<usize> {
        self.positions.get(column).copied().flatten()
    }
}

fn unknown<'a>(
    name: &str,
    index: usize,
    place: Place,
    absent: impl Iterator<Item = &'a Column>,
) -> Problem {
    if name.is_empty() {
        return Problem::new(
            Code::UnknownColumn,
            place,
            format!("column {} has no name; it is not read", index + 1),
        );
    }
    let problem = Problem::new(
        Code::UnknownColumn,
        place,
        format!("unknown column `{name}`; it is not read"),
    );
    match did_you_mean(&key(name), absent.map(|c| c.name)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem,
    }
}

fn missing_column(name: &str, file: &str, line: u64, names: &[String]) -> Problem {
    let problem = Problem::new(
        Code::MissingColumn,
        Place::line(file, line),
        format!("the column `{name}` is missing"),
    );
    let separator = match names {
        [one] if one.contains(';') => Some("`;`"),
        [one] if one.contains('\t') => Some("tabs"),
        [one] if one.contains('|') => Some("`|`"),
        _ => None,
    };
    match separator {
        Some(separator) => problem.help(format!(
            "the columns seem to be separated by {separator}; save the table as CSV with commas"
        )),
        None => problem.help(format!("the header has: {}", names.join(", "))),
    }
}

/// Says how a record differs from the header in length, if it does.
#[must_use]
pub fn wrong_length(record: &Records<'_>, header: &Header, file: &str) -> Option<Problem> {
    let (found, wanted) = (record.len(), header.len());
    if found == wanted {
        return None;
    }
    let plural = if found == 1 { "" } else { "s" };
    let message = format!("found {found} field{plural}, the header has {wanted}");
    // A short record is at fault where it ends, a long one where the first field too many begins.
    let (line, column) = record.place(found.min(wanted));
    let place = Place::at(file, line, column);
    Some(if found < wanted {
        Problem::new(Code::ShortRecord, place, message)
            .help("add the missing fields; a blank field still needs its comma")
    } else {
        Problem::new(Code::LongRecord, place, message)
            .help("put a field that holds a comma in quotation marks")
    })
}
