//! Which texts are held back together when what was learnt is tried on texts it has not seen.

use std::collections::BTreeMap;

/// Into how many folds texts are dealt.
pub const FOLDS: usize = 5;

/// What stays together in a fold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// All notes of an engagement: what was said in one room is alike, and says too much of itself.
    Engagement,
    /// A note, with every other of the same text.
    Note,
}

impl By {
    /// `engagement` or `note`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            By::Engagement => "engagement",
            By::Note => "note",
        }
    }
}

/// The fold of each text. Texts of one group stay together; groups are dealt in the order of a seeded
/// hash, the largest first, each to the fold with the fewest texts so far.
///
/// ```
/// use throughline_suggest::learnt::folds::deal;
/// let folds = deal(&["a", "b", "a", "c", "d", "e"], 2, 7);
/// assert_eq!(folds[0], folds[2]);
/// assert_eq!(folds.iter().filter(|&&f| f == 0).count(), 3);
/// assert_eq!(folds, deal(&["a", "b", "a", "c", "d", "e"], 2, 7));
/// ```
#[must_use]
pub fn deal(groups: &[&str], folds: usize, seed: u64) -> Vec<usize> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for group in groups {
        *sizes.entry(group).or_default() += 1;
    }
    let mut order: Vec<(&str, usize)> = sizes.into_iter().collect();
    order.sort_by_key(|&(group, size)| (usize::MAX - size, hash(group, seed), group));
    let mut filled = vec![0usize; folds.max(1)];
    let mut of_group: BTreeMap<&str, usize> = BTreeMap::new();
    for (group, size) in order {
        let emptiest = (0..filled.len())
            .min_by_key(|&f| filled.get(f))
            .unwrap_or(0);
        if let Some(slot) = filled.get_mut(emptiest) {
            *slot += size;
        }
        of_group.insert(group, emptiest);
    }
    groups
        .iter()
        .map(|group| of_group.get(group).copied().unwrap_or(0))
        .collect()
}

/// FNV-1a of 64 bits (Fowler, Noll and Vo 1991) with the finisher of splitmix64 (Steele, Lea and Flood
/// 2014): the same on every machine, for good.
#[must_use]
pub fn hash(text: &str, seed: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed;
    for &byte in text.as_bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
