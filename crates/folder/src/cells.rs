//! What is wrong with the value of a cell, found once for each distinct value and reported for
//! each row that holds it.

use throughline_core::problem::{Code, Place, Problem};

/// A fault of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// Index of the column in [`throughline_ingest::notes::COLUMNS`].
    pub column: usize,
    /// Which of the closed list.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl CellFault {
    /// A fault as a problem without a place is.
    #[must_use]
    pub fn new(column: usize, problem: Problem) -> Self {
        Self {
            column,
            code: problem.code,
            message: problem.message,
            help: problem.help,
        }
    }

    /// The problem of one row.
    #[must_use]
    pub fn at(&self, place: Place) -> Problem {
        let problem = Problem::new(self.code, place, self.message.clone());
        match &self.help {
            Some(help) => problem.help(help.clone()),
            None => problem,
        }
    }
}
