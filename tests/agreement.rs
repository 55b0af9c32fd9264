//! `throughline agreement`: of a review, of a file of ratings, and asked wrongly.

mod common;

use common::{Place, Run};

/// A review of ten notes at two workshops, with two coders' files.
fn review() -> Place {
    let place = Place::new();
    let mut notes =
        String::from("note_id,engagement_id,engagement_type,date,organisation,themes,text\n");
    for n in 1..=10 {
        let (engagement, day) = if n <= 5 { ("one", 1) } else { ("two", 2) };
        let day = format!("2026-03-0{day}");
        let row = format!("N-{n},{engagement},workshop,{day},Agency A,,Said {n} here.\n");
        notes.push_str(&row);
    }
    place
        .write("r/review.toml", "title = \"Ten notes\"\n")
        .write("r/notes/notes.csv", notes)
        .write(
            "r/codebook.csv",
            "code,label,parent\nvalue,Value,\ncost,Cost,value\ntime,Time,value\nother,Other,\n",
        )
        .write(
            "r/tags/ana.csv",
            coder("cost cost cost cost time - - - - -"),
        )
        .write(
            "r/tags/ben.csv",
            coder("cost cost cost time cost - - - - -"),
        );
    place
}

/// A coder's file: a cell a note, `-` read and nothing given, `.` not read.
fn coder(cells: &str) -> String {
    let mut file = String::from("note_id,themes,stance,excerpt,start,end,memo,time\n");
    for (n, cell) in (1..).zip(cells.split(' ')).filter(|(_, cell)| *cell != ".") {
        let row = format!("N-{n},{},,,,,,\n", cell.trim_matches('-'));
        file.push_str(&row);
    }
    file
}

fn json(run: &Run) -> serde_json::Value {
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn a_table_of_100_columns() {
    let run = review().run(&["agreement", "r", "--draws", "50"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for said in [
        "ana and ben both read 10 notes",
        "Every note was read by two coders or more, so no sample was drawn.",
        "Krippendorff’s .667",
        "rare-theme paradox",
        "its standard error is falsely narrow",
        "undefined: never used: other, value",
        "ana gave cost, ben time: 1 note",
    ] {
        let one_line = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(one_line.contains(said), "{said}\n{}", run.out);
    }
    let widest = run.out.lines().map(|line| line.chars().count()).max();
    assert!(widest.unwrap() <= 100, "{}", run.out);
    let rolled = review().run(&["agreement", "r", "--rolled", "--draws", "50"]);
    assert!(
        rolled.out.contains("with the themes under each"),
        "{}",
        rolled.out
    );
    assert!(rolled.out.contains("never used: other"), "{}", rolled.out);
}

#[test]
fn csv_has_the_columns_of_the_design_first() {
    let run = review().run(&["agreement", "r", "--format", "csv", "--draws", "50"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let mut rows = csv::Reader::from_reader(run.out.as_bytes());
    let head = rows.headers().unwrap().clone();
    let first: Vec<&str> = head.iter().take(16).collect();
    assert_eq!(
        first.join(","),
        "theme,coder_a,coder_b,units,percent,percent_low,percent_high,cohen_kappa,\
         cohen_kappa_low,cohen_kappa_high,krippendorff_alpha,krippendorff_alpha_low,\
         krippendorff_alpha_high,gwet_ac1,gwet_ac1_low,gwet_ac1_high"
    );
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let cell = |theme: &str, column: &str| {
        let at = head.iter().position(|name| name == column).unwrap();
        let row = rows.iter().find(|row| &row[0] == theme).unwrap();
        row[at].to_owned()
    };
    for (theme, column, expected) in [
        ("cost", "coder_a", "ana"),
        ("cost", "coder_b", "ben"),
        ("cost", "units", "10"),
        ("cost", "percent", "0.8000"),
        ("cost", "cohen_kappa", "0.5833"),
        ("cost", "krippendorff_alpha", "0.6042"),
        ("cost", "gwet_ac1", "0.6154"),
        ("cost", "undefined", ""),
        ("time", "cohen_kappa", "-0.1111"),
        ("time", "paradox", "yes"),
        ("value", "krippendorff_alpha", ""),
        ("value", "undefined", "never used"),
        ("value", "krippendorff_alpha_rolled", "1.0000"),
        ("value", "krippendorff_alpha_rolled_low", ""),
    ] {
        assert_eq!(cell(theme, column), expected, "{theme} {column}");
    }
}

#[test]
fn json_is_of_its_schema() {
    let place = review();
    place.write("r/tags/final.csv", coder("cost cost cost cost - - - - - -"));
    let found = json(&place.run(&[
        "agreement",
        "r",
        "--format",
        "json",
        "--against",
        "final",
        "--draws",
        "50",
        "--seed",
        "7",
    ]));
    let schema = include_str!("../crates/core/schema/agreement-1.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = schema.iter_errors(&found).map(|e| e.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(found["schema"], "throughline-agreement/1");
    assert_eq!(found["resampling"]["seed"], 7);
    let alpha = |theme: usize| &found["themes"][theme]["rows"][0]["own"]["krippendorff_alpha"];
    assert!((alpha(0)["value"].as_f64().unwrap() - (1.0 - 76.0 / 192.0)).abs() < 1e-9);
    assert_eq!(alpha(1)["undefined"], "never used");
    let overruled = &found["against"]["coders"][0]["overruled"];
    assert_eq!(overruled[0]["note"], "N-5");
    assert_eq!(overruled[0]["how"], "given-not-kept");
    // The settled file is not one of the coders compared.
    assert_eq!(found["pairs"].as_array().unwrap().len(), 1);
}

#[test]
fn one_theme_and_another_distance() {
    let found = json(&review().run(&[
        "agreement",
        "r",
        "--themes",
        "cost",
        "--distance",
        "jaccard",
        "--format",
        "json",
        "--draws",
        "50",
    ]));
    assert_eq!(found["themes"].as_array().unwrap().len(), 1);
    assert_eq!(found["overall"]["distance"], "jaccard");
}

/// The program stops with a code, a message and what would be right.
#[test]
fn asked_wrongly() {
    let place = review();
    place
        .write("ratings.csv", "unit,ana,ben\n1,yes,yes\n2,no,yes\n")
        .write("notes.csv", "note_id,themes,text\n1,cost,Dear.\n")
        .write("lone/review.toml", "title = \"Alone\"\n")
        .write("lone/notes/n.csv", "note_id,themes,text\nN-1,,Dear.\n")
        .write("lone/codebook.csv", "code,label\ncost,Cost\n")
        .write("lone/tags/ana.csv", "note_id,themes\nN-1,cost\n")
        .write("none/readme.txt", "nothing");
    for (arguments, code, said, help) in [
        (
            &["agreement", "lone"][..],
            1,
            "`ana` is the only coder",
            "tags/CODER.csv",
        ),
        (
            &["agreement", "notes.csv"],
            1,
            "no coders’ files".trim_end(),
            "tags/CODER.csv",
        ),
        (&["agreement", "nowhere"], 2, "nowhere", "give a folder"),
        (&["agreement", "none"], 2, "none", "review.toml"),
        (
            &["agreement", "r", "--themes", "cots"],
            2,
            "no theme `cots`",
            "did you mean `cost`?",
        ),
        (
            &["agreement", "r", "--against", "bem"],
            2,
            "no coder `bem`",
            "as the file in tags/",
        ),
        (
            &["agreement", "r", "--metric", "ordinal"],
            2,
            "--metric is for files of ratings",
            "leave it out",
        ),
        (
            &["agreement", "ratings.csv", "--rolled"],
            2,
            "--rolled is for reviews",
            "leave it out",
        ),
        (&["agreement", "r", "--draws", "1"], 2, "1", "--help"),
    ] {
        let run = place.run(arguments);
        let err = run.err.replace('\'', "’");
        assert_eq!(run.code, code, "{arguments:?}: {err}");
        assert!(err.contains(said), "{arguments:?}: {err}");
        assert!(err.contains(help), "{arguments:?}: {err}");
        assert!(run.out.is_empty(), "{arguments:?}");
    }
    let ratings = json(&place.run(&["agreement", "ratings.csv", "--format", "json"]));
    assert_eq!(ratings["percent"], 0.5);
}

/// A fault in a coder's file is named with its place, and nothing is printed.
#[test]
fn an_error_in_the_review_is_named() {
    let place = review();
    place.write("r/tags/ben.csv", "note_id,themes\nN-1,costs\nN-99,cost\n");
    let run = place.run(&["agreement", "r"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("tags/ben.csv:2"), "{}", run.err);
    assert!(run.err.contains("tags/ben.csv:3"), "{}", run.err);
}

/// The internal report has the chart and the table; the public one says how many coders there were.
#[test]
fn the_report_shows_it_to_those_who_made_it() {
    let place = review();
    let run = place.run(&[
        "report",
        "r",
        "-o",
        "out",
        "--audience",
        "internal",
        "--format",
        "json,csv,svg",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let files = place.files();
    for file in ["out/charts/agreement.svg", "out/tables/agreement.csv"] {
        assert!(files.iter().any(|f| f == file), "{files:?}");
    }
    let read = |file: &str| std::fs::read_to_string(place.at(file)).unwrap();
    let synthesis: serde_json::Value = serde_json::from_str(&read("out/synthesis.json")).unwrap();
    let chart = &synthesis["agreement"]["chart"];
    let length = chart["alt"].as_str().unwrap().chars().count();
    assert!((150..=450).contains(&length), "{chart:#}");
    assert!(read("out/charts/agreement.svg").contains("undefined: never used"));
    for level in [&[][..], &["--protected"]] {
        let mut arguments = vec!["report", "r", "-o", "public", "--audience", "public"];
        arguments.extend(["--format", "json,csv,svg"]);
        arguments.extend(level);
        let run = place.run(&arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        let files = place.files();
        let shows = files
            .iter()
            .any(|f| f.starts_with("public/") && f.contains("agreement"));
        assert!(!shows, "{files:?}");
        let text = read("public/synthesis.json");
        assert!(text.contains("Two coders tagged the notes."), "{text}");
        assert!(!text.contains("\"agreement\""));
    }
}
