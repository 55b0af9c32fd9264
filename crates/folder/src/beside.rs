//! Files that are written beside their place and then put into it in one step, so that a reader
//! finds the old file or the new one and never half of one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Puts bytes into a file. It keeps the permissions it had; where it is a link, what it leads to is
/// replaced and the link stays.
///
/// # Errors
/// The system cannot write; the file is as it was.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(error),
    };
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let new = target.with_file_name(format!(".{name}.new"));
    let written = fill(&new, bytes).and_then(|()| {
        if let Ok(about) = fs::metadata(&target) {
            fs::set_permissions(&new, about.permissions())?;
        }
        fs::rename(&new, &target)
    });
    if written.is_err() {
        // What failed is the error to report; a left-over is overwritten by the next writer.
        let _ = fs::remove_file(&new);
    }
    written
}

fn fill(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Keeps other writers of a folder out for as long as it is held: a lock on the review's settings,
/// the one file that every review has and that is never written here. Nothing is left behind.
#[derive(Debug)]
pub struct Writing {
    _locked: Option<File>,
}

impl Writing {
    /// Waits until nobody else writes to the folder.
    ///
    /// # Errors
    /// There are no settings in the folder, or the system cannot lock. A file system that has no
    /// locks is written to without.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        let file = File::open(folder.join(crate::settings::FILE))?;
        match file.lock() {
            Ok(()) => Ok(Self {
                _locked: Some(file),
            }),
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(Self { _locked: None }),
            Err(error) => Err(error),
        }
    }
}
