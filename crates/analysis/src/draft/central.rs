//! The order in which notes exemplify what they have in common.
//!
//! - Texts are vectors of word counts times inverse document frequency, ln(N / n) over the texts
//!   compared (Spärck Jones 1972), compared by the cosine of their angle.
//! - How central a text is among them is continuous `LexRank` (Erkan and Radev 2004): the share of
//!   time that a walk spends on it which goes from text to text by similarity and, 15 times in 100,
//!   anywhere.
//! - One after the other is chosen by maximal marginal relevance (Carbonell and Goldstein 1998):
//!   half of how central it is, less half of its similarity to the most similar of those chosen.
//! - Spread comes before both: as long as there is a text of an organisation that none of those
//!   chosen is of, one of these is chosen.
//!
//! Scores are compared as whole billionths, and where they agree the text that stands first comes
//! first, so that the order is the same on every machine.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How often the walk goes on from where it is.
const GOES_ON: f64 = 0.85;

/// Steps of the walk: 0.85 to the 60th is under a ten-thousandth.
const STEPS: usize = 60;

/// The weight of being central, against being unlike what is chosen: evenly, so that what says the
/// same again never comes before what says something else.
const CENTRAL: f64 = 0.5;

/// Words with their weights, in order of word; of length 1, or 0 where no word tells texts apart.
type Vector = Vec<(u32, f64)>;

/// The places of texts in the order of choice. `groups` are the organisations of each, none where
/// it names nobody; `ranks` come before everything.
pub(super) fn order(texts: &[String], groups: &[&[u32]], ranks: &[u8]) -> Vec<usize> {
    let vectors = vectors(texts);
    let similar = similarities(&vectors);
    let central = lexrank(&similar);
    let highest = central.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let mut nearest = vec![0.0_f64; texts.len()];
    let mut left: Vec<usize> = (0..texts.len()).collect();
    let mut order: Vec<usize> = Vec::with_capacity(texts.len());
    let mut met: Vec<u32> = Vec::new();
    while !left.is_empty() {
        let again = |at: usize| {
            let of = groups.get(at).copied().unwrap_or_default();
            of.is_empty() || of.iter().any(|o| met.contains(o))
        };
        let score = |at: usize| {
            let central = central.get(at).copied().unwrap_or(0.0) / highest;
            let near = nearest.get(at).copied().unwrap_or(0.0);
            billionths(CENTRAL * central - (1.0 - CENTRAL) * near)
        };
        let rank = |at: usize| ranks.get(at).copied().unwrap_or(u8::MAX);
        let best = left
            .iter()
            .enumerate()
            .min_by_key(|&(_, &at)| (rank(at), again(at), Reverse(score(at)), at));
        let Some((place, &chosen)) = best else { break };
        left.remove(place);
        order.push(chosen);
        met.extend(groups.get(chosen).copied().unwrap_or_default());
        if let Some(row) = similar.get(chosen) {
            for (near, &similarity) in nearest.iter_mut().zip(row) {
                *near = near.max(similarity);
            }
        }
    }
    order
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "scores lie between −1 and 1"
)]
fn billionths(score: f64) -> i64 {
    (score * 1e9).round() as i64
}

fn vectors(texts: &[String]) -> Vec<Vector> {
    let mut words: BTreeMap<String, u32> = BTreeMap::new();
    let mut counted: Vec<BTreeMap<u32, f64>> = Vec::with_capacity(texts.len());
    for text in texts {
        let mut counts = BTreeMap::new();
        for word in words_of(text) {
            let next = u32::try_from(words.len()).unwrap_or(u32::MAX);
            let word = *words.entry(word).or_insert(next);
            *counts.entry(word).or_insert(0.0) += 1.0;
        }
        counted.push(counts);
    }
    let mut texts_with = vec![0.0_f64; words.len()];
    for counts in &counted {
        for &word in counts.keys() {
            if let Some(with) = texts_with.get_mut(word as usize) {
                *with += 1.0;
            }
        }
    }
    let all = real(texts.len());
    counted
        .into_iter()
        .map(|counts| {
            let weight = |word: u32| {
                let with = texts_with.get(word as usize).copied().unwrap_or(1.0);
                (all / with).ln()
            };
            let weighted = counts.into_iter().map(|(word, n)| (word, n * weight(word)));
            let mut vector: Vector = weighted.filter(|(_, w)| *w > 0.0).collect();
            let length = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
            for (_, weight) in &mut vector {
                *weight /= length;
            }
            vector
        })
        .collect()
}

/// Words in lower case: letters, digits and apostrophes in a row.
fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(str::to_lowercase)
}

/// Of a text with itself there is none: a stray one would hold on to the walk.
fn similarities(vectors: &[Vector]) -> Vec<Vec<f64>> {
    let mut similar = vec![vec![0.0; vectors.len()]; vectors.len()];
    for (i, a) in vectors.iter().enumerate() {
        for (j, b) in vectors.iter().enumerate().take(i + 1) {
            let cosine = if i == j { 0.0 } else { product(a, b) };
            similar[i][j] = cosine;
            similar[j][i] = cosine;
        }
    }
    similar
}

fn product(a: &Vector, b: &Vector) -> f64 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0.0;
    while let (Some(&&(x, v)), Some(&&(y, w))) = (a.peek(), b.peek()) {
        if x == y {
            sum += v * w;
        }
        if x <= y {
            a.next();
        }
        if y <= x {
            b.next();
        }
    }
    sum
}

fn lexrank(similar: &[Vec<f64>]) -> Vec<f64> {
    let all = real(similar.len());
    let sums: Vec<f64> = similar.iter().map(|row| row.iter().sum()).collect();
    let mut share = vec![1.0 / all; similar.len()];
    for _ in 0..STEPS {
        let mut next = vec![(1.0 - GOES_ON) / all; similar.len()];
        for ((row, &sum), here) in similar.iter().zip(&sums).zip(&share) {
            for (there, similarity) in next.iter_mut().zip(row) {
                // From a text like no other the walk goes anywhere.
                let step = if sum > 0.0 {
                    similarity / sum
                } else {
                    1.0 / all
                };
                *there += GOES_ON * here * step;
            }
        }
        share = next;
    }
    share
}

fn real(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(texts: &[&str], groups: &[&[u32]], ranks: &[u8]) -> Vec<usize> {
        let texts: Vec<String> = texts.iter().map(|t| (*t).to_owned()).collect();
        order(&texts, groups, ranks)
    }

    const TEXTS: [&str; 4] = [
        "The weather was fine.",
        "Cost and time: the cost of reporting is high.",
        "Reporting costs us time, and the cost is high.",
        "Time for reporting.",
    ];

    #[test]
    fn the_central_comes_first_and_the_stray_last() {
        let order = chosen(&TEXTS, &[&[], &[], &[], &[]], &[0; 4]);
        assert_eq!(order, [1, 2, 3, 0]);
    }

    #[test]
    fn another_organisation_comes_before_a_central_note() {
        let order = chosen(&TEXTS, &[&[1], &[0], &[0], &[0]], &[0; 4]);
        assert_eq!(order[..2], [1, 0]);
        // A note of two organisations stands for both.
        let order = chosen(&TEXTS, &[&[1], &[0, 1], &[0], &[2]], &[0; 4]);
        assert_eq!(order[..2], [1, 3]);
    }

    #[test]
    fn rank_comes_before_everything() {
        let order = chosen(&TEXTS, &[&[0], &[1], &[2], &[3]], &[0, 1, 1, 1]);
        assert_eq!(order[0], 0);
    }

    #[test]
    fn same_and_empty_texts_stay_in_their_order() {
        assert!(chosen(&[], &[], &[]).is_empty());
        // What says the same again comes after what says something else.
        assert_eq!(
            chosen(&["a", "a", "b"], &[&[], &[], &[]], &[0; 3]),
            [0, 2, 1]
        );
        assert_eq!(chosen(&["", ""], &[&[], &[]], &[0; 2]), [0, 1]);
    }

    #[test]
    fn lexrank_is_as_worked_out_by_hand() {
        // Two that are alike, and one apart: c = 0.05 + 0.85 c / 3.
        let pair = vec![
            vec![0.0, 0.5, 0.0],
            vec![0.5, 0.0, 0.0],
            vec![0.0, 0.0, 0.0],
        ];
        let share = lexrank(&pair);
        let apart = 0.05 / (1.0 - 0.85 / 3.0);
        assert!((share[2] - apart).abs() < 1e-4, "{} {apart}", share[2]);
        assert!((share[0] - share[1]).abs() < 1e-12);
        // A star: both ends lead to the middle. m = 0.05 + 0.85 (1 − m).
        let star = vec![
            vec![0.0, 0.5, 0.5],
            vec![0.5, 0.0, 0.0],
            vec![0.5, 0.0, 0.0],
        ];
        let share = lexrank(&star);
        assert!((share.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((share[0] - 0.9 / 1.85).abs() < 1e-4, "{}", share[0]);
    }
}
