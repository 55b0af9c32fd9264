//! From a count to a verdict: whether it lies within what an amount allows, and on which side it
//! lies when it does not.

use throughline_core::audit::Verdict;
use throughline_core::numbers::Proportion;
use throughline_core::reading::Amount;
use throughline_core::wording::{Bounds, Polarity, Scale, Word, normalised};

/// Judges a count by the counts that fit. `stronger` says whether a stronger amount would fit, when
/// the count lies on the far side.
pub(crate) fn verdict(bounds: &Bounds, count: u32, stronger: impl FnOnce() -> bool) -> Verdict {
    let asserting = bounds.polarity == Polarity::Asserting;
    let short = |count: u32| {
        if count == 0 {
            Verdict::NoEvidence
        } else {
            Verdict::Overstated
        }
    };
    let beyond = |stronger: bool| {
        if stronger {
            Verdict::Understated
        } else {
            Verdict::Supported
        }
    };
    match bounds.counts {
        None if asserting => short(count),
        None => Verdict::Overstated,
        Some((least, most)) if (least..=most).contains(&count) => Verdict::Supported,
        Some((least, _)) if asserting && count < least => short(count),
        Some(_) if asserting => beyond(stronger()),
        Some((_, most)) if count > most => Verdict::Overstated,
        // "A few", "a small number", "a minority" of none.
        Some(_) if count == 0 => Verdict::NoEvidence,
        Some(_) => beyond(stronger()),
    }
}

/// Whether something stronger can be said of a count than an amount that it exceeds: for a word, a
/// word of the scale with the same polarity; a number or a share can always be put right.
pub(crate) fn has_stronger(
    amount: &Amount,
    polarity: Polarity,
    counted: Proportion,
    scale: &Scale,
) -> bool {
    match amount {
        Amount::Word { .. } => scale
            .words
            .iter()
            .any(|word| word.polarity == polarity && word.fits(counted.count, counted.base)),
        Amount::Counts { .. } | Amount::AllBut { .. } | Amount::Share { .. } => true,
        _ => false,
    }
}

/// Whether an amount stands before a plural that one alone would belie: "a few", "some", "several
/// agencies". Not a share of the whole ("a minority of agencies", "half"), and not all of one.
pub(crate) fn needs_two(amount: &Amount, bounds: &Bounds, base: u32) -> bool {
    let Amount::Word { word, negated, .. } = amount else {
        return false;
    };
    bounds.polarity == Polarity::Asserting
        && !negated
        && bounds.least().is_some_and(|least| least < base)
        && is_plural(word)
}

/// Whether a word of amount takes a plural that counts, and is no share.
fn is_plural(word: &str) -> bool {
    let last = word.split_whitespace().last().unwrap_or_default();
    let shares = ["half", "third", "quarter", "majority", "minority", "one"];
    !shares.iter().any(|share| last.eq_ignore_ascii_case(share))
}

/// The strongest word of the scale that fits a count; the phrase's own where it is as strong. One
/// alone is none of "a few", "some" or "several", unless the scale is printed with "one or two".
pub(crate) fn best_word(
    amount: &Amount,
    counted: Proportion,
    scale: &Scale,
    one_is_few: bool,
) -> Option<String> {
    let Proportion { count, base } = counted;
    let belied = |word: &Word| {
        !one_is_few
            && count == 1
            && base > 1
            && word.polarity == Polarity::Asserting
            && is_plural(word.name())
    };
    let best = scale.best_word(count, base)?;
    let best = if belied(best) {
        let others = scale.words.iter().filter(|word| !belied(word));
        let others = Scale {
            words: others.cloned().collect(),
            ..scale.clone()
        };
        others.best_word(count, base)?.clone()
    } else {
        best.clone()
    };
    let own = match amount {
        Amount::Word {
            word,
            nearly: false,
            negated: false,
        } => scale.word(word).filter(|own| {
            own.fits(count, base) && own.counts(base) == best.counts(base) && !belied(own)
        }),
        _ => None,
    };
    match (own, amount) {
        (Some(_), Amount::Word { word, .. }) => Some(normalised(word)),
        _ => Some(best.name().to_owned()),
    }
}
