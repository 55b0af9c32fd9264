//! `throughline tags`

use crate::args::TagsArguments;
use crate::failure::Failure;

/// Sheets to tag in, and how coders differ.
pub fn run(_arguments: &TagsArguments) -> Result<(), Failure> {
    Err(Failure::usage(&"`tags` is not there yet", "see --help"))
}
