//! Rule 7: whether what a reader has worked out tells one small count from another.
//!
//! Tested is every protected count, its complement, and every sum of stances of a theme and of
//! formats that divide it (pairs only where there are more than eight). An interval tells when it
//! ends at or below k − 1 and does not hold all of 1 … k − 1 (of a complement: 0 … k − 1).
//!
//! Promised: what was known before anything was published is not held against the plan, since
//! nothing the plan does can take it back; whatever narrows it is.

use super::Facts;
use super::attacker::{Attacker, CellIndex, Interval};
use super::relations::{Cells, overlap};
use super::together::Union;
use super::tree::Tree;
use std::collections::BTreeMap;

/// A protected count or a sum of them.
#[derive(Debug, Clone)]
struct Guarded {
    base: u32,
    selection: Selection,
    /// What was known of it beforehand.
    before: Interval,
}

#[derive(Debug, Clone)]
enum Selection {
    One(CellIndex),
    /// Some parts of a whole, and the rest of them.
    Sum {
        total: CellIndex,
        slack: (i64, i64),
        parts: Vec<CellIndex>,
        others: Vec<CellIndex>,
    },
}

impl Selection {
    fn known(&self, attacker: &Attacker) -> Interval {
        match self {
            Self::One(cell) => attacker.knows(*cell),
            Self::Sum {
                total,
                slack,
                parts,
                others,
            } => attacker.knows_sum(*total, *slack, parts, others),
        }
    }
}

/// Everything protected.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    k: u32,
    /// By the theme at the top of its tree: no relation goes from one tree to another.
    trees: BTreeMap<usize, Vec<Guarded>>,
    unions: BTreeMap<usize, Vec<Union>>,
}

impl Guard {
    /// Everything protected in a review, with what the reader knows before the report.
    pub(super) fn of(facts: &Facts, tree: &Tree, cells: &Cells, reader: &Attacker) -> Self {
        let mut trees: BTreeMap<usize, Vec<Guarded>> = BTreeMap::new();
        let mut add = |theme: usize, base: u32, selection: Selection| {
            let before = selection.known(reader);
            trees.entry(tree.root(theme)).or_default().push(Guarded {
                base,
                selection,
                before,
            });
        };
        let (twice, outside) = overlap(facts);
        for (index, theme) in cells.themes.iter().enumerate() {
            let whole = [theme.prevalence];
            for &cell in whole.iter().chain(&theme.parts).chain(&theme.stances) {
                add(index, facts.base, Selection::One(cell));
            }
            for (&cell, &base) in theme.formats.iter().zip(&facts.format_bases) {
                add(index, base, Selection::One(cell));
            }
            let mut sums =
                |cells: &[CellIndex], slack: (i64, i64), base: &dyn Fn(&[usize]) -> u32| {
                    for (chosen, rest) in divisions(cells.len()) {
                        let pick = |places: &[usize]| places.iter().map(|&p| cells[p]).collect();
                        let selection = Selection::Sum {
                            total: theme.prevalence,
                            slack,
                            parts: pick(&chosen),
                            others: pick(&rest),
                        };
                        add(index, base(&chosen), selection);
                    }
                };
            sums(&theme.stances, (0, 0), &|_| facts.base);
            if twice == 0 {
                sums(&theme.formats, (0, i64::from(outside)), &|chosen| {
                    chosen.iter().map(|&f| facts.format_bases[f]).sum()
                });
            }
        }
        let mut unions: BTreeMap<usize, Vec<Union>> = BTreeMap::new();
        let found = reader.relations().iter();
        for union in found.filter_map(|relation| Union::of(relation, facts.k, reader)) {
            let root = tree.root(cells.theme_of(union.total()));
            unions.entry(root).or_default().push(union);
        }
        Self {
            k: facts.k,
            trees,
            unions,
        }
    }

    /// Whether nothing is told of the tree with this theme at its top.
    pub(super) fn is_safe_in(&self, root: usize, reader: &Attacker) -> bool {
        let tree = self.trees.get(&root).map_or(&[][..], Vec::as_slice);
        let unions = self.unions.get(&root).map_or(&[][..], Vec::as_slice);
        !tree.iter().any(|guarded| self.is_told(guarded, reader))
            && !unions.iter().any(|union| union.is_told(self.k, reader))
    }

    /// The themes at the top of the trees of which something is told.
    pub(super) fn told(&self, reader: &Attacker) -> Vec<usize> {
        let roots = self.trees.keys().copied();
        roots
            .filter(|&root| !self.is_safe_in(root, reader))
            .collect()
    }

    /// The themes at the top of all trees.
    pub(super) fn roots(&self) -> Vec<usize> {
        self.trees.keys().copied().collect()
    }

    fn is_told(&self, guarded: &Guarded, reader: &Attacker) -> bool {
        let known = guarded.selection.known(reader);
        known != guarded.before && tells(known, guarded.base, self.k)
    }
}

/// Whether an interval tells small counts of a base apart, or small complements.
pub(super) fn tells(known: Interval, base: u32, k: u32) -> bool {
    let most = k.saturating_sub(1);
    let count = (1..=most).contains(&known.high) && !(known.low <= 1 && known.high == most);
    let rest = Interval {
        low: base.saturating_sub(known.high),
        high: base.saturating_sub(known.low),
    };
    let complement = rest.high <= most && !(rest.low == 0 && rest.high == most);
    count || complement
}

/// Every way to choose two or more of some parts and leave one or more; of more than eight parts,
/// every pair.
fn divisions(size: usize) -> Vec<(Vec<usize>, Vec<usize>)> {
    let split = |chosen: &dyn Fn(usize) -> bool| (0..size).partition(|&place| chosen(place));
    if size > 8 {
        let pairs = (0..size).flat_map(|a| (a + 1..size).map(move |b| (a, b)));
        return pairs
            .map(|(a, b)| split(&|place| place == a || place == b))
            .collect();
    }
    (0u32..1 << size)
        .filter(|mask| mask.count_ones() >= 2 && (mask.count_ones() as usize) < size)
        .map(|mask| split(&|place| mask & (1 << place) != 0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells() {
        for (low, high, expected) in [
            (0, 2, false),
            (1, 2, false),
            // Nobody said it: that may be known.
            (0, 0, false),
            (1, 1, true),
            (2, 2, true),
            (0, 1, true),
            (2, 3, false),
            (3, 6, false),
            (7, 9, false),
            (7, 8, true),
            (8, 9, true),
            (9, 9, true),
            (6, 9, false),
            (0, 9, false),
        ] {
            let known = Interval { low, high };
            assert_eq!(tells(known, 9, 3), expected, "{low} to {high}");
        }
        assert!(tells(Interval { low: 1, high: 2 }, 40, 4));
        assert!(!tells(Interval { low: 1, high: 3 }, 40, 4));
    }

    #[test]
    fn sums_are_of_two_parts_and_more() {
        assert_eq!(divisions(2), []);
        assert_eq!(divisions(3).len(), 3);
        assert_eq!(divisions(5).len(), 10 + 10 + 5);
        assert_eq!(divisions(9).len(), 36);
        assert_eq!(divisions(3)[0], (vec![0, 1], vec![2]));
    }
}
