//! REFI-QDA codebooks and projects: the ways in which real files bend the standard, and what comes
//! back of what was written.

mod codebook;
mod foreign;
mod hostile;
mod round_trip;
mod schema;
mod zipped;
