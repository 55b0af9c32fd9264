//! Which notes of a theme are compared.
//!
//! Of a theme with many notes a sample is compared: places go round the organisations one by one,
//! so that a talkative one takes no more than its turn, and within each the notes are taken at even
//! distances in file order. There is no chance in it: the same review gives the same sample.

use super::DraftNote;
use super::central;
use crate::Support;
use std::collections::BTreeMap;
use throughline_core::notes::{NoteIndex, TextError, TextPlace};
use throughline_core::review::Review;
use throughline_core::stance::{Stance, StanceSet};

/// How many notes of a theme are compared at most.
pub const COMPARED: usize = 96;

/// How much of a text is read for comparison, in code points.
pub const READ: usize = 2_000;

/// How long a quote is at most, in code points.
pub const QUOTED: usize = 280;

/// Notes that are compared with one another.
pub(super) struct Candidates {
    /// In file order, each with its rank: those of a lower rank come first whatever their text.
    notes: Vec<(NoteIndex, u8)>,
}

impl Candidates {
    /// Notes that exemplify a theme: those that may be quoted, of these those that take the stance
    /// that leads; where that leaves none, what is left by the last step that leaves some. Mixed
    /// asks for no note that is mixed itself: one for and one against are of both minds as well.
    pub(super) fn exemplars(
        review: &Review,
        taken: &[(NoteIndex, StanceSet)],
        leading: Option<Stance>,
    ) -> Self {
        let quotable = |note: NoteIndex| {
            let flags = review.notes.flags.get(note as usize);
            flags.is_some_and(|flags| flags.quotable)
        };
        let mut notes = taken.to_vec();
        narrow(&mut notes, |(note, _)| quotable(*note));
        narrow(&mut notes, |(_, stances)| {
            leading.is_none_or(|stance| stance == Stance::Mixed || stances.contains(stance))
        });
        let ranked = notes.into_iter().map(|(note, _)| (note, 0)).collect();
        Self {
            notes: sample(review, ranked),
        }
    }

    /// Notes against a theme: those that take a stance against it, first those of organisations
    /// that are against it by their one stance (rule 9), then those of organisations of both minds,
    /// then the rest. Where no note is against it, those of both minds.
    pub(super) fn contrary(
        review: &Review,
        taken: &[(NoteIndex, StanceSet)],
        support: &Support,
        against: StanceSet,
    ) -> Self {
        let mut ranks = vec![2u8; review.organisations.len()];
        for stance in Stance::ALL {
            let rank = match stance {
                _ if against.contains(stance) => 0,
                Stance::Mixed => 1,
                _ => continue,
            };
            for &organisation in support.of_stance(stance) {
                if let Some(slot) = ranks.get_mut(organisation as usize) {
                    *slot = rank;
                }
            }
        }
        let rank = |note: NoteIndex| {
            let of = review.notes.organisations.get(note as usize).iter();
            let each = of.filter_map(|&o| ranks.get(o as usize).copied());
            each.min().unwrap_or(2)
        };
        let mixed: StanceSet = [Stance::Mixed].into_iter().collect();
        let mut notes = taken.to_vec();
        notes.retain(|(_, stances)| stances.meets(against) || stances.meets(mixed));
        narrow(&mut notes, |(_, stances)| stances.meets(against));
        let mut ranked: Vec<(NoteIndex, u8)> =
            notes.iter().map(|(note, _)| (*note, rank(*note))).collect();
        // A sample leaves no note of the first rank out for one of the last.
        let mut kept = Vec::new();
        for rank in 0..=2 {
            let of_rank: Vec<_> = ranked.iter().copied().filter(|r| r.1 == rank).collect();
            kept.extend(sample_of(review, of_rank, COMPARED - kept.len()));
        }
        kept.sort_unstable();
        ranked = kept;
        Self { notes: ranked }
    }

    /// The notes, the best first, with their texts.
    pub(super) fn ranked(&self, review: &Review) -> Result<Vec<DraftNote>, TextError> {
        let places: Vec<TextPlace> = self
            .notes
            .iter()
            .filter_map(|(note, _)| review.notes.places.get(*note as usize).copied())
            .collect();
        let texts = review.texts.read(&places)?;
        let texts: Vec<String> = texts.iter().map(|text| one_line(text)).collect();
        let groups: Vec<&[u32]> = self
            .notes
            .iter()
            .map(|(note, _)| review.notes.organisations.get(*note as usize))
            .collect();
        let ranks: Vec<u8> = self.notes.iter().map(|(_, rank)| *rank).collect();
        Ok(central::order(&texts, &groups, &ranks)
            .into_iter()
            .filter_map(|at| {
                let (note, text) = (self.notes.get(at)?.0, texts.get(at)?);
                let (text, cut) = excerpt(text);
                if text.is_empty() {
                    return None;
                }
                let flags = review.notes.flags.get(note as usize).copied();
                Some(DraftNote {
                    note,
                    id: review.notes.ids.get(note as usize).to_owned(),
                    text: text.to_owned(),
                    cut,
                    quotable: flags.unwrap_or_default().quotable,
                    organisations: review.notes.organisations.get(note as usize).to_vec(),
                })
            })
            .collect())
    }
}

/// Keeps what fits, unless nothing does.
fn narrow<T>(list: &mut Vec<T>, fits: impl Fn(&T) -> bool) {
    if list.iter().any(&fits) {
        list.retain(fits);
    }
}

fn sample(review: &Review, notes: Vec<(NoteIndex, u8)>) -> Vec<(NoteIndex, u8)> {
    sample_of(review, notes, COMPARED)
}

/// At most `most` notes: by turns of the organisations named first on them, each with notes at even
/// distances.
fn sample_of(review: &Review, notes: Vec<(NoteIndex, u8)>, most: usize) -> Vec<(NoteIndex, u8)> {
    if notes.len() <= most {
        return notes;
    }
    let mut groups: BTreeMap<Option<u32>, Vec<(NoteIndex, u8)>> = BTreeMap::new();
    for note in notes {
        let first = review.notes.organisations.get(note.0 as usize).first();
        groups.entry(first.copied()).or_default().push(note);
    }
    let groups: Vec<Vec<(NoteIndex, u8)>> = evenly(groups.into_values().collect(), most);
    let mut turns = vec![0; groups.len()];
    let mut left = most;
    while left > 0 {
        for (turn, group) in turns.iter_mut().zip(&groups) {
            if left > 0 && *turn < group.len() {
                *turn += 1;
                left -= 1;
            }
        }
    }
    let mut sample: Vec<(NoteIndex, u8)> = groups
        .into_iter()
        .zip(turns)
        .flat_map(|(group, turns)| evenly(group, turns))
        .collect();
    sample.sort_unstable();
    sample
}

/// At most `most` things of a list, at even distances, the first among them.
fn evenly<T>(list: Vec<T>, most: usize) -> Vec<T> {
    let all = list.len();
    if all <= most {
        return list;
    }
    // Of n things, the one at i stands for a place when ⌊i · most / n⌋ is not that of the one before.
    let place = |i: usize| i * most / all;
    list.into_iter()
        .enumerate()
        .filter(|(i, _)| *i == 0 || place(*i) != place(*i - 1))
        .map(|(_, thing)| thing)
        .collect()
}

/// The beginning of a text as far as it is read, white space as single spaces.
fn one_line(text: &str) -> String {
    let end = text
        .char_indices()
        .nth(READ)
        .map_or(text.len(), |(at, _)| at);
    // A word that is cut through would not be the note's.
    let read = text.get(..end).unwrap_or_default();
    let mut words: Vec<&str> = read.split_whitespace().collect();
    if end < text.len() && words.len() > 1 {
        words.pop();
    }
    words.join(" ")
}

/// The sentences of a text from its start that are short enough for a quote, and whether it goes
/// on. Of a first sentence that is too long itself, whole words; of a word that is, its beginning.
fn excerpt(text: &str) -> (&str, bool) {
    let Some((limit, _)) = text.char_indices().nth(QUOTED) else {
        return (text, false);
    };
    let short = text.get(..limit).unwrap_or_default();
    let sentence = [". ", "! ", "? "]
        .iter()
        .filter_map(|end| short.rfind(end))
        .max()
        .map(|at| at + 1);
    let end = sentence.or_else(|| short.rfind(' ')).unwrap_or(limit);
    (text.get(..end).unwrap_or_default(), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_distances() {
        let of = |n: usize, most| evenly((0..n).collect::<Vec<_>>(), most);
        assert_eq!(of(10, 5), [0, 2, 4, 6, 8]);
        assert_eq!(of(7, 3), [0, 3, 5]);
        assert_eq!(of(2, 3), [0, 1]);
        assert_eq!(of(1_000, 96).len(), 96);
        assert!(of(5, 0).len() <= 1);
    }

    #[test]
    fn a_quote_ends_with_a_sentence() {
        let long = format!(
            "{}. {}. Rest.",
            "a ".repeat(60).trim(),
            "b ".repeat(60).trim()
        );
        let (text, cut) = excerpt(&long);
        assert!(text.ends_with("Rest.") && !cut, "{text}");
        let longer = format!("{long} {}", "c ".repeat(60));
        let (text, cut) = excerpt(&longer);
        assert!(text.ends_with("Rest.") && cut, "{text}");
        let abbreviated = format!("{} ends. {}", "a ".repeat(60).trim(), "c ".repeat(90));
        assert!(excerpt(&abbreviated).0.ends_with("ends."));
        let (text, cut) = excerpt("A short one.");
        assert_eq!((text, cut), ("A short one.", false));
        let words = "word ".repeat(100);
        assert!(excerpt(words.trim()).0.ends_with("word"));
        assert_eq!(excerpt(&"ā".repeat(400)).0.chars().count(), QUOTED);
    }

    #[test]
    fn what_is_read_of_a_long_text_ends_with_a_word() {
        let long = "word ".repeat(1_000);
        let read = one_line(&long);
        assert!(read.chars().count() <= READ && read.ends_with("word"));
        assert_eq!(one_line(" two\n words "), "two words");
    }
}
