//! `throughline import`

use crate::args::ImportArguments;
use crate::failure::Failure;

/// Take in another tool's file.
pub fn run(_arguments: &ImportArguments) -> Result<(), Failure> {
    Err(Failure::usage(&"`import` is not there yet", "see --help"))
}
