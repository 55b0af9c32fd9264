//! Rule 6: rows by part, stance and format with 20 organisations and more.
//!
//! Promised: a row is published whole, as bands of its own base, and only if the reader who knows
//! everything published before it finds nothing more; one mark stands for every reason why a row
//! is not.

use super::attacker::{Attacker, CellIndex, Interval};
use super::bands::{as_band, bands, ends};
use super::level::enough;
use super::relations::Cells;
use super::tells::Guard;
use super::tree::{Tree, by_code};
use super::{Facts, ThemePlan};
use throughline_core::synthesis::Shown;

/// Adds the rows to the themes in the order part, stance, format, each by code.
pub(super) fn add(
    facts: &Facts,
    tree: &Tree,
    cells: &Cells,
    guard: &Guard,
    reader: &mut Attacker,
    format_shown: &[bool],
    themes: &mut [ThemePlan],
) {
    let order = by_code(facts);
    let mut publish = |theme: usize, row: &[Shown], places: &[CellIndex]| {
        let told: Vec<(CellIndex, Interval)> = places
            .iter()
            .zip(row)
            .filter_map(|(&cell, &shown)| Some((cell, ends(shown)?.into())))
            .collect();
        let root = tree.root(theme);
        reader.learn_if(&told, |reader| guard.is_safe_in(root, reader))
    };
    let of_all = bands(facts.base, facts.k, &facts.scale);
    if facts.parts > 1 {
        for &theme in &order {
            let counts = facts.themes[theme].parts.iter();
            let row: Vec<Shown> = counts.map(|&count| as_band(&of_all, count)).collect();
            if row.len() == facts.parts && publish(theme, &row, &cells.themes[theme].parts) {
                themes[theme].parts = Some(row);
            }
        }
    }
    for &theme in &order {
        let plan = &themes[theme];
        let eligible = plan.at_level && plan.prevalence.is_some_and(|p| enough(p, facts.k));
        let row = facts.themes[theme].stances.map(|n| as_band(&of_all, n));
        if eligible && publish(theme, &row, &cells.themes[theme].stances) {
            themes[theme].stances = Some(row);
        }
    }
    if !format_shown.contains(&true) {
        return;
    }
    let by_format: Vec<Vec<(u32, u32)>> = facts
        .format_bases
        .iter()
        .zip(format_shown)
        .map(|(&base, &shown)| {
            let bands = shown.then(|| bands(base, facts.k, &facts.scale));
            bands.unwrap_or_default()
        })
        .collect();
    for &theme in &order {
        let counts = facts.themes[theme].formats.iter().zip(&by_format);
        let row: Vec<Shown> = counts.map(|(&n, bands)| as_band(bands, n)).collect();
        if row.len() == by_format.len() && publish(theme, &row, &cells.themes[theme].formats) {
            themes[theme].formats = Some(row);
        }
    }
}
