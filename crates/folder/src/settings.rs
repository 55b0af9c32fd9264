//! `review.toml`: what the review is about, and how it counts, words and discloses.

use crate::OpenOptions;
use crate::keys::{Document, Keys, Text, unknown_word};
use crate::parts::Parts;
use std::collections::BTreeMap;
use throughline_core::dates::DateRange;
use throughline_core::ids::CoderId;
use throughline_core::problem::{Code, Place, Problem};
use throughline_core::review::{
    About, Attribution, Audience, CoderPolicy, Counting, Disclosure, Level, Notice, Noun,
};
use throughline_core::wording::Scale;
use throughline_ingest::check;
use throughline_ingest::dates::{self, no_date};
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Renamed;
use throughline_ingest::notes::COLUMNS;
use throughline_ingest::prepared::{DateOrder, Input, Shape, ThemeSeparator};

/// Its name in a review folder.
pub const FILE: &str = "review.toml";

/// What review.toml says.
#[derive(Debug)]
pub struct Settings {
    pub about: About,
    pub parts: Parts,
    pub contributors: Vec<String>,
    pub scale: Scale,
    pub counting: Counting,
    /// Where the coder that decides is named.
    pub coder_place: Option<Place>,
    pub disclosure: Disclosure,
    pub renamed: Renamed,
    /// Where each coder is described.
    pub coder_places: BTreeMap<CoderId, Place>,
    /// Where each renamed column is named.
    pub renamed_places: BTreeMap<String, Place>,
    /// What is said of the notes files.
    pub input: Input,
    /// Where the headers that are questions are listed.
    pub questions_place: Option<Place>,
}

impl Settings {
    /// What holds where nothing is said: of a single notes file, or while review.toml is broken.
    pub fn silent(title: &str) -> Self {
        Self {
            about: About {
                title: title.to_owned(),
                ..About::default()
            },
            parts: Parts::as_written(),
            contributors: Vec::new(),
            scale: Scale::plain(),
            counting: Counting::default(),
            coder_place: None,
            coder_places: BTreeMap::new(),
            disclosure: Disclosure::default(),
            renamed: Renamed::new(),
            renamed_places: BTreeMap::new(),
            input: Input::default(),
            questions_place: None,
        }
    }

    /// Reads review.toml. A file that does not parse says nothing; its faults are collected.
    pub fn read(bytes: &[u8], faults: &mut Faults) -> Settings {
        let text = match check::text(bytes, FILE) {
            Ok(text) => text,
            Err(problem) => {
                faults.push(problem);
                return Self::silent("");
            }
        };
        let document = Document::new(FILE, text);
        let (table, sound) = document.parse(faults);
        if !sound {
            return Self::silent("");
        }
        let mut keys = Keys::root(&document, &table);
        let title = keys.required("title", faults).map_or("", |t| t.text);
        let mut settings = Self::silent(title);
        settings.about = about(title, &mut keys, faults);
        settings.parts = Parts::read(&mut keys, faults);
        for mut contributor in keys.tables("contributor", faults) {
            let name = contributor.required("name", faults);
            settings
                .contributors
                .extend(name.map(|n| n.text.to_owned()));
            contributor.finish(faults);
        }
        if let Some(mut table) = keys.table("wording", faults) {
            settings.scale = crate::wording::scale(&mut table, faults);
            table.finish(faults);
        }
        if let Some(mut table) = keys.table("counting", faults) {
            settings.counting(&mut table, faults);
            table.finish(faults);
        }
        if let Some(mut table) = keys.table("coders", faults) {
            settings.coders(&mut table, faults);
        }
        if let Some(mut table) = keys.table("disclosure", faults) {
            settings.disclosure = disclosure(&mut table, faults);
            table.finish(faults);
        }
        if let Some(mut table) = keys.table("columns", faults) {
            settings.columns(&mut table, faults);
        }
        if let Some(mut table) = keys.table("input", faults) {
            settings.input = input(&mut table, &mut settings.questions_place, faults);
            table.finish(faults);
        }
        keys.finish(faults);
        settings
    }

    /// Takes in what was said of the notes files when the review was opened; it goes before what
    /// review.toml says.
    pub fn take_input(&mut self, options: &OpenOptions<'_>) {
        if let Some(said) = options.input {
            self.input = said.or(&self.input);
        }
    }

    fn counting(&mut self, keys: &mut Keys<'_, '_>, faults: &mut Faults) {
        if let Some(word) = keys.string("coders", faults) {
            self.coder_place = Some(keys.place(word.at));
            let coder = word.text.strip_prefix("coder:").map(str::trim);
            match (word.text, coder.map(str::parse::<CoderId>)) {
                ("any", _) => self.counting.coders = CoderPolicy::Any,
                ("majority", _) => self.counting.coders = CoderPolicy::Majority,
                (_, Some(Ok(name))) => self.counting.coders = CoderPolicy::Coder(name),
                _ => faults.push(unknown_word(
                    Code::BadValue,
                    keys.place(word.at),
                    "policy",
                    word.text,
                    &["any", "majority", "coder:NAME"],
                )),
            }
        }
        if let Some((n, at)) = keys.integer("percent_from", faults) {
            match u32::try_from(n) {
                Ok(n) if n > 0 => self.counting.percent_from = n,
                _ => keys.bad(at, "`percent_from` must be 1 or more", faults),
            }
        }
    }

    /// `[coders]`: what each coder is.
    fn coders(&mut self, keys: &mut Keys<'_, '_>, faults: &mut Faults) {
        for (name, what) in keys.pairs(faults) {
            let place = keys.place(name.at);
            match name.text.parse::<CoderId>() {
                Ok(_) if what.text.is_empty() => {
                    keys.bad(what.at, "the description of a coder is blank", faults);
                }
                Ok(coder) => {
                    self.coder_places.insert(coder.clone(), place);
                    self.about.coders.insert(coder, what.text.to_owned());
                }
                Err(error) => keys.bad(name.at, error.to_string(), faults),
            }
        }
    }

    fn columns(&mut self, keys: &mut Keys<'_, '_>, faults: &mut Faults) {
        let known: Vec<&str> = COLUMNS.iter().map(|c| c.name).collect();
        // Themes may stand in several columns.
        let themes = keys.strings("themes", faults);
        for theirs in themes {
            if theirs.text.is_empty() {
                keys.bad(theirs.at, "the header of `themes` is blank", faults);
                continue;
            }
            let place = keys.place(theirs.at);
            self.renamed_places
                .entry("themes".to_owned())
                .or_insert(place);
            let named = self.renamed.entry("themes".to_owned()).or_default();
            named.push(theirs.text.to_owned());
        }
        for (ours, theirs) in keys.pairs(faults) {
            let place = keys.place(ours.at);
            if !known.contains(&ours.text) {
                let problem = unknown_word(Code::UnknownKey, place, "column", ours.text, &known);
                faults.push(problem);
            } else if theirs.text.is_empty() {
                keys.bad(
                    theirs.at,
                    format!("the header of `{}` is blank", ours.text),
                    faults,
                );
            } else {
                let named = vec![theirs.text.to_owned()];
                self.renamed.insert(ours.text.to_owned(), named);
                self.renamed_places.insert(ours.text.to_owned(), place);
            }
        }
    }
}

/// `[input]`: how the notes files are written, where it is not to be found out.
fn input(
    keys: &mut Keys<'_, '_>,
    questions_place: &mut Option<Place>,
    faults: &mut Faults,
) -> Input {
    let sheets = keys.strings("sheet", faults);
    let listed = keys.strings("questions", faults);
    *questions_place = listed.first().map(|first| keys.place(first.at));
    let questions: Vec<String> = listed.iter().map(|q| q.text.to_owned()).collect();
    let header_rows = keys.integer("header_rows", faults).and_then(|(n, at)| {
        let rows = usize::try_from(n).ok().filter(|n| (1..=9).contains(n));
        if rows.is_none() {
            keys.bad(at, "`header_rows` must be from 1 to 9", faults);
        }
        rows
    });
    Input {
        encoding: parsed(keys, "encoding", faults),
        delimiter: parsed(keys, "delimiter", faults),
        header_rows,
        shape: one_of(keys, "shape", &Shape::WORDS, faults),
        questions: Some(questions).filter(|q| !q.is_empty()),
        sheets: sheets.iter().map(|s| s.text.to_owned()).collect(),
        date_order: one_of(keys, "date_order", &DateOrder::WORDS, faults),
        alone: false,
        theme_separator: one_of(keys, "theme_separator", &ThemeSeparator::WORDS, faults),
    }
}

/// The value of a key that reads as a type which says itself what it takes.
fn parsed<T: std::str::FromStr<Err = String>>(
    keys: &mut Keys<'_, '_>,
    key: &'static str,
    faults: &mut Faults,
) -> Option<T> {
    let word = keys.string(key, faults)?;
    match word.text.parse() {
        Ok(value) => Some(value),
        Err(message) => {
            keys.bad(word.at, format!("`{key}`: {message}"), faults);
            None
        }
    }
}

fn about(title: &str, keys: &mut Keys<'_, '_>, faults: &mut Faults) -> About {
    let noun = keys.owned("noun", faults);
    let noun_plural = keys.owned("noun_plural", faults);
    let usual = Noun::default();
    About {
        title: title.to_owned(),
        subtitle: keys.owned("subtitle", faults),
        publisher: keys.owned("publisher", faults),
        purpose: keys.owned("purpose", faults),
        engaged: keys.owned("engaged", faults),
        contributors_note: keys.owned("contributors_note", faults),
        date: keys.date("date", faults),
        period: period(keys, faults),
        language: keys.owned("language", faults),
        noun: Noun {
            many: match (noun_plural, &noun) {
                (Some(many), _) => many,
                (None, Some(one)) => format!("{one}s"),
                (None, None) => usual.many,
            },
            one: noun.unwrap_or(usual.one),
        },
        notice: notice(keys, faults),
        masked_people: texts(&keys.strings("masked_people", faults)),
        coders: BTreeMap::new(),
        source: String::new(),
    }
}

fn texts(list: &[Text<'_>]) -> Vec<String> {
    let named = list.iter().filter(|t| !t.text.is_empty());
    named.map(|t| t.text.to_owned()).collect()
}

fn notice(keys: &mut Keys<'_, '_>, faults: &mut Faults) -> Option<Notice> {
    let mut table = keys.table("notice", faults)?;
    let title = table.required("title", faults);
    let text = table.required("text", faults);
    let foot = table.owned("foot", faults);
    table.finish(faults);
    Some(Notice {
        title: title?.text.to_owned(),
        text: text?.text.to_owned(),
        foot,
    })
}

/// `period = { from = …, to = … }` or `"YYYY-MM-DD/YYYY-MM-DD"`.
fn period(keys: &mut Keys<'_, '_>, faults: &mut Faults) -> Option<DateRange> {
    let range = if keys.is_string("period") {
        let text = keys.string("period", faults)?;
        let ends = text.text.split_once('/').unwrap_or((text.text, text.text));
        let mut end = |word: &str| {
            let word = word.trim();
            let day = dates::read(word, DateOrder::default());
            if day.is_none() {
                let place = keys.place(text.at);
                faults.push(no_date(word, place));
            }
            day.map(|day| day.date)
        };
        let (from, to) = (end(ends.0), end(ends.1));
        (from?, to?, text.at)
    } else {
        let mut table = keys.table("period", faults)?;
        let at = table.at;
        for key in ["from", "to"] {
            if !table.has(key) {
                let problem = Problem::new(
                    Code::MissingKey,
                    table.place(at),
                    format!("period has no `{key}`"),
                );
                faults
                    .push(problem.help("write `period = { from = 2023-09-26, to = 2023-10-13 }`"));
            }
        }
        let (from, to) = (table.date("from", faults), table.date("to", faults));
        table.finish(faults);
        (from?, to?, at)
    };
    let (from, to, at) = range;
    if from > to {
        keys.bad(at, "the period ends before it begins", faults);
    }
    Some(DateRange::new(from, to))
}

fn disclosure(keys: &mut Keys<'_, '_>, faults: &mut Faults) -> Disclosure {
    let mut found = Disclosure::default();
    let audiences = [
        ("internal", Audience::Internal),
        ("public", Audience::Public),
    ];
    let levels = [("open", Level::Open), ("protected", Level::Protected)];
    let attributions = [
        ("none", Attribution::None),
        ("coded", Attribution::Coded),
        ("named", Attribution::Named),
    ];
    found.audience = one_of(keys, "audience", &audiences, faults).unwrap_or_default();
    found.level = one_of(keys, "level", &levels, faults).unwrap_or_default();
    found.attribution = one_of(keys, "attribution", &attributions, faults).unwrap_or_default();
    found.coded_published = one_of(keys, "coded", &[("published", true)], faults).unwrap_or(false);
    // Nothing is published openly without the reason that a reader is given.
    found.reason = if found.level == Level::Open {
        keys.required("reason", faults).map(|t| t.text.to_owned())
    } else {
        keys.owned("reason", faults)
    };
    if let Some((k, at)) = keys.integer("k", faults) {
        match u32::try_from(k) {
            Ok(k) if k >= 3 => found.k = k,
            _ => keys.bad(at, "`k` must be 3 or more", faults),
        }
    }
    found
}

/// The value of a key that takes one of a few words.
pub(crate) fn one_of<T: Copy>(
    keys: &mut Keys<'_, '_>,
    key: &'static str,
    known: &[(&str, T)],
    faults: &mut Faults,
) -> Option<T> {
    let word = keys.string(key, faults)?;
    let found = known.iter().find(|(name, _)| *name == word.text);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let place = keys.place(word.at);
        faults.push(unknown_word(Code::BadValue, place, key, word.text, &names));
    }
    found.map(|(_, value)| *value)
}
