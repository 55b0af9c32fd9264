//! Places in a text by byte, without going through the text again for each: a file of thousands of
//! findings asks for tens of thousands of them.

/// The most bytes between two marks, so that a place inside a very long line is found as quickly.
const STRIDE: usize = 512;

/// A byte of which line and column are known.
#[derive(Debug, Clone, Copy)]
struct Mark {
    byte: usize,
    line: u64,
    column: u64,
}

/// Where the lines of a text begin. Lines end with LF, CRLF or CR, as an editor counts them;
/// columns are Unicode code points. Both count from 1.
#[derive(Debug, Clone)]
pub struct LineIndex {
    /// In order of byte; the first is that of byte 0.
    marks: Vec<Mark>,
}

impl LineIndex {
    /// Goes through a text once.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut mark = Mark {
            byte: 0,
            line: 1,
            column: 1,
        };
        let mut marks = vec![mark];
        let bytes = text.as_bytes();
        let mut column = 1;
        for (at, &byte) in bytes.iter().enumerate() {
            let next = bytes.get(at + 1);
            if byte == b'\n' || (byte == b'\r' && next != Some(&b'\n')) {
                column = 1;
                mark = Mark {
                    byte: at + 1,
                    line: mark.line + 1,
                    column,
                };
                marks.push(mark);
                continue;
            }
            // A code point is counted with its last byte.
            if next.is_none_or(|next| next & 0xC0 != 0x80) {
                column += 1;
                if at + 1 - mark.byte >= STRIDE {
                    mark = Mark {
                        byte: at + 1,
                        line: mark.line,
                        column,
                    };
                    marks.push(mark);
                }
            }
        }
        Self { marks }
    }

    /// Line and column of a byte of the text that was gone through; those of its end for one
    /// behind it.
    #[must_use]
    pub fn place(&self, text: &str, byte: usize) -> (u64, u64) {
        let byte = byte.min(text.len());
        let after = self.marks.partition_point(|mark| mark.byte <= byte);
        let Some(mark) = after.checked_sub(1).and_then(|at| self.marks.get(at)) else {
            return (1, 1);
        };
        let between = text.as_bytes().get(mark.byte..byte).unwrap_or_default();
        let points = between.iter().filter(|&&b| b & 0xC0 != 0x80).count();
        (mark.line, mark.column + points as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use throughline_ingest::records::advance_place;

    #[test]
    fn a_line_ends_as_an_editor_counts() {
        let text = "a\r\nbé c\rd\n\ne";
        let index = LineIndex::of(text);
        for (byte, place) in [
            (0, (1, 1)),
            (1, (1, 2)),
            (3, (2, 1)),
            (6, (2, 3)),
            (9, (3, 1)),
            (11, (4, 1)),
            (12, (5, 1)),
            (99, (5, 2)),
        ] {
            assert_eq!(index.place(text, byte), place, "byte {byte}");
        }
    }

    #[test]
    fn a_long_line_has_its_columns() {
        let text = "ā".repeat(5_000);
        let index = LineIndex::of(&text);
        for point in [0, 255, 256, 257, 511, 4_999, 5_000] {
            assert_eq!(index.place(&text, point * 2), (1, point as u64 + 1));
        }
        assert!(index.marks.len() > 10);
    }

    proptest! {
        #[test]
        fn every_place_is_the_one_counted_from_the_start(
            text in "([a-z]{0,3}|\u{e9}|\u{1F600}|\n|\r|\r\n|x{600}){0,40}",
        ) {
            let index = LineIndex::of(&text);
            for (byte, _) in text.char_indices() {
                // Between CR and LF nothing begins.
                if text.as_bytes().get(byte) == Some(&b'\n')
                    && byte > 0 && text.as_bytes().get(byte - 1) == Some(&b'\r')
                {
                    continue;
                }
                let (lines, column) = advance_place(&text.as_bytes()[..byte]);
                prop_assert_eq!(index.place(&text, byte), (lines + 1, column));
            }
        }
    }
}
