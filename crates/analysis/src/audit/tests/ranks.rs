//! Ranks among siblings and comparisons.

use super::{Draft, claim, codes, judged, names, verdict};
use throughline_core::audit::Verdict::{NoEvidence, Overstated, Supported, Unclaimed};
use throughline_core::findings::Claim;
use throughline_core::reading::Amount;
use throughline_core::review::{Audience, Review};
use throughline_core::selection::Selection;

/// Two roots, one with two themes under it, each raised by so many.
fn book(cost: usize, money: usize, time: usize, other: usize) -> Review {
    let mut draft =
        Draft::new("cost cost/money cost/time other").engagement("WS", "workshop", "", &names(9));
    for (theme, count) in [
        ("cost", cost),
        ("money", money),
        ("time", time),
        ("other", other),
    ] {
        if count > 0 {
            draft = draft.note("WS", &names(count), theme);
        }
    }
    draft.review()
}

#[test]
fn first_is_among_siblings_and_alone() {
    for (theme, counts, expected, least) in [
        ("money", (0, 4, 3, 9), Supported, Some(4)),
        ("money", (0, 4, 4, 0), Overstated, Some(5)),
        ("time", (0, 4, 3, 0), Overstated, Some(5)),
        ("time", (0, 4, 0, 0), NoEvidence, Some(5)),
        // A root is counted with what lies under it, against the other roots.
        ("cost", (1, 5, 2, 4), Supported, Some(5)),
        ("other", (1, 5, 2, 5), Overstated, Some(6)),
        // Nobody can be ahead of one that all raised.
        ("money", (0, 9, 9, 0), Overstated, None),
    ] {
        let review = book(counts.0, counts.1, counts.2, counts.3);
        let found = judged(
            &review,
            Audience::Internal,
            &Amount::First,
            &claim(&review, theme),
        );
        assert_eq!(found.verdict, expected, "{theme} in {counts:?}");
        assert_eq!(
            found.bounds.and_then(|b| b.least()),
            least,
            "{theme} in {counts:?}"
        );
    }
}

#[test]
fn a_rank_without_a_theme_has_no_siblings() {
    let review = book(1, 1, 1, 1);
    let claim = Claim {
        selection: Selection {
            all: vec![1],
            ..Selection::default()
        },
        ..Claim::default()
    };
    let found = judged(&review, Audience::Internal, &Amount::First, &claim);
    assert_eq!((found.verdict, codes(&found)), (Unclaimed, vec!["no-rank"]));
}

#[test]
fn more_and_fewer_have_another_side() {
    let of = |amount: &Amount, ours: usize, theirs: usize| {
        let review = book(0, ours, theirs, 0);
        let claim = Claim {
            than: Some(Selection::theme(crate::reviews::theme(&review, "time"))),
            ..claim(&review, "money")
        };
        verdict(&review, amount, &claim)
    };
    for (ours, theirs, more, fewer) in [
        (5, 4, Supported, Overstated),
        (4, 4, Overstated, Overstated),
        (3, 4, Overstated, Supported),
        (0, 4, NoEvidence, Supported),
        (0, 0, NoEvidence, Overstated),
    ] {
        assert_eq!(of(&Amount::More, ours, theirs), more, "{ours} and {theirs}");
        assert_eq!(
            of(&Amount::Fewer, ours, theirs),
            fewer,
            "{ours} and {theirs}"
        );
    }
    let review = book(0, 5, 4, 0);
    let found = judged(
        &review,
        Audience::Internal,
        &Amount::More,
        &claim(&review, "money"),
    );
    assert_eq!(
        (found.verdict, codes(&found)),
        (Unclaimed, vec!["no-other-side"])
    );
}
