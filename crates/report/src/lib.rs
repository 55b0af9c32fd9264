//! Synthesis to charts, PDF and tables.
//!
//! Data comes in one document, the [`Synthesis`](throughline_core::synthesis::Synthesis), in which
//! every number and every sentence that rests on one stands already: this crate places and draws,
//! and never adds or divides. [`Report`] makes a folder of files or a PDF in memory.
#![warn(missing_docs)]

pub mod charts;
mod error;
pub mod fonts;
pub mod output;
pub mod pdf;
pub mod png;
pub mod printable;
pub mod rejected;
mod report;
pub mod scan;
pub mod tables;
pub mod template;

pub use error::ReportError;
pub use report::{Format, LedgerRows, Pdf, Report, Written};
pub use scan::{Leak, Rule};
