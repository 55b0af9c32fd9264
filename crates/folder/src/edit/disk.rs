//! The steps by which a change of several files reaches the disk, one system call each, so that a
//! test can stop a process between any two of them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Does one step after another.
pub struct Disk<'s> {
    before_step: &'s mut dyn FnMut(),
}

impl<'s> Disk<'s> {
    /// `before_step` is called before each step.
    pub fn new(before_step: &'s mut dyn FnMut()) -> Self {
        Self { before_step }
    }

    /// Makes a file with some bytes, in two writes, and sees it through to the disk.
    pub fn fill(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        (self.before_step)();
        let mut file = File::create(path)?;
        self.write(&mut file, bytes)
    }

    /// Adds bytes to the end of a file and sees them through to the disk.
    pub fn append(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        (self.before_step)();
        let mut file = OpenOptions::new().append(true).open(path)?;
        self.write(&mut file, bytes)
    }

    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        let (first, second) = bytes.split_at(bytes.len() / 2);
        for half in [first, second] {
            (self.before_step)();
            file.write_all(half)?;
        }
        (self.before_step)();
        file.sync_all()
    }

    /// Gives a file the permissions of another, if there is such another.
    pub fn permissions(&mut self, of: &Path, to: &Path) -> io::Result<()> {
        (self.before_step)();
        match fs::metadata(of) {
            Ok(about) => fs::set_permissions(to, about.permissions()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Renames a file onto another.
    pub fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        (self.before_step)();
        fs::rename(from, to)
    }

    /// Removes a file; one that is not there is removed already.
    pub fn remove(&mut self, path: &Path) -> io::Result<()> {
        (self.before_step)();
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Makes a folder; one that is there is made already.
    pub fn make_folder(&mut self, path: &Path) -> io::Result<()> {
        (self.before_step)();
        match fs::create_dir(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    }

    /// Removes a folder if nothing is in it.
    pub fn remove_empty_folder(&mut self, path: &Path) -> io::Result<()> {
        (self.before_step)();
        match fs::remove_dir(path) {
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty
                ) =>
            {
                Ok(())
            }
            other => other,
        }
    }

    /// Sees the names in a folder through to the disk. A system that cannot do it for a folder is
    /// not asked twice.
    pub fn sync_folder(&mut self, path: &Path) {
        (self.before_step)();
        if let Ok(folder) = File::open(path) {
            // Not every file system syncs folders; the files themselves have been synced.
            let _ = folder.sync_all();
        }
    }
}
