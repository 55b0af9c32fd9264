//! Numbers, fractions and percentages, in figures and in words.

use super::Amount;
use super::Nearness;
use super::tokens::Token;

/// What a run of words says as a number, and the token after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// What it says.
    pub amount: Amount,
    /// The token after it.
    pub end: usize,
    /// A share, which needs "of" before its noun ("half" does not).
    pub share: bool,
    /// Whether N is said.
    pub of: bool,
    /// Whether its noun stands in the singular: "one", "more than one".
    pub one: bool,
}

const UNITS: [&str; 20] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];
const TENS: [(&str, u32); 8] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];
/// Parts of one, in both numbers.
const PARTS: [(&str, &str, u32); 8] = [
    ("half", "halves", 2),
    ("third", "thirds", 3),
    ("quarter", "quarters", 4),
    ("fifth", "fifths", 5),
    ("sixth", "sixths", 6),
    ("eighth", "eighths", 8),
    ("ninth", "ninths", 9),
    ("tenth", "tenths", 10),
];

/// Words that a figure may begin with.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    let compared = COMPARES.iter().filter_map(|c| c.0.split(' ').next());
    let parts = PARTS.iter().flat_map(|p| [p.0, p.1]);
    let degrees = ["just", "slightly", "well", "between", "a", "one"];
    UNITS.into_iter().chain(TENS.iter().map(|t| t.0)).chain(parts).chain(compared).chain(degrees)
}

fn place(words: &[&str], word: &str) -> Option<u32> {
    words.iter().position(|w| *w == word).and_then(|p| u32::try_from(p).ok())
}

fn tens(word: &str) -> Option<u32> {
    TENS.iter().find(|t| t.0 == word).map(|t| t.1)
}

/// The number that one word says: "7", "1,200", "seven", "twenty-one".
fn one_word(word: &str) -> Option<u32> {
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

/// A whole number at a token, and the token after it.
fn whole(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let token = tokens.get(at)?;
    let joined = |p: usize| tokens.get(p).filter(|t| !t.gap.breaks());
    if let Some(n) = one_word(&token.word) {
        let next = joined(at + 1);
        if next.is_some_and(|t| t.is("hundred")) && n < 100 {
            return Some(hundreds(tokens, n * 100, at + 2));
        }
        if next.is_some_and(|t| t.is("dozen")) && n < 100 {
            return Some((n * 12, at + 2));
        }
        if let Some(unit) = next.and_then(|t| place(&UNITS, &t.word)).filter(|u| (1..10).contains(u))
            && tens(&token.word).is_some()
        {
            return Some((n + unit, at + 2));
        }
        return Some((n, at + 1));
    }
    if token.is("a") {
        let next = joined(at + 1)?;
        return match &*next.word {
            "dozen" => Some((12, at + 2)),
            "hundred" => Some(hundreds(tokens, 100, at + 2)),
            _ => None,
        };
    }
    None
}

fn hundreds(tokens: &[Token], n: u32, at: usize) -> (u32, usize) {
    let and = usize::from(tokens.get(at).is_some_and(|t| t.is("and")));
    let rest = tokens.get(at + and).and_then(|t| one_word(&t.word));
    match rest {
        Some(rest) if rest < 100 && and == 1 => (n + rest, at + 2),
        _ => (n, at),
    }
}

/// A fraction at a token: numerator, denominator, the token after it.
fn fraction(tokens: &[Token], at: usize) -> Option<(u32, u32, usize)> {
    let token = tokens.get(at)?;
    let next = tokens.get(at + 1).filter(|t| !t.gap.breaks());
    let part = |word: &str| {
        PARTS
            .iter()
            .find(|(one, many, _)| word == *one || word == *many)
            .map(|p| p.2)
    };
    if token.is("half") {
        return Some((1, 2, at + 1));
    }
    if let Some((n, d)) = token.word.split_once('-') {
        return Some((one_word(n)?, part(d)?, at + 1));
    }
    if token.is("a") || token.is("one") {
        let denominator = part(&next?.word)?;
        return Some((1, denominator, at + 2));
    }
    let many = |word: &str| PARTS.iter().find(|p| word == p.1).map(|p| p.2);
    Some((one_word(&token.word)?, many(&next?.word)?, at + 2))
}

/// A percentage at a token: numerator, denominator, the token after it.
fn percentage(tokens: &[Token], at: usize) -> Option<(u32, u32, usize)> {
    let token = tokens.get(at)?;
    let next = |p: usize| tokens.get(at + p).filter(|t| !t.gap.breaks());
    let (figure, end) = if let Some(figure) = token.word.strip_suffix('%') {
        (figure, at + 1)
    } else if next(1).is_some_and(|t| t.among("percent %")) {
        (&*token.word, at + 2)
    } else if next(1).is_some_and(|t| t.is("per")) && next(2).is_some_and(|t| t.is("cent")) {
        (&*token.word, at + 3)
    } else {
        return None;
    };
    let (whole, decimals) = figure.split_once('.').unwrap_or((figure, ""));
    let whole = one_word(whole)?;
    if decimals.is_empty() {
        return Some((whole, 100, end));
    }
    let scale = 10u32.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let tail: u32 = decimals.parse().ok()?;
    let numerator = whole.checked_mul(scale)?.checked_add(tail)?;
    Some((numerator, scale.checked_mul(100)?, end))
}

/// How a number is compared: the words before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compare {
    Exactly,
    About,
    Nearly,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
}

const COMPARES: &[(&str, Compare)] = &[
    ("more than", Compare::MoreThan),
    ("over", Compare::MoreThan),
    ("above", Compare::MoreThan),
    ("upwards of", Compare::MoreThan),
    ("fewer than", Compare::LessThan),
    ("less than", Compare::LessThan),
    ("under", Compare::LessThan),
    ("below", Compare::LessThan),
    ("at least", Compare::AtLeast),
    ("no fewer than", Compare::AtLeast),
    ("no less than", Compare::AtLeast),
    ("a minimum of", Compare::AtLeast),
    ("at most", Compare::AtMost),
    ("no more than", Compare::AtMost),
    ("not more than", Compare::AtMost),
    ("up to", Compare::AtMost),
    ("a maximum of", Compare::AtMost),
    ("exactly", Compare::Exactly),
    ("precisely", Compare::Exactly),
    ("about", Compare::About),
    ("around", Compare::About),
    ("roughly", Compare::About),
    ("approximately", Compare::About),
    ("some", Compare::About),
    ("almost", Compare::Nearly),
    ("nearly", Compare::Nearly),
    ("virtually", Compare::Nearly),
    ("close to", Compare::Nearly),
];

/// Whether these words stand here, and the token after them.
pub(super) fn words(tokens: &[Token], at: usize, words: &str) -> Option<usize> {
    let mut end = at;
    for word in words.split_ascii_whitespace() {
        let token = tokens.get(end)?;
        if !token.is(word) || (end > at && token.gap.breaks()) {
            return None;
        }
        end += 1;
    }
    Some(end)
}

fn compare(tokens: &[Token], at: usize) -> (Compare, usize) {
    let degree = tokens.get(at).is_some_and(|t| t.among("just slightly well"));
    let start = if degree && tokens.get(at + 1).is_some_and(|t| t.among("over under more less fewer")) {
        at + 1
    } else {
        at
    };
    COMPARES
        .iter()
        .find_map(|&(said, compare)| words(tokens, start, said).map(|end| (compare, end)))
        .filter(|(_, end)| tokens.get(*end).is_some_and(|t| !t.gap.breaks()))
        .unwrap_or((Compare::Exactly, at))
}

/// What stands here as a number, a range, a fraction or a percentage.
pub(super) fn figure(tokens: &[Token], at: usize) -> Option<Figure> {
    let (compare, from) = compare(tokens, at);
    if let Some((numerator, denominator, end)) =
        percentage(tokens, from).or_else(|| fraction(tokens, from))
        && denominator > 0
    {
        let nearness = match compare {
            Compare::Exactly => Nearness::Exactly,
            Compare::About => Nearness::About,
            Compare::Nearly => Nearness::Nearly,
            Compare::MoreThan => Nearness::MoreThan,
            Compare::AtLeast => Nearness::AtLeast,
            Compare::LessThan => Nearness::LessThan,
            Compare::AtMost => Nearness::AtMost,
        };
        let amount = Amount::Share { numerator, denominator, nearness };
        return Some(Figure { amount, end, share: true, of: false, one: false });
    }
    let (low, high, end) = range(tokens, from)?;
    let one = (low, high) == (Some(1), Some(1));
    let (low, high) = match compare {
        Compare::Exactly => (low, high),
        Compare::About => (low.map(|n| n.saturating_sub(1)), high.map(|n| n.saturating_add(1))),
        Compare::Nearly => {
            let below = low.map(|n| n.saturating_sub(1));
            (below, below)
        }
        Compare::MoreThan => (high.map(|n| n.saturating_add(1)), None),
        Compare::AtLeast => (low, None),
        Compare::LessThan => (None, low.map(|n| n.saturating_sub(1))),
        Compare::AtMost => (None, high),
    };
    if let Some((of, end)) = base(tokens, end) {
        let amount = Amount::Counts { low, high, of: Some(of) };
        return Some(Figure { amount, end, share: false, of: true, one: false });
    }
    if let (Some(n), Some((of, end))) = (low.filter(|_| low == high), in_every(tokens, end)) {
        let amount = Amount::Share { numerator: n, denominator: of, nearness: Nearness::Exactly };
        return Some(Figure { amount, end, share: false, of: true, one: false });
    }
    let amount = Amount::Counts { low, high, of: None };
    Some(Figure { amount, end, share: false, of: false, one })
}

/// A number or a range: "seven", "five or six", "between five and seven", "7 or more".
fn range(tokens: &[Token], at: usize) -> Option<(Option<u32>, Option<u32>, usize)> {
    if tokens.get(at).is_some_and(|t| t.is("between")) {
        let (low, end) = whole(tokens, at + 1)?;
        tokens.get(end).filter(|t| t.is("and"))?;
        let (high, end) = whole(tokens, end + 1)?;
        return Some((Some(low), Some(high), end));
    }
    let token = tokens.get(at)?;
    if let Some((low, of)) = token.word.split_once('/') {
        // "6/9": the base is read from the token by `base`, so only the first figure is taken here.
        let low = one_word(low)?;
        one_word(of)?;
        return Some((Some(low), Some(low), at + 1));
    }
    if let Some((low, high)) = token.word.split_once('-')
        && let (Some(low), Some(high)) = (one_word(low), one_word(high))
        && token.word.starts_with(|c: char| c.is_ascii_digit())
    {
        return Some((Some(low), Some(high), at + 1));
    }
    let (low, end) = whole(tokens, at)?;
    for (said, least) in [("or more", true), ("and more", true), ("or fewer", false), ("or less", false)] {
        if let Some(end) = words(tokens, end, said) {
            return Some(if least { (Some(low), None, end) } else { (None, Some(low), end) });
        }
    }
    let joined = tokens.get(end).is_some_and(|t| t.among("or to"));
    let dash = tokens.get(end).is_some_and(|t| t.gap.dash);
    let second = if joined { end + 1 } else { end };
    if (joined || dash)
        && let Some((high, end)) = whole(tokens, second)
        && high > low
    {
        return Some((Some(low), Some(high), end));
    }
    Some((Some(low), Some(low), end))
}

/// "of the nine", "out of nine", "/9": N, and the token after it.
fn base(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let slashed = at.checked_sub(1).and_then(|p| tokens.get(p)).and_then(|t| t.word.split_once('/'));
    if let Some((_, of)) = slashed {
        return one_word(of).map(|of| (of, at));
    }
    let mut end = words(tokens, at, "out of").or_else(|| words(tokens, at, "of"))?;
    while tokens.get(end).is_some_and(|t| t.among("the these those all our")) {
        end += 1;
    }
    whole(tokens, end)
}

/// "in three" of "one in three".
fn in_every(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let end = words(tokens, at, "in")?;
    let end = words(tokens, end, "every").unwrap_or(end);
    whole(tokens, end).filter(|&(of, _)| (2..=100).contains(&of))
}

/// The whole number that stands here and nothing else, with the token after it.
pub(super) fn number(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    whole(tokens, at)
}
