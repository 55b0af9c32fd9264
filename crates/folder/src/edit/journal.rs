//! The journal of a change of several files: what makes it whole before or whole after, whenever
//! the machine stops.
//!
//! 1. `.throughline-journal` names everything that will be written, removed or made, and is synced.
//! 2. Each new file is written beside its place (`.NAME.new`) and synced.
//! 3. The line `complete` is added to the journal and synced. From here on the change is made.
//! 4. Each new file is renamed into its place, what is to go is removed, and the journal goes.
//!
//! Whoever finds a journal, under the lock, takes back what step 2 left when the line is missing,
//! and does step 4 again when it is there. Both can be broken off and begun again.

use super::disk::Disk;
use super::{EditError, FileChange, read};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use throughline_ingest::dictionary::hash;

/// Its name in a review folder.
pub const FILE: &str = ".throughline-journal";

const HEAD: &str = "throughline-journal/1";
const COMPLETE: &str = "complete";

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Entry {
    /// A folder that is made.
    Folder { path: String },
    /// A file that takes the bytes written beside it.
    Write { path: String, before: Option<u64> },
    /// A file that goes.
    Remove { path: String, before: Option<u64> },
}

/// A step that failed, with the file it failed on.
type Failed = (PathBuf, io::Error);

/// Makes changes whose `before` has been looked at, under the lock.
///
/// # Errors
/// A file was saved meanwhile, or what the system said; the folder is as it was.
pub fn make(folder: &Path, changes: &[FileChange], disk: &mut Disk<'_>) -> Result<(), EditError> {
    let io = |(path, source): Failed| EditError::Io { path, source };
    let entries = plan(folder, changes).map_err(io)?;
    if entries.is_empty() {
        return Ok(());
    }
    let begun = begin(folder, &entries, changes, disk)
        .map_err(io)
        .and_then(|()| last_look(folder, changes))
        .and_then(|()| {
            let (path, line) = (folder.join(FILE), format!("{COMPLETE}\n"));
            let done = disk.append(&path, line.as_bytes());
            done.map_err(|error| io((path, error)))
        });
    if let Err(error) = begun {
        // What failed first is what is reported; a journal that stays is taken back by the next.
        let _ = take_back(folder, &entries, disk);
        return Err(error);
    }
    finish(folder, &entries, disk).map_err(|error| {
        put_back(folder, changes, disk);
        let _ = take_back(folder, &entries, disk);
        io(error)
    })
}

/// Steps 1 and 2.
fn begin(
    folder: &Path,
    entries: &[Entry],
    changes: &[FileChange],
    disk: &mut Disk<'_>,
) -> Result<(), Failed> {
    let path = folder.join(FILE);
    let text = text(entries).map_err(|error| (path.clone(), error))?;
    disk.fill(&path, text.as_bytes())
        .map_err(|error| (path, error))?;
    stage(folder, entries, changes, disk)
}

/// Whether every file still is what it was: editors do not wait for the lock.
pub fn last_look(folder: &Path, changes: &[FileChange]) -> Result<(), EditError> {
    for change in changes {
        let path = folder.join(&change.path);
        if !is_inside(&change.path) {
            let source = io::Error::new(io::ErrorKind::InvalidInput, NO_PATH);
            return Err(EditError::Io { path, source });
        }
        match read(&path) {
            Ok(now) if now == change.before => {}
            Ok(_) => return Err(EditError::Changed(path)),
            Err(source) => return Err(EditError::Io { path, source }),
        }
    }
    Ok(())
}

/// Finishes or takes back what a crash left, under the lock. Says whether there was anything.
///
/// # Errors
/// The folder cannot be written to, or the journal is of another version.
pub fn recover(folder: &Path, disk: &mut Disk<'_>) -> io::Result<bool> {
    let path = folder.join(FILE);
    let Some(bytes) = read(&path)? else {
        return Ok(false);
    };
    let (entries, complete) = parse(&bytes)?;
    let done = if complete {
        finish(folder, &entries, disk).map_err(|(_, error)| error)
    } else {
        take_back(folder, &entries, disk)
    };
    done.map(|()| true).map_err(|error| {
        io::Error::new(
            error.kind(),
            format!(
                "a change of several files was cut short here and cannot be finished ({error}); \
                 run any command once as somebody who may write to the folder"
            ),
        )
    })
}

/// Whether a journal lies in a folder.
pub fn is_there(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(FILE)).is_ok()
}

/// Said of a path that leads out of the review.
const NO_PATH: &str = "not the path of a file in the review";

/// The lines of the journal of some changes: folders first, from the outermost.
fn plan(folder: &Path, changes: &[FileChange]) -> Result<Vec<Entry>, Failed> {
    let mut folders = BTreeSet::new();
    let mut files = Vec::new();
    let mut met = BTreeSet::new();
    for change in changes {
        let path = folder.join(&change.path);
        let refused = |why: &str| {
            let error = io::Error::new(io::ErrorKind::InvalidInput, why.to_owned());
            Err((path.clone(), error))
        };
        if !is_inside(&change.path) {
            return refused(NO_PATH);
        }
        if !met.insert(change.path.as_str()) {
            return refused("changed twice at once");
        }
        let before = change.before.as_deref().map(hash);
        let name = change.path.clone();
        if change.after.is_some() {
            let above = Path::new(&change.path).ancestors().skip(1);
            for inner in above.filter(|a| !a.as_os_str().is_empty()) {
                if !folder.join(inner).exists() {
                    folders.insert(inner.to_string_lossy().into_owned());
                }
            }
            files.push(Entry::Write { path: name, before });
        } else {
            if !lies_inside(folder, &path) {
                return refused("it lies outside the review, behind a link");
            }
            files.push(Entry::Remove { path: name, before });
        }
    }
    // A folder sorts before those inside it.
    let mut entries: Vec<Entry> = folders
        .into_iter()
        .map(|path| Entry::Folder { path })
        .collect();
    entries.extend(files);
    Ok(entries)
}

/// Whether a path is made of plain names alone, so that it leads nowhere else.
fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components().peekable();
    parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_))) && path != FILE
}

/// Whether the folder of a file is the review folder or beneath it, links followed.
fn lies_inside(folder: &Path, path: &Path) -> bool {
    let parent = path.parent().and_then(|p| fs::canonicalize(p).ok());
    let folder = fs::canonicalize(folder).ok();
    parent
        .zip(folder)
        .is_some_and(|(parent, folder)| parent.starts_with(folder))
}

fn text(entries: &[Entry]) -> io::Result<String> {
    let mut text = format!("{HEAD}\n");
    for entry in entries {
        text.push_str(&serde_json::to_string(entry)?);
        text.push('\n');
    }
    Ok(text)
}

/// The lines that are whole, and whether the change is made.
fn parse(bytes: &[u8]) -> io::Result<(Vec<Entry>, bool)> {
    let text = String::from_utf8_lossy(bytes);
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let mut lines = whole.split('\n');
    let head = lines.next().unwrap_or_default();
    let complete = whole.ends_with(&format!("\n{COMPLETE}"));
    if head != HEAD {
        // The first line is cut short when nothing has been written beside yet.
        if complete || HEAD.strip_prefix(head).is_none() {
            return Err(bad("it is of another version of this program"));
        }
        return Ok((Vec::new(), false));
    }
    let mut entries = Vec::new();
    for line in lines.filter(|line| *line != COMPLETE) {
        let entry: Entry =
            serde_json::from_str(line).map_err(|_| bad("it holds a line that cannot be read"))?;
        let (Entry::Folder { path } | Entry::Write { path, .. } | Entry::Remove { path, .. }) =
            &entry;
        if !is_inside(path) {
            return Err(bad("it names a file outside the review"));
        }
        entries.push(entry);
    }
    Ok((entries, complete))
}

fn bad(why: &str) -> io::Error {
    let why = format!("the journal of a change that was cut short cannot be used: {why}");
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// Where the bytes of a path go, links followed, and where they are written beside it.
fn target(folder: &Path, path: &str) -> io::Result<(PathBuf, PathBuf)> {
    let target = crate::beside::target(&folder.join(path))?;
    let new = crate::beside::new_name(&target);
    Ok((target, new))
}

/// Makes the folders and writes every new file beside its place.
fn stage(
    folder: &Path,
    entries: &[Entry],
    changes: &[FileChange],
    disk: &mut Disk<'_>,
) -> Result<(), Failed> {
    disk.sync_folder(folder);
    for entry in entries {
        if let Entry::Folder { path } = entry {
            let path = folder.join(path);
            disk.make_folder(&path).map_err(|error| (path, error))?;
        }
    }
    let mut parents = BTreeSet::new();
    for change in changes {
        let Some(bytes) = &change.after else { continue };
        let failed = |error| (folder.join(&change.path), error);
        let (target, new) = target(folder, &change.path).map_err(failed)?;
        disk.fill(&new, bytes).map_err(failed)?;
        disk.permissions(&target, &new).map_err(failed)?;
        parents.extend(new.parent().map(Path::to_owned));
    }
    for parent in parents {
        disk.sync_folder(&parent);
    }
    Ok(())
}

/// Puts everything into its place and ends the journal.
fn finish(folder: &Path, entries: &[Entry], disk: &mut Disk<'_>) -> Result<(), Failed> {
    let mut parents = BTreeSet::new();
    for entry in entries {
        match entry {
            Entry::Folder { .. } => {}
            Entry::Write { path, before } => {
                let failed = |error| (folder.join(path), error);
                let (target, new) = target(folder, path).map_err(failed)?;
                if new.try_exists().map_err(failed)? {
                    keep_what_was_saved_since(&target, *before, disk).map_err(failed)?;
                    disk.rename(&new, &target).map_err(failed)?;
                }
                parents.extend(target.parent().map(Path::to_owned));
            }
            Entry::Remove { path, before } => {
                let path = folder.join(path);
                let failed = |error| (path.clone(), error);
                if !lies_inside(folder, &path) {
                    continue;
                }
                keep_what_was_saved_since(&path, *before, disk).map_err(failed)?;
                disk.remove(&path).map_err(failed)?;
                parents.extend(path.parent().map(Path::to_owned));
            }
        }
    }
    for parent in parents {
        disk.sync_folder(&parent);
    }
    end(folder, disk).map_err(|error| (folder.join(FILE), error))
}

/// A file that somebody saved between a crash and now is not lost: it stays beside, as `NAME.kept`.
/// Should another version of the program hash otherwise, a file is kept that need not be.
fn keep_what_was_saved_since(
    path: &Path,
    before: Option<u64>,
    disk: &mut Disk<'_>,
) -> io::Result<()> {
    let Some(now) = read(path)? else {
        return Ok(());
    };
    if before == Some(hash(&now)) {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut kept = path.with_file_name(format!("{name}{KEPT}"));
    let mut number = 1;
    while kept.try_exists()? {
        number += 1;
        kept = path.with_file_name(format!("{name}-{number}{KEPT}"));
    }
    disk.rename(path, &kept)
}

/// The ending of a file that was saved while a change was cut short.
pub const KEPT: &str = ".kept";

/// Removes what was written beside, the folders made for it, and the journal.
fn take_back(folder: &Path, entries: &[Entry], disk: &mut Disk<'_>) -> io::Result<()> {
    for entry in entries {
        // A folder that was not made yet holds nothing.
        if let Entry::Write { path, .. } = entry
            && let Ok((_, new)) = target(folder, path)
        {
            disk.remove(&new)?;
        }
    }
    for entry in entries.iter().rev() {
        if let Entry::Folder { path } = entry {
            disk.remove_empty_folder(&folder.join(path))?;
        }
    }
    end(folder, disk)
}

fn end(folder: &Path, disk: &mut Disk<'_>) -> io::Result<()> {
    disk.remove(&folder.join(FILE))?;
    disk.sync_folder(folder);
    Ok(())
}

/// Gives the files that were put in place what they held before, as far as the system lets it.
fn put_back(folder: &Path, changes: &[FileChange], disk: &mut Disk<'_>) {
    for change in changes {
        let path = folder.join(&change.path);
        if read(&path).ok().as_ref() == Some(&change.before) {
            continue;
        }
        // The failure that led here is the one that is reported.
        let _ = match &change.before {
            Some(bytes) => crate::beside::write(&path, bytes),
            None => disk.remove(&path),
        };
    }
}
