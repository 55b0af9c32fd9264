//! The fewest tags that bring a count where it is wanted: exact, over the organisations of a small
//! base and the notes that they share.

mod plain;

use super::counting::Counting;
use super::table::Table;
use super::{EXACT, Side, distance};
use throughline_core::audit::Distance;
use throughline_core::review::Review;

/// The search over shared notes with stances gives up exactness after so many steps.
const STEPS: u32 = 20_000;

/// Nobody of the base.
const NOBODY: u8 = u8::MAX;

/// Each organisation of a base with the stances it has whatever changes, and the ways to change
/// what its own and its shared notes put to them.
#[derive(Debug)]
pub(super) struct Coded {
    /// Whether a set of stances counts.
    counted: [bool; 32],
    plain: bool,
    /// The stances that may have to go for one to cease.
    leaving: u8,
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
        let holders = base.len().min(EXACT);
        Self {
            counted,
            plain: counting.plain,
            leaving: counting.leaving,
            place,
            fixed: vec![0; holders],
            alone: vec![None; holders],
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

    /// Whether adding a stance leaves all who count counting.
    fn harmless(&self, stance: u8) -> bool {
        (0u8..32).all(|set| !self.passes(set) || self.passes(set | stance))
    }

    fn passes(&self, set: u8) -> bool {
        self.counted.get(usize::from(set)).copied().unwrap_or(false)
    }

    /// The fewest tags that bring the count into `least` … `most`; and whether the search came to
    /// its end.
    pub(super) fn fewest(mut self, least: u32, most: u32) -> (Option<Distance>, bool) {
        if let Some(plain) = plain::Plain::of(&self) {
            let changes = plain.fewest(least, most);
            let known = |changes| distance::known(changes, self.exact);
            return (changes.map(known), true);
        }
        self.shared
            .sort_by_key(|(holders, _)| std::cmp::Reverse(holders.len()));
        let mut search = Search {
            coded: &self,
            least,
            most,
            best: None,
            steps: 0,
        };
        search.from(0, &self.fixed, 0);
        let complete = search.steps < STEPS;
        let exact = self.exact && complete;
        let best = search.best;
        (
            best.map(|changes| distance::known(changes, exact)),
            complete,
        )
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

/// Tries the ways of each group of shared notes in turn, and leaves off where it would cost as much
/// as the best so far.
struct Search<'a> {
    coded: &'a Coded,
    least: u32,
    most: u32,
    best: Option<u32>,
    steps: u32,
}

impl Search<'_> {
    /// Goes on from a group, with what the groups before it have put and cost.
    fn from(&mut self, group: usize, put: &[u8], cost: u32) {
        if self.steps >= STEPS {
            return;
        }
        self.steps += 1;
        let rest = self.coded.shared.get(group..).unwrap_or_default();
        // As it is when no later group changes: a way to the end, and how far it is at least.
        let mut unchanged = put.to_vec();
        for (holders, table) in rest {
            for (set, _) in table.ways().filter(|&(_, cost)| cost == 0) {
                add(&mut unchanged, holders, set);
            }
        }
        let (short, alone) = self.alone(&unchanged);
        if let Some(more) = alone {
            let cost = cost.saturating_add(more);
            self.best = Some(self.best.map_or(cost, |best| best.min(cost)));
        }
        let Some((holders, table)) = rest.first() else {
            return;
        };
        let Some(at_least) = self.at_least(rest, &unchanged, short) else {
            return;
        };
        let at_least = cost.saturating_add(at_least);
        if self.best.is_some_and(|best| at_least >= best) {
            return;
        }
        let mut ways: Vec<(u8, u32)> = table.ways().collect();
        ways.sort_by_key(|&(_, cost)| cost);
        for (set, more) in ways {
            let mut put = put.to_vec();
            add(&mut put, holders, set);
            self.from(group + 1, &put, cost.saturating_add(more));
        }
    }

    /// No fewer tags than this bring the count as far as it is short; `None` where none can. A tag
    /// moves no more than those who share its note and are on the wrong side, and to bring one in
    /// the tags of one group or of its own notes must do.
    fn at_least(&self, rest: &[(Vec<u8>, Table)], put: &[u8], short: u32) -> Option<u32> {
        let coded = self.coded;
        let passes = |holder: u8, set: u8| {
            let now = put.get(usize::from(holder)).copied().unwrap_or(0);
            coded.passes(now | set)
        };
        let everyone = 0u8..u8::try_from(put.len()).unwrap_or(NOBODY);
        let inside = |holder: u8| match coded.alone.get(usize::from(holder)) {
            Some(Some(alone)) => {
                let unchanged = alone.ways().filter(|&(_, cost)| cost == 0);
                unchanged.into_iter().any(|(set, _)| passes(holder, set))
            }
            _ => passes(holder, 0),
        };
        let rising = everyone.clone().filter(|&h| inside(h)).count() < self.least as usize;
        let mut movable = vec![false; put.len()];
        // The most organisations a tag moves, as a fraction.
        let (mut most, mut per) = (0u64, 1u64);
        let own = everyone.zip(&coded.alone);
        let own = own.filter_map(|(holder, table)| Some((vec![holder], table.as_ref()?)));
        let shared = rest.iter().map(|(holders, table)| (holders.clone(), table));
        for (holders, table) in own.chain(shared) {
            for (set, cost) in table.ways().filter(|&(_, cost)| cost > 0) {
                let mut moved = 0;
                for &holder in &holders {
                    if inside(holder) != rising && (!rising || passes(holder, set)) {
                        moved += 1;
                        if let Some(slot) = movable.get_mut(usize::from(holder)) {
                            *slot = true;
                        }
                    }
                }
                if moved * per > most * u64::from(cost) {
                    (most, per) = (moved, u64::from(cost));
                }
            }
        }
        let enough = movable.iter().filter(|&&moves| moves).count() >= short as usize;
        if short == 0 {
            return Some(0);
        }
        if !enough || most == 0 {
            return None;
        }
        u32::try_from((u64::from(short) * per).div_ceil(most)).ok()
    }

    /// How far the count is from where it is wanted, and the fewest changes in notes of one
    /// organisation alone that bring it there.
    fn alone(&self, put: &[u8]) -> (u32, Option<u32>) {
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
        let chosen = usize::try_from(short)
            .ok()
            .and_then(|few| changes.get(..few));
        (short, chosen.map(|cheapest| cheapest.iter().sum()))
    }
}

/// Puts a set to some of the base.
fn add(put: &mut [u8], holders: &[u8], set: u8) {
    for &holder in holders {
        if let Some(slot) = put.get_mut(usize::from(holder)) {
            *slot |= set;
        }
    }
}
