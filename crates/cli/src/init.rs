//! `throughline init`

use crate::args::InitArguments;
use crate::failure::Failure;

/// Begin a review folder from a file of notes.
pub fn run(_arguments: &InitArguments) -> Result<(), Failure> {
    Err(Failure::usage(&"`init` is not there yet", "see --help"))
}
