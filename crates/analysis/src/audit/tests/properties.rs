//! What holds of every review.

use super::{Draft, claim, judged, word};
use proptest::prelude::*;
use throughline_core::audit::Verdict;
use throughline_core::reading::{Amount, Nearness};
use throughline_core::review::{Audience, Review};
use throughline_core::wording::Scale;

/// How an organisation stands: silent, for, against, both, neutral, no stance stated.
const STANDS: [&str; 6] = ["", "cost+", "cost-", "cost~", "cost=", "cost"];

/// Amounts that claim enough.
fn asserting() -> impl Strategy<Value = Amount> {
    let words = [
        "a few",
        "some",
        "several",
        "many",
        "more than half",
        "most",
        "almost all",
        "all",
    ];
    let share = |numerator, denominator, nearness| Amount::Share {
        numerator,
        denominator,
        nearness,
    };
    let mut amounts: Vec<Amount> = words.iter().map(|w| word(w)).collect();
    amounts.extend([
        Amount::MoreThanHalf,
        Amount::View,
        Amount::Agreed,
        Amount::Said,
        Amount::Often,
        Amount::Sometimes,
        Amount::Usually,
        Amount::Consistently,
        Amount::First,
        share(1, 2, Nearness::AtLeast),
        share(1, 3, Nearness::MoreThan),
        share(2, 3, Nearness::Exactly),
        Amount::AllBut { left: 1 },
        Amount::Counts {
            low: Some(3),
            high: None,
            of: None,
        },
    ]);
    proptest::sample::select(amounts)
}

fn scale() -> impl Strategy<Value = Scale> {
    let names = proptest::sample::select(Scale::BUILT_IN.to_vec());
    names.prop_map(|name| Scale::built_in(name).unwrap())
}

/// A review in which each organisation stands as it is written, at a workshop or at a meeting, under
/// its name.
fn review(stands: &[(usize, bool)], names: &[String], scale: &Scale) -> Review {
    let of = |workshop: bool| {
        let present = stands
            .iter()
            .zip(names)
            .filter(|((_, w), _)| *w == workshop);
        present
            .map(|(_, name)| name.as_str())
            .collect::<Vec<_>>()
            .join(",")
    };
    let mut draft = Draft::new("cost time")
        .engagement("WS", "workshop", "", &of(true))
        .engagement("M", "meeting", "", &of(false));
    for ((stand, workshop), name) in stands.iter().zip(names) {
        let engagement = if *workshop { "WS" } else { "M" };
        draft = draft.note(engagement, name, STANDS[*stand]);
        if *stand > 2 {
            draft = draft.note(engagement, name, "time");
        }
    }
    let mut review = draft.review();
    review.scale = scale.clone();
    review
}

fn names(n: usize) -> Vec<String> {
    (0..n).map(|at| format!("Org {at:02}")).collect()
}

fn stands() -> impl Strategy<Value = Vec<(usize, bool)>> {
    proptest::collection::vec((0..STANDS.len(), any::<bool>()), 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// An organisation that said nothing takes up what is claimed.
    #[test]
    fn growing_support_never_makes_what_is_supported_overstated(
        mut stands in stands(),
        silent in any::<bool>(),
        asked in proptest::sample::select(vec!["cost", "cost+", "cost-"]),
        amount in asserting(),
        scale in scale(),
        audience in proptest::sample::select(vec![Audience::Internal, Audience::Public]),
    ) {
        stands.push((0, silent));
        let names = names(stands.len());
        let before = review(&stands, &names, &scale);
        let before = judged(&before, audience, &amount, &claim(&before, asked));
        let joins = match asked {
            "cost+" => 1,
            "cost-" => 2,
            _ => 5,
        };
        stands.last_mut().unwrap().0 = joins;
        let after = review(&stands, &names, &scale);
        let after = judged(&after, audience, &amount, &claim(&after, asked));
        if before.verdict == Verdict::Supported {
            prop_assert!(!after.verdict.fails(), "{:?} of {:?}: {:?} of {:?}", before.verdict, before.counted, after.verdict, after.counted);
        }
        prop_assert!(after.counted.count >= before.counted.count);
        prop_assert_eq!(after.counted.base, before.counted.base);
    }

    #[test]
    fn renaming_organisations_changes_no_count(
        stands in stands(),
        asked in proptest::sample::select(vec!["cost", "cost+", "cost-"]),
        amount in asserting(),
        scale in scale(),
        turn in 0..14usize,
    ) {
        let names = names(stands.len());
        let mut renamed: Vec<String> = names.iter().rev().map(|name| format!("Ā {name}")).collect();
        let turn = turn % renamed.len();
        renamed.rotate_left(turn);
        let of = |names: &[String]| {
            let review = review(&stands, names, &scale);
            let found = judged(&review, Audience::Internal, &amount, &claim(&review, asked));
            (found.verdict, found.counted, found.bounds, found.best_word, found.supporting, found.contrary)
        };
        prop_assert_eq!(of(&names), of(&renamed));
    }

    /// A verdict says where the count lies, whatever the amount.
    #[test]
    fn a_count_that_fits_is_supported_unless_something_stands_beside_it(
        stands in stands(),
        amount in asserting(),
        scale in scale(),
    ) {
        let review = review(&stands, &names(stands.len()), &scale);
        let found = judged(&review, Audience::Internal, &amount, &claim(&review, "cost+"));
        let fits = found.bounds.is_some_and(|b| b.allows(found.counted.count));
        match found.verdict {
            Verdict::Supported => prop_assert!(fits || found.counted.count > found.bounds.and_then(|b| b.most()).unwrap_or(0)),
            Verdict::Understated => prop_assert!(!fits && found.counted.count > 0),
            Verdict::NoEvidence => prop_assert_eq!(found.counted.count, 0),
            Verdict::Overstated => prop_assert!(!fits || !found.remarks.is_empty()),
            Verdict::Unclaimed => prop_assert!(false, "it has a claim"),
        }
    }
}
