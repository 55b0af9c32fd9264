//! Tags: rows for the coders' files, each theme of a note once a coder and excerpt.

use super::Landed;
use super::existing::Existing;
use super::notes::{Home, Notes};
use super::themes::Themes;
use crate::incoming::{Incoming, IncomingTag};
use crate::slug::{Taken, file_stem};
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::coders::Excerpt;
use throughline_core::excerpts::{Anchor, Found, anchor, text_form};
use throughline_core::names::name_key;
use throughline_core::stance::Stance;
use throughline_folder::rows::NOTES_CODER;
use throughline_folder::tags::TagRow;
use unicode_normalization::UnicodeNormalization;

/// What a coder's file says of a note: a theme (blank for none) of an excerpt (blank for the whole).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Fact {
    note: String,
    theme: String,
    start: u32,
    excerpt: String,
}

/// Facts with their stance and memo.
type Facts = BTreeMap<Fact, (Stance, String)>;

/// Makes the rows of each coder's file, by the stem of the file.
pub(super) fn land(
    existing: &Existing,
    incoming: &Incoming,
    themes: &Themes,
    notes: &Notes,
    landed: &mut Landed,
) -> BTreeMap<String, Vec<TagRow>> {
    let stems = stems(existing, incoming, landed);
    let mut facts = held(existing);
    let mut rows: BTreeMap<String, Vec<TagRow>> = BTreeMap::new();
    for tag in &incoming.tags {
        let Some(stem) = stems.get(&tag.coder) else {
            continue;
        };
        let Some(home) = notes.home(&tag.note) else {
            landed.lost("tag", place(tag), "its note could not be carried");
            continue;
        };
        let Some(row) = placed(tag, home, themes) else {
            let why = format!(
                "its excerpt could not be found in the note {} at one place",
                home.id
            );
            landed.lost("tag", place(tag), why);
            continue;
        };
        let known = facts.entry(stem.clone()).or_default();
        match unsaid(row, known, tag, landed) {
            Some(row) => {
                landed.tags.new += 1;
                rows.entry(stem.clone()).or_default().push(row);
            }
            None => landed.tags.held += 1,
        }
    }
    let used: BTreeSet<&String> = incoming
        .tags
        .iter()
        .filter_map(|t| stems.get(&t.coder))
        .collect();
    landed.coders = used.into_iter().cloned().collect();
    rows
}

fn place(tag: &IncomingTag) -> String {
    let of = if tag.place.is_empty() {
        &tag.note
    } else {
        &tag.place
    };
    format!("{of}: {} by {}", tag.themes.join("; "), tag.coder)
}

/// The stem of the file of each coder on its way in.
fn stems(
    existing: &Existing,
    incoming: &Incoming,
    landed: &mut Landed,
) -> BTreeMap<String, String> {
    let coders = existing.review.as_ref().and_then(|r| r.coder_tags.as_ref());
    let there: BTreeMap<String, String> = coders
        .iter()
        .flat_map(|c| &c.coders)
        .map(|c| (name_key(c.as_str()), c.to_string()))
        .collect();
    let names: BTreeSet<&String> = incoming.tags.iter().map(|t| &t.coder).collect();
    // A name that is a file's as it stands has the first claim to it.
    let (plain, other): (Vec<&String>, Vec<&String>) = names
        .into_iter()
        .partition(|name| file_stem(name) == name.as_str());
    let mut taken = Taken::default();
    taken.insert(NOTES_CODER);
    let mut stems = BTreeMap::new();
    for name in plain.into_iter().chain(other) {
        let wanted = match file_stem(name) {
            stem if stem.is_empty() => "coder".to_owned(),
            stem => stem,
        };
        let stem = match there.get(&name_key(&wanted)) {
            Some(stem) if !taken.has(stem) => {
                taken.insert(stem);
                stem.clone()
            }
            _ => taken.free(&wanted),
        };
        if stem != *name {
            landed.assumed.push(format!(
                "the tags of the coder “{name}” go to the file of `{stem}`"
            ));
        }
        stems.insert(name.clone(), stem);
    }
    stems
}

/// What the coders' files of the review say.
fn held(existing: &Existing) -> BTreeMap<String, Facts> {
    let mut all: BTreeMap<String, Facts> = BTreeMap::new();
    let Some(review) = &existing.review else {
        return all;
    };
    for tagging in review.coder_tags.iter().flat_map(|c| &c.taggings) {
        let coders = review.coder_tags.as_ref().map(|c| &c.coders);
        let coder = coders.and_then(|c| c.get(usize::from(tagging.coder)));
        let facts = all
            .entry(coder.map(ToString::to_string).unwrap_or_default())
            .or_default();
        let excerpt = tagging.excerpt.as_ref();
        let fact = |theme: &str| Fact {
            note: review.notes.ids.get(tagging.note as usize).to_owned(),
            theme: theme.to_owned(),
            start: excerpt.map_or(0, |e| e.start),
            excerpt: excerpt.map(|e| e.text.clone()).unwrap_or_default(),
        };
        let said = (tagging.stance, tagging.memo.clone());
        if tagging.themes.is_empty() {
            facts.insert(fact(""), said.clone());
        }
        for &theme in &tagging.themes {
            facts.insert(fact(review.codebook.theme(theme).id.as_str()), said.clone());
        }
    }
    all
}

/// A tag as a row of its coder's file; nothing where its excerpt has no one place in the note.
fn placed(tag: &IncomingTag, home: &Home, themes: &Themes) -> Option<TagRow> {
    let (excerpt, span) = if tag.excerpt.trim().is_empty() && tag.span.is_none() {
        if home.part {
            let length = u32::try_from(home.text.chars().count()).ok()?;
            (home.text.clone(), Some((0, length)))
        } else {
            (String::new(), None)
        }
    } else {
        let found = anchored(tag, home)?;
        (found.text, Some((found.start, found.end)))
    };
    let codes: BTreeSet<&str> = tag.themes.iter().map(|t| themes.code(t)).collect();
    Some(TagRow {
        note_id: home.id.clone(),
        themes: codes.into_iter().map(str::to_owned).collect(),
        stance: tag.stance,
        excerpt,
        span: span.map(|(start, end)| (start + home.offset, end + home.offset)),
        memo: tag.memo.trim().to_owned(),
        time: tag.time.clone(),
    })
}

/// Where the excerpt of a tag stands in its note: its words at its offsets, which count in the text as
/// it came, else the only place where exactly the same words stand.
fn anchored(tag: &IncomingTag, home: &Home) -> Option<Excerpt> {
    let words = text_form(&tag.excerpt);
    let words = match tag.span {
        Some((start, end)) if words.is_empty() => {
            let length = usize::try_from(end.checked_sub(start)?).ok()?;
            let there: String = home
                .came
                .chars()
                .skip(start as usize)
                .take(length)
                .collect();
            text_form(&there).into_owned()
        }
        _ => words.into_owned(),
    };
    if words.is_empty() {
        return None;
    }
    let start = tag.span.map_or(0, |(start, _)| {
        let before: String = home.came.chars().take(start as usize).collect();
        let after = home.came.chars().skip(start as usize);
        // White space at the edge of an excerpt is no part of it, since a cell does not keep it.
        let blank = after.take_while(|c| c.is_whitespace()).count();
        let before = before.trim_start().nfc().count();
        u32::try_from(if before == 0 { 0 } else { before + blank }).unwrap_or(u32::MAX)
    });
    let length = u32::try_from(words.chars().count()).ok()?;
    let was = Excerpt {
        start,
        end: if tag.span.is_some() {
            start.saturating_add(length)
        } else {
            start
        },
        text: words,
    };
    let once = home.text.matches(&was.text).count() == 1;
    match anchor(&home.text, &was) {
        Anchor::InPlace(excerpt) => Some(excerpt),
        Anchor::ByWords(excerpt, Found::Exactly) | Anchor::Moved(excerpt, Found::Exactly)
            if once =>
        {
            Some(excerpt)
        }
        _ => None,
    }
}

/// What of a row the coder's file does not say yet; nothing where it says all of it. A memo or a
/// stance that differs from what the file says is listed.
fn unsaid(
    mut row: TagRow,
    known: &mut Facts,
    tag: &IncomingTag,
    landed: &mut Landed,
) -> Option<TagRow> {
    let fact = |theme: &str| Fact {
        note: row.note_id.clone(),
        theme: theme.to_owned(),
        start: row.span.map_or(0, |s| s.0),
        excerpt: row.excerpt.clone(),
    };
    let said = (row.stance, row.memo.clone());
    if row.themes.is_empty() {
        let note = fact("").note;
        if known.keys().any(|f| f.note == note) {
            return None;
        }
        known.insert(fact(""), said);
        return Some(row);
    }
    let mut fresh = Vec::new();
    for theme in &row.themes {
        match known.get(&fact(theme)) {
            None => {
                known.insert(fact(theme), said.clone());
                fresh.push(theme.clone());
            }
            Some(there)
                if *there != said && (!said.1.is_empty() || said.0 != Stance::NotStated) =>
            {
                landed.lost(
                    "memo or stance of a tag",
                    format!("{}: {theme} by {}: “{}”", row.note_id, tag.coder, row.memo),
                    "the coder's file has the tag with others, which are kept",
                );
            }
            Some(_) => {}
        }
    }
    row.themes = fresh;
    (!row.themes.is_empty()).then_some(row)
}
