//! Rows of a review's tables as they are written: a table of its own, or rows added to the end of
//! one that is there, whose bytes stay as they are.
//!
//! A table that lacks a column which a new row needs gets it as its last column; its rows get a blank
//! cell, and keep every byte before it. Nothing is neutralised for spreadsheets here: what is written
//! is read again by this crate, and a text must come back as it went in.

use crate::organisations::optional;
use crate::tags::{self, TagRow};
use crate::{coders, engagements, organisations, settings, themes};
use std::collections::BTreeSet;
use thiserror::Error;
use throughline_core::dates::DateRange;
use throughline_core::names::name_key;
use throughline_core::stance::Stance;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::{Column, Header, Renamed};
use throughline_ingest::records::Records;
use throughline_ingest::table::Table;

/// The path of `review.toml` in a review folder.
pub const SETTINGS: &str = settings::FILE;
/// The path of the codebook.
pub const CODEBOOK: &str = themes::FILE;
/// The path of the list of organisations.
pub const ORGANISATIONS: &str = organisations::FILE;
/// The path of the list of engagements.
pub const ENGAGEMENTS: &str = engagements::FILE;
/// The folder of the notes files.
pub const NOTES: &str = "notes";
/// The folder of the coders' files.
pub const TAGS: &str = coders::FOLDER;
/// The coder of the themes column of the notes, whose name no coder's file can have.
pub const NOTES_CODER: &str = coders::NOTES_CODER;

/// A row: the cells that are not blank, each with the name of its column.
pub type Cells = Vec<(&'static str, String)>;

/// Something that is one row of a table.
pub trait Row {
    /// The columns of the table where it is new, in their order.
    const COLUMNS: &'static [&'static str];

    /// The cells that are not blank.
    fn cells(&self) -> Cells;
}

/// A row of the codebook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeRow {
    /// The code.
    pub code: String,
    /// The label.
    pub label: String,
    /// The label inside a sentence; blank where it is the label.
    pub phrase: String,
    /// The code of the theme above it; blank at the top.
    pub parent: String,
    /// What it means.
    pub definition: String,
    /// When to use it.
    pub include: String,
    /// When not to.
    pub exclude: String,
    /// Words that point to it.
    pub keywords: Vec<String>,
}

/// A row of the list of engagements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EngagementRow {
    /// The id.
    pub id: String,
    /// What it was.
    pub format: String,
    /// The title; blank for none.
    pub title: String,
    /// The days.
    pub dates: Option<DateRange>,
    /// Who was there.
    pub organisations: Vec<String>,
}

/// A row of the list of organisations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrganisationRow {
    /// The name.
    pub name: String,
}

/// A row of a notes file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteRow {
    /// The id.
    pub id: String,
    /// The id of its engagement; blank for none.
    pub engagement: String,
    /// The format of its engagement, where engagements.csv does not say it.
    pub format: String,
    /// The date of its engagement, where engagements.csv does not say it.
    pub date: String,
    /// Names of organisations.
    pub organisations: Vec<String>,
    /// Its part; blank for none.
    pub part: String,
    /// Its question; blank for none.
    pub question: String,
    /// Codes of the themes column.
    pub themes: Vec<String>,
    /// The stance of the themes column.
    pub stance: Stance,
    /// The text.
    pub text: String,
    /// Whether it is verbatim, where that is known.
    pub verbatim: Option<bool>,
    /// Whether it may be quoted, where that is known.
    pub quotable: Option<bool>,
    /// Its language; blank for the review's.
    pub language: String,
}

fn filled(cells: impl IntoIterator<Item = (&'static str, String)>) -> Cells {
    cells
        .into_iter()
        .filter(|(_, cell)| !cell.is_empty())
        .collect()
}

fn stance(stance: Stance) -> String {
    match stance {
        Stance::NotStated => String::new(),
        stated => stated.word().to_owned(),
    }
}

fn yes_no(word: Option<bool>) -> String {
    word.map_or("", |yes| if yes { "yes" } else { "no" })
        .to_owned()
}

impl Row for ThemeRow {
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "label",
        "phrase",
        "parent",
        "definition",
        "include",
        "exclude",
        "keywords",
    ];

    fn cells(&self) -> Cells {
        filled([
            ("code", self.code.clone()),
            ("label", self.label.clone()),
            ("phrase", self.phrase.clone()),
            ("parent", self.parent.clone()),
            ("definition", self.definition.clone()),
            ("include", self.include.clone()),
            ("exclude", self.exclude.clone()),
            ("keywords", self.keywords.join(";")),
        ])
    }
}

impl Row for EngagementRow {
    const COLUMNS: &'static [&'static str] = &[
        "engagement_id",
        "engagement_type",
        "title",
        "date",
        "date_from",
        "date_to",
        "organisations",
    ];

    fn cells(&self) -> Cells {
        let one = self.dates.filter(|d| d.from() == d.to());
        let several = self.dates.filter(|d| d.from() != d.to());
        filled([
            ("engagement_id", self.id.clone()),
            ("engagement_type", self.format.clone()),
            ("title", self.title.clone()),
            (
                "date",
                one.map(|d| d.from().to_string()).unwrap_or_default(),
            ),
            (
                "date_from",
                several.map(|d| d.from().to_string()).unwrap_or_default(),
            ),
            (
                "date_to",
                several.map(|d| d.to().to_string()).unwrap_or_default(),
            ),
            ("organisations", self.organisations.join(";")),
        ])
    }
}

impl Row for OrganisationRow {
    const COLUMNS: &'static [&'static str] = &["organisation"];

    fn cells(&self) -> Cells {
        filled([("organisation", self.name.clone())])
    }
}

impl Row for NoteRow {
    const COLUMNS: &'static [&'static str] = &[
        "note_id",
        "engagement_id",
        "engagement_type",
        "date",
        "organisation",
        "part",
        "question",
        "themes",
        "stance",
        "text",
        "verbatim",
        "quotable",
        "lang",
    ];

    fn cells(&self) -> Cells {
        filled([
            ("note_id", self.id.clone()),
            ("engagement_id", self.engagement.clone()),
            ("engagement_type", self.format.clone()),
            ("date", self.date.clone()),
            ("organisation", self.organisations.join(";")),
            ("part", self.part.clone()),
            ("question", self.question.clone()),
            ("themes", self.themes.join(";")),
            ("stance", stance(self.stance)),
            ("text", self.text.clone()),
            ("verbatim", yes_no(self.verbatim)),
            ("quotable", yes_no(self.quotable)),
            ("lang", self.language.clone()),
        ])
    }
}

impl Row for TagRow {
    const COLUMNS: &'static [&'static str] = &[
        "note_id", "themes", "stance", "excerpt", "start", "end", "memo", "time",
    ];

    fn cells(&self) -> Cells {
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        filled([
            ("note_id", self.note_id.clone()),
            ("themes", self.themes.join(";")),
            ("stance", stance(self.stance)),
            ("excerpt", self.excerpt.clone()),
            ("start", number(self.span.map(|s| s.0))),
            ("end", number(self.span.map(|s| s.1))),
            ("memo", self.memo.clone()),
            ("time", self.time.clone()),
        ])
    }
}

/// Why rows cannot be added to a table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AddError {
    /// The table's header cannot be read.
    #[error("{0}: the header cannot be read, so no row can be added")]
    Header(String),
}

/// The bytes of a table with rows at its end. `before` is what it holds; without it the table is new.
/// No rows change nothing.
///
/// ```
/// use throughline_folder::rows::{ThemeRow, added};
/// let row = ThemeRow { code: "cost".into(), label: "Cost".into(), parent: "value".into(), ..ThemeRow::default() };
/// let before = b"label,code,ours\nValue,value,x\n";
/// assert_eq!(
///     added("codebook.csv", Some(before), &[row])?,
///     b"label,code,ours,parent\nValue,value,x,\nCost,cost,,value\n",
/// );
/// # Ok::<(), throughline_folder::rows::AddError>(())
/// ```
///
/// # Errors
/// [`AddError`]: the table that is there has no header that can be read.
pub fn added<R: Row>(file: &str, before: Option<&[u8]>, rows: &[R]) -> Result<Vec<u8>, AddError> {
    let Some(before) = before else {
        return Ok(new_table(rows));
    };
    if rows.is_empty() {
        return Ok(before.to_vec());
    }
    let body = before.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(before);
    let mark = before.len() - body.len();
    let mut records = Records::new(body, 1);
    let columns: Vec<Column> = R::COLUMNS.iter().map(|name| optional(name)).collect();
    let header = records
        .advance()
        .then(|| Header::read(&records, file, &columns, &Renamed::new(), &mut |_| {}))
        .flatten()
        .ok_or_else(|| AddError::Header(file.to_owned()))?;
    let cells: Vec<Cells> = rows.iter().map(Row::cells).collect();
    let used: BTreeSet<&str> = cells.iter().flatten().map(|(name, _)| *name).collect();
    let at = |name: &str| {
        let column = R::COLUMNS.iter().position(|c| *c == name);
        column.and_then(|c| header.position(c))
    };
    let missing: Vec<&str> = R::COLUMNS
        .iter()
        .copied()
        .filter(|name| used.contains(name) && at(name).is_none())
        .collect();
    let mut out = before.get(..mark).unwrap_or_default().to_vec();
    out.extend(widened(body, &missing));
    let line_end = line_end(body);
    if !out.ends_with(b"\n") && !out.ends_with(b"\r") {
        out.extend_from_slice(line_end);
    }
    let width = header.len() + missing.len();
    for row in &cells {
        let mut fields = vec![""; width];
        for (name, cell) in row {
            let added = missing
                .iter()
                .position(|m| m == name)
                .map(|i| header.len() + i);
            if let Some(slot) = at(name).or(added).and_then(|i| fields.get_mut(i)) {
                *slot = cell;
            }
        }
        out.extend(record(&fields));
        out.extend_from_slice(line_end);
    }
    Ok(out)
}

fn new_table<R: Row>(rows: &[R]) -> Vec<u8> {
    let mut out = record(R::COLUMNS);
    out.push(b'\n');
    for row in rows {
        let cells = row.cells();
        let fields: Vec<&str> = R::COLUMNS
            .iter()
            .map(|name| {
                cells
                    .iter()
                    .find(|(n, _)| n == name)
                    .map_or("", |(_, c)| c.as_str())
            })
            .collect();
        out.extend(record(&fields));
        out.push(b'\n');
    }
    out
}

/// A table with more columns at its end, each record as it stood but for them.
fn widened(body: &[u8], missing: &[&str]) -> Vec<u8> {
    if missing.is_empty() {
        return body.to_vec();
    }
    let mut out = Vec::with_capacity(body.len());
    let mut records = Records::new(body, 1);
    let (mut copied, mut first) = (0, true);
    while records.advance() {
        let end = records.start() + records.raw().len();
        out.extend_from_slice(body.get(copied..end).unwrap_or_default());
        copied = end;
        for name in missing {
            out.push(b',');
            if first {
                out.extend_from_slice(name.as_bytes());
            }
        }
        first = false;
    }
    out.extend_from_slice(body.get(copied..).unwrap_or_default());
    out
}

fn line_end(body: &[u8]) -> &'static [u8] {
    match body.iter().position(|b| matches!(b, b'\n' | b'\r')) {
        Some(at) if body.get(at) == Some(&b'\n') => b"\n",
        Some(at) if body.get(at + 1) == Some(&b'\n') => b"\r\n",
        Some(_) => b"\r",
        None => b"\n",
    }
}

/// A record without its line end.
fn record(fields: &[&str]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(fields);
    let mut bytes = writer.into_inner().unwrap_or_default();
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    }
    bytes
}

/// Whether a notes file is one that [`NoteRow`]s are added to as they are: its header is theirs.
#[must_use]
pub fn is_notes_table(bytes: &[u8]) -> bool {
    let header = record(NoteRow::COLUMNS);
    bytes
        .strip_prefix(header.as_slice())
        .is_some_and(|rest| rest.starts_with(b"\n"))
}

/// The keys ([`name_key`]) of every name and alias in the list of organisations.
#[must_use]
pub fn organisation_keys(bytes: &[u8]) -> BTreeSet<String> {
    let columns = [
        optional("organisation"),
        optional("name"),
        optional("aliases"),
    ];
    let mut faults = Faults::new(false);
    let mut keys = BTreeSet::new();
    if let Some(table) = Table::of_bytes(bytes.to_vec(), ORGANISATIONS, &columns, &mut faults) {
        table.for_each(&mut faults, |row, _| {
            keys.extend([0, 1].map(|column| name_key(&row.cell(column))));
            keys.extend(row.values(2).iter().map(|alias| name_key(alias)));
        });
    }
    keys
}

/// Whether review.toml says which parts there are, so that notes may name no other.
#[must_use]
pub fn defines_parts(settings: &[u8]) -> bool {
    std::str::from_utf8(settings)
        .ok()
        .and_then(|text| {
            text.trim_start_matches('\u{feff}')
                .parse::<toml::Table>()
                .ok()
        })
        .is_some_and(|table| table.contains_key("part"))
}

/// The review.toml of a new review.
///
/// ```
/// assert_eq!(throughline_folder::rows::new_settings("A \"review\""), "title = \"A \\\"review\\\"\"\n");
/// ```
#[must_use]
pub fn new_settings(title: &str) -> String {
    format!("title = {}\n", toml::Value::String(title.to_owned()))
}

/// The path of a coder's file.
#[must_use]
pub fn coder_path(stem: &str) -> String {
    stem.parse()
        .map_or_else(|_| format!("{TAGS}/{stem}.csv"), |coder| tags::path(&coder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_added_in_the_manner_of_the_table() {
        let row = |id: &str, text: &str| NoteRow {
            id: id.into(),
            text: text.into(),
            ..NoteRow::default()
        };
        for (before, after) in [
            ("text,note_id\r\na,N1", "text,note_id\r\na,N1\r\n=b,N2\r\n"),
            (
                "\u{feff}note_id,text\rN1,a\r",
                "\u{feff}note_id,text\rN1,a\rN2,=b\r",
            ),
            (
                "note_id,text\n\"N,1\",\"a\nb\"\n\n",
                "note_id,text\n\"N,1\",\"a\nb\"\n\nN2,=b\n",
            ),
            ("Note ID\nN1\n", "Note ID,text\nN1,\nN2,=b\n"),
        ] {
            let got = added("notes/a.csv", Some(before.as_bytes()), &[row("N2", "=b")]).unwrap();
            assert_eq!(String::from_utf8(got).unwrap(), after);
        }
        let none: [NoteRow; 0] = [];
        assert_eq!(added("n.csv", Some(b""), &none).unwrap(), b"");
        assert!(added("n.csv", Some(b"\n"), &[row("N2", "b")]).is_err());
    }

    #[test]
    fn a_new_table_is_known_again() {
        let none: [NoteRow; 0] = [];
        let bytes = added("notes/a.csv", None, &none).unwrap();
        assert!(is_notes_table(&bytes));
        assert!(!is_notes_table(b"note_id,text\n"));
    }
}
