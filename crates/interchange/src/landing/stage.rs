//! The files as they would be: made in memory, opened from a temporary place, put into the folder.

use super::LandError;
use super::existing::Existing;
use crate::incoming::Incoming;
use crate::slug::slug;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use throughline_core::problem::{Problem, Problems};
use throughline_core::unfinished;
use throughline_folder::edit::FileChange;
use throughline_folder::rows::{self, NoteRow, Row};
use throughline_folder::{OpenOptions, Opened};

/// The files that change, by their paths.
pub(super) struct Files<'a> {
    existing: &'a Existing,
    changes: BTreeMap<String, FileChange>,
}

impl<'a> Files<'a> {
    pub fn new(existing: &'a Existing) -> Self {
        Self {
            existing,
            changes: BTreeMap::new(),
        }
    }

    fn before(&self, file: &str) -> Result<Option<Vec<u8>>, LandError> {
        let path = self.existing.folder.join(file);
        self.existing.bytes(file).map_err(LandError::io(&path))
    }

    fn put(&mut self, file: &str, before: Option<Vec<u8>>, after: Vec<u8>) {
        if before.as_deref() != Some(after.as_slice()) {
            let change = FileChange {
                path: file.to_owned(),
                before,
                after: Some(after),
            };
            self.changes.insert(file.to_owned(), change);
        }
    }

    /// The review.toml of a new review: its title is the project's, or the name of the folder.
    pub fn settings(&mut self, incoming: &Incoming) -> Result<(), LandError> {
        if !self.existing.is_new() {
            return Ok(());
        }
        let name = self
            .existing
            .folder
            .file_name()
            .map(|n| n.to_string_lossy().into_owned());
        let title = incoming
            .title
            .as_deref()
            .map(str::trim)
            .filter(|t| !t.is_empty());
        let title = title.map_or_else(|| name.unwrap_or_else(|| "Review".into()), str::to_owned);
        let before = self.before(rows::SETTINGS)?;
        self.put(
            rows::SETTINGS,
            before,
            rows::new_settings(&title, &parts(incoming)).into_bytes(),
        );
        Ok(())
    }

    /// Rows at the end of a table. A table without rows is not made.
    pub fn rows<R: Row>(&mut self, file: &str, rows: &[R]) -> Result<(), LandError> {
        if !rows.is_empty() {
            let before = self.before(file)?;
            let after = rows::added(file, before.as_deref(), rows)?;
            self.put(file, before, after);
        }
        Ok(())
    }

    /// Notes go to the notes file of the name of what was imported: one that an earlier import made,
    /// or a new one.
    pub fn notes(&mut self, source: &str, notes: &[NoteRow]) -> Result<(), LandError> {
        if notes.is_empty() && !self.existing.is_new() {
            return Ok(());
        }
        let stem = Path::new(source)
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned());
        let stem = slug(&stem.unwrap_or_default());
        for number in 1u64.. {
            let file = match number {
                1 => format!("{}/{stem}.csv", rows::NOTES),
                _ => format!("{}/{stem}-{number}.csv", rows::NOTES),
            };
            let before = self.before(&file)?;
            if before.as_deref().is_none_or(rows::is_notes_table) {
                let after = rows::added(&file, before.as_deref(), notes)?;
                self.put(&file, before, after);
                break;
            }
        }
        Ok(())
    }

    pub fn changes(self) -> Vec<FileChange> {
        self.changes.into_values().collect()
    }
}

/// Opens the folder as it would be. Gives the warnings and notes that it does not have now.
///
/// # Errors
/// It would have errors, or the system fails.
pub(super) fn verify(existing: &Existing, changes: &[FileChange]) -> Result<Problems, LandError> {
    let (place, _unfinished) = unfinished::make(tempfile::tempdir, TempDir::path)
        .map_err(LandError::io(&existing.folder))?;
    let staged = place.path();
    if !existing.is_new() {
        mirror(&existing.folder, staged, changes, "").map_err(LandError::io(staged))?;
    }
    fill(staged, changes).map_err(LandError::io(staged))?;
    let Opened {
        review, problems, ..
    } = throughline_folder::open(staged, &OpenOptions::default())?;
    if review.is_none() || problems.has_errors() {
        return Err(LandError::WouldHaveErrors(
            existing.folder.clone(),
            problems,
        ));
    }
    let key = |p: &Problem| (p.code, p.message.clone(), p.place.file.clone());
    let before: BTreeSet<_> = existing.problems.iter().map(key).collect();
    let mut new = Problems::default();
    for problem in problems.iter().filter(|p| !before.contains(&key(p))) {
        new.push(problem.clone());
    }
    Ok(new)
}

/// Makes every file of a folder that does not change stand in another: by a link, or as a copy.
fn mirror(from: &Path, to: &Path, changes: &[FileChange], under: &str) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        let path = match under {
            "" => name.to_string_lossy().into_owned(),
            _ => format!("{under}/{}", name.to_string_lossy()),
        };
        let target = to.join(&name);
        if entry.path().is_dir() {
            // Only the folders of a review's own files are looked into.
            if under.is_empty() && [rows::NOTES, rows::TAGS].contains(&path.as_str()) {
                fs::create_dir(&target)?;
                mirror(&entry.path(), &target, changes, &path)?;
            }
        } else if !changes.iter().any(|c| c.path == path) {
            link(&fs::canonicalize(entry.path())?, &target)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(not(unix))]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to).map(|_| ())
}

/// Writes the changed files into a folder.
fn fill(folder: &Path, changes: &[FileChange]) -> io::Result<()> {
    for change in changes {
        let path = folder.join(&change.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        if let Some(bytes) = &change.after {
            let mut file = fs::File::create(&path)?;
            io::Write::write_all(&mut file, bytes)?;
            file.sync_all()?;
        }
    }
    Ok(())
}

/// Makes a review folder where there is none, or an empty one: it is made beside and put in place
/// whole.
///
/// # Errors
/// The system cannot write; nothing is there.
pub(super) fn create(folder: &Path, changes: &[FileChange]) -> Result<(), LandError> {
    let parent = match folder.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let _step = unfinished::together();
    fs::create_dir_all(&parent).map_err(LandError::io(&parent))?;
    let beside = tempfile::Builder::new()
        .prefix(".import-")
        .tempdir_in(&parent)
        .map_err(LandError::io(&parent))?;
    let made = beside.path().join("review");
    fs::create_dir(&made).map_err(LandError::io(&made))?;
    fill(&made, changes).map_err(LandError::io(&made))?;
    if folder.is_dir() {
        fs::remove_dir(folder).map_err(LandError::io(folder))?;
    }
    fs::rename(&made, folder).map_err(LandError::io(folder))
}

/// The parts of a new review: those of the file, or none, and notes name them as they are.
fn parts(incoming: &Incoming) -> Vec<rows::PartTable> {
    let parts = incoming.parts.iter().map(|part| rows::PartTable {
        id: part.id.clone(),
        title: if part.title.trim().is_empty() {
            &part.id
        } else {
            &part.title
        }
        .clone(),
        intro: part.intro.clone(),
        questions: part.questions.clone(),
    });
    parts.collect()
}
