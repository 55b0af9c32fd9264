//! Cohen's kappa and Scott's pi of two coders; Light's kappa of several.

use super::ratings::{Ratings, rated};
use super::value::{Reason, Value};
use super::weights::{Weights, as_f64};

/// Two coders' ratings as a table: rows are the categories of the first, columns of the second.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    categories: usize,
    counts: Vec<f64>,
    n: f64,
}

impl Table {
    /// The units that both coders rated; undefined where there are not two coders.
    ///
    /// # Errors
    /// [`Reason::NotTwoCoders`], [`Reason::NoPairableUnit`].
    pub fn of(ratings: &Ratings) -> Result<Self, Reason> {
        if ratings.coders() != 2 {
            return Err(Reason::NotTwoCoders);
        }
        let categories = ratings.categories().len();
        let mut counts = vec![0.0; categories * categories];
        let mut n = 0.0;
        for (row, times) in ratings.rows() {
            let mut both = rated(row);
            if let (Some(a), Some(b)) = (both.next(), both.next()) {
                counts[a * categories + b] += f64::from(times);
                n += f64::from(times);
            }
        }
        if n == 0.0 {
            return Err(Reason::NoPairableUnit);
        }
        Ok(Self {
            categories,
            counts,
            n,
        })
    }

    fn share(&self, i: usize, j: usize) -> f64 {
        self.counts[i * self.categories + j] / self.n
    }

    fn margins(&self) -> (Vec<f64>, Vec<f64>) {
        let all = 0..self.categories;
        let row = |i| all.clone().map(|j| self.share(i, j)).sum();
        let column = |j| all.clone().map(|i| self.share(i, j)).sum();
        (
            all.clone().map(row).collect(),
            all.clone().map(column).collect(),
        )
    }
}

/// Cohen's kappa (Cohen 1960; weighted, Cohen 1968) over the units that both coders rated:
/// `(p_o − p_e) / (1 − p_e)` with `p_o = Σ w_ij p_ij` and `p_e = Σ w_ij p_i. p_.j`.
///
/// The standard error is that of Fleiss, Cohen and Everitt (1969), in its non-null form; a 95%
/// interval from it is `κ ± 1.96 · SE` (z).
///
/// ```
/// use throughline_core::agreement::{Ratings, Weights, cohen_kappa};
/// let one = vec![Some(0), Some(0), Some(1), Some(1)];
/// let two = vec![Some(0), Some(1), Some(1), Some(1)];
/// let ratings = Ratings::of_columns(&["a", "b"], &[one, two]).unwrap();
/// assert_eq!(cohen_kappa(&ratings, &Weights::Identity).number(), Some(0.5));
/// ```
#[must_use]
pub fn cohen_kappa(ratings: &Ratings, weights: &Weights) -> Value {
    let table = match Table::of(ratings) {
        Ok(table) => table,
        Err(reason) => return Value::Undefined(reason),
    };
    let q = table.categories;
    let w = weights.matrix(q);
    let (rows, columns) = table.margins();
    let cells = || (0..q).flat_map(|i| (0..q).map(move |j| (i, j)));
    let observed: f64 = cells().map(|(i, j)| w[i * q + j] * table.share(i, j)).sum();
    let expected: f64 = cells()
        .map(|(i, j)| w[i * q + j] * rows[i] * columns[j])
        .sum();
    if (1.0 - expected).abs() < 1e-12 {
        return Value::Undefined(Reason::OneCategory);
    }
    let kappa = (observed - expected) / (1.0 - expected);
    let mean_row: Vec<f64> = (0..q)
        .map(|i| (0..q).map(|j| columns[j] * w[i * q + j]).sum())
        .collect();
    let mean_column: Vec<f64> = (0..q)
        .map(|j| (0..q).map(|i| rows[i] * w[i * q + j]).sum())
        .collect();
    let spread: f64 = cells()
        .map(|(i, j)| {
            let term =
                w[i * q + j] * (1.0 - expected) - (mean_row[i] + mean_column[j]) * (1.0 - observed);
            table.share(i, j) * term * term
        })
        .sum();
    let centre = observed * expected - 2.0 * expected + observed;
    let variance = (spread - centre * centre) / (table.n * (1.0 - expected).powi(4));
    Value::with_error(kappa, variance)
}

/// Scott's pi (Scott 1955) of two coders over the units both rated: as kappa, but with
/// `p_e = Σ ((p_k. + p_.k) / 2)²`.
#[must_use]
pub fn scott_pi(ratings: &Ratings) -> Value {
    let table = match Table::of(ratings) {
        Ok(table) => table,
        Err(reason) => return Value::Undefined(reason),
    };
    let (rows, columns) = table.margins();
    let observed: f64 = (0..table.categories).map(|k| table.share(k, k)).sum();
    let expected: f64 = rows
        .iter()
        .zip(&columns)
        .map(|(r, c)| f64::midpoint(*r, *c).powi(2))
        .sum();
    if (1.0 - expected).abs() < 1e-12 {
        return Value::Undefined(Reason::OneCategory);
    }
    Value::of((observed - expected) / (1.0 - expected))
}

/// Light's kappa (Light 1971): the mean of Cohen's kappas of all pairs of coders for which it is
/// defined. Undefined where it is for every pair.
#[must_use]
pub fn light_kappa(ratings: &Ratings) -> Value {
    let (mut sum, mut pairs) = (0.0, 0usize);
    let mut reason = Reason::NoPairableUnit;
    for a in 0..ratings.coders() {
        for b in a + 1..ratings.coders() {
            let Some(pair) = ratings.pair(a, b) else {
                continue;
            };
            match cohen_kappa(&pair, &Weights::Identity) {
                Value::Defined(kappa) => {
                    sum += kappa.value;
                    pairs += 1;
                }
                Value::Undefined(why) => reason = why,
            }
        }
    }
    if pairs == 0 {
        return Value::Undefined(reason);
    }
    Value::of(sum / as_f64(pairs))
}
