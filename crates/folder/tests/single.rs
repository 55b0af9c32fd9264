//! Single notes files, written byte by byte: what is found, and what is read.

use std::fmt::Write;
use std::path::PathBuf;
use tempfile::TempDir;
use throughline_core::notes::NONE;
use throughline_core::problem::Code;
use throughline_core::review::Review;
use throughline_folder::{Encoding, Input, OpenError, OpenOptions, open};

/// A file of its own in a fresh folder.
fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn found(bytes: &[u8]) -> String {
    let (_folder, path) = file("notes.csv", bytes);
    let opened = open(&path, &OpenOptions::default()).unwrap();
    let mut out = String::new();
    for problem in &opened.problems {
        let help = problem
            .help
            .as_ref()
            .map_or(String::new(), |h| format!(" / {h}"));
        writeln!(out, "{} {problem}{help}", problem.code.as_str()).unwrap();
    }
    match opened.review {
        Some(review) => writeln!(out, "opens: {} notes", review.notes.len()).unwrap(),
        None => out.push_str("does not open\n"),
    }
    out
}

fn review(bytes: &[u8]) -> (TempDir, Review) {
    let (folder, path) = file("notes.csv", bytes);
    let opened = open(&path, &OpenOptions::default()).unwrap();
    (folder, opened.review.expect("the review opens"))
}

fn texts(review: &Review) -> Vec<String> {
    review.texts.read(&review.notes.places).unwrap()
}

/// A file that is plain ASCII for longer than its encoding is looked for, and Windows-1252 after it.
#[test]
fn an_encoding_that_shows_late_is_said_once() {
    let mut bytes = b"note_id,text\n".to_vec();
    let row = "x".repeat(1000);
    for n in 0..5200 {
        bytes.extend(format!("N{n},{n}{row}\n").bytes());
    }
    bytes.extend(b"L1,caf\xE9\nL2,na\xEFve\n");
    let row_help = "save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”); if all of it is Windows-1252, say `--encoding windows-1252`";
    let about = "assumed notes.csv: the file was taken for UTF-8, since its first 4 MiB are plain ASCII; bytes after them are not UTF-8 / if it is Windows-1252, say so: `encoding = \"windows-1252\"` under `[input]` in review.toml, or `--encoding windows-1252`\n";
    assert_eq!(
        found(&bytes),
        format!(
            "{about}encoding notes.csv:5202:7: the byte 0xE9 is not UTF-8 / {row_help}\n\
             encoding notes.csv:5203:6: the byte 0xEF is not UTF-8 / {row_help}\ndoes not open\n"
        )
    );

    let (_folder, path) = file("notes.csv", &bytes);
    let windows = Input {
        encoding: Some(Encoding::Windows1252),
        ..Input::default()
    };
    let said = OpenOptions {
        input: Some(&windows),
        ..OpenOptions::default()
    };
    let opened = open(&path, &said).unwrap();
    let codes: Vec<Code> = opened.problems.iter().map(|p| p.code).collect();
    assert_eq!(codes, [Code::NoThemes]);
    let texts = texts(&opened.review.unwrap());
    assert_eq!(texts[5200..], ["café", "naïve"]);

    // With a character of UTF-8 in its beginning it is UTF-8 with damage, and nothing was assumed.
    bytes.splice(16..18, "ā".bytes());
    assert!(!found(&bytes).contains("assumed"));
}

#[test]
fn what_is_found_in_bytes() {
    const EMPTY: &str = "empty-file notes.csv: the file is empty: it has no header / begin it with a line that names its columns: note_id,engagement_id,engagement_type,date,organisation,part,question,themes,stance,text\ndoes not open\n";
    const UTF8: &str = "save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”); if all of it is Windows-1252, say `--encoding windows-1252`";
    let utf16: Vec<u8> = "text,themes\nx,t\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let cases: Vec<(&str, Vec<u8>, String)> = vec![
        ("empty", b"".to_vec(), EMPTY.into()),
        ("blank lines", b"\r\n\n\r".to_vec(), EMPTY.into()),
        ("BOM alone", b"\xEF\xBB\xBF".to_vec(), EMPTY.into()),
        (
            "header only",
            b"text,organisation\n".to_vec(),
            "no-notes notes.csv: the file has a header and no notes\nopens: 0 notes\n".into(),
        ),
        (
            "another separator",
            b"note_id;themes;text\nN1;t;x\n".to_vec(),
            "assumed notes.csv: fields are separated by `;` / where that is wrong, say it with `--delimiter`\nopens: 1 notes\n".into(),
        ),
        (
            "bad UTF-8 in a row",
            b"note_id,text\nN1,M\xC4\x81ori \xE9 r\n".to_vec(),
            format!("encoding notes.csv:2:10: the byte 0xE9 is not UTF-8 / {UTF8}\ndoes not open\n"),
        ),
        (
            "bad UTF-8 in the header",
            b"note_id,t\xFFxt\nN1,x\n".to_vec(),
            "encoding notes.csv:1:10: the byte 0xFF is not UTF-8 / save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”)\ndoes not open\n".into(),
        ),
        (
            "bad UTF-8 on a later line of a field",
            b"note_id,text\r\nN1,\"one\r\ntwo \xFF\"\r\nN2,x\r\n".to_vec(),
            format!("encoding notes.csv:3:5: the byte 0xFF is not UTF-8 / {UTF8}\ndoes not open\n"),
        ),
        (
            "UTF-16",
            [vec![0xFF, 0xFE], utf16].concat(),
            "assumed notes.csv: the file is read as UTF-16 LE / where that is wrong, say it with `--encoding`\nopens: 1 notes\n".into(),
        ),
        (
            "NUL",
            b"note_id,text\nN1,a\nN2,a\0b\n".to_vec(),
            "nul-byte notes.csv:3:5: a NUL byte, which no text holds / save the file again as CSV UTF-8, or remove the byte\ndoes not open\n".into(),
        ),
        (
            "a quote never closed",
            b"note_id,text\rN1,\"a\rb\"\rN2,\"c\rN3,d\r".to_vec(),
            "unclosed-quote notes.csv:4:4: a quotation mark opens here and is never closed / close it, or write a quotation mark inside a quoted field twice; nothing after it could be read\ndoes not open\n".into(),
        ),
        (
            "a quote never closed in the header",
            b"note_id,\"text\nN1,x\n".to_vec(),
            "unclosed-quote notes.csv:1:9: a quotation mark opens here and is never closed / close it, or write a quotation mark inside a quoted field twice; nothing after it could be read\ndoes not open\n".into(),
        ),
        (
            "lines after quoted line ends",
            b"note_id,text\r\nN1,\"a\r\nb\nc\rd\"\r\n\r\nN2\r\n".to_vec(),
            "short-record notes.csv:7:3: found 1 field, the header has 2 / add the missing fields; a blank field still needs its separator\ndoes not open\n".into(),
        ),
        (
            "a column without a name, and one with an invisible one",
            "text,,\u{200b}themes\nx,y,value\n".into(),
            "unknown-column notes.csv:1:6: column 2 has no name; it is not read\nopens: 1 notes\n".into(),
        ),
        (
            "dates",
            b"engagement_id,date,text\nE1,2023-09-26T10:00,x\nE1,26 Septober 2023,y\n".to_vec(),
            "bad-date notes.csv:3:4: `26 Septober 2023` is not a date that exists / write it as year-month-day, such as `2023-09-26`\ndoes not open\n".into(),
        ),
        (
            "a later row that differs",
            b"engagement_id,engagement_type,date,themes,text\nE1,workshop,2023-09-26,t,x\nE1,meeting,2023-09-26,,y\nE1,Workshop,2023-09-27,,z\n".to_vec(),
            "engagement-differs notes.csv:3:4: engagement `E1` is of type `workshop`, the note says `meeting` / the first note is followed; make the two agree\nopens: 3 notes\n".into(),
        ),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(found(&bytes), expected, "{name}");
    }
}

#[test]
fn line_ends_and_the_byte_order_mark_change_nothing() {
    let lines = [
        "note_id,organisation,themes,text",
        "N1,Agency A,value,\"one\u{1}two\"",
        "",
        "N2,,,three",
    ];
    for end in ["\n", "\r\n", "\r"] {
        for start in ["", "\u{feff}"] {
            let text = format!("{start}{}", lines.join(end)).replace('\u{1}', end);
            let (_folder, review) = review(text.as_bytes());
            assert_eq!(texts(&review), ["one\ntwo", "three"], "{text:?}");
            let lines: Vec<u64> = review.notes.places.iter().map(|p| p.line).collect();
            assert_eq!(lines, [2, 5], "{text:?}");
        }
    }
}

#[test]
fn text_is_read_as_it_is() {
    let written = [
        "#set text(red) $x$ *bold* @label <tag> // no comment",
        "<script>alert(1)</script> &amp; <b>",
        "=SUM(A1:A9) \u{1b}[31mred",
        "“curly” and \"straight\", 50%; kia ora…",
        "  leading and trailing  ",
    ];
    let mut file = String::from("text\n");
    for text in written {
        writeln!(file, "\"{}\"", text.replace('"', "\"\"")).unwrap();
    }
    let (_folder, review) = review(file.as_bytes());
    assert_eq!(texts(&review), written.map(str::trim));
}

#[test]
fn a_file_with_a_text_column_alone_is_a_review() {
    let (_folder, review) = review(b"text\nfirst\nsecond\n");
    assert_eq!(review.about.title, "notes");
    assert_eq!(review.about.source, "notes.csv");
    assert_eq!(review.files, ["notes.csv"]);
    assert_eq!(review.notes.ids.get(1), "row 2");
    assert_eq!(review.notes.engagement, [NONE, NONE]);
    assert_eq!(review.ledger.counted["no organisation"], 2);
    assert!(review.engagements.is_empty() && review.codebook.is_empty());
}

#[test]
fn tables_are_made_of_what_the_notes_name() {
    let (_folder, review) = review(
        "note_id,engagement_id,engagement_type,date,organisation,part,question,themes,stance,text\n\
         N1,E2,workshop,2023-09-26,Agency B; Agency A;agency b,Part B,Why?,zeal; Alpha ;zeal,oppose,x\n\
         N2,E1,1:1 meeting,2023-10-02,Agency A,Part A,Why?,beta,maybe,y\n\
         N3,,site visit,2023-10-03,Ra\u{304},Part B,Why?,,,z\n"
            .as_bytes(),
    );
    let names: Vec<&str> = review
        .organisations
        .iter()
        .map(|o| o.name.as_str())
        .collect();
    assert_eq!(names, ["Agency B", "Agency A", "Ra\u{304}"]);
    assert_eq!(review.notes.organisations.get(0), [0, 1]);
    assert_eq!(review.formats, ["workshop", "1:1 meeting", "site visit"]);
    let engagements: Vec<&str> = review.engagements.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(engagements, ["E2", "E1", "site visit 2023-10-03"]);
    assert_eq!(review.engagements[0].organisations, [0, 1]);
    let themes: Vec<&str> = review
        .codebook
        .themes()
        .iter()
        .map(|t| t.id.as_str())
        .collect();
    assert_eq!(themes, ["Alpha", "beta", "zeal"]);
    let tags: Vec<(u32, &str)> = review
        .notes
        .tags
        .get(0)
        .iter()
        .map(|t| (t.theme, t.stance.word()))
        .collect();
    assert_eq!(tags, [(0, "negative"), (2, "negative")]);
    let parts: Vec<&str> = review.parts.iter().map(|p| p.title.as_str()).collect();
    assert_eq!(parts, ["Part B", "Part A"]);
    assert_eq!(review.notes.part, [0, 1, 0]);
    // The same words in two parts are two questions.
    assert_eq!(review.notes.question, [0, 1, 0]);
}

#[test]
fn a_file_that_changed_is_noticed() {
    let (folder, review) = review(b"note_id,text\nN1,first\nN2,second\n");
    let path = folder.path().join("notes.csv");
    for changed in [
        "note_id,text\nN1,first\nN2,secend\n",
        "note_id,text\nN1,first\n",
        "",
        "x",
    ] {
        std::fs::write(&path, changed).unwrap();
        let error = review.texts.read(&review.notes.places).unwrap_err();
        assert!(
            error.to_string().contains("changed"),
            "{changed:?}: {error}"
        );
    }
    std::fs::write(&path, "note_id,text\nN1,first\nN2,second\n").unwrap();
    assert_eq!(texts(&review), ["first", "second"]);
    std::fs::remove_file(&path).unwrap();
    assert!(review.texts.read(&review.notes.places).is_err());
}

#[test]
fn what_is_no_review_says_what_would_be() {
    let folder = tempfile::tempdir().unwrap();
    let error = |path: PathBuf| open(&path, &OpenOptions::default()).unwrap_err();
    assert!(matches!(
        error(folder.path().join("none")),
        OpenError::NotFound(_)
    ));
    let not = error(folder.path().to_owned());
    assert!(not.to_string().contains("it has no review.toml"), "{not}");
}
