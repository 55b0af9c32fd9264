//! Which column is which, by the names that a tool gives its columns in the languages it speaks.

use super::Tool;
use super::sheet::Sheet;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::names::name_key;
use throughline_core::problem::{Code, Place, Problem, did_you_mean};

/// Records that are looked at for a header: what stands above it is a title or `sep=;`.
const LOOKED_AT: usize = 10;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Document,
    Group,
    Codes,
    Text,
    Coder,
    ModifiedBy,
    Time,
    Memo,
    Begin,
    End,
    Reference,
    Name,
    Modified,
    Weight,
    Colour,
    Area,
    Coverage,
    /// What a tool counts or numbers, and a review does by itself.
    Derived,
    /// What an earlier import set aside says of its rows.
    Ours,
}

/// How the codes of a cell are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codes {
    /// One code a row, with dots between a theme and the one above it.
    Dotted,
    /// A line for each code, with `: ` after the code above it.
    Lines,
    /// One code a row, with `>` or `\` between.
    Path,
}

/// What is known of a tool's table.
pub(super) struct Spec {
    pub tool: Tool,
    /// What a row is called in messages.
    pub what: &'static str,
    /// The names of columns. The first name of the first row of a field is what messages call it.
    pub columns: &'static [(Field, &'static [&'static str])],
    pub codes: Codes,
}

/// What a table of segments cannot do without.
const REQUIRED: [Field; 3] = [Field::Document, Field::Codes, Field::Text];

impl Spec {
    /// As messages call a column.
    pub fn column(&self, field: Field) -> &'static str {
        let names = self.columns.iter().find(|(f, _)| *f == field);
        names
            .and_then(|(_, names)| names.first().copied())
            .unwrap_or("")
    }
}

/// A header that was found.
pub(super) struct Found {
    pub spec: &'static Spec,
    /// Index of the header among the rows of the sheet.
    pub row: usize,
    /// The names of all columns.
    pub names: Vec<String>,
    /// The field of each column; the first of a field only.
    pub fields: Vec<Option<Field>>,
}

impl Found {
    /// The column of a field.
    pub fn position(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|f| *f == Some(field))
    }

    /// Fields without which the table is of no use, and which are not there.
    pub fn missing(&self) -> Vec<Field> {
        REQUIRED
            .into_iter()
            .filter(|f| self.position(*f).is_none())
            .collect()
    }

    /// The better header has more of what is needed, then more of what is known, then stands first.
    pub fn rank(&self) -> (usize, usize, std::cmp::Reverse<usize>) {
        let known = self.fields.iter().flatten().collect::<BTreeSet<_>>().len();
        (
            REQUIRED.len() - self.missing().len(),
            known,
            std::cmp::Reverse(self.row),
        )
    }
}

/// The form in which two names of a column are one: case, white space, line ends, quotes and
/// underscores aside.
fn key(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '%' {
                c
            } else {
                ' '
            }
        })
        .collect();
    name_key(&plain)
}

/// The header of a table of a tool among the first records of a sheet: the best of them.
pub(super) fn find(sheet: &Sheet, spec: &'static Spec) -> Option<Found> {
    // Each name that is known, once: a file may have as many columns as it has bytes.
    let mut fields_of: BTreeMap<String, Vec<(Field, usize)>> = BTreeMap::new();
    for (field, known) in spec.columns {
        for (rank, name) in known.iter().enumerate() {
            let fields = fields_of.entry(key(name)).or_default();
            if fields.iter().all(|(other, _)| other != field) {
                fields.push((*field, rank));
            }
        }
    }
    let candidates = sheet.rows.iter().take(LOOKED_AT).enumerate();
    let found = candidates.map(|(row, record)| {
        let names: Vec<String> = record.cells.iter().map(|c| one_line(c)).collect();
        let mut fields: Vec<Option<Field>> = vec![None; names.len()];
        let mut owners: Vec<(Field, usize, usize)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let fields = fields_of.get(&key(name)).into_iter().flatten();
            owners.extend(fields.map(|(field, rank)| (*field, *rank, at)));
        }
        // The name that stands first in the list is the one that says it best.
        owners.sort_unstable();
        let mut given = BTreeSet::new();
        for (field, _, at) in owners {
            let slot = fields.get_mut(at).filter(|slot| slot.is_none());
            if let Some(slot) = slot
                && (given.insert(field) || matches!(field, Field::Derived | Field::Ours))
            {
                *slot = Some(field);
            }
        }
        Found {
            spec,
            row,
            names,
            fields,
        }
    });
    let known = found.filter(|f| f.fields.iter().any(Option::is_some));
    known.max_by_key(Found::rank)
}

fn one_line(cell: &str) -> String {
    throughline_core::names::shown_name(cell)
}

/// Says that a file is no table that is known.
pub(super) fn not_known(
    sheets: &[Sheet],
    best: Option<(usize, Found)>,
    file: &str,
    tools: &[Tool],
) -> Vec<Problem> {
    // Of a header without a column that segments need it is not said whose it may be.
    let near = best.filter(|(_, found)| tools.len() == 1 || found.missing().len() < REQUIRED.len());
    let Some((at, found)) = near else {
        let first = sheets.first().and_then(|s| s.rows.first());
        let names: Vec<String> = first
            .iter()
            .flat_map(|r| &r.cells)
            .map(|c| one_line(c))
            .collect();
        let wanted: Vec<String> = tools.iter().map(|tool| needs(tool.spec())).collect();
        let place = Place::line(file, first.map_or(1, |r| r.line));
        let message = format!(
            "this is no header of a table of segments: {}",
            listed(&names)
        );
        return vec![Problem::new(Code::MissingColumn, place, message).help(wanted.join("; "))];
    };
    let line = sheets
        .get(at)
        .and_then(|s| s.rows.get(found.row))
        .map_or(1, |r| r.line);
    let spec = found.spec;
    let missing = found.missing().into_iter().map(|field| {
        let name = spec.column(field);
        let message = format!(
            "the column `{name}` is missing, without which this is no file of {}",
            spec.tool.name()
        );
        let problem = Problem::new(Code::MissingColumn, Place::line(file, line), message);
        let unknown = found
            .names
            .iter()
            .zip(&found.fields)
            .filter(|(_, f)| f.is_none());
        match did_you_mean(name, unknown.map(|(name, _)| name.as_str())) {
            Some(near) => problem.help(format!("is it `{near}`? Rename that column")),
            None => problem.help(format!(
                "the header has: {}; {}",
                listed(&found.names),
                needs(spec)
            )),
        }
    });
    missing.collect()
}

fn needs(spec: &Spec) -> String {
    let names = REQUIRED.map(|field| format!("`{}`", spec.column(field)));
    format!(
        "{} of {} need {}",
        spec.what,
        spec.tool.name(),
        names.join(", ")
    )
}

fn listed(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{}`", name.chars().take(40).collect::<String>()))
        .collect();
    let more = if names.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
