//! Where no stance is asked for, an organisation counts or does not, and every set of organisations
//! can be looked at: 4,096 of twelve.

use super::Coded;

/// More than any number of tags.
const NEVER: u64 = 1 << 40;

/// The fewest tags that bring the count into `least` … `most`.
pub(super) fn fewest(coded: &Coded, least: u32, most: u32) -> Option<u32> {
    let groups: Vec<Group> = groups(coded);
    let now = groups
        .iter()
        .filter(|g| g.now)
        .fold(0, |all, g| all | g.mask);
    let now = (0u32..)
        .zip(&coded.fixed)
        .filter(|(_, set)| **set != 0)
        .fold(now, |all, (at, _)| all | 1 << at);
    let best = if now.count_ones() > most {
        falling(&groups, now, least, most)
    } else {
        rising(&groups, now, coded.fixed.len(), least, most)
    };
    best.filter(|&cost| cost < NEVER)
        .and_then(|cost| u32::try_from(cost).ok())
}

/// Notes of the same organisations.
struct Group {
    mask: u32,
    /// Whether they make their organisations count as it is.
    now: bool,
    /// What it costs to change that.
    cost: u64,
}

fn groups(coded: &Coded) -> Vec<Group> {
    let alone = (0u8..).zip(&coded.alone);
    let alone = alone.filter_map(|(at, table)| Some((1u32 << at, table.as_ref()?)));
    let shared = coded.shared.iter().map(|(holders, table)| {
        let mask = holders.iter().fold(0u32, |all, &at| all | 1 << at);
        (mask, table)
    });
    alone
        .chain(shared)
        .map(|(mask, table)| {
            let now = table.ways().any(|(set, cost)| set != 0 && cost == 0);
            let other = table.cheapest(|set| (set != 0) != now);
            Group {
                mask,
                now,
                cost: other.map_or(NEVER, u64::from),
            }
        })
        .collect()
}

/// An organisation ceases to count when all notes that name it do: so the cost of ceasing is that
/// of all notes but those that name none but who remains, summed over the subsets of who remains.
fn falling(groups: &[Group], now: u32, least: u32, most: u32) -> Option<u64> {
    let size = 1usize << (u32::BITS - now.leading_zeros());
    let mut kept = vec![0u64; size];
    let mut named = vec![0u32; size];
    let mut total = 0;
    for group in groups.iter().filter(|g| g.now) {
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
        for set in 0..size {
            if set & bit != 0 {
                kept[set] += kept[set ^ bit];
                named[set] |= named[set ^ bit];
            }
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
fn rising(groups: &[Group], now: u32, holders: usize, least: u32, most: u32) -> Option<u64> {
    let size = 1usize << holders;
    let mut costs = vec![NEVER; size];
    *costs.get_mut(now as usize)? = 0;
    for set in 0..size {
        let cost = costs[set];
        if cost >= NEVER {
            continue;
        }
        for group in groups.iter().filter(|g| !g.now) {
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
