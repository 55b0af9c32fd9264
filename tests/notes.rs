//! `throughline notes`: retrieval by themes, people, places and words.

mod common;

use common::Place;

const CODEBOOK: &str = "code,label,parent\n\
    value,Value,\nsmall-benefit,Small benefit,value\nprocess,Process,\ncost,Cost,process\n";
const NOTES: &str = "note_id,engagement_id,part,question,organisation,themes,stance,text\n\
    N-1,WS-1,part-1,q-1,Agency A,small-benefit,negative,A small benefit for the whānau.\n\
    N-2,WS-1,part-1,q-1,Agency B;Agency A,value;cost,positive,\"Worth its COST,\nsaid they.\"\n\
    N-3,OO-1,part-2,q-2,Agency B,cost,negative,\"Costs grow \u{1b}[31m, benefit is small.\"\n\
    N-4,,,,,value,,Whanau first.\n\
    N-5,OO-1,part-2,q-2,Agency C,,,=HYPERLINK cost\n";

fn place() -> Place {
    let place = Place::new();
    place
        .write(
            "r/review.toml",
            "title = \"R\"\nnoun = \"agency\"\nnoun_plural = \"agencies\"\n\
             [[part]]\nid = \"part-1\"\ntitle = \"One\"\n[[part.question]]\nid = \"q-1\"\ntext = \"What?\"\n\
             [[part]]\nid = \"part-2\"\ntitle = \"Two\"\n[[part.question]]\nid = \"q-2\"\ntext = \"Why?\"\n",
        )
        .write("r/codebook.csv", CODEBOOK)
        .write(
            "r/organisations.csv",
            "organisation,status,aliases\nAgency A,current,AA\nAgency B,historical,\nAgency C,,\n",
        )
        .write(
            "r/engagements.csv",
            "engagement_id,engagement_type,date,organisations\n\
             WS-1,workshop,2023-09-26,Agency A;Agency B\nOO-1,1:1 meeting,2023-10-02,Agency B\n",
        )
        .write("r/notes/a.csv", NOTES)
        .write(
            "r/tags/mere.csv",
            "note_id,themes,stance,excerpt,start,end\nN-1,cost,mixed,small benefit,2,15\nN-3,,,,,\n",
        );
    place
}

/// The ids in the first column of the CSV.
fn ids(csv: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| row[0].to_owned()).collect()
}

#[test]
fn conditions_are_met_together() {
    let place = place();
    for (asked, expected) in [
        (&[] as &[&str], "N-1 N-2 N-3 N-4 N-5"),
        (&["--theme", "value"], "N-1 N-2 N-4"),
        (&["--theme", "value", "--rolled"], "N-1 N-2 N-4"),
        (&["--theme", "value", "--own"], "N-2 N-4"),
        (&["--theme", "value", "--theme", "cost"], "N-1 N-2 N-3 N-4"),
        (&["--theme", "value", "--and", "process"], "N-1 N-2"),
        (&["--theme", "value", "--not", "process"], "N-4"),
        (&["--theme", "small-benefit", "--stance", "oppose"], "N-1"),
        (&["--theme", "cost", "--stance", "mixed"], "N-1"),
        (
            &["--stance", "negative", "--stance", "positive"],
            "N-1 N-2 N-3",
        ),
        (&["--organisation", "agency  b"], "N-2 N-3"),
        (&["--organisation", "AA"], "N-1 N-2"),
        (&["--status", "historical"], "N-2 N-3"),
        (&["--part", "part-2"], "N-3 N-5"),
        (&["--question", "q-1"], "N-1 N-2"),
        (&["--format-of-engagement", "Workshop"], "N-1 N-2"),
        (&["--engagement-type", "1:1 meeting"], "N-3 N-5"),
        (&["--coder", "mere"], "N-1 N-3"),
        (&["--coder", "mere", "--theme", "cost"], "N-1"),
        (&["--coder", "notes", "--theme", "cost"], "N-2 N-3"),
        (&["--search", "cost"], "N-2 N-5"),
        (&["--search", "WHĀNAU"], "N-1 N-4"),
        (&["--search", "benefit small"], "N-1 N-3"),
        (&["--search", "\"small benefit\""], "N-1"),
        (&["--search", "small", "--search", "whanau"], "N-1"),
        (&["--limit", "2"], "N-1 N-2"),
        (&["--search", "unicorn"], ""),
        (
            &["--theme", "cost", "--part", "part-1", "--search", "worth"],
            "N-2",
        ),
    ] {
        let mut arguments = vec!["notes", "r", "--format", "csv"];
        arguments.extend(asked);
        let run = place.run(&arguments);
        assert_eq!(run.code, 0, "{asked:?}: {}", run.err);
        assert_eq!(ids(&run.out).join(" "), expected, "{asked:?}");
    }
}

#[test]
fn text_has_the_counts_first_and_marks_what_was_found() {
    let place = place();
    let run = place.run(&[
        "notes", "r", "--search", "small", "--theme", "value", "--theme", "cost",
    ]);
    assert_eq!(
        run.out,
        "2 of 5 notes, of 2 of 3 agencies\n\
         \n\
         N-1  Agency A\n  workshop WS-1, 26 September 2023, part-1, q-1\n\
         \x20 value > small-benefit (negative)\n  process > cost (mixed)\n\
         \x20   A «small benefit» for the whānau.\n\
         \n\
         N-3  Agency B\n  1:1 meeting OO-1, 2 October 2023, part-2, q-2\n\
         \x20 process > cost (negative)\n\
         \x20   Costs grow ␛[31m, benefit is «small».\n"
    );
    let run = place.run(&["notes", "r", "--theme", "value", "--own", "--limit", "1"]);
    assert!(
        run.out
            .starts_with("2 of 5 notes, of 2 of 3 agencies; 1 of nobody named\n"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("    Worth its COST,\n    said they.\n"),
        "{}",
        run.out
    );
    assert!(run.out.ends_with("… and 1 more\n"), "{}", run.out);
    let run = place.run(&["notes", "r", "--search", "unicorn"]);
    assert_eq!(run.code, 0);
    assert_eq!(run.out, "no note fits; 0 of 5 notes, of 0 of 3 agencies\n");
}

#[test]
fn csv_and_json_have_the_attributes() {
    let place = place();
    let run = place.run(&["notes", "r", "--search", "cost", "--format", "csv"]);
    assert_eq!(
        run.out,
        "note_id,organisation,engagement_id,engagement_type,date,part,question,stance,theme,text,highlights\n\
         N-2,Agency B; Agency A,WS-1,workshop,2023-09-26,part-1,q-1,positive; positive,value; process > cost,\
         \"Worth its COST,\nsaid they.\",COST\n\
         N-5,Agency C,OO-1,1:1 meeting,2023-10-02,part-2,q-2,,,'=HYPERLINK cost,cost\n"
    );
    assert_eq!(run.err, "2 of 5 notes, of 3 of 3 agencies\n");
    let run = place.run(&[
        "notes", "r", "--search", "cost", "--format", "json", "--limit", "1",
    ]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["counts"]["notes"], 2);
    assert_eq!(json["counts"]["denominator"], 3);
    assert_eq!(json["found"].as_array().unwrap().len(), 1);
    assert_eq!(json["found"][0]["tags"][1]["path"], "process > cost");
    assert_eq!(json["found"][0]["highlights"][0], "COST");
}

#[test]
fn what_there_is_not_is_said_with_the_nearest() {
    let place = place();
    for (asked, parts) in [
        (
            ["--theme", "valu"],
            ["there is no theme `valu`", "did you mean `value`?"],
        ),
        (
            ["--not", "zzz"],
            ["there is no theme `zzz`", "the review has value"],
        ),
        (
            ["--organisation", "Agency D"],
            ["there is no agency", "did you mean"],
        ),
        (["--part", "part-3"], ["there is no part", "did you mean"]),
        (["--question", "x"], ["there is no question `x`", "q-1"]),
        (
            ["--format-of-engagement", "hui"],
            ["there is no format `hui`", "workshop"],
        ),
        (["--coder", "bob"], ["there is no coder `bob`", "mere"]),
        (
            ["--stance", "angry"],
            ["there is no stance `angry`", "not stated"],
        ),
        (["--search", "\"open"], ["is not closed", "quotation marks"]),
        (["--search", " "], ["holds no word", "give words"]),
    ] {
        let run = place.run(&["notes", "r", asked[0], asked[1]]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{asked:?}");
        for part in parts {
            assert!(
                run.err.contains(part),
                "{asked:?}: no {part} in {}",
                run.err
            );
        }
    }
    assert_eq!(place.run(&["notes", "r", "--own", "--rolled"]).code, 2);
    assert_eq!(place.run(&["notes", "nowhere"]).code, 2);
}
