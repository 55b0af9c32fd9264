//! What taking tags away leaves of each organisation's support.

use super::Side;
use super::counting::{Counting, bit, not_stated};
use super::lookup::Lookup;
use super::search::Coded;
use super::table::Table;
use crate::Analysis;
use std::collections::BTreeMap;
use throughline_core::codebook::ThemeCode;
use throughline_core::notes::NoteIndex;
use throughline_core::review::Review;

/// Above so many tags of one note that a selection with `all` speaks of, only taking whole themes
/// away is looked at.
const TRIED: usize = 12;

/// The notes that fit by which organisations of the base they name, with what tags taken away leave
/// of each.
pub(super) fn coded(
    analysis: &Analysis<'_>,
    lookup: &Lookup,
    side: &Side<'_>,
    counting: &Counting<'_>,
) -> Coded {
    let review = analysis.review();
    let mut coded = Coded::of(review, side, counting);
    let mut groups: BTreeMap<u32, Group> = BTreeMap::new();
    let by_count = counting.selection.all.is_empty() && !counting.no_theme;
    analysis
        .index()
        .each(review, counting.selection, |note, _| {
            let Some(place) = lookup.place(note) else {
                return;
            };
            let group = groups.entry(place).or_default();
            if by_count {
                for (_, stance) in spoken(review, counting, note) {
                    let stance = counting.kept(stance);
                    *group.tags.entry(stance).or_insert(0) += 1;
                }
            } else {
                let (table, sure) = note_table(review, counting, note);
                coded.exact &= sure;
                group.table = Some(match &group.table {
                    Some(before) => before.and(&table),
                    None => table,
                });
            }
        });
    for (place, group) in groups {
        if let Some(named) = lookup.named.get(place as usize) {
            let table = group.table;
            let table = table.unwrap_or_else(|| by_stance(&group.tags, counting.leaving));
            coded.add(coded.holders(&named.organisations), table);
        }
    }
    coded
}

#[derive(Default)]
struct Group {
    /// Tags by stance, where any one of them carries the note.
    tags: BTreeMap<u8, u32>,
    /// Where it is not as simple as that.
    table: Option<Table>,
}

/// The tags of a note that the selection speaks of, each with its stance as a set.
pub(super) fn spoken(
    review: &Review,
    counting: &Counting<'_>,
    note: NoteIndex,
) -> impl Iterator<Item = (ThemeCode, u8)> {
    let tags = review.notes.tags.get(note as usize).iter();
    tags.filter(|tag| counting.selection.speaks_of(review, tag.theme))
        .map(|tag| (tag.theme, bit(tag.stance)))
}

/// Each set of stances is left when all tags of the others are taken away; only of those that may
/// have to go.
fn by_stance(tags: &BTreeMap<u8, u32>, leaving: u8) -> Table {
    let whole = tags.keys().fold(0, |all, stance| all | stance);
    let mut table = Table::only(whole);
    for gone in (0u8..32).filter(|gone| gone & !(whole & leaving) == 0) {
        let lost = tags.iter().filter(|(stance, _)| *stance & gone != 0);
        table.offer(whole & !gone, lost.map(|(_, count)| count).sum());
    }
    table
}

/// What tags taken away from a note that fits leave of its stances, and whether every way was
/// tried.
pub(super) fn note_table(
    review: &Review,
    counting: &Counting<'_>,
    note: NoteIndex,
) -> (Table, bool) {
    let tags: Vec<(ThemeCode, u8)> = spoken(review, counting, note).collect();
    let of = |kept: &dyn Fn(usize) -> bool| {
        let left = tags.iter().enumerate().filter(|(i, _)| kept(*i));
        let set = left.clone().fold(0, |all, (_, (_, stance))| all | stance);
        let gone = tags.len() - left.clone().count();
        let carries = |theme: ThemeCode| {
            left.clone()
                .any(|(_, (tag, _))| review.codebook.lineage(*tag).any(|t| t == theme))
        };
        let (any, all) = (&counting.selection.any, &counting.selection.all);
        let fits =
            (any.is_empty() || any.iter().any(|&t| carries(t))) && all.iter().all(|&t| carries(t));
        let set = match (fits, set) {
            (false, _) => 0,
            (true, 0) => not_stated(),
            (true, set) => set,
        };
        (counting.kept(set), u32::try_from(gone).unwrap_or(u32::MAX))
    };
    let (whole, _) = of(&|_| true);
    let mut table = Table::only(whole);
    if tags.len() <= TRIED {
        for kept in 0u32..1 << tags.len() {
            let (set, cost) = of(&|i| kept >> i & 1 == 1);
            table.offer(set, cost);
        }
        return (table, true);
    }
    let under = |i: usize, theme: &[ThemeCode]| {
        let tag = tags.get(i).map_or(0, |(tag, _)| *tag);
        review.codebook.lineage(tag).any(|t| theme.contains(&t))
    };
    let all = counting.selection.all.iter().map(std::slice::from_ref);
    for themes in all.chain([counting.selection.any.as_slice()]) {
        let (set, cost) = of(&|i| !under(i, themes));
        table.offer(set, cost);
    }
    for stances in 0u8..32 {
        let (set, cost) = of(&|i| tags.get(i).is_some_and(|(_, s)| s & stances != 0));
        table.offer(set, cost);
    }
    (table, false)
}
