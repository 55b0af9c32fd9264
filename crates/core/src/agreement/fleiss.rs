//! Kappas of several coders over complete ratings: Fleiss and Conger.

use super::percent::agreeing;
use super::ratings::{Ratings, Tally, rated};
use super::value::{Reason, Value};
use super::weights::as_f64;

/// What both kappas are made of: the mean observed agreement, and each coder's share of each
/// category.
struct Complete {
    observed: f64,
    shares: Vec<Vec<f64>>,
}

impl Complete {
    fn of(ratings: &Ratings) -> Result<Self, Reason> {
        let (coders, units) = (ratings.coders(), ratings.units());
        if coders < 2 || units == 0 {
            return Err(Reason::NoPairableUnit);
        }
        if !ratings.complete() {
            return Err(Reason::Incomplete);
        }
        if ratings.one_category() {
            return Err(Reason::OneCategory);
        }
        let categories = ratings.categories().len();
        let mut tally = Tally::new(categories);
        let mut observed = 0.0;
        let mut shares = vec![vec![0.0; categories]; coders];
        for (row, times) in ratings.rows() {
            tally.count(row);
            observed += f64::from(times) * agreeing(&tally).unwrap_or_default();
            for (coder, category) in rated(row).enumerate() {
                shares[coder][category] += f64::from(times) / as_f64(units);
            }
        }
        Ok(Self {
            observed: observed / as_f64(units),
            shares,
        })
    }

    /// The mean share of each category.
    fn means(&self) -> Vec<f64> {
        let coders = as_f64(self.shares.len());
        let categories = self.shares.first().map_or(0, Vec::len);
        (0..categories)
            .map(|k| self.shares.iter().map(|s| s[k]).sum::<f64>() / coders)
            .collect()
    }
}

/// Fleiss' kappa (Fleiss 1971) over complete ratings: `(P̄ − P̄_e) / (1 − P̄_e)` with
/// `P̄_e = Σ p̄_k²`. With two coders it is Scott's pi.
#[must_use]
pub fn fleiss_kappa(ratings: &Ratings) -> Value {
    let complete = match Complete::of(ratings) {
        Ok(complete) => complete,
        Err(reason) => return Value::Undefined(reason),
    };
    let expected: f64 = complete.means().iter().map(|p| p * p).sum();
    Value::of((complete.observed - expected) / (1.0 - expected))
}

/// Conger's kappa (Conger 1980) over complete ratings: as Fleiss', but by chance each coder keeps
/// its own shares, `p_e = Σ_k (p̄_k² − s_k² / r)` with `s_k²` the variance of the coders' shares of
/// a category. With two coders it is Cohen's kappa.
#[must_use]
pub fn conger_kappa(ratings: &Ratings) -> Value {
    let complete = match Complete::of(ratings) {
        Ok(complete) => complete,
        Err(reason) => return Value::Undefined(reason),
    };
    let r = as_f64(complete.shares.len());
    let expected: f64 = complete
        .means()
        .iter()
        .enumerate()
        .map(|(k, mean)| {
            let spread: f64 = complete.shares.iter().map(|s| (s[k] - mean).powi(2)).sum();
            mean * mean - spread / (r - 1.0) / r
        })
        .sum();
    if (1.0 - expected).abs() < 1e-12 {
        return Value::Undefined(Reason::OneCategory);
    }
    Value::of((complete.observed - expected) / (1.0 - expected))
}
