//! Flip distance: how many changes turn a judgement. For a claim that holds, the fewest that make
//! it overstated or without evidence; for one that fails, the fewest that make it hold.
//!
//! The base stands: its organisations, notes or engagements are those of the judgement, whatever
//! changes.
//!
//! - **Organisations.** One change is one organisation that begins or ceases to support what is
//!   counted; where two selections are compared, it may do so in both at once.
//! - **Tags.** A count falls by tags taken away and rises by tags added. One change takes away one
//!   tag that the selection speaks of from a note that fits it, its stance aside; or adds one tag
//!   that the selection speaks of, with any stance, to an existing note that may still fit it: a
//!   theme the note does not carry, and none that the selection excludes. Every organisation of a
//!   shared note feels the change, and an organisation's stance is its one stance (rule 9), so that
//!   one tag against makes it mixed. A contrary tag added to make an organisation cease is no
//!   change here: it is a new view, not a doubt about the tags there are. Where a view must gain
//!   supporters and lose contrary ones, or selections are compared, both kinds may be needed.
//! - **Coders.** One change leaves out one coder, the themes column being the coder `notes`; the
//!   tags of the others are settled anew by the review's policy (rule 8). At least one stays.
//!
//! Exact up to [`EXACT`] organisations; above, organisations are exact still, and tags are bounds
//! from counts of tags by theme and organisation, exact where they meet a lower bound.

mod adding;
mod coders;
mod counting;
mod distance;
mod listed;
mod lookup;
mod many;
mod organisations;
mod rank;
mod search;
mod table;
mod taking;
#[cfg(test)]
mod tests;

use crate::Analysis;
use crate::support::ClaimCount;
use coders::LeftOut;
use counting::Counting;
use lookup::Lookup;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use throughline_core::audit::{Distance, Flip};
use throughline_core::findings::{Claim, Unit};
use throughline_core::selection::Selection;
use throughline_core::wording::{Bounds, Polarity};

/// Up to so many organisations in the base the distance in tags is exact.
pub(super) const EXACT: usize = 12;

/// One count of a judgement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a> {
    /// What it speaks of: its selection, base and unit.
    pub(super) claim: &'a Claim,
    /// As it was counted.
    pub(super) counted: &'a ClaimCount,
}

/// Where one count must come to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Step {
    /// Which of the sides.
    pub(super) side: usize,
    /// The least count.
    pub(super) least: u32,
    /// The most count.
    pub(super) most: u32,
}

impl Step {
    /// The count of a side must be at most this.
    pub(super) fn at_most(side: usize, most: u32) -> Self {
        Self {
            side,
            least: 0,
            most,
        }
    }

    /// The count of a side must be at least this.
    pub(super) fn at_least(side: usize, least: u32) -> Self {
        Self {
            side,
            least,
            most: u32::MAX,
        }
    }

    fn reached(self, counts: &[u32]) -> bool {
        let count = counts.get(self.side);
        count.is_some_and(|count| (self.least..=self.most).contains(count))
    }
}

/// What turns a judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Goal {
    /// Any one of these; with none it cannot be turned.
    Either(Vec<Step>),
    /// Both of these, of two sides: a view that lacks supporters and has too many against it.
    Both(Step, Step),
    /// Another side has as many as the first, or more: a rank or a comparison that holds.
    Overtaken,
    /// The first side has more than every other: a rank or a comparison that fails.
    Overtake,
}

impl Goal {
    /// What turns a word, a number or a share whose bounds are known, counted in side 0. A word
    /// that claims a lack and needs at least one turns at nobody too.
    ///
    /// What no count fits cannot be turned.
    pub(super) fn of_bounds(bounds: &Bounds, holds: bool) -> Self {
        let Some((least, most)) = bounds.counts else {
            return Goal::Either(Vec::new());
        };
        let steps = match (bounds.polarity, holds) {
            (Polarity::Asserting, true) => {
                let below = least.checked_sub(1);
                below
                    .map(|most| Step::at_most(0, most))
                    .into_iter()
                    .collect()
            }
            (Polarity::Asserting, false) => vec![Step::at_least(0, least)],
            (Polarity::Denying, true) => {
                let mut steps = vec![Step::at_least(0, most.saturating_add(1))];
                if least > 0 {
                    steps.push(Step::at_most(0, 0));
                }
                steps
            }
            (Polarity::Denying, false) => vec![Step {
                side: 0,
                least: least.min(1),
                most,
            }],
        };
        Goal::Either(steps)
    }

    /// Whether these counts, one a side, reach it.
    fn reached(&self, counts: &[u32]) -> bool {
        let over = |first: &u32| counts.iter().skip(1).all(|other| first > other);
        match self {
            Goal::Either(steps) => steps.iter().any(|step| step.reached(counts)),
            Goal::Both(a, b) => a.reached(counts) && b.reached(counts),
            Goal::Overtaken => counts.first().is_some_and(|first| !over(first)),
            Goal::Overtake => counts.first().is_some_and(over),
        }
    }
}

/// Works out flip distances over one review.
#[derive(Debug)]
pub(super) struct Flips<'a> {
    analysis: &'a Analysis<'a>,
    lookup: OnceCell<Lookup>,
    left_out: Option<LeftOut<'a>>,
    /// Distances in tags over small bases, which statements ask for again and again.
    exact: RefCell<HashMap<Asked, Option<Distance>>>,
}

/// A selection, its base, and where its count must come to lie.
type Asked = (Selection, Option<Selection>, Step);

impl<'a> Flips<'a> {
    pub(super) fn new(analysis: &'a Analysis<'a>) -> Self {
        Self {
            analysis,
            lookup: OnceCell::new(),
            left_out: LeftOut::of(analysis.review()),
            exact: RefCell::default(),
        }
    }

    fn lookup(&self) -> &Lookup {
        self.lookup
            .get_or_init(|| Lookup::of(self.analysis.review()))
    }

    /// The distances of one judgement; a side that the goal names and that is not there cannot be
    /// turned.
    pub(super) fn of(&self, sides: &[Side<'_>], goal: &Goal) -> Flip {
        let in_organisations = sides
            .iter()
            .all(|side| side.claim.unit == Unit::Organisations);
        Flip {
            organisations: in_organisations
                .then(|| organisations::distance(sides, goal))
                .flatten(),
            tags: self.tags(sides, goal),
            coders: self
                .left_out
                .as_ref()
                .and_then(|left_out| left_out.distance(self.analysis, sides, goal)),
        }
    }

    fn tags(&self, sides: &[Side<'_>], goal: &Goal) -> Option<Distance> {
        match goal {
            Goal::Either(steps) => {
                distance::least(steps.iter().map(|&step| self.step(sides, step)))
            }
            Goal::Both(a, b) => {
                let (a, b) = (self.step(sides, *a)?, self.step(sides, *b)?);
                match (a.changes(), b.changes()) {
                    (0, _) => Some(b),
                    (_, 0) => Some(a),
                    // One tag may serve both, so the sum is no more than a bound.
                    (a, b) => Some(distance::at_most(a.saturating_add(b))),
                }
            }
            Goal::Overtaken => rank::overtaken(self, sides),
            Goal::Overtake => rank::overtake(self, sides),
        }
    }

    /// The fewest tags that bring the count of one side where a step wants it.
    fn step(&self, sides: &[Side<'_>], step: Step) -> Option<Distance> {
        let side = sides.get(step.side)?;
        let counting = Counting::of(
            self.analysis.review(),
            &side.claim.selection,
            side.claim.unit,
        );
        let falls = side.counted.count > step.most;
        if (step.least..=step.most).contains(&side.counted.count) {
            return Some(Distance::Exactly(0));
        }
        let bound = || {
            if falls {
                many::take_away(self.lookup(), side, &counting, step)
            } else {
                many::add(self.analysis, self.lookup(), side, &counting, step)
            }
        };
        match side.claim.unit {
            Unit::Organisations if side.counted.support.base.len() <= EXACT => {
                let claim = side.claim;
                let key = (claim.selection.clone(), claim.base.clone(), step);
                if let Some(&found) = self.exact.borrow().get(&key) {
                    return found;
                }
                let coded = if falls {
                    taking::coded(self.analysis, self.lookup(), side, &counting)
                } else {
                    adding::coded(self.analysis, self.lookup(), side, &counting)
                };
                let (found, complete) = coded.fewest(step.least, step.most);
                let found = if found.is_some() || complete {
                    found
                } else {
                    bound()
                };
                self.exact.borrow_mut().insert(key, found);
                found
            }
            Unit::Organisations => bound(),
            Unit::Notes => listed::notes(self.analysis, side, &counting, step),
            Unit::Engagements => listed::engagements(self.analysis, side, &counting, step),
        }
    }
}
