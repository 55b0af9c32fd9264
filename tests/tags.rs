//! `throughline tags`: sheets to tag in go out, are filled in and come back; what coders differ on is
//! decided; what is wrong names its place and is not written.

#![allow(
    clippy::too_many_lines,
    reason = "a walk or a table is read from top to bottom"
)]

mod common;
#[path = "tags/wrong.rs"]
mod wrong;

use calamine::{Data, DataType, Reader, Xlsx};
use common::{Place, Run};
use std::collections::BTreeMap;
use std::path::Path;

/// A review of four notes with a codebook of three themes.
fn review(place: &Place) {
    place.write(
        "review/review.toml",
        "title = \"Hearing back\"\n\n[[part]]\nid = \"p\"\ntitle = \"Part one\"\n",
    );
    place.write(
        "review/codebook.csv",
        "code,label,definition\ncost,Cost of it,Money\ntime,Time,Hours\nstaff,Staff,People\n",
    );
    place.write(
        "review/notes/notes.csv",
        "note_id,engagement_id,engagement_type,date,organisation,part,text\n\
         N-1,w,workshop,2023-09-26,Agency A,p,It costs a lot of time and money.\n\
         N-2,w,workshop,2023-09-26,Agency B,p,=We have no people for this\n\
         N-3,w,workshop,2023-09-26,Agency A,p,Kāore he pūtea. It is quick.\n\
         N-4,w,workshop,2023-09-26,Agency C,p,Nothing to say.\n",
    );
}

/// A sheet as rows of cells by the name of their column.
fn workbook(path: &Path, sheet: &str) -> Vec<BTreeMap<String, String>> {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let text = |cell: &Data| cell.to_string();
    let mut rows = range
        .rows()
        .map(|row| row.iter().map(text).collect::<Vec<_>>());
    let head = rows.next().unwrap();
    rows.map(|row| head.iter().cloned().zip(row).collect())
        .collect()
}

/// Fills in cells of a workbook, by note and column, and writes it anew: what a person does.
fn fill_in(path: &Path, to: &Path, cells: &[(&str, &str, &str)]) {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    let mut new = rust_xlsxwriter::Workbook::new();
    let sheet = new.add_worksheet().set_name(name).unwrap();
    let head: Vec<String> = range
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let mut met = 0;
    for (line, row) in (0u32..).zip(range.rows()) {
        for ((at, cell), column) in (0u16..).zip(row).zip(&head) {
            let filled = cells
                .iter()
                .find(|(n, c, _)| row[0].as_string().as_deref() == Some(*n) && column == c);
            met += usize::from(filled.is_some());
            let text = filled.map_or_else(|| cell.to_string(), |f| f.2.to_owned());
            sheet.write_string(line, at, text).unwrap();
        }
    }
    assert_eq!(met, cells.len(), "every cell is there");
    new.save(to).unwrap();
}

fn tags(place: &Place, coder: &str) -> String {
    std::fs::read_to_string(place.at(&format!("review/tags/{coder}.csv"))).unwrap()
}

fn done(run: &Run) {
    assert_eq!(run.code, 0, "{}\n{}", run.out, run.err);
}

#[test]
fn two_coders_tag_differ_and_are_settled() {
    let place = Place::new();
    review(&place);
    for coder in ["ana", "ben"] {
        let run = place.run(&[
            "tags",
            "export",
            "review",
            "--coder",
            coder,
            "--sample",
            "4",
            "--seed",
            "7",
            "--date",
            "2026-11-29",
        ]);
        done(&run);
        assert!(
            run.err.contains("4 of 4 notes, drawn with the seed 7"),
            "{}",
            run.err
        );
    }
    let samples = std::fs::read_to_string(place.at("review/samples.toml")).unwrap();
    let ana = "\n[[sample]]\ncoder = \"ana\"\nnotes = 4\nof = 4\nseed = 7\nunread = false\n\
               date = 2026-11-29\n";
    assert!(samples.contains(ana), "{samples}");
    let sheet = workbook(&place.at("tags-ana.xlsx"), "tag");
    assert_eq!(sheet.len(), 4);
    assert_eq!(sheet[1]["text"], "'=We have no people for this");
    assert_eq!(sheet[0]["engagement"], "w (workshop)");
    assert_eq!(sheet[0]["part"], "Part one");
    let codes = workbook(&place.at("tags-ana.xlsx"), "codes");
    let listed: Vec<&str> = codes.iter().map(|row| row["code"].as_str()).collect();
    assert_eq!(listed, ["none", "cost", "time", "staff"]);

    fill_in(
        &place.at("tags-ana.xlsx"),
        &place.at("ana.xlsx"),
        &[
            ("N-1", "themes", "time; cost"),
            ("N-1", "stance", "negative"),
            ("N-1", "excerpt", "a lot of time"),
            ("N-2", "themes", "staff"),
            ("N-2", "memo", "'=1+1"),
            ("N-3", "themes", "cost"),
            ("N-3", "stance", "mixed"),
            ("N-4", "themes", "none"),
        ],
    );
    fill_in(
        &place.at("tags-ben.xlsx"),
        &place.at("ben.xlsx"),
        &[
            ("N-1", "themes", "cost"),
            ("N-1", "stance", "negative"),
            ("N-2", "themes", "staff"),
            ("N-3", "themes", "cost"),
            ("N-3", "stance", "positive"),
        ],
    );
    done(&place.run(&[
        "tags", "import", "ana.xlsx", "--into", "review", "--coder", "ana",
    ]));
    assert_eq!(
        tags(&place, "ana"),
        "note_id,themes,stance,excerpt,start,end,memo,time\n\
         N-1,cost;time,negative,a lot of time,9,22,,\n\
         N-2,staff,,,,,=1+1,\nN-3,cost,mixed,,,,,\nN-4,,,,,,,\n"
    );
    let run = place.run(&[
        "tags", "import", "ben.xlsx", "--into", "review", "--coder", "ben",
    ]);
    done(&run);
    assert!(run.out.contains("tags/ben.csv: 3 notes new"), "{}", run.out);
    assert!(run.out.contains("1 left blank"), "{}", run.out);

    // The same sheet again, and a sheet written anew from what is there, change nothing.
    let before = tags(&place, "ana");
    done(&place.run(&[
        "tags", "import", "ana.xlsx", "--into", "review", "--coder", "ana",
    ]));
    done(&place.run(&[
        "tags",
        "export",
        "review",
        "--coder",
        "ana",
        "-o",
        "again.xlsx",
    ]));
    let run = place.run(&[
        "tags",
        "import",
        "again.xlsx",
        "--into",
        "review",
        "--coder",
        "ana",
    ]);
    done(&run);
    assert!(run.out.contains("4 as they were"), "{}", run.out);
    assert_eq!(tags(&place, "ana"), before);

    let run = place.run(&["tags", "differences", "review"]);
    done(&run);
    assert_eq!(
        run.out,
        "ana, ben differ on 2 of 3 notes that two or more read\n\n\
         theme  notes  Krippendorff's alpha\n\
         time       1  0.000\n\n\
         time\n  N-1  “It costs a lot of time and money.”\n    \
         ana  cost;time  negative\n    ben  cost  negative\n\n\
         stance\n  N-3  “Kāore he pūtea. It is quick.”\n    \
         ana  cost  mixed\n    ben  cost  positive\n"
    );
    done(&place.run(&[
        "tags",
        "differences",
        "review",
        "--format",
        "xlsx",
        "-o",
        "decide.xlsx",
    ]));
    let sheet = workbook(&place.at("decide.xlsx"), "decide");
    let cells = |row: usize| (sheet[row]["themes"].as_str(), sheet[row]["stance"].as_str());
    assert_eq!((cells(0), cells(1)), (("", "negative"), ("cost", "")));

    // Nothing is decided yet.
    let into = ["--into", "review", "--adjudicated"];
    let run = place.run(&[&["tags", "import", "decide.xlsx"][..], &into].concat());
    assert_eq!(run.code, 1, "{}", run.err);
    for note in [
        "note `N-1`: the coders differ",
        "note `N-3`: the coders gave different stances",
    ] {
        let found = run.err.contains(note) || run.err.contains("names no theme");
        assert!(found, "{}", run.err);
    }
    assert!(!place.at("review/tags/adjudicated.csv").exists());
    fill_in(
        &place.at("decide.xlsx"),
        &place.at("decided.xlsx"),
        &[("N-1", "themes", "time"), ("N-3", "stance", "not stated")],
    );
    let run = place.run(&[&["tags", "import", "decided.xlsx"][..], &into].concat());
    done(&run);
    assert!(
        run.err.contains("coders = \"coder:adjudicated\""),
        "{}",
        run.err
    );
    // N-2 they agree on, N-4 one of them read: both are there, so that the policy leaves none out.
    assert_eq!(
        tags(&place, "adjudicated"),
        "note_id,themes,stance,excerpt,start,end,memo,time\n\
         N-1,time,negative,,,,,\nN-2,staff,,,,,,\nN-3,cost,,,,,,\nN-4,,,,,,,\n"
    );
    place.write(
        "review/review.toml",
        "title = \"Hearing back\"\n\n[counting]\ncoders = \"coder:adjudicated\"\n\n\
         [[part]]\nid = \"p\"\ntitle = \"Part one\"\n",
    );
    let run = place.run(&["analyse", "review", "prevalence", "--format", "csv"]);
    done(&run);
    let notes = |theme: &str| {
        let line = run
            .out
            .lines()
            .find(|l| l.starts_with(&format!("{theme},")))
            .unwrap();
        line.split(',').nth(3).unwrap().to_owned()
    };
    assert_eq!(
        [notes("cost"), notes("staff"), notes("time")],
        ["1", "1", "1"]
    );
    // What settles the others is not one of those compared.
    let run = place.run(&["tags", "differences", "review"]);
    assert!(
        run.out.starts_with("ana, ben differ on 2 of 3"),
        "{}",
        run.out
    );
}

#[test]
fn what_the_file_says_otherwise_is_a_conflict_until_somebody_decides() {
    let place = Place::new();
    review(&place);
    let before = "note_id,themes,mine\nN-1,cost,x\nN-2,time,y\n";
    let import = [
        "tags",
        "import",
        "sheet.csv",
        "--into",
        "review",
        "--coder",
        "ana",
    ];
    for (option, after) in [
        (None, before.to_owned()),
        (
            Some("--keep"),
            "note_id,themes,mine,stance,excerpt,start,end,memo,time\n\
            N-1,cost,x,,,,,,\nN-2,time,y,,,,,,\nN-3,cost,,,,,,,\n"
                .to_owned(),
        ),
        (
            Some("--replace"),
            "note_id,themes,mine,stance,excerpt,start,end,memo,time\n\
            N-1,cost,x,,,,,,\nN-2,staff,,,,,,,\nN-3,cost,,,,,,,\n"
                .to_owned(),
        ),
    ] {
        place.write("review/tags/ana.csv", before);
        place.write(
            "sheet.csv",
            "note_id,themes\nN-1,cost\nN-2,staff\nN-3,cost\n",
        );
        let mut arguments = import.to_vec();
        arguments.extend(option);
        let run = place.run(&arguments);
        assert_eq!(run.code, i32::from(option.is_none()), "{}", run.err);
        assert_eq!(tags(&place, "ana"), after);
        if option.is_none() {
            let said = "sheet.csv:3: note `N-2`: the sheet says `staff`, tags/ana.csv says `time`";
            assert!(run.err.contains(said), "{}", run.err);
            assert!(run.err.contains("--replace"), "{}", run.err);
        }
    }
}

#[test]
fn an_edited_note_keeps_its_excerpt_or_says_that_it_is_lost() {
    let place = Place::new();
    review(&place);
    let head = "note_id,themes,excerpt,start,end\n";
    place.write(
        "review/tags/ana.csv",
        format!(
            "{head}N-1,time,costs a lot,0,11\nN-3,cost,he pūtea,6,14\nN-4,time,never said,0,10\n"
        ),
    );
    let run = place.run(&["check", "review"]);
    done(&run);
    let moved = "tags/ana.csv:2:10: the excerpt “costs a lot” of note `N-1` has moved: it was at 0 \
                 to 11, it is at 3 to 14";
    assert!(run.out.contains(&format!("note: {moved}")), "{}", run.out);
    assert!(!run.out.contains("N-3"), "{}", run.out);
    let lost = "tags/ana.csv:4:10: the excerpt “never said” of note `N-4` is lost";
    assert!(run.out.contains(&format!("warning: {lost}")), "{}", run.out);
    done(&place.run(&["tags", "export", "review", "--coder", "ana"]));
    let sheet = workbook(&place.at("tags-ana.xlsx"), "tag");
    let cells = |row: usize| ["excerpt", "start", "end"].map(|c| sheet[row][c].as_str());
    assert_eq!(cells(0), ["costs a lot", "3", "14"]);
    assert_eq!(cells(3), ["", "", ""]);
}

#[test]
fn sheets_are_blind_and_drawn_alike() {
    let place = Place::new();
    review(&place);
    place.write("review/tags/ben.csv", "note_id,themes\nN-1,staff\nN-2,\n");
    let csv = |more: &[&str]| {
        let base = [
            "tags", "export", "review", "--coder", "ana", "--format", "csv",
        ];
        let run = place.run(&[&base[..], more].concat());
        done(&run);
        run.out
    };
    assert!(!csv(&[]).contains("staff"));
    assert!(csv(&["--show-others"]).contains(",ben: staff,"));
    assert_eq!(csv(&["--blind"]), csv(&[]));
    let drawn = csv(&["--sample", "2", "--seed", "3"]);
    assert_eq!(drawn, csv(&["--sample", "2", "--seed", "3"]));
    assert_eq!(drawn.lines().count(), 3);
    let other = [
        "tags", "export", "review", "--coder", "ben", "--format", "csv", "--unread",
    ];
    let run = place.run(&other);
    let notes: Vec<&str> = run
        .out
        .lines()
        .skip(1)
        .filter_map(|l| l.split(',').next())
        .collect();
    assert_eq!(notes, ["N-3", "N-4"]);
    // The same sheet is the same bytes.
    for name in ["a.xlsx", "b.xlsx"] {
        done(&place.run(&["tags", "export", "review", "--coder", "ana", "-o", name]));
    }
    assert_eq!(
        std::fs::read(place.at("a.xlsx")).unwrap(),
        std::fs::read(place.at("b.xlsx")).unwrap()
    );
}
