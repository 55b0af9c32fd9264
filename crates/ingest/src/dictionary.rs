//! Words to codes: each distinct word is kept once and has the code of its first appearance.

use foldhash::{fast, quality};
use std::hash::BuildHasher;
use std::num::NonZeroU32;
use throughline_core::notes::Strings;

/// The 64-bit hash by which ids and texts are compared before they are compared for real.
///
/// foldhash, seeded with a constant, because equal inputs must give equal runs; it is not stored,
/// so it need not be stable between versions. Two equal hashes are never taken for equality.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    quality::FixedState::with_seed(0).hash_one(bytes)
}

/// Distinct words in order of first appearance, end to end in one string, with a table of their
/// codes probed by hash: a million look-ups of a few thousand words stay within the cache.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    words: Strings,
    /// A power of two of places, at most half of them taken: the upper half of the word's hash
    /// and its code.
    table: Vec<Option<(u32, NonZeroU32)>>,
}

impl Dictionary {
    /// The code of a word, a new one when it is new.
    pub fn code(&mut self, word: &str) -> u32 {
        if 2 * (self.words.len() + 1) > self.table.len() {
            self.grow();
        }
        let (at, tag) = self.probe(word);
        if let Some(&Some((_, code))) = self.table.get(at) {
            return code.get() - 1;
        }
        let code = u32::try_from(self.words.len()).unwrap_or(u32::MAX - 1);
        self.words.push(word);
        if let Some(place) = self.table.get_mut(at) {
            *place = NonZeroU32::new(code + 1).map(|code| (tag, code));
        }
        code
    }

    /// The code of a word that has one.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<u32> {
        let (at, _) = self.probe(word);
        let (_, code) = (*self.table.get(at)?)?;
        Some(code.get() - 1)
    }

    /// The place of a word in the table, or the free one where it would stand; and its tag.
    fn probe(&self, word: &str) -> (usize, u32) {
        let hash = fast::FixedState::with_seed(0).hash_one(word.as_bytes());
        let tag = u32::try_from(hash >> 32).unwrap_or_default();
        let mask = self.table.len().wrapping_sub(1);
        let mut at = usize::try_from(hash & 0xFFFF_FFFF).unwrap_or_default() & mask;
        while let Some(&Some((other, code))) = self.table.get(at) {
            if other == tag && self.word(code.get() - 1).as_bytes() == word.as_bytes() {
                break;
            }
            at = (at + 1) & mask;
        }
        (at, tag)
    }

    fn grow(&mut self) {
        let places = (4 * self.words.len()).next_power_of_two().max(16);
        self.table = vec![None; places];
        for (index, code) in (0..self.words.len()).zip(1..) {
            let (at, tag) = self.probe(self.words.get(index));
            if let Some(place) = self.table.get_mut(at) {
                *place = NonZeroU32::new(code).map(|code| (tag, code));
            }
        }
    }

    /// The words, in order of their codes.
    #[must_use]
    pub fn words(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.words.len()).map(|code| self.words.get(code))
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word of a code.
    #[must_use]
    pub fn word(&self, code: u32) -> &str {
        self.words.get(code as usize)
    }

    /// The words that are new since there were `known` of them.
    pub(crate) fn since(&self, known: usize) -> Strings {
        let mut new = Strings::default();
        for code in known..self.words.len() {
            new.push(self.words.get(code));
        }
        new
    }
}

/// What stands between cells that are looked at together (an engagement's id, type and date) in
/// one word: a NUL, which no row that is read can hold.
pub(crate) const BETWEEN: char = '\0';

/// The cells of a joined word: always `N`, blank where there are fewer.
#[must_use]
pub fn split<const N: usize>(word: &str) -> [&str; N] {
    let mut cells = word.split(BETWEEN);
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn codes_are_those_of_a_plain_map(words in proptest::collection::vec("[a-d]{0,4}", 0..400)) {
            let (mut dictionary, mut plain) = (Dictionary::default(), HashMap::new());
            for word in &words {
                let next = plain.len();
                let expected = *plain.entry(word).or_insert(next);
                prop_assert_eq!(dictionary.code(word) as usize, expected);
            }
            for (word, code) in plain {
                prop_assert_eq!(dictionary.find(word), u32::try_from(code).ok());
                prop_assert_eq!(dictionary.word(u32::try_from(code).unwrap()), word);
            }
            prop_assert_eq!(dictionary.find("zz"), None);
        }
    }
}
