//! The normal form of a note's text, and a text made ready for excerpts to be found in it.

use crate::coders::Excerpt;
use memchr::memchr;
use std::borrow::Cow;
use std::cell::OnceCell;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The normal form of a note's text: Unicode NFC, line ends as `\n`, white space at both ends
/// trimmed. Offsets of excerpts count its code points.
///
/// ```
/// use throughline_core::excerpts::text_form;
/// assert_eq!(text_form(" Ma\u{304}ori\r\nand\rothers\n"), "M\u{101}ori\nand\nothers");
/// ```
#[must_use]
pub fn text_form(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let text = if is_composed(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    };
    if memchr(b'\r', text.as_bytes()).is_some() {
        return Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    text
}

/// Whether a text is in NFC. No code point below U+0300 composes with one before it, so that text in
/// Latin script is seen at a glance.
fn is_composed(text: &str) -> bool {
    /// The first byte of U+0300 in UTF-8.
    const COMBINING: u8 = 0xCC;
    let highest = text.as_bytes().iter().fold(0, |high, &b| high.max(b));
    if highest < COMBINING {
        return true;
    }
    // Curly quotation marks, dashes and dots make up most of what is left, and compose with nothing.
    let plain = |c: &char| *c < '\u{300}' || ('\u{2010}'..='\u{2027}').contains(c);
    if text.chars().all(|c| plain(&c)) {
        return true;
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => true,
        IsNormalized::No => false,
        IsNormalized::Maybe => text.nfc().eq(text.chars()),
    }
}

/// A word of a text: its span in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub from: usize,
    pub to: usize,
}

/// A note's text in its normal form, ready for many excerpts.
#[derive(Debug)]
pub struct ExcerptText<'a> {
    text: &'a str,
    /// The byte of every code point where they differ, and the length last; empty for ASCII.
    starts: Vec<usize>,
    words: OnceCell<Vec<Word>>,
    joined: OnceCell<String>,
}

impl<'a> ExcerptText<'a> {
    /// Makes a text ready. It must be in its normal form: what [`Texts`](crate::notes::Texts) gives,
    /// or [`text_form`].
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            let starts = text.char_indices().map(|(at, _)| at);
            starts.chain([text.len()]).collect()
        };
        Self {
            text,
            starts,
            words: OnceCell::new(),
            joined: OnceCell::new(),
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The byte at which a code point begins; `None` past the end.
    fn byte(&self, point: u32) -> Option<usize> {
        let point = point as usize;
        if self.starts.is_empty() {
            (point <= self.text.len()).then_some(point)
        } else {
            self.starts.get(point).copied()
        }
    }

    /// The code point that begins at a byte.
    pub(super) fn point(&self, byte: usize) -> u32 {
        let point = if self.starts.is_empty() {
            byte
        } else {
            self.starts.binary_search(&byte).unwrap_or_else(|next| next)
        };
        u32::try_from(point).unwrap_or(u32::MAX)
    }

    /// The words between two offsets, in code points; `None` where the text ends before them.
    #[must_use]
    pub fn excerpt(&self, start: u32, end: u32) -> Option<Excerpt> {
        let words = self.text.get(self.byte(start)?..self.byte(end)?)?;
        Some(Excerpt {
            start,
            end,
            text: words.to_owned(),
        })
    }

    /// Whether neither end of a span, in bytes, lies inside a word.
    pub(super) fn at_word_edges(&self, from: usize, to: usize) -> bool {
        let (before, rest) = self.text.split_at(from);
        let (inside, after) = rest.split_at(to - from);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let cut =
            |left: &str, right: &str| word(left.chars().next_back()) && word(right.chars().next());
        !cut(before, inside) && !cut(inside, after)
    }

    /// The words: runs of letters and digits, an apostrophe or a hyphen within them included.
    pub(super) fn words(&self) -> &[Word] {
        self.words.get_or_init(|| self.find_words())
    }

    fn find_words(&self) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut joined_at = None;
        for (at, c) in self.text.char_indices() {
            let end = at + c.len_utf8();
            if c.is_alphanumeric() {
                match words.last_mut() {
                    Some(last) if last.to == at || joined_at == Some(at) => last.to = end,
                    _ => words.push(Word { from: at, to: end }),
                }
            } else if matches!(c, '\'' | '\u{2019}' | '-' | '\u{2011}')
                && words.last().is_some_and(|last| last.to == at)
            {
                joined_at = Some(end);
            }
        }
        words
    }

    /// A word in the form in which two are the same.
    pub(super) fn folded(&self, word: Word) -> String {
        let word = self.text.get(word.from..word.to).unwrap_or_default();
        let letters = word.chars().flat_map(char::to_lowercase);
        letters
            .map(|c| match c {
                '\u{2019}' => '\'',
                '\u{2011}' => '-',
                other => other,
            })
            .collect()
    }

    /// The words in that form, each between two spaces of which it shares the second with the next.
    pub(super) fn joined(&self) -> &str {
        self.joined.get_or_init(|| {
            let mut joined = String::with_capacity(self.text.len() + 2);
            joined.push(' ');
            for &word in self.words() {
                joined.push_str(&self.folded(word));
                joined.push(' ');
            }
            joined
        })
    }

    /// The code points from the first of some words to the end of the last.
    pub(super) fn span_of_words(&self, from: usize, to: usize) -> Option<(u32, u32)> {
        let words = self.words();
        let (first, last) = (words.get(from)?, words.get(to.checked_sub(1)?)?);
        Some((self.point(first.from), self.point(last.to)))
    }
}
