//! A column for each question, as survey tools export: each answer becomes a note.
//!
//! The note's id is the id of the row (or `row 5` for the fifth) and the number of the question among
//! the columns, `R7-Q2`; its question is the header. A cell without an answer is no note.

use super::copy::{Origin, RowPlace, Writer};
use super::delimiter::Vocabulary;
use super::head::{Head, few};
use super::input::Input;
use super::survey::{Asked, Use};
use super::{Layout, Prepared};
use crate::check;
use crate::faults::{Faults, Row};
use crate::lengths::wrong_number;
use crate::open_quotes;
use crate::pieces::{Pieces, Sizes};
use crate::records::Records;
use crate::table::is_blank;
use std::fs::File;
use std::io;
use std::sync::Arc;
use throughline_core::problem::{Code, Place, Problem};

/// How many times as long as the file its copy may be, and how long it may be in any case. Each answer
/// is written with its question and the other cells of its row.
const TIMES: u64 = 100;
const ANY_CASE: u64 = 64 << 20;

/// A file that is copied.
pub(super) struct Copied<'a> {
    /// Its name in problems.
    pub file: &'a str,
    /// Its number.
    pub index: u16,
    /// What is said of it.
    pub input: &'a Input,
}

/// Copies a file with a note for each answer.
pub(super) fn copy(
    from: &Prepared,
    Copied { file, index, input }: Copied<'_>,
    asked: Asked,
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
    if asked.questions().next().is_none() {
        let place = Place::line(file, head.line);
        faults.push(if let Some(listed) = &input.questions {
            let listed: Vec<&str> = listed.iter().map(String::as_str).collect();
            let message = format!("no column is one of the questions listed: {}", few(&listed));
            let names = asked.names.iter().filter(|n| !n.is_empty());
            let names: Vec<&str> = names.map(String::as_str).collect();
            Problem::new(Code::MissingColumn, place, message)
                .help(format!("the header has: {}", names.join(", ")))
        } else {
            let message = format!("no column is a question; {}", asked.in_words(input));
            Problem::new(Code::MissingColumn, place, message).help(remedy(input))
        });
        return Ok(None);
    }
    let said = asked.in_words(input);
    if !said.is_empty() {
        let place = Place::line(file, head.line);
        faults.push(Problem::new(Code::Assumed, place, said).help(remedy(input)));
    }
    let mut maker = Maker::new(from, &head, asked, most)?;
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

/// How to say which columns are questions.
fn remedy(input: &Input) -> String {
    let first = if input.alone {
        "where that is wrong, begin a review with `throughline init`, and in its review.toml list the headers that are questions"
    } else {
        "where that is wrong, list the headers that are questions"
    };
    format!(
        "{first} under `[input]`: `questions = [\"…\", \"…\"]`; or, where each row is one note, say `shape = \"long\"` there and `text = \"…\"` under `[columns]`"
    )
}

/// A question.
struct Asking {
    field: usize,
    text: String,
    /// The field with the themes of its answers.
    themes: Option<usize>,
}

/// Makes notes of rows.
struct Maker {
    writer: Writer,
    /// The fields that are copied as they are.
    copied: Vec<usize>,
    id: Option<usize>,
    questions: Vec<Asking>,
    /// Whether answers have themes of their own.
    themes: bool,
    /// Where the names of the copy stand in the original.
    head_places: Vec<(u64, u64)>,
    asked: Asked,
    /// Where the fields of a copy came from.
    origin: Option<Arc<Origin>>,
    set_aside: u64,
    /// Bytes that may still be written; nothing when a row had no room.
    room: Option<u64>,
}

impl Maker {
    fn new(from: &Prepared, head: &Head, asked: Asked, most: u64) -> io::Result<Self> {
        let uses = || asked.uses.iter().enumerate();
        let id = uses().find(|(_, used)| **used == Use::Named("note_id"));
        let id = id.map(|(at, _)| at);
        let kept = uses().filter(|(at, used)| {
            matches!(used, Use::Named(_) | Use::Guessed(_)) && Some(*at) != id
        });
        let copied: Vec<usize> = kept.map(|(at, _)| at).collect();
        let themes_after = |field: usize| {
            let next = field + 1;
            (asked.uses.get(next) == Some(&Use::Themes)).then_some(next)
        };
        let questions: Vec<Asking> = asked
            .questions()
            .map(|(field, text)| Asking {
                field,
                text: text.to_owned(),
                themes: themes_after(field),
            })
            .collect();
        let themes = questions.iter().any(|q| q.themes.is_some());
        let name = |at: &usize| match asked.uses.get(*at) {
            Some(Use::Guessed(ours)) => ours,
            _ => asked.names.get(*at).map_or("", String::as_str),
        };
        let header: Vec<&str> = ["note_id", "question", "text"]
            .into_iter()
            .chain(copied.iter().map(name))
            .chain(themes.then_some("themes"))
            .collect();
        let place = |at: Option<usize>| {
            let place = at.and_then(|at| head.places.get(at)).copied();
            place.unwrap_or((head.line, 1))
        };
        let first = questions.first().map(|q| q.field);
        let fields = [id, first, first].into_iter();
        let fields = fields.chain(copied.iter().copied().map(Some));
        let fields = fields.chain([questions.iter().find_map(|q| q.themes)]);
        Ok(Self {
            writer: Writer::new(header)?,
            head_places: fields.map(place).collect(),
            copied,
            id,
            questions,
            themes,
            asked,
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
        for (number, asking) in questions.iter().enumerate() {
            let answer = text(records, asking.field);
            let themes = asking.themes.map(|at| text(records, at));
            // Themes without an answer are a note without text, which is said as of any other.
            if answer.is_empty() && themes.as_ref().is_none_or(String::is_empty) {
                continue;
            }
            answers += 1;
            let id = format!("{id}-Q{}", number + 1);
            let cells = [id.as_str(), asking.text.as_str(), answer.as_str()];
            let of_themes = themes.as_ref().map_or(0, |cell| cell.len() as u64);
            if !self.takes(&cells, length + of_themes) {
                break;
            }
            let text_field = match &self.origin {
                Some(origin) => origin.field(asking.field),
                None => Some(asking.field),
            };
            let place = RowPlace {
                text_field,
                ..place
            };
            let themes = self.themes.then(|| themes.unwrap_or_default());
            let cells = cells.into_iter().chain(copied.iter().map(String::as_str));
            self.writer.row(cells.chain(themes.as_deref()), place)?;
        }
        self.questions = questions;
        if answers == 0 {
            let blanks = 3 + copied.len() + usize::from(self.themes);
            self.writer.row(std::iter::repeat_n("", blanks), place)?;
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
            .chain(self.themes.then_some(None))
            .collect();
        let origin = match &from.origin {
            Some(_) => Origin::cells(fields),
            None => Origin::records(fields, from),
        };
        let mut made = self.writer.finish(origin)?;
        made.set_aside = self.set_aside;
        made.layout.head_places = self.head_places;
        made.asked = Some(Arc::new(self.asked));
        Ok(made)
    }
}

fn text(records: &Records<'_>, at: usize) -> String {
    String::from_utf8_lossy(&records.cell(at)).trim().to_owned()
}
