//! Notes: which the review has, which are a part of one it has, and rows for the others.

use super::Landed;
use super::engagements::{Engagements, names};
use super::existing::Existing;
use super::parts::Parts;
use super::seen::{Seen, look};
use super::themes::Themes;
use crate::incoming::{Incoming, IncomingNote};
use crate::slug::Taken;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use throughline_core::coders::NOTES_CODER;
use throughline_core::excerpts::text_form;
use throughline_core::notes::{NoteIndex, TextError};
use throughline_core::review::Review;
use throughline_folder::rows::NoteRow;

/// Where a note on its way in landed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Home {
    /// The note of the review.
    pub id: String,
    /// Where its text begins in the note's, in code points.
    pub offset: u32,
    /// Whether it is a part of the note and not all of it.
    pub part: bool,
    /// Its text in the normal form.
    pub text: String,
    /// Its text as it came, in which offsets of excerpts count.
    pub came: String,
}

/// Where notes landed.
#[derive(Default)]
pub(super) struct Notes {
    /// Rows that are new.
    pub rows: Vec<NoteRow>,
    /// By the id that tags name; a note that could not land is not here.
    homes: HashMap<String, Home>,
}

impl Notes {
    /// Where the note of an id on its way in landed.
    pub fn home(&self, incoming: &str) -> Option<&Home> {
        self.homes.get(incoming)
    }
}

/// A note on its way in with its text in the normal form.
pub(super) struct Coming<'a> {
    pub note: &'a IncomingNote,
    pub text: String,
}

fn coming<'a>(incoming: &'a Incoming, landed: &mut Landed) -> Vec<Coming<'a>> {
    let mut list = Vec::new();
    for note in &incoming.notes {
        let text = text_form(&note.text).into_owned();
        if text.is_empty() {
            landed.lost(
                "note without text",
                place(note),
                "there is nothing to write down",
            );
            continue;
        }
        list.push(Coming { note, text });
    }
    list
}

fn place(note: &IncomingNote) -> &str {
    if note.place.is_empty() {
        &note.id
    } else {
        &note.place
    }
}

/// Finds or makes a place for every note of the file.
pub(super) fn land(
    existing: &Existing,
    incoming: &Incoming,
    themes: &Themes,
    engagements: &Engagements,
    landed: &mut Landed,
) -> Result<Notes, TextError> {
    let coming = coming(incoming, landed);
    let seen = match &existing.review {
        Some(review) => look(review, &coming, engagements)?,
        None => Seen::default(),
    };
    let parts = Parts::of(existing);
    parts.compare(incoming, landed);
    let mut notes = Notes::default();
    let mut fresh: BTreeMap<String, String> = BTreeMap::new();
    let mut taken = Taken::default();
    for id in &seen.ids {
        taken.insert(id);
    }
    for (at, one) in coming.iter().enumerate() {
        let wanted = clean_id(&one.note.id);
        let home = |id: String, offset: u32, part: bool| Home {
            id,
            offset,
            part,
            text: one.text.clone(),
            came: one.note.text.clone(),
        };
        let found = if let Some(id) = seen.same_id(&wanted, &one.text) {
            Ok(Some(home(id, 0, false)))
        } else if fresh.get(&wanted) == Some(&one.text) {
            // One note that the file gives twice.
            notes
                .homes
                .insert(one.note.id.clone(), home(wanted, 0, false));
            continue;
        } else {
            seen.place(at)
                .map(|found| found.map(|(id, offset, part)| home(id, offset, part)))
        };
        match found {
            Err(why) => landed.lost("note", place(one.note), why),
            Ok(Some(home)) => {
                if home.part {
                    landed.parts_of_notes += 1;
                } else {
                    landed.notes.held += 1;
                }
                if let (Some(review), false) = (&existing.review, one.note.themes.is_empty()) {
                    kept_column(review, one.note, themes, &home.id, landed);
                }
                notes.homes.insert(one.note.id.clone(), home);
            }
            Ok(None) => {
                landed.notes.new += 1;
                let id = taken.free(&wanted);
                if id != one.note.id {
                    let said = format!(
                        "a note has the id `{id}`, since `{}` is that of another",
                        one.note.id
                    );
                    landed.assumed.push(said);
                }
                fresh.insert(id.clone(), one.text.clone());
                notes
                    .rows
                    .push(row(one, &id, themes, engagements, &parts, landed));
                notes.homes.insert(one.note.id.clone(), home(id, 0, false));
            }
        }
    }
    Ok(notes)
}

/// An id as a cell can hold it.
pub(super) fn clean_id(id: &str) -> String {
    let plain = id.replace(|c: char| c == ';' || c.is_control(), "-");
    match plain.trim() {
        "" => "note".to_owned(),
        id => id.to_owned(),
    }
}

fn row(
    one: &Coming<'_>,
    id: &str,
    themes: &Themes,
    engagements: &Engagements,
    parts: &Parts<'_>,
    landed: &mut Landed,
) -> NoteRow {
    let note = one.note;
    let engagement = engagements.of(&note.engagement);
    let said_here = engagement.filter(|_| !engagements.listed);
    let date = said_here
        .and_then(|e| e.dates)
        .map(|d| d.from().to_string());
    let (part, question) = parts.check(note, id, landed);
    let codes: BTreeSet<&str> = note.themes.iter().map(|t| themes.code(t)).collect();
    NoteRow {
        id: id.to_owned(),
        engagement: engagement.map(|e| e.id.clone()).unwrap_or_default(),
        format: said_here.map(|e| e.format.clone()).unwrap_or_default(),
        date: date.unwrap_or_default(),
        organisations: names(&note.organisations).collect(),
        part,
        question,
        themes: codes.into_iter().map(str::to_owned).collect(),
        stance: note.stance,
        text: one.text.clone(),
        verbatim: note.verbatim,
        quotable: note.quotable,
        language: note.language.clone(),
    }
}

/// Lists the themes that the file gives a note in its themes column and the review does not: the
/// column is the analyst's, and is kept.
fn kept_column(
    review: &Review,
    note: &IncomingNote,
    themes: &Themes,
    id: &str,
    landed: &mut Landed,
) {
    let Some(index) = review.note(id) else {
        return;
    };
    let column = column(review, index);
    for theme in note.themes.iter().map(|t| themes.code(t)) {
        if !column.contains(theme) {
            let why = "the themes column of a note that the review holds is kept as it is";
            landed.lost("theme of a note", format!("{id}: {theme}"), why);
        }
    }
}

/// The themes column of a note of the review.
fn column(review: &Review, note: NoteIndex) -> BTreeSet<&str> {
    let id = |theme: u32| review.codebook.theme(theme).id.as_str();
    let coded = review.coder_tags.as_ref();
    let by_coders = coded.and_then(|c| c.notes.binary_search(&note).ok().map(|at| c.given.get(at)));
    match by_coders {
        Some(given) => given
            .iter()
            .filter(|g| g.coder == NOTES_CODER)
            .filter_map(|g| g.theme.map(id))
            .collect(),
        None => review
            .notes
            .tags
            .get(note as usize)
            .iter()
            .map(|t| id(t.theme))
            .collect(),
    }
}
