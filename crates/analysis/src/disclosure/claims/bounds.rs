//! What follows from one count for another, by their ends alone: a selection within a wider one, a
//! selection over several themes, formats that divide a theme. Ends are propagated until nothing
//! moves. An outer bound: it may miss what a listing of every division would find.

use super::counts::Counts;
use super::splits::{Fact, Mask, RAISED, Told, WAYS, coalitions, watched};

/// Index of a count of a [`System`].
pub(crate) type Variable = usize;

/// How counts of organisations bind one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Whoever is in the first is in the second.
    Within(Variable, Variable),
    /// Whoever is in the first is in one of the others at least.
    Among(Variable, Vec<Variable>),
    /// The others divide the first.
    Divided(Variable, Vec<Variable>),
}

/// Counts with their ends, and how they bind one another.
#[derive(Debug, Clone, Default)]
pub(crate) struct System {
    counts: Vec<Counts>,
    relations: Vec<Relation>,
}

impl System {
    /// Adds a count.
    pub(crate) fn add(&mut self, counts: Counts) -> Variable {
        self.counts.push(counts);
        self.counts.len() - 1
    }

    /// Binds counts.
    pub(crate) fn bind(&mut self, relation: Relation) {
        self.relations.push(relation);
    }

    /// The ends of a count.
    pub(crate) fn counts(&self, variable: Variable) -> Option<Counts> {
        self.counts.get(variable).copied()
    }

    fn low(&self, variable: Variable) -> u32 {
        self.counts.get(variable).map_or(0, |c| c.low)
    }

    fn high(&self, variable: Variable) -> u32 {
        self.counts.get(variable).map_or(u32::MAX, |c| c.high)
    }

    /// Narrows a count; whether it moved.
    fn narrow(&mut self, variable: Variable, low: u32, high: u32) -> bool {
        let Some(counts) = self.counts.get_mut(variable) else {
            return false;
        };
        let before = *counts;
        counts.low = counts.low.max(low);
        counts.high = counts.high.min(high);
        *counts != before
    }

    /// Propagates the ends to a fixed point; whether a review can have them.
    pub(crate) fn settle(&mut self) -> bool {
        let relations = std::mem::take(&mut self.relations);
        let mut moved = true;
        while moved && self.possible() {
            moved = false;
            for relation in &relations {
                moved |= self.apply(relation, 0);
            }
        }
        self.relations = relations;
        self.possible()
    }

    fn possible(&self) -> bool {
        self.counts.iter().all(|c| c.low <= c.high)
    }

    /// Applies a relation where `shared` organisations are known to be in the wider and not in the
    /// narrower count, or in every one of those that make up a count.
    fn apply(&mut self, relation: &Relation, shared: u32) -> bool {
        match relation {
            Relation::Within(narrow, wide) => {
                let most = self.high(*wide).saturating_sub(shared);
                let least = self.low(*narrow) + shared;
                self.narrow(*narrow, 0, most) | self.narrow(*wide, least, u32::MAX)
            }
            Relation::Among(whole, parts) => self.sum(*whole, parts, shared, false),
            Relation::Divided(whole, parts) => self.sum(*whole, parts, 0, true),
        }
    }

    fn sum(&mut self, whole: Variable, parts: &[Variable], shared: u32, exactly: bool) -> bool {
        let twice = shared * u32::try_from(parts.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let add = |sum: u32, end: u32| sum.saturating_add(end);
        let high = parts.iter().map(|&p| self.high(p)).fold(0, add);
        let low = parts.iter().map(|&p| self.low(p)).fold(0, add);
        let mut moved = self.narrow(whole, 0, high.saturating_sub(twice));
        if exactly {
            moved |= self.narrow(whole, low, u32::MAX);
        }
        let (least, most) = (self.low(whole).saturating_add(twice), self.high(whole));
        for &part in parts {
            let others_high = high.saturating_sub(self.high(part));
            moved |= self.narrow(part, least.saturating_sub(others_high), u32::MAX);
            if exactly {
                let others_low = low.saturating_sub(self.low(part));
                moved |= self.narrow(part, 0, most.saturating_sub(others_low));
            }
        }
        moved
    }

    /// The counts that are told, to any reader or, by one relation, to k − 2 participants who are
    /// in the wider count alone. Settle it first.
    pub(crate) fn told(&self, k: u32, unanimous: bool) -> Vec<Variable> {
        let mut told: Vec<Variable> = (0..self.counts.len())
            .filter(|&v| self.counts(v).is_some_and(|c| tells(c, k, unanimous)))
            .collect();
        let shared = k.saturating_sub(2);
        for relation in &self.relations {
            let mut seen = self.clone();
            seen.apply(relation, shared);
            let (members, outsiders) = match relation {
                Relation::Within(narrow, wide) => (vec![*wide], vec![*narrow]),
                Relation::Among(whole, parts) => {
                    let mut members = parts.clone();
                    members.push(*whole);
                    (members, Vec::new())
                }
                Relation::Divided(..) => continue,
            };
            for (variables, inside) in [(members, true), (outsiders, false)] {
                for variable in variables {
                    let Some(counts) = seen.counts(variable) else {
                        continue;
                    };
                    let others = among_others(counts, shared, if inside { shared } else { 0 });
                    if others.is_some_and(|o| tells(o, k - shared, unanimous)) {
                        told.push(variable);
                    }
                }
            }
        }
        told.sort_unstable();
        told.dedup();
        told
    }
}

/// A count among those that are not in a coalition, `members` of whom are counted in it; `None`
/// where the coalition cannot be.
fn among_others(counts: Counts, coalition: u32, members: u32) -> Option<Counts> {
    let base = counts.base.checked_sub(coalition)?;
    let others = Counts {
        low: counts.low.saturating_sub(members),
        high: counts.high.checked_sub(members)?.min(base),
        base,
    };
    (others.low <= others.high).then_some(others)
}

/// Whether ends tell a count: they lie within the small counts and are not all of them, and so
/// for those who are left, where everybody counts too.
fn tells(counts: Counts, k: u32, unanimous: bool) -> bool {
    let Counts { low, high, base } = counts;
    let small = |low: u32, high: u32| {
        let whole = low <= 1 && high + 1 == k;
        high >= 1 && high < k && (!whole || (k == 2 && low == 1))
    };
    let (least_left, most_left) = (base.saturating_sub(high), base.saturating_sub(low));
    let rest = if least_left == 0 {
        most_left + 1 < k && !unanimous
    } else {
        small(least_left, most_left)
    };
    small(low, high) || rest
}

/// As [`super::splits::told`], by ends alone.
pub(crate) fn of_one(base: u32, k: u32, facts: &[Fact]) -> Vec<Told> {
    let watched = watched(facts);
    let unanimous = facts.iter().any(|f| f.agreed);
    let mut told = Vec::new();
    for coalition in coalitions(k) {
        let size: u32 = coalition.iter().map(|&c| u32::from(c)).sum();
        let members = |ways: Mask| -> u32 {
            (0..WAYS)
                .filter(|way| ways & (1 << way) != 0)
                .map(|way| u32::from(coalition[way]))
                .sum()
        };
        let mut system = System::default();
        let ways: Vec<Variable> = (0..WAYS)
            .map(|way| {
                system.add(Counts {
                    low: u32::from(coalition[way]),
                    ..Counts::any(base)
                })
            })
            .collect();
        let of = |mask: Mask| -> Vec<Variable> {
            let all = (0..WAYS).filter(|way| mask & (1 << way) != 0);
            all.map(|way| ways[way]).collect()
        };
        let everybody = system.add(Counts {
            low: base,
            high: base,
            base,
        });
        system.bind(Relation::Divided(everybody, ways.clone()));
        let counts: Vec<Variable> = watched
            .iter()
            .map(|&mask| {
                let known = facts.iter().filter(|f| f.ways == mask && f.or.is_none());
                let counts = known.fold(Counts::any(base), |all, fact| Counts {
                    low: all.low.max(fact.counts.low),
                    high: all.high.min(fact.counts.high),
                    base,
                });
                let variable = system.add(counts);
                system.bind(Relation::Divided(variable, of(mask)));
                if mask == RAISED {
                    let mut both = of(!mask & ((1 << WAYS) - 1));
                    both.push(variable);
                    system.bind(Relation::Divided(everybody, both));
                }
                variable
            })
            .collect();
        if !system.settle() {
            if size == 0 {
                return vec![Told::Nothing];
            }
            continue;
        }
        for (&mask, &variable) in watched.iter().zip(&counts) {
            let others = system
                .counts(variable)
                .and_then(|c| among_others(c, size, members(mask)));
            if others.is_some_and(|o| tells(o, k - size, unanimous)) {
                told.push(if size == 0 {
                    Told::Reader(mask)
                } else {
                    Told::Participants(mask, coalition)
                });
            }
        }
    }
    told
}
