//! Which notes have been read, by whom it matters, and which are still to be tagged.

use crate::learnt::folds::hash;
use crate::learnt::{Example, MOST_LEARNT};
use std::collections::BTreeMap;
use throughline_core::codebook::ThemeCode;
use throughline_core::coders::{Given, NOTES_CODER, Policy};
use throughline_core::ids::CoderId;
use throughline_core::notes::{NONE, NoteIndex, TextError};
use throughline_core::review::Review;

/// Whose tags are looked at.
#[derive(Debug, Clone, Copy)]
enum Whose {
    /// Those that count, however they were settled.
    Settled,
    /// Those of one coder, by index into the coders of the review.
    Coder(u16),
    /// Those of a coder who has no file yet.
    Nobody,
}

/// The notes of a review, read or not, as one coder has left them or as they count.
#[derive(Debug)]
pub struct Tagged<'r> {
    review: &'r Review,
    whose: Whose,
    /// What coders' files say of a note, by note.
    listed: BTreeMap<NoteIndex, usize>,
}

impl<'r> Tagged<'r> {
    /// Of a coder, or of the tags that count where none is named. One coder's decisions are never seen
    /// through another's, so that they stay blind to each other.
    #[must_use]
    pub fn of(review: &'r Review, coder: Option<&CoderId>) -> Self {
        let tags = review.coder_tags.as_ref();
        let whose = match coder {
            Some(name) => {
                let at = tags.and_then(|t| t.coders.iter().position(|c| c == name));
                let at = at.and_then(|at| u16::try_from(at).ok());
                at.map_or(Whose::Nobody, Whose::Coder)
            }
            None => match tags.map(|t| t.policy) {
                Some(Policy::One(coder)) if coder != NOTES_CODER => Whose::Coder(coder),
                _ => Whose::Settled,
            },
        };
        let notes = tags.map(|t| t.notes.as_slice()).unwrap_or_default();
        Self {
            review,
            whose,
            listed: notes.iter().copied().zip(0..).collect(),
        }
    }

    /// Whether the coder has a file in the review.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        !matches!(self.whose, Whose::Nobody)
    }

    /// The themes of a note, rising; `None` of a note that was not read.
    #[must_use]
    pub fn themes(&self, note: NoteIndex) -> Option<Vec<ThemeCode>> {
        match self.whose {
            Whose::Nobody => None,
            Whose::Coder(coder) => {
                let mine: Vec<Given> = self.given(note).filter(|g| g.coder == coder).collect();
                let mut themes: Vec<ThemeCode> = mine.iter().filter_map(|g| g.theme).collect();
                themes.sort_unstable();
                themes.dedup();
                (!mine.is_empty()).then_some(themes)
            }
            Whose::Settled => {
                let tags = self.review.notes.tags.get(note as usize);
                let read = !tags.is_empty() || self.listed.contains_key(&note);
                read.then(|| tags.iter().map(|tag| tag.theme).collect())
            }
        }
    }

    fn given(&self, note: NoteIndex) -> impl Iterator<Item = Given> + '_ {
        let tags = self.review.coder_tags.as_ref();
        let at = self.listed.get(&note);
        tags.zip(at)
            .into_iter()
            .flat_map(|(tags, &at)| tags.given.get(at).iter().copied())
    }

    /// The notes that were not read, in file order.
    #[must_use]
    pub fn without(&self) -> Vec<NoteIndex> {
        let unread = |&note: &NoteIndex| self.themes(note).is_none();
        self.review.notes.indices().filter(unread).collect()
    }

    /// The notes that were read, with their texts, in file order: at most [`MOST_LEARNT`], drawn by a
    /// fixed hash of their ids.
    ///
    /// # Errors
    /// A notes file cannot be read again.
    pub fn examples(&self) -> Result<Vec<Example>, TextError> {
        let notes = &self.review.notes;
        let read = notes.indices();
        let mut read: Vec<(NoteIndex, Vec<ThemeCode>)> =
            read.filter_map(|n| Some((n, self.themes(n)?))).collect();
        if read.len() > MOST_LEARNT {
            read.sort_by_cached_key(|(note, _)| hash(notes.ids.get(*note as usize), 0));
            read.truncate(MOST_LEARNT);
            read.sort_unstable_by_key(|r| r.0);
        }
        let places: Vec<_> = read
            .iter()
            .filter_map(|(note, _)| notes.places.get(*note as usize).copied())
            .collect();
        let texts = self.review.texts.read(&places)?;
        let engagement = |note: NoteIndex| {
            let code = notes.engagement.get(note as usize).copied();
            code.filter(|&e| e != NONE)
        };
        Ok(read
            .into_iter()
            .zip(texts)
            .map(|((note, themes), text)| Example {
                note,
                engagement: engagement(note),
                text,
                themes,
            })
            .collect())
    }
}
