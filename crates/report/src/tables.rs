//! The tables as CSV: columns and order as the README gives them, one row a line.
//!
//! An exact count is digits, a band is `low-high`, a count that is not shown is blank. Shares and
//! coefficients have four decimals at every base. Text that a spreadsheet would take for a formula
//! (it begins with `=`, `+`, `-`, `@`, a tab or a return) is written with an apostrophe before it.

mod agreement;

pub use agreement::agreement;

use csv::{QuoteStyle, WriterBuilder};
use std::borrow::Cow;
use std::io::{self, Write};
use throughline_core::formulas::neutralised;
use throughline_core::review::LedgerRow;
use throughline_core::synthesis::{Shown, Synthesis, Tables, ThemeCounts};

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the head.
    pub name: &'static str,
    /// Whether its cells are numbers where they are exact.
    pub numeric: bool,
    /// Whether these have four decimals.
    pub fraction: bool,
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
        fraction: false,
    }
}

const fn number(name: &'static str) -> Column {
    Column {
        name,
        numeric: true,
        fraction: false,
    }
}

const fn fraction(name: &'static str) -> Column {
    Column {
        name,
        numeric: true,
        fraction: true,
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
    fraction("share"),
    fraction("share_rolled"),
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
    fraction("coefficient"),
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
const PART: [Column; 4] = [
    word("theme"),
    word("part"),
    number("organisations"),
    number("denominator"),
];
const BALANCE: [Column; 2] = [word("theme"), word("balance")];
/// The column that says in every row that the counts are those of a sample.
pub const FIRST_LOOK: &str = "first_look";
const LEDGER: [Column; 5] = [
    word("file"),
    number("line"),
    word("note_id"),
    word("outcome"),
    word("reason"),
];

/// The names of the tables that a report may have, the ledger and the rows that were set aside
/// ([`crate::rejected`]) among them.
pub const NAMES: [&str; 11] = [
    "prevalence",
    "matrix",
    "cooccurrence",
    "stance",
    "format",
    "saturation",
    "part",
    "balance",
    "agreement",
    "ledger",
    "rejected",
];

/// The tables of a synthesis, in the order of Appendix B. A table without rows has its head; the two
/// that only a protected report has, `part` and `balance`, and that of several coders, `agreement`,
/// are there when they have rows. In a first look each has one column more, `first_look`, which says
/// so in every row: `500 of 12,345 notes, drawn with the seed 7`.
#[must_use]
pub fn of(synthesis: &Synthesis) -> Vec<Table> {
    let mut tables = all(&synthesis.tables);
    if let Some(look) = &synthesis.first_look {
        for table in &mut tables {
            table.columns.push(word(FIRST_LOOK));
            for row in &mut table.rows {
                row.push(look.words.clone());
            }
        }
    }
    tables
}

fn all(tables: &Tables) -> Vec<Table> {
    let mut all = usual(tables);
    let table = |name, columns: &[Column], rows: Vec<_>| Table {
        name,
        columns: columns.to_vec(),
        rows,
    };
    let part = rows(&tables.part, |r| {
        vec![
            r.theme.to_string(),
            r.part.to_string(),
            cell(r.organisations),
            r.denominator.to_string(),
        ]
    });
    let balance = rows(&tables.balance, |r| {
        vec![r.theme.to_string(), r.balance.clone()]
    });
    all.extend([
        table("part", &PART, part),
        table("balance", &BALANCE, balance),
        agreement(&tables.agreement),
    ]);
    let sometimes = |name| matches!(name, "part" | "balance" | "agreement");
    all.retain(|table| !table.rows.is_empty() || !sometimes(table.name));
    all
}

fn usual(tables: &Tables) -> Vec<Table> {
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
        let parent = r
            .parent
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
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
                writer.write_field(neutralised(cell).as_ref())?;
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
            .map(|row| ledger_row(&row).map(Cow::into_owned).to_vec())
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
    let mut line = String::new();
    for row in of {
        line.clear();
        write_number(&mut line, row.line);
        for cell in [row.file, &line, row.note_id, row.outcome.word(), row.reason] {
            writer.write_field(neutralised(cell).as_ref())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Writes a number at the end of a text.
fn write_number(text: &mut String, mut number: u64) {
    let mut digits = ['0'; 20];
    let mut used = 0;
    for place in digits.iter_mut().rev() {
        *place = char::from(b'0' + u8::try_from(number % 10).unwrap_or_default());
        number /= 10;
        used += 1;
        if number == 0 {
            break;
        }
    }
    text.extend(digits.iter().skip(digits.len() - used));
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

fn writer<W: Write>(out: W) -> csv::Writer<W> {
    WriterBuilder::new()
        .quote_style(QuoteStyle::Necessary)
        .buffer_capacity(1 << 16)
        .from_writer(out)
}

#[cfg(test)]
mod tests;
