//! Words and sentences: lists, capitals, numbers with their noun, plurals, lengths of time.

use throughline_core::dates::DateRange;
use throughline_core::numbers::{grouped, in_words};
use throughline_core::review::Noun;

/// A paragraph: sentences one after another.
#[derive(Debug, Default)]
pub(crate) struct Paragraph(Vec<String>);

impl Paragraph {
    /// Begins with a sentence.
    pub(crate) fn of(sentence: impl Into<String>) -> Self {
        Self(vec![sentence.into()])
    }

    /// Adds a sentence.
    pub(crate) fn say(&mut self, sentence: impl Into<String>) {
        self.0.push(sentence.into());
    }

    /// Adds a sentence where there is one.
    pub(crate) fn extend(&mut self, sentence: Option<String>) {
        self.0.extend(sentence);
    }

    /// The sentences with a space between.
    pub(crate) fn text(&self) -> String {
        self.0.join(" ")
    }
}

/// Titles are at most this many code points.
pub(crate) const TITLE: usize = 90;

/// `a, b and c`.
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "and")
}

/// `a, b or c`.
pub(crate) fn either<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "or")
}

fn joined<S: AsRef<str>>(items: &[S], word: &str) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} {word} {last}", before.join(", ")),
    }
}

/// The sentence with a capital at its start.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A name of a kind of thing as it stands inside a sentence: `Workshop` loses its capital, `OIA
/// request` does not.
pub(crate) fn inside(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) if !chars.as_str().chars().any(char::is_uppercase) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => name.to_owned(),
    }
}

/// `an agency`, `a ministry`, `an iwi`, `a university`.
pub(crate) fn a(noun: &str) -> String {
    let lower = noun.to_lowercase();
    let spoken_as_consonant = ["uni", "eu", "one", "use"];
    let vowel = lower.starts_with(['a', 'e', 'i', 'o', 'u', 'ā', 'ē', 'ī', 'ō', 'ū'])
        && !spoken_as_consonant
            .iter()
            .any(|start| lower.starts_with(start));
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// Several of a thing: `workshops`, `1:1 meetings`, `surveys`, `focus groups`, `hui`.
pub(crate) fn plural(name: &str) -> String {
    /// Words of te reo Māori that English in New Zealand leaves as they are.
    const SAME: [&str; 6] = ["hui", "wānanga", "wananga", "kōrero", "korero", "talanoa"];
    let lower = name.to_lowercase();
    let last = lower.split_whitespace().last().unwrap_or_default();
    let ends = |ends: &[&str]| ends.iter().any(|end| lower.ends_with(end));
    if SAME.contains(&last) || !last.ends_with(char::is_alphabetic) {
        name.to_owned()
    } else if ends(&["ss", "x", "z", "ch", "sh"]) {
        format!("{name}es")
    } else if ends(&["s"]) {
        name.to_owned()
    } else if ends(&["y"]) && !ends(&["ay", "ey", "iy", "oy", "uy"]) {
        format!("{}ies", name.get(..name.len() - 1).unwrap_or(name))
    } else {
        format!("{name}s")
    }
}

/// `one workshop`, `five 1:1 meetings`, `no hui`.
pub(crate) fn number_of(n: u64, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("one {one}"),
        _ => format!("{} {many}", in_words(n)),
    }
}

/// `one agency`, `seven agencies`, `no agencies`.
pub(crate) fn agencies(n: u32, noun: &Noun) -> String {
    number_of(n.into(), &noun.one, &noun.many)
}

/// As [`agencies`], in figures: `1 agency`, `12 agencies`.
pub(crate) fn agencies_in_figures(n: u32, noun: &Noun) -> String {
    format!("{} {}", grouped(n.into()), noun.of(n.into()))
}

/// `31 notes`, `1 note`.
pub(crate) fn notes(n: u32) -> String {
    format!(
        "{} {}",
        grouped(n.into()),
        if n == 1 { "note" } else { "notes" }
    )
}

/// `all nine agencies`, `both agencies`, `the one agency`.
pub(crate) fn everybody(n: u32, noun: &Noun) -> String {
    match n {
        0 => format!("no {}", noun.one),
        1 => format!("the one {}", noun.one),
        2 => format!("both {}", noun.many),
        _ => format!("all {} {}", in_words(n.into()), noun.many),
    }
}

/// `every agency`, `each of the two agencies`: the singular subject of a title.
pub(crate) fn every(n: u32, noun: &Noun) -> String {
    match n {
        1 => format!("the one {}", noun.one),
        2 => format!("both {}", noun.many),
        _ => format!("every {}", noun.one),
    }
}

/// `seven of nine agencies`, `all nine agencies`, `no agency`.
pub(crate) fn some_of(n: u32, base: u32, noun: &Noun) -> String {
    if n == 0 {
        format!("no {}", noun.one)
    } else if n == base {
        everybody(base, noun)
    } else {
        format!(
            "{} of {} {}",
            in_words(n.into()),
            in_words(base.into()),
            noun.many
        )
    }
}

/// What is said of a cut that leaves out some that are level with the last one shown: `Two more are
/// level with the last one shown, with fewer notes or later in the codebook.` Nothing where none is.
pub(crate) fn tied(left_out: usize, last: &str) -> Option<String> {
    let are = if left_out == 1 { "is" } else { "are" };
    (left_out > 0).then(|| {
        format!(
            "{} more {are} level with {last}, with fewer notes or later in the codebook.",
            capital(&in_words(left_out as u64))
        )
    })
}

/// The first title that is short enough, with a capital; else the fixed one, which names no theme.
pub(crate) fn title(candidates: impl IntoIterator<Item = String>, fixed: &str) -> String {
    candidates
        .into_iter()
        .find(|t| t.chars().count() <= TITLE)
        .map_or_else(|| capital(fixed), |t| capital(&t))
}

/// How long a range of dates is: `on one day`, `in six days`, `in under three weeks`, `in two
/// months`, `in under four years`.
pub(crate) fn span(range: DateRange) -> String {
    let days = range.days();
    let plain = |n: i32| in_words(u64::try_from(n).unwrap_or(0));
    let unit = |n: i32, exact: bool, name: &str| {
        let s = if n == 1 { "" } else { "s" };
        let under = if exact { "" } else { "under " };
        format!("in {under}{} {name}{s}", plain(n))
    };
    match days {
        ..=1 => "on one day".into(),
        2..=6 => format!("in {} days", plain(days)),
        7..=56 => unit((days + 6) / 7, days % 7 == 0, "week"),
        _ => {
            let (months, exact) = months(range);
            if months <= 24 {
                unit(months, exact, "month")
            } else {
                unit((months + 11) / 12, exact && months % 12 == 0, "year")
            }
        }
    }
}

/// The least whole months that hold a range, and whether they hold nothing more.
fn months(range: DateRange) -> (i32, bool) {
    let (from, to) = (range.from(), range.to());
    // The day after the last closes a whole month: 1 March to 30 April is two.
    let end = to.tomorrow().unwrap_or(to);
    let whole =
        12 * i32::from(end.year() - from.year()) + i32::from(end.month()) - i32::from(from.month());
    match end.day().cmp(&from.day()) {
        std::cmp::Ordering::Less => (whole, false),
        std::cmp::Ordering::Equal => (whole, true),
        std::cmp::Ordering::Greater => (whole + 1, false),
    }
}

/// `A` to `Z`, then `AA` and on.
pub(crate) fn letter(place: usize) -> String {
    let last = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    match place / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letter(before - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_plurals() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(either(&["a", "b", "c"]), "a, b or c");
        for (one, many) in [
            ("workshop", "workshops"),
            ("1:1 meeting", "1:1 meetings"),
            ("survey", "surveys"),
            ("written reply", "written replies"),
            ("interview series", "interview series"),
            ("Hui", "Hui"),
            ("lunch", "lunches"),
            ("1:1", "1:1"),
        ] {
            assert_eq!(plural(one), many);
        }
        assert_eq!(inside("Workshop"), "workshop");
        assert_eq!(inside("OIA request"), "OIA request");
    }

    #[test]
    fn articles() {
        for words in [
            "an agency",
            "a ministry",
            "an iwi",
            "a university",
            "an organisation",
        ] {
            let (_, noun) = words.split_once(' ').unwrap();
            assert_eq!(a(noun), words);
        }
    }

    #[test]
    fn subjects_by_number() {
        let noun = Noun {
            one: "agency".into(),
            many: "agencies".into(),
        };
        assert_eq!(some_of(7, 9, &noun), "seven of nine agencies");
        assert_eq!(some_of(9, 9, &noun), "all nine agencies");
        assert_eq!(some_of(2, 2, &noun), "both agencies");
        assert_eq!(some_of(1, 1, &noun), "the one agency");
        assert_eq!(some_of(0, 4, &noun), "no agency");
        assert_eq!(some_of(212, 400, &noun), "212 of 400 agencies");
        assert_eq!(agencies(0, &noun), "no agencies");
    }

    #[test]
    fn spans() {
        for (from, to, words) in [
            ("2023-09-26", "2023-09-26", "on one day"),
            ("2023-09-26", "2023-09-29", "in four days"),
            ("2023-09-26", "2023-10-02", "in one week"),
            ("2023-09-26", "2023-10-13", "in under three weeks"),
            ("2023-03-01", "2023-05-31", "in three months"),
            ("2023-01-15", "2023-05-03", "in under four months"),
            ("2023-01-31", "2023-04-30", "in under four months"),
            ("2020-01-01", "2022-12-31", "in three years"),
            ("2020-01-01", "2023-02-01", "in under four years"),
        ] {
            let range = DateRange::new(from.parse().unwrap(), to.parse().unwrap());
            assert_eq!(span(range), words, "{from} to {to}");
        }
    }

    #[test]
    fn a_title_that_is_too_long_names_no_theme() {
        assert_eq!(title(["x".repeat(91), "short".into()], "fixed"), "Short");
        assert_eq!(title(["x".repeat(91)], "how it stood"), "How it stood");
        assert_eq!(title(["ā".repeat(90)], "fixed").chars().count(), 90);
    }

    #[test]
    fn letters_go_on_past_z() {
        assert_eq!(letter(0), "A");
        assert_eq!(letter(25), "Z");
        assert_eq!(letter(26), "AA");
        assert_eq!(letter(53), "BB");
    }
}
