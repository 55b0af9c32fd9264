//! Workbooks of notes: each is read as its sheet saved as CSV would be, or refused with the sheet, the
//! row and the column. `notes.xls`, `notes.ods`, `from-1904.xlsx` and `password.xlsx` in
//! `tests/workbooks` were made with xlwt, odfpy, openpyxl and msoffcrypto; the others are made here.

#![allow(
    clippy::too_many_lines,
    reason = "a walk or a table is read from top to bottom"
)]

mod common;

use common::{Place, Run};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use std::path::Path;

/// What fills a sheet.
type Fill<'a> = &'a dyn Fn(&mut Worksheet);

/// The bytes of a workbook with sheets of these names.
fn workbook(sheets: &[(&str, Fill<'_>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, fill) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        fill(sheet);
    }
    book.save_to_buffer().unwrap()
}

/// Writes rows of texts from a cell on.
fn texts(sheet: &mut Worksheet, from: (u32, u16), rows: &[&[&str]]) {
    for (row, cells) in (from.0..).zip(rows) {
        for (column, text) in (from.1..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
}

const HEAD: &[&str] = &["note_id", "organisation", "date", "themes", "text"];

fn notes(sheet: &mut Worksheet) {
    texts(
        sheet,
        (0, 0),
        &[
            HEAD,
            &["N1", "A", "", "value", "one"],
            &["N2", "B", "", "cost", "two"],
        ],
    );
}

fn summary(sheet: &mut Worksheet) {
    texts(sheet, (0, 0), &[&["Total", "2"]]);
}

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/workbooks")
        .join(name);
    std::fs::read(path).unwrap()
}

fn run(name: &str, bytes: impl AsRef<[u8]>, arguments: &[&str]) -> Run {
    let place = Place::new();
    place.write(name, bytes);
    place.run(arguments)
}

/// The prevalence table of a file.
fn prevalence(name: &str, bytes: &[u8]) -> String {
    let run = run(
        name,
        bytes,
        &["analyse", name, "prevalence", "--format", "csv"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

#[test]
fn every_kind_counts_as_the_csv_does() {
    let csv = "Note ID,Agency,Date,Themes,Comment,Quotable\n\
        N1,Agency A,2023-09-26,value,It helps us plan,TRUE\n\
        N2,Agency B,2023-10-03,value; process,The timing is too tight,FALSE\n\
        N3,Agency A,,resourcing,One person does it all,FALSE\n";
    let expected = prevalence("notes.csv", csv.as_bytes());
    assert!(expected.contains("value,value,,2,2,2,"), "{expected}");
    let rows: Vec<Vec<&str>> = csv.lines().map(|l| l.split(',').collect()).collect();
    let xlsx = workbook(&[("Notes", &|sheet| {
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        texts(sheet, (3, 2), &rows);
    })]);
    let cases = [
        ("notes.xlsx", xlsx.clone()),
        ("notes.xlsm", xlsx.clone()),
        ("notes.csv", xlsx),
        ("notes.xls", fixture("notes.xls")),
        ("notes.ods", fixture("notes.ods")),
    ];
    for (name, bytes) in cases {
        assert_eq!(prevalence(name, &bytes), expected, "{name}");
    }
}

#[test]
fn texts_are_read_again_and_a_report_is_made() {
    let xlsx = workbook(&[("Notes", &|sheet| {
        let rows: [&[&str]; 3] = [
            &["note_id", "organisation", "themes", "quotable", "text"],
            &["N1", "A", "value", "yes", "A note of\ntwo lines"],
            &["N2", "B", "value", "yes", "Another note"],
        ];
        texts(sheet, (2, 1), &rows);
    })]);
    let draft = run("notes.xlsx", &xlsx, &["draft", "notes.xlsx"]);
    assert_eq!(draft.code, 0, "{}", draft.err);
    for text in ["A note of", "two lines", "Another note"] {
        assert!(draft.out.contains(text), "{text} is not in {}", draft.out);
    }
    let report = run(
        "notes.xlsx",
        &xlsx,
        &["report", "notes.xlsx", "-o", "out", "--format", "json,csv"],
    );
    assert_eq!(report.code, 0, "{}", report.err);
}

/// The saturation table of a file, which has the dates of its engagements.
fn saturation(name: &str, bytes: &[u8]) -> String {
    let run = run(
        name,
        bytes,
        &["analyse", name, "saturation", "--format", "csv"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

#[test]
fn dates_are_the_same_whatever_the_cell() {
    let xlsx = workbook(&[("Notes", &|sheet| {
        texts(sheet, (0, 0), &[&["engagement_type", "date", "text"]]);
        let day = Format::new().set_num_format("d mmm yy");
        let date = ExcelDateTime::from_ymd(2023, 9, 26).unwrap();
        sheet.write_datetime_with_format(1, 1, &date, &day).unwrap();
        let time = date.and_hms(9, 30, 0).unwrap();
        sheet.write_datetime_with_format(2, 1, &time, &day).unwrap();
        sheet.write_number(3, 1, 45195).unwrap();
        sheet.write_string(4, 1, "26/9/2023").unwrap();
        sheet.write_number(5, 1, 20_230_926).unwrap();
        for row in 1..6u32 {
            sheet.write_string(row, 0, "Workshop").unwrap();
            sheet.write_string(row, 2, format!("note {row}")).unwrap();
        }
    })]);
    let out = run("notes.xlsx", &xlsx, &["check", "notes.xlsx"]).out;
    assert!(out.contains("5 notes counted, 1 engagement,"), "{out}");
    let table = saturation("from-1904.xlsx", &fixture("from-1904.xlsx"));
    assert!(
        table.contains("2023-09-26") && table.contains("2023-10-03"),
        "{table}"
    );
}

#[test]
fn merged_cells_hold_their_value_wherever_they_span() {
    let head = Format::new();
    let xlsx = workbook(&[("Notes", &|sheet| {
        // A title, groups of columns, names beneath them, and an organisation over two rows.
        sheet
            .merge_range(0, 0, 0, 4, "Workshop of 26 September", &head)
            .unwrap();
        sheet
            .merge_range(1, 0, 2, 0, "Organisation", &head)
            .unwrap();
        sheet.merge_range(1, 1, 2, 1, "Text", &head).unwrap();
        sheet
            .merge_range(1, 2, 1, 3, "What it is about", &head)
            .unwrap();
        texts(
            sheet,
            (2, 2),
            &[&["value", "cost"], &["x", ""], &["", "x"], &["x", "x"]],
        );
        sheet.merge_range(3, 0, 4, 0, "Ministry A", &head).unwrap();
        texts(sheet, (3, 1), &[&["one"], &["two"], &["three"]]);
        sheet.write_string(5, 0, "Ministry B").unwrap();
    })]);
    let found = run(
        "a.xlsx",
        &xlsx,
        &["analyse", "a.xlsx", "matrix", "--format", "csv"],
    );
    assert_eq!(
        found.out,
        "theme,organisation,notes\n\
         cost,Ministry A,1\ncost,Ministry B,1\nvalue,Ministry A,1\nvalue,Ministry B,1\n",
        "{}",
        found.err
    );
    assert!(
        found
            .err
            .contains("row 2 names groups of columns and is not read"),
        "{}",
        found.err
    );
}

struct Case {
    name: &'static str,
    file: &'static str,
    bytes: Vec<u8>,
    arguments: &'static [&'static str],
    code: i32,
    says: &'static [&'static str],
}

fn cases() -> Vec<Case> {
    let hidden = |sheet: &mut Worksheet| {
        notes(sheet);
        sheet.set_hidden(true);
    };
    let broken = |sheet: &mut Worksheet| {
        notes(sheet);
        let formula = Formula::new("=Other!A1").set_result("#REF!");
        sheet.write_formula(2, 4, formula).unwrap();
        sheet
            .write_formula(2, 6, Formula::new("=1/0").set_result("#DIV/0!"))
            .unwrap();
    };
    let whole = workbook(&[("Notes", &notes)]);
    let cut = whole[..whole.len() / 2].to_vec();
    let case = |name, bytes, arguments, code, says| Case {
        name,
        file: "notes.xlsx",
        bytes,
        arguments,
        code,
        says,
    };
    vec![
        case(
            "a password",
            fixture("password.xlsx"),
            &[],
            1,
            &[
                "error: notes.xlsx: the workbook is protected with a password",
                "help: ",
            ],
        ),
        case(
            "half a workbook",
            cut,
            &[],
            1,
            &["error: notes.xlsx: the workbook is damaged", "help: "],
        ),
        case(
            "a sheet without a cell",
            workbook(&[("Notes", &|_| {})]),
            &[],
            1,
            &["error: notes.xlsx: the workbook is empty"],
        ),
        case(
            "no column of text",
            workbook(&[("Notes", &summary)]),
            &[],
            1,
            &[
                "error: notes.xlsx: sheet Notes, row 1: the column `text` is missing",
                "help: the header has: Total, 2",
            ],
        ),
        case(
            "no column of text in either",
            workbook(&[("A", &summary), ("B", &summary)]),
            &[],
            1,
            &["none of the sheets `A`, `B` has a column `text`", "--sheet"],
        ),
        case(
            "two sheets that fit",
            workbook(&[("May", &notes), ("June", &notes)]),
            &[],
            1,
            &[
                "error: notes.xlsx: sheets `May`, `June` each have a header of notes",
                "`--sheet \"May\" --sheet \"June\"` reads all of them",
            ],
        ),
        case(
            "one of them named",
            workbook(&[("May", &notes), ("June", &notes)]),
            &["--sheet", "june"],
            0,
            &["2 notes counted"],
        ),
        case(
            "a sheet that is not there",
            whole.clone(),
            &["--sheet", "Note"],
            1,
            &[
                "error: notes.xlsx: the workbook has no sheet `Note`",
                "did you mean `Notes`?",
            ],
        ),
        case(
            "one of two sheets",
            workbook(&[("Sums", &summary), ("Notes", &notes)]),
            &[],
            0,
            &[
                "note: notes.xlsx: sheet Notes: sheet `Notes` is read",
                "sheet `Sums` is not",
                "2 notes counted",
            ],
        ),
        case(
            "a hidden sheet beside it",
            workbook(&[("Notes", &notes), ("Old", &hidden)]),
            &[],
            0,
            &["the hidden sheet `Old` is not read", "2 notes counted"],
        ),
        case(
            "notes in a hidden sheet alone",
            workbook(&[("Sums", &summary), ("More", &summary), ("Old", &hidden)]),
            &[],
            1,
            &["the hidden sheet `Old` has", "--sheet \"Old\""],
        ),
        case(
            "a formula gone wrong",
            workbook(&[("Notes", &broken)]),
            &[],
            1,
            &[
                "error: notes.xlsx: sheet Notes, row 3, column E: the formula in `text` gives the error #REF!",
                "1 error",
            ],
        ),
        case(
            "and set aside",
            workbook(&[("Notes", &broken)]),
            &["--reject-rows"],
            0,
            &[
                "1 row has an error and is set aside: row 3",
                "read 2 rows: 1 note counted",
            ],
        ),
        case(
            "CSV under the name of a workbook",
            b"note_id,text\nN1,one\n".to_vec(),
            &[],
            0,
            &[
                "the file is text, not the workbook that its name says",
                "1 note counted",
            ],
        ),
        case(
            "a page of HTML",
            b"<html><table><tr><td>text</td></tr></table></html>".to_vec(),
            &[],
            1,
            &["error: notes.xlsx: the file is a page of HTML or XML"],
        ),
        Case {
            file: "notes.csv",
            ..case(
                "a workbook under another name",
                whole,
                &[],
                0,
                &[
                    "the file is a workbook, whatever its name says",
                    "2 notes counted",
                ],
            )
        },
    ]
}

#[test]
fn wrong_workbooks_are_named_with_their_place() {
    for case in cases() {
        let mut arguments = vec!["check", case.file];
        arguments.extend(case.arguments);
        let run = run(case.file, &case.bytes, &arguments);
        let said = format!("{}{}", run.out, run.err);
        assert_eq!(run.code, case.code, "{}: {said}", case.name);
        for part in case.says {
            assert!(
                said.contains(part),
                "{}: {part} is not in {said}",
                case.name
            );
        }
    }
}

#[test]
fn workbooks_stand_among_the_notes_of_a_folder() {
    let place = Place::new();
    place.write(
        "review/review.toml",
        "title = \"Two\"\n[input]\nsheet = \"Notes\"\n",
    );
    place.write(
        "review/notes/a.csv",
        "note_id,organisation,text\nC1,C,three\n",
    );
    place.write(
        "review/notes/b.xlsx",
        workbook(&[("Sums", &summary), ("Notes", &notes)]),
    );
    place.write("review/notes/~$b.xlsx", "a lock of Excel");
    let run = place.run(&["check", "review"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("read 3 rows: 3 notes counted"),
        "{}",
        run.out
    );
}

#[test]
fn a_survey_of_a_workbook_knows_the_cell_of_each_answer() {
    let xlsx = workbook(&[("Answers", &|sheet| {
        let head = &[
            "Agency",
            "Date",
            "What works well for you?",
            "What should change?",
        ];
        let row = &["A", "31/2/2023", "Clear advice", "More time"];
        texts(sheet, (1, 1), &[head, row]);
    })]);
    let run = run("survey.xlsx", &xlsx, &["check", "survey.xlsx"]);
    assert_eq!(run.code, 1, "{}", run.out);
    let said = "error: survey.xlsx: sheet Answers, row 3, column C: `31/2/2023`";
    assert!(run.out.contains(said), "{}", run.out);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Damaged workbooks are read or refused with a problem.
    #[test]
    fn any_damage_is_a_problem_or_none(
        which in 0usize..4,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let names = ["notes.xls", "notes.ods", "from-1904.xlsx", "password.xlsx"];
        let mut bytes = fixture(names[which]);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let place = Place::new();
        place.write(names[which], &bytes);
        let opened = throughline::open(place.at(names[which]));
        if let Ok(opened) = opened {
            let (review, problems) = opened.into_parts();
            prop_assert!(review.is_some() || problems.has_errors());
        }
    }
}
