//! Everything the reader of statements finds in the first review, against a golden list that was
//! read line by line: no false alarm on its wording, and nothing missed.
//!
//! After a change that is meant, `RENEW=1 cargo test --test audit_reading` writes the list anew; look
//! at each line that differs.

mod common;

use common::repository;
use std::fmt::Write as _;
use throughline::model::findings::{Point, Statement};
use throughline::model::reading::{Kind, Phrase, Reader, Span};

/// Every text of the findings with its name: titles, statements, points, and the claims on each.
fn texts(review: &throughline::Review) -> Vec<(String, String, Option<&Statement>)> {
    fn points<'r>(
        of: &str,
        list: &'r [Point],
        out: &mut Vec<(String, String, Option<&'r Statement>)>,
    ) {
        for point in list {
            let name = format!("{of}/{}", point.id);
            out.push((
                name.clone(),
                point.statement.text.clone(),
                Some(&point.statement),
            ));
            points(&name, &point.points, out);
        }
    }
    let mut out = Vec::new();
    for finding in &review.findings {
        let id = finding.id.to_string();
        out.push((format!("{id} title"), finding.title.clone(), None));
        out.push((
            id.clone(),
            finding.statement.text.clone(),
            Some(&finding.statement),
        ));
        points(&id, &finding.points, &mut out);
    }
    out
}

fn cut(text: &str, span: Span) -> String {
    text.chars().skip(span.offset).take(span.length).collect()
}

fn line(text: &str, phrase: &Phrase) -> String {
    let mut line = format!(
        "  {:?} | {} | {:?}",
        phrase.kind, phrase.text, phrase.amount
    );
    for (name, span) in [("after", phrase.antecedent), ("scope", phrase.scope)] {
        if let Some(span) = span {
            let _ = write!(line, " | {name} {}", cut(text, span));
        }
    }
    if let Some(over) = &phrase.over {
        let _ = write!(line, " | over {over}");
    }
    if phrase.unit_unclear {
        line.push_str(" | unclear");
    }
    line
}

#[test]
fn phrases_of_the_first_review() {
    let review = throughline::open(repository().join("data/ogp-2023"))
        .unwrap()
        .accept_warnings(|_| ())
        .unwrap();
    let reader = Reader::new(&review.about.noun, &review.scale);
    let mut out = String::new();
    let mut faults = Vec::new();
    for (name, text, statement) in texts(&review) {
        let reading = reader.read(&text);
        let _ = writeln!(out, "{name}");
        for phrase in &reading.phrases {
            let _ = writeln!(out, "{}", line(&text, phrase));
        }
        for (what, spans) in [
            ("quoted", &reading.quoted),
            ("first person", &reading.first_person),
        ] {
            for &span in spans {
                let _ = writeln!(out, "  {what} | {}", cut(&text, span));
            }
        }
        let counted = |p: &&Phrase| p.kind != Kind::NotCounted;
        let claims = statement.map_or(&[][..], |s| &s.claims);
        let touches = |p: &Phrase, offset: usize, phrase: &str| {
            p.span.offset < offset + phrase.chars().count()
                && offset < p.span.offset + p.span.length
        };
        for claim in claims {
            if !reading
                .phrases
                .iter()
                .filter(counted)
                .any(|p| touches(p, claim.offset, &claim.phrase))
            {
                faults.push(format!(
                    "{name}: nothing read at the claim “{}”",
                    claim.phrase
                ));
            }
        }
        for phrase in reading.phrases.iter().filter(counted) {
            if !claims.iter().any(|c| touches(phrase, c.offset, &c.phrase)) {
                faults.push(format!("{name}: “{}” has no claim", phrase.text));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let golden = repository().join("tests/golden/reading-ogp-2023.txt");
    #[expect(
        clippy::disallowed_methods,
        reason = "how a golden list is asked to be renewed"
    )]
    let renew = std::env::var_os("RENEW").is_some();
    if renew {
        std::fs::create_dir_all(repository().join("tests/golden")).unwrap();
        std::fs::write(&golden, &out).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap();
    assert_eq!(out, expected, "RENEW=1 writes {} anew", golden.display());
}
