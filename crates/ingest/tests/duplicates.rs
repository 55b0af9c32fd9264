//! Rule of counting 7 on files: what is merged, what clashes, what is a campaign.

use std::fmt::Write;
use std::path::Path;
use throughline_ingest::duplicates::{Duplicates, find};
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Renamed;
use throughline_ingest::notes::{RawNotes, ReadOptions, read};
use throughline_ingest::pieces::Sizes;
use throughline_ingest::prepared::Prepared;
use throughline_ingest::texts::{NotesFile, Rereader};

fn read_all(folder: &Path, files: &[&str]) -> (RawNotes, Vec<NotesFile>) {
    let (mut notes, mut faults) = (RawNotes::default(), Faults::new(false));
    let mut read_files = Vec::new();
    for (index, text) in (0u16..).zip(files) {
        let name = format!("{index}.csv");
        let path = folder.join(&name);
        std::fs::write(&path, text).unwrap();
        let options = ReadOptions {
            threads: 2,
            sizes: Sizes::default(),
            renamed: &Renamed::new(),
            progress: None,
        };
        let source = Prepared::plain(&path);
        let header = read(&source, &name, index, &options, &mut notes, &mut faults).unwrap();
        read_files.push(NotesFile {
            source,
            name,
            header: header.unwrap(),
        });
    }
    (notes, read_files)
}

fn found(files: &[&str]) -> Duplicates {
    let folder = tempfile::tempdir().unwrap();
    let (notes, files) = read_all(folder.path(), files);
    find(&notes, &files).unwrap()
}

struct Case {
    name: &'static str,
    files: &'static [&'static str],
    merged: &'static [(u32, u32)],
    more_themes: &'static [(u32, u32)],
    clashes: &'static [(u32, u32)],
}

#[test]
fn rows_are_the_same_when_every_cell_is() {
    let cases = [
        Case {
            name: "the same row",
            files: &["note_id,text\nA,x\nB,x\nA,x\n"],
            merged: &[(2, 0)],
            more_themes: &[],
            clashes: &[],
        },
        Case {
            name: "quotes and spaces",
            files: &["note_id,text\nA,x\n A ,\" x\"\n"],
            merged: &[(1, 0)],
            more_themes: &[],
            clashes: &[],
        },
        Case {
            name: "another text",
            files: &["note_id,text\nA,x\nA,y\n"],
            merged: &[],
            more_themes: &[],
            clashes: &[(1, 0)],
        },
        Case {
            name: "another theme",
            files: &["note_id,text,themes\nA,x,t\nA,x,u\n"],
            merged: &[],
            more_themes: &[(1, 0)],
            clashes: &[],
        },
        Case {
            name: "another theme and another text",
            files: &["note_id,text,themes\nA,x,t\nA,y,u\n"],
            merged: &[],
            more_themes: &[],
            clashes: &[(1, 0)],
        },
        Case {
            name: "another stance on one theme",
            files: &["note_id,text,themes,stance\nA,x,t,support\nA,x,t,oppose\n"],
            merged: &[],
            more_themes: &[],
            clashes: &[(1, 0)],
        },
        Case {
            name: "a column that is not read differs",
            files: &["note_id,text,mood\nA,x,1\nA,x,2\n"],
            merged: &[],
            more_themes: &[],
            clashes: &[(1, 0)],
        },
        Case {
            name: "columns in another order, and a blank one more",
            files: &["note_id,text\nA,x\n", "themes,text,note_id\n,x,A\n"],
            merged: &[(1, 0)],
            more_themes: &[],
            clashes: &[],
        },
    ];
    for case in cases {
        let found = found(case.files);
        let merged: Vec<_> = found.merged.into_iter().collect();
        let clashes: Vec<_> = found.clashes.into_iter().collect();
        let more_themes: Vec<_> = found.more_themes.into_iter().collect();
        assert_eq!(merged, case.merged, "{}", case.name);
        assert_eq!(more_themes, case.more_themes, "{}", case.name);
        assert_eq!(clashes, case.clashes, "{}", case.name);
    }
}

#[test]
fn longer_texts_under_three_ids_are_campaigns() {
    let (long, short) = ("ā".repeat(80), "ā".repeat(79));
    let mut file = String::from("note_id,text\n");
    for (id, text) in ["A", "B", "C", "D", "E", "F"]
        .into_iter()
        .zip([&long, &short, &long, &short, &short, &long])
    {
        writeln!(file, "{id},{text}").unwrap();
    }
    assert_eq!(found(&[&file]).same_text, [[0, 2, 5]]);
    // A row that is merged is no further id.
    let twice = format!("note_id,text\nA,{long}\nB,{long}\nA,{long}\n");
    assert!(found(&[&twice]).same_text.is_empty());
}

#[test]
fn records_are_read_again_from_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(200_000);
    let file = format!("note_id,text\nA,\"{long}\"\r\nB,\"two\r\nlines\"\r\nC,last");
    let (notes, files) = read_all(folder.path(), &[&file, "text,note_id\nother,D\n"]);
    let mut rereader = Rereader::new(&files);
    let texts = [long.as_str(), "two\nlines", "last", "other"];
    for row in [3, 2, 1, 0, 1, 3] {
        let text = rereader.text(notes.places[row]).unwrap();
        assert_eq!(text.as_deref(), Some(texts[row]), "row {row}");
    }
    let mut nowhere = notes.places[1];
    nowhere.offset = 9_999_999;
    assert_eq!(rereader.text(nowhere).unwrap(), None);
}
