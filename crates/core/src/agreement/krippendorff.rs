//! Krippendorff's alpha.

use super::ratings::{Ratings, Tally};
use super::value::{Reason, Value};

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
/// Cost: one pass over the ratings for the shares and one for the disagreement, and the square of
/// the number of categories.
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
    let mut tally = Tally::new(q);
    let mut totals = vec![0.0; q];
    for (row, times) in ratings.rows() {
        tally.count(row);
        if tally.ratings >= 2 {
            for &k in &tally.met {
                totals[k] += f64::from(times) * tally.of(k);
            }
        }
    }
    let n: f64 = totals.iter().sum();
    if n == 0.0 {
        return Value::Undefined(Reason::NoPairableUnit);
    }
    let distance = Distance::new(metric, numbers, &totals);
    let expected = distance.expected(&totals);
    if expected == 0.0 {
        return Value::Undefined(Reason::OneCategory);
    }
    let mut observed = 0.0;
    for (row, times) in ratings.rows() {
        tally.count(row);
        if tally.ratings < 2 || tally.met.len() < 2 {
            continue;
        }
        let mut apart = 0.0;
        for (at, &c) in tally.met.iter().enumerate() {
            for &k in &tally.met[at + 1..] {
                apart += tally.of(c) * tally.of(k) * distance.between(c, k);
            }
        }
        observed += f64::from(times) * 2.0 * apart / f64::from(tally.ratings - 1);
    }
    Value::of(1.0 - (n - 1.0) * observed / expected)
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
