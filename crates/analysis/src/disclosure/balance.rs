//! How those who raised a theme stand on it, in a word: rule 5 (b).
//!
//! Promised: a word tells no small count of a stance from another. That takes a total of 2k − 1 or
//! more, those who stated nothing being a rival like every stance: a stance of fewer than k may
//! then lead, but so may one of k and more, and a rival may have k − 1 beside a leader of k + 1.

use super::Balance;

const WORDS: [Balance; 4] = [
    Balance::For,
    Balance::Against,
    Balance::Mixed,
    Balance::Neutral,
];

/// The word for organisations by stance: positive, negative, mixed, neutral, not stated.
pub(super) fn word(stances: &[u32; 5]) -> Balance {
    let leads = |at: usize| {
        let mut rivals = stances.iter().enumerate().filter(|&(rival, _)| rival != at);
        rivals.all(|(_, &rival)| stances[at] >= rival.saturating_add(LEAD))
    };
    WORDS
        .into_iter()
        .enumerate()
        .find_map(|(at, word)| leads(at).then_some(word))
        .unwrap_or(Balance::Divided)
}

/// How many organisations a stance must have more than every other.
pub(super) const LEAD: u32 = 2;

impl Balance {
    /// The stance that leads, as an index into [`ThemeFacts::stances`](super::ThemeFacts::stances).
    #[must_use]
    pub fn leader(self) -> Option<usize> {
        WORDS.iter().position(|&word| word == self)
    }

    /// As it is written: `mostly for`, `divided`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Balance::For => "mostly for",
            Balance::Against => "mostly against",
            Balance::Mixed => "mostly mixed",
            Balance::Neutral => "mostly neutral",
            Balance::Divided => "divided",
        }
    }

    /// Reads what [`words`](Self::words) writes.
    ///
    /// ```
    /// use throughline_analysis::disclosure::Balance;
    /// assert_eq!(Balance::from_words("mostly mixed"), Some(Balance::Mixed));
    /// assert_eq!(Balance::from_words("mixed"), None);
    /// ```
    #[must_use]
    pub fn from_words(words: &str) -> Option<Self> {
        WORDS
            .into_iter()
            .chain([Balance::Divided])
            .find(|balance| balance.words() == words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stance_leads_by_two() {
        for (stances, expected) in [
            ([5, 2, 0, 0, 0], Balance::For),
            ([3, 2, 0, 0, 0], Balance::Divided),
            ([1, 4, 2, 0, 0], Balance::Against),
            ([0, 0, 7, 1, 1], Balance::Mixed),
            ([0, 1, 1, 4, 2], Balance::Neutral),
            // Those who stated nothing are more than those for it.
            ([2, 0, 0, 0, 5], Balance::Divided),
            ([0, 0, 0, 0, 7], Balance::Divided),
        ] {
            assert_eq!(word(&stances), expected, "{stances:?}");
        }
    }
}
