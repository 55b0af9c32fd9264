//! Bytes to text: XML files and plain texts come as UTF-8 or UTF-16, with a byte-order mark or
//! without.

use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::check;

/// The encoding of a file, as messages name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

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
    let text = match encoding {
        Encoding::Utf8 => check::text(bytes, file)?.to_owned(),
        Encoding::Utf16Le => utf16(bytes, mark, file, u16::from_le_bytes)?,
        Encoding::Utf16Be => utf16(bytes, mark, file, u16::from_be_bytes)?,
    };
    Ok(Decoded {
        text,
        encoding,
        mark,
    })
}

fn utf16(
    bytes: &[u8],
    mark: bool,
    file: &str,
    unit: fn([u8; 2]) -> u16,
) -> Result<String, Problem> {
    let bytes = bytes.get(if mark { 2 } else { 0 }..).unwrap_or_default();
    let damaged = |what: &str| {
        Problem::new(
            Code::Encoding,
            Place::file(file),
            format!("the file begins as UTF-16 and {what}"),
        )
        .help("save the file as UTF-8")
    };
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(damaged("ends in half a character"));
    }
    let units = pairs.map(|pair| match *pair {
        [a, b] => unit([a, b]),
        _ => 0,
    });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    let text = text.map_err(|e| {
        damaged(&format!(
            "holds the lone surrogate 0x{:04X}",
            e.unpaired_surrogate()
        ))
    })?;
    if text.contains('\0') {
        return Err(damaged("holds a NUL, which no text holds"));
    }
    Ok(text)
}
