//! The records of an XLS, gone through before they are read, for what its sheets come to when their
//! cells are spread out: a cell in the first corner and one in the last make a sheet of millions.

use super::compound::{u16_at, u32_at};
use super::error::BookError;
use super::room::Room;

/// Kinds of records: a sheet by its place and its name, the texts that cells share, what continues
/// the record before, the beginning and the end of a stream.
const SHEET: u16 = 0x0085;
const TEXTS: u16 = 0x00FC;
const CONTINUES: u16 = 0x003C;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;

/// Kinds of records: how far a sheet goes; cells with a number, a text, an error, a formula, a shared
/// text, several numbers.
const DIMENSIONS: u16 = 0x0200;
const CELLS: [u16; 6] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x0006, 0x027E];
const SHARED: u16 = 0x00FD;
const NUMBERS: u16 = 0x00BD;

/// Cells of the largest sheet that there can be: 65,536 rows of 256.
const LARGEST: u64 = 1 << 24;

/// Bytes of memory of a cell as it is met, and in the sheet, which is there twice while it is read,
/// and once more for formulas.
const MET: u64 = 32;
const IN_SHEET: u64 = 72;

/// A record: its kind, its bytes, and those of the records that continue it.
struct Record<'a> {
    kind: u16,
    bytes: &'a [u8],
    more: Vec<&'a [u8]>,
}

struct Records<'a>(&'a [u8]);

impl<'a> Records<'a> {
    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.0, 0)?;
        let length = usize::from(u16_at(self.0, 2)?);
        let bytes = self.0.get(4..4 + length)?;
        self.0 = self.0.get(4 + length..)?;
        Some((kind, bytes))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, bytes) = self.one()?;
        let mut more = Vec::new();
        while u16_at(self.0, 0) == Some(CONTINUES)
            && let Some((_, bytes)) = self.one()
        {
            more.push(bytes);
        }
        Some(Record { kind, bytes, more })
    }
}

/// Takes the room of all sheets of a workbook.
///
/// # Errors
/// They do not fit, or what they say cannot be true.
pub fn look(stream: &[u8], mut room: Room) -> Result<(), BookError> {
    let (mut sheets, mut texts) = (Vec::new(), Vec::new());
    for record in Records(stream).take_while(|record| record.kind != END) {
        match record.kind {
            SHEET => sheets.extend(u32_at(record.bytes, 0).and_then(|at| usize::try_from(at).ok())),
            TEXTS => texts = lengths(&record),
            _ => {}
        }
    }
    // Each record stands in one sheet.
    let mut left = stream.len();
    for at in sheets {
        let records = Records(stream.get(at..).unwrap_or_default());
        let rest = sheet(records, &texts, &mut room)?;
        let gone = stream.len().saturating_sub(at).saturating_sub(rest);
        left = left
            .checked_sub(gone)
            .ok_or_else(|| BookError::Damaged("its sheets stand one in another".to_owned()))?;
    }
    Ok(())
}

/// The first and the last of the numbers met.
#[derive(Clone, Copy)]
struct Span {
    first: u64,
    last: u64,
}

impl Span {
    const NONE: Self = Self {
        first: u64::MAX,
        last: 0,
    };

    fn take(&mut self, number: u16) {
        self.first = self.first.min(number.into());
        self.last = self.last.max(number.into());
    }

    fn length(self) -> u64 {
        (self.last + 1).saturating_sub(self.first)
    }
}

/// Takes the room of a sheet; the bytes that are left after it.
fn sheet(mut records: Records<'_>, texts: &[u64], room: &mut Room) -> Result<usize, BookError> {
    let (mut rows, mut columns) = (Span::NONE, Span::NONE);
    // The first stream is the sheet, those within it are charts.
    let (mut began, mut inside) = (false, 0u32);
    while let Some(record) = records.next() {
        let bytes = record.bytes;
        match record.kind {
            BEGIN if began => inside += 1,
            BEGIN => began = true,
            END if inside > 0 => inside -= 1,
            END => break,
            _ if inside > 0 => {}
            DIMENSIONS if !is_possible(bytes) => {
                let said = "a sheet says that it has more cells than there can be";
                return Err(BookError::Damaged(said.to_owned()));
            }
            kind if CELLS.contains(&kind) || kind == SHARED || kind == NUMBERS => {
                let (row, column) = (u16_at(bytes, 0), u16_at(bytes, 2));
                let (Some(row), Some(column)) = (row, column) else {
                    continue;
                };
                rows.take(row);
                columns.take(column);
                if kind == NUMBERS {
                    // Six bytes beside those of each number, the last column among them.
                    let numbers = bytes.len() / 6;
                    columns.take(column.saturating_add(u16::try_from(numbers).unwrap_or(u16::MAX)));
                    room.take(MET * numbers as u64)?;
                }
                let text = u32_at(bytes, 6).filter(|_| kind == SHARED);
                let text = text.and_then(|at| texts.get(usize::try_from(at).ok()?));
                // The text is in the cell, and once more while it is read.
                room.take(MET + 2 * text.copied().unwrap_or(0))?;
            }
            _ => {}
        }
    }
    room.take(
        rows.length()
            .saturating_mul(columns.length())
            .saturating_mul(IN_SHEET),
    )?;
    Ok(records.0.len())
}

/// Whether what a record says of how far a sheet goes can be true: memory is set aside for it.
fn is_possible(bytes: &[u8]) -> bool {
    let narrow = |at| u16_at(bytes, at).map(u64::from);
    let wide = |at| u32_at(bytes, at).map(u64::from);
    let said = match bytes.len() {
        10 => (narrow(0), narrow(2), narrow(4), narrow(6)),
        14 | 16 => (wide(0), wide(4), narrow(8), narrow(10)),
        // What is wrong is said when it is read.
        _ => return true,
    };
    let (Some(first_row), Some(end_row), Some(first_column), Some(end_column)) = said else {
        return true;
    };
    let first_column = if first_column > 0xFF || end_column < first_column {
        0
    } else {
        first_column
    };
    if end_row == 0 || end_column == 0 {
        return true;
    }
    let rows = end_row.checked_sub(first_row);
    rows.is_some_and(|rows| rows.saturating_mul(end_column - first_column) <= LARGEST)
}

/// The bytes that each shared text comes to as UTF-8, at most.
fn lengths(record: &Record<'_>) -> Vec<u64> {
    let mut pieces = Pieces {
        now: record.bytes.get(8..).unwrap_or_default(),
        more: &record.more,
    };
    let mut lengths = Vec::new();
    while let Some(length) = pieces.text() {
        lengths.push(length);
    }
    lengths
}

/// The bytes of a record and of those that continue it.
struct Pieces<'a> {
    now: &'a [u8],
    more: &'a [&'a [u8]],
}

impl Pieces<'_> {
    /// Goes on to the record that continues this one, where nothing is left of it.
    fn go_on(&mut self) -> Option<()> {
        if self.now.is_empty() {
            let (first, rest) = self.more.split_first()?;
            self.now = first;
            self.more = rest;
        }
        Some(())
    }

    fn skip(&mut self, mut bytes: u64) -> Option<()> {
        while bytes > 0 {
            self.go_on()?;
            let here = usize::try_from(bytes).map_or(self.now.len(), |b| b.min(self.now.len()));
            self.now = self.now.get(here..)?;
            bytes -= here as u64;
            if here == 0 && self.more.is_empty() {
                return None;
            }
        }
        Some(())
    }

    /// Steps over a text, and says how long it is: its characters, a byte that says how they are
    /// written and what follows them, the runs of its formats and its readings, and the characters,
    /// which begin with such a byte again in each record that continues it.
    fn text(&mut self) -> Option<u64> {
        self.go_on()?;
        let characters = u64::from(u16_at(self.now, 0)?);
        let mut flags = *self.now.get(2)?;
        self.now = self.now.get(3..)?;
        let (mut runs, mut readings) = (0, 0);
        if flags & 0x08 != 0 {
            runs = u64::from(u16_at(self.now, 0)?);
            self.now = self.now.get(2..)?;
        }
        if flags & 0x04 != 0 {
            readings = u64::from(u32_at(self.now, 0)?);
            self.now = self.now.get(4..)?;
        }
        let mut left = characters;
        while left > 0 {
            if self.now.is_empty() {
                self.go_on()?;
                flags = *self.now.first()?;
                self.now = self.now.get(1..)?;
            }
            let width = if flags & 0x01 != 0 { 2 } else { 1 };
            let here = left.min(self.now.len() as u64 / width);
            if here == 0 {
                // Half a character, or a record that holds none.
                self.now = &[];
                self.more.first()?;
                continue;
            }
            self.now = self.now.get(usize::try_from(here * width).ok()?..)?;
            left -= here;
        }
        self.skip(4 * runs + readings)?;
        Some(3 * characters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
        let mut out = kind.to_le_bytes().to_vec();
        out.extend(u16::try_from(bytes.len()).unwrap().to_le_bytes());
        out.extend_from_slice(bytes);
        out
    }

    fn cell(kind: u16, row: u16, column: u16, value: u32) -> Vec<u8> {
        let mut bytes = row.to_le_bytes().to_vec();
        bytes.extend(column.to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(value.to_le_bytes());
        record(kind, &bytes)
    }

    /// A workbook of one sheet with these records, whose place is said `times`.
    fn stream(texts: &[u8], times: usize, sheet: &[Vec<u8>]) -> Vec<u8> {
        let mut globals = record(BEGIN, &[0, 6, 5, 0]);
        globals.extend(record(TEXTS, texts));
        let at = globals.len() + times * (4 + 8) + 4;
        for _ in 0..times {
            let place = u32::try_from(at).unwrap().to_le_bytes();
            globals.extend(record(SHEET, &[&place[..], &[0, 0, 0, 0]].concat()));
        }
        globals.extend(record(END, &[]));
        globals.extend(record(BEGIN, &[0, 6, 16, 0]));
        globals.extend(sheet.concat());
        globals.extend(record(END, &[]));
        globals
    }

    #[test]
    fn sheets_that_would_fill_the_memory_do_not_fit() {
        let text = |n: u16| [&[0; 8][..], &n.to_le_bytes(), &[0], &vec![b'x'; n.into()]].concat();
        let corners = [cell(0x0203, 0, 0, 1), cell(0x0203, 0xFFFF, 0xFFFF, 1)];
        let near = [cell(0x0203, 0, 0, 1), cell(0x0203, 1000, 20, 1)];
        let shared: Vec<Vec<u8>> = (0..5_000).map(|row| cell(SHARED, row, 0, 0)).collect();
        let dimensions = |rows: u32, columns: u16| {
            let mut bytes = [[0; 4], rows.to_le_bytes()].concat();
            bytes.extend([0, 0]);
            bytes.extend(columns.to_le_bytes());
            bytes.extend([0, 0]);
            [record(DIMENSIONS, &bytes)]
        };
        let cases: [(&str, Vec<u8>, bool); 8] = [
            ("two cells near", stream(&[0; 8], 1, &near), true),
            ("two far corners", stream(&[0; 8], 1, &corners), false),
            (
                "a short text in many cells",
                stream(&text(10), 1, &shared),
                true,
            ),
            (
                "a long text in many cells",
                stream(&text(8_000), 1, &shared),
                false,
            ),
            ("one sheet named twice", stream(&[0; 8], 3, &near), false),
            (
                "the largest sheet",
                stream(&[0; 8], 1, &dimensions(65_536, 256)),
                true,
            ),
            (
                "a larger one",
                stream(&[0; 8], 1, &dimensions(65_537, 256)),
                false,
            ),
            (
                "one without end",
                stream(&[0; 8], 1, &dimensions(u32::MAX, u16::MAX)),
                false,
            ),
        ];
        for (what, stream, fits) in cases {
            assert_eq!(look(&stream, Room::of(0)).is_ok(), fits, "{what}");
        }
    }

    #[test]
    fn texts_that_are_continued_have_their_lengths() {
        let first = [&[0; 8][..], &[3, 0, 0], b"abc", &[4, 0, 0], b"de"].concat();
        let record = Record {
            kind: TEXTS,
            bytes: &first,
            more: vec![
                &[1, b'f', 0, b'g', 0, 2, 0, 8, 1, 0, b'h', b'i', 9, 9],
                &[9, 9, 1, 0, 0, b'j'],
            ],
        };
        assert_eq!(lengths(&record), [9, 12, 6, 3]);
    }
}
