//! Rows over pages: a chart that would not fit on a page goes on in a second picture.

use super::canvas::Canvas;
use std::ops::Range;

/// The tallest picture that a page of the report takes with its heading, caption and note, in
/// units: 206 mm.
pub(super) const TALLEST: i32 = 5840;

/// A picture and its height in units.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) canvas: Canvas,
    pub(super) height: i32,
}

/// A row as paging sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Height {
    /// Units it takes, with the gap above it.
    pub(super) units: i32,
    /// Whether it is the head of what follows and cannot be the last on its page.
    pub(super) head: bool,
}

impl Height {
    /// Of a row that is no head.
    pub(super) fn row(units: i32) -> Self {
        Self { units, head: false }
    }
}

/// The rows of each page: at most `most` rows and `room` units, and one row at least. A head does
/// not stand last on a page that more rows follow. Pages begin with a head where that takes no
/// more of them.
pub(super) fn split(rows: &[Height], room: i32, most: usize) -> Vec<Range<usize>> {
    let full = fill(rows, room, most, false);
    let at_heads = fill(rows, room, most, true);
    if at_heads.len() <= full.len() {
        at_heads
    } else {
        full
    }
}

fn fill(rows: &[Height], room: i32, most: usize, at_heads: bool) -> Vec<Range<usize>> {
    let is_head = |row: usize| rows.get(row).is_some_and(|row| row.head);
    let mut pages = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        let mut end = start;
        let mut used = 0;
        while let Some(row) = rows.get(end) {
            used += row.units;
            if end > start && (used > room || end - start >= most) {
                break;
            }
            end += 1;
        }
        if end < rows.len() {
            let head = (start + 1..=end).rev().find(|&row| is_head(row));
            match head {
                Some(head) if at_heads => end = head,
                _ => {
                    while end > start + 1 && is_head(end - 1) {
                        end -= 1;
                    }
                }
            }
        }
        pages.push(start..end);
        start = end;
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(heights: &[i32], heads: &[usize]) -> Vec<Height> {
        heights
            .iter()
            .enumerate()
            .map(|(index, &units)| Height {
                units,
                head: heads.contains(&index),
            })
            .collect()
    }

    #[test]
    fn pages_hold_rows_and_units() {
        assert!(split(&[], 100, 40).is_empty());
        assert_eq!(split(&rows(&[10; 5], &[]), 100, 40).len(), 1);
        assert_eq!(split(&rows(&[10; 5], &[]), 100, 2), [0..2, 2..4, 4..5]);
        assert_eq!(split(&rows(&[40; 5], &[]), 100, 40), [0..2, 2..4, 4..5]);
        assert_eq!(split(&rows(&[400, 10], &[]), 100, 40), [0..1, 1..2]);
        assert_eq!(split(&rows(&[10; 5], &[0, 2]), 100, 3), [0..2, 2..5]);
        // a page begins with a head, unless that takes one page more
        assert_eq!(split(&rows(&[10; 6], &[0, 3]), 100, 5), [0..3, 3..6]);
        assert_eq!(split(&rows(&[10; 8], &[0, 2]), 100, 4), [0..4, 4..8]);
    }

    proptest! {
        #[test]
        fn every_row_stands_on_one_page(
            heights in proptest::collection::vec((1_i32..300, any::<bool>()), 0..80),
            room in 100_i32..900,
            most in 1_usize..50,
        ) {
            let rows: Vec<Height> =
                heights.iter().map(|&(units, head)| Height { units, head }).collect();
            let pages = split(&rows, room, most);
            let all: Vec<usize> = pages.iter().cloned().flatten().collect();
            prop_assert_eq!(all, (0..rows.len()).collect::<Vec<_>>());
            prop_assert!(pages.iter().all(|page| !page.is_empty() && page.len() <= most));
        }
    }
}
