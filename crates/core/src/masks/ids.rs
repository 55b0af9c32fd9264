//! Ids, of which there may be one for every note: a text is short beside them, so its words are
//! looked up among the ids. They are read where they lie in the review; what is held besides is
//! eight bytes an id.

use super::fold::{Glyph, fold_into};
use super::words::{Case, Word, begins_word, ends_word, letters};
use crate::publication::SecretIds;

/// An id shorter than this, in code points, is a word or a number that may stand anywhere.
const SHORTEST: usize = 3;

/// Ids are told apart by this many letters and figures; those of longer ones are then compared.
const HELD: usize = 256;

/// Ids by what they are known by.
#[derive(Debug, Clone)]
pub(super) struct Ids<'a> {
    pub of: &'a SecretIds<'a>,
    /// Where the rows of each bucket begin, and where those of the last end.
    starts: Vec<u32>,
    /// Rows of ids, bucket after bucket, rising in each.
    rows: Vec<u32>,
    /// Whether any id has as many letters and figures as the place in the list, up to [`HELD`].
    lengths: Vec<bool>,
}

/// What an id is known by, wherever it stands: the letters and figures as they are written and the
/// punctuation between them, up to the last of the letters. Spaces are left out, as a line may end
/// at a hyphen.
#[derive(Debug, Clone, Copy, Default)]
struct Sum(u64);

impl Sum {
    fn add(&mut self, glyph: Glyph) {
        let c = if glyph.is_letter() {
            glyph.raw
        } else if glyph.folded.is_whitespace() {
            return;
        } else {
            glyph.folded
        };
        self.0 = (self.0.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    /// The bucket, of so many.
    fn bucket(self, buckets: usize) -> usize {
        let place = (self.0 >> 32) * buckets as u64;
        usize::try_from(place >> 32).unwrap_or_default()
    }
}

impl<'a> Ids<'a> {
    pub fn new(of: &'a SecretIds<'a>) -> Self {
        let buckets = of.ids.len();
        let mut lengths = Vec::new();
        let mut glyphs = Vec::new();
        let mut starts = vec![0u32; buckets + 1];
        // The bucket of each row; the one past the last for an id that is not looked for.
        let all = 0..u32::try_from(buckets).unwrap_or(u32::MAX);
        let bucket_of: Vec<u32> = all
            .clone()
            .map(|row| {
                let bucket = of
                    .tells(row)
                    .and_then(|written| known_by(written, &mut glyphs, &mut lengths))
                    .map_or(buckets, |sum| sum.bucket(buckets));
                if let Some(count) = starts.get_mut(bucket) {
                    *count += 1;
                }
                u32::try_from(bucket).unwrap_or(u32::MAX)
            })
            .collect();
        // From how many each bucket has to where it ends, and as its rows are put in from the last
        // to the first, to where it begins.
        let mut end = 0;
        for count in starts.iter_mut().take(buckets) {
            end += *count;
            *count = end;
        }
        let mut rows = vec![0; end as usize];
        for (row, &bucket) in all.zip(&bucket_of).rev() {
            if bucket as usize == buckets {
                continue;
            }
            if let Some(start) = starts.get_mut(bucket as usize) {
                *start -= 1;
                if let Some(place) = rows.get_mut(*start as usize) {
                    *place = row;
                }
            }
        }
        if let Some(last) = starts.last_mut() {
            *last = end;
        }
        Self {
            of,
            starts,
            rows,
            lengths,
        }
    }

    /// Each id that stands in a text: its first and its last glyph.
    pub fn search(&self, glyphs: &[Glyph]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        if self.rows.is_empty() {
            return found;
        }
        let places: Vec<usize> = letters(glyphs).collect();
        for (from, &first) in places.iter().enumerate() {
            if !begins_word(glyphs, first) {
                continue;
            }
            let rest = places.get(from..).unwrap_or_default();
            let mut sum = Sum::default();
            let mut next = first;
            let mut figure = false;
            for (&place, length) in rest.iter().zip(1..self.lengths.len()) {
                for glyph in glyphs.get(next..=place).unwrap_or_default() {
                    sum.add(*glyph);
                    figure |= glyph.raw.is_ascii_digit();
                }
                next = place + 1;
                let may_end = length == HELD || figure && ends_word(glyphs, place);
                if may_end && self.lengths.get(length) == Some(&true) {
                    self.fitting(sum, length, glyphs, rest, &mut found);
                }
            }
        }
        found
    }

    /// Adds the ids of a bucket that stand at the first of the letters at these places.
    fn fitting(
        &self,
        sum: Sum,
        length: usize,
        glyphs: &[Glyph],
        places: &[usize],
        found: &mut Vec<(usize, usize)>,
    ) {
        for &row in self.bucket(sum) {
            let Some(word) = self.of.tells(row).and_then(word) else {
                continue;
            };
            let places = places.get(..word.len()).unwrap_or_default();
            if word.len().min(HELD) == length
                && word.stands(glyphs, places)
                && let (Some(&first), Some(&last)) = (places.first(), places.last())
            {
                found.push((first, last));
            }
        }
    }

    fn bucket(&self, sum: Sum) -> &[u32] {
        let bucket = sum.bucket(self.starts.len().saturating_sub(1));
        let range = match (self.starts.get(bucket), self.starts.get(bucket + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => 0..0,
        };
        self.rows.get(range).unwrap_or_default()
    }
}

impl SecretIds<'_> {
    /// The id of a row, where it must not be printed and can be told from a word or a number: it
    /// has three characters or more, and a letter and a figure among them.
    fn tells(&self, row: u32) -> Option<&str> {
        let id = self.ids.get(row as usize);
        let tells = if id.is_ascii() {
            let id = id.trim().as_bytes();
            id.len() >= SHORTEST
                && id.iter().any(u8::is_ascii_alphabetic)
                && id.iter().any(u8::is_ascii_digit)
        } else {
            let id = id.trim();
            id.chars().count() >= SHORTEST
                && id.chars().any(char::is_alphabetic)
                && id.chars().any(|c| c.is_ascii_digit())
        };
        (tells && !self.printed.contains(id)).then_some(id.trim())
    }
}

/// An id as it is looked for: as it is written, with the same punctuation.
fn word(written: &str) -> Option<Word> {
    Word::new(written, Case::Exact, 0)
}

/// What an id is known by; `None` where it has fewer than two letters and figures. Marks how many
/// it has.
fn known_by(written: &str, glyphs: &mut Vec<Glyph>, lengths: &mut Vec<bool>) -> Option<Sum> {
    glyphs.clear();
    fold_into(glyphs, written, &[]);
    let mut sum = Sum::default();
    let mut known = Sum::default();
    let mut length = 0;
    for glyph in glyphs.iter().skip_while(|glyph| !glyph.is_letter()) {
        sum.add(*glyph);
        if glyph.is_letter() {
            known = sum;
            length += 1;
            if length == HELD {
                break;
            }
        }
    }
    if length < 2 {
        return None;
    }
    if lengths.len() <= length {
        lengths.resize(length + 1, false);
    }
    if let Some(any) = lengths.get_mut(length) {
        *any = true;
    }
    Some(known)
}

#[cfg(test)]
mod tests;
