//! Rows of everything about a review that is not a note.

use super::{Cell, Visit};
use crate::dates::DateRange;
use crate::review::{CoderPolicy, Review, Status};
use std::ops::Range;

/// The elements of a batch with their places from 1.
fn batch_of<T>(list: &[T], batch: Range<usize>) -> impl Iterator<Item = (Cell<'static>, &T)> {
    let from = batch.start;
    let list = list.get(batch).unwrap_or_default().iter().enumerate();
    list.map(move |(at, element)| (Cell::count(from + at + 1), element))
}

pub(super) fn one(_: &Review) -> usize {
    1
}

pub(super) fn count_organisations(review: &Review) -> usize {
    review.organisations.len()
}

pub(super) fn count_engagements(review: &Review) -> usize {
    review.engagements.len()
}

pub(super) fn count_themes(review: &Review) -> usize {
    review.codebook.len()
}

pub(super) fn count_parts(review: &Review) -> usize {
    review.parts.len()
}

pub(super) fn organisations(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    for (_, organisation) in batch_of(&review.organisations, batch) {
        let status = match organisation.status {
            Status::Current => "current",
            Status::Historical => "historical",
        };
        visit(&[
            Cell::Text(&organisation.name),
            Cell::Text(status),
            Cell::text(organisation.letter.as_deref()),
            Cell::Boolean(organisation.consent),
        ]);
    }
}

pub(super) fn aliases(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    for (_, organisation) in batch_of(&review.organisations, batch) {
        for alias in &organisation.aliases {
            visit(&[Cell::Text(&organisation.name), Cell::Text(alias)]);
        }
    }
}

pub(super) fn engagements(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    for (place, engagement) in batch_of(&review.engagements, batch) {
        let format = review.formats.get(engagement.format as usize);
        visit(&[
            Cell::Text(engagement.id.as_str()),
            Cell::Text(format.map_or("", String::as_str)),
            Cell::text(engagement.title.as_deref()),
            Cell::date(engagement.dates.map(DateRange::from)),
            Cell::date(engagement.dates.map(DateRange::to)),
            place,
        ]);
    }
}

pub(super) fn present(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    for (_, engagement) in batch_of(&review.engagements, batch) {
        for &organisation in &engagement.organisations {
            if let Some(organisation) = review.organisations.get(organisation as usize) {
                visit(&[
                    Cell::Text(engagement.id.as_str()),
                    Cell::Text(&organisation.name),
                ]);
            }
        }
    }
}

pub(super) fn themes(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    let book = &review.codebook;
    for ((place, theme), code) in batch_of(book.themes(), batch.clone()).zip(codes(batch)) {
        let parent = theme.parent.map(|parent| book.theme(parent).id.as_str());
        visit(&[
            Cell::Text(theme.id.as_str()),
            Cell::Text(&theme.label),
            Cell::Text(theme.phrase()),
            Cell::text(parent),
            Cell::count(book.depth(code)),
            Cell::said(&theme.definition),
            Cell::said(&theme.include),
            Cell::said(&theme.exclude),
            place,
        ]);
    }
}

fn codes(batch: Range<usize>) -> impl Iterator<Item = u32> {
    batch.filter_map(|code| u32::try_from(code).ok())
}

pub(super) fn ancestors(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    let book = &review.codebook;
    for code in codes(batch) {
        let theme = Cell::Text(book.theme(code).id.as_str());
        for (distance, ancestor) in book.lineage(code).enumerate() {
            let ancestor = Cell::Text(book.theme(ancestor).id.as_str());
            visit(&[theme, ancestor, Cell::count(distance)]);
        }
    }
}

pub(super) fn keywords(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    for (_, theme) in batch_of(review.codebook.themes(), batch) {
        for keyword in &theme.keywords {
            visit(&[Cell::Text(theme.id.as_str()), Cell::Text(keyword)]);
        }
    }
}

pub(super) fn parts(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    for (place, part) in batch_of(&review.parts, batch) {
        visit(&[
            Cell::Text(part.id.as_str()),
            Cell::Text(&part.title),
            Cell::text(part.intro.as_deref()),
            place,
        ]);
    }
}

pub(super) fn questions(review: &Review, batch: Range<usize>, visit: Visit<'_>) {
    for (_, part) in batch_of(&review.parts, batch) {
        for (place, &question) in batch_of(&part.questions, 0..part.questions.len()) {
            if let Some(question) = review.questions.get(question as usize) {
                visit(&[
                    Cell::Text(part.id.as_str()),
                    Cell::Text(question.id.as_str()),
                    Cell::Text(&question.text),
                    place,
                ]);
            }
        }
    }
}

pub(super) fn settings(review: &Review, _: Range<usize>, visit: Visit<'_>) {
    let coders = match &review.counting.coders {
        CoderPolicy::Any => "any".to_owned(),
        CoderPolicy::Majority => "majority".to_owned(),
        CoderPolicy::Coder(coder) => format!("coder:{coder}"),
    };
    let percent_from = review.counting.percent_from.to_string();
    for (setting, value) in [
        ("title", review.about.title.as_str()),
        ("noun", &review.about.noun.one),
        ("noun_plural", &review.about.noun.many),
        ("coders", &coders),
        ("percent_from", &percent_from),
    ] {
        visit(&[Cell::Text(setting), Cell::Text(value)]);
    }
}

pub(super) fn ledger(review: &Review, _: Range<usize>, visit: Visit<'_>) {
    for row in review.ledger_rows() {
        visit(&[
            Cell::Text(row.file),
            Cell::Integer(i64::try_from(row.line).unwrap_or(i64::MAX)),
            Cell::said(row.note_id),
            Cell::Text(row.outcome.word()),
            Cell::said(row.reason),
        ]);
    }
}
