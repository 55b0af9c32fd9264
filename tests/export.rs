//! `throughline export`: tidy tables, all of them or none.

mod common;

use common::{Place, files, repository};

const NOTES: &str = "note_id,engagement_id,engagement_type,date,organisation,themes,stance,text\n\
    N-1,WS-1,workshop,2023-09-26,Agency A;Agency B,cost;value,negative,\"=cmd|calc\n\"\"second\"\" line, ā\"\n\
    N-2,WS-1,workshop,2023-09-26,,cost,,It costs.\n";

fn ogp() -> String {
    repository().join("data/ogp-2023").display().to_string()
}

fn place() -> Place {
    let place = Place::new();
    place.write("notes.csv", NOTES);
    place
}

#[test]
fn each_format_has_a_file_a_table_and_its_description() {
    let place = place();
    for (format, ending, others) in [
        ("parquet", "parquet", 5),
        ("csv", "csv", 5),
        ("json", "jsonl", 5),
        ("arrow", "arrow", 3),
    ] {
        let run = place.run(&["export", "notes.csv", "--format", format, "-o", "out"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let found = files(&place.at("out"));
        let schema: serde_json::Value =
            serde_json::from_slice(&std::fs::read(place.at("out/schema.json")).unwrap()).unwrap();
        let tables = schema["tables"].as_array().unwrap();
        for table in tables {
            let file = table["file"].as_str().unwrap();
            assert!(file.ends_with(&format!(".{ending}")), "{file}");
            assert!(found.iter().any(|name| name == file), "{file}");
            assert_eq!(run.out.matches(&format!("out/{file}  ")).count(), 1);
        }
        // Of the format before nothing is left.
        assert_eq!(found.len(), tables.len() + others, "{found:?}");
    }
    assert_eq!(
        place
            .files()
            .iter()
            .filter(|f| !f.starts_with("out/"))
            .count(),
        1,
        "nothing lies beside it"
    );
}

#[test]
fn csv_has_the_rows_and_no_formula() {
    let place = place();
    place.run(&["export", "notes.csv", "--format", "csv", "-o", "out"]);
    let read = |name: &str| std::fs::read_to_string(place.at(name)).unwrap();
    assert_eq!(
        read("out/notes.csv"),
        "note_id,engagement_id,part_id,question_id,verbatim,quotable,te_reo,source_file,source_line,note_text\n\
         N-1,WS-1,,,false,false,false,notes.csv,2,\"'=cmd|calc\n\"\"second\"\" line, ā\"\n\
         N-2,WS-1,,,false,false,false,notes.csv,4,It costs.\n"
    );
    assert_eq!(
        read("out/tags.csv"),
        "note_id,theme,stance\nN-1,cost,negative\nN-1,value,negative\nN-2,cost,not stated\n"
    );
    assert_eq!(
        read("out/note_organisations.csv"),
        "note_id,organisation\nN-1,Agency A\nN-1,Agency B\n"
    );
    assert_eq!(
        read("out/engagements.csv"),
        "engagement_id,engagement_type,title,date_from,date_to,file_order\n\
         WS-1,workshop,,2023-09-26,2023-09-26,1\n"
    );
}

#[test]
fn json_has_the_text_as_it_was_written() {
    let place = place();
    place.run(&["export", "notes.csv", "--format", "json", "-o", "out"]);
    let text = std::fs::read_to_string(place.at("out/notes.jsonl")).unwrap();
    let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(first["note_text"], "=cmd|calc\n\"second\" line, ā");
    assert_eq!(first["part_id"], serde_json::Value::Null);
    assert_eq!(text.lines().count(), 2);
}

#[test]
fn without_text_no_word_of_a_note_is_there() {
    let place = place();
    for format in ["parquet", "csv", "json", "arrow"] {
        let out = format!("out-{format}");
        let run = place.run(&[
            "export",
            "notes.csv",
            "--format",
            format,
            "--without-text",
            "-o",
            &out,
        ]);
        assert_eq!(run.code, 0, "{}", run.err);
        for file in files(&place.at(&out)) {
            let bytes = std::fs::read(place.at(&out).join(&file)).unwrap();
            for said in ["cmd|calc", "It costs."] {
                let there = bytes.windows(said.len()).any(|w| w == said.as_bytes());
                assert!(!there, "{said} in {file}");
            }
        }
    }
}

#[test]
fn the_same_review_gives_the_same_bytes() {
    let place = Place::new();
    for format in ["parquet", "arrow"] {
        for out in ["one", "two"] {
            let run = place.run(&["export", &ogp(), "--format", format, "-o", out]);
            assert_eq!(run.code, 0, "{}", run.err);
        }
        for file in files(&place.at("one")) {
            let read = |out: &str| std::fs::read(place.at(out).join(&file)).unwrap();
            assert_eq!(read("one"), read("two"), "{file}");
        }
    }
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let place = place();
    // Names that an export has too, in a folder that is no export.
    for (folder, file) in [
        ("mine", "mine/notes.csv"),
        ("review", "review/organisations.csv"),
        ("other", "other/thesis.docx"),
    ] {
        place.write(file, "mine");
        let run = place.run(&["export", "notes.csv", "--format", "csv", "-o", folder]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(
            run.err.contains("is not a folder of exported tables"),
            "{}",
            run.err
        );
        assert_eq!(files(&place.at(folder)).len(), 1);
        assert_eq!(std::fs::read_to_string(place.at(file)).unwrap(), "mine");
    }
    let run = place.run(&["export", "notes.csv", "-o", "notes.csv"]);
    assert_eq!(run.code, 2, "{}", run.err);
    // A file of somebody's own in an export.
    assert_eq!(place.run(&["export", "notes.csv", "-o", "out"]).code, 0);
    place.write("out/mine.csv", "mine");
    let run = place.run(&["export", "notes.csv", "-o", "out"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`mine.csv`"), "{}", run.err);
}

#[test]
fn a_review_with_errors_writes_nothing() {
    let place = Place::new();
    place.write("notes.csv", "note_id,text\nN-1,one\nN-1,two\n");
    let run = place.run(&["export", "notes.csv", "-o", "out"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(place.files(), ["notes.csv"]);
    for wrong in [
        ["export", "notes.csv"].as_slice(),
        &["export", "nowhere", "-o", "out"],
        &["export", "notes.csv", "--format", "xlsx", "-o", "out"],
    ] {
        assert_eq!(place.run(wrong).code, 2, "{wrong:?}");
    }
    assert_eq!(place.files(), ["notes.csv"]);
}

#[test]
fn analyse_writes_parquet_to_a_file_or_a_pipe() {
    let place = place();
    let run = place.run(&[
        "analyse",
        "notes.csv",
        "--format",
        "parquet",
        "-o",
        "p.parquet",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let file = std::fs::read(place.at("p.parquet")).unwrap();
    assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
    let piped = place.command(&["analyse", "notes.csv", "--format", "parquet"]);
    let piped = { piped }.output().unwrap();
    assert_eq!(piped.stdout, file);
    let run = place.run(&[
        "analyse",
        "notes.csv",
        "--format",
        "parquet",
        "-o",
        "no/such/p",
    ]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("no/such/p"), "{}", run.err);
}
