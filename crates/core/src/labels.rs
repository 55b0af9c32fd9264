//! Labels of themes that are so near to each other that they may be one.

use crate::codebook::{Codebook, ThemeCode};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// In what way two labels are nearly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// The same but for case, accents, macrons, punctuation and white space.
    Form,
    /// The same words in another order.
    Order,
    /// A slip of the pen apart: normalised Damerau-Levenshtein similarity of at least 0.85, with
    /// at least five letters in each.
    Spelling,
}

/// The similarity from which two spellings are near.
const NEAR: f64 = 0.85;

/// Shorter labels differ by a letter and mean something else: "tax", "fax".
const LONG_ENOUGH: usize = 5;

/// In what way two labels are nearly one, if they are.
///
/// ```
/// use throughline_core::labels::{Likeness, likeness};
/// assert_eq!(likeness("Māori data", "Maori-data"), Some(Likeness::Form));
/// assert_eq!(likeness("Time and cost", "Cost and time"), Some(Likeness::Order));
/// assert_eq!(likeness("Resourcing", "Resorcing"), Some(Likeness::Spelling));
/// assert_eq!(likeness("Tax", "Fax"), None);
/// ```
#[must_use]
pub fn likeness(a: &str, b: &str) -> Option<Likeness> {
    alike(&folded(a), &folded(b))
}

/// Every pair of themes whose labels are nearly one, by the codes of the codebook.
#[must_use]
pub fn alike_labels(book: &Codebook) -> Vec<(ThemeCode, ThemeCode, Likeness)> {
    let labels: Vec<(ThemeCode, String)> = (0..)
        .zip(book.themes())
        .map(|(code, theme)| (code, folded(&theme.label)))
        .collect();
    let mut found = Vec::new();
    for (at, (first, label)) in labels.iter().enumerate() {
        for (second, other) in labels.iter().skip(at + 1) {
            if let Some(likeness) = alike(label, other) {
                found.push((*first, *second, likeness));
            }
        }
    }
    found
}

fn alike(a: &str, b: &str) -> Option<Likeness> {
    if a == b {
        return Some(Likeness::Form);
    }
    if words(a) == words(b) {
        return Some(Likeness::Order);
    }
    let long_enough = |label: &str| label.chars().count() >= LONG_ENOUGH;
    let near =
        long_enough(a) && long_enough(b) && strsim::normalized_damerau_levenshtein(a, b) >= NEAR;
    near.then_some(Likeness::Spelling)
}

/// Without case, accents and punctuation; words with one space between.
fn folded(label: &str) -> String {
    let letters = label.nfkd().filter(|&c| !is_combining_mark(c));
    let letters: String = letters
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(label: &str) -> Vec<&str> {
    let mut words: Vec<&str> = label.split(' ').collect();
    words.sort_unstable();
    words
}
