//! Why a report could not be made, and what to do about it.

use crate::output::OutputError;
use crate::pdf::{PdfError, ProjectError};
use crate::png::PngError;
use crate::scan::Leak;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// A report that could not be made. Nothing was written.
#[derive(Debug, Error)]
pub enum ReportError {
    /// The output folder is not one that this program wrote.
    #[error("`{}` is not a report's folder: {example}", .path.display())]
    Foreign {
        /// The folder.
        path: PathBuf,
        /// What there is in it that is not ours.
        example: String,
    },
    /// A file or folder could not be read or written.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The PDF could not be typeset.
    #[error(transparent)]
    Engine(#[from] PdfError),
    /// A chart could not be drawn, or the synthesis not be written.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// A chart could not be made into a PNG.
    #[error(transparent)]
    Png(#[from] PngError),
    /// What was rendered holds what must not be published.
    #[error("the report would publish what must be withheld:{}", crate::scan::list(.0))]
    Leak(Vec<Leak>),
}

impl ReportError {
    /// What to do about it, where there is something to say.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            ReportError::Foreign { .. } => Some(
                "name another folder, or move those files away: a run replaces the whole folder"
                    .into(),
            ),
            ReportError::Engine(error) => error.help(),
            ReportError::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    Some("make room on the disk; what was there before is still there".into())
                }
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    Some("name a folder that you may write to".into())
                }
                _ => None,
            },
            ReportError::Leak(_) => Some(
                "take it out of the note, the finding or the codebook it comes from, or report with \
                 `--audience internal`; only the list of contributors and the publisher may hold names"
                    .into(),
            ),
            ReportError::Project(_) | ReportError::Png(_) => None,
        }
    }
}

impl From<OutputError> for ReportError {
    fn from(error: OutputError) -> Self {
        match error {
            OutputError::Foreign { path, example } => ReportError::Foreign { path, example },
            OutputError::Io { path, source } => ReportError::Io { path, source },
        }
    }
}
