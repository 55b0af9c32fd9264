//! `findings.toml`: findings, their points, and what each rests on.

use crate::claims::{Lookup, claim, stances};
use crate::coders::unknown_note;
use crate::keys::{Document, Keys, Text};
use crate::parts::stands_twice;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::findings::{Finding, Point, Quote, Statement, TextAt};
use throughline_core::ids::{FindingId, PointId};
use throughline_core::notes::{NoteIndex, Notes, TextError, Texts};
use throughline_core::problem::{Code, Problem};
use throughline_ingest::check;
use throughline_ingest::faults::Faults;
use toml::de::{DeTable, DeValue};

/// Its name in a review folder.
pub const FILE: &str = "findings.toml";

/// How deep points may stand under points.
const POINT_LEVELS: usize = 2;

/// The notes that findings name.
struct Named<'a> {
    notes: &'a Notes,
    indices: BTreeMap<String, NoteIndex>,
    /// Whether all notes could be read, so that one that is not there does not exist.
    complete: bool,
}

/// A quotation that is still to be looked up in its note.
struct Quoted {
    note: NoteIndex,
    id: String,
    text: String,
    at: usize,
}

/// Reads findings.toml. A note is only said not to be there when the notes are `complete`.
///
/// # Errors
/// The text of a note that is quoted cannot be read again.
pub fn read(
    bytes: &[u8],
    lookup: &Lookup<'_>,
    notes: &Notes,
    complete: bool,
    texts: &dyn Texts,
    faults: &mut Faults,
) -> Result<Vec<Finding>, TextError> {
    let text = match check::text(bytes, FILE) {
        Ok(text) => text,
        Err(problem) => {
            faults.push(problem);
            return Ok(Vec::new());
        }
    };
    let document = Document::new(FILE, text);
    let (table, sound) = document.parse(faults);
    if !sound {
        return Ok(Vec::new());
    }
    let mut reader = Reader {
        lookup,
        named: Named {
            notes,
            indices: indices(&table, notes),
            complete,
        },
        quoted: Vec::new(),
    };
    let mut keys = Keys::root(&document, &table);
    let mut findings = Vec::new();
    let mut ids = BTreeSet::new();
    for table in keys.tables("finding", faults) {
        findings.extend(reader.finding(table, &mut ids, faults));
    }
    keys.finish(faults);
    let quoted = reader.quoted;
    check_quotes(&quoted, &document, notes, texts, faults)?;
    Ok(findings)
}

/// The index of each note that is pinned or quoted: the ids are gone through once.
fn indices(table: &DeTable<'_>, notes: &Notes) -> BTreeMap<String, NoteIndex> {
    let mut wanted = BTreeSet::new();
    for (key, value) in table {
        collect_notes(key.get_ref(), value.get_ref(), &mut wanted);
    }
    let mut found = BTreeMap::new();
    if wanted.is_empty() {
        return found;
    }
    for index in notes.indices() {
        let id = notes.ids.get(index as usize);
        if wanted.contains(id) {
            found.insert(id.to_owned(), index);
        }
    }
    found
}

fn collect_notes<'a>(key: &str, value: &'a DeValue<'_>, wanted: &mut BTreeSet<&'a str>) {
    match value {
        DeValue::String(text) if key == "note" || key == "evidence" => {
            wanted.insert(text.trim());
        }
        DeValue::Array(array) => {
            for value in array {
                collect_notes(key, value.get_ref(), wanted);
            }
        }
        DeValue::Table(table) => {
            for (key, value) in table {
                collect_notes(key.get_ref(), value.get_ref(), wanted);
            }
        }
        _ => {}
    }
}

impl Named<'_> {
    fn index(&self, id: Text<'_>, keys: &Keys<'_, '_>, faults: &mut Faults) -> Option<NoteIndex> {
        let found = self.indices.get(id.text).copied();
        if found.is_none() && faults.is_at_fault(id.text) {
            if faults.rejects_rows() {
                let message = format!("the note `{}` was set aside; it is not used here", id.text);
                faults.push(Problem::new(Code::RejectedRows, keys.place(id.at), message));
            }
        } else if found.is_none() && self.complete {
            let place = keys.place(id.at);
            let advice = faults.advises(Code::UnknownNote);
            faults.push(unknown_note(id.text, advice, place, &self.notes.ids));
        }
        found
    }
}

struct Reader<'a> {
    lookup: &'a Lookup<'a>,
    named: Named<'a>,
    quoted: Vec<Quoted>,
}

impl Reader<'_> {
    fn finding(
        &mut self,
        mut keys: Keys<'_, '_>,
        ids: &mut BTreeSet<String>,
        faults: &mut Faults,
    ) -> Option<Finding> {
        let id = keys.id::<FindingId>("id", faults);
        if let Some((id, text)) = &id
            && !ids.insert(id.to_string())
        {
            faults.push(stands_twice("finding", id.as_str(), keys.place(text.at)));
        }
        let part = keys.string("part", faults);
        let part = part.and_then(|p| self.lookup.part(p, &keys, faults));
        let title = keys.string("title", faults);
        let title_at = text_at(&keys, title);
        let statement = self.statement("statement", &mut keys, faults);
        let mut point_ids = BTreeSet::new();
        let points = self.points(&mut keys, 1, &mut point_ids, faults);
        keys.finish(faults);
        let statement = statement?;
        Some(Finding {
            id: id?.0,
            part,
            title: title.map_or_else(|| statement.text.clone(), |t| t.text.to_owned()),
            title_at,
            statement,
            points,
        })
    }

    fn points(
        &mut self,
        keys: &mut Keys<'_, '_>,
        level: usize,
        ids: &mut BTreeSet<String>,
        faults: &mut Faults,
    ) -> Vec<Point> {
        let mut points = Vec::new();
        for mut keys in keys.tables("point", faults) {
            if level > POINT_LEVELS {
                let message = "points stand under points one level deep, no deeper";
                keys.bad(keys.at, message, faults);
                continue;
            }
            let id = keys.id::<PointId>("id", faults);
            if let Some((id, text)) = &id
                && !ids.insert(id.to_string())
            {
                faults.push(stands_twice("point", id.as_str(), keys.place(text.at)));
            }
            let statement = self.statement("text", &mut keys, faults);
            let inner = self.points(&mut keys, level + 1, ids, faults);
            keys.finish(faults);
            if let (Some((id, _)), Some(statement)) = (id, statement) {
                points.push(Point {
                    id,
                    statement,
                    points: inner,
                });
            }
        }
        points
    }

    fn statement(
        &mut self,
        key: &'static str,
        keys: &mut Keys<'_, '_>,
        faults: &mut Faults,
    ) -> Option<Statement> {
        let text = keys.required(key, faults);
        let themes = self.lookup.themes("themes", keys, faults);
        let stance = stances(keys, faults);
        let mut evidence = Vec::new();
        for id in keys.strings("evidence", faults) {
            evidence.extend(self.named.index(id, keys, faults));
        }
        let mut met = BTreeSet::new();
        evidence.retain(|note| met.insert(*note));
        let quote = self.quote(keys, faults);
        let mut claims = Vec::new();
        for keys in keys.tables("claim", faults) {
            claims.extend(claim(self.lookup, keys, text.map(|t| t.text), faults));
        }
        Some(Statement {
            text: text?.text.to_owned(),
            themes,
            stance,
            claims,
            evidence,
            quote,
            at: text_at(keys, text),
        })
    }

    fn quote(&mut self, keys: &mut Keys<'_, '_>, faults: &mut Faults) -> Option<Quote> {
        let mut table = keys.table("quote", faults)?;
        let note = table.required("note", faults);
        let text = table.required("text", faults);
        let attribution = table.owned("attribution", faults);
        let index = note.and_then(|id| self.named.index(id, &table, faults));
        let table_place = text.map(|t| table.place(t.at)).unwrap_or_default();
        table.finish(faults);
        let (note, text, index) = (note?, text?, index?);
        self.quoted.push(Quoted {
            note: index,
            id: note.text.to_owned(),
            text: text.text.to_owned(),
            at: text.at,
        });
        Some(Quote {
            note: index,
            text: text.text.to_owned(),
            attribution,
            at: table_place,
        })
    }
}

/// Where a text stands; its columns can be counted when it is written as it is read.
fn text_at(keys: &Keys<'_, '_>, text: Option<Text<'_>>) -> TextAt {
    let Some(text) = text else {
        return TextAt::default();
    };
    let written = keys.document.text.get(text.at + 1..).unwrap_or_default();
    let literal = written.starts_with(text.text);
    TextAt {
        place: keys.place(text.at + usize::from(literal)),
        literal,
    }
}

/// A quotation stands in its note, and the note may be quoted.
fn check_quotes(
    quoted: &[Quoted],
    document: &Document<'_>,
    notes: &Notes,
    texts: &dyn Texts,
    faults: &mut Faults,
) -> Result<(), TextError> {
    let places: Vec<_> = quoted
        .iter()
        .filter_map(|q| notes.places.get(q.note as usize).copied())
        .collect();
    for (quote, text) in quoted.iter().zip(texts.read(&places)?) {
        let id = &quote.id;
        let flags = notes.flags.get(quote.note as usize).copied();
        let mut bad = |message: String, help: &str| {
            let place = document.place(quote.at);
            faults.push(Problem::new(Code::BadQuote, place, message).help(help));
        };
        if !flags.unwrap_or_default().quotable {
            bad(
                format!("the note `{id}` may not be quoted"),
                "quote a note whose `quotable` is yes",
            );
        }
        if !folded(&text).contains(&folded(&quote.text)) {
            bad(
                format!("the words do not stand in the note `{id}`"),
                "quote the note word for word; line breaks and the shape of quotation marks do not matter",
            );
        }
    }
    Ok(())
}

/// A text with runs of white space as one space and straight quotation marks.
fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .replace(['\u{2018}', '\u{2019}'], "'")
        .replace(['\u{201c}', '\u{201d}'], "\"")
}
