//! Distances put together.

use throughline_core::audit::Distance;

/// No more than this many; one change is the fewest there can be, so one is exact.
pub(super) fn at_most(changes: u32) -> Distance {
    if changes <= 1 {
        Distance::Exactly(changes)
    } else {
        Distance::AtMost { at_most: changes }
    }
}

/// Exact when it is known to be.
pub(super) fn known(changes: u32, exact: bool) -> Distance {
    if exact {
        Distance::Exactly(changes)
    } else {
        at_most(changes)
    }
}

/// The least of several ways; exact when all of them are.
pub(super) fn least(ways: impl IntoIterator<Item = Option<Distance>>) -> Option<Distance> {
    let (mut best, mut exact) = (None::<u32>, true);
    for way in ways.into_iter().flatten() {
        exact &= matches!(way, Distance::Exactly(_));
        best = Some(best.map_or(way.changes(), |best| best.min(way.changes())));
    }
    best.map(|changes| known(changes, exact))
}

/// Two ways that are both needed and do not touch each other.
pub(super) fn sum(a: Distance, b: Distance) -> Distance {
    let exact = matches!((a, b), (Distance::Exactly(_), Distance::Exactly(_)));
    known(a.changes().saturating_add(b.changes()), exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_is_exact_when_all_ways_to_it_are() {
        let bound = |at_most| Distance::AtMost { at_most };
        for (ways, expected) in [
            (vec![], None),
            (vec![None], None),
            (
                vec![None, Some(Distance::Exactly(3))],
                Some(Distance::Exactly(3)),
            ),
            (
                vec![Some(bound(4)), Some(Distance::Exactly(3))],
                Some(bound(3)),
            ),
            (
                vec![Some(bound(4)), Some(Distance::Exactly(1))],
                Some(Distance::Exactly(1)),
            ),
        ] {
            assert_eq!(least(ways.clone()), expected, "{ways:?}");
        }
        assert_eq!(
            sum(Distance::Exactly(2), Distance::Exactly(3)),
            Distance::Exactly(5)
        );
        assert_eq!(sum(Distance::Exactly(2), bound(3)), bound(5));
        assert_eq!(at_most(1), Distance::Exactly(1));
    }
}
