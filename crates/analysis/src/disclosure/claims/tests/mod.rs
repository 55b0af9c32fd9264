//! Planted leaks, each named with its place; and claims that pass, held against readers who list
//! every review.

mod every_division;
mod quotes;
mod refusals;
mod together;
mod witness;

use crate::Analysis;
use crate::disclosure::{Facts, Plan, claims};
use crate::reviews::{self as draft, Draft};
use throughline_core::findings::{Claim, Finding, Quote, Statement, TextAt};
use throughline_core::problem::{Place, Problems};
use throughline_core::review::{Audience, Level, Noun, Review};
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;

/// A protected review of so many agencies, each theme followed by how many are for it, against it,
/// mixed and neutral, the first agencies first, or those after some: `cost 7 1 0 0, time@4 2`.
fn review(agencies: usize, themes: &str) -> Review {
    let rows: Vec<Vec<&str>> = themes
        .split(',')
        .map(|row| row.split_whitespace().collect())
        .collect();
    let id = |row: &[&str]| row[0].split('@').next().unwrap().to_owned();
    let ids: Vec<String> = rows.iter().map(|row| id(row)).collect();
    let names: Vec<String> = (1..=agencies).map(|n| format!("Agency {n}")).collect();
    let mut draft = Draft::new(&ids.join(" ")).engagement("w", "workshop", "", &names.join(","));
    for row in &rows {
        let id = id(row);
        let after = row[0].split('@').nth(1).map_or(0, |n| n.parse().unwrap());
        let mut left = names.iter().skip(after);
        for (count, mark) in row[1..].iter().zip(["+", "-", "~", "="]) {
            for name in left.by_ref().take(count.parse().unwrap()) {
                draft = draft.note("w", name, &format!("{id}{mark}"));
            }
        }
    }
    let mut review = draft.review();
    review.disclosure.level = Level::Protected;
    review.about.noun = Noun {
        one: "agency".into(),
        many: "agencies".into(),
    };
    review
}

/// A claim, written as its phrase, the place in findings.toml, and what it is of:
/// `("Most agencies", 7, "cost+")`.
type Written<'a> = (&'a str, u64, &'a str);

/// Adds a finding whose statement holds some claims.
fn say(review: &mut Review, text: &str, claims: &[Written]) {
    let claims: Vec<Claim> = claims
        .iter()
        .map(|(phrase, line, of)| claim(review, text, phrase, *line, of))
        .collect();
    let finding = Finding {
        id: format!("f-{}", review.findings.len() + 1).parse().unwrap(),
        part: None,
        title: text.into(),
        title_at: TextAt::default(),
        statement: Statement {
            text: text.into(),
            claims,
            ..Statement::default()
        },
        points: Vec::new(),
    };
    review.findings.push(finding);
}

fn claim(review: &Review, text: &str, phrase: &str, line: u64, of: &str) -> Claim {
    let at = text.find(phrase).expect("the phrase stands in the text");
    Claim {
        phrase: phrase.into(),
        offset: text[..at].chars().count(),
        selection: selection(review, of),
        at: Place::at("findings.toml", line, 12),
        ..Claim::default()
    }
}

/// `cost`, `cost+`, `cost|time-` (any of them, against).
fn selection(review: &Review, of: &str) -> Selection {
    let (ids, stance) = match of.chars().last() {
        Some('+') => (&of[..of.len() - 1], vec![Stance::Positive]),
        Some('-') => (&of[..of.len() - 1], vec![Stance::Negative]),
        Some('~') => (&of[..of.len() - 1], vec![Stance::Mixed]),
        _ => (of, Vec::new()),
    };
    Selection {
        any: ids.split('|').map(|id| draft::theme(review, id)).collect(),
        stance,
        ..Selection::default()
    }
}

/// Adds a quotation of a note, by its index, to the last finding but `back`.
fn quote(review: &mut Review, back: usize, note: u32, text: &str, line: u64) {
    review.notes.flags[note as usize].quotable = true;
    let last = review.findings.len() - 1 - back;
    review.findings[last].statement.quote = Some(Quote {
        note,
        text: text.into(),
        attribution: None,
        at: Place::at("findings.toml", line, 30),
    });
}

fn plan(review: &Review) -> Plan {
    Plan::of(&Facts::of(&Analysis::of(review).unwrap()), &[])
}

fn check(review: &Review) -> Problems {
    let analysis = Analysis::of(review).unwrap();
    let plan = Plan::of(&Facts::of(&analysis), &[]);
    claims::check(&analysis, &analysis.audit(Audience::Public), &plan)
}

/// Codes and places: `claim-tells findings.toml:7:12`.
fn named(problems: &Problems) -> Vec<String> {
    problems
        .iter()
        .map(|p| format!("{} {}", p.code.as_str(), p.place))
        .collect()
}
