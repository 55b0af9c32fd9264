//! What a public report shows and refuses.

use super::super::{PublishError, Request};
use super::sample::{Draft, four};
use super::{holds, internal, public, publish, title};
use crate::Analysis;
use throughline_core::findings::Quote;
use throughline_core::problem::Code;
use throughline_core::review::{Attribution, Audience, Level, Review};

#[test]
fn protected_is_refused_with_what_to_do() {
    let mut review = four();
    let request = Request {
        audience: Audience::Public,
        protected: true,
        ..Request::default()
    };
    let refused = Analysis::of(&review).unwrap().publish(&request);
    assert!(matches!(refused, Err(PublishError::Protected)));
    review.disclosure.level = Level::Protected;
    let message = publish(&review, Audience::Public).unwrap_err().to_string();
    assert!(message.contains("level = \"open\"") && message.contains("--audience internal"));
    assert!(publish(&review, Audience::Internal).is_ok());
}

#[test]
fn without_attribution_nothing_ties_a_note_to_an_organisation() {
    let review = four();
    let shown = public(&review);
    holds(&shown);
    assert!(shown.tables.matrix.is_empty());
    assert_eq!(
        title(&shown, "matrix"),
        "absent: Notes are not attributed to agencies in this report, so there is no matrix of themes by agency."
    );
    let json = shown.to_json().unwrap();
    assert!(
        !json.contains("Agency A") && !json.contains("N-001"),
        "{json}"
    );
    assert!(
        shown
            .evidence
            .groups
            .iter()
            .flat_map(|g| &g.rows)
            .all(|r| r.organisations == "–" && r.note.as_str() == "–")
    );
}

#[test]
fn codes_are_shown_where_they_are_published() {
    let mut review = four();
    review.coded();
    let shown = public(&review);
    let row = &shown.evidence.groups[0].rows[0];
    assert_eq!(
        (row.note.as_str(), row.organisations.as_str()),
        ("N-002", "A, B")
    );
    assert_eq!(row.engagement, "Workshop");
    assert_eq!(shown.tables.matrix[0].organisation, "Agency A");
    review.disclosure.coded_published = false;
    assert!(public(&review).tables.matrix.is_empty());
}

#[test]
fn names_that_are_no_codes_are_not_published_as_codes() {
    let mut review = four();
    review.coded();
    review.organisations[2].name = "The Treasury".into();
    let shown = public(&review);
    assert!(shown.tables.matrix.is_empty());
    assert!(!shown.to_json().unwrap().contains("Treasury"));
    // With letters there are codes, in the order of the letters and not of the names.
    for (organisation, letter) in review.organisations.iter_mut().zip(["C", "A", "B", "D"]) {
        organisation.letter = Some(letter.into());
    }
    let shown = public(&review);
    let json = shown.to_json().unwrap();
    assert!(!json.contains("Treasury"));
    let throughline_core::synthesis::Chart::Drawn(matrix) = shown.matrix.matrix else {
        panic!("drawn");
    };
    assert_eq!(matrix.data.columns, ["A", "B", "C", "D"]);
    assert!(matrix.data.key.is_empty());
    let throughline_core::synthesis::Chart::Drawn(matrix) = internal(&review).matrix.matrix else {
        panic!("drawn");
    };
    assert_eq!(matrix.data.key[3], "B The Treasury");
}

#[test]
fn names_are_shown_with_the_consent_of_all() {
    let mut review = four();
    review.disclosure.attribution = Attribution::Named;
    assert!(public(&review).tables.matrix.is_empty());
    for organisation in &mut review.organisations {
        organisation.consent = true;
    }
    assert!(!public(&review).tables.matrix.is_empty());
}

#[test]
fn notes_that_may_not_be_quoted_are_counted_and_not_printed() {
    let mut review = four();
    let all = public(&review).evidence.groups[0].rows.len();
    review.notes.flags[1].quotable = false;
    let shown = public(&review);
    let group = &shown.evidence.groups[0];
    assert_eq!(group.rows.len(), all - 1);
    assert_eq!(
        group.left_out.as_deref(),
        Some("One note may not be quoted. It is counted and not printed.")
    );
    assert_eq!(group.measure.words, "4 of 4");
    assert_eq!(internal(&review).evidence.groups[0].rows.len(), all);
}

fn refusals(review: &Review) -> Vec<(Code, String, String)> {
    match publish(review, Audience::Public) {
        Err(PublishError::WouldPublish(problems)) => problems
            .iter()
            .map(|p| (p.code, p.place.to_string(), p.message.clone()))
            .collect(),
        other => panic!("not refused: {:?}", other.map(|_| ())),
    }
}

#[test]
fn a_name_in_a_printed_note_is_refused_with_its_place_and_not_repeated() {
    let mut review = four();
    review.coded();
    review.contributors = vec!["Ministry of Justice".into(), "The Treasury".into()];
    review.about.masked_people = vec!["Moana Smith".into()];
    review.organisations[0].aliases = vec!["DIA".into(), "IT".into()];
    for (text, what) in [
        ("As the TREASURY\nsaid.", "the 2nd contributor’s name"),
        (
            "(moana  smith said so)",
            "the name of the 1st masked person",
        ),
        ("DIA would know.", "an alias of the 1st organisation"),
        ("Ask IT.", "an alias of the 1st organisation"),
        ("Write to a.b@example.govt.nz", "an e-mail address"),
    ] {
        let mut review = review.clone();
        review.heard("w", &["Agency A"], &["cost"], text);
        let refusals = refusals(&review);
        assert_eq!(refusals.len(), 1, "{refusals:?}");
        assert_eq!(
            refusals[0],
            (
                Code::WouldPublishName,
                "notes/small.csv:10".into(),
                format!("the public report would print {what}")
            )
        );
        assert!(publish(&review, Audience::Internal).is_ok());
        // A note that is not printed may hold it.
        review.notes.flags[8].quotable = false;
        assert!(publish(&review, Audience::Public).is_ok());
    }
    review.heard(
        "w",
        &["Agency A"],
        &["cost"],
        "Agency B is a code, and it is in the media.",
    );
    assert!(publish(&review, Audience::Public).is_ok());
    review.disclosure.attribution = Attribution::None;
    assert_eq!(
        refusals(&review)[0].2,
        "the public report would print the 2nd organisation’s name"
    );
}

#[test]
fn quotations_are_searched_too() {
    let mut review = four();
    review.contributors = vec!["The Treasury".into()];
    review.findings[0].statement.quote = Some(Quote {
        note: 0,
        text: "ring the Treasury".into(),
        attribution: None,
        at: throughline_core::problem::Place::default(),
    });
    assert_eq!(refusals(&review)[0].1, "notes/small.csv:2");
    review.notes.flags[0].quotable = false;
    let shown = public(&review);
    assert!(shown.parts[0].findings[0].statement.quote.is_none());
}

#[test]
fn titles_and_ids_of_engagements_that_hold_a_name_are_not_printed() {
    let mut review = four();
    review.contributors = vec!["The Treasury".into()];
    review.engagements[1].title = Some("Meeting with the Treasury".into());
    review.engagements[1].id = "the-treasury".parse().unwrap();
    let json = public(&review).to_json().unwrap();
    assert!(
        !json.contains("the-treasury") && !json.contains("Meeting with"),
        "{json}"
    );
    assert!(json.contains("1:1 meeting 1") && json.contains("engagement-2"));
    assert!(
        internal(&review)
            .to_json()
            .unwrap()
            .contains("Meeting with the Treasury")
    );
}
