//! The folder of a report: which files, which bytes, and that all of them come together.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::Sample;
use throughline_core::ledger::Outcome;
use throughline_core::review::{Audience, LedgerRow};
use throughline_core::synthesis::Synthesis;
use throughline_report::pdf::{CliOptions, Engine};
use throughline_report::{Format, Report, ReportError, Written};

const ALL_BUT_PICTURES: [Format; 3] = [Format::Json, Format::Csv, Format::Svg];

fn bytes(folder: &Path, written: &Written) -> BTreeMap<PathBuf, Vec<u8>> {
    written
        .files
        .iter()
        .map(|(name, size)| {
            let bytes = std::fs::read(folder.join(name)).unwrap();
            assert_eq!(bytes.len() as u64, *size, "{}", name.display());
            (name.clone(), bytes)
        })
        .collect()
}

fn write(synthesis: &Synthesis, folder: &Path) -> Result<Written, ReportError> {
    let rows = (2..5).map(|line| LedgerRow {
        file: "notes.csv",
        line,
        note_id: "W-1",
        outcome: Outcome::Counted,
        reason: "",
    });
    Report::of(synthesis)
        .formats(&ALL_BUT_PICTURES)
        .ledger(move || Box::new(rows))
        .write_to(folder)
}

#[test]
fn the_same_synthesis_gives_the_same_files() {
    let room = tempfile::tempdir().unwrap();
    let synthesis = Sample::review().synthesis();
    let first = write(&synthesis, &room.path().join("one")).unwrap();
    let again = write(&synthesis, &room.path().join("two")).unwrap();
    assert_eq!(first, again);
    assert_eq!(
        bytes(&room.path().join("one"), &first),
        bytes(&room.path().join("two"), &again)
    );
    let names: Vec<String> = first
        .files
        .iter()
        .map(|(name, _)| name.display().to_string().replace('\\', "/"))
        .collect();
    assert_eq!(
        names,
        [
            "charts/cooccurrence.svg",
            "charts/format.svg",
            "charts/matrix.svg",
            "charts/prevalence.svg",
            "charts/saturation.svg",
            "charts/stance.svg",
            "charts/timeline.svg",
            "synthesis.json",
            "tables/cooccurrence.csv",
            "tables/format.csv",
            "tables/matrix.csv",
            "tables/prevalence.csv",
            "tables/saturation.csv",
            "tables/stance.csv",
        ]
    );
    let json = std::fs::read_to_string(room.path().join("one/synthesis.json")).unwrap();
    assert_eq!(Synthesis::from_json(&json).unwrap(), synthesis);
}

#[test]
fn charts_come_as_pictures_when_asked_for() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("out");
    let written = Report::of(&Sample::single_file().synthesis())
        .formats(&[Format::Png])
        .write_to(&folder)
        .unwrap();
    let files = bytes(&folder, &written);
    let names: Vec<&str> = files.keys().filter_map(|name| name.to_str()).collect();
    assert_eq!(names, ["charts/matrix.png", "charts/prevalence.png"]);
    for (name, bytes) in &files {
        // The width in the header of a PNG.
        assert_eq!(
            bytes.get(16..20),
            Some(&1680_u32.to_be_bytes()[..]),
            "{}",
            name.display()
        );
    }
}

#[test]
fn the_ledger_is_for_the_people_who_did_the_review() {
    let room = tempfile::tempdir().unwrap();
    let has_ledger = |written: &Written| {
        written
            .files
            .iter()
            .any(|(name, _)| name.ends_with("ledger.csv"))
    };
    let mut sample = Sample::single_file();
    sample.audience = Audience::Internal;
    let internal = write(&sample.synthesis(), &room.path().join("internal")).unwrap();
    assert!(has_ledger(&internal));
    let ledger = std::fs::read_to_string(room.path().join("internal/tables/ledger.csv")).unwrap();
    assert_eq!(ledger.lines().count(), 4);
    sample.audience = Audience::Public;
    let public = write(&sample.synthesis(), &room.path().join("public")).unwrap();
    assert!(!has_ledger(&public));
}

#[test]
fn a_report_that_fails_leaves_the_last_one() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("out");
    let synthesis = Sample::single_file().synthesis();
    let before = write(&synthesis, &folder).unwrap();
    let kept = bytes(&folder, &before);
    let error = Report::of(&synthesis)
        .engine(Engine::Cli(CliOptions::default()))
        .write_to(&folder)
        .unwrap_err();
    assert!(matches!(error, ReportError::Engine(_)), "{error}");
    assert_eq!(bytes(&folder, &before), kept);
    let there: Vec<_> = std::fs::read_dir(room.path()).unwrap().collect();
    assert_eq!(there.len(), 1, "{there:?}");
}

#[test]
fn a_folder_of_somebody_else_is_refused_with_its_reason() {
    let room = tempfile::tempdir().unwrap();
    std::fs::write(room.path().join("notes.docx"), "precious").unwrap();
    let error = write(&Sample::single_file().synthesis(), room.path()).unwrap_err();
    assert!(matches!(error, ReportError::Foreign { .. }));
    assert!(
        error
            .to_string()
            .ends_with("is not a report's folder: it holds `notes.docx`"),
        "{error}"
    );
    assert!(error.help().unwrap().contains("another folder"));
}
