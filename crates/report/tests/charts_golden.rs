//! Charts compared with the committed ones, and all of them written out for the eye.
//!
//! `RENEW=1 cargo test -p throughline-report --test charts_golden` writes the golden files anew; a
//! missing one is written and fails once.
//! `CHARTS_DIR=DIR cargo test … -- --ignored` writes the charts of all fixtures to DIR, as SVG for
//! `tools/check-svg` and as PNG for the eye; `CHARTS_OF=synthesis.json` those of that synthesis.

#![expect(
    clippy::disallowed_methods,
    reason = "how golden files are renewed is asked of the environment"
)]

mod common;

use std::path::Path;
use throughline_core::synthesis::Synthesis;
use throughline_report::charts::{TitleStyle, draw};
use throughline_report::png::rasterise;

#[test]
fn charts_are_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/golden");
    std::fs::create_dir_all(&folder).unwrap();
    let renew = std::env::var_os("RENEW").is_some();
    let mut differing = Vec::new();
    for (fixture, synthesis) in common::all() {
        if !matches!(fixture, "ogp" | "markup" | "protected") {
            continue;
        }
        for file in draw(&synthesis, TitleStyle::Drawn).unwrap() {
            let name = format!("{fixture}-{}.svg", file.stem);
            let path = folder.join(&name);
            if std::fs::read_to_string(&path).is_ok_and(|golden| golden == file.svg) {
                continue;
            }
            if renew || !path.exists() {
                std::fs::write(&path, &file.svg).unwrap();
            }
            if !renew {
                differing.push(name);
            }
        }
    }
    assert!(
        differing.is_empty(),
        "{differing:?} are new or differ from tests/fixtures/golden; look at them, then RENEW=1"
    );
}

#[test]
#[ignore = "writes pictures to look at: CHARTS_DIR=DIR"]
fn charts_are_written_where_they_are_asked_for() {
    let folder = std::env::var_os("CHARTS_DIR").expect("CHARTS_DIR names a folder");
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    let mut syntheses: Vec<(String, Synthesis)> = common::all()
        .into_iter()
        .map(|(name, synthesis)| (name.to_owned(), synthesis))
        .collect();
    if let Some(path) = std::env::var_os("CHARTS_OF") {
        let text = std::fs::read_to_string(path).unwrap();
        syntheses = vec![("real".to_owned(), Synthesis::from_json(&text).unwrap())];
    }
    for (fixture, synthesis) in syntheses {
        for file in draw(&synthesis, TitleStyle::Drawn).unwrap() {
            let path = folder.join(format!("{fixture}-{}.svg", file.stem));
            std::fs::write(&path, &file.svg).unwrap();
            let png = rasterise(&file.svg, 900).unwrap();
            std::fs::write(path.with_extension("png"), png).unwrap();
        }
    }
}
