//! Engagements by format and by name.

use super::words::{capital, inside, list, number_of, plural};
use super::writer::Writer;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::dates::DateRange;
use throughline_core::names::name_key;
use throughline_core::review::{Engagement, NO_FORMAT, Review};

/// A format with how many engagements it has.
#[derive(Debug, Clone)]
pub(crate) struct OfFormat {
    /// Index into the review's formats.
    pub(crate) format: u32,
    /// As it stands inside a sentence: `workshop`; `engagement` of those that give no format, or
    /// `other engagement` where some do.
    pub(crate) name: String,
    /// Whether it is a format: engagements that give none are counted together.
    pub(crate) stated: bool,
    /// How many engagements.
    pub(crate) engagements: u32,
    /// The days of those that are dated.
    pub(crate) days: Option<DateRange>,
}

impl OfFormat {
    /// `one workshop`, `five 1:1 meetings`.
    pub(crate) fn words(&self) -> String {
        number_of(self.engagements.into(), &self.name, &plural(&self.name))
    }
}

/// The formats of all engagements, in the order in which they appear in the review.
pub(crate) fn by_format(review: &Review) -> Vec<OfFormat> {
    of(review, review.engagements.iter())
}

/// The days of all engagements together.
pub(crate) fn days(review: &Review) -> Option<DateRange> {
    review
        .engagements
        .iter()
        .filter_map(|e| e.dates)
        .reduce(DateRange::hull)
}

/// The formats of the engagements that have a date.
pub(crate) fn dated_by_format(review: &Review) -> Vec<OfFormat> {
    of(
        review,
        review.engagements.iter().filter(|e| e.dates.is_some()),
    )
}

fn of<'a>(review: &Review, engagements: impl Iterator<Item = &'a Engagement>) -> Vec<OfFormat> {
    let mut formats: BTreeMap<u32, (u32, Option<DateRange>)> = BTreeMap::new();
    for engagement in engagements {
        let (count, days) = formats.entry(engagement.format).or_default();
        *count += 1;
        *days = match (*days, engagement.dates) {
            (Some(a), Some(b)) => Some(a.hull(b)),
            (a, b) => a.or(b),
        };
    }
    let others = review.formats.len() > 1;
    formats
        .into_iter()
        .map(|(format, (engagements, days))| {
            let written = stated(review, format);
            OfFormat {
                format,
                name: match written {
                    Some(name) => inside(name),
                    None if others => "other engagement".into(),
                    None => "engagement".into(),
                },
                stated: written.is_some(),
                engagements,
                days,
            }
        })
        .collect()
}

/// The name of a format as written; `None` of engagements that give none.
pub(crate) fn stated(review: &Review, format: u32) -> Option<&str> {
    let name = review.formats.get(format as usize)?;
    (name_key(name) != NO_FORMAT).then_some(name)
}

/// Whether any engagement gives its format.
pub(crate) fn any_stated(review: &Review) -> bool {
    (0u32..)
        .zip(&review.formats)
        .any(|(format, _)| stated(review, format).is_some())
}

/// `one workshop and five 1:1 meetings`; over three formats `14 engagements of five formats`.
pub(crate) fn in_words(formats: &[OfFormat]) -> String {
    if formats.len() > 3 {
        let all: u64 = formats.iter().map(|f| u64::from(f.engagements)).sum();
        return format!(
            "{} of {} formats",
            number_of(all, "engagement", "engagements"),
            throughline_core::numbers::in_words(formats.len() as u64)
        );
    }
    list(&formats.iter().map(OfFormat::words).collect::<Vec<_>>())
}

/// The name of each engagement, as timeline and saturation print it: its title, else its format
/// and, where there are several, its number in order of date. A public report prints no title
/// that holds a name.
pub(crate) fn names(writer: &Writer) -> Vec<String> {
    let review = writer.review;
    let formats = by_format(review);
    let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
    let mut names = vec![String::new(); review.engagements.len()];
    for at in in_order_of_date(review) {
        let Some(engagement) = review.engagements.get(at) else {
            continue;
        };
        let number = numbers.entry(engagement.format).or_default();
        *number += 1;
        let format = formats.iter().find(|f| f.format == engagement.format);
        let (name, several) = format.map_or(("engagement", true), |f| {
            (f.name.as_str(), f.engagements > 1)
        });
        names[at] = match &engagement.title {
            Some(title) if writer.may_read(title) => title.clone(),
            _ if several => format!("{} {number}", capital(name)),
            _ => capital(name),
        };
    }
    names
}

/// Indices of the engagements by first day, then in order of file; those without a day last.
pub(crate) fn in_order_of_date(review: &Review) -> Vec<usize> {
    let mut order: Vec<usize> = (0..review.engagements.len()).collect();
    order.sort_by_key(|&e| {
        let day = review
            .engagements
            .get(e)
            .and_then(|e| e.dates)
            .map(DateRange::from);
        (day.is_none(), day, e)
    });
    order
}

/// Organisations present at, or with a note from, each engagement.
pub(crate) fn present(review: &Review) -> Vec<u32> {
    let mut present: Vec<BTreeSet<u32>> = review
        .engagements
        .iter()
        .map(|e| e.organisations.iter().copied().collect())
        .collect();
    for (row, &engagement) in review.notes.engagement.iter().enumerate() {
        if let Some(set) = present.get_mut(engagement as usize) {
            set.extend(review.notes.organisations.get(row));
        }
    }
    present
        .iter()
        .map(|set| u32::try_from(set.len()).unwrap_or(u32::MAX))
        .collect()
}
