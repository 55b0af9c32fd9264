//! Values of cells that are not text: dates, yes and no.

use throughline_core::dates::Date;

/// Reads an ISO date, `2023-09-26`. A time after it (`2023-09-26T10:00`, or after a space) is
/// passed over, as long as it begins like one.
///
/// ```
/// use throughline_ingest::values::date;
/// assert_eq!(date("2023-09-26T09:30+13:00").map(|d| d.to_string()).as_deref(), Some("2023-09-26"));
/// assert_eq!(date("2023-02-30"), None);
/// assert_eq!(date("26/09/2023"), None);
/// ```
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let (day, time) = text.split_at_checked(10)?;
    let mut numbers = day.split('-');
    let mut digits = |n: usize| {
        let part = numbers.next()?;
        let sound = part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        sound.then(|| part.parse::<i16>().ok()).flatten()
    };
    let (year, month, day) = (digits(4)?, digits(2)?, digits(2)?);
    let mut rest = time.chars();
    let time_follows = match rest.next() {
        None => true,
        Some('T' | 't' | ' ') => rest.next().is_some_and(|c| c.is_ascii_digit()),
        Some(_) => false,
    };
    if !time_follows {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads a word for yes or no; blank is no, another word is nothing.
///
/// ```
/// use throughline_ingest::values::yes_no;
/// assert_eq!([yes_no("Yes"), yes_no("0"), yes_no(""), yes_no("perhaps")], [Some(true), Some(false), Some(false), None]);
/// ```
#[must_use]
pub fn yes_no(word: &str) -> Option<bool> {
    let word = word.trim();
    let is = |words: &[&str]| words.iter().any(|w| word.eq_ignore_ascii_case(w));
    if is(&["yes", "y", "true", "1"]) {
        Some(true)
    } else if is(&["", "no", "n", "false", "0"]) {
        Some(false)
    } else {
        None
    }
}
