//! Rule 4: which formats have enough organisations for a row.
//!
//! Promised: no base below 2k has a row, and none can be had as the difference of rows that are
//! shown: where a base that is not shown and one that is make up a third that is, or the formats
//! that divide the organisations leave too few, the other goes too.

use super::Facts;

/// Whether each format may have rows.
pub(super) fn shown(facts: &Facts) -> Vec<bool> {
    let least = facts.k.saturating_mul(2);
    let bases = &facts.format_bases;
    let mut shown: Vec<bool> = bases.iter().map(|&base| base >= least).collect();
    // Each round hides one format at least.
    for _ in 0..bases.len() {
        let found = completes(facts, &shown).or_else(|| leaves_too_few(facts, &shown));
        match found {
            Some(format) => shown[format] = false,
            None => break,
        }
    }
    shown
}

/// A shown format that a hidden one completes to another shown base.
fn completes(facts: &Facts, shown: &[bool]) -> Option<usize> {
    let bases = &facts.format_bases;
    let of = |wanted: bool| (0..bases.len()).filter(move |&f| shown[f] == wanted && bases[f] > 0);
    of(true).find(|&format| {
        of(false).any(|hidden| {
            let whole = bases[format].saturating_add(bases[hidden]);
            whole == facts.base || of(true).any(|other| other != format && bases[other] == whole)
        })
    })
}

/// The smallest shown format, where formats divide the organisations and those that are in no
/// shown one are some, but fewer than 2k.
fn leaves_too_few(facts: &Facts, shown: &[bool]) -> Option<usize> {
    let bases = &facts.format_bases;
    let of_shown = || (0..bases.len()).filter(|&format| shown[format]);
    let held: u32 = of_shown().map(|format| bases[format]).sum();
    let left = facts.base.saturating_sub(held);
    let divide = facts.in_two_formats == 0;
    (divide && left > 0 && left < facts.k.saturating_mul(2))
        .then(|| of_shown().min_by_key(|&format| (bases[format], format)))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_base_is_no_difference_of_shown_ones() {
        for (base, in_two, bases, expected) in [
            (40, 0, vec![24, 16], vec![true, true]),
            (40, 5, vec![30, 15, 3], vec![true, true, false]),
            // 36 and 4 are all 40: who is not in the one is in the other.
            (40, 0, vec![36, 4], vec![false, false]),
            (40, 0, vec![20, 16, 4], vec![true, false, false]),
            // 10 and 5 make up 15, with overlaps.
            (50, 9, vec![30, 15, 10, 5], vec![true, true, false, false]),
            (9, 0, vec![], vec![]),
        ] {
            let facts = Facts {
                base,
                in_two_formats: in_two,
                format_bases: bases.clone(),
                ..Facts::default()
            };
            assert_eq!(shown(&facts), expected, "{bases:?} of {base}");
        }
    }
}
