//! Counting, seen from outside: each rule of counting on a review small enough to count by hand,
//! and every table against a count that knows nothing of how the crate counts.

mod disclosure;
mod draft;
mod first_look;
mod frames;
mod plan;
mod refusals;
mod rules;
mod support;
mod support_by_sets;
mod tables_by_sets;
