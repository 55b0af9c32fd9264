//! What was learnt, tried on notes that were held back.

use super::bayes::ComplementBayes;
use super::calibration::Sigmoid;
use super::folds::{By, FOLDS, deal};
use super::threshold::{Tried, choose};
use super::vectors::{Counts, Vector, inverse_frequencies, vector};
use super::{Example, Learning, Outcome};
use std::collections::BTreeSet;

/// A theme that was right fewer times on notes that were held back has shown nothing: one of one is no
/// precision.
const FEWEST_RIGHT: u32 = 3;
/// What there is to learn from.
pub(super) struct Data<'d> {
    pub counts: &'d [Counts],
    pub carried: &'d [Vec<usize>],
    pub words: usize,
    pub themes: usize,
}

impl Data<'_> {
    /// A model of the texts that `of` allows, with the inverse frequencies in them and every text as a
    /// vector.
    pub fn learn(&self, of: impl Fn(usize) -> bool) -> (Vec<f64>, Vec<Vector>, ComplementBayes) {
        let mine = || (0..self.counts.len()).filter(|&e| of(e));
        let texts = mine().filter_map(|e| self.counts.get(e));
        let inverse = inverse_frequencies(texts, self.words);
        let vectors: Vec<Vector> = self.counts.iter().map(|c| vector(c, &inverse)).collect();
        let taught =
            mine().filter_map(|e| Some((vectors.get(e)?, self.carried.get(e)?.as_slice())));
        let model = ComplementBayes::learn(taught, self.words, self.themes);
        (inverse, vectors, model)
    }
}

/// The fold of each example.
pub(crate) fn folds_of(examples: &[Example], how: &Learning) -> (By, Vec<usize>) {
    let engagements: BTreeSet<u32> = examples.iter().filter_map(|e| e.engagement).collect();
    let by = how.by.unwrap_or(if engagements.len() >= FOLDS {
        By::Engagement
    } else {
        By::Note
    });
    let groups: Vec<String> = examples
        .iter()
        .map(|e| match (by, e.engagement) {
            (By::Engagement, Some(engagement)) => format!("{engagement}"),
            (By::Engagement, None) => format!("note {}", e.note),
            (By::Note, _) => e.text.clone(),
        })
        .collect();
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    (by, deal(&groups, FOLDS, how.seed))
}

/// The margins of each text by a model that has not seen its fold.
pub(super) fn held_back(data: &Data<'_>, folds: &[usize]) -> Vec<Vec<f64>> {
    let mut margins = vec![vec![0.0; data.themes]; data.counts.len()];
    for fold in 0..FOLDS {
        let held = |e: usize| folds.get(e) == Some(&fold);
        let (_, vectors, model) = data.learn(|e| !held(e));
        for (e, (slot, vector)) in margins.iter_mut().zip(&vectors).enumerate() {
            if held(e) {
                *slot = model.margins(vector);
            }
        }
    }
    margins
}

/// A text as a model judged it that has not seen its fold.
pub(super) struct Held {
    pub margin: f64,
    pub carries: bool,
    pub fold: usize,
}

/// The sigmoid and the threshold of a theme, and how it fares when each fold is decided by those of the
/// others.
pub(super) fn settle(tried: &[Held], least: f64) -> (Option<Sigmoid>, Option<f64>, Outcome) {
    let of = |keep: &dyn Fn(usize) -> bool| -> (Option<Sigmoid>, Option<f64>) {
        let kept = tried.iter().filter(|h| keep(h.fold));
        let margins: Vec<(f64, bool)> = kept.map(|h| (h.margin, h.carries)).collect();
        let Some(sigmoid) = Sigmoid::fit(&margins) else {
            return (None, None);
        };
        let probable = margins.iter().map(|m| (sigmoid.probability(m.0), m.1));
        let probable: Vec<(f64, bool)> = probable.collect();
        (Some(sigmoid), choose(&probable, least))
    };
    let mut fared = Tried::default();
    for fold in 0..FOLDS {
        let (sigmoid, threshold) = of(&|f| f != fold);
        for held in tried.iter().filter(|h| h.fold == fold) {
            let suggested = sigmoid
                .zip(threshold)
                .is_some_and(|(s, t)| s.probability(held.margin) >= t);
            fared.take(suggested, held.carries);
        }
    }
    let (sigmoid, threshold) = of(&|_| true);
    let right = fared.right >= FEWEST_RIGHT && fared.precision().is_some_and(|p| p >= least);
    match threshold.filter(|_| right) {
        Some(threshold) => (
            sigmoid,
            Some(threshold),
            Outcome::Speaks {
                threshold,
                tried: fared,
            },
        ),
        None => (sigmoid, None, Outcome::Silent(fared)),
    }
}
