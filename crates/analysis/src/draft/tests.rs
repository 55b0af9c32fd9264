use super::*;
use crate::publish::tests::sample::{Draft as _, empty};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use throughline_core::notes::{TextPlace, Texts};
use throughline_core::review::{Audience, Level, Part};
use throughline_core::wording::Scale;

/// Nine agencies at a workshop: `raised` agencies on each theme, with what they thought.
fn review(themes: &[(&str, &str)], raised: &[(&str, &[&str])]) -> Review {
    let mut review = empty(themes);
    let names: Vec<String> = (1..=9).map(|n| format!("Agency {n}")).collect();
    let present: Vec<&str> = names.iter().map(String::as_str).collect();
    review.engagement("e1", "workshop", "2023-09-26", &present);
    for (theme, stances) in raised {
        for (name, stance) in names.iter().zip(*stances) {
            let text = format!("On {theme}, by {name}.");
            review.heard("e1", &[name], &[&format!("{theme}{stance}")], &text);
        }
    }
    review
}

fn drafts(review: &Review, all: bool) -> Drafts {
    let drafting = Drafting {
        themes: Vec::new(),
        covered: all,
    };
    Analysis::of(review).unwrap().draft(&drafting).unwrap()
}

fn statements(review: &Review) -> Vec<String> {
    let of = drafts(review, false).drafts.into_iter();
    of.map(|d| d.statement).collect()
}

#[test]
fn the_most_raised_comes_first_and_a_theme_nobody_raised_is_named() {
    let mut review = review(
        &[("a", ""), ("b", ""), ("c", ""), ("d", ""), ("e", "d")],
        &[
            ("a", &["", ""]),
            ("b", &["", "", ""]),
            ("c", &["", ""]),
            ("c", &[""]),
        ],
    );
    review.heard("e1", &[], &["e"], "Nobody knows who said this.");
    let found = drafts(&review, false);
    let order: Vec<&str> = found.drafts.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(order, ["b", "c", "a"]);
    assert_eq!(found.without_support, [3, 4]);
    let only = Drafting {
        themes: vec![0, 3],
        covered: false,
    };
    let found = Analysis::of(&review).unwrap().draft(&only).unwrap();
    assert_eq!((found.drafts.len(), found.without_support), (1, vec![3]));
}

#[test]
fn the_statement_says_what_the_count_bears() {
    for (stances, statement) in [
        (
            &["", "", "", "", "", "", "", "", ""][..],
            "All agencies spoke of a.",
        ),
        (
            &["-", "-", "-", "-", "-", "-", "-", "+"],
            "Almost all agencies spoke of a. Most agencies were negative about it.",
        ),
        (
            &["+", "+", "+", "", "", "", ""],
            "Most agencies spoke of a. Some agencies were positive about it.",
        ),
        (
            &["+", "-", "+", "-", "", ""],
            "More than half of agencies spoke of a.",
        ),
        (
            &["+", "+", "+", "-", "-"],
            "More than half of agencies spoke of a.",
        ),
        (&["~", "~", "~"], "Some agencies had mixed views on a."),
        (&["=", "="], "A few agencies were neutral on a."),
        (&["-"], "One agency spoke of a."),
    ] {
        let review = review(&[("a", "")], &[("a", stances)]);
        assert_eq!(statements(&review), [statement]);
    }
}

#[test]
fn the_words_are_those_of_the_scale() {
    for (scale, raised, statement) in [
        ("eti-ni", 6, "A majority of agencies spoke of a."),
        (
            "eti-ni",
            4,
            "A significant minority of agencies spoke of a.",
        ),
        (
            "education-scotland",
            3,
            "Less than half of agencies spoke of a.",
        ),
        (
            "education-scotland",
            5,
            "The majority of agencies spoke of a.",
        ),
        ("fao", 5, "About half of agencies spoke of a."),
    ] {
        let mut review = review(&[("a", "")], &[("a", &[""; 9][..raised])]);
        review.scale = Scale::built_in(scale).unwrap();
        assert_eq!(statements(&review), [statement], "{scale}");
    }
    // A scale with a gap has no word, and the number stands.
    let mut gap = review(&[("a", "")], &[("a", &["", "", ""])]);
    gap.scale.words.truncate(2);
    assert_eq!(statements(&gap), ["3 of the 9 agencies spoke of a."]);
}

#[test]
fn a_theme_whose_name_claims_an_amount_is_named_by_another_name() {
    let rename = |label: &str, phrase: &str| {
        let mut review = review(&[("a", "")], &[("a", &["", "", ""])]);
        let mut theme = review.codebook.theme(0).clone();
        theme.label = label.into();
        theme.phrase = Some(phrase.into());
        review.codebook = throughline_core::codebook::Codebook::new(vec![theme]).unwrap();
        let draft = drafts(&review, false).drafts.remove(0);
        (draft.title, draft.statement)
    };
    let (title, statement) = rename("Cost", "what most agencies call cost");
    assert_eq!(
        (title.as_str(), statement.as_str()),
        ("Cost", "Some agencies spoke of Cost.")
    );
    let (title, statement) = rename("All agencies felt the cost", "what all agencies pay");
    assert_eq!(
        (title.as_str(), statement.as_str()),
        ("a", "Some agencies spoke of a.")
    );
    // The phrase of a claim stands once.
    let (_, statement) = rename("Cost", "what is said: Some agencies");
    assert_eq!(statement, "Some agencies spoke of Cost.");
}

#[test]
fn a_protected_review_is_worded_so_that_nothing_is_told() {
    for (raised, statement) in [
        (1, "A small number of agencies spoke of a."),
        (4, "Some agencies spoke of a."),
        (7, "Most agencies spoke of a."),
        (8, "Most agencies spoke of a."),
        (9, "7 or more of 9 agencies spoke of a."),
    ] {
        let mut review = review(&[("a", "")], &[("a", &["-"; 9][..raised])]);
        review.disclosure.audience = Audience::Public;
        review.disclosure.level = Level::Protected;
        assert_eq!(statements(&review), [statement], "{raised}");
    }
}

#[test]
fn themes_that_findings_speak_of_are_passed_over() {
    let mut review = review(
        &[("a", ""), ("b", ""), ("c", "")],
        &[("a", &["", ""]), ("b", &[""]), ("c", &["", "", ""])],
    );
    review.finding("f1", "a", "b");
    review.finding("c", "a", "a");
    let found = drafts(&review, false);
    let passed: Vec<_> = found
        .covered
        .iter()
        .map(|c| (c.theme, c.finding.as_str()))
        .collect();
    assert_eq!(passed, [(0, "f1"), (1, "f1")]);
    // A finding of this id does not speak of the theme.
    assert_eq!(found.drafts.len(), 1);
    assert_eq!(found.drafts[0].id.as_str(), "c-2");
    let all = drafts(&review, true).drafts;
    let ids: Vec<_> = all
        .iter()
        .map(|d| (d.id.as_str(), d.covered.is_some()))
        .collect();
    assert_eq!(ids, [("c-2", false), ("a", true), ("b", true)]);
}

#[test]
fn exemplars_are_spread_and_may_be_quoted_and_a_note_is_quoted_once() {
    let mut review = empty(&[("a", ""), ("b", "")]);
    let both = ["a-", "b-"];
    review.heard("", &["One"], &both, "Reporting costs time.");
    review.heard("", &["One"], &["a-"], "Reporting costs time and money.");
    review.heard("", &["Two"], &["a-"], "It costs time, and money.");
    review.heard("", &["Three"], &["a-"], "The weather.");
    review.heard("", &["Four"], &["a+"], "Worth every hour.");
    review.notes.flags[3].quotable = false;
    let found = drafts(&review, false).drafts;
    let a = found.iter().find(|d| d.theme == 0).unwrap();
    assert_eq!(a.leading, Some(Stance::Negative));
    let of: Vec<_> = a
        .exemplars
        .iter()
        .map(|n| (n.quotable, n.organisations[0]))
        .collect();
    // Two organisations first, then again the first; no note that may not be quoted.
    assert_eq!(of.len(), 3);
    assert!(of.iter().all(|(quotable, _)| *quotable));
    assert_ne!(of[0].1, of[1].1);
    let against: Vec<_> = a.contrary.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(against, ["Worth every hour."]);
    let quotes: BTreeSet<_> = found
        .iter()
        .map(|d| d.quote.as_ref().unwrap().note)
        .collect();
    assert_eq!(
        quotes.len(),
        found.len(),
        "a note is quoted under one finding only"
    );

    for flags in &mut review.notes.flags {
        flags.quotable = false;
    }
    let found = drafts(&review, false).drafts;
    assert!(
        found
            .iter()
            .all(|d| d.quote.is_none() && !d.exemplars.is_empty())
    );
}

#[test]
fn against_it_come_first_those_who_are_against() {
    let mut review = empty(&[("a", "")]);
    review.heard("", &["Both"], &["a-"], "Both minds, against.");
    review.heard("", &["Both"], &["a+"], "Both minds, for.");
    review.heard("", &["Against"], &["a-"], "Against.");
    for name in ["For 1", "For 2", "For 3"] {
        review.heard("", &[name], &["a+"], "For it.");
    }
    review.heard("", &[], &["a-"], "Somebody.");
    let draft = drafts(&review, false).drafts.remove(0);
    assert_eq!(draft.leading, Some(Stance::Positive));
    let texts: Vec<_> = draft.contrary.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(texts, ["Against.", "Both minds, against.", "Somebody."]);
}

#[test]
fn mixed_over_several_themes_is_not_called_mixed() {
    let mut review = empty(&[("a", ""), ("b", "a"), ("c", "a")]);
    for name in ["One", "Two", "Three"] {
        review.heard("", &[name], &["b+"], "For it.");
        review.heard("", &[name], &["c-"], "Against it.");
    }
    let draft = drafts(&review, false).drafts.remove(0);
    assert_eq!(
        (draft.theme, draft.by_stance[2], draft.leading),
        (0, 3, None)
    );
}

#[test]
fn the_part_is_where_most_notes_lie() {
    let mut review = review(&[("a", "")], &[("a", &["", "", "", "", ""])]);
    review.parts = ["p1", "p2"]
        .map(|id| Part {
            id: id.parse().unwrap(),
            title: id.into(),
            intro: None,
            questions: Vec::new(),
        })
        .to_vec();
    for (parts, part) in [
        ([1, 0, 1, 0, NONE], Some(0)),
        ([1, 0, 1, NONE, NONE], Some(1)),
        ([NONE; 5], None),
    ] {
        review.notes.part = parts.to_vec();
        assert_eq!(drafts(&review, false).drafts[0].part, part);
    }
}

/// Counts the texts it is asked for.
#[derive(Debug, Default)]
struct Counting(AtomicUsize);

impl Texts for Counting {
    fn read(&self, places: &[TextPlace]) -> Result<Vec<String>, TextError> {
        self.0.fetch_add(places.len(), Ordering::Relaxed);
        Ok(places
            .iter()
            .map(|p| format!("Text {}.", p.line % 7))
            .collect())
    }
}

#[test]
fn work_is_bounded_and_a_talkative_organisation_takes_no_more_than_its_turn() {
    let texts = Arc::new(Counting::default());
    let mut review = empty(&[("a", "")]);
    for n in 0..3_000 {
        let name = if n % 100 == 0 { "Quiet" } else { "Talkative" };
        review.heard("", &[name], &[["a+", "a-"][n % 2]], "x");
    }
    review.texts = texts.clone();
    let taken: Vec<_> = review
        .notes
        .indices()
        .map(|note| (note, StanceSet::default()))
        .collect();
    let candidates = Candidates::exemplars(&review, &taken, None);
    let ranked = candidates.ranked(&review).unwrap();
    assert_eq!(ranked.len(), candidates::COMPARED);
    let quiet = ranked.iter().filter(|n| n.organisations == [0]).count();
    assert_eq!(quiet, 30, "all that the quiet one said");

    texts.0.store(0, Ordering::Relaxed);
    assert_eq!(drafts(&review, false), drafts(&review, false));
    let read = texts.0.load(Ordering::Relaxed) / 2;
    assert!((1..=2 * candidates::COMPARED).contains(&read), "{read}");
}
