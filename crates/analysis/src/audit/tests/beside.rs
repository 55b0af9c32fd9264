//! What stands beside verdicts: pins, sources, and what changed since an audit was accepted.

use super::{Draft, claim, names};
use crate::Analysis;
use throughline_core::audit::{Audit, Lock, Since};
use throughline_core::findings::{Claim, Finding, Point, Statement, TextAt};
use throughline_core::notes::Strings;
use throughline_core::review::{Audience, Review};

fn finding(text: &str, claims: Vec<Claim>) -> Finding {
    Finding {
        id: "f".parse().unwrap(),
        part: None,
        title: text.into(),
        title_at: TextAt::default(),
        statement: Statement {
            text: text.into(),
            claims,
            ..Statement::default()
        },
        points: Vec::new(),
    }
}

fn audit(review: &Review) -> Audit {
    Analysis::of(review).unwrap().audit(Audience::Internal)
}

fn remarks(review: &Review) -> Vec<(String, String)> {
    let remarks = audit(review).remarks.into_iter();
    remarks.map(|r| (r.remark.code, r.remark.message)).collect()
}

#[test]
fn a_pin_carries_a_theme_of_its_statement_or_its_claims() {
    let mut review = Draft::new("cost cost/money staff other")
        .engagement("WS", "workshop", "", "A,B")
        .engagement("M", "meeting", "", "A,B")
        .note("WS", "A", "money")
        .note("M", "A", "staff")
        .note("M", "A", "other")
        .review();
    let mut found = finding("Costs.", vec![]);
    found.statement.themes = vec![0];
    found.statement.evidence = vec![0, 1, 2];
    let mut point = found.statement.clone();
    point.claims = vec![Claim {
        phrase: "all".into(),
        ..claim(&review, "staff")
    }];
    found.points.push(Point {
        id: "p".parse().unwrap(),
        statement: point,
        points: Vec::new(),
    });
    review.findings = vec![found];
    let pins: Vec<(Option<String>, String)> = audit(&review)
        .remarks
        .into_iter()
        .filter(|r| r.remark.code == "pin-without-theme")
        .map(|r| (r.point.map(|p| p.to_string()), r.remark.message))
        .collect();
    let says = |id: &str, themes: &str| format!("the pinned note `{id}` does not carry {themes}");
    assert_eq!(
        pins,
        [
            (None, says("N-2", "`cost`")),
            (None, says("N-3", "`cost`")),
            (Some("p".into()), says("N-3", "`cost` or `staff`")),
        ]
    );
}

#[test]
fn a_headline_from_one_engagement_or_one_format_is_named() {
    let draft = || {
        Draft::new("cost")
            .engagement("WS", "workshop", "", "A,B")
            .engagement("M-1", "meeting", "", "A,B")
            .engagement("M-2", "meeting", "", "A,B")
    };
    for (review, code) in [
        (draft().note("WS", "A,B", "cost"), Some("one-engagement")),
        (
            draft().note("M-1", "A", "cost").note("M-2", "B", "cost"),
            Some("one-format"),
        ),
        (
            draft().note("M-1", "A", "cost").note("WS", "B", "cost"),
            None,
        ),
        (draft().note("", "A,B", "cost"), None),
    ] {
        let mut review = review.review();
        let claim = Claim {
            phrase: "All".into(),
            ..claim(&review, "cost")
        };
        review.findings = vec![finding("All organisations said so.", vec![claim])];
        let found = remarks(&review);
        let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, code.into_iter().collect::<Vec<_>>());
    }
}

/// Seven, or more, of nine raised the cost, in one note each.
fn most(count: usize, text: &str) -> Review {
    let mut draft = Draft::new("cost")
        .engagement("WS", "workshop", "", &names(9))
        .engagement("M", "meeting", "", "Org 00")
        .note("M", "Org 00", "cost");
    for at in 0..count {
        draft = draft.note("WS", &format!("Org {at:02}"), "cost");
    }
    let mut review = draft.review();
    let claim = Claim {
        phrase: "Most organisations".into(),
        ..claim(&review, "cost")
    };
    review.findings = vec![finding(text, vec![claim])];
    review
}

fn lock(review: &Review) -> Lock {
    let analysis = Analysis::of(review).unwrap();
    analysis.lock(&analysis.audit(Audience::Internal))
}

fn since(mut review: Review, before: &Lock) -> Vec<Since> {
    review.lock = Some(before.clone());
    audit(&review).since
}

#[test]
fn what_changed_since_an_audit_was_accepted_is_said() {
    let text = "Most organisations said so.";
    let before = lock(&most(7, text));
    assert_eq!(before.schema, "throughline-lock/1");
    assert_eq!((before.notes, before.judged[0].notes), (8, 8));
    assert_eq!(since(most(7, text), &before), []);

    let grown = &since(most(8, text), &before)[0];
    assert_eq!(grown.notes_since, 1);
    let expected = "“Most organisations” was 7 of 9, supported; it is 8 of 9, supported";
    assert_eq!(grown.changed, [expected]);

    let fallen = &since(most(6, text), &before)[0];
    assert_eq!(fallen.notes_since, 0);
    let expected = "“Most organisations” was 7 of 9, supported; it is 6 of 9, overstated";
    let gone = "1 note is no longer behind it";
    assert_eq!(fallen.changed, [expected, gone]);

    let reworded = &since(most(7, "Most organisations said it."), &before)[0];
    let expected = "its words, or which notes are behind it, changed";
    assert_eq!(reworded.changed, [expected]);

    let mut other = most(7, text);
    other.findings[0].id = "g".parse().unwrap();
    let expected = "it was not there when the audit was accepted";
    assert_eq!(since(other, &before)[0].changed, [expected]);
}

#[test]
fn a_digest_does_not_depend_on_the_order_of_notes() {
    let of = |ids: [&str; 2]| {
        let mut review = Draft::new("cost")
            .note("", "A", "cost")
            .note("", "A", "cost")
            .review();
        review.notes.ids = Strings::default();
        for id in ids {
            review.notes.ids.push(id);
        }
        let claim = claim(&review, "cost");
        review.findings = vec![finding("So.", vec![claim])];
        lock(&review).judged[0].digest.clone()
    };
    assert_eq!(of(["X-1", "X-4"]), of(["X-4", "X-1"]));
    assert_ne!(of(["X-1", "X-4"]), of(["X-2", "X-3"]));
    assert_eq!(of(["X-1", "X-4"]).len(), 16);
}
