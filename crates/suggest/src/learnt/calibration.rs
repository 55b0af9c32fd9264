//! From margins to probabilities: the sigmoid of Platt (1999), fitted as Lin, Lin and Weng (2007)
//! put right.

use crate::count;

/// More steps of Newton's method than it ever takes.
const MOST_STEPS: u32 = 100;
/// The least step, the ridge on the Hessian and the gradient that is small enough, as in the paper.
const LEAST_STEP: f64 = 1e-10;
const RIDGE: f64 = 1e-12;
const FLAT: f64 = 1e-5;

/// A probability from a margin: `1 / (1 + exp(a·margin + b))`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sigmoid {
    /// Below zero where a greater margin is more probable.
    pub a: f64,
    /// Where it stands.
    pub b: f64,
}

impl Sigmoid {
    /// Fits margins of texts that a model had not learnt from, with whether each carries the theme.
    /// The targets are Platt's: `(n₊ + 1)/(n₊ + 2)` and `1/(n₋ + 2)`, so that none is certain.
    ///
    /// `None` where one side has no texts, or a greater margin is not more probable: then the margins
    /// tell nothing.
    #[must_use]
    pub fn fit(margins: &[(f64, bool)]) -> Option<Self> {
        let with = count(margins.iter().filter(|m| m.1).count());
        let without = count(margins.len()) - with;
        if with < 1.0 || without < 1.0 {
            return None;
        }
        let target = |carries: bool| {
            if carries {
                (with + 1.0) / (with + 2.0)
            } else {
                1.0 / (without + 2.0)
            }
        };
        let mut at = Sigmoid {
            a: 0.0,
            b: ((without + 1.0) / (with + 1.0)).ln(),
        };
        let loss = |s: Sigmoid| -> f64 {
            margins
                .iter()
                .map(|&(margin, carries)| {
                    let z = s.a * margin + s.b;
                    let t = target(carries);
                    if z >= 0.0 {
                        t * z + (-z).exp().ln_1p()
                    } else {
                        (t - 1.0) * z + z.exp().ln_1p()
                    }
                })
                .sum()
        };
        let mut value = loss(at);
        for _ in 0..MOST_STEPS {
            let (mut h11, mut h22, mut h21, mut g1, mut g2) = (RIDGE, RIDGE, 0.0, 0.0, 0.0);
            for &(margin, carries) in margins {
                let p = at.probability(margin);
                let curve = p * (1.0 - p);
                h11 += margin * margin * curve;
                h22 += curve;
                h21 += margin * curve;
                let slope = target(carries) - p;
                g1 += margin * slope;
                g2 += slope;
            }
            if g1.abs() < FLAT && g2.abs() < FLAT {
                break;
            }
            let determinant = h11 * h22 - h21 * h21;
            let down_a = -(h22 * g1 - h21 * g2) / determinant;
            let down_b = -(h11 * g2 - h21 * g1) / determinant;
            let slope = g1 * down_a + g2 * down_b;
            let mut step = 1.0;
            loop {
                let next = Sigmoid {
                    a: at.a + step * down_a,
                    b: at.b + step * down_b,
                };
                let reached = loss(next);
                if reached < value + 1e-4 * step * slope {
                    (at, value) = (next, reached);
                    break;
                }
                step /= 2.0;
                if step < LEAST_STEP {
                    return at.rising();
                }
            }
        }
        at.rising()
    }

    fn rising(self) -> Option<Self> {
        (self.a < 0.0 && self.a.is_finite() && self.b.is_finite()).then_some(self)
    }

    /// The probability of a margin.
    ///
    /// ```
    /// let sigmoid = throughline_suggest::learnt::calibration::Sigmoid { a: -1.0, b: 0.0 };
    /// assert_eq!(sigmoid.probability(0.0), 0.5);
    /// assert!(sigmoid.probability(-1e9) >= 0.0 && sigmoid.probability(1e9) <= 1.0);
    /// ```
    #[must_use]
    pub fn probability(self, margin: f64) -> f64 {
        let z = self.a * margin + self.b;
        if z >= 0.0 {
            (-z).exp() / (1.0 + (-z).exp())
        } else {
            1.0 / (1.0 + z.exp())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// With one margin of each kind, ±1, the targets 2/3 and 1/3 are met exactly: `a = −ln 2`, `b = 0`.
    #[test]
    fn two_texts_are_met_exactly() {
        let fitted = Sigmoid::fit(&[(1.0, true), (-1.0, false)]).unwrap();
        assert!((fitted.a + 2f64.ln()).abs() < 1e-4, "{fitted:?}");
        assert!(fitted.b.abs() < 1e-9, "{fitted:?}");
    }

    #[test]
    fn margins_that_tell_nothing_have_no_probability() {
        assert_eq!(Sigmoid::fit(&[]), None);
        assert_eq!(Sigmoid::fit(&[(1.0, true), (2.0, true)]), None);
        assert_eq!(Sigmoid::fit(&[(-1.0, true), (1.0, false)]), None);
    }

    proptest! {
        /// At the optimum the probabilities sum to the targets (the slope of `b` is flat), and they rise
        /// with the margin.
        #[test]
        fn probabilities_sum_to_the_targets(
            margins in proptest::collection::vec((-3.0f64..3.0, any::<bool>()), 4..60),
        ) {
            if let Some(fitted) = Sigmoid::fit(&margins) {
                let with = count(margins.iter().filter(|m| m.1).count());
                let without = count(margins.len()) - with;
                let targets = with * (with + 1.0) / (with + 2.0) + without / (without + 2.0);
                let sum: f64 = margins.iter().map(|m| fitted.probability(m.0)).sum();
                prop_assert!((sum - targets).abs() < 1e-3, "{sum} {targets}");
                prop_assert!(fitted.probability(-1.0) <= fitted.probability(1.0));
            }
        }
    }
}
