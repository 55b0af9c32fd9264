//! Words looked for in texts: whole words, whatever their case, macrons and other accents.

use std::ops::Range;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is looked for: every word and every quoted phrase of it must stand in a text.
///
/// ```
/// use throughline_core::search::Search;
/// let search = Search::parse("maori \"small benefit\"")?;
/// let text = "A SMALL benefit for Māori.";
/// let found = search.find(text).unwrap_or_default();
/// assert_eq!(found.iter().map(|r| &text[r.clone()]).collect::<Vec<_>>(), ["SMALL benefit", "Māori"]);
/// assert_eq!(search.find("Māori benefit, small as it is"), None);
/// # Ok::<(), throughline_core::search::SearchError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Search {
    phrases: Vec<Vec<String>>,
}

/// Words that cannot be looked for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SearchError {
    /// A quotation mark that is not closed.
    #[error("a quotation mark in `{0}` is not closed")]
    Open(String),
    /// No word at all.
    #[error("`{0}` holds no word")]
    NoWord(String),
}

impl Search {
    /// Reads words and phrases in straight or curly double quotation marks.
    ///
    /// # Errors
    /// A quotation mark is not closed, or there is no word.
    pub fn parse(text: &str) -> Result<Self, SearchError> {
        let mut phrases = Vec::new();
        let pieces: Vec<&str> = text.split(['"', '“', '”']).collect();
        if pieces.len().is_multiple_of(2) {
            return Err(SearchError::Open(text.to_owned()));
        }
        for (at, piece) in pieces.into_iter().enumerate() {
            if at % 2 == 1 {
                phrases.push(words(piece).map(|word| word.folded).collect());
            } else {
                // A word with an apostrophe or a hyphen inside is a phrase of its parts.
                phrases.extend(
                    piece
                        .split_whitespace()
                        .map(|one| words(one).map(|word| word.folded).collect()),
                );
            }
        }
        phrases.retain(|phrase: &Vec<String>| !phrase.is_empty());
        if phrases.is_empty() {
            return Err(SearchError::NoWord(text.to_owned()));
        }
        Ok(Self { phrases })
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Adds what another looks for: both must be there.
    pub fn and(&mut self, other: Search) {
        self.phrases.extend(other.phrases);
    }

    /// Where the words stand, as ranges of bytes in order, none within another; `None` for a text
    /// that lacks one of them.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Vec<Range<usize>>> {
        let words: Vec<Word> = words(text).collect();
        let mut found = Vec::new();
        for phrase in &self.phrases {
            let before = found.len();
            for window in words.windows(phrase.len()) {
                if window
                    .iter()
                    .zip(phrase)
                    .all(|(word, sought)| word.folded == *sought)
                    && let (Some(first), Some(last)) = (window.first(), window.last())
                {
                    found.push(first.place.start..last.place.end);
                }
            }
            if found.len() == before {
                return None;
            }
        }
        Some(merged(found))
    }
}

/// Ranges in order, those that overlap made one.
#[must_use]
pub fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

struct Word {
    folded: String,
    /// In bytes.
    place: Range<usize>,
}

/// Runs of letters, figures and the marks that stand on them, folded.
fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let inside = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while chars.next_if(|&(_, c)| !inside(c)).is_some() {}
        let &(start, _) = chars.peek()?;
        let mut end = start;
        while let Some((at, c)) = chars.next_if(|&(_, c)| inside(c)) {
            end = at + c.len_utf8();
        }
        let folded = text
            .get(start..end)
            .unwrap_or_default()
            .nfkd()
            .filter(|&c| !is_combining_mark(c))
            .flat_map(char::to_lowercase)
            .filter(|&c| !is_combining_mark(c))
            .collect();
        Some(Word {
            folded,
            place: start..end,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        for (sought, text, expected) in [
            ("cost", "Costs. The cost is high", Some(vec!["cost"])),
            ("COST", "the Cost", Some(vec!["Cost"])),
            (
                "whanau",
                "wha\u{304}nau, WHĀNAU",
                Some(vec!["wha\u{304}nau", "WHĀNAU"]),
            ),
            ("hapū", "hapu", Some(vec!["hapu"])),
            ("agency", "the agency’s view", Some(vec!["agency"])),
            ("agency's", "the agency’s view", Some(vec!["agency’s"])),
            ("cost time", "time", None),
            (
                "\"too much time\"",
                "too much  TIME",
                Some(vec!["too much  TIME"]),
            ),
            ("\"too much time\"", "much time, too", None),
            (
                "“small benefit”",
                "a small benefit",
                Some(vec!["small benefit"]),
            ),
            ("a a", "a b a", Some(vec!["a", "a"])),
            ("ß", "STRASSE", None),
        ] {
            let found = Search::parse(sought).unwrap().find(text);
            let found = found.map(|ranges| ranges.into_iter().map(|r| &text[r]).collect());
            assert_eq!(found, expected, "{sought} in {text}");
        }
    }

    #[test]
    fn what_cannot_be_looked_for_is_said() {
        assert!(matches!(Search::parse("\"open"), Err(SearchError::Open(_))));
        assert!(matches!(Search::parse(" - "), Err(SearchError::NoWord(_))));
        assert!(matches!(Search::parse("\"\""), Err(SearchError::NoWord(_))));
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_its_own_words(text in "\\PC{0,40}") {
            if let Ok(search) = Search::parse(&text.replace(['"', '“', '”'], " ")) {
                let found = search.find(&text).unwrap_or_default();
                proptest::prop_assert!(found.iter().all(|range| text.get(range.clone()).is_some()));
            }
        }
    }
}
