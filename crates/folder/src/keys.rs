//! Reads TOML tables key by key, with the place of each, and knows afterwards which keys nobody
//! asked for. Every fault is collected; serde would stop at the first.

use crate::lines::LineIndex;
use throughline_core::dates::Date;
use throughline_core::problem::{Code, Place, Problem, did_you_mean};
use throughline_ingest::dates::{self, no_date};
use throughline_ingest::faults::Faults;
use throughline_ingest::prepared::DateOrder;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A TOML file that is being read.
#[derive(Debug, Clone)]
pub struct Document<'t> {
    /// Its name in problems.
    pub file: &'t str,
    /// Its text.
    pub text: &'t str,
    lines: LineIndex,
}

impl<'t> Document<'t> {
    /// A file by its name and its text.
    #[must_use]
    pub fn new(file: &'t str, text: &'t str) -> Self {
        Self {
            file,
            text,
            lines: LineIndex::of(text),
        }
    }

    /// The place of a byte.
    #[must_use]
    pub fn place(&self, byte: usize) -> Place {
        let (line, column) = self.lines.place(self.text, byte);
        Place::at(self.file, line, column)
    }

    /// Parses the text; every syntax fault at once. The table is what could be made out.
    pub fn parse(&self, faults: &mut Faults) -> (DeTable<'t>, bool) {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let at = error.span().map_or(0, |s| s.start);
            faults.push(Problem::new(Code::Syntax, self.place(at), error.message()));
        }
        (table.into_inner(), errors.is_empty())
    }
}

/// A string with its place.
#[derive(Debug, Clone, Copy)]
pub struct Text<'d> {
    /// The string, trimmed.
    pub text: &'d str,
    /// The byte its value begins at.
    pub at: usize,
}

/// A table that is being read.
#[derive(Debug)]
pub struct Keys<'d, 't> {
    /// The file it is in.
    pub document: &'d Document<'t>,
    table: &'d DeTable<'t>,
    /// The byte it begins at.
    pub at: usize,
    /// As messages call it; blank for the file itself.
    name: String,
    known: Vec<&'static str>,
}

impl<'d, 't> Keys<'d, 't> {
    /// The whole file.
    #[must_use]
    pub fn root(document: &'d Document<'t>, table: &'d DeTable<'t>) -> Self {
        Self {
            document,
            table,
            at: 0,
            name: String::new(),
            known: Vec::new(),
        }
    }

    fn inner(&self, table: &'d DeTable<'t>, at: usize, key: &str) -> Self {
        let dot = if self.name.is_empty() { "" } else { "." };
        Self {
            document: self.document,
            table,
            at,
            name: format!("{}{dot}{key}", self.name),
            known: Vec::new(),
        }
    }

    /// The place of a byte of the file.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        self.document.place(at)
    }

    fn value(&mut self, key: &'static str) -> Option<&'d Spanned<DeValue<'t>>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// Whether a key is there.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// Whether the value of a key is a string.
    #[must_use]
    pub fn is_string(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|v| v.get_ref().is_str())
    }

    /// Whether the value of a key is a list with nothing in it.
    #[must_use]
    pub fn is_empty_list(&self, key: &str) -> bool {
        let list = self.table.get(key).and_then(|v| v.get_ref().as_array());
        list.is_some_and(|list| list.is_empty())
    }

    /// Whether the value of a key is a table.
    #[must_use]
    pub fn is_table(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|v| v.get_ref().is_table())
    }

    /// Says that a value is not what its key takes.
    pub fn bad(&self, at: usize, message: impl Into<String>, faults: &mut Faults) {
        faults.push(Problem::new(Code::BadValue, self.place(at), message));
    }

    fn wrong_kind(
        &self,
        key: &str,
        wanted: &str,
        value: &Spanned<DeValue<'t>>,
        faults: &mut Faults,
    ) {
        let found = value.get_ref().type_str();
        let message = format!("`{key}` must be {wanted}, not {}", with_article(found));
        self.bad(value.span().start, message, faults);
    }

    /// A string; nothing when the key is missing or its value blank.
    pub fn string(&mut self, key: &'static str, faults: &mut Faults) -> Option<Text<'d>> {
        let value = self.value(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_kind(key, "a string", value, faults);
            return None;
        };
        let text = Text {
            text: text.trim(),
            at: value.span().start,
        };
        (!text.text.is_empty()).then_some(text)
    }

    /// A string, owned.
    pub fn owned(&mut self, key: &'static str, faults: &mut Faults) -> Option<String> {
        self.string(key, faults).map(|t| t.text.to_owned())
    }

    /// A string that must be there.
    pub fn required(&mut self, key: &'static str, faults: &mut Faults) -> Option<Text<'d>> {
        let found = self.string(key, faults);
        if found.is_none() {
            match self.table.get(key) {
                None => self.missing(key, faults),
                Some(value) if value.get_ref().is_str() => {
                    self.bad(value.span().start, format!("`{key}` is blank"), faults);
                }
                Some(_) => {}
            }
        }
        found
    }

    fn missing(&self, key: &str, faults: &mut Faults) {
        let of = if self.name.is_empty() {
            self.document.file
        } else {
            &self.name
        };
        let message = format!("{of} has no `{key}`");
        let help = format!("add `{key} = \"…\"`");
        faults.push(Problem::new(Code::MissingKey, self.place(self.at), message).help(help));
    }

    /// A string that parses as an identifier and must be there.
    pub fn id<T>(&mut self, key: &'static str, faults: &mut Faults) -> Option<(T, Text<'d>)>
    where
        T: std::str::FromStr<Err = throughline_core::ids::IdError>,
    {
        let text = self.required(key, faults)?;
        match text.text.parse() {
            Ok(id) => Some((id, text)),
            Err(error) => {
                let place = self.place(text.at);
                faults.push(Problem::new(Code::BadId, place, error.to_string()));
                None
            }
        }
    }

    /// Strings of a list; a single string is a list of one.
    pub fn strings(&mut self, key: &'static str, faults: &mut Faults) -> Vec<Text<'d>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let single = std::slice::from_ref(value);
        let list = match value.get_ref() {
            DeValue::Array(array) => array.iter().as_slice(),
            DeValue::String(_) => single,
            _ => {
                self.wrong_kind(key, "a list of strings", value, faults);
                return Vec::new();
            }
        };
        let mut out = Vec::new();
        for value in list {
            match value.get_ref().as_str() {
                Some(text) => out.push(Text {
                    text: text.trim(),
                    at: value.span().start,
                }),
                None => self.wrong_kind(key, "a list of strings", value, faults),
            }
        }
        out
    }

    /// A table.
    pub fn table(&mut self, key: &'static str, faults: &mut Faults) -> Option<Keys<'d, 't>> {
        let value = self.value(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_kind(key, "a table", value, faults);
            return None;
        };
        Some(self.inner(table, value.span().start, key))
    }

    /// A list of tables.
    pub fn tables(&mut self, key: &'static str, faults: &mut Faults) -> Vec<Keys<'d, 't>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            let wanted = format!("a list of tables (`[[{key}]]`)");
            self.wrong_kind(key, &wanted, value, faults);
            return Vec::new();
        };
        let mut out = Vec::new();
        for value in array {
            match value.get_ref().as_table() {
                Some(table) => out.push(self.inner(table, value.span().start, key)),
                None => self.wrong_kind(key, "a list of tables", value, faults),
            }
        }
        out
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str, faults: &mut Faults) -> Option<(i64, usize)> {
        let value = self.value(key)?;
        let number = value.get_ref().as_integer().and_then(|n| {
            let digits = n.as_str().replace('_', "");
            i64::from_str_radix(&digits, n.radix()).ok()
        });
        if number.is_none() {
            self.wrong_kind(key, "a whole number", value, faults);
        }
        number.map(|n| (n, value.span().start))
    }

    /// Yes or no.
    pub fn boolean(&mut self, key: &'static str, faults: &mut Faults) -> Option<bool> {
        let value = self.value(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_kind(key, "true or false", value, faults);
        }
        found
    }

    /// A date, written as a TOML date or as a string.
    pub fn date(&mut self, key: &'static str, faults: &mut Faults) -> Option<Date> {
        let value = self.value(key)?;
        let text = match value.get_ref() {
            DeValue::Datetime(datetime) => datetime.date.map(|d| d.to_string()),
            DeValue::String(text) if text.trim().is_empty() => return None,
            DeValue::String(text) => Some(text.trim().to_owned()),
            _ => {
                self.wrong_kind(key, "a date", value, faults);
                return None;
            }
        };
        let date = text
            .as_deref()
            .and_then(|t| dates::read(t, DateOrder::default()));
        let date = date.map(|day| day.date);
        if date.is_none() {
            let place = self.place(value.span().start);
            let text = text.as_deref().unwrap_or("a time");
            faults.push(no_date(text, place));
        }
        date
    }

    /// The keys and strings of a table that maps words to words, but for keys that were asked for before.
    pub fn pairs(&mut self, faults: &mut Faults) -> Vec<(Text<'d>, Text<'d>)> {
        let mut out = Vec::new();
        for (key, value) in self.table {
            let name: &str = key.get_ref();
            if self.known.contains(&name) {
                continue;
            }
            match value.get_ref().as_str() {
                Some(text) => out.push((
                    Text {
                        text: name,
                        at: key.span().start,
                    },
                    Text {
                        text: text.trim(),
                        at: value.span().start,
                    },
                )),
                None => self.wrong_kind(name, "a string", value, faults),
            }
        }
        out
    }

    /// Reports the keys that were not asked for.
    pub fn finish(self, faults: &mut Faults) {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if self.known.contains(&name) {
                continue;
            }
            let of = if self.name.is_empty() {
                String::new()
            } else {
                format!(" in `{}`", self.name)
            };
            let problem = Problem::new(
                Code::UnknownKey,
                self.place(key.span().start),
                format!("unknown key `{name}`{of}; it is not read"),
            );
            let advice = faults.advises(Code::UnknownKey);
            let absent = self
                .known
                .iter()
                .copied()
                .filter(|k| advice && !self.has(k));
            faults.push(match did_you_mean(name, absent) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem,
            });
        }
    }
}

/// Says that a word is none of those known, with the nearest of them or all of them.
#[must_use]
pub fn unknown_word(code: Code, place: Place, what: &str, word: &str, known: &[&str]) -> Problem {
    let problem = Problem::new(code, place, format!("unknown {what} `{word}`"));
    match did_you_mean(word, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => problem,
        None => {
            let shown: Vec<String> = known.iter().take(12).map(|w| format!("`{w}`")).collect();
            let more = if known.len() > 12 { ", …" } else { "" };
            problem.help(format!("known: {}{more}", shown.join(", ")))
        }
    }
}

fn with_article(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {kind}")
}
