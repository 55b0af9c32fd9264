//! Bytes to tables and note columns.
//!
//! [`prepared`] finds out how a file is written and makes it ready, [`records`] finds records and fields in bytes, [`pieces`] cuts a file where records end,
//! [`notes`] makes columns of codes of notes files, [`table`] reads the small tables of a review,
//! [`duplicates`] finds notes that stand twice (rule of counting 7), [`repeats`] rows that do so without
//! ids, [`no_notes`] rows that are none, [`blanks`] words that stand for nothing, and [`texts`] reads the text
//! of notes again. What is wrong is collected in [`faults`], each fault with its place.
#![warn(missing_docs)]

pub mod blanks;
pub mod check;
pub mod dates;
pub mod dictionary;
pub mod duplicates;
pub mod faults;
pub mod header;
pub mod lengths;
pub mod no_notes;
pub mod notes;
mod open_quotes;
mod originals;
pub mod pieces;
pub mod prepared;
pub mod ratings;
pub mod records;
pub mod repeats;
mod synonyms;
pub mod table;
pub mod texts;
pub mod values;
