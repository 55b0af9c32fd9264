//! The fewest tags that bring a count where it is wanted: exact, over the organisations of a small
//! base and the notes that they share.

mod plain;

use super::counting::Counting;
use super::table::Table;
use super::{EXACT, Side, distance};
use throughline_core::audit::Distance;
use throughline_core::review::Review;

/// The search over shared notes with stances gives up exactness after so many steps.
const STEPS: u32 = 100_000;

/// Nobody of the base.
const NOBODY: u8 = u8::MAX;

/// Each organisation of a base with the stances it has whatever changes, and the ways to change
/// what its own and its shared notes put to them.
#[derive(Debug)]
pub(super) struct Coded {
    /// Whether a set of stances counts.
    counted: [bool; 32],
    plain: bool,
    /// Of each organisation of the review: its place in the base.
    place: Vec<u8>,
    fixed: Vec<u8>,
    alone: Vec<Option<Table>>,
    shared: Vec<(Vec<u8>, Table)>,
    /// Whether the tables hold every way.
    pub(super) exact: bool,
}

impl Coded {
    /// The base of a side, nothing put to it yet. A base that is too large is cut off; the caller
    /// asks only for small ones.
    pub(super) fn of(review: &Review, side: &Side<'_>, counting: &Counting<'_>) -> Self {
        let base = &side.counted.support.base;
        let mut place = vec![NOBODY; review.organisations.len()];
        let mut counted = [false; 32];
        for (set, counted) in (0u8..32).zip(&mut counted) {
            *counted = counting.counts(set);
        }
        for (at, &organisation) in (0u8..).zip(base.iter().take(EXACT)) {
            if counting.selection.counts_organisation(review, organisation)
                && let Some(slot) = place.get_mut(organisation as usize)
            {
                *slot = at;
            }
        }
        let size = base.len().min(EXACT);
        Self {
            counted,
            plain: counting.plain,
            place,
            fixed: vec![0; size],
            alone: vec![None; size],
            shared: Vec::new(),
            exact: base.len() <= EXACT,
        }
    }

    /// Who of the base is among some organisations, in order of place.
    pub(super) fn holders(&self, organisations: &[u32]) -> Vec<u8> {
        let places = organisations.iter().map(|&o| self.place.get(o as usize));
        let mut found: Vec<u8> = places.flatten().copied().filter(|&p| p != NOBODY).collect();
        found.sort_unstable();
        found
    }

    /// Stances that one of the base has whatever changes.
    pub(super) fn put(&mut self, holder: u8, set: u8) {
        if let Some(fixed) = self.fixed.get_mut(usize::from(holder)) {
            *fixed |= set;
        }
    }

    /// Whether one of the base counts before anything changes, by what was put to it.
    pub(super) fn counts_now(&self, holder: u8) -> bool {
        let set = self.fixed.get(usize::from(holder)).copied();
        self.passes(set.unwrap_or(0))
    }

    /// What may change for all of some organisations together.
    pub(super) fn add(&mut self, holders: Vec<u8>, table: Table) {
        if let [one] = holders.as_slice() {
            if let Some(slot) = self.alone.get_mut(usize::from(*one)) {
                *slot = Some(match slot {
                    Some(before) => before.and(&table),
                    None => table,
                });
            }
        } else if !holders.is_empty() {
            self.shared.push((holders, table));
        }
    }

    fn passes(&self, set: u8) -> bool {
        self.counted.get(usize::from(set)).copied().unwrap_or(false)
    }

    /// The fewest tags that bring the count into `least` … `most`.
    pub(super) fn fewest(&self, least: u32, most: u32) -> Option<Distance> {
        if self.plain {
            let changes = plain::fewest(self, least, most)?;
            return Some(distance::known(changes, self.exact));
        }
        let mut search = Search {
            coded: self,
            least,
            most,
            best: None,
            steps: 0,
        };
        search.from(0, &mut self.fixed.clone(), 0);
        let exact = self.exact && search.steps < STEPS;
        search.best.map(|changes| distance::known(changes, exact))
    }

    /// For each organisation, what it costs to make it count and not to, when the shared notes
    /// have put their part.
    fn costs(&self, put: &[u8]) -> impl Iterator<Item = (Option<u32>, Option<u32>)> {
        put.iter().zip(&self.alone).map(|(&put, alone)| {
            let usual = Table::only(0);
            let alone = alone.as_ref().unwrap_or(&usual);
            (
                alone.cheapest(|set| self.passes(set | put)),
                alone.cheapest(|set| !self.passes(set | put)),
            )
        })
    }
}

/// Tries the ways of each group of shared notes in turn, and leaves off where it costs as much as
/// the best so far.
struct Search<'a> {
    coded: &'a Coded,
    least: u32,
    most: u32,
    best: Option<u32>,
    steps: u32,
}

impl Search<'_> {
    fn from(&mut self, group: usize, put: &mut Vec<u8>, cost: u32) {
        if self.steps >= STEPS || self.best.is_some_and(|best| cost >= best) {
            return;
        }
        self.steps += 1;
        let Some((holders, table)) = self.coded.shared.get(group) else {
            if let Some(rest) = self.alone(put) {
                let cost = cost.saturating_add(rest);
                self.best = Some(self.best.map_or(cost, |best| best.min(cost)));
            }
            return;
        };
        let mut ways: Vec<(u8, u32)> = table.ways().collect();
        ways.sort_by_key(|&(_, cost)| cost);
        let before = put.clone();
        for (set, more) in ways {
            for &holder in holders {
                if let Some(slot) = put.get_mut(usize::from(holder)) {
                    *slot |= set;
                }
            }
            self.from(group + 1, put, cost.saturating_add(more));
            put.copy_from_slice(&before);
        }
    }

    /// The fewest changes in notes of one organisation alone.
    fn alone(&self, put: &[u8]) -> Option<u32> {
        let (mut count, mut into, mut out) = (0, Vec::new(), Vec::new());
        for (counts, counts_not) in self.coded.costs(put) {
            if counts == Some(0) {
                count += 1;
                out.extend(counts_not);
            } else {
                into.extend(counts);
            }
        }
        let (mut changes, short) = if count > self.most {
            (out, count - self.most)
        } else {
            (into, self.least.saturating_sub(count))
        };
        changes.sort_unstable();
        let short = usize::try_from(short).ok()?;
        changes.get(..short).map(|cheapest| cheapest.iter().sum())
    }
}
