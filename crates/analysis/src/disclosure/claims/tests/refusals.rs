//! Claims by themselves: exact tables at N = 9, k = 3 and N = 12, k = 4, and each kind of phrase.

use super::{check, claim, named, plan, review, say};
use crate::Analysis;
use crate::disclosure::claims::{ShownClaim, published};
use throughline_core::problem::Code;
use throughline_core::review::Status;
use throughline_core::selection::Selection;
use throughline_core::synthesis::Shown;

/// What is said of a theme that so many of the agencies raised, by itself: the code, or none.
fn judged(agencies: usize, k: u32, raised: usize, phrase: &str) -> Option<&'static str> {
    let mut review = review(agencies, &format!("cost {raised}"));
    review.disclosure.k = k;
    let text = format!("{phrase} spoke of cost.");
    say(&mut review, &text, &[(phrase, 7, "cost")]);
    let problems = check(&review);
    assert!(problems.len() <= 1, "{phrase}: {:?}", named(&problems));
    let problem = problems.iter().next()?;
    assert_eq!(problem.place.to_string(), "findings.toml:7:12");
    assert!(problem.message.contains(&text), "{}", problem.message);
    Some(problem.code.as_str())
}

#[test]
fn nine_agencies() {
    for (raised, phrase, code) in [
        (7, "Most agencies", None),
        (9, "Most agencies", None),
        (8, "Almost all agencies", Some("claim-tells")),
        (8, "All but one agency", Some("claim-tells")),
        (1, "One agency", Some("claim-tells")),
        (7, "Seven of the nine agencies", Some("claim-tells")),
        (7, "7 or more of 9 agencies", None),
        (5, "5 or 6 of 9 agencies", None),
        (6, "Many agencies", None),
        (9, "Many agencies", None),
        (5, "More than half of agencies", None),
        (4, "Some agencies", None),
        (1, "A few agencies", None),
        (2, "A small number of agencies", None),
        (2, "Fewer than 3 of 9 agencies", None),
        (9, "All agencies", Some("unanimous-not-agreed")),
        // Beside "7 or more" it would say 7 or 8: not everybody.
        (8, "Not all agencies", Some("claim-tells")),
        (6, "Not all agencies", None),
        // Their counts are none of those the printed scale gives.
        (6, "Most agencies", Some("claim-false")),
        (8, "Some agencies", Some("claim-false")),
        (0, "A small number of agencies", Some("claim-false")),
    ] {
        assert_eq!(judged(9, 3, raised, phrase), code, "{raised} {phrase}");
    }
}

#[test]
fn twelve_agencies_and_k_four() {
    for (raised, phrase, code) in [
        (9, "Most agencies", None),
        (12, "Most agencies", None),
        (11, "Almost all agencies", Some("claim-tells")),
        // 1 or 2 leaves out 3.
        (2, "A few agencies", Some("claim-tells")),
        // 3 to 6 holds 3 without 1 and 2.
        (4, "Some agencies", Some("claim-tells")),
        (7, "Many agencies", None),
        (5, "Five of the twelve agencies", None),
        (3, "Fewer than 4 of 12 agencies", None),
        (9, "At least ten agencies", Some("claim-tells")),
        (9, "At least nine agencies", None),
    ] {
        assert_eq!(judged(12, 4, raised, phrase), code, "{raised} {phrase}");
    }
}

#[test]
fn a_refusal_offers_the_band_and_the_words_that_hold() {
    let mut review = review(9, "cost 8");
    let text = "Almost all agencies spoke of cost.";
    say(&mut review, text, &[("Almost all agencies", 7, "cost")]);
    let problems = check(&review);
    let help = problems.iter().next().unwrap().help.clone().unwrap();
    assert_eq!(
        help,
        "say “7 or more of 9”, “more than half”, “many” or “most”"
    );
}

#[test]
fn all_and_none_when_the_contributors_have_agreed() {
    for (raised, text, phrase) in [
        (9, "All agencies spoke of cost.", "All agencies"),
        (0, "No agency spoke of cost.", "No agency"),
    ] {
        let mut review = review(9, &format!("cost {raised}, time 3"));
        say(&mut review, text, &[(phrase, 7, "cost")]);
        assert_eq!(
            named(&check(&review)),
            ["unanimous-not-agreed findings.toml:7:12"],
            "{:?}",
            check(&review)
        );
        review.findings[0].statement.claims[0].unanimous_agreed = true;
        assert!(check(&review).is_empty(), "{:?}", check(&review));
    }
}

#[test]
fn a_base_below_twice_k_is_no_base() {
    let mut review = review(9, "cost 9");
    for agency in &mut review.organisations[..4] {
        agency.status = Status::Historical;
    }
    let text = "Most agencies spoke of cost.";
    say(&mut review, text, &[("Most agencies", 7, "cost")]);
    let claim = &mut review.findings[0].statement.claims[0];
    claim.selection.status = Some(Status::Current);
    let problems = check(&review);
    assert_eq!(named(&problems), ["claim-tells findings.toml:7:12"]);
    let message = &problems.iter().next().unwrap().message;
    assert!(
        message.contains("counts 5 in all, and below 6"),
        "{message}"
    );
}

#[test]
fn a_share_of_those_that_raised_something() {
    // The base is 7 to 9 of 9: "most" of 7 is 6, which touches 5, 6, 7 and does not hold them.
    let mut review = review(9, "cost 8, time 7");
    let text = "Of those, most agencies spoke of time.";
    say(&mut review, text, &[("most agencies", 7, "time")]);
    let cost = crate::reviews::theme(&review, "cost");
    review.findings[0].statement.claims[0].base = Some(Selection::theme(cost));
    assert_eq!(named(&check(&review)), ["claim-tells findings.toml:7:12"]);
}

#[test]
fn an_order_only_where_the_bands_say_it() {
    let text = "Cost was the greatest challenge.";
    for (themes, passes) in [("cost 8, time 4", true), ("cost 8, time 7", false)] {
        let mut review = review(9, themes);
        say(&mut review, text, &[("the greatest challenge", 7, "cost")]);
        let problems = check(&review);
        assert_eq!(problems.is_empty(), passes, "{:?}", named(&problems));
    }
}

#[test]
fn over_engagements_no_upper_end() {
    let mut review = review(9, "cost 8");
    let text = "A few engagements spoke of cost.";
    say(&mut review, text, &[("A few engagements", 7, "cost")]);
    let claim = &mut review.findings[0].statement.claims[0];
    claim.unit = throughline_core::findings::Unit::Engagements;
    assert_eq!(named(&check(&review)), ["claim-tells findings.toml:7:12"]);
}

#[test]
fn an_amount_without_a_claim_cannot_be_judged() {
    let mut review = review(9, "cost 8");
    say(&mut review, "One agency spoke of time.", &[]);
    let problems = check(&review);
    assert_eq!(problems.len(), 1);
    let problem = problems.iter().next().unwrap();
    assert_eq!(problem.code, Code::ClaimTells);
    assert!(problem.message.contains("“One agency” has no claim"));
}

#[test]
fn a_title_that_says_more_than_its_statement() {
    let mut review = review(9, "cost 8");
    let text = "Most agencies spoke of cost.";
    say(&mut review, text, &[("Most agencies", 7, "cost")]);
    review.findings[0].title = "Almost all agencies spoke of cost".into();
    review.findings[0].title_at.place =
        throughline_core::problem::Place::at("findings.toml", 3, 10);
    assert_eq!(named(&check(&review)), ["claim-tells findings.toml:3:10"]);
}

#[test]
fn what_stands_beside_a_claim() {
    let shown = |raised: usize, phrase: &str, of: &str| -> ShownClaim {
        let mut review = review(9, &format!("cost {raised}"));
        let text = format!("{phrase} spoke of cost.");
        say(&mut review, &text, &[]);
        review.findings[0].statement.claims = vec![claim(&review, &text, phrase, 7, of)];
        let analysis = Analysis::of(&review).unwrap();
        let statement = &review.findings[0].statement;
        published(&analysis, &plan(&review), statement, &statement.claims[0])
    };
    let band = |low, high| Shown::Band { low, high };
    assert_eq!(shown(7, "Most agencies", "cost").words, "7 or more of 9");
    // The row of the theme says more than the word.
    assert_eq!(shown(8, "Many agencies", "cost").shown, band(7, 9));
    assert_eq!(shown(8, "Many agencies", "cost+").shown, band(5, 9));
    assert_eq!(
        shown(8, "Almost all agencies", "cost").shown,
        Shown::NotShown
    );
    assert_eq!(shown(2, "A few agencies", "cost").words, "1 or 2 of 9");
}
