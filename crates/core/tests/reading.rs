//! Sentences with everything that is to be read in them: `tests/reading/*.txt`, whose first lines
//! say how they are written.

use std::fmt::Write as _;
use std::path::Path;
use throughline_core::reading::{Amount, Kind, Nearness, Phrase, Reader, Reading, Span};
use throughline_core::review::Noun;
use throughline_core::wording::Scale;

fn cut(text: &str, span: Span) -> String {
    text.chars().skip(span.offset).take(span.length).collect()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Quantifier => "quantifier",
        Kind::Elliptical => "elliptical",
        Kind::Generic => "generic",
        Kind::Saying => "saying",
        Kind::Passive => "passive",
        Kind::Rank => "rank",
        Kind::Exact => "exact",
        Kind::NotCounted => "not-counted",
    }
}

fn amount(amount: &Amount) -> String {
    match amount {
        Amount::Word {
            word, nearly: true, ..
        } => format!("nearly {word}"),
        Amount::Word {
            word,
            negated: true,
            ..
        } => format!("not {word}"),
        Amount::Word { word, .. } => format!("word {word}"),
        Amount::NotAll => "not all".into(),
        Amount::Counts { low, high, of } => {
            let number = |n: &Option<u32>| n.map_or(String::new(), |n| n.to_string());
            let range = if low == high {
                number(low)
            } else {
                format!("{}..{}", number(low), number(high))
            };
            of.map_or(range.clone(), |of| format!("{range} of {of}"))
        }
        Amount::AllBut { left } => format!("all but {left}"),
        Amount::Share {
            numerator,
            denominator,
            nearness,
        } => {
            let sign = match nearness {
                Nearness::Exactly => "=",
                Nearness::About => "about",
                Nearness::Nearly => "nearly",
                Nearness::MoreThan => ">",
                Nearness::AtLeast => ">=",
                Nearness::LessThan => "<",
                Nearness::AtMost => "<=",
            };
            format!("{sign} {numerator}/{denominator}")
        }
        Amount::View => "view".into(),
        Amount::Agreed => "agreed".into(),
        Amount::Said => "said".into(),
        Amount::MoreThanHalf => "hedged".into(),
        Amount::Often => "often".into(),
        Amount::Sometimes => "sometimes".into(),
        Amount::Usually => "usually".into(),
        Amount::Consistently => "consistently".into(),
        Amount::First => "first".into(),
        Amount::More => "more".into(),
        Amount::Fewer => "fewer".into(),
        Amount::None => "-".into(),
    }
}

fn line(text: &str, phrase: &Phrase) -> String {
    let mut line = format!(
        "{} | {} | {}",
        kind(phrase.kind),
        phrase.text,
        amount(&phrase.amount)
    );
    if let Some(antecedent) = phrase.antecedent {
        let _ = write!(line, " | after {}", cut(text, antecedent));
    }
    if phrase.unit_unclear {
        line.push_str(" | unclear");
    }
    if let Some(scope) = phrase.scope {
        let _ = write!(line, " | scope {}", cut(text, scope));
    }
    if let Some(over) = &phrase.over {
        let _ = write!(line, " | over {over}");
    }
    line
}

fn lines(text: &str, reading: &Reading) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    found.extend(
        reading
            .phrases
            .iter()
            .map(|p| (p.span.offset, line(text, p))),
    );
    found.extend(
        reading
            .quoted
            .iter()
            .map(|&s| (s.offset, format!("quoted | {}", cut(text, s)))),
    );
    found.extend(
        reading
            .first_person
            .iter()
            .map(|&s| (s.offset, format!("person | {}", cut(text, s)))),
    );
    found.sort();
    let mut lines: Vec<String> = found.into_iter().map(|f| f.1).collect();
    if reading.sentences.len() != 1 {
        lines.push(format!("sentences | {}", reading.sentences.len()));
    }
    lines
}

/// Reads a file of labelled sentences and gives back what differs, and how many sentences it holds.
fn differences(file: &str) -> (String, usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/reading")
        .join(file);
    let source = std::fs::read_to_string(&path).unwrap();
    let mut noun = Noun::default();
    let mut scale = Scale::plain();
    let mut out = String::new();
    let mut count = 0;
    let mut rows = source.lines().peekable();
    while let Some(row) = rows.next() {
        if let Some(directive) = row.strip_prefix('@') {
            let (name, value) = directive.split_once(' ').unwrap();
            match name {
                "noun" => {
                    let (one, many) = value.split_once(" / ").unwrap();
                    noun = Noun {
                        one: one.into(),
                        many: many.into(),
                    };
                }
                "scale" => scale = Scale::built_in(value).unwrap(),
                _ => panic!("{file}: @{name}"),
            }
            continue;
        }
        if row.is_empty() || row.starts_with('#') {
            continue;
        }
        let mut expected: Vec<String> = Vec::new();
        while let Some(label) = rows.next_if(|r| r.starts_with(' ')) {
            expected.push(label.trim().to_owned());
        }
        let reading = Reader::new(&noun, &scale).read(row);
        count += reading.sentences.len();
        let found = lines(row, &reading);
        let order = |mut v: Vec<String>| {
            v.sort();
            v
        };
        if order(found.clone()) != order(expected.clone()) {
            let _ = writeln!(out, "{row}");
            for line in &expected {
                let _ = writeln!(
                    out,
                    "  {} {line}",
                    if found.contains(line) { ' ' } else { '-' }
                );
            }
            for line in found.iter().filter(|l| !expected.contains(l)) {
                let _ = writeln!(out, "  + {line}");
            }
        }
    }
    (out, count)
}

fn check(file: &str, at_least: usize) {
    let (differ, count) = differences(file);
    assert!(
        differ.is_empty(),
        "{file}: - is labelled and not read, + is read and not labelled\n{differ}"
    );
    assert!(count >= at_least, "{file} holds {count} sentences");
}

#[test]
fn libraries_and_a_shared_catalogue() {
    check("libraries.txt", 170);
}

#[test]
fn schools_and_a_lunch_programme() {
    check("schools.txt", 45);
}

#[test]
fn councils_and_a_flood_map() {
    check("councils.txt", 95);
}

#[test]
fn clinics_and_a_booking_line() {
    check("clinics.txt", 45);
}
