//! The words of a text in the form in which they are compared: without case and macrons (ā is a), and
//! without the endings that a stemmer takes off.

use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Longer words are no words of English, and are left as they are.
const LONGEST_STEMMED: usize = 48;

/// A word as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// Its folded form: lower case, no accents, every apostrophe `'`.
    pub folded: &'a str,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Whether a mark that ends a phrase (a full stop, a comma, a bracket …) stands before it.
    pub parted: bool,
}

/// Calls `each` with the words of a text, in order. A word is a run of letters and digits with the
/// apostrophes inside it. White space, hyphens, quotation marks, `/`, `&` and `_` stand between the
/// words of a phrase; any other mark parts two phrases.
///
/// ```
/// let mut words = Vec::new();
/// throughline_suggest::words::each_word("Ngā hapū’s part-time mahi. Ok", |word| {
///     words.push((word.folded.to_owned(), word.range.start, word.parted));
/// });
/// assert_eq!(words[1], ("hapu's".to_owned(), 5, false));
/// assert_eq!(words[2], ("part".to_owned(), 15, false));
/// assert_eq!(words[5], ("ok".to_owned(), 31, true));
/// ```
pub fn each_word(text: &str, mut each: impl FnMut(Word<'_>)) {
    let mut walk = Walk::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => {
                walk.letter(char::from(byte), at);
                at += 1;
                walk.range.end = at;
            }
            b'A'..=b'Z' => {
                walk.letter(char::from(byte.to_ascii_lowercase()), at);
                at += 1;
                walk.range.end = at;
            }
            b'\'' => {
                walk.apostrophe = !walk.folded.is_empty();
                at += 1;
            }
            b' ' | b'\t'..=b'\r' | b'-' | b'"' | b'/' | b'&' | b'_' => {
                walk.end(&mut each);
                at += 1;
            }
            0x80.. => {
                let c = text.get(at..).and_then(|rest| rest.chars().next());
                let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
                walk.other(c, at, &mut each);
                at += c.len_utf8();
            }
            _ => {
                walk.end(&mut each);
                walk.parted = true;
                at += 1;
            }
        }
    }
    walk.end(&mut each);
}

#[derive(Default)]
struct Walk {
    folded: String,
    range: Range<usize>,
    /// An apostrophe stands behind the word so far; it is part of it when a letter follows.
    apostrophe: bool,
    parted: bool,
}

impl Walk {
    fn letter(&mut self, folded: char, at: usize) {
        if self.folded.is_empty() {
            self.range.start = at;
        } else if self.apostrophe {
            self.folded.push('\'');
        }
        self.apostrophe = false;
        self.folded.push(folded);
    }

    /// A character that is not ASCII.
    fn other(&mut self, c: char, at: usize, each: &mut impl FnMut(Word<'_>)) {
        let after = at + c.len_utf8();
        match c {
            'ā' | 'Ā' => self.letter('a', at),
            'ē' | 'Ē' => self.letter('e', at),
            'ī' | 'Ī' => self.letter('i', at),
            'ō' | 'Ō' => self.letter('o', at),
            'ū' | 'Ū' => self.letter('u', at),
            '’' | 'ʼ' | 'ʻ' | '＇' => {
                self.apostrophe = !self.folded.is_empty();
                return;
            }
            c if is_unseen(c) || canonical_combining_class(c) != 0 => {
                if self.folded.is_empty() || self.apostrophe {
                    return;
                }
            }
            c if is_between(c) => return self.end(each),
            c => {
                let before = self.folded.len();
                for folded in std::iter::once(c)
                    .nfkd()
                    .flat_map(char::to_lowercase)
                    .nfkd()
                    .filter(|c| c.is_alphanumeric())
                {
                    self.letter(folded, at);
                }
                if self.folded.len() == before {
                    self.end(each);
                    self.parted = true;
                    return;
                }
            }
        }
        self.range.end = after;
    }

    fn end(&mut self, each: &mut impl FnMut(Word<'_>)) {
        self.apostrophe = false;
        if self.folded.is_empty() {
            return;
        }
        each(Word {
            folded: &self.folded,
            range: self.range.clone(),
            parted: self.parted,
        });
        self.folded.clear();
        self.parted = false;
    }
}

/// What stands between the words of a phrase, beside its ASCII forms.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' // hyphens and dashes
            | '“' | '”' | '„' | '‘' | '‚' | '«' | '»' | '‹' | '›'
            | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' // the mark of a note is no part of the word before it
        )
}

/// Soft hyphens, joiners and marks of direction.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// Takes the endings off words: the English stemmer of Snowball (Porter 2001). Words with letters
/// outside a to z are left as they are.
pub struct Stems(Stemmer);

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems(English)")
    }
}

impl Default for Stems {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::English))
    }
}

impl Stems {
    /// The stem of a folded word.
    ///
    /// ```
    /// let stems = throughline_suggest::words::Stems::default();
    /// assert_eq!(stems.of("commitments"), stems.of("committed"));
    /// assert_eq!(stems.of("hapu"), "hapu");
    /// ```
    #[must_use]
    pub fn of<'w>(&self, folded: &'w str) -> Cow<'w, str> {
        if folded.is_ascii() && folded.len() <= LONGEST_STEMMED {
            self.0.stem(folded)
        } else {
            Cow::Borrowed(folded)
        }
    }
}

/// The place of a range of bytes in a text, in Unicode code points; `None` where the range does not
/// lie on code points of the text.
#[must_use]
pub(crate) fn code_points(text: &str, range: &Range<usize>) -> Option<(u32, u32)> {
    let start = text.get(..range.start)?.chars().count();
    let length = text.get(range.clone())?.chars().count();
    let start = u32::try_from(start).ok()?;
    Some((start, start.checked_add(u32::try_from(length).ok()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |word| {
            let mark = if word.parted { "| " } else { "" };
            words.push(format!("{mark}{}={}", word.folded, &text[word.range]));
        });
        words
    }

    #[test]
    fn words_are_folded_and_stand_where_they_stand() {
        for (text, are) in [
            ("", &[][..]),
            ("Te Rūnanga", &["te=Te", "runanga=Rūnanga"]),
            ("te ru\u{304}nanga", &["te=te", "runanga=ru\u{304}nanga"]),
            ("WHĀNAU wha\u{304}", &["whanau=WHĀNAU", "wha=wha\u{304}"]),
            (
                "the leaders’ radar",
                &["the=the", "leaders=leaders", "radar=radar"],
            ),
            ("agency’s 'own'", &["agency's=agency’s", "own=own"]),
            (
                "part\u{2011}time, full-time",
                &["part=part", "time=time", "| full=full", "time=time"],
            ),
            ("a.b", &["a=a", "| b=b"]),
            ("trea\u{ad}sury", &["treasury=trea\u{ad}sury"]),
            ("office² ofﬁce", &["office=office", "office=ofﬁce"]),
            ("\u{304}x", &["x=x"]),
            ("🙂 ok", &["| ok=ok"]),
        ] {
            assert_eq!(words(text), are, "{text}");
        }
    }

    #[test]
    fn places_are_code_points() {
        let text = "Ngā hapū";
        let mut ranges = Vec::new();
        each_word(text, |word| ranges.push(word.range));
        let places: Vec<_> = ranges.iter().map(|r| code_points(text, r)).collect();
        assert_eq!(places, [Some((0, 3)), Some((4, 8))]);
        assert_eq!(code_points("ā", &(0..1)), None);
    }
}
