//! What counts an amount allows at a base of N.

use super::{Polarity, Scale, first};
use crate::reading::{Amount, Nearness};

/// The counts an amount allows at a base, and what it claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least and the most count, both included; `None` when no count of this base fits.
    pub counts: Option<(u32, u32)>,
    /// Whether it claims enough or a lack.
    pub polarity: Polarity,
}

impl Bounds {
    fn new(counts: Option<(u32, u32)>, polarity: Polarity) -> Self {
        Self {
            counts: counts.filter(|(least, most)| least <= most),
            polarity,
        }
    }

    fn asserting(least: Option<u32>, most: u32) -> Self {
        Self::new(least.map(|least| (least, most)), Polarity::Asserting)
    }

    fn denying(most: Option<u32>) -> Self {
        Self::new(most.map(|most| (0, most)), Polarity::Denying)
    }

    /// The least count that fits.
    #[must_use]
    pub fn least(&self) -> Option<u32> {
        self.counts.map(|(least, _)| least)
    }

    /// The most.
    #[must_use]
    pub fn most(&self) -> Option<u32> {
        self.counts.map(|(_, most)| most)
    }

    /// Whether a count fits.
    #[must_use]
    pub fn allows(&self, count: u32) -> bool {
        self.counts
            .is_some_and(|(least, most)| (least..=most).contains(&count))
    }

    /// The same with at least two, as a plural needs ("a few agencies").
    ///
    /// ```
    /// use throughline_core::wording::{Bounds, Polarity};
    /// let few = |most| Bounds { counts: Some((1, most)), polarity: Polarity::Asserting };
    /// assert_eq!(few(2).plural().counts, Some((2, 2)));
    /// assert_eq!(few(1).plural().counts, None);
    /// ```
    #[must_use]
    pub fn plural(self) -> Self {
        Self::new(
            self.counts.map(|(least, most)| (least.max(2), most)),
            self.polarity,
        )
    }

    /// What is claimed when it is denied: fewer of what asserts, more of what denies.
    fn negated(self, n: u32) -> Self {
        match (self.counts, self.polarity) {
            (None, polarity) => Self::new(None, polarity),
            (Some((least, _)), Polarity::Asserting) => Self::denying(least.checked_sub(1)),
            (Some((_, most)), Polarity::Denying) => {
                Self::asserting(Some(most.saturating_add(1)), n)
            }
        }
    }
}

/// The counts that an amount allows at a base of `n`.
///
/// `None` for an amount that is not a matter of a count at a base (a view, a saying, a rank, an
/// amount of something that is not counted), and for a word that neither the scale has nor means
/// the same in every scale. `Some` with no counts is an amount that no count of this base fits.
///
/// - A word: its band. *All*, *none*, *not all*, *more than half* (2n > N), *fewer than half*, *a
///   majority*, *a minority*, *few* and *few if any* are understood in a scale that does not have
///   them too. Denied ("not many"), what lies below its band; of a word that denies, what lies above.
/// - "Nearly" before a word: from the least count of the band below up to one less than the word
///   itself, so never all; of a word that denies, the band above.
/// - A share: exactly, within 1/(2N) of it and neither nobody nor everybody, half only where
///   2n = N; about, one more or less or 10 % of N, whichever is more; nearly, the same below the
///   share and never the share itself.
/// - Numbers: as they are said; where N is said and is another, no count fits.
///
/// ```
/// use throughline_core::reading::{Amount, Nearness};
/// use throughline_core::wording::{Scale, bounds};
/// let plain = Scale::plain();
/// let two_thirds = Amount::Share { numerator: 2, denominator: 3, nearness: Nearness::Exactly };
/// assert_eq!(bounds(&two_thirds, &plain, 9).unwrap().counts, Some((6, 6)));
/// let half = Amount::Share { numerator: 1, denominator: 2, nearness: Nearness::Exactly };
/// assert_eq!(bounds(&half, &plain, 9).unwrap().counts, None);
/// let seven_of_eight = Amount::Counts { low: Some(7), high: Some(7), of: Some(8) };
/// assert_eq!(bounds(&seven_of_eight, &plain, 9).unwrap().counts, None);
/// assert_eq!(bounds(&Amount::View, &plain, 9), None);
/// ```
#[must_use]
pub fn bounds(amount: &Amount, scale: &Scale, n: u32) -> Option<Bounds> {
    Some(match amount {
        Amount::Word {
            word,
            nearly,
            negated,
        } => {
            let found = if *nearly {
                nearly_word(word, scale, n)?
            } else {
                of_word(word, scale, n)?
            };
            if *negated { found.negated(n) } else { found }
        }
        Amount::NotAll => Bounds::denying(n.checked_sub(1)),
        Amount::Counts { low, high, of } => numbers(*low, *high, *of, n),
        Amount::AllBut { left } => {
            let count = n.checked_sub(*left);
            Bounds::asserting(count, count.unwrap_or(0))
        }
        Amount::Share {
            numerator,
            denominator,
            nearness,
        } => share(*numerator, *denominator, *nearness, scale, n),
        Amount::MoreThanHalf => Bounds::asserting(over_half(n), n),
        Amount::Often => Bounds::asserting(at_least(1, 2, n), n),
        Amount::Sometimes => Bounds::asserting(Some(1), n),
        Amount::Usually | Amount::Consistently => Bounds::asserting(at_least(3, 4, n), n),
        Amount::View
        | Amount::Agreed
        | Amount::Said
        | Amount::First
        | Amount::More
        | Amount::Fewer
        | Amount::None => return None,
    })
}

fn of_word(word: &str, scale: &Scale, n: u32) -> Option<Bounds> {
    if let Some(entry) = scale.word(word) {
        return Some(Bounds::new(entry.counts(n), entry.polarity));
    }
    let under_half = first(n, |count| 2 * u64::from(count) >= u64::from(n))
        .and_then(|count| count.checked_sub(1));
    Some(match super::normalised(word).as_str() {
        "all" | "every" | "each" => Bounds::asserting(Some(n), n),
        "none" | "no" => Bounds::denying(Some(0)),
        "not all" => Bounds::denying(n.checked_sub(1)),
        "more than half" | "a majority" | "majority" | "the majority" => {
            Bounds::asserting(over_half(n), n)
        }
        "fewer than half" | "less than half" => Bounds::denying(under_half),
        "a minority" => Bounds::new(under_half.map(|most| (1, most)), Polarity::Denying),
        "few" | "few if any" => {
            let few = ["few", "very few", "a few", "a small number"];
            let entry = few.iter().find_map(|word| scale.word(word))?;
            Bounds::denying(entry.counts(n).map(|(_, most)| most))
        }
        _ => return None,
    })
}

/// The band beside a word: below one that asserts, above one that denies, never the word itself.
fn nearly_word(word: &str, scale: &Scale, n: u32) -> Option<Bounds> {
    for before in ["nearly", "almost", "virtually"] {
        if let Some(entry) = scale.word(&format!("{before} {word}")) {
            return Some(Bounds::new(entry.counts(n), entry.polarity));
        }
    }
    let itself = of_word(word, scale, n)?;
    let Some((least, most)) = itself.counts else {
        return Some(itself);
    };
    let bands = || scale.words.iter().filter_map(|entry| entry.counts(n));
    Some(match itself.polarity {
        Polarity::Asserting => {
            let below = bands().map(|b| b.0).filter(|&b| b < least && b > 0).max();
            Bounds::asserting(below, least.saturating_sub(1))
        }
        Polarity::Denying => {
            let above = bands().map(|b| b.1).filter(|&b| b > most).min();
            Bounds::new(
                above.map(|above| (most.saturating_add(1), above)),
                Polarity::Denying,
            )
        }
    })
}

fn numbers(low: Option<u32>, high: Option<u32>, of: Option<u32>, n: u32) -> Bounds {
    let polarity = if low.unwrap_or(0) > 0 {
        Polarity::Asserting
    } else {
        Polarity::Denying
    };
    let fits = of.is_none_or(|of| of == n);
    let counts = (low.unwrap_or(0), high.unwrap_or(n).min(n));
    Bounds::new(fits.then_some(counts), polarity)
}

/// A share p/q of N. All in integers: a count n is compared as n·q with p·N.
fn share(p: u32, q: u32, nearness: Nearness, scale: &Scale, n: u32) -> Bounds {
    let half = u64::from(p) * 2 == u64::from(q);
    let worded = |word: &str| {
        let entry = scale.word(word).filter(|_| half)?;
        Some(Bounds::new(entry.counts(n), entry.polarity))
    };
    let (part, whole) = (u64::from(p) * u64::from(n), u64::from(q));
    let of = |count: u32| u64::from(count) * whole;
    let run = |least: Option<u32>, past: Option<u32>| {
        let most = past.map_or(Some(n), |past| past.checked_sub(1));
        Bounds::new(least.zip(most), Polarity::Asserting)
    };
    // The room that "about" leaves, times q: one, or a tenth of N, times ten to stay whole.
    let room = whole * u64::from(n).max(10);
    match nearness {
        _ if q == 0 => Bounds::new(None, Polarity::Asserting),
        Nearness::Exactly if half || p == 0 || p == q => run(
            first(n, |c| of(c) == part || of(c) > part).filter(|&c| of(c) == part),
            first(n, |c| of(c) > part),
        ),
        Nearness::Exactly => {
            let near = |c: u32| 2 * of(c) + whole >= 2 * part;
            let beyond = |c: u32| 2 * of(c) > 2 * part + whole || (c == n && p < q);
            run(first(n, |c| c > 0 && near(c)), first(n, beyond))
        }
        Nearness::About => worded("about half").unwrap_or_else(|| {
            run(
                first(n, |c| c > 0 && 10 * of(c) + room >= 10 * part),
                first(n, |c| 10 * of(c) > 10 * part + room || (c == n && p < q)),
            )
        }),
        Nearness::Nearly => run(
            first(n, |c| c > 0 && 10 * of(c) + room >= 10 * part),
            first(n, |c| of(c) >= part),
        ),
        Nearness::MoreThan => worded("more than half")
            .unwrap_or_else(|| Bounds::asserting(first(n, |c| of(c) > part), n)),
        Nearness::AtLeast => Bounds::asserting(first(n, |c| of(c) >= part), n),
        Nearness::LessThan => Bounds::denying(below(n, |c| of(c) >= part)),
        Nearness::AtMost => Bounds::denying(below(n, |c| of(c) > part)),
    }
}

/// The most count before a condition begins to hold.
fn below(n: u32, holds: impl Fn(u32) -> bool) -> Option<u32> {
    first(n, holds).map_or(Some(n), |count| count.checked_sub(1))
}

fn at_least(p: u64, q: u64, n: u32) -> Option<u32> {
    first(n, |count| {
        count > 0 && u64::from(count) * q >= p * u64::from(n)
    })
}

fn over_half(n: u32) -> Option<u32> {
    first(n, |count| 2 * u64::from(count) > u64::from(n))
}
