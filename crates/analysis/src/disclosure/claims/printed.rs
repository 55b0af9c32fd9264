//! The scale as a protected report prints it: each word with the counts that it stands for there.

use super::counts::Counts;
use crate::disclosure::Plan;
use throughline_core::wording::Word;

/// A word of the scale at the protected level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedWord {
    /// The counts it stands for; `None` where no count of N fits.
    pub counts: Option<Counts>,
    /// In words: "7 or more of 9", "1 or 2 of 9".
    pub words: String,
    /// Whether a claim may use it. All and none only where the contributors have agreed.
    pub usable: Usable,
}

/// Whether a claim may use a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usable {
    /// It holds each class of small counts whole.
    Yes,
    /// Only with `unanimous = "agreed"`.
    WhenAgreed,
    /// It would tell small counts apart, or stands for none.
    No,
}

/// A word of the scale as a protected report prints it. Everybody is among the counts of a word
/// that holds N − k + 1 … N − 1; one or two are among those of "a few", though it is a plural.
///
/// ```
/// use throughline_analysis::disclosure::Plan;
/// use throughline_analysis::disclosure::claims::{Usable, printed};
/// use throughline_core::wording::Scale;
/// let plan = Plan { base: 9, k: 3, counts: true, ..Plan::default() };
/// let scale = Scale::plain();
/// let of = |word: &str| printed(scale.word(word).unwrap(), &plan);
/// assert_eq!(of("most").words, "7 or more of 9");
/// assert_eq!(of("a small number").words, "1 or 2 of 9");
/// assert_eq!(of("some").words, "3 or 4 of 9");
/// assert_eq!(of("many").words, "5 or more of 9");
/// assert_eq!(of("almost all").usable, Usable::No);
/// assert_eq!(of("all").usable, Usable::WhenAgreed);
/// ```
#[must_use]
pub fn printed(word: &Word, plan: &Plan) -> PrintedWord {
    let base = plan.base;
    let counts = word
        .counts(base)
        .map(|(low, high)| Counts { low, high, base }.with_everybody(plan.k));
    let usable = match counts {
        Some(counts) if counts.tells(plan.k, false).is_none() => Usable::Yes,
        Some(counts) if counts.tells(plan.k, true).is_none() => Usable::WhenAgreed,
        _ => Usable::No,
    };
    PrintedWord {
        counts,
        words: counts.map_or_else(String::new, Counts::words),
        usable,
    }
}
