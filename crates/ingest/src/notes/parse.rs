//! One piece of a notes file, parsed by one thread.

use super::columns::{ENGAGEMENT, MANNER, NOTE_ID, ORGANISATION, TEXT, THEMES, WHERE, text_hash};
use crate::check;
use crate::dictionary::{BETWEEN, Dictionary};
use crate::header::Header;
use crate::lengths::WrongNumber;
use crate::no_notes::{NoNote, is_totals};
use crate::open_quotes::{self, OpenQuote};
use crate::pieces::Piece;
use crate::prepared::copy::RowPlace;
use crate::records::Records;
use crate::table::{is_blank_but, theme_values, values};
use crate::values::{Mark, mark};
use std::borrow::Cow;
use throughline_core::excerpts::text_form;
use throughline_core::notes::{Lists, Strings};
use throughline_core::problem::{Code, Place, Problem};

/// What all pieces of a file share.
pub(super) struct Context<'a> {
    pub file: &'a str,
    pub header: &'a Header,
    pub delimiter: u8,
}

impl Context<'_> {
    /// Whether a record may end early: some programs leave out blank cells at the end of a row. It has
    /// its text and its themes, ends with another cell than the text (which a line break may have cut),
    /// has no quotation mark astray, and is not the last of a file that may have been cut.
    fn takes_short(&self, records: &Records<'_>) -> bool {
        let header = self.header;
        let Some(text) = header.position(TEXT).filter(|_| !header.is_placed()) else {
            return false;
        };
        let marks = header.themes().iter().map(|(field, _)| *field);
        let themes = header.position(THEMES).into_iter().chain(marks);
        let last = themes.chain(header.more_themes().iter().copied()).max();
        let needed = last.map_or(text + 1, |last| last.max(text + 1));
        records.len() > needed && !records.is_cut() && !records.has_stray_quote()
    }

    /// The line of a record: from the first of the piece, or, of a copy, the line of the original.
    fn line(&self, records: &Records<'_>) -> u64 {
        if self.header.is_placed() {
            RowPlace::of_record(records).map_or(0, |place| place.line)
        } else {
            records.line()
        }
    }
}

/// The dictionaries of a thread or of all notes, in a fixed order.
pub(super) const DICTIONARIES: usize = 5;

/// A record that is not a row of the columns. Lines count from the first of the piece.
pub(super) struct Aside {
    pub line: u64,
    pub note_id: String,
    /// What is wrong.
    pub wrong: Wrong,
    /// Whether reading cannot go on after it, so that it is no matter of one row.
    pub fatal: bool,
    /// Lines that it takes.
    pub lines: u32,
}

/// What is wrong with a record. Rows of two bytes may each have it, so it takes little memory.
pub(super) enum Wrong {
    /// Nothing stands in it.
    Blank,
    /// It is too short or too long.
    Number(WrongNumber),
    /// A quotation mark in it was left open.
    Quote(Box<OpenQuote>),
    /// Something else.
    Other(Box<Problem>),
}

/// A piece as columns, with the codes of its thread.
#[derive(Default)]
pub(super) struct Parsed {
    pub number: usize,
    pub worker: usize,
    /// Bytes of the piece.
    pub bytes: u64,
    /// Where the piece begins in the file.
    pub offset: u64,
    /// Whether lines are those of the original, and not from the first of the piece.
    pub placed: bool,
    /// Line ends in the piece.
    pub lines: u64,
    /// Records, those set aside included.
    pub records: u64,
    /// Rows that end early, and the line of the first of them.
    pub short: (u64, u64),
    /// Identifiers, where the file has them.
    pub ids: Strings,
    /// Which record of the piece each row is, where the file has no identifiers.
    pub ordinals: Vec<u32>,
    pub engagement: Vec<u32>,
    pub organisation: Lists<u32>,
    pub place: Vec<u32>,
    pub theme: Lists<u32>,
    pub manner: Vec<u32>,
    pub text: Vec<u64>,
    /// Offset in the piece and line of each row.
    pub starts: Vec<(u32, u32)>,
    pub asides: Vec<Aside>,
    /// Words that this thread met for the first time, per dictionary.
    pub new_words: [Strings; DICTIONARIES],
}

/// Parses pieces, one after another, for one thread. Its dictionaries live as long as it does.
pub(super) struct Parser {
    worker: usize,
    dictionaries: [Dictionary; DICTIONARIES],
    scratch: String,
}

impl Parser {
    pub fn new(worker: usize) -> Self {
        Self {
            worker,
            dictionaries: std::array::from_fn(|_| Dictionary::default()),
            scratch: String::new(),
        }
    }

    pub fn parse(&mut self, piece: &Piece, context: &Context<'_>) -> Parsed {
        let known: [usize; DICTIONARIES] = std::array::from_fn(|i| self.dictionaries[i].len());
        let mut out = Parsed {
            number: piece.number,
            worker: self.worker,
            bytes: piece.bytes.len() as u64,
            offset: piece.offset,
            placed: context.header.is_placed(),
            ..Parsed::default()
        };
        // Bytes are looked at once for the whole piece; only a piece with a bad one is gone
        // through record by record.
        let text = simdutf8::basic::from_utf8(&piece.bytes)
            .ok()
            .filter(|t| memchr::memchr(0, t.as_bytes()).is_none());
        let mut records = Records::delimited(&piece.bytes, 0, context.delimiter);
        while records.advance() {
            out.records += 1;
            let at = Rows {
                records: &records,
                context,
            };
            if let Some(aside) = at.not_a_row(text.is_some(), piece.given_up) {
                out.asides.push(aside);
                continue;
            }
            if let Some(text) = text {
                self.row(&records, text, 0, context, &mut out);
            } else {
                let raw = std::str::from_utf8(records.raw()).unwrap_or_default();
                self.row(&records, raw, records.start(), context, &mut out);
            }
        }
        out.lines = records.line_after();
        out.new_words = std::array::from_fn(|i| self.dictionaries[i].since(known[i]));
        out
    }

    /// Adds a sound record to the columns.
    fn row(
        &mut self,
        records: &Records<'_>,
        text: &str,
        base: usize,
        context: &Context<'_>,
        out: &mut Parsed,
    ) {
        let cell = |column: usize| match context.header.position(column) {
            Some(at) => trimmed(records.text_cell(text, base, at)),
            None => Cow::Borrowed(""),
        };
        if let Some((field, _, _)) = marks(records, text, base, context).find(|m| m.2.is_none()) {
            let at = Rows { records, context };
            let cell = records.text_cell(text, base, field);
            let problem = at
                .totals(field)
                .unwrap_or_else(|| no_mark(&cell, at.place(field)));
            out.asides
                .push(at.aside(Wrong::Other(Box::new(problem)), false));
            return;
        }
        let [engagements, organisations, wheres, themes, manners] = &mut self.dictionaries;
        if context.header.position(NOTE_ID).is_some() {
            let id = cell(NOTE_ID);
            if let Some(problem) = bad_id(&id, records, context) {
                let wrong = Wrong::Other(Box::new(problem));
                out.asides
                    .push(Rows { records, context }.aside(wrong, false));
                return;
            }
            out.ids.push(&id);
        } else {
            out.ordinals.push(narrow(out.records));
        }
        let scratch = &mut self.scratch;
        let mut joined = |columns: &[usize], dictionary: &mut Dictionary| {
            scratch.clear();
            for (i, &column) in columns.iter().enumerate() {
                if i > 0 {
                    scratch.push(BETWEEN);
                }
                scratch.push_str(&cell(column));
            }
            dictionary.code(scratch)
        };
        out.engagement.push(joined(&ENGAGEMENT, engagements));
        out.place.push(joined(&WHERE, wheres));
        out.manner.push(joined(&MANNER, manners));
        out.organisation
            .push(values(&cell(ORGANISATION)).map(|v| organisations.code(v)));
        let written = cell(THEMES);
        // Only a record of several lines can have a line break in a cell; so may a row of a copy.
        let is_plain = records.lines() == 1 && !context.header.is_placed();
        let more = context.header.more_themes();
        if context.header.themes().is_empty() && more.is_empty() && is_plain {
            out.theme.push(values(&written).map(|v| themes.code(v)));
        } else {
            let mut list: Vec<u32> = theme_values(&written).map(|v| themes.code(v)).collect();
            for &field in more {
                let cell = records.text_cell(text, base, field);
                list.extend(theme_values(&cell).map(|v| themes.code(v)));
            }
            list.extend(
                marks(records, text, base, context)
                    .filter(|(_, _, mark)| *mark == Some(Mark::Carried))
                    .map(|(_, theme, _)| themes.code(theme)),
            );
            out.theme.push(list);
        }
        if records.len() < context.header.len() {
            if out.short.0 == 0 {
                out.short.1 = records.line();
            }
            out.short.0 += 1;
        }
        out.text.push(text_hash(&text_form(&cell(TEXT))));
        out.starts.push((
            narrow(records.start() as u64),
            narrow(context.line(records)),
        ));
    }
}

/// The fields that each hold the marks of one theme, its code, and the mark; nothing for a cell that
/// holds none.
fn marks<'a>(
    records: &'a Records<'_>,
    text: &'a str,
    base: usize,
    context: &'a Context<'_>,
) -> impl Iterator<Item = (usize, &'a str, Option<Mark>)> {
    let names = context.header.names();
    context.header.themes().iter().map(move |(field, theme)| {
        let name = names.get(*field).map_or("", String::as_str);
        let mark = mark(&records.text_cell(text, base, *field), name);
        (*field, theme.as_str(), mark)
    })
}

fn no_mark(cell: &str, place: Place) -> Problem {
    let cell = cell.trim();
    let is_number = !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
    let message = if is_number {
        format!("`{cell}` is no mark of a theme: how strongly a note carries one is not counted")
    } else {
        format!("`{cell}` is no mark of a theme")
    };
    let help = if is_number {
        "write 1 where the note carries the theme, and 0 or nothing elsewhere; take out a row of totals, and a column that is no theme"
    } else {
        "write 1, x or yes where the note carries the theme, and 0, no or nothing elsewhere"
    };
    Problem::new(Code::BadValue, place, message).help(help)
}

/// Looks at a record before it is taken as a row.
struct Rows<'a> {
    records: &'a Records<'a>,
    context: &'a Context<'a>,
}

impl Rows<'_> {
    fn not_a_row(&self, sound_bytes: bool, given_up: bool) -> Option<Aside> {
        let (records, context) = (self.records, self.context);
        if let Some((line, column)) = records.unclosed() {
            let place = Place::at(context.file, line, column);
            let problem = check::unclosed_quote(place, given_up);
            return Some(self.aside(Wrong::Other(Box::new(problem)), true));
        }
        let bad_byte = if sound_bytes {
            None
        } else {
            check::bad_byte_of_notes(records, context.file)
        };
        let bad_byte = bad_byte.map(|mut problem| {
            if context.header.is_placed() {
                problem.place = Place::line(context.file, context.line(records));
            }
            problem
        });
        if let Some(problem) = bad_byte {
            return Some(self.aside(Wrong::Other(Box::new(problem)), false));
        }
        // A blank row has at least its text blank, which is quick to see.
        let maybe_blank = records.len() != context.header.len()
            || context.header.is_placed()
            || records
                .raw()
                .iter()
                .all(|b| *b == context.delimiter || matches!(b, b'"' | b' ' | b'\t' | 0x80..));
        if maybe_blank && is_blank_but(records, usize::from(context.header.is_placed())) {
            return Some(self.aside(Wrong::Blank, false));
        }
        if records.lines() > 1 && !context.header.is_placed() {
            let quote = open_quotes::look(records, context.header.len());
            if let Some(quote) = quote {
                return Some(self.aside(Wrong::Quote(Box::new(quote)), false));
            }
        }
        if records.len() < context.header.len() && context.takes_short(records) {
            return None;
        }
        let wrong = WrongNumber::of(records, context.header.len())?;
        Some(self.aside(
            match NoNote::of_short(records) {
                Some(no_note) => Wrong::Other(Box::new(no_note.problem(self.place(0)))),
                None => Wrong::Number(wrong),
            },
            false,
        ))
    }

    /// The place of a field; of a copy that of its row.
    fn place(&self, field: usize) -> Place {
        let (records, context) = (self.records, self.context);
        if context.header.is_placed() {
            let line = context.line(records);
            match context.header.sheet_column(field) {
                Some(column) => Place::at(context.file, line, column),
                None => Place::line(context.file, line),
            }
        } else {
            let (line, column) = records.place(field);
            Place::at(context.file, line, column)
        }
    }

    /// The problem of a row of totals, at a field that cannot be read.
    fn totals(&self, field: usize) -> Option<Problem> {
        let header = self.context.header;
        let is_so = is_totals(self.records, header.position(TEXT), header.is_placed());
        is_so.then(|| NoNote::Totals.problem(self.place(field)))
    }

    fn aside(&self, wrong: Wrong, fatal: bool) -> Aside {
        let id = self.context.header.position(NOTE_ID);
        let id = id.map_or_else(String::new, |at| {
            String::from_utf8_lossy(&self.records.cell(at))
                .trim()
                .to_owned()
        });
        Aside {
            line: self.context.line(self.records),
            // A field that runs to the end of the file is no id.
            note_id: if fatal { String::new() } else { id },
            wrong,
            fatal,
            lines: narrow(self.records.lines()),
        }
    }
}

fn bad_id(id: &str, records: &Records<'_>, context: &Context<'_>) -> Option<Problem> {
    // Letters and digits of any script can be an id, so most need no second look.
    let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_graphic() && b != b';');
    if plain {
        return None;
    }
    let error = id.parse::<throughline_core::ids::NoteId>().err()?;
    let field = context.header.position(NOTE_ID)?;
    let at = Rows { records, context };
    let blank = error == throughline_core::ids::IdError::Blank;
    if blank && let Some(problem) = at.totals(field) {
        return Some(problem);
    }
    let text = context.header.position(TEXT).map(|at| records.cell(at));
    let no_text = text.is_none_or(|text| text.trim_ascii().is_empty());
    let (message, help) = match (blank, no_text) {
        (true, true) => (
            "the row has no id and no text".to_owned(),
            "repeat the id and the cells of the row above where the row carries on that note; else take it out",
        ),
        (true, false) => (
            "the note has no id".to_owned(),
            "give each note an id of its own, such as `N-001`; repeat that of the row above where the row is the same note with another theme",
        ),
        (false, _) => (
            error.to_string(),
            "give each note an id of its own, such as `N-001`",
        ),
    };
    Some(Problem::new(Code::BadId, at.place(field), message).help(help))
}

fn trimmed(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        // Most cells begin and end with a letter or a digit.
        Cow::Borrowed(text) => match text.as_bytes() {
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => {
                Cow::Borrowed(text)
            }
            _ => Cow::Borrowed(text.trim()),
        },
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// Offsets and lines within a piece. A piece is far below 4 GiB: [`crate::pieces::Sizes`].
fn narrow(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
