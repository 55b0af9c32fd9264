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
    /// Where it stands.
    pub span: Span,
    /// Whether a mark that ends a phrase (a full stop, a comma, a bracket …) stands before it.
    pub parted: bool,
}

/// Where words stand in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// In bytes.
    pub bytes: Range<usize>,
    /// In Unicode code points.
    pub points: Range<u32>,
}

/// What an ASCII byte is for a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Small,
    Capital,
    Apostrophe,
    Between,
    Mark,
    Other,
}

const fn kind(byte: u8) -> Kind {
    match byte {
        b'a'..=b'z' | b'0'..=b'9' => Kind::Small,
        b'A'..=b'Z' => Kind::Capital,
        b'\'' => Kind::Apostrophe,
        b' ' | b'\t'..=b'\r' | b'-' | b'"' | b'/' | b'&' | b'_' => Kind::Between,
        0x80.. => Kind::Other,
        _ => Kind::Mark,
    }
}

static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Mark; 256];
    let mut byte = 0u8;
    loop {
        kinds[byte as usize] = kind(byte);
        if byte == u8::MAX {
            break kinds;
        }
        byte += 1;
    }
};

fn kind_of(byte: u8) -> Kind {
    KINDS.get(usize::from(byte)).copied().unwrap_or(Kind::Mark)
}

/// Calls `each` with the words of a text, in order. A word is a run of letters and digits with the
/// apostrophes inside it. White space, hyphens, quotation marks, `/`, `&` and `_` stand between the
/// words of a phrase; any other mark parts two phrases.
///
/// ```
/// let mut words = Vec::new();
/// throughline_suggest::words::each_word("Ngā hapū’s part-time mahi. Ok", |word| {
///     words.push((word.folded.to_owned(), word.span.points, word.parted));
/// });
/// assert_eq!(words[1], ("hapu's".to_owned(), 4..10, false));
/// assert_eq!(words[2], ("part".to_owned(), 11..15, false));
/// assert_eq!(words[5], ("ok".to_owned(), 27..29, true));
/// ```
pub fn each_word(text: &str, mut each: impl FnMut(Word<'_>)) {
    let mut walk = Walk::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match kind_of(byte) {
            Kind::Small | Kind::Capital => at = walk.run(text, at, &mut each),
            Kind::Apostrophe => {
                walk.apostrophe = !walk.folded.is_empty();
                at += 1;
            }
            Kind::Between => {
                walk.end(&mut each);
                at += 1;
            }
            Kind::Other => {
                let c = text.get(at..).and_then(|rest| rest.chars().next());
                let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
                walk.other(c, at, &mut each);
                walk.more += c.len_utf8() - 1;
                at += c.len_utf8();
            }
            Kind::Mark => {
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
    span: Span,
    /// How many bytes there are so far beside one for each code point.
    more: usize,
    /// An apostrophe stands behind the word so far; it is part of it when a letter follows.
    apostrophe: bool,
    parted: bool,
}

impl Walk {
    /// A run of ASCII letters and digits; gives where it ends.
    fn run(&mut self, text: &str, from: usize, each: &mut impl FnMut(Word<'_>)) -> usize {
        let rest = text.as_bytes().get(from..).unwrap_or_default();
        let small = rest.iter().position(|&b| kind_of(b) != Kind::Small);
        let small = small.unwrap_or(rest.len());
        let after = rest.get(small).map_or(Kind::Mark, |&b| kind_of(b));
        let ends = matches!(after, Kind::Between | Kind::Mark);
        if self.folded.is_empty() && ends {
            // Nearly every word: it is its own folded form.
            let to = from + small;
            each(Word {
                folded: text.get(from..to).unwrap_or_default(),
                span: Span {
                    bytes: from..to,
                    points: self.point(from)..self.point(to),
                },
                parted: self.parted,
            });
            self.parted = false;
            return to;
        }
        let is_letter = |&b: &u8| matches!(kind_of(b), Kind::Small | Kind::Capital);
        let to = from
            + rest
                .iter()
                .position(|b| !is_letter(b))
                .unwrap_or(rest.len());
        let run = text.get(from..to).unwrap_or_default();
        self.begin(from);
        let before = self.folded.len();
        self.folded.push_str(run);
        if let Some(added) = self.folded.get_mut(before..) {
            added.make_ascii_lowercase();
        }
        self.reach(to);
        to
    }

    /// A code point's number, of the byte it begins at.
    fn point(&self, byte: usize) -> u32 {
        u32::try_from(byte - self.more).unwrap_or(u32::MAX)
    }

    /// A letter begins at a byte.
    fn begin(&mut self, at: usize) {
        if self.folded.is_empty() {
            self.span.bytes.start = at;
            self.span.points.start = self.point(at);
        } else if self.apostrophe {
            self.folded.push('\'');
        }
        self.apostrophe = false;
    }

    fn reach(&mut self, to: usize) {
        self.span.bytes.end = to;
        self.span.points.end = self.point(to);
    }

    fn letter(&mut self, folded: char, at: usize) {
        self.begin(at);
        self.folded.push(folded);
    }

    /// A character that is not ASCII.
    fn other(&mut self, c: char, at: usize, each: &mut impl FnMut(Word<'_>)) {
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
        self.span.bytes.end = at + c.len_utf8();
        self.span.points.end = self.point(at).saturating_add(1);
    }

    fn end(&mut self, each: &mut impl FnMut(Word<'_>)) {
        self.apostrophe = false;
        if self.folded.is_empty() {
            return;
        }
        each(Word {
            folded: &self.folded,
            span: self.span.clone(),
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

/// The first two bytes of a folded word, y and i taken for one: a stem of two letters or more has those
/// of its word.
pub(crate) fn beginning(folded: &str) -> u16 {
    let mut bytes = folded.bytes();
    let first = bytes.next().unwrap_or(0);
    let second = match bytes.next() {
        Some(b'y') => b'i',
        other => other.unwrap_or(0),
    };
    u16::from_be_bytes([first, second])
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |word| {
            let mark = if word.parted { "| " } else { "" };
            words.push(format!("{mark}{}={}", word.folded, &text[word.span.bytes]));
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

    proptest! {
        /// Bytes and code points of a word are the same words of the text.
        #[test]
        fn places_agree(text in "[a-cA-C āē\u{304}’'.🙂\u{ad}ﬁ-]{0,40}") {
            each_word(&text, |word| {
                let bytes = text.get(word.span.bytes).map(str::to_owned);
                let points = word.span.points.clone();
                let mut by_points = text.chars().skip(points.start as usize);
                let by_points: String = by_points.by_ref().take(points.len()).collect();
                assert_eq!(bytes, Some(by_points));
            });
        }

        /// What [`Stems`] promises: a stem begins as its word does, but for y and i.
        #[test]
        fn a_stem_begins_as_its_word(word in "[a-z]{1,9}(ing|ed|ies|ied|s|ly|y|'s|sses|ational|)") {
            let stem = Stems::default().of(&word).into_owned();
            if stem.len() > 1 {
                prop_assert_eq!(beginning(&stem), beginning(&word));
            }
        }
    }

    #[test]
    fn words_that_the_stemmer_knows_by_heart_begin_as_their_stems() {
        let stems = Stems::default();
        for word in [
            "skis", "skies", "dying", "lying", "tying", "idly", "gently", "ugly", "early", "only",
            "singly", "news", "howe", "atlas", "cosmos", "bias", "andes", "ties", "cries", "yes",
        ] {
            assert_eq!(beginning(&stems.of(word)), beginning(word), "{word}");
        }
    }
}
