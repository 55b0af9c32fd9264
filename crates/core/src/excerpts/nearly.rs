//! Step 4: nearly the same words, by the edit distance of words (Sellers 1980), with the cells left
//! out that cannot come within the bound (Ukkonen 1985).

use super::text::{ExcerptText, Word};
use super::{MOST_EDITS, ONE_IN};
use crate::coders::Excerpt;
use std::collections::HashMap;

/// A stretch of the text's words that comes near: from, to, edits.
type Near = (usize, usize, usize);

/// The one place that comes near, with the number of words that differ.
pub(super) fn find(text: &ExcerptText<'_>, words: &str) -> Option<(Excerpt, u32)> {
    let wanted = ExcerptText::new(words);
    let (needle, stack) = (wanted.words(), text.words());
    let bound = (needle.len() / ONE_IN).min(MOST_EDITS);
    if bound == 0 {
        return None;
    }
    let mut numbers = HashMap::new();
    let mut numbered = |of: &ExcerptText<'_>, words: &[Word]| -> Vec<u32> {
        let number = |&word: &Word| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *numbers.entry(of.folded(word)).or_insert(next)
        };
        words.iter().map(number).collect()
    };
    let (needle, stack_numbers) = (numbered(&wanted, needle), numbered(text, stack));
    let near = near(&needle, &stack_numbers, bound);
    let &(from, to, edits) = near.iter().min_by_key(|n| n.2)?;
    let apart = |n: &&Near| n.1 <= from || n.0 >= to;
    let rival = |n: &&Near| n.2 == edits && (n.0, n.1) != (from, to);
    if near.iter().any(|n| apart(&n) || rival(&n)) {
        return None;
    }
    let span = |at: usize| stack.get(at).copied();
    let (first, last) = (span(from)?, span(to - 1)?);
    let excerpt = text.excerpt(text.point(first.from), text.point(last.to))?;
    Some((excerpt, u32::try_from(edits).unwrap_or(u32::MAX)))
}

/// Every stretch within the bound that begins with the first word and ends with the last.
fn near(needle: &[u32], stack: &[u32], bound: usize) -> Vec<Near> {
    let rows = needle.len();
    // Of each row the edits and where the stretch begins.
    let mut column: Vec<(usize, usize)> = (0..=rows).map(|row| (row, 0)).collect();
    let mut active = bound.min(rows);
    let mut found = Vec::new();
    for (at, &word) in stack.iter().enumerate() {
        let mut diagonal = column[0];
        column[0] = (0, at + 1);
        let reach = (active + 1).min(rows);
        for row in 1..=reach {
            // Below the rows that were reached the cell on the left is out of bound.
            let left = if row <= active {
                column[row]
            } else {
                (bound + 1, 0)
            };
            let kept = usize::from(needle[row - 1] != word);
            let step = (diagonal.0 + kept, diagonal.1);
            let added = (left.0 + 1, left.1);
            let taken = (column[row - 1].0 + 1, column[row - 1].1);
            diagonal = column[row];
            column[row] =
                [added, taken].into_iter().fold(
                    step,
                    |best, other| if other.0 < best.0 { other } else { best },
                );
        }
        active = reach;
        while active > 0 && column[active].0 > bound {
            active -= 1;
        }
        if active == rows {
            let (edits, from) = column[rows];
            let same_ends = stack.get(from) == needle.first() && Some(&word) == needle.last();
            if same_ends {
                found.push((from, at + 1, edits));
            }
        }
    }
    found
}
