//! Excerpts of notes: the form in which a note's text is counted in code points, and how an excerpt
//! is found again when its note has been edited.
//!
//! An excerpt is taken to a place only where its words stand, in steps, the first that finds
//! something deciding:
//!
//! 1. **In place**: its words stand between its offsets.
//! 2. **Exactly elsewhere**: its words, character for character. Of several places the one nearest
//!    to the old one is taken; two that are equally near are none. What begins or ends inside a
//!    longer word ("art" in "party") is passed over, unless the excerpt has [`SURE`] code points.
//! 3. **The same words**: the same words in the same order, whatever their case, the punctuation and
//!    white space between them and the shape of quotation marks; of several as in step 2.
//! 4. **Nearly the same words**: at most one word in [`ONE_IN`] added, taken out or changed, and at
//!    most [`MOST_EDITS`], with its first and its last word as they were. Only where no second place
//!    comes as near as that.
//!
//! Otherwise it is lost, and says why. An excerpt without offsets (both 0) is looked for by its
//! words; steps 2 and 3 then need a single place. Offsets without words are given the words that
//! stand there.
//!
//! Cost: linear in the text for steps 1 to 3. Step 4 looks at about twice as many cells as the text
//! has words times the edits allowed (Ukkonen 1985), which are at most 8.

mod nearly;
mod text;

pub use text::{ExcerptText, text_form};

use crate::coders::Excerpt;
use std::fmt;

/// An excerpt of so many code points may begin or end inside a word.
pub const SURE: usize = 20;

/// One word in so many may have changed.
pub const ONE_IN: usize = 5;

/// So many words may have changed at most.
pub const MOST_EDITS: usize = 8;

/// Places that are looked at before there are too many.
const MOST_PLACES: usize = 64;

/// How an excerpt was found elsewhere than at its offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Character for character.
    Exactly,
    /// The same words; case, punctuation, quotation marks or white space differ.
    SameWords,
    /// So many words were added, taken out or changed.
    Nearly(u32),
}

/// Why an excerpt was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Its words are not in the text, nor words that come near.
    Nowhere,
    /// Its words stand at several places, and none is nearest.
    Several,
    /// It has offsets and no words, and the text ends before them.
    PastTheEnd,
    /// It has neither words nor a place of any length.
    Blank,
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Lost::Nowhere => "its words no longer stand in the note",
            Lost::Several => "its words stand at several places in the note, none nearest",
            Lost::PastTheEnd => "the note ends before it",
            Lost::Blank => "it has neither words nor a length",
        })
    }
}

/// Where an excerpt is now. The excerpt that is given has the words of the text at its offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// At its offsets; also one that had no words, and now has them.
    InPlace(Excerpt),
    /// Found by its words alone, since it had no offsets.
    ByWords(Excerpt, Found),
    /// Elsewhere than it was.
    Moved(Excerpt, Found),
    /// Nowhere that is sure.
    Lost(Lost),
}

impl Anchor {
    /// The excerpt as it stands in the text now.
    #[must_use]
    pub fn excerpt(&self) -> Option<&Excerpt> {
        match self {
            Anchor::InPlace(excerpt) | Anchor::ByWords(excerpt, _) | Anchor::Moved(excerpt, _) => {
                Some(excerpt)
            }
            Anchor::Lost(_) => None,
        }
    }
}

/// Finds an excerpt in a text in its normal form ([`text_form`]). For several excerpts of one text
/// make an [`ExcerptText`] and ask it.
///
/// ```
/// use throughline_core::coders::Excerpt;
/// use throughline_core::excerpts::{Anchor, Found, Lost, anchor};
/// let was = |text: &str| Excerpt { start: 0, end: text.chars().count() as u32, text: text.into() };
/// let at = |start, end, text: &str| Excerpt { start, end, text: text.into() };
/// // "It costs" was "Costs" once, and the note has a new first sentence.
/// let text = "Kāore. It costs a lot of time, and “more” money.";
/// assert_eq!(anchor(text, &at(7, 15, "It costs")), Anchor::InPlace(at(7, 15, "It costs")));
/// assert_eq!(
///     anchor(text, &was("lot of time")),
///     Anchor::Moved(at(18, 29, "lot of time"), Found::Exactly),
/// );
/// assert_eq!(
///     anchor(text, &was("Time and \"more\" money")),
///     Anchor::Moved(at(25, 47, "time, and “more” money"), Found::SameWords),
/// );
/// assert_eq!(
///     anchor(text, &was("costs a great lot of time and more money")),
///     Anchor::Moved(at(10, 47, "costs a lot of time, and “more” money"), Found::Nearly(1)),
/// );
/// assert_eq!(anchor(text, &was("cost")), Anchor::Lost(Lost::Nowhere));
/// ```
#[must_use]
pub fn anchor(text: &str, excerpt: &Excerpt) -> Anchor {
    ExcerptText::new(text).anchor(excerpt)
}

impl ExcerptText<'_> {
    /// Finds an excerpt in the text.
    #[must_use]
    pub fn anchor(&self, excerpt: &Excerpt) -> Anchor {
        let words = text_form(&excerpt.text);
        let placed = excerpt.end > excerpt.start;
        if words.is_empty() {
            if !placed {
                return Anchor::Lost(Lost::Blank);
            }
            return match self.excerpt(excerpt.start, excerpt.end) {
                Some(found) => Anchor::InPlace(found),
                None => Anchor::Lost(Lost::PastTheEnd),
            };
        }
        if placed
            && let Some(found) = self.excerpt(excerpt.start, excerpt.end)
            && text_form(&found.text) == words
        {
            return Anchor::InPlace(found);
        }
        let near = placed.then_some(excerpt.start);
        let found = self
            .exactly(&words, near)
            .map(|f| f.map(|e| (e, Found::Exactly)))
            .or_else(|| {
                let same = self.same_words(&words, near)?;
                Some(same.map(|e| (e, Found::SameWords)))
            })
            .or_else(|| {
                let (e, edits) = nearly::find(self, &words)?;
                Some(Ok((e, Found::Nearly(edits))))
            });
        match found {
            None => Anchor::Lost(Lost::Nowhere),
            Some(Err(lost)) => Anchor::Lost(lost),
            Some(Ok((found, how))) if placed => Anchor::Moved(found, how),
            Some(Ok((found, how))) => Anchor::ByWords(found, how),
        }
    }

    /// Step 2; nothing where the words are nowhere.
    fn exactly(&self, words: &str, near: Option<u32>) -> Option<Result<Excerpt, Lost>> {
        let sure = words.chars().nth(SURE - 1).is_some();
        let mut places = Vec::new();
        for (from, to) in overlapping(self.text(), words) {
            if sure || self.at_word_edges(from, to) {
                places.push((self.point(from), self.point(to)));
            }
            if places.len() > MOST_PLACES {
                return Some(Err(Lost::Several));
            }
        }
        self.choose(&places, near)
    }

    /// Step 3.
    fn same_words(&self, words: &str, near: Option<u32>) -> Option<Result<Excerpt, Lost>> {
        let wanted = ExcerptText::new(words);
        let (needle, count) = (wanted.joined(), wanted.words().len());
        if count == 0 {
            return None;
        }
        let joined = self.joined();
        let mut places = Vec::new();
        let (mut word, mut counted) = (0, 0);
        for (from, _) in overlapping(joined, needle) {
            // Each word is led by one space.
            let led = joined.get(counted..from).unwrap_or_default();
            word += led.matches(' ').count();
            counted = from;
            places.extend(self.span_of_words(word, word + count));
            if places.len() > MOST_PLACES {
                return Some(Err(Lost::Several));
            }
        }
        self.choose(&places, near)
    }

    /// The one place, or the one nearest to where it was.
    fn choose(&self, places: &[(u32, u32)], near: Option<u32>) -> Option<Result<Excerpt, Lost>> {
        let chosen = match (places, near) {
            ([], _) => return None,
            (&[one], _) => one,
            (_, None) => return Some(Err(Lost::Several)),
            (several, Some(near)) => {
                let far = |place: &&(u32, u32)| place.0.abs_diff(near);
                let &best = several.iter().min_by_key(far)?;
                let as_near = several.iter().filter(|p| far(p) == far(&&best));
                if as_near.count() > 1 {
                    return Some(Err(Lost::Several));
                }
                best
            }
        };
        self.excerpt(chosen.0, chosen.1).map(Ok)
    }
}

/// Every place of some words in a text, in bytes, those that overlap included.
fn overlapping<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let step = words.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(words)?;
        from = at + step;
        Some((at, at + words.len()))
    })
}

#[cfg(test)]
mod tests;
