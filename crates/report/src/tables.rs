//! The tables as CSV: columns and order as the README gives them, one row a line.
//!
//! An exact count is digits, a band is `low-high`, a count that is not shown is blank. Shares and
//! coefficients have four decimals at every base. Text that a spreadsheet would take for a formula
//! (it begins with `=`, `+`, `-`, `@`, a tab or a return) is written with an apostrophe before it.

use csv::{QuoteStyle, WriterBuilder};
use std::borrow::Cow;
use std::io::{self, Write};
use throughline_core::review::LedgerRow;
use throughline_core::synthesis::{Shown, Tables, ThemeCounts};

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the head.
    pub name: &'static str,
    /// Whether its cells are numbers where they are exact.
    pub numeric: bool,
}

/// A table in words and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The stem of its file: `prevalence`.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its rows, a cell a column.
    pub rows: Vec<Vec<String>>,
}

const fn word(name: &'static str) -> Column {
    Column {
        name,
        numeric: false,
    }
}

const fn number(name: &'static str) -> Column {
    Column {
        name,
        numeric: true,
    }
}

const PREVALENCE: [Column; 15] = [
    word("theme"),
    word("label"),
    word("parent"),
    number("notes"),
    number("notes_rolled"),
    number("organisations"),
    number("organisations_rolled"),
    number("denominator"),
    number("denominator_rolled"),
    number("share"),
    number("share_rolled"),
    number("engagements"),
    number("engagements_rolled"),
    number("unattributed_notes"),
    number("unattributed_notes_rolled"),
];
const MATRIX: [Column; 3] = [word("theme"), word("organisation"), number("notes")];
const COOCCURRENCE: [Column; 4] = [
    word("theme_a"),
    word("theme_b"),
    number("notes"),
    number("coefficient"),
];
const STANCE: [Column; 4] = [
    word("theme"),
    word("stance"),
    number("notes"),
    number("organisations"),
];
const FORMAT: [Column; 5] = [
    word("theme"),
    word("engagement_type"),
    number("notes"),
    number("organisations"),
    number("denominator"),
];
const SATURATION: [Column; 4] = [
    word("engagement_id"),
    word("date"),
    number("new_themes"),
    number("cumulative_themes"),
];
const LEDGER: [Column; 5] = [
    word("file"),
    number("line"),
    word("note_id"),
    word("outcome"),
    word("reason"),
];

/// The names of the tables that a report may have, the ledger among them.
pub const NAMES: [&str; 7] = [
    "prevalence",
    "matrix",
    "cooccurrence",
    "stance",
    "format",
    "saturation",
    "ledger",
];

/// The six tables of a synthesis, in the order of Appendix B. A table without rows has its head.
#[must_use]
pub fn all(tables: &Tables) -> Vec<Table> {
    let table = |name, columns: &[Column], rows| Table {
        name,
        columns: columns.to_vec(),
        rows,
    };
    vec![
        table("prevalence", &PREVALENCE, prevalence(tables)),
        table(
            "matrix",
            &MATRIX,
            rows(&tables.matrix, |r| {
                vec![r.theme.to_string(), r.organisation.clone(), cell(r.notes)]
            }),
        ),
        table(
            "cooccurrence",
            &COOCCURRENCE,
            rows(&tables.cooccurrence, |r| {
                vec![
                    r.theme_a.to_string(),
                    r.theme_b.to_string(),
                    cell(r.notes),
                    r.coefficient.clone().unwrap_or_default(),
                ]
            }),
        ),
        table(
            "stance",
            &STANCE,
            rows(&tables.stance, |r| {
                vec![
                    r.theme.to_string(),
                    r.stance.to_string(),
                    cell(r.notes),
                    cell(r.organisations),
                ]
            }),
        ),
        table(
            "format",
            &FORMAT,
            rows(&tables.format, |r| {
                vec![
                    r.theme.to_string(),
                    r.engagement_type.clone(),
                    cell(r.notes),
                    cell(r.organisations),
                    r.denominator.to_string(),
                ]
            }),
        ),
        table(
            "saturation",
            &SATURATION,
            rows(&tables.saturation, |r| {
                vec![
                    r.engagement_id.to_string(),
                    r.date.clone(),
                    cell(r.new_themes),
                    cell(r.cumulative_themes),
                ]
            }),
        ),
    ]
}

fn rows<T>(of: &[T], row: impl Fn(&T) -> Vec<String>) -> Vec<Vec<String>> {
    of.iter().map(row).collect()
}

fn prevalence(tables: &Tables) -> Vec<Vec<String>> {
    let counts = |counts: &ThemeCounts| {
        [
            cell(counts.notes),
            cell(counts.organisations),
            counts.denominator.to_string(),
            counts.share.clone().unwrap_or_default(),
            cell(counts.engagements),
            cell(counts.unattributed_notes),
        ]
    };
    rows(&tables.prevalence, |r| {
        let parent = r.parent.as_ref().map(ToString::to_string).unwrap_or_default();
        let mut row = vec![r.theme.to_string(), r.label.clone(), parent];
        for (own, rolled) in counts(&r.own).into_iter().zip(counts(&r.rolled)) {
            row.extend([own, rolled]);
        }
        row
    })
}

fn cell(shown: Shown) -> String {
    match shown {
        Shown::Exact { count } => count.to_string(),
        Shown::Band { low, high } => format!("{low}-{high}"),
        Shown::NotShown => String::new(),
    }
}

/// Writes a table, lines ended by `\n`.
///
/// # Errors
/// What the writer says.
pub fn write(out: impl Write, table: &Table) -> io::Result<()> {
    let mut writer = writer(out);
    writer.write_record(table.columns.iter().map(|c| c.name))?;
    for row in &table.rows {
        let cells = row.iter().zip(&table.columns);
        for (cell, column) in cells {
            if column.numeric {
                writer.write_field(cell)?;
            } else {
                writer.write_field(harmless(cell).as_ref())?;
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// The ledger as a table, for printing; [`write_ledger`] needs no memory for its rows.
#[must_use]
pub fn ledger<'a>(of: impl Iterator<Item = LedgerRow<'a>>) -> Table {
    Table {
        name: "ledger",
        columns: LEDGER.to_vec(),
        rows: of
            .map(|row| ledger_row(&row).map(|cell| cell.into_owned()).to_vec())
            .collect(),
    }
}

/// Writes the ledger row by row.
///
/// # Errors
/// What the writer says.
pub fn write_ledger<'a>(
    out: impl Write,
    of: impl Iterator<Item = LedgerRow<'a>>,
) -> io::Result<()> {
    let mut writer = writer(out);
    writer.write_record(LEDGER.iter().map(|c| c.name))?;
    for row in of {
        for cell in &ledger_row(&row) {
            writer.write_field(harmless(cell).as_ref())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

fn ledger_row<'a>(row: &LedgerRow<'a>) -> [Cow<'a, str>; 5] {
    [
        row.file.into(),
        row.line.to_string().into(),
        row.note_id.into(),
        row.outcome.word().into(),
        row.reason.into(),
    ]
}

fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

fn writer<W: Write>(out: W) -> csv::Writer<W> {
    WriterBuilder::new()
        .quote_style(QuoteStyle::Necessary)
        .from_writer(out)
}

#[cfg(test)]
mod tests {
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
            matrix: ["=1+1", "@SUM(A1)", "-x", "+64 4", "A = B", "Ā-B"].map(cell).to_vec(),
            ..Tables::default()
        };
        let text = text(&all(&tables)[1]);
        let names: Vec<&str> = text.lines().skip(1).filter_map(|l| l.split(',').nth(1)).collect();
        assert_eq!(names, ["'=1+1", "'@SUM(A1)", "'-x", "'+64 4", "A = B", "Ā-B"]);
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
}
