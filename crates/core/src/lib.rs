//! The model of Throughline: what a review is, how its notes are held, and the
//! [`Synthesis`](synthesis::Synthesis) that every renderer reads.
//!
//! This crate is pure: no files, no clock, no network, no data frames. Time and text come in as
//! arguments; text of notes is read through the [`Texts`](notes::Texts) trait, which the edge
//! crates implement.
//!
//! What has been parsed is valid. A [`Review`](review::Review) that exists has no dangling
//! reference: every code in its [`Notes`](notes::Notes) is an index into one of its tables.
#![warn(missing_docs)]

pub mod agreement;
pub mod audit;
pub mod codebook;
pub mod coders;
pub mod dates;
pub mod differences;
pub mod excerpts;
pub mod findings;
pub mod first_look;
pub mod formulas;
pub mod ids;
pub mod labels;
pub mod ledger;
pub mod masks;
pub mod names;
pub mod notes;
pub mod numbers;
pub mod problem;
pub mod publication;
pub mod reading;
pub mod retrieval;
pub mod review;
pub mod samples;
pub mod search;
pub mod selection;
pub mod stance;
pub mod synthesis;
pub mod tidy;
pub mod unfinished;
pub mod wording;
