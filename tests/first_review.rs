//! The first review, whole: its committed report, its synthesis, its source.

mod common;

use common::{Place, repository};

/// `reports/ogp-2023` is what the program writes, byte for byte, the PDF included.
#[test]
fn the_committed_report_is_rebuilt_byte_for_byte() {
    rebuilt("reports/ogp-2023", &[]);
}

/// So is the protected report of the same review.
#[test]
fn the_committed_protected_report_is_rebuilt_byte_for_byte() {
    rebuilt("reports/ogp-2023-protected", &["--protected"]);
}

fn rebuilt(folder: &str, options: &[&str]) {
    let place = Place::new();
    let mut command = place.command(&["report", "data/ogp-2023", "-o"]);
    let run = command
        .arg(place.at("out"))
        .args(options)
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let committed = repository().join(folder);
    let files = common::files(&committed);
    assert_eq!(files, common::files(&place.at("out")));
    assert!(files.iter().any(|f| f == "report.pdf"));
    for file in files {
        let same = std::fs::read(committed.join(&file)).unwrap()
            == std::fs::read(place.at("out").join(&file)).unwrap();
        assert!(
            same,
            "{folder}/{file} differs from what the program writes; \
             run `cargo run -- report data/ogp-2023 {}`, look at it, and commit it",
            options.join(" ")
        );
    }
}

#[test]
fn its_synthesis_fits_the_committed_schema() {
    let read = |path: &str| -> serde_json::Value {
        serde_json::from_slice(&std::fs::read(repository().join(path)).unwrap()).unwrap()
    };
    let schema = read("crates/core/schema/synthesis-1.schema.json");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut synthesis = read("reports/ogp-2023/synthesis.json");
    let faults: Vec<String> = validator
        .iter_errors(&synthesis)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:?}");

    // The schema is strict enough to notice a count that is no count.
    synthesis["base"] = "nine".into();
    assert!(!validator.is_valid(&synthesis));
}

#[test]
fn check_finds_no_error_and_no_warning_in_it() {
    let place = Place::new();
    let output = place
        .command(&["check", "data/ogp-2023", "--format", "json"])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(output.status.success());
    let found: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let grave: Vec<_> = found.iter().filter(|p| p["severity"] != "note").collect();
    assert!(grave.is_empty(), "{grave:?}");
}

/// The counts agree with the published words: the scale is `plain`, "most" is 7 or 8 of 9.
#[test]
fn the_published_quantifiers_hold() {
    let text =
        std::fs::read_to_string(repository().join("reports/ogp-2023/synthesis.json")).unwrap();
    let synthesis = throughline::Synthesis::from_json(&text).unwrap();
    let mut claims = Vec::new();
    for finding in synthesis.parts.iter().flat_map(|p| &p.findings) {
        claims.extend(&finding.statement.claims);
        for point in &finding.points {
            claims.extend(&point.statement.claims);
            for below in &point.points {
                claims.extend(&below.statement.claims);
            }
        }
    }
    let scale = throughline::model::wording::Scale::plain();
    let mut judged = 0;
    for claim in claims {
        let phrase = claim.phrase.to_lowercase();
        let word = scale.words.iter().find(|w| {
            w.words.iter().any(|word| {
                phrase.starts_with(&format!("{word} agenc"))
                    || phrase.starts_with(&format!("{word} of agenc"))
            })
        });
        if let Some(word) = word {
            let count = claim.measure.shown.exact().unwrap();
            let (least, most) = word.counts(claim.measure.base).unwrap();
            assert!(
                (least..=most).contains(&count),
                "{} is {}",
                claim.phrase,
                claim.measure.words
            );
            judged += 1;
        }
    }
    assert!(judged >= 9, "only {judged} quantifiers were judged");
}
