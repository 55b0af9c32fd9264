//! Changes of several files of a review folder, all together or not at all.

use super::EditError;
use crate::beside::{self, Writing};
use crate::settings;
use std::io;
use std::path::Path;

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

/// Makes changes of a review folder, all of them or none. Writers of one folder wait for each other.
///
/// # Errors
/// [`EditError::NotAReview`], [`EditError::Changed`] where a file is no longer what it was when it
/// was read, [`EditError::Io`]; the folder is then as it was.
pub fn apply(folder: &Path, changes: &[FileChange]) -> Result<(), EditError> {
    if !folder.join(settings::FILE).is_file() {
        return Err(EditError::NotAReview(folder.to_owned()));
    }
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source: io::Error| EditError::Io { path, source }
    };
    let _writing = Writing::begin(folder).map_err(failed(folder))?;
    for change in changes {
        let path = folder.join(&change.path);
        if super::read(&path).map_err(failed(&path))? != change.before {
            return Err(EditError::Changed(path));
        }
    }
    for change in changes {
        let path = folder.join(&change.path);
        match &change.after {
            Some(bytes) => {
                if let Some(parent) = path.parent() {
                    std::fs::create_dir_all(parent).map_err(failed(parent))?;
                }
                beside::write(&path, bytes).map_err(failed(&path))?;
            }
            None => std::fs::remove_file(&path).map_err(failed(&path))?,
        }
    }
    Ok(())
}
