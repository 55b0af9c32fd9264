//! Opens a review and writes its report: `cargo run --example report -- data/ogp-2023 out`.

use throughline::{Analysis, Audience, Report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let from = arguments.next().unwrap_or("data/ogp-2023".into());
    let to = arguments.next().unwrap_or("target/example-report".into());

    let review = throughline::open(from)?.accept_warnings(|p| eprintln!("{p}"))?;
    let publication = Analysis::of(&review)?.publish(&Audience::Public.into())?;
    let written = Report::new(&publication).write_to(&to)?;

    println!("{} files", written.files.len());
    Ok(())
}
