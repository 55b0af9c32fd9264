//! Rule 6: prevalence with 20 organisations and more. Exact in the middle class, else a band.
//!
//! Promised: the reader who adds up finds nothing in what is left; and no two exact counts, one of
//! a theme above the other, differ by 1 … k − 1.

use super::Facts;
use super::attacker::{Attacker, CellIndex, Interval};
use super::bands::{as_band, ends};
use super::relations::Cells;
use super::tells::Guard;
use super::tree::{Tree, by_code};
use throughline_core::synthesis::Shown;

/// What is shown of each theme. The reader has then learned it.
pub(super) fn decide(
    facts: &Facts,
    tree: &Tree,
    bands: &[(u32, u32)],
    cells: &Cells,
    guard: &Guard,
    reader: &mut Attacker,
) -> Vec<Shown> {
    let mut shown: Vec<Shown> = facts
        .themes
        .iter()
        .map(|theme| exact_in_the_middle(facts, bands, theme.organisations))
        .collect();
    part_close_counts(facts, tree, bands, &mut shown);
    until_safe(facts, tree, bands, &mut shown, |shown| {
        let mut told = guard.roots();
        reader.learn_if(&published(cells, shown), |reader| {
            told = guard.told(reader);
            told.is_empty()
        });
        told
    });
    shown
}

fn exact_in_the_middle(facts: &Facts, bands: &[(u32, u32)], count: u32) -> Shown {
    if (facts.k..=facts.base.saturating_sub(facts.k)).contains(&count) {
        Shown::Exact { count }
    } else {
        as_band(bands, count)
    }
}

/// An exact count under an exact one becomes its band where they differ by 1 … k − 1.
fn part_close_counts(facts: &Facts, tree: &Tree, bands: &[(u32, u32)], shown: &mut [Shown]) {
    for theme in tree.upwards().into_iter().rev() {
        let Some(count) = shown[theme].exact() else {
            continue;
        };
        let close = tree
            .ancestors(theme)
            .filter_map(|above| shown[above].exact())
            .any(|above| (1..facts.k).contains(&above.abs_diff(count)));
        if close {
            shown[theme] = as_band(bands, count);
        }
    }
}

/// What is shown of the themes, as the reader learns it.
pub(super) fn published(cells: &Cells, shown: &[Shown]) -> Vec<(CellIndex, Interval)> {
    let themes = cells.themes.iter().zip(shown);
    themes
        .filter_map(|(theme, &shown)| Some((theme.prevalence, ends(shown)?.into())))
        .collect()
}

/// Shows less until nothing is told. `told` gives the tops of the trees of which something is.
///
/// In these trees exact counts become bands, by code, one at a time. Bands alone may still tell:
/// five themes of two organisations each beneath one of ten say so at N = 40, where ten is the
/// least of its band. Then themes with others beneath them are not shown, by code, and at last the
/// deepest.
pub(super) fn until_safe(
    facts: &Facts,
    tree: &Tree,
    bands: &[(u32, u32)],
    shown: &mut [Shown],
    mut told: impl FnMut(&[Shown]) -> Vec<usize>,
) {
    let order = by_code(facts);
    loop {
        let trees = told(shown);
        let mut within = order.iter().filter(|&&t| trees.contains(&tree.root(t)));
        let exact = within.clone().find(|&&t| shown[t].exact().is_some());
        let hidden = |&&theme: &&usize| shown[theme] == Shown::NotShown;
        if let Some(&theme) = exact {
            shown[theme] = as_band(bands, facts.themes[theme].organisations);
        } else if let Some(&theme) = within
            .clone()
            .find(|theme| !hidden(theme) && !tree.is_deepest(**theme))
            .or_else(|| within.find(|theme| !hidden(theme)))
        {
            shown[theme] = Shown::NotShown;
        } else {
            return;
        }
    }
}
