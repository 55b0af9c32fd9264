//! Small and empty reviews: each absence is a sentence, never an empty frame.

use super::sample::{Draft, empty, four};
use super::{charts, holds, internal, public, title};
use throughline_core::review::Part;
use throughline_core::synthesis::Chart;

#[test]
fn no_notes() {
    let mut review = empty(&[("value", ""), ("cost", "value")]);
    review.engagement("w", "workshop", "2023-09-26", &["Agency A"]);
    review.engagement("m", "1:1 meeting", "2023-09-27", &["Agency B"]);
    for shown in [internal(&review), public(&review)] {
        holds(&shown);
        assert!(charts(&shown).iter().all(|(_, chart)| chart.is_err()));
        assert!(shown.glance.absent.is_some() && shown.glance.bands.is_empty());
        assert_eq!(shown.codebook.len(), 2);
        assert!(shown.evidence.absent.is_some());
        assert_eq!(shown.tables.prevalence.len(), 2);
    }
}

#[test]
fn nothing_at_all() {
    let shown = internal(&empty(&[]));
    holds(&shown);
    assert_eq!(shown.base, 0);
    assert_eq!(shown.document.date, "1970-01-01");
    assert!(!shown.document.date_printed);
    assert_eq!(shown.ledger.sentence, "No rows were read.");
}

#[test]
fn notes_without_themes() {
    let mut review = empty(&[]);
    review.heard("", &["Agency A"], &[], "Something.");
    let shown = internal(&review);
    holds(&shown);
    for (name, chart) in charts(&shown) {
        assert_eq!(chart.unwrap_err(), "No note carries a theme.", "{name}");
    }
}

#[test]
fn notes_without_organisations() {
    let mut review = empty(&[("cost", "")]);
    review.heard("", &[], &["cost-"], "Dear.");
    for shown in [internal(&review), public(&review)] {
        holds(&shown);
        assert_eq!(shown.base, 0);
        assert!(charts(&shown).iter().all(|(_, chart)| chart.is_err()));
        assert_eq!(shown.tables.prevalence[0].own.share, None);
        assert_eq!(shown.glance.bands[0].headline, "No agency raised cost");
    }
}

#[test]
fn one_organisation_one_engagement() {
    let mut review = empty(&[("value", ""), ("cost", "value")]);
    review.engagement("w", "Workshop", "2023-09-26", &["Agency A"]);
    review.heard("w", &["Agency A"], &["cost"], "Dear.");
    let shown = internal(&review);
    holds(&shown);
    assert_eq!(title(&shown, "prevalence"), "The one agency raised value");
    for (name, sentence) in [
        (
            "timeline",
            "There was one engagement, so there is no timeline.",
        ),
        (
            "saturation",
            "There was one engagement, so there is no chart of new themes.",
        ),
        ("stance", "No stance of an agency is stated on any theme."),
        (
            "matrix",
            "One agency took part, so there is no matrix to compare.",
        ),
        (
            "format",
            "There was one format of engagement, the workshop, so there is nothing to compare.",
        ),
        (
            "cooccurrence",
            "No note carries two themes, so no themes were raised together.",
        ),
    ] {
        assert_eq!(title(&shown, name), format!("absent: {sentence}"));
    }
    // To the public, a title does not speak of the one.
    let shown = public(&review);
    holds(&shown);
    assert_eq!(
        title(&shown, "prevalence"),
        "How many agencies raised each theme"
    );
    assert_eq!(shown.glance.bands[0].headline, "Theme value");
}

#[test]
fn two_organisations() {
    let mut review = empty(&[("value", ""), ("cost", "value")]);
    review.engagement("w", "workshop", "2023-09-26", &["Agency A"]);
    review.engagement("m", "1:1 meeting", "", &["Agency B"]);
    review.heard("w", &["Agency A"], &["cost"], "Dear.");
    review.heard("m", &["Agency B"], &["cost"], "Dear.");
    let shown = internal(&review);
    holds(&shown);
    assert_eq!(title(&shown, "prevalence"), "Both agencies raised value");
    assert_eq!(title(&shown, "matrix"), "Both agencies raised value");
    assert_eq!(
        title(&shown, "format"),
        "The themes were raised about as often in both formats"
    );
    assert_eq!(
        title(&shown, "saturation"),
        "The second engagement added no new theme"
    );
}

#[test]
fn a_single_file_has_a_flat_codebook() {
    let mut review = empty(&[
        ("a", ""),
        ("b", ""),
        ("c", ""),
        ("d", ""),
        ("e", ""),
        ("f", ""),
        ("g", ""),
        ("h", ""),
    ]);
    for (name, tags) in [
        ("Agency A", &["b", "c", "a", "d"][..]),
        ("Agency B", &["b", "c", "e", "f"]),
        ("Agency C", &["b", "g"]),
    ] {
        review.heard("", &[name], tags, "x");
    }
    let shown = internal(&review);
    holds(&shown);
    assert_eq!(
        title(&shown, "prevalence"),
        "All three agencies raised b, more than any other theme"
    );
    let themes: Vec<&str> = shown
        .glance
        .bands
        .iter()
        .map(|b| b.theme.as_str())
        .collect();
    assert_eq!(themes, ["b", "c", "a", "d", "e", "f"]);
    assert_eq!(shown.glance.more.as_deref(), Some("and one more theme"));
    let Chart::Drawn(prevalence) = shown.raised.prevalence else {
        panic!("drawn");
    };
    assert_eq!(prevalence.data.groups.len(), 1);
    assert!(prevalence.data.groups[0].head.is_none());
    assert!(
        shown
            .method
            .counted
            .iter()
            .all(|rule| !rule.contains("heading"))
    );
}

#[test]
fn findings_without_themes_have_no_figure_and_no_evidence() {
    let mut review = four();
    review.findings[0].statement.claims.clear();
    review.findings[0].statement.themes.clear();
    review.findings[0].points.clear();
    let shown = internal(&review);
    holds(&shown);
    assert!(shown.parts[0].findings[0].statement.measure.is_none());
    assert_eq!(
        shown.evidence.absent.as_deref(),
        Some("No finding names a theme that it rests on, so no notes are listed.")
    );
}

#[test]
fn a_part_without_introduction_and_findings_has_no_page() {
    let mut review = empty(&[("a", "")]);
    review.heard("", &["Agency A"], &["a"], "Said.");
    let part = |id: &str, intro: Option<&str>| Part {
        id: id.parse().unwrap(),
        title: id.to_uppercase(),
        intro: intro.map(str::to_owned),
        questions: Vec::new(),
    };
    review.parts = vec![part("p", None), part("q", Some("What it was about."))];
    let headings: Vec<String> = internal(&review)
        .parts
        .into_iter()
        .map(|p| p.heading)
        .collect();
    assert_eq!(headings, ["Part 2: Q"]);
}

#[test]
fn engagements_without_a_format_are_engagements() {
    // Days tell them apart; the notes name no format.
    let mut review = four();
    review.formats = vec!["not stated".into()];
    for engagement in &mut review.engagements {
        engagement.format = 0;
    }
    let shown = internal(&review);
    holds(&shown);
    let stats: Vec<_> = shown.stats.iter().map(|s| s.label.as_str()).collect();
    assert_eq!(stats, ["agencies", "engagements", "notes", "finding"]);
    assert_eq!(
        shown.engaged.lead,
        "Four agencies took part in three engagements, from 26 September to 13 October 2023."
    );
    assert_eq!(
        title(&shown, "timeline"),
        "Three engagements in under three weeks"
    );
    let Chart::Absent { sentence } = &shown.differed.format else {
        panic!("absent");
    };
    assert_eq!(
        sentence,
        "The notes name no format of engagement, so none can be compared."
    );
    assert!(shown.tables.format.is_empty());
    let pages = format!("{:?}", (&shown.engaged, &shown.evidence));
    assert!(!pages.to_lowercase().contains("not stated"), "{pages}");

    review.formats = vec!["not stated".into(), "workshop".into()];
    review.engagements[0].format = 1;
    let shown = internal(&review);
    assert_eq!(
        title(&shown, "timeline"),
        "Two other engagements and one workshop in under three weeks"
    );
}
