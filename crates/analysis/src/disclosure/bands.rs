//! Rule 4: the classes and bands of counts at a base, and the words for them.
//!
//! Promised: bands partition 0 … N in order; the first is the whole low class 0 … k − 1, the last
//! the whole high class N − k + 1 … N; so no band divides small counts, or small complements.

use throughline_core::numbers::grouped;
use throughline_core::synthesis::Shown;
use throughline_core::wording::Scale;

/// The bands of counts at a base of `base` organisations, in order; empty below 2k.
///
/// The middle, k … N − k, is cut at the boundaries of the scale that fall in it; a middle band of
/// one value joins the middle band below it, or where there is none the one above. The first middle
/// band also takes the next where it would end below 2k − 3, which no band does at k = 3: k − 2
/// participants who are in a theme and not in one beneath it would else know that the one beneath
/// has fewer than k − 1.
///
/// ```
/// use throughline_analysis::disclosure::bands::bands;
/// use throughline_core::wording::Scale;
/// let plain = Scale::plain();
/// assert_eq!(bands(9, 3, &plain), [(0, 2), (3, 4), (5, 6), (7, 9)]);
/// assert_eq!(bands(8, 3, &plain), [(0, 2), (3, 5), (6, 8)]);
/// assert_eq!(bands(6, 3, &plain), [(0, 2), (3, 3), (4, 6)]);
/// assert!(bands(5, 3, &plain).is_empty());
/// ```
#[must_use]
pub fn bands(base: u32, k: u32, scale: &Scale) -> Vec<(u32, u32)> {
    if k == 0 || base / 2 < k {
        return Vec::new();
    }
    let (first, last) = (k, base - k);
    // A boundary is the least count of a band: where a word begins, or comes to an end before.
    let mut starts: Vec<u32> = scale
        .words
        .iter()
        .filter_map(|word| word.counts(base))
        .flat_map(|(least, most)| [least, most.saturating_add(1)])
        .filter(|&start| first < start && start <= last)
        .chain([first])
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([last]);
    let mut middle: Vec<(u32, u32)> = Vec::new();
    for (low, high) in starts.iter().copied().zip(ends) {
        match middle.last_mut() {
            Some(before) if low == high || before.0 == before.1 || before.1 + 3 < 2 * k => {
                before.1 = high;
            }
            _ => middle.push((low, high)),
        }
    }
    let mut bands = vec![(0, k - 1)];
    bands.append(&mut middle);
    bands.push((base - k + 1, base));
    bands
}

/// The band that a count lies in; `None` where there are no bands or the count is above the base.
///
/// ```
/// use throughline_analysis::disclosure::bands::band_of;
/// assert_eq!(band_of(&[(0, 2), (3, 3), (4, 6)], 5), Some((4, 6)));
/// assert_eq!(band_of(&[], 5), None);
/// ```
#[must_use]
pub fn band_of(bands: &[(u32, u32)], count: u32) -> Option<(u32, u32)> {
    bands
        .iter()
        .copied()
        .find(|&(low, high)| low <= count && count <= high)
}

/// The words for a count as it is shown, of its base.
///
/// ```
/// use throughline_analysis::disclosure::bands::words;
/// use throughline_core::synthesis::Shown;
/// let band = |low, high| Shown::Band { low, high };
/// assert_eq!(words(band(0, 2), 9), "fewer than 3 of 9");
/// assert_eq!(words(band(3, 4), 9), "3 or 4 of 9");
/// assert_eq!(words(band(7, 9), 9), "7 or more of 9");
/// assert_eq!(words(band(13, 20), 40), "13 to 20 of 40");
/// assert_eq!(words(band(3, 3), 6), "3 of 6");
/// assert_eq!(words(Shown::Exact { count: 12 }, 40), "12 of 40");
/// assert_eq!(words(Shown::NotShown, 40), "not shown");
/// ```
#[must_use]
pub fn words(shown: Shown, base: u32) -> String {
    let figure = |n: u32| grouped(n.into());
    let of = figure(base);
    match shown {
        Shown::NotShown => "not shown".into(),
        Shown::Exact { count } => format!("{} of {of}", figure(count)),
        Shown::Band { low, high } if low == high => format!("{} of {of}", figure(low)),
        Shown::Band { low: 0, high } => {
            format!("fewer than {} of {of}", figure(high.saturating_add(1)))
        }
        Shown::Band { low, high } if high >= base => format!("{} or more of {of}", figure(low)),
        Shown::Band { low, high } if high - low == 1 => {
            format!("{} or {} of {of}", figure(low), figure(high))
        }
        Shown::Band { low, high } => format!("{} to {} of {of}", figure(low), figure(high)),
    }
}

/// A count as its band; not shown where there is none.
pub(super) fn as_band(bands: &[(u32, u32)], count: u32) -> Shown {
    band_of(bands, count).map_or(Shown::NotShown, |(low, high)| Shown::Band { low, high })
}

/// The least and the most that is shown of a count; `None` where it is not shown.
pub(super) fn ends(shown: Shown) -> Option<(u32, u32)> {
    match shown {
        Shown::Exact { count } => Some((count, count)),
        Shown::Band { low, high } => Some((low, high)),
        Shown::NotShown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_partition_and_keep_the_classes_whole() {
        for name in Scale::BUILT_IN {
            let scale = Scale::built_in(name).unwrap();
            for k in 3..7 {
                for base in 0..120 {
                    let bands = bands(base, k, &scale);
                    if base < 2 * k {
                        assert!(bands.is_empty(), "{name} {k} {base}");
                        continue;
                    }
                    assert_eq!(bands.first(), Some(&(0, k - 1)), "{name} {k} {base}");
                    assert_eq!(bands.last(), Some(&(base - k + 1, base)));
                    for pair in bands.windows(2) {
                        assert_eq!(pair[0].1 + 1, pair[1].0, "{name} {k} {base}: {bands:?}");
                    }
                    let middle = &bands[1..bands.len() - 1];
                    let single = |&(low, high): &(u32, u32)| low == high;
                    assert!(
                        middle.len() < 2 || !middle.iter().any(single),
                        "{name} {k} {base}: {bands:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn forty_organisations_on_the_plain_scale() {
        assert_eq!(
            bands(40, 3, &Scale::plain()),
            [
                (0, 2),
                (3, 9),
                (10, 20),
                (21, 29),
                (30, 34),
                (35, 37),
                (38, 40)
            ]
        );
    }

    #[test]
    fn a_middle_band_of_one_value_joins_its_neighbour() {
        // 9 alone is "most" of 12; 3 alone is "some" of 7 and 4 alone "many".
        assert_eq!(
            bands(12, 3, &Scale::plain()),
            [(0, 2), (3, 6), (7, 9), (10, 12)]
        );
        assert_eq!(bands(7, 3, &Scale::plain()), [(0, 2), (3, 4), (5, 7)]);
    }
}
