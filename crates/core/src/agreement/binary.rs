//! What only yes and no decisions of two coders have: specific agreement, indices of prevalence and
//! bias, and the kappa that is adjusted for both.

use super::ratings::{Ratings, rated};
use super::value::{Reason, Value};

/// Two coders' yes and no decisions on the units both read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fourfold {
    /// Both said yes: a.
    pub both: u32,
    /// The first alone: b.
    pub first: u32,
    /// The second alone: c.
    pub second: u32,
    /// Neither: d.
    pub neither: u32,
}

impl Fourfold {
    /// Of ratings with two coders and the categories no and yes, in this order.
    ///
    /// # Errors
    /// [`Reason::NotTwoCoders`], [`Reason::NoPairableUnit`].
    pub fn of(ratings: &Ratings) -> Result<Self, Reason> {
        if ratings.coders() != 2 {
            return Err(Reason::NotTwoCoders);
        }
        let mut table = Self::default();
        for (row, times) in ratings.rows() {
            let mut both = rated(row);
            match (both.next(), both.next()) {
                (Some(0), Some(0)) => table.neither += times,
                (Some(0), Some(_)) => table.second += times,
                (Some(_), Some(0)) => table.first += times,
                (Some(_), Some(_)) => table.both += times,
                _ => {}
            }
        }
        if table.units() == 0.0 {
            return Err(Reason::NoPairableUnit);
        }
        Ok(table)
    }

    fn units(&self) -> f64 {
        f64::from(self.both)
            + f64::from(self.first)
            + f64::from(self.second)
            + f64::from(self.neither)
    }

    fn apart(&self) -> f64 {
        f64::from(self.first) + f64::from(self.second)
    }
}

/// Positive specific agreement, `2a / (2a + b + c)` (Cicchetti and Feinstein 1990): of a coder's yes,
/// how much the other said too. Undefined where no coder said yes.
#[must_use]
pub fn positive_agreement(table: Fourfold) -> Value {
    specific(f64::from(table.both), table.apart())
}

/// Negative specific agreement, `2d / (2d + b + c)` (Cicchetti and Feinstein 1990).
#[must_use]
pub fn negative_agreement(table: Fourfold) -> Value {
    specific(f64::from(table.neither), table.apart())
}

fn specific(same: f64, apart: f64) -> Value {
    let all = 2.0 * same + apart;
    if all == 0.0 {
        return Value::Undefined(Reason::NoSuchCases);
    }
    Value::of(2.0 * same / all)
}

/// The prevalence index, `(a − d) / n` (Byrt, Bishop and Carlin 1993): near −1 for a rare theme, on
/// which kappa is low however well coders agree.
#[must_use]
pub fn prevalence_index(table: Fourfold) -> Value {
    of_units(table, f64::from(table.both) - f64::from(table.neither))
}

/// The bias index, `(b − c) / n` (Byrt, Bishop and Carlin 1993): how much more often the first coder
/// said yes.
#[must_use]
pub fn bias_index(table: Fourfold) -> Value {
    of_units(table, f64::from(table.first) - f64::from(table.second))
}

/// Kappa adjusted for prevalence and bias, `2 p_o − 1` (Byrt, Bishop and Carlin 1993).
#[must_use]
pub fn pabak(table: Fourfold) -> Value {
    let agree = f64::from(table.both) + f64::from(table.neither);
    match of_units(table, agree) {
        Value::Defined(observed) => Value::of(2.0 * observed.value - 1.0),
        undefined @ Value::Undefined(_) => undefined,
    }
}

fn of_units(table: Fourfold, count: f64) -> Value {
    if table.units() == 0.0 {
        return Value::Undefined(Reason::NoPairableUnit);
    }
    Value::of(count / table.units())
}
