//! What would turn a judgement: the counts it rests on, and where they would have to come to lie.
//! How far that is, [`super::flip`] works out.

use super::flip::{Flips, Goal, Side, Step};
use super::judge::{Judge, Judged, Said};
use super::rank;
use crate::support::ClaimCount;
use throughline_core::audit::{Flip, Verdict};
use throughline_core::findings::Claim;
use throughline_core::reading::Amount;
use throughline_core::selection::Selection;

/// Adds the distances to what was judged: for a claim that holds, to overstated or no evidence; for
/// one that fails, to holding. Nothing turns what is unclaimed.
pub(crate) fn flip(
    judge: &Judge,
    flips: &Flips,
    said: Said,
    claim: &Claim,
    judged: &Judged,
) -> Flip {
    let (Some(bounds), false) = (judged.bounds, judged.verdict == Verdict::Unclaimed) else {
        return Flip::default();
    };
    let holds = !judged.verdict.fails();
    let unit = judged.unit;
    let own = |selection: &Selection| Claim {
        selection: selection.clone(),
        base: claim.base.clone(),
        unit,
        ..Claim::default()
    };
    let mut claims = vec![own(&claim.selection)];
    let least = bounds.least();
    let goal = match (said.amount, least) {
        (Amount::View | Amount::Agreed, Some(least)) => {
            let allowed = match said.amount {
                Amount::Agreed => 0,
                _ => judge.standard.contrary_below.saturating_sub(1),
            };
            claims.extend(judged.against.map(|stance| {
                own(&Selection {
                    stance: vec![stance],
                    ..claim.selection.clone()
                })
            }));
            view(least, allowed, holds, claims.len() > 1)
        }
        (Amount::First, _) => {
            claims.extend(rank::siblings(judge.counter, claim).iter().map(own));
            compared(holds)
        }
        (Amount::More, _) => {
            claims.extend(claim.than.iter().map(own));
            compared(holds)
        }
        (Amount::Fewer, _) => {
            claims.splice(0..0, claim.than.iter().map(own));
            compared(holds)
        }
        (Amount::Consistently, Some(least)) => {
            let formats = judge.counter.formats(claim);
            let of_format = |&format: &u32| {
                own(&Selection {
                    format: vec![format],
                    ..claim.selection.clone()
                })
            };
            claims.extend(formats.iter().map(of_format));
            let of_formats = claims.iter().skip(1).map(|c| judge.counter.count(c).count);
            consistent(least, holds, &of_formats.collect::<Vec<_>>())
        }
        _ => Goal::of_bounds(&bounds, holds),
    };
    let counts: Vec<ClaimCount> = claims.iter().map(|c| judge.counter.count(c)).collect();
    let sides: Vec<Side> = claims
        .iter()
        .zip(&counts)
        .map(|(claim, counted)| Side { claim, counted })
        .collect();
    flips.of(&sides, &goal)
}

/// A view falls when too few hold it or too many are against it, and needs both put right.
fn view(least: u32, allowed: u32, holds: bool, has_other_side: bool) -> Goal {
    match (holds, has_other_side) {
        (true, other) => {
            let mut steps = vec![Step::at_most(0, least.saturating_sub(1))];
            if other {
                steps.push(Step::at_least(1, allowed.saturating_add(1)));
            }
            Goal::Either(steps)
        }
        (false, true) => Goal::Both(Step::at_least(0, least), Step::at_most(1, allowed)),
        (false, false) => Goal::Either(vec![Step::at_least(0, least)]),
    }
}

fn compared(holds: bool) -> Goal {
    if holds {
        Goal::Overtaken
    } else {
        Goal::Overtake
    }
}

/// "Consistently" falls when one format is lost; where it fails, it can be put right where one
/// format lacks it, no more.
fn consistent(least: u32, holds: bool, of_formats: &[u32]) -> Goal {
    let formats = || (1..).zip(of_formats);
    if holds {
        let lost = formats().map(|(side, _)| Step::at_most(side, 0));
        let short = Step::at_most(0, least.saturating_sub(1));
        return Goal::Either([short].into_iter().chain(lost).collect());
    }
    let mut lacking = formats()
        .filter(|(_, count)| **count == 0)
        .map(|(side, _)| side);
    let enough = Step::at_least(0, least);
    match (lacking.next(), lacking.next()) {
        (None, _) => Goal::Either(vec![enough]),
        (Some(side), None) => Goal::Both(enough, Step::at_least(side, 1)),
        _ => Goal::Either(Vec::new()),
    }
}
