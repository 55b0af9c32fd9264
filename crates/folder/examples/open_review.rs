//! Opens a review and says what was found: `open_review PATH [--reject-rows]`. For measuring.

use std::process::ExitCode;
use throughline_folder::{OpenOptions, open};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("usage: open_review PATH [--reject-rows]");
        return ExitCode::from(2);
    };
    let options = OpenOptions {
        reject_rows: arguments.any(|a| a == "--reject-rows"),
        progress: None,
    };
    let opened = match open(path.as_ref(), &options) {
        Ok(opened) => opened,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(3);
        }
    };
    for problem in &opened.problems {
        println!("{} {problem}", problem.code.as_str());
        if let Some(help) = &problem.help {
            println!("  help: {help}");
        }
    }
    let Some(review) = opened.review else {
        return ExitCode::FAILURE;
    };
    println!(
        "{} rows, {} notes, {} tags, {} organisations, {} themes, {} engagements, {} findings",
        review.ledger.rows,
        review.notes.len(),
        review.notes.tags.values().len(),
        review.organisations.len(),
        review.codebook.len(),
        review.engagements.len(),
        review.findings.len()
    );
    ExitCode::SUCCESS
}
