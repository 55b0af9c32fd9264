//! `findings.lock`: what the findings were judged on when their audit was last accepted.

use crate::beside::{self, Writing};
use crate::lines::LineIndex;
use std::io;
use std::path::Path;
use throughline_core::audit::Lock;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::check;
use throughline_ingest::faults::Faults;

/// Its name in a review folder.
pub const FILE: &str = "findings.lock";

/// The schema this version reads and writes.
const SCHEMA: &str = "throughline-lock/1";

const HEAD: &str = "\
# What findings.toml was judged on when its audit was last accepted. Written by
# `throughline audit --accept`; keep it beside findings.toml and do not edit it.
";

/// Reads findings.lock. One that is damaged is a warning, and is passed over: it says what changed
/// and decides nothing.
pub fn read(bytes: &[u8], faults: &mut Faults) -> Option<Lock> {
    let text = match check::text(bytes, FILE) {
        Ok(text) => text,
        Err(problem) => {
            faults.push(damaged(problem.place, &problem.message));
            return None;
        }
    };
    let place = |byte: usize| {
        let (line, column) = LineIndex::of(text).place(text, byte);
        Place::at(FILE, line, column)
    };
    match toml::from_str::<Lock>(text) {
        Ok(lock) if lock.schema == SCHEMA => Some(lock),
        Ok(lock) => {
            let at = text.find(&lock.schema).unwrap_or(0);
            let message = format!("its schema is `{}`, not `{SCHEMA}`", lock.schema);
            faults.push(damaged(place(at), &message));
            None
        }
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            faults.push(damaged(place(at), error.message()));
            None
        }
    }
}

fn damaged(place: Place, why: &str) -> Problem {
    let message = format!("{why}; the file is passed over");
    Problem::new(Code::DamagedLock, place, message)
        .help("look at the audit, then write it anew with `throughline audit REVIEW --accept`")
}

/// Writes findings.lock into a review folder, beside its place and then renamed, so that a run that
/// fails leaves the old one as it was.
///
/// ```
/// use throughline_core::audit::Lock;
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("review.toml"), "title = \"A review\"")?;
/// let lock = Lock { schema: "throughline-lock/1".into(), notes: 154, judged: Vec::new() };
/// throughline_folder::write_lock(folder.path(), &lock)?;
/// let text = std::fs::read_to_string(folder.path().join("findings.lock"))?;
/// assert!(text.ends_with("schema = \"throughline-lock/1\"\nnotes = 154\njudged = []\n"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// The path is no review folder, or the system cannot write.
pub fn write_lock(folder: &Path, lock: &Lock) -> io::Result<()> {
    let text = toml::to_string(lock).map_err(io::Error::other)?;
    let _writing = Writing::begin(folder)?;
    beside::write(&folder.join(FILE), format!("{HEAD}{text}").as_bytes())
}
