//! What every synthesis keeps, over random small reviews.

use super::sample::{Draft, empty};
use super::{holds, synthesis};
use proptest::prelude::*;
use throughline_core::review::{Audience, Review};
use throughline_core::synthesis::Synthesis;

/// Names of things, by number, so that a shrunk case reads well.
fn theme(n: usize) -> String {
    format!("t{n}")
}

prop_compose! {
    /// Up to 45 organisations, 15 engagements of four formats, 12 themes and 40 notes.
    pub(super) fn reviews()(
        organisations in prop_oneof![0usize..25, 20usize..45],
        engagements in proptest::collection::vec((0usize..4, 0u32..400), 0..15),
        parents in proptest::collection::vec(proptest::option::of(0usize..12), 0..12),
        notes in proptest::collection::vec(
            (0usize..16, proptest::collection::vec(0usize..45, 0..4),
             proptest::collection::btree_map(0usize..12, 0usize..5, 0..4)),
            0..40,
        ),
        findings in proptest::collection::vec((0usize..12, 0usize..12), 0..3),
        coded in any::<bool>(),
    ) -> Review {
        // A parent stands before its child, so there is no circle.
        let themes: Vec<(String, String)> = parents
            .iter()
            .enumerate()
            .map(|(n, parent)| (theme(n), parent.filter(|&p| p < n).map_or_else(String::new, theme)))
            .collect();
        let borrowed: Vec<(&str, &str)> =
            themes.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let mut review = empty(&borrowed);
        for (n, (format, day)) in engagements.iter().enumerate() {
            let format = ["workshop", "1:1 meeting", "hui", "Survey"][*format];
            let from = jiff::civil::date(2023, 1, 1)
                .checked_add(jiff::Span::new().days(i64::from(*day)))
                .unwrap();
            let dates = if day % 7 == 0 { String::new() } else { from.to_string() };
            review.engagement(&format!("e{n}"), format, &dates, &[]);
        }
        for (engagement, of, tags) in &notes {
            let of: Vec<String> = of
                .iter()
                .filter(|&&o| o < organisations)
                .map(|o| format!("Agency {o}"))
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .collect();
            let tags: Vec<String> = tags
                .iter()
                .filter(|(t, _)| **t < themes.len())
                .map(|(t, stance)| format!("{}{}", theme(*t), ["", "+", "-", "~", "="][*stance]))
                .collect();
            review.heard(
                &format!("e{engagement}"),
                &of.iter().map(String::as_str).collect::<Vec<_>>(),
                &tags.iter().map(String::as_str).collect::<Vec<_>>(),
                "Something was said.",
            );
        }
        for (n, (rests_on, claimed)) in findings.iter().enumerate() {
            if *rests_on < themes.len() && *claimed < themes.len() {
                review.finding(&format!("f{n}"), &theme(*rests_on), &theme(*claimed));
            }
        }
        if coded {
            review.coded();
        }
        review
    }
}

/// Titles of a public report name no theme that one organisation raised.
fn singles_nobody_out(shown: &Synthesis) -> Result<(), TestCaseError> {
    let Some(prevalence) = shown.raised.prevalence.drawn() else {
        return Ok(());
    };
    let title = prevalence.title.to_lowercase();
    prop_assert!(
        !title.starts_with("one ") && !title.contains("; one "),
        "{title}"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_synthesis_is_whole(review in reviews()) {
        let first = synthesis(&review, Audience::Internal);
        holds(&first);
        prop_assert_eq!(&first, &synthesis(&review, Audience::Internal), "the same twice");
        let shown = synthesis(&review, Audience::Public);
        holds(&shown);
        singles_nobody_out(&shown)?;
        prop_assert_eq!(shown.base, first.base);
        let rows: usize = shown.evidence.groups.iter().map(|g| g.rows.len()).sum();
        prop_assert!(rows <= 600);
        prop_assert!(shown.stats.len() <= 5);
        prop_assert!(shown.glance.bands.len() <= 6);
    }
}
