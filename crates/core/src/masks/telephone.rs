//! Telephone numbers: of New Zealand (`04 …`, `021 …`, `0800 …`, `+64 …`), of other countries with
//! their code (`+44 …`, `0044 …`), by their grouping (`(555) 123-4567`), and any that a word such as
//! `phone` stands before. Dates, times, ids, amounts and years are none: with neither a nought, a
//! plus, that grouping nor such a word at its head, a number is a number.

use super::fold::Glyph;

/// Words after which figures are a telephone number.
const CUES: [&str; 16] = [
    "phone",
    "ph",
    "tel",
    "telephone",
    "mobile",
    "mob",
    "cell",
    "cellphone",
    "landline",
    "fax",
    "ddi",
    "call",
    "ring",
    "text",
    "extension",
    "ext",
];
/// Words that may stand between such a word and its figures.
const BETWEEN: [&str; 9] = ["number", "no", "is", "on", "me", "us", "him", "her", "at"];
/// Freephone numbers, whose figures may be written as letters: `0800 WIDGET`.
const FREEPHONE: [&str; 2] = ["0800", "0508"];

/// The most groups of figures that a number is written in: `+64 (0) 4 47 21 23 4`.
const GROUPS: usize = 8;

/// A run of figures with what stands between them.
struct Run<'r> {
    first: usize,
    last: usize,
    plus: bool,
    /// A bracket stands before the first figure.
    bracket: bool,
    groups: &'r [Group],
}

/// Figures that stand together.
struct Group {
    figures: String,
    /// What stands between them and the next group.
    after: String,
    /// Their glyphs.
    first: usize,
    last: usize,
}

/// The telephone numbers of a text: the first and last glyph of each.
pub(super) fn search(glyphs: &[Glyph]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let starts = is_digit(glyphs, at)
            || (matches!(char_at(glyphs, at), Some('+' | '(')) && {
                let next = after_opening(glyphs, at);
                is_digit(glyphs, next)
            });
        if !starts {
            at += 1;
            continue;
        }
        let groups = groups(glyphs, after_opening(glyphs, at));
        at = all_of(glyphs, at, &groups, &mut found).max(at + 1);
    }
    found
}

/// The numbers among the groups of a run, and where it ends: two numbers may stand side by side.
fn all_of(
    glyphs: &[Glyph],
    opening: usize,
    groups: &[Group],
    found: &mut Vec<(usize, usize)>,
) -> usize {
    let mut start = 0;
    let mut end = opening;
    while let Some(first) = groups.get(start) {
        let begins = start == 0
            || groups
                .get(start - 1)
                .is_some_and(|before| before.after.contains([' ', '\n', '/', '(']));
        let most = (start + GROUPS).min(groups.len());
        let number = (start + 1..=most)
            .rev()
            .filter(|_| begins)
            .find_map(|stop| {
                let run = Run::of(glyphs, opening, start, groups.get(start..stop)?)?;
                // Numbers of two figures in a row are a number only by themselves: `01 23 45 67 89`.
                let pairs = run.groups.iter().all(|group| group.figures.len() == 2);
                if pairs && !run.plus && (start > 0 || stop < groups.len() || stop != 5) {
                    return None;
                }
                telephone(glyphs, &run).map(|place| (place, stop))
            });
        end = end.max(first.last + 1);
        if let Some(((first, last), stop)) = number {
            found.push((first, last));
            end = end.max(last + 1);
            start = stop;
        } else {
            start += 1;
        }
    }
    end
}

fn char_at(glyphs: &[Glyph], at: usize) -> Option<char> {
    glyphs.get(at).map(|g| g.folded)
}

fn is_digit(glyphs: &[Glyph], at: usize) -> bool {
    char_at(glyphs, at).is_some_and(|c| c.is_ascii_digit())
}

/// Past `+`, `(`, `(+` and `+(`.
fn after_opening(glyphs: &[Glyph], mut at: usize) -> usize {
    while matches!(char_at(glyphs, at), Some('+' | '(')) {
        at += 1;
    }
    at
}

/// The groups of figures from a glyph on, with a space, a hyphen, a full stop or two between.
fn groups(glyphs: &[Glyph], mut at: usize) -> Vec<Group> {
    let mut groups = Vec::new();
    loop {
        let first = at;
        let mut figures = String::new();
        while let Some(c) = char_at(glyphs, at).filter(char::is_ascii_digit) {
            figures.push(c);
            at += 1;
        }
        let last = at.saturating_sub(1);
        let mut after = String::new();
        while let Some(c) = char_at(glyphs, at).filter(|c| " \n-.()/".contains(*c)) {
            after.push(c);
            at += 1;
        }
        let marks = after.chars().filter(|c| !c.is_whitespace()).count();
        let ends = after.is_empty() || after.len() > 3 || marks > 2 || !is_digit(glyphs, at);
        groups.push(Group {
            figures,
            after,
            first,
            last,
        });
        if ends {
            return groups;
        }
    }
}

impl<'r> Run<'r> {
    /// The run of some groups; what opens it is counted to the first of all.
    fn of(glyphs: &[Glyph], opening: usize, start: usize, groups: &'r [Group]) -> Option<Self> {
        let (head, tail) = (groups.first()?, groups.last()?);
        let bracketed = |at: usize| char_at(glyphs, at) == Some('(');
        let first = match start {
            0 => opening,
            _ => head.first - usize::from(head.first.checked_sub(1).is_some_and(bracketed)),
        };
        let opens = |c: char| (first..head.first).any(|at| char_at(glyphs, at) == Some(c));
        // A bracket that does not close within the number is the sentence's.
        let inside = groups.get(..groups.len() - 1).unwrap_or_default();
        let closes = inside.iter().any(|group| group.after.contains(')'));
        let before = (first..head.first).filter(|&at| !closes && bracketed(at));
        Some(Self {
            first: first + before.count(),
            last: tail.last,
            plus: opens('+'),
            bracket: opens('('),
            groups,
        })
    }

    fn digits(&self) -> String {
        self.groups.iter().map(|g| g.figures.as_str()).collect()
    }

    fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|g| g.figures.len()).collect()
    }

    fn group(&self, at: usize) -> Option<&str> {
        self.groups.get(at).map(|g| g.figures.as_str())
    }

    /// What stands between a group of the run and the next.
    fn between(&self, at: usize) -> Option<&str> {
        let inside = at + 1 < self.groups.len();
        self.groups
            .get(at)
            .filter(|_| inside)
            .map(|g| g.after.as_str())
    }

    /// The glyphs of the whole run.
    fn all(&self) -> (usize, usize) {
        (self.first, self.last)
    }
}

/// The telephone number that a run holds, if it is one.
fn telephone(glyphs: &[Glyph], run: &Run<'_>) -> Option<(usize, usize)> {
    let cue = cue(glyphs, run.first);
    if let Some(vanity) = letters_after_freephone(glyphs, run) {
        return Some((run.first, vanity));
    }
    // A figure of something that has letters before or after it is an id.
    if !cue && (joined_before(glyphs, run.first) || joined_after(glyphs, run.last)) {
        return None;
    }
    let digits = run.digits();
    let is = if cue {
        let least = 3 + usize::from(cue_of_number(glyphs, run.first)) * 3;
        (least..=15).contains(&digits.len()) && !is_date(run)
    } else if run.plus {
        (8..=15).contains(&digits.len()) && !digits.starts_with('0') && !is_amount(run)
    } else {
        (starts_with_nought(run, &digits) && !is_date(run) && !is_time(run)) || is_grouped(run)
    };
    is.then(|| run.all())
}

/// Whether a national number: a nought, another figure, nine to eleven in all; or `00` and the code
/// of a country.
fn starts_with_nought(run: &Run<'_>, digits: &str) -> bool {
    let first = run.group(0).map_or(0, str::len);
    let mut figures = digits.chars();
    first >= 2
        && figures.next() == Some('0')
        && match figures.next() {
            Some('0') => (11..=15).contains(&digits.len()) && !digits.starts_with("000"),
            _ => (9..=11).contains(&digits.len()),
        }
}

/// `64 4 472 1234`, `555-123-4567`, `(555) 123-4567`.
fn is_grouped(run: &Run<'_>) -> bool {
    let lengths = run.lengths();
    let total: usize = lengths.iter().sum();
    let american = lengths == [3, 3, 4]
        && (run.bracket
            || [0, 1]
                .iter()
                .all(|&at| matches!(run.between(at), Some("-" | "."))));
    let new_zealand = run.group(0) == Some("64")
        && lengths.len() >= 3
        && (10..=12).contains(&total)
        && (0..lengths.len()).all(|at| run.between(at) != Some("\n"));
    american || new_zealand
}

/// `2023-10-02`, `02/10/2023`, `2.10.23`, whatever stands after it.
fn is_date(run: &Run<'_>) -> bool {
    let number = |at: usize| run.group(at).and_then(|group| group.parse::<u32>().ok());
    let (Some(a), Some(b), Some(c)) = (number(0), number(1), number(2)) else {
        return false;
    };
    let lengths = run.lengths();
    let mark = run.between(0);
    let same = matches!(mark, Some("-" | "/" | ".")) && mark == run.between(1);
    let day = |n: u32| (1..=31).contains(&n);
    let month = |n: u32| (1..=12).contains(&n);
    let length = |at: usize| lengths.get(at).copied().unwrap_or_default();
    let year_first = length(0) == 4 && month(b) && day(c) && length(2) <= 2;
    let year_last = length(0) <= 2
        && length(1) <= 2
        && ((day(a) && month(b)) || (month(a) && day(b)))
        && (length(2) == 4 && (1800..=2200).contains(&c));
    // A date of six figures may stand alone; more after it make it a number of five groups.
    let short = lengths == [2, 2, 2] && day(a) && month(b);
    same && (year_first || year_last || short)
}

/// `09.30-10.30`, `09.30 10.30`.
fn is_time(run: &Run<'_>) -> bool {
    let (Some(hours), Some(minutes)) = (run.group(0), run.group(1)) else {
        return false;
    };
    let below =
        |group: &str, most: u32| group.len() == 2 && group.parse::<u32>().is_ok_and(|n| n < most);
    below(hours, 24)
        && below(minutes, 60)
        && run.between(0) == Some(".")
        && run.between(1) != Some(".")
}

/// `+15 000 000`: thousands.
fn is_amount(run: &Run<'_>) -> bool {
    run.groups.len() > 1 && run.groups.iter().skip(1).all(|g| g.figures == "000")
}

fn joined_before(glyphs: &[Glyph], first: usize) -> bool {
    let before = |back: usize| first.checked_sub(back).and_then(|at| char_at(glyphs, at));
    match before(1) {
        Some('-' | '_' | '/' | '.') => before(2).is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric() || "$€£¥#".contains(c),
        None => false,
    }
}

fn joined_after(glyphs: &[Glyph], last: usize) -> bool {
    let after = |on: usize| char_at(glyphs, last + on);
    match after(1) {
        Some('-' | '_') => after(2).is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric() || c == '%',
        None => false,
    }
}

/// The word that ends before a glyph, and where it begins; only spaces and `:`, `.`, `-`, `(` stand
/// between.
fn word_before(glyphs: &[Glyph], end: usize) -> Option<(String, usize)> {
    let mut at = end;
    while let Some(before) = at.checked_sub(1) {
        let c = char_at(glyphs, before)?;
        if c.is_alphabetic() {
            break;
        }
        if !(c.is_whitespace() || ":.-(".contains(c)) || end - before > 4 {
            return None;
        }
        at = before;
    }
    let last = at;
    while at
        .checked_sub(1)
        .and_then(|before| char_at(glyphs, before))
        .is_some_and(char::is_alphabetic)
    {
        at -= 1;
    }
    (at < last).then(|| {
        let word = glyphs.get(at..last).unwrap_or_default();
        (word.iter().map(|g| g.folded).collect(), at)
    })
}

/// Whether a word such as `phone` stands before, with at most two such as `me on` between.
fn cue(glyphs: &[Glyph], first: usize) -> bool {
    cue_word(glyphs, first).is_some()
}

/// Whether that word speaks of a whole number and not of an extension.
fn cue_of_number(glyphs: &[Glyph], first: usize) -> bool {
    cue_word(glyphs, first).is_some_and(|word| !word.starts_with("ext"))
}

fn cue_word(glyphs: &[Glyph], first: usize) -> Option<String> {
    let mut end = first;
    for _ in 0..3 {
        let (word, at) = word_before(glyphs, end)?;
        if CUES.contains(&word.as_str()) {
            return Some(word);
        }
        if !BETWEEN.contains(&word.as_str()) {
            return None;
        }
        end = at;
    }
    None
}

/// The last letter of `0800 WIDGET`.
fn letters_after_freephone(glyphs: &[Glyph], run: &Run<'_>) -> Option<usize> {
    let head = run.group(0)?;
    if !FREEPHONE.contains(&head) || joined_before(glyphs, run.first) {
        return None;
    }
    let mut signs = run.digits().len().saturating_sub(head.len());
    let (mut at, mut last) = (run.last + 1, None);
    while let Some(glyph) = glyphs.get(at) {
        if glyph.raw.is_uppercase() || glyph.folded.is_ascii_digit() {
            signs += 1;
            last = Some(at);
        } else if !matches!(glyph.folded, ' ' | '-') {
            break;
        }
        at += 1;
    }
    last.filter(|_| (5..=10).contains(&signs) && !joined_after(glyphs, last.unwrap_or_default()))
}

#[cfg(test)]
mod tests;
