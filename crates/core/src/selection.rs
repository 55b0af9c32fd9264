//! A condition on notes. One type, used by claims, retrieval and charts.

use crate::codebook::ThemeCode;
use crate::notes::{NONE, NoteIndex, Tag};
use crate::review::{Review, Status};
use crate::stance::Stance;

/// A condition on notes: every list that is not empty must be met.
///
/// A theme is carried by a note that carries it or a descendant of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Selection {
    /// At least one of these themes.
    pub any: Vec<ThemeCode>,
    /// All of these themes.
    pub all: Vec<ThemeCode>,
    /// None of these themes.
    pub none: Vec<ThemeCode>,
    /// The stance of a tag that meets `any` or `all`; of any tag where both are empty.
    pub stance: Vec<Stance>,
    /// One of these parts.
    pub part: Vec<u32>,
    /// One of these questions.
    pub question: Vec<u32>,
    /// A format (an index into [`Review::formats`]).
    pub format: Vec<u32>,
    /// The status of an organisation the note is attributed to.
    pub status: Option<Status>,
}

impl Selection {
    /// Everything that carries a theme or a descendant.
    #[must_use]
    pub fn theme(theme: ThemeCode) -> Self {
        Self {
            any: vec![theme],
            ..Self::default()
        }
    }

    /// Whether nothing is asked, so that every note fits.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// What is asked beside themes and stance.
    #[must_use]
    pub fn beside_themes(&self) -> Self {
        Self {
            any: Vec::new(),
            all: Vec::new(),
            none: Vec::new(),
            stance: Vec::new(),
            ..self.clone()
        }
    }

    /// Whether a note fits, its stance aside: the stance of an organisation is one over all its
    /// notes (rule 9), so it is judged after the notes are gathered.
    #[must_use]
    pub fn fits_but_stance(&self, review: &Review, note: NoteIndex) -> bool {
        self.fits_tags_but_stance(review, note, review.notes.tags.get(note as usize))
    }

    /// As [`fits_but_stance`](Self::fits_but_stance), for tags that the note has by somebody's
    /// reading: those of one coder, say, and not as coders are settled.
    #[must_use]
    pub fn fits_tags_but_stance(&self, review: &Review, note: NoteIndex, tags: &[Tag]) -> bool {
        let row = note as usize;
        let notes = &review.notes;
        let carries = |theme: ThemeCode| {
            tags.iter()
                .any(|t| review.codebook.lineage(t.theme).any(|c| c == theme))
        };
        let among = |list: &[u32], code: Option<&u32>| {
            list.is_empty() || code.is_some_and(|c| *c != NONE && list.contains(c))
        };
        let format = notes
            .engagement
            .get(row)
            .and_then(|&e| review.engagements.get(e as usize))
            .map(|e| e.format);
        (self.any.is_empty() || self.any.iter().any(|&t| carries(t)))
            && self.all.iter().all(|&t| carries(t))
            && !self.none.iter().any(|&t| carries(t))
            && among(&self.part, notes.part.get(row))
            && among(&self.question, notes.question.get(row))
            && among(&self.format, format.as_ref())
            && self.status.is_none_or(|status| {
                notes.organisations.get(row).iter().any(|&o| {
                    self.counts_organisation(review, o)
                        && review.organisations[o as usize].status == status
                })
            })
    }

    /// Whether an organisation may count for this selection: its status is the one asked for.
    #[must_use]
    pub fn counts_organisation(&self, review: &Review, organisation: u32) -> bool {
        self.status.is_none_or(|status| {
            review
                .organisations
                .get(organisation as usize)
                .is_some_and(|o| o.status == status)
        })
    }

    /// Whether a tag is one this selection speaks of: it meets `any` or `all`, or both are empty.
    #[must_use]
    pub fn speaks_of(&self, review: &Review, theme: ThemeCode) -> bool {
        (self.any.is_empty() && self.all.is_empty())
            || review
                .codebook
                .lineage(theme)
                .any(|c| self.any.contains(&c) || self.all.contains(&c))
    }
}
