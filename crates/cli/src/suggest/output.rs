//! Where a listing goes: standard output, or a new file that is there whole or not at all.

use crate::failure::Failure;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Standard output or a file.
pub enum Output {
    /// Standard output.
    Printed(BufWriter<io::StdoutLock<'static>>),
    /// A file, written beside its place.
    File {
        /// What is written.
        writer: BufWriter<File>,
        /// Where it is written.
        beside: PathBuf,
        /// Where it goes.
        path: PathBuf,
    },
}

impl Output {
    /// Standard output.
    pub fn printed() -> Self {
        Output::Printed(BufWriter::new(io::stdout().lock()))
    }

    /// A new file. One that is there may hold what somebody decided, and is left alone.
    pub fn file(path: &Path) -> Result<Self, Failure> {
        if path.exists() {
            return Err(Failure::usage(
                &format!("{} is there already", path.display()),
                "give another name, or move it away: it may hold what somebody decided",
            ));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let beside = path.with_file_name(format!(".{name}.new"));
        let file = File::create(&beside).map_err(|error| {
            let message = format!("{}: {error}", path.display());
            match error.kind() {
                io::ErrorKind::NotFound => Failure::usage(&message, "make its folder first"),
                _ => Failure::system(&message),
            }
        })?;
        Ok(Output::File {
            writer: BufWriter::new(file),
            beside,
            path: path.to_owned(),
        })
    }

    /// Whether it is a file.
    pub fn is_file(&self) -> bool {
        matches!(self, Output::File { .. })
    }

    /// Everything has been written: the file goes into its place.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        if let Output::File {
            writer,
            beside,
            path,
        } = &self
        {
            writer.get_ref().sync_all()?;
            std::fs::rename(beside, path)?;
        }
        Ok(())
    }
}

impl Drop for Output {
    /// What was not finished leaves nothing behind; what was has gone from here.
    fn drop(&mut self) {
        if let Output::File { beside, .. } = self {
            let _ = std::fs::remove_file(beside);
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Printed(out) => out.write(bytes),
            Output::File { writer, .. } => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Printed(out) => out.flush(),
            Output::File { writer, .. } => writer.flush(),
        }
    }
}
