//! Notes files to columns of codes, a million rows at a time.
//!
//! A file is cut into pieces where records end ([`crate::pieces`]); threads parse pieces with
//! dictionaries of their own; the parsed pieces are merged in file order, and a word takes its
//! code when it is merged, so that the result never depends on how many threads there were or how
//! large the pieces are. What a cell means is not decided here: distinct cells are few, and whoever
//! knows the review looks at each once.

mod columns;
mod merge;
mod parse;

pub(crate) use columns::text_hash;
pub use columns::{COLUMNS, ENGAGEMENT, MANNER, NOTE_ID, RawNotes, TEXT, WHERE};
pub use columns::{ORGANISATION, THEMES};

use crate::check;
use crate::faults::Faults;
use crate::header::{Header, Renamed};
use crate::pieces::{Piece, Pieces, Sizes};
use crate::records::Records;
use merge::Merger;
use parse::{Context, Parser};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How notes are read. The result is the same whatever the threads and the sizes.
pub struct ReadOptions<'a> {
    /// How many pieces are parsed side by side.
    pub threads: usize,
    /// How large pieces are.
    pub sizes: Sizes,
    /// Headers as they stand in the files, by our name of the column.
    pub renamed: &'a Renamed,
    /// Called after each piece with bytes and rows read so far of this file.
    pub progress: Option<&'a (dyn Fn(u64, u64) + Sync)>,
}

/// Reads one notes file and adds it to `notes` as file number `index`. Returns its header, or
/// nothing when it holds no table; why is among the faults.
///
/// # Errors
/// The file cannot be read.
pub fn read(
    path: &Path,
    file: &str,
    index: u16,
    options: &ReadOptions<'_>,
    notes: &mut RawNotes,
    faults: &mut Faults,
) -> io::Result<Option<Header>> {
    read_from(File::open(path)?, file, index, options, notes, faults)
}

/// As [`read`], from any reader.
///
/// # Errors
/// What the reader says.
pub fn read_from(
    reader: impl Read + Send,
    file: &str,
    index: u16,
    options: &ReadOptions<'_>,
    notes: &mut RawNotes,
    faults: &mut Faults,
) -> io::Result<Option<Header>> {
    let mut pieces = Pieces::new(reader, options.sizes)?;
    let Some((header, first, line)) = open(&mut pieces, file, options, faults)? else {
        return Ok(None);
    };
    let context = Context {
        file,
        header: &header,
    };
    let merger = Mutex::new(Merger::new(index, file, line, options, notes, faults));
    let source = Mutex::new(Source {
        first: Some(first),
        pieces,
    });
    let work = |worker: usize| -> io::Result<()> {
        let mut parser = Parser::new(worker);
        let mut buffer = Vec::new();
        loop {
            let Some(piece) = lock(&source).next(buffer)? else {
                return Ok(());
            };
            let parsed = parser.parse(&piece, &context);
            lock(&merger).add(parsed);
            buffer = piece.bytes;
        }
    };
    let more = !lock(&source).pieces.is_over();
    let threads = if more { options.threads.max(1) } else { 1 };
    std::thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = (1..threads).map(|w| scope.spawn(move || work(w))).collect();
        let mine = work(0);
        others
            .into_iter()
            .map(|other| {
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .fold(mine, io::Result::and)
    })?;
    Ok(Some(header))
}

/// The header, what follows it in the first piece, and the line that begins there.
type Opened = (Header, Piece, u64);

fn open<R: Read>(
    pieces: &mut Pieces<R>,
    file: &str,
    options: &ReadOptions<'_>,
    faults: &mut Faults,
) -> io::Result<Option<Opened>> {
    // Blank lines alone may fill whole pieces before the header comes.
    let mut line = 1;
    loop {
        let Some(mut piece) = pieces.next(Vec::new())? else {
            let names: Vec<&str> = COLUMNS.iter().map(|c| c.name).take(10).collect();
            faults.push(check::empty(file, &names.join(",")));
            return Ok(None);
        };
        if piece.number == 0
            && let Some(problem) = check::utf16(&piece.bytes, file)
        {
            faults.push(problem);
            return Ok(None);
        }
        let mut records = Records::new(&piece.bytes, line);
        if !records.advance() {
            line = records.line_after();
            continue;
        }
        if let Some((line, column)) = records.unclosed() {
            let place = throughline_core::problem::Place::at(file, line, column);
            faults.push(check::unclosed_quote(place, piece.given_up));
            return Ok(None);
        }
        if let Some(problem) = check::bad_byte(&records, file) {
            faults.push(problem);
            return Ok(None);
        }
        let header = Header::read(&records, file, &COLUMNS, options.renamed, &mut |p| {
            faults.push(p);
        });
        let (body, line) = (records.position(), records.line_after());
        piece.bytes.drain(..body);
        piece.offset += body as u64;
        piece.number = 0;
        pieces.number_from(1);
        return Ok(header.map(|header| (header, piece, line)));
    }
}

/// Where the threads take their pieces from.
struct Source<R> {
    /// What follows the header; given out even when it is empty, since pieces are merged by number.
    first: Option<Piece>,
    pieces: Pieces<R>,
}

impl<R: Read> Source<R> {
    fn next(&mut self, buffer: Vec<u8>) -> io::Result<Option<Piece>> {
        match self.first.take() {
            Some(first) => Ok(Some(first)),
            None => self.pieces.next(buffer),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
