//! Intervals over engagements: notes that were decided alike are one kind, and a draw of engagements
//! says how often each kind is taken.

use super::words;
use std::collections::BTreeMap;
use throughline_core::agreement::review::{Between, Figure};
use throughline_core::agreement::{Bootstrap, Draws, Value, interval};

/// How many units of each kind every group has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    /// By group, kinds with their units.
    groups: Vec<Vec<(u32, u32)>>,
    /// By kind, units that no draw takes or leaves.
    fixed: Vec<u32>,
}

/// Units told apart by what was decided on them.
#[derive(Debug)]
pub(super) struct Kinds<K> {
    known: BTreeMap<K, u32>,
    groups: Vec<BTreeMap<u32, u32>>,
    fixed: Vec<u32>,
}

impl<K: Ord> Kinds<K> {
    /// None yet, of so many groups.
    pub(super) fn new(groups: usize) -> Self {
        Self {
            known: BTreeMap::new(),
            groups: vec![BTreeMap::new(); groups],
            fixed: Vec::new(),
        }
    }

    /// Adds a unit; `group` is none for one that is not drawn.
    pub(super) fn add(&mut self, group: Option<u32>, kind: K) {
        let next = super::size(self.known.len());
        let kind = *self.known.entry(kind).or_insert(next);
        if kind == next {
            self.fixed.push(0);
        }
        let group = group.and_then(|group| self.groups.get_mut(group as usize));
        match group {
            Some(group) => *group.entry(kind).or_default() += 1,
            None => self.fixed[kind as usize] += 1,
        }
    }

    /// The kinds in their order, and how many of each there are.
    pub(super) fn finish(self) -> (Vec<K>, Counted) {
        let mut kinds: Vec<(u32, K)> = self.known.into_iter().map(|(k, at)| (at, k)).collect();
        kinds.sort_by_key(|(at, _)| *at);
        let groups = self.groups.into_iter();
        let counted = Counted {
            groups: groups.map(|group| group.into_iter().collect()).collect(),
            fixed: self.fixed,
        };
        (kinds.into_iter().map(|(_, kind)| kind).collect(), counted)
    }
}

impl Counted {
    /// How many units of each kind there are.
    pub(super) fn all(&self) -> Vec<u32> {
        let mut times = Vec::new();
        self.drawn(&vec![1; self.groups.len()], &mut times);
        times
    }

    fn drawn(&self, drawn: &[u32], times: &mut Vec<u32>) {
        times.clear();
        times.extend_from_slice(&self.fixed);
        for (group, &taken) in self
            .groups
            .iter()
            .zip(drawn)
            .filter(|(_, taken)| **taken > 0)
        {
            for &(kind, units) in group {
                times[kind as usize] += taken * units;
            }
        }
    }

    /// How often each kind is taken, draw by draw.
    pub(super) fn draws(&self, how: Bootstrap, mut taken: impl FnMut(&[u32])) {
        let mut draws = Draws::new(self.groups.len(), how);
        let mut times = Vec::new();
        while let Some(drawn) = draws.draw() {
            self.drawn(drawn, &mut times);
            taken(&times);
        }
    }

    /// Why there is nothing to draw, if there is not.
    pub(super) fn nothing_to_draw(&self) -> Option<&'static str> {
        (self.groups.len() < 2).then_some(words::ONE_GROUP)
    }
}

/// Puts the interval of its draws beside a figure, or why there is none.
pub(super) fn place(figure: &mut Figure, draws: Vec<Value>) {
    match interval(draws) {
        Some(found) => {
            figure.interval = Some(Between {
                low: found.low,
                high: found.high,
                undefined_draws: found.undefined,
            });
        }
        None => figure.no_interval = Some(words::ALL_THE_SAME.into()),
    }
}
