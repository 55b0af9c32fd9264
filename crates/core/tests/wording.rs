//! The built-in scales against the table they were taken from, at N = 9.

use throughline_core::reading::{Amount, Nearness};
use throughline_core::wording::{Polarity, Scale, bounds};

fn counts(scale: &str, word: &str, n: u32) -> Option<(u32, u32)> {
    Scale::built_in(scale)
        .unwrap_or_else(|| panic!("no scale {scale}"))
        .word(word)
        .unwrap_or_else(|| panic!("no word {word}"))
        .counts(n)
}

#[test]
fn published_scales_at_nine() {
    let table = [
        ("plain", "none", Some((0, 0))),
        ("plain", "a few", Some((1, 2))),
        ("plain", "a small number", Some((1, 2))),
        ("plain", "several", Some((3, 4))),
        ("plain", "more than half", Some((5, 8))),
        ("plain", "most", Some((7, 8))),
        ("plain", "almost all", Some((8, 8))),
        ("plain", "all", Some((9, 9))),
        ("education-scotland", "few", Some((1, 1))),
        ("education-scotland", "less than half", Some((2, 4))),
        ("education-scotland", "majority", Some((5, 6))),
        ("education-scotland", "most", Some((7, 8))),
        ("education-scotland", "almost all", Some((9, 9))),
        ("eti-ni", "a small number", None),
        ("eti-ni", "a minority", Some((1, 2))),
        ("eti-ni", "a significant minority", Some((3, 4))),
        ("eti-ni", "a majority", Some((5, 6))),
        ("eti-ni", "most", Some((7, 8))),
        ("fao", "less than half", Some((1, 3))),
        ("fao", "about half", Some((4, 5))),
        ("fao", "most", Some((6, 8))),
        ("fao", "all", Some((9, 9))),
        ("plain", "many", Some((5, 8))),
        ("plain", "some", Some((3, 4))),
        ("eti-ni", "very few", None),
        ("eti-ni", "almost all", Some((9, 9))),
        ("eti-ni", "nearly all", Some((9, 9))),
        ("fao", "almost all", Some((6, 8))),
    ];
    for (scale, word, expected) in table {
        assert_eq!(counts(scale, word, 9), expected, "{scale}: {word}");
    }
}

#[test]
fn whole_percents_round_before_they_are_compared() {
    // 44 of 59 is 74.576 %, which a scale published at whole percents reads as 75.
    assert_eq!(
        counts("education-scotland", "most", 59).map(|c| c.0),
        Some(44)
    );
    // The plain scale compares exact shares: 45 of 59 is the first at 75 % or over.
    assert_eq!(counts("plain", "most", 59).map(|c| c.0), Some(45));
}

#[test]
fn edges_of_the_plain_scale() {
    // A quarter exactly is "some"; half exactly is "some"; three quarters exactly is "most".
    assert_eq!(counts("plain", "a few", 8), Some((1, 1)));
    assert_eq!(counts("plain", "some", 8), Some((2, 4)));
    assert_eq!(counts("plain", "many", 8), Some((5, 7)));
    assert_eq!(counts("plain", "most", 8), Some((6, 7)));
    // Nobody took part: only "none" and "all" fit, and both at nothing.
    assert_eq!(counts("plain", "some", 1), None);
    assert_eq!(counts("plain", "a few", 1), None);
}

#[test]
fn published_scales_at_other_numbers() {
    let table = [
        // At 20: fifteen percent is three, and a share of 75 % is fifteen.
        ("education-scotland", "few", 20, Some((1, 3))),
        ("education-scotland", "less than half", 20, Some((4, 9))),
        ("education-scotland", "majority", 20, Some((10, 14))),
        ("education-scotland", "most", 20, Some((15, 18))),
        ("education-scotland", "almost all", 20, Some((19, 20))),
        ("eti-ni", "a small number", 20, Some((1, 1))),
        ("eti-ni", "a minority", 20, Some((2, 5))),
        ("eti-ni", "a significant minority", 20, Some((6, 9))),
        ("eti-ni", "almost all", 20, Some((19, 20))),
        ("fao", "less than half", 20, Some((1, 7))),
        ("fao", "about half", 20, Some((8, 11))),
        ("fao", "most", 20, Some((12, 19))),
        ("plain", "a few", 20, Some((1, 4))),
        ("plain", "several", 20, Some((5, 10))),
        ("plain", "many", 20, Some((11, 19))),
        ("plain", "most", 20, Some((15, 19))),
        ("plain", "almost all", 20, Some((18, 19))),
        // Nobody and everybody are exact: 0.25 % is not nobody, 99.75 % is not everybody.
        ("education-scotland", "few", 400, Some((1, 61))),
        ("eti-ni", "very few", 400, Some((1, 37))),
        ("fao", "most", 400, Some((238, 399))),
        ("fao", "all", 400, Some((400, 400))),
        ("plain", "almost all", 400, Some((341, 399))),
        ("plain", "almost all", 6, None),
        ("education-scotland", "less than half", 1, None),
    ];
    for (scale, word, n, expected) in table {
        assert_eq!(counts(scale, word, n), expected, "{scale}: {word} of {n}");
    }
}

/// At least as an analyst would check it: every count on its own, in exact fractions.
#[test]
fn counts_are_those_that_fit_one_by_one() {
    for name in Scale::BUILT_IN {
        for word in Scale::built_in(name).unwrap().words {
            for n in 1..=130u32 {
                let fits = |c: u32| {
                    let percent = |end: u32| {
                        let exact = f64::from(c) * 100.0 / f64::from(n);
                        if word.rounded && end != 0 && end != 100 {
                            (exact + 0.5 + 1e-9).floor()
                        } else {
                            exact
                        }
                    };
                    let (from, to) = (word.from, word.to);
                    let (low, high) = (percent(from.percent), percent(to.percent));
                    let same = |a: f64, b: u32| (a - f64::from(b)).abs() < 1e-9;
                    let above = if same(low, from.percent) {
                        from.inclusive
                    } else {
                        low > f64::from(from.percent)
                    };
                    let under = if same(high, to.percent) {
                        to.inclusive
                    } else {
                        high < f64::from(to.percent)
                    };
                    above && under && !(word.at_least_one && c == 0) && !(word.not_all && c == n)
                };
                let fitting: Vec<u32> = (0..=n).filter(|&c| fits(c)).collect();
                let expected = fitting.first().copied().zip(fitting.last().copied());
                assert_eq!(word.counts(n), expected, "{name}: {:?} of {n}", word.words);
                assert_eq!(
                    expected.map_or(0, |(least, most)| (most - least + 1) as usize),
                    fitting.len()
                );
            }
        }
    }
}

#[test]
fn the_strongest_word_says_most_with_truth() {
    for (scale, count, n, expected) in [
        ("plain", 0, 9, Some("none")),
        ("plain", 1, 9, Some("a few")),
        ("plain", 8, 9, Some("almost all")),
        // At four, three is both "many" and "most": the word of the higher share is the stronger.
        ("plain", 3, 4, Some("most")),
        ("plain", 0, 1, Some("none")),
        ("education-scotland", 0, 9, None),
        ("education-scotland", 4, 9, Some("less than half")),
        ("fao", 0, 9, None),
        ("eti-ni", 3, 9, Some("a significant minority")),
    ] {
        let scale = Scale::built_in(scale).unwrap();
        let best = scale.best_word(count, n).map(|w| w.words[0].as_str());
        assert_eq!(best, expected, "{}: {count} of {n}", scale.name);
    }
}

fn word(word: &str) -> Amount {
    Amount::Word {
        word: word.into(),
        nearly: false,
        negated: false,
    }
}

fn nearly(word: &str) -> Amount {
    Amount::Word {
        word: word.into(),
        nearly: true,
        negated: false,
    }
}

fn not(word: &str) -> Amount {
    Amount::Word {
        word: word.into(),
        nearly: false,
        negated: true,
    }
}

fn part(numerator: u32, denominator: u32, nearness: Nearness) -> Amount {
    Amount::Share {
        numerator,
        denominator,
        nearness,
    }
}

fn number(low: Option<u32>, high: Option<u32>, of: Option<u32>) -> Amount {
    Amount::Counts { low, high, of }
}

#[test]
fn amounts_allow_counts() {
    use Nearness::{About, AtLeast, AtMost, Exactly, LessThan, MoreThan, Nearly};
    use Polarity::{Asserting, Denying};
    let table = [
        (word("Most"), 9, Some((7, 8)), Asserting),
        (word("a small number"), 9, Some((1, 2)), Denying),
        (word("almost all"), 6, None, Asserting),
        (word("more than half"), 9, Some((5, 8)), Asserting),
        (word("a majority"), 9, Some((5, 9)), Asserting),
        (word("a minority"), 9, Some((1, 4)), Denying),
        (word("a minority"), 8, Some((1, 3)), Denying),
        (word("few if any"), 9, Some((0, 2)), Denying),
        (word("few"), 3, None, Denying),
        (nearly("all"), 9, Some((8, 8)), Asserting),
        (nearly("all"), 6, None, Asserting),
        (nearly("most"), 9, Some((5, 6)), Asserting),
        (nearly("none"), 9, Some((1, 2)), Denying),
        (not("many"), 9, Some((0, 4)), Denying),
        (not("all"), 9, Some((0, 8)), Denying),
        (not("a small number"), 9, Some((3, 9)), Asserting),
        (Amount::NotAll, 9, Some((0, 8)), Denying),
        (Amount::NotAll, 0, None, Denying),
        (
            number(Some(7), Some(7), Some(9)),
            9,
            Some((7, 7)),
            Asserting,
        ),
        (number(Some(7), Some(7), Some(8)), 9, None, Asserting),
        (number(Some(2), Some(2), Some(2)), 9, None, Asserting),
        (number(Some(5), None, None), 9, Some((5, 9)), Asserting),
        (number(None, Some(2), Some(9)), 9, Some((0, 2)), Denying),
        (number(Some(0), Some(0), None), 9, Some((0, 0)), Denying),
        (number(Some(10), None, None), 9, None, Asserting),
        (Amount::AllBut { left: 1 }, 9, Some((8, 8)), Asserting),
        (Amount::AllBut { left: 10 }, 9, None, Asserting),
        (part(1, 2, Exactly), 8, Some((4, 4)), Asserting),
        (part(1, 2, Exactly), 9, None, Asserting),
        (part(2, 3, Exactly), 9, Some((6, 6)), Asserting),
        (part(2, 3, Exactly), 10, Some((7, 7)), Asserting),
        (part(1, 3, Exactly), 1, None, Asserting),
        (part(78, 100, Exactly), 9, Some((7, 7)), Asserting),
        (part(50, 100, Exactly), 9, None, Asserting),
        (part(100, 100, Exactly), 9, Some((9, 9)), Asserting),
        (part(1, 2, About), 9, Some((4, 5)), Asserting),
        (part(1, 2, About), 8, Some((3, 5)), Asserting),
        (part(1, 2, About), 400, Some((160, 240)), Asserting),
        (part(1, 3, About), 9, Some((2, 4)), Asserting),
        (part(1, 2, Nearly), 9, Some((4, 4)), Asserting),
        (part(1, 2, Nearly), 8, Some((3, 3)), Asserting),
        (part(2, 3, Nearly), 9, Some((5, 5)), Asserting),
        (part(2, 3, Nearly), 400, Some((227, 266)), Asserting),
        (part(1, 2, MoreThan), 9, Some((5, 8)), Asserting),
        (part(1, 3, MoreThan), 9, Some((4, 9)), Asserting),
        (part(1, 2, AtLeast), 9, Some((5, 9)), Asserting),
        (part(1, 2, AtLeast), 8, Some((4, 8)), Asserting),
        (part(1, 2, LessThan), 8, Some((0, 3)), Denying),
        (part(1, 3, LessThan), 9, Some((0, 2)), Denying),
        (part(1, 2, AtMost), 9, Some((0, 4)), Denying),
        (part(1, 0, AtMost), 9, None, Asserting),
        (Amount::MoreThanHalf, 8, Some((5, 8)), Asserting),
        (Amount::Often, 3, Some((2, 3)), Asserting),
        (Amount::Sometimes, 3, Some((1, 3)), Asserting),
        (Amount::Sometimes, 0, None, Asserting),
        (Amount::Usually, 3, Some((3, 3)), Asserting),
        (Amount::Consistently, 8, Some((6, 8)), Asserting),
    ];
    let plain = Scale::plain();
    for (amount, n, counts, polarity) in table {
        let found = bounds(&amount, &plain, n).unwrap_or_else(|| panic!("{amount:?}"));
        assert_eq!(
            (found.counts, found.polarity),
            (counts, polarity),
            "{amount:?} of {n}"
        );
    }
    let others = [
        Amount::View,
        Amount::Agreed,
        Amount::Said,
        Amount::First,
        Amount::More,
        Amount::Fewer,
        Amount::None,
    ];
    for amount in others.into_iter().chain([word("heaps of")]) {
        assert_eq!(bounds(&amount, &plain, 9), None, "{amount:?}");
    }
}

#[test]
fn more_than_half_is_more_than_half_in_every_scale() {
    for name in Scale::BUILT_IN {
        let scale = Scale::built_in(name).unwrap();
        for n in 2..200 {
            for amount in [word("more than half"), part(1, 2, Nearness::MoreThan)] {
                let found = bounds(&amount, &scale, n).unwrap();
                // In the plain scale the word is also never all, so at two it fits nothing.
                let least = found.least().unwrap_or(n);
                assert!(2 * least > n && 2 * (least - 1) <= n, "{name} of {n}");
            }
        }
    }
}

#[test]
fn a_scale_with_a_word_for_about_half_means_it() {
    let fao = Scale::built_in("fao").unwrap();
    let about = bounds(&part(1, 2, Nearness::About), &fao, 20).unwrap();
    assert_eq!(about.counts, Some((8, 11)));
    assert_eq!(
        bounds(&nearly("all"), &fao, 9).unwrap().counts,
        Some((6, 8))
    );
}
