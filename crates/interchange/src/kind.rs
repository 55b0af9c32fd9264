//! What a file is, by its first bytes and the names inside it, whatever it is called.

use crate::workbook::is_too_large;
use std::io::Cursor;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::prepared::other;
use zip::ZipArchive;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, a table it may be.
    Text,
    /// A workbook.
    Workbook,
    /// A REFI-QDA project.
    Project,
}

/// Tells what a file is.
///
/// ```
/// use throughline_interchange::kind::{Kind, of};
/// assert_eq!(of(b"id,document,tag,content\n", "a.pdf"), Ok(Kind::Text));
/// assert!(of(b"%PDF-1.7\n", "a.csv").is_err());
/// ```
///
/// # Errors
/// The file is empty, or of a kind that holds no segments; the problem says what would.
pub fn of(bytes: &[u8], file: &str) -> Result<Kind, Problem> {
    let unreadable = |message: &str, help: &str| {
        Err(Problem::new(Code::UnreadableFile, Place::file(file), message).help(help))
    };
    let export =
        "export the coded segments as a table (CSV or XLSX), or the project as REFI-QDA (.qdpx)";
    if bytes.trim_ascii().is_empty() || bytes == b"\xEF\xBB\xBF" {
        let message = "the file is empty: it has no header";
        return Err(Problem::new(Code::EmptyFile, Place::file(file), message).help(export));
    }
    if let Some(what) = other::kind(bytes) {
        return unreadable(
            &format!("the file is {what}, not a table of segments"),
            export,
        );
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Ok(Kind::Workbook);
    }
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Text);
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return unreadable("the file begins as a zip and is damaged", "export it again");
    };
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| name.ok().map(|n| n.to_ascii_lowercase()))
        .collect();
    let is = |ending: &str| names.iter().any(|name| name.ends_with(ending));
    if is(".qde") {
        return Ok(Kind::Project);
    }
    if !is("xl/workbook.xml") && !is("xl/workbook.bin") && !is("content.xml") {
        let message = "the file is a zip that holds neither a workbook nor a REFI-QDA project (`project.qde`)";
        return unreadable(message, export);
    }
    if is_too_large(&mut archive) {
        let message = "the workbook unpacks to more than 1 GiB and is not opened";
        return unreadable(message, "save it as CSV");
    }
    Ok(Kind::Workbook)
}
