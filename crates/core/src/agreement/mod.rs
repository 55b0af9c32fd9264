//! Agreement between coders: pure functions over a matrix of coders by units with missing values.
//!
//! Each statistic is documented with its formula, its source and the units it is computed over; each
//! is a [`Value`], since a statistic may be undefined, for a [`Reason`], and is then never 0, 1 or a
//! number that is none. Reading a note and tagging nothing is a decision; not having read it is
//! missing.
//!
//! ```
//! use throughline_core::agreement::{Metric, Ratings, krippendorff_alpha, percent};
//! // Two coders, four units; the last was read by one coder only.
//! let ratings = Ratings::of_columns(&["yes", "no"], &[
//!     vec![Some(0), Some(0), Some(1), Some(1)],
//!     vec![Some(0), Some(1), Some(1), None],
//! ]).unwrap();
//! assert_eq!(percent(&ratings).number(), Some(2.0 / 3.0));
//! let alpha = krippendorff_alpha(&ratings, Metric::Nominal).number().unwrap();
//! assert!((alpha - 4.0 / 9.0).abs() < 1e-12);
//! ```

mod binary;
mod bootstrap;
mod cohen;
mod fleiss;
mod gwet;
mod krippendorff;
mod percent;
mod ratings;
pub mod review;
mod sets;
mod summary;
mod value;
mod weights;

pub use binary::{
    Fourfold, bias_index, negative_agreement, pabak, positive_agreement, prevalence_index,
};
pub use bootstrap::{Bootstrap, Draws, Interval, bootstrap, interval};
pub use cohen::{Table, cohen_kappa, light_kappa, scott_pi};
pub use fleiss::{conger_kappa, fleiss_kappa};
pub use gwet::{gwet_ac1, gwet_ac2};
pub use krippendorff::{Metric, krippendorff_alpha};
pub use percent::percent;
pub use ratings::{Ratings, RatingsError};
pub use sets::{SetDistance, SetDistances, SetRatings, set_alpha};
pub use summary::Summary;
pub use value::{Estimate, Reason, Value};
pub use weights::{Scores, Weights};
