//! Notes: which the review has, which are a part of one it has, and rows for the others.

use super::engagements::{Engagements, names};
use super::existing::Existing;
use super::themes::Themes;
use super::{Landed, TELLING};
use crate::incoming::{Incoming, IncomingNote};
use crate::slug::Taken;
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use throughline_core::coders::NOTES_CODER;
use throughline_core::excerpts::text_form;
use throughline_core::names::name_key;
use throughline_core::notes::{NONE, NoteIndex, TextError};
use throughline_core::review::Review;
use throughline_folder::rows::{NoteRow, SETTINGS, defines_parts};

/// Texts of the review that are looked at in one go.
const PIECE: usize = 4096;

/// Places of one text in notes of the review that are kept; two are enough to say that it is not one.
const KEPT: usize = 2;

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
struct Coming<'a> {
    note: &'a IncomingNote,
    text: String,
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
fn clean_id(id: &str) -> String {
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

/// What was found of the notes on their way in among those of the review.
#[derive(Default)]
struct Seen {
    /// Every id of the review that is one on its way in, or is made of one.
    ids: BTreeSet<String>,
    /// The notes of the review whose text is one on its way in, by text.
    same: HashMap<String, Vec<Match>>,
    /// The places of each note on its way in inside notes of the review.
    inside: Vec<Vec<Match>>,
    /// Per note on its way in: its text, and whether matches of other engagements count.
    texts: Vec<String>,
    /// Per note on its way in, the engagement of the review it belongs to.
    engagements: Vec<Option<u32>>,
}

#[derive(Debug, Clone)]
struct Match {
    id: String,
    engagement: u32,
    offset: u32,
}

impl Seen {
    /// The id of a note of the review that has the text, and the id that is wanted or one that an
    /// earlier landing made of it.
    fn same_id(&self, wanted: &str, text: &str) -> Option<String> {
        let is_made_of = |id: &str| {
            let rest = id.strip_prefix(wanted)?;
            let number = rest.strip_prefix('-')?;
            number.parse::<u64>().ok()
        };
        let same = self.same.get(text)?;
        let found = same.iter().find(|m| m.id == wanted);
        let found = found.or_else(|| same.iter().find(|m| is_made_of(&m.id).is_some()));
        found.map(|m| m.id.clone())
    }

    /// The note of the review that a note on its way in is, or is a part of: its id, where the text
    /// begins, and whether it is a part.
    fn place(&self, at: usize) -> Result<Option<(String, u32, bool)>, String> {
        let (Some(text), Some(&engagement)) = (self.texts.get(at), self.engagements.get(at)) else {
            return Ok(None);
        };
        let telling = text.chars().take(TELLING).count() == TELLING;
        let same = self.same.get(text).map_or(&[][..], Vec::as_slice);
        let inside = self.inside.get(at).map_or(&[][..], Vec::as_slice);
        for (list, part, what) in [(same, false, "is the text of"), (inside, true, "stands in")] {
            let here = |m: &&Match| Some(m.engagement) == engagement;
            let of_engagement: Vec<&Match> = list.iter().filter(here).collect();
            let list = if !of_engagement.is_empty() {
                of_engagement
            } else if telling {
                list.iter().collect()
            } else {
                continue;
            };
            match list.as_slice() {
                [] => {}
                [only] => return Ok(Some((only.id.clone(), only.offset, part))),
                [first, second, ..] => {
                    return Err(format!(
                        "its text {what} several notes of the review or stands in one several \
                         times ({}, {}), so it is not said which is meant",
                        first.id, second.id
                    ));
                }
            }
        }
        Ok(None)
    }
}

/// Looks through the texts of the review for those on their way in.
fn look(
    review: &Review,
    coming: &[Coming<'_>],
    engagements: &Engagements,
) -> Result<Seen, TextError> {
    let mut seen = Seen {
        inside: vec![Vec::new(); coming.len()],
        texts: coming.iter().map(|c| c.text.clone()).collect(),
        ..Seen::default()
    };
    let codes: BTreeMap<&str, u32> = (0..)
        .zip(&review.engagements)
        .map(|(code, e)| (e.id.as_str(), code))
        .collect();
    for one in coming {
        let row = engagements.of(&one.note.engagement);
        seen.engagements
            .push(row.and_then(|e| codes.get(e.id.as_str()).copied()));
    }
    let wanted: BTreeSet<String> = coming
        .iter()
        .map(|c| clean_id(&c.note.id).to_lowercase())
        .collect();
    let texts: BTreeSet<&str> = coming.iter().map(|c| c.text.as_str()).collect();
    let patterns: Vec<&str> = texts.iter().copied().collect();
    let mut of_pattern: Vec<Vec<usize>> = vec![Vec::new(); patterns.len()];
    for (at, one) in coming.iter().enumerate() {
        if let Ok(pattern) = patterns.binary_search(&one.text.as_str())
            && let Some(list) = of_pattern.get_mut(pattern)
        {
            list.push(at);
        }
    }
    // Texts together are far below the automaton's limit; were they not, parts are not looked for.
    let automaton = AhoCorasick::new(&patterns).ok();
    let all: Vec<NoteIndex> = review.notes.indices().collect();
    for piece in all.chunks(PIECE) {
        let places: Vec<_> = piece
            .iter()
            .filter_map(|&n| review.notes.places.get(n as usize).copied())
            .collect();
        for (&note, text) in piece.iter().zip(review.texts.read(&places)?) {
            let id = review.notes.ids.get(note as usize);
            let stem = id
                .rsplit_once('-')
                .map_or(id, |(stem, _)| stem)
                .to_lowercase();
            if wanted.contains(&id.to_lowercase()) || wanted.contains(&stem) {
                seen.ids.insert(id.to_owned());
            }
            let engagement = review
                .notes
                .engagement
                .get(note as usize)
                .copied()
                .unwrap_or(NONE);
            let found = |offset: u32| Match {
                id: id.to_owned(),
                engagement,
                offset,
            };
            if texts.contains(text.as_str()) {
                seen.same.entry(text.clone()).or_default().push(found(0));
            }
            let Some(automaton) = &automaton else {
                continue;
            };
            for hit in automaton.find_overlapping_iter(&text) {
                let whole = hit.start() == 0 && hit.end() == text.len();
                if whole || !stands_alone(&text, hit.start(), hit.end()) {
                    continue;
                }
                let offset = text
                    .get(..hit.start())
                    .map_or(0, |before| before.chars().count());
                for &at in of_pattern
                    .get(hit.pattern().as_usize())
                    .into_iter()
                    .flatten()
                {
                    if let Some(list) = seen.inside.get_mut(at) {
                        keep(
                            list,
                            found(u32::try_from(offset).unwrap_or(u32::MAX)),
                            &seen.engagements,
                            at,
                        );
                    }
                }
            }
        }
    }
    Ok(seen)
}

/// Keeps as many places as are needed to tell one from several, those of the own engagement first.
fn keep(list: &mut Vec<Match>, found: Match, engagements: &[Option<u32>], at: usize) {
    let own = engagements.get(at).copied().flatten();
    let is_own = |m: &Match| Some(m.engagement) == own;
    let like = list.iter().filter(|m| is_own(m) == is_own(&found)).count();
    if like < KEPT {
        list.push(found);
    }
}

/// Whether a part of a text begins and ends where words do.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let inner = text.get(start..end).unwrap_or_default();
    let joined = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
    };
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let after = text.get(end..).and_then(|t| t.chars().next());
    !joined(before, inner.chars().next()) && !joined(inner.chars().next_back(), after)
}

/// The parts and questions that notes may name.
struct Parts<'a> {
    /// Nothing where notes may name any.
    defined: Option<&'a Review>,
}

impl<'a> Parts<'a> {
    fn of(existing: &'a Existing) -> Self {
        let settings = existing.bytes(SETTINGS).ok().flatten();
        let defines = settings.is_some_and(|bytes| defines_parts(&bytes));
        Self {
            defined: existing.review.as_ref().filter(|_| defines),
        }
    }

    /// The part and the question of a note, where the review has them.
    fn check(&self, note: &IncomingNote, id: &str, landed: &mut Landed) -> (String, String) {
        let Some(review) = self.defined else {
            return (note.part.clone(), note.question.clone());
        };
        let is = |key: &str, name: &str| name_key(key) == name_key(name);
        let part = review
            .parts
            .iter()
            .find(|p| is(p.id.as_str(), &note.part) || is(&p.title, &note.part));
        let in_part = |code: u32| part.is_none_or(|p| p.questions.contains(&code));
        let question = (0..).zip(&review.questions).find(|(code, q)| {
            in_part(*code) && (is(q.id.as_str(), &note.question) || is(&q.text, &note.question))
        });
        for (what, name, found) in [
            ("part of a note", &note.part, part.is_some()),
            ("question of a note", &note.question, question.is_some()),
        ] {
            if !name.is_empty() && !found {
                landed.lost(
                    what,
                    format!("{id}: “{name}”"),
                    format!("{SETTINGS} has none of that name"),
                );
            }
        }
        (
            part.map(|p| p.id.to_string()).unwrap_or_default(),
            question.map(|(_, q)| q.id.to_string()).unwrap_or_default(),
        )
    }
}
