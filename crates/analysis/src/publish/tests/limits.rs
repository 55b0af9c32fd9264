//! Large reviews: what is left out is said.

use super::sample::{Draft, empty};
use super::{charts, holds, internal, note, public, title};
use throughline_core::review::Review;
use throughline_core::synthesis::Chart;

/// Organisations, engagements a format and themes under each of some headings.
fn large(organisations: u32, headings: usize, under: usize) -> Review {
    let ids: Vec<(String, String)> = (0..headings)
        .flat_map(|h| {
            let head = format!("heading-{h}");
            std::iter::once((head.clone(), String::new()))
                .chain((0..under).map(move |t| (format!("theme-{h}-{t}"), head.clone())))
        })
        .collect();
    let ids: Vec<(&str, &str)> = ids.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let mut review = empty(&ids);
    for o in 0..organisations {
        let name = format!("Agency {o}");
        let format = ["workshop", "survey", "hui", "1:1 meeting"][o as usize % 4];
        let day = format!("2023-{:02}-{:02}", 1 + o % 9, 1 + o % 28);
        let id = format!("e{o}");
        review.engagement(&id, format, &day, &[&name]);
        for h in 0..headings {
            for t in 0..under {
                if (o as usize + h + t).is_multiple_of(3) {
                    let theme = format!("theme-{h}-{t}+");
                    let other = format!("theme-{h}-{}-", (t + 1) % under);
                    review.heard(&id, &[&name], &[&theme, &other], "Something was said.");
                }
            }
        }
    }
    review
}

#[test]
fn four_hundred_organisations() {
    let mut review = large(40, 10, 5);
    review.finding("f", "heading-0", "theme-0-0");
    for shown in [internal(&review), public(&review)] {
        holds(&shown);
        assert_eq!(shown.glance.bands.len(), 6);
        assert_eq!(shown.glance.more.as_deref(), Some("and four more themes"));
        let Chart::Drawn(prevalence) = &shown.raised.prevalence else {
            panic!("drawn");
        };
        assert_eq!(prevalence.data.groups.len(), 8);
        assert!(prevalence.data.groups.iter().all(|g| g.rows.len() == 2));
        assert!(
            prevalence.data.groups[0]
                .head
                .as_ref()
                .unwrap()
                .measure
                .percent
                .is_some()
        );
        assert!(
            note(&shown, "prevalence").contains("Shown: the eight headings most raised, of 10.")
        );
        assert!(
            note(&shown, "prevalence").contains(
                "Shown: the two most raised under each heading, 16 of 50 themes. The other 34 are in Table B1."
            ),
            "{}",
            note(&shown, "prevalence")
        );
        let Chart::Drawn(stance) = &shown.raised.stance else {
            panic!("drawn");
        };
        assert_eq!(stance.data.rows.len(), 13);
        assert!(stance.data.rows[0].positive.words.ends_with('%'));
        let Chart::Drawn(timeline) = &shown.engaged.timeline else {
            panic!("drawn");
        };
        assert_eq!(timeline.data.lanes.len(), 4);
        assert!(timeline.data.ticks.len() <= 6);
        assert!(
            timeline.data.lanes.iter().all(|l| l
                .marks
                .iter()
                .filter(|m| m.label.is_some())
                .count()
                == 1)
        );
        assert_eq!(
            title(&shown, "timeline"),
            "40 engagements of four formats in under nine months"
        );
        let Chart::Drawn(saturation) = &shown.engaged.saturation else {
            panic!("drawn");
        };
        assert_eq!(
            saturation.data.axis.as_deref(),
            Some("engagement 1 to 40 in order of date")
        );
        let Chart::Drawn(format) = &shown.differed.format else {
            panic!("drawn");
        };
        assert_eq!((format.data.formats.len(), format.data.rows.len()), (3, 8));
        let Chart::Drawn(pairs) = &shown.differed.cooccurrence else {
            panic!("drawn");
        };
        assert_eq!(pairs.data.rows.len(), 8);
    }
    assert_eq!(
        title(&internal(&review), "matrix"),
        "absent: The matrix of 60 themes by 40 agencies is in matrix.csv."
    );
    assert!(title(&public(&review), "matrix").contains("not attributed"));
}

#[test]
fn evidence_is_cut_and_says_so() {
    let mut review = empty(&[("a", ""), ("b", "")]);
    for n in 0..70 {
        review.heard("", &["Agency A"], &["a", "b"], &format!("Text {n}."));
    }
    review.finding("f", "a", "a");
    let shown = internal(&review);
    let group = &shown.evidence.groups[0];
    assert_eq!(group.rows.len(), 60);
    assert_eq!(
        group.left_out.as_deref(),
        Some("10 notes more are counted and not printed here; all are in the notes folder.")
    );
    // The point has every note of the finding, which therefore lists none of its own.
    assert_eq!(group.number, "1.1");
    assert_eq!(shown.evidence.groups.len(), 1);
    for n in 0..10 {
        review.finding(&format!("f{n}"), "b", "b");
    }
    let shown = internal(&review);
    let again = &shown.evidence.groups[1];
    assert_eq!(again.rows[0].see.as_deref(), Some("1.1"));
    assert_eq!(again.rows[0].text, None);
    let rows: usize = shown.evidence.groups.iter().map(|g| g.rows.len()).sum();
    assert_eq!(rows, 600);
    let last = shown.evidence.groups.last().unwrap();
    assert!(last.rows.is_empty() && last.left_out.as_deref().unwrap().starts_with("70 notes"));
}

#[test]
fn long_labels_give_fixed_titles_and_texts_of_the_right_length() {
    let long = "x".repeat(100);
    let mut review = empty(&[(&long, ""), ("other", &long)]);
    review.codebook = {
        let mut themes = review.codebook.themes().to_vec();
        themes[1].label = "Long label ".repeat(60).trim().to_owned();
        themes[1].phrase = Some(themes[1].label.clone());
        throughline_core::codebook::Codebook::new(themes).unwrap()
    };
    review.engagement("w", "workshop", "2023-01-01", &["Agency A"]);
    review.engagement("m", "meeting", "2023-01-02", &["Agency B"]);
    for _ in 0..3 {
        review.heard("w", &["Agency A"], &["other+"], "x");
        review.heard("m", &["Agency B"], &["other-", &long], "x");
    }
    for shown in [internal(&review), public(&review)] {
        holds(&shown);
        assert!(charts(&shown).iter().any(|(_, chart)| chart.is_ok()));
    }
    assert_eq!(
        title(&internal(&review), "prevalence"),
        "How many agencies raised each theme"
    );
    assert_eq!(
        title(&internal(&review), "matrix"),
        "Both agencies raised all one top-level themes"
    );
}
