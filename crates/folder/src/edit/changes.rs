//! Changes of several files of a review folder, all together or not at all.

use super::disk::Disk;
use super::{EditError, journal};
use crate::beside::Writing;
use crate::settings;
use std::io;
use std::path::Path;
use throughline_core::unfinished;

/// One file of a review folder on its way from what it holds to what it will hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Its path in the folder, with `/` between names.
    pub path: String,
    /// The bytes it held when it was read; `None` where there was no such file.
    pub before: Option<Vec<u8>>,
    /// The bytes it will hold; `None` to remove it.
    pub after: Option<Vec<u8>>,
}

/// Makes changes of a review folder, all of them or none, whenever the machine stops: what a crash
/// leaves is finished or taken back by the next who opens or changes the folder. Writers of one
/// folder wait for each other, and for those who are reading it.
///
/// ```
/// use throughline_folder::edit::{FileChange, apply};
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("review.toml"), "title = \"A review\"")?;
/// let change = |path: &str, after: &str| FileChange {
///     path: path.into(),
///     before: None,
///     after: Some(after.into()),
/// };
/// apply(folder.path(), &[change("codebook.csv", "code,label\n"), change("tags/ana.csv", "note_id,themes\n")])?;
/// assert_eq!(std::fs::read_to_string(folder.path().join("tags/ana.csv"))?, "note_id,themes\n");
/// assert_eq!(std::fs::read_dir(folder.path())?.count(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`EditError::NotAReview`], [`EditError::Changed`] where a file is no longer what it was when it
/// was read, [`EditError::Io`]; the folder is then as it was.
pub fn apply(folder: &Path, changes: &[FileChange]) -> Result<(), EditError> {
    apply_in_steps(folder, changes, &mut || {})
}

/// As [`apply`], calling `before_step` before each system call that changes the disk, so that a test
/// can stop a process there.
///
/// # Errors
/// As [`apply`].
pub fn apply_in_steps(
    folder: &Path,
    changes: &[FileChange],
    before_step: &mut dyn FnMut(),
) -> Result<(), EditError> {
    if !folder.join(settings::FILE).is_file() {
        return Err(EditError::NotAReview(folder.to_owned()));
    }
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source: io::Error| EditError::Io { path, source }
    };
    let mut disk = Disk::new(before_step);
    let _writing = Writing::begin_in_steps(folder, &mut disk).map_err(failed(folder))?;
    let _step = unfinished::together();
    journal::last_look(folder, changes)?;
    journal::make(folder, changes, &mut disk)
}
