//! Bounds for a large base, from counts of tags by theme and organisation: no note that fits is
//! read, and only a few of an organisation's notes where a tag is to be added.

use super::adding::Place;
use super::counting::{Counting, bit};
use super::lookup::Lookup;
use super::{Side, Step, distance};
use crate::Analysis;
use std::collections::BTreeSet;
use throughline_core::audit::Distance;
use throughline_core::notes::NoteIndex;
use throughline_core::stance::Stance;

/// So many notes of an organisation are looked at for a place where a tag may be added.
const LOOKED_AT: usize = 64;

/// The cheapest organisations cease to count, each by losing all its tags on the themes, or those
/// of the stances that make it count.
pub(super) fn take_away(
    lookup: &Lookup,
    side: &Side<'_>,
    counting: &Counting<'_>,
    step: Step,
) -> Option<Distance> {
    let shared = lookup.widest > 1;
    // A note that several share may bring down more than was asked for.
    if shared && step.least > 0 {
        return None;
    }
    let support = &side.counted.support;
    let short = usize::try_from(side.counted.count.checked_sub(step.most)?).ok()?;
    let ways = Ways::of(counting, shared);
    let costs = support.fits.iter();
    let mut costs: Vec<u32> = costs
        .filter_map(|&organisation| cheapest(lookup, counting, organisation, &ways))
        .collect();
    if (1..costs.len()).contains(&short) {
        costs.select_nth_unstable(short - 1);
    }
    let chosen = costs.get(..short)?;
    let bound = chosen
        .iter()
        .fold(0u32, |sum, &cost| sum.saturating_add(cost));
    let selection = counting.selection;
    let simple = selection.any.len() == 1 && selection.all.is_empty() && selection.none.is_empty();
    let exact = simple && counting.plain && !counting.asks_beside() && !shared;
    // Each tag is in one note, which names so many organisations at most.
    let floor = short.div_ceil(lookup.widest.max(1));
    Some(distance::known(
        bound,
        exact || usize::try_from(bound) == Ok(floor),
    ))
}

/// For each set of stances that an organisation's tags have, which of them to take away, so that it
/// ceases to count and none that shares its notes begins to: no more of them than needed.
struct Ways(Vec<Vec<u8>>);

impl Ways {
    fn of(counting: &Counting<'_>, shared: bool) -> Self {
        if counting.plain {
            return Self(Vec::new());
        }
        let harmless = |gone: u8| {
            (0u8..32).all(|set| {
                counting.counts(set)
                    || subsets(set & gone).all(|lost| !counting.counts(set & !lost))
            })
        };
        let kinds: Vec<u8> = (1u8..32)
            .filter(|&gone| !shared || harmless(gone))
            .collect();
        let for_present = |present: u8| {
            // The stances of notes that fit are among those of all its notes, whichever they are.
            let ceases = |gone: u8| subsets(present & !gone).all(|set| !counting.counts(set));
            let enough: Vec<u8> = kinds.iter().copied().filter(|&gone| ceases(gone)).collect();
            let less = |a: u8, b: u8| a != b && a & !b == 0;
            let fewest = enough
                .iter()
                .filter(|&&gone| !enough.iter().any(|&g| less(g, gone)));
            fewest.copied().collect()
        };
        Self((0u8..32).map(for_present).collect())
    }

    fn when(&self, present: u8) -> &[u8] {
        self.0.get(usize::from(present)).map_or(&[], Vec::as_slice)
    }
}

/// The subsets of a set, the set itself and nothing among them.
fn subsets(set: u8) -> impl Iterator<Item = u8> {
    std::iter::successors(Some(set), move |&sub| (sub > 0).then(|| (sub - 1) & set))
}

/// The fewest tags of one organisation that make it cease.
fn cheapest(
    lookup: &Lookup,
    counting: &Counting<'_>,
    organisation: u32,
    ways: &Ways,
) -> Option<u32> {
    let selection = counting.selection;
    let on = |themes: &[u32]| {
        themes.iter().fold([0u32; 5], |sum, &theme| {
            let tags = lookup.tags(theme, organisation);
            std::array::from_fn(|at| sum[at].saturating_add(tags[at]))
        })
    };
    let sum = |tags: [u32; 5], kinds: u8| {
        let counted = Stance::ALL.into_iter().zip(tags);
        let counted = counted.filter(|(stance, _)| bit(*stance) & kinds != 0);
        counted.fold(0u32, |sum, (_, count)| sum.saturating_add(count))
    };
    if counting.plain {
        // All tags that meet `any`, or all of one theme of `all`, so that no note fits; or, on all
        // the themes, those of the stances that count.
        let all = selection.all.iter().map(std::slice::from_ref);
        let any = (!selection.any.is_empty()).then_some(selection.any.as_slice());
        let whole = all.chain(any).map(|themes| sum(on(themes), 31)).min();
        let both = [selection.any.as_slice(), &selection.all].concat();
        let counted = whole.map(|_| sum(on(&both), counting.kinds));
        return whole.into_iter().chain(counted).min();
    }
    if counting.no_theme {
        return None;
    }
    let (any, all) = (on(&selection.any), on(&selection.all));
    let tags: [u32; 5] = std::array::from_fn(|at| any[at].saturating_add(all[at]));
    let met = Stance::ALL.into_iter().zip(tags).filter(|&(_, n)| n > 0);
    let present = met.fold(0, |set, (stance, _)| set | bit(stance));
    ways.when(present).iter().map(|&gone| sum(tags, gone)).min()
}

/// One organisation after another is brought in by a tag on one of its notes, with the change this
/// makes to others that share the note.
pub(super) fn add(
    analysis: &Analysis<'_>,
    lookup: &Lookup,
    side: &Side<'_>,
    counting: &Counting<'_>,
    step: Step,
) -> Option<Distance> {
    let review = analysis.review();
    let mut state = State::of(side, counting, review.organisations.len());
    let short = usize::try_from(step.least.saturating_sub(side.counted.count)).ok()?;
    let (mut cost, mut dear) = (0u32, Vec::new());
    for &organisation in &side.counted.support.base {
        if state.count >= step.least {
            break;
        }
        let allowed = counting.selection.counts_organisation(review, organisation);
        if !allowed || state.counts(organisation) {
            continue;
        }
        match place(analysis, lookup, &state, organisation) {
            Some(found) if found.cost == 1 => {
                state.put(analysis, &found);
                cost += 1;
            }
            Some(found) => dear.push((found.cost, organisation)),
            None => {}
        }
    }
    dear.sort_unstable();
    for (_, organisation) in dear {
        if state.count >= step.least {
            break;
        }
        if state.counts(organisation) {
            continue;
        }
        if let Some(found) = place(analysis, lookup, &state, organisation) {
            state.put(analysis, &found);
            cost = cost.saturating_add(found.cost);
        }
    }
    let reached = (step.least..=step.most).contains(&state.count);
    let floor = short.div_ceil(lookup.widest.max(1));
    reached.then(|| distance::known(cost, usize::try_from(cost) == Ok(floor)))
}

/// Where a tag brings an organisation in.
struct Found {
    note: NoteIndex,
    set: u8,
    cost: u32,
}

/// The stances of each organisation of the base while tags are added.
struct State<'a> {
    counting: &'a Counting<'a>,
    /// `None` for those not of the base.
    sets: Vec<Option<u8>>,
    count: u32,
    /// Notes that were added to: what a second tag on one costs was not worked out.
    used: BTreeSet<NoteIndex>,
}

impl<'a> State<'a> {
    fn of(side: &Side<'_>, counting: &'a Counting<'a>, organisations: usize) -> Self {
        let support = &side.counted.support;
        let mut sets = vec![None; organisations];
        // The one stance stands for all those behind it: whatever is added, both resolve alike.
        let stances = Stance::ALL.map(|stance| (support.of_stance(stance), bit(stance)));
        for (list, set) in stances.into_iter().chain([(support.silent.as_slice(), 0)]) {
            for &organisation in list {
                if let Some(slot) = sets.get_mut(organisation as usize) {
                    *slot = Some(counting.kept(set));
                }
            }
        }
        Self {
            counting,
            sets,
            count: side.counted.count,
            used: BTreeSet::new(),
        }
    }

    fn set(&self, organisation: u32) -> Option<u8> {
        self.sets.get(organisation as usize).copied().flatten()
    }

    fn counts(&self, organisation: u32) -> bool {
        self.set(organisation)
            .is_some_and(|set| self.counting.counts(set))
    }

    fn put(&mut self, analysis: &Analysis<'_>, found: &Found) {
        let review = analysis.review();
        self.used.insert(found.note);
        for &organisation in review.notes.organisations.get(found.note as usize) {
            let selection = self.counting.selection;
            if !selection.counts_organisation(review, organisation) {
                continue;
            }
            if let Some(Some(set)) = self.sets.get_mut(organisation as usize) {
                let before = self.counting.counts(*set);
                *set |= found.set;
                let after = self.counting.counts(*set);
                self.count = self.count + u32::from(after) - u32::from(before);
            }
        }
    }
}

/// The cheapest place among the first notes of an organisation that takes nobody out who counts.
fn place(
    analysis: &Analysis<'_>,
    lookup: &Lookup,
    state: &State<'_>,
    organisation: u32,
) -> Option<Found> {
    let review = analysis.review();
    let counting = state.counting;
    let mine = state.set(organisation)?;
    // One that is mixed is for nothing again, whatever is added.
    if !(0u8..32).any(|more| counting.counts(mine | more)) {
        return None;
    }
    let mut best: Option<Found> = None;
    let groups = lookup.naming(organisation);
    let notes = groups.flat_map(|group| group.notes.iter().map(move |&note| (group, note)));
    let notes = notes.take(LOOKED_AT);
    for (group, note) in notes.filter(|(_, note)| !state.used.contains(note)) {
        let Some(place) = Place::of(review, counting, note) else {
            continue;
        };
        let harmless = |set: u8| {
            group.organisations.iter().all(|&other| {
                let before = state.set(other).unwrap_or(0);
                !counting.counts(before) || counting.counts(before | set)
            })
        };
        for (set, cost) in place.ways(counting) {
            let better = best.as_ref().is_none_or(|best| cost < best.cost);
            if better && counting.counts(mine | set) && harmless(set) {
                best = Some(Found { note, set, cost });
            }
        }
        if best.as_ref().is_some_and(|best| best.cost == 1) {
            break;
        }
    }
    best
}
