//! Opens a review, counts it and audits its findings:
//! `cargo run -p throughline --example count -- data/ogp-2023`.

use throughline::{Analysis, Audience};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let from = std::env::args().nth(1).unwrap_or("data/ogp-2023".into());
    let review = throughline::open(from)?.accept_warnings(|p| eprintln!("{p}"))?;
    let analysis = Analysis::of(&review)?;

    let of = analysis.prevalence().denominator();
    for row in analysis.prevalence().rows() {
        let theme = review.codebook.theme(row.theme);
        let (organisations, notes) = (row.rolled.organisations, row.rolled.notes);
        println!("{organisations} of {of}, {notes} notes: {}", theme.label);
    }
    for judged in analysis.audit(Audience::Internal).judgements {
        println!("{:?}: “{}”", judged.verdict, judged.phrase);
    }
    Ok(())
}
