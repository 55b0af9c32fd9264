//! Reviews put together by hand that do not hold together are refused, not counted wrongly.

use crate::draft::Draft;
use throughline_analysis::{Analysis, AnalysisError};
use throughline_core::notes::Tag;
use throughline_core::review::Review;
use throughline_core::stance::Stance;

fn sound() -> Review {
    Draft::new("cost")
        .engagement("WS-1", "workshop", "", "A")
        .note("WS-1", "A", "cost")
        .review()
}

#[test]
fn a_code_outside_its_table_is_refused() {
    type Break = fn(&mut Review);
    let table: [(&str, Break); 7] = [
        ("notes.engagement", |r| r.notes.engagement[0] = 1),
        ("notes.part", |r| r.notes.part[0] = 2),
        ("notes.question", |r| r.notes.question[0] = 0),
        ("notes.organisations", |r| {
            r.notes.organisations = throughline_core::notes::Lists::default();
            r.notes.organisations.push([1]);
        }),
        ("notes.tags", |r| {
            r.notes.tags = throughline_core::notes::Lists::default();
            r.notes.tags.push([Tag {
                theme: 1,
                stance: Stance::Mixed,
            }]);
        }),
        ("engagements.format", |r| r.engagements[0].format = 1),
        ("engagements.organisations", |r| {
            r.engagements[0].organisations.push(7);
        }),
    ];
    for (expected, damage) in table {
        let mut review = sound();
        damage(&mut review);
        match Analysis::of(&review) {
            Err(AnalysisError::Dangling { column, .. }) => assert_eq!(column, expected),
            other => panic!("{expected}: {other:?}"),
        }
    }
    assert!(Analysis::of(&sound()).is_ok());
}

#[test]
fn columns_of_different_lengths_are_refused() {
    let mut review = sound();
    review.notes.part.push(0);
    let error = Analysis::of(&review).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the column `part` holds 2 rows, but the review has 1 notes"
    );
}
