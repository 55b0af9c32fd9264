//! The usual statistics of one file of ratings.

use super::{
    Metric, Ratings, Reason, Value, Weights, cohen_kappa, fleiss_kappa, gwet_ac1,
    krippendorff_alpha, percent,
};
use serde::Serialize;

/// What is usually asked of ratings. Percent, kappas and AC1 are unweighted whatever the metric; a
/// statistic that does not apply is undefined with its reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Units rated by two coders or more.
    pub units: usize,
    /// How many coders.
    pub coders: usize,
    /// Percent agreement, from 0 to 1.
    pub percent: Value,
    /// Cohen's kappa, of two coders.
    pub cohen_kappa: Value,
    /// Fleiss' kappa, of complete ratings.
    pub fleiss_kappa: Value,
    /// Krippendorff's alpha under the metric.
    pub krippendorff_alpha: Value,
    /// Gwet's AC1.
    pub gwet_ac1: Value,
}

impl Summary {
    /// Of ratings whose categories stand in their order. An ordinal metric takes numbers, since
    /// words in byte order have no rank.
    #[must_use]
    pub fn of(ratings: &Ratings, metric: Metric) -> Self {
        let krippendorff_alpha = if metric == Metric::Ordinal && ratings.numbers().is_none() {
            Value::Undefined(Reason::NotNumbers)
        } else {
            krippendorff_alpha(ratings, metric)
        };
        Self {
            units: ratings.pairable_units(),
            coders: ratings.coders(),
            percent: percent(ratings),
            cohen_kappa: cohen_kappa(ratings, &Weights::Identity),
            fleiss_kappa: fleiss_kappa(ratings),
            krippendorff_alpha,
            gwet_ac1: gwet_ac1(ratings),
        }
    }

    /// The statistics by name, in order.
    #[must_use]
    pub fn statistics(&self) -> [(&'static str, Value); 5] {
        [
            ("percent", self.percent),
            ("cohen_kappa", self.cohen_kappa),
            ("fleiss_kappa", self.fleiss_kappa),
            ("krippendorff_alpha", self.krippendorff_alpha),
            ("gwet_ac1", self.gwet_ac1),
        ]
    }
}
