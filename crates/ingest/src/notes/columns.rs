//! The columns of a notes file, and the columns of codes they become.

use crate::dictionary::Dictionary;
use crate::header::Column;
use throughline_core::notes::{Lists, Strings, TextPlace};

const fn column(name: &'static str) -> Column {
    Column {
        name,
        required: false,
    }
}

/// The columns that a notes file may have.
pub const COLUMNS: [Column; 15] = [
    column("note_id"),
    column("engagement_id"),
    column("engagement_type"),
    column("date"),
    column("organisation"),
    column("part"),
    column("question"),
    column("themes"),
    column("stance"),
    Column {
        name: "text",
        required: true,
    },
    column("verbatim"),
    column("quotable"),
    column("kind"),
    column("coder"),
    column("lang"),
];

/// Index of the note's id in [`COLUMNS`].
pub const NOTE_ID: usize = 0;
/// Indices of an engagement's id, type and date: the cells of a word in [`RawNotes::engagements`].
pub const ENGAGEMENT: [usize; 3] = [1, 2, 3];
/// Index of the organisations.
pub const ORGANISATION: usize = 4;
/// Indices of part and question: the cells of a word in [`RawNotes::wheres`].
pub const WHERE: [usize; 2] = [5, 6];
/// Index of the themes.
pub const THEMES: usize = 7;
/// Indices of stance, verbatim, quotable and language: the cells of a word in
/// [`RawNotes::manners`].
pub const MANNER: [usize; 4] = [8, 10, 11, 14];
/// Index of the text.
pub const TEXT: usize = 9;

/// Rows that could be read, as columns of codes. Each code is of the dictionary beside its column;
/// cells that are looked at together are one word ([`crate::dictionary::split`]).
#[derive(Debug, Default)]
pub struct RawNotes {
    /// Identifiers; `row 5` for the fifth row read where the file has no such column.
    pub ids: Strings,
    /// Engagement of each row: id, type and date.
    pub engagement: Vec<u32>,
    /// Organisations of each row, as written.
    pub organisation: Lists<u32>,
    /// Part and question of each row.
    pub place: Vec<u32>,
    /// Themes of each row, as written.
    pub theme: Lists<u32>,
    /// Stance, verbatim, quotable and language of each row.
    pub manner: Vec<u32>,
    /// Hash of each row's text in its normal form; 0 where there is none.
    pub text: Vec<u64>,
    /// Where each row's record lies.
    pub places: Vec<TextPlace>,
    /// Words of [`engagement`](Self::engagement).
    pub engagements: Dictionary,
    /// Words of [`organisation`](Self::organisation).
    pub organisations: Dictionary,
    /// Words of [`place`](Self::place).
    pub wheres: Dictionary,
    /// Words of [`theme`](Self::theme).
    pub themes: Dictionary,
    /// Words of [`manner`](Self::manner).
    pub manners: Dictionary,
    /// Records read, those set aside included.
    pub rows: u64,
}

impl RawNotes {
    /// How many rows could be read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

/// The hash of a text in its normal form; 0 for a blank one and for no other.
#[must_use]
pub(crate) fn text_hash(text: &str) -> u64 {
    if text.is_empty() {
        0
    } else {
        crate::dictionary::hash(text.as_bytes()).max(1)
    }
}
