//! What an open report shows, masks and leaves out.

use super::sample::{Draft, four};
use super::{holds, internal, public, title};
use throughline_core::findings::Quote;
use throughline_core::review::{Attribution, Review};

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
    assert!(
        super::publish(&review, throughline_core::review::Audience::Public).is_err(),
        "nobody has consented"
    );
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

/// Texts of the evidence.
fn evidence(review: &Review) -> Vec<String> {
    let groups = public(review).evidence.groups;
    let rows = groups.into_iter().flat_map(|g| g.rows);
    rows.filter_map(|row| row.text).collect()
}

#[test]
fn names_and_addresses_in_printed_notes_are_masked() {
    let mut review = four();
    review.coded();
    review.contributors = vec!["Ministry of Justice".into(), "The Treasury".into()];
    review.about.masked_people = vec!["Moana Smith".into()];
    review.organisations[0].aliases = vec!["DIA".into(), "IT".into()];
    for (text, masked) in [
        ("As the TREASURY\nsaid.", "As [agency]\nsaid."),
        ("(moana  smith said so)", "([name] said so)"),
        ("DIA would know.", "[agency] would know."),
        ("Ask IT.", "Ask [agency]."),
        ("Write to a.b@example.govt.nz", "Write to [e-mail]"),
        // A code is printed on purpose, and small letters are no abbreviation.
        (
            "Agency B: it is in the media.",
            "Agency B: it is in the media.",
        ),
    ] {
        let mut review = review.clone();
        review.heard("w", &["Agency A"], &["cost"], text);
        let texts = evidence(&review);
        assert!(texts.iter().any(|t| t == masked), "{texts:?}");
        let told = internal(&review).to_json().unwrap();
        assert!(told.contains(&format!("{text:?}")), "internally as it is");
    }
    // Where codes are not published, they are masked too.
    review.disclosure.attribution = Attribution::None;
    review.heard("w", &["Agency A"], &["cost"], "As Agency B says.");
    let texts = evidence(&review);
    assert!(texts.iter().any(|t| t == "As [agency] says."), "{texts:?}");
}

#[test]
fn quotations_are_masked_too() {
    let mut review = four();
    review.contributors = vec!["The Treasury".into()];
    review.findings[0].statement.quote = Some(Quote {
        note: 0,
        text: "ring the Treasury".into(),
        attribution: None,
        at: throughline_core::problem::Place::default(),
    });
    let quote = |shown: throughline_core::synthesis::Synthesis| {
        let statement = shown.parts[0].findings[0].statement.clone();
        statement.quote.map(|quote| quote.text)
    };
    assert_eq!(quote(public(&review)).as_deref(), Some("ring [agency]"));
    assert_eq!(
        quote(internal(&review)).as_deref(),
        Some("ring the Treasury")
    );
    review.notes.flags[0].quotable = false;
    assert_eq!(quote(public(&review)), None);
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
