//! What adding tags puts to each organisation's support.

use super::Side;
use super::counting::Counting;
use super::lookup::{Lookup, Named};
use super::search::Coded;
use super::table::Table;
use super::taking::spoken;
use crate::Analysis;
use throughline_core::codebook::ThemeCode;
use throughline_core::notes::NoteIndex;
use throughline_core::review::Review;

/// The support as it is, and what tags added to the notes of each group of organisations put to it.
pub(super) fn coded(
    analysis: &Analysis<'_>,
    lookup: &Lookup,
    side: &Side<'_>,
    counting: &Counting<'_>,
) -> Coded {
    let review = analysis.review();
    let mut coded = Coded::of(review, side, counting);
    analysis
        .index()
        .each(review, counting.selection, |note, taken| {
            let holders = coded.holders(review.notes.organisations.get(note as usize));
            for holder in holders {
                coded.put(holder, counting.kept(taken.bits()));
            }
        });
    for group in &lookup.named {
        let holders = coded.holders(&group.organisations);
        if holders.iter().any(|&holder| !coded.counts_now(holder)) {
            let table = group_table(review, counting, group);
            coded.add(holders, table);
        }
    }
    coded
}

/// What tags added to one of the notes of a group put to all its organisations. One note is enough:
/// what tags on two would bring in, the stronger of them alone brings in.
fn group_table(review: &Review, counting: &Counting<'_>, group: &Named) -> Table {
    let mut table = Table::only(0);
    for &note in &group.notes {
        let Some(place) = Place::of(review, counting, note) else {
            continue;
        };
        for (set, cost) in place.ways(counting) {
            table.offer(set, cost);
        }
        // No other place is cheaper, and none puts less beside.
        if place.cost == 1 && place.existing == 0 {
            break;
        }
    }
    table
}

/// A note to which tags may be added.
pub(super) struct Place {
    /// The fewest tags that put a stance: those it needs to fit, or one more.
    pub(super) cost: u32,
    /// The stances that it then puts beside, of a note that does not fit yet.
    pub(super) existing: u8,
}

impl Place {
    pub(super) fn of(review: &Review, counting: &Counting<'_>, note: NoteIndex) -> Option<Self> {
        if !counting.meets_beside(review, note) {
            return None;
        }
        let tags = review.notes.tags.get(note as usize);
        if !tags.iter().all(|tag| counting.allows(review, tag.theme)) {
            return None;
        }
        let carries = |theme: ThemeCode| {
            tags.iter()
                .any(|tag| review.codebook.lineage(tag.theme).any(|t| t == theme))
        };
        let needed = needed(review, counting, &carries)?;
        if needed > 0 {
            let existing = spoken(review, counting, note);
            return Some(Self {
                cost: needed,
                existing: existing.fold(0, |all, (_, stance)| all | stance),
            });
        }
        let mut free = counting.addable.iter();
        let free = free.any(|&theme| tags.iter().all(|tag| tag.theme != theme));
        free.then_some(Self {
            cost: 1,
            existing: 0,
        })
    }

    /// The sets that tags added here put, all of one stance.
    pub(super) fn ways(&self, counting: &Counting<'_>) -> impl Iterator<Item = (u8, u32)> {
        let put = counting.bringing.iter();
        put.map(|&set| (counting.kept(set | self.existing), self.cost))
    }
}

/// The fewest tags that make a note carry what is asked; `None` when a theme that is asked for is
/// excluded.
fn needed(
    review: &Review,
    counting: &Counting<'_>,
    carries: &dyn Fn(ThemeCode) -> bool,
) -> Option<u32> {
    let (any, all) = (&counting.selection.any, &counting.selection.all);
    let beneath =
        |theme: ThemeCode, above: ThemeCode| review.codebook.lineage(theme).any(|t| t == above);
    let mut missing: Vec<ThemeCode> = all.iter().copied().filter(|&t| !carries(t)).collect();
    missing.sort_unstable();
    missing.dedup();
    // A theme brings those above it.
    let lowest: Vec<ThemeCode> = missing
        .iter()
        .copied()
        .filter(|&t| !missing.iter().any(|&other| other != t && beneath(other, t)))
        .collect();
    if !lowest.iter().all(|&t| counting.allows(review, t)) {
        return None;
    }
    let mut tags = u32::try_from(lowest.len()).unwrap_or(u32::MAX);
    if !any.is_empty() && !any.iter().any(|&t| carries(t)) {
        let mut allowed = any
            .iter()
            .filter(|&&t| counting.allows(review, t))
            .peekable();
        let brought = any.iter().any(|&t| lowest.iter().any(|&l| beneath(l, t)));
        if !brought {
            allowed.peek()?;
            if !allowed.any(|&t| lowest.iter().any(|&l| beneath(t, l))) {
                tags = tags.saturating_add(1);
            }
        }
    }
    Some(tags)
}
