//! Claims that count notes or engagements: each note is in one engagement and counts for itself, so
//! the cheapest ones are the fewest tags.

use super::adding::Place;
use super::counting::Counting;
use super::taking::note_table;
use super::{Side, Step, distance};
use crate::Analysis;
use crate::support::{base_engagements, base_notes};
use std::collections::BTreeMap;
use throughline_core::audit::Distance;
use throughline_core::notes::{NONE, NoteIndex};
use throughline_core::review::Review;

/// Notes of a base.
pub(super) fn notes(
    analysis: &Analysis<'_>,
    side: &Side<'_>,
    counting: &Counting<'_>,
    step: Step,
) -> Option<Distance> {
    let review = analysis.review();
    let (selection, base) = (&side.claim.selection, side.claim.base.as_ref());
    let base = base_notes(analysis.index(), review, selection, base);
    let fits = &side.counted.support.notes;
    let inside = |note: &NoteIndex| fits.binary_search(note).is_ok();
    let count = side.counted.count;
    if count > step.most {
        let fitting = base.iter().filter(|note| inside(note));
        let costs = fitting.map(|&note| taken(review, counting, note));
        cheapest(costs, count - step.most)
    } else {
        let others = base.iter().filter(|note| !inside(note));
        let costs = others.map(|&note| (added(review, counting, note), true));
        cheapest(costs, step.least.saturating_sub(count))
    }
}

/// Engagements of a base: one falls when all its notes do, and rises with one.
pub(super) fn engagements(
    analysis: &Analysis<'_>,
    side: &Side<'_>,
    counting: &Counting<'_>,
    step: Step,
) -> Option<Distance> {
    let review = analysis.review();
    let (selection, base) = (&side.claim.selection, side.claim.base.as_ref());
    let base = base_engagements(analysis.index(), analysis.scope(), selection, base);
    let fits = &side.counted.support.engagements;
    let count = side.counted.count;
    let falls = count > step.most;
    let mut costs: BTreeMap<u32, (Option<u32>, bool)> = base
        .iter()
        .filter(|engagement| fits.binary_search(engagement).is_ok() == falls)
        .map(|&engagement| (engagement, (falls.then_some(0), true)))
        .collect();
    let notes: Box<dyn Iterator<Item = NoteIndex>> = if falls {
        Box::new(side.counted.support.notes.iter().copied())
    } else {
        Box::new(review.notes.indices())
    };
    for note in notes {
        let engagement = review.notes.engagement.get(note as usize).copied();
        let Some((cost, exact)) = costs.get_mut(&engagement.unwrap_or(NONE)) else {
            continue;
        };
        if falls {
            let (more, sure) = taken(review, counting, note);
            *cost = cost.zip(more).map(|(cost, more)| cost.saturating_add(more));
            *exact &= sure;
        } else if *cost != Some(1) {
            let found = added(review, counting, note);
            *cost = [*cost, found].into_iter().flatten().min();
        }
    }
    let short = if falls {
        count - step.most
    } else {
        step.least.saturating_sub(count)
    };
    cheapest(costs.into_values(), short)
}

/// What it takes for a note to count no longer.
fn taken(review: &Review, counting: &Counting<'_>, note: NoteIndex) -> (Option<u32>, bool) {
    let (table, exact) = note_table(review, counting, note);
    (table.cheapest(|set| !counting.counts(set)), exact)
}

/// What it takes for a note to count.
fn added(review: &Review, counting: &Counting<'_>, note: NoteIndex) -> Option<u32> {
    let place = Place::of(review, counting, note)?;
    place.ways(counting).map(|(_, cost)| cost).min()
}

/// The sum of the cheapest few.
fn cheapest(costs: impl Iterator<Item = (Option<u32>, bool)>, few: u32) -> Option<Distance> {
    let mut exact = true;
    let mut found: Vec<u32> = Vec::new();
    for (cost, sure) in costs {
        found.extend(cost);
        exact &= sure;
    }
    found.sort_unstable();
    let chosen = found.get(..usize::try_from(few).ok()?)?;
    Some(distance::known(chosen.iter().sum(), exact))
}
