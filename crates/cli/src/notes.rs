//! `throughline notes`

use crate::args::NotesArguments;
use crate::failure::Failure;

/// Find notes by theme, stance, organisation and words.
pub fn run(_arguments: &NotesArguments) -> Result<(), Failure> {
    Err(Failure::usage(&"`notes` is not there yet", "see --help"))
}
