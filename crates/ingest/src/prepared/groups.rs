//! Rows of names above the names, and tables that lie on their side.

use super::Layout;
use super::delimiter::{Vocabulary, first_records};
use std::collections::BTreeMap;
use throughline_core::names::name_key;

/// Whether a cell names themes that stand in a row of their own under it: over two columns or more,
/// each with a name below.
pub(super) fn is_group_of_themes(
    rows: &[Vec<String>],
    row: usize,
    at: usize,
    words: &Vocabulary<'_>,
) -> bool {
    let cell = |row: usize, at: usize| rows.get(row).and_then(|r| r.get(at)).map(String::as_str);
    let filled = |at: usize| cell(row + 1, at).is_some_and(|c| !c.is_empty());
    let column = cell(row, at).and_then(|name| words.column(name));
    let column = column.and_then(|at| words.columns.get(at));
    column.is_some_and(|c| c.name == "themes")
        && cell(row, at + 1) == Some("")
        && filled(at)
        && filled(at + 1)
}

/// Names for columns of which the second row gives the same name again under different groups: the
/// text under a question is the question, and what else stands there belongs to it.
pub(super) fn groups(
    rows: &[Vec<String>],
    chosen: &[usize],
    words: &Vocabulary<'_>,
) -> BTreeMap<usize, String> {
    let [first, second] = rows else {
        return BTreeMap::new();
    };
    let text = |name: &str| {
        let column = words.column(name).and_then(|at| words.columns.get(at));
        column.is_some_and(|c| c.name == "text")
    };
    let chosen_below = |at: usize| {
        let below = chosen.get(at) == Some(&1);
        second.get(at).filter(|name| below && !name.is_empty())
    };
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for name in (0..second.len()).filter_map(chosen_below) {
        *times.entry(name_key(name)).or_default() += 1;
    }
    let mut named = BTreeMap::new();
    let mut group = "";
    for (at, above) in first.iter().enumerate() {
        if !above.is_empty() {
            group = above;
        }
        let Some(name) = chosen_below(at).filter(|_| !group.is_empty()) else {
            continue;
        };
        if times.get(&name_key(name)).is_none_or(|times| *times < 2) {
            continue;
        }
        named.insert(
            at,
            if text(name) {
                group.to_owned()
            } else {
                format!("{group}: {name}")
            },
        );
    }
    named
}

/// Whether the first column names more of the columns than the header does, the text among them.
pub(super) fn is_on_its_side(sample: &[u8], layout: &Layout, words: &Vocabulary<'_>) -> bool {
    let rows = first_records(sample, layout.delimiter);
    let rows = rows.get(layout.above..).unwrap_or_default();
    let Some(first) = rows.first() else {
        return false;
    };
    let names: Vec<String> = rows.iter().filter_map(|row| row.first().cloned()).collect();
    !words.has_required(first) && words.has_required(&names) && words.known(&names) >= 2
}
