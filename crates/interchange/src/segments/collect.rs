//! From rows to what goes into a review.

use super::build::{Segment, build};
use super::header::{Codes, Field, Found};
use super::sheet::{Row, Sheet};
use super::times::{self, Order};
use super::{Faults, maxqda};
use crate::incoming::{Incoming, NotCarried};
use throughline_core::excerpts::text_form;
use throughline_core::names::shown_name;
use throughline_core::numbers::counted;
use throughline_core::problem::{Code, Place, Problem};

/// Reads the rows below the header.
pub(super) fn collect(
    sheet: &Sheet,
    found: &Found,
    file: &str,
    coder: Option<&str>,
    faults: &mut Faults<'_>,
) -> Incoming {
    let tool = found.spec.tool;
    let mut out = Incoming {
        source: file.to_owned(),
        assumed: sheet.said.clone(),
        ..Incoming::default()
    };
    out.assumed.insert(
        0,
        format!("the file is read as {} of {}", found.spec.what, tool.name()),
    );
    let body = sheet.rows.get(found.row + 1..).unwrap_or_default();
    let body: Vec<&Row> = body.iter().filter(|row| !is_blank(row)).collect();
    let reader = Reader {
        found,
        file,
        coder: coder.unwrap_or(tool.word()),
        order: order_of(found, &body),
        by_semicolon: by_semicolon(found, &body),
    };
    if reader.by_semicolon {
        out.assumed
            .push("codes of a cell are separated by `;`".into());
    }
    if reader
        .cell_name(Field::Text)
        .is_some_and(maxqda::is_preview)
    {
        out.assumed.push(
            "the file has a preview of each segment and not all of it: longer segments are cut"
                .into(),
        );
    }
    let mut segments = Vec::new();
    for row in &body {
        if let Some(segment) = reader.segment(row, &mut out, faults) {
            segments.push(segment);
        }
    }
    unread_columns(found, &body, &mut out);
    build(&segments, found, &mut out);
    out
}

fn is_blank(row: &Row) -> bool {
    row.fault.is_none() && row.cells.iter().all(|c| c.trim().is_empty())
}

fn cells<'a>(found: &Found, rows: &'a [&Row], field: Field) -> impl Iterator<Item = &'a str> {
    let at = found.position(field);
    rows.iter()
        .filter_map(move |row| row.cells.get(at?).map(String::as_str))
}

fn order_of(found: &Found, rows: &[&Row]) -> Option<Order> {
    times::order(cells(found, rows, Field::Time).chain(cells(found, rows, Field::Modified)))
}

/// Whether codes of one cell stand in one line, `;` between them.
fn by_semicolon(found: &Found, rows: &[&Row]) -> bool {
    let lines = |cell: &str| cell.trim().contains(['\n', '\r']);
    found.spec.codes == Codes::Lines
        && !cells(found, rows, Field::Codes).any(lines)
        && cells(found, rows, Field::Codes).any(|cell| cell.contains(';'))
}

/// Reads rows.
struct Reader<'a> {
    found: &'a Found,
    file: &'a str,
    coder: &'a str,
    order: Option<Order>,
    by_semicolon: bool,
}

impl Reader<'_> {
    fn cell_name(&self, field: Field) -> Option<&str> {
        self.found
            .names
            .get(self.found.position(field)?)
            .map(String::as_str)
    }

    fn cell<'r>(&self, row: &'r Row, field: Field) -> &'r str {
        let at = self.found.position(field);
        at.and_then(|i| row.cells.get(i)).map_or("", |c| c.trim())
    }

    /// The segment of a row; nothing where the row has an error, or no text.
    fn segment(&self, row: &Row, out: &mut Incoming, faults: &mut Faults<'_>) -> Option<Segment> {
        if row.fatal {
            faults.problems.push(row.fault.clone()?);
            return None;
        }
        if faults.of_row(row, self.errors(row)) {
            return None;
        }
        let place = format!("{}:{}", self.file, row.line);
        let mut lost = |kind: &str, which: &str, why: &str| {
            out.not_carried.push(NotCarried {
                kind: kind.to_owned(),
                which: format!("{place}: {}", shortened(which)),
                why: why.to_owned(),
            });
        };
        for (field, kind, why) in LOST {
            let cell = self.cell(row, field);
            if !cell.is_empty() {
                lost(kind, cell, why);
            }
        }
        let text = text_form(self.cell(row, Field::Text)).into_owned();
        let name = self.cell(row, Field::Name).trim_end_matches(['…', '.']);
        if !name.is_empty() && !one_line(&text).starts_with(&one_line(name)) {
            lost("name of a quotation", name, "a note has no name");
        }
        let codes = self.codes(row);
        if text.is_empty() {
            let codes: Vec<String> = codes.iter().map(|path| path.join(" > ")).collect();
            let why = "pictures, sound and film have no text that could be a note";
            lost("segment without text", &codes.join("; "), why);
            return None;
        }
        let written = self.cell(row, Field::Time);
        let time = times::read(written, self.order);
        if time.is_none() && !written.is_empty() {
            lost(
                "time",
                written,
                "day and month cannot be told apart, or it is no time",
            );
        }
        let people = [Field::Coder, Field::ModifiedBy].map(|f| shown_name(self.cell(row, f)));
        let maker = people.into_iter().find(|c| !c.is_empty());
        let position =
            [Field::Begin, Field::End, Field::Reference].map(|f| one_line(self.cell(row, f)));
        Some(Segment {
            line: row.line,
            document: shown_name(self.cell(row, Field::Document)),
            group: self.cell(row, Field::Group).to_owned(),
            codes,
            text,
            coder: maker.unwrap_or_else(|| self.coder.to_owned()),
            memo: self.cell(row, Field::Memo).to_owned(),
            time: time.unwrap_or_default(),
            position: position.join(" ").trim().to_owned(),
        })
    }

    /// What is wrong with a row.
    fn errors(&self, row: &Row) -> Vec<Problem> {
        let place = || Place::line(self.file, row.line);
        if let Some(fault) = &row.fault {
            return vec![fault.clone()];
        }
        let (width, wanted) = (row.cells.len(), self.found.names.len());
        let spare = row.cells.iter().skip(wanted).any(|c| !c.trim().is_empty());
        if width < wanted || spare {
            let (code, what) = if width < wanted {
                (Code::ShortRecord, "fewer")
            } else {
                (Code::LongRecord, "more")
            };
            let message = format!("the row has {width} cells, {what} than the header’s {wanted}");
            return vec![
                Problem::new(code, place(), message)
                    .help("look for a quotation mark too many or too few"),
            ];
        }
        let mut errors = Vec::new();
        if shown_name(self.cell(row, Field::Document)).is_empty() {
            errors.push(Problem::new(
                Code::BadValue,
                place(),
                "the row names no document",
            ));
        }
        let (begin, end) = (self.cell(row, Field::Begin), self.cell(row, Field::End));
        if let (Some(from), Some(to)) = (number(begin), number(end))
            && to < from
        {
            let message = format!("the segment ends at {end}, before it begins at {begin}");
            errors.push(Problem::new(Code::BadValue, place(), message));
        }
        errors
    }

    /// The codes of a row, each as its path.
    fn codes(&self, row: &Row) -> Vec<Vec<String>> {
        let cell = self.cell(row, Field::Codes);
        let parts: Vec<&str> = match self.found.spec.codes {
            Codes::Lines if self.by_semicolon => cell.split(';').collect(),
            Codes::Lines => cell.split(['\n', '\r']).collect(),
            Codes::Dotted | Codes::Path => vec![cell],
        };
        let paths = parts
            .into_iter()
            .map(|code| path(code, self.found.spec.codes));
        let mut paths: Vec<Vec<String>> = paths.filter(|path| !path.is_empty()).collect();
        paths.dedup();
        paths
    }
}

/// What the cells of some columns become: their kind and why.
const LOST: [(Field, &str, &str); 5] = [
    (Field::Weight, "weight", "a tag has no weight"),
    (Field::Colour, "colour", "a theme has no colour"),
    (
        Field::Area,
        "area",
        "it is a share of the document, which the file does not hold",
    ),
    (
        Field::Coverage,
        "coverage",
        "it is a share of the document, which the file does not hold",
    ),
    (
        Field::Modified,
        "last change",
        "a tag has the time it was given",
    ),
];

/// A number with a decimal point or comma.
fn number(text: &str) -> Option<f64> {
    let number: f64 = text.trim().replace(',', ".").parse().ok()?;
    number.is_finite().then_some(number)
}

fn one_line(text: &str) -> String {
    shown_name(text)
}

pub(super) fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = one_line(text);
    let mut short: String = line.chars().take(SHOWN).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// The labels from the top down that a code's name gives.
fn path(code: &str, codes: Codes) -> Vec<String> {
    let code = shown_name(code.trim_start_matches(['○', '●', '◦', '•', '◆', '◇', ' ']));
    let parts: Vec<&str> = match codes {
        Codes::Dotted => {
            let parts: Vec<&str> = code.split('.').collect();
            let is_word = |p: &&str| {
                p.trim() == *p && p.chars().nth(1).is_some() && p.chars().any(char::is_alphabetic)
            };
            if parts.iter().all(is_word) {
                parts
            } else {
                vec![&code]
            }
        }
        Codes::Lines => code.split(": ").collect(),
        Codes::Path if code.contains(" > ") => code.split(" > ").collect(),
        Codes::Path => code.split('\\').collect(),
    };
    let parts = parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Lists the columns that are not read and hold something.
fn unread_columns(found: &Found, rows: &[&Row], out: &mut Incoming) {
    for (at, (name, field)) in found.names.iter().zip(&found.fields).enumerate() {
        let (kind, why) = match field {
            None => ("column", "a review has no place for it"),
            Some(Field::Derived) => (
                "numbering of the tool",
                "a review numbers and counts by itself",
            ),
            Some(_) => continue,
        };
        let filled = rows
            .iter()
            .filter(|r| r.cells.get(at).is_some_and(|c| !c.trim().is_empty()));
        let filled = filled.count();
        if filled > 0 {
            out.not_carried.push(NotCarried {
                kind: kind.to_owned(),
                which: format!(
                    "`{}`, filled in {}",
                    shortened(name),
                    counted(filled, "row")
                ),
                why: why.to_owned(),
            });
        }
    }
}
