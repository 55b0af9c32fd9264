//! Percent agreement.

use super::ratings::{Ratings, Tally};
use super::value::{Reason, Value};

/// Percent agreement, from 0 to 1: the mean, over units rated by two coders or more, of the share of
/// the unit's pairs of ratings that agree, `Σ_k r_k (r_k − 1) / (r (r − 1))`.
///
/// It is no agreement beyond chance: on a rare theme coders agree by leaving it out.
#[must_use]
pub fn percent(ratings: &Ratings) -> Value {
    let mut tally = Tally::new(ratings.categories().len());
    let (mut sum, mut units) = (0.0, 0.0);
    for (row, times) in ratings.rows() {
        tally.count(row);
        if let Some(share) = agreeing(&tally) {
            sum += f64::from(times) * share;
            units += f64::from(times);
        }
    }
    if units == 0.0 {
        return Value::Undefined(Reason::NoPairableUnit);
    }
    Value::of(sum / units)
}

/// The share of a unit's pairs that agree; `None` for fewer than two ratings.
pub(super) fn agreeing(tally: &Tally) -> Option<f64> {
    if tally.ratings < 2 {
        return None;
    }
    let r = f64::from(tally.ratings);
    let pairs: f64 = tally
        .met
        .iter()
        .map(|&k| tally.of(k) * (tally.of(k) - 1.0))
        .sum();
    Some(pairs / (r * (r - 1.0)))
}
