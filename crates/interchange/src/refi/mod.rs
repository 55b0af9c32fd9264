//! REFI-QDA 1.5, the exchange format of `NVivo`, ATLAS.ti, MAXQDA, `QualCoder`, Taguette and others:
//! codebooks (`.qdc`) and projects (`.qdpx`), both ways.
//!
//! Files of real programs bend the standard in known ways; what is read in spite of it stands with
//! each reader. Whatever has no place on the other side is listed as
//! [`NotCarried`].

mod archive;
pub mod codebook;
mod codes;
mod decode;
mod guid;
mod layout;
mod offsets;
mod out;
pub mod project;
mod xml;

pub use archive::Limits;
pub use codebook::{read_codebook, write_codebook};
pub use project::{Options, read_project, write_project, write_project_to};

use crate::incoming::NotCarried;
use thiserror::Error;

/// What the `origin` of files that this program writes says.
pub const ORIGIN: &str = "Throughline";

/// What was written, and what of it could not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// What the format has no place for.
    pub not_carried: Vec<NotCarried>,
}

/// Why nothing was written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The standard wants at least one code in a codebook.
    #[error("a REFI-QDA codebook holds at least one code, and this review has no themes")]
    NoThemes,
    /// The system refused.
    #[error("the file could not be written: {0}")]
    Write(#[from] std::io::Error),
    /// The zip could not be written.
    #[error("the file could not be written: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// A note could not be read again.
    #[error(transparent)]
    Text(#[from] throughline_core::notes::TextError),
}
