//! Bytes to text: XML files and plain texts come as UTF-8 or UTF-16, with a byte-order mark or
//! without.

use throughline_core::problem::Problem;
use throughline_ingest::check;
use throughline_ingest::prepared::{Encoding, encoding};

/// A text and how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// Whether a byte-order mark stood before it.
    pub mark: bool,
}

/// Decodes a file. UTF-16 without a mark is known by the zero byte beside its first letter.
///
/// # Errors
/// Bytes that are not text in the encoding, with their place; a NUL.
pub fn decode(bytes: &[u8], file: &str) -> Result<Decoded, Problem> {
    let (encoding, mark) = match bytes {
        [0xFF, 0xFE, ..] => (Encoding::Utf16Le, true),
        [0xFE, 0xFF, ..] => (Encoding::Utf16Be, true),
        [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8, true),
        [first, 0, ..] if *first != 0 => (Encoding::Utf16Le, false),
        [0, second, ..] if *second != 0 => (Encoding::Utf16Be, false),
        _ => (Encoding::Utf8, false),
    };
    let text = if encoding == Encoding::Utf8 {
        check::text(bytes, file)?.to_owned()
    } else {
        let decoded = encoding::decoded(bytes.to_vec(), file, Some(encoding))?;
        check::text(&decoded.bytes, file)?.to_owned()
    };
    Ok(Decoded {
        text,
        encoding,
        mark,
    })
}
