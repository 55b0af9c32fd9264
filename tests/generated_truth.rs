//! The whole program against the exact truth of generated notes: every table, and a ledger that
//! accounts for every row.
//!
//! A hundred thousand notes take seconds in the dev profile. A million are for release:
//! `cargo test --release --test generated_truth -- --ignored`.

#[path = "generated/generator.rs"]
mod generator;

use generator::Shape;
use generator::truth::{Row, Table, Truth};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::process::Command;

const PREVALENCE: [&str; 6] = [
    "notes",
    "organisations",
    "denominator",
    "share",
    "engagements",
    "unattributed_notes",
];

#[test]
fn one_hundred_thousand_even_notes() {
    compare(&Shape::even(100_000, generator::SEED));
}

#[test]
fn uneven_notes_of_several_seeds_and_line_ends() {
    for (rows, seed, line_end) in [
        (1, 1, "\n"),
        (60, 2, "\n"),
        (700, 3, "\r\n"),
        (2_500, 4, "\n"),
        (4_000, 5, "\r\n"),
    ] {
        compare(&Shape::uneven(rows, seed, line_end));
    }
}

#[test]
#[ignore = "300 MB of notes: cargo test --release --test generated_truth -- --ignored"]
fn a_million_uneven_notes() {
    compare(&Shape::uneven(1_000_000, 6, "\n"));
}

/// Writes the notes, runs `throughline report` and compares everything in `tables`.
fn compare(shape: &Shape) {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("generated notes.csv");
    let out = folder.path().join("out");
    let mut file = BufWriter::new(File::create(&notes).unwrap());
    let truth = generator::write(shape, &mut file).unwrap();
    assert_eq!(truth.rows.len(), shape.rows);
    assert!(truth.themes_met() > 0, "{shape:?}: no theme to compare");

    let run = Command::new(env!("CARGO_BIN_EXE_throughline"))
        .arg("report")
        .arg(&notes)
        .arg("-o")
        .arg(&out)
        .args(["--format", "csv", "--audience", "internal"])
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{shape:?}: {}\n{}",
        run.status,
        String::from_utf8_lossy(&run.stderr)
    );
    tables(&out.join("tables"), &truth, &format!("{shape:?}"));
}

fn tables(folder: &Path, truth: &Truth, shape: &str) {
    let prevalence = Read::of(folder, "prevalence");
    let themes = prevalence.column("theme");
    assert!(
        themes.is_sorted(),
        "prevalence is in byte order of the code"
    );
    let rolled: Vec<String> = PREVALENCE.iter().map(|c| format!("{c}_rolled")).collect();
    let rolled: Vec<&str> = rolled.iter().map(String::as_str).collect();
    let counted = truth.prevalence();
    same(
        shape,
        "prevalence",
        &prevalence.keyed(&["theme"], &PREVALENCE),
        &counted,
    );
    // Without a codebook every theme stands alone, so nothing rolls up.
    same(
        shape,
        "prevalence, rolled",
        &prevalence.keyed(&["theme"], &rolled),
        &counted,
    );

    let matrix = Read::of(folder, "matrix").keyed(&["theme", "organisation"], &["notes"]);
    same(shape, "matrix", &matrix, &truth.matrix());

    let pairs = Read::of(folder, "cooccurrence");
    let pairs = pairs.keyed(&["theme_a", "theme_b"], &["notes", "coefficient"]);
    same(shape, "cooccurrence", &pairs, &truth.cooccurrence());

    let stance = Read::of(folder, "stance");
    let stance = stance.keyed(&["theme", "stance"], &["notes", "organisations"]);
    same(shape, "stance", &stance, &truth.stance());

    let format = Read::of(folder, "format");
    let format = format.keyed(
        &["theme", "engagement_type"],
        &["notes", "organisations", "denominator"],
    );
    same(shape, "format", &format, &truth.format());

    let saturation = Read::of(folder, "saturation");
    let columns = ["engagement_id", "date", "new_themes", "cumulative_themes"];
    let saturation: Vec<[String; 4]> = (0..saturation.rows.len())
        .map(|row| columns.map(|column| saturation.cell(row, column).to_owned()))
        .collect();
    assert_eq!(saturation, truth.saturation(), "{shape}: saturation");

    ledger(&Read::of(folder, "ledger"), &truth.rows, shape);
}

/// Rule of counting 12: every row, with the line it begins on, counted or merged.
fn ledger(ledger: &Read, rows: &[Row], shape: &str) {
    assert_eq!(ledger.rows.len(), rows.len(), "{shape}: rows of the ledger");
    for (at, row) in rows.iter().enumerate() {
        let outcome = if row.repeated { "merged" } else { "counted" };
        let line = row.line.to_string();
        let got = ["line", "note_id", "outcome"].map(|column| ledger.cell(at, column));
        assert_eq!(
            got,
            [line.as_str(), &row.note_id, outcome],
            "{shape}: row {at}"
        );
        assert_eq!(ledger.cell(at, "file"), "generated notes.csv");
        let reason = ledger.cell(at, "reason");
        assert!(
            !row.repeated || !reason.is_empty(),
            "{shape}: row {at} gives no reason"
        );
    }
}

/// A table as it was written.
struct Read {
    name: String,
    heads: BTreeMap<String, usize>,
    rows: Vec<csv::StringRecord>,
}

impl Read {
    fn of(folder: &Path, name: &str) -> Self {
        let mut reader = csv::Reader::from_path(folder.join(format!("{name}.csv"))).unwrap();
        let heads = reader.headers().unwrap().iter().enumerate();
        Self {
            name: name.to_owned(),
            heads: heads.map(|(at, head)| (head.to_owned(), at)).collect(),
            rows: reader.records().map(Result::unwrap).collect(),
        }
    }

    fn cell(&self, row: usize, column: &str) -> &str {
        let at = self.heads.get(column);
        let at = at.unwrap_or_else(|| panic!("{} has no column {column}", self.name));
        &self.rows[row][*at]
    }

    fn column(&self, column: &str) -> Vec<&str> {
        (0..self.rows.len())
            .map(|row| self.cell(row, column))
            .collect()
    }

    /// The rows by their key; no key may stand twice.
    fn keyed(&self, keys: &[&str], columns: &[&str]) -> Table {
        let mut table = Table::new();
        for row in 0..self.rows.len() {
            let cells = |names: &[&str]| names.iter().map(|n| self.cell(row, n).into()).collect();
            let key: Vec<String> = cells(keys);
            let twice = table.insert(key.clone(), cells(columns));
            assert!(twice.is_none(), "{}: {key:?} stands twice", self.name);
        }
        table
    }
}

/// Two tables are one; else the first rows that differ are named.
fn same(shape: &str, name: &str, got: &Table, truth: &Table) {
    let keys = got
        .keys()
        .chain(truth.keys().filter(|key| !got.contains_key(*key)));
    let differ: Vec<_> = keys
        .filter(|key| got.get(*key) != truth.get(*key))
        .collect();
    let mut shown = String::new();
    for key in differ.iter().take(5) {
        let _ = write!(
            shown,
            "\n  {key:?}: table {:?}, truth {:?}",
            got.get(*key),
            truth.get(*key)
        );
    }
    assert!(
        differ.is_empty(),
        "{shape}: {name}: {} rows differ{shown}",
        differ.len()
    );
}
