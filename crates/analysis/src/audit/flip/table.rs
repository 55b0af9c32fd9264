//! The cheapest way to each set of stances.

/// For each set of stances, a number below 32, the fewest tags that leave or put it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table([u32; 32]);

/// What cannot be had.
const NEVER: u32 = u32::MAX;

impl Table {
    /// One set, without a change.
    pub(super) fn only(set: u8) -> Self {
        let mut table = Self([NEVER; 32]);
        table.offer(set, 0);
        table
    }

    /// A way to a set.
    pub(super) fn offer(&mut self, set: u8, cost: u32) {
        if let Some(slot) = self.0.get_mut(usize::from(set)) {
            *slot = cost.min(*slot);
        }
    }

    /// The sets that can be had and what they cost.
    pub(super) fn ways(&self) -> impl Iterator<Item = (u8, u32)> + '_ {
        let costs = (0u8..32).zip(self.0);
        costs.filter(|&(_, cost)| cost != NEVER)
    }

    /// One way here and one there: their sets together at both costs.
    pub(super) fn and(&self, other: &Table) -> Table {
        let mut both = Self([NEVER; 32]);
        for (a, cost) in self.ways() {
            for (b, more) in other.ways() {
                both.offer(a | b, cost.saturating_add(more));
            }
        }
        both
    }

    /// The cheapest way to a set that passes.
    pub(super) fn cheapest(&self, passes: impl Fn(u8) -> bool) -> Option<u32> {
        let passing = self.ways().filter(|&(set, _)| passes(set));
        passing.map(|(_, cost)| cost).min()
    }
}
