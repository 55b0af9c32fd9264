//! How characters are written: told by a byte-order mark, by where NUL bytes stand, and by whether
//! the bytes are UTF-8. Everything else is Windows-1252, if it can be.
//!
//! The rule for bytes that are not UTF-8: they are Windows-1252 when there are two or more of them,
//! each is a character of Windows-1252, and no letter beyond ASCII is written in UTF-8 anywhere in
//! the file. Otherwise the file is UTF-8 with damage, and each bad byte is an error with its place.
//! One such byte in a file is no evidence of an encoding.

use super::SAMPLE;
use super::copy::{self, Kept};
use super::input::Encoding;
use crate::faults::Faults;
use crate::records::advance_place;
use encoding_rs::{Decoder, DecoderResult, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use throughline_core::problem::{Code, Place, Problem};

/// Bytes read and written at a time.
const STEP: usize = 1 << 18;

/// The encoding of a file whose first bytes are known. A sample that is not UTF-8 costs a pass over
/// the whole file; any other costs nothing more.
///
/// # Errors
/// The file cannot be read.
pub(super) fn detect(sample: &[u8], path: &Path, said: Option<Encoding>) -> io::Result<Encoding> {
    let is_whole = (sample.len() as u64) < SAMPLE;
    if said.is_some() || is_whole {
        return Ok(of_whole(sample, said));
    }
    if let Some(found) = by_start(sample) {
        return Ok(found);
    }
    let mut tally = Tally::default();
    tally.add(sample);
    if tally.bad == 0 {
        return Ok(Encoding::Utf8);
    }
    let mut tally = Tally::default();
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    loop {
        let read = (&mut file).take(STEP as u64).read_to_end(&mut bytes)?;
        let used = tally.add(&bytes);
        bytes.drain(..used);
        if read < STEP {
            tally.end(bytes.len());
            return Ok(tally.encoding());
        }
    }
}

/// The encoding of some bytes that are all there are.
#[must_use]
pub fn of_whole(bytes: &[u8], said: Option<Encoding>) -> Encoding {
    match (said, by_start(bytes)) {
        // A mark says which of the two it is.
        (Some(Encoding::Utf16Le), Some(Encoding::Utf16Be)) if bytes.starts_with(b"\xFE\xFF") => {
            Encoding::Utf16Be
        }
        (Some(said), _) => said,
        (None, Some(found)) => found,
        (None, None) => {
            let mut tally = Tally::default();
            let used = tally.add(bytes);
            tally.end(bytes.len() - used);
            tally.encoding()
        }
    }
}

/// What a byte-order mark says, or the NUL bytes of UTF-16: text that is mostly ASCII has one in
/// every second place and none in the others.
fn by_start(bytes: &[u8]) -> Option<Encoding> {
    const LOOKED_AT: usize = 4096;
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Some(Encoding::Utf8);
    }
    if bytes.starts_with(b"\xFF\xFE") {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some(Encoding::Utf16Be);
    }
    let (mut even, mut odd, mut pairs) = (0_usize, 0_usize, 0_usize);
    for pair in bytes.chunks_exact(2).take(LOOKED_AT / 2) {
        pairs += 1;
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    if pairs < 4 {
        None
    } else if odd * 10 >= pairs * 4 && even * 20 <= pairs {
        Some(Encoding::Utf16Le)
    } else if even * 10 >= pairs * 4 && odd * 20 <= pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// What the bytes beyond ASCII are.
#[derive(Debug, Default)]
struct Tally {
    /// Whether a character beyond ASCII is written in UTF-8.
    utf8: bool,
    /// Bytes that are no part of one.
    bad: u64,
    /// Whether one of them is none of Windows-1252 either.
    undefined: bool,
}

impl Tally {
    /// Looks at bytes, and says how many of them are done with: the last may be part of a character.
    fn add(&mut self, bytes: &[u8]) -> usize {
        if simdutf8::basic::from_utf8(bytes).is_ok() {
            self.utf8 |= !bytes.is_ascii();
            return bytes.len();
        }
        let mut rest = bytes;
        loop {
            // Comes as far as the next bad byte, and no further.
            let Err(error) = std::str::from_utf8(rest) else {
                self.utf8 |= !rest.is_ascii();
                return bytes.len();
            };
            let (sound, after) = rest.split_at(error.valid_up_to());
            self.utf8 |= !sound.is_ascii();
            let Some(length) = error.error_len() else {
                return bytes.len() - after.len();
            };
            let (bad, more) = after.split_at(length.min(after.len()));
            self.bad += bad.len() as u64;
            let undefined = |b: &u8| matches!(b, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
            self.undefined |= bad.iter().any(undefined);
            rest = more;
        }
    }

    /// The file ends within a character of so many bytes.
    fn end(&mut self, left: usize) {
        self.bad += left as u64;
    }

    fn encoding(&self) -> Encoding {
        if !self.utf8 && self.bad >= 2 && !self.undefined {
            Encoding::Windows1252
        } else {
            Encoding::Utf8
        }
    }
}

/// Copies a file as UTF-8. Nothing when half a character stands in it; where is among the faults.
///
/// # Errors
/// The file cannot be read, or the copy not written.
pub(super) fn copy_as_utf8(
    path: &Path,
    file: &str,
    encoding: Encoding,
    faults: &mut Faults,
) -> io::Result<Option<Kept>> {
    let (copied, unfinished) = copy::temporary()?;
    let mut out = BufWriter::new(copied);
    let sound = decode(File::open(path)?, &mut out, encoding)?;
    match sound {
        Ok(()) => {
            let copy = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            Ok(Some(Kept::new(copy, unfinished)))
        }
        Err(place) => {
            let help =
                "save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”), or say `--encoding`";
            faults.push(broken(file, encoding, place, help));
            Ok(None)
        }
    }
}

/// A file that is all there, as UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Its bytes in UTF-8, without a byte-order mark. Of a file that is UTF-8 they are as they were,
    /// so that a damaged one can be named with its place.
    pub bytes: Vec<u8>,
    /// How it was written.
    pub encoding: Encoding,
    /// Whether a byte-order mark stood before it.
    pub marked: bool,
}

/// The bytes of a whole file as UTF-8, in the encoding that is said or else found out.
///
/// ```
/// use throughline_ingest::prepared::{Encoding, encoding::decoded};
/// let file = decoded(b"\xFF\xFEc\0\x6B\x01".to_vec(), "a.csv", None)?;
/// assert_eq!(file.bytes, "c\u{16b}".as_bytes());
/// assert_eq!((file.encoding, file.marked), (Encoding::Utf16Le, true));
/// let file = decoded(b"\x93so\x94".to_vec(), "a.csv", None)?;
/// assert_eq!(file.bytes, "\u{201c}so\u{201d}".as_bytes());
/// assert_eq!((file.encoding, file.marked), (Encoding::Windows1252, false));
/// # Ok::<(), throughline_core::problem::Problem>(())
/// ```
///
/// # Errors
/// Half a character of UTF-16 stands in it, with its place.
pub fn decoded(mut bytes: Vec<u8>, file: &str, said: Option<Encoding>) -> Result<Decoded, Problem> {
    let encoding = of_whole(&bytes, said);
    let marked = bytes.starts_with(mark(encoding));
    if encoding == Encoding::Utf8 {
        if marked {
            bytes.drain(..mark(encoding).len());
        }
    } else {
        let mut out = Vec::with_capacity(bytes.len());
        // Memory is read and written without fail.
        if let Ok(Err(place)) = decode(bytes.as_slice(), &mut out, encoding) {
            return Err(broken(file, encoding, place, "save it again as UTF-8"));
        }
        bytes = out;
    }
    Ok(Decoded {
        bytes,
        encoding,
        marked: marked && encoding != Encoding::Windows1252,
    })
}

/// The byte-order mark of an encoding; nothing where it has none.
#[must_use]
pub fn mark(encoding: Encoding) -> &'static [u8] {
    match encoding {
        Encoding::Utf8 => b"\xEF\xBB\xBF",
        Encoding::Utf16Le => b"\xFF\xFE",
        Encoding::Utf16Be => b"\xFE\xFF",
        Encoding::Windows1252 => b"",
    }
}

fn broken(file: &str, encoding: Encoding, (line, column): (u64, u64), help: &str) -> Problem {
    let message = format!(
        "half a character stands here: the file was taken for {}",
        encoding.name()
    );
    Problem::new(Code::Encoding, Place::at(file, line, column), message).help(help)
}

/// Decodes what a reader gives. The inner error is the line and the column of half a character.
fn decode(
    mut reader: impl Read,
    out: &mut impl Write,
    encoding: Encoding,
) -> io::Result<Result<(), (u64, u64)>> {
    let mut decoder: Decoder = match encoding {
        Encoding::Utf8 => UTF_8,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
        Encoding::Windows1252 => WINDOWS_1252,
    }
    .new_decoder_with_bom_removal();
    let mut bytes = Vec::with_capacity(STEP);
    let mut text = vec![0; 2 * STEP];
    let mut at = At::default();
    loop {
        bytes.clear();
        let read = (&mut reader).take(STEP as u64).read_to_end(&mut bytes)?;
        let last = read < STEP;
        let mut rest = bytes.as_slice();
        loop {
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(rest, &mut text, last);
            let done = text.get(..written).unwrap_or_default();
            out.write_all(done)?;
            at.go_on(done);
            rest = rest.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => return Ok(Err((at.line, at.column))),
            }
        }
        if last {
            out.flush()?;
            return Ok(Ok(()));
        }
    }
}

/// Where writing has come to.
struct At {
    line: u64,
    column: u64,
    after_cr: bool,
}

impl Default for At {
    fn default() -> Self {
        Self {
            line: 1,
            column: 1,
            after_cr: false,
        }
    }
}

impl At {
    fn go_on(&mut self, bytes: &[u8]) {
        // The second half of a CRLF ends no line of its own.
        let bytes = match bytes.strip_prefix(b"\n") {
            Some(rest) if self.after_cr => rest,
            _ => bytes,
        };
        let Some(last) = bytes.last() else {
            return;
        };
        self.after_cr = *last == b'\r';
        let (lines, column) = advance_place(bytes);
        self.column = if lines == 0 {
            self.column + column - 1
        } else {
            column
        };
        self.line += lines;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_told_by_marks_nul_bytes_and_bad_bytes() {
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            let units = text.encode_utf16();
            let bytes = |u: u16| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            };
            units.flat_map(bytes).collect()
        };
        let cases: [(&str, Vec<u8>, Encoding); 11] = [
            ("ASCII", b"text\nhello\n".to_vec(), Encoding::Utf8),
            ("macrons", "text\nTe Rūnanga\n".into(), Encoding::Utf8),
            ("a mark", b"\xEF\xBB\xBFtext\n".to_vec(), Encoding::Utf8),
            (
                "UTF-16 LE, marked",
                utf16("\u{feff}text\n", false),
                Encoding::Utf16Le,
            ),
            (
                "UTF-16 BE, marked",
                utf16("\u{feff}text\n", true),
                Encoding::Utf16Be,
            ),
            ("UTF-16 LE", utf16("text\nhello", false), Encoding::Utf16Le),
            (
                "UTF-16 BE",
                utf16("text\nTe Rūnanga", true),
                Encoding::Utf16Be,
            ),
            (
                "curly quotes",
                b"text\n\x93so\x94\n".to_vec(),
                Encoding::Windows1252,
            ),
            ("one bad byte", b"text\ncaf\xE9\n".to_vec(), Encoding::Utf8),
            (
                "damage",
                b"text\nR\xC5\xAB \xE9\xE9\n".to_vec(),
                Encoding::Utf8,
            ),
            (
                "no 1252 either",
                b"text\n\x81\x93\n".to_vec(),
                Encoding::Utf8,
            ),
        ];
        for (name, bytes, encoding) in cases {
            assert_eq!(of_whole(&bytes, None), encoding, "{name}");
        }
    }

    #[test]
    fn half_a_character_has_its_place() {
        let bytes = b"a\0\r\0\n\0b\0\x00\xD8c\0".to_vec();
        let problem = decoded(bytes, "n.csv", Some(Encoding::Utf16Le)).unwrap_err();
        assert_eq!(problem.place.to_string(), "n.csv:2:2");
    }
}
