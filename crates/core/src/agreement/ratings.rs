//! The matrix of coders by units.

use thiserror::Error;

/// A rating that is missing.
const MISSING: u16 = u16::MAX;

/// Ratings that make no matrix.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RatingsError {
    /// A coder has more or fewer units than another.
    #[error("coder {coder} has {found} units, the first has {expected}")]
    Ragged {
        /// Which coder, from 1.
        coder: usize,
        /// Its units.
        found: usize,
        /// Those of the first.
        expected: usize,
    },
    /// A rating is no category.
    #[error("coder {coder}, unit {unit}: {found} is no category, there are {categories}")]
    NoCategory {
        /// Which coder, from 1.
        coder: usize,
        /// Which unit, from 1.
        unit: usize,
        /// The code.
        found: u16,
        /// How many categories there are.
        categories: usize,
    },
    /// There are too many categories.
    #[error("there are {0} categories; 65,535 are the most")]
    TooMany(usize),
}

/// Ratings of units by coders, each a category or missing. Held unit by unit, two bytes a rating.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ratings {
    names: Vec<String>,
    values: Option<Vec<f64>>,
    coders: usize,
    cells: Vec<u16>,
    /// How often each unit stands; once where it is not said.
    times: Option<Vec<u32>>,
}

impl Ratings {
    /// From a column a coder: `None` is missing, a number an index into the categories. The order
    /// of the categories matters to ordinal metrics and weights.
    ///
    /// # Errors
    /// [`RatingsError`]: columns of different lengths, a code that is no category.
    pub fn of_columns<S: AsRef<str>>(
        categories: &[S],
        columns: &[Vec<Option<u16>>],
    ) -> Result<Self, RatingsError> {
        if categories.len() >= usize::from(MISSING) {
            return Err(RatingsError::TooMany(categories.len()));
        }
        let units = columns.first().map_or(0, Vec::len);
        let mut cells = vec![MISSING; units * columns.len()];
        for (coder, column) in columns.iter().enumerate() {
            if column.len() != units {
                return Err(RatingsError::Ragged {
                    coder: coder + 1,
                    found: column.len(),
                    expected: units,
                });
            }
            for (unit, &rating) in column.iter().enumerate() {
                let Some(code) = rating else { continue };
                if usize::from(code) >= categories.len() {
                    return Err(RatingsError::NoCategory {
                        coder: coder + 1,
                        unit: unit + 1,
                        found: code,
                        categories: categories.len(),
                    });
                }
                cells[unit * columns.len() + coder] = code;
            }
        }
        let names: Vec<String> = categories.iter().map(|c| c.as_ref().to_owned()).collect();
        let numbers: Option<Vec<f64>> = names
            .iter()
            .map(|name| name.trim().parse().ok().filter(|n: &f64| n.is_finite()))
            .collect();
        Ok(Self {
            values: numbers,
            names,
            coders: columns.len(),
            cells,
            times: None,
        })
    }

    /// Yes and no decisions, as of one theme: `Some(true)` tagged, `Some(false)` read and not
    /// tagged, `None` not read. Both categories count even if one was never used.
    ///
    /// # Errors
    /// [`RatingsError::Ragged`]: columns of different lengths.
    pub fn of_decisions(columns: &[Vec<Option<bool>>]) -> Result<Self, RatingsError> {
        let codes: Vec<Vec<Option<u16>>> = columns
            .iter()
            .map(|column| column.iter().map(|d| d.map(u16::from)).collect())
            .collect();
        Self::of_columns(&["no", "yes"], &codes)
    }

    /// How many coders.
    #[must_use]
    pub fn coders(&self) -> usize {
        self.coders
    }

    /// Takes each unit as often as it is given: units that were rated alike are held once, and a
    /// bootstrap draws a unit several times or not at all. A unit past the end is not taken.
    ///
    /// ```
    /// use throughline_core::agreement::{Ratings, percent};
    /// let columns = [vec![Some(true), Some(true)], vec![Some(true), Some(false)]];
    /// let mut ratings = Ratings::of_decisions(&columns).unwrap();
    /// assert_eq!(percent(&ratings).number(), Some(0.5));
    /// ratings.take(&[3, 1]);
    /// assert_eq!((ratings.units(), percent(&ratings).number()), (4, Some(0.75)));
    /// ```
    pub fn take(&mut self, times: &[u32]) {
        let kept = self.times.get_or_insert_default();
        kept.clear();
        kept.extend_from_slice(times);
        kept.resize(
            self.cells
                .len()
                .checked_div(self.coders)
                .unwrap_or_default(),
            0,
        );
    }

    /// How many units, rated or not.
    #[must_use]
    pub fn units(&self) -> usize {
        match &self.times {
            Some(times) => times.iter().map(|&n| n as usize).sum(),
            None => self
                .cells
                .len()
                .checked_div(self.coders)
                .unwrap_or_default(),
        }
    }

    /// The categories in order.
    #[must_use]
    pub fn categories(&self) -> &[String] {
        &self.names
    }

    /// The categories as numbers, where all of them are.
    #[must_use]
    pub fn numbers(&self) -> Option<&[f64]> {
        self.values.as_deref()
    }

    /// Units rated by two coders or more.
    #[must_use]
    pub fn pairable_units(&self) -> usize {
        self.rows()
            .filter(|(row, _)| rated(row).nth(1).is_some())
            .map(|(_, times)| times as usize)
            .sum()
    }

    /// Whether every unit was rated by every coder.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.rows().all(|(row, _)| !row.contains(&MISSING))
    }

    /// The ratings of two coders alone, by their places from 0; `None` where there is no such coder.
    #[must_use]
    pub fn pair(&self, a: usize, b: usize) -> Option<Ratings> {
        if a >= self.coders || b >= self.coders {
            return None;
        }
        Some(Ratings {
            names: self.names.clone(),
            values: self.values.clone(),
            coders: 2,
            cells: self
                .cells
                .chunks_exact(self.coders.max(1))
                .flat_map(|row| [row[a], row[b]])
                .collect(),
            times: self.times.clone(),
        })
    }

    /// The ratings of each unit that is taken, with how often it is.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&[u16], u32)> {
        let times = self.times.as_deref();
        self.cells
            .chunks_exact(self.coders.max(1))
            .enumerate()
            .filter_map(move |(unit, row)| {
                let taken = times.map_or(1, |t| t.get(unit).copied().unwrap_or_default());
                (taken > 0).then_some((row, taken))
            })
    }

    /// Whether one category or none was used.
    pub(super) fn one_category(&self) -> bool {
        let mut used = self.rows().flat_map(|(row, _)| rated(row));
        used.next().is_none_or(|first| used.all(|c| c == first))
    }
}

/// The ratings of a unit that are not missing.
pub(super) fn rated(row: &[u16]) -> impl Iterator<Item = usize> + '_ {
    row.iter()
        .filter(|&&c| c != MISSING)
        .map(|&c| usize::from(c))
}

/// Up to so many categories all are looked through for each unit, which is faster than to look up
/// those that were met.
const FEW: usize = 32;

/// Counts by category, reused from unit to unit.
#[derive(Debug)]
pub(super) struct Tally {
    /// One a category, then the missing.
    counts: Vec<u32>,
    /// The categories of the unit, each once.
    pub(super) met: Vec<usize>,
    /// Its ratings.
    pub(super) ratings: u32,
}

impl Tally {
    pub(super) fn new(categories: usize) -> Self {
        Self {
            counts: vec![0; categories + 1],
            met: Vec::new(),
            ratings: 0,
        }
    }

    pub(super) fn count(&mut self, row: &[u16]) {
        let missing = self.counts.len() - 1;
        if missing <= FEW {
            self.counts.fill(0);
            for &code in row {
                self.counts[usize::from(code).min(missing)] += 1;
            }
            self.met.clear();
            self.ratings = 0;
            for (category, &count) in self.counts[..missing].iter().enumerate() {
                if count > 0 {
                    self.met.push(category);
                    self.ratings += count;
                }
            }
            return;
        }
        for &category in &self.met {
            self.counts[category] = 0;
        }
        self.met.clear();
        self.ratings = 0;
        for category in rated(row) {
            if self.counts[category] == 0 {
                self.met.push(category);
            }
            self.counts[category] += 1;
            self.ratings += 1;
        }
    }

    pub(super) fn of(&self, category: usize) -> f64 {
        f64::from(self.counts[category])
    }
}
