//! Claims of findings.toml, and the selections of notes they speak of.

use crate::engagements::Engagements;
use crate::keys::{Keys, Text, unknown_word};
use crate::parts::Parts;
use crate::themes::Themes;
use std::collections::BTreeSet;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::{Claim, Unit};
use throughline_core::problem::{Code, Problem};
use throughline_core::review::Status;
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;
use throughline_ingest::faults::Faults;

/// The keys of a selection.
const SELECTION: [&str; 6] = ["themes", "stance", "part", "question", "format", "status"];

/// The tables in which names of findings.toml are looked up.
#[derive(Debug, Clone, Copy)]
pub struct Lookup<'a> {
    pub themes: &'a Themes,
    pub parts: &'a Parts,
    pub engagements: &'a Engagements,
}

impl Lookup<'_> {
    fn theme(&self, id: Text<'_>, keys: &Keys<'_, '_>, faults: &mut Faults) -> Option<ThemeCode> {
        let code = self.themes.code(id.text);
        if code.is_none() {
            let advice = faults.advises(Code::UnknownTheme);
            faults.push(self.themes.unknown(id.text, advice, keys.place(id.at)));
        }
        code
    }

    /// The themes that a key lists.
    pub fn themes(
        &self,
        key: &'static str,
        keys: &mut Keys<'_, '_>,
        faults: &mut Faults,
    ) -> Vec<ThemeCode> {
        let ids = keys.strings(key, faults).into_iter();
        let mut codes: Vec<ThemeCode> = ids.filter_map(|id| self.theme(id, keys, faults)).collect();
        let mut met = BTreeSet::new();
        codes.retain(|code| met.insert(*code));
        codes
    }

    /// The part of a name.
    pub fn part(&self, name: Text<'_>, keys: &Keys<'_, '_>, faults: &mut Faults) -> Option<u32> {
        let code = self.parts.part(name.text);
        if code.is_none() {
            let advice = faults.advises(Code::UnknownPart);
            let place = keys.place(name.at);
            faults.push(self.parts.unknown_part(name.text, advice, place));
        }
        code
    }

    /// The keys of a selection.
    fn selection(&self, keys: &mut Keys<'_, '_>, faults: &mut Faults) -> Selection {
        let mut selection = Selection {
            stance: stances(keys, faults),
            ..Selection::default()
        };
        if keys.is_table("themes") {
            if let Some(mut table) = keys.table("themes", faults) {
                selection.any = self.themes("any", &mut table, faults);
                selection.all = self.themes("all", &mut table, faults);
                selection.none = self.themes("none", &mut table, faults);
                table.finish(faults);
            }
        } else {
            selection.any = self.themes("themes", keys, faults);
        }
        for name in keys.strings("part", faults) {
            selection.part.extend(self.part(name, keys, faults));
        }
        for name in keys.strings("question", faults) {
            let codes = self.parts.questions_named(name.text);
            if codes.is_empty() {
                let advice = faults.advises(Code::UnknownQuestion);
                let place = keys.place(name.at);
                faults.push(self.parts.unknown_question(name.text, advice, place));
            }
            selection.question.extend(codes);
        }
        for name in keys.strings("format", faults) {
            if let Some(code) = self.engagements.format(name.text) {
                selection.format.push(code);
            } else {
                let advice = faults.advises(Code::BadValue);
                let formats = self.engagements.formats.iter().filter(|_| advice);
                let known: Vec<&str> = formats.map(String::as_str).collect();
                let place = keys.place(name.at);
                faults.push(unknown_word(
                    Code::BadValue,
                    place,
                    "format",
                    name.text,
                    &known,
                ));
            }
        }
        if let Some(word) = keys.string("status", faults) {
            selection.status = match word.text {
                "current" => Some(Status::Current),
                "historical" => Some(Status::Historical),
                _ => {
                    let known = ["current", "historical"];
                    let place = keys.place(word.at);
                    faults.push(unknown_word(
                        Code::BadValue,
                        place,
                        "status",
                        word.text,
                        &known,
                    ));
                    None
                }
            };
        }
        selection
    }
}

/// The words of `stance`.
pub fn stances(keys: &mut Keys<'_, '_>, faults: &mut Faults) -> Vec<Stance> {
    let mut found = Vec::new();
    for word in keys.strings("stance", faults) {
        match Stance::from_word(word.text) {
            Some(stance) if !found.contains(&stance) => found.push(stance),
            Some(_) => {}
            None => {
                let known = Stance::ALL.map(Stance::word);
                let place = keys.place(word.at);
                faults.push(unknown_word(
                    Code::BadValue,
                    place,
                    "stance",
                    word.text,
                    &known,
                ));
            }
        }
    }
    found
}

/// One claim; `statement` is the text its phrase stands in.
pub fn claim(
    lookup: &Lookup<'_>,
    mut keys: Keys<'_, '_>,
    statement: Option<&str>,
    faults: &mut Faults,
) -> Option<Claim> {
    let phrase = keys.required("phrase", faults);
    let selection = lookup.selection(&mut keys, faults);
    let base = keys.table("base", faults).map(|mut table| {
        let base = lookup.selection(&mut table, faults);
        table.finish(faults);
        base
    });
    let unit = unit(&mut keys, faults);
    let says = keys.owned("says", faults);
    let headline = keys.boolean("headline", faults).unwrap_or(false);
    let unanimous_agreed = match keys.string("unanimous", faults) {
        None => false,
        Some(word) => {
            if word.text != "agreed" {
                let place = keys.place(word.at);
                let known = ["agreed"];
                faults.push(unknown_word(
                    Code::BadValue,
                    place,
                    "word",
                    word.text,
                    &known,
                ));
            }
            word.text == "agreed"
        }
    };
    if !SELECTION.iter().any(|key| keys.has(key)) {
        let problem = Problem::new(
            Code::MissingKey,
            keys.place(keys.at),
            "the claim names no themes: it would speak of every note",
        );
        faults.push(problem.help("add `themes = { any = [\"…\"] }`"));
    }
    let at = phrase.map(|p| keys.place(p.at)).unwrap_or_default();
    let than = keys.table("than", faults).map(|mut table| {
        let than = lookup.selection(&mut table, faults);
        table.finish(faults);
        than
    });
    let offset = phrase
        .zip(statement)
        .and_then(|(phrase, statement)| offset(phrase, statement, &keys, faults));
    keys.finish(faults);
    Some(Claim {
        phrase: phrase?.text.to_owned(),
        offset: offset?,
        selection,
        base,
        than,
        unit,
        says,
        headline,
        unanimous_agreed,
        at,
    })
}

fn unit(keys: &mut Keys<'_, '_>, faults: &mut Faults) -> Unit {
    let Some(word) = keys.string("unit", faults) else {
        return Unit::default();
    };
    match word.text {
        "organisations" => Unit::Organisations,
        "notes" => Unit::Notes,
        "engagements" => Unit::Engagements,
        _ => {
            let known = ["organisations", "notes", "engagements"];
            let place = keys.place(word.at);
            faults.push(unknown_word(
                Code::BadValue,
                place,
                "unit",
                word.text,
                &known,
            ));
            Unit::default()
        }
    }
}

/// Where a phrase stands in its statement, in code points: it must stand there once.
fn offset(
    phrase: Text<'_>,
    statement: &str,
    keys: &Keys<'_, '_>,
    faults: &mut Faults,
) -> Option<usize> {
    let mut found = statement.match_indices(phrase.text);
    let first = found.next().map(|(at, _)| at);
    let times = usize::from(first.is_some()) + found.count();
    if times == 1 {
        let before = statement.get(..first?)?;
        return Some(before.chars().count());
    }
    let (message, help) = if times == 0 {
        let same = statement
            .to_lowercase()
            .contains(&phrase.text.to_lowercase());
        let help = if same {
            "it stands there with other capitals; write it as it stands"
        } else {
            "write the phrase as it stands in the statement"
        };
        ("does not stand in the statement".to_owned(), help)
    } else {
        let message = format!("stands {times} times in the statement");
        (message, "add words to the phrase until it stands once")
    };
    let message = format!("“{}” {message}", phrase.text);
    let place = keys.place(phrase.at);
    faults.push(Problem::new(Code::PhraseNotFound, place, message).help(help));
    None
}
