//! Sheets and commands that are wrong.

use super::{done, fill_in, review, tags};
use crate::common::Place;

/// A sheet, and what is said of it.
#[test]
fn what_is_wrong_is_rejected_with_its_place_and_the_rest_is_taken() {
    let head = "note_id,themes,stance,excerpt,start,end,memo\n";
    let good = "N-4,none,,,,,\n";
    let table = [
        (
            "N-1,csot,,,,,\n",
            "sheet.csv:2:5: unknown theme `csot`",
            "did you mean `cost`?",
        ),
        (
            "N-1,\"cost, time\",,,,,\n",
            "unknown theme `cost, time`",
            "separate themes by `;`",
        ),
        (
            "N-1,Cost of it,,,,,\n",
            "unknown theme `Cost of it`",
            "did you mean `cost`?",
        ),
        (
            "N-1,cost,positiv,,,,\n",
            "sheet.csv:2:10: unknown stance `positiv`",
            "did you mean `positive`?",
        ),
        (
            "N-9,cost,,,,,\n",
            "sheet.csv:2:1: there is no note `N-9`",
            "name a note by its note_id",
        ),
        (
            "N-1,cost,,free of charge,,,\n",
            "the excerpt: its words no longer stand",
            "copy its words",
        ),
        (
            "N-1,cost;none,,,,,\n",
            "`none` stands beside themes",
            "keep the themes",
        ),
        ("N-1,,,,,,a memo\n", "names no theme", "write `none`"),
        (
            "N-1,cost,,,x,,\n",
            "`x` is not a number of characters",
            "clear start and end",
        ),
    ];
    for (row, said, help) in table {
        let place = Place::new();
        review(&place);
        place.write("sheet.csv", format!("{head}{row}{good}"));
        let run = place.run(&[
            "tags",
            "import",
            "sheet.csv",
            "--into",
            "review",
            "--coder",
            "ana",
        ]);
        assert_eq!(run.code, 1, "{row}{}", run.err);
        assert!(
            run.err.contains(said) && run.err.contains(help),
            "{row}{}",
            run.err
        );
        assert!(tags(&place, "ana").ends_with("\nN-4,,,,,,,\n"), "{row}");
        let rejected = std::fs::read_to_string(place.at("sheet.csv.rejected.csv")).unwrap();
        assert_eq!(rejected.lines().count(), 2, "{rejected}");
        assert!(rejected.contains(",sheet.csv,2,"), "{rejected}");
        // Put right, the file of rejected rows is a sheet; as it is, it is rejected again.
        let again = [
            "tags",
            "import",
            "sheet.csv.rejected.csv",
            "--into",
            "review",
            "--coder",
            "ana",
        ];
        let run = place.run(&again);
        assert_eq!(run.code, 1, "{}", run.err);
        let head = "note_id,themes,stance,excerpt,memo,start,end,time,file,row,reason\n";
        place.write(
            "sheet.csv.rejected.csv",
            format!("{head}N-1,cost,,,,,,,sheet.csv,2,fixed\n"),
        );
        done(&place.run(&again));
        assert!(tags(&place, "ana").ends_with("\nN-4,,,,,,,\nN-1,cost,,,,,,\n"));
    }
}

#[test]
fn rows_of_a_note_at_fault_go_together_and_places_of_a_workbook_are_rows() {
    let place = Place::new();
    review(&place);
    done(&place.run(&["tags", "export", "review", "--coder", "ana"]));
    fill_in(
        &place.at("tags-ana.xlsx"),
        &place.at("ana.xlsx"),
        &[
            ("N-1", "themes", "csot"),
            ("N-1", "memo", "two\nlines"),
            ("N-3", "themes", "cost"),
            ("N-3", "stance", "so so"),
        ],
    );
    let run = place.run(&[
        "tags", "import", "ana.xlsx", "--into", "review", "--coder", "ana",
    ]);
    assert_eq!(run.code, 1);
    assert!(
        run.err
            .contains("ana.xlsx: sheet tag, row 2, column H: unknown theme `csot`"),
        "{}",
        run.err
    );
    assert!(
        run.err
            .contains("ana.xlsx: sheet tag, row 4, column I: unknown stance `so so`"),
        "{}",
        run.err
    );
    assert!(!place.at("review/tags").exists());
    place.write("two.csv", "note_id,themes\nN-1,cost\nN-1,csot\nN-2,staff\n");
    let run = place.run(&[
        "tags", "import", "two.csv", "--into", "review", "--coder", "ana",
    ]);
    assert_eq!(run.code, 1);
    assert_eq!(tags(&place, "ana").lines().count(), 2, "N-2 alone");
    let rejected = std::fs::read_to_string(place.at("two.csv.rejected.csv")).unwrap();
    assert!(
        rejected.contains("another row of this note is at fault (two.csv:3)"),
        "{rejected}"
    );
}

#[test]
fn wrong_use_is_exit_code_2_and_says_what_would_be_right() {
    let place = Place::new();
    review(&place);
    place.write("notes.csv", "text\nIt costs.\n");
    place.write("there.xlsx", "mine");
    place.write("broken.xlsx", "PK\u{3}\u{4}no workbook");
    let table: [(&[&str], &str); 11] = [
        (
            &["tags", "export", "review", "--coder", "../x"],
            "cannot be the name of a file",
        ),
        (
            &["tags", "export", "review", "--coder", "notes"],
            "themes column",
        ),
        (
            &[
                "tags",
                "export",
                "review",
                "--coder",
                "a",
                "-o",
                "there.xlsx",
            ],
            "is there already",
        ),
        (
            &[
                "tags",
                "export",
                "review",
                "--coder",
                "a",
                "--sample",
                "2",
                "--date",
                "2026-02-30",
            ],
            "is not a date",
        ),
        (
            &["tags", "export", "review", "--coder", "a", "--sample", "0"],
            "--sample",
        ),
        (
            &[
                "tags", "import", "no.xlsx", "--into", "review", "--coder", "a",
            ],
            "there is no such file",
        ),
        (
            &["tags", "import", "there.xlsx", "--into", "review"],
            "--coder",
        ),
        (
            &[
                "tags",
                "import",
                "broken.xlsx",
                "--into",
                "review",
                "--coder",
                "a",
            ],
            "cannot be read",
        ),
        (
            &[
                "tags",
                "import",
                "there.xlsx",
                "--into",
                "notes.csv",
                "--coder",
                "a",
            ],
            "is one file of notes",
        ),
        (&["tags", "differences", "review"], "has no coders' files"),
        (&["tags"], "Usage:"),
    ];
    for (arguments, said) in table {
        let run = place.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?} {}", run.err);
        assert!(run.err.contains(said), "{arguments:?} {}", run.err);
    }
    assert_eq!(std::fs::read(place.at("there.xlsx")).unwrap(), b"mine");
    assert!(!place.at("review/tags").exists() && !place.at("review/samples.toml").exists());
    for command in ["export", "import", "differences"] {
        let run = place.run(&["tags", command, "--help"]);
        for part in ["Cost:", "Examples:", "Exit codes:"] {
            assert!(
                run.out.contains(part),
                "tags {command} --help has no {part}"
            );
        }
    }
}
