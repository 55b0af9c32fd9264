//! Weights of agreement between two categories.

/// How far two categories agree, from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub enum Weights {
    /// The same category or none of it: unweighted.
    Identity,
    /// `1 − |s_i − s_j| / (s_max − s_min)` on scores (Cicchetti and Allison 1971).
    Linear(Scores),
    /// `1 − (s_i − s_j)² / (s_max − s_min)²` on scores (Fleiss and Cohen 1973).
    Quadratic(Scores),
}

/// What the categories are worth: given, because categories that nobody used change the weights.
#[derive(Debug, Clone, PartialEq)]
pub enum Scores {
    /// 1, 2, 3 … in the order of the categories.
    Ranks,
    /// A number a category, in their order.
    Given(Vec<f64>),
}

impl Weights {
    /// Linear weights on ranks.
    #[must_use]
    pub fn linear() -> Self {
        Weights::Linear(Scores::Ranks)
    }

    /// Quadratic weights on ranks.
    #[must_use]
    pub fn quadratic() -> Self {
        Weights::Quadratic(Scores::Ranks)
    }

    /// The matrix for so many categories, row by row. Scores that are missing count as ranks.
    pub(super) fn matrix(&self, categories: usize) -> Vec<f64> {
        let score = |scores: &Scores, at: usize| match scores {
            Scores::Given(given) => given.get(at).copied().unwrap_or(as_f64(at)),
            Scores::Ranks => as_f64(at),
        };
        let range = |scores: &Scores| {
            let all = (0..categories).map(|at| score(scores, at));
            let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), s| {
                (l.min(s), h.max(s))
            });
            high - low
        };
        let mut matrix = Vec::with_capacity(categories * categories);
        for i in 0..categories {
            for j in 0..categories {
                let weight = match self {
                    _ if i == j => 1.0,
                    Weights::Identity => 0.0,
                    Weights::Linear(s) => 1.0 - (score(s, i) - score(s, j)).abs() / range(s),
                    Weights::Quadratic(s) => 1.0 - ((score(s, i) - score(s, j)) / range(s)).powi(2),
                };
                matrix.push(if weight.is_finite() { weight } else { 0.0 });
            }
        }
        matrix
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(super) fn as_f64(count: usize) -> f64 {
    count as f64
}
