//! Quotes and attribution.

use super::{named, plan, quote, review, say};
use crate::Analysis;
use crate::disclosure::claims::{Labels, attribution, quotes, quotes_to_read, unread};
use std::collections::BTreeSet;
use std::sync::Arc;
use throughline_core::notes::TextsInMemory;
use throughline_core::problem::Problems;
use throughline_core::review::{Attribution, QuoteRead, Review};

fn found(review: &Review) -> Problems {
    quotes(&Analysis::of(review).unwrap(), &plan(review))
}

#[test]
fn two_quotes_under_a_low_theme() {
    let mut review = review(9, "cost 2, time 4");
    say(&mut review, "It was dear.", &[]);
    say(&mut review, "It was very dear.", &[]);
    quote(&mut review, 1, 0, "dear", 8);
    assert!(found(&review).is_empty());
    quote(&mut review, 0, 1, "very dear", 19);
    let problems = found(&review);
    assert_eq!(named(&problems), ["quotes-tell findings.toml:19:30"]);
    let message = &problems.iter().next().unwrap().message;
    assert!(
        message.contains("the first at findings.toml:8:30"),
        "{message}"
    );
}

#[test]
fn k_quotes_under_any_other_theme() {
    let mut review = review(9, "cost 4");
    for note in 0..4 {
        say(&mut review, "It was dear.", &[]);
        quote(&mut review, 0, note, "dear", 10 + u64::from(note));
        let expected = usize::from(note == 3);
        assert_eq!(found(&review).len(), expected, "{note}");
    }
    assert_eq!(named(&found(&review)), ["quotes-tell findings.toml:13:30"]);
}

#[test]
fn a_quoted_note_under_two_findings() {
    let mut review = review(9, "cost 4");
    say(&mut review, "It was dear.", &[]);
    say(&mut review, "It was late.", &[]);
    quote(&mut review, 1, 2, "dear", 8);
    quote(&mut review, 0, 2, "late", 19);
    let problems = found(&review);
    assert_eq!(named(&problems), ["quotes-tell findings.toml:19:30"]);
    let message = &problems.iter().next().unwrap().message;
    assert!(
        message.contains("`f-1` too (findings.toml:8:30)"),
        "{message}"
    );
}

#[test]
fn a_note_that_may_not_be_quoted_is_not_counted() {
    let mut review = review(9, "cost 2");
    say(&mut review, "It was dear.", &[]);
    say(&mut review, "It was very dear.", &[]);
    quote(&mut review, 1, 0, "dear", 8);
    quote(&mut review, 0, 1, "very dear", 19);
    review.notes.flags[1].quotable = false;
    assert!(found(&review).is_empty());
}

/// Two agencies and a quote of the first note; the texts of both.
fn said(texts: [&str; 2], quoted: &str) -> Review {
    let mut review = review(9, "cost 2");
    review.texts = Arc::new(TextsInMemory(texts.map(str::to_owned).to_vec()));
    say(&mut review, "It was dear.", &[]);
    quote(&mut review, 0, 0, quoted, 8);
    review
}

#[test]
fn words_of_one_agency_put_a_quote_on_the_list() {
    for (texts, quoted, words) in [
        (["It was dear", "it was DEAR"], "It was dear", vec![]),
        (
            ["The ferry was dear", "The car was dear"],
            "The ferry was dear",
            vec!["ferry"],
        ),
        (["Te Ru\u{304}nanga", "te rūnanga"], "Te Rūnanga", vec![]),
        (
            ["we waka there", "we went"],
            "we waka there",
            vec!["waka", "there"],
        ),
    ] {
        let review = said(texts, quoted);
        let analysis = Analysis::of(&review).unwrap();
        let list = quotes_to_read(&analysis).unwrap();
        let found: Vec<String> = list.iter().flat_map(|q| q.words.clone()).collect();
        assert_eq!(found, words, "{quoted}");
    }
}

#[test]
fn names_aliases_and_giveaways_put_a_quote_on_the_list() {
    let texts = ["the river clause was dear", "the river clause was dear"];
    let mut review = said(texts, "the river clause was dear");
    let list = |review: &Review| {
        let analysis = Analysis::of(review).unwrap();
        quotes_to_read(&analysis).unwrap().len()
    };
    assert_eq!(list(&review), 0);
    review.organisations[3].giveaways = vec!["River  Clause".into()];
    assert_eq!(list(&review), 1);
    review.organisations[3].giveaways = vec!["river clauses".into()];
    assert_eq!(list(&review), 0);
    review.organisations[3].aliases = vec!["Dear".into()];
    assert_eq!(list(&review), 1);
}

#[test]
fn a_quote_on_the_list_stops_the_report_until_it_is_read() {
    let mut review = said(["The ferry", "The car"], "The ferry");
    let problems = unread(&Analysis::of(&review).unwrap()).unwrap();
    assert_eq!(named(&problems), ["quote-unread findings.toml:8:30"]);
    let problem = problems.iter().next().unwrap();
    assert!(problem.message.contains("“ferry”"), "{}", problem.message);
    let help = problem.help.as_ref().unwrap();
    assert!(help.contains("quotes-read.csv: `N-1`"), "{help}");
    review.quotes_read.push(QuoteRead {
        note: 0,
        reader: "R".into(),
        date: None,
    });
    assert!(unread(&Analysis::of(&review).unwrap()).unwrap().is_empty());
}

#[test]
fn quotes_of_nobody_are_not_looked_up() {
    // The texts cannot be read: nobody asks for them.
    let mut review = said(["", ""], "The ferry");
    review.texts = Arc::new(TextsInMemory(Vec::new()));
    assert!(quotes_to_read(&Analysis::of(&review).unwrap()).is_err());
    let mut lists = throughline_core::notes::Lists::default();
    lists.push([]);
    lists.push([1]);
    review.notes.organisations = lists;
    assert!(
        quotes_to_read(&Analysis::of(&review).unwrap())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn labels_are_fresh_in_every_finding_and_the_same_in_every_run() {
    let review = review(9, "cost 7, time 3");
    let analysis = Analysis::of(&review).unwrap();
    let labels = Labels::of(&analysis);
    let orders: BTreeSet<Vec<String>> = (1..=20)
        .map(|n| {
            let finding = format!("f-{n}").parse().unwrap();
            let one = labels.in_finding(&finding);
            let again = Labels::of(&analysis).in_finding(&finding);
            assert_eq!(one, again);
            let all: BTreeSet<&String> = one.values().collect();
            assert_eq!(all.len(), 9);
            assert_eq!(all.first().unwrap().as_str(), "Agency A");
            assert_eq!(all.last().unwrap().as_str(), "Agency I");
            one.into_values().collect()
        })
        .collect();
    assert_eq!(orders.len(), 20, "no two findings have the same order");
    // Another note, another order: the key is the notes.
    let other = super::review(9, "cost 7, time 4");
    let other = Labels::of(&Analysis::of(&other).unwrap());
    let finding = "f-1".parse().unwrap();
    assert_ne!(labels.in_finding(&finding), other.in_finding(&finding));
}

#[test]
fn attribution_by_code_warns_and_by_name_needs_consent() {
    let mut review = review(3, "cost 3");
    let found = |review: &Review| named(&attribution(&Analysis::of(review).unwrap()));
    assert!(found(&review).is_empty());
    review.disclosure.attribution = Attribution::Coded;
    assert!(found(&review).is_empty());
    review.disclosure.coded_published = true;
    assert_eq!(found(&review), ["coded-published review.toml"]);
    review.disclosure.attribution = Attribution::Named;
    review.organisations[1].consent = true;
    assert_eq!(
        found(&review),
        [
            "no-consent organisations.csv",
            "no-consent organisations.csv"
        ]
    );
    for organisation in &mut review.organisations {
        organisation.consent = true;
    }
    assert!(found(&review).is_empty());
}
