//! Rows of notes and of what coders gave them.

use super::{Cell, Visit, Words};
use crate::coders::Tagging;
use crate::notes::{NONE, TextError, TextPlace};
use crate::review::Review;
use std::ops::Range;

/// Texts that are read again together.
const TEXTS: usize = 1 << 12;

pub(super) fn count(review: &Review) -> usize {
    review.notes.len()
}

pub(super) fn notes(
    review: &Review,
    batch: Range<usize>,
    words: Words,
    visit: Visit<'_>,
) -> Result<(), TextError> {
    let mut from = batch.start;
    while from < batch.end {
        let to = batch.end.min(from + TEXTS);
        let places = review.notes.places.get(from..to).unwrap_or_default();
        let texts = match words {
            Words::Given => review.texts.read(places)?,
            Words::LeftOut => Vec::new(),
        };
        for (row, place) in (from..to).zip(places) {
            let text = texts.get(row - from).map_or("", String::as_str);
            visit(&note(review, row, *place, text));
        }
        from = to;
    }
    Ok(())
}

fn note<'a>(review: &'a Review, row: usize, place: TextPlace, text: &'a str) -> [Cell<'a>; 10] {
    let notes = &review.notes;
    let code = |column: &[u32]| {
        let code = column.get(row).copied().filter(|&code| code != NONE)?;
        usize::try_from(code).ok()
    };
    let engagement = code(&notes.engagement).and_then(|e| review.engagements.get(e));
    let part = code(&notes.part).and_then(|p| review.parts.get(p));
    let question = code(&notes.question).and_then(|q| review.questions.get(q));
    let flags = notes.flags.get(row).copied().unwrap_or_default();
    let file = review.files.get(usize::from(place.file));
    [
        Cell::Text(notes.ids.get(row)),
        Cell::text(engagement.map(|e| e.id.as_str())),
        Cell::text(part.map(|p| p.id.as_str())),
        Cell::text(question.map(|q| q.id.as_str())),
        Cell::Boolean(flags.verbatim),
        Cell::Boolean(flags.quotable),
        Cell::Boolean(flags.maori),
        Cell::text(file.map(String::as_str)),
        Cell::Integer(i64::try_from(place.line).unwrap_or(i64::MAX)),
        Cell::said(text),
    ]
}

pub(super) fn organisations(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    for row in batch {
        for &organisation in review.notes.organisations.get(row) {
            if let Some(organisation) = review.organisations.get(organisation as usize) {
                visit(&[
                    Cell::Text(review.notes.ids.get(row)),
                    Cell::Text(&organisation.name),
                ]);
            }
        }
    }
}

pub(super) fn tags(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    let themes = review.codebook.themes();
    for row in batch {
        for tag in review.notes.tags.get(row) {
            if let Some(theme) = themes.get(tag.theme as usize) {
                visit(&[
                    Cell::Text(review.notes.ids.get(row)),
                    Cell::Text(theme.id.as_str()),
                    Cell::Text(tag.stance.word()),
                ]);
            }
        }
    }
}

fn taggings(review: &Review) -> &[Tagging] {
    review
        .coder_tags
        .as_ref()
        .map_or(&[], |tags| tags.taggings.as_slice())
}

pub(super) fn count_taggings(review: &Review) -> usize {
    taggings(review).len()
}

pub(super) fn coder_tags(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    let coders = review
        .coder_tags
        .as_ref()
        .map_or(&[] as &[_], |tags| tags.coders.as_slice());
    for tagging in taggings(review).get(batch).unwrap_or_default() {
        let Some(coder) = coders.get(usize::from(tagging.coder)) else {
            continue;
        };
        let excerpt = tagging.excerpt.as_ref();
        let place = |of: Option<u32>| of.map_or(Cell::Null, |n| Cell::Integer(n.into()));
        let mut row = |theme: Cell<'_>| {
            visit(&[
                Cell::Text(review.notes.ids.get(tagging.note as usize)),
                Cell::Text(coder.as_str()),
                theme,
                Cell::Text(tagging.stance.word()),
                place(excerpt.map(|e| e.start)),
                place(excerpt.map(|e| e.end)),
                Cell::said(&tagging.time),
                Cell::Integer(i64::try_from(tagging.line).unwrap_or(i64::MAX)),
                Cell::text(excerpt.map(|e| e.text.as_str())),
                Cell::said(&tagging.memo),
            ]);
        };
        for &theme in &tagging.themes {
            if let Some(theme) = review.codebook.themes().get(theme as usize) {
                row(Cell::Text(theme.id.as_str()));
            }
        }
        if tagging.themes.is_empty() {
            row(Cell::Null);
        }
    }
}
