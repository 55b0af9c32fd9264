//! Notes in columns: codes and offsets, so that a million of them cost little. Text stays where it
//! lies and is read again when it is quoted.

use crate::codebook::ThemeCode;
use crate::stance::Stance;
use thiserror::Error;

/// A note's place in the columns, from 0, in file order.
pub type NoteIndex = u32;

/// A code that stands for "none": no part, no question, no engagement.
pub const NONE: u32 = u32::MAX;

/// Lists of codes, one list a row: `offsets` has one entry more than there are rows.
///
/// ```
/// use throughline_core::notes::Lists;
/// let mut lists: Lists = Lists::default();
/// lists.push([3, 1]);
/// lists.push(None);
/// assert_eq!(lists.get(0), [3, 1]);
/// assert!(lists.get(1).is_empty());
/// assert_eq!(lists.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists<T = u32> {
    offsets: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            values: Vec::new(),
        }
    }
}

impl<T> Lists<T> {
    /// Adds a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.values.extend(row);
        self.offsets
            .push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
    }

    /// The values of a row; empty past the end.
    #[must_use]
    pub fn get(&self, row: usize) -> &[T] {
        match (self.offsets.get(row), self.offsets.get(row + 1)) {
            (Some(&from), Some(&to)) => self
                .values
                .get(from as usize..to as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Offsets into [`values`](Self::values), one more than rows.
    #[must_use]
    pub fn offsets(&self) -> &[u32] {
        &self.offsets
    }

    /// All values, row after row.
    #[must_use]
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

/// Short strings end to end, as note ids are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strings {
    ends: Vec<u32>,
    bytes: String,
}

impl Strings {
    /// Adds a string. All together may hold 4 GiB.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends
            .push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
    }

    /// The string of a row; empty past the end.
    #[must_use]
    pub fn get(&self, row: usize) -> &str {
        let from = match row.checked_sub(1) {
            None => 0,
            Some(before) => self.ends.get(before).copied().unwrap_or(u32::MAX),
        };
        let to = self.ends.get(row).copied().unwrap_or(0);
        self.bytes
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// One decision that a note carries a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag {
    /// The theme.
    pub theme: ThemeCode,
    /// How the note stands to it.
    pub stance: Stance,
}

/// Where a note's record begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextPlace {
    /// Index into the review's list of notes files.
    pub file: u16,
    /// Offset of the record in the file, in bytes.
    pub offset: u64,
    /// Line the record begins on, from 1.
    pub line: u64,
}

/// Yes-or-no facts of a note, and of what kind they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    /// The text is a verbatim quote.
    pub verbatim: bool,
    /// The text may be quoted in a report.
    pub quotable: bool,
    /// The text is in te reo Māori (`lang` is `mi`).
    pub maori: bool,
}

/// The counted notes of a review: one row each, exact duplicates and rejected rows left out.
///
/// All columns have the same number of rows. Codes are indices into the tables of the
/// [`Review`](crate::review::Review) that holds the notes.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    /// Identifiers.
    pub ids: Strings,
    /// Engagement of each note, or [`NONE`].
    pub engagement: Vec<u32>,
    /// Organisations each note is attributed to, without repeats; none for an unattributed note.
    pub organisations: Lists<u32>,
    /// Part of each note, or [`NONE`].
    pub part: Vec<u32>,
    /// Question of each note, an index into the list of all questions, or [`NONE`].
    pub question: Vec<u32>,
    /// Tags of each note: each theme at most once, sorted by theme code.
    pub tags: Lists<Tag>,
    /// Facts of each note.
    pub flags: Vec<Flags>,
    /// Where each note's record lies.
    pub places: Vec<TextPlace>,
}

impl Notes {
    /// How many notes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.engagement.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.engagement.is_empty()
    }

    /// Every index, in order.
    #[must_use]
    pub fn indices(&self) -> std::ops::Range<NoteIndex> {
        0..u32::try_from(self.len()).unwrap_or(u32::MAX)
    }
}

/// Why the text of a note could not be read again.
#[derive(Debug, Error)]
pub enum TextError {
    /// The file is gone or unreadable.
    #[error("{file}: {source}")]
    Read {
        /// The file.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file no longer holds what it held when it was counted.
    #[error("{file}: changed while the review was being read; run again")]
    Changed {
        /// The file.
        file: String,
    },
}

/// Reads the text of notes again. Implemented at the edge (`throughline-ingest`), so that this
/// crate and the analysis stay free of files.
pub trait Texts: Send + Sync + std::fmt::Debug {
    /// The texts of some notes, in the order asked for, in their normal form
    /// ([`text_form`](crate::excerpts::text_form)).
    ///
    /// # Errors
    /// The file cannot be read, or is no longer the one that was counted.
    fn read(&self, places: &[TextPlace]) -> Result<Vec<String>, TextError>;

    /// Calls `with` with each of some records as it stands in its file, byte for byte, without the
    /// line end that closes it. A row is the index of its file and the line it begins on; rows come
    /// in order, each once, and `with` is given the number of the row among them. Costs a pass over
    /// each file that is named. Texts that lie in no file have no records.
    ///
    /// # Errors
    /// A file cannot be read, or is no longer the one that was counted.
    fn records(&self, rows: &[(u16, u64)], with: &mut WithRecord<'_>) -> Result<(), TextError> {
        let _ = (rows, with);
        Ok(())
    }
}

/// What is done with the number of a row and the bytes of its record.
pub type WithRecord<'a> = dyn FnMut(usize, &[u8]) + 'a;

/// Texts held in memory, for reviews built by a program: a place's `offset` is the index.
#[derive(Debug, Clone, Default)]
pub struct TextsInMemory(pub Vec<String>);

impl Texts for TextsInMemory {
    fn read(&self, places: &[TextPlace]) -> Result<Vec<String>, TextError> {
        places
            .iter()
            .map(|p| {
                usize::try_from(p.offset)
                    .ok()
                    .and_then(|i| self.0.get(i))
                    .cloned()
                    .ok_or_else(|| TextError::Changed {
                        file: String::from("memory"),
                    })
            })
            .collect()
    }
}
