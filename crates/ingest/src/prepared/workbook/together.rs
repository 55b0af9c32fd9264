//! Cells put together that stand in one row.

use super::book::Cells;
use super::error::BookError;
use super::value::Value;
use std::ops::ControlFlow;

/// What is done with a row, by its number from 0.
pub type WithRow<'a> = dyn FnMut(u32, Cells) -> Result<ControlFlow<()>, BookError> + 'a;

/// Puts cells together that stand in one row.
pub struct Rows<'a> {
    current: Option<(u32, Cells)>,
    with: &'a mut WithRow<'a>,
}

impl<'a> Rows<'a> {
    /// Calls `with` with each row that has a filled cell.
    pub fn new(with: &'a mut WithRow<'a>) -> Self {
        Self {
            current: None,
            with,
        }
    }

    /// Takes a cell; those of a row come one after another.
    ///
    /// # Errors
    /// They do not, or what is done with the row before fails.
    pub fn cell(
        &mut self,
        row: u32,
        column: u32,
        value: Option<Value>,
    ) -> Result<ControlFlow<()>, BookError> {
        let Some(value) = value.filter(|v| !v.is_blank()) else {
            return Ok(ControlFlow::Continue(()));
        };
        let mut done = ControlFlow::Continue(());
        if let Some((current, cells)) = &self.current {
            let before = cells.last().map(|(c, _)| *c);
            if row < *current || (row == *current && before.is_some_and(|b| column <= b)) {
                let message = format!("the cells of row {} stand out of order", row + 1);
                return Err(BookError::Damaged(message));
            }
            if row > *current {
                done = self.end()?;
            }
        }
        let (_, cells) = self.current.get_or_insert_with(|| (row, Cells::new()));
        cells.push((column, value));
        Ok(done)
    }

    /// Ends the last row.
    ///
    /// # Errors
    /// What is done with it fails.
    pub fn end(&mut self) -> Result<ControlFlow<()>, BookError> {
        match self.current.take() {
            Some((row, cells)) => (self.with)(row, cells),
            None => Ok(ControlFlow::Continue(())),
        }
    }
}
