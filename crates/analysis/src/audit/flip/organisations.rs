//! The fewest organisations whose support must change.

use super::{EXACT, Goal, Side, Step, distance};
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::audit::Distance;

pub(super) fn distance(sides: &[Side<'_>], goal: &Goal) -> Option<Distance> {
    match goal {
        Goal::Either(steps) => {
            let fewest = steps.iter().filter_map(|&step| step_of(sides, step)).min();
            fewest.map(Distance::Exactly)
        }
        Goal::Both(a, b) => both(sides, *a, *b),
        Goal::Overtaken => {
            let first = sides.first()?;
            let others = sides.iter().skip(1);
            let fewest = others.filter_map(|other| passing(other, first, 0)).min();
            fewest.map(Distance::Exactly)
        }
        Goal::Overtake => overtake(sides),
    }
}

/// An organisation may begin or cease to support whatever it does now, so a count in the base can
/// be anything from nobody to everybody.
fn step_of(sides: &[Side<'_>], step: Step) -> Option<u32> {
    let counted = sides.get(step.side)?.counted;
    let (count, base) = (counted.count, counted.base);
    if count > step.most {
        Some(count - step.most)
    } else {
        let least = step.least.max(count);
        (least <= base).then(|| least - count)
    }
}

/// One that ceases to be contrary and begins to support serves both.
fn both(sides: &[Side<'_>], a: Step, b: Step) -> Option<Distance> {
    let (first, second) = (step_of(sides, a)?, step_of(sides, b)?);
    let set = |step: Step| -> Option<BTreeSet<u32>> {
        let fits = &sides.get(step.side)?.counted.support.fits;
        Some(fits.iter().copied().collect())
    };
    let (x, y) = (set(a)?, set(b)?);
    let base = &sides.get(a.side)?.counted.support.base;
    let moves = |step: Step, inside: bool| {
        let count = sides.get(step.side).map_or(0, |side| side.counted.count);
        inside == (count > step.most)
    };
    let serve = base
        .iter()
        .filter(|o| moves(a, x.contains(o)) && moves(b, y.contains(o)));
    let together = u32::try_from(serve.count()).ok()?.min(first).min(second);
    Some(Distance::Exactly(first + second - together))
}

/// The fewest that bring one side up to another and `ahead` beyond it: one that leaves the other
/// side for this one counts twice.
fn passing(behind: &Side<'_>, front: &Side<'_>, ahead: u32) -> Option<u32> {
    let gap = (front.counted.count + ahead).checked_sub(behind.counted.count)?;
    let mine: BTreeSet<u32> = behind.counted.support.fits.iter().copied().collect();
    let base: BTreeSet<u32> = behind.counted.support.base.iter().copied().collect();
    let theirs: BTreeSet<u32> = front.counted.support.fits.iter().copied().collect();
    let may_join = |o: &u32| base.contains(o) && !mine.contains(o);
    let twice = theirs.iter().filter(|o| may_join(o)).count();
    let once = theirs.iter().filter(|o| !may_join(o)).count()
        + base
            .iter()
            .filter(|o| may_join(o) && !theirs.contains(o))
            .count();
    let (twice, once) = (u32::try_from(twice).ok()?, u32::try_from(once).ok()?);
    if gap <= 2 * twice {
        Some(gap.div_ceil(2))
    } else {
        let rest = gap - 2 * twice;
        (rest <= once).then_some(twice + rest)
    }
}

/// The fewest that bring the first side before all others at once: one may begin to support it and
/// cease to support every other.
fn overtake(sides: &[Side<'_>]) -> Option<Distance> {
    let first = sides.first()?;
    if let [_, other] = sides {
        return passing(first, other, 1).map(Distance::Exactly);
    }
    // What each organisation would bring, alike ones together: one more for the first, one less
    // for some others.
    let base: BTreeSet<u32> = first.counted.support.base.iter().copied().collect();
    let mut bring: BTreeMap<u32, (bool, Vec<bool>)> = BTreeMap::new();
    for (at, side) in sides.iter().enumerate() {
        for &organisation in side
            .counted
            .support
            .fits
            .iter()
            .chain(&first.counted.support.base)
        {
            bring
                .entry(organisation)
                .or_insert_with(|| (base.contains(&organisation), vec![false; sides.len()]));
        }
        for organisation in &side.counted.support.fits {
            if let Some((joins, leaves)) = bring.get_mut(organisation) {
                *joins &= at != 0;
                if let Some(slot) = leaves.get_mut(at) {
                    *slot = at != 0;
                }
            }
        }
    }
    let bring: Vec<(bool, Vec<bool>)> = bring.into_values().collect();
    let counts: Vec<u32> = sides.iter().map(|side| side.counted.count).collect();
    if bring.len() > EXACT {
        return greedy(&bring, counts);
    }
    (0u32..1 << bring.len())
        .filter(|chosen| {
            let mut counts = counts.clone();
            for (at, who) in bring.iter().enumerate() {
                if chosen >> at & 1 == 1 {
                    change(&mut counts, who);
                }
            }
            Goal::Overtake.reached(&counts)
        })
        .map(u32::count_ones)
        .min()
        .map(Distance::Exactly)
}

fn change(counts: &mut [u32], (joins, leaves): &(bool, Vec<bool>)) {
    for (at, (count, leaves)) in counts.iter_mut().zip(leaves).enumerate() {
        *count = count.saturating_sub(u32::from(*leaves));
        *count += u32::from(at == 0 && *joins);
    }
}

/// Always the one that leaves the first side the shortest way to go.
fn greedy(bring: &[(bool, Vec<bool>)], mut counts: Vec<u32>) -> Option<Distance> {
    let mut left: Vec<&(bool, Vec<bool>)> = bring.iter().collect();
    let mut changes = 0;
    while !Goal::Overtake.reached(&counts) {
        let way = |who: &(bool, Vec<bool>)| {
            let mut counts = counts.clone();
            change(&mut counts, who);
            let first = counts.first().copied().unwrap_or(0);
            let behind = counts.iter().skip(1).map(|c| (c + 1).saturating_sub(first));
            let far = behind.clone().max().unwrap_or(0);
            (far, behind.filter(|&b| b == far && far > 0).count())
        };
        let (at, _) = left.iter().enumerate().min_by_key(|(_, who)| way(who))?;
        change(&mut counts, left.swap_remove(at));
        changes += 1;
    }
    Some(distance::at_most(changes))
}
