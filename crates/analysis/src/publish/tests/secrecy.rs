//! A protected report does not depend on who said what, nor on counts that it does not tell apart.

use super::super::PublishError;
use super::protected::nine;
use super::random::reviews;
use super::sample::{Draft, empty};
use super::{holds, protected, publish_protected};
use proptest::prelude::*;
use throughline_core::notes::Lists;
use throughline_core::review::Review;
use throughline_core::synthesis::Synthesis;

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
        Err(PublishError::Refused(refusal)) => Err(format!("{:?}", refusal.problems)),
        Err(other) => panic!("{other}"),
    }
}

/// The notes of a review with one more organisation on some.
fn with(review: &Review, also: &[(&str, u32)]) -> Review {
    let mut review = review.clone();
    let mut lists = Lists::default();
    for row in 0..review.notes.len() {
        let mut of = review.notes.organisations.get(row).to_vec();
        let theme = review.notes.tags.get(row).first().map(|t| t.theme);
        for &(id, organisation) in also {
            let first = theme == review.codebook.code(id)
                && (0..row).all(|r| review.notes.tags.get(r).first().map(|t| t.theme) != theme);
            if first && !of.contains(&organisation) {
                of.push(organisation);
            }
        }
        of.sort_unstable();
        lists.push(of);
    }
    review.notes.organisations = lists;
    review
}

/// One or two, seven to nine: what is told of each is the same, to the byte.
#[test]
fn counts_of_one_range_give_the_same_bytes() {
    let review = nine();
    let written = protected(&review).to_json().unwrap();
    for also in [
        &[("rare", 8)][..],
        &[("often", 8)],
        &[("often", 7), ("often", 8)],
        &[("rare", 1), ("often", 7)],
    ] {
        let other = with(&review, also);
        assert_ne!(review.notes.organisations, other.notes.organisations);
        assert!(written == protected(&other).to_json().unwrap(), "{also:?}");
    }
    let other = with(&review, &[("rare", 7), ("rare", 8)]);
    assert_ne!(
        written,
        protected(&other).to_json().unwrap(),
        "three is another range"
    );
}

/// Tags moved to other organisations, theme by theme, so that every count stays as it was.
fn shuffled(review: &Review, shifts: &[u32]) -> Review {
    let organisations = u32::try_from(review.organisations.len()).unwrap();
    let mut review = review.clone();
    let mut lists = Lists::default();
    for row in 0..review.notes.len() {
        let theme = review
            .notes
            .tags
            .get(row)
            .first()
            .map_or(0, |t| t.theme as usize);
        let shift = shifts.get(theme).copied().unwrap_or(0);
        let of = review.notes.organisations.get(row);
        lists.push(
            of.iter()
                .map(|&o| (o + shift) % organisations)
                .collect::<Vec<_>>(),
        );
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
        // With its claims it may be refused, and for the same reasons.
        prop_assert_eq!(outcome(&review), outcome(&other));
        let bare = |review: &Review| {
            let mut review = review.clone();
            review.findings.clear();
            protected(&review).to_json().unwrap()
        };
        prop_assert_eq!(bare(&review), bare(&other));
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
