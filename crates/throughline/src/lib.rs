//! Throughline for programs: open a review, count it, render it.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use throughline::{Analysis, Audience, Report};
//! let review = throughline::open("data/ogp-2023")?.accept_warnings(|p| eprintln!("{p}"))?;
//! let publication = Analysis::of(&review)?.publish(&Audience::Public.into())?;
//! Report::new(&publication).write_to("reports/ogp-2023")?;
//! # Ok(()) }
//! ```
//!
//! Counts and the audit of the findings without a report, here of one file of notes:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("notes.csv");
//! # std::fs::write(&path, "organisation,themes,text\nA,cost,It costs.\nB,cost;time,It takes time.\n")?;
//! use throughline::{Analysis, Audience};
//! let review = throughline::open(&path)?.accept_warnings(|p| eprintln!("{p}"))?;
//! let analysis = Analysis::of(&review)?;
//! let prevalence = analysis.prevalence();
//! let cost = &prevalence.rows()[0];
//! assert_eq!(review.codebook.theme(cost.theme).id.as_str(), "cost");
//! assert_eq!((cost.rolled.organisations, prevalence.denominator()), (2, 2));
//! let audit: throughline::model::audit::Audit = analysis.audit(Audience::Internal);
//! assert!(audit.judgements.is_empty(), "there are no findings");
//! # Ok(()) }
//! ```
//!
//! The crates behind it, in the order data flows: [`ingest`] reads notes into columns, [`folder`]
//! reads a review's files into a [`Review`], [`analysis`] counts it and says it, [`report`]
//! renders the [`Synthesis`]. [`model`] is `throughline-core`, the types they share: what the guides
//! call `core::…` is `throughline::model::…` here. polars is that of the workspace (`=0.55.2`); a
//! program that names its types needs the same version.
#![warn(missing_docs)]

pub use throughline_analysis as analysis;
pub use throughline_core as model;
pub use throughline_folder as folder;
pub use throughline_ingest as ingest;
pub use throughline_interchange as interchange;
pub use throughline_report as report;
pub use throughline_suggest as suggest;

mod opening;

pub use opening::{Opening, ReviewHasErrors, open, open_with};
pub use throughline_analysis::Analysis;
pub use throughline_analysis::publish::{Publication, PublishError, Refusal, Request};
pub use throughline_core::problem::{Code, Place, Problem, Problems, Severity};
pub use throughline_core::review::{Audience, Level, Review};
pub use throughline_core::synthesis::Synthesis;
pub use throughline_folder::{
    DateOrder, Delimiter, Encoding, Input, OpenError, OpenOptions, Shape,
};
pub use throughline_report::{Format, Report, ReportError};

/// The README's code is run as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
