//! Rule 5: fewer than 20 organisations. Words only, decided without looking at hidden values.
//!
//! Promised: whether a theme has a band, and which, follows from the bands of the themes beneath
//! it that are shown and from its own; so a reader who knows the rule learns nothing from a band
//! that is missing. Held against every review of small families in `tests/every_review.rs`.

use super::bands::as_band;
use super::tree::Tree;
use super::{Balance, Facts, balance, level};
use throughline_core::synthesis::Shown;

/// From this number of organisations on counts may be shown exactly.
pub(super) const EXACT_FROM: u32 = 20;

/// By how much the upper ends beneath must add up to more than N − k + 1, for so many shown
/// directly beneath and a threshold k.
pub(super) type Slack = fn(usize, u32) -> u64;

/// k − 2 for each theme shown directly beneath: one at k = 3. So many participants together may
/// have raised all of them, and know that they count once in the parent and once in each.
pub(super) const SLACK: Slack = |beneath, k| beneath as u64 * u64::from(k.saturating_sub(2));

/// Each theme as a band or not shown. The deepest themes always have a band; one that has themes
/// beneath it only if the upper ends of what is shown directly beneath add up to at least
/// N − k + 1 + (k − 2)m, where m is how many these are. A theme that is not shown is seen through: what
/// is shown directly beneath it stands directly beneath its parent. Themes that are `held` back
/// are not shown, nor are themes with others beneath them where N is below 3k − 3 (no N at k = 3:
/// see [`bands`](super::bands::bands)).
pub(super) fn prevalence(
    facts: &Facts,
    tree: &Tree,
    bands: &[(u32, u32)],
    held: &[bool],
    slack: Slack,
) -> Vec<Shown> {
    let mut shown = vec![Shown::NotShown; facts.themes.len()];
    // Upper ends of what is shown first on the way down from a theme, itself included.
    let mut seen: Vec<Vec<u32>> = vec![Vec::new(); facts.themes.len()];
    for theme in tree.upwards() {
        let children = tree.children(theme);
        let beneath: Vec<u32> = children.iter().flat_map(|&c| seen[c].clone()).collect();
        let sum: u64 = beneath.iter().copied().map(u64::from).sum();
        let asked =
            u64::from((facts.base + 1).saturating_sub(facts.k)) + slack(beneath.len(), facts.k);
        let may = facts.base + 3 >= 3 * facts.k && sum >= asked;
        let open = (children.is_empty() || may) && held.get(theme) != Some(&true);
        let band = as_band(bands, facts.themes[theme].organisations);
        seen[theme] = match band {
            Shown::Band { high, .. } if open => {
                shown[theme] = band;
                vec![high]
            }
            _ => beneath,
        };
    }
    shown
}

/// The balance word of each theme at the level that has enough organisations for one.
pub(super) fn balances(
    facts: &Facts,
    prevalence: &[Shown],
    at_level: &[bool],
) -> Vec<Option<Balance>> {
    facts
        .themes
        .iter()
        .zip(prevalence.iter().zip(at_level))
        .map(|(theme, (&shown, &at_level))| {
            (at_level && level::enough(shown, facts.k)).then(|| balance::word(&theme.stances))
        })
        .collect()
}
