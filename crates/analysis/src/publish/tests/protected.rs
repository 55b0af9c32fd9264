//! Protected reports: what they show, and that they do not depend on who said what.

use super::super::PublishError;
use super::random::reviews;
use super::sample::{Draft, empty};
use super::{charts, holds, protected, publish_protected, title};
use proptest::prelude::*;
use throughline_core::notes::Lists;
use throughline_core::review::{Level, Part, Review};
use throughline_core::synthesis::{Chart, Shown, Synthesis};

/// Nine agencies at a workshop: "often" raised by seven, "rare" by one, "split" by five; no claims.
fn nine() -> Review {
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

/// The same review with two organisations in each other's place: who said what, and who was where.
fn swapped(review: &Review, a: u32, b: u32) -> Review {
    let swap = |code: u32| match code {
        code if code == a => b,
        code if code == b => a,
        code => code,
    };
    let mut review = review.clone();
    let mut lists = Lists::default();
    for row in 0..review.notes.len() {
        let of = review.notes.organisations.get(row);
        lists.push(of.iter().map(|&o| swap(o)).collect::<Vec<_>>());
    }
    review.notes.organisations = lists;
    for engagement in &mut review.engagements {
        for code in &mut engagement.organisations {
            *code = swap(*code);
        }
    }
    review
}

fn outcome(review: &Review) -> Result<String, String> {
    match publish_protected(review) {
        Ok(publication) => Ok(publication.synthesis.to_json().unwrap()),
        Err(PublishError::Refused(refusal)) => Err(refusal
            .problems
            .iter()
            .map(|p| format!("{p}\n"))
            .collect()),
        Err(other) => panic!("{other}"),
    }
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
        assert_eq!(chart.is_ok(), ["timeline", "prevalence"].contains(&name), "{name}");
    }
    assert!(shown.tables.matrix.is_empty() && shown.tables.stance.is_empty());
    assert!(shown.tables.saturation.is_empty() && shown.tables.format.is_empty());
    assert!(shown.tables.cooccurrence.is_empty() && shown.tables.part.is_empty());
    assert_eq!(shown.tables.balance.len(), 2);
    assert!(shown.evidence.groups.is_empty());
    let totals = shown.disclosure.as_ref().unwrap();
    assert_eq!((totals.cells, totals.cells_in_words, totals.rows_not_shown), (4, 4, 1));
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
    assert!(!shown.to_json().unwrap().contains("October"), "in the period either");
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
    for review in [
        empty(&[]),
        empty(&[("value", "")]),
        {
            let mut review = empty(&[("value", "")]);
            review.heard("", &[], &["value"], "Said.");
            review
        },
    ] {
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
        let row = shown.tables.prevalence.iter().find(|r| r.theme.as_str() == id);
        (row.unwrap().rolled.organisations, row.unwrap().rolled.share.clone())
    };
    assert_eq!(of("cost"), (20.into(), Some("0.5000".into())));
    assert_eq!(of("rare"), (Shown::Band { low: 0, high: 2 }, None));
    let Chart::Drawn(prevalence) = &shown.raised.prevalence else {
        panic!("drawn");
    };
    let cost = prevalence.data.groups[0].rows.iter().find(|b| b.theme.as_str() == "cost");
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
        let register = publication.withheld.register.unwrap();
        let tables = &publication.synthesis.tables;
        for row in &tables.prevalence {
            let cell = Cell::Prevalence(row.theme.clone());
            assert_eq!(register.cells.get(&cell), Some(&row.rolled.organisations));
        }
        for row in &tables.stance {
            let cell = Cell::Stance(row.theme.clone(), row.stance);
            assert_eq!(register.cells.get(&cell), Some(&row.organisations));
        }
        for row in &tables.format {
            let cell = Cell::Format(row.theme.clone(), row.engagement_type.clone());
            assert_eq!(register.cells.get(&cell), Some(&row.organisations));
        }
        for row in &tables.part {
            let cell = Cell::Part(row.theme.clone(), row.part.to_string());
            assert_eq!(register.cells.get(&cell), Some(&row.organisations));
        }
        let secrets = &publication.withheld.secrets;
        assert!(secrets.iter().any(|s| s.written == "N-001"));
        assert!(secrets.iter().any(|s| s.written.starts_with("Agency ")));
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
    let again = crate::Analysis::of(&review).unwrap().publish(&request).unwrap();
    assert_eq!(again.synthesis, earlier, "the same again tells nothing new");
    // One more agency has raised what seven had: two reports together would tell that it was eight.
    let mut later = nine();
    later.heard("w", &["Agency H"], &["often+"], "It helps us too.");
    let shown = crate::Analysis::of(&later).unwrap().publish(&request).unwrap();
    assert_eq!(shown.synthesis.base, 9);
}

/// Tags moved to other organisations, theme by theme, so that every count stays as it was.
fn shuffled(review: &Review, shifts: &[u32]) -> Review {
    let organisations = u32::try_from(review.organisations.len()).unwrap();
    let mut review = review.clone();
    let mut lists = Lists::default();
    for row in 0..review.notes.len() {
        let theme = review.notes.tags.get(row).first().map_or(0, |t| t.theme as usize);
        let shift = shifts.get(theme).copied().unwrap_or(0);
        let of = review.notes.organisations.get(row);
        lists.push(of.iter().map(|&o| (o + shift) % organisations).collect::<Vec<_>>());
    }
    review.notes.organisations = lists;
    review
}

fn themes_of(synthesis: &Synthesis) -> usize {
    synthesis.tables.prevalence.len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Test 4 of the rules of disclosure, on the synthesis.
    #[test]
    fn swapping_two_organisations_changes_no_byte(review in reviews(), a in 0u32..45, b in 0u32..45) {
        let n = u32::try_from(review.organisations.len()).unwrap();
        prop_assume!(n > 1);
        let other = swapped(&review, a % n, b % n);
        prop_assert_eq!(outcome(&review), outcome(&other));
    }

    /// Notes with one theme each and no engagement: every theme's organisations move around the
    /// table by another number of places, so that the counts stay and who said what does not.
    #[test]
    fn the_same_counts_give_the_same_bytes(
        organisations in prop_oneof![6u32..20, 20u32..45],
        notes in proptest::collection::vec((0usize..6, 0u32..45, 0usize..5), 1..120),
        shifts in proptest::collection::vec(0u32..45, 6),
    ) {
        let mut review = empty(&[("a", ""), ("b", ""), ("c", ""), ("d", ""), ("e", ""), ("f", "")]);
        let names: Vec<String> = (0..organisations).map(|n| format!("Agency {n}")).collect();
        let all: Vec<&str> = names.iter().map(String::as_str).collect();
        review.engagement("w", "workshop", "2023-09-26", &all);
        for (theme, organisation, stance) in &notes {
            let name = all[(organisation % organisations) as usize];
            let tag = format!("{}{}", ["a", "b", "c", "d", "e", "f"][*theme], ["", "+", "-", "~", "="][*stance]);
            review.heard("w", &[name], &[&tag], "Something was said.");
        }
        let other = shuffled(&review, &shifts);
        let shown = protected(&review);
        prop_assert_eq!(themes_of(&shown), 6);
        prop_assert_eq!(shown.to_json().unwrap(), protected(&other).to_json().unwrap());
    }

    #[test]
    fn every_protected_synthesis_is_whole(review in reviews()) {
        let mut review = review;
        review.findings.clear();
        let shown = protected(&review);
        holds(&shown);
        prop_assert!(shown.evidence.groups.is_empty());
        let json = shown.to_json().unwrap();
        prop_assert!(!json.contains("N-0"), "an id of a note");
    }
}
