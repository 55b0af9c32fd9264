//! Claims on one selection, together: every division of the N organisations into for, against,
//! mixed, neutral, not stated and silent that fits all that is published of the selection, and
//! what these divisions leave of each protected count.
//!
//! A reader's view and that of participants are told alike. A coalition of c participants knows
//! where each of its own stands and asks after the others, N − c of them: among these the small
//! counts are 1 … k − c − 1, and where that is only one, exactly one other must not be told.

use super::counts::Counts;
use crate::disclosure::{Balance, balance};

/// The six ways an organisation can stand on a selection, as bits: the five stances in the order
/// of tables, then silent.
pub(crate) type Mask = u8;

/// How many ways there are.
pub(crate) const WAYS: usize = 6;
/// Silent.
const SILENT: Mask = 1 << 5;
/// With a note that fits.
pub(crate) const RAISED: Mask = SILENT - 1;
/// Divisions that are listed at most; above, bounds only.
const MOST: u64 = 1_000_000;

/// Something published of a selection: how many stand in one of some ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fact {
    /// The ways.
    pub(crate) ways: Mask,
    /// Or in one of these, whichever are fewer.
    pub(crate) or: Option<Mask>,
    /// How many.
    pub(crate) counts: Counts,
    /// The contributors have agreed to a claim of everybody or of nobody.
    pub(crate) agreed: bool,
}

/// A protected count that is told, and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Told {
    /// Nothing fits what is published: it contradicts itself.
    Nothing,
    /// The count of these ways, to every reader.
    Reader(Mask),
    /// The count of these ways, to participants who stand so themselves: how many in each way.
    Participants(Mask, [u8; WAYS]),
}

/// Every protected count that some facts tell, and what is known of how the organisations stand
/// beside: the balance word of the theme.
pub(crate) fn told(base: u32, k: u32, balance: Option<Balance>, facts: &[Fact]) -> Vec<Told> {
    let atoms = Atoms::of(balance, facts);
    if atoms.divisions(base) > MOST {
        return super::bounds::of_one(base, k, facts);
    }
    let watched = watched(facts);
    let unanimous = facts.iter().any(|f| f.agreed);
    let views: Vec<View> = coalitions(k)
        .into_iter()
        .map(|coalition| View::new(base, coalition, watched.len()))
        .collect();
    let views = atoms.list(base, balance, facts, &watched, views);
    let mut told = Vec::new();
    for view in views {
        if !view.fits {
            if view.size() == 0 {
                return vec![Told::Nothing];
            }
            continue;
        }
        for (ways, possible) in watched.iter().zip(&view.possible) {
            let inside = view.members(*ways) == view.size();
            if tells(possible, k - view.size(), unanimous, inside) {
                told.push(if view.size() == 0 {
                    Told::Reader(*ways)
                } else {
                    Told::Participants(*ways, view.coalition)
                });
            }
        }
    }
    told
}

/// The protected counts: with a note, each stance, and what the claims speak of.
pub(crate) fn watched(facts: &[Fact]) -> Vec<Mask> {
    let mut watched = vec![RAISED];
    watched.extend((0..5).map(|stance| 1 << stance));
    for ways in facts.iter().map(|fact| fact.ways) {
        if !watched.contains(&ways) {
            watched.push(ways);
        }
    }
    watched
}

/// Who may put their knowledge together: nobody, one, … k − 2, in every way they can stand.
pub(crate) fn coalitions(k: u32) -> Vec<[u8; WAYS]> {
    // A coalition of many multiplies the work; one of three, in every way, stands for a larger one.
    let most = k.saturating_sub(2).min(3);
    let mut all = vec![[0; WAYS]];
    let mut last = all.clone();
    for _ in 0..most {
        let mut next: Vec<[u8; WAYS]> = Vec::new();
        for coalition in &last {
            for way in 0..WAYS {
                let mut larger = *coalition;
                larger[way] += 1;
                if !next.contains(&larger) {
                    next.push(larger);
                }
            }
        }
        all.extend(&next);
        last = next;
    }
    all
}

/// What a coalition can still believe.
struct View {
    coalition: [u8; WAYS],
    /// Of each watched count, among the others: whether each value is possible.
    possible: Vec<Vec<bool>>,
    /// Whether a division fits at all.
    fits: bool,
}

impl View {
    fn new(base: u32, coalition: [u8; WAYS], watched: usize) -> Self {
        let size: u32 = coalition.iter().map(|&c| u32::from(c)).sum();
        let values = base.saturating_sub(size) as usize + 1;
        Self {
            coalition,
            possible: vec![vec![false; values]; watched],
            fits: false,
        }
    }

    fn size(&self) -> u32 {
        self.coalition.iter().map(|&c| u32::from(c)).sum()
    }

    fn members(&self, ways: Mask) -> u32 {
        (0..WAYS)
            .filter(|way| ways & (1 << way) != 0)
            .map(|way| u32::from(self.coalition[way]))
            .sum()
    }
}

/// Whether what is possible of a count among the others tells it: `k` less the coalition. Where
/// everybody was possible from the first, because the whole coalition is counted, everybody is one
/// more that must not be told from nearly everybody.
fn tells(possible: &[bool], k: u32, unanimous: bool, inside: bool) -> bool {
    let k = k as usize;
    let last = possible.len() - 1;
    let small = |at: &dyn Fn(usize) -> bool| {
        let held = (1..k).filter(|&count| at(count)).count();
        // Where one is the only small count, it must not stand alone.
        let alone = k == 2 && held == 1 && (0..=last).filter(|&count| at(count)).count() == 1;
        (held > 0 && held + 1 < k) || alone
    };
    let forward = |count: usize| possible.get(count).copied().unwrap_or(false);
    let backward = |count: usize| last.checked_sub(count).is_some_and(forward);
    let few_left = (0..=last).all(|count| count < k || !backward(count));
    let every_class = (1..k).all(backward);
    let everybody = if backward(0) {
        !every_class
    } else {
        inside && few_left
    };
    small(&forward) || small(&backward) || (everybody && !unanimous)
}

/// The ways in groups that no fact tells apart, so that fewer divisions need be listed.
#[derive(Debug)]
struct Atoms {
    groups: Vec<Mask>,
}

impl Atoms {
    fn of(balance: Option<Balance>, facts: &[Fact]) -> Self {
        let mut groups: Vec<(Vec<bool>, Mask)> = Vec::new();
        for way in 0..WAYS {
            let bit: Mask = 1 << way;
            let masks = facts.iter().flat_map(|f| [Some(f.ways), f.or]);
            let mut sign: Vec<bool> = masks.flatten().map(|mask| mask & bit != 0).collect();
            sign.push(bit == SILENT);
            match groups.iter_mut().find(|(s, _)| *s == sign) {
                // A balance word tells every stance from the others.
                Some((_, group)) if balance.is_none() => *group |= bit,
                _ => groups.push((sign, bit)),
            }
        }
        Self {
            groups: groups.into_iter().map(|(_, group)| group).collect(),
        }
    }

    /// How many divisions of a base there are: C(N + a − 1, a − 1).
    fn divisions(&self, base: u32) -> u64 {
        let mut count: u64 = 1;
        for i in 1..self.groups.len() as u64 {
            count = count.saturating_mul(u64::from(base) + i) / i;
        }
        count
    }

    fn list(
        &self,
        base: u32,
        balance: Option<Balance>,
        facts: &[Fact],
        watched: &[Mask],
        mut views: Vec<View>,
    ) -> Vec<View> {
        let mut sizes = vec![0; self.groups.len()];
        self.divide(base, 0, &mut sizes, &mut |sizes| {
            let of = |ways: Mask| -> u32 {
                let groups = self.groups.iter().zip(sizes);
                groups
                    .filter(|(group, _)| **group & ways == **group)
                    .map(|(_, size)| size)
                    .sum()
            };
            let fits = facts.iter().all(|f| {
                f.counts.holds(of(f.ways)) || f.or.is_some_and(|or| f.counts.holds(of(or)))
            });
            if !fits || balance.is_some_and(|b| b != self.word(sizes)) {
                return;
            }
            for view in &mut views {
                let groups = self.groups.iter().zip(sizes);
                if groups.clone().any(|(g, size)| view.members(*g) > *size) {
                    continue;
                }
                view.fits = true;
                for (index, &ways) in watched.iter().enumerate() {
                    let (low, high) = self.within(view, ways, sizes);
                    if let Some(values) = view.possible.get_mut(index) {
                        for count in low..=high {
                            if let Some(value) = values.get_mut(count as usize) {
                                *value = true;
                            }
                        }
                    }
                }
            }
        });
        views
    }

    /// The least and the most others that may stand in some ways, where each group has its size: a
    /// group that lies within, whole; of one that does not, any number.
    fn within(&self, view: &View, ways: Mask, sizes: &[u32]) -> (u32, u32) {
        let (mut low, mut high) = (0, 0);
        for (&group, &size) in self.groups.iter().zip(sizes) {
            if group & ways == 0 {
                continue;
            }
            let others = size - view.members(group);
            high += others;
            if group & ways == group {
                low += others;
            }
        }
        (low, high)
    }

    fn word(&self, sizes: &[u32]) -> Balance {
        let mut stances = [0; 5];
        for (&group, &size) in self.groups.iter().zip(sizes) {
            if let Some(stance) = stances.get_mut(group.trailing_zeros() as usize) {
                *stance = size;
            }
        }
        balance::word(&stances)
    }

    fn divide(&self, left: u32, at: usize, sizes: &mut Vec<u32>, each: &mut dyn FnMut(&[u32])) {
        let last = at + 1 == self.groups.len();
        for size in if last { left } else { 0 }..=left {
            if let Some(place) = sizes.get_mut(at) {
                *place = size;
            }
            if last {
                each(sizes);
            } else {
                self.divide(left - size, at + 1, sizes, each);
            }
        }
    }
}
