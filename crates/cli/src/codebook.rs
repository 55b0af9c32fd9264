//! `throughline codebook`

use crate::args::CodebookArguments;
use crate::failure::Failure;

/// Show, check and change the codebook.
pub fn run(_arguments: &CodebookArguments) -> Result<(), Failure> {
    Err(Failure::usage(&"`codebook` is not there yet", "see --help"))
}
