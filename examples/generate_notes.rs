//! Writes a file of generated notes, as the benches use it:
//! `cargo run --release --example generate_notes -- ROWS OUT.csv [--seed N]`.

#[path = "../tests/generated/generator.rs"]
mod generator;

use std::fs::File;
use std::io::BufWriter;
use std::process::ExitCode;

const USAGE: &str = "usage: generate_notes ROWS OUT.csv [--seed N]";

fn main() -> ExitCode {
    match run() {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<String, Box<dyn std::error::Error>> {
    let mut rows = None;
    let mut path = None;
    let mut seed = generator::SEED;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--seed" {
            seed = arguments.next().ok_or("--seed needs a number")?.parse()?;
        } else if rows.is_none() {
            rows = Some(argument.parse()?);
        } else if path.is_none() {
            path = Some(argument);
        } else {
            return Err(format!("`{argument}` is one argument too many").into());
        }
    }
    let rows = rows.ok_or("how many rows?")?;
    let path = path.ok_or("which file?")?;
    let shape = generator::Shape::even(rows, seed);
    let truth = generator::write(&shape, &mut BufWriter::new(File::create(&path)?))?;
    Ok(format!(
        "{path}: {} notes of {} organisations on {} themes, seed {seed}",
        truth.notes,
        truth.organisations(),
        truth.themes_met(),
    ))
}
