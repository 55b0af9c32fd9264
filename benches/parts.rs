//! The parts of a report, each by itself: reading, counting, drawing, typesetting.
//!
//! `cargo bench --bench parts`; `benches/side_by_side/run.py` times the whole job beside a peer.

#[path = "../tests/generated/generator.rs"]
mod generator;

use divan::{Bencher, black_box, counter::ItemsCount};
use generator::{SEED, Shape};
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::sync::OnceLock;
use tempfile::TempDir;
use throughline::report::charts::{self, TitleStyle};
use throughline::{Analysis, Audience, Report, Review, Synthesis};

const SMALL: usize = 60;
const LARGE: usize = 100_000;

fn main() {
    divan::main();
}

/// The folder of the generated files, for as long as the benches run.
fn folder() -> &'static TempDir {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder for generated notes"))
}

/// A file of even notes, written once for each number of rows.
fn notes(rows: usize) -> PathBuf {
    let path = folder().path().join(format!("notes-{rows}.csv"));
    if !path.exists() {
        let mut file = BufWriter::new(File::create(&path).expect("a file for generated notes"));
        generator::write(&Shape::even(rows, SEED), &mut file).expect("generated notes");
    }
    path
}

fn review(rows: usize) -> Review {
    let opening = throughline::open(notes(rows)).expect("generated notes are a review");
    opening
        .accept_warnings(|_| {})
        .expect("generated notes have no errors")
}

fn synthesis(rows: usize) -> Synthesis {
    let review = review(rows);
    let analysis = Analysis::of(&review).expect("generated notes can be counted");
    let publication = analysis.publish(&Audience::Internal.into());
    publication
        .expect("an internal report withholds nothing")
        .synthesis
}

/// A file of notes to a review in columns.
#[divan::bench(args = [SMALL, LARGE])]
fn reading(bencher: Bencher, rows: usize) {
    let path = notes(rows);
    bencher
        .counter(ItemsCount::new(rows))
        .bench_local(|| throughline::open(black_box(&path)));
}

/// A review to every table.
#[divan::bench(args = [SMALL, LARGE])]
fn counting(bencher: Bencher, rows: usize) {
    let review = review(rows);
    bencher
        .counter(ItemsCount::new(rows))
        .bench_local(|| Analysis::of(black_box(&review)).map(drop));
}

/// Tables to the words and rows of a report.
#[divan::bench(args = [SMALL, LARGE])]
fn publishing(bencher: Bencher, rows: usize) {
    let review = review(rows);
    let analysis = Analysis::of(&review).expect("generated notes can be counted");
    let request = Audience::Internal.into();
    bencher.bench_local(|| analysis.publish(black_box(&request)));
}

/// A synthesis to the SVG of every chart.
#[divan::bench(args = [SMALL, LARGE])]
fn charts(bencher: Bencher, rows: usize) {
    let synthesis = synthesis(rows);
    bencher.bench_local(|| charts::draw(black_box(&synthesis), TitleStyle::Drawn));
}

/// A synthesis to the PDF, charts included, as a program that has just started: without what Typst
/// keeps from one run to the next.
#[divan::bench(args = [SMALL, LARGE])]
fn pdf(bencher: Bencher, rows: usize) {
    let synthesis = synthesis(rows);
    bencher
        .with_inputs(|| comemo::evict(0))
        .bench_local_values(|()| Report::of(black_box(&synthesis)).pdf());
}
