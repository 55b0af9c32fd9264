//! Data frames: the columns of DESIGN's tables, in order, with the values of the typed rows.

use crate::draft::Draft;
use polars::prelude::{AnyValue, DataFrame};
use throughline_analysis::Analysis;
use throughline_core::review::Review;

fn review() -> Review {
    Draft::new("value value/cost time")
        .engagement("WS-1", "workshop", "2023-09-26", "A,B,C")
        .engagement("M-1", "1:1", "", "C")
        .note("WS-1", "A,B", "cost+ time")
        .note("M-1", "C", "time-")
        .note("M-1", "", "value")
        .review()
}

/// The header, then each row, cells joined by commas; null is blank.
fn text(frame: &DataFrame) -> Vec<String> {
    let names: Vec<&str> = frame
        .get_column_names()
        .iter()
        .map(|n| n.as_str())
        .collect();
    let mut lines = vec![names.join(",")];
    for row in 0..frame.height() {
        let cells: Vec<String> = frame
            .columns()
            .iter()
            .map(|column| match column.get(row).unwrap() {
                AnyValue::Null => String::new(),
                AnyValue::String(s) => s.to_owned(),
                AnyValue::StringOwned(s) => s.to_string(),
                AnyValue::UInt32(n) => n.to_string(),
                AnyValue::Float64(x) => format!("{x:.4}"),
                other => panic!("{other:?}"),
            })
            .collect();
        lines.push(cells.join(","));
    }
    lines
}

#[test]
fn prevalence() {
    let review = review();
    let frame = Analysis::of(&review).unwrap().prevalence().frame().unwrap();
    assert_eq!(
        text(&frame),
        [
            "theme,label,parent,notes,notes_rolled,organisations,organisations_rolled,denominator,\
             denominator_rolled,share,share_rolled,engagements,engagements_rolled,\
             unattributed_notes,unattributed_notes_rolled",
            "cost,The cost,value,1,1,2,2,3,3,0.6667,0.6667,1,1,0,0",
            "time,The time,,2,2,3,3,3,3,1.0000,1.0000,2,2,0,0",
            "value,The value,,1,2,0,2,3,3,0.0000,0.6667,1,2,1,1",
        ]
    );
}

#[test]
fn a_share_of_nobody_is_null() {
    let review = Draft::new("cost").review();
    let frame = Analysis::of(&review).unwrap().prevalence().frame().unwrap();
    assert_eq!(text(&frame)[1], "cost,The cost,,0,0,0,0,0,0,,,0,0,0,0");
}

#[test]
fn matrix_holds_own_pairs_only() {
    let review = review();
    let frame = Analysis::of(&review).unwrap().matrix().frame().unwrap();
    assert_eq!(
        text(&frame),
        [
            "theme,organisation,notes",
            "cost,A,1",
            "cost,B,1",
            "time,A,1",
            "time,B,1",
            "time,C,1",
        ]
    );
}

#[test]
fn cooccurrence() {
    let review = review();
    let analysis = Analysis::of(&review).unwrap();
    assert_eq!(
        text(&analysis.cooccurrence().frame().unwrap()),
        ["theme_a,theme_b,notes,coefficient", "cost,time,1,0.5000"]
    );
}

#[test]
fn stance() {
    let review = review();
    let frame = Analysis::of(&review).unwrap().stance().frame().unwrap();
    assert_eq!(
        text(&frame),
        [
            "theme,stance,notes,notes_rolled,organisations,organisations_rolled",
            "cost,positive,1,1,2,2",
            "time,negative,1,1,1,1",
            "time,not stated,1,1,2,2",
            "value,positive,0,1,0,2",
            "value,not stated,1,1,0,0",
        ]
    );
}

#[test]
fn format() {
    let review = review();
    let frame = Analysis::of(&review).unwrap().format().frame().unwrap();
    assert_eq!(
        text(&frame),
        [
            "theme,engagement_type,notes,notes_rolled,organisations,organisations_rolled,denominator",
            "cost,workshop,1,1,2,2,3",
            "time,workshop,1,1,2,2,3",
            "time,1:1,1,1,1,1,1",
            "value,workshop,0,1,0,2,3",
            "value,1:1,1,1,0,0,1",
        ]
    );
}

#[test]
fn saturation() {
    let review = review();
    let frame = Analysis::of(&review).unwrap().saturation().frame().unwrap();
    assert_eq!(
        text(&frame),
        [
            "engagement_id,date,new_themes,cumulative_themes",
            "WS-1,2023-09-26,2,2",
            "M-1,,1,3",
        ]
    );
}
