//! From rows to what goes into a review.

use super::header::{Codes, Field, Found};
use super::sheet::{Row, Sheet};
use super::times::{self, Order};
use super::{Faults, maxqda};
use crate::incoming::{
    Incoming, IncomingEngagement, IncomingNote, IncomingTag, IncomingTheme, NotCarried,
};
use crate::slug::{Taken, digits, slug};
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::excerpts::text_form;
use throughline_core::names::{name_key, shown_name};
use throughline_core::problem::{Code, Place, Problem};

/// One row that is sound.
struct Segment {
    line: u64,
    document: String,
    group: String,
    codes: Vec<Vec<String>>,
    text: String,
    coder: String,
    memo: String,
    time: String,
    /// What tells two segments of one text in one document apart.
    position: String,
}

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
        let coder = [Field::Coder, Field::ModifiedBy].map(|f| shown_name(self.cell(row, f)));
        let coder = coder.into_iter().find(|c| !c.is_empty());
        let position =
            [Field::Begin, Field::End, Field::Reference].map(|f| one_line(self.cell(row, f)));
        Some(Segment {
            line: row.line,
            document: shown_name(self.cell(row, Field::Document)),
            group: self.cell(row, Field::Group).to_owned(),
            codes,
            text,
            coder: coder.unwrap_or_else(|| self.coder.to_owned()),
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
            let (code, what) = match width < wanted {
                true => (Code::ShortRecord, "fewer"),
                false => (Code::LongRecord, "more"),
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

fn many(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

fn one_line(text: &str) -> String {
    shown_name(text)
}

fn shortened(text: &str) -> String {
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
                which: format!("`{}`, filled in {}", shortened(name), many(filled, "row")),
                why: why.to_owned(),
            });
        }
    }
}

/// Makes themes, engagements, notes and tags of the segments.
fn build(segments: &[Segment], found: &Found, out: &mut Incoming) {
    let codes = themes(segments, out);
    let documents = documents(segments, found, out);
    let mut notes: BTreeMap<(String, &str, &str), String> = BTreeMap::new();
    let mut taken = Taken::default();
    let mut tags: BTreeSet<(String, String, Vec<String>, String)> = BTreeSet::new();
    let (mut twice, mut joined) = (0usize, BTreeSet::new());
    for segment in segments {
        let Some((engagement, title)) = documents.get(&document_key(segment)) else {
            continue;
        };
        let place = format!("{}:{}", out.source, segment.line);
        let key = (
            engagement.clone(),
            segment.text.as_str(),
            segment.position.as_str(),
        );
        let id = if let Some(id) = notes.get(&key) {
            joined.insert(id.clone());
            id.clone()
        } else {
            let made = digits(&[title, &segment.text, &segment.position]);
            let id = taken.free(&format!("{engagement}-{made}"));
            out.notes.push(IncomingNote {
                id: id.clone(),
                engagement: engagement.clone(),
                text: segment.text.clone(),
                place: place.clone(),
                ..IncomingNote::default()
            });
            notes.insert(key, id.clone());
            id
        };
        let themes: Vec<String> = segment
            .codes
            .iter()
            .filter_map(|path| codes.get(&path_key(path)).cloned())
            .collect();
        let said = (
            id.clone(),
            segment.coder.clone(),
            themes.clone(),
            segment.memo.clone(),
        );
        if themes.is_empty() {
            if !segment.memo.is_empty() {
                out.not_carried.push(NotCarried {
                    kind: "comment of a segment without a code".into(),
                    which: format!("{place}: {}", shortened(&segment.memo)),
                    why: "a memo belongs to a tag".into(),
                });
            }
        } else if tags.insert(said) {
            add_tag(segment, id, themes, place, out);
        } else {
            twice += 1;
        }
    }
    if twice > 0 {
        out.assumed.push(format!(
            "{} of what another row says too, counted once",
            many(twice, "row")
        ));
    }
    if !joined.is_empty() {
        out.assumed.push(format!(
            "{} of several rows: each is one note with the tags of all",
            many(joined.len(), "segment")
        ));
    }
}

/// A tag of a segment: one with those of the row before it where coder, memo and time are the same,
/// as Taguette writes a row for each tag of one highlight.
fn add_tag(
    segment: &Segment,
    note: String,
    themes: Vec<String>,
    place: String,
    out: &mut Incoming,
) {
    if let Some(last) = out.tags.last_mut()
        && last.note == note
        && last.coder == segment.coder
        && last.memo == segment.memo
        && last.time == segment.time
    {
        for theme in themes {
            if !last.themes.contains(&theme) {
                last.themes.push(theme);
            }
        }
        return;
    }
    out.tags.push(IncomingTag {
        coder: segment.coder.clone(),
        note,
        themes,
        memo: segment.memo.clone(),
        time: segment.time.clone(),
        place,
        ..IncomingTag::default()
    });
}

fn path_key(path: &[String]) -> Vec<String> {
    path.iter().map(|label| name_key(label)).collect()
}

/// The themes, parents before their children, each with a code made of its label; the code of each
/// path.
fn themes(segments: &[Segment], out: &mut Incoming) -> BTreeMap<Vec<String>, String> {
    let mut labels: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for path in segments.iter().flat_map(|s| &s.codes) {
        let key = path_key(path);
        for (depth, label) in (1..).zip(path) {
            labels
                .entry(key.get(..depth).unwrap_or_default().to_vec())
                .or_insert_with(|| label.clone());
        }
    }
    let mut codes: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut taken = Taken::default();
    for (key, label) in labels {
        let above = key.split_last().map_or(&[][..], |(_, above)| above);
        let parent = codes.get(above).cloned();
        let wanted = slug(&label);
        let free = match &parent {
            Some(parent) if taken.has(&wanted) => format!("{parent}-{wanted}"),
            _ => wanted.clone(),
        };
        let code = taken.free(&free);
        if code != wanted {
            out.assumed.push(format!(
                "the code “{label}” becomes the theme `{code}`, since another has `{wanted}`"
            ));
        }
        out.themes.push(IncomingTheme {
            code: code.clone(),
            label,
            parent,
            ..IncomingTheme::default()
        });
        codes.insert(key, code);
    }
    codes
}

fn document_key(segment: &Segment) -> (String, String) {
    (name_key(&segment.document), name_key(&segment.group))
}

/// The engagement of each document: its id, and its title.
fn documents(
    segments: &[Segment],
    found: &Found,
    out: &mut Incoming,
) -> BTreeMap<(String, String), (String, String)> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut first: BTreeMap<(String, String), &Segment> = BTreeMap::new();
    for segment in segments {
        let key = document_key(segment);
        groups
            .entry(key.0.clone())
            .or_default()
            .insert(key.1.clone());
        first.entry(key).or_insert(segment);
    }
    let mut taken = Taken::default();
    let mut ids = BTreeMap::new();
    let mut grouped = false;
    for (key, segment) in first {
        let several = groups.get(&key.0).is_some_and(|g| g.len() > 1);
        let group = shown_name(&segment.group);
        let title = match several && !group.is_empty() {
            true => format!("{group}: {}", segment.document),
            false => segment.document.clone(),
        };
        let id = taken.free(&slug(stem(&title)));
        let many = segment.group.trim().contains(['\n', '\r', ';']);
        if many {
            out.not_carried.push(NotCarried {
                kind: "groups of a document".into(),
                which: format!("{title}: {}", shortened(&segment.group)),
                why: "an engagement has one format".into(),
            });
        }
        let format = if many { String::new() } else { group };
        grouped |= !format.is_empty();
        out.engagements.push(IncomingEngagement {
            id: id.clone(),
            format,
            title: Some(title.clone()),
            ..IncomingEngagement::default()
        });
        ids.insert(key, (id, title));
    }
    out.assumed.push("each document is an engagement, and each segment a note of its own, also where segments overlap".into());
    if grouped {
        let name = found
            .position(Field::Group)
            .and_then(|i| found.names.get(i));
        let name = name.map_or("", String::as_str);
        out.assumed
            .push(format!("the format of an engagement is its `{name}`"));
    }
    ids
}

/// A name without the ending of a file.
fn stem(name: &str) -> &str {
    const ENDINGS: [&str; 9] = [
        "docx", "doc", "odt", "rtf", "txt", "pdf", "html", "md", "xlsx",
    ];
    match name.rsplit_once('.') {
        Some((stem, ending)) if ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e)) => stem,
        _ => name,
    }
}
