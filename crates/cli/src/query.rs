//! `throughline query`

use crate::args::QueryArguments;
use crate::failure::Failure;

/// Ask the tables of a review in SQL.
pub fn run(_arguments: &QueryArguments) -> Result<(), Failure> {
    Err(Failure::usage(&"`query` is not there yet", "see --help"))
}
