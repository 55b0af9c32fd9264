//! Complement naive Bayes (Rennie, Shih, Teevan and Karger 2003, "Tackling the poor assumptions of
//! naive Bayes text classifiers", their table 4), one theme against the rest.
//!
//! A class is judged by the texts that are *not* of it, so that a theme of few notes is weighed by the
//! many of the rest. The weight of word `i` for class `c` is
//! `ln((Σ_j∉c d_ij + α) / (Σ_j∉c Σ_k d_kj + α·words))` with `α = 1`, over the sum of the weights'
//! magnitudes; the class with the *least* sum of text by weights is taken. With the two classes theme
//! and rest that is: the theme where the margin is above 0.

use super::vectors::Vector;
use crate::count;

/// What is added to every word's sum, so that none is impossible.
pub const SMOOTHING: f64 = 1.0;

/// The weights of a class, given the sum of each word over the texts that are not of it.
///
/// ```
/// use throughline_suggest::learnt::bayes::complement_weights;
/// // Words 3 and 1 times outside of the class: ln(4/6) and ln(2/6), over ln(6/4) + ln(6/2).
/// let weights = complement_weights(&[3.0, 1.0]);
/// let all = 1.5f64.ln() + 3f64.ln();
/// assert!((weights[0] + 1.5f64.ln() / all).abs() < 1e-12);
/// assert!((weights[1] + 3f64.ln() / all).abs() < 1e-12);
/// ```
#[must_use]
pub fn complement_weights(outside: &[f64]) -> Vec<f64> {
    let all = outside.iter().sum::<f64>() + SMOOTHING * count(outside.len());
    let mut weights: Vec<f64> = outside
        .iter()
        .map(|&sum| ((sum + SMOOTHING) / all).ln())
        .collect();
    let magnitude: f64 = weights.iter().map(|w| w.abs()).sum();
    if magnitude > 0.0 {
        for weight in &mut weights {
            *weight /= magnitude;
        }
    }
    weights
}

/// What has been learnt of several themes.
#[derive(Debug, Clone, Default)]
pub struct ComplementBayes {
    themes: usize,
    /// Word by word, a weight for each theme: that of the rest less that of the theme, by the number of
    /// words.
    weights: Vec<f64>,
}

impl ComplementBayes {
    /// Learns from texts, each with the themes it carries as numbers below `themes`, rising.
    #[must_use]
    pub fn learn<'t>(
        texts: impl IntoIterator<Item = (&'t Vector, &'t [usize])>,
        words: usize,
        themes: usize,
    ) -> Self {
        let mut all = vec![0.0; words];
        let mut inside = vec![vec![0.0; words]; themes];
        for (text, carried) in texts {
            let add = |sums: &mut Vec<f64>| {
                for &(word, weight) in text {
                    if let Some(sum) = sums.get_mut(word as usize) {
                        *sum += weight;
                    }
                }
            };
            add(&mut all);
            for &theme in carried {
                if let Some(sums) = inside.get_mut(theme) {
                    add(sums);
                }
            }
        }
        let mut weights = vec![0.0; words * themes];
        for (theme, inside) in inside.iter().enumerate() {
            // A sum less a part of it may fall below zero by a rounding.
            let rest: Vec<f64> = all
                .iter()
                .zip(inside)
                .map(|(a, i)| (a - i).max(0.0))
                .collect();
            let (of_theme, of_rest) = (complement_weights(&rest), complement_weights(inside));
            for (word, (theme_weight, rest_weight)) in of_theme.iter().zip(&of_rest).enumerate() {
                if let Some(slot) = weights.get_mut(word * themes + theme) {
                    *slot = (rest_weight - theme_weight) * count(words);
                }
            }
        }
        Self { themes, weights }
    }

    /// The margin of each theme for a text, by the number of words in the vocabulary: above 0 for the
    /// theme, below it for the rest.
    #[must_use]
    pub fn margins(&self, text: &Vector) -> Vec<f64> {
        let mut margins = vec![0.0; self.themes];
        for &(word, weight) in text {
            for (margin, w) in margins.iter_mut().zip(self.row(word)) {
                *margin += weight * w;
            }
        }
        margins
    }

    /// What a word of weight one adds to the margin of a theme.
    #[must_use]
    pub fn weight(&self, word: u32, theme: usize) -> f64 {
        self.row(word).get(theme).copied().unwrap_or(0.0)
    }

    fn row(&self, word: u32) -> &[f64] {
        let from = word as usize * self.themes;
        self.weights
            .get(from..from + self.themes)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three texts over two words, worked by hand. Theme: text 1. Rest: texts 2 and 3.
    ///
    /// Sums inside the theme (1, 0), so the rest is judged by `ln(2/3)` and `ln(1/3)`; sums outside
    /// (0.6, 1.8), so the theme is judged by `ln(1.6/4.4)` and `ln(2.8/4.4)`.
    #[test]
    fn a_toy_set_worked_by_hand() {
        let texts: [Vector; 3] = [vec![(0, 1.0)], vec![(0, 0.6), (1, 0.8)], vec![(1, 1.0)]];
        let carried: [&[usize]; 3] = [&[0], &[], &[]];
        let learnt = ComplementBayes::learn(texts.iter().zip(carried), 2, 1);

        let rest = [-0.405_465_108_108_164_4, -1.098_612_288_668_109_8];
        let theme = [-1.011_600_911_678_479_9, -0.451_985_123_743_057_1];
        let over = |w: [f64; 2]| [w[0] / (w[0] + w[1]), w[1] / (w[0] + w[1])];
        // Both are negative: over their magnitudes, a weight is minus its share.
        let (rest, theme) = (over(rest), over(theme));
        for word in [0u32, 1] {
            let expected = 2.0 * (theme[word as usize] - rest[word as usize]);
            assert!((learnt.weight(word, 0) - expected).abs() < 1e-9);
        }
        assert!((learnt.weight(0, 0) - 0.843_204_758_840_836_8).abs() < 1e-9);
        assert!((learnt.weight(1, 0) + 0.843_204_758_840_836_8).abs() < 1e-9);
        let margin = learnt.margins(&vec![(0, 0.6), (1, 0.8)])[0];
        assert!((margin + 0.2 * 0.843_204_758_840_836_8).abs() < 1e-9);
        assert!(learnt.margins(&Vector::new())[0].abs() < 1e-12);
    }
}
