//! Themes in findings.toml: names changed where they stand, every other byte as it was.

use super::ThemeEditError;
use super::substitute::{Named, Substitution};
use crate::findings::FILE;
use crate::lines::LineIndex;
use std::ops::Range;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::check;
use toml_edit::{Document, Item, TableLike, Value};

/// The keys of a selection's themes.
const ASKED: [&str; 2] = ["any", "all"];
const EXCLUDED: &str = "none";

/// The bytes with other names of themes, and how many places changed; nothing where none did.
///
/// # Errors
/// The file is not TOML.
pub fn rewrite(
    bytes: &[u8],
    substitution: &Substitution,
    remarks: &mut Vec<String>,
) -> Result<Option<(Vec<u8>, usize)>, ThemeEditError> {
    let text = check::text(bytes, FILE)?;
    let lines = LineIndex::of(text);
    let place = |byte: usize| {
        let (line, column) = lines.place(text, byte);
        Place::at(FILE, line, column)
    };
    let document = Document::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        Problem::new(Code::Syntax, place(at), error.message())
    })?;
    let mut edits = Edits {
        text,
        substitution,
        splices: Vec::new(),
        places: 0,
        contradictions: Vec::new(),
    };
    for finding in tables(document.get("finding")) {
        edits.statement(finding);
    }
    for (at, theme) in &edits.contradictions {
        remarks.push(format!(
            "{}: the selection asks for `{theme}` and excludes it, so no note fits",
            place(*at)
        ));
    }
    if edits.places == 0 {
        return Ok(None);
    }
    let mark = bytes.len() - text.len();
    let mut out = bytes.get(..mark).unwrap_or_default().to_vec();
    edits.splices.sort_by_key(|(range, _)| range.start);
    let mut done = 0;
    for (range, new) in &edits.splices {
        out.extend_from_slice(text.get(done..range.start).unwrap_or_default().as_bytes());
        out.extend_from_slice(new.as_bytes());
        done = range.end;
    }
    out.extend_from_slice(text.get(done..).unwrap_or_default().as_bytes());
    Ok(Some((out, edits.places)))
}

/// The tables of a list of tables, however it is written.
fn tables(item: Option<&Item>) -> Vec<&dyn TableLike> {
    let Some(item) = item else { return Vec::new() };
    if let Some(list) = item.as_array_of_tables() {
        return list.iter().map(|table| table as &dyn TableLike).collect();
    }
    let values = item.as_array().into_iter().flatten();
    let tables = values.filter_map(Value::as_inline_table);
    tables.map(|table| table as &dyn TableLike).collect()
}

/// What is changed in the text.
struct Edits<'a> {
    text: &'a str,
    substitution: &'a Substitution,
    splices: Vec<(Range<usize>, String)>,
    places: usize,
    /// Where a selection asks for a theme that it excludes since themes were merged.
    contradictions: Vec<(usize, String)>,
}

impl Edits<'_> {
    /// A finding or a point, and what stands beneath it.
    fn statement(&mut self, table: &dyn TableLike) {
        self.list(table.get("themes"));
        for claim in tables(table.get("claim")) {
            self.selection(claim);
            for inner in ["base", "than"] {
                if let Some(inner) = claim.get(inner).and_then(Item::as_table_like) {
                    self.selection(inner);
                }
            }
        }
        for point in tables(table.get("point")) {
            self.statement(point);
        }
    }

    fn selection(&mut self, table: &dyn TableLike) {
        let Some(themes) = table.get("themes") else {
            return;
        };
        let Some(lists) = themes.as_table_like() else {
            self.list(Some(themes));
            return;
        };
        let before = self.places;
        for key in ASKED.into_iter().chain([EXCLUDED]) {
            self.list(lists.get(key));
        }
        if self.places == before {
            return;
        }
        let asked: Vec<_> = ASKED.iter().flat_map(|k| strings(lists.get(k))).collect();
        let after = |name: &str| self.substitution.after(name);
        let twice = strings(lists.get(EXCLUDED)).into_iter().find(|excluded| {
            let theme = after(excluded.1);
            theme.is_some() && asked.iter().any(|a| after(a.1) == theme)
        });
        if let Some((at, name)) = twice {
            let name = match self.substitution.list(&[name]).first() {
                Some(Named::Written(new)) => (*new).to_owned(),
                _ => name.to_owned(),
            };
            self.contradictions.push((at.start, name));
        }
    }

    /// A list of themes, or one.
    fn list(&mut self, item: Option<&Item>) {
        let found = strings(item);
        let names: Vec<&str> = found.iter().map(|(_, name)| name.trim()).collect();
        let spans: Vec<Range<usize>> = found.iter().map(|(span, _)| span.clone()).collect();
        let substitution = self.substitution;
        let mut gone = Vec::new();
        for (index, named) in substitution.list(&names).into_iter().enumerate() {
            let Some(span) = spans.get(index) else {
                continue;
            };
            match named {
                Named::Kept => continue,
                Named::Written(new) => {
                    let new = self.written(new, span);
                    self.splices.push((span.clone(), new));
                }
                Named::Gone => gone.push(index),
            }
            self.places += 1;
        }
        for index in gone.iter().rev() {
            let range = self.with_its_comma(&spans, *index);
            self.splices.push((range, String::new()));
        }
    }

    /// A name in the quotes that stood there, or in double ones where it needs them.
    fn written(&self, name: &str, span: &Range<usize>) -> String {
        let before = self.text.get(span.clone()).unwrap_or_default();
        if before.starts_with('\'') && !name.contains('\'') {
            return format!("'{name}'");
        }
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    }

    /// What goes with an element of a list: itself and the comma that parts it from the next. The
    /// comments of those that stay are kept.
    fn with_its_comma(&self, spans: &[Range<usize>], index: usize) -> Range<usize> {
        let Some(span) = spans.get(index).cloned() else {
            return 0..0;
        };
        if let Some(next) = spans.get(index + 1) {
            return span.start..next.start;
        }
        let end = self.comma_after(span.end).unwrap_or(span.end);
        let previous = index.checked_sub(1).and_then(|i| spans.get(i));
        let between = previous.map_or("", |p| self.text.get(p.end..span.start).unwrap_or_default());
        match previous {
            Some(previous) if !between.contains(['#', '\n']) => {
                // `["a", "b"]` loses the comma before; a comma at the end stays where it was.
                previous.end..span.end
            }
            _ => span.start..end,
        }
    }

    /// Past the comma that follows an element, if one does.
    fn comma_after(&self, from: usize) -> Option<usize> {
        let mut in_comment = false;
        for (at, c) in self.text.get(from..)?.char_indices() {
            match c {
                '\n' => in_comment = false,
                _ if in_comment => {}
                '#' => in_comment = true,
                ',' => return Some(from + at + 1),
                c if c.is_whitespace() => {}
                _ => return None,
            }
        }
        None
    }
}

/// The strings of a list, or the one, each with where it stands.
fn strings(item: Option<&Item>) -> Vec<(Range<usize>, &str)> {
    let Some(value) = item.and_then(Item::as_value) else {
        return Vec::new();
    };
    let single = std::slice::from_ref(value);
    let array = value.as_array().map(|a| a.iter().collect::<Vec<_>>());
    let values = array.unwrap_or_else(|| single.iter().collect());
    let strings = values
        .into_iter()
        .filter_map(|v| Some((v.span()?, v.as_str()?)));
    strings.collect()
}
