//! How long reading takes: 10,000 statements of 200 code points.
//!
//! `cargo run --release -p throughline-core --example reading_speed`

use throughline_core::reading::Reader;
use throughline_core::review::Noun;
use throughline_core::wording::Scale;

fn main() {
    let reader = Reader::new(&Noun::default(), &Scale::plain());
    let sentences = [
        "Most organisations thought that the work would happen anyway, though a few had doubts. ",
        "It is widely seen as a tool for reporting, and was consistently mentioned in the workshop. ",
        "Seven of the nine organisations pay from a stretched baseline; the greatest challenge is time. ",
        "Some commitments are worthwhile, but the process leaves too little time to scope and plan them. ",
    ];
    let statements: Vec<String> = (0..10_000)
        .map(|i| sentences.iter().cycle().skip(i % 4).take(3).copied().collect::<String>().chars().take(200).collect())
        .collect();
    #[expect(clippy::disallowed_methods, reason = "an example that measures time")]
    let begun = std::time::Instant::now();
    let phrases: usize = statements.iter().map(|s| reader.read(s).phrases.len()).sum();
    println!("{phrases} phrases in {:.3} s", begun.elapsed().as_secs_f64());
}
