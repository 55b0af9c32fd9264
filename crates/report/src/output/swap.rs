//! Two folders change places, in one step where the system can.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

/// Puts `stage` where `target` is, and `target` where `stage` was.
pub(super) fn exchange(stage: &Path, target: &Path, aside: &Path) -> io::Result<()> {
    match in_one_step(stage, target) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            in_two_steps(stage, target, aside)
        }
        other => other,
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn in_one_step(stage: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, stage, CWD, target, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Old kernels and some file systems.
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP | Errno::PERM) => {
            Err(io::ErrorKind::Unsupported.into())
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn in_one_step(_stage: &Path, _target: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The old folder goes aside, the new one takes its place, the old one takes the stage's. If the
/// second step fails, the first is taken back; if the program is killed between them, the next run
/// finds the old folder by its name and moves it back.
pub(super) fn in_two_steps(stage: &Path, target: &Path, aside: &Path) -> io::Result<()> {
    fs::rename(target, aside)?;
    if let Err(error) = fs::rename(stage, target) {
        fs::rename(aside, target)?;
        return Err(error);
    }
    // The new folder is in place; should this fail, the old one stays aside and the next run
    // removes it.
    let _ = fs::rename(aside, stage);
    Ok(())
}

/// Marks a stage as being written, as long as the file lives; `None` where a folder cannot be
/// locked.
pub(super) fn lock(folder: &Path) -> Option<File> {
    let file = File::open(folder).ok()?;
    file.try_lock().ok()?;
    Some(file)
}

/// Whether another run is writing the stage.
pub(super) fn is_locked(folder: &Path) -> bool {
    File::open(folder).is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Flushes the names in a folder to the disk, where the system can: what stands there is complete
/// either way.
pub(super) fn flush(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// A temporary folder is closed to everybody else; a report's is as any new folder.
#[cfg(unix)]
pub(super) fn open_to_others(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // The mode of a folder just made beside it, because asking for the mask changes it for all
    // threads.
    let probe = folder.join("charts");
    fs::create_dir(&probe)?;
    let mode = fs::metadata(&probe)?.permissions().mode() & 0o777;
    fs::remove_dir(&probe)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn open_to_others(_folder: &Path) -> io::Result<()> {
    Ok(())
}
