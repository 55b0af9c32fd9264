//! Numbers, fractions and percentages, in figures and in words.

use super::tokens::Token;
use crate::numbers::{TENS, UNITS, of_word, place, tens};

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

/// Words that a number may begin with.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    let parts = PARTS.iter().flat_map(|p| [p.0, p.1]);
    let tens = TENS.iter().map(|t| t.0);
    UNITS.into_iter().chain(tens).chain(parts).chain(["a"])
}

/// A whole number at a token, and the token after it.
pub(super) fn number(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let token = tokens.get(at)?;
    let joined = |p: usize| tokens.get(p).filter(|t| !t.gap.breaks());
    if let Some(n) = of_word(&token.word) {
        let next = joined(at + 1);
        if next.is_some_and(|t| t.is("hundred")) && n < 100 {
            return Some(hundreds(tokens, n * 100, at + 2));
        }
        if next.is_some_and(|t| t.is("dozen")) && n < 100 {
            return Some((n * 12, at + 2));
        }
        if let Some(unit) = next
            .and_then(|t| place(&UNITS, &t.word))
            .filter(|u| (1..10).contains(u))
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
    let rest = tokens.get(at + and).and_then(|t| of_word(&t.word));
    match rest {
        Some(rest) if rest < 100 && and == 1 => (n + rest, at + 2),
        _ => (n, at),
    }
}

/// A fraction at a token: numerator, denominator, the token after it.
pub(super) fn fraction(tokens: &[Token], at: usize) -> Option<(u32, u32, usize)> {
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
        return Some((of_word(n)?, part(d)?, at + 1));
    }
    if token.is("a") || token.is("one") {
        let denominator = part(&next?.word)?;
        return Some((1, denominator, at + 2));
    }
    let many = |word: &str| PARTS.iter().find(|p| word == p.1).map(|p| p.2);
    Some((of_word(&token.word)?, many(&next?.word)?, at + 2))
}

/// A percentage at a token: numerator, denominator, the token after it.
pub(super) fn percentage(tokens: &[Token], at: usize) -> Option<(u32, u32, usize)> {
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
    let whole = of_word(whole)?;
    if decimals.is_empty() {
        return Some((whole, 100, end));
    }
    let scale = 10u32.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let tail: u32 = decimals.parse().ok()?;
    let numerator = whole.checked_mul(scale)?.checked_add(tail)?;
    Some((numerator, scale.checked_mul(100)?, end))
}

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
