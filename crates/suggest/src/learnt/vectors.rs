//! Texts as vectors of words: term frequency by inverse document frequency, of length one.

use crate::count;
use crate::words::{Stems, each_word};
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, HashMap};

/// Words that stand in fewer texts than this tell nothing of others.
const FEWEST_TEXTS: u32 = 2;
/// The most words that are learnt from: those of the most texts.
const MOST_WORDS: usize = 20_000;

/// How often each word of a vocabulary stands in a text, by the word's number, rising.
pub type Counts = Vec<(u32, u32)>;

/// A text as weights of words, by the word's number, rising; its length is one, or zero where the text
/// has no word of the vocabulary.
pub type Vector = Vec<(u32, f64)>;

/// The words that are learnt from.
#[derive(Debug, Default)]
pub struct Vocabulary {
    numbers: HashMap<Box<str>, u32, FixedState>,
    stems: Stems,
}

impl Vocabulary {
    /// The stems that stand in at least two of the texts, and at most 20,000 of them.
    #[must_use]
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let stems = Stems::default();
        let mut met: BTreeMap<Box<str>, (u32, usize)> = BTreeMap::new();
        for (at, text) in texts.into_iter().enumerate() {
            each_word(text, |word| {
                let entry = met.entry(stems.of(word.folded).into());
                let (texts, last) = entry.or_insert((0, usize::MAX));
                if *last != at {
                    *last = at;
                    *texts += 1;
                }
            });
        }
        let mut words: Vec<(u32, Box<str>)> = met
            .into_iter()
            .filter(|(_, (texts, _))| *texts >= FEWEST_TEXTS)
            .map(|(word, (texts, _))| (texts, word))
            .collect();
        words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        words.truncate(MOST_WORDS);
        Self {
            numbers: (0..).zip(words).map(|(n, (_, word))| (word, n)).collect(),
            stems,
        }
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The number of a folded word.
    #[must_use]
    pub fn number(&self, folded: &str) -> Option<u32> {
        self.numbers.get(&*self.stems.of(folded)).copied()
    }

    /// The words of a text.
    #[must_use]
    pub fn counts(&self, text: &str) -> Counts {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        each_word(text, |word| {
            if let Some(number) = self.number(word.folded) {
                *counts.entry(number).or_default() += 1;
            }
        });
        counts.into_iter().collect()
    }
}

/// The inverse document frequency of each word: the logarithm of texts over texts with the word; 0 for
/// a word in none.
///
/// ```
/// use throughline_suggest::learnt::vectors::inverse_frequencies;
/// let texts = [vec![(0, 3), (1, 1)], vec![(0, 1)]];
/// assert_eq!(inverse_frequencies(texts.iter(), 3), [0.0, 2f64.ln(), 0.0]);
/// ```
#[must_use]
pub fn inverse_frequencies<'c>(
    texts: impl IntoIterator<Item = &'c Counts>,
    words: usize,
) -> Vec<f64> {
    let mut all = 0usize;
    let mut with = vec![0usize; words];
    for text in texts {
        all += 1;
        for &(word, _) in text {
            if let Some(slot) = with.get_mut(word as usize) {
                *slot += 1;
            }
        }
    }
    let one = |&n: &usize| {
        if n == 0 {
            0.0
        } else {
            (count(all) / count(n)).ln()
        }
    };
    with.iter().map(one).collect()
}

/// A text as a vector: `ln(f + 1)` of each frequency by the word's inverse frequency, over the length
/// (Rennie, Shih, Teevan and Karger 2003, steps 1 to 3 of their table 4).
///
/// ```
/// use throughline_suggest::learnt::vectors::vector;
/// let made = vector(&vec![(0, 1), (1, 3)], &[1.0, 1.0]);
/// // ln 2 and ln 4 = 2 ln 2, over the square root of 5 times ln 2.
/// assert!((made[0].1 - 1.0 / 5f64.sqrt()).abs() < 1e-12);
/// assert!((made[1].1 - 2.0 / 5f64.sqrt()).abs() < 1e-12);
/// ```
#[must_use]
pub fn vector(counts: &Counts, inverse: &[f64]) -> Vector {
    let weight = |&(word, f): &(u32, u32)| {
        let idf = inverse.get(word as usize).copied().unwrap_or(0.0);
        (word, f64::from(f).ln_1p() * idf)
    };
    let mut made: Vector = counts.iter().map(weight).filter(|w| w.1 > 0.0).collect();
    let length = made.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
    for (_, weight) in &mut made {
        *weight /= length;
    }
    made
}

/// The cosine of two vectors of length one.
#[must_use]
pub fn cosine(a: &Vector, b: &Vector) -> f64 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0.0;
    while let (Some(&&(x, wx)), Some(&&(y, wy))) = (a.peek(), b.peek()) {
        match x.cmp(&y) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                sum += wx * wy;
                a.next();
                b.next();
            }
        }
    }
    sum
}
