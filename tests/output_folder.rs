//! The output folder: all together or not at all.

mod common;

use common::Place;

fn notes(place: &Place) {
    place.write(
        "notes.csv",
        "note_id,organisation,themes,text\n1,A,t,hello\n2,B,t;u,again\n",
    );
}

#[test]
fn it_is_named_for_the_review_and_its_audience() {
    let place = Place::new();
    notes(&place);
    let run = place.run(&["report", "notes.csv", "--format", "json,csv,svg"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let files = place.files();
    for file in [
        "reports/notes-internal/synthesis.json",
        "reports/notes-internal/tables/ledger.csv",
        "reports/notes-internal/tables/prevalence.csv",
        "reports/notes-internal/charts/prevalence.svg",
    ] {
        assert!(files.iter().any(|f| f == file), "no {file} in {files:?}");
    }
    assert!(run.out.contains("synthesis.json"), "{}", run.out);
}

#[test]
fn a_run_replaces_the_whole_folder() {
    let place = Place::new();
    notes(&place);
    assert_eq!(
        place
            .run(&["report", "notes.csv", "-o", "out", "--format", "json,svg"])
            .code,
        0
    );
    assert!(place.at("out/charts").exists());
    assert_eq!(
        place
            .run(&["report", "notes.csv", "-o", "out", "--format", "json"])
            .code,
        0
    );
    assert_eq!(common::files(&place.at("out")), ["synthesis.json"]);
    assert_eq!(place.files(), ["notes.csv", "out/synthesis.json"]);
}

#[test]
fn a_folder_with_files_of_other_origin_is_refused_and_kept() {
    let place = Place::new();
    notes(&place);
    place.write("out/thesis.docx", "ten years of work");
    let run = place.run(&["report", "notes.csv", "-o", "out"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("thesis.docx"), "{}", run.err);
    assert_eq!(place.files(), ["notes.csv", "out/thesis.docx"]);
}

#[test]
fn the_review_itself_is_never_replaced() {
    let place = Place::new();
    place
        .write("r/review.toml", "title = \"A\"\n")
        .write("r/notes/a.csv", "note_id,text\n1,hello\n");
    let before = place.files();
    for output in ["r", ".", "r/notes"] {
        let run = place.run(&["report", "r", "-o", output, "--format", "json"]);
        assert_eq!(run.code, 2, "{output}: {}", run.err);
        assert_eq!(place.files(), before, "{output}");
    }
}

#[test]
fn a_path_below_a_file_is_a_failure_of_the_system_and_writes_nothing() {
    let place = Place::new();
    notes(&place);
    place.write("file", "not a folder");
    let run = place.run(&["report", "notes.csv", "-o", "file/out", "--format", "json"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("file"), "{}", run.err);
    assert_eq!(place.files(), ["file", "notes.csv"]);
}

/// Killed while it writes, a run leaves the old report whole, and the next one clears its stage.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_the_old_report_whole() {
    let place = Place::new();
    notes(&place);
    let arguments = ["report", "notes.csv", "-o", "out"];
    assert_eq!(place.run(&arguments).code, 0);
    let read = || {
        common::files(&place.at("out"))
            .into_iter()
            .map(|f| (f.clone(), std::fs::read(place.at("out").join(f)).unwrap()))
            .collect::<Vec<_>>()
    };
    let whole = read();
    for delay in [0, 30, 100, 300, 800, 1500] {
        let mut child = place.command(&arguments).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(delay));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(read(), whole, "killed after {delay} ms");
    }
    assert_eq!(place.run(&arguments).code, 0);
    let outside: Vec<String> = place
        .files()
        .into_iter()
        .filter(|f| !f.starts_with("out/"))
        .collect();
    assert_eq!(outside, ["notes.csv"]);
}

/// No room for the output: the disk that `/dev/full` stands for.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_on_standard_output_is_a_failure_of_the_system() {
    let place = Place::new();
    notes(&place);
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let status = place
        .command(&["analyse", "notes.csv"])
        .stdout(full)
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(3));
}
