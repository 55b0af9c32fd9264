//! A column for each question, as survey tools export: each answer becomes a note.
//!
//! The note's id is the id of the row (or `row 5` for the fifth) and the number of the question among
//! the columns, `R7-Q2`; its question is the header. A cell without an answer is no note.

use super::copy::{Origin, RowPlace, Writer};
use super::delimiter::Vocabulary;
use super::head::{Head, few};
use super::input::{Input, Shape};
use super::{Layout, Prepared};
use crate::check;
use crate::faults::{Faults, Row};
use crate::lengths::wrong_number;
use crate::open_quotes;
use crate::pieces::{Pieces, Sizes};
use crate::records::Records;
use crate::table::is_blank;
use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::sync::Arc;
use throughline_core::problem::{Code, Place, Problem};

/// How many times as long as the file its copy may be, and how long it may be in any case. Each answer
/// is written with its question and the other cells of its row.
const TIMES: u64 = 100;
const ANY_CASE: u64 = 64 << 20;

/// The columns that are questions, by their field and name. A header is one when review.toml has it,
/// when it ends with a question mark or has four words, or when it is a number after a Q; with `all`
/// every header is that is no other column.
pub(super) fn columns(names: &[String], words: &Vocabulary<'_>, all: bool) -> Vec<(usize, String)> {
    let numbered = |name: &str| {
        let number = name.strip_prefix(['Q', 'q']).map(str::trim);
        number.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_question = |name: &str| {
        (words.question)(name)
            || (words.column(name).is_none()
                && (words.theme)(name).is_none()
                && (all
                    || name.ends_with('?')
                    || name.split_whitespace().count() >= 4
                    || numbered(name)))
    };
    let fields = names.iter().enumerate();
    fields
        .filter(|(_, name)| !name.is_empty() && is_question(name))
        .map(|(at, name)| (at, name.clone()))
        .collect()
}

/// Copies a file with a note for each answer.
pub(super) fn copy(
    from: &Prepared,
    file: &str,
    index: u16,
    input: &Input,
    words: &Vocabulary<'_>,
    faults: &mut Faults,
) -> io::Result<Option<Prepared>> {
    let source = File::open(&from.path)?;
    let most = source.metadata()?.len().saturating_mul(TIMES).max(ANY_CASE);
    let mut pieces = Pieces::new(source, Sizes::default())?.delimited(from.layout.delimiter);
    let Some(first) = pieces.next(Vec::new())? else {
        return Ok(Some(from.clone()));
    };
    let mut records = Records::delimited(&first.bytes, 1, from.layout.delimiter);
    let layout = &from.layout;
    let head = Head::read(&mut records, layout, words, file, first.given_up, faults);
    let Some(head) = head else {
        return Ok(None);
    };
    let all = input.shape == Some(Shape::Questions);
    let questions = columns(&head.names, words, all);
    if questions.is_empty() {
        let message = "no column is a question: none is left beside those that are known";
        faults.push(Problem::new(
            Code::MissingColumn,
            Place::line(file, head.line),
            message,
        ));
        return Ok(None);
    }
    let names: Vec<&str> = questions.iter().map(|(_, n)| n.as_str()).collect();
    faults.push(
        Problem::new(
            Code::Assumed,
            Place::line(file, head.line),
            format!(
                "each of {} columns is a question, and each answer a note: {}",
                names.len(),
                few(&names)
            ),
        )
        .help("where that is wrong, write `shape = \"long\"` under `[input]` in review.toml"),
    );
    let mut maker = Maker::new(from, &head, questions, words, most)?;
    let mut records_read = 0;
    let mut rows = Rows {
        file,
        index,
        head: &head,
        layout,
        number: &mut records_read,
        maker: &mut maker,
        in_doubt: layout.ascii_head,
    };
    // Bytes before the first piece are those of a byte-order mark.
    let line = rows.piece(records, first.offset, first.given_up, faults)?;
    let mut line = line;
    while let Some(piece) = pieces.next(Vec::new())?
        && !rows.maker.is_full()
    {
        let records = Records::delimited(&piece.bytes, line, layout.delimiter);
        line = rows.piece(records, piece.offset, piece.given_up, faults)?;
    }
    if maker.is_full() {
        faults.push(too_long(file, head.line, most));
        return Ok(None);
    }
    maker.finish(from).map(Some)
}

fn too_long(file: &str, line: u64, most: u64) -> Problem {
    let message = format!(
        "with a note for each answer, and beside it the other cells of its row, the file would be longer than {} MiB",
        most >> 20
    );
    Problem::new(Code::UnreadableFile, Place::line(file, line), message)
        .help("remove the columns that are long and no questions, or write `shape = \"long\"` under `[input]` in review.toml")
}

/// Goes through the rows of the original.
struct Rows<'a> {
    file: &'a str,
    index: u16,
    head: &'a Head,
    layout: &'a Layout,
    number: &'a mut u64,
    maker: &'a mut Maker,
    /// Whether the encoding may be another, and nothing was said of it yet.
    in_doubt: bool,
}

impl Rows<'_> {
    /// The rows that are left in a piece; the line after it.
    fn piece(
        &mut self,
        mut records: Records<'_>,
        offset: u64,
        given_up: bool,
        faults: &mut Faults,
    ) -> io::Result<u64> {
        while !self.maker.is_full() && records.advance() {
            *self.number += 1;
            let place = if self.layout.placed {
                RowPlace::of_record(&records)
            } else {
                None
            };
            let place = place.unwrap_or(RowPlace {
                line: records.line(),
                offset: Some(offset + records.start() as u64),
                text_field: None,
            });
            if let Some((line, column)) = records.unclosed() {
                faults.push(check::unclosed_quote(
                    Place::at(self.file, line, column),
                    given_up,
                ));
                continue;
            }
            let wanted = self.head.names.len();
            let quote = || {
                let quote = (records.lines() > 1 && !self.layout.placed)
                    .then(|| open_quotes::look(&records, wanted));
                Some(quote??.problem(self.file, 0))
            };
            let length = || {
                let wrong = wrong_number(&records, wanted, self.file);
                wrong.filter(|_| !is_blank(&records))
            };
            let wrong = check::bad_byte_of_notes(&records, self.file)
                .or_else(quote)
                .or_else(length);
            let id = self.maker.id(&records, *self.number);
            if let Some(mut problem) = wrong {
                if problem.code == Code::Encoding && std::mem::take(&mut self.in_doubt) {
                    faults.push(check::not_as_it_began(self.file));
                }
                if self.layout.placed {
                    problem.place = Place::line(self.file, place.line);
                }
                let row = Row {
                    file: self.index,
                    line: place.line,
                    note_id: &id,
                };
                if records.lines() > 1 {
                    faults.takes_lines((self.index, place.line), records.lines());
                }
                faults.push_of_row(row, problem);
                self.maker.set_aside += 1;
                continue;
            }
            self.maker.row(&records, &id, place)?;
        }
        Ok(records.line_after())
    }
}

/// Makes notes of rows.
struct Maker {
    writer: Writer,
    /// The fields that are copied as they are.
    copied: Vec<usize>,
    id: Option<usize>,
    questions: Vec<(usize, String)>,
    /// Where the fields of a copy came from.
    origin: Option<Arc<Origin>>,
    set_aside: u64,
    /// Bytes that may still be written; nothing when a row had no room.
    room: Option<u64>,
}

impl Maker {
    fn new(
        from: &Prepared,
        head: &Head,
        questions: Vec<(usize, String)>,
        words: &Vocabulary<'_>,
        most: u64,
    ) -> io::Result<Self> {
        let named = |at: usize| {
            let name = head.names.get(at).map(String::as_str);
            name.and_then(|n| words.column(n))
                .and_then(|c| words.columns.get(c))
        };
        let is = |at: usize, name: &str| named(at).is_some_and(|c| c.name == name);
        let width = head.names.len() - usize::from(from.layout.placed && !head.names.is_empty());
        let id = (0..width).find(|&at| is(at, "note_id"));
        let asked: BTreeSet<usize> = questions.iter().map(|(at, _)| *at).collect();
        let copied: Vec<usize> = (0..width)
            .filter(|&at| Some(at) != id && !asked.contains(&at))
            .filter(|&at| !is(at, "question") && !is(at, "text"))
            .collect();
        let header = ["note_id", "question", "text"].into_iter();
        let kept = copied.iter().filter_map(|&at| head.names.get(at));
        Ok(Self {
            writer: Writer::new(header.chain(kept.map(String::as_str)))?,
            copied,
            id,
            questions,
            origin: from.origin.clone(),
            set_aside: 0,
            room: Some(most),
        })
    }

    /// Whether a row had no room, so that the copy is of no use.
    fn is_full(&self) -> bool {
        self.room.is_none()
    }

    /// Takes the room of some cells.
    fn takes(&mut self, cells: &[&str], copied: u64) -> bool {
        let bytes: u64 = cells.iter().map(|cell| cell.len() as u64).sum();
        self.room = self.room.and_then(|room| room.checked_sub(bytes + copied));
        self.room.is_some()
    }

    fn id(&self, records: &Records<'_>, number: u64) -> String {
        let id = self.id.map(|at| text(records, at)).unwrap_or_default();
        if id.is_empty() {
            format!("row {number}")
        } else {
            id
        }
    }

    /// A note for each answer; a row of blanks where there is none.
    fn row(&mut self, records: &Records<'_>, id: &str, place: RowPlace) -> io::Result<()> {
        let copied: Vec<String> = self.copied.iter().map(|&at| text(records, at)).collect();
        // Each cell takes what stands between it and the next, too.
        let length: u64 = copied.iter().map(|cell| cell.len() as u64 + 1).sum();
        let mut answers = 0;
        let questions = std::mem::take(&mut self.questions);
        for (number, (field, question)) in questions.iter().enumerate() {
            let answer = text(records, *field);
            if answer.is_empty() {
                continue;
            }
            answers += 1;
            let id = format!("{id}-Q{}", number + 1);
            let cells = [id.as_str(), question.as_str(), answer.as_str()];
            if !self.takes(&cells, length) {
                break;
            }
            let text_field = match &self.origin {
                Some(origin) => origin.field(*field),
                None => Some(*field),
            };
            let place = RowPlace {
                text_field,
                ..place
            };
            let cells = cells.into_iter().chain(copied.iter().map(String::as_str));
            self.writer.row(cells, place)?;
        }
        self.questions = questions;
        if answers == 0 {
            let blanks = std::iter::repeat_n("", 3 + copied.len());
            self.writer.row(blanks, place)?;
        }
        Ok(())
    }

    fn finish(self, from: &Prepared) -> io::Result<Prepared> {
        let field = |at: usize| match &from.origin {
            Some(origin) => origin.field(at),
            None => Some(at),
        };
        let fields = [self.id.and_then(field), None, None];
        let fields: Vec<Option<usize>> = fields
            .into_iter()
            .chain(self.copied.iter().map(|&at| field(at)))
            .collect();
        let origin = match &from.origin {
            Some(_) => Origin::cells(fields),
            None => Origin::records(fields, from),
        };
        let mut made = self.writer.finish(origin)?;
        made.set_aside = self.set_aside;
        Ok(made)
    }
}

fn text(records: &Records<'_>, at: usize) -> String {
    String::from_utf8_lossy(&records.cell(at)).trim().to_owned()
}
