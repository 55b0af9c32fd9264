//! Cells that were merged downwards hold their value in each of their rows.

use super::book::{Cells, Merged};
use super::value::Value;

/// Carries values down, row after row.
#[derive(Debug, Clone)]
pub struct Down<'a> {
    merged: &'a [Merged],
    open: Vec<(Merged, Value)>,
    /// How many merged cells were carried.
    pub carried: u64,
}

impl<'a> Down<'a> {
    /// Carries the values of these, which stand in order of their first row.
    pub fn new(merged: &'a [Merged]) -> Self {
        Self {
            merged,
            open: Vec::new(),
            carried: 0,
        }
    }

    /// Fills in what the merged cells of a row hold. Rows come in order.
    pub fn fill(&mut self, row: u32, cells: &mut Cells) {
        self.open.retain(|(merged, _)| merged.rows.1 >= row);
        for (merged, value) in &self.open {
            put(cells, merged.columns.0, value);
        }
        while let Some((first, rest)) = self.merged.split_first() {
            if first.rows.0 > row {
                break;
            }
            self.merged = rest;
            let at = cells.iter().find(|(column, _)| *column == first.columns.0);
            if let Some((_, value)) = at
                && first.rows.0 == row
                && first.rows.1 > row
            {
                self.open.push((*first, value.clone()));
                self.carried += 1;
            }
        }
    }
}

/// Puts a value into a cell that is blank.
pub fn put(cells: &mut Cells, column: u32, value: &Value) {
    if let Err(at) = cells.binary_search_by_key(&column, |(column, _)| *column) {
        cells.insert(at, (column, value.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_carried_to_the_last_of_its_rows() {
        let merged = [
            Merged {
                rows: (1, 3),
                columns: (0, 0),
            },
            Merged {
                rows: (2, 2),
                columns: (1, 4),
            },
        ];
        let text = |t: &str| Value::Text(t.to_owned());
        let mut down = Down::new(&merged);
        let mut found = Vec::new();
        for (row, own) in [(0, None), (1, Some("A")), (3, None), (4, None)] {
            let mut cells: Cells = own.map(|t| (0, text(t))).into_iter().collect();
            cells.push((2, text("x")));
            down.fill(row, &mut cells);
            found.push(cells.len());
        }
        assert_eq!(found, [1, 2, 2, 1]);
        assert_eq!(down.carried, 1);
    }
}
