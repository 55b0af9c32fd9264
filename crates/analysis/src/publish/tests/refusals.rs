//! What stops a report: everything that is wrong, at once, with its place.

use super::super::{PublishError, Request};
use super::sample::{Draft, four};
use super::{publish_protected, synthesis};
use crate::Analysis;
use throughline_core::problem::Code;
use throughline_core::review::{Audience, Review};

fn refused(review: &Review, request: &Request) -> Vec<(Code, String)> {
    match Analysis::of(review).unwrap().publish(request) {
        Err(PublishError::Refused(refusal)) => refusal
            .problems
            .iter()
            .map(|p| (p.code, p.message.clone()))
            .collect(),
        other => panic!("not refused: {:?}", other.map(|p| p.synthesis.base)),
    }
}

fn public() -> Request {
    Request::from(Audience::Public)
}

#[test]
fn a_name_in_a_text_of_the_analyst_is_a_problem_and_is_not_repeated() {
    let mut review = four();
    review.contributors = vec!["Ministry of Tides".into()];
    review.about.masked_people = vec!["Moana Smith".into()];
    review.about.subtitle = Some("With the ministry of tides".into());
    review.findings[0].title = "What Moana Smith said".into();
    review.findings[0].points[0].statement.text = "Write to a@example.org.".into();
    review.formats.push("Visit to the Ministry of Tides".into());
    let found = refused(&review, &public());
    let messages: Vec<&str> = found.iter().map(|(_, m)| m.as_str()).collect();
    for message in [
        "its subtitle holds the 1st contributor’s name",
        "the title of finding “value” holds the name of the 1st masked person",
        "the statement of point “point” of finding “value” holds an e-mail address",
        "the name of a format of engagement holds the 1st contributor’s name",
    ] {
        assert!(messages.contains(&message), "{message}: {messages:?}");
    }
    assert!(
        found
            .iter()
            .all(|(code, _)| *code == Code::WouldPublishName)
    );
    let all = messages.join(" ").to_lowercase();
    assert!(!all.contains("tides") && !all.contains("smith"), "{all}");
    // Those who did the review may read it.
    synthesis(&review, Audience::Internal);
}

#[test]
fn a_publisher_may_be_a_contributor() {
    let mut review = four();
    review.contributors = vec!["Ministry of Tides".into()];
    review.about.publisher = Some("Ministry of Tides".into());
    synthesis(&review, Audience::Public);
}

#[test]
fn a_claim_that_does_not_hold_stops_every_report_unless_it_is_let_through() {
    let mut review = four();
    // Two of four raised it with that stance: "most" is overstated.
    review.finding("second", "network", "timing");
    review.findings[1].statement.claims[0].selection.stance =
        vec![throughline_core::stance::Stance::Negative];
    for audience in [Audience::Internal, Audience::Public] {
        let found = refused(&review, &audience.into());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, Code::ClaimFails);
        assert!(
            found[0]
                .1
                .starts_with("“Most agencies” is overstated: 2 of 4, where it needs 3"),
            "{found:?}"
        );
        let request = Request {
            allow_unsupported: true,
            ..audience.into()
        };
        let shown = Analysis::of(&review).unwrap().publish(&request).unwrap();
        let marks = &shown.synthesis.parts[0].findings[1].statement.audit;
        let mark = marks.iter().find(|m| m.phrase == "Most agencies").unwrap();
        assert!(
            mark.words.contains("not supported by the notes"),
            "{mark:?}"
        );
    }
}

#[test]
fn a_protected_report_lets_no_failing_claim_through() {
    let mut review = four();
    for name in ["Agency E", "Agency F", "Agency G", "Agency H"] {
        review.heard("w", &[name], &["network+"], "Good.");
    }
    review.finding("second", "network", "timing");
    let request = Request {
        protected: true,
        allow_unsupported: true,
        ..public()
    };
    let found = refused(&review, &request);
    assert!(
        found.iter().any(|(code, _)| *code == Code::ClaimFails),
        "{found:?}"
    );
    assert!(publish_protected(&review).is_err());
}

#[test]
fn problems_of_every_kind_are_listed_together() {
    let mut review = four();
    review.contributors = vec!["Ministry of Tides".into()];
    review.about.subtitle = Some("The Ministry of Tides".into());
    review.finding("second", "network", "timing");
    review.findings[1].statement.claims[0].selection.stance =
        vec![throughline_core::stance::Stance::Negative];
    let codes: Vec<Code> = refused(&review, &public())
        .iter()
        .map(|(c, _)| *c)
        .collect();
    assert_eq!(codes, [Code::ClaimFails, Code::WouldPublishName]);
}

#[test]
fn an_amount_without_a_claim_is_refused_at_level_protected_only() {
    let mut review = super::protected::nine();
    review.finding("f", "often", "often");
    assert!(publish_protected(&review).is_ok());
    review.findings[0].statement.claims.clear();
    let refused_at = |review: &Review| match publish_protected(review) {
        Err(PublishError::Refused(refusal)) => refusal
            .problems
            .iter()
            .map(|p| (p.code, p.message.clone()))
            .collect(),
        _ => Vec::new(),
    };
    let found = refused_at(&review);
    assert!(
        found.iter().any(|(code, message)| *code == Code::ClaimTells
            && message.contains("has no claim behind it")),
        "{found:?}"
    );
    synthesis(&review, Audience::Internal);

    // A title is judged on the claim of its statement, and may say no more than it.
    let mut review = super::protected::nine();
    review.finding("f", "often", "often");
    review.findings[0].title = "Most agencies raised it".into();
    assert!(publish_protected(&review).is_ok());
    review.findings[0].title = "Seven of the nine agencies raised it".into();
    let found = refused_at(&review);
    assert!(
        found
            .iter()
            .any(|(_, m)| m.contains("in the title says more")),
        "{found:?}"
    );
}
