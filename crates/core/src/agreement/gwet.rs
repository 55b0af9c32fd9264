//! Gwet's AC1 and AC2.

use super::ratings::{Ratings, Tally};
use super::value::{Reason, Value};
use super::weights::{Weights, as_f64};

/// Gwet's AC1 (Gwet 2008): `(p_a − p_e) / (1 − p_e)`, with `p_a` the observed agreement over units
/// rated by two coders or more and `p_e = Σ π_k (1 − π_k) / (q − 1)`, where the shares `π_k` are
/// over all units rated at all, each unit counting once.
///
/// The standard error is that of Gwet (2008), conditional on the coders; a 95% interval from it takes
/// t with n − 1 degrees of freedom, n the units rated at all.
#[must_use]
pub fn gwet_ac1(ratings: &Ratings) -> Value {
    gwet_ac2(ratings, &Weights::Identity)
}

/// Gwet's AC2 (Gwet 2014): AC1 with weights, `p_e = T_w Σ π_k (1 − π_k) / (q (q − 1))` with `T_w`
/// the sum of all weights.
#[must_use]
pub fn gwet_ac2(ratings: &Ratings, weights: &Weights) -> Value {
    let q = ratings.categories().len();
    if ratings.pairable_units() == 0 {
        return Value::Undefined(Reason::NoPairableUnit);
    }
    if q < 2 {
        return Value::Undefined(Reason::OneCategory);
    }
    let w = weights.matrix(q);
    let mut tally = Tally::new(q);
    let (mut units, mut pairable, mut agreed) = (0.0, 0.0, 0.0);
    let mut shares = vec![0.0; q];
    for (row, times) in ratings.rows() {
        tally.count(row);
        if tally.ratings == 0 {
            continue;
        }
        let times = f64::from(times);
        units += times;
        for &k in &tally.met {
            shares[k] += times * tally.of(k) / f64::from(tally.ratings);
        }
        if let Some(agreement) = weighted(&tally, &w, q) {
            pairable += times;
            agreed += times * agreement;
        }
    }
    for share in &mut shares {
        *share /= units;
    }
    let scale = w.iter().sum::<f64>() / (as_f64(q) * as_f64(q - 1));
    let expected: f64 = scale * shares.iter().map(|p| p * (1.0 - p)).sum::<f64>();
    if (1.0 - expected).abs() < 1e-12 {
        return Value::Undefined(Reason::OneCategory);
    }
    let observed = agreed / pairable;
    let ac = (observed - expected) / (1.0 - expected);
    if units < 2.0 {
        return Value::of(ac);
    }
    let mut spread = 0.0;
    for (row, times) in ratings.rows() {
        tally.count(row);
        if tally.ratings == 0 {
            continue;
        }
        let own = weighted(&tally, &w, q).map_or(0.0, |agreement| {
            units / pairable * (agreement - expected) / (1.0 - expected)
        });
        let by_chance: f64 = tally
            .met
            .iter()
            .map(|&k| tally.of(k) * (1.0 - shares[k]))
            .sum::<f64>()
            * scale
            / f64::from(tally.ratings);
        let term = own - 2.0 * (1.0 - ac) * (by_chance - expected) / (1.0 - expected);
        spread += f64::from(times) * (term - ac).powi(2);
    }
    Value::with_error(ac, spread / (units * (units - 1.0)))
}

/// The weighted share of a unit's pairs that agree; `None` for fewer than two ratings.
fn weighted(tally: &Tally, w: &[f64], q: usize) -> Option<f64> {
    if tally.ratings < 2 {
        return None;
    }
    let r = f64::from(tally.ratings);
    let pairs: f64 = tally
        .met
        .iter()
        .map(|&k| {
            let near: f64 = tally.met.iter().map(|&l| w[k * q + l] * tally.of(l)).sum();
            tally.of(k) * (near - 1.0)
        })
        .sum();
    Some(pairs / (r * (r - 1.0)))
}
