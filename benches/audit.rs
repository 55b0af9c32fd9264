//! The audit of many statements over many notes, by itself: reading the notes is left out.
//!
//! `cargo bench --bench audit`; the large case is what issue 4 asks for in under two seconds.

#[path = "../tests/generated/generator.rs"]
mod generator;

use divan::{Bencher, black_box, counter::ItemsCount};
use generator::{SEED, Shape};
use std::fs::File;
use std::io::BufWriter;
use throughline::model::codebook::ThemeCode;
use throughline::model::findings::{Claim, Finding, Point, Statement, TextAt, Unit};
use throughline::model::selection::Selection;
use throughline::model::stance::Stance;
use throughline::{Analysis, Audience, Review};

const THEMES: usize = 40;
const ORGANISATIONS: usize = 400;
/// A headline has so many points.
const POINTS: usize = 9;

fn main() {
    divan::main();
}

/// What statements say, and in which words.
const WORDS: [(&str, &str); 8] = [
    (
        "Most organisations",
        "Most organisations thought that the work would happen anyway.",
    ),
    (
        "a small number",
        "However, for a small number it made the difference.",
    ),
    (
        "Many organisations",
        "Many organisations pay for this from a stretched baseline.",
    ),
    (
        "Organisations felt",
        "Organisations felt that it was little known.",
    ),
    (
        "Some organisations",
        "Some organisations asked for more time to scope the work.",
    ),
    (
        "Organisations suggested",
        "Organisations suggested other models of funding.",
    ),
    (
        "is seen as",
        "The process is seen as flexible enough where it fits existing work.",
    ),
    (
        "All organisations",
        "All organisations talked about shifting priorities.",
    ),
];

/// Notes of a generated file with findings put upon them.
fn review(notes: usize, statements: usize) -> Review {
    let folder = tempfile::tempdir().expect("a folder for generated notes");
    let path = folder.path().join("notes.csv");
    let shape = Shape {
        organisations: ORGANISATIONS,
        themes: THEMES,
        ..Shape::even(notes, SEED)
    };
    let mut file = BufWriter::new(File::create(&path).expect("a file for generated notes"));
    generator::write(&shape, &mut file).expect("generated notes");
    drop(file);
    let opening = throughline::open(path).expect("generated notes are a review");
    let mut review = opening
        .accept_warnings(|_| {})
        .expect("generated notes have no errors");
    let mut at = 0;
    while at < statements {
        let points = POINTS.min(statements - at - 1);
        let finding = Finding {
            id: format!("finding-{at}").parse().expect("an id"),
            part: None,
            title: String::from("What was said"),
            title_at: TextAt::default(),
            statement: statement(&review, at),
            points: (1..=points)
                .map(|point| Point {
                    id: format!("point-{point}").parse().expect("an id"),
                    statement: statement(&review, at + point),
                    points: Vec::new(),
                })
                .collect(),
        };
        review.findings.push(finding);
        at += points + 1;
    }
    review
}

/// The statement of a number: one or two of the themes, with a stance or without, now and then of
/// one format. Some two thousand selections differ.
fn statement(review: &Review, number: usize) -> Statement {
    let (phrase, text) = WORDS[number % WORDS.len()];
    let theme = |at: usize| ThemeCode::try_from(at % review.codebook.len()).expect("few themes");
    let mut any = vec![theme(number * 7)];
    if number.is_multiple_of(3) {
        any.push(theme(number * 7 + 1 + number % 11));
    }
    let stance = match number % 5 {
        0 | 1 => Vec::new(),
        2 | 3 => vec![Stance::Positive],
        _ => vec![Stance::Negative],
    };
    let format = if number % 10 == 9 {
        vec![0]
    } else {
        Vec::new()
    };
    let before = text.find(phrase).map_or("", |byte| &text[..byte]);
    Statement {
        text: text.into(),
        themes: any.clone(),
        claims: vec![Claim {
            phrase: phrase.into(),
            offset: before.chars().count(),
            selection: Selection {
                any,
                stance,
                format,
                ..Selection::default()
            },
            unit: Unit::Organisations,
            ..Claim::default()
        }],
        ..Statement::default()
    }
}

/// Statements over notes, judged from a review that has been counted. The index of notes by theme
/// is made anew each time, as one run of the program makes it.
#[divan::bench(args = [(100, 10_000), (10_000, 1_000_000)], sample_count = 5, sample_size = 1)]
fn audit(bencher: Bencher, (statements, notes): (usize, usize)) {
    let review = review(notes, statements);
    let analysis = Analysis::of(&review).expect("generated notes can be counted");
    bencher
        .counter(ItemsCount::new(statements))
        .with_inputs(|| analysis.clone())
        .bench_local_refs(|analysis| black_box(analysis).audit(Audience::Internal));
}
