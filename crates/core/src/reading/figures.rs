//! Numbers as a statement compares them: "at least five", "seven of the nine", "about half".

use super::numbers::{fraction, number, percentage, words};
use super::tokens::Token;
use super::{Amount, Nearness};
use crate::numbers::of_word;

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

/// Words that a figure may begin with.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    let compared = COMPARES.iter().filter_map(|c| c.0.split(' ').next());
    let degrees = ["just", "slightly", "well", "between"];
    super::numbers::first_words().chain(compared).chain(degrees)
}

fn compare(tokens: &[Token], at: usize) -> (Compare, usize) {
    let degree = tokens
        .get(at)
        .is_some_and(|t| t.among("just slightly well"));
    let start = if degree
        && tokens
            .get(at + 1)
            .is_some_and(|t| t.among("over under more less fewer"))
    {
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
        let amount = Amount::Share {
            numerator,
            denominator,
            nearness,
        };
        return Some(Figure {
            amount,
            end,
            share: true,
            of: false,
            one: false,
        });
    }
    let (low, high, end) = range(tokens, from)?;
    let one = (low, high) == (Some(1), Some(1));
    let (low, high) = match compare {
        Compare::Exactly => (low, high),
        Compare::About => (
            low.map(|n| n.saturating_sub(1)),
            high.map(|n| n.saturating_add(1)),
        ),
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
        let amount = Amount::Counts {
            low,
            high,
            of: Some(of),
        };
        return Some(Figure {
            amount,
            end,
            share: false,
            of: true,
            one: false,
        });
    }
    if let (Some(n), Some((of, end))) = (low.filter(|_| low == high), in_every(tokens, end)) {
        let amount = Amount::Share {
            numerator: n,
            denominator: of,
            nearness: Nearness::Exactly,
        };
        return Some(Figure {
            amount,
            end,
            share: false,
            of: true,
            one: false,
        });
    }
    let amount = Amount::Counts {
        low,
        high,
        of: None,
    };
    Some(Figure {
        amount,
        end,
        share: false,
        of: false,
        one,
    })
}

/// A number or a range: "seven", "five or six", "between five and seven", "7 or more".
fn range(tokens: &[Token], at: usize) -> Option<(Option<u32>, Option<u32>, usize)> {
    if tokens.get(at).is_some_and(|t| t.is("between")) {
        let (low, end) = number(tokens, at + 1)?;
        tokens.get(end).filter(|t| t.is("and"))?;
        let (high, end) = number(tokens, end + 1)?;
        return Some((Some(low), Some(high), end));
    }
    let token = tokens.get(at)?;
    if let Some((low, of)) = token.word.split_once('/') {
        // "6/9": the base is read from the token by `base`, so only the first figure is taken here.
        let low = of_word(low)?;
        of_word(of)?;
        return Some((Some(low), Some(low), at + 1));
    }
    if let Some((low, high)) = token.word.split_once('-')
        && let (Some(low), Some(high)) = (of_word(low), of_word(high))
        && token.word.starts_with(|c: char| c.is_ascii_digit())
    {
        return Some((Some(low), Some(high), at + 1));
    }
    let (low, end) = number(tokens, at)?;
    for (said, least) in [
        ("or more", true),
        ("and more", true),
        ("or fewer", false),
        ("or less", false),
    ] {
        if let Some(end) = words(tokens, end, said) {
            return Some(if least {
                (Some(low), None, end)
            } else {
                (None, Some(low), end)
            });
        }
    }
    let joined = tokens.get(end).is_some_and(|t| t.among("or to"));
    let dash = tokens.get(end).is_some_and(|t| t.gap.dash);
    let second = if joined { end + 1 } else { end };
    if (joined || dash)
        && let Some((high, end)) = number(tokens, second)
        && high > low
    {
        return Some((Some(low), Some(high), end));
    }
    Some((Some(low), Some(low), end))
}

/// "of the nine", "out of nine", "/9": N, and the token after it.
fn base(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let slashed = at
        .checked_sub(1)
        .and_then(|p| tokens.get(p))
        .and_then(|t| t.word.split_once('/'));
    if let Some((_, of)) = slashed {
        return of_word(of).map(|of| (of, at));
    }
    let mut end = words(tokens, at, "out of").or_else(|| words(tokens, at, "of"))?;
    while tokens
        .get(end)
        .is_some_and(|t| t.among("the these those all our"))
    {
        end += 1;
    }
    number(tokens, end)
}

/// "in three" of "one in three".
fn in_every(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let end = words(tokens, at, "in")?;
    let end = words(tokens, end, "every").unwrap_or(end);
    number(tokens, end).filter(|&(of, _)| (2..=100).contains(&of))
}
