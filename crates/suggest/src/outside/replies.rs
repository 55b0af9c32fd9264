//! What a program answered, checked line by line.

use crate::suggester::{Reason, Source, Suggestion};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use throughline_core::codebook::{Codebook, ThemeCode};
use throughline_core::notes::{NoteIndex, Notes};
use throughline_core::problem::did_you_mean;

/// How much of a line is shown when something is wrong with it, in code points.
const HEAD: usize = 60;
/// How much of a reason is kept, in code points.
const LONGEST_REASON: usize = 500;

/// One line of a program: a theme for a note, or that it has looked at the note and has none.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Reply {
    /// The id of the note.
    pub note: String,
    /// The code of the theme; left out or null for "none".
    #[serde(default)]
    pub theme: Option<String>,
    /// From 0 to 1.
    #[serde(default)]
    pub score: Option<f64>,
    /// Why, in a sentence.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A line that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Its number, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub what: String,
    /// How it begins.
    pub head: String,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}: `{}`", self.line, self.what, self.head)
    }
}

/// The answers of a program, as far as they can be used.
#[derive(Debug)]
pub struct Answers<'a> {
    book: &'a Codebook,
    asked: HashMap<&'a str, NoteIndex>,
    wanted: Option<&'a [ThemeCode]>,
    line: u64,
    given: BTreeMap<NoteIndex, Vec<Suggestion>>,
    answered: BTreeSet<NoteIndex>,
    rejected: Vec<Rejected>,
}

impl<'a> Answers<'a> {
    /// Waits for answers on the notes that are asked about, of which themes `wanted` (sorted) are kept.
    #[must_use]
    pub fn new(
        book: &'a Codebook,
        notes: &'a Notes,
        asked: &[NoteIndex],
        wanted: Option<&'a [ThemeCode]>,
    ) -> Self {
        let id = |&note: &NoteIndex| (notes.ids.get(note as usize), note);
        Self {
            book,
            asked: asked.iter().map(id).collect(),
            wanted,
            line: 0,
            given: BTreeMap::new(),
            answered: BTreeSet::new(),
            rejected: Vec::new(),
        }
    }

    /// Takes the next line, without its line feed. Blank lines are passed over. Gives what is wrong with
    /// it, if something is.
    pub fn take(&mut self, bytes: &[u8]) -> Option<&Rejected> {
        self.line += 1;
        if bytes.trim_ascii().is_empty() {
            return None;
        }
        let what = self.accept(bytes).err()?;
        let text = String::from_utf8_lossy(bytes);
        let mut head: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(HEAD)
            .collect();
        if text.chars().nth(HEAD).is_some() {
            head.push('…');
        }
        self.rejected.push(Rejected {
            line: self.line,
            what,
            head,
        });
        self.rejected.last()
    }

    fn accept(&mut self, bytes: &[u8]) -> Result<(), String> {
        let reply: Reply = serde_json::from_slice(bytes).map_err(|error| {
            if error.is_data() {
                format!("not an answer ({error})")
            } else {
                format!("not JSON ({error})")
            }
        })?;
        let Some(&note) = self.asked.get(reply.note.as_str()) else {
            return Err(format!("no note `{}` was asked about", plain(&reply.note)));
        };
        let Some(id) = reply.theme else {
            self.answered.insert(note);
            return Ok(());
        };
        let Some(theme) = self.book.code(&id) else {
            let known = self.book.themes().iter().map(|t| t.id.as_str());
            let near = did_you_mean(&id, known);
            let near = near.map_or_else(String::new, |n| format!(", did you mean `{n}`?"));
            return Err(format!("there is no theme `{}`{near}", plain(&id)));
        };
        if let Some(score) = reply.score.filter(|s| !(0.0..=1.0).contains(s)) {
            return Err(format!("the score {score} is not from 0 to 1"));
        }
        let given = self.given.entry(note).or_default();
        if given.iter().any(|s| s.theme == theme) {
            return Err(format!("`{id}` was suggested for `{}` before", reply.note));
        }
        self.answered.insert(note);
        if self
            .wanted
            .is_none_or(|wanted| wanted.binary_search(&theme).is_ok())
        {
            let said = plain(&reply.reason.unwrap_or_default());
            given.push(Suggestion {
                theme,
                source: Source::Program,
                score: reply.score,
                reason: Reason {
                    said: said.chars().take(LONGEST_REASON).collect(),
                    ..Reason::default()
                },
            });
        }
        Ok(())
    }

    /// How many notes have been answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.answered.len()
    }

    /// The lines that were passed over.
    #[must_use]
    pub fn rejected(&self) -> &[Rejected] {
        &self.rejected
    }

    /// The suggestions of each note, the greatest score first, those without one last; equal ones in the
    /// order in which they were said.
    #[must_use]
    pub fn into_suggestions(mut self) -> BTreeMap<NoteIndex, Vec<Suggestion>> {
        for list in self.given.values_mut() {
            list.sort_by(|a, b| {
                let score = |s: &Suggestion| s.score.unwrap_or(-1.0);
                score(b).total_cmp(&score(a))
            });
        }
        self.given
    }
}

/// On one line, without control characters.
fn plain(text: &str) -> String {
    let spaced = text
        .trim()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c });
    spaced.collect()
}
