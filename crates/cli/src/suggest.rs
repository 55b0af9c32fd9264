//! `throughline suggest`

use crate::args::SuggestArguments;
use crate::failure::Failure;

/// Suggest themes for notes without tags, each with its reason.
pub fn run(_arguments: &SuggestArguments) -> Result<(), Failure> {
    Err(Failure::usage(&"`suggest` is not there yet", "see --help"))
}
