//! `--sample N --seed S`: the same notes are drawn whatever the order of the files, every number says
//! that it is one of a sample, and nothing of it is for publication.

mod common;

use common::{Place, Run};
use serde_json::Value;
use std::collections::BTreeSet;

const HEAD: &str = "note_id,engagement_id,engagement_type,date,organisation,themes,text";

/// A row: of six organisations, two workshops and three themes. Note 12 names no organisation.
fn row(n: usize) -> String {
    let organisation = if n == 12 {
        String::new()
    } else {
        format!("Agency {}", ["A", "B", "C", "D", "E", "F"][n % 6])
    };
    let theme = ["cost", "trust", "pace"][n % 3];
    let day = n % 2 + 1;
    format!(
        "N-{n},W{day},workshop,2024-02-0{day},{organisation},{theme},\"Note {n}, as it was said.\"\n"
    )
}

/// Some of the notes, in the order given, as one file.
fn file(notes: impl IntoIterator<Item = usize>) -> String {
    notes
        .into_iter()
        .fold(format!("{HEAD}\n"), |all, n| all + &row(n))
}

/// A review of thirty notes with a finding that two of them carry.
fn review(place: &Place, settings: &str) {
    place
        .write("review/review.toml", format!("title = \"Thirty notes\"\n{settings}"))
        .write("review/notes/a.csv", file(1..=30))
        .write(
            "review/codebook.csv",
            "code,label\ncost,The cost\ntrust,Trust\npace,The pace\n",
        )
        .write(
            "review/findings.toml",
            "[[finding]]\nid = \"cost\"\ntitle = \"Cost\"\nstatement = \"Some organisations named the cost.\"\n\
             themes = [\"cost\"]\nevidence = [\"N-3\", \"N-6\"]\n",
        );
}

fn done(run: &Run) -> &str {
    assert_eq!(run.code, 0, "{}\n{}", run.out, run.err);
    &run.out
}

/// The ids that a ledger says are counted.
fn counted(ledger: &str) -> BTreeSet<String> {
    let mut reader = csv::Reader::from_reader(ledger.as_bytes());
    reader
        .records()
        .map(Result::unwrap)
        .filter(|row| &row[3] == "counted")
        .map(|row| row[2].to_owned())
        .collect()
}

fn ledger(place: &Place, review: &str, sample: &str, seed: &str) -> BTreeSet<String> {
    let run = place.run(&[
        "analyse", review, "ledger", "--format", "csv", "--sample", sample, "--seed", seed,
    ]);
    counted(done(&run))
}

#[test]
fn the_same_notes_are_drawn_whatever_the_order_and_the_number_of_files() {
    let place = Place::new();
    place
        .write("one.csv", file(1..=30))
        .write("backwards.csv", file((1..=30).rev()))
        .write("two/review.toml", "title = \"Two files\"")
        .write("two/notes/a.csv", file(16..=30))
        .write("two/notes/b.csv", file(1..=15));
    let ten = ledger(&place, "one.csv", "10", "7");
    assert_eq!(ten.len(), 10);
    assert_eq!(ledger(&place, "backwards.csv", "10", "7"), ten);
    assert_eq!(ledger(&place, "two", "10", "7"), ten);
    // Nested, and another seed draws others.
    assert!(ledger(&place, "one.csv", "4", "7").is_subset(&ten));
    assert!(ledger(&place, "one.csv", "20", "7").is_superset(&ten));
    assert_ne!(ledger(&place, "one.csv", "10", "8"), ten);
}

#[test]
fn counts_are_those_of_the_drawn_notes_out_of_all_that_took_part() {
    let place = Place::new();
    place.write("all.csv", file(1..=30));
    let drawn = ledger(&place, "all.csv", "8", "7");
    let numbers = (1..=30).filter(|n| drawn.contains(&format!("N-{n}")));
    place.write("alone.csv", file(numbers));
    for table in ["matrix", "stance", "cooccurrence"] {
        let rows = |arguments: &[&str]| -> Vec<Vec<String>> {
            let run = place.run(&[arguments, &["--format", "csv"]].concat());
            let mut reader = csv::Reader::from_reader(done(&run).as_bytes());
            let wide = reader
                .headers()
                .unwrap()
                .iter()
                .filter(|h| *h != "first_look")
                .count();
            let cells = |row: csv::StringRecord| row.iter().take(wide).map(str::to_owned).collect();
            reader.records().map(Result::unwrap).map(cells).collect()
        };
        assert_eq!(
            rows(&["analyse", "all.csv", table, "--sample", "8", "--seed", "7"]),
            rows(&["analyse", "alone.csv", table]),
            "{table}"
        );
    }
    // One note is drawn, and six organisations took part all the same.
    let run = place.run(&["analyse", "all.csv", "--sample", "1", "--format", "json"]);
    let rows: Value = serde_json::from_str(done(&run)).unwrap();
    for row in rows.as_array().unwrap() {
        assert_eq!(row["denominator"], 6);
        assert_eq!(row["first_look"], "1 of 30 notes, drawn with the seed 1");
    }
}

#[test]
fn every_way_to_print_says_it() {
    let place = Place::new();
    place.write("notes.csv", file(1..=30) + &row(30));
    let with = |more: &[&'static str]| -> Run {
        place.run(&[more, &["notes.csv", "--sample", "10", "--seed", "7"]].concat())
    };
    let said = "first look: 10 of 30 notes, drawn with the seed 7; counts of organisations are lower bounds";
    // All rows are read and accounted for.
    let account = "31 rows read = 30 notes + 1 duplicate + 0 rejected";

    let run = with(&["check"]);
    assert!(
        done(&run).contains(said) && run.out.contains(account),
        "{}",
        run.out
    );
    let run = with(&["check", "--format", "json"]);
    assert!(run.err.contains(said), "{}", run.err);
    serde_json::from_str::<Value>(done(&run)).unwrap();

    let run = with(&["analyse"]);
    assert_eq!(done(&run).lines().next(), Some(said));
    assert!(run.err.contains(account), "{}", run.err);
    assert!(!run.out.contains("first_look"), "{}", run.out);
    for format in ["csv", "json"] {
        let run = with(&["analyse", "--format", format]);
        assert!(run.err.contains(said), "{}", run.err);
        let in_rows = done(&run)
            .matches("10 of 30 notes, drawn with the seed 7")
            .count();
        assert_eq!(in_rows, 3, "{}", run.out);
    }
    let run = with(&["analyse", "--format", "parquet", "-o", "table.parquet"]);
    assert!(run.err.contains(said), "{}", run.err);
    let table = std::fs::read(place.at("table.parquet")).unwrap();
    let has = |words: &[u8]| table.windows(words.len()).any(|window| window == words);
    assert!(has(b"first_look"));
}

#[test]
fn a_report_of_a_sample_is_marked_and_leaves_the_findings_out() {
    let place = Place::new();
    review(&place, "");
    let run = place.run(&["report", "review", "--sample", "10", "--seed", "7"]);
    assert!(
        done(&run).contains("Thirty notes: 10 notes of 30 rows counted"),
        "{}",
        run.out
    );
    assert!(run.err.contains("30 rows read = 30 notes"), "{}", run.err);
    let folder = "reports/review-first-look";
    assert!(place.at(&format!("{folder}/report.pdf")).exists());
    let read = |name: &str| std::fs::read_to_string(place.at(&format!("{folder}/{name}"))).unwrap();
    let json: Value = serde_json::from_str(&read("synthesis.json")).unwrap();
    let sentence = "Counted on a sample of 10 of the 30 notes, drawn with seed 7. Who took part is \
                    known from all notes, so each count of organisations is a lower bound.";
    assert_eq!(
        json["first_look"],
        serde_json::json!({
            "notes": 10, "of": 30, "seed": 7, "sentence": sentence,
            "words": "10 of 30 notes, drawn with the seed 7",
        })
    );
    assert_eq!((&json["base"], &json["notes"]), (&6.into(), &10.into()));
    assert_eq!(
        json["document"]["foot"],
        "Internal: not for publication · First look: 10 of 30 notes, seed 7"
    );
    assert!(json["method"]["lead"].as_str().unwrap().ends_with(sentence));
    let rules = json["method"]["counted"].to_string();
    assert!(rules.contains("SipHash-2-4") && rules.contains("Cohen and Kaplan 2007"));
    // No finding, and a sentence where they would stand.
    let no_findings = "Findings are judged on all notes; this first look leaves them out.";
    assert_eq!(json["parts"].as_array().unwrap().len(), 1);
    assert_eq!(json["parts"][0]["intro"], no_findings);
    assert_eq!(json["parts"][0]["findings"], serde_json::json!([]));
    assert_eq!(json["evidence"]["absent"], no_findings);
    assert!(!json.to_string().contains("named the cost"));
    // Pictures and tables that are passed on alone say it too.
    assert!(read("charts/prevalence.svg").contains("First look, 10 of 30 notes: "));
    let tables = ["prevalence", "matrix", "stance", "format", "saturation"];
    for table in tables {
        let text = read(&format!("tables/{table}.csv"));
        assert_eq!(
            text.matches("\"10 of 30 notes, drawn with the seed 7\"")
                .count(),
            text.lines().count() - 1,
            "{table}: {text}"
        );
    }
    // The ledger has every row.
    let rows = read("tables/ledger.csv");
    assert_eq!(rows.lines().count(), 31);
    assert_eq!(
        rows.matches("left out,not drawn for this first look")
            .count(),
        20
    );
    assert_eq!(json["ledger"]["rows"], 30);
}

#[test]
fn as_many_as_there_are_is_no_sample() {
    let place = Place::new();
    review(&place, "");
    let run = place.run(&["report", "review", "--format", "json", "-o", "all"]);
    done(&run);
    let run = place.run(&[
        "report", "review", "--format", "json", "-o", "sampled", "--sample", "30",
    ]);
    done(&run);
    assert!(
        run.err.contains("all are counted; this is no sample"),
        "{}",
        run.err
    );
    let read = |name: &str| std::fs::read(place.at(name)).unwrap();
    assert_eq!(read("all/synthesis.json"), read("sampled/synthesis.json"));
}

#[test]
fn findings_are_read_all_the_same() {
    let place = Place::new();
    review(&place, "");
    place.write(
        "review/findings.toml",
        "[[finding]]\nid = \"cost\"\ntitel = \"Cost\"\n",
    );
    for command in ["check", "analyse", "report"] {
        let run = place.run(&[command, "review", "--sample", "10"]);
        assert_eq!(run.code, 1, "{command}: {}{}", run.out, run.err);
        assert!(!place.at("reports").exists());
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let place = Place::new();
    review(&place, "");
    review_that_is_public(&place);
    place.write("earlier.json", "{}");
    let sample = ["--sample", "10"];
    for (arguments, said) in [
        (
            &["report", "review", "--audience", "public"][..],
            "--audience says public",
        ),
        (
            &["report", "review", "--protected"],
            "--protected asks for a public report",
        ),
        (
            &["report", "public"],
            "review.toml says that the report is public",
        ),
        (
            &["report", "review", "--published", "earlier.json"],
            "--published is for a public report",
        ),
        (
            &["report", "review", "--allow-unsupported"],
            "leaves the findings out",
        ),
        (&["audit", "review"], "unexpected argument '--sample'"),
        (&["draft", "review"], "unexpected argument '--sample'"),
    ] {
        let run = place.run(&[arguments, &sample].concat());
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(said), "{arguments:?}: {}", run.err);
    }
    for command in ["check", "analyse", "report"] {
        for wrong in [
            &["--sample", "0"][..],
            &["--sample", "many"],
            &["--sample", "-3"],
            &["--seed", "7"],
        ] {
            let run = place.run(&[&[command, "review"], wrong].concat());
            assert_eq!(run.code, 2, "{command} {wrong:?}: {}", run.err);
        }
    }
    assert!(!place.at("reports").exists());
    // What review.toml says is for everybody is looked at inside when that is asked for.
    let inside = [
        "report",
        "public",
        "--audience",
        "internal",
        "--format",
        "json",
    ];
    done(&place.run(&[&inside[..], &sample].concat()));
}

fn review_that_is_public(place: &Place) {
    place
        .write(
            "public/review.toml",
            "title = \"Public\"\n[disclosure]\naudience = \"public\"\n",
        )
        .write("public/notes/a.csv", file(1..=30));
}
