//! Exports of survey tools: `check` of the file, the table of `init` and `check` of the folder that it
//! makes count the same answers.

mod common;

use common::Place;
use rust_xlsxwriter::Workbook;

/// A file, what of it is counted, the columns that `init` says are questions, and other lines of its
/// table.
struct Survey {
    file: &'static str,
    counted: &'static str,
    questions: &'static [&'static str],
    others: &'static [&'static str],
}

const SURVEYS: [Survey; 4] = [
    Survey {
        file: "Response ID,Agency,What worked well?,What should change?\nR1,Stats NZ,The workshops,More time\n",
        counted: "2 notes counted, 0 engagements, 1 organisation, 0 themes",
        questions: &["What worked well?", "What should change?"],
        others: &[
            "Response ID note_id likely R1",
            "Agency organisation likely Stats NZ",
        ],
    },
    Survey {
        file: "Timestamp,Which organisation?,What is working well?,What could be better?\n\
            2023/10/20 4:05:06 PM GMT+13,Treasury,good,more time\n2023/10/21 4:05:06 PM GMT+13,Stats NZ,fine,\n",
        counted: "3 notes counted, 2 engagements, 2 organisations, 0 themes",
        questions: &["What is working well?", "What could be better?"],
        others: &["Which organisation? organisation a guess Treasury Stats NZ"],
    },
    Survey {
        file: "StartDate,EndDate,IPAddress,Progress,ResponseId,Q1,Q2,Q3\n\
            Start Date,End Date,IP Address,Progress,Response ID,Which organisation do you work for?,What works well here?,What should change?\n\
            \"{\"\"ImportId\"\":\"\"a\"\"}\",\"{\"\"ImportId\"\":\"\"b\"\"}\",\"{\"\"ImportId\"\":\"\"c\"\"}\",\"{\"\"ImportId\"\":\"\"d\"\"}\",\"{\"\"ImportId\"\":\"\"e\"\"}\",\"{\"\"ImportId\"\":\"\"f\"\"}\",\"{\"\"ImportId\"\":\"\"g\"\"}\",\"{\"\"ImportId\"\":\"\"h\"\"}\"\n\
            2023-10-10 09:01:02,2023-10-10 09:11:02,1.2.3.4,100,R_0abc,Treasury,the people,\n\
            2023-10-11 09:01:02,2023-10-11 09:11:02,1.2.3.4,100,R_1abc,Stats NZ,the place,less paper\n",
        counted: "3 notes counted, 2 engagements, 2 organisations, 0 themes",
        questions: &["What works well here?", "What should change?"],
        others: &["IP Address not read added by the survey tool 1.2.3.4"],
    },
    Survey {
        file: "ID,Email,What works?,What should change?,How would you rate it?,Where do you live?\n\
            1,a@example.org,workshops,less paper,4,12 High Street in Wellington\n2,b@example.org,talks,,5,\n",
        counted: "4 notes counted, 0 engagements, 0 organisations, 0 themes",
        questions: &["What works?", "What should change?", "Where do you live?"],
        others: &[
            "How would you rate it? not read numbers 4 5",
            "Email not read added by the survey tool a@example.org b@example.org",
        ],
    },
];

/// The words of the lines of a table, blanks between them one.
fn lines(out: &str) -> Vec<String> {
    let words = |line: &str| {
        let words = line.split_whitespace().filter(|w| *w != "|");
        words.collect::<Vec<_>>().join(" ")
    };
    out.lines().map(words).collect()
}

#[test]
fn file_table_and_folder_count_the_same() {
    for survey in SURVEYS {
        let place = Place::new();
        place.write("survey.csv", survey.file);
        let check = place.run(&["check", "survey.csv"]);
        assert!(check.out.contains(survey.counted), "{}", check.out);
        let init = place.run(&["init", "review", "--from", "survey.csv"]);
        assert_eq!(init.code, 0, "{}{}", init.out, init.err);
        let table = lines(&init.out);
        let asked = table.iter().filter(|l| l.contains(" a question likely "));
        let asked: Vec<&str> = asked
            .filter_map(|l| l.split(" a question ").next())
            .collect();
        assert_eq!(asked, survey.questions, "{}", init.out);
        for line in survey.others {
            assert!(table.contains(&(*line).to_owned()), "{line}: {}", init.out);
        }
        let toml = std::fs::read_to_string(place.at("review/review.toml")).unwrap();
        for question in survey.questions {
            assert!(toml.contains(&format!("    \"{question}\",\n")), "{toml}");
        }
        let again = place.run(&["check", "review"]);
        assert_eq!(again.code, 0, "{}", again.out);
        assert!(again.out.contains(survey.counted), "{}", again.out);
    }
}

#[test]
fn what_is_wrong_can_be_said() {
    let place = Place::new();
    place.write("survey.csv", SURVEYS[0].file);
    let run = place.run(&[
        "init",
        "a",
        "--from",
        "survey.csv",
        "--question",
        "What should change?",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let check = place.run(&["check", "a"]);
    assert!(check.out.contains("1 note counted"), "{}", check.out);
    let run = place.run(&[
        "init",
        "b",
        "--from",
        "survey.csv",
        "--shape",
        "long",
        "--column",
        "text=What should change?",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let check = place.run(&["check", "b"]);
    assert!(check.out.contains("1 note counted"), "{}", check.out);
    // A list that names no column is an error at its place, with the columns of the file.
    let toml = std::fs::read_to_string(place.at("a/review.toml")).unwrap();
    place.write("a/review.toml", toml.replace("What should", "What could"));
    let check = place.run(&["check", "a"]);
    assert_eq!(check.code, 1, "{}", check.out);
    for part in [
        "no column is one of the questions listed: `What could change?`",
        "the header has: Response ID, Agency, What worked well?, What should change?",
    ] {
        assert!(check.out.contains(part), "{part}: {}", check.out);
    }
}

fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0u32..).zip(*rows) {
            for (column, cell) in (0u16..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn places_in_a_sheet_are_those_of_the_sheet() {
    let place = Place::new();
    let rows: &[&[&str]] = &[
        &[
            "ID",
            "Agency",
            "Date of meeting",
            "What works well?",
            "What should change?",
        ],
        &["1", "Treasury", "31/02/2023", "a", "b"],
    ];
    place.write("survey.xlsx", book(&[("Answers", rows)]));
    let check = place.run(&["check", "survey.xlsx"]);
    for part in [
        "survey.xlsx: sheet Answers, row 1, column B: columns are read by another name: `Agency` as `organisation`, `Date of meeting` as `date`",
        "survey.xlsx: sheet Answers, row 2, column C: `31/02/2023` is not a date that exists",
    ] {
        assert!(check.out.contains(part), "{part}: {}", check.out);
    }
}

#[test]
fn sheets_of_notes_are_told_from_others_and_read_together() {
    let place = Place::new();
    let head: &[&str] = &["Agency", "Comment", "Theme"];
    let first: &[&[&str]] = &[head, &["Treasury", "one", "trust"]];
    let second: &[&[&str]] = &[head, &["Stats NZ", "two", "trust"]];
    let sums: &[&[&str]] = &[&["Totals"], &["Notes", "2"]];
    place.write(
        "notes.xlsx",
        book(&[
            ("Summary", sums),
            ("Workshop 1", first),
            ("Workshop 2", second),
        ]),
    );
    let run = place.run(&["init", "review", "--from", "notes.xlsx"]);
    assert_eq!(run.code, 1);
    let both = ["--sheet", "Workshop 1", "--sheet", "Workshop 2"];
    for part in [
        "sheets `Workshop 1`, `Workshop 2` each have a header of notes",
        "`--sheet \"Workshop 1\" --sheet \"Workshop 2\"` reads all of them",
    ] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    let check = place.run(&[["check", "notes.xlsx"].as_slice(), &both].concat());
    assert!(
        check
            .out
            .contains("2 notes counted, 0 engagements, 2 organisations"),
        "{}",
        check.out
    );
    let init = [["init", "review", "--from", "notes.xlsx"].as_slice(), &both].concat();
    let run = place.run(&init);
    assert_eq!(run.code, 0, "{}", run.err);
    let check = place.run(&["check", "review"]);
    assert!(
        check
            .out
            .contains("2 notes counted, 0 engagements, 2 organisations"),
        "{}",
        check.out
    );
    let toml = std::fs::read_to_string(place.at("review/review.toml")).unwrap();
    assert!(
        toml.contains("sheet = [\"Workshop 1\", \"Workshop 2\"]\n"),
        "{toml}"
    );
    let check = place.run(&[
        "check",
        "notes.xlsx",
        "--sheet",
        "Workshop 1",
        "--sheet",
        "Workshop 3",
    ]);
    assert!(
        check.out.contains("the workbook has no sheet `Workshop 3`"),
        "{}",
        check.out
    );
}
