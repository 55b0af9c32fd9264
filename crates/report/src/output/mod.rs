//! The output folder: all files of a report, or of another kind of folder that is ours, together or
//! none.
//!
//! Files are written into a folder beside the target (`.NAME.throughline-…`, on the same file
//! system), which is then exchanged for the target in one step. Where the system cannot exchange
//! two folders, the old one is moved aside first and moved back if the second step fails. A run that
//! is cut short by ctrl-C takes its folder with it (`core::unfinished`); what a killed run left behind
//! is put right by the next one.

mod ours;
mod swap;

pub use ours::{Ours, REPORT};

use ours::foreign;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use thiserror::Error;
use throughline_core::unfinished::{self, Unfinished};

/// Between the name of the target and the random end of a stage's name.
const STAGE: &str = ".throughline-";
/// The same for an old report that was moved aside.
const ASIDE: &str = ".throughline-old-";
/// The files that are flushed to the disk before the folders change places: those that the others
/// can be made again from.
const FLUSHED: [&str; 2] = ["report.pdf", "synthesis.json"];

/// An output folder that cannot be written.
#[derive(Debug, Error)]
pub enum OutputError {
    /// It holds something that this program did not write, or is no folder.
    #[error("{}: {example}", .path.display())]
    Foreign {
        /// The folder.
        path: PathBuf,
        /// What it holds, in words.
        example: String,
    },
    /// The system refused.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> OutputError {
    move |source| OutputError::Io {
        path: path.to_path_buf(),
        source,
    }
}

/// A folder that may be written.
#[derive(Debug)]
pub struct Output {
    /// The folder as it was named, for messages.
    named: PathBuf,
    /// Where it is: a symbolic link to a folder is followed.
    target: PathBuf,
    parent: PathBuf,
    name: String,
    ours: Ours,
}

impl Output {
    /// Looks at the target and changes nothing: it is free, or holds what is `ours` alone.
    ///
    /// # Errors
    /// The folder holds something else, or cannot be looked at.
    pub fn new(folder: &Path, ours: Ours) -> Result<Self, OutputError> {
        let target = match fs::symlink_metadata(folder) {
            // `..`, `.` and links lead to a folder with a name of its own.
            Ok(_) => fs::canonicalize(folder).map_err(at(folder))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => folder.to_path_buf(),
            Err(source) => return Err(at(folder)(source)),
        };
        let (Some(name), Some(parent)) = (target.file_name(), target.parent()) else {
            return Err(OutputError::Foreign {
                path: folder.to_path_buf(),
                example: "it has no name that can be replaced".into(),
            });
        };
        let parent = if parent.as_os_str().is_empty() {
            PathBuf::from(".")
        } else {
            parent.to_path_buf()
        };
        let output = Self {
            named: folder.to_path_buf(),
            name: name.to_string_lossy().into_owned(),
            parent,
            target,
            ours,
        };
        output.refuse_foreign(&output.target)?;
        Ok(output)
    }

    fn refuse_foreign(&self, folder: &Path) -> Result<(), OutputError> {
        match foreign(folder, &self.ours).map_err(at(&self.named))? {
            None => Ok(()),
            Some(example) => Err(OutputError::Foreign {
                path: self.named.clone(),
                example,
            }),
        }
    }

    /// A new folder beside the target, after putting right what killed runs left.
    ///
    /// # Errors
    /// The system refuses.
    pub fn stage(&self) -> Result<Stage<'_>, OutputError> {
        let step = unfinished::together();
        let made = make_parents(&self.parent);
        let made = made.map_err(at(&self.parent))?;
        let parents = made.iter().cloned().map(unfinished::if_empty).collect();
        self.recover()?;
        let prefix = format!(".{}{STAGE}", self.name);
        let make = || {
            let mut folder = tempfile::Builder::new();
            folder.prefix(&prefix).tempdir_in(&self.parent)
        };
        let (folder, unfinished) = match unfinished::make(make, TempDir::path) {
            Ok(made) => made,
            Err(source) => {
                remove_empty(&made);
                return Err(at(&self.parent)(source));
            }
        };
        drop(step);
        // As a folder made in the ordinary way; a temporary one is closed to others.
        swap::open_to_others(folder.path()).map_err(at(folder.path()))?;
        let lock = swap::lock(folder.path());
        Ok(Stage {
            output: self,
            folder: Some(folder),
            _lock: lock,
            made,
            parents,
            _unfinished: unfinished,
        })
    }

    /// Moves an old report back that was moved aside and not replaced; removes stages that nobody
    /// writes any more and that hold nothing foreign.
    fn recover(&self) -> Result<(), OutputError> {
        let prefix = format!(".{}{STAGE}", self.name);
        let aside = format!(".{}{ASIDE}", self.name);
        let entries = fs::read_dir(&self.parent).map_err(at(&self.parent))?;
        let mut left: Vec<PathBuf> = entries
            .filter_map(Result::ok)
            .filter(|entry| {
                entry
                    .file_name()
                    .to_str()
                    .is_some_and(|name| name.starts_with(&prefix))
            })
            .map(|entry| entry.path())
            .collect();
        left.sort();
        for folder in left {
            let is_aside = folder
                .file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.starts_with(&aside));
            if is_aside && !self.target.exists() {
                fs::rename(&folder, &self.target).map_err(at(&folder))?;
            } else if matches!(foreign(&folder, &self.ours), Ok(None)) && !swap::is_locked(&folder)
            {
                // Another run may be removing it as well.
                let _ = fs::remove_dir_all(&folder);
            }
        }
        Ok(())
    }
}

/// A folder that is being written; dropped, it is gone.
#[derive(Debug)]
pub struct Stage<'o> {
    output: &'o Output,
    folder: Option<TempDir>,
    _lock: Option<File>,
    /// Parents that were made for it, the deepest last.
    made: Vec<PathBuf>,
    parents: Vec<Unfinished>,
    _unfinished: Unfinished,
}

impl Stage<'_> {
    fn path(&self) -> &Path {
        self.folder.as_ref().map_or(Path::new(""), TempDir::path)
    }

    /// Writes a file, its folder with it.
    ///
    /// # Errors
    /// The system refuses.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.create(name, |out| out.write_all(bytes))
    }

    /// Writes a file through a closure.
    ///
    /// # Errors
    /// The system refuses, or the closure fails.
    pub fn create(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), OutputError> {
        let file = self.path().join(name);
        let written = || -> io::Result<()> {
            let step = unfinished::together();
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut out = BufWriter::new(File::create_new(&file)?);
            drop(step);
            write(&mut out)?;
            let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            if FLUSHED.contains(&name) {
                file.sync_data()?;
            }
            Ok(())
        };
        // A person looks for the file where it was going to be.
        written().map_err(at(&self.output.named.join(name)))
    }

    /// A file that was written.
    ///
    /// # Errors
    /// The system refuses.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, OutputError> {
        fs::read(self.path().join(name)).map_err(at(&self.output.named.join(name)))
    }

    /// Exchanges the stage for the target. Returns the files, relative to it, with their sizes.
    ///
    /// # Errors
    /// The system refuses, or something else has been put into the target meanwhile.
    pub fn put_in_place(mut self) -> Result<Vec<(PathBuf, u64)>, OutputError> {
        let _step = unfinished::together();
        let files = ours::files(self.path()).map_err(at(self.path()))?;
        let output = self.output;
        let named = &output.named;
        let Some(folder) = self.folder.take() else {
            return Ok(files);
        };
        let stage = folder.path().to_path_buf();
        if output.target.exists() {
            swap::exchange(&stage, &output.target, &output.aside()).map_err(at(named))?;
            // Somebody may have put a file there while this run was busy.
            if let Err(error) = output.refuse_foreign(&stage) {
                swap::exchange(&stage, &output.target, &output.aside()).map_err(at(named))?;
                self.folder = Some(folder);
                return Err(error);
            }
        } else {
            fs::rename(&stage, &output.target).map_err(at(named))?;
        }
        self.made.clear();
        self.parents.clear();
        // What is left at the stage's place is the old report; a next run would remove it too.
        drop(folder);
        swap::flush(&output.parent);
        Ok(files)
    }
}

impl Output {
    fn aside(&self) -> PathBuf {
        self.parent
            .join(format!(".{}{ASIDE}{}", self.name, std::process::id()))
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        drop(self.folder.take());
        remove_empty(&self.made);
    }
}

/// Makes a folder and those above it. Returns the ones that were made.
fn make_parents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut missing: Vec<PathBuf> = folder
        .ancestors()
        .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
        .map(Path::to_path_buf)
        .collect();
    missing.reverse();
    let made = fs::create_dir_all(folder);
    if let Err(error) = made {
        remove_empty(&missing);
        return Err(error);
    }
    Ok(missing)
}

/// Removes folders that were made for nothing, the deepest first; one that is not empty stays.
fn remove_empty(folders: &[PathBuf]) {
    for folder in folders.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
}

#[cfg(test)]
mod tests;
