//! A file in pieces that begin and end where records do, so that pieces can be parsed one by one
//! and side by side, and the whole file is never in memory.
//!
//! Whether a line end closes a record depends on every quote before it, so the cut is found by one
//! fast look at the quotes in file order; the parsing of the pieces is left to others.

use memchr::{memchr, memrchr2};
use std::io::{self, Read};

/// How large pieces are, and how long one record may be.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Bytes read at a time.
    pub piece: usize,
    /// Bytes after which a record is given up: a quote that is never closed would otherwise draw
    /// the rest of the file into memory.
    pub record: usize,
}

impl Default for Sizes {
    fn default() -> Self {
        Self {
            piece: 1 << 19,
            record: 64 << 20,
        }
    }
}

/// One piece.
#[derive(Debug, Default)]
pub struct Piece {
    /// Its place in the order of pieces, from 0.
    pub number: usize,
    /// Where it begins in the file, in bytes.
    pub offset: u64,
    /// Its bytes: whole records, save that the last of a file may lack its end.
    pub bytes: Vec<u8>,
    /// Whether the last record was given up because it is longer than [`Sizes::record`].
    pub given_up: bool,
}

/// Cuts what a reader gives into pieces.
#[derive(Debug)]
pub struct Pieces<R> {
    reader: R,
    sizes: Sizes,
    carry: Vec<u8>,
    offset: u64,
    number: usize,
    ended: bool,
    delimiter: u8,
}

impl<R: Read> Pieces<R> {
    /// Begins at the first byte, or after a UTF-8 byte-order mark.
    ///
    /// # Errors
    /// What the reader says.
    pub fn new(mut reader: R, sizes: Sizes) -> io::Result<Self> {
        let mut carry = Vec::new();
        (&mut reader).take(3).read_to_end(&mut carry)?;
        let mut offset = 0;
        if carry.starts_with(b"\xEF\xBB\xBF") {
            carry.clear();
            offset = 3;
        }
        Ok(Self {
            reader,
            sizes,
            carry,
            offset,
            number: 0,
            ended: false,
            delimiter: b',',
        })
    }

    /// The same with another byte between fields than a comma.
    #[must_use]
    pub fn delimited(self, delimiter: u8) -> Self {
        Self { delimiter, ..self }
    }

    /// Gives the next piece this number, and counts on from it.
    pub fn number_from(&mut self, number: usize) {
        self.number = number;
    }

    /// Whether every byte has been given out.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.ended && self.carry.is_empty()
    }

    /// The next piece in `buffer`'s memory; `None` at the end of the file.
    ///
    /// # Errors
    /// What the reader says.
    pub fn next(&mut self, mut buffer: Vec<u8>) -> io::Result<Option<Piece>> {
        buffer.clear();
        buffer.append(&mut self.carry);
        let mut look = Look::new(self.delimiter);
        let mut given_up = false;
        loop {
            if !self.ended {
                let wanted = self.sizes.piece.max(1);
                buffer.reserve(wanted);
                let read = (&mut self.reader)
                    .take(wanted as u64)
                    .read_to_end(&mut buffer)?;
                self.ended = read < wanted;
            }
            let cut = if self.ended {
                Some(buffer.len())
            } else if buffer.len() > self.sizes.record && look.cut.is_none() {
                self.ended = true;
                given_up = true;
                Some(buffer.len())
            } else {
                look.on(&buffer);
                look.cut
            };
            if let Some(cut) = cut {
                self.carry
                    .extend_from_slice(buffer.get(cut..).unwrap_or_default());
                buffer.truncate(cut);
                break;
            }
        }
        if buffer.is_empty() {
            return Ok(None);
        }
        let piece = Piece {
            number: self.number,
            offset: self.offset,
            bytes: buffer,
            given_up,
        };
        self.number += 1;
        self.offset += piece.bytes.len() as u64;
        Ok(Some(piece))
    }
}

/// How far the quotes of a piece have been looked at.
#[derive(Debug)]
struct Look {
    delimiter: u8,
    at: usize,
    quoted: bool,
    /// Past the last line end that closes a record.
    cut: Option<usize>,
    /// Where the present stretch outside quotes began.
    outside: usize,
}

impl Look {
    fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            at: 0,
            quoted: false,
            cut: None,
            outside: 0,
        }
    }

    /// Looks at what has been added to the piece.
    fn on(&mut self, bytes: &[u8]) {
        while let Some(i) = memchr(b'"', bytes.get(self.at..).unwrap_or_default()) {
            let quote = self.at + i;
            if self.quoted {
                match bytes.get(quote + 1) {
                    Some(b'"') => self.at = quote + 2,
                    Some(_) => {
                        self.quoted = false;
                        self.at = quote + 1;
                        self.outside = quote + 1;
                    }
                    // Whether it closes depends on what comes next.
                    None => {
                        self.at = quote;
                        return;
                    }
                }
            } else {
                let before = quote.checked_sub(1).and_then(|b| bytes.get(b));
                let begins = |b: &u8| *b == self.delimiter || matches!(b, b'\n' | b'\r');
                if before.is_none_or(begins) {
                    self.find_cut(bytes, quote);
                    self.quoted = true;
                }
                self.at = quote + 1;
            }
        }
        self.at = bytes.len();
        if !self.quoted {
            self.find_cut(bytes, bytes.len());
        }
    }

    /// Takes the last line end between `outside` and `end`, if there is one.
    fn find_cut(&mut self, bytes: &[u8], end: usize) {
        let mut stretch = bytes.get(self.outside..end).unwrap_or_default();
        // A CR as the last byte may be half of a CRLF.
        if end == bytes.len()
            && let [before @ .., b'\r'] = stretch
        {
            stretch = before;
        }
        if let Some(i) = memrchr2(b'\n', b'\r', stretch) {
            self.cut = Some(self.outside + i + 1);
        }
        // What follows the cut is looked at again when more of the piece has been read.
        self.outside = self.cut.unwrap_or(self.outside).max(self.outside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Records;
    use proptest::prelude::*;

    fn starts(bytes: &[u8], base: u64) -> Vec<u64> {
        let mut records = Records::new(bytes, 1);
        let mut out = Vec::new();
        while records.advance() {
            out.push(base + records.start() as u64);
        }
        out
    }

    proptest! {
        #[test]
        fn cuts_fall_between_records(text in r#"[a,"\r\n]{0,80}"#, size in 1usize..20) {
            prop_assume!(!text.starts_with('\u{feff}'));
            let sizes = Sizes { piece: size, record: 1000 };
            let mut pieces = Pieces::new(text.as_bytes(), sizes).unwrap();
            let (mut found, mut whole, mut lines) = (Vec::new(), Vec::new(), 0);
            while let Some(piece) = pieces.next(Vec::new()).unwrap() {
                prop_assert_eq!(piece.offset, whole.len() as u64);
                found.extend(starts(&piece.bytes, piece.offset));
                lines += crate::records::line_ends(&piece.bytes);
                whole.extend_from_slice(&piece.bytes);
            }
            prop_assert_eq!(&whole, text.as_bytes());
            prop_assert_eq!(lines, crate::records::line_ends(text.as_bytes()));
            prop_assert_eq!(found, starts(text.as_bytes(), 0));
        }
    }

    #[test]
    fn an_endless_record_is_given_up() {
        let mut text = b"a\n\"".to_vec();
        text.extend(std::iter::repeat_n(b'x', 500));
        let sizes = Sizes {
            piece: 10,
            record: 100,
        };
        let mut pieces = Pieces::new(text.as_slice(), sizes).unwrap();
        assert_eq!(pieces.next(Vec::new()).unwrap().unwrap().bytes, b"a\n");
        let last = pieces.next(Vec::new()).unwrap().unwrap();
        assert!(last.given_up && last.bytes.len() < 120);
        assert!(pieces.next(Vec::new()).unwrap().is_none());
    }
}
