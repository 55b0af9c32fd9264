//! Rows that a quotation mark which was left open drew into one cell.
//!
//! A quotation mark that opens a cell and is not closed there runs on to the next one, which opens a
//! cell of a later row. What comes of it is sound CSV with one long cell, and the rows within are gone.
//! Two things give it away. What stands before the first line end of the cell holds the rest of its
//! row, and what stands after the last one holds the beginning of another: as many fields as stand
//! before the cell. And the lines between have as many fields as the header each. Prose and tables that
//! are quoted on purpose have none of this but by rare chance; where the cell is closed as it should
//! be, or is the first or the last of its row, more is asked for.

use crate::records::{Records, closing_quote};
use memchr::{memchr2, memrchr2};
use throughline_core::problem::{Code, Place, Problem};

/// A quotation mark that was most likely left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OpenQuote {
    /// Line and column of the quotation mark.
    place: (u64, u64),
    /// The line on which it is closed.
    closed: u64,
    /// Lines between that look like rows.
    rows: u64,
}

impl OpenQuote {
    /// The error of the row; `base` is added to its lines.
    pub fn problem(self, file: &str, base: u64) -> Problem {
        let (line, column) = self.place;
        let (line, closed, rows) = (base + line, base + self.closed, self.rows);
        let holds = match rows {
            0 => "the rest of this row and the beginning of another stand in its cell".to_owned(),
            1 => "the line between looks like a row".to_owned(),
            _ => format!("the {rows} lines between look like rows"),
        };
        let message =
            format!("the quotation mark that opens here is closed only on line {closed}; {holds}");
        Problem::new(Code::SwallowedRows, Place::at(file, line, column), message).help(
            "close it where its cell ends, or write a quotation mark that belongs to the text twice; where the lines are meant to be one cell, begin them with a space",
        )
    }
}

/// Looks for one in a record that spans several lines, of a table whose header has `wanted` fields.
pub(crate) fn look(records: &Records<'_>, wanted: usize) -> Option<OpenQuote> {
    (0..records.len()).find_map(|at| of_field(records, at, wanted))
}

fn of_field(records: &Records<'_>, at: usize, wanted: usize) -> Option<OpenQuote> {
    let span = records.span(at)?;
    let field = records.bytes_of(span.clone());
    let (_, rest) = field.split_first().filter(|(first, _)| **first == b'"')?;
    let closing = closing_quote(rest)?;
    let (inside, after) = rest.split_at_checked(closing)?;
    let first_end = memchr2(b'\n', b'\r', inside)?;
    let last_end = memrchr2(b'\n', b'\r', inside)?;
    let first = inside.get(..first_end)?;
    let between = inside.get(first_end..=last_end)?;
    let last = inside.get(last_end + 1..)?;
    let delimiter = records.delimiter();
    if fields(last, delimiter) != at + 1 || fields(first, delimiter) + at < wanted {
        return None;
    }
    // The mark that closes it opens a cell: text follows it, and a separator stands before it.
    let opens_a_cell = after.len() > 1
        && match last.last() {
            Some(&before) => before == delimiter,
            None => at == 0,
        };
    let lines = Lines::of(between, records, at, wanted);
    let enough = if opens_a_cell {
        let least = u64::from(at == 0 || wanted < 3);
        lines.rows >= least && lines.rows * 5 >= lines.all * 4
    } else {
        let least = if wanted >= 4 { 2 } else { 3 };
        let at_an_end = at == 0 || at + 1 >= wanted;
        wanted >= 3
            && lines.rows >= least
            && lines.rows == lines.all
            && (!at_an_end || lines.alike * 2 >= lines.all)
    };
    enough.then(|| OpenQuote {
        place: records.place_of_byte(span.start),
        closed: records.place_of_byte(span.start + 1 + closing).0,
        rows: lines.rows,
    })
}

/// How many fields a piece of a row has, at least one.
fn fields(bytes: &[u8], delimiter: u8) -> usize {
    let mut records = Records::delimited(bytes, 0, delimiter);
    if records.advance() { records.len() } else { 1 }
}

/// What the lines within a cell look like.
#[derive(Default)]
struct Lines {
    /// Lines that are not blank.
    all: u64,
    /// Those that have as many fields as the header, written without blanks around the separators as
    /// the row itself is.
    rows: u64,
    /// Those whose cells are of the kind of the row's own: numbers under numbers, words under words.
    alike: u64,
}

impl Lines {
    fn of(between: &[u8], row: &Records<'_>, at: usize, wanted: usize) -> Self {
        let begins_blank = |records: &Records<'_>, field: usize| {
            records.cell(field).first().is_some_and(|b| *b == b' ')
        };
        let row_has_blanks = (0..at).any(|field| begins_blank(row, field));
        let own: Vec<Option<String>> = (0..wanted)
            .map(|field| (field != at).then(|| kind(&row.cell(field))))
            .collect();
        let mut found = Self::default();
        let mut lines = Records::delimited(between, 0, row.delimiter());
        while lines.advance() {
            found.all += 1;
            let written_so =
                row_has_blanks || !(0..lines.len()).any(|field| begins_blank(&lines, field));
            if lines.len() != wanted || !written_so {
                continue;
            }
            found.rows += 1;
            let is_alike = |(field, own): (usize, &Option<String>)| {
                let Some(own) = own else { return true };
                let cell = kind(&lines.cell(field));
                own.is_empty() || cell.is_empty() || *own == cell
            };
            found.alike += u64::from(own.iter().enumerate().all(is_alike));
        }
        found
    }
}

/// What a cell looks like: `N-12` is `a-9`, `13/4/23` is `9/9/9`, and words are `a`.
fn kind(cell: &[u8]) -> String {
    const LOOKED_AT: usize = 200;
    let cell = String::from_utf8_lossy(cell.get(..LOOKED_AT).unwrap_or(cell)).into_owned();
    let mut kind = String::new();
    for c in cell.chars().filter(|c| !c.is_whitespace()) {
        let c = match c {
            c if c.is_numeric() => '9',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        if !kind.ends_with(c) {
            kind.push(c);
        }
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quote found in the first record after the header: its line, the line it is closed on, and
    /// how many rows stand between.
    fn found(text: &str) -> Option<(u64, u64, u64)> {
        let mut records = Records::new(text.as_bytes(), 1);
        assert!(records.advance());
        let wanted = records.len();
        assert!(records.advance());
        look(&records, wanted).map(|q| (q.place.0, q.closed, q.rows))
    }

    #[test]
    fn rows_within_a_cell() {
        let cases = [
            // Closed by the mark that opens a later cell.
            (
                "a,b,c\nT,\"one,x\nS,two,y\nM,three,y\nP,\"five\",x\n",
                Some((2, 5, 2)),
            ),
            ("a,b,c\nT,\"one,x\nP,\"five\",x\n", Some((2, 3, 0))),
            (
                "a,b,c\nT,\"one, two,x\nS,two,y\nP,\"five, six\",x\n",
                Some((2, 4, 1)),
            ),
            // The last column, and the first.
            (
                "id,a,text\n1,T,\"one\n2,S,two\n3,M,\"three\"\n",
                Some((2, 4, 1)),
            ),
            (
                "text,a,b\n\"one,T,\ntwo,S,\n\"three\",M,\n",
                Some((2, 4, 1)),
            ),
            // Closed by a stray mark before a separator.
            (
                "a,b,c,d\n1,\"one,x,\n2,two,y,\n3,three,y,\n4,6\",x,\n",
                Some((2, 5, 2)),
            ),
            (
                "id,a,text\n1,T,\"one\n2,S,two\n3,M,three\n4,M,four\n5,M,6\"\n",
                Some((2, 6, 3)),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn cells_of_several_lines() {
        let cases = [
            // Prose, with as many commas as a row.
            "a,b,c\nT,\"They want:\nroads, rail, and bus\ntime, trust, care\ncost, cost, cost\nthanks\",x\n",
            // A table that is quoted on purpose, in a column in the middle, and in the last one.
            "a,b,c,d\nT,\"x,y,z,w\n1,2,3,4\n5,6,7,8\n9,9,9,9\",x,\n",
            "id,a,text\n1,T,\"It reads:\n1,2,3\n4,5,6\n7,8,9\n1,1,1\"\n",
            // Marks that should have been written twice.
            "a,b,c\nT,\"He said\n\"no\" to it\",x\n",
            "a,b,c\nT,\"He said, or so,\nit is \"no\" to it\",x\n",
            // Rows that begin with a space are meant so.
            "a,b,c,d\n1,\"one,x,\n 2,two,y,\n 3,three,y,\n4,6\",x,\n",
            "a,b,c\nT,one,x\n",
        ];
        for text in cases {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
