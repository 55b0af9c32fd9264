//! The first record of a table: which column is which.

mod themes;

use crate::faults::ADVISED_OF_A_CODE;
use crate::prepared::Head;
use crate::synonyms;
use std::collections::BTreeMap;
use themes::{THEMES, is_of_notes, takes_numbered};
use throughline_core::names::name_key;
use throughline_core::problem::{Code, Place, Problem, did_you_mean};

/// A column that a table may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// Whether the table is of no use without it.
    pub required: bool,
}

/// Headers as they stand in the files, by our name of the column: one, or of themes several.
pub type Renamed = BTreeMap<String, Vec<String>>;

/// Where each known column stands.
#[derive(Debug, Clone, Default)]
pub struct Header {
    names: Vec<String>,
    positions: Vec<Option<usize>>,
    themes: Vec<(usize, String)>,
    more_themes: Vec<usize>,
    placed: bool,
    sheet_columns: Vec<u64>,
}

/// The form in which two headers are one: `Note ID` is `note_id`, whatever invisible characters
/// stand around it.
#[must_use]
pub fn key(name: &str) -> String {
    name_key(name).replace([' ', '-'], "_")
}

/// Whether a header is our own name of a column.
pub(crate) fn is_own_name(header: &str, ours: &str) -> bool {
    key(header) == ours
}

/// The index of the column that a header names: by our name, as review.toml says, or by a synonym.
pub(crate) fn column_of(header: &str, columns: &[Column], renamed: &Renamed) -> Option<usize> {
    let header = key(header);
    if header.is_empty() {
        return None;
    }
    let renamed_to = |c: &Column| {
        let names = renamed.get(c.name);
        names.is_some_and(|names| names.iter().any(|n| key(n) == header))
    };
    let by_name = || columns.iter().position(|c| c.name == header);
    let by_synonym = || {
        let numbered = takes_numbered(columns, renamed) && synonyms::is_numbered_theme(&header);
        let ours = synonyms::ours(&header).or(numbered.then_some(THEMES))?;
        columns.iter().position(|c| c.name == ours)
    };
    let by_review = columns.iter().position(renamed_to);
    by_review.or_else(by_name).or_else(by_synonym)
}

/// The header while it is being read.
struct Reading<'a> {
    head: &'a Head,
    file: &'a str,
    columns: &'a [Column],
    keys: Vec<String>,
    /// The column that each field holds.
    owner: Vec<Option<usize>>,
    positions: Vec<Option<usize>>,
    /// Fields with themes beside the first.
    more_themes: Vec<usize>,
    /// Whether each field holds the marks of a theme.
    marks: Vec<bool>,
    sound: bool,
    problem: &'a mut dyn FnMut(Problem),
}

impl Header {
    /// Reads the header: unknown, double and missing columns, and those read by a synonym, go to
    /// `problem`. Nothing when a required column is missing or a column is double.
    pub fn read(
        head: &Head,
        file: &str,
        columns: &[Column],
        renamed: &Renamed,
        problem: &mut dyn FnMut(Problem),
    ) -> Option<Header> {
        let mut marks = vec![false; head.names.len()];
        for (at, _) in &head.themes {
            if let Some(marks) = marks.get_mut(*at) {
                *marks = true;
            }
        }
        let mut reading = Reading {
            marks,
            head,
            file,
            columns,
            keys: head.names.iter().map(|n| key(n)).collect(),
            owner: vec![None; head.names.len()],
            positions: vec![None; columns.len()],
            more_themes: Vec::new(),
            sound: true,
            problem,
        };
        reading.by_name(renamed);
        let unclear = reading.by_synonym();
        if takes_numbered(columns, renamed) {
            reading.numbered_themes(&unclear);
        }
        reading.the_rest(unclear);
        reading.sound.then(|| Header {
            names: head.names.clone(),
            positions: reading.positions,
            themes: head.themes.clone(),
            more_themes: reading.more_themes,
            placed: head.placed,
            sheet_columns: head.sheet_columns.clone(),
        })
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

    /// The fields that each hold the marks of one theme, and its code.
    #[must_use]
    pub fn themes(&self) -> &[(usize, String)] {
        &self.themes
    }

    /// Fields with themes beside the one of the column of themes, as `Theme 2` beside `Theme 1`.
    #[must_use]
    pub fn more_themes(&self) -> &[usize] {
        &self.more_themes
    }

    /// Whether the last field of a record says where it came from ([`crate::prepared::copy`]).
    #[must_use]
    pub fn is_placed(&self) -> bool {
        self.placed
    }

    /// The column of a sheet that a field was taken from, from 1.
    #[must_use]
    pub fn sheet_column(&self, field: usize) -> Option<u64> {
        self.sheet_columns.get(field).copied()
    }

    /// Where a column of the list that was asked for stands; `None` when it is absent.
    #[must_use]
    pub fn position(&self, column: usize) -> Option<usize> {
        self.positions.get(column).copied().flatten()
    }
}

impl Reading<'_> {
    fn place(&self, field: usize) -> Place {
        match self.head.places.get(field) {
            Some(&(line, column)) => Place::at(self.file, line, column),
            None => Place::line(self.file, self.head.line),
        }
    }

    /// The number of a column, from 1; of a sheet that of the sheet.
    fn number(&self, field: usize) -> usize {
        let of_sheet = self.head.sheet_columns.get(field).copied();
        of_sheet.map_or(field + 1, |column| {
            usize::try_from(column).unwrap_or(usize::MAX)
        })
    }

    fn is_theme(&self, field: usize) -> bool {
        self.marks.get(field) == Some(&true)
    }

    fn take(&mut self, column: usize, field: usize) {
        if let Some(position) = self.positions.get_mut(column) {
            *position = Some(field);
        }
        if let Some(owner) = self.owner.get_mut(field) {
            *owner = Some(column);
        }
    }

    /// Columns under our names, or those that review.toml gives.
    fn by_name(&mut self, renamed: &Renamed) {
        for (c, column) in self.columns.iter().enumerate() {
            let aliases = renamed.get(column.name).into_iter().flatten();
            let mut wanted: Vec<String> = aliases.map(|n| key(n)).collect();
            wanted.retain(|alias| self.keys.contains(alias));
            if wanted.is_empty() {
                wanted.push(column.name.to_owned());
            }
            for wanted in wanted {
                self.named(c, &wanted);
            }
        }
    }

    /// The column under one name. A second name of one column is one of themes.
    fn named(&mut self, c: usize, wanted: &str) {
        let found: Vec<usize> = (0..self.keys.len())
            .filter(|&i| self.keys.get(i).is_some_and(|k| k == wanted) && !self.is_theme(i))
            .collect();
        if let Some((&first, doubles)) = found.split_first() {
            if self.positions.get(c) == Some(&None) {
                self.take(c, first);
            } else {
                self.take_more_themes(c, first);
            }
            for &double in doubles {
                if let Some(owner) = self.owner.get_mut(double) {
                    *owner = Some(c);
                }
                self.sound = false;
                let message = format!("the column `{wanted}` stands twice");
                let twice = Problem::new(Code::DuplicateColumn, self.place(double), message);
                (self.problem)(twice.help("rename or remove one of the two"));
            }
        }
    }

    /// Columns that are absent under our name and stand there once under a synonym. Gives the
    /// columns that have several, which are not read.
    fn by_synonym(&mut self) -> Vec<(usize, Vec<usize>)> {
        let (mut unclear, mut taken) = (Vec::new(), Vec::new());
        for (c, column) in self.columns.iter().enumerate() {
            if self.positions.get(c) != Some(&None) {
                continue;
            }
            let found: Vec<usize> = (0..self.keys.len())
                .filter(|&i| self.owner.get(i) == Some(&None) && !self.is_theme(i))
                .filter(|&i| {
                    let name = self.keys.get(i).map(String::as_str);
                    name.and_then(synonyms::ours) == Some(column.name)
                })
                .collect();
            match found.as_slice() {
                [] => {}
                &[field] => {
                    self.take(c, field);
                    taken.push((field, column.name));
                }
                _ => unclear.push((c, found)),
            }
        }
        self.say_synonyms(taken);
        unclear
    }

    /// One note on all columns that are read by a synonym.
    fn say_synonyms(&mut self, mut taken: Vec<(usize, &str)>) {
        taken.sort_unstable();
        let Some(&(first, _)) = taken.first() else {
            return;
        };
        let named = |(field, ours): &(usize, &str)| {
            let theirs = self.head.names.get(*field).map_or("", String::as_str);
            format!("`{theirs}` as `{ours}`")
        };
        let named: Vec<String> = taken.iter().map(named).collect();
        let columns = if named.len() == 1 {
            "a column is"
        } else {
            "columns are"
        };
        let message = format!("{columns} read by another name: {}", named.join(", "));
        let help = if is_of_notes(self.columns) {
            "where that is wrong, say which column is which under `[columns]` in review.toml"
        } else {
            "where that is wrong, rename the column"
        };
        let said = Problem::new(Code::Assumed, self.place(first), message);
        (self.problem)(said.help(help));
    }

    /// What is unknown, and what is missing.
    fn the_rest(&mut self, unclear: Vec<(usize, Vec<usize>)>) {
        let could_be: Vec<usize> = unclear.iter().map(|(c, _)| *c).collect();
        for (c, fields) in unclear {
            let ours = self.columns.get(c).map_or("", |c| c.name);
            let names: Vec<String> = fields
                .iter()
                .filter_map(|&f| self.head.names.get(f))
                .map(|n| format!("`{n}`"))
                .collect();
            let first = fields.first().copied().unwrap_or_default();
            let message = format!(
                "{} could each be `{ours}`; none is read",
                names.join(" and ")
            );
            let problem = Problem::new(Code::UnknownColumn, self.place(first), message);
            let alike = |f: &usize| self.keys.get(*f) == self.keys.get(first);
            let help = if fields.iter().all(alike) {
                let places: Vec<usize> = fields.iter().map(|f| self.number(*f)).collect();
                format!(
                    "rename all but the right one in the header row: they are columns {}",
                    numbers(&places)
                )
            } else if ours == THEMES {
                let all = fields.iter().map(|&f| quoted(&self.head.names, f));
                let all: Vec<String> = all.collect();
                format!(
                    "name those that are in review.toml: `[columns]` and `{ours} = [{}]`",
                    all.join(", ")
                )
            } else {
                format!(
                    "name the right one in review.toml: `[columns]` and `{ours} = {}`",
                    quoted(&self.head.names, first)
                )
            };
            (self.problem)(problem.help(help));
            for field in fields {
                if let Some(owner) = self.owner.get_mut(field) {
                    *owner = Some(c);
                }
            }
        }
        let fields =
            self.head.names.len() - usize::from(self.head.placed && !self.head.names.is_empty());
        let mut advised = 0;
        let mut nameless = Vec::new();
        for field in 0..fields {
            if self.owner.get(field) != Some(&None) || self.is_theme(field) {
                continue;
            }
            if self.keys.get(field).is_some_and(String::is_empty) {
                nameless.push(field);
                continue;
            }
            let absent = self.columns.iter().zip(&self.positions);
            let absent = absent.filter(|(_, p)| p.is_none()).map(|(c, _)| c);
            let advice = if advised < ADVISED_OF_A_CODE {
                usize::MAX
            } else {
                0
            };
            let absent = absent.take(advice);
            advised += 1;
            let name = self.head.names.get(field).map_or("", String::as_str);
            let problem = match self.why_not(field) {
                Some((why, help)) => {
                    let message = format!("the column `{name}` is not read: {why}");
                    Problem::new(Code::UnknownColumn, self.place(field), message).help(help)
                }
                None => unknown(name, self.place(field), absent),
            };
            (self.problem)(problem);
        }
        if let Some(&first) = nameless.first() {
            let places: Vec<usize> = nameless.iter().map(|f| self.number(*f)).collect();
            let message = match places.as_slice() {
                [one] => format!("column {one} has no name; it is not read"),
                _ => format!(
                    "columns {} have no name; they are not read",
                    numbers(&places)
                ),
            };
            let problem = Problem::new(Code::UnknownColumn, self.place(first), message);
            (self.problem)(problem);
        }
        for (c, (column, position)) in self.columns.iter().zip(&self.positions).enumerate() {
            if column.required && position.is_none() {
                self.sound = false;
                let names = self.head.names.get(..fields).unwrap_or_default();
                (self.problem)(missing_column(
                    column.name,
                    self.file,
                    self.head.line,
                    names,
                    could_be.contains(&c),
                ));
            }
        }
    }
}

/// Numbers in words: `2, 4 to 7 and 9`.
fn numbers(rising: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &n in rising {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == n => *last = n,
            _ => runs.push((n, n)),
        }
    }
    let run = |(from, to): &(usize, usize)| match to - from {
        0 => from.to_string(),
        1 => format!("{from}, {to}"),
        _ => format!("{from} to {to}"),
    };
    let runs: Vec<String> = runs.iter().map(run).collect();
    runs.join(", ")
}

fn quoted(names: &[String], at: usize) -> String {
    format!("\"{}\"", names.get(at).map_or("", String::as_str))
}

fn unknown<'a>(name: &str, place: Place, absent: impl Iterator<Item = &'a Column>) -> Problem {
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

fn missing_column(name: &str, file: &str, line: u64, names: &[String], could_be: bool) -> Problem {
    let problem = Problem::new(
        Code::MissingColumn,
        Place::line(file, line),
        format!("the column `{name}` is missing"),
    );
    let named: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|n| !n.is_empty())
        .collect();
    let has = format!("the header has: {}", named.join(", "));
    // Only the notes have a table of columns in review.toml. Where several could be it, that is said.
    problem.help(if name == "text" && !could_be {
        format!(
            "{has}; if one of them is it, say so in review.toml: `[columns]` and `{name} = \"…\"`; `throughline init` begins a review and guesses it"
        )
    } else {
        has
    })
}
