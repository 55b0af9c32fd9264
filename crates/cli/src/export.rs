//! `throughline export`

use crate::args::ExportArguments;
use crate::failure::Failure;

/// Write a review for other tools.
pub fn run(_arguments: &ExportArguments) -> Result<(), Failure> {
    Err(Failure::usage(&"`export` is not there yet", "see --help"))
}
