//! 300 phrases looked for in notes whose texts are in memory already.
//!
//! `cargo bench -p throughline-suggest --bench keywords`; no polars and no Typst are built for it.

use std::fmt::Write;

use divan::{Bencher, black_box, counter::ItemsCount};
use throughline_core::codebook::{Codebook, Theme};
use throughline_suggest::keywords::Keywords;
use throughline_suggest::suggester::Suggester;

#[allow(dead_code, reason = "the generator makes names too")]
#[path = "../../../tests/generated/prose.rs"]
mod prose;
#[allow(dead_code, reason = "the generator draws by weight too")]
#[path = "../../../tests/generated/random.rs"]
mod random;

const SEED: u64 = 20_231_013;
const THEMES: usize = 40;
const PHRASES: usize = 300;

fn main() {
    divan::main();
}

/// Of how many rare words each note has some: more forms than are remembered at once would be.
const RARE: usize = 200_000;

/// The texts of the notes that the other benches read from files, 30 words on average, each with four
/// rare words at its end: the generator has 64 words, and a review has tens of thousands.
fn texts(notes: usize) -> Vec<String> {
    let mut random = random::Random::new(SEED);
    let text = |_| {
        let mut text = prose::text(&mut random);
        for _ in 0..4 {
            let _ = write!(text, " {}ing", letters(RARE + random.below(RARE)));
        }
        text
    };
    (0..notes).map(text).collect()
}

/// A number as letters.
fn letters(mut n: usize) -> String {
    let mut word = String::new();
    while n > 0 {
        word.extend(('a'..='z').nth(n % 26));
        n /= 26;
    }
    word
}

/// How many of the words that phrases are made of the notes have.
#[derive(Debug, Clone, Copy)]
enum Codebooks {
    /// About one in ten: three or four hits a note.
    Usual,
    /// Two in three: eighteen hits a note, more than any codebook gives.
    Dense,
}

/// A codebook of 300 phrases of one to three words: words of the notes, in other inflections and without
/// macrons, beside words that no note has.
fn codebook(which: Codebooks) -> Codebook {
    let met = [
        "agency",
        "baselines",
        "report",
        "hui",
        "funded",
        "official",
        "deadlines",
        "korero",
        "advise",
        "scoping",
        "published",
        "whakapapa",
        "templates",
        "regions",
        "partnering",
        "mahi",
        "feedback",
        "progressed",
        "slowly",
        "usefulness",
        "ropu",
        "workloads",
    ];
    let (met, unmet) = match which {
        Codebooks::Usual => (&met[..8], 80),
        Codebooks::Dense => (&met[..], 10),
    };
    let mut random = random::Random::new(SEED + 1);
    let made = (0..unmet).map(|_| format!("{}ment", letters(RARE + random.below(RARE))));
    let words: Vec<String> = made.chain(met.iter().map(|&w| w.to_owned())).collect();
    let mut themes: Vec<Theme> = Vec::new();
    for code in 0..THEMES {
        let mut made: Vec<Theme> = format!("zz-{code}")
            .parse()
            .map(Theme::bare)
            .into_iter()
            .collect();
        themes.append(&mut made);
    }
    let mut phrases = std::collections::BTreeSet::new();
    // Each word by itself, then phrases.
    let mut alone = words.iter();
    while phrases.len() < PHRASES {
        let phrase = alone.next().cloned().unwrap_or_else(|| {
            let long = 2 + random.below(2);
            let drawn: Vec<&str> = (0..long)
                .map(|_| words[random.below(words.len())].as_str())
                .collect();
            drawn.join(" ")
        });
        if phrases.insert(phrase.clone()) {
            themes[phrases.len() % THEMES].keywords.push(phrase);
        }
    }
    Codebook::new(themes).unwrap_or_default()
}

const LARGE: usize = 1_000_000;

/// The pass alone: hits with their places.
#[divan::bench(args = [Codebooks::Usual, Codebooks::Dense], sample_count = 5)]
fn hits(bencher: Bencher, which: Codebooks) {
    let (texts, book) = (texts(LARGE), codebook(which));
    let Ok(keywords) = Keywords::new(&book) else {
        return;
    };
    let mut met = 0usize;
    bencher.counter(ItemsCount::new(LARGE)).bench_local(|| {
        let (mut pass, mut hits) = (keywords.pass(), Vec::new());
        met = 0;
        for text in &texts {
            pass.find(black_box(text), &mut hits);
            met += hits.len();
        }
    });
    println!("{which:?}: {met} hits");
}

/// Suggestions: hits, ranks and reasons.
#[divan::bench(args = [Codebooks::Usual, Codebooks::Dense], sample_count = 5)]
fn suggestions(bencher: Bencher, which: Codebooks) {
    let (texts, book) = (texts(LARGE), codebook(which));
    let Ok(keywords) = Keywords::new(&book) else {
        return;
    };
    bencher.counter(ItemsCount::new(LARGE)).bench_local(|| {
        let mut suggester = Suggester::new(Some(&keywords), None, None);
        let made = texts.iter().map(|text| suggester.of(black_box(text)));
        made.map(|made| made.suggestions.len()).sum::<usize>()
    });
}
