//! Ranks and comparisons: a theme against its siblings, one selection against another.

use super::tally::Counter;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::Claim;
use throughline_core::selection::Selection;
use throughline_core::wording::{Bounds, Polarity};

/// What a rank asks of a count.
pub(crate) struct Rank {
    /// The counts that hold it.
    pub(crate) bounds: Bounds,
    /// The strongest of the others, with its count.
    pub(crate) next: Option<(ThemeCode, u32)>,
}

/// First among its siblings, alone; a tie is not first. `None` where the claim names no theme in
/// `any`, so that it has no siblings.
pub(crate) fn first(counter: &Counter, claim: &Claim, base: u32) -> Option<Rank> {
    if claim.selection.any.is_empty() {
        return None;
    }
    let mut next: Option<(ThemeCode, u32)> = None;
    for selection in siblings(counter, claim) {
        let tally = counter.tally(&selection, claim.base.as_ref());
        let count = tally.organisations.count;
        if let Some(&theme) = selection.any.first()
            && next.is_none_or(|(_, most)| count > most)
        {
            next = Some((theme, count));
        }
    }
    let least = next.map_or(1, |(_, most)| most.saturating_add(1));
    Some(Rank {
        bounds: within(least, base, Polarity::Asserting),
        next,
    })
}

/// The themes beside those of a claim, under the same parents, each selected as the claim is.
pub(crate) fn siblings(counter: &Counter, claim: &Claim) -> Vec<Selection> {
    let book = &counter.review().codebook;
    let own = &claim.selection.any;
    let mut parents: Vec<Option<ThemeCode>> = own
        .iter()
        .filter_map(|&theme| book.themes().get(theme as usize))
        .map(|theme| theme.parent)
        .collect();
    parents.sort_unstable();
    parents.dedup();
    let children = parents
        .into_iter()
        .flat_map(|parent| parent.map_or(book.roots(), |parent| book.children(parent)));
    children
        .filter(|theme| !own.contains(theme))
        .map(|&theme| Selection {
            any: vec![theme],
            ..claim.selection.clone()
        })
        .collect()
}

/// More than the other side.
pub(crate) fn more(other: u32, base: u32) -> Bounds {
    within(other.saturating_add(1), base, Polarity::Asserting)
}

/// Fewer than the other side; where the other is none, no count is.
pub(crate) fn fewer(other: u32, base: u32) -> Bounds {
    let most = other.checked_sub(1).map(|most| most.min(base));
    Bounds {
        counts: most.map(|most| (0, most)),
        polarity: Polarity::Denying,
    }
}

pub(crate) fn within(least: u32, most: u32, polarity: Polarity) -> Bounds {
    Bounds {
        counts: (least <= most).then_some((least, most)),
        polarity,
    }
}
