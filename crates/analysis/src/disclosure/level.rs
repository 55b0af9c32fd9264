//! The one level of the tree at which stances are given: balance words below 20 organisations, rows
//! of stances above.
//!
//! Promised: no theme of the level stands above another, so that no two of them share an
//! organisation by descent; and the level is chosen from what is published, so that the choice
//! tells nothing.

use super::bands::ends;
use super::tree::Tree;
use throughline_core::synthesis::Shown;

/// Whether each theme stands at the level: those at one depth, and the deepest themes above it.
///
/// The depth is the one with the most themes that have enough organisations for their stances,
/// the deepest where several have as many.
pub(super) fn choose(tree: &Tree, prevalence: &[Shown], k: u32) -> Vec<bool> {
    let deepest = (0..prevalence.len()).map(|t| tree.depth(t)).max();
    let at = |depth: usize, theme: usize| {
        let own = tree.depth(theme);
        own == depth || (own < depth && tree.is_deepest(theme))
    };
    let best = (0..=deepest.unwrap_or(0)).max_by_key(|&depth| {
        prevalence
            .iter()
            .enumerate()
            .filter(|&(theme, &shown)| at(depth, theme) && enough(shown, k))
            .count()
    });
    (0..prevalence.len())
        .map(|theme| best.is_some_and(|depth| at(depth, theme)))
        .collect()
}

/// Whether a theme has enough organisations for its stances: what is shown of it begins at 2k − 1
/// or more.
pub(super) fn enough(shown: Shown, k: u32) -> bool {
    ends(shown).is_some_and(|(low, _)| low >= 2 * k - 1)
}
