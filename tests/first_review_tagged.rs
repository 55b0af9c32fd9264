//! The whole way of double coding, on the first review: sheets go out, come back filled in as its two
//! coders tagged, what they differ on is decided as the review settled it, and the report that counts
//! by the adjudicated file says what the committed review says. A project of another tool, out and
//! back, changes nothing.

#![allow(
    clippy::too_many_lines,
    reason = "a walk or a table is read from top to bottom"
)]

mod common;

use common::{Place, Run, files, repository};
use std::collections::BTreeMap;

type Row = BTreeMap<String, String>;

fn done(run: &Run) -> &str {
    assert_eq!(run.code, 0, "{}\n{}", run.out, run.err);
    &run.out
}

/// Copies the first review to `review`.
fn copied(place: &Place) {
    let from = repository().join("data/ogp-2023");
    for file in files(&from) {
        let bytes = std::fs::read(from.join(&file)).unwrap();
        place.write(&format!("review/{file}"), bytes);
    }
}

/// The head and the rows of a table.
fn table(place: &Place, file: &str) -> (Vec<String>, Vec<Row>) {
    let bytes = std::fs::read(place.at(file)).unwrap();
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let head: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let rows = reader.records().map(|record| {
        let cells = record.unwrap();
        let cells = cells.iter().map(str::to_owned);
        head.iter().cloned().zip(cells).collect()
    });
    (head.clone(), rows.collect())
}

fn write(place: &Place, file: &str, head: &[String], rows: &[Row]) {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head).unwrap();
    for row in rows {
        writer
            .write_record(head.iter().map(|column| &row[column]))
            .unwrap();
    }
    place.write(file, writer.into_inner().unwrap());
}

/// Fills in a sheet as a coder's file has it; a note with several rows there gets several.
fn filled_in(place: &Place, sheet: &str, tags: &[Row]) {
    let (head, rows) = table(place, sheet);
    let mut filled = Vec::new();
    for row in rows {
        for given in tags.iter().filter(|t| t["note_id"] == row["note_id"]) {
            let mut row = row.clone();
            let themes = &given["themes"];
            let themes = if themes.is_empty() { "none" } else { themes };
            row.insert("themes".into(), themes.into());
            for column in ["stance", "excerpt", "memo"] {
                row.insert(column.into(), given[column].clone());
            }
            filled.push(row);
        }
    }
    write(place, sheet, &head, &filled);
}

/// The codes of a cell, sorted.
fn codes(cell: &str) -> Vec<&str> {
    let mut themes: Vec<&str> = cell.split(';').collect();
    themes.sort_unstable();
    themes
}

/// What a coder's file gives, whatever the order of its rows and of the codes in a cell.
fn given(place: &Place, file: &str) -> Vec<Row> {
    let (_, mut rows) = table(place, file);
    for row in &mut rows {
        let sorted = codes(&row["themes"]).join(";");
        row.insert("themes".into(), sorted);
    }
    rows.sort();
    rows
}

const TABLES: [&str; 6] = [
    "prevalence",
    "matrix",
    "cooccurrence",
    "stance",
    "format",
    "saturation",
];

fn counted(place: &Place, review: &str) -> Vec<String> {
    TABLES
        .map(|table| {
            let run = place.run(&["analyse", review, table, "--format", "csv"]);
            done(&run).to_owned()
        })
        .into()
}

#[test]
fn two_codings_are_compared_settled_and_reported() {
    let place = Place::new();
    copied(&place);
    let settled = counted(&place, "review");

    // Two people tag blind: their files are made again by the sheets alone.
    for coder in ["coder-a", "coder-b"] {
        let file = format!("review/tags/{coder}.csv");
        let (_, tags) = table(&place, &file);
        let committed = std::fs::read(place.at(&file)).unwrap();
        std::fs::remove_file(place.at(&file)).unwrap();
        let sheet = format!("{coder}.csv");
        done(&place.run(&[
            "tags", "export", "review", "--coder", coder, "--format", "csv", "-o", &sheet,
        ]));
        filled_in(&place, &sheet, &tags);
        done(&place.run(&[
            "tags", "import", &sheet, "--into", "review", "--coder", coder,
        ]));
        assert_eq!(
            std::fs::read(place.at(&file)).unwrap(),
            committed,
            "{coder}"
        );
    }

    // What they differ on is decided as the themes column has it.
    let coders = "coder-a,coder-b";
    done(&place.run(&[
        "tags",
        "differences",
        "review",
        "--coders",
        coders,
        "--format",
        "csv",
        "-o",
        "decide.csv",
    ]));
    let mut notes = BTreeMap::new();
    for file in ["review/notes/workshop.csv", "review/notes/one-to-one.csv"] {
        let (_, rows) = table(&place, file);
        notes.extend(rows.into_iter().map(|row| (row["note_id"].clone(), row)));
    }
    let (head, mut rows) = table(&place, "decide.csv");
    assert!(rows.len() > 40, "{} notes to decide", rows.len());
    assert!(rows.len() < notes.len());
    for row in &mut rows {
        for column in ["themes", "stance"] {
            let decided = notes[&row["note_id"]][column].clone();
            row.insert(column.into(), decided);
        }
    }
    write(&place, "decide.csv", &head, &rows);
    let run = place.run(&[
        "tags",
        "import",
        "decide.csv",
        "--into",
        "review",
        "--adjudicated",
    ]);
    done(&run);
    assert!(run.err.contains("coder:adjudicated") || run.out.contains("coder:adjudicated"));

    // The adjudicated file says of every note what was decided or what both had said.
    let (_, adjudicated) = table(&place, "review/tags/adjudicated.csv");
    assert_eq!(adjudicated.len(), notes.len());
    let decided: BTreeMap<&str, &Row> = rows
        .iter()
        .map(|row| (row["note_id"].as_str(), row))
        .collect();
    for row in adjudicated
        .iter()
        .filter(|row| decided.contains_key(row["note_id"].as_str()))
    {
        let note = &decided[row["note_id"].as_str()];
        assert_eq!(codes(&row["themes"]), codes(&note["themes"]));
    }

    // Counted by it, with both overruled where they agreed on something else, it is the same review.
    let settings = std::fs::read_to_string(place.at("review/review.toml")).unwrap();
    let settings = settings.replace("coder:notes", "coder:adjudicated");
    place.write("review/review.toml", settings);
    let (head, mut rows) = table(&place, "review/tags/adjudicated.csv");
    for row in &mut rows {
        for column in ["themes", "stance"] {
            row.insert(column.into(), notes[&row["note_id"]][column].clone());
        }
    }
    write(&place, "review/tags/adjudicated.csv", &head, &rows);
    assert_eq!(counted(&place, "review"), settled);

    let run = place.run(&["agreement", "review"]);
    assert!(
        done(&run).contains("coder-a and coder-b both read 137 notes"),
        "{}",
        run.out
    );
    assert!(run.out.contains("Against adjudicated"), "{}", run.out);
    done(&place.run(&[
        "report",
        "review",
        "--audience",
        "internal",
        "--format",
        "json,csv,svg",
        "-o",
        "out",
    ]));
    let (head, rows) = table(&place, "out/tables/agreement.csv");
    assert_eq!(head[..4], ["theme", "coder_a", "coder_b", "units"]);
    assert!(
        rows.iter()
            .any(|r| r["coder_a"] == "coder-a" && r["units"] == "137")
    );
}

#[test]
fn a_project_out_and_back_is_the_same_review() {
    let place = Place::new();
    copied(&place);
    done(&place.run(&["export", "review", "--format", "qdpx", "-o", "ogp.qdpx"]));
    done(&place.run(&["import", "ogp.qdpx", "--into", "back"]));
    // A project has no counting policy; the export lists it among what is not carried.
    let settings = std::fs::read_to_string(place.at("back/review.toml")).unwrap();
    place.write(
        "back/review.toml",
        format!("{settings}\n[counting]\ncoders = \"coder:notes\"\n"),
    );
    assert_eq!(counted(&place, "back"), counted(&place, "review"));
    for coder in ["coder-a", "coder-b"] {
        let here = given(&place, &format!("review/tags/{coder}.csv"));
        let back = given(&place, &format!("back/tags/{coder}.csv"));
        assert_eq!(here.len(), back.len(), "{coder}");
        for (here, back) in here.iter().zip(&back) {
            assert_eq!(here, back, "{coder}");
        }
    }
    // Into the review it came from it brings nothing.
    let before = std::fs::read(place.at("review/notes/workshop.csv")).unwrap();
    let run = place.run(&["import", "ogp.qdpx", "--into", "review"]);
    assert!(done(&run).contains("nothing was written"), "{}", run.out);
    assert_eq!(
        std::fs::read(place.at("review/notes/workshop.csv")).unwrap(),
        before
    );
    // A second export never writes over the first.
    let run = place.run(&["export", "review", "--format", "qdpx", "-o", "ogp.qdpx"]);
    assert_eq!(run.code, 2, "{}", run.err);
}

#[test]
fn the_column_that_settles_is_not_compared() {
    let place = Place::new();
    let review = repository().join("data/ogp-2023").display().to_string();
    let run = place.run(&["tags", "differences", &review]);
    let first = "coder-a, coder-b differ on 46 of 137 notes that two or more read\n";
    assert!(done(&run).starts_with(first), "{}", run.out);
}
