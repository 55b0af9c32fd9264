//! Which themes are taken for which.

use super::decisions::Decisions;
use std::collections::BTreeMap;
use throughline_core::agreement::review::Confusion;
use throughline_core::codebook::ThemeCode;
use throughline_core::review::Review;

/// Of each pair of coders, what one alone gave a note against what the other alone gave it: a note
/// counts once for each such pair of themes. Where one gave nothing that the other did not, that
/// stands against nothing.
pub(super) fn confusions(review: &Review, decisions: &Decisions) -> Vec<Confusion> {
    let book = &review.codebook;
    let mut all = Vec::new();
    for (a, b) in decisions.pairs() {
        let mut met: BTreeMap<(Option<ThemeCode>, Option<ThemeCode>), u32> = BTreeMap::new();
        for (_, one, other) in decisions.both(a, b) {
            let (one, other) = (alone(one, other), alone(other, one));
            if one == [None] && other == [None] {
                continue;
            }
            for &x in &one {
                for &y in &other {
                    *met.entry((x, y)).or_default() += 1;
                }
            }
        }
        let id = |code: Option<ThemeCode>| code.map(|code| book.theme(code).id.clone());
        all.extend(met.into_iter().map(|((x, y), notes)| Confusion {
            coder_a: decisions.coders[a].clone(),
            coder_b: decisions.coders[b].clone(),
            theme_a: id(x),
            theme_b: id(y),
            notes,
            kin: matches!((x, y), (Some(x), Some(y))
                if book.lineage(x).any(|t| t == y) || book.lineage(y).any(|t| t == x)),
        }));
    }
    all.sort_by(|one, other| {
        let key = |c: &Confusion| (c.coder_a.clone(), c.coder_b.clone());
        let themes = |c: &Confusion| (c.theme_a.clone(), c.theme_b.clone());
        other
            .notes
            .cmp(&one.notes)
            .then_with(|| key(one).cmp(&key(other)))
            .then_with(|| themes(one).cmp(&themes(other)))
    });
    all
}

/// What one gave and the other did not; `None` alone where that is nothing.
fn alone(one: &[ThemeCode], other: &[ThemeCode]) -> Vec<Option<ThemeCode>> {
    let mut alone: Vec<Option<ThemeCode>> = one
        .iter()
        .filter(|theme| other.binary_search(theme).is_err())
        .map(|&theme| Some(theme))
        .collect();
    if alone.is_empty() {
        alone.push(None);
    }
    alone
}
