//! Writes to findings.toml: what a program drafted is added, what an analyst wrote is never touched.
//!
//! New findings go to the end of the file and not beneath the last one of their part: there every
//! byte before them stays where it was, comments between findings keep their neighbours, and the
//! change is one piece that a person reads, moves or takes back. A report puts each finding under
//! its part wherever it stands in the file, so in the report it is the last of its part either way.

mod changes;
mod splice;

pub use changes::{FileChange, apply};

use crate::beside::{self, Writing};
use crate::findings::FILE;
use crate::settings;
use splice::{Block, splice};
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use throughline_core::ids::FindingId;
use throughline_core::problem::Place;

/// How often the merge begins again when somebody saves the file while it is at work.
const TRIES: usize = 8;

/// What became of the findings of a block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// Those that were added, in the order of the block.
    pub added: Vec<FindingId>,
    /// Those whose id the file had: what stands there was kept as it is.
    pub kept: Vec<FindingId>,
}

/// Why findings.toml was not written to. It is as it was.
#[derive(Debug, Error)]
pub enum EditError {
    /// The path is no folder with review.toml.
    #[error("{} is not a review folder: findings stand beside a review.toml", .0.display())]
    NotAReview(PathBuf),
    /// The file cannot be read as TOML, so that nothing can be said of what stands in it.
    #[error("{place}: {message}")]
    Syntax {
        /// Where.
        place: Place,
        /// What is wrong.
        message: String,
    },
    /// The findings are written as one value.
    #[error("{0}: the findings are not written as tables (`[[finding]]`), so none can be added")]
    Inline(Place),
    /// What was to be added is no list of findings.
    #[error("what was to be added cannot be: {0}")]
    Block(String),
    /// Somebody else kept saving the file.
    #[error("{FILE} is being changed by another program; run again")]
    Busy,
    /// Somebody else changed a file since it was read.
    #[error("{} was changed by another program in the meantime; run again", .0.display())]
    Changed(PathBuf),
    /// The system could not read or write.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Adds the findings of a block of TOML to the findings.toml of a review folder, by id: one whose id
/// stands there is kept as it is, whatever the block says. What stood there stays byte for byte,
/// comments and order included; merging the same block again changes nothing.
///
/// The file is read when the merge begins, written beside its place and put into it in one step;
/// where it was saved in between, the merge begins again with what was saved. Writers of one folder
/// wait for each other.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("review.toml"), "title = \"A review\"")?;
/// let file = folder.path().join("findings.toml");
/// std::fs::write(&file, "# ours\n[[finding]]\nid = \"cost\"\nstatement = \"It costs.\"\n")?;
///
/// let block = "[[finding]]\nid = \"cost\"\n\n[[finding]]\nid = \"time\"\n";
/// let merged = throughline_folder::edit::merge_findings(folder.path(), block)?;
/// assert_eq!(merged.kept[0].as_str(), "cost");
/// assert_eq!(merged.added[0].as_str(), "time");
/// assert_eq!(
///     std::fs::read_to_string(&file)?,
///     "# ours\n[[finding]]\nid = \"cost\"\nstatement = \"It costs.\"\n\n[[finding]]\nid = \"time\"\n",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`EditError`]; the file is then as it was.
pub fn merge_findings(folder: &Path, block: &str) -> Result<Merged, EditError> {
    merge(folder, block, &mut || {})
}

/// `before_it_is_put_in_place` is called between writing and the last look at the file.
fn merge(
    folder: &Path,
    block: &str,
    before_it_is_put_in_place: &mut dyn FnMut(),
) -> Result<Merged, EditError> {
    let block = Block::parse(block)?;
    if !folder.join(settings::FILE).is_file() {
        return Err(EditError::NotAReview(folder.to_owned()));
    }
    let path = folder.join(FILE);
    let failed = |source: io::Error| EditError::Io {
        path: path.clone(),
        source,
    };
    let _writing = Writing::begin(folder).map_err(failed)?;
    for _ in 0..TRIES {
        let found = read(&path).map_err(failed)?;
        let bytes = found.as_deref().unwrap_or_default();
        let (new, merged) = splice(bytes, &block)?;
        let Some(new) = new else {
            return Ok(merged);
        };
        let unchanged = || {
            before_it_is_put_in_place();
            Ok(read(&path)? == found)
        };
        if beside::write_if(&path, &new, unchanged).map_err(failed)? {
            return Ok(merged);
        }
    }
    Err(EditError::Busy)
}

pub(crate) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
