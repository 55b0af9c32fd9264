//! What is wrong with the bytes of a record, and of a file as a whole.

use crate::records::{Records, advance_place};
use throughline_core::problem::{Code, Place, Problem};

/// As [`bad_byte`], of a file of notes, whose encoding can be said.
#[must_use]
pub fn bad_byte_of_notes(record: &Records<'_>, file: &str) -> Option<Problem> {
    let problem = bad_byte(record, file)?;
    Some(match (problem.code, &problem.help) {
        (Code::Encoding, Some(help)) => {
            let help =
                format!("{help}; if all of it is Windows-1252, say `--encoding windows-1252`");
            problem.help(help)
        }
        _ => problem,
    })
}

/// What is to be said, once, of a file of notes that was taken for UTF-8 by a beginning that is all
/// ASCII, and has other bytes further on.
#[must_use]
pub fn not_as_it_began(file: &str) -> Problem {
    Problem::new(
        Code::Assumed,
        Place::file(file),
        "the file was taken for UTF-8, since its first 4 MiB are plain ASCII; bytes after them are not UTF-8",
    )
    .help("if it is Windows-1252, say so: `encoding = \"windows-1252\"` under `[input]` in review.toml, or `--encoding windows-1252`")
}

/// The first byte of a record that is not UTF-8, or is NUL, with its place.
#[must_use]
pub fn bad_byte(record: &Records<'_>, file: &str) -> Option<Problem> {
    let raw = record.raw();
    let at = |index: usize| {
        let (line, column) = record.place_of_byte(record.start() + index);
        Place::at(file, line, column)
    };
    if let Err(error) = std::str::from_utf8(raw) {
        let index = error.valid_up_to();
        let byte = raw.get(index).copied().unwrap_or_default();
        return Some(
            Problem::new(
                Code::Encoding,
                at(index),
                format!("the byte 0x{byte:02X} is not UTF-8"),
            )
            .help("save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”)"),
        );
    }
    memchr::memchr(0, raw).map(|index| {
        Problem::new(Code::NulByte, at(index), "a NUL byte, which no text holds")
            .help("save the file again as CSV UTF-8, or remove the byte")
    })
}

/// A quote that is open at the end of the file.
#[must_use]
pub fn unclosed_quote(place: Place, given_up: bool) -> Problem {
    let message = if given_up {
        "a quotation mark opens here and its field runs on for more than a note can hold"
    } else {
        "a quotation mark opens here and is never closed"
    };
    Problem::new(Code::UnclosedQuote, place, message)
        .help("close it, or write a quotation mark inside a quoted field twice; nothing after it could be read")
}

/// A file that is another encoding from its first bytes on.
#[must_use]
pub fn utf16(start: &[u8], file: &str) -> Option<Problem> {
    (start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF")).then(|| {
        Problem::new(
            Code::Encoding,
            Place::at(file, 1, 1),
            "the file is UTF-16, not UTF-8",
        )
        .help("save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”)")
    })
}

/// A file without a header.
#[must_use]
pub fn empty(file: &str, columns: &str) -> Problem {
    Problem::new(
        Code::EmptyFile,
        Place::file(file),
        "the file is empty: it has no header",
    )
    .help(format!(
        "begin it with a line that names its columns: {columns}"
    ))
}

/// A text file that is not CSV: the text without a byte-order mark, or what is wrong with it.
///
/// # Errors
/// The first byte that is not UTF-8 or is NUL, as a problem with its place.
pub fn text<'a>(bytes: &'a [u8], file: &str) -> Result<&'a str, Problem> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(problem) = utf16(bytes, file) {
        return Err(problem);
    }
    let at = |index: usize| {
        let (lines, column) = advance_place(bytes.get(..index).unwrap_or_default());
        Place::at(file, lines + 1, column)
    };
    match std::str::from_utf8(bytes) {
        Err(error) => {
            let index = error.valid_up_to();
            let byte = bytes.get(index).copied().unwrap_or_default();
            Err(Problem::new(
                Code::Encoding,
                at(index),
                format!("the byte 0x{byte:02X} is not UTF-8"),
            )
            .help("save the file as UTF-8"))
        }
        Ok(text) => match text.find('\0') {
            Some(index) => {
                Err(
                    Problem::new(Code::NulByte, at(index), "a NUL byte, which no text holds")
                        .help("remove the byte"),
                )
            }
            None => Ok(text),
        },
    }
}
