//! Days and times, as variables and attributes have them.

use super::variables::{Values, Variable};
use jiff::civil::DateTime;
use throughline_core::dates::{DateRange, iso};
use throughline_core::review::Review;

/// Format and days of an engagement, as variables have them.
#[derive(Debug, Default)]
pub struct Days<'r> {
    /// The format.
    pub format: &'r str,
    /// The first day, or blank.
    pub first: String,
    /// The last day, or blank when it is the first.
    pub last: String,
}

impl<'r> Days<'r> {
    /// Those of an engagement, by its index.
    pub fn of(review: &'r Review, engagement: usize) -> Self {
        let Some(engagement) = review.engagements.get(engagement) else {
            return Self::default();
        };
        let format = review.formats.get(engagement.format as usize);
        let dates = engagement.dates;
        let last = dates.filter(|d| d.from() != d.to());
        Self {
            format: format.map_or("", String::as_str),
            first: dates.map(|d| iso(d.from())).unwrap_or_default(),
            last: last.map(|d| iso(d.to())).unwrap_or_default(),
        }
    }
}

/// The days that variables give.
pub fn days(values: &Values) -> Option<DateRange> {
    let day = |variable| values.of(variable).get(..10)?.parse().ok();
    let first = day(Variable::FirstDay)?;
    Some(DateRange::new(
        first,
        day(Variable::LastDay).unwrap_or(first),
    ))
}

/// A time as XML Schema has it, or nothing.
pub fn date_time(time: &str) -> &str {
    let civil = time.get(..19).filter(|t| {
        let shape = t.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            10 => byte == b'T',
            13 | 16 => byte == b':',
            _ => byte.is_ascii_digit(),
        });
        shape && !t.ends_with(":60") && t.parse::<DateTime>().is_ok()
    });
    let rest = time.get(19..).unwrap_or_default();
    let zone = rest.strip_prefix('.').map_or(rest, |fraction| {
        fraction.trim_start_matches(|c: char| c.is_ascii_digit())
    });
    let fraction = rest.len() != zone.len() + 1;
    let zone = zone.is_empty() || zone == "Z" || {
        let signed = zone
            .strip_prefix(['+', '-'])
            .and_then(|z| z.split_once(':'));
        let number = |t: &str| t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit());
        signed.is_some_and(|(hours, minutes)| {
            number(hours) && number(minutes) && hours < "14" && minutes < "60"
        })
    };
    if civil.is_some() && fraction && zone {
        time
    } else {
        ""
    }
}
