//! Themes learnt from the notes that were tagged: complement naive Bayes on TF-IDF, one theme against
//! the rest, with probabilities by Platt's sigmoid.
//!
//! The notes that were read are dealt into five folds. Each fold is judged by a model that has learnt
//! from the other four; from these margins come the sigmoid and the threshold of each theme. How often
//! a theme is right is told by deciding each fold with a sigmoid and a threshold that come from the other
//! four. A theme that is right less often than asked for is silent.

pub mod bayes;
pub mod calibration;
pub mod folds;
pub mod threshold;
mod trial;
pub mod vectors;

pub(crate) use trial::folds_of;

use crate::words::{Span, each_word};
use bayes::ComplementBayes;
use calibration::Sigmoid;
use folds::{By, hash};
use std::collections::BTreeSet;
use threshold::Tried;
use throughline_core::codebook::ThemeCode;
use throughline_core::notes::NoteIndex;
use trial::{Data, Held, held_back, settle};
use vectors::{Counts, Vector, Vocabulary, cosine, vector};

/// From how many notes is learnt at most.
pub const MOST_LEARNT: usize = 50_000;
/// The nearest notes are looked for among so many of a theme.
const MOST_NEAR: usize = 200;
/// How many telling words and nearest notes are named.
const WORDS_NAMED: usize = 3;
const NOTES_NAMED: usize = 2;
/// A word that adds less than this share of what the most telling one adds is not named.
const TELLING: f64 = 0.1;

/// A note that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The note.
    pub note: NoteIndex,
    /// Its engagement.
    pub engagement: Option<u32>,
    /// Its text.
    pub text: String,
    /// The themes it carries, rising; none where none applies.
    pub themes: Vec<ThemeCode>,
}

/// How to learn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Learning {
    /// A theme of fewer notes is not learnt.
    pub fewest: usize,
    /// A theme that is right less often is silent, from 0 to 1.
    pub precision: f64,
    /// What is held back together; `None` for engagements where there are five or more, else notes.
    pub by: Option<By>,
    /// How folds are dealt.
    pub seed: u64,
}

impl Default for Learning {
    fn default() -> Self {
        Self {
            fewest: 5,
            precision: 0.5,
            by: None,
            seed: 20_231_013,
        }
    }
}

/// What became of a theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// Too few notes carry it.
    TooFew,
    /// It is not suggested: on notes that were held back it was not right often enough, or fewer than
    /// three times.
    Silent(Tried),
    /// It is suggested from this probability.
    Speaks {
        /// The probability.
        threshold: f64,
        /// How it fared on notes that were held back.
        tried: Tried,
    },
}

/// A theme, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThemeReport {
    /// The theme.
    pub theme: ThemeCode,
    /// Notes that carry it, of those learnt from.
    pub examples: usize,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a theme comes to for a note.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The theme.
    pub theme: ThemeCode,
    /// How probable it is that the note carries it.
    pub probability: f64,
    /// Whether it is suggested.
    pub suggested: bool,
    at: usize,
}

/// Words as they stand in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// Where they begin, in Unicode code points from 0.
    pub start: u32,
    /// Where they end, in Unicode code points; the one at this place is no part of them.
    pub end: u32,
}

impl Quote {
    /// The words at a place in a text.
    pub(crate) fn of(text: &str, span: &Span) -> Option<Self> {
        Some(Self {
            text: text.get(span.bytes.clone())?.to_owned(),
            start: span.points.start,
            end: span.points.end,
        })
    }
}

/// A tagged note that is like another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// The note.
    pub note: NoteIndex,
    /// The cosine of the two, above 0 and at most 1.
    pub cosine: f64,
}

/// A theme that was learnt.
#[derive(Debug)]
struct Theme {
    code: ThemeCode,
    sigmoid: Option<Sigmoid>,
    threshold: Option<f64>,
    /// Examples to look for the nearest among.
    near: Vec<usize>,
}

/// What has been learnt.
#[derive(Debug)]
pub struct Learnt {
    vocabulary: Vocabulary,
    inverse: Vec<f64>,
    model: ComplementBayes,
    themes: Vec<Theme>,
    vectors: Vec<Vector>,
    notes: Vec<NoteIndex>,
    by: By,
    reports: Vec<ThemeReport>,
}

impl Learnt {
    /// Learns from notes that were read, for the first `themes` codes of a codebook.
    #[must_use]
    pub fn from(examples: &[Example], themes: usize, how: &Learning) -> Self {
        let vocabulary = Vocabulary::of(examples.iter().map(|e| e.text.as_str()));
        let counts: Vec<Counts> = examples
            .iter()
            .map(|e| vocabulary.counts(&e.text))
            .collect();
        let codes = (0..themes).filter_map(|code| ThemeCode::try_from(code).ok());
        let with: Vec<(ThemeCode, usize)> = codes
            .map(|code| {
                let carry = |e: &&Example| e.themes.binary_search(&code).is_ok();
                (code, examples.iter().filter(carry).count())
            })
            .collect();
        let learnt: Vec<ThemeCode> = with
            .iter()
            .filter(|(_, examples)| *examples >= how.fewest.max(1))
            .map(|(code, _)| *code)
            .collect();
        let carried: Vec<Vec<usize>> = examples
            .iter()
            .map(|e| {
                let at = e.themes.iter().filter_map(|t| learnt.binary_search(t).ok());
                at.collect()
            })
            .collect();
        let (by, folds) = folds_of(examples, how);
        let data = Data {
            counts: &counts,
            carried: &carried,
            words: vocabulary.len(),
            themes: learnt.len(),
        };
        let margins = held_back(&data, &folds);
        let (inverse, vectors, model) = data.learn(|_| true);
        let mut reports = Vec::new();
        let mut made = Vec::new();
        for (code, number) in with {
            let Ok(at) = learnt.binary_search(&code) else {
                reports.push(ThemeReport {
                    theme: code,
                    examples: number,
                    outcome: Outcome::TooFew,
                });
                continue;
            };
            let tried: Vec<Held> = margins
                .iter()
                .zip(&carried)
                .zip(&folds)
                .map(|((margins, carried), &fold)| Held {
                    margin: margins.get(at).copied().unwrap_or(0.0),
                    carries: carried.binary_search(&at).is_ok(),
                    fold,
                })
                .collect();
            let (sigmoid, threshold, outcome) = settle(&tried, how.precision);
            reports.push(ThemeReport {
                theme: code,
                examples: number,
                outcome,
            });
            let mut near: Vec<usize> = (0..examples.len())
                .filter(|&e| carried.get(e).is_some_and(|c| c.binary_search(&at).is_ok()))
                .collect();
            if near.len() > MOST_NEAR {
                near.sort_by_cached_key(|&e| examples.get(e).map(|e| hash(&e.text, how.seed)));
                near.truncate(MOST_NEAR);
            }
            made.push(Theme {
                code,
                sigmoid,
                threshold,
                near,
            });
        }
        Self {
            vocabulary,
            inverse,
            model,
            themes: made,
            vectors,
            notes: examples.iter().map(|e| e.note).collect(),
            by,
            reports,
        }
    }

    /// How many notes it has learnt from.
    #[must_use]
    pub fn examples(&self) -> usize {
        self.notes.len()
    }

    /// What was held back together when it was tried.
    #[must_use]
    pub fn by(&self) -> By {
        self.by
    }

    /// Every theme of the codebook, and what became of it.
    #[must_use]
    pub fn reports(&self) -> &[ThemeReport] {
        &self.reports
    }

    /// What each theme that was learnt comes to for a text, in the order of the codebook. Themes
    /// whose margins tell nothing are left out.
    #[must_use]
    pub fn judge(&self, text: &str) -> Vec<Judged> {
        let margins = self.model.margins(&self.vector(text));
        let mut judged = Vec::new();
        for (at, (theme, margin)) in self.themes.iter().zip(margins).enumerate() {
            if let Some(sigmoid) = theme.sigmoid {
                let probability = sigmoid.probability(margin);
                judged.push(Judged {
                    theme: theme.code,
                    probability,
                    suggested: theme.threshold.is_some_and(|t| probability >= t),
                    at,
                });
            }
        }
        judged
    }

    /// The words that tell most for a theme, and the tagged notes of it that are nearest.
    #[must_use]
    pub fn why(&self, text: &str, judged: &Judged) -> (Vec<Quote>, Vec<Near>) {
        let vector = self.vector(text);
        let mut telling: Vec<(f64, u32)> = vector
            .iter()
            .map(|&(word, weight)| (weight * self.model.weight(word, judged.at), word))
            .filter(|(adds, _)| *adds > 0.0)
            .collect();
        telling.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let enough = TELLING * telling.first().map_or(0.0, |first| first.0);
        telling.retain(|(adds, _)| *adds >= enough);
        telling.truncate(WORDS_NAMED);
        let mut words: Vec<Quote> = Vec::new();
        let mut named: BTreeSet<u32> = BTreeSet::new();
        each_word(text, |word| {
            let Some(number) = self.vocabulary.number(word.folded) else {
                return;
            };
            if telling.iter().any(|t| t.1 == number) && named.insert(number) {
                words.extend(Quote::of(text, &word.span));
            }
        });
        let theme = self.themes.get(judged.at);
        let among = theme.map(|t| t.near.as_slice()).unwrap_or_default();
        let mut near: Vec<Near> = among
            .iter()
            .filter_map(|&e| {
                let cosine = cosine(&vector, self.vectors.get(e)?).min(1.0);
                let note = self.notes.get(e).copied()?;
                (cosine > 0.0).then_some(Near { note, cosine })
            })
            .collect();
        near.sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then(a.note.cmp(&b.note)));
        near.truncate(NOTES_NAMED);
        (words, near)
    }

    fn vector(&self, text: &str) -> Vector {
        vector(&self.vocabulary.counts(text), &self.inverse)
    }
}

/// How much a note would teach: the entropy of each theme's probability, summed, in bits (uncertainty
/// sampling, Lewis and Gale 1994, with one yes or no a theme).
///
/// ```
/// use throughline_suggest::learnt::uncertainty;
/// assert_eq!(uncertainty([0.5, 0.5, 1.0, 0.0]), 2.0);
/// ```
#[must_use]
pub fn uncertainty(probabilities: impl IntoIterator<Item = f64>) -> f64 {
    let bits = |p: f64| if p > 0.0 { -p * p.log2() } else { 0.0 };
    probabilities
        .into_iter()
        .map(|p| bits(p) + bits(1.0 - p))
        .sum()
}
