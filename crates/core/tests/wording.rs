//! The built-in scales against the table they were taken from, at N = 9.

use throughline_core::wording::Scale;

fn counts(scale: &str, word: &str, n: u32) -> Option<(u32, u32)> {
    Scale::built_in(scale)
        .unwrap_or_else(|| panic!("no scale {scale}"))
        .words
        .iter()
        .find(|w| w.words.iter().any(|x| x == word))
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
