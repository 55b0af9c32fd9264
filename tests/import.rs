//! Other tools' files into reviews: new ones and those that are there, twice, with bad rows, and files
//! that are none.

mod common;

use common::{Place, files, repository};
use std::fs;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(
        repository()
            .join("crates/interchange/tests/fixtures")
            .join(name),
    )
    .unwrap()
}

/// Every file below a folder with its bytes.
fn held(place: &Place, folder: &str) -> Vec<(String, Vec<u8>)> {
    let root = place.at(folder);
    files(&root)
        .into_iter()
        .map(|f| (f.clone(), fs::read(root.join(f)).unwrap()))
        .collect()
}

#[test]
fn every_tool_makes_a_review_that_checks_and_importing_again_changes_nothing() {
    for (name, notes, wanted) in [
        (
            "taguette/highlights.csv",
            6,
            ["notes/x.csv", "tags/taguette.csv"],
        ),
        (
            "atlas-ti/quotations.csv",
            4,
            ["notes/x.csv", "tags/Ben.csv"],
        ),
        ("maxqda/segments-de.csv", 2, ["notes/x.csv", "tags/ana.csv"]),
    ] {
        let place = Place::new();
        place.write("x.csv", fixture(name));
        let dry = place.run(&["import", "x.csv", "--into", "new", "--dry-run"]);
        assert_eq!(dry.code, 0, "{}", dry.err);
        assert!(!place.at("new").exists());
        let run = place.run(&["import", "x.csv", "--into", "new", "--report", "lost.csv"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(
            run.out.contains("a new review") && run.out.contains("not carried ("),
            "{}",
            run.out
        );
        let before = held(&place, "new");
        for file in ["review.toml", "codebook.csv", "engagements.csv"]
            .iter()
            .chain(&wanted)
        {
            assert!(
                before.iter().any(|(f, _)| f == file),
                "{name}: {file} of {before:?}"
            );
        }
        let check = place.run(&["check", "new"]);
        assert_eq!(check.code, 0, "{}", check.out);
        assert!(
            check.out.contains(&format!("{notes} notes")),
            "{}",
            check.out
        );
        let lost = fs::read_to_string(place.at("lost.csv")).unwrap();
        assert!(lost.starts_with("what,kind,which,why\nassumed,"), "{lost}");

        let again = place.run(&["import", "x.csv", "--into", "new"]);
        assert_eq!(again.code, 0, "{}", again.err);
        assert!(again.out.contains("holds everything"), "{}", again.out);
        assert_eq!(held(&place, "new"), before, "{name}");
    }
}

#[test]
fn a_segment_of_a_note_that_the_review_has_becomes_an_excerpt_of_it() {
    let place = Place::new();
    place
        .write("r/review.toml", "title = \"T\"\n")
        .write("r/codebook.csv", "code,label,definition\ncost,Cost,Ours.\n")
        .write(
            "r/notes/a.csv",
            "note_id,themes,text\nN1,cost,\"So we said that it took a whole week, and more.\"\n",
        );
    let before = held(&place, "r");
    place.write("x.csv", "id,document,tag,content\n1,d.txt,Cost,it took a whole week\n1,d.txt,Time,it took a whole week\n");
    let run = place.run(&["import", "x.csv", "--into", "r", "--coder", "ana"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("1 part of a note it had"), "{}", run.out);
    let tags = fs::read_to_string(place.at("r/tags/ana.csv")).unwrap();
    assert_eq!(
        tags,
        "note_id,themes,stance,excerpt,start,end,memo,time\nN1,cost;time,,it took a whole week,16,36,,\n"
    );
    let codebook = fs::read_to_string(place.at("r/codebook.csv")).unwrap();
    assert_eq!(
        codebook,
        "code,label,definition\ncost,Cost,Ours.\ntime,Time,\n"
    );
    assert_eq!(
        held(&place, "r").iter().find(|(f, _)| f == "notes/a.csv"),
        before.iter().find(|(f, _)| f == "notes/a.csv")
    );
    assert_eq!(place.run(&["check", "r"]).code, 0);
}

#[test]
fn bad_rows_stop_the_import_or_are_set_aside() {
    let place = Place::new();
    place.write("x.csv", fixture("maxqda/bad-offsets.csv"));
    let run = place.run(&["import", "x.csv", "--into", "new"]);
    assert_eq!(run.code, 1);
    for wanted in [
        "x.csv:2: the segment ends at 3, before it begins at 12",
        "x.csv:3:",
        "x.csv:5:",
        "--reject-rows",
    ] {
        assert!(run.err.contains(wanted), "{wanted}: {}", run.err);
    }
    assert_eq!(place.files(), ["x.csv"]);
    let run = place.run(&["import", "x.csv", "--into", "new", "--reject-rows"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let rejected = fs::read_to_string(place.at("x.rejected.csv")).unwrap();
    assert_eq!(rejected.lines().count(), 4);
    assert!(
        rejected.contains(";W1;Cost;12;3;It ends before it begins.\n"),
        "{rejected}"
    );
    assert_eq!(place.run(&["check", "new"]).code, 0);
}

#[test]
fn files_that_are_none_are_named_and_nothing_is_written() {
    let empty_zip = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    for (name, bytes, format, code, wanted) in [
        ("a.csv", b"%PDF-1.7\n".to_vec(), "auto", 1, "is a PDF"),
        ("a.csv", Vec::new(), "auto", 1, "the file is empty"),
        ("a.csv", b"\n\n".to_vec(), "auto", 1, "the file is empty"),
        (
            "a.qdpx",
            empty_zip.clone(),
            "auto",
            1,
            "a zip that holds neither a workbook nor",
        ),
        (
            "a.qdpx",
            b"PK\x03\x04garbage".to_vec(),
            "auto",
            1,
            "damaged",
        ),
        (
            "a.csv",
            b"id,document,tag,content\n1,a,b,c\n".to_vec(),
            "qdpx",
            1,
            "no REFI-QDA project",
        ),
        (
            "a.csv",
            fixture("maxqda/missing-column.csv"),
            "auto",
            1,
            "is it `Segmnet`?",
        ),
        (
            "a.csv",
            b"name,age\nx,1\n".to_vec(),
            "auto",
            1,
            "this is no header of a table of segments: `name`, `age`",
        ),
        (
            "a.csv",
            fixture("taguette/highlights.csv"),
            "maxqda",
            1,
            "is missing, without which this is no file of MAXQDA",
        ),
        (
            "a.csv",
            fixture("taguette/bad-bytes.csv"),
            "auto",
            1,
            "never closed",
        ),
        (
            "a.csv",
            b"\xD0\xCF\x11\xE0 not a workbook".to_vec(),
            "auto",
            1,
            "the workbook cannot be read",
        ),
        (
            "a.csv",
            b"<!DOCTYPE html><table>".to_vec(),
            "auto",
            1,
            "a web page",
        ),
    ] {
        let place = Place::new();
        place.write(name, &bytes);
        let run = place.run(&["import", name, "--into", "new", "--format", format]);
        assert_eq!(run.code, code, "{wanted}: {}", run.err);
        assert!(run.err.contains(wanted), "{wanted}: {}", run.err);
        assert!(run.out.is_empty() && place.files() == [name], "{wanted}");
    }
}

#[test]
fn wrong_use_is_exit_code_2_and_a_review_with_errors_is_left_alone() {
    let place = Place::new();
    place
        .write("x.csv", fixture("taguette/old-order.csv"))
        .write("mine/thesis.docx", "mine")
        .write("bad/review.toml", "title = \n");
    for (arguments, code, wanted) in [
        (
            ["import", "none.csv", "--into", "new"].as_slice(),
            2,
            "does not exist",
        ),
        (&["import", "mine", "--into", "new"], 2, "is a folder"),
        (&["import", "x.csv"], 2, "--into"),
        (
            &["import", "x.csv", "--into", "mine"],
            2,
            "no review folder, and not empty",
        ),
        (
            &["import", "x.csv", "--into", "x.csv"],
            2,
            "no review folder",
        ),
        (&["import", "x.csv", "--into", "bad"], 1, "has errors"),
    ] {
        let before = held(&place, "");
        let run = place.run(arguments);
        assert_eq!(run.code, code, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(wanted), "{wanted}: {}", run.err);
        assert_eq!(held(&place, ""), before);
    }
}

#[test]
fn import_has_help() {
    let run = Place::new().run(&["import", "--help"]);
    assert_eq!(run.code, 0);
    for part in [
        "Cost:",
        "Examples:",
        "Exit codes",
        "--reject-rows",
        "--report",
    ] {
        assert!(run.out.contains(part), "{part}");
    }
}
