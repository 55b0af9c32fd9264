//! What stands between themes in a cell where no codebook says which themes there are, and which
//! spellings are one theme.
//!
//! `;` and a line break always separate; they never come here. A comma, a slash or an upright bar
//! separates when half of the pieces it makes are themes elsewhere too: alone in a cell, or in another
//! list. Where the notes have lists with `;`, another sign is more likely part of a name, and a cell is
//! taken apart only when every piece stands alone elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use throughline_core::names::name_key;
use throughline_ingest::prepared::ThemeSeparator;

/// The signs that may separate themes, the likeliest first.
pub(crate) const SIGNS: [char; 3] = [',', '|', '/'];

/// The form in which two spellings of a theme are one: case, blanks, `_` and `-` tell none apart.
///
/// `Data_Access` and `data-access` are `data access`; `1-1` is not `11`.
pub(crate) fn theme_key(name: &str) -> String {
    let key = name_key(name);
    if !key.contains(['_', '-']) {
        return key;
    }
    let mut words = String::with_capacity(key.len());
    for word in key.split(['_', '-', ' ']).filter(|w| !w.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    // A name of nothing else is itself.
    if words.is_empty() { key } else { words }
}

/// How lists of themes are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Separators {
    /// Signs that always separate.
    always: Vec<char>,
    /// Themes that stand alone, where another sign separates them only.
    alone: BTreeSet<String>,
}

impl Separators {
    /// Finds out from the distinct words of cells. `has_lists` says whether cells have several with `;`
    /// between them.
    pub fn find(words: &[&str], has_lists: bool, said: Option<ThemeSeparator>) -> Self {
        if let Some(said) = said {
            return Self {
                always: said.character().into_iter().collect(),
                ..Self::default()
            };
        }
        let alone = words.iter().filter(|word| !word.contains(SIGNS));
        let alone: BTreeSet<String> = alone.map(|word| theme_key(word)).collect();
        if has_lists {
            return Self {
                always: Vec::new(),
                alone,
            };
        }
        let mut met: BTreeMap<String, usize> = BTreeMap::new();
        for word in words {
            let keys: BTreeSet<String> = split(word, &SIGNS).map(theme_key).collect();
            for key in keys {
                *met.entry(key).or_default() += 1;
            }
        }
        let separates = |sign: &char| {
            let lists = words.iter().filter(|word| word.contains(*sign));
            let pieces = lists.flat_map(|word| split(word, &SIGNS));
            let pieces: BTreeSet<String> = pieces.map(theme_key).collect();
            let again = |key: &&String| alone.contains(*key) || met.get(*key) > Some(&1);
            let again = pieces.iter().filter(again).count();
            again > 0 && again * 2 >= pieces.len()
        };
        Self {
            always: SIGNS.into_iter().filter(separates).collect(),
            ..Self::default()
        }
    }

    /// The themes that a word names: itself, or the pieces of a list.
    pub fn pieces<'w>(&self, word: &'w str) -> Vec<&'w str> {
        let signs: &[char] = if self.alone.is_empty() {
            &self.always
        } else {
            &SIGNS
        };
        if !word.contains(signs) {
            return vec![word];
        }
        let pieces: Vec<&str> = split(word, signs).collect();
        let are_themes = self.alone.is_empty()
            || (pieces.len() > 1 && pieces.iter().all(|p| self.alone.contains(&theme_key(p))));
        if are_themes && !pieces.is_empty() {
            pieces
        } else {
            vec![word]
        }
    }
}

/// The sign in a word that a list could be written with, a slash aside, which names have too.
pub(crate) fn doubtful(word: &str) -> Option<char> {
    let list = [',', '|'];
    let found = word.chars().find(|c| list.contains(c))?;
    (split(word, &[found]).count() > 1).then_some(found)
}

/// The sign between the pieces of a word that was taken apart.
pub(crate) fn sign_of(word: &str) -> Option<char> {
    word.chars().find(|c| SIGNS.contains(c))
}

/// What stands between some signs, blank pieces passed over.
pub(crate) fn split<'w>(word: &'w str, signs: &[char]) -> impl Iterator<Item = &'w str> {
    word.split(signs).map(str::trim).filter(|p| !p.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_as_people_write_them() {
        let cases: [(&[&str], bool, &[&str]); 8] = [
            (
                &["cost", "cost, trust", "trust|staff"],
                false,
                &["cost", "cost", "trust", "trust", "staff"],
            ),
            (
                &["trust, staff", "trust", "staff", "trust/staff"],
                false,
                &["trust", "staff", "trust", "staff", "trust", "staff"],
            ),
            // No theme stands alone, and each in several lists.
            (
                &["a, b", "b, c", "a, c"],
                false,
                &["a", "b", "b", "c", "a", "c"],
            ),
            // Names with a comma.
            (
                &["roads, bridges and rail"],
                false,
                &["roads, bridges and rail"],
            ),
            (
                &["open, honest talk", "open, honest culture", "trust"],
                false,
                &["open, honest talk", "open, honest culture", "trust"],
            ),
            // With `;` in use every piece must stand alone.
            (
                &["trust", "staff", "trust, staff"],
                true,
                &["trust", "staff", "trust", "staff"],
            ),
            (
                &["roads", "rail", "roads, bridges"],
                true,
                &["roads", "rail", "roads, bridges"],
            ),
            (&["and/or", "trust"], false, &["and/or", "trust"]),
        ];
        for (words, has_lists, expected) in cases {
            let separators = Separators::find(words, has_lists, None);
            let found: Vec<&str> = words.iter().flat_map(|w| separators.pieces(w)).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn what_is_said_holds() {
        let words = ["a, b", "a", "b|c"];
        let of = |said| {
            let separators = Separators::find(&words, false, Some(said));
            words.map(|w| separators.pieces(w).len())
        };
        assert_eq!(of(ThemeSeparator::Semicolon), [1, 1, 1]);
        assert_eq!(of(ThemeSeparator::Comma), [2, 1, 1]);
        assert_eq!(of(ThemeSeparator::Pipe), [1, 1, 2]);
    }

    #[test]
    fn spellings_of_one_theme() {
        let one = [
            "data access",
            " Data_Access",
            "DATA-ACCESS",
            "data  access",
            "data - access",
        ];
        assert!(one.iter().all(|name| theme_key(name) == "data access"));
        assert_ne!(theme_key("1-1"), theme_key("11"));
        assert_eq!(theme_key("-"), "-");
    }
}
