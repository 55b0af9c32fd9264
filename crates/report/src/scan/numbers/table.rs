//! Tables read back: each cell of organisations against the register, nothing in those of notes.

use super::{COUNT, Leaks, NOTES, Numbers, ORDER};
use crate::scan::{Leak, Rule};
use csv::StringRecord;
use throughline_core::publication::Cell;
use throughline_core::stance::Stance;
use throughline_core::synthesis::Shown;

/// Tables of which a protected report has no row.
const NEVER: [&str; 5] = [
    "matrix",
    "cooccurrence",
    "saturation",
    "agreement",
    "ledger",
];
/// Columns that count notes or engagements.
const NOTE_COLUMNS: [&str; 6] = [
    "notes",
    "notes_rolled",
    "engagements",
    "engagements_rolled",
    "unattributed_notes",
    "unattributed_notes_rolled",
];

impl Numbers<'_> {
    /// What a table shows that it may not: its rows, the head first.
    pub fn table(&self, file: &str, rows: &[StringRecord]) -> Vec<Leak> {
        let mut leaks = Leaks::new(file);
        let stem = file.rsplit('/').next().unwrap_or(file);
        let stem = stem.trim_end_matches(".csv");
        let Some((head, rows)) = rows.split_first() else {
            return leaks.found;
        };
        if NEVER.contains(&stem) {
            leaks.unless(rows.is_empty(), "row 2", Rule::Withheld, "a row of a table");
            return leaks.found;
        }
        for (number, row) in (2u32..).zip(rows) {
            for (at, (column, cell)) in head.iter().zip(row).enumerate() {
                let place = || format!("row {number}, column {} ({column})", at + 1);
                let Some(shown) = shown(cell) else {
                    if counts(column) {
                        leaks.add(place(), Rule::Counts, "a cell that is no count");
                    }
                    continue;
                };
                if NOTE_COLUMNS.contains(&column) {
                    leaks.unless(shown == Shown::NotShown, place(), Rule::Withheld, NOTES);
                } else if counts(column) {
                    let fits = shown == Shown::NotShown
                        || cell_of(stem, column, head, row)
                            .is_some_and(|cell| self.allows(&cell, shown));
                    leaks.unless(fits, place(), Rule::Counts, COUNT);
                }
            }
            share_fits(head, row, number, &mut leaks);
        }
        let themes = rows.iter().map(|row| row.get(0).unwrap_or_default());
        leaks.unless(self.in_order(themes), "its rows", Rule::Order, ORDER);
        leaks.found
    }
}

fn counts(column: &str) -> bool {
    column.starts_with("organisations") || NOTE_COLUMNS.contains(&column)
}

/// The cell that a column of organisations is; own tags have none.
fn cell_of(table: &str, column: &str, head: &StringRecord, row: &StringRecord) -> Option<Cell> {
    let theme = value(head, row, "theme")?.parse().ok()?;
    match (table, column) {
        ("prevalence", "organisations_rolled") => Some(Cell::Prevalence(theme)),
        ("stance", "organisations") => {
            let stance = value(head, row, "stance")?;
            let stance = Stance::from_word(stance)?;
            Some(Cell::Stance(theme, stance))
        }
        ("format", "organisations") => Some(Cell::Format(
            theme,
            value(head, row, "engagement_type")?.to_owned(),
        )),
        ("part", "organisations") => Some(Cell::Part(theme, value(head, row, "part")?.to_owned())),
        _ => None,
    }
}

fn value<'r>(head: &StringRecord, row: &'r StringRecord, column: &str) -> Option<&'r str> {
    let at = head.iter().position(|name| name == column)?;
    row.get(at)
}

/// A count as a table writes it: `7`, `7-9`, or nothing.
fn shown(cell: &str) -> Option<Shown> {
    if cell.is_empty() {
        return Some(Shown::NotShown);
    }
    if let Some((low, high)) = cell.split_once('-') {
        return Some(Shown::Band {
            low: low.parse().ok()?,
            high: high.parse().ok()?,
        });
    }
    Some(Shown::Exact {
        count: cell.parse().ok()?,
    })
}

/// A share stands only beside a count that is exact.
fn share_fits(head: &StringRecord, row: &StringRecord, number: u32, leaks: &mut Leaks) {
    for (share, count) in [
        ("share", "organisations"),
        ("share_rolled", "organisations_rolled"),
    ] {
        let exact = value(head, row, count)
            .and_then(shown)
            .is_some_and(|shown| shown.exact().is_some());
        let blank = value(head, row, share).is_none_or(str::is_empty);
        let what = "the share of a count that is not exact";
        leaks.unless(
            blank || exact,
            format!("row {number}, {share}"),
            Rule::Counts,
            what,
        );
    }
}
