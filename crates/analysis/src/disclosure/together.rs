//! Rule 1: k − 2 participants together, who know their own notes.
//!
//! They may have raised every part of a union, and know that they count once in the whole and once
//! in each part. A whole of 3 and two parts of "fewer than 3" are safe from a reader who knows
//! nothing; one who is in both parts knows that each is 2.
//!
//! Promised: whoever they are, no union that is published pushes up what a small part of it can be.
//! One step of the attacker, for participants who are in all parts; in a partition they are in one
//! part only and learn nothing by it.

use super::attacker::{Attacker, CellIndex, Relation};

/// A whole whose parts may overlap.
#[derive(Debug, Clone)]
pub(super) struct Union {
    total: CellIndex,
    parts: Vec<CellIndex>,
    most: i64,
    /// Whether it told before anything was published.
    before: bool,
}

impl Union {
    /// The union that a relation is, with what the reader knows before the report.
    pub(super) fn of(relation: &Relation, k: u32, reader: &Attacker) -> Option<Self> {
        match relation {
            Relation::Sum {
                total,
                parts,
                least,
                most: Some(most),
            } if *least != Some(0) => {
                let mut union = Self {
                    total: *total,
                    parts: parts.clone(),
                    most: *most,
                    before: false,
                };
                union.before = union.tells_participants(k, reader);
                Some(union)
            }
            _ => None,
        }
    }

    /// The whole.
    pub(super) fn total(&self) -> CellIndex {
        self.total
    }

    /// Whether it tells participants more of a small part than was known before.
    pub(super) fn is_told(&self, k: u32, reader: &Attacker) -> bool {
        !self.before && self.tells_participants(k, reader)
    }

    fn tells_participants(&self, k: u32, reader: &Attacker) -> bool {
        let together = i64::from(k.saturating_sub(2));
        // The others: so many fewer in the whole, and in every part that can hold them.
        let others = |part: CellIndex| (i64::from(reader.knows(part).high) - together).max(0);
        let whole = i64::from(reader.knows(self.total).low) - together;
        let all: i64 = self.parts.iter().map(|&part| others(part)).sum();
        self.parts.iter().any(|&part| {
            let small = (1..k).contains(&reader.knows(part).high);
            small && whole - self.most > all - others(part)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::attacker::Interval;
    use super::*;

    #[test]
    fn one_who_is_in_both_parts_of_three_knows_both() {
        for (low, told) in [(2, false), (3, true)] {
            let within = |low, high| Interval { low, high };
            let bounds = vec![within(low, 9), within(0, 2), within(0, 2)];
            let relation = Relation::union(0, vec![1, 2], 0);
            let reader = Attacker::new(bounds, vec![relation.clone()]);
            let union = Union::of(&relation, 3, &reader).unwrap();
            assert_eq!(union.tells_participants(3, &reader), told, "{low}");
            assert!(!union.is_told(3, &reader), "it was known before");
        }
        let partition = Relation::partition(0, vec![1, 2]);
        let reader = Attacker::new(vec![Interval { low: 0, high: 9 }; 3], Vec::new());
        assert!(Union::of(&partition, 3, &reader).is_none());
    }
}
