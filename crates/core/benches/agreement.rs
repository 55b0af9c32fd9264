//! Agreement of many coders on many units, and bootstrap intervals.
//!
//! `cargo bench -p throughline-core --bench agreement`; issue 5 asks for the first in under a
//! second and for the second in under two.

use divan::{Bencher, black_box, counter::ItemsCount};
use throughline_core::agreement::{
    Bootstrap, Metric, Ratings, SetDistance, SetDistances, SetRatings, bootstrap, cohen_kappa,
    gwet_ac1, krippendorff_alpha, percent,
};

fn main() {
    divan::main();
}

/// A sequence without pattern that is the same each time (Steele, Lea and Flood 2014, `SplitMix64`).
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

/// Ratings in five categories, nine of ten as the unit's own, one of ten missing.
fn ratings(coders: usize, units: usize) -> Ratings {
    let mut sequence = Sequence(5);
    let own: Vec<u64> = (0..units).map(|_| sequence.below(5)).collect();
    let columns: Vec<Vec<Option<u16>>> = (0..coders)
        .map(|_| {
            own.iter()
                .map(|&own| match sequence.below(10) {
                    0 => None,
                    1 => u16::try_from(sequence.below(5)).ok(),
                    _ => u16::try_from(own).ok(),
                })
                .collect()
        })
        .collect();
    Ratings::of_columns(&["1", "2", "3", "4", "5"], &columns).unwrap_or_else(|e| panic!("{e}"))
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn alpha_of_100_coders_by_1_000_000_units(bencher: Bencher) {
    let ratings = ratings(100, 1_000_000);
    bencher
        .counter(ItemsCount::new(1_000_000_usize))
        .bench_local(|| krippendorff_alpha(black_box(&ratings), Metric::Nominal));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn ordinal_alpha_of_100_coders_by_1_000_000_units(bencher: Bencher) {
    let ratings = ratings(100, 1_000_000);
    bencher
        .counter(ItemsCount::new(1_000_000_usize))
        .bench_local(|| krippendorff_alpha(black_box(&ratings), Metric::Ordinal));
}

/// Percent, Cohen's kappa, alpha and AC1, each with its interval, of one theme by two coders.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn four_intervals_of_1_000_draws_of_5_000_notes(bencher: Bencher) {
    let ratings = ratings(2, 5_000);
    bencher.bench_local(|| {
        let mut taken = black_box(&ratings).clone();
        let mut of = |statistic: fn(&Ratings) -> throughline_core::agreement::Value| {
            bootstrap(5_000, None, Bootstrap::default(), |times| {
                taken.take(times);
                statistic(&taken)
            })
        };
        [
            of(percent),
            of(|r| cohen_kappa(r, &throughline_core::agreement::Weights::Identity)),
            of(|r| krippendorff_alpha(r, Metric::Nominal)),
            of(gwet_ac1),
        ]
    });
}

/// Alpha of the sets of up to three of 40 themes that two coders gave.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn interval_of_sets_of_1_000_draws_of_5_000_notes(bencher: Bencher) {
    let mut sequence = Sequence(7);
    let mut sets = SetRatings::default();
    for _ in 0..5_000 {
        let mut one: Vec<u32> = (0..sequence.below(3))
            .filter_map(|_| u32::try_from(sequence.below(40)).ok())
            .collect();
        let other = one.clone();
        if sequence.below(4) == 0 {
            one.extend(u32::try_from(sequence.below(40)));
        }
        sets.push([one.as_slice(), other.as_slice()]);
    }
    bencher.bench_local(|| {
        let reckoned = SetDistances::new(black_box(&sets), SetDistance::Masi);
        bootstrap(5_000, None, Bootstrap::default(), |times| {
            reckoned.alpha(Some(times))
        })
    });
}
