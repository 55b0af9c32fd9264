//! What is said to a program and what it may say back, against the committed schema.

use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;
use throughline::model::codebook::{Codebook, Theme};
use throughline::model::notes::TextsInMemory;
use throughline::model::review::Review;
use throughline::suggest::outside::{Answers, asked, opening};

fn schema(part: &str) -> jsonschema::Validator {
    let whole: Value =
        serde_json::from_str(include_str!("../crates/suggest/schema/outside-1.json")).unwrap();
    let one = json!({"$ref": format!("#/$defs/{part}"), "$defs": whole["$defs"]});
    jsonschema::validator_for(&one).unwrap()
}

fn review() -> Review {
    let mut review = Review::new("A review", Arc::new(TextsInMemory::default()));
    let mut child = Theme::bare("time".parse().unwrap());
    child.parent = Some(0);
    child.keywords = vec!["slow".into()];
    let themes = vec![Theme::bare("cost".parse().unwrap()), child];
    review.codebook = Codebook::new(themes).unwrap();
    review.notes.ids.push("N-1");
    review.notes.ids.push("N-2");
    review
}

#[test]
fn lines_keep_to_the_schema() {
    let review = review();
    let first = opening(&review.codebook);
    let note = asked(&review, 1, "Two\nlines, \"quoted\" – ā");
    for (line, part) in [(&first, "opening"), (&note, "note")] {
        assert_eq!(line.matches('\n').count(), 1);
        assert!(line.ends_with('\n'));
        let value: Value = serde_json::from_str(line).unwrap();
        assert!(schema(part).is_valid(&value), "{line}");
    }
    let value: Value = serde_json::from_str(&note).unwrap();
    assert_eq!(value["id"], "N-2");
    assert_eq!(value["text"], "Two\nlines, \"quoted\" – ā");
}

#[test]
fn each_bad_line_is_told_and_the_rest_counts() {
    let review = review();
    let mut answers = Answers::new(&review.codebook, &review.notes, &[0, 1], None);
    for (line, wrong) in [
        (
            r#"{"note":"N-1","theme":"cost","score":0.4,"reason":"a\nb"}"#,
            None,
        ),
        (
            r#"{"note":"N-1","theme":"time","score":0.9,"more":1}"#,
            None,
        ),
        (r#"{"note":"N-2"}"#, None),
        ("", None),
        ("Sure! Here are the themes:", Some("line 5: not JSON")),
        (
            r#"{"theme":"cost"}"#,
            Some("line 6: not an answer (missing field `note`"),
        ),
        (r#"["N-1","cost"]"#, Some("line 7: ")),
        (
            r#"{"note":"N-9","theme":"cost"}"#,
            Some("line 8: no note `N-9` was asked about"),
        ),
        (
            r#"{"note":"N-2","theme":"cots"}"#,
            Some("line 9: there is no theme `cots`, did you mean `cost`?"),
        ),
        (
            r#"{"note":"N-2","theme":"cost","score":7}"#,
            Some("line 10: the score 7 is not from 0 to 1"),
        ),
        (
            r#"{"note":"N-1","theme":"cost"}"#,
            Some("line 11: `cost` was suggested for `N-1` before"),
        ),
        (
            r#"{"note":"N-2","theme":"cost","score":"high"}"#,
            Some("line 12: not an answer"),
        ),
    ] {
        let told = answers.take(line.as_bytes()).map(ToString::to_string);
        match (told, wrong) {
            (None, None) => {}
            (Some(told), Some(wrong)) => assert!(told.starts_with(wrong), "{told}"),
            other => panic!("{line}: {other:?}"),
        }
    }
    assert_eq!(answers.rejected().len(), 8);
    assert_eq!(answers.answered(), 2);
    let given = answers.into_suggestions();
    let first: Vec<_> = given[&0].iter().map(|s| (s.theme, s.score)).collect();
    assert_eq!(first, [(1, Some(0.9)), (0, Some(0.4))]);
    assert_eq!(given[&0][1].reason.said, "a b");
    assert!(!given.contains_key(&1) || given[&1].is_empty());
}

#[test]
fn what_the_schema_allows_is_taken() {
    let review = review();
    let answer = schema("answer");
    for (line, good) in [
        (json!({"note": "N-1", "theme": "cost"}), true),
        (
            json!({"note": "N-1", "theme": null, "score": null, "reason": null}),
            true,
        ),
        (json!({"note": "N-1", "theme": "cost", "score": 1}), true),
        (json!({"note": 1}), false),
        (
            json!({"note": "N-1", "theme": "cost", "score": -0.1}),
            false,
        ),
        (json!({"note": "N-1", "theme": ["cost"]}), false),
    ] {
        let mut answers = Answers::new(&review.codebook, &review.notes, &[0], None);
        let bad = answers.take(line.to_string().as_bytes()).is_some();
        assert_eq!((answer.is_valid(&line), !bad), (good, good), "{line}");
    }
}

proptest! {
    #[test]
    fn no_line_is_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let review = review();
        let mut answers = Answers::new(&review.codebook, &review.notes, &[0, 1], None);
        let told = answers.take(&bytes).map(ToString::to_string);
        if let Some(told) = told {
            prop_assert!(!told.contains('\n'));
        }
    }
}
