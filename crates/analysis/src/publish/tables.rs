//! The tables of Appendix B and the codebook of Appendix A.

use super::engagements;
use super::writer::Writer;
use crate::Counts;
use throughline_core::codebook::ThemeCode;
use throughline_core::dates::iso;
use throughline_core::ids::{EngagementId, ThemeId};
use throughline_core::synthesis::{
    CodebookEntry, CooccurrenceRow, FormatTableRow, MatrixCell, PrevalenceRow, SaturationRow,
    StanceTableRow, Tables, ThemeCounts,
};

pub(crate) fn write(writer: &Writer) -> Tables {
    Tables {
        prevalence: prevalence(writer),
        matrix: matrix(writer),
        cooccurrence: cooccurrence(writer),
        stance: stance(writer),
        format: format(writer),
        saturation: saturation(writer),
        part: Vec::new(),
        balance: Vec::new(),
        agreement: Vec::new(),
    }
}

fn id(writer: &Writer, theme: ThemeCode) -> ThemeId {
    writer.theme(theme).id.clone()
}

fn prevalence(writer: &Writer) -> Vec<PrevalenceRow> {
    let counts = |counts: &Counts| ThemeCounts {
        notes: counts.notes.into(),
        organisations: counts.organisations.into(),
        denominator: writer.base,
        share: writer.analysis.prevalence().proportion(counts).share4(),
        engagements: counts.engagements.into(),
        unattributed_notes: counts.unattributed_notes.into(),
    };
    writer
        .analysis
        .prevalence()
        .rows()
        .iter()
        .map(|row| {
            let theme = writer.theme(row.theme);
            PrevalenceRow {
                theme: theme.id.clone(),
                label: theme.label.clone(),
                parent: theme.parent.map(|parent| id(writer, parent)),
                own: counts(&row.own),
                rolled: counts(&row.rolled),
            }
        })
        .collect()
}

/// Notes by theme and organisation, where notes may be attributed; organisations in order of what
/// is shown of them.
fn matrix(writer: &Writer) -> Vec<MatrixCell> {
    let shown = &writer.organisations;
    let mut cells: Vec<(ThemeId, usize, u32)> = writer
        .analysis
        .matrix()
        .rows()
        .iter()
        .filter(|row| row.notes > 0)
        .filter_map(|row| {
            let place = shown.place(row.organisation)?;
            Some((id(writer, row.theme), place, row.notes))
        })
        .collect();
    cells.sort();
    cells
        .into_iter()
        .filter_map(|(theme, place, notes)| {
            Some(MatrixCell {
                theme,
                organisation: shown.list.get(place)?.name.clone(),
                notes: notes.into(),
            })
        })
        .collect()
}

fn cooccurrence(writer: &Writer) -> Vec<CooccurrenceRow> {
    writer
        .analysis
        .cooccurrence()
        .rows()
        .iter()
        .map(|pair| CooccurrenceRow {
            theme_a: id(writer, pair.a),
            theme_b: id(writer, pair.b),
            notes: pair.notes.into(),
            coefficient: pair.coefficient(),
        })
        .collect()
}

fn stance(writer: &Writer) -> Vec<StanceTableRow> {
    writer
        .analysis
        .stance()
        .rows()
        .iter()
        .filter(|row| row.notes > 0 || row.organisations > 0)
        .map(|row| StanceTableRow {
            theme: id(writer, row.theme),
            stance: row.stance,
            notes: row.notes.into(),
            organisations: row.organisations.into(),
        })
        .collect()
}

/// None where no engagement gives its format: there is nothing to tell apart.
fn format(writer: &Writer) -> Vec<FormatTableRow> {
    if !engagements::any_stated(writer.review) {
        return Vec::new();
    }
    let formats = &writer.review.formats;
    writer
        .analysis
        .format()
        .rows()
        .iter()
        .filter(|row| row.notes > 0)
        .map(|row| FormatTableRow {
            theme: id(writer, row.theme),
            engagement_type: formats
                .get(row.format as usize)
                .cloned()
                .unwrap_or_default(),
            notes: row.notes.into(),
            organisations: row.organisations.into(),
            denominator: row.denominator,
        })
        .collect()
}

fn saturation(writer: &Writer) -> Vec<SaturationRow> {
    (1u32..)
        .zip(writer.analysis.saturation().steps())
        .filter_map(|(number, step)| {
            let engagement = writer.review.engagements.get(step.engagement as usize)?;
            Some(SaturationRow {
                engagement_id: printed_id(writer, &engagement.id, number)?,
                date: engagement.dates.map_or_else(String::new, |d| iso(d.from())),
                new_themes: step.new_themes.into(),
                cumulative_themes: step.cumulative_themes.into(),
            })
        })
        .collect()
}

/// The engagement's id; for the public its number in order of date where the id holds a name.
fn printed_id(writer: &Writer, id: &EngagementId, number: u32) -> Option<EngagementId> {
    if writer.may_read(id.as_str()) {
        Some(id.clone())
    } else {
        format!("engagement-{number}").parse().ok()
    }
}

/// The codebook in its own order, each theme followed by those under it.
pub(crate) fn codebook(writer: &Writer) -> Vec<CodebookEntry> {
    let book = writer.book();
    let mut open: Vec<ThemeCode> = book.roots().iter().rev().copied().collect();
    let mut entries = Vec::with_capacity(book.len());
    while let Some(code) = open.pop() {
        open.extend(book.children(code).iter().rev());
        let theme = writer.theme(code);
        entries.push(CodebookEntry {
            theme: theme.id.clone(),
            label: theme.label.clone(),
            parent: theme.parent.map(|parent| id(writer, parent)),
            depth: u32::try_from(book.depth(code)).unwrap_or(u32::MAX),
            definition: theme.definition.clone(),
            include: theme.include.clone(),
            exclude: theme.exclude.clone(),
        });
    }
    entries
}
