//! Samples of notes to tag, drawn so that anybody draws them again.

use crate::dates::Date;
use crate::ids::CoderId;
use crate::numbers::{counted, grouped};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A sample of notes that a coder was given, as `samples.toml` keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Who was given it.
    pub coder: CoderId,
    /// How many notes were drawn.
    pub notes: u32,
    /// Of how many notes of the review.
    pub of: u32,
    /// The seed of [`order`].
    pub seed: u64,
    /// Whether notes that the coder had read already were passed over.
    pub unread: bool,
    /// When, where that was said.
    pub date: Option<Date>,
}

impl Sample {
    /// How it was drawn, as it stands in a sheet and beside figures of agreement.
    ///
    /// ```
    /// use throughline_core::samples::Sample;
    /// let sample = Sample {
    ///     coder: "ana".parse()?, notes: 40, of: 1_540, seed: 7, unread: false, date: None,
    /// };
    /// assert_eq!(
    ///     sample.words(),
    ///     "40 of 1,540 notes, drawn with the seed 7 (ChaCha8, over the notes in order of id)",
    /// );
    /// # Ok::<(), throughline_core::ids::IdError>(())
    /// ```
    #[must_use]
    pub fn words(&self) -> String {
        format!(
            "{} of {}, drawn with the seed {} (ChaCha8, over the notes in order of id){}",
            grouped(self.notes.into()),
            counted(self.of, "note"),
            self.seed,
            if self.unread {
                ", notes that were read already passed over"
            } else {
                ""
            },
        )
    }
}

/// The order in which `n` notes are drawn, as indices into the notes in byte order of their ids. Each
/// takes, in that order, a number of 64 bits from `ChaCha8` (crate `rand_chacha`, whose values do not
/// change between versions and machines); the lowest number is drawn first. A sample of N is the
/// first N, so that a larger sample of the same seed holds a smaller one, and two coders who are
/// given the same seed are given the same notes.
///
/// ```
/// use throughline_core::samples::order;
/// assert_eq!(order(8, 7), [6, 0, 1, 5, 4, 2, 3, 7]);
/// ```
#[must_use]
pub fn order(n: u32, seed: u64) -> Vec<u32> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let mut drawn: Vec<(u64, u32)> = (0..n).map(|note| (generator.next_u64(), note)).collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|(_, note)| note).collect()
}
