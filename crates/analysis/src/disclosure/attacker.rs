//! Rule 7: the reader who adds up. Counts with what is known of each, relations between them, and
//! the bounds that follow.
//!
//! Promised: every bound holds for every review in which what is published and the relations hold;
//! bounds are whole numbers and are propagated until none changes. It is an outer bound: that it
//! finds nothing proves nothing by itself.

use std::collections::VecDeque;

/// The least and the most a count can be, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) low: u32,
    pub(super) high: u32,
}

impl From<(u32, u32)> for Interval {
    fn from((low, high): (u32, u32)) -> Self {
        Self { low, high }
    }
}

/// The index of a count.
pub(super) type CellIndex = usize;

/// What holds between counts whatever was said.
#[derive(Debug, Clone)]
pub(super) enum Relation {
    /// `total` less the sum of `parts` is from `least` to `most`. A partition has 0 for both, a
    /// union nothing for `least`.
    Sum {
        total: CellIndex,
        parts: Vec<CellIndex>,
        least: Option<i64>,
        most: Option<i64>,
    },
    /// `smaller` plus `lead` is at most `larger`. Inclusion has a lead of 0.
    AtMost {
        smaller: CellIndex,
        lead: u32,
        larger: CellIndex,
    },
}

impl Relation {
    /// Each of the total in one of the parts and no other.
    pub(super) fn partition(total: CellIndex, parts: Vec<CellIndex>) -> Self {
        Self::between(total, parts, 0, 0)
    }

    /// Parts that may overlap in `twice` and leave out `outside` of the total.
    pub(super) fn between(
        total: CellIndex,
        parts: Vec<CellIndex>,
        twice: u32,
        outside: u32,
    ) -> Self {
        Self::Sum {
            total,
            parts,
            least: Some(-i64::from(twice)),
            most: Some(i64::from(outside)),
        }
    }

    /// Each of the total in one of the parts or in several, but for `outside`.
    pub(super) fn union(total: CellIndex, parts: Vec<CellIndex>, outside: u32) -> Self {
        Self::Sum {
            total,
            parts,
            least: None,
            most: Some(i64::from(outside)),
        }
    }

    /// Everything in the smaller is in the larger.
    pub(super) fn inclusion(smaller: CellIndex, larger: CellIndex) -> Self {
        Self::AtMost {
            smaller,
            lead: 0,
            larger,
        }
    }

    fn cells(&self) -> Vec<CellIndex> {
        match self {
            Self::Sum { total, parts, .. } => parts.iter().copied().chain([*total]).collect(),
            Self::AtMost {
                smaller, larger, ..
            } => vec![*smaller, *larger],
        }
    }
}

/// What a reader can work out.
#[derive(Debug, Clone)]
pub(super) struct Attacker {
    relations: Vec<Relation>,
    /// The relations that speak of each cell.
    spoken_of: Vec<Vec<usize>>,
    bounds: Vec<Interval>,
}

/// What is published contradicts itself or the relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Contradiction;

impl Attacker {
    /// A reader who knows the relations and that each count lies within its bounds.
    pub(super) fn new(bounds: Vec<Interval>, relations: Vec<Relation>) -> Self {
        let mut spoken_of = vec![Vec::new(); bounds.len()];
        for (index, relation) in relations.iter().enumerate() {
            for cell in relation.cells() {
                spoken_of[cell].push(index);
            }
        }
        let mut attacker = Self {
            relations,
            spoken_of,
            bounds,
        };
        let all = 0..attacker.relations.len();
        // Facts put together by hand may contradict themselves; the bounds then stay as they came
        // to be, and whatever is published on top is found to contradict them too.
        let _ = attacker.propagate(all.collect());
        attacker
    }

    /// What holds between the counts.
    pub(super) fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// What the reader knows of a count.
    pub(super) fn knows(&self, cell: CellIndex) -> Interval {
        self.bounds[cell]
    }

    /// What the reader knows of the sum of some parts of a whole, of which the `others` are the
    /// rest; `least` and `most` as in [`Relation::Sum`].
    pub(super) fn knows_sum(
        &self,
        total: CellIndex,
        (least, most): (i64, i64),
        parts: &[CellIndex],
        others: &[CellIndex],
    ) -> Interval {
        let sum = |cells: &[CellIndex]| {
            cells.iter().fold((0i64, 0i64), |(low, high), &cell| {
                let known = self.knows(cell);
                (low + i64::from(known.low), high + i64::from(known.high))
            })
        };
        let (own, rest, whole) = (sum(parts), sum(others), self.knows(total));
        let low = own.0.max(i64::from(whole.low) - most - rest.1);
        let high = own.1.min(i64::from(whole.high) - least - rest.0);
        Interval {
            low: count(low),
            high: count(high),
        }
    }

    /// Tells the reader that counts lie within intervals; what follows is worked out.
    ///
    /// # Errors
    /// No counts fit.
    pub(super) fn learn(&mut self, told: &[(CellIndex, Interval)]) -> Result<(), Contradiction> {
        let mut touched = Vec::new();
        for &(cell, interval) in told {
            if self.narrow(cell, interval)? {
                touched.extend_from_slice(&self.spoken_of[cell]);
            }
        }
        self.propagate(touched)
    }

    /// Tells the reader of one more relation.
    ///
    /// # Errors
    /// No counts fit.
    pub(super) fn relate(&mut self, relation: Relation) -> Result<(), Contradiction> {
        let index = self.relations.len();
        for cell in relation.cells() {
            self.spoken_of[cell].push(index);
        }
        self.relations.push(relation);
        self.propagate(vec![index])
    }

    /// Tells the reader that counts lie within intervals, unless then something is not safe; says
    /// whether it was told.
    pub(super) fn learn_if(
        &mut self,
        told: &[(CellIndex, Interval)],
        safe: impl FnOnce(&Self) -> bool,
    ) -> bool {
        let before = self.bounds.clone();
        let told = self.learn(told).is_ok() && safe(self);
        if !told {
            self.bounds = before;
        }
        told
    }

    fn narrow(&mut self, cell: CellIndex, to: Interval) -> Result<bool, Contradiction> {
        let known = self.bounds[cell];
        let narrowed = Interval {
            low: known.low.max(to.low),
            high: known.high.min(to.high),
        };
        if narrowed.low > narrowed.high {
            return Err(Contradiction);
        }
        self.bounds[cell] = narrowed;
        Ok(narrowed != known)
    }

    fn propagate(&mut self, first: Vec<usize>) -> Result<(), Contradiction> {
        let mut waiting = vec![false; self.relations.len()];
        let mut queue = VecDeque::new();
        let mut news: Vec<(CellIndex, Interval)> = Vec::new();
        let mut touched = first;
        loop {
            for relation in touched.drain(..) {
                if !std::mem::replace(&mut waiting[relation], true) {
                    queue.push_back(relation);
                }
            }
            let Some(relation) = queue.pop_front() else {
                return Ok(());
            };
            waiting[relation] = false;
            news.clear();
            self.follow(&self.relations[relation], &mut news);
            for &(cell, interval) in &news {
                if self.narrow(cell, interval)? {
                    touched.extend_from_slice(&self.spoken_of[cell]);
                }
            }
        }
    }

    /// What a relation says of each of its cells, given the others.
    fn follow(&self, relation: &Relation, news: &mut Vec<(CellIndex, Interval)>) {
        match relation {
            Relation::AtMost {
                smaller,
                lead,
                larger,
            } => {
                let (small, large) = (self.knows(*smaller), self.knows(*larger));
                let room = i64::from(large.high) - i64::from(*lead);
                news.push((*smaller, interval(i64::from(small.low), room)));
                let floor = i64::from(small.low) + i64::from(*lead);
                news.push((*larger, interval(floor, i64::from(large.high))));
            }
            Relation::Sum {
                total,
                parts,
                least,
                most,
            } => {
                let whole = self.knows(*total);
                let (mut low, mut high) = (0i64, 0i64);
                for &part in parts {
                    low += i64::from(self.knows(part).low);
                    high += i64::from(self.knows(part).high);
                }
                news.push((
                    *total,
                    interval(
                        least.map_or(0, |least| low + least),
                        most.map_or(i64::MAX, |most| high + most),
                    ),
                ));
                for &part in parts {
                    let own = self.knows(part);
                    let (rest_low, rest_high) =
                        (low - i64::from(own.low), high - i64::from(own.high));
                    news.push((
                        part,
                        interval(
                            most.map_or(0, |most| i64::from(whole.low) - most - rest_high),
                            least
                                .map_or(i64::MAX, |least| i64::from(whole.high) - least - rest_low),
                        ),
                    ));
                }
            }
        }
    }
}

/// A negative `high` leaves no count: it is the empty interval 1 … 0.
fn interval(low: i64, high: i64) -> Interval {
    if high < 0 {
        return Interval { low: 1, high: 0 };
    }
    Interval {
        low: count(low),
        high: count(high),
    }
}

fn count(value: i64) -> u32 {
    u32::try_from(value.max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(low: u32, high: u32) -> Interval {
        Interval { low, high }
    }

    #[test]
    fn a_sum_of_small_parts_is_pulled_apart() {
        // Two parts of 0 to 2 and a whole of exactly 4: both are 2.
        let relations = vec![Relation::partition(0, vec![1, 2])];
        let mut attacker = Attacker::new(vec![within(0, 9), within(0, 2), within(0, 2)], relations);
        assert_eq!(attacker.knows(0), within(0, 4));
        assert_eq!(attacker.learn(&[(0, within(4, 4))]), Ok(()));
        assert_eq!(attacker.knows(1), within(2, 2));
        assert_eq!(attacker.learn(&[(1, within(0, 1))]), Err(Contradiction));
    }

    #[test]
    fn what_is_learned_travels_through_inclusions() {
        let relations = vec![
            Relation::inclusion(0, 1),
            Relation::inclusion(1, 2),
            Relation::union(2, vec![1, 3], 0),
        ];
        let mut attacker = Attacker::new(vec![within(0, 9); 4], relations);
        attacker
            .learn(&[(2, within(5, 5)), (0, within(3, 9))])
            .unwrap();
        assert_eq!(attacker.knows(1), within(3, 5));
        attacker.learn(&[(1, within(0, 3))]).unwrap();
        assert_eq!(
            (attacker.knows(0), attacker.knows(3)),
            (within(3, 3), within(2, 9))
        );
    }

    #[test]
    fn sums_of_some_parts_follow_from_the_rest() {
        let relations = vec![Relation::partition(0, vec![1, 2, 3])];
        let bounds = vec![within(5, 5), within(0, 9), within(0, 9), within(3, 3)];
        let attacker = Attacker::new(bounds, relations);
        assert_eq!(attacker.knows(1), within(0, 2));
        assert_eq!(attacker.knows_sum(0, (0, 0), &[1, 2], &[3]), within(2, 2));
    }

    #[test]
    fn a_lead_bounds_both_ends() {
        let mut attacker = Attacker::new(vec![within(0, 9), within(0, 9)], Vec::new());
        attacker
            .relate(Relation::AtMost {
                smaller: 0,
                lead: 2,
                larger: 1,
            })
            .unwrap();
        assert_eq!(attacker.knows(0), within(0, 7));
        assert_eq!(attacker.knows(1), within(2, 9));
        attacker.learn(&[(1, within(0, 1))]).unwrap_err();
    }
}
