//! A statistic, or the reason why there is none.

use serde::{Serialize, Serializer, ser::SerializeMap};
use std::fmt;

/// Why a statistic is undefined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// No unit was rated by two coders.
    NoPairableUnit,
    /// Every rating that counts is of one category, so that no disagreement could be expected.
    OneCategory,
    /// No coder ever gave the theme.
    NeverUsed,
    /// It is of two coders, and there are more or fewer.
    NotTwoCoders,
    /// It needs every unit rated by every coder.
    Incomplete,
    /// The metric needs categories that are numbers.
    NotNumbers,
    /// The metric needs numbers that are not negative.
    Negative,
    /// There are no cases on one side: no coder said yes, or none said no.
    NoSuchCases,
    /// Fewer than two units, so that nothing can be said of how it varies.
    TooFewUnits,
}

impl Reason {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Reason::NoPairableUnit => "no unit was rated by two coders",
            Reason::OneCategory => {
                "only one category was used, so no disagreement could be expected"
            }
            Reason::NeverUsed => "never used",
            Reason::NotTwoCoders => "it is a statistic of two coders",
            Reason::Incomplete => "not every unit was rated by every coder",
            Reason::NotNumbers => "the metric needs categories that are numbers",
            Reason::Negative => "the metric needs numbers of zero or more",
            Reason::NoSuchCases => "there are no such cases",
            Reason::TooFewUnits => "fewer than two units were rated",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A statistic with its standard error, where its source gives one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The statistic.
    pub value: f64,
    /// Its standard error.
    pub standard_error: Option<f64>,
}

/// A statistic, or why there is none. Serialized as a number, or as `{"undefined": reason}`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// The statistic.
    Defined(Estimate),
    /// Why there is none.
    Undefined(Reason),
}

impl Value {
    pub(super) fn of(value: f64) -> Self {
        Value::Defined(Estimate {
            value,
            standard_error: None,
        })
    }

    pub(super) fn with_error(value: f64, variance: f64) -> Self {
        Value::Defined(Estimate {
            value,
            // Rounding can leave a variance of nothing a hair below it.
            standard_error: (variance.is_finite()).then(|| variance.max(0.0).sqrt()),
        })
    }

    /// The number, where it is defined.
    #[must_use]
    pub fn number(self) -> Option<f64> {
        match self {
            Value::Defined(estimate) => Some(estimate.value),
            Value::Undefined(_) => None,
        }
    }

    /// The standard error, where the source gives one.
    #[must_use]
    pub fn standard_error(self) -> Option<f64> {
        match self {
            Value::Defined(estimate) => estimate.standard_error,
            Value::Undefined(_) => None,
        }
    }

    /// Why it is undefined.
    #[must_use]
    pub fn reason(self) -> Option<Reason> {
        match self {
            Value::Defined(_) => None,
            Value::Undefined(reason) => Some(reason),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Defined(estimate) => serializer.serialize_f64(estimate.value),
            Value::Undefined(reason) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("undefined", reason.words())?;
                map.end()
            }
        }
    }
}
