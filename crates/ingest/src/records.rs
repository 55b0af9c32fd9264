//! Records and fields of a CSV file, found in the bytes where they lie: nothing is copied until a
//! cell is asked for.
//!
//! The rules are those of the csv crate (a test compares the two on arbitrary bytes): LF, CRLF and
//! CR each end a record, blank lines are passed over, a field that begins with `"` is quoted, `""`
//! inside it is one quotation mark, and a quotation mark elsewhere stands for itself. Beyond it,
//! this reader knows where each field begins and whether the last quote was ever closed.

mod places;

pub(crate) use places::closing_quote;
use places::unescaped;
pub use places::{advance_place, line_ends};

use memchr::{memchr, memchr3};
use std::borrow::Cow;

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// Without quotes: the bytes are the value.
    Plain,
    /// In quotes that hold no quotation mark.
    Quoted,
    /// In quotes with doubled marks inside, or with more after the closing quote.
    Escaped,
    /// In quotes that are never closed.
    Unclosed,
}

/// Where a field lies, from its first byte (the quote, when there is one) to past its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Field {
    start: usize,
    end: usize,
    written: Written,
}

/// The byte between fields, as a type: that of nearly all files is known to the compiler, which is
/// worth a twentieth of the time that a million notes take.
trait Between: Copy {
    fn byte(self) -> u8;
}

#[derive(Clone, Copy)]
struct Comma;

impl Between for Comma {
    fn byte(self) -> u8 {
        b','
    }
}

#[derive(Clone, Copy)]
struct Other(u8);

impl Between for Other {
    fn byte(self) -> u8 {
        self.0
    }
}

/// Walks the records of some bytes. The bytes must begin where a record may begin.
#[derive(Debug, Clone)]
pub struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
    next_line: u64,
    start: usize,
    line: u64,
    fields: Vec<Field>,
    delimiter: u8,
}

impl<'a> Records<'a> {
    /// Begins at the first byte, which stands on `line`; a comma stands between fields.
    #[must_use]
    pub fn new(bytes: &'a [u8], line: u64) -> Self {
        Self::delimited(bytes, line, b',')
    }

    /// As [`new`](Self::new) with another byte between fields: an ASCII one that is neither a
    /// quotation mark nor a line end.
    ///
    /// ```
    /// use throughline_ingest::records::Records;
    /// let mut records = Records::delimited(b"id;text\n1;a,b", 1, b';');
    /// assert!(records.advance() && records.advance());
    /// assert_eq!(records.cell(1).as_ref(), b"a,b");
    /// ```
    #[must_use]
    pub fn delimited(bytes: &'a [u8], line: u64, delimiter: u8) -> Self {
        Self {
            bytes,
            delimiter,
            at: 0,
            next_line: line,
            start: 0,
            line,
            fields: Vec::new(),
        }
    }

    /// Goes to the next record; `false` when there is none.
    pub fn advance(&mut self) -> bool {
        if self.delimiter == b',' {
            self.walk(Comma)
        } else {
            self.walk(Other(self.delimiter))
        }
    }

    fn walk(&mut self, between: impl Between) -> bool {
        self.fields.clear();
        while let Some(&(b'\n' | b'\r')) = self.bytes.get(self.at) {
            self.end_of_line();
        }
        self.start = self.at;
        self.line = self.next_line;
        if self.at == self.bytes.len() {
            return false;
        }
        loop {
            let field = if self.bytes.get(self.at) == Some(&b'"') {
                self.quoted(between)
            } else {
                let end = self.plain_end(self.at, between);
                Field {
                    start: self.at,
                    end,
                    written: Written::Plain,
                }
            };
            self.at = field.end;
            self.fields.push(field);
            match self.bytes.get(self.at) {
                Some(&b) if b == between.byte() => self.at += 1,
                Some(_) => {
                    self.end_of_line();
                    return true;
                }
                None => return true,
            }
        }
    }

    /// Steps over one line end: LF, CR or CRLF.
    fn end_of_line(&mut self) {
        let crlf =
            self.bytes.get(self.at) == Some(&b'\r') && self.bytes.get(self.at + 1) == Some(&b'\n');
        self.at += if crlf { 2 } else { 1 };
        self.next_line += 1;
    }

    /// The end of what stands without quotes from `from` on.
    fn plain_end(&self, from: usize, between: impl Between) -> usize {
        // Most fields are a few bytes long: a short look costs less than setting up a search.
        let near = self.bytes.len().min(from + 12);
        let head = self.bytes.get(from..near).unwrap_or_default();
        let delimiter = between.byte();
        let ends = |b: &u8| *b == delimiter || matches!(b, b'\n' | b'\r');
        if let Some(i) = head.iter().position(ends) {
            return from + i;
        }
        let rest = self.bytes.get(near..).unwrap_or_default();
        near + memchr3(delimiter, b'\n', b'\r', rest).unwrap_or(rest.len())
    }

    fn quoted(&mut self, between: impl Between) -> Field {
        let start = self.at;
        let mut at = start + 1;
        let mut written = Written::Quoted;
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            let Some(i) = memchr(b'"', rest) else {
                at = self.bytes.len();
                written = Written::Unclosed;
                break;
            };
            at += i + 1;
            match self.bytes.get(at) {
                Some(b'"') => {
                    written = Written::Escaped;
                    at += 1;
                }
                None | Some(b'\n' | b'\r') => break,
                Some(&b) if b == between.byte() => break,
                Some(_) => {
                    written = Written::Escaped;
                    at = self.plain_end(at, between);
                    break;
                }
            }
        }
        self.next_line += line_ends(self.bytes.get(start..at).unwrap_or_default());
        Field {
            start,
            end: at,
            written,
        }
    }

    /// How many fields the record has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there is no record here.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Where the record begins, in bytes from the first.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start
    }

    /// The line the record begins on.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The line that reading has come to: the one after the record.
    #[must_use]
    pub fn line_after(&self) -> u64 {
        self.next_line
    }

    /// Where reading has come to: past the record and its line end.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// How many lines the record takes: one, and one for each line end inside it.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.next_line - self.line + u64::from(self.is_cut())
    }

    /// The byte between fields.
    #[must_use]
    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Some of the bytes that the records lie in; none where the range is not theirs.
    pub(crate) fn bytes_of(&self, range: std::ops::Range<usize>) -> &'a [u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    /// Whether more follows the quotation mark that closes a field, as after one that was left open or
    /// not written twice.
    #[must_use]
    pub(crate) fn has_stray_quote(&self) -> bool {
        let escaped = self.fields.iter().filter(|f| f.written == Written::Escaped);
        escaped
            .map(|f| self.bytes_of(f.start + 1..f.end))
            .any(|rest| !matches!(closing_quote(rest), Some(at) if at + 1 == rest.len()))
    }

    /// Whether the record is the last and no line end follows it.
    #[must_use]
    pub(crate) fn is_cut(&self) -> bool {
        self.at == self.bytes.len() && !matches!(self.bytes.last(), Some(b'\n' | b'\r'))
    }

    /// The bytes of the record without its line end.
    #[must_use]
    pub fn raw(&self) -> &'a [u8] {
        let end = self.fields.last().map_or(self.start, |f| f.end);
        self.bytes.get(self.start..end).unwrap_or_default()
    }

    /// Where a field lies in the bytes, its quotes included; nothing past the last.
    #[must_use]
    pub fn span(&self, index: usize) -> Option<std::ops::Range<usize>> {
        self.fields.get(index).map(|f| f.start..f.end)
    }

    /// The value of a field; nothing past the last.
    #[must_use]
    pub fn cell(&self, index: usize) -> Cow<'a, [u8]> {
        let Some(&Field {
            start,
            end,
            written,
        }) = self.fields.get(index)
        else {
            return Cow::Borrowed(&[]);
        };
        match written {
            Written::Plain => Cow::Borrowed(self.bytes.get(start..end).unwrap_or_default()),
            Written::Quoted => {
                Cow::Borrowed(self.bytes.get(start + 1..end - 1).unwrap_or_default())
            }
            Written::Escaped | Written::Unclosed => Cow::Owned(unescaped(
                self.bytes.get(start + 1..end).unwrap_or_default(),
            )),
        }
    }

    /// The value of a field as text, borrowed from `text`, which is what the bytes from `base` on
    /// were found to be. Blank when `text` is of other bytes.
    #[must_use]
    pub fn text_cell<'t>(&self, text: &'t str, base: usize, index: usize) -> Cow<'t, str> {
        let Some(&Field {
            start,
            end,
            written,
        }) = self.fields.get(index)
        else {
            return Cow::Borrowed("");
        };
        let slice = |from: usize, to: usize| {
            let range = from.checked_sub(base).zip(to.checked_sub(base));
            range
                .and_then(|(from, to)| text.get(from..to))
                .unwrap_or_default()
        };
        match written {
            Written::Plain => Cow::Borrowed(slice(start, end)),
            Written::Quoted => Cow::Borrowed(slice(start + 1, end - 1)),
            Written::Escaped | Written::Unclosed => {
                let value = unescaped(slice(start + 1, end).as_bytes());
                Cow::Owned(String::from_utf8(value).unwrap_or_default())
            }
        }
    }

    /// Where a field begins: its line, and its column in code points from 1. A field that is not
    /// there stands past the last one.
    #[must_use]
    pub fn place(&self, index: usize) -> (u64, u64) {
        let start = match (self.fields.get(index), self.fields.last()) {
            (Some(field), _) => field.start,
            (None, Some(last)) => last.end,
            (None, None) => self.start,
        };
        self.place_of_byte(start)
    }

    /// Where each field begins, as [`Records::place`] gives it, in one pass: a header may have as many
    /// columns as the file has bytes.
    #[must_use]
    pub fn places(&self) -> Vec<(u64, u64)> {
        let (mut at, mut line, mut column) = (self.start, self.line, 1);
        let place = |field: &Field| {
            let between = self.bytes.get(at..field.start).unwrap_or_default();
            let (lines, beyond) = advance_place(between);
            column = if lines > 0 {
                beyond
            } else {
                column + beyond - 1
            };
            line += lines;
            at = field.start;
            (line, column)
        };
        self.fields.iter().map(place).collect()
    }

    /// The line and the column of a byte of the record, given from the first of all bytes.
    #[must_use]
    pub fn place_of_byte(&self, byte: usize) -> (u64, u64) {
        let before = self.bytes.get(self.start..byte).unwrap_or_default();
        let (lines, column) = advance_place(before);
        (self.line + lines, column)
    }

    /// The place of the quote that opens a field which is never closed.
    #[must_use]
    pub fn unclosed(&self) -> Option<(u64, u64)> {
        self.fields
            .iter()
            .find(|f| f.written == Written::Unclosed)
            .map(|f| self.place_of_byte(f.start))
    }
}

#[cfg(test)]
mod tests;
