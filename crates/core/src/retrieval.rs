//! Notes found by what they carry, who said them and what words stand in them.

use crate::codebook::ThemeCode;
use crate::coders::{Excerpt, NOTES_CODER, Policy, settle};
use crate::notes::{NoteIndex, Tag, TextError, TextPlace};
use crate::review::Review;
use crate::search::Search;
use crate::selection::Selection;
use std::collections::BTreeMap;
use std::ops::Range;

/// Texts that are read again together.
const BATCH: usize = 1 << 12;

/// What is asked for: every condition that is given must be met.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Themes, stance, part, question, format and status.
    pub selection: Selection,
    /// Whether a theme is carried by its own tags alone, and not by those of a theme beneath it.
    pub own: bool,
    /// Attributed to one of these organisations.
    pub organisations: Vec<u32>,
    /// By the tags of these coders instead of those that are settled ([`NOTES_CODER`] for the
    /// themes column); a note that none of them read does not fit.
    pub coders: Vec<u16>,
    /// Words in the text.
    pub search: Search,
}

impl Wanted {
    /// The notes that fit, in file order. Reads texts only where words are asked for.
    ///
    /// # Errors
    /// A text cannot be read again.
    pub fn find(&self, review: &Review) -> Result<Vec<NoteIndex>, TextError> {
        let mut tags = Vec::new();
        let mut fitting: Vec<NoteIndex> = review
            .notes
            .indices()
            .filter(|&note| self.read(review, note, &mut tags) && self.fits(review, note, &tags))
            .collect();
        if self.search.is_empty() {
            return Ok(fitting);
        }
        let mut kept = Vec::new();
        for batch in fitting.chunks(BATCH) {
            for (&note, text) in batch.iter().zip(texts(review, batch)?) {
                if self.search.find(&text).is_some() {
                    kept.push(note);
                }
            }
        }
        fitting = kept;
        Ok(fitting)
    }

    /// The tags of a note that were asked for: of the themes of the selection (and, unless
    /// [`own`](Self::own), of those beneath them), or all of them where it names none.
    #[must_use]
    pub fn tags(&self, review: &Review, note: NoteIndex) -> Vec<Tag> {
        let mut tags = Vec::new();
        self.read(review, note, &mut tags);
        tags.retain(|tag| self.speaks_of(review, tag.theme));
        tags
    }

    /// What to make stand out in the texts of notes that fit.
    #[must_use]
    pub fn highlighter<'a>(&'a self, review: &'a Review) -> Highlighter<'a> {
        let mut excerpts: BTreeMap<NoteIndex, Vec<&Excerpt>> = BTreeMap::new();
        let themes = !self.selection.any.is_empty() || !self.selection.all.is_empty();
        if let Some(coder_tags) = review.coder_tags.as_ref().filter(|_| themes) {
            for tagging in &coder_tags.taggings {
                if let Some(excerpt) = &tagging.excerpt
                    && (self.coders.is_empty() || self.coders.contains(&tagging.coder))
                    && tagging.themes.iter().any(|&t| self.speaks_of(review, t))
                {
                    excerpts.entry(tagging.note).or_default().push(excerpt);
                }
            }
        }
        Highlighter {
            search: &self.search,
            excerpts,
        }
    }

    /// Puts the tags by which a note is judged into `tags`; whether anybody asked for read it.
    fn read(&self, review: &Review, note: NoteIndex, tags: &mut Vec<Tag>) -> bool {
        tags.clear();
        let settled = review.notes.tags.get(note as usize);
        let (Some(coder_tags), false) = (&review.coder_tags, self.coders.is_empty()) else {
            tags.extend_from_slice(settled);
            return true;
        };
        let Ok(at) = coder_tags.notes.binary_search(&note) else {
            // Named in no coder's file: it has the tags of the themes column alone.
            if self.coders.contains(&NOTES_CODER) {
                tags.extend_from_slice(settled);
            }
            return !tags.is_empty();
        };
        let given = coder_tags.given.get(at).iter().copied();
        let mut given = given.filter(|g| self.coders.contains(&g.coder)).peekable();
        let read = given.peek().is_some();
        settle(given, Policy::Any, tags);
        read
    }

    fn fits(&self, review: &Review, note: NoteIndex, tags: &[Tag]) -> bool {
        let selection = &self.selection;
        let fits = if self.own {
            let carries = |theme: &ThemeCode| tags.iter().any(|tag| tag.theme == *theme);
            let rest = Selection {
                any: Vec::new(),
                all: Vec::new(),
                none: Vec::new(),
                ..selection.clone()
            };
            (selection.any.is_empty() || selection.any.iter().any(carries))
                && selection.all.iter().all(carries)
                && !selection.none.iter().any(carries)
                && rest.fits_tags_but_stance(review, note, tags)
        } else {
            selection.fits_tags_but_stance(review, note, tags)
        };
        let by = review.notes.organisations.get(note as usize);
        fits && (selection.stance.is_empty()
            || tags.iter().any(|tag| {
                self.speaks_of(review, tag.theme) && selection.stance.contains(&tag.stance)
            }))
            && (self.organisations.is_empty() || by.iter().any(|o| self.organisations.contains(o)))
    }

    fn speaks_of(&self, review: &Review, theme: ThemeCode) -> bool {
        let selection = &self.selection;
        if self.own {
            (selection.any.is_empty() && selection.all.is_empty())
                || selection.any.contains(&theme)
                || selection.all.contains(&theme)
        } else {
            selection.speaks_of(review, theme)
        }
    }
}

/// Says what to make stand out in a text: the words that were looked for and, where themes were
/// asked for, the excerpts that coders gave them to.
#[derive(Debug, Clone)]
pub struct Highlighter<'a> {
    search: &'a Search,
    excerpts: BTreeMap<NoteIndex, Vec<&'a Excerpt>>,
}

impl Highlighter<'_> {
    /// Ranges of bytes of a note's text, in order, none within another. An excerpt whose words no
    /// longer stand where they stood is left out.
    #[must_use]
    pub fn of(&self, note: NoteIndex, text: &str) -> Vec<Range<usize>> {
        let mut found = if self.search.is_empty() {
            Vec::new()
        } else {
            self.search.find(text).unwrap_or_default()
        };
        let excerpts = self.excerpts.get(&note).into_iter().flatten();
        found.extend(excerpts.filter_map(|excerpt| {
            let place = byte(text, excerpt.start)?..byte(text, excerpt.end)?;
            (text.get(place.clone()) == Some(excerpt.text.as_str())).then_some(place)
        }));
        crate::search::merged(found)
    }
}

/// The texts of some notes, in their order.
///
/// # Errors
/// A text cannot be read again.
pub fn texts(review: &Review, notes: &[NoteIndex]) -> Result<Vec<String>, TextError> {
    let places: Vec<TextPlace> = notes
        .iter()
        .filter_map(|&note| review.notes.places.get(note as usize).copied())
        .collect();
    review.texts.read(&places)
}

/// Where a code point of a text begins, in bytes; the end of the text for the one after the last.
fn byte(text: &str, code_point: u32) -> Option<usize> {
    let ends = std::iter::once(text.len());
    let mut begins = text.char_indices().map(|(at, _)| at).chain(ends);
    begins.nth(usize::try_from(code_point).ok()?)
}
