//! Files that are written beside their place and then put into it in one step, so that a reader
//! finds the old file or the new one and never half of one.

use crate::edit::{Disk, journal};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use throughline_core::unfinished;

/// Puts bytes into a file. It keeps the permissions it had; where it is a link, what it leads to is
/// replaced and the link stays.
///
/// # Errors
/// The system cannot write; the file is as it was.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_if(path, bytes, || Ok(true)).map(|_| ())
}

/// As [`write()`], if a last look before the file is put in place allows it. Says whether it did.
///
/// # Errors
/// The system cannot write, or the look fails; the file is as it was.
pub fn write_if(
    path: &Path,
    bytes: &[u8],
    last_look: impl FnOnce() -> io::Result<bool>,
) -> io::Result<bool> {
    let _step = unfinished::together();
    let target = target(path)?;
    let new = new_name(&target);
    let written = fill(&new, bytes).and_then(|()| {
        if let Ok(about) = fs::metadata(&target) {
            fs::set_permissions(&new, about.permissions())?;
        }
        let allowed = last_look()?;
        if allowed {
            fs::rename(&new, &target)?;
        }
        Ok(allowed)
    });
    if !matches!(written, Ok(true)) {
        // What failed before is what is reported; a left-over is overwritten by the next writer.
        let _ = fs::remove_file(&new);
    }
    written
}

/// What is replaced when a path is written to: what it leads to, where it is a link.
///
/// # Errors
/// The system cannot follow it.
pub fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        other => other,
    }
}

/// The name under which the bytes of a file are written beside it.
#[must_use]
pub fn new_name(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.new"))
}

fn fill(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Keeps everybody else out of a folder for as long as it is held: a lock on the review's settings,
/// the one file that every review has. Nothing is left behind.
#[derive(Debug)]
pub struct Writing {
    _locked: Option<File>,
}

impl Writing {
    /// Waits until nobody else reads or writes the folder. A change that a crash cut short is
    /// finished or taken back first.
    ///
    /// # Errors
    /// There are no settings in the folder, or the system cannot lock or write. A file system that
    /// has no locks is written to without.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        Self::begin_in_steps(folder, &mut Disk::new(&mut || {}))
    }

    /// As [`begin`](Self::begin), with the steps of a test.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    pub fn begin_in_steps(folder: &Path, disk: &mut Disk<'_>) -> io::Result<Self> {
        let locked = locked(folder, File::lock)?;
        journal::recover(folder, disk)?;
        Ok(Self { _locked: locked })
    }
}

/// Keeps writers out of a folder for as long as it is held, so that what is read is of one moment.
#[derive(Debug)]
pub struct Reading {
    _locked: Option<File>,
}

impl Reading {
    /// Waits until nobody writes to the folder. A change that a crash cut short is finished or taken
    /// back first.
    ///
    /// # Errors
    /// There are no settings in the folder, or a change was cut short and the folder cannot be
    /// written to. A file system that has no locks is read without.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        loop {
            let locked = locked(folder, File::lock_shared)?;
            if !journal::is_there(folder) {
                return Ok(Self { _locked: locked });
            }
            drop(locked);
            drop(Writing::begin(folder)?);
        }
    }
}

/// Locks the settings of a folder; those that lie there when the lock is given, since a change may
/// have put others in their place meanwhile.
fn locked(folder: &Path, lock: fn(&File) -> io::Result<()>) -> io::Result<Option<File>> {
    let path = folder.join(crate::settings::FILE);
    loop {
        let file = File::open(&path)?;
        match lock(&file) {
            Ok(()) if is_the_same(&file, &path)? => return Ok(Some(file)),
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::Unsupported => return Ok(None),
            Err(error) => return Err(error),
        }
    }
}

#[cfg(unix)]
fn is_the_same(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (held, there) = (file.metadata()?, fs::metadata(path)?);
    Ok((held.dev(), held.ino()) == (there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn is_the_same(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}
