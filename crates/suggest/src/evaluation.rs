//! How often suggestions are right: each method decides notes that it has learnt nothing from, beside
//! two that need no learning.
//!
//! Whole folds are held back, and inside what is left everything is learnt anew, sigmoids, thresholds
//! and which themes speak included. What a method suggests for the fold that was held back is compared
//! with the themes its notes carry.

use crate::count;
use crate::keywords::{Keywords, TooManyKeywords};
use crate::learnt::folds::{By, FOLDS};
use crate::learnt::threshold::Tried;
use crate::learnt::{Example, Learning, Learnt, folds_of};
use crate::suggester::Suggester;
use throughline_core::codebook::{Codebook, ThemeCode};

/// How one method fared.
#[derive(Debug, Clone, PartialEq)]
pub struct Fared {
    /// What it does.
    pub method: &'static str,
    /// Each theme of the codebook, in notes.
    pub themes: Vec<Tried>,
}

/// Means over themes, each theme weighing the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Means {
    /// Mean precision; a theme that was never suggested has 0.
    pub precision: f64,
    /// Mean recall.
    pub recall: f64,
    /// Mean F1.
    pub f1: f64,
    /// Over how many themes: those that a note carries.
    pub themes: usize,
}

impl Fared {
    /// All decisions taken together: each suggestion weighs the same (micro average).
    #[must_use]
    pub fn together(&self) -> Tried {
        self.themes.iter().fold(Tried::default(), |sum, t| Tried {
            right: sum.right + t.right,
            suggested: sum.suggested + t.suggested,
            carried: sum.carried + t.carried,
        })
    }

    /// Means over the themes that a note carries (macro average); `None` where no note carries any.
    #[must_use]
    pub fn means(&self) -> Option<Means> {
        let carried: Vec<Tried> = self
            .themes
            .iter()
            .copied()
            .filter(|t| t.carried > 0)
            .collect();
        let mean = |of: fn(Tried) -> Option<f64>| {
            carried.iter().map(|&t| of(t).unwrap_or(0.0)).sum::<f64>() / count(carried.len())
        };
        (!carried.is_empty()).then(|| Means {
            precision: mean(Tried::precision),
            recall: mean(Tried::recall),
            f1: mean(Tried::f1),
            themes: carried.len(),
        })
    }
}

/// What an evaluation came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Notes that were decided, each once.
    pub notes: usize,
    /// What was held back together.
    pub by: By,
    /// Each method.
    pub methods: Vec<Fared>,
}

/// The methods, in the order in which they are told.
const METHODS: [&str; 6] = [
    "most frequent themes",
    "keywords",
    "keywords, first theme",
    "learnt",
    "learnt, likeliest theme, never silent",
    "both",
];

/// Evaluates on notes that were read.
///
/// `most frequent themes` suggests for every note the themes that most notes carry, as many as a note
/// carries on average, at least one.
///
/// # Errors
/// The codebook has too many keywords.
pub fn evaluate(
    examples: &[Example],
    book: &Codebook,
    how: &Learning,
) -> Result<Evaluation, TooManyKeywords> {
    let keywords = Keywords::new(book)?;
    let (by, folds) = folds_of(examples, how);
    let blank = |method| Fared {
        method,
        themes: vec![Tried::default(); book.len()],
    };
    let mut methods: Vec<Fared> = METHODS.into_iter().map(blank).collect();
    for fold in 0..FOLDS {
        let held = |at: usize| folds.get(at) == Some(&fold);
        let side = |wanted: bool| -> Vec<Example> {
            let of = examples.iter().enumerate();
            let of = of.filter(|(at, _)| held(*at) == wanted);
            of.map(|(_, example)| example.clone()).collect()
        };
        let taught = side(false);
        let learnt = Learnt::from(&taught, book.len(), how);
        let frequent = frequent(&taught, book.len());
        let mut by_words = Suggester::new(Some(&keywords), None, None);
        let mut by_learning = Suggester::new(None, Some(&learnt), None);
        let mut by_both = Suggester::new(Some(&keywords), Some(&learnt), None);
        for example in side(true) {
            let themes = |suggester: &mut Suggester<'_>| -> Vec<ThemeCode> {
                let made = suggester.of(&example.text).suggestions;
                made.iter().map(|s| s.theme).collect()
            };
            let words = themes(&mut by_words);
            let likeliest = learnt
                .judge(&example.text)
                .into_iter()
                .max_by(|a, b| {
                    a.probability
                        .total_cmp(&b.probability)
                        .then(b.theme.cmp(&a.theme))
                })
                .map(|j| j.theme);
            let said = [
                frequent.clone(),
                words.clone(),
                words.into_iter().take(1).collect(),
                themes(&mut by_learning),
                likeliest.into_iter().collect(),
                themes(&mut by_both),
            ];
            for (method, said) in methods.iter_mut().zip(said) {
                for (code, tried) in (0..).zip(&mut method.themes) {
                    let carries = example.themes.binary_search(&code).is_ok();
                    tried.take(said.contains(&code), carries);
                }
            }
        }
    }
    Ok(Evaluation {
        notes: examples.len(),
        by,
        methods,
    })
}

/// The themes that most notes carry, as many as a note carries on average.
fn frequent(taught: &[Example], themes: usize) -> Vec<ThemeCode> {
    let mut notes: Vec<(usize, ThemeCode)> = (0..themes)
        .filter_map(|code| ThemeCode::try_from(code).ok())
        .map(|code| {
            let carry = taught.iter().filter(|e| e.themes.contains(&code));
            (carry.count(), code)
        })
        .collect();
    notes.sort_by_key(|&(notes, code)| (usize::MAX - notes, code));
    let tags: usize = taught.iter().map(|e| e.themes.len()).sum();
    // Rounded half up, in whole numbers.
    let each = (2 * tags + taught.len())
        .checked_div(2 * taught.len())
        .unwrap_or(0);
    let most = notes.into_iter().take(each.max(1));
    most.filter(|n| n.0 > 0).map(|n| n.1).collect()
}
