//! analysis.sql counts what `throughline analyse` counts, in `DuckDB` and in Spark: every number of
//! every table, of the first review and of generated notes with everything in them that must not
//! change a count.
//!
//! The engines are Python packages (`tests/sql/requirements.txt`; Spark needs Java 17). They run in
//! the Python that `THROUGHLINE_PYTHON` names; `.ci/run` makes one. Without it the test says that it
//! is skipped.

mod common;
#[path = "generated/generator.rs"]
mod generator;

use common::{Place, repository};
use generator::Shape;
use std::io::Write as _;
use std::process::Command;

/// Not `eprintln!`, which a test that passes keeps to itself.
fn say(text: &str) {
    assert!(writeln!(std::io::stderr(), "{text}").is_ok());
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test looks for the engines where it is told"
)]
fn every_number_is_the_same_in_duckdb_and_spark() {
    let Some(python) = std::env::var_os("THROUGHLINE_PYTHON") else {
        say("SKIPPED: no DuckDB and no Spark (set THROUGHLINE_PYTHON, see tests/sql_engines.rs)");
        return;
    };
    let place = Place::new();
    let mut notes = Vec::new();
    generator::write(&Shape::uneven(2_500, 4, "\n"), &mut notes).unwrap();
    place.write("generated.csv", notes);
    let first = repository().join("data/ogp-2023");
    let run = Command::new(python)
        .arg(repository().join("tests/sql/check_engines.py"))
        .arg(env!("CARGO_BIN_EXE_throughline"))
        .arg(place.path())
        .arg(format!("{}:parquet,csv,json", first.display()))
        .arg(format!(
            "{}:parquet,csv,json",
            place.at("generated.csv").display()
        ))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    for skipped in said.lines().filter(|line| line.starts_with("SKIPPED")) {
        say(skipped);
    }
    let out = String::from_utf8_lossy(&run.stdout);
    match run.status.code() {
        // Neither package is there, and that has been said.
        Some(3) => {}
        Some(0) => assert!(out.contains("values agree"), "{out}"),
        code => panic!("exit {code:?}\n{out}\n{said}"),
    }
}
