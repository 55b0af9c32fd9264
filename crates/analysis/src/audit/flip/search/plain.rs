//! Where all that can change is whether one stance is there, each organisation counts or does not
//! by it alone, and every set of organisations can be looked at: 4,096 of twelve.

use super::super::table::Table;
use super::Coded;

/// More than any number of tags.
const NEVER: u64 = 1 << 40;

/// Who counts now, and the notes by which they cease or others begin to.
pub(super) struct Plain {
    /// Those who count whatever is done here, or now.
    now: u32,
    holders: usize,
    groups: Vec<Group>,
    falls: bool,
}

/// Notes of the same organisations.
struct Group {
    /// Those whom they make count, or would.
    mask: u32,
    cost: u64,
}

impl Plain {
    /// `None` where more than one stance may change, or where what changes may turn one both ways.
    pub(super) fn of(coded: &Coded) -> Option<Self> {
        let alone = (0u8..).zip(&coded.alone);
        let alone = alone.filter_map(|(at, table)| Some((vec![at], table.as_ref()?)));
        let shared = coded.shared.iter().map(|(h, table)| (h.clone(), table));
        let groups: Vec<(Vec<u8>, &Table)> = alone.chain(shared).collect();
        let unchanged = |table: &Table| {
            let free = table.ways().filter(|&(_, cost)| cost == 0);
            free.fold(0, |all, (set, _)| all | set)
        };
        let mut sets = coded.fixed.clone();
        for (holders, table) in &groups {
            super::add(&mut sets, holders, unchanged(table));
        }
        let who = |passes: &dyn Fn(u8) -> bool| {
            let passing = (0u32..).zip(&sets).filter(|(_, set)| passes(**set));
            passing.fold(0u32, |all, (at, _)| all | 1 << at)
        };
        let now = who(&|set| coded.passes(set));
        let mask = |holders: &[u8]| holders.iter().fold(0u32, |all, &at| all | 1 << at);
        let falls = groups.iter().any(|(_, table)| unchanged(table) != 0);
        let stance = if falls {
            coded.leaving
        } else {
            let put = groups.iter().flat_map(|(_, table)| table.ways());
            put.fold(0, |all, (set, _)| all | set)
        };
        let stance = if coded.plain { 1 } else { stance };
        if stance.count_ones() > 1 || (!falls && !coded.harmless(stance)) {
            return None;
        }
        let may = if falls {
            now
        } else {
            who(&|set| !coded.passes(set) && coded.passes(set | stance))
        };
        let groups = groups
            .iter()
            .filter(|(_, table)| !falls || unchanged(table) & stance != 0)
            .map(|(holders, table)| {
                let cost = table.cheapest(|set| (set & stance == 0) == falls);
                Group {
                    mask: mask(holders) & may,
                    cost: cost.map_or(NEVER, u64::from),
                }
            })
            .filter(|group| group.mask != 0)
            .collect();
        Some(Self {
            now,
            holders: sets.len(),
            groups,
            falls,
        })
    }

    /// The fewest tags that bring the count into `least` … `most`.
    pub(super) fn fewest(&self, least: u32, most: u32) -> Option<u32> {
        let best = if self.falls {
            self.falling(least, most)
        } else {
            self.rising(least, most)
        };
        best.filter(|&cost| cost < NEVER)
            .and_then(|cost| u32::try_from(cost).ok())
    }

    /// An organisation ceases to count when all notes that make it count do: so the cost of ceasing
    /// is that of all notes but those that make none count but who remains, summed over the subsets
    /// of who remains.
    fn falling(&self, least: u32, most: u32) -> Option<u64> {
        let size = 1usize << (u32::BITS - self.now.leading_zeros());
        let mut kept = vec![0u64; size];
        let mut named = vec![0u32; size];
        let mut total = 0;
        for group in &self.groups {
            total += group.cost;
            if let Some(slot) = kept.get_mut(group.mask as usize) {
                *slot += group.cost;
            }
            if let Some(slot) = named.get_mut(group.mask as usize) {
                *slot |= group.mask;
            }
        }
        let mut bit = 1;
        while bit < size {
            for set in (0..size).filter(|set| set & bit != 0) {
                kept[set] += kept[set ^ bit];
                named[set] |= named[set ^ bit];
            }
            bit <<= 1;
        }
        (0..size)
            .filter(|&set| named[set] as usize == set)
            .filter(|&set| (least..=most).contains(&set.count_ones()))
            .map(|set| total.saturating_sub(kept[set]))
            .min()
    }

    /// The cheapest notes that together bring in the organisations of each set.
    fn rising(&self, least: u32, most: u32) -> Option<u64> {
        let size = 1usize << self.holders;
        let mut costs = vec![NEVER; size];
        *costs.get_mut(self.now as usize)? = 0;
        for set in 0..size {
            let cost = costs[set];
            if cost >= NEVER {
                continue;
            }
            for group in &self.groups {
                let more = set | group.mask as usize;
                if let Some(slot) = costs.get_mut(more) {
                    *slot = (cost + group.cost).min(*slot);
                }
            }
        }
        (0u32..)
            .zip(&costs)
            .filter(|(set, _)| (least..=most).contains(&set.count_ones()))
            .map(|(_, &cost)| cost)
            .min()
    }
}
