//! What the counting relies on: columns of one length, and codes that are indices of their tables.

use crate::error::AnalysisError;
use throughline_core::notes::NONE;
use throughline_core::review::Review;

/// Checks the columns of the notes once, so that the pass over them need not.
pub(crate) fn check(review: &Review) -> Result<(), AnalysisError> {
    let notes = &review.notes;
    for (column, found) in [
        ("organisations", notes.organisations.len()),
        ("part", notes.part.len()),
        ("question", notes.question.len()),
        ("tags", notes.tags.len()),
    ] {
        if found != notes.len() {
            return Err(AnalysisError::Ragged {
                column,
                found,
                expected: notes.len(),
            });
        }
    }
    let organisations = Table::new("organisations", review.organisations.len());
    let engagements = Table::new("engagements", review.engagements.len());
    let themes = Table::new("themes", review.codebook.len());
    let formats = Table::new("formats", review.formats.len());
    let optional =
        |codes: &[u32]| -> Option<u32> { codes.iter().copied().filter(|&code| code != NONE).max() };
    engagements.holds("notes.engagement", optional(&notes.engagement))?;
    Table::new("parts", review.parts.len()).holds("notes.part", optional(&notes.part))?;
    Table::new("questions", review.questions.len())
        .holds("notes.question", optional(&notes.question))?;
    organisations.holds(
        "notes.organisations",
        notes.organisations.values().iter().copied().max(),
    )?;
    themes.holds(
        "notes.tags",
        notes.tags.values().iter().map(|t| t.theme).max(),
    )?;
    if let Some(coder_tags) = &review.coder_tags {
        let given = coder_tags.given.values().iter();
        themes.holds("coder_tags.given", given.filter_map(|g| g.theme).max())?;
    }
    if let Some(look) = &review.first_look {
        organisations.holds(
            "first_look.beside_engagements",
            look.beside_engagements.iter().copied().max(),
        )?;
    }
    for engagement in &review.engagements {
        formats.holds("engagements.format", Some(engagement.format))?;
        organisations.holds(
            "engagements.organisations",
            engagement.organisations.iter().copied().max(),
        )?;
    }
    Ok(())
}

/// A table of the review and how many rows it has.
struct Table {
    name: &'static str,
    rows: usize,
}

impl Table {
    fn new(name: &'static str, rows: usize) -> Self {
        Self { name, rows }
    }

    /// The largest code of a column must be an index of the table.
    fn holds(&self, column: &'static str, largest: Option<u32>) -> Result<(), AnalysisError> {
        match largest {
            Some(code) if code as usize >= self.rows => Err(AnalysisError::Dangling {
                column,
                table: self.name,
                code,
            }),
            _ => Ok(()),
        }
    }
}
