//! Small review folders with everything that is found in them: `tests/cases/NAME/` beside
//! `tests/cases/NAME.txt`. To renew the texts after a change that is meant, run
//! `cargo test -p throughline-folder -- --ignored renew` and read the difference.

mod support;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use throughline_core::review::Review;
use throughline_folder::{OpenOptions, Opened, open};

/// Each problem as `CODE place message / help`, then what opened, with rows rejected and without.
fn found(case: &Path) -> String {
    let mut out = String::new();
    for reject_rows in [false, true] {
        let options = OpenOptions {
            reject_rows,
            ..OpenOptions::default()
        };
        let Opened {
            review, problems, ..
        } = open(case, &options).unwrap();
        if reject_rows {
            out.push_str("\nwith rows rejected:\n");
        }
        for problem in &problems {
            let help = problem
                .help
                .as_ref()
                .map_or(String::new(), |h| format!(" / {h}"));
            writeln!(out, "{} {problem}{help}", problem.code.as_str()).unwrap();
        }
        match review {
            None => out.push_str("does not open\n"),
            Some(review) => ledger(&review, &mut out),
        }
    }
    out
}

fn ledger(review: &Review, out: &mut String) {
    writeln!(
        out,
        "opens: {} notes of {} rows",
        review.notes.len(),
        review.ledger.rows
    )
    .unwrap();
    for row in review.ledger_rows() {
        let outcome = row.outcome.word();
        writeln!(
            out,
            "  {}:{} `{}` {outcome} {}",
            row.file, row.line, row.note_id, row.reason
        )
        .unwrap();
    }
}

fn expected(case: &Path) -> PathBuf {
    case.with_extension("txt")
}

#[test]
fn each_case_finds_what_is_expected() {
    support::compare("cases", expected, found);
}

#[test]
#[ignore = "writes the expected texts anew"]
fn renew() {
    support::write_anew("cases", expected, found);
}
