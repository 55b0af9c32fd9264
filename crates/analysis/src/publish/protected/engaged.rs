//! How we engaged: who took part, and when, as far as that dates nobody.
//!
//! Someone with a calendar knows which organisation was met on which day, so a format has a mark of
//! its own only for engagements at which enough organisations were present; the others are one
//! range of days.

use super::super::alt::Alt;
use super::super::axis::{Axis, day_number};
use super::super::engaged;
use super::super::engagements::{OfFormat, in_words};
use super::super::timeline::is_workshop;
use super::super::words::{self, capital, number_of, plural, span};
use super::super::writer::Writer;
use super::page::Page;
use throughline_core::dates::DateRange;
use throughline_core::numbers::grouped;
use throughline_core::review::Engagement;
use throughline_core::synthesis::{
    Chart, Drawn, Engaged, Lane, Mark, SaturationChart, TimelineChart,
};

pub(crate) fn write(page: &Page, writer: &Writer, days: Option<DateRange>) -> Engaged {
    let timeline = timeline(page, &writer.review.engagements);
    engaged::write(writer, days, timeline, saturation(page))
}

/// The days that may be known.
pub(crate) fn days(page: &Page, engagements: &[Engagement]) -> Option<DateRange> {
    let dated = page.held.iter().map(|f| Dated::of(page, f, engagements));
    dated.filter_map(|d| d.hull()).reduce(DateRange::hull)
}

fn saturation(page: &Page) -> Chart<SaturationChart> {
    Chart::Absent {
        sentence: format!(
            "How many new themes each engagement brought is not shown: a meeting with one {} \
             would tell what it raised.",
            page.noun().one
        ),
    }
}

/// What is drawn of a format.
struct Dated {
    format: OfFormat,
    /// Days of single engagements.
    single: Vec<DateRange>,
    /// The days of all the others.
    together: Option<DateRange>,
}

impl Dated {
    /// By who was listed as present, which does not depend on what anybody said.
    fn of(page: &Page, format: &OfFormat, engagements: &[Engagement]) -> Self {
        let k = page.k as usize;
        let held = engagements.iter().filter(|e| e.format == format.format);
        let (large, small): (Vec<&Engagement>, Vec<&Engagement>) = held
            .filter(|e| e.dates.is_some())
            .partition(|e| e.organisations.len() >= k);
        // Few meetings in a short time would date those who were there.
        let together = (small.len() >= k)
            .then(|| small.iter().filter_map(|e| e.dates).reduce(DateRange::hull))
            .flatten();
        Self {
            format: format.clone(),
            single: large.iter().filter_map(|e| e.dates).collect(),
            together,
        }
    }

    fn ranges(&self) -> impl Iterator<Item = DateRange> + '_ {
        self.single.iter().copied().chain(self.together)
    }

    fn hull(&self) -> Option<DateRange> {
        self.ranges().reduce(DateRange::hull)
    }

    fn lane(&self) -> Lane {
        let name = match self.format.engagements {
            1 => self.format.name.clone(),
            _ => plural(&self.format.name),
        };
        Lane {
            name: capital(&name),
            date: self.hull().map_or_else(String::new, DateRange::printed),
            right: number_of_engagements(&self.format),
            workshop: is_workshop(&self.format.name),
            marks: self
                .ranges()
                .map(|days| Mark {
                    from: day_number(days.from()),
                    to: day_number(days.to()),
                    engagements: 1,
                    label: None,
                })
                .collect(),
        }
    }
}

fn number_of_engagements(format: &OfFormat) -> String {
    let s = if format.engagements == 1 { "" } else { "s" };
    format!("{} engagement{s}", grouped(format.engagements.into()))
}

fn timeline(page: &Page, engagements: &[Engagement]) -> Chart<TimelineChart> {
    let absent = |sentence: &str| Chart::Absent {
        sentence: sentence.into(),
    };
    match engagements.len() {
        0 => return absent("The notes name no engagement, so there is no timeline."),
        1 => return absent("There was one engagement, so there is no timeline."),
        _ => {}
    }
    let dated: Vec<Dated> = page
        .held
        .iter()
        .map(|format| Dated::of(page, format, engagements))
        .filter(|dated| dated.hull().is_some())
        .collect();
    let Some(days) = dated.iter().filter_map(Dated::hull).reduce(DateRange::hull) else {
        return absent("The days of single meetings are not shown, so there is no timeline.");
    };
    let axis = Axis::of(days);
    let all_drawn = dated.len() == page.held.len();
    let formats: Vec<OfFormat> = dated.iter().map(|d| d.format.clone()).collect();
    let title = if all_drawn {
        format!("{} {}", in_words(&formats), span(days))
    } else {
        format!("when the {} took place", held_in_words(&formats))
    };
    Chart::Drawn(Drawn {
        number: 0,
        title: words::title([title], "when the engagements took place"),
        note: note(page, &dated, days, all_drawn),
        alt: alt(page, &dated, days),
        data: TimelineChart {
            first_day: day_number(axis.first),
            last_day: day_number(axis.last),
            ticks: axis.ticks,
            lanes: dated.iter().map(Dated::lane).collect(),
        },
    })
}

fn held_in_words(formats: &[OfFormat]) -> String {
    let names: Vec<String> = formats
        .iter()
        .map(|f| match f.engagements {
            1 => f.name.clone(),
            _ => plural(&f.name),
        })
        .collect();
    words::list(&names)
}

fn note(page: &Page, dated: &[Dated], days: DateRange, all_drawn: bool) -> String {
    let noun = page.noun();
    let mut note = Vec::new();
    if dated.iter().any(|d| d.together.is_some()) {
        note.push(format!(
            "A bar runs from the first day to the last of meetings with fewer than {} {}. Their \
             own days are not shown, because a calendar would tell who was met.",
            throughline_core::numbers::in_words(page.k.into()),
            noun.many
        ));
    }
    if !all_drawn {
        note.push("The days of the other engagements are not shown.".into());
    }
    if dated.iter().any(|d| !d.single.is_empty()) {
        note.push("A mark by itself is one engagement.".into());
    }
    if days.from().year() == days.to().year() {
        note.push(format!("All dates are in {}.", days.to().year()));
    }
    note.join(" ")
}

fn alt(page: &Page, dated: &[Dated], days: DateRange) -> String {
    let when = |days: DateRange| {
        if days.from() == days.to() {
            format!("on {}", days.printed())
        } else {
            format!("from {}", days.printed())
        }
    };
    let all: u64 = dated.iter().map(|d| u64::from(d.format.engagements)).sum();
    Alt {
        head: format!(
            "Timeline of {}, {}.",
            number_of(all, "engagement", "engagements"),
            when(days)
        ),
        figures: dated
            .iter()
            .filter_map(|d| {
                Some(capital(&format!(
                    "{} {}.",
                    d.format.words(),
                    when(d.hull()?)
                )))
            })
            .collect(),
        tail: "The days of single meetings are not shown.".into(),
        more: vec![format!(
            "{} took part in all.",
            capital(&words::agencies(page.base, page.noun()))
        )],
    }
    .text()
}
