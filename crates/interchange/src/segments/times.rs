//! Dates with times as tools write them, in the locale of whoever exported.

use throughline_core::dates::Date;

/// The order of day and month in dates with slashes, told from all dates of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// The numbers of `12/31/2024`: first, second, year.
fn slashed(text: &str) -> Option<(i8, i8, i16)> {
    let day = text.split_whitespace().next()?.trim_end_matches(',');
    let mut parts = day.split('/');
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year: i16 = year.parse().ok()?;
    parts.next().is_none().then_some(())?;
    let year = if year < 100 { year + 2000 } else { year };
    Some((first.parse().ok()?, second.parse().ok()?, year))
}

/// The order of dates with slashes; nothing where no date of the file tells, or two tell otherwise.
pub(super) fn order<'a>(dates: impl Iterator<Item = &'a str>) -> Option<Order> {
    let (mut day_first, mut month_first) = (false, false);
    for (first, second, _) in dates.filter_map(slashed) {
        day_first |= first > 12;
        month_first |= second > 12;
    }
    match (day_first, month_first) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// A time as a coder's file has it: `2024-11-28T14:03:22`, with the offset where the text gives one.
/// Read are `2024-11-28 14:03:22`, `28.11.2024 14:03` and, with an order, `11/28/2024 2:03:22 PM`.
pub(super) fn read(text: &str, order: Option<Order>) -> Option<String> {
    let text = text.trim();
    let split = text
        .find([' ', 'T', ',', '\u{a0}', '\u{202f}'])
        .unwrap_or(text.len());
    let (day, clock) = (text.get(..split)?, text.get(split..)?);
    let date = if day.contains('/') {
        let (first, second, year) = slashed(day)?;
        match order? {
            Order::DayFirst => Date::new(year, second, first).ok()?,
            Order::MonthFirst => Date::new(year, first, second).ok()?,
        }
    } else if day.contains('.') {
        let mut parts = day.split('.');
        let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
        let year: i16 = y.parse().ok()?;
        let year = if y.len() == 2 { year + 2000 } else { year };
        Date::new(year, m.parse().ok()?, d.parse().ok()?).ok()?
    } else {
        throughline_ingest::values::date(day)?
    };
    let clock = clock.trim_matches([' ', 'T', ',', '\u{a0}', '\u{202f}']);
    if clock.is_empty() {
        return Some(date.to_string());
    }
    let (time, zone) = clock_of(clock)?;
    Some(format!("{date}T{time}{zone}"))
}

/// Hours, minutes and seconds of `2:03:22 PM` or `14:03`, and the offset after them.
fn clock_of(text: &str) -> Option<(String, &str)> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.'))
        .unwrap_or(text.len());
    let (digits, rest) = (text.get(..end)?, text.get(end..)?.trim());
    let mut parts = digits.split(':');
    let mut hour: u8 = parts.next()?.parse().ok()?;
    let minute: u8 = parts.next()?.parse().ok()?;
    let second: u8 = match parts.next() {
        Some(second) => second.split('.').next()?.parse().ok()?,
        None => 0,
    };
    let zone = match rest.to_ascii_lowercase().replace('.', "").as_str() {
        "" => "",
        "am" => {
            hour %= 12;
            ""
        }
        "pm" => {
            hour = hour % 12 + 12;
            ""
        }
        "z" => "Z",
        _ => offset(rest)?,
    };
    let sound = hour < 24 && minute < 60 && second < 60;
    sound.then(|| (format!("{hour:02}:{minute:02}:{second:02}"), zone))
}

fn offset(text: &str) -> Option<&str> {
    let digits = text.strip_prefix(['+', '-'])?;
    let (hours, minutes) = digits.split_once(':')?;
    let is = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    (is(hours) && is(minutes)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_every_locale_that_can_be_told() {
        let us = Some(Order::MonthFirst);
        for (text, order, wanted) in [
            ("2024-11-28 14:03:22", None, Some("2024-11-28T14:03:22")),
            (
                "2024-11-28T14:03:22.123+13:00",
                None,
                Some("2024-11-28T14:03:22+13:00"),
            ),
            ("2024-11-28", None, Some("2024-11-28")),
            ("28.11.2024 14:03", None, Some("2024-11-28T14:03:00")),
            ("28.11.24, 09:03:01", None, Some("2024-11-28T09:03:01")),
            ("11/28/2024 2:03:22 PM", us, Some("2024-11-28T14:03:22")),
            ("11/28/2024 12:00 a.m.", us, Some("2024-11-28T00:00:00")),
            (
                "3/4/2024 10:00",
                Some(Order::DayFirst),
                Some("2024-04-03T10:00:00"),
            ),
            ("3/4/2024 10:00", None, None),
            ("31.02.2024 10:00", None, None),
            ("2024-11-28 25:00", None, None),
            ("yesterday", None, None),
            ("", None, None),
        ] {
            assert_eq!(read(text, order).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn the_order_is_told_by_a_day_past_the_twelfth() {
        assert_eq!(
            order(["3/4/2024", "13/4/2024"].into_iter()),
            Some(Order::DayFirst)
        );
        assert_eq!(
            order(["3/4/2024", "3/14/24 1:00 PM"].into_iter()),
            Some(Order::MonthFirst)
        );
        assert_eq!(order(["3/4/2024"].into_iter()), None);
        assert_eq!(order(["13/4/2024", "4/13/2024"].into_iter()), None);
    }
}
