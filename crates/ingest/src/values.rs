//! Values of cells that are not text: dates, yes and no.

use throughline_core::dates::Date;
use throughline_core::names::name_key;

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

/// What a cell says of the theme whose column it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The note carries the theme.
    Carried,
    /// It does not.
    Not,
}

/// Signs of a theme that is carried: ticks and ticked boxes by their names in Unicode (`CHECK MARK`,
/// `BALLOT BOX WITH CHECK`, `WHITE HEAVY CHECK MARK`), the box with a cross that Word puts into a form
/// where it is ticked, the root that is typed for a tick, and `ü` and `þ`, which the font Wingdings shows
/// as a tick and a ticked box and a CSV keeps as letters. `P`, the tick of Wingdings 2, may be a word.
const CARRIED: [&str; 14] = [
    "x", "✓", "✔", "☑", "✅", "🗸", "☒", "√", "ü", "þ", "*", "•", "1.0", "t",
];

/// Signs of one that is not: crosses and the empty box, dashes, and `û`, the cross of Wingdings.
const NOT_CARRIED: [&str; 12] = [
    "-", "–", "—", "✗", "✘", "✕", "❌", "☐", "□", "û", "0.0", "f",
];

/// Reads a mark: a word for yes, `x` or a tick, or the theme's own name, for a theme that is carried;
/// a word for no, a cross, `-` or nothing for one that is not. Another word is nothing.
///
/// ```
/// use throughline_ingest::values::{Mark, mark};
/// let marks = ["1", " X ", "Trust", "0", "", "7"].map(|cell| mark(cell, "trust"));
/// let (yes, no) = (Some(Mark::Carried), Some(Mark::Not));
/// assert_eq!(marks, [yes, yes, yes, no, no, None]);
/// ```
#[must_use]
pub fn mark(cell: &str, theme: &str) -> Option<Mark> {
    // A sign may say whether it is shown as text or as a picture.
    let cell = cell.trim().trim_end_matches(['\u{fe0e}', '\u{fe0f}']);
    let is = |words: &[&str]| words.iter().any(|w| cell.eq_ignore_ascii_case(w));
    match yes_no(cell) {
        Some(true) => Some(Mark::Carried),
        Some(false) => Some(Mark::Not),
        None if is(&CARRIED) || name_key(cell) == name_key(theme) => Some(Mark::Carried),
        None if is(&NOT_CARRIED) => Some(Mark::Not),
        None => None,
    }
}
