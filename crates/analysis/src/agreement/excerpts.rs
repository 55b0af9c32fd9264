//! Whether coders who gave a note the same theme meant the same words of it.

use super::decisions::Decisions;
use super::{size, words};
use std::collections::BTreeMap;
use throughline_core::agreement::review::{ExcerptOverlap, Figure};
use throughline_core::codebook::ThemeCode;
use throughline_core::coders::CoderTags;
use throughline_core::notes::NoteIndex;
use throughline_core::review::Review;

/// Parts of a text as ranges of code points, in order and apart.
type Ranges = Vec<(u32, u32)>;

/// The excerpts of a coder by theme and note.
type Placed = BTreeMap<(ThemeCode, NoteIndex), Ranges>;

/// Of each pair of coders, all themes together and theme by theme; nothing where no note has
/// excerpts of both for one theme. An excerpt that has no place in the text is passed over.
pub(super) fn excerpts(review: &Review, decisions: &Decisions) -> Vec<ExcerptOverlap> {
    let Some(tags) = &review.coder_tags else {
        return Vec::new();
    };
    let placed: Vec<Placed> = (0..decisions.coders.len())
        .map(|c| of_coder(tags, c))
        .collect();
    let order = review.codebook.by_id_order();
    let mut all = Vec::new();
    for (a, b) in decisions.pairs() {
        let mut overlaps: BTreeMap<ThemeCode, Vec<f64>> = BTreeMap::new();
        for (key, one) in &placed[a] {
            if let Some(other) = placed[b].get(key) {
                overlaps.entry(key.0).or_default().push(overlap(one, other));
            }
        }
        if overlaps.is_empty() {
            continue;
        }
        let row = |theme: Option<ThemeCode>, overlaps: &[f64]| ExcerptOverlap {
            coder_a: decisions.coders[a].clone(),
            coder_b: decisions.coders[b].clone(),
            theme: theme.map(|code| review.codebook.theme(code).id.clone()),
            notes: size(overlaps.len()),
            same: size(overlaps.iter().filter(|o| **o >= 1.0).count()),
            apart: size(overlaps.iter().filter(|o| **o <= 0.0).count()),
            overlap: mean(overlaps),
        };
        let every: Vec<f64> = overlaps.values().flatten().copied().collect();
        all.push(row(None, &every));
        let listed = order
            .iter()
            .filter_map(|code| Some((*code, overlaps.get(code)?)));
        all.extend(listed.map(|(code, overlaps)| row(Some(code), overlaps)));
    }
    all
}

fn of_coder(tags: &CoderTags, coder: usize) -> Placed {
    let mut placed = Placed::new();
    for tagging in &tags.taggings {
        let excerpt = tagging.excerpt.as_ref();
        let Some(excerpt) = excerpt.filter(|e| e.start < e.end) else {
            continue;
        };
        if usize::from(tagging.coder) == coder {
            for &theme in &tagging.themes {
                let ranges = placed.entry((theme, tagging.note)).or_default();
                ranges.push((excerpt.start, excerpt.end));
            }
        }
    }
    placed.values_mut().for_each(join);
    placed
}

/// Puts ranges in order, those that touch or overlap made one.
fn join(ranges: &mut Ranges) {
    ranges.sort_unstable();
    let mut joined = Ranges::new();
    for &(start, end) in ranges.iter() {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    *ranges = joined;
}

/// Code points in both over code points in either.
fn overlap(one: &Ranges, other: &Ranges) -> f64 {
    let length = |ranges: &Ranges| {
        ranges
            .iter()
            .map(|(from, to)| u64::from(to - from))
            .sum::<u64>()
    };
    let common: u64 = one
        .iter()
        .flat_map(|a| other.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))))
        .map(|(from, to)| u64::from(to.saturating_sub(from)))
        .sum();
    let either = length(one) + length(other) - common;
    words::share(common, either)
}

fn mean(overlaps: &[f64]) -> Figure {
    let sum: f64 = overlaps.iter().sum();
    let value = sum / f64::from(size(overlaps.len()).max(1));
    Figure {
        value: Some(value),
        undefined: None,
        standard_error: None,
        interval: None,
        no_interval: None,
        says: words::overlap(value, overlaps.len()),
    }
}
