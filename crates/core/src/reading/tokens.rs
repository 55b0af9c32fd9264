//! Words of a text, with what stands between them.

use super::Span;
use super::lexicon::{Class, class};
use std::borrow::Cow;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "several marks may stand together"
)]
pub(super) struct Gap {
    /// The first word of its sentence.
    pub first: bool,
    /// A comma.
    pub comma: bool,
    /// A semicolon, a colon, a dash that stands apart.
    pub strong: bool,
    /// A dash between two figures: "5–7".
    pub dash: bool,
    /// A bracket opens.
    pub open: bool,
    /// A bracket closes.
    pub close: bool,
}

impl Gap {
    /// Whether anything but white space stands there that parts what is said.
    pub fn breaks(self) -> bool {
        self.first || self.comma || self.strong || self.open || self.close
    }
}

/// What hangs on a word after an apostrophe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    /// Nothing.
    None,
    /// ’s, or ’ after an s.
    Possessive,
    /// ’re, ’ve, ’ll, ’d, ’m.
    Verb,
}

/// A word, or a whole quotation.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    /// In lower case and with straight apostrophes, without what hangs on it; for a quotation, empty.
    pub word: Cow<'a, str>,
    /// As it stands, without what hangs on it.
    pub shown: &'a str,
    /// Bytes of the text, without what hangs on it.
    pub bytes: (usize, usize),
    /// Code points of the text, without what hangs on it.
    pub points: (usize, usize),
    /// What stands before it.
    pub gap: Gap,
    /// What hangs on it.
    pub suffix: Suffix,
    /// What it can be.
    pub class: Class,
}

impl Token<'_> {
    /// Whether it is this word.
    pub fn is(&self, word: &str) -> bool {
        self.word == word
    }

    /// Whether it is one of these, a space apart.
    pub fn among(&self, words: &str) -> bool {
        words.split_ascii_whitespace().any(|w| self.word == w)
    }

    /// Whether it is a quotation.
    pub fn quoted(&self) -> bool {
        self.word.is_empty()
    }

    /// Whether something hangs on it that makes it a possessive.
    pub fn possessive(&self) -> bool {
        self.suffix == Suffix::Possessive && !self.class.any(Class::PRONOUN)
    }

    /// Whether it is a form of "be", hung on a pronoun or not: "is", "it’s".
    pub fn is_be(&self) -> bool {
        self.class.any(Class::BE)
    }
}

/// A text taken apart into code points, each with the byte it begins at.
pub(super) struct Points<'a> {
    /// The text.
    pub text: &'a str,
    /// Its code points.
    pub chars: Vec<(usize, char)>,
}

impl<'a> Points<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            chars: text.char_indices().collect(),
        }
    }

    /// The code point at a place.
    pub fn at(&self, point: usize) -> Option<char> {
        self.chars.get(point).map(|c| c.1)
    }

    /// The code point before a place.
    pub fn before(&self, point: usize) -> Option<char> {
        self.at(point.checked_sub(1)?)
    }

    /// The byte a code point begins at; that of the end after the last.
    pub fn byte(&self, point: usize) -> usize {
        self.chars.get(point).map_or(self.text.len(), |c| c.0)
    }

    /// The text between two code points.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(self.byte(from)..self.byte(to)).unwrap_or("")
    }
}

/// Whether a code point is an apostrophe or may be one.
pub(super) fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn in_word(points: &Points, at: usize) -> bool {
    let Some(c) = points.at(at) else { return false };
    if c.is_alphanumeric() || is_mark(c) {
        return true;
    }
    let digit = |p: Option<char>| p.is_some_and(|c| c.is_ascii_digit());
    let word = |p: Option<char>| p.is_some_and(|c| c.is_alphanumeric() || is_mark(c));
    let (before, after) = (points.before(at), points.at(at + 1));
    match c {
        '-' | '‐' | '‑' => word(before) && word(after),
        '.' | ',' | ':' | '/' => digit(before) && digit(after),
        '%' => digit(before),
        c if apostrophe(c) => word(before) && word(after),
        _ => false,
    }
}

/// A mark that belongs to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
}

/// The words of one sentence; words inside the quotations are one token each quotation.
pub(super) fn tokens<'a>(points: &Points<'a>, sentence: Span, quotes: &[Span]) -> Vec<Token<'a>> {
    let end = sentence.offset + sentence.length;
    let mut out: Vec<Token<'a>> = Vec::with_capacity(sentence.length / 5 + 1);
    let mut gap = Gap {
        first: true,
        ..Gap::default()
    };
    let mut at = sentence.offset;
    let mut quotes = quotes
        .iter()
        .skip_while(|q| q.offset + q.length < sentence.offset)
        .peekable();
    while at < end {
        if let Some(quote) = quotes.next_if(|q| q.offset <= at) {
            let to = (quote.offset + quote.length).min(end);
            if to > at {
                out.push(Token {
                    word: Cow::Borrowed(""),
                    shown: points.slice(at, to),
                    bytes: (points.byte(at), points.byte(to)),
                    points: (at, to),
                    gap: std::mem::take(&mut gap),
                    suffix: Suffix::None,
                    class: Class::NONE,
                });
                at = to;
            }
            continue;
        }
        if in_word(points, at) {
            let from = at;
            while at < end && in_word(points, at) {
                at += 1;
            }
            let (token, to) = word(points, from, at, gap);
            out.push(token);
            gap = Gap::default();
            at = to;
        } else {
            mark(points, at, &mut gap);
            at += 1;
        }
    }
    out
}

fn mark(points: &Points, at: usize, gap: &mut Gap) {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match points.at(at) {
        Some(',') => gap.comma = true,
        Some('–') if digit(points.before(at)) && digit(points.at(at + 1)) => gap.dash = true,
        Some(';' | ':' | '—' | '–' | '.' | '!' | '?' | '…' | '\n' | '•' | '|') => {
            gap.strong = true;
        }
        Some('-') if points.before(at).is_some_and(char::is_whitespace) => gap.strong = true,
        Some('(' | '[') => gap.open = true,
        Some(')' | ']') => gap.close = true,
        _ => {}
    }
}

/// The word between two code points, what hangs on it taken off, and the code point after it.
fn word<'a>(points: &Points<'a>, from: usize, to: usize, gap: Gap) -> (Token<'a>, usize) {
    let mut end = to;
    let mut suffix = Suffix::None;
    let mut after = to;
    let last = (from..to)
        .rev()
        .find(|&p| points.at(p).is_some_and(apostrophe));
    if let Some(mark) = last {
        let hanging = points.slice(mark + 1, to);
        if hanging.eq_ignore_ascii_case("s") {
            (suffix, end) = (Suffix::Possessive, mark);
        } else if ["re", "ve", "ll", "d", "m"]
            .iter()
            .any(|h| hanging.eq_ignore_ascii_case(h))
        {
            (suffix, end) = (Suffix::Verb, mark);
        }
    }
    if suffix == Suffix::None
        && points.at(to).is_some_and(apostrophe)
        && matches!(points.at(to - 1), Some('s' | 'S'))
    {
        suffix = Suffix::Possessive;
        after = to + 1;
    }
    let shown = points.slice(from, end);
    let word = lowered(shown);
    let class = class(&word);
    let token = Token {
        class,
        word,
        shown,
        bytes: (points.byte(from), points.byte(end)),
        points: (from, end),
        gap,
        suffix,
    };
    (token, after)
}

/// A word in lower case, with straight apostrophes and plain hyphens.
pub(super) fn lowered(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        return Cow::Borrowed(word);
    }
    let plain = word
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| *c != '\u{ad}');
    let plain = plain.map(|c| match c {
        c if apostrophe(c) => '\'',
        '‐' | '‑' => '-',
        c => c,
    });
    Cow::Owned(unicode_normalization::UnicodeNormalization::nfc(plain).collect())
}
