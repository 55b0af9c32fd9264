//! A note with more themes or organisations than a note may have is an error of its row, whichever way
//! it comes by them.

use std::fmt::Write;
use throughline_folder::{OpenOptions, open};

/// What is tried, the files, and the error that it is.
type Case = (
    &'static str,
    Vec<(&'static str, String)>,
    Option<&'static str>,
);

/// Names `a0`, `a1` and so on, with `;` between them.
fn names(letter: char, number: usize) -> String {
    let names: Vec<String> = (0..number).map(|n| format!("{letter}{n}")).collect();
    names.join(";")
}

/// What is said of a review of these files: the place and the message of each error.
fn errors(files: &[(&str, String)]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    let opened = open(folder.path(), &OpenOptions::default()).unwrap();
    assert_eq!(opened.review.is_none(), opened.problems.has_errors());
    opened.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_note_has_a_bounded_number_of_themes_and_organisations() {
    let review = ("review.toml", "title = \"R\"\n".to_owned());
    let notes = |row: String| {
        let head = "note_id,text,themes,organisation\n";
        ("notes/a.csv", format!("{head}{row}\n"))
    };
    let rows = |number: usize| {
        let mut rows = String::from("note_id,text,themes,organisation");
        for n in 0..number {
            write!(rows, "\n1,a,t{n},").unwrap();
        }
        ("notes/a.csv", rows + "\n")
    };
    let tags = |number: usize| {
        let mut rows = String::from("note_id,themes");
        for n in 0..number {
            write!(rows, "\n1,t{n}").unwrap();
        }
        ("tags/ana.csv", rows + "\n")
    };
    let one = || notes("1,a,,".to_owned());
    let cases: [Case; 9] = [
        (
            "themes",
            vec![notes(format!("1,a,{},", names('t', 500)))],
            None,
        ),
        (
            "too many",
            vec![notes(format!("1,a,{},", names('t', 501)))],
            Some("notes/a.csv:2:5: the note has more than 500 themes"),
        ),
        (
            "one theme often",
            vec![notes(format!("1,a,{},", "t;".repeat(501)))],
            None,
        ),
        (
            "organisations",
            vec![notes(format!("1,a,,{}", names('o', 1000)))],
            None,
        ),
        (
            "too many of them",
            vec![notes(format!("1,a,,{}", names('o', 1001)))],
            Some("notes/a.csv:2:6: the note has more than 1,000 organisations"),
        ),
        ("rows of a theme each", vec![rows(500)], None),
        (
            "too many of these",
            vec![rows(501)],
            Some("notes/a.csv:502:5: the note has more than 500 themes"),
        ),
        ("a coder's rows", vec![one(), tags(500)], None),
        (
            "too many of the coder's",
            vec![one(), tags(501)],
            Some("tags/ana.csv:502: with this row the coders give the note more than 500 themes"),
        ),
    ];
    for (what, mut files, expected) in cases {
        files.push(review.clone());
        let found = errors(&files);
        let found: Vec<&String> = found.iter().filter(|f| f.contains("more than")).collect();
        let expected: Vec<String> = expected.map(str::to_owned).into_iter().collect();
        assert_eq!(found, expected.iter().collect::<Vec<_>>(), "{what}");
    }
}
