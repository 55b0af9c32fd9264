//! Every set of changes, made on the review itself and counted anew by the ordinary functions.

use super::*;
use crate::index::Index;
use crate::support;
use std::collections::BTreeSet;
use throughline_core::findings::Unit;
use throughline_core::notes::Lists;
use throughline_core::selection::Selection;

/// One change of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    Away {
        note: usize,
        theme: u32,
    },
    Add {
        note: usize,
        theme: u32,
        stance: usize,
    },
}

/// Tags that the sides speak of on notes that fit them.
pub(super) fn away(review: &Review, sides: &[Side<'_>]) -> Vec<Change> {
    let mut found = BTreeSet::new();
    for side in sides {
        let selection = &side.claim.selection;
        for note in review.notes.indices() {
            if selection.fits_but_stance(review, note) {
                let note = note as usize;
                for tag in review.notes.tags.get(note) {
                    if selection.speaks_of(review, tag.theme) {
                        found.insert(Change::Away {
                            note,
                            theme: tag.theme,
                        });
                    }
                }
            }
        }
    }
    found.into_iter().collect()
}

/// Tags that the sides speak of, on any note that does not carry their theme.
pub(super) fn add(review: &Review, sides: &[Side<'_>]) -> Vec<Change> {
    let mut found = Vec::new();
    let plain = sides
        .iter()
        .all(|side| side.claim.selection.stance.is_empty());
    for note in 0..review.notes.len() {
        for theme in 0..THEMES {
            let carried = review.notes.tags.get(note).iter().any(|t| t.theme == theme);
            let spoken = |s: &Selection| s.speaks_of(review, theme);
            if !carried && sides.iter().any(|side| spoken(&side.claim.selection)) {
                let stances = if plain { 1 } else { 5 };
                found.extend((0..stances).map(|stance| Change::Add {
                    note,
                    theme,
                    stance,
                }));
            }
        }
    }
    found
}

fn changed(review: &Review, changes: &[Change]) -> Review {
    let mut tags: Vec<Vec<Tag>> = (0..review.notes.len())
        .map(|note| review.notes.tags.get(note).to_vec())
        .collect();
    for change in changes {
        match *change {
            Change::Away { note, theme } => tags[note].retain(|t| t.theme != theme),
            Change::Add {
                note,
                theme,
                stance,
            } => tags[note].push(Tag {
                theme,
                stance: Stance::ALL[stance],
            }),
        }
    }
    let mut after = review.clone();
    after.notes.tags = Lists::default();
    for mut tags in tags {
        tags.sort_unstable_by_key(|t| t.theme);
        after.notes.tags.push(tags);
    }
    after
}

/// The counts of the sides in a changed review, within the bases they have now.
pub(super) fn counts(review: &Review, sides: &[Side<'_>]) -> Vec<u32> {
    let (index, scope) = (Index::of(review), scope(review));
    let of = |side: &Side<'_>| {
        let claim = side.claim;
        let found = support::support(&index, &scope, &claim.selection, None);
        let count = match claim.unit {
            Unit::Organisations => {
                let base = &side.counted.support.base;
                found.fits.iter().filter(|o| base.contains(o)).count()
            }
            Unit::Notes => {
                let base = support::base_notes(&index, review, &claim.selection, None);
                found.notes.iter().filter(|n| base.contains(n)).count()
            }
            Unit::Engagements => {
                let base = support::base_engagements(&index, &scope, &claim.selection, None);
                found
                    .engagements
                    .iter()
                    .filter(|e| base.contains(e))
                    .count()
            }
        };
        u32::try_from(count).unwrap()
    };
    sides.iter().map(of).collect()
}

/// What was found of all sets of changes up to a size.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Fewest(u32),
    /// There is none of so many or fewer.
    MoreThan(u32),
    /// There is none.
    Never,
}

/// Tries all sets of changes by size, while there are not more than `most` of them in all.
pub(super) fn fewest(
    review: &Review,
    sides: &[Side<'_>],
    goal: &Goal,
    changes: &[Change],
    most: u64,
) -> Found {
    let mut tried = 0;
    for size in 0..=changes.len() {
        tried += choose(changes.len(), size);
        if tried > most {
            return Found::MoreThan(u32::try_from(size).unwrap() - 1);
        }
        if some_set(changes, size, &mut Vec::new(), &mut |set| {
            let twice = |a: &Change, b: &Change| match (a, b) {
                (
                    Change::Add {
                        note: n, theme: t, ..
                    },
                    Change::Add {
                        note: m, theme: u, ..
                    },
                ) => (n, t) == (m, u),
                _ => false,
            };
            let again = set
                .iter()
                .enumerate()
                .any(|(i, a)| set[..i].iter().any(|b| twice(a, b)));
            !again && goal.reached(&counts(&changed(review, set), sides))
        }) {
            return Found::Fewest(u32::try_from(size).unwrap());
        }
    }
    Found::Never
}

fn some_set(
    from: &[Change],
    size: usize,
    chosen: &mut Vec<Change>,
    holds: &mut impl FnMut(&[Change]) -> bool,
) -> bool {
    if size == 0 {
        return holds(chosen);
    }
    (0..from.len()).any(|at| {
        chosen.push(from[at]);
        let found = some_set(&from[at + 1..], size - 1, chosen, holds);
        chosen.pop();
        found
    })
}

fn choose(n: usize, k: usize) -> u64 {
    (0..k as u64).fold(1u64, |all, i| all.saturating_mul(n as u64 - i) / (i + 1))
}

/// The fewest organisations that turn a goal: every set of them, each with every way to support or
/// not to support each side whose base it is in.
pub(super) fn organisations(sides: &[Side<'_>], goal: &Goal) -> Option<u32> {
    let everyone: BTreeSet<u32> = sides
        .iter()
        .flat_map(|side| side.counted.support.base.iter().copied())
        .collect();
    let everyone: Vec<u32> = everyone.into_iter().collect();
    let supports = |side: &Side<'_>, who| side.counted.support.fits.contains(&who);
    // For each the counts it may bring, the present one first.
    let ways: Vec<Vec<Vec<u32>>> = everyone
        .iter()
        .map(|&who| {
            let now: Vec<u32> = sides.iter().map(|s| u32::from(supports(s, who))).collect();
            let mut ways = vec![now];
            for way in 0u32..1 << sides.len() {
                let of = |(at, side): (usize, &Side<'_>)| {
                    (way >> at & 1) & u32::from(side.counted.support.base.contains(&who))
                };
                ways.push(sides.iter().enumerate().map(of).collect());
            }
            ways
        })
        .collect();
    let mut best = None;
    let mut state = vec![0u32; sides.len()];
    try_all(&ways, 0, &mut state, goal, &mut best);
    best
}

fn try_all(
    ways: &[Vec<Vec<u32>>],
    changes: u32,
    counts: &mut Vec<u32>,
    goal: &Goal,
    best: &mut Option<u32>,
) {
    if best.is_some_and(|best| changes >= best) {
        return;
    }
    let Some((first, rest)) = ways.split_first() else {
        if goal.reached(counts) {
            *best = Some(changes);
        }
        return;
    };
    for (at, way) in first.iter().enumerate() {
        counts
            .iter_mut()
            .zip(way)
            .for_each(|(count, more)| *count += more);
        try_all(rest, changes + u32::from(at > 0), counts, goal, best);
        counts
            .iter_mut()
            .zip(way)
            .for_each(|(count, more)| *count -= more);
    }
}
