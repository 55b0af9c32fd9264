//! Notes on their way in, looked for among the texts of the review.

use super::TELLING;
use super::engagements::Engagements;
use super::notes::{Coming, clean_id};
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use throughline_core::notes::{NONE, NoteIndex, TextError};
use throughline_core::review::Review;

/// Texts of the review that are looked at in one go.
const PIECE: usize = 4096;

/// Places of one text in notes of the review that are kept; two are enough to say that it is not one.
const KEPT: usize = 2;

/// What was found of the notes on their way in among those of the review.
#[derive(Default)]
pub(super) struct Seen {
    /// Every id of the review that is one on its way in, or is made of one.
    pub ids: BTreeSet<String>,
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
    pub fn same_id(&self, wanted: &str, text: &str) -> Option<String> {
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
    pub fn place(&self, at: usize) -> Result<Option<(String, u32, bool)>, String> {
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
pub(super) fn look(
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
