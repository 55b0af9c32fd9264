//! Ranks and comparisons: what brings one count before another, in tags.

use super::{EXACT, Flips, Side, Step, distance};
use throughline_core::audit::Distance;
use throughline_core::codebook::ThemeCode;
use throughline_core::review::Review;
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;

/// How two selections touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Touch {
    /// No tag speaks for both.
    Apart,
    /// One is for what the other is against: a change for one never hinders the other.
    Opposed,
    /// A change for one may undo the other: not worked out.
    Tangled,
}

/// The fewest tags with which another side has as many as the first: tags taken from the first,
/// added to the other, or both.
pub(super) fn overtaken(flips: &Flips<'_>, sides: &[Side<'_>]) -> Option<Distance> {
    let review = flips.analysis.review();
    let first = sides.first()?;
    let count = first.counted.count;
    let ways = sides.iter().enumerate().skip(1).map(|(at, other)| {
        let apart = match touch(review, first, other) {
            Touch::Tangled => return None,
            touch => touch == Touch::Apart,
        };
        let low = other.counted.count;
        bound(
            apart,
            between(sides, low.min(count), count).map(|meet| {
                let fall = flips.step(sides, Step::at_most(0, meet))?;
                Some(distance::sum(
                    fall,
                    flips.step(sides, Step::at_least(at, meet))?,
                ))
            }),
            sides,
        )
    });
    distance::least(ways)
}

/// The fewest tags with which the first side has more than every other.
pub(super) fn overtake(flips: &Flips<'_>, sides: &[Side<'_>]) -> Option<Distance> {
    let review = flips.analysis.review();
    let first = sides.first()?;
    let mut apart = true;
    for (at, side) in sides.iter().enumerate() {
        for other in sides.iter().skip(at + 1) {
            match touch(review, side, other) {
                Touch::Tangled => return None,
                touch => apart &= touch == Touch::Apart,
            }
        }
    }
    let highest = sides.iter().skip(1).map(|side| side.counted.count).max()?;
    let low = first.counted.count.saturating_sub(1).min(highest);
    bound(
        apart,
        between(sides, low, highest).map(|meet| {
            let mut sum = flips.step(sides, Step::at_least(0, meet + 1))?;
            for at in 1..sides.len() {
                sum = distance::sum(sum, flips.step(sides, Step::at_most(at, meet))?);
            }
            Some(sum)
        }),
        sides,
    )
}

/// The counts at which they could meet: all of them for a small base, else only the ends.
fn between(sides: &[Side<'_>], low: u32, high: u32) -> impl Iterator<Item = u32> {
    let every = if small(sides) { 1 } else { (high - low).max(1) };
    (low..=high).step_by(every as usize)
}

fn small(sides: &[Side<'_>]) -> bool {
    sides
        .iter()
        .all(|side| side.counted.support.base.len() <= EXACT)
}

/// The least of the ways, exact only where all were looked at and do not touch.
fn bound(
    apart: bool,
    ways: impl Iterator<Item = Option<Distance>>,
    sides: &[Side<'_>],
) -> Option<Distance> {
    let found = distance::least(ways)?;
    Some(if apart && small(sides) {
        found
    } else {
        distance::at_most(found.changes())
    })
}

fn touch(review: &Review, a: &Side<'_>, b: &Side<'_>) -> Touch {
    let (a, b) = (&a.claim.selection, &b.claim.selection);
    let apart = |x: &[u32], y: &[u32]| {
        !x.is_empty() && !y.is_empty() && x.iter().all(|code| !y.contains(code))
    };
    if apart(&a.format, &b.format) || apart(&a.part, &b.part) || apart(&a.question, &b.question) {
        return Touch::Apart;
    }
    let themes = |selection: &Selection| -> Vec<ThemeCode> {
        let lists = [&selection.any, &selection.all, &selection.none];
        lists.into_iter().flatten().copied().collect()
    };
    let no_theme = |selection: &Selection| selection.any.is_empty() && selection.all.is_empty();
    let (x, y) = (themes(a), themes(b));
    let above = |low: ThemeCode, high: ThemeCode| review.codebook.lineage(low).any(|t| t == high);
    let meet = x
        .iter()
        .any(|&t| y.iter().any(|&u| above(t, u) || above(u, t)));
    if !meet && !no_theme(a) && !no_theme(b) {
        return Touch::Apart;
    }
    let stances = [a.stance.as_slice(), b.stance.as_slice()];
    let opposed = [
        [[Stance::Positive].as_slice(), &[Stance::Negative]],
        [&[Stance::Negative], &[Stance::Positive]],
    ];
    let alike = Selection {
        stance: a.stance.clone(),
        ..b.clone()
    } == *a;
    if alike && opposed.contains(&stances) {
        Touch::Opposed
    } else {
        Touch::Tangled
    }
}
