//! Every row read is a note, a duplicate or rejected, and every run says so; what is rejected comes
//! back byte for byte; what is stopped leaves nothing behind.

mod common;

use common::{Place, Run};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

/// Six rows: two notes, one of them twice, a blank row, and two with errors.
const MIXED: &[u8] =
    b"note_id,date,text\r\n1,2024-01-01,one\r\n2,tomorrow,\"two, \"\"so\"\" said\nhere\"\r\n\
    1,2024-01-01,one\r\n,,\r\n3,2024-01-02\r\n4,2024-01-02,caf\xe9\r\n5,2024-01-03,five\r\n";

const ACCOUNT: &str = "7 rows read = 2 notes + 1 duplicate + 1 blank + 3 rejected";

#[test]
fn every_run_says_what_became_of_the_rows() {
    let place = Place::new();
    place.write("notes.csv", MIXED);
    // The bad byte makes the file one of Windows-1252 unless it is said to be UTF-8.
    let options = ["notes.csv", "--reject-rows", "--encoding", "utf-8"];
    for command in [
        &["check"][..],
        &["analyse"],
        &["report", "--format", "csv", "-o", "out"],
    ] {
        let arguments: Vec<&str> = command.iter().chain(&options).copied().collect();
        let run = place.run(&arguments);
        assert_eq!(run.code, 0, "{command:?}: {}", run.err);
        let said = if command[0] == "check" {
            &run.out
        } else {
            &run.err
        };
        assert!(said.contains(ACCOUNT), "{command:?}: {said}");
    }
}

#[test]
fn without_reject_rows_an_error_stops_the_run_and_nothing_is_written() {
    let place = Place::new();
    place.write("notes.csv", MIXED);
    for command in [
        &["analyse"][..],
        &["report", "--format", "csv", "-o", "out"],
    ] {
        let arguments: Vec<&str> = command
            .iter()
            .chain(&["notes.csv", "--encoding", "utf-8"])
            .copied()
            .collect();
        let run = place.run(&arguments);
        assert_eq!(run.code, 1, "{command:?}");
        assert!(run.err.contains(ACCOUNT), "{}", run.err);
        assert!(run.err.contains("nothing was written"), "{}", run.err);
        assert_eq!(place.files(), ["notes.csv"]);
    }
}

#[test]
fn rejected_rows_come_back_byte_for_byte() {
    let place = Place::new();
    place.write("notes.csv", MIXED);
    let options = ["notes.csv", "--reject-rows", "--encoding", "utf-8"];
    let with = |more: &[&'static str]| [more, &options].concat();
    let rejected: &[u8] = b"file,line,reason,row\n\
        notes.csv,3,REASON,\"2,tomorrow,\"\"two, \"\"\"\"so\"\"\"\" said\nhere\"\"\"\n\
        notes.csv,7,REASON,\"3,2024-01-02\"\n\
        notes.csv,8,REASON,\"4,2024-01-02,caf\xe9\"\n";
    assert_eq!(
        place
            .run(&with(&["report", "--format", "csv", "-o", "out"]))
            .code,
        0
    );
    assert_eq!(
        without_reasons(&place.at("out/tables/rejected.csv")),
        rejected
    );
    for command in ["check", "analyse"] {
        let run = place.run(&with(&[command, "--rejected", "aside.csv"]));
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(
            run.err.contains("3 rows that are set aside: aside.csv"),
            "{}",
            run.err
        );
        assert_eq!(without_reasons(&place.at("aside.csv")), rejected);
        std::fs::remove_file(place.at("aside.csv")).unwrap();
    }
    // A folder with such a file is one of ours, and is written again.
    assert_eq!(
        place
            .run(&with(&["report", "--format", "csv", "-o", "out"]))
            .code,
        0
    );
    // A report for everybody has no raw rows.
    let public = with(&["report", "--format", "csv", "--protected", "-o", "public"]);
    let run = place.run(&public);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("`--rejected FILE` writes them"),
        "{}",
        run.err
    );
    assert!(!place.at("public/tables/rejected.csv").exists());
}

/// The file with each reason as `REASON`; a reason that is blank stays blank.
fn without_reasons(file: &Path) -> Vec<u8> {
    let bytes = std::fs::read(file).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.as_slice());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for (at, record) in reader.byte_records().enumerate() {
        let record = record.unwrap();
        let mut cells: Vec<&[u8]> = record.iter().collect();
        if at > 0 && !cells[2].is_empty() {
            cells[2] = b"REASON";
        }
        writer
            .write_byte_record(&csv::ByteRecord::from(cells))
            .unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn rows_of_copies_come_back_as_they_stand_in_the_original() {
    let place = Place::new();
    let survey = "Response ID;Date;What works?;What does not?\r\n\
        R1;2024-01-05;the early workshops helped everybody;the deadlines were short\r\n\
        R2;2024-13-05;\"papers; on time\";meetings\r\nR3;2024-01-07;only\r\nR4;2024-01-08;phones are answered;\r\n";
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(survey.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [survey.as_bytes().to_vec(), utf16] {
        place.write("survey.csv", bytes);
        let arguments = [
            "check",
            "survey.csv",
            "--reject-rows",
            "--rejected",
            "aside.csv",
        ];
        let run = place.run(&arguments);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        let mut reader = csv::Reader::from_path(place.at("aside.csv")).unwrap();
        let rows: Vec<(String, String)> = reader
            .records()
            .map(|record| record.unwrap())
            .map(|record| (record[1].to_owned(), record[3].to_owned()))
            .collect();
        let expected = [
            ("3", "R2;2024-13-05;\"papers; on time\";meetings"),
            ("4", "R3;2024-01-07;only"),
        ];
        assert_eq!(
            rows,
            expected.map(|(a, b)| (a.to_owned(), b.to_owned())),
            "{}",
            run.out
        );
    }
}

#[test]
fn the_file_of_rejected_rows_is_never_one_that_is_read() {
    let place = Place::new();
    place.write("notes.csv", MIXED);
    let run = place.run(&["analyse", "notes.csv", "--rejected", "aside.csv"]);
    assert_eq!(run.code, 2, "{}", run.err);
    let run = place.run(&[
        "analyse",
        "notes.csv",
        "--reject-rows",
        "--rejected",
        "notes.csv",
    ]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert_eq!(std::fs::read(place.at("notes.csv")).unwrap(), MIXED);
}

#[test]
fn rows_of_one_note_and_theme_are_further_themes() {
    let place = Place::new();
    place.write(
        "notes.csv",
        "note_id,themes,text\n1,a,one\n1,b,one\n2,a,two\n1,c,one\n",
    );
    let run = place.run(&["check", "notes.csv"]);
    let account = "4 rows read = 2 notes + 0 duplicates + 2 further themes of a note + 0 rejected";
    assert!(run.out.contains(account), "{}", run.out);
}

#[test]
fn many_problems_of_a_kind_are_three_examples_and_a_number() {
    let place = Place::new();
    let mut notes = String::from("note_id,date,text\n");
    for note in 0..12_000 {
        notes.push_str(&format!("{note},someday,text of {note}\n"));
    }
    place.write("notes.csv", notes);
    let run = place.run(&["check", "notes.csv"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("error: 12,000 of the kind `bad-date`: "),
        "{}",
        run.out
    );
    assert_eq!(run.out.matches("notes.csv:").count(), 3, "{}", run.out);
    assert!(run.out.contains("… and 11,997 more"), "{}", run.out);
    assert_eq!(run.out.matches("help: ").count(), 1, "{}", run.out);
    assert!(run.out.contains("12,000 errors"), "{}", run.out);
    let all = place.run(&["check", "notes.csv", "--all"]);
    assert!(all.out.matches("error: notes.csv:").count() >= 10_000);
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_leaves_nothing_behind() {
    let place = Place::new();
    place.write("temporary/keep", "");
    place.write("out/synthesis.json", "{}");
    // In UTF-16, so that there is a temporary copy; long enough to be in the midst of.
    let head = "note_id,engagement_id,organisation,themes,text\n";
    let mut notes: Vec<u8> = vec![0xFF, 0xFE];
    let mut add = |text: &str| notes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    add(head);
    for note in 0..120_000 {
        let (who, what) = (note % 40, note % 12);
        add(&format!(
            "{note},e{what},Organisation {who},t{what},words of the note {note}\n"
        ));
    }
    place.write("notes.csv", notes);
    let before = place.files();
    let mut seen = [false; 2];
    for wait in [&["temporary", "throughline-"], &[".", ".out.throughline-"]] {
        let child = place
            .command(&["report", "notes.csv", "-o", "out"])
            .env("TMPDIR", place.at("temporary"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut child = child;
        let there = || {
            let entries = std::fs::read_dir(place.at(wait[0])).unwrap();
            let mut names = entries.map(|e| e.unwrap().file_name());
            names.any(|name| name.to_string_lossy().starts_with(wait[1]))
        };
        while !there() && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(2));
        }
        seen[usize::from(wait[0] == ".")] = there();
        let stop = std::process::Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap();
        assert!(stop.success());
        let run = Run::from(&child.wait_with_output().unwrap());
        assert_eq!(run.code, 130, "{}", run.err);
        assert!(
            run.err.contains("nothing half written is left"),
            "{}",
            run.err
        );
        assert_eq!(place.files(), before);
        assert_eq!(
            std::fs::read(place.at("out/synthesis.json")).unwrap(),
            b"{}"
        );
        let folders = std::fs::read_dir(place.path()).unwrap();
        assert_eq!(folders.count(), 3);
    }
    assert_eq!(seen, [true, true], "both were stopped in the midst");
}
