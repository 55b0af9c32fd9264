//! Decisions that are sets: all the themes a coder gave a note, judged together.

use super::value::{Reason, Value};
use std::collections::BTreeMap;

/// How far two sets are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SetDistance {
    /// `1 − J · M` with J the share of common themes and M 1 for the same set, 2/3 where one holds
    /// the other, 1/3 where they overlap, 0 where they do not (Passonneau 2006).
    Masi,
    /// `1 − |A ∩ B| / |A ∪ B|` (Jaccard 1901).
    Jaccard,
}

impl SetDistance {
    /// The distance of two sets, each in order and without repeats. Both empty: 0; one empty: 1.
    ///
    /// ```
    /// use throughline_core::agreement::SetDistance;
    /// assert_eq!(SetDistance::Masi.between(&[1, 2], &[1, 2]), 0.0);
    /// assert_eq!(SetDistance::Masi.between(&[1], &[1, 2]), 1.0 - 0.5 * (2.0 / 3.0));
    /// assert_eq!(SetDistance::Jaccard.between(&[1], &[1, 2]), 0.5);
    /// assert_eq!(SetDistance::Masi.between(&[], &[1]), 1.0);
    /// assert_eq!(SetDistance::Masi.between(&[], &[]), 0.0);
    /// ```
    #[must_use]
    pub fn between(self, a: &[u32], b: &[u32]) -> f64 {
        let common = a
            .iter()
            .filter(|theme| b.binary_search(theme).is_ok())
            .count();
        let all = a.len() + b.len() - common;
        if all == 0 {
            return 0.0;
        }
        let jaccard = size(common) / size(all);
        let monotone = if common == all {
            1.0
        } else if common == a.len() || common == b.len() {
            if common == 0 { 0.0 } else { 2.0 / 3.0 }
        } else if common > 0 {
            1.0 / 3.0
        } else {
            0.0
        };
        match self {
            SetDistance::Masi => 1.0 - jaccard * monotone,
            SetDistance::Jaccard => 1.0 - jaccard,
        }
    }
}

/// Sets of themes by unit and coder.
#[derive(Debug, Clone, Default)]
pub struct SetRatings {
    /// Each set that was given, once.
    sets: Vec<Vec<u32>>,
    index: BTreeMap<Vec<u32>, usize>,
    /// Of each unit the sets it was given, as indices.
    units: Vec<Vec<usize>>,
}

impl SetRatings {
    /// Adds a unit with the set of each coder who read it; themes in any order.
    pub fn push<'a>(&mut self, decisions: impl IntoIterator<Item = &'a [u32]>) {
        let mut unit = Vec::new();
        for decision in decisions {
            let mut set = decision.to_vec();
            set.sort_unstable();
            set.dedup();
            let next = self.sets.len();
            let at = *self.index.entry(set.clone()).or_insert(next);
            if at == next {
                self.sets.push(set);
            }
            unit.push(at);
        }
        self.units.push(unit);
    }

    /// Units read by two coders or more.
    #[must_use]
    pub fn pairable_units(&self) -> usize {
        self.units.iter().filter(|unit| unit.len() > 1).count()
    }
}

/// Krippendorff's alpha of set-valued decisions: as for categories, with the distance of the sets in
/// place of δ² (Passonneau 2006).
#[must_use]
pub fn set_alpha(ratings: &SetRatings, distance: SetDistance) -> Value {
    SetDistances::new(ratings, distance).alpha(None)
}

/// Ratings with the distances between their sets reckoned once, for a bootstrap.
#[derive(Debug, Clone)]
pub struct SetDistances<'a> {
    ratings: &'a SetRatings,
    /// Sets with something in common, which are less than 1 apart, and how near they are.
    near: Vec<(usize, usize, f64)>,
    /// Of each unit `2 Σ d / (m − 1)` over its pairs; 0 for fewer than two decisions.
    apart: Vec<f64>,
}

impl<'a> SetDistances<'a> {
    /// Reckons them.
    #[must_use]
    pub fn new(ratings: &'a SetRatings, distance: SetDistance) -> Self {
        let sets = &ratings.sets;
        let mut holding: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut near = Vec::new();
        for (a, set) in sets.iter().enumerate() {
            let with = set.iter().filter_map(|theme| holding.get(theme));
            let mut others: Vec<usize> = with.flatten().copied().collect();
            others.sort_unstable();
            others.dedup();
            near.extend(others.into_iter().map(|b| {
                let nearness = 1.0 - distance.between(&sets[b], set);
                (b, a, nearness)
            }));
            for &theme in set {
                holding.entry(theme).or_default().push(a);
            }
        }
        let apart = |unit: &Vec<usize>| {
            let mut apart = 0.0;
            for (place, &a) in unit.iter().enumerate() {
                for &b in &unit[place + 1..] {
                    apart += distance.between(&sets[a], &sets[b]);
                }
            }
            2.0 * apart / size(unit.len().saturating_sub(1).max(1))
        };
        Self {
            ratings,
            near,
            apart: ratings.units.iter().map(apart).collect(),
        }
    }

    /// Alpha with each unit taken as often as it is given; `None` takes each once.
    ///
    /// All pairs of sets that have nothing in common are 1 apart, so that the expected distance is
    /// that of all different pairs less the nearness of those that have.
    #[must_use]
    pub fn alpha(&self, times: Option<&[u32]>) -> Value {
        let ratings = self.ratings;
        let mut totals = vec![0.0; ratings.sets.len()];
        let mut observed = 0.0;
        for (at, (unit, apart)) in ratings.units.iter().zip(&self.apart).enumerate() {
            let taken = times.map_or(1, |times| times.get(at).copied().unwrap_or_default());
            if unit.len() < 2 || taken == 0 {
                continue;
            }
            for &set in unit {
                totals[set] += f64::from(taken);
            }
            observed += f64::from(taken) * apart;
        }
        let n: f64 = totals.iter().sum();
        if n == 0.0 {
            return Value::Undefined(Reason::NoPairableUnit);
        }
        let same: f64 = totals.iter().map(|t| t * t).sum();
        // Counts are whole, so that nothing is left where one set alone was given.
        if n * n - same == 0.0 {
            return Value::Undefined(Reason::OneCategory);
        }
        let near = self.near.iter();
        let near: f64 = near
            .map(|&(a, b, nearness)| totals[a] * totals[b] * nearness)
            .sum();
        let expected = n * n - same - 2.0 * near;
        Value::of(1.0 - (n - 1.0) * observed / expected)
    }
}

fn size(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}
