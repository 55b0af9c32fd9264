//! What cells say, through the program: which number of a date is the day, rows that stand twice
//! without ids, and what `check` says beside its counts.

mod common;

use common::Place;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const EITHER: &str = "note_id,date,text\nN1,4/3/2023,one\n";
const MONTH_FIRST: &str = "note_id,date,text\nN1,4/3/2023,one\nN2,4/13/2023,two\n";
const BOTH: &str = "note_id,date,text\nN1,4/3/2023,one\nN2,4/13/2023,two\nN3,14/4/2023,three\n";

#[test]
fn dates_of_a_file_are_read_in_one_order() {
    let cases: [(&str, &[&str], &[&str]); 7] = [
        (EITHER, &[], &["2023-03-04"]),
        (EITHER, &["--date-order", "mdy"], &["2023-04-03"]),
        (MONTH_FIRST, &[], &["2023-04-03", "2023-04-13"]),
        // With rows rejected the first is not read as of March.
        (
            MONTH_FIRST,
            &["--reject-rows"],
            &["2023-04-03", "2023-04-13"],
        ),
        (
            MONTH_FIRST,
            &["--reject-rows", "--date-order", "dmy"],
            &["2023-03-04"],
        ),
        (
            BOTH,
            &["--reject-rows", "--date-order", "dmy"],
            &["2023-03-04", "2023-04-14"],
        ),
        (
            BOTH,
            &["--reject-rows", "--date-order", "mdy"],
            &["2023-04-03", "2023-04-13"],
        ),
    ];
    for (notes, options, dates) in cases {
        let place = Place::new();
        place.write("notes.csv", notes);
        let table = ["analyse", "notes.csv", "saturation", "--format", "csv"];
        let run = place.run(&[&table, options].concat());
        assert_eq!(run.code, 0, "{notes}{options:?}: {}", run.err);
        let found: Vec<&str> = run
            .out
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').nth(1))
            .collect();
        assert_eq!(found, dates, "{notes}{options:?}");
    }
}

#[test]
fn dates_of_both_orders_are_an_error_with_both_places() {
    for options in [&[][..], &["--reject-rows"]] {
        let place = Place::new();
        place.write("notes.csv", BOTH);
        let run = place.run(&[&["check", "notes.csv"], options].concat());
        assert_eq!(run.code, 1, "{}", run.out);
        for said in [
            "error: notes.csv:3:4: `4/13/2023` can only have the month first",
            "`14/4/2023` on line 4 of notes.csv only the day",
            "`--date-order dmy` or `--date-order mdy`",
        ] {
            assert!(run.out.contains(said), "{said}: {}", run.out);
        }
    }
}

#[test]
fn in_a_folder_the_key_is_named_and_in_a_file_the_flag() {
    let place = Place::new();
    place.write("notes.csv", EITHER);
    place.write("review/review.toml", "title = \"A review\"\n");
    place.write("review/notes/a.csv", EITHER);
    for (review, said) in [
        ("notes.csv", "say `--date-order mdy`"),
        ("review", "say `date_order = \"mdy\"` under `[input]`"),
    ] {
        let run = place.run(&["check", review]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains(said), "{}", run.out);
    }
}

#[test]
fn one_file_put_in_twice_is_an_error() {
    let rows = "organisation,text\nTreasury,The portal is slow\nStats NZ,It costs too much\n";
    let place = Place::new();
    place.write("review/review.toml", "title = \"A review\"\n");
    place.write("review/notes/a.csv", rows);
    place.write("review/notes/b.csv", rows.replace(',', ";"));
    let run = place.run(&["check", "review"]);
    assert_eq!(run.code, 1);
    let said = "error: notes/b.csv: the file holds the same rows as notes/a.csv";
    assert!(run.out.contains(said), "{}", run.out);
    // One more row, and they are two files; what stands twice is counted and said.
    let more = format!("{rows}MBIE,Staff left\n");
    place.write("review/notes/b.csv", more);
    let run = place.run(&["check", "review"]);
    assert_eq!(run.code, 0, "{}", run.out);
    let said = "warning: notes/b.csv:2: 2 rows repeat an earlier row in every cell (lines 2, 3)";
    assert!(run.out.contains(said), "{}", run.out);
}

#[test]
fn check_says_what_its_counts_rest_on() {
    let place = Place::new();
    let notes = "date,organisation,text\n2023-09-26,Treasury,a\n2023-09-26,N/A,b\n2023-09-27,,c\n";
    place.write("notes.csv", notes);
    let run = place.run(&["check", "notes.csv"]);
    assert_eq!(run.code, 0, "{}", run.out);
    let counts = "read 3 rows: 3 notes counted, 2 engagements, 1 organisation, 0 themes, 0 findings\n\
        2 of 3 notes name no organisation\n\
        no engagement_id: notes of one type and day are one engagement\n";
    assert!(run.out.contains(counts), "{}", run.out);
    let run = place.run(&["init", "review", "--from", "notes.csv", "--dry-run"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let said = "0 themes\n2 of 3 notes name no organisation\n";
    assert!(run.out.contains(said), "{}", run.out);
}

/// A sheet of real dates, as Excel makes them of `3/4/2023` on a machine that puts the month first, and
/// of texts that it left alone.
fn half_read(book: &mut Workbook) {
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("d/mm/yyyy");
    sheet
        .write_row(0, 0, ["organisation", "date", "text"])
        .unwrap();
    let real = [(2023, 3, 4), (2023, 5, 4)];
    for (row, (year, month, date)) in (1..).zip(real) {
        let cell = ExcelDateTime::from_ymd(year, month, date).unwrap();
        sheet.write_row(row, 0, ["Treasury", "", "real"]).unwrap();
        sheet.write_with_format(row, 1, &cell, &day).unwrap();
    }
    for (row, date) in (3..).zip(["13/04/2023", "14/04/2023", "31/04/2023"]) {
        sheet.write_row(row, 0, ["Stats NZ", date, date]).unwrap();
    }
    sheet.write_row(6, 0, ["Total", "", "5"]).unwrap();
}

#[test]
fn a_workbook_names_its_rows_and_dates_that_a_spreadsheet_may_have_swapped() {
    let mut book = Workbook::new();
    half_read(&mut book);
    let place = Place::new();
    place.write("notes.xlsx", book.save_to_buffer().unwrap());
    let run = place.run(&["check", "notes.xlsx", "--reject-rows"]);
    assert_eq!(run.code, 0, "{}", run.out);
    for said in [
        "warning: notes.xlsx: sheet Sheet1, row 2, column B: every real date of the column, such as `2023-03-04`",
        "2 rows have errors and are set aside: rows 6, 7",
    ] {
        assert!(run.out.contains(said), "{said}: {}", run.out);
    }
}
