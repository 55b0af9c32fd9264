//! Properties of the pure rules.

use proptest::prelude::*;
use throughline_core::names::{name_key, shown_name};
use throughline_core::numbers::{Proportion, ratio4};
use throughline_core::stance::{Stance, StanceSet};
use throughline_core::wording::Scale;

proptest! {
    /// Rule 5: a key is its own key, and neither case nor white space changes it.
    #[test]
    fn a_name_key_is_stable(name in "\\PC{0,40}") {
        let key = name_key(&name);
        prop_assert_eq!(name_key(&key), key.clone());
        prop_assert_eq!(name_key(&format!(" \u{a0}{name}\t")), key.clone());
        prop_assert_eq!(name_key(&shown_name(&name)), key);
    }

    /// Half up: the rounded share differs from the true one by at most half a unit, and never
    /// lies below it by exactly half.
    #[test]
    fn shares_round_half_up(base in 1u64..100_000, part in 0.0f64..=1.0) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a test value below 100,000")]
        let count = (part * base as f64) as u64;
        let digits: u64 = ratio4(count, base).unwrap().replace('.', "").parse().unwrap();
        // 2·|digits/10000 − count/base| ≤ 1/10000, in integers
        let (got, want) = (2 * digits * base, 20_000 * count);
        prop_assert!(got + base > want && got <= want + base);
    }

    /// A percent is between the shares of its neighbours.
    #[test]
    fn percents_never_leave_the_range(base in 1u32..10_000, count in 0u32..10_000) {
        let count = count.min(base);
        let percent = Proportion { count, base }.percent().unwrap();
        prop_assert!(percent <= 100);
        prop_assert_eq!(percent == 100, 200 * u64::from(count) + u64::from(base) >= 200 * u64::from(base));
    }

    /// Rule 9 does not depend on the order in which notes are met.
    #[test]
    fn stances_fold_in_any_order(mut met in prop::collection::vec(0usize..5, 0..8)) {
        let fold = |list: &[usize]| {
            let mut set = StanceSet::default();
            for &i in list {
                set.insert(Stance::ALL[i]);
            }
            set.resolve()
        };
        let forward = fold(&met);
        met.reverse();
        prop_assert_eq!(fold(&met), forward);
    }

    /// Every word of every scale stands for one run of counts, inside 0 to N.
    #[test]
    fn words_stand_for_runs(n in 1u32..400) {
        for scale in Scale::BUILT_IN {
            for word in Scale::built_in(scale).unwrap().words {
                if let Some((least, most)) = word.counts(n) {
                    prop_assert!(least <= most && most <= n, "{} {:?}", scale, word.words);
                }
            }
        }
    }
}
