//! `init`: what it takes files for, the folder it makes, and that it makes all of it or nothing.

mod common;

use common::Place;
use rust_xlsxwriter::Workbook;

const MESSY: &str = "Ref;Agency name;When was it;What people told us;Codes given;Colour\n\
    1;Ministry of Justice;3/4/2023;\"The portal is slow; people give up and call us\";trust;red\n\
    2;Min. of Justice;14/4/2023;Staff need training before the change comes;staff, trust;blue\n\
    3;Treasury;15/4/2023;Money is short in every team this year;trust;blue\n";

/// The rows of the table of columns: header, what it is, how sure, values.
fn table(out: &str) -> Vec<Vec<String>> {
    let rows = out
        .lines()
        .skip_while(|line| !line.starts_with("  column "));
    let rows = rows.skip(1).take_while(|line| !line.is_empty());
    let cells = |line: &str| {
        let cells = line.trim().split("  ").map(str::trim);
        cells.filter(|c| !c.is_empty()).map(str::to_owned).collect()
    };
    rows.map(cells).collect()
}

fn read(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.at(name)).unwrap()
}

#[test]
fn a_messy_file_becomes_a_review_that_check_passes() {
    let place = Place::new();
    place.write("messy.csv", MESSY);
    let run = place.run(&[
        "init",
        "work/review",
        "--from",
        "messy.csv",
        "--title",
        "Access \"for all\"",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let expected = [
        ["Ref", "note_id", "likely", "1 | 2 | 3"],
        [
            "Agency name",
            "organisation",
            "likely",
            "Ministry of Justice | Min. of Justice | Treasury",
        ],
        [
            "When was it",
            "date",
            "likely",
            "3/4/2023 | 14/4/2023 | 15/4/2023",
        ],
        [
            "What people told us",
            "text",
            "a guess",
            "The portal is slow; people… | Staff need training before… | Money is short in every tea…",
        ],
        ["Codes given", "themes", "a guess", "trust | staff, trust"],
    ];
    let found = table(&run.out);
    for (row, expected) in found.iter().zip(expected) {
        assert_eq!(*row, expected);
    }
    assert_eq!(found[5], ["Colour", "not read", "red | blue"]);
    assert!(
        run.out
            .contains("UTF-8, fields separated by `;`, a header of one row"),
        "{}",
        run.out
    );
    assert!(
        run.err
            .contains("`Min. of Justice` and `Ministry of Justice` may be one"),
        "{}",
        run.err
    );
    assert_eq!(
        place.files(),
        [
            "messy.csv",
            "work/review/codebook.csv",
            "work/review/notes/messy.csv",
            "work/review/organisations.csv",
            "work/review/review.toml",
        ]
    );
    assert_eq!(read(&place, "work/review/notes/messy.csv"), MESSY);
    assert_eq!(
        read(&place, "work/review/codebook.csv"),
        "code,label,parent,definition,include,exclude,keywords\nstaff,Staff,,,,,\ntrust,Trust,,,,,\n"
    );
    let toml = read(&place, "work/review/review.toml");
    for line in [
        "title = 'Access \"for all\"'",
        "delimiter = \"semicolon\"",
        "date_order = \"dmy\"",
        "themes = \"Codes given\"   # a guess: check it",
        "# Not read: \"Colour\".",
    ] {
        assert!(
            toml.contains(&format!("{line}\n")),
            "{line} is not in {toml}"
        );
    }
    let check = place.run(&["check", "work/review"]);
    assert_eq!(check.code, 0, "{}", check.out);
    assert!(
        check
            .out
            .contains("3 notes counted, 3 engagements, 3 organisations, 2 themes"),
        "{}",
        check.out
    );
}

#[test]
fn a_dry_run_shows_the_same_and_writes_nothing() {
    let place = Place::new();
    place.write("messy.csv", MESSY);
    let dry = place.run(&["init", "review", "--from", "messy.csv", "--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert_eq!(place.files(), ["messy.csv"]);
    assert!(
        dry.out.contains("nothing was written; in review would be"),
        "{}",
        dry.out
    );
    let run = place.run(&["init", "review", "--from", "messy.csv"]);
    assert_eq!(table(&dry.out), table(&run.out));
}

#[test]
fn each_shape_is_told_and_stays() {
    let themes = "Agency,Kōrero,Access,Trust\nA,It takes far too long to get in,1,0\nB,We trust the people who answer,0,1\n";
    let questions = "Agency,What works well for you?,What should change?\nA,Clear advice,More time\nB,,Less paper\n";
    let cases: [(&str, Vec<u8>, &str, &str); 4] = [
        (
            "themes.csv",
            themes.into(),
            "shape = \"themes\"",
            "2 notes counted, 0 engagements, 2 organisations, 2 themes",
        ),
        (
            "questions.csv",
            questions.into(),
            "shape = \"questions\"",
            "3 notes counted, 0 engagements, 2 organisations, 0 themes",
        ),
        (
            "utf16.csv",
            utf16(themes),
            "encoding = \"utf-16le\"",
            "2 notes counted, 0 engagements, 2 organisations, 2 themes",
        ),
        (
            "book.xlsx",
            book(),
            "sheet = \"Notes\"",
            "2 notes counted, 2 engagements, 1 organisation, 2 themes",
        ),
    ];
    for (name, bytes, line, counted) in cases {
        let place = Place::new();
        place.write(name, &bytes);
        let run = place.run(&["init", "review", "--from", name]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        let toml = read(&place, "review/review.toml");
        assert!(toml.contains(&format!("{line}\n")), "{name}: {toml}");
        let kept = std::fs::read(place.at(&format!("review/notes/{name}"))).unwrap();
        assert_eq!(kept, bytes, "{name}");
        let check = place.run(&["check", "review"]);
        assert_eq!(check.code, 0, "{name}: {}", check.out);
        assert!(check.out.contains(counted), "{name}: {}", check.out);
    }
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Notes").unwrap();
    let rows = [
        [
            "engagement_id",
            "engagement_type",
            "date",
            "organisation",
            "themes",
            "text",
        ],
        ["E1", "Workshop", "2023-09-26", "A", "value", "one"],
        ["E2", "1:1", "2023-10-03", "A", "cost", "two"],
    ];
    for (row, cells) in (0u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.add_worksheet()
        .set_name("Sums")
        .unwrap()
        .write_string(0, 0, "Total")
        .unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn engagements_with_ids_become_a_table() {
    let place = Place::new();
    place.write("book.xlsx", book());
    let run = place.run(&["init", "review", "--from", "book.xlsx"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        read(&place, "review/engagements.csv"),
        "engagement_id,engagement_type,title,date,date_from,date_to,organisations\n\
         E1,Workshop,,2023-09-26,,,\nE2,1:1,,2023-10-03,,,\n"
    );
}

#[test]
fn notes_without_themes_are_told_how_to_tag() {
    let place = Place::new();
    place.write("notes.csv", "organisation,text\nA,one\n");
    place.write("empty/.keep", "");
    std::fs::remove_file(place.at("empty/.keep")).unwrap();
    let run = place.run(&["init", "empty", "--from", "notes.csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out
            .contains("throughline tags export empty --coder NAME"),
        "{}",
        run.out
    );
    assert!(!place.at("empty/codebook.csv").exists());
    assert_eq!(place.run(&["check", "empty"]).code, 0);
}

#[test]
fn several_files_are_one_review() {
    let place = Place::new();
    place
        .write("a.csv", "Agency,Comment\nA,one\n")
        .write("b.csv", "Department,Comment\nB,two\n");
    let run = place.run(&["init", "review", "--from", "a.csv", "--from", "b.csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let check = place.run(&["check", "review"]);
    assert!(
        check
            .out
            .contains("2 notes counted, 0 engagements, 2 organisations"),
        "{}",
        check.out
    );
}

struct Case {
    name: &'static str,
    files: &'static [(&'static str, &'static str)],
    arguments: &'static [&'static str],
    code: i32,
    says: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "a folder that has files",
        files: &[("n.csv", "text\nhello\n"), ("review/mine.txt", "mine")],
        arguments: &["init", "review", "--from", "n.csv"],
        code: 2,
        says: &["error: review is not empty", "help: "],
    },
    Case {
        name: "a file in the place of the folder",
        files: &[("n.csv", "text\nhello\n"), ("review", "mine")],
        arguments: &["init", "review", "--from", "n.csv"],
        code: 2,
        says: &["error: review is not empty"],
    },
    Case {
        name: "no file",
        files: &[],
        arguments: &["init", "review"],
        code: 2,
        says: &["--from <FILE>"],
    },
    Case {
        name: "a file that is not there",
        files: &[],
        arguments: &["init", "review", "--from", "n.csv"],
        code: 2,
        says: &["error: n.csv does not exist"],
    },
    Case {
        name: "a folder of notes",
        files: &[("notes/n.csv", "text\nhello\n")],
        arguments: &["init", "review", "--from", "notes"],
        code: 2,
        says: &["error: notes is a folder"],
    },
    Case {
        name: "two files of one name",
        files: &[("a/n.csv", "text\nhello\n"), ("b/n.csv", "text\nhello\n")],
        arguments: &["init", "review", "--from", "a/n.csv", "--from", "b/n.csv"],
        code: 2,
        says: &["error: two files are called `n.csv`"],
    },
    Case {
        name: "an empty file",
        files: &[("n.csv", "")],
        arguments: &["init", "review", "--from", "n.csv"],
        code: 1,
        says: &["error: n.csv", "nothing was written"],
    },
    Case {
        name: "no column that could be the text",
        files: &[("n.csv", "colour,size\nred,1\n")],
        arguments: &["init", "review", "--from", "n.csv"],
        code: 1,
        says: &[
            "error: n.csv: no column looks like the `text`; the header has: colour, size",
            "nothing was written",
        ],
    },
    Case {
        name: "rows with errors",
        files: &[("n.csv", "date,text\n2023-02-31,one\n")],
        arguments: &["init", "review", "--from", "n.csv"],
        code: 1,
        says: &["error: notes/n.csv:2:1: ", "1 error", "nothing was written"],
    },
    Case {
        name: "two columns that could be the text",
        files: &[(
            "n.csv",
            "Agency,Notes,Feedback\nA,ok,The portal is slow for people\n",
        )],
        arguments: &["init", "review", "--from", "n.csv"],
        code: 1,
        says: &[
            "error: n.csv: `Notes` and `Feedback` could each be `text`; none is read",
            "help: say which: `--column \"text=Feedback\"`",
        ],
    },
    Case {
        name: "a file without a header",
        files: &[(
            "n.csv",
            "1,Treasury,The portal is slow for people\n2,Stats NZ,Staff need training first\n",
        )],
        arguments: &["init", "review", "--from", "n.csv"],
        code: 1,
        says: &["error: n.csv: the header looks like a row of notes"],
    },
    Case {
        name: "a table on its side",
        files: &[("n.csv", "Ref,1,2\nAgency,A,B\nComment,slow,fast\n")],
        arguments: &["init", "review", "--from", "n.csv"],
        code: 1,
        says: &["error: n.csv: the table lies on its side"],
    },
    Case {
        name: "a column that is none of ours",
        files: &[("n.csv", "text\none\n")],
        arguments: &[
            "init",
            "review",
            "--from",
            "n.csv",
            "--column",
            "wording=text",
        ],
        code: 2,
        says: &["error: `wording` is no column of notes"],
    },
    Case {
        name: "a header that is not there",
        files: &[("n.csv", "text\none\n")],
        arguments: &[
            "init",
            "review",
            "--from",
            "n.csv",
            "--column",
            "text=Words",
        ],
        code: 2,
        says: &["error: no file has the column `Words`"],
    },
    Case {
        name: "texts that two files name differently and that are only guessed",
        files: &[
            ("a.csv", "Utterance\nOne two three four five\n"),
            ("b.csv", "Words\nOne two three four five\n"),
        ],
        arguments: &["init", "review", "--from", "a.csv", "--from", "b.csv"],
        code: 2,
        says: &["error: the files name the column of `text` differently: Utterance, Words"],
    },
];

#[test]
fn wrong_use_leaves_nothing_behind() {
    for case in CASES {
        let place = Place::new();
        for (name, content) in case.files {
            place.write(name, content);
        }
        let before = place.files();
        let run = place.run(case.arguments);
        assert_eq!(run.code, case.code, "{}: {}{}", case.name, run.out, run.err);
        for part in case.says {
            assert!(
                run.err.contains(part),
                "{}: {part} is not in {}",
                case.name,
                run.err
            );
        }
        assert_eq!(place.files(), before, "{}", case.name);
    }
}

#[test]
fn what_is_said_to_come_next_can_be_pasted() {
    let place = Place::new();
    place.write("n.csv", "organisation,text\nA,one\n");
    for (folder, argument) in [
        ("Hui ā-iwi", "'Hui ā-iwi'"),
        ("Ana's", "'Ana'\\''s'"),
        ("work/ā_2", "work/ā_2"),
    ] {
        let run = place.run(&["init", folder, "--from", "n.csv"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let line = format!("\n  throughline check {argument}\n");
        assert!(run.out.contains(&line), "{}", run.out);
    }
}

#[test]
fn names_that_look_alike_are_warned_of_until_the_table_settles_them() {
    let place = Place::new();
    place.write(
        "n.csv",
        "organisation,text\nMinistry of Justice,one\nMin. of Justice,two\n",
    );
    let run = place.run(&["init", "review", "--from", "n.csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let warning = "organisations.csv:3:1: `Min. of Justice` and `Ministry of Justice` may be one";
    assert!(run.err.contains(warning), "{}", run.err);
    let check = |warned: bool, organisations: &str| {
        let run = place.run(&["check", "review"]);
        assert_eq!(run.out.contains("may be one"), warned, "{}", run.out);
        assert!(run.out.contains(organisations), "{}", run.out);
    };
    check(true, "2 organisations");
    let table = "review/organisations.csv";
    let head = "organisation,aliases,differs_from\n";
    for row in [
        "Ministry of Justice,,Min. of Justice\nMin. of Justice,,\n",
        "Ministry of Justice,,\nMin. of Justice,,Ministry of Justice\n",
    ] {
        place.write(table, format!("{head}{row}"));
        check(false, "2 organisations");
    }
    place.write(
        table,
        format!("{head}Ministry of Justice,Min. of Justice,\n"),
    );
    check(false, "1 organisation");
}
