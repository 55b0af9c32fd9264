//! Dates as they stand in tables: `2023-09-26`, `26/9/2023`, `26 September 2023`, `Sep 26, 2023`,
//! `26-Sep-23`, `20230926`, the day numbers of Excel, each with or without a time, an offset or the
//! day of the week. New Zealand writes the day first; which is first can be said.

mod column;

pub use column::{SaidBy, Seen, Shown};

use crate::prepared::DateOrder;
use crate::values;
use throughline_core::dates::{Date, printed};
use throughline_core::problem::{Code, Place, Problem};

/// A date that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The date.
    pub date: Date,
    /// What had to be assumed.
    pub assumed: Assumed,
}

/// What had to be assumed of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assumed {
    /// Nothing.
    Nothing,
    /// That the day stands first, or the month: both would be dates, and different ones.
    Order,
    /// That a number counts days as Excel does, from 1900.
    Serial,
    /// Nothing; the numbers show which of them is the day.
    Shown,
}

/// Reads a date. Blank and impossible ones are nothing.
///
/// ```
/// use throughline_ingest::dates::read;
/// use throughline_ingest::prepared::DateOrder;
/// let day = |text| read(text, DateOrder::DayFirst).map(|d| d.date.to_string());
/// for text in ["26/9/2023", "26.09.23", "Tuesday 26th September 2023", "Sep 26, 2023 9:30 am",
///     "2023-09-26T10:00:00+13:00", "2023/09/26 4:05:06 PM GMT+13", "45195", "20230926", "26-Sep-2023"] {
///     assert_eq!(day(text).as_deref(), Some("2023-09-26"), "{text}");
/// }
/// assert_eq!(day("9/26/2023"), None);
/// assert_eq!(day("31/02/2023"), None);
/// ```
#[must_use]
pub fn read(text: &str, order: DateOrder) -> Option<Day> {
    let text = text.trim();
    let sure = |date| Day {
        date,
        assumed: Assumed::Nothing,
    };
    if let Some(date) = values::date(text) {
        return Some(sure(date));
    }
    let words: Vec<&str> = text
        .split([' ', ',', '\u{a0}'])
        .filter(|w| !w.is_empty() && !is_beside_the_point(w))
        .collect();
    match words.as_slice() {
        [one] => one_word(one, order),
        [day, month, year] if month_of(month).is_some() => {
            of_parts(year, month_of(month), ordinal(day)).map(sure)
        }
        [month, day, year] => of_parts(year, month_of(month), ordinal(day)).map(sure),
        _ => None,
    }
}

/// Times, offsets, days of the week and `of`.
fn is_beside_the_point(word: &str) -> bool {
    const WORDS: [&str; 8] = ["of", "am", "pm", "z", "utc", "gmt", "nzst", "nzdt"];
    let lower = word.to_ascii_lowercase();
    let bare = lower.trim_end_matches('.');
    let is_time = lower.contains(':')
        && lower.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '-');
    let is_hour = ["am", "pm"].iter().any(|half| {
        let hour = lower.strip_suffix(half);
        hour.is_some_and(|h| !h.is_empty() && h.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
    });
    let is_offset = ["gmt", "utc"].iter().any(|zone| {
        let offset = lower.strip_prefix(zone);
        let hours = offset.and_then(|o| o.strip_prefix(['+', '-']));
        hours.is_some_and(|h| h.bytes().all(|b| b.is_ascii_digit() || b == b':'))
    });
    is_time || is_hour || is_offset || WORDS.contains(&bare) || is_name_of(bare, &DAYS)
}

const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether a word is one of some names, or the first three letters or more of one.
fn is_name_of(word: &str, names: &[&str]) -> bool {
    word.len() >= 3 && names.iter().any(|name| name.starts_with(word))
}

fn month_of(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| is_name_of(&word, &[name]))
        .map(|(number, _)| number)
}

/// A day of the month, `26` or `26th`.
fn ordinal(word: &str) -> Option<i8> {
    let lower = word.to_ascii_lowercase();
    let bare = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| lower.strip_suffix(end));
    number(bare.unwrap_or(&lower))
}

fn number(word: &str) -> Option<i8> {
    let digits = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten()
}

/// A year of four digits; one of two is from 1970 to 2069.
fn year_of(word: &str) -> Option<i16> {
    let year: i16 = match word.len() {
        2 | 4 if word.bytes().all(|b| b.is_ascii_digit()) => word.parse().ok()?,
        _ => return None,
    };
    Some(match (word.len(), year) {
        (2, 0..70) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    })
}

fn of_parts(year: &str, month: Option<i8>, day: Option<i8>) -> Option<Date> {
    Date::new(year_of(year)?, month?, day?).ok()
}

fn one_word(word: &str, order: DateOrder) -> Option<Day> {
    let sure = |date| Day {
        date,
        assumed: Assumed::Nothing,
    };
    if word.bytes().all(|b| b.is_ascii_digit()) && word.len() == 8 {
        let (year, rest) = word.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return of_parts(year, number(month), number(day)).map(sure);
    }
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            of_parts(year, number(month).or_else(|| month_of(month)), number(day)).map(sure)
        }
        [day, month, year] if month_of(month).is_some() => {
            of_parts(year, month_of(month), ordinal(day)).map(sure)
        }
        [first, second, year] => in_digits(number(first)?, number(second)?, year, order),
        _ => serial(word).map(|date| Day {
            date,
            assumed: Assumed::Serial,
        }),
    }
}

fn in_digits(first: i8, second: i8, year: &str, order: DateOrder) -> Option<Day> {
    let (day, month) = match order {
        DateOrder::DayFirst => (first, second),
        DateOrder::MonthFirst => (second, first),
    };
    let date = of_parts(year, Some(month), Some(day))?;
    let assumed = if first == second {
        Assumed::Nothing
    } else if day <= 12 {
        Assumed::Order
    } else {
        Assumed::Shown
    };
    Some(Day { date, assumed })
}

/// The date of a day number of Excel (1900 system) from 1954 to 2064, its fraction the time.
fn serial(word: &str) -> Option<Date> {
    let (days, time) = word.split_once('.').unwrap_or((word, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(days) || !digits(time) {
        return None;
    }
    let days: i32 = days.parse().ok().filter(|d| (20_000..60_000).contains(d))?;
    // Excel counts a 29 February 1900 that never was, so its day 60 is the first that is right.
    Date::constant(1899, 12, 30)
        .checked_add(jiff::Span::new().days(days))
        .ok()
}

/// Says that a date is none.
#[must_use]
pub fn no_date(text: &str, place: Place) -> Problem {
    let message = format!("`{text}` is not a date that exists");
    Problem::new(Code::BadDate, place, message).help(format!("write it {FORM}"))
}

/// How a date is best written.
const FORM: &str = "as year-month-day, such as `2023-09-26`";

/// As [`no_date`], of a cell: says where it would be one with the other order.
#[must_use]
pub fn bad_date(text: &str, order: DateOrder, said_by: SaidBy, place: Place) -> Problem {
    let other = order.other();
    let problem = no_date(text, place);
    match read(text, other) {
        Some(day) => problem.help(format!(
            "with the {} first it is {}; if that is how the file writes dates, say {}",
            other.first(),
            printed(day.date),
            said_by.advice(other)
        )),
        None if text.bytes().any(|b| b.is_ascii_digit()) => problem,
        None => problem.help(format!(
            "leave the cell blank where the date is not known, else write it {FORM}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_way_of_writing_has_its_date() {
        let cases = [
            ("3/4/2023", "2023-04-03", Assumed::Order),
            ("4/4/2023", "2023-04-04", Assumed::Nothing),
            ("13/4/2023", "2023-04-13", Assumed::Shown),
            ("2023/04/03", "2023-04-03", Assumed::Nothing),
            ("3 Apr 23", "2023-04-03", Assumed::Nothing),
            ("3rd of April, 2023", "2023-04-03", Assumed::Nothing),
            ("Mon 3 Apr. 2023, 10:30am", "2023-04-03", Assumed::Nothing),
            ("April 3 2023", "2023-04-03", Assumed::Nothing),
            ("03-04-2023 10:30:00", "2023-04-03", Assumed::Order),
            ("2023-04-03 10:30 +12:00", "2023-04-03", Assumed::Nothing),
            ("45019", "2023-04-03", Assumed::Serial),
            ("45019.4375", "2023-04-03", Assumed::Serial),
            ("1/2/70", "1970-02-01", Assumed::Order),
        ];
        for (text, date, assumed) in cases {
            let day = read(text, DateOrder::DayFirst);
            let found = day.map(|d| (d.date.to_string(), d.assumed));
            assert_eq!(found, Some((date.to_owned(), assumed)), "{text}");
        }
        for text in [
            "",
            "tomorrow",
            "2023",
            "31/4/2023",
            "29 Feb 2023",
            "1/2/203",
            "99999",
            "5",
            "a/b/c",
        ] {
            assert_eq!(read(text, DateOrder::DayFirst), None, "{text}");
        }
        let us = read("9/26/2023", DateOrder::MonthFirst).map(|d| d.date.to_string());
        assert_eq!(us.as_deref(), Some("2023-09-26"));
    }

    proptest! {
        #[test]
        fn every_date_is_read_back_from_each_form(days in 0i32..60_000) {
            let date = Date::constant(1900, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let forms = [
                date.to_string(),
                printed(date),
                format!("{}/{}/{}", date.day(), date.month(), date.year()),
                format!("{:02}-{:02}-{:04} 23:59", date.day(), date.month(), date.year()),
            ];
            for form in forms {
                prop_assert_eq!(read(&form, DateOrder::DayFirst).map(|d| d.date), Some(date), "{}", form);
            }
        }

        #[test]
        fn any_text_is_a_date_or_none(text in "[0-9a-z/ .:,+-]{0,20}|\\PC{0,12}") {
            for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
                let found = read(&text, order);
                let padded = format!(" {text} ");
                prop_assert_eq!(found, read(&padded, order));
            }
        }
    }
}
