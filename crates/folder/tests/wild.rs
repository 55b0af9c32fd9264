//! Files as the world sends them: `tests/wild/NAME/input/` (one notes file, or a review folder)
//! beside `tests/wild/NAME/expected.txt`, which has every problem and note found, the notes that are
//! counted as CSV, and the rows that are not. To renew the texts after a change that is meant, run
//! `cargo test -p throughline-folder --test wild -- --ignored renew` and read the difference;
//! `tests/wild/make.py` writes the inputs.

mod support;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use throughline_core::ledger::Outcome;
use throughline_core::notes::NONE;
use throughline_core::review::Review;
use throughline_folder::{OpenOptions, Opened, open};

/// The folder of a review, or the one notes file.
fn input(case: &Path) -> PathBuf {
    let folder = case.join("input");
    if folder.join("review.toml").exists() {
        return folder;
    }
    let mut entries = std::fs::read_dir(folder).unwrap();
    entries.next().unwrap().unwrap().path()
}

fn found(case: &Path) -> String {
    let mut out = String::new();
    let Opened {
        review, problems, ..
    } = open(&input(case), &OpenOptions::default()).unwrap();
    for problem in &problems {
        let code = problem.code.as_str();
        writeln!(out, "{code} {problem}").unwrap();
        if let Some(help) = &problem.help {
            writeln!(out, "  help: {help}").unwrap();
        }
    }
    if let Some(review) = review {
        notes(&review, &mut out);
        return out;
    }
    let options = OpenOptions {
        reject_rows: true,
        ..OpenOptions::default()
    };
    match open(&input(case), &options).unwrap().review {
        None => out.push_str("does not open, with rows rejected neither\n"),
        Some(review) => {
            out.push_str("opens with rows rejected only\n");
            notes(&review, &mut out);
        }
    }
    out
}

/// The notes as CSV, and the rows that are not counted.
fn notes(review: &Review, out: &mut String) {
    let notes = &review.notes;
    let texts = review.texts.read(&notes.places).unwrap();
    let mut csv = csv::Writer::from_writer(Vec::new());
    let head = [
        "line",
        "note_id",
        "engagement",
        "organisations",
        "question",
        "tags",
        "text",
    ];
    csv.write_record(head).unwrap();
    for (row, text) in texts.iter().enumerate() {
        let engagement = review.engagements.get(notes.engagement[row] as usize);
        let engagement = engagement.map_or(String::new(), |e| {
            let format = &review.formats[e.format as usize];
            let dates = e.dates.map_or(String::new(), |d| format!(" {}", d.from()));
            format!("{format}{dates}")
        });
        let organisations = notes.organisations.get(row).iter();
        let organisations: Vec<&str> = organisations
            .map(|&o| review.organisations[o as usize].name.as_str())
            .collect();
        let question = notes.question[row];
        let question = if question == NONE {
            ""
        } else {
            review.questions[question as usize].text.as_str()
        };
        let tags: Vec<String> = notes
            .tags
            .get(row)
            .iter()
            .map(|t| {
                format!(
                    "{} {}",
                    review.codebook.themes()[t.theme as usize].id,
                    t.stance
                )
            })
            .collect();
        let line = notes.places[row].line.to_string();
        csv.write_record([
            line.as_str(),
            notes.ids.get(row),
            &engagement,
            &organisations.join("; "),
            question,
            &tags.join("; "),
            &text.escape_debug().to_string(),
        ])
        .unwrap();
    }
    out.push_str(&String::from_utf8(csv.into_inner().unwrap()).unwrap());
    for row in review.ledger_rows() {
        if row.outcome != Outcome::Counted {
            let (word, reason) = (row.outcome.word(), &row.reason);
            writeln!(out, "{word} line {} `{}`: {reason}", row.line, row.note_id).unwrap();
        }
    }
    // Nothing is lost: each row read is a note, or in the ledger with its reason.
    let others = review.ledger.entries.len() as u64;
    assert_eq!(review.ledger.rows, notes.len() as u64 + others, "{out}");
}

fn expected(case: &Path) -> PathBuf {
    case.join("expected.txt")
}

#[test]
fn each_file_is_read_or_refused_with_its_place() {
    support::compare("wild", expected, found);
}

#[test]
fn a_cell_of_more_than_a_megabyte_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.csv");
    let long = "word, \"quoted\" āe\n".repeat(90_000);
    let mut csv = csv::Writer::from_path(&path).unwrap();
    csv.write_record(["note_id", "text", "themes"]).unwrap();
    csv.write_record(["N1", &long, "a"]).unwrap();
    csv.write_record(["N2", "short", "b"]).unwrap();
    csv.flush().unwrap();
    let opened = open(&path, &OpenOptions::default()).unwrap();
    assert!(opened.problems.is_empty());
    let review = opened.review.unwrap();
    let texts = review.texts.read(&review.notes.places).unwrap();
    assert_eq!(texts, [long.trim(), "short"]);
}

#[test]
#[ignore = "writes the expected texts anew"]
fn renew() {
    support::write_anew("wild", expected, found);
}
