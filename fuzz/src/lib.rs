//! What each fuzz target does with the bytes it is given. Whatever they are, the outcome is a reading
//! that accounts for everything or an error that names its file; anything else is a panic here.
//!
//! The functions are plain: `fuzz_targets` call them under libFuzzer, and
//! `crates/interchange/tests/fuzzed.rs` over the corpus and over changed bytes of it.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use throughline_core::problem::{Problems, Severity};
use throughline_folder::{OpenOptions, open};
use throughline_interchange::import::{self, Format};
use throughline_interchange::refi::{Limits, read_project};
use throughline_interchange::segments::{self, Tool};
use throughline_interchange::sheets;
use zip::write::SimpleFileOptions;

/// Bytes as a single notes file.
pub fn notes(bytes: &[u8]) {
    let place = folder();
    let path = place.path().join("notes.csv");
    put(&path, bytes);
    opens(&path);
}

/// Bytes as the review.toml of a review with every other table.
pub fn settings(bytes: &[u8]) {
    let place = folder();
    for (name, content) in BESIDE {
        put(&place.path().join(name), content.as_bytes());
    }
    put(&place.path().join("review.toml"), bytes);
    opens(place.path());
}

/// Bytes as a workbook of notes, and as a sheet to tag in. Markup is taken as the one sheet of a
/// workbook, so that it is not the checksum of a zip alone that is tried.
pub fn workbook(bytes: &[u8]) {
    let bytes = if bytes.starts_with(b"<") {
        zipped(&[WORKBOOK, &[("xl/worksheets/sheet1.xml", bytes)]].concat())
    } else {
        bytes.to_vec()
    };
    let place = folder();
    let path = place.path().join("notes.xlsx");
    put(&path, &bytes);
    opens(&path);
    match sheets::read(bytes, "tags.xlsx") {
        Ok(sheet) => assert!(sheet.name().starts_with("tags.xlsx")),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Bytes as a REFI-QDA project, which may unpack to 64 MiB. Markup is taken as the `project.qde` of
/// one, with two texts beside it.
pub fn project(bytes: &[u8]) {
    let bytes = if bytes.starts_with(b"<") {
        let sources: [(&str, &[u8]); 2] = [
            (
                "sources/1.txt",
                "It costs Ma\u{304}ori too much.\r\n😀 Twice.".as_bytes(),
            ),
            ("sources/2.txt", b"\xFF\xFEn\0o\0"),
        ];
        zipped(&[&[("project.qde", bytes)], &sources[..]].concat())
    } else {
        bytes.to_vec()
    };
    let limits = Limits {
        entries: 1_000,
        entry_bytes: 16 << 20,
        total_bytes: 64 << 20,
        ..Limits::default()
    };
    match read_project(&bytes, "p.qdpx", &limits) {
        Ok(incoming) => assert_eq!(incoming.source, "p.qdpx"),
        Err(problems) => are_located(&problems),
    }
}

/// Bytes as a table of coded segments: of the tool that is found out, and of each that is said.
pub fn segments(bytes: &[u8]) {
    let said = Tool::ALL.map(|tool| (Some(tool), true));
    for (tool, reject_rows) in [(None, false), (None, true)].into_iter().chain(said) {
        let options = segments::Options {
            tool,
            coder: Some("ana"),
            reject_rows,
        };
        let read = segments::read(bytes, "s.csv", &options);
        assert_eq!(read.incoming.is_none(), read.problems.has_errors());
        are_told(&read.problems);
    }
    // The door tells a zip, a workbook and a PDF from a table; what is in them is not read here.
    if !bytes.starts_with(b"PK") {
        let options = import::Options {
            format: Some(Format::Project),
            ..import::Options::default()
        };
        are_located(&import::read(bytes, "s.csv", &options).problems);
    }
}

/// The tables beside a review.toml.
const BESIDE: [(&str, &str); 5] = [
    (
        "organisations.csv",
        "organisation,letter,aliases,consent\nAgency A,A,The A; AA,yes\nAgency B,B,,\n",
    ),
    (
        "engagements.csv",
        "engagement_id,engagement_type,date,organisations\nWS-1,workshop,2026-03-04,Agency A\n",
    ),
    (
        "codebook.csv",
        "code,label,parent\ncost,Cost,\nfees,Fees,cost\n",
    ),
    (
        "notes/a.csv",
        "note_id,engagement_id,organisation,part,question,themes,stance,text\n\
         N-1,WS-1,Agency A,p,q,cost;fees,negative,It costs too much.\n\
         N-2,WS-1,AA,p,q,,,Nothing to say\n",
    ),
    ("tags/ana.csv", "note_id,themes\nN-1,cost\nN-2,\n"),
];

/// The parts of a workbook beside its sheet.
const WORKBOOK: &[(&str, &[u8])] = &[
    (
        "[Content_Types].xml",
        br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
    ),
    (
        "_rels/.rels",
        br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Notes" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "xl/sharedStrings.xml",
        br#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="3" uniqueCount="3"><si><t>note_id</t></si><si><t>text</t></si><si><t>date</t></si></sst>"#,
    ),
    (
        "xl/styles.xml",
        br#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
    ),
];

/// Files as a zip.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a file in the zip");
        zip.write_all(bytes).expect("bytes in memory");
    }
    zip.finish().expect("the zip").into_inner()
}

/// A review at a path opens, with every row counted or in the ledger and every text read again, or
/// says why not.
///
/// # Panics
/// It does neither.
pub fn opens(path: &Path) {
    for reject_rows in [false, true] {
        let options = OpenOptions {
            reject_rows,
            ..OpenOptions::default()
        };
        let opened = match open(path, &options) {
            Ok(opened) => opened,
            // A file that is there and does not change is a review or has problems.
            Err(error) => panic!("{error}"),
        };
        are_told(&opened.problems);
        assert_eq!(opened.review.is_none(), opened.problems.has_errors());
        if let Some(review) = opened.review {
            assert_eq!(review.ledger_rows().count() as u64, review.ledger.rows);
            let texts = review.texts.read(&review.notes.places);
            assert_eq!(texts.expect("the texts").len(), review.notes.len());
        } else {
            are_located(&opened.problems);
        }
    }
}

/// There is an error, and each names its file.
fn are_located(problems: &Problems) {
    are_told(problems);
    assert!(problems.count(Severity::Error) > 0, "no error is given");
}

/// Each problem names its file and says something, with a line and a column that count from 1.
fn are_told(problems: &Problems) {
    for problem in problems {
        let place = &problem.place;
        assert!(!place.file.is_empty(), "{problem} has no file");
        assert_ne!(place.line, Some(0), "{problem}");
        assert_ne!(place.column, Some(0), "{problem}");
        assert!(!problem.message.is_empty(), "{place:?} says nothing");
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn put(path: &Path, bytes: &[u8]) {
    let parent = path.parent().expect("a folder");
    fs::create_dir_all(parent).expect("the folder");
    fs::write(path, bytes).expect("the file");
}
