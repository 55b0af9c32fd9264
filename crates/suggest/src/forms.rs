//! Forms of words that were met, with what they come to: looking here takes a tenth of the time that
//! stemming does.

/// The last form met at each place of a table, with its number.
#[derive(Debug)]
pub(crate) struct Forms {
    table: Vec<(Key, u16)>,
}

/// A folded word of at most 16 bytes: its first and its last eight, four or one of them, and how many
/// it has, which together are all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Key {
    first: u64,
    last: u64,
    length: u8,
}

impl Key {
    fn of(folded: &str) -> Option<Self> {
        let bytes = folded.as_bytes();
        let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(&first), Some(&last)) if bytes.len() <= 16 => {
                (u64::from_le_bytes(first), u64::from_le_bytes(last))
            }
            (Some(_), _) => return None,
            _ => match (bytes.first_chunk(), bytes.last_chunk(), bytes) {
                (Some(&first), Some(&last), _) => (
                    u32::from_le_bytes(first).into(),
                    u32::from_le_bytes(last).into(),
                ),
                (_, _, &[a, b, c]) => (u16::from_le_bytes([a, b]).into(), c.into()),
                (_, _, &[a, b]) => (a.into(), b.into()),
                (_, _, &[a]) => (a.into(), 0),
                _ => return None,
            },
        };
        Some(Self {
            first,
            last,
            length: u8::try_from(bytes.len()).ok()?,
        })
    }

    /// Its place in a table: Fibonacci hashing (Knuth 1973, section 6.4).
    fn place(self) -> usize {
        let word = self.first ^ self.last.rotate_left(29);
        let mixed = word.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed >> (u64::BITS - PLACES)).unwrap_or(0)
    }
}

/// Places in the table, as a power of two.
const PLACES: u32 = 13;

impl Default for Forms {
    fn default() -> Self {
        Self {
            // No word has no bytes, so an empty place is none.
            table: vec![(Key::default(), 0); 1 << PLACES],
        }
    }
}

impl Forms {
    /// The number of a folded word, found anew where it is not at hand.
    pub fn number(&mut self, folded: &str, find: impl FnOnce() -> u16) -> u16 {
        let key = Key::of(folded);
        let place = key.and_then(|key| Some((key, self.table.get_mut(key.place())?)));
        let Some((key, place)) = place else {
            return find();
        };
        if place.0 != key {
            *place = (key, find());
        }
        place.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Two words have one key only when they are one word.
        #[test]
        fn a_key_is_all_of_its_word(a in "[ab'é]{0,9}", b in "[ab'é]{0,9}", at in 0usize..9) {
            let near: String = a.chars().enumerate().map(|(n, c)| if n == at { 'x' } else { c }).collect();
            for other in [b, near] {
                if let (Some(x), Some(y)) = (Key::of(&a), Key::of(&other)) {
                    prop_assert_eq!(x == y, a == other);
                }
            }
        }
    }
}
