use super::*;
use throughline_core::ledger::Outcome;
use throughline_core::synthesis::{MatrixCell, PrevalenceRow};

fn text(table: &Table) -> String {
    let mut out = Vec::new();
    write(&mut out, table).unwrap();
    String::from_utf8(out).unwrap()
}

fn counts(organisations: Shown, share: Option<&str>) -> ThemeCounts {
    ThemeCounts {
        notes: 9.into(),
        organisations,
        denominator: 9,
        share: share.map(String::from),
        engagements: Shown::NotShown,
        unattributed_notes: 0.into(),
    }
}

#[test]
fn heads_are_those_of_the_design() {
    let heads: Vec<(&str, String)> = all(&Tables::default())
        .iter()
        .map(|table| (table.name, text(table)))
        .collect();
    assert_eq!(
        heads,
        [
            (
                "prevalence",
                "theme,label,parent,notes,notes_rolled,organisations,organisations_rolled,denominator,denominator_rolled,share,share_rolled,engagements,engagements_rolled,unattributed_notes,unattributed_notes_rolled\n".into()
            ),
            ("matrix", "theme,organisation,notes\n".into()),
            ("cooccurrence", "theme_a,theme_b,notes,coefficient\n".into()),
            ("stance", "theme,stance,notes,organisations\n".into()),
            ("format", "theme,engagement_type,notes,organisations,denominator\n".into()),
            ("saturation", "engagement_id,date,new_themes,cumulative_themes\n".into()),
        ]
    );
}

#[test]
fn counts_are_written_as_they_are_shown() {
    let tables = Tables {
        prevalence: vec![PrevalenceRow {
            theme: "value".parse().unwrap(),
            label: "Value, “seen”".into(),
            parent: None,
            own: counts(7.into(), Some("0.7778")),
            rolled: counts(Shown::Band { low: 7, high: 9 }, None),
        }],
        ..Tables::default()
    };
    assert_eq!(
        text(&all(&tables)[0]).lines().nth(1),
        Some("value,\"Value, “seen”\",,9,9,7,7-9,9,9,0.7778,,,,0,0")
    );
}

#[test]
fn no_cell_of_text_is_a_formula() {
    let cell = |organisation: &str| MatrixCell {
        theme: "t".parse().unwrap(),
        organisation: organisation.into(),
        notes: 1.into(),
    };
    let tables = Tables {
        matrix: ["=1+1", "@SUM(A1)", "-x", "+64 4", "A = B", "Ā-B"]
            .map(cell)
            .to_vec(),
        ..Tables::default()
    };
    let text = text(&all(&tables)[1]);
    let names: Vec<&str> = text
        .lines()
        .skip(1)
        .filter_map(|l| l.split(',').nth(1))
        .collect();
    assert_eq!(
        names,
        ["'=1+1", "'@SUM(A1)", "'-x", "'+64 4", "A = B", "Ā-B"]
    );
}

#[test]
fn the_ledger_is_the_same_streamed_and_held() {
    let row = |line, note_id, outcome, reason| LedgerRow {
        file: "notes/workshop.csv",
        line,
        note_id,
        outcome,
        reason,
    };
    let rows = [
        row(2, "W-1", Outcome::Counted, ""),
        row(3, "=W", Outcome::LeftOut, "no text, \"none\""),
    ];
    let mut streamed = Vec::new();
    write_ledger(&mut streamed, rows.into_iter()).unwrap();
    let streamed = String::from_utf8(streamed).unwrap();
    assert_eq!(streamed, text(&ledger(rows.into_iter())));
    assert_eq!(
        streamed,
        "file,line,note_id,outcome,reason\nnotes/workshop.csv,2,W-1,counted,\n\
         notes/workshop.csv,3,'=W,left out,\"no text, \"\"none\"\"\"\n"
    );
}
