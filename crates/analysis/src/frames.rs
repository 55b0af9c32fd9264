//! Cells as polars frames, and polars frames back as typed columns. This is the one place where the
//! counting meets polars; the tables ask their questions of these frames.

use crate::error::AnalysisError;
use crate::order::Order;
use crate::pass::{Counted, NoteCell, OrganisationCell};
use polars::prelude::{Column, DataFrame, Expr, IntoLazy, LazyFrame, col, len};
use throughline_core::stance::{Stance, StanceSet};

/// Code of the theme.
pub(crate) const THEME: &str = "theme";
/// Code of the organisation.
pub(crate) const ORGANISATION: &str = "organisation";
/// Code of the format, or [`NONE`](throughline_core::notes::NONE).
pub(crate) const FORMAT: &str = "format";
/// Place of the engagement in time.
pub(crate) const PLACE: &str = "place";
/// Notes, own tags.
pub(crate) const NOTES: &str = "notes";
/// Notes, with descendants.
pub(crate) const NOTES_ROLLED: &str = "notes_rolled";
/// Notes without an organisation, own tags.
pub(crate) const UNATTRIBUTED: &str = "unattributed";
/// Notes without an organisation, with descendants.
pub(crate) const UNATTRIBUTED_ROLLED: &str = "unattributed_rolled";
/// Whether there is a note of the theme itself; how many cells have one.
pub(crate) const MET: &str = "met";
/// How many cells have a note of the theme or a descendant.
pub(crate) const MET_ROLLED: &str = "met_rolled";
/// By stance, own tags: notes, or whether it was met.
pub(crate) const OWN: [&str; 5] = ["own_0", "own_1", "own_2", "own_3", "own_4"];
/// By stance, with descendants: notes, or whether it was met.
pub(crate) const ROLLED: [&str; 5] = ["rolled_0", "rolled_1", "rolled_2", "rolled_3", "rolled_4"];

/// A column of counts, one a row of a table.
pub(crate) fn counts<R>(name: &str, rows: &[R], of: impl Fn(&R) -> u32) -> Column {
    Column::new(name.into(), rows.iter().map(of).collect::<Vec<u32>>())
}

/// The cells as frames.
pub(crate) struct CellFrames {
    notes: DataFrame,
    engagements: DataFrame,
    organisations: DataFrame,
}

impl CellFrames {
    pub(crate) fn of(order: &Order, counted: &Counted) -> Result<Self, AnalysisError> {
        Ok(Self {
            notes: note_frame(counted)?,
            engagements: engagement_frame(order, counted)?,
            organisations: organisation_frame(counted)?,
        })
    }

    /// Notes by theme and format.
    pub(crate) fn by_note(&self) -> LazyFrame {
        self.notes.clone().lazy()
    }

    /// Which engagements have a note of which theme.
    pub(crate) fn by_engagement(&self) -> LazyFrame {
        self.engagements.clone().lazy()
    }

    /// Notes and stances by theme, organisation and format.
    pub(crate) fn by_organisation(&self) -> LazyFrame {
        self.organisations.clone().lazy()
    }
}

fn note_frame(counted: &Counted) -> Result<DataFrame, AnalysisError> {
    let cells = counted.by_note.values();
    let keys = counted.by_note.keys();
    let count = |name, of: &dyn Fn(&NoteCell) -> u32| u32_column(name, cells.iter().map(of));
    let mut columns = vec![
        u32_column(THEME, keys.iter().map(|k| k.1)),
        u32_column(FORMAT, keys.iter().map(|k| counted.lanes.format(k.0))),
        count(NOTES, &|c| c.own.iter().sum()),
        count(NOTES_ROLLED, &|c| c.notes_rolled),
        count(UNATTRIBUTED, &|c| c.unattributed),
        count(UNATTRIBUTED_ROLLED, &|c| c.unattributed_rolled),
    ];
    for stance in Stance::ALL {
        let at = stance as usize;
        columns.push(count(OWN[at], &|c| c.own[at]));
        columns.push(count(ROLLED[at], &|c| c.rolled[at]));
    }
    Ok(DataFrame::new(cells.len(), columns)?)
}

fn engagement_frame(order: &Order, counted: &Counted) -> Result<DataFrame, AnalysisError> {
    let cells = counted.by_engagement.values();
    let keys = counted.by_engagement.keys();
    let own = cells.iter().map(|c| c.own).collect::<Vec<bool>>();
    let columns = vec![
        u32_column(THEME, keys.iter().map(|k| k.1)),
        u32_column(PLACE, keys.iter().map(|k| order.engagement(k.0))),
        Column::new(MET.into(), own),
    ];
    Ok(DataFrame::new(cells.len(), columns)?)
}

fn organisation_frame(counted: &Counted) -> Result<DataFrame, AnalysisError> {
    let cells = counted.by_organisation.values();
    let keys = counted.by_organisation.keys();
    let lanes = counted.lanes;
    let mut columns = vec![
        u32_column(THEME, keys.iter().map(|k| k.1)),
        u32_column(ORGANISATION, keys.iter().map(|k| lanes.split(k.0).0)),
        u32_column(FORMAT, keys.iter().map(|k| lanes.split(k.0).1)),
        u32_column(NOTES, cells.iter().map(|c| c.notes)),
        u32_column(NOTES_ROLLED, cells.iter().map(|c| c.notes_rolled)),
    ];
    let met = |name: &str, of: &dyn Fn(&OrganisationCell) -> bool| {
        Column::new(name.into(), cells.iter().map(of).collect::<Vec<bool>>())
    };
    for stance in Stance::ALL {
        let at = stance as usize;
        columns.push(met(OWN[at], &|c| c.own.contains(stance)));
        columns.push(met(ROLLED[at], &|c| c.rolled.contains(stance)));
    }
    Ok(DataFrame::new(cells.len(), columns)?)
}

fn u32_column(name: &str, values: impl Iterator<Item = u32>) -> Column {
    Column::new(name.into(), values.collect::<Vec<u32>>())
}

/// Sums of columns under their own names.
pub(crate) fn sums(names: &[&str]) -> Vec<Expr> {
    names.iter().map(|&name| col(name).sum()).collect()
}

/// How many cells have a note of the theme itself, by the condition given ([`MET`]), and of it or a
/// descendant ([`MET_ROLLED`]). A cell exists only where there is one of the latter.
pub(crate) fn cells_met(own: Expr) -> [Expr; 2] {
    [own.sum().alias(MET), len().alias(MET_ROLLED)]
}

/// A column of whole numbers of a frame that polars gave back.
pub(crate) fn u32s(frame: &DataFrame, column: &'static str) -> Result<Vec<u32>, AnalysisError> {
    values(frame.column(column)?.u32()?.iter(), column)
}

/// The sets of stances in the five columns of yes and no.
pub(crate) fn stance_sets(
    frame: &DataFrame,
    columns: [&'static str; 5],
) -> Result<Vec<StanceSet>, AnalysisError> {
    let mut sets = vec![StanceSet::default(); frame.height()];
    for (column, stance) in columns.into_iter().zip(Stance::ALL) {
        let met = values(frame.column(column)?.bool()?.iter(), column)?;
        for (set, _) in sets.iter_mut().zip(met).filter(|(_, met)| *met) {
            set.insert(stance);
        }
    }
    Ok(sets)
}

fn values<T>(
    values: impl Iterator<Item = Option<T>>,
    column: &'static str,
) -> Result<Vec<T>, AnalysisError> {
    values
        .enumerate()
        .map(|(row, value)| value.ok_or(AnalysisError::Missing { column, row }))
        .collect()
}

/// A count over another as a number with four decimals, rounded half up in whole numbers; `None`
/// for a base of 0.
pub(crate) fn four_decimals(numerator: u32, denominator: u32) -> Option<f64> {
    // The digits are made once, in core, so that frames and printed tables never differ.
    throughline_core::numbers::ratio4(u64::from(numerator), u64::from(denominator))
        .and_then(|digits| digits.parse().ok())
}
