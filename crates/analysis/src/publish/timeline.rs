//! When the engagements were: a lane an engagement, or over twelve a lane a format.

use super::alt::Alt;
use super::axis::{Axis, after, day_number};
use super::engagements::{self, OfFormat};
use super::words::{self, agencies_in_figures, capital, number_of, plural, span};
use super::writer::Writer;
use jiff::civil::Date;
use std::collections::BTreeMap;
use throughline_core::dates::DateRange;
use throughline_core::names::name_key;
use throughline_core::numbers::grouped;
use throughline_core::review::Review;
use throughline_core::synthesis::{Chart, Drawn, Lane, Mark, TimelineChart};

/// Over this many engagements a lane is a format.
pub(crate) const LANES: usize = 12;

pub(crate) fn chart(writer: &Writer) -> Chart<TimelineChart> {
    let review = writer.review;
    let absent = |sentence: &str| Chart::Absent {
        sentence: sentence.into(),
    };
    if let Some(sentence) = writer.nothing() {
        return Chart::Absent { sentence };
    }
    let days = review
        .engagements
        .iter()
        .filter_map(|e| e.dates)
        .reduce(DateRange::hull);
    let days = match (review.engagements.len(), days) {
        (0, _) => return absent("The notes name no engagement, so there is no timeline."),
        (1, _) => return absent("There was one engagement, so there is no timeline."),
        (_, None) => return absent("No engagement has a date, so there is no timeline."),
        (_, Some(days)) => days,
    };
    let axis = Axis::of(days);
    let formats = engagements::dated_by_format(review);
    let by_engagement = review.engagements.len() <= LANES;
    let lanes = if by_engagement {
        by_engagement_lanes(writer, days)
    } else {
        formats
            .iter()
            .map(|f| format_lane(review, f, &axis))
            .collect()
    };
    Chart::Drawn(Drawn {
        number: 0,
        title: words::title(
            [format!(
                "{} {}",
                engagements::in_words(&formats),
                span(days)
            )],
            &format!("the engagements took place {}", span(days)),
        ),
        note: note(writer, &formats, days, &axis, by_engagement),
        alt: alt(writer, &formats, days),
        data: TimelineChart {
            first_day: day_number(axis.first),
            last_day: day_number(axis.last),
            ticks: axis.ticks,
            lanes,
        },
    })
}

pub(crate) fn is_workshop(format: &str) -> bool {
    name_key(format).contains("workshop")
}

fn is_one_to_one(format: &str) -> bool {
    let key = name_key(format);
    [
        "1:1",
        "1-1",
        "one to one",
        "one-to-one",
        "one-on-one",
        "one on one",
    ]
    .iter()
    .any(|word| key.contains(word))
}

fn by_engagement_lanes(writer: &Writer, days: DateRange) -> Vec<Lane> {
    let review = writer.review;
    let names = engagements::names(writer);
    let present = engagements::present(review);
    let one_year = days.from().year() == days.to().year();
    engagements::in_order_of_date(review)
        .into_iter()
        .filter_map(|at| {
            let engagement = review.engagements.get(at)?;
            let range = engagement.dates?;
            let format = review
                .formats
                .get(engagement.format as usize)
                .map_or("", String::as_str);
            Some(Lane {
                name: names.get(at).cloned().unwrap_or_default(),
                date: if one_year {
                    range.printed_short()
                } else {
                    range.printed()
                },
                right: right(writer, format, present.get(at).copied().unwrap_or(0)),
                workshop: is_workshop(format),
                marks: vec![Mark {
                    from: day_number(range.from()),
                    to: day_number(range.to()),
                    engagements: 1,
                    label: None,
                }],
            })
        })
        .collect()
}

/// How many took part, to the public only where there were enough.
fn right(writer: &Writer, format: &str, present: u32) -> String {
    let enough = writer.internal() || present >= writer.review.disclosure.k;
    if present <= 1 && is_one_to_one(format) {
        "one to one".into()
    } else if present > 0 && enough {
        agencies_in_figures(present, writer.noun())
    } else {
        String::new()
    }
}

/// A format's engagements by week or month of their first day.
fn format_lane(review: &Review, format: &OfFormat, axis: &Axis) -> Lane {
    let mut bins: BTreeMap<Date, u32> = BTreeMap::new();
    for engagement in review
        .engagements
        .iter()
        .filter(|e| e.format == format.format)
    {
        if let Some(days) = engagement.dates {
            *bins.entry(axis.bin(days.from())).or_default() += 1;
        }
    }
    let largest = bins.values().copied().max().unwrap_or(0);
    let mut labelled = false;
    let marks = bins
        .into_iter()
        .map(|(from, engagements)| {
            let first = engagements == largest && !labelled;
            labelled |= first;
            let to = after(from, axis.monthly)
                .and_then(|d| d.yesterday().ok())
                .unwrap_or(from);
            Mark {
                from: day_number(from),
                to: day_number(to),
                engagements,
                label: first.then(|| grouped(engagements.into())),
            }
        })
        .collect();
    let name = if format.engagements == 1 {
        format.name.clone()
    } else {
        plural(&format.name)
    };
    Lane {
        name: capital(&name),
        date: format.days.map_or_else(String::new, DateRange::printed),
        right: format!(
            "{} engagement{}",
            grouped(format.engagements.into()),
            if format.engagements == 1 { "" } else { "s" }
        ),
        workshop: is_workshop(&format.name),
        marks,
    }
}

fn note(
    writer: &Writer,
    formats: &[OfFormat],
    days: DateRange,
    axis: &Axis,
    by_engagement: bool,
) -> String {
    let mut sentences = Vec::new();
    if by_engagement && formats.iter().any(|f| f.stated) {
        let (workshops, others): (Vec<&OfFormat>, Vec<&OfFormat>) =
            formats.iter().partition(|f| is_workshop(&f.name));
        let named = |formats: &[&OfFormat]| {
            words::list(&formats.iter().map(|f| f.name.as_str()).collect::<Vec<_>>())
        };
        match (workshops.is_empty(), others.is_empty()) {
            (false, false) => sentences.push(format!(
                "Dark square: {}. Round: {}.",
                named(&workshops),
                named(&others)
            )),
            (true, false) => sentences.push(format!("Round: {}.", named(&others))),
            (_, true) => sentences.push(format!("Dark square: {}.", named(&workshops))),
        }
    }
    if by_engagement {
        if writer
            .review
            .engagements
            .iter()
            .filter_map(|e| e.dates)
            .any(|d| d.from() != d.to())
        {
            sentences.push("A bar marks a range of dates.".into());
        }
    } else {
        sentences.push(format!(
            "One bar a {}, as high as engagements began in it; the largest of each format has \
             its number.",
            axis.unit()
        ));
    }
    if days.from().year() == days.to().year() && !axis.monthly {
        sentences.push(format!("All dates are in {}.", days.to().year()));
    }
    let undated = writer
        .review
        .engagements
        .iter()
        .filter(|e| e.dates.is_none())
        .count() as u64;
    if undated > 0 {
        sentences.push(format!(
            "{} no date and {} not drawn.",
            capital(&format!(
                "{} {}",
                number_of(undated, "engagement", "engagements"),
                if undated == 1 { "has" } else { "have" }
            )),
            if undated == 1 { "is" } else { "are" }
        ));
    }
    sentences.join(" ")
}

fn alt(writer: &Writer, formats: &[OfFormat], days: DateRange) -> String {
    let all: u64 = formats.iter().map(|f| u64::from(f.engagements)).sum();
    let when = |days: DateRange| {
        if days.from() == days.to() {
            format!("on {}", days.printed())
        } else {
            format!("from {}", days.printed())
        }
    };
    Alt {
        head: format!(
            "Timeline of {}, {}.",
            number_of(all, "engagement", "engagements"),
            when(days)
        ),
        figures: formats
            .iter()
            .filter_map(|f| Some(capital(&format!("{} {}.", f.words(), when(f.days?)))))
            .collect(),
        tail: "Days and new themes of each engagement are in Table B6.".into(),
        more: vec![format!(
            "{} took part in all.",
            capital(&words::agencies(writer.base, writer.noun()))
        )],
    }
    .text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_name() {
        assert!(is_workshop("Online Workshop"));
        assert!(is_one_to_one("1:1 meeting"));
        assert!(!is_one_to_one("focus group"));
    }
}
