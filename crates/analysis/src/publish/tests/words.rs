//! Titles, figures and sentences of an ordinary review.

use super::sample::{Draft, four};
use super::{dated, holds, internal, note, public, title};
use throughline_core::findings::Unit;
use throughline_core::review::{CoderPolicy, Notice};
use throughline_core::synthesis::{Chart, Shown};
use throughline_core::wording::Scale;

#[test]
fn titles_say_what_was_found() {
    let shown = internal(&four());
    holds(&shown);
    assert_eq!(
        title(&shown, "timeline"),
        "One workshop and two 1:1 meetings in under three weeks"
    );
    assert_eq!(
        title(&shown, "saturation"),
        "The last two engagements added no new theme"
    );
    assert_eq!(
        title(&shown, "prevalence"),
        "All four agencies raised value; three raised process"
    );
    assert_eq!(
        title(&shown, "stance"),
        "Agencies were most positive about network, most negative about cost and timing"
    );
    assert_eq!(title(&shown, "matrix"), "Every agency raised value");
    assert_eq!(
        title(&shown, "format"),
        "How often each theme was raised in both formats"
    );
    assert_eq!(
        title(&shown, "cooccurrence"),
        "Cost and timing were most often raised together"
    );
}

#[test]
fn a_format_differs_where_more_than_one_organisation_makes_the_difference() {
    // Timing: one of two in the workshop, two of two in the meetings; cost and network likewise.
    let mut review = four();
    assert_eq!(
        title(&internal(&review), "format"),
        "How often each theme was raised in both formats"
    );
    // One of three against two of two: two thirds, and more than a half.
    review.heard("w", &["Agency E"], &["network"], "Good to know people.");
    assert_eq!(
        title(&internal(&review), "format"),
        "Timing came up more often in 1:1 meetings than in the workshop"
    );
}

#[test]
fn a_public_title_never_rests_on_one_organisation() {
    let mut review = four();
    review.heard("w", &["Agency A"], &["value+"], "In all.");
    // Only Agency C raises the second heading now.
    let mut tags = throughline_core::notes::Lists::default();
    for row in 0..review.notes.len() {
        let keep = row == 3;
        tags.push(
            review
                .notes
                .tags
                .get(row)
                .iter()
                .copied()
                .filter(|t| keep || t.theme != 4)
                .collect::<Vec<_>>(),
        );
    }
    review.notes.tags = tags;
    assert_eq!(
        title(&internal(&review), "prevalence"),
        "All four agencies raised value; one raised process"
    );
    assert_eq!(
        title(&public(&review), "prevalence"),
        "How many agencies raised each theme"
    );
}

#[test]
fn charts_and_tables_agree() {
    let mut review = four();
    review.coded();
    for shown in [internal(&review), public(&review)] {
        holds(&shown);
        let row = |id: &str| {
            shown
                .tables
                .prevalence
                .iter()
                .find(|r| r.theme.as_str() == id)
                .unwrap()
        };
        let Chart::Drawn(prevalence) = &shown.raised.prevalence else {
            panic!("drawn");
        };
        for group in &prevalence.data.groups {
            for bar in group.head.iter().chain(&group.rows) {
                let table = row(bar.theme.as_str());
                assert_eq!(bar.measure.shown, table.rolled.organisations);
                assert_eq!(bar.notes, table.rolled.notes);
            }
        }
        let Chart::Drawn(stance) = &shown.raised.stance else {
            panic!("drawn");
        };
        for bar in &stance.data.rows {
            let all = [&bar.positive, &bar.negative, &bar.mixed, &bar.neutral]
                .iter()
                .map(|c| c.shown.exact().unwrap())
                .sum::<u32>();
            let stated: u32 = shown
                .tables
                .stance
                .iter()
                .filter(|r| r.theme == bar.theme && r.stance.word() != "not stated")
                .map(|r| r.organisations.exact().unwrap())
                .sum();
            assert_eq!(all, stated, "{}", bar.theme);
        }
        let Chart::Drawn(matrix) = &shown.matrix.matrix else {
            panic!("drawn");
        };
        assert_eq!(matrix.data.columns, ["A", "B", "C", "D"]);
        for row in matrix
            .data
            .groups
            .iter()
            .flat_map(|g| &g.rows)
            .filter(|r| !r.roll_up)
        {
            for (cell, column) in row.cells.iter().zip(&matrix.data.columns) {
                let table =
                    shown.tables.matrix.iter().find(|c| {
                        c.theme == row.theme && c.organisation == format!("Agency {column}")
                    });
                assert_eq!(*cell, table.map_or(Shown::from(0), |c| c.notes));
            }
        }
    }
}

#[test]
fn the_first_claim_stands_beside_its_statement() {
    let shown = internal(&four());
    let finding = &shown.parts[0].findings[0];
    assert_eq!(shown.parts[0].heading, "Findings");
    assert_eq!(finding.statement.measure.as_ref().unwrap().words, "4 of 4");
    assert_eq!(finding.statement.claims[0].measure.words, "4 of 4");
    assert_eq!(finding.points[0].number, "1.1");
    let support = finding.statement.support.as_ref().unwrap();
    assert_eq!((support.negative, support.silent), (4.into(), 0.into()));
}

#[test]
fn claims_in_notes_and_engagements_do_not_stand_beside_a_statement() {
    let mut review = four();
    review.findings[0].statement.claims[0].unit = Unit::Notes;
    review.findings[0].statement.themes = vec![review.codebook.code("network").unwrap()];
    let shown = internal(&review);
    let statement = &shown.parts[0].findings[0].statement;
    assert_eq!(statement.measure.as_ref().unwrap().words, "3 of 4");
    assert_eq!(statement.claims[0].measure.words, "4 of 8");
    assert!(statement.claims[0].support.is_none());
}

#[test]
fn the_glance_takes_the_strongest_claim() {
    let mut review = four();
    review.finding("second", "cost", "timing");
    review.finding("third", "network", "network");
    let shown = internal(&review);
    let value = &shown.glance.bands[0];
    assert_eq!(value.headline, "Title of value");
    assert_eq!(value.measure.words, "4 of 4");
    assert_eq!(value.says, "raised cost");
    assert_eq!(value.raised, "Theme raised by 4 of 4 agencies, in 7 notes.");
    // No finding rests on it, so it speaks of itself.
    let process = &shown.glance.bands[1];
    assert_eq!(process.headline, "Three of four agencies raised process");
    assert_eq!(
        (process.says.as_str(), &process.finding),
        ("raised it", &None)
    );

    review.findings[2].statement.claims[0].headline = true;
    review.findings[2].statement.claims[0].says = Some("met each other".into());
    let shown = internal(&review);
    assert_eq!(shown.glance.bands[0].headline, "Title of third");
    assert_eq!(shown.glance.bands[0].says, "met each other");
    assert_eq!(shown.glance.bands[0].measure.words, "3 of 4");
}

#[test]
fn notes_say_what_was_left_out() {
    let shown = internal(&four());
    assert_eq!(
        note(&shown, "prevalence"),
        "Agencies that raised each theme, of the 4 that took part. Each cell is one agency. A \
         heading counts an agency once, however many of its themes it raised. More of each theme \
         is in Table B1."
    );
    assert!(note(&shown, "timeline").starts_with("Dark square: workshop. Round: 1:1 meeting."));
    assert!(
        note(&shown, "stance").contains("Not drawn")
            || note(&shown, "stance").contains("stated a stance on it")
    );
}

#[test]
fn the_method_states_the_rules_with_numbers() {
    let mut review = four();
    review.counting.coders = CoderPolicy::Majority;
    let shown = public(&review);
    let all = shown.method.counted.join("\n");
    for part in [
        "1 of the 8 notes has none",
        "one note has more than one",
        "the four agencies present at an engagement",
        "more than half of those who read it",
        "Percentages are given only where the base is 20 or more",
        "An exact duplicate of a note counts once; here there was none.",
        "mixed, if it has a mixed note",
        "Appendix D",
    ] {
        assert!(all.contains(part), "{part}\n{all}");
    }
    assert_eq!(shown.method.limits.len(), 4);
    assert!(
        shown.method.limits[3]
            .starts_with("The workshop and the 1:1 meetings had different agencies")
    );
    let most = shown
        .method
        .scale
        .words
        .iter()
        .find(|w| w.word == "most")
        .unwrap();
    assert_eq!(most.counts, "3");
    let words: Vec<&str> = shown
        .method
        .scale
        .words
        .iter()
        .map(|w| w.word.as_str())
        .collect();
    assert_eq!(words.first(), Some(&"all"));
    assert_eq!(words.last(), Some(&"none"));
    let unfit = shown.method.scale.unfit.unwrap();
    assert!(unfit.starts_with("“almost all”"), "{unfit}");
    assert!(unfit.contains("“a few”"), "{unfit}");
}

#[test]
fn the_method_prints_a_scale_of_the_reviews_own() {
    let mut review = four();
    let mut word = Scale::plain().words.swap_remove(5);
    word.words = vec!["a majority".into(), "the majority".into()];
    word.share = "two thirds and over".into();
    (word.from.percent, word.rounded) = (67, true);
    review.scale = Scale {
        name: "ours".into(),
        source: "made for this review".into(),
        words: vec![Scale::plain().words.swap_remove(6), word],
    };
    let scale = public(&review).method.scale;
    let rows: Vec<_> = scale
        .words
        .iter()
        .map(|w| (w.word.as_str(), w.share.as_str(), w.counts.as_str()))
        .collect();
    assert_eq!(
        rows,
        [("a majority, the majority", "two thirds and over", "3")]
    );
    assert_eq!(
        scale.unfit.as_deref(),
        Some("“almost all” fits no number of four agencies.")
    );
    assert!(
        scale
            .note
            .contains("This is the scale named “ours” (Made for this review).")
    );
}

#[test]
fn the_imprint_says_when_the_notes_were_read_only_where_that_is_known() {
    let mut review = four();
    let shown = internal(&review);
    assert_eq!(shown.document.date, "2023-10-13");
    assert_eq!(
        shown.document.imprint,
        "Prepared from the notes in small.csv. Every count is traceable to the notes."
    );
    assert_eq!(
        shown.document.period.as_deref(),
        Some("26 September to 13 October 2023")
    );
    review.about.date = Some("2023-10-31".parse().unwrap());
    let shown = internal(&review);
    assert!(
        shown
            .document
            .imprint
            .contains("as read on 31 October 2023.")
    );
    assert_eq!(shown.document.date, "2023-10-31");

    for engagement in &mut review.engagements {
        engagement.dates = None;
    }
    review.about.date = None;
    let shown = internal(&review);
    assert_eq!(
        (shown.document.date.as_str(), shown.document.date_printed),
        ("1970-01-01", false)
    );
    let shown = dated(&review, "2024-02-29");
    assert_eq!(
        (shown.document.date.as_str(), shown.document.date_printed),
        ("2024-02-29", true)
    );
}

#[test]
fn the_foot_says_who_may_read() {
    let mut review = four();
    assert_eq!(
        internal(&review).document.foot,
        "Internal: not for publication"
    );
    assert_eq!(
        public(&review).document.foot,
        "Counts describe those who took part"
    );
    review.about.notice = Some(Notice {
        title: "Illustrative".into(),
        text: "Made up.".into(),
        foot: Some("Illustrative notes".into()),
    });
    assert_eq!(public(&review).document.foot, "Illustrative notes");
    assert_eq!(
        internal(&review).document.foot,
        "Internal: not for publication"
    );
}
