//! A whole synthesis made printable: what charts and PDF are made from.

mod common;

use throughline_core::findings::Unit;
use throughline_core::synthesis::{
    Chart, ClaimBlock, FindingBlock, Measure, PartPage, PointBlock, StatementBlock, Synthesis,
};
use throughline_report::charts::{TitleStyle, draw};
use throughline_report::printable::printable;

fn ogp() -> Synthesis {
    let (_, synthesis) = common::all()
        .into_iter()
        .find(|(name, _)| *name == "ogp")
        .unwrap();
    synthesis
}

fn statement(text: &str, phrase: &str) -> StatementBlock {
    let measure = Measure {
        shown: 7.into(),
        base: 9,
        words: "7 of 9".into(),
        percent: None,
    };
    let before = text.split(phrase).next().unwrap();
    StatementBlock {
        text: text.into(),
        measure: Some(measure.clone()),
        support: None,
        claims: vec![ClaimBlock {
            phrase: phrase.into(),
            offset: u32::try_from(before.chars().count()).unwrap(),
            unit: Unit::Organisations,
            measure,
            support: None,
            says: None,
        }],
        evidence: Vec::new(),
        evidence_words: None,
        quote: None,
        audit: Vec::new(),
    }
}

#[test]
fn a_synthesis_that_can_be_printed_stays_as_it_is() {
    for (fixture, synthesis) in common::all() {
        let (copy, replaced) = printable(&synthesis);
        assert_eq!(replaced.total, 0, "{fixture}");
        assert_eq!(copy == synthesis, fixture != "markup", "{fixture}");
    }
}

#[test]
fn labels_ids_and_claims_are_replaced_together() {
    let mut synthesis = ogp();
    let Chart::Drawn(prevalence) = &mut synthesis.raised.prevalence else {
        panic!("the fixture has a prevalence chart");
    };
    let row = &mut prevalence.data.groups[0].rows[0];
    row.label = "Trust 😀 and ko\u{304}rero".into();
    row.theme = "trust-😀".parse().unwrap();
    synthesis.parts = vec![PartPage {
        id: None,
        heading: "Part".into(),
        intro: None,
        questions_title: String::new(),
        questions: Vec::new(),
        findings: vec![FindingBlock {
            id: "f1".parse().unwrap(),
            number: 1,
            title: "Trust".into(),
            statement: statement("\u{feff}漢 Most agencies agreed.", "Most agencies"),
            points: vec![PointBlock {
                id: "p1".parse().unwrap(),
                number: "1.1".into(),
                statement: statement("😀 A small number did not.", "A small number"),
                points: Vec::new(),
            }],
        }],
    }];
    let (copy, replaced) = printable(&synthesis);
    let named: Vec<(&str, u64)> = replaced
        .characters
        .iter()
        .map(|(name, &count)| (name.as_str(), count))
        .collect();
    assert_eq!(named, [("U+1F600", 3), ("U+6F22", 1)]);
    assert_eq!((replaced.total, replaced.dropped), (4, 1));

    let row = &copy.raised.prevalence.drawn().unwrap().data.groups[0].rows[0];
    assert_eq!(row.label, "Trust ‹U+1F600› and kōrero");
    assert_eq!(row.theme.as_str(), "trust-‹U+1F600›");
    let finding = &copy.parts[0].findings[0];
    for (statement, offset) in [(&finding.statement, 9), (&finding.points[0].statement, 10)] {
        let claim = &statement.claims[0];
        assert_eq!(claim.offset, offset, "{}", statement.text);
        let at: String = statement.text.chars().skip(offset as usize).collect();
        assert!(at.starts_with(&claim.phrase), "{at}");
    }
    let files = draw(&copy, TitleStyle::Caption).unwrap();
    assert!(
        files
            .iter()
            .any(|file| file.svg.contains("Trust ‹U+1F600› and kōrero"))
    );
}
