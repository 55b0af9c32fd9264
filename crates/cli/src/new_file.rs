//! A file that a command makes, and never one that is there.

use crate::failure::Failure;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

/// Refuses a path where something stands, before any work is done for it.
pub fn refuse(path: &Path) -> Result<(), Failure> {
    match path.symlink_metadata() {
        Ok(_) => Err(there(path)),
        Err(_) => Ok(()),
    }
}

/// Writes a file that is not there yet; one that cannot be written whole is taken away again.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => there(path),
        io::ErrorKind::NotFound => Failure::usage(
            &format!("{}: there is no such folder", path.display()),
            "make the folder first",
        ),
        _ => Failure::system(&format!("{}: {error}", path.display())),
    };
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(failed)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(|error| {
            // What failed first is what is reported.
            let _ = std::fs::remove_file(path);
            failed(error)
        })
}

fn there(path: &Path) -> Failure {
    Failure::usage(
        &format!("{} is there already", path.display()),
        "give another name, or remove it first",
    )
}
