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

/// There are no more stances to add.
const STANCES: u32 = 5;

/// The support as it is, and what tags added to the notes of each group of organisations put to it.
pub(super) fn coded(
    analysis: &Analysis<'_>,
    lookup: &Lookup,
    side: &Side<'_>,
    counting: &Counting<'_>,
) -> Coded {
    let review = analysis.review();
    let mut coded = Coded::of(review, side, counting);
    analysis.index().each(review, counting.selection, |note, taken| {
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

/// What tags added to the notes of one group put to all its organisations.
fn group_table(review: &Review, counting: &Counting<'_>, group: &Named) -> Table {
    let mut table = Table::only(0);
    let mut room = 0;
    for &note in &group.notes {
        let Some(place) = Place::of(review, counting, note) else {
            continue;
        };
        let more = place.table(counting);
        table = table.and(&more);
        // One tag at a time can be added here: once there is room for each stance, no further
        // note adds a cheaper way.
        if place.existing == 0 && place.needed == 1 {
            room += if counting.plain { STANCES } else { place.room };
        } else if place.needed == 0 && counting.selection.all.is_empty() {
            room += place.room;
        }
        if room >= STANCES {
            break;
        }
    }
    table
}

/// A note that fits, or would with tags added.
pub(super) struct Place {
    /// Tags that it needs to fit.
    pub(super) needed: u32,
    /// Tags that may be added, those needed among them; not counted beyond five.
    pub(super) room: u32,
    /// The stances it then takes already, of a note that does not fit yet.
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
        let free = counting
            .addable
            .iter()
            .filter(|&&theme| tags.iter().all(|tag| tag.theme != theme));
        let room = free.take(STANCES as usize).count();
        let existing = if needed == 0 {
            0
        } else {
            spoken(review, counting, note).fold(0, |all, (_, stance)| all | stance)
        };
        Some(Self {
            needed,
            room: u32::try_from(room).unwrap_or(STANCES),
            existing,
        })
    }

    /// Adding tags of one stance, as many as are needed. One is enough to bring an organisation in
    /// where any are: a stance that the others do not drown.
    pub(super) fn singles(&self, counting: &Counting<'_>) -> impl Iterator<Item = (u8, u32)> {
        let cost = self.needed.max(1);
        let (existing, room) = (self.existing, self.room.max(self.needed));
        let kinds = if counting.plain { 1 } else { STANCES };
        (0..kinds)
            .filter(move |_| room > 0)
            .map(move |at| (1u8 << at | existing, cost))
            .map(|(set, cost)| (counting.kept(set), cost))
    }

    /// Adding tags of some stances: as many as there are stances, and at least those needed.
    pub(super) fn table(&self, counting: &Counting<'_>) -> Table {
        let mut table = Table::only(0);
        for stances in 1u8..32 {
            let kinds = stances.count_ones();
            let cost = kinds.max(self.needed);
            if kinds <= self.room.max(self.needed) && cost > 0 {
                table.offer(counting.kept(stances | self.existing), cost);
            }
        }
        table
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
    let beneath = |theme: ThemeCode, above: ThemeCode| {
        review.codebook.lineage(theme).any(|t| t == above)
    };
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
        let mut allowed = any.iter().filter(|&&t| counting.allows(review, t)).peekable();
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
