//! Krippendorff's alpha.

use super::ratings::{Ratings, Tally};
use super::value::{Reason, Value};
use std::collections::BTreeMap;

/// Up to so many categories are held as a square.
const SQUARE: usize = 256;

/// How far two categories are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Metric {
    /// The same or not.
    Nominal,
    /// `(Σ_{g=c}^{k} n_g − (n_c + n_k) / 2)²` in the order of the categories.
    Ordinal,
    /// `(c − k)²` of the categories as numbers.
    Interval,
    /// `((c − k) / (c + k))²` of the categories as numbers of zero or more.
    Ratio,
}

/// Krippendorff's alpha (Krippendorff 2011, "Computing Krippendorff's alpha-reliability"):
/// `1 − D_o / D_e` over the units rated by two coders or more, ratings that stand alone in their unit
/// left out.
///
/// Cost: one pass over the ratings, and the square of the number of categories.
#[must_use]
pub fn krippendorff_alpha(ratings: &Ratings, metric: Metric) -> Value {
    let q = ratings.categories().len();
    let numbers = match (metric, ratings.numbers()) {
        (Metric::Interval | Metric::Ratio, None) => return Value::Undefined(Reason::NotNumbers),
        (Metric::Ratio, Some(numbers)) if numbers.iter().any(|&n| n < 0.0) => {
            return Value::Undefined(Reason::Negative);
        }
        (_, numbers) => numbers.unwrap_or_default(),
    };
    let (totals, apart) = coincidences(ratings, q);
    let n: f64 = totals.iter().sum();
    if n == 0.0 {
        return Value::Undefined(Reason::NoPairableUnit);
    }
    let distance = Distance::new(metric, numbers, &totals);
    let expected = distance.expected(&totals);
    if expected == 0.0 {
        return Value::Undefined(Reason::OneCategory);
    }
    let observed: f64 = apart
        .iter()
        .map(|(&(c, k), pairs)| 2.0 * pairs * distance.between(c, k))
        .sum();
    Value::of(1.0 - (n - 1.0) * observed / expected)
}

/// Pairs of two different categories, the lower first, over one less than their unit's ratings.
type Apart = BTreeMap<(usize, usize), f64>;

/// How often each category stands in units rated by two or more, and how often two categories stand
/// together in one: what every metric is reckoned from.
fn coincidences(ratings: &Ratings, q: usize) -> (Vec<f64>, Apart) {
    let mut tally = Tally::new(q);
    let mut totals = vec![0.0; q];
    // A square of so many categories is quicker than a map.
    let mut square = if q <= SQUARE {
        vec![0.0; q * q]
    } else {
        Vec::new()
    };
    let mut apart = Apart::new();
    for (row, times) in ratings.rows() {
        tally.count(row);
        if tally.ratings < 2 {
            continue;
        }
        let (times, others) = (f64::from(times), f64::from(tally.ratings - 1));
        for (at, &c) in tally.met.iter().enumerate() {
            totals[c] += times * tally.of(c);
            for &k in &tally.met[at + 1..] {
                let pairs = times * tally.of(c) * tally.of(k) / others;
                match square.get_mut(c.min(k) * q + c.max(k)) {
                    Some(cell) => *cell += pairs,
                    None => *apart.entry((c.min(k), c.max(k))).or_default() += pairs,
                }
            }
        }
    }
    let cells = square
        .into_iter()
        .enumerate()
        .filter(|(_, pairs)| *pairs > 0.0);
    apart.extend(cells.map(|(at, pairs)| ((at / q, at % q), pairs)));
    (totals, apart)
}

struct Distance<'a> {
    metric: Metric,
    numbers: &'a [f64],
    /// For the ordinal metric: the total up to a category, half of it counted.
    middles: Vec<f64>,
}

impl<'a> Distance<'a> {
    fn new(metric: Metric, numbers: &'a [f64], totals: &[f64]) -> Self {
        let mut before = 0.0;
        let middles = totals
            .iter()
            .map(|total| {
                let middle = before + total / 2.0;
                before += total;
                middle
            })
            .collect();
        Self {
            metric,
            numbers,
            middles,
        }
    }

    fn between(&self, c: usize, k: usize) -> f64 {
        match self.metric {
            Metric::Nominal => f64::from(u8::from(c != k)),
            Metric::Ordinal => (self.middles[c] - self.middles[k]).powi(2),
            Metric::Interval => (self.numbers[c] - self.numbers[k]).powi(2),
            Metric::Ratio => {
                let sum = self.numbers[c] + self.numbers[k];
                if sum == 0.0 {
                    0.0
                } else {
                    ((self.numbers[c] - self.numbers[k]) / sum).powi(2)
                }
            }
        }
    }

    /// `Σ_c Σ_k n_c n_k δ²`.
    fn expected(&self, totals: &[f64]) -> f64 {
        let met: Vec<usize> = (0..totals.len()).filter(|&c| totals[c] > 0.0).collect();
        let mut sum = 0.0;
        for (at, &c) in met.iter().enumerate() {
            for &k in &met[at + 1..] {
                sum += 2.0 * totals[c] * totals[k] * self.between(c, k);
            }
        }
        sum
    }
}
