//! Claims beside one another and beside their themes.

use super::{check, named, review, say};

#[test]
fn most_beside_a_small_number_with_one_silent() {
    let mut review = review(9, "cost 7 1");
    let text = "Most agencies were for it. A small number of agencies were against it.";
    say(
        &mut review,
        text,
        &[
            ("Most agencies", 7, "cost+"),
            ("A small number of agencies", 11, "cost-"),
        ],
    );
    let problems = check(&review);
    assert_eq!(named(&problems), ["claim-tells findings.toml:7:12"]);
    let problem = problems.iter().next().unwrap();
    for part in [
        "“Most agencies”",
        "“A small number of agencies” at findings.toml:11:12",
        text,
    ] {
        assert!(problem.message.contains(part), "{}", problem.message);
    }
}

#[test]
fn each_of_the_two_alone_may_stand() {
    for (phrase, of) in [
        ("Most agencies", "cost+"),
        ("A small number of agencies", "cost-"),
    ] {
        let mut review = review(9, "cost 7 1");
        let text = format!("{phrase} spoke.");
        say(&mut review, &text, &[(phrase, 7, of)]);
        assert!(check(&review).is_empty(), "{:?}", named(&check(&review)));
    }
}

#[test]
fn the_two_on_different_themes_may_stand() {
    let mut review = review(9, "cost 7 0, time 0 2");
    let text = "Most agencies were for it. A small number of agencies were late.";
    say(
        &mut review,
        text,
        &[
            ("Most agencies", 7, "cost+"),
            ("A small number of agencies", 11, "time"),
        ],
    );
    assert!(check(&review).is_empty(), "{:?}", named(&check(&review)));
}

#[test]
fn a_claim_beside_the_band_of_its_theme() {
    // 5 or 6 raised it and 5 or more are against it: not two of them are for it.
    let cases = [
        ("cost 0 5", "Agencies felt", "cost-", 1),
        ("cost 0 5", "Agencies felt", "cost", 0),
        ("cost 0 7", "Agencies felt", "cost-", 0),
        ("cost 0 2", "A small number of agencies", "cost-", 1),
        ("cost 0 2", "A small number of agencies", "cost", 0),
        ("cost 0 4", "Some agencies", "cost-", 1),
        ("cost 1 4", "Some agencies", "cost-", 0),
    ];
    for (themes, phrase, of, problems) in cases {
        let mut review = review(9, themes);
        let text = format!("{phrase} it was dear.");
        say(&mut review, &text, &[(phrase, 7, of)]);
        let found = check(&review);
        assert_eq!(found.len(), problems, "{themes} {of}: {:?}", named(&found));
    }
}

#[test]
fn a_claim_of_several_themes_beside_theirs() {
    // At most 2 raised time and at most 4 cost, and 6 or more one of them: exactly 2, exactly 4.
    for (phrase, problems) in [("6 or more of 9 agencies", 1), ("Some agencies", 0)] {
        let after = if problems > 0 { 4 } else { 0 };
        let mut review = review(9, &format!("cost 4, time@{after} 2"));
        let text = format!("{phrase} spoke of either.");
        say(&mut review, &text, &[(phrase, 7, "cost|time")]);
        let found = check(&review);
        assert_eq!(found.len(), problems, "{phrase}: {:?}", named(&found));
    }
}

#[test]
fn a_narrower_claim_within_a_low_theme() {
    // One or two of at most two: who raised the theme in another part knows that it was one.
    let mut review = review(9, "cost 2");
    let text = "A few agencies spoke of cost there.";
    say(&mut review, text, &[("A few agencies", 7, "cost")]);
    assert!(check(&review).is_empty());
    review.findings[0].statement.claims[0].selection.part = vec![0];
    assert_eq!(named(&check(&review)), ["claim-tells findings.toml:7:12"]);
}

#[test]
fn forty_agencies_with_exact_rows() {
    // The row says 12 exactly: "some" is 10 to 20, which leaves up to 2 that are not for it.
    for (themes, problems) in [("cost 12 0", 0), ("cost 10 1", 1)] {
        let mut review = review(40, themes);
        let text = "Some agencies were for it.";
        say(&mut review, text, &[("Some agencies", 7, "cost+")]);
        let found = check(&review);
        assert_eq!(found.len(), problems, "{themes}: {:?}", named(&found));
    }
}
