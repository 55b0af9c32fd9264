//! A table of cells by row and column that holds only the cells that were met.

use std::collections::HashMap;

/// Up to this many pairs of row and column are looked up in an array of four bytes each (64 MiB,
/// of which the system gives only the pages that are touched); beyond it in a hash map.
const DENSE_UP_TO: usize = 1 << 24;

/// Cells by row and column, in the order in which they were first met.
#[derive(Debug)]
pub(crate) struct Cells<C> {
    columns: u64,
    slots: Slots,
    keys: Vec<(u64, u32)>,
    values: Vec<C>,
}

/// Where the cell of a row and a column lies, plus one.
#[derive(Debug)]
enum Slots {
    Dense(Vec<u32>),
    Sparse(HashMap<(u64, u32), u32>),
}

impl<C: Default> Cells<C> {
    /// No cells yet, for row codes below `rows` and column codes below `columns`.
    pub(crate) fn new(rows: u64, columns: u64) -> Self {
        Self::with_limit(rows, columns, DENSE_UP_TO)
    }

    fn with_limit(rows: u64, columns: u64, dense_up_to: usize) -> Self {
        let pairs = rows
            .checked_mul(columns)
            .and_then(|pairs| usize::try_from(pairs).ok())
            .filter(|&pairs| pairs <= dense_up_to);
        let slots = match pairs {
            Some(pairs) => Slots::Dense(vec![0; pairs]),
            None => Slots::Sparse(HashMap::new()),
        };
        Self {
            columns,
            slots,
            keys: Vec::new(),
            values: Vec::new(),
        }
    }

    /// The cell of a row and a column, made when it is met for the first time.
    #[inline]
    pub(crate) fn at(&mut self, row: u64, column: u32) -> &mut C {
        let slot = match &mut self.slots {
            Slots::Dense(slots) => {
                // Below `dense_up_to`, so it fits.
                #[allow(clippy::cast_possible_truncation)]
                let place = (row * self.columns + u64::from(column)) as usize;
                &mut slots[place]
            }
            Slots::Sparse(slots) => slots.entry((row, column)).or_insert(0),
        };
        if *slot == 0 {
            self.keys.push((row, column));
            self.values.push(C::default());
            // Two cells a note and theme at most: past u32 the keys alone would fill 32 GiB.
            *slot = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        }
        &mut self.values[*slot as usize - 1]
    }

    /// Row and column of each cell.
    pub(crate) fn keys(&self) -> &[(u64, u32)] {
        &self.keys
    }

    /// Each cell, in the order of [`keys`](Self::keys).
    pub(crate) fn values(&self) -> &[C] {
        &self.values
    }

    /// Each cell with its row and column.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ((u64, u32), &C)> {
        self.keys.iter().copied().zip(&self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn array_and_map_hold_the_same_cells() {
        let met = [(0, 3), (1, 0), (0, 3), (1, 3), (0, 0), (1, 0), (0, 3)];
        for limit in [0, DENSE_UP_TO] {
            let mut cells = Cells::<u32>::with_limit(2, 4, limit);
            assert_eq!(matches!(cells.slots, Slots::Sparse(_)), limit == 0);
            for (row, column) in met {
                *cells.at(row, column) += 1;
            }
            let all: Vec<_> = cells.iter().map(|(key, &count)| (key, count)).collect();
            assert_eq!(
                all,
                [((0, 3), 3), ((1, 0), 2), ((1, 3), 1), ((0, 0), 1)],
                "limit {limit}"
            );
        }
    }

    #[test]
    fn sizes_beyond_memory_fall_back_to_the_map() {
        let mut cells = Cells::<u32>::new(u64::MAX, 2);
        *cells.at(u64::MAX, 1) += 1;
        assert_eq!(cells.keys(), [(u64::MAX, 1)]);
        assert_eq!(cells.values(), [1]);
    }
}
