//! How long reading takes: 10,000 statements of 200 code points, and whether it stays linear.
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
        .map(|i| {
            sentences
                .iter()
                .cycle()
                .skip(i % 4)
                .take(3)
                .copied()
                .collect::<String>()
                .chars()
                .take(200)
                .collect()
        })
        .collect();
    let phrases = || -> usize {
        statements
            .iter()
            .map(|s| reader.read(s).phrases.len())
            .sum()
    };
    report("10,000 statements of 200 code points", phrases);

    // One sentence without end, full of words that look far on and back.
    let endless = "not all organisations in the workshop by more organisations some of them as ";
    for times in [2_500, 25_000] {
        let text = endless.repeat(times);
        let name = format!("one sentence of {} code points", text.chars().count());
        report(&name, || reader.read(&text).phrases.len());
    }
}

fn report(name: &str, read: impl Fn() -> usize) {
    #[expect(clippy::disallowed_methods, reason = "an example that measures time")]
    let begun = std::time::Instant::now();
    let phrases = read();
    println!(
        "{name}: {phrases} phrases in {:.3} s",
        begun.elapsed().as_secs_f64()
    );
}
