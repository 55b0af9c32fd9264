//! Words of scales, numbers and shares at several N.

use super::{claim, codes, judged, raised, verdict, word};
use throughline_core::audit::Verdict;
use throughline_core::reading::{Amount, Nearness};
use throughline_core::review::{Audience, Level};
use throughline_core::wording::Scale;

/// A letter a verdict: supported, understated, overstated, no evidence.
fn letter(verdict: Verdict) -> char {
    match verdict {
        Verdict::Supported => 'S',
        Verdict::Understated => 'U',
        Verdict::Overstated => 'O',
        Verdict::NoEvidence => 'N',
        Verdict::Unclaimed => '?',
    }
}

/// The verdict of an amount at each count from 0 to N, a letter each.
fn run(amount: &Amount, base: usize, scale: &Scale) -> String {
    (0..=base)
        .map(|count| {
            let mut review = raised(count, base);
            review.scale = scale.clone();
            letter(verdict(&review, amount, &claim(&review, "cost")))
        })
        .collect()
}

#[test]
fn each_word_of_the_plain_scale_at_each_count_of_nine() {
    for (asked, verdicts) in [
        ("none", "SOOOOOOOOO"),
        ("a few", "NOSUUUUUUU"),
        ("a small number", "NSSOOOOOOO"),
        ("some", "NOOSSUUUUU"),
        ("several", "NOOSSUUUUU"),
        ("more than half", "NOOOOSSSSU"),
        ("many", "NOOOOSSSSU"),
        ("most", "NOOOOOOSSU"),
        ("almost all", "NOOOOOOOSU"),
        ("all", "NOOOOOOOOS"),
        ("a minority", "NSSSSOOOOO"),
        ("few if any", "SSSOOOOOOO"),
    ] {
        assert_eq!(run(&word(asked), 9, &Scale::plain()), verdicts, "{asked}");
    }
}

#[test]
fn small_groups_leave_words_without_a_count() {
    for (asked, base, verdicts) in [
        // A quarter of four is one, and one is no plural.
        ("a few", 4, "NOOOO"),
        ("some", 4, "NOSUU"),
        ("most", 4, "NOOSU"),
        ("almost all", 4, "NOOOO"),
        ("all", 1, "NS"),
        ("many", 1, "NO"),
        ("some", 2, "NOO"),
        ("all", 2, "NOS"),
        ("a small number", 3, "OOOO"),
    ] {
        let found = run(&word(asked), base, &Scale::plain());
        assert_eq!(found, verdicts, "{asked} of {base}");
    }
}

#[test]
fn other_scales_judge_by_their_own_bands() {
    for (scale, asked, verdicts) in [
        ("education-scotland", "almost all", "NOOOOOOOOS"),
        ("education-scotland", "few", "NSOOOOOOOO"),
        ("education-scotland", "less than half", "NUSSSOOOOO"),
        ("education-scotland", "majority", "NOOOOSSUUU"),
        ("eti-ni", "a small number", "OOOOOOOOOO"),
        ("eti-ni", "a minority", "NSSOOOOOOO"),
        ("eti-ni", "a significant minority", "NOOSSUUUUU"),
        ("fao", "most", "NOOOOOSSSU"),
        ("fao", "about half", "NOOOSSUUUU"),
    ] {
        let scale = Scale::built_in(scale).unwrap();
        let found = run(&word(asked), 9, &scale);
        assert_eq!(found, verdicts, "{asked} in {}", scale.name);
    }
}

#[test]
fn numbers_shares_and_denials_at_nine() {
    let share = |numerator, denominator, nearness| Amount::Share {
        numerator,
        denominator,
        nearness,
    };
    let counts = |low, high, of| Amount::Counts { low, high, of };
    let denied = |word: &str| Amount::Word {
        word: word.into(),
        nearly: false,
        negated: true,
    };
    for (amount, verdicts) in [
        (Amount::NotAll, "SSSSSSSSSO"),
        (denied("many"), "SSSSSOOOOO"),
        (denied("most"), "SSSSSSSOOO"),
        (counts(Some(7), Some(7), Some(9)), "NOOOOOOSUU"),
        (counts(Some(7), Some(7), Some(8)), "NOOOOOOOOO"),
        (counts(Some(5), None, None), "NOOOOSSSSS"),
        (counts(None, Some(2), Some(9)), "SSSOOOOOOO"),
        (Amount::AllBut { left: 1 }, "NOOOOOOOSU"),
        (share(1, 2, Nearness::Exactly), "NOOOOOOOOO"),
        (share(2, 3, Nearness::Exactly), "NOOOOOSUUU"),
        (share(1, 2, Nearness::MoreThan), "NOOOOSSSSU"),
        (share(1, 3, Nearness::LessThan), "SSSOOOOOOO"),
        (Amount::MoreThanHalf, "NOOOOSSSSS"),
    ] {
        assert_eq!(run(&amount, 9, &Scale::plain()), verdicts, "{amount:?}");
    }
    let half = share(1, 2, Nearness::Exactly);
    assert_eq!(run(&half, 8, &Scale::plain()), "NOOOSUUUU");
    let both = counts(Some(2), Some(2), Some(2));
    assert_eq!(run(&both, 2, &Scale::plain()), "NOS");
    assert_eq!(run(&both, 3, &Scale::plain()), "NOOO");
}

#[test]
fn a_protected_report_says_a_few_of_one() {
    let mut review = raised(1, 9);
    let few = word("a few");
    let of = |review: &_, audience| judged(review, audience, &few, &claim(review, "cost")).verdict;
    assert_eq!(of(&review, Audience::Public), Verdict::Supported);
    assert_eq!(of(&review, Audience::Internal), Verdict::Overstated);
    review.disclosure.level = Level::Open;
    assert_eq!(of(&review, Audience::Public), Verdict::Overstated);
}

#[test]
fn the_best_word_is_the_strongest_that_fits() {
    for (count, asked, best) in [
        (0, "most", "none"),
        (1, "most", "a small number"),
        (2, "most", "a few"),
        (2, "a small number", "a small number"),
        (3, "several", "several"),
        (5, "most", "more than half"),
        (6, "many", "many"),
        (8, "many", "almost all"),
        (9, "most", "all"),
    ] {
        let review = raised(count, 9);
        let found = judged(
            &review,
            Audience::Internal,
            &word(asked),
            &claim(&review, "cost"),
        );
        assert_eq!(found.best_word.as_deref(), Some(best), "{asked} at {count}");
    }
    let mut review = raised(1, 9);
    review.scale.words.retain(|w| w.name() == "a few");
    let found = judged(
        &review,
        Audience::Internal,
        &word("a few"),
        &claim(&review, "cost"),
    );
    assert_eq!(found.best_word, None);
}

#[test]
fn a_word_that_the_scale_does_not_have_cannot_stand() {
    let review = raised(5, 9);
    let found = judged(
        &review,
        Audience::Internal,
        &word("a handful"),
        &claim(&review, "cost"),
    );
    assert_eq!(found.verdict, Verdict::Overstated);
    assert_eq!((found.bounds, codes(&found)), (None, vec!["not-in-scale"]));
    assert_eq!(found.best_word.as_deref(), Some("more than half"));
    let review = raised(1, 3);
    let found = judged(
        &review,
        Audience::Internal,
        &word("a few"),
        &claim(&review, "cost"),
    );
    assert_eq!(codes(&found), ["fits-no-count"]);
    assert_eq!(found.bounds.and_then(|b| b.counts), None);
}
