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
use crate::prepared::{Head, Layout, Prepared, Vocabulary};
use crate::records::Records;
use merge::Merger;
use parse::{Context, Parser};
use std::fs::File;
use std::io::{self, Read};
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

/// Reads one notes file that was made ready, and adds it to `notes` as file number `index`. Returns
/// its header, or nothing when it holds no table; why is among the faults.
///
/// # Errors
/// The file cannot be read.
pub fn read(
    prepared: &Prepared,
    file: &str,
    index: u16,
    options: &ReadOptions<'_>,
    notes: &mut RawNotes,
    faults: &mut Faults,
) -> io::Result<Option<Header>> {
    notes.rows += prepared.set_aside;
    let reader = File::open(&prepared.path)?;
    read_from(
        reader,
        &prepared.layout,
        file,
        index,
        options,
        notes,
        faults,
    )
}

/// As [`read`], from any reader.
///
/// # Errors
/// What the reader says.
pub fn read_from(
    reader: impl Read + Send,
    layout: &Layout,
    file: &str,
    index: u16,
    options: &ReadOptions<'_>,
    notes: &mut RawNotes,
    faults: &mut Faults,
) -> io::Result<Option<Header>> {
    let mut pieces = Pieces::new(reader, options.sizes)?.delimited(layout.delimiter);
    let Some((header, first, line)) = open(&mut pieces, layout, file, options, faults)? else {
        return Ok(None);
    };
    let context = Context {
        file,
        header: &header,
        delimiter: layout.delimiter,
    };
    let merger = Mutex::new(Merger::new(
        index,
        file,
        (line, layout.ascii_head),
        options,
        notes,
        faults,
    ));
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
    lock(&merger).finish();
    drop(merger);
    Ok(Some(header))
}

/// The header, what follows it in the first piece, and the line that begins there.
type Opened = (Header, Piece, u64);

fn open<R: Read>(
    pieces: &mut Pieces<R>,
    layout: &Layout,
    file: &str,
    options: &ReadOptions<'_>,
    faults: &mut Faults,
) -> io::Result<Option<Opened>> {
    let words = Vocabulary::of(&COLUMNS, options.renamed);
    // The header may stand in a later piece: blank lines alone may fill whole pieces before it, and
    // pieces may be smaller than what stands above it.
    let mut whole = Piece::default();
    let mut enough = 0;
    loop {
        let next = pieces.next(Vec::new())?;
        let is_last = next.is_none() || pieces.is_over();
        if let Some(piece) = next {
            if whole.bytes.is_empty() {
                whole.offset = piece.offset;
            }
            whole.bytes.extend_from_slice(&piece.bytes);
            whole.given_up = piece.given_up;
        }
        // What was looked at is looked at again with as much more.
        if !is_last && whole.bytes.len() < enough {
            continue;
        }
        enough = 2 * whole.bytes.len();
        if whole.offset == 0
            && let Some(problem) = check::utf16(&whole.bytes, file)
        {
            faults.push(problem);
            return Ok(None);
        }
        let mut records = Records::delimited(&whole.bytes, 1, layout.delimiter);
        let there = |mut records: Records<'_>| {
            (0..layout.above + layout.header_rows.max(1)).all(|_| records.advance())
        };
        if !is_last && !there(records.clone()) {
            continue;
        }
        let head = Head::read(&mut records, layout, &words, file, whole.given_up, faults);
        let Some(head) = head else {
            return Ok(None);
        };
        let header = Header::read(&head, file, &COLUMNS, options.renamed, &mut |p| {
            faults.push(p);
        });
        let (body, line) = (records.position(), records.line_after());
        whole.bytes.drain(..body);
        whole.offset += body as u64;
        pieces.number_from(1);
        return Ok(header.map(|header| (header, whole, line)));
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
