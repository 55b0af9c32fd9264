//! How we engaged: the opening, who took part, and the two charts of engagements.

use super::engagements;
use super::words::{agencies, capital, inside, list, number_of};
use super::writer::Writer;
use throughline_core::dates::DateRange;
use throughline_core::synthesis::{Chart, Engaged, SaturationChart, TimelineChart};

/// The page with its charts. `days` are those of the engagements, as far as this audience may know
/// them.
pub(crate) fn write(
    writer: &Writer,
    days: Option<DateRange>,
    timeline: Chart<TimelineChart>,
    saturation: Chart<SaturationChart>,
) -> Engaged {
    let review = writer.review;
    Engaged {
        lead: review
            .about
            .engaged
            .clone()
            .unwrap_or_else(|| lead(writer, days)),
        contributors_title: format!("{} that took part", writer.agencies()),
        contributors: review.contributors.clone(),
        contributors_note: review
            .about
            .contributors_note
            .clone()
            .filter(|_| !review.contributors.is_empty()),
        timeline,
        saturation,
    }
}

/// `Nine agencies took part in one workshop and five 1:1 meetings, from 26 September to 13 October
/// 2023.`
fn lead(writer: &Writer, days: Option<DateRange>) -> String {
    let formats = engagements::by_format(writer.review);
    let when = days.map_or_else(String::new, |days| {
        if days.from() == days.to() {
            format!(", on {}", days.printed())
        } else {
            format!(", from {}", days.printed())
        }
    });
    let who = agencies(writer.base, writer.noun());
    let look = writer.review.first_look.as_ref();
    let notes = look.map_or(writer.note_count(), |look| look.of);
    let notes = number_of(notes.into(), "note", "notes");
    match (writer.base, formats.is_empty()) {
        (0, true) => format!(
            "The review holds {notes}, with no engagement and no {} named.",
            writer.noun().one
        ),
        (0, false) => format!(
            "The review holds {notes} from {}{when}. They name no {}.",
            engagements::in_words(&formats),
            writer.noun().one
        ),
        (_, true) => format!("{} took part, with {notes} in all.", capital(&who)),
        (_, false) => format!(
            "{} took part in {}{when}.",
            capital(&who),
            engagements::in_words(&formats)
        ),
    }
}

/// The names of some formats, `the workshop and the 1:1 meetings`, by how many there are.
pub(crate) fn the_formats(formats: &[&engagements::OfFormat]) -> String {
    let names: Vec<String> = formats
        .iter()
        .map(|f| {
            let name = if f.engagements == 1 {
                f.name.clone()
            } else {
                super::words::plural(&f.name)
            };
            format!("the {}", inside(&name))
        })
        .collect();
    list(&names)
}
