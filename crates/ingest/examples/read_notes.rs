//! Reads one notes file and says what it holds: `read_notes FILE [THREADS]`. For measuring.

use std::process::ExitCode;
use throughline_ingest::duplicates;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Renamed;
use throughline_ingest::notes::{RawNotes, ReadOptions, read};
use throughline_ingest::pieces::Sizes;
use throughline_ingest::prepared::Prepared;
use throughline_ingest::texts::NotesFile;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("usage: read_notes FILE [THREADS]");
        return ExitCode::from(2);
    };
    let threads = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(2);
    match run(&path, threads) {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::from(3)
        }
    }
}

fn run(path: &str, threads: usize) -> std::io::Result<String> {
    let renamed = Renamed::new();
    let options = ReadOptions {
        threads,
        sizes: Sizes::default(),
        renamed: &renamed,
        progress: None,
    };
    let (mut notes, mut faults) = (RawNotes::default(), Faults::new(false));
    let source = Prepared::plain(path.as_ref());
    let header = read(&source, path, 0, &options, &mut notes, &mut faults)?;
    let files: Vec<NotesFile> = header
        .into_iter()
        .map(|header| NotesFile {
            source: source.clone(),
            name: path.into(),
            header,
        })
        .collect();
    let twice = duplicates::find(&notes, &files)?;
    let (problems, _) = faults.finish();
    Ok(format!(
        "{} rows, {} organisations, {} themes, {} engagements, {} repeated, {} clashing, {} texts of several, {} problems",
        notes.rows,
        notes.organisations.len(),
        notes.themes.len(),
        notes.engagements.len(),
        twice.merged.len(),
        twice.clashes.len(),
        twice.same_text.len(),
        problems.len(),
    ))
}
