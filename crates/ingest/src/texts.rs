//! Reads records of notes files again, by their place: the text of a note that is quoted, and the
//! cells of a row that something is wrong with.

use crate::header::Header;
use crate::notes::{RawNotes, TEXT, text_hash};
use crate::originals;
use crate::pieces::Sizes;
use crate::prepared::Prepared;
use crate::prepared::copy::RowPlace;
use crate::records::Records;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use throughline_core::excerpts::text_form;
use throughline_core::notes::{TextError, TextPlace, Texts, WithRecord};

/// A notes file that has been read.
#[derive(Debug, Clone)]
pub struct NotesFile {
    /// What is read of it, the file or its copy. A copy stays for as long as this does.
    pub source: Prepared,
    /// Its name in problems and in the ledger.
    pub name: String,
    /// Its header.
    pub header: Header,
}

/// Bytes looked at together when records are read again one after another.
const WINDOW: usize = 64 << 10;

/// Bytes looked at for a record that lies far from the last.
const GLANCE: usize = 4 << 10;

/// An open file with a window on it, for records read in order of place.
#[derive(Debug)]
pub(crate) struct Window {
    file: File,
    delimiter: u8,
    start: u64,
    bytes: Vec<u8>,
    ends_file: bool,
}

impl Window {
    pub(crate) fn open(path: &Path, delimiter: u8) -> io::Result<Self> {
        Ok(Self {
            file: File::open(path)?,
            delimiter,
            start: 0,
            bytes: Vec::new(),
            ends_file: false,
        })
    }

    /// Calls `with` with the record that begins at an offset, or with nothing when none does.
    pub(crate) fn record<T>(
        &mut self,
        offset: u64,
        line: u64,
        with: impl FnOnce(Option<&Records<'_>>) -> T,
    ) -> io::Result<T> {
        let end = self.start + self.bytes.len() as u64;
        let near = (self.start..end + WINDOW as u64).contains(&offset);
        let mut wanted = if near { WINDOW } else { GLANCE };
        loop {
            let inside = offset
                .checked_sub(self.start)
                .and_then(|o| usize::try_from(o).ok());
            let rest = inside.and_then(|o| self.bytes.get(o..)).unwrap_or_default();
            let mut records = Records::delimited(rest, line, self.delimiter);
            let whole = records.advance() && (records.position() < rest.len() || self.ends_file);
            if whole || (self.ends_file && inside.is_some() && self.covers(offset)) {
                let begins = whole && records.start() == 0;
                return Ok(with(begins.then_some(&records)));
            }
            self.file.seek(SeekFrom::Start(offset))?;
            self.bytes.clear();
            let read = (&mut self.file)
                .take(wanted as u64)
                .read_to_end(&mut self.bytes)?;
            self.start = offset;
            self.ends_file = read < wanted || wanted > 2 * Sizes::default().record;
            wanted *= 4;
        }
    }

    /// Whether an offset lies in the window, its very end included.
    fn covers(&self, offset: u64) -> bool {
        (self.start..=self.start + self.bytes.len() as u64).contains(&offset)
    }
}

/// Reads records of several files again. Quickest in order of file and place.
#[derive(Debug)]
pub struct Rereader<'a> {
    files: &'a [NotesFile],
    open: Option<(u16, Window)>,
}

impl<'a> Rereader<'a> {
    /// Reads from these files; a place's `file` is an index into them.
    #[must_use]
    pub fn new(files: &'a [NotesFile]) -> Self {
        Self { files, open: None }
    }

    /// Calls `with` with the record at a place and the file it is in; with nothing when there is
    /// no such record any more.
    ///
    /// # Errors
    /// What the system says when it is read.
    pub fn record<T>(
        &mut self,
        place: TextPlace,
        with: impl FnOnce(Option<(&Records<'_>, &NotesFile)>) -> T,
    ) -> io::Result<T> {
        let Some(file) = self.files.get(usize::from(place.file)) else {
            return Ok(with(None));
        };
        if self
            .open
            .as_ref()
            .is_none_or(|(index, _)| *index != place.file)
        {
            self.open = Some((
                place.file,
                Window::open(&file.source.path, file.source.layout.delimiter)?,
            ));
        }
        let Some((_, window)) = &mut self.open else {
            return Ok(with(None));
        };
        window.record(place.offset, place.line, |record| {
            with(record.map(|record| (record, file)))
        })
    }

    /// The line and the column where a cell of a row begins, given by its index in
    /// [`crate::notes::COLUMNS`]; the row's own line where that cannot be said.
    #[must_use]
    pub fn cell_place(
        &mut self,
        place: TextPlace,
        column: usize,
    ) -> throughline_core::problem::Place {
        let name = self
            .files
            .get(usize::from(place.file))
            .map_or("", |f| f.name.as_str());
        let found = self.record(place, |record| {
            let (records, file) = record?;
            let field = file.header.position(column)?;
            match &file.source.origin {
                None => Some(records.place(field)),
                Some(origin) => {
                    let row = RowPlace::of_record(records)?;
                    origin.place(row, field, column == TEXT).ok().flatten()
                }
            }
        });
        match found {
            Ok(Some((line, column))) => throughline_core::problem::Place::at(name, line, column),
            _ => throughline_core::problem::Place::line(name, place.line),
        }
    }

    /// The text of a note in its normal form; nothing when there is no such record any more.
    ///
    /// # Errors
    /// What the system says when it is read.
    pub fn text(&mut self, place: TextPlace) -> io::Result<Option<String>> {
        self.record(place, |record| {
            let (records, file) = record?;
            let field = file.header.position(TEXT)?;
            // A row may end early, after its text.
            if records.len() > file.header.len() || records.len() <= field {
                return None;
            }
            let cell = records.cell(field);
            let text = std::str::from_utf8(&cell).ok()?;
            Some(text_form(text).into_owned())
        })
    }
}

/// The texts of notes that lie in files. Each text is checked against a hash of what was counted,
/// so that a file that changed meanwhile is noticed.
#[derive(Debug)]
pub struct FileTexts {
    files: Vec<NotesFile>,
    /// Offsets of the rows of each file, in order.
    offsets: Vec<Vec<u64>>,
    /// Half of the hash of each text.
    checks: Vec<Vec<u32>>,
}

impl FileTexts {
    /// Knows the texts of all rows of `notes`.
    #[must_use]
    pub fn new(files: Vec<NotesFile>, notes: &RawNotes) -> Self {
        let mut offsets = vec![Vec::new(); files.len()];
        let mut checks = vec![Vec::new(); files.len()];
        for (place, &hash) in notes.places.iter().zip(&notes.text) {
            let file = usize::from(place.file);
            if let (Some(offsets), Some(checks)) = (offsets.get_mut(file), checks.get_mut(file)) {
                offsets.push(place.offset);
                checks.push(half(hash));
            }
        }
        Self {
            files,
            offsets,
            checks,
        }
    }

    fn is_as_counted(&self, place: TextPlace, text: &str) -> bool {
        let file = usize::from(place.file);
        let row = self
            .offsets
            .get(file)
            .and_then(|offsets| offsets.binary_search(&place.offset).ok());
        row.and_then(|row| self.checks.get(file)?.get(row))
            .is_some_and(|&check| check == half(text_hash(text)))
    }
}

fn half(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

impl Texts for FileTexts {
    fn read(&self, places: &[TextPlace]) -> Result<Vec<String>, TextError> {
        let name = |place: TextPlace| {
            self.files
                .get(usize::from(place.file))
                .map_or_else(|| String::from("notes"), |f| f.name.clone())
        };
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|&i| places[i]);
        let mut texts = vec![String::new(); places.len()];
        let mut rereader = Rereader::new(&self.files);
        for i in order {
            let place = places[i];
            let text = rereader.text(place).map_err(|source| TextError::Read {
                file: name(place),
                source,
            })?;
            match text {
                Some(text) if self.is_as_counted(place, &text) => texts[i] = text,
                _ => return Err(TextError::Changed { file: name(place) }),
            }
        }
        Ok(texts)
    }

    fn records(&self, rows: &[(u16, u64)], with: &mut WithRecord<'_>) -> Result<(), TextError> {
        let mut number = 0;
        for of_file in rows.chunk_by(|a, b| a.0 == b.0) {
            let Some(file) = of_file
                .first()
                .and_then(|r| self.files.get(usize::from(r.0)))
            else {
                return Err(TextError::Changed {
                    file: String::from("notes"),
                });
            };
            let lines: Vec<u64> = of_file.iter().map(|row| row.1).collect();
            let all = originals::records(file, &lines, &mut |at, record| with(number + at, record));
            match all {
                Ok(true) => number += lines.len(),
                Ok(false) => {
                    return Err(TextError::Changed {
                        file: file.name.clone(),
                    });
                }
                Err(source) => {
                    return Err(TextError::Read {
                        file: file.name.clone(),
                        source,
                    });
                }
            }
        }
        Ok(())
    }
}
