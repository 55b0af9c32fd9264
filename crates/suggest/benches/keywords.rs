//! 300 phrases looked for in notes whose texts are in memory already.
//!
//! `cargo bench -p throughline-suggest --bench keywords`; no polars and no Typst are built for it.

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
            text.push_str(&format!(" rare{}ing", letters(random.below(RARE))));
        }
        text
    };
    (0..notes).map(text).collect()
}

/// A number as letters.
fn letters(mut n: usize) -> String {
    let mut word = String::new();
    while n > 0 {
        word.extend(char::from_u32(97 + (n % 26) as u32));
        n /= 26;
    }
    word
}

/// A codebook of 300 phrases of one to three words: words of the notes, in other inflections and without
/// macrons, beside words that no note has.
fn codebook() -> Codebook {
    let words = [
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
        "websites",
        "kaimahi",
        "summaries",
        "turnover",
        "kaupapa",
        "continuity",
        "sponsor",
        "restraint",
        "algorithm",
        "procurement",
    ];
    let mut random = random::Random::new(SEED + 1);
    let mut themes: Vec<Theme> = Vec::new();
    for code in 0..THEMES {
        let id = format!("t{code}");
        themes.extend(id.parse().map(Theme::bare));
    }
    let mut met = std::collections::BTreeSet::new();
    while met.len() < PHRASES {
        let long = 1 + random.below(3);
        let phrase: Vec<&str> = (0..long)
            .map(|_| words[random.below(words.len())])
            .collect();
        let phrase = phrase.join(" ");
        if met.insert(phrase.clone()) {
            themes[met.len() % THEMES].keywords.push(phrase);
        }
    }
    Codebook::new(themes).unwrap_or_default()
}

/// The pass alone: hits with their places.
#[divan::bench(args = [100_000, 1_000_000], sample_count = 7)]
fn hits(bencher: Bencher, notes: usize) {
    let (texts, book) = (texts(notes), codebook());
    let Ok(keywords) = Keywords::new(&book) else {
        return;
    };
    bencher.counter(ItemsCount::new(notes)).bench_local(|| {
        let (mut pass, mut hits, mut found) = (keywords.pass(), Vec::new(), 0usize);
        for text in &texts {
            pass.find(black_box(text), &mut hits);
            found += hits.len();
        }
        found
    });
}

/// Suggestions: hits, ranks and reasons.
#[divan::bench(args = [100_000, 1_000_000], sample_count = 7)]
fn suggestions(bencher: Bencher, notes: usize) {
    let (texts, book) = (texts(notes), codebook());
    let Ok(keywords) = Keywords::new(&book) else {
        return;
    };
    bencher.counter(ItemsCount::new(notes)).bench_local(|| {
        let mut suggester = Suggester::new(Some(&keywords), None, None);
        let made = texts.iter().map(|text| suggester.of(black_box(text)));
        made.map(|made| made.suggestions.len()).sum::<usize>()
    });
}
