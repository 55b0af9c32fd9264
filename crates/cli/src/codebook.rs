//! `throughline codebook`

mod change;
mod check;
mod export;
mod import;
mod show;

use crate::args::{CodebookArguments, CodebookCommand};
use crate::failure::Failure;
use std::io;

/// Shows, checks and changes the codebook.
pub fn run(arguments: &CodebookArguments) -> Result<(), Failure> {
    match &arguments.command {
        CodebookCommand::Show(arguments) => show::run(arguments),
        CodebookCommand::Check(arguments) => check::run(arguments),
        CodebookCommand::Merge(arguments) => change::merge(arguments),
        CodebookCommand::Rename(arguments) => change::rename(arguments),
        CodebookCommand::Move(arguments) => change::move_theme(arguments),
        CodebookCommand::Export(arguments) => export::run(arguments),
        CodebookCommand::Import(arguments) => import::run(arguments),
    }
}

/// What printing gave: the reader of a pipe may have had enough.
fn printed(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|e| Failure::system(&e)),
    }
}

/// A text without control characters, which a terminal would obey.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
