//! What protected reports show.

use super::sample::{Draft, empty};
use super::{charts, holds, protected, publish_protected, title};
use throughline_core::findings::Quote;
use throughline_core::problem::{Code, Place};
use throughline_core::publication::{Publication, Secret};
use throughline_core::review::{Level, Part, QuoteRead, Review};
use throughline_core::synthesis::{Chart, Shown};

/// Nine agencies at a workshop: "often" raised by seven, "rare" by one, "split" by five; no claims.
pub(super) fn nine() -> Review {
    let mut review = empty(&[
        ("value", ""),
        ("often", "value"),
        ("rare", "value"),
        ("other", ""),
        ("split", "other"),
    ]);
    let names: Vec<String> = ('A'..='I').map(|c| format!("Agency {c}")).collect();
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    review.engagement("w", "workshop", "2023-09-26", &all[..4]);
    for (n, name) in all[4..].iter().enumerate() {
        let day = format!("2023-10-0{}", n + 1);
        review.engagement(&format!("m{n}"), "1:1 meeting", &day, &[name]);
    }
    for name in &all[..7] {
        review.heard("w", &[name], &["often+"], "It helps.");
    }
    review.heard("m0", &all[4..5], &["rare-"], "It hurts.");
    for (n, name) in all[..5].iter().enumerate() {
        let tag = if n < 3 { "split-" } else { "split+" };
        review.heard("w", &[name], &[tag], "So so.");
    }
    review.disclosure.level = Level::Protected;
    review
}

#[test]
fn what_nine_agencies_said_is_given_in_ranges() {
    let review = nine();
    let shown = protected(&review);
    holds(&shown);
    assert_eq!(shown.level, Some(Level::Protected));
    let Chart::Drawn(prevalence) = &shown.raised.prevalence else {
        panic!("drawn");
    };
    let bars: Vec<(&str, &str)> = prevalence
        .data
        .groups
        .iter()
        .flat_map(|g| g.head.iter().chain(&g.rows))
        .map(|b| (b.theme.as_str(), b.measure.words.as_str()))
        .collect();
    assert_eq!(
        bars,
        [
            ("value", "7 or more of 9"),
            ("often", "7 or more of 9"),
            ("rare", "fewer than 3 of 9"),
            ("other", "see its parts"),
            ("split", "5 or 6 of 9"),
        ]
    );
    let balance = shown.raised.balance.as_ref().unwrap();
    let words: Vec<(&str, &str)> = balance
        .rows
        .iter()
        .map(|r| (r.theme.as_str(), r.words.as_str()))
        .collect();
    assert_eq!(words, [("often", "mostly for"), ("split", "divided")]);
    for (name, chart) in charts(&shown) {
        assert_eq!(
            chart.is_ok(),
            ["timeline", "prevalence"].contains(&name),
            "{name}"
        );
    }
    assert!(shown.tables.matrix.is_empty() && shown.tables.stance.is_empty());
    assert!(shown.tables.saturation.is_empty() && shown.tables.format.is_empty());
    assert!(shown.tables.cooccurrence.is_empty() && shown.tables.part.is_empty());
    assert_eq!(shown.tables.balance.len(), 2);
    assert!(shown.evidence.groups.is_empty());
    let totals = shown.disclosure.as_ref().unwrap();
    assert_eq!(
        (totals.cells, totals.cells_in_words, totals.rows_not_shown),
        (4, 4, 1)
    );
}

/// Every number that stands beside a theme is one of the plan, and no note is counted.
#[test]
fn no_count_of_notes_by_theme_and_no_exact_count_of_few() {
    let shown = protected(&nine());
    for row in &shown.tables.prevalence {
        for counts in [&row.own, &row.rolled] {
            assert_eq!(counts.notes, Shown::NotShown);
            assert_eq!(counts.engagements, Shown::NotShown);
            assert_eq!(counts.unattributed_notes, Shown::NotShown);
            assert_eq!(counts.organisations.exact(), None);
            assert_eq!(counts.share, None);
        }
    }
}

#[test]
fn the_timeline_dates_nobody_who_was_met_alone() {
    let shown = protected(&nine());
    let Chart::Drawn(timeline) = &shown.engaged.timeline else {
        panic!("drawn");
    };
    let lanes: Vec<(&str, &str, usize)> = timeline
        .data
        .lanes
        .iter()
        .map(|l| (l.name.as_str(), l.date.as_str(), l.marks.len()))
        .collect();
    assert_eq!(
        lanes,
        [
            ("Workshop", "26 September 2023", 1),
            ("1:1 meetings", "1 to 5 October 2023", 1),
        ]
    );
    // Two meetings alone are not enough to hide in.
    let mut review = nine();
    review.engagements.truncate(3);
    let shown = protected(&review);
    let Chart::Drawn(timeline) = &shown.engaged.timeline else {
        panic!("drawn");
    };
    assert_eq!(timeline.data.lanes.len(), 1);
    assert!(
        !shown.to_json().unwrap().contains("October"),
        "in the period either"
    );
}

#[test]
fn fewer_than_twice_k_gives_no_count() {
    let mut review = empty(&[("value", "")]);
    for name in ["Agency A", "Agency B", "Agency C", "Agency D", "Agency E"] {
        review.heard("", &[name], &["value+"], "Good.");
    }
    let shown = protected(&review);
    holds(&shown);
    let sentence = "Fewer than six agencies took part, so counts are not shown.";
    assert_eq!(title(&shown, "prevalence"), format!("absent: {sentence}"));
    assert_eq!(shown.glance.absent.as_deref(), Some(sentence));
    assert!(shown.raised.balance.is_none());
    assert!(
        shown
            .tables
            .prevalence
            .iter()
            .all(|r| r.rolled.organisations == Shown::NotShown)
    );
}

#[test]
fn nothing_and_nobody() {
    for review in [empty(&[]), empty(&[("value", "")]), {
        let mut review = empty(&[("value", "")]);
        review.heard("", &[], &["value"], "Said.");
        review
    }] {
        holds(&protected(&review));
    }
}

/// Forty agencies, two formats, two parts.
fn forty() -> Review {
    let mut review = empty(&[
        ("value", ""),
        ("network", "value"),
        ("cost", "value"),
        ("rare", "value"),
        ("process", ""),
        ("timing", "process"),
    ]);
    for id in ["p1", "p2"] {
        review.parts.push(Part {
            id: id.parse().unwrap(),
            title: id.to_uppercase(),
            intro: None,
            questions: Vec::new(),
        });
    }
    let names: Vec<String> = (0..40).map(|n| format!("Agency {n}")).collect();
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    review.engagement("w", "workshop", "2023-09-26", &all[..24]);
    review.engagement("h", "hui", "2023-10-02", &all[24..]);
    for (n, name) in all.iter().enumerate() {
        let at = if n < 24 { "w" } else { "h" };
        if n % 3 > 0 {
            review.heard(at, &[name], &["network+"], "It helps.");
        }
        if n % 2 == 0 {
            let tag = if n % 8 == 0 { "cost+" } else { "cost-" };
            review.heard(at, &[name], &[tag], "It costs.");
        }
        if n % 4 == 1 {
            review.heard(at, &[name], &["timing-"], "Late.");
        }
        if n == 7 {
            review.heard(at, &[name], &["rare"], "Once.");
        }
    }
    for row in 0..review.notes.len() {
        review.notes.part[row] = u32::from(row % 3 == 0);
    }
    review
}

#[test]
fn forty_agencies_have_exact_counts_in_the_middle() {
    let review = forty();
    let shown = protected(&review);
    holds(&shown);
    let of = |id: &str| {
        let row = shown
            .tables
            .prevalence
            .iter()
            .find(|r| r.theme.as_str() == id);
        (
            row.unwrap().rolled.organisations,
            row.unwrap().rolled.share.clone(),
        )
    };
    assert_eq!(of("cost"), (20.into(), Some("0.5000".into())));
    assert_eq!(of("rare"), (Shown::Band { low: 0, high: 2 }, None));
    let Chart::Drawn(prevalence) = &shown.raised.prevalence else {
        panic!("drawn");
    };
    let cost = prevalence.data.groups[0]
        .rows
        .iter()
        .find(|b| b.theme.as_str() == "cost");
    assert_eq!(cost.unwrap().measure.percent, Some(50));
    assert!(shown.raised.balance.is_none() && shown.tables.balance.is_empty());
    assert!(!shown.tables.stance.is_empty());
    assert!(!shown.tables.part.is_empty());
    let totals = shown.disclosure.unwrap();
    assert!(totals.cells_in_words < totals.cells, "{totals:?}");
}

/// Every count of the register stands in the synthesis as it is registered, and there is no other.
#[test]
fn the_register_holds_what_is_shown() {
    use throughline_core::publication::Cell;
    for review in [nine(), forty()] {
        let publication = publish_protected(&review).unwrap();
        let register = publication.withheld.register.as_ref().unwrap();
        let tables = &publication.synthesis.tables;
        for row in &tables.prevalence {
            let cell = Cell::Prevalence(row.theme.clone());
            assert_eq!(register.cells.get(&cell), Some(&row.rolled.organisations));
        }
        for row in &tables.stance {
            let cell = Cell::Stance(row.theme.clone(), row.stance);
            let registered = register.cells.get(&cell).copied();
            assert_eq!(registered.unwrap_or(Shown::NotShown), row.organisations);
        }
        for row in &tables.format {
            let cell = Cell::Format(row.theme.clone(), row.engagement_type.clone());
            let registered = register.cells.get(&cell).copied();
            assert_eq!(registered.unwrap_or(Shown::NotShown), row.organisations);
        }
        for row in &tables.part {
            let cell = Cell::Part(row.theme.clone(), row.part.to_string());
            let registered = register.cells.get(&cell).copied();
            assert_eq!(registered.unwrap_or(Shown::NotShown), row.organisations);
        }
        let withheld = publication.withheld;
        let notes = &withheld.ids[0].ids;
        assert_eq!(notes.get(0), "N-001");
        let agency = |secret: &Secret| secret.written.starts_with("Agency ");
        assert!(withheld.secrets.iter().any(agency));
    }
}

#[test]
fn an_earlier_report_is_what_the_reader_knows() {
    let review = nine();
    let earlier = protected(&review);
    let request = super::super::Request {
        protected: true,
        published: vec![earlier.clone()],
        ..throughline_core::review::Audience::Public.into()
    };
    let again = crate::Analysis::of(&review)
        .unwrap()
        .publish(&request)
        .unwrap();
    assert_eq!(again.synthesis, earlier, "the same again tells nothing new");
    // One more agency has raised what seven had: two reports together would tell that it was eight.
    let mut later = nine();
    later.heard("w", &["Agency H"], &["often+"], "It helps us too.");
    let shown = crate::Analysis::of(&later)
        .unwrap()
        .publish(&request)
        .unwrap();
    assert_eq!(shown.synthesis.base, 9);
}

/// A quotation under a point, from a note of one agency.
fn quoting(review: &mut Review) {
    review.finding("f", "often", "often");
    review.findings[0].points[0].statement.quote = Some(Quote {
        note: 0,
        text: "It helps.".into(),
        attribution: Some("1:1 meeting, 2 October".into()),
        at: Place::default(),
    });
}

#[test]
fn a_quotation_has_no_line_of_the_analyst() {
    let mut review = nine();
    quoting(&mut review);
    let publication = publish_protected(&review).unwrap();
    assert!(publication.warnings.is_empty());
    let shown = publication.synthesis;
    holds(&shown);
    let quote = shown.parts[0].findings[0].points[0]
        .statement
        .quote
        .as_ref();
    assert_eq!(quote.unwrap().text, "It helps.");
    assert_eq!(quote.unwrap().attribution, None);
    assert!(!shown.to_json().unwrap().contains("2 October\""));
}

#[test]
fn codes_under_quotations_are_fresh_labels_and_are_warned_of() {
    let mut review = nine();
    quoting(&mut review);
    review.coded();
    let label = |publication: &Publication| {
        let finding = &publication.synthesis.parts[0].findings[0];
        let quote = finding.points[0].statement.quote.as_ref().unwrap();
        quote.attribution.clone()
    };
    // Alone in its finding a label tells no voice from another.
    assert_eq!(label(&publish_protected(&review).unwrap()), None);
    let mut another = review.findings[0].points[0]
        .statement
        .quote
        .clone()
        .unwrap();
    another.note = 1;
    review.findings[0].statement.quote = Some(another);
    let publication = publish_protected(&review).unwrap();
    assert_eq!(publication.warnings.len(), 1);
    let quote = &publication.synthesis.parts[0].findings[0].points[0]
        .statement
        .quote;
    let label = quote.as_ref().unwrap().attribution.clone().unwrap();
    assert!(
        publication
            .synthesis
            .method
            .disclosure
            .iter()
            .any(|p| p.contains("new in each finding"))
    );
    assert!(label.starts_with("Agency "), "{label}");
    assert!(
        !publication
            .withheld
            .secrets
            .iter()
            .any(|s| s.written == label),
        "it may stand in the files"
    );
    assert!(publication.synthesis.tables.matrix.is_empty());
}

#[test]
fn a_quotation_with_words_of_one_agency_waits_for_a_reader() {
    let mut review = nine();
    review.heard("w", &["Agency A"], &["often+"], "It helps our lighthouses.");
    quoting(&mut review);
    let note = u32::try_from(review.notes.len() - 1).unwrap();
    let quote = review.findings[0].points[0]
        .statement
        .quote
        .as_mut()
        .unwrap();
    (quote.note, quote.text) = (note, "It helps our lighthouses.".into());
    let Err(super::PublishError::Refused(refusal)) = publish_protected(&review) else {
        panic!("not refused");
    };
    let codes: Vec<Code> = refusal.problems.iter().map(|p| p.code).collect();
    assert_eq!(codes, [Code::QuoteUnread]);
    review.quotes_read.push(QuoteRead {
        note,
        reader: "R".into(),
        date: None,
    });
    assert!(publish_protected(&review).is_ok());
}
