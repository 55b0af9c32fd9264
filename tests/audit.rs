//! `throughline audit` on the first review, and on copies with something planted in them.

mod common;

use common::{Place, Run, repository};
use serde_json::Value;
use std::path::Path;

/// A copy of the first review, with words of findings.toml replaced.
fn copy(replaced: &[(&str, &str)]) -> Place {
    let place = Place::new();
    let from = repository().join("data/ogp-2023");
    for file in common::files(&from) {
        place.write(
            &Path::new("review").join(&file).to_string_lossy(),
            std::fs::read(from.join(&file)).unwrap(),
        );
    }
    let mut text = std::fs::read_to_string(from.join("findings.toml")).unwrap();
    for (words, by) in replaced {
        assert_eq!(text.matches(words).count(), 1, "{words}");
        text = text.replace(words, by);
    }
    place.write("review/findings.toml", text);
    place
}

fn audit(place: &Place, arguments: &[&str]) -> Run {
    let arguments: Vec<&str> = ["audit", "review"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    place.run(&arguments)
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}", run.err))
}

/// Where words stand in the findings.toml of a copy: `findings.toml:12:15`.
fn stands(place: &Place, line: &str, words: &str) -> String {
    let text = std::fs::read_to_string(place.at("review/findings.toml")).unwrap();
    let (at, line) = text
        .lines()
        .enumerate()
        .find(|(_, l)| l.contains(line))
        .unwrap();
    let column = line[..line.find(words).unwrap()].chars().count();
    format!("findings.toml:{}:{}", at + 1, column + 1)
}

#[test]
fn the_first_review_holds_strictly_for_both_audiences() {
    let place = copy(&[]);
    for audience in ["internal", "public"] {
        let run = audit(&place, &["--strict", "--audience", audience]);
        assert_eq!(run.code, 0, "{audience}\n{}{}", run.out, run.err);
    }
}

#[test]
fn the_quantifiers_and_generics_of_the_first_review_are_found_and_supported() {
    let run = audit(&copy(&[]), &["--format", "json"]);
    let found = json(&run);
    let of = |phrase: &str| -> Vec<(String, u64, u64)> {
        let list = found["judgements"].as_array().unwrap().iter();
        list.filter(|j| j["phrase"].as_str().unwrap().to_lowercase() == phrase)
            .map(|j| {
                let number = |key: &str| j[key].as_u64().unwrap();
                (
                    j["verdict"].as_str().unwrap().to_owned(),
                    number("count"),
                    number("base"),
                )
            })
            .collect()
    };
    let most = ("supported".to_owned(), 7, 9);
    assert_eq!(of("most agencies"), vec![most; 6]);
    assert_eq!(of("many agencies"), [("supported".to_owned(), 6, 9)]);
    assert_eq!(of("all agencies"), [("supported".to_owned(), 9, 9)]);
    for few in ["a small number of agencies", "a few agencies"] {
        assert_eq!(of(few), [("supported".to_owned(), 2, 9)], "{few}");
    }
    let kinds = |kind: &str| {
        let list = found["judgements"].as_array().unwrap().iter();
        list.filter(|j| j["kind"] == kind).count()
    };
    for kind in ["generic", "saying", "passive", "rank", "not-counted"] {
        assert!(kinds(kind) > 0, "{kind}");
    }
    // An audit that read quantifiers alone would miss more than it found.
    assert!(kinds("generic") + kinds("saying") + kinds("passive") > kinds("quantifier"));
}

#[test]
fn a_planted_overstatement_is_caught_with_its_place() {
    let place = copy(&[
        (
            "This stretches many agencies too far",
            "This stretches almost all agencies too far",
        ),
        (
            "phrase = \"many agencies\"",
            "phrase = \"almost all agencies\"",
        ),
    ]);
    let run = audit(&place, &[]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let at = stands(&place, "This stretches", "almost all agencies");
    let first = run.out.lines().next().unwrap();
    let expected = format!(
        "{at}: overstated: “almost all agencies”: 6 of 9 agencies; almost all is 8 of 9; “more than half” fits"
    );
    assert_eq!(first, expected);
    assert_eq!(
        run.out.lines().nth(1),
        Some("  help: 6 of 9 is “more than half”")
    );
    assert!(
        run.out
            .trim_end()
            .lines()
            .last()
            .unwrap()
            .contains("1 overstated")
    );
    assert!(
        !run.out.contains('\u{1b}'),
        "no colour where nobody sees it"
    );
}

#[test]
fn a_title_that_says_more_than_its_statement_is_caught() {
    let place = copy(&[(
        "title = \"OGP adds little as it runs now\"",
        "title = \"All agencies see little in OGP\"",
    )]);
    let run = audit(&place, &[]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let at = stands(&place, "All agencies see", "All agencies");
    assert!(
        run.out
            .starts_with(&format!("{at}: overstated: “All agencies”")),
        "{}",
        run.out
    );

    let place = copy(&[(
        "title = \"OGP adds little as it runs now\"",
        "title = \"Most agencies see little in OGP\"",
    )]);
    let run = audit(&place, &["--strict"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

#[test]
fn a_planted_generic_without_a_claim_fails_strictly() {
    let place = copy(&[(
        "text = \"Better digital tools may help.\"",
        "text = \"Agencies felt that better digital tools may help.\"",
    )]);
    assert_eq!(audit(&place, &[]).code, 0);
    let run = audit(&place, &["--strict"]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let at = stands(&place, "Agencies felt that better", "Agencies felt");
    assert!(
        run.out
            .starts_with(&format!("{at}: unclaimed: “Agencies felt”")),
        "{}",
        run.out
    );
}

#[test]
fn a_claim_that_no_note_supports_has_no_evidence() {
    let place = copy(&[(
        "phrase = \"Agencies suggested\"\n    themes = { any = [\"models-and-team\"] }",
        "phrase = \"Agencies suggested\"\n    themes = { any = [\"models-and-team\"] }\n    stance = [\"neutral\"]",
    )]);
    let run = audit(&place, &[]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let first = run.out.lines().next().unwrap();
    assert!(
        first.contains(": no evidence: “Agencies suggested”: 0 of 9 agencies"),
        "{first}"
    );
}

#[test]
fn a_phrase_that_is_not_in_its_statement_is_an_error_with_its_place() {
    let place = copy(&[(
        "phrase = \"many agencies\"",
        "phrase = \"numerous agencies\"",
    )]);
    let run = audit(&place, &[]);
    assert_eq!(run.code, 1);
    let at = stands(&place, "numerous agencies", "\"numerous");
    assert!(run.err.contains(&format!("error: {at}: ")), "{}", run.err);
    assert_eq!(run.out, "");
}

#[test]
fn the_json_is_that_of_the_schema_and_has_what_the_specification_names() {
    let run = audit(&copy(&[]), &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let found = json(&run);
    let schema = repository().join("crates/core/schema/audit-1.schema.json");
    let schema: Value = serde_json::from_slice(&std::fs::read(schema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&found)
        .map(|e| e.to_string())
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(found["schema"], "throughline-audit/1");
    let judgement = found["judgements"][0].as_object().unwrap();
    for key in [
        "finding",
        "point",
        "phrase",
        "offset",
        "kind",
        "verdict",
        "unit",
        "count",
        "base",
        "least",
        "most",
        "best_word",
        "flip",
        "supporting",
        "contrary",
    ] {
        assert!(judgement.contains_key(key), "{key}");
    }
    for key in ["organisations", "tags", "coders"] {
        assert!(
            judgement["flip"].as_object().unwrap().contains_key(key),
            "{key}"
        );
    }
}

#[test]
fn an_accepted_audit_says_later_what_changed() {
    let place = copy(&[]);
    let run = audit(&place, &["--accept"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(place.at("review/findings.lock").is_file());
    let again = audit(&place, &["--format", "json"]);
    assert_eq!(
        json(&again)["since"],
        Value::Array(Vec::new()),
        "{}",
        again.err
    );

    let notes = place.at("review/notes");
    let file = common::files(&notes).into_iter().next().unwrap();
    let path = notes.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let themes = "design-delivery-overlap";
    assert!(text.contains(themes));
    std::fs::write(&path, text.replacen(themes, "time-to-scope", 1)).unwrap();
    let changed = audit(&place, &[]);
    assert!(
        changed.out.contains("Since the audit was last accepted"),
        "{}",
        changed.out
    );
    assert!(
        changed.out.contains("process-fit / overlap: "),
        "{}",
        changed.out
    );
}

#[test]
fn a_file_of_notes_has_nothing_to_accept() {
    let place = Place::new();
    place.write("notes.csv", "text\nhello\n");
    let run = place.run(&["audit", "notes.csv"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "0 phrases by the scale “plain”\n")
    );
    let run = place.run(&["audit", "notes.csv", "--accept"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("help: "), "{}", run.err);
}
