//! The tidy tables: a review as flat tables for other engines, one definition of their names,
//! columns and types for everybody who writes or asks them.
//!
//! A [`Table`] describes its columns and hands out its rows as borrowed [`Cell`]s, a batch at a
//! time, so that a million notes are never copied as a whole. Texts of notes are read again a batch
//! at a time, and only where [`Words::Given`] asks for them.
//!
//! ```
//! use std::sync::Arc;
//! use throughline_core::codebook::{Codebook, Theme};
//! use throughline_core::notes::TextsInMemory;
//! use throughline_core::review::Review;
//! use throughline_core::tidy::{self, Words};
//!
//! let mut review = Review::new("Hearing back", Arc::new(TextsInMemory::default()));
//! let mut cost = Theme::bare("cost".parse()?);
//! cost.parent = Some(0);
//! review.codebook = Codebook::new(vec![Theme::bare("value".parse()?), cost])?;
//!
//! let ancestors = tidy::table("theme_ancestors").ok_or("no such table")?;
//! let mut rows = Vec::new();
//! for batch in ancestors.batches(&review) {
//!     ancestors.rows(&review, batch, Words::LeftOut, &mut |cells| {
//!         rows.push(format!("{cells:?}"));
//!     })?;
//! }
//! assert_eq!(
//!     rows,
//!     [
//!         r#"[Text("value"), Text("value"), Integer(0)]"#,
//!         r#"[Text("cost"), Text("cost"), Integer(0)]"#,
//!         r#"[Text("cost"), Text("value"), Integer(1)]"#,
//!     ]
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod notes;
mod review;
mod tables;

pub use tables::TABLES;

use crate::notes::TextError;
use crate::review::Review;
use jiff::civil::Date;
use std::ops::Range;

/// Rows of the review's own lists (notes, rows of coders' files, themes …) that are looked at
/// together.
pub const BATCH: usize = 1 << 15;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text in which few values repeat: a note's id, its words.
    Text,
    /// Text of few values, which repeat: a theme, a stance, an organisation.
    Code,
    /// A whole number.
    Integer,
    /// A number with decimals, such as a share.
    Number,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
}

impl Kind {
    /// The word that descriptions of tables use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Text | Kind::Code => "text",
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Boolean => "boolean",
            Kind::Date => "date",
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name: lower case, and no reserved word of SQL.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a cell may be null.
    pub nullable: bool,
    /// Whether it holds words that somebody said or wrote about it, which may be left out.
    pub words: bool,
    /// What it means.
    pub doc: &'static str,
}

/// A value of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// None.
    Null,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number with decimals.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(Date),
}

impl<'a> Cell<'a> {
    /// Text, or null for none.
    #[must_use]
    pub fn text(text: Option<&'a str>) -> Self {
        text.map_or(Cell::Null, Cell::Text)
    }

    /// Text, or null where it is blank.
    #[must_use]
    pub fn said(text: &'a str) -> Self {
        Self::text((!text.is_empty()).then_some(text))
    }

    fn date(date: Option<Date>) -> Self {
        date.map_or(Cell::Null, Cell::Date)
    }

    fn count(n: usize) -> Self {
        Cell::Integer(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

/// Whether the columns of words ([`Column::words`]) are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Words {
    /// They are, and texts are read again.
    #[default]
    Given,
    /// The tables do not have them.
    LeftOut,
}

/// Receives the cells of a row, one a column.
pub type Visit<'v> = &'v mut dyn FnMut(&[Cell<'_>]);

/// A table: its name, what a row is, its columns.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name, the stem of its file.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    columns: &'static [Column],
    units: fn(&Review) -> usize,
    fill: Fill,
}

/// How a table makes the rows of a batch, every column in them, those of words last.
#[derive(Debug, Clone, Copy)]
enum Fill {
    /// From what the review holds.
    Held(fn(&Review, Range<usize>, Visit<'_>)),
    /// From texts that are read again too, unless words are left out.
    Read(fn(&Review, Range<usize>, Words, Visit<'_>) -> Result<(), TextError>),
}

/// The table of a name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

impl Table {
    /// Its columns, in order.
    pub fn columns(&self, words: Words) -> impl Iterator<Item = &'static Column> + use<> {
        self.columns
            .iter()
            .filter(move |column| words == Words::Given || !column.words)
    }

    /// The batches in which its rows are made; none for a table without rows.
    pub fn batches(&self, review: &Review) -> impl Iterator<Item = Range<usize>> + use<> {
        let units = (self.units)(review);
        (0..units)
            .step_by(BATCH)
            .map(move |from| from..units.min(from + BATCH))
    }

    /// Makes the rows of a batch, in order; each has a cell for every one of
    /// [`columns`](Self::columns).
    ///
    /// # Errors
    /// A text cannot be read again.
    pub fn rows(
        &self,
        review: &Review,
        batch: Range<usize>,
        words: Words,
        visit: Visit<'_>,
    ) -> Result<(), TextError> {
        let columns = self.columns(words).count();
        let visit: Visit<'_> = &mut |cells| visit(cells.get(..columns).unwrap_or(cells));
        match self.fill {
            Fill::Held(fill) => {
                fill(review, batch, visit);
                Ok(())
            }
            Fill::Read(fill) => fill(review, batch, words, visit),
        }
    }
}

#[cfg(test)]
mod tests;
