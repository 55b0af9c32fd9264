//! The listing of divisions, against one that lists who stands where: every one of 6⁶ ways in which
//! six agencies can stand, and a participant who is one of them.

use crate::disclosure::bands::bands;
use crate::disclosure::claims::Counts;
use crate::disclosure::claims::splits::{Fact, Mask, RAISED, Told, told};
use throughline_core::wording::Scale;

const N: usize = 6;
const K: u32 = 3;
const FOR: Mask = 1;
const AGAINST: Mask = 2;

fn fact(ways: Mask, low: u32, high: u32, base: u32) -> Fact {
    Fact {
        ways,
        or: None,
        counts: Counts { low, high, base },
        agreed: false,
    }
}

fn count(stand: &[usize], ways: Mask) -> u32 {
    let counted = stand.iter().filter(|&&way| ways & (1 << way) != 0);
    u32::try_from(counted.count()).unwrap()
}

/// Every way the six can stand that fits the facts.
fn fitting(facts: &[Fact]) -> Vec<[usize; N]> {
    (0..6usize.pow(6))
        .map(|mut code| {
            [0; N].map(|_| {
                let way = code % 6;
                code /= 6;
                way
            })
        })
        .filter(|stand| facts.iter().all(|f| f.counts.holds(count(stand, f.ways))))
        .collect()
}

/// Whether a reader, or the first agency, can tell a small count of one of some ways: by the words
/// of the rule.
fn is_told(fitting: &[[usize; N]], participant: Option<usize>, ways: Mask) -> bool {
    let (mut values, mut rest) = (Vec::new(), Vec::new());
    for stand in fitting {
        match participant {
            None => {
                values.push(count(stand, ways));
                rest.push(6 - count(stand, ways));
            }
            Some(way) if stand[0] == way => {
                values.push(count(&stand[1..], ways));
                rest.push(5 - count(&stand[1..], ways));
            }
            Some(_) => {}
        }
    }
    for list in [&mut values, &mut rest] {
        list.sort_unstable();
        list.dedup();
    }
    let inside = participant.is_none_or(|way| ways & (1 << way) != 0);
    let few = |list: &[u32], most: u32| !list.is_empty() && list.iter().all(|&r| r <= most);
    if participant.is_none() {
        let part = |list: &[u32]| list.contains(&1) != list.contains(&2);
        let everybody = if rest.contains(&0) {
            !(rest.contains(&1) && rest.contains(&2))
        } else {
            few(&rest, 2)
        };
        return part(&values) || part(&rest) || everybody;
    }
    // One other exactly; or all others; or, of the participant's own kind, not all.
    let everybody = if rest.contains(&0) {
        !rest.contains(&1)
    } else {
        inside && few(&rest, 1)
    };
    values == [1] || rest == [1] || everybody
}

#[test]
fn the_listing_agrees_with_every_way_to_stand() {
    let base = 6;
    let row = |(low, high)| fact(RAISED, low, high, base);
    let claims: Vec<Vec<Fact>> = vec![
        vec![],
        vec![fact(FOR, 4, 6, base)],
        vec![fact(FOR, 1, 2, base)],
        vec![fact(FOR, 3, 3, base)],
        vec![fact(FOR, 4, 6, base), fact(AGAINST, 0, 2, base)],
        vec![fact(FOR, 4, 6, base), fact(AGAINST, 1, 2, base)],
        vec![fact(FOR | AGAINST, 4, 6, base)],
        vec![fact(FOR | AGAINST, 4, 6, base), fact(AGAINST, 1, 2, base)],
        vec![fact(FOR, 0, 2, base), fact(AGAINST, 0, 2, base)],
        vec![fact(FOR, 5, 5, base)],
    ];
    let mut told_some = 0;
    for band in bands(base, K, &Scale::plain()) {
        for claims in &claims {
            let mut facts = vec![row(band)];
            facts.extend(claims);
            let fitting = fitting(&facts);
            let mut expected = Vec::new();
            if fitting.is_empty() {
                expected.push(Told::Nothing);
            } else {
                let mut watched = vec![RAISED, 1, 2, 4, 8, 16];
                watched.extend(claims.iter().map(|f| f.ways));
                watched.sort_unstable();
                watched.dedup();
                for &ways in &watched {
                    if is_told(&fitting, None, ways) {
                        expected.push(Told::Reader(ways));
                    }
                    for way in 0..6 {
                        if fitting.iter().any(|s| s[0] == way) && is_told(&fitting, Some(way), ways)
                        {
                            let mut coalition = [0; 6];
                            coalition[way] = 1;
                            expected.push(Told::Participants(ways, coalition));
                        }
                    }
                }
            }
            let mut found = told(base, K, None, &facts);
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{facts:?}");
            told_some += usize::from(!found.is_empty());
        }
    }
    assert!((5..25).contains(&told_some), "{told_some}");
}

/// What the report shows of a theme without claims tells nothing, in the sense used here: so
/// whatever is told is laid to a claim.
#[test]
fn bands_and_balance_words_alone_tell_nothing() {
    use crate::disclosure::Balance::{Against, Divided, For, Mixed, Neutral};
    for k in 3..=4 {
        for base in 2 * k..=13 {
            for (low, high) in bands(base, k, &Scale::plain()) {
                let row = [fact(RAISED, low, high, base)];
                assert_eq!(told(base, k, None, &row), [], "{base} {k} {low} to {high}");
                if low + 1 < 2 * k || k > 3 {
                    continue;
                }
                for word in [For, Against, Mixed, Neutral, Divided] {
                    assert_eq!(told(base, k, Some(word), &row), [], "{base} {low} {word:?}");
                }
            }
        }
    }
}

/// Bounds find no more than the listing does, and find the plain cases.
#[test]
fn bounds_tell_no_more_than_the_listing() {
    let base = 12;
    for (low, high) in bands(base, K, &Scale::plain()) {
        for (least, most) in [(10, 12), (1, 2), (7, 12), (3, 6), (5, 5)] {
            let facts = [fact(RAISED, low, high, base), fact(FOR, least, most, base)];
            let listed = told(base, K, None, &facts);
            let bounded = super::super::bounds::of_one(base, K, &facts);
            for told in &bounded {
                assert!(listed.contains(told), "{facts:?}: {told:?}");
            }
            let readers = |list: &[Told]| list.iter().any(|t| matches!(t, Told::Reader(_)));
            assert_eq!(readers(&bounded), readers(&listed), "{facts:?}");
        }
    }
}
