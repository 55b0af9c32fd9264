//! Counts with their base, shares rounded half up, and numbers as words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A count of organisations or notes and the base it is a part of, so that both travel together.
///
/// ```
/// use throughline_core::numbers::Proportion;
/// let p = Proportion { count: 7, base: 9 };
/// assert_eq!(p.share4().unwrap(), "0.7778");
/// assert_eq!(p.percent(), Some(78));
/// assert_eq!(p.to_string(), "7 of 9");
/// assert_eq!(Proportion { count: 0, base: 0 }.share4(), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Proportion {
    /// How many.
    pub count: u32,
    /// Of how many.
    pub base: u32,
}

impl Proportion {
    /// The share with four decimals, rounded half up, as tables write it; `None` for a base of 0.
    #[must_use]
    pub fn share4(self) -> Option<String> {
        ratio4(u64::from(self.count), u64::from(self.base))
    }

    /// The whole percent, rounded half up; `None` for a base of 0.
    #[must_use]
    pub fn percent(self) -> Option<u32> {
        let (count, base) = (u64::from(self.count), u64::from(self.base));
        (base > 0)
            .then(|| (count * 200 + base) / (2 * base))
            .and_then(|p| u32::try_from(p).ok())
    }
}

impl std::fmt::Display for Proportion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.count, self.base)
    }
}

/// `numerator / denominator` with four decimals, rounded half up in integers; `None` when the
/// denominator is 0. Coefficients of co-occurrence and shares are written so.
///
/// ```
/// use throughline_core::numbers::ratio4;
/// assert_eq!(ratio4(1, 8).as_deref(), Some("0.1250"));
/// assert_eq!(ratio4(1, 6).as_deref(), Some("0.1667"));
/// assert_eq!(ratio4(9, 9).as_deref(), Some("1.0000"));
/// ```
#[must_use]
pub fn ratio4(numerator: u64, denominator: u64) -> Option<String> {
    fixed(numerator, denominator, 10_000).map(|n| format!("{}.{:04}", n / 10_000, n % 10_000))
}

/// As [`ratio4`] with two decimals, as charts write a coefficient.
#[must_use]
pub fn ratio2(numerator: u64, denominator: u64) -> Option<String> {
    fixed(numerator, denominator, 100).map(|n| format!("{}.{:02}", n / 100, n % 100))
}

fn fixed(numerator: u64, denominator: u64, scale: u64) -> Option<u64> {
    (denominator > 0).then(|| (2 * scale * numerator + denominator) / (2 * denominator))
}

/// A number inside a sentence: words up to nine, then figures, with a thin grouping of thousands
/// by commas.
///
/// ```
/// use throughline_core::numbers::in_words;
/// assert_eq!(in_words(0), "none");
/// assert_eq!(in_words(9), "nine");
/// assert_eq!(in_words(12_500), "12,500");
/// ```
#[must_use]
pub fn in_words(n: u64) -> String {
    const WORDS: [&str; 10] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    match usize::try_from(n).ok().and_then(|i| WORDS.get(i)) {
        Some(word) => (*word).to_owned(),
        None => grouped(n),
    }
}

/// Nought to nineteen, in words.
pub(crate) const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// The tens from twenty, in words.
pub(crate) const TENS: [(&str, u32); 8] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];
pub(crate) fn place(words: &[&str], word: &str) -> Option<u32> {
    words
        .iter()
        .position(|w| *w == word)
        .and_then(|p| u32::try_from(p).ok())
}

pub(crate) fn tens(word: &str) -> Option<u32> {
    TENS.iter().find(|t| t.0 == word).map(|t| t.1)
}

/// The number that one word in small letters says, in figures or, to ninety-nine, in letters.
///
/// ```
/// use throughline_core::numbers::of_word;
/// assert_eq!(of_word("1,200"), Some(1_200));
/// assert_eq!(of_word("seven"), Some(7));
/// assert_eq!(of_word("twenty-one"), Some(21));
/// assert_eq!(of_word("several"), None);
/// ```
#[must_use]
pub fn of_word(word: &str) -> Option<u32> {
    let first = word.chars().next()?;
    if first.is_ascii_digit() {
        let plain: String = word.chars().filter(|c| *c != ',').collect();
        return plain.parse().ok();
    }
    if let Some(n) = place(&UNITS, word).or_else(|| tens(word)) {
        return Some(n);
    }
    let (ten, unit) = word.split_once('-')?;
    Some(tens(ten)? + place(&UNITS, unit).filter(|u| (1..10).contains(u))?)
}

/// Figures with commas between thousands: `1,000,000`.
#[must_use]
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A number of things in words, figures by [`grouped`]: the noun as it is for one, with an s for any
/// other number.
///
/// ```
/// use throughline_core::numbers::counted;
/// assert_eq!([0, 1, 2, 1200].map(|n| counted(n, "note")), ["0 notes", "1 note", "2 notes", "1,200 notes"]);
/// ```
#[must_use]
pub fn counted(n: impl TryInto<u64>, one: &str) -> String {
    counted_as(n, one, &format!("{one}s"))
}

/// As [`counted`], with the words for one thing and for any other number of them.
///
/// ```
/// use throughline_core::numbers::counted_as;
/// assert_eq!([1, 2].map(|n| counted_as(n, "row was", "rows were")), ["1 row was", "2 rows were"]);
/// ```
#[must_use]
pub fn counted_as(n: impl TryInto<u64>, one: &str, more: &str) -> String {
    let n = n.try_into().unwrap_or(u64::MAX);
    format!("{} {}", grouped(n), if n == 1 { one } else { more })
}

/// A place in an order.
///
/// ```
/// use throughline_core::numbers::ordinal;
/// assert_eq!([1, 2, 3, 11, 22].map(ordinal), ["1st", "2nd", "3rd", "11th", "22nd"]);
/// ```
#[must_use]
pub fn ordinal(n: u64) -> String {
    let ending = match (n % 10, n % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}
