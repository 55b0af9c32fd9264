//! `throughline codebook`: shown, checked, changed in every file that names a theme, and exchanged
//! with other tools.

#![allow(
    clippy::too_many_lines,
    reason = "a walk or a table is read from top to bottom"
)]

mod common;
#[path = "codebook/exchange.rs"]
mod exchange;

use common::{Place, repository};
use std::collections::BTreeMap;

const BOOK: &str = "\
code,label,parent,definition,keywords
top,Resourcing,,People and money.,
cost,What it costs,top,Money is named.,money
price,What it  Costs,cost,,fee
time,Time of staff,top,Hours are named.,
idle,Idle,,Nothing yet.,
";

const NOTES: &str = "\
note_id,organisation,themes,text
1,A,cost;price,One
2,B,\"price; cost\",Two
3,A,time,Three
4,,cost,Four
";

const FINDINGS: &str = "\
# Ours.
[[finding]]
id = \"one\"
statement = \"Cost and ghosts.\" # said by all
themes = [\"cost\", \"price\"]
";

fn review(place: &Place) {
    place
        .write("r/review.toml", "title = \"Tides\"\n")
        .write("r/codebook.csv", BOOK)
        .write("r/notes/a.csv", NOTES)
        .write(
            "r/tags/ana.csv",
            "note_id,themes,memo\n3,time,\"a \"\"b\"\"\"\n",
        )
        .write("r/findings.toml", FINDINGS);
}

fn tree(place: &Place) -> BTreeMap<String, Vec<u8>> {
    let files = place.files().into_iter().filter(|f| f.starts_with("r/"));
    files
        .map(|f| (f.clone(), std::fs::read(place.at(&f)).unwrap()))
        .collect()
}

fn text(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.at(name)).unwrap()
}

#[test]
fn the_tree_is_shown_with_its_counts() {
    let place = Place::new();
    review(&place);
    let run = place.run(&["codebook", "show", "r"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "theme      notes  rolled  organisations  rolled  label           definition\n\
         top            0       4              0       2  Resourcing      People and money.\n\
         \x20 cost         3       3              2       2  What it costs   Money is named.\n\
         \x20   price      2       2              2       2  What it  Costs\n\
         \x20 time         1       1              1       1  Time of staff   Hours are named.\n\
         idle           0       0              0       0  Idle            Nothing yet.\n"
    );
    let run = place.run(&["codebook", "show", "r", "--format", "csv"]);
    let third = run.out.lines().nth(2).unwrap();
    assert_eq!(third, "cost,What it costs,top,1,Money is named.,3,3,2,2");
    let run = place.run(&["codebook", "show", "r", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json[0]["notes_rolled"], 4);
    assert_eq!(json[2]["parent"], "cost");
}

/// The counts shown are those of the table of prevalence.
#[test]
fn the_first_review_is_shown_as_it_is_counted() {
    let place = Place::new();
    let data = repository().join("data/ogp-2023");
    let data = data.to_str().unwrap();
    let shown = place
        .run(&["codebook", "show", data, "--format", "csv"])
        .out;
    let counted = place
        .run(&["analyse", data, "prevalence", "--format", "csv"])
        .out;
    let mut known = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(counted.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|h| h == name).unwrap();
    let columns = [
        "notes",
        "notes_rolled",
        "organisations",
        "organisations_rolled",
    ]
    .map(at);
    for row in reader.records().map(Result::unwrap) {
        known.insert(row[0].to_owned(), columns.map(|c| row[c].to_owned()));
    }
    let mut reader = csv::Reader::from_reader(shown.as_bytes());
    let mut rows = 0;
    for row in reader.records().map(Result::unwrap) {
        assert_eq!(
            known[&row[0]],
            [5, 6, 7, 8].map(|c| row[c].to_owned()),
            "{}",
            &row[0]
        );
        rows += 1;
    }
    assert_eq!(rows, known.len());
}

#[test]
fn advice_is_given_and_is_no_error() {
    let place = Place::new();
    review(&place);
    let findings = FINDINGS.replace("\"price\"", "\"idle\"");
    place.write("r/findings.toml", findings);
    place.write(
        "r/codebook.csv",
        BOOK.replace("idle,", "spare,Spare,,,\nidle,"),
    );
    let run = place.run(&["codebook", "check", "r"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for line in [
        "unused: no note carries `spare` or a theme beneath it\n",
        "named-not-tagged: findings.toml names `idle`, and no note carries it\n",
        "no-definition: `price` has no definition\nno-definition: `spare` has no definition\n  help: ",
        "alike-labels: “What it costs” (`cost`) and “What it  Costs” (`price`) differ in case, accents or punctuation only\n",
        "always-together: `price` is never given without `cost`: 2 notes carry it, 3 carry `cost`\n",
        "one-child: `cost` has one child only, `price`\n",
        "\n7 remarks on 6 themes\n",
    ] {
        assert!(run.out.contains(line), "{line}: {}", run.out);
    }
    assert_eq!(place.run(&["codebook", "check", "r", "--strict"]).code, 1);
    let run = place.run(&["codebook", "check", "r", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json[0]["kind"], "unused");
    assert_eq!(json[0]["themes"][0], "spare");
    assert_eq!(json.as_array().unwrap().len(), 7);
}

#[test]
fn a_merge_is_listed_and_made() {
    let place = Place::new();
    review(&place);
    let before = tree(&place);
    let merge = ["codebook", "merge", "r", "price", "--into", "cost"];
    let run = place.run(&[&merge[..], &["--dry-run"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let listed = "\
changed   codebook.csv: 1 cell, 1 row removed
changed   notes/a.csv: 2 cells
changed   findings.toml: 1 place
left out  label of price: What it  Costs
";
    assert_eq!(
        run.out,
        format!("{listed}4 places in 3 files would change; nothing was written\n")
    );
    assert_eq!(tree(&place), before);
    let run = place.run(&merge);
    assert!(run.out.starts_with(listed), "{}", run.out);
    let notes = NOTES
        .replace("cost;price", "cost")
        .replace("\"price; cost\"", "\"cost\"");
    assert_eq!(text(&place, "r/notes/a.csv"), notes);
    assert_eq!(
        text(&place, "r/findings.toml"),
        FINDINGS.replace("[\"cost\", \"price\"]", "[\"cost\"]")
    );
    let book = BOOK
        .replace("price,What it  Costs,cost,,fee\n", "")
        .replace(",money\n", ",money;fee\n");
    assert_eq!(text(&place, "r/codebook.csv"), book);
    assert_eq!(tree(&place).len(), before.len());
    assert_eq!(place.run(&["check", "r"]).code, 0);
}

#[test]
fn a_theme_is_renamed_and_moved() {
    let place = Place::new();
    review(&place);
    let before = tree(&place);
    let rename = |from: &str, to: &str| {
        let run = place.run(&["codebook", "rename", "r", from, to]);
        assert_eq!(run.code, 0, "{}", run.err);
    };
    rename("time", "hours");
    assert_eq!(
        text(&place, "r/tags/ana.csv"),
        "note_id,themes,memo\n3,hours,\"a \"\"b\"\"\"\n"
    );
    rename("hours", "time");
    assert_eq!(tree(&place), before);

    let run = place.run(&[
        "codebook",
        "rename",
        "r",
        "idle",
        "rest",
        "--label",
        "Rest, or sleep",
    ]);
    assert!(
        run.out.starts_with("changed   codebook.csv: 2 cells\n"),
        "{}",
        run.out
    );
    assert!(text(&place, "r/codebook.csv").contains("\nrest,\"Rest, or sleep\",,"));
    let run = place.run(&["codebook", "move", "r", "cost", "--under", "rest"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(text(&place, "r/codebook.csv").contains("\ncost,What it costs,rest,"));
    let run = place.run(&["codebook", "move", "r", "cost", "--top"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(text(&place, "r/codebook.csv").contains("\ncost,What it costs,,"));
    let run = place.run(&["codebook", "move", "r", "cost", "--top"]);
    assert_eq!(run.out, "nothing to change\n");
}

#[test]
fn wrong_use_says_what_would_be_right_and_changes_nothing() {
    let place = Place::new();
    review(&place);
    place
        .write("notes.csv", NOTES)
        .write("bad/review.toml", "title = \"Bad\"\n")
        .write("bad/codebook.csv", BOOK)
        .write("bad/notes/a.csv", "note_id,themes,text\n1,nowhere,One\n")
        .write("flat/review.toml", "title = \"Flat\"\n")
        .write("flat/notes/a.csv", NOTES)
        .write("other.txt", "a,b\n1,2\n")
        .write("parent.csv", "code,label,parent\nx,X,nowhere\n");
    let before = tree(&place);
    for (arguments, code, said) in [
        (
            &["merge", "r", "cots", "--into", "top"][..],
            2,
            "did you mean `cost`?",
        ),
        (
            &["merge", "r", "cost", "--into", "cost"],
            2,
            "cannot be merged into itself",
        ),
        (&["merge", "r", "--into", "cost"], 2, "required"),
        (
            &["merge", "notes.csv", "cost", "--into", "time"],
            2,
            "make a folder with a review.toml",
        ),
        (
            &["merge", "bad", "cost", "--into", "time"],
            1,
            "bad/a.csv:2:3: unknown theme",
        ),
        (
            &["merge", "nowhere", "cost", "--into", "time"],
            2,
            "does not exist",
        ),
        (
            &["rename", "r", "cost", "time"],
            2,
            "`time` is the code of another theme\nhelp: give another code, or make one of the two: `throughline codebook merge",
        ),
        (&["rename", "r", "cost", "a;b"], 2, "holds `;`"),
        (
            &["rename", "r", "cost", "x", "--label", " "],
            2,
            "the label is blank",
        ),
        (
            &["rename", "flat", "cost", "x", "--label", "X"],
            2,
            "has no codebook.csv",
        ),
        (
            &["move", "r", "top", "--under", "price"],
            2,
            "cannot stand under `price`",
        ),
        (&["move", "r", "cost"], 2, "--under"),
        (&["move", "flat", "cost", "--top"], 2, "has no codebook.csv"),
        (
            &["import", "other.txt", "--into", "r"],
            1,
            "other.txt:1: the header has neither",
        ),
        (&["import", "nowhere.csv", "--into", "r"], 2, "nowhere.csv"),
        (
            &["import", "parent.csv", "--into", "r"],
            1,
            "the parent `nowhere` of `x`",
        ),
        (
            &["import", "r/codebook.csv", "--into", "notes.csv"],
            2,
            "one file of notes",
        ),
        (
            &[
                "import",
                "r/codebook.csv",
                "--into",
                "r",
                "--merge",
                "--replace",
            ],
            2,
            "cannot be used with",
        ),
        (&["export", "r", "--format", "docx"], 2, "possible values"),
        (
            &["export", "r", "--format", "csv", "-o", "r/codebook.csv"],
            2,
            "is there already",
        ),
    ] {
        let run = place.run(&[&["codebook"], arguments].concat());
        assert_eq!(run.code, code, "{arguments:?}: {}", run.err);
        let said = said.replace("bad/a.csv", "notes/a.csv");
        assert!(run.err.contains(&said), "{arguments:?}: {}", run.err);
    }
    assert_eq!(tree(&place), before);
}

/// The program is killed by the system at moments spread over its run; what it leaves is whole.
#[test]
fn a_killed_rename_leaves_the_review_whole() {
    const MOMENTS: u64 = 60;
    const APART: u64 = 1_500;
    let place = Place::new();
    review(&place);
    let before = tree(&place);
    let rename = |from: &str, to: &str| {
        assert_eq!(place.run(&["codebook", "rename", "r", from, to]).code, 0);
    };
    rename("cost", "costs");
    let after = tree(&place);
    rename("costs", "cost");
    assert_eq!(tree(&place), before);
    for moment in 0..MOMENTS {
        let mut child = place
            .command(&["codebook", "rename", "r", "cost", "costs"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_micros(moment * APART));
        child.kill().unwrap();
        child.wait().unwrap();
        let run = place.run(&["codebook", "show", "r"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let found = tree(&place);
        assert!(found == before || found == after, "{found:?}");
        if found == after {
            rename("costs", "cost");
        }
    }
}
