//! Themes whose keywords stand in a note: one pass over the text with one automaton (Aho and Corasick
//! 1975) for all phrases of the codebook.

use crate::forms::Forms;
use crate::words::{Span, Stems, beginning, each_word};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use thiserror::Error;
use throughline_core::codebook::{Codebook, ThemeCode};

/// A word that is in no phrase.
const UNKNOWN: u16 = 0;
/// A mark that parts two phrases.
const PART: u16 = 1;
/// The first number of a word that is in a phrase.
const FIRST: u16 = 2;
/// Bytes of a word's number in the stream that the automaton reads.
const WIDTH: usize = 2;
/// Up to so many phrases the automaton is a full table, which is the quickest.
const TABLE_UP_TO: usize = 4_000;

/// The phrases of a codebook cannot be looked for together.
#[derive(Debug, Error)]
pub enum TooManyKeywords {
    /// They have more different words than are numbered: 65,534.
    #[error("the keywords of the codebook have more than 65,534 different words")]
    Words,
    /// They are too long together.
    #[error("the codebook has too many keywords to look for at once: {0}")]
    Phrases(#[from] aho_corasick::BuildError),
}

/// A phrase that stands in a text and points to a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The theme.
    pub theme: ThemeCode,
    /// Which phrase of the codebook, a number that is the same for the same words.
    pub phrase: u32,
    /// Where it stands in the text, in bytes.
    pub bytes: Range<usize>,
    /// Where it begins, in Unicode code points from 0.
    pub start: u32,
    /// Where it ends, in Unicode code points; the one at this place is no part of it.
    pub end: u32,
}

/// A phrase, as the words it is made of.
#[derive(Debug)]
struct Phrase {
    words: u32,
    themes: Vec<ThemeCode>,
}

/// The keywords, labels and phrases of a codebook, ready to be looked for.
///
/// A phrase is found as whole words, in any inflection that has the same English stem, with or without
/// macrons and capitals, across white space and hyphens but not across other marks. Phrases may
/// overlap; of two phrases of one theme that lie within each other the longer one is told.
///
/// ```
/// use throughline_core::codebook::{Codebook, Theme};
/// use throughline_suggest::keywords::Keywords;
/// let mut theme = Theme::bare("turnover".parse()?);
/// theme.keywords = vec!["moved on".into(), "hapu".into()];
/// let keywords = Keywords::new(&Codebook::new(vec![theme])?)?;
/// let mut hits = Vec::new();
/// keywords.pass().find("Ngā hapū: two\npeople had moved  on.", &mut hits);
/// let places: Vec<_> = hits.iter().map(|hit| (hit.start, hit.end)).collect();
/// assert_eq!(places, [(4, 8), (25, 34)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Keywords {
    automaton: Option<AhoCorasick>,
    phrases: Vec<Phrase>,
    numbers: HashMap<Box<str>, u16, FixedState>,
    /// How the words of phrases begin, a bit each: most words of a text need no closer look.
    beginnings: Vec<u64>,
    stems: Stems,
}

impl Keywords {
    /// Prepares the phrases of every theme: its keywords, its label and its phrase.
    ///
    /// # Errors
    /// There are more than can be held.
    pub fn new(book: &Codebook) -> Result<Self, TooManyKeywords> {
        let mut made = Self {
            automaton: None,
            phrases: Vec::new(),
            numbers: HashMap::default(),
            beginnings: vec![0; 1 << 10],
            stems: Stems::default(),
        };
        let mut met: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        let mut patterns: Vec<Vec<u8>> = Vec::new();
        for (code, theme) in (0..).zip(book.themes()) {
            let named = [theme.label.as_str(), theme.phrase()];
            for written in theme.keywords.iter().map(String::as_str).chain(named) {
                let (pattern, words) = made.pattern(written)?;
                if words == 0 {
                    continue;
                }
                let at = *met.entry(pattern.clone()).or_insert_with(|| {
                    patterns.push(pattern);
                    made.phrases.push(Phrase {
                        words,
                        themes: Vec::new(),
                    });
                    made.phrases.len() - 1
                });
                if let Some(phrase) = made.phrases.get_mut(at)
                    && phrase.themes.last() != Some(&code)
                {
                    phrase.themes.push(code);
                }
            }
        }
        if !patterns.is_empty() {
            let table = patterns.len() <= TABLE_UP_TO;
            made.automaton = Some(
                AhoCorasick::builder()
                    .match_kind(MatchKind::Standard)
                    .kind(table.then_some(AhoCorasickKind::DFA))
                    .build(&patterns)?,
            );
        }
        Ok(made)
    }

    fn pattern(&mut self, written: &str) -> Result<(Vec<u8>, u32), TooManyKeywords> {
        let mut pattern = Vec::new();
        let mut words = 0;
        let mut full = false;
        let (numbers, stems) = (&mut self.numbers, &self.stems);
        let beginnings = &mut self.beginnings;
        each_word(written, |word| {
            if word.parted && words > 0 {
                pattern.extend(PART.to_be_bytes());
            }
            let stem = stems.of(word.folded);
            let next = u16::try_from(numbers.len() + usize::from(FIRST));
            let number = match (numbers.get(&*stem), next) {
                (Some(&number), _) => number,
                (None, Ok(next)) => {
                    let (at, bit) = place_of(beginning(&stem));
                    if let Some(slot) = beginnings.get_mut(at) {
                        *slot |= bit;
                    }
                    numbers.insert(stem.into(), next);
                    next
                }
                (None, Err(_)) => {
                    full = true;
                    UNKNOWN
                }
            };
            pattern.extend(number.to_be_bytes());
            words += 1;
        });
        if full {
            Err(TooManyKeywords::Words)
        } else {
            Ok((pattern, words))
        }
    }

    /// Whether a word of a phrase begins like this word.
    fn may_be(&self, folded: &str) -> bool {
        let (at, bit) = place_of(beginning(folded));
        self.beginnings.get(at).is_some_and(|slot| slot & bit != 0)
    }

    /// The number of a word in the phrases, or [`UNKNOWN`].
    fn number(&self, folded: &str) -> u16 {
        let stem = self.stems.of(folded);
        self.numbers.get(&*stem).copied().unwrap_or(UNKNOWN)
    }

    /// How many different phrases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.phrases.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// What it takes to look through one text after another.
    #[must_use]
    pub fn pass(&self) -> Pass<'_> {
        Pass {
            keywords: self,
            forms: Forms::default(),
            stream: Vec::new(),
            places: Vec::new(),
        }
    }

    /// How strongly hits of one theme point to it: each phrase counts once, with its words over the
    /// number of themes that list it, and the sum `s` is given as `s / (s + 1)`. It ranks; it is no
    /// probability.
    ///
    /// ```
    /// # use throughline_core::codebook::{Codebook, Theme};
    /// # use throughline_suggest::keywords::Keywords;
    /// let book = Codebook::new(vec![Theme::bare("budget-line".parse()?)])?;
    /// let keywords = Keywords::new(&book)?;
    /// let mut hits = Vec::new();
    /// keywords.pass().find("Budget lines, and a budget line", &mut hits);
    /// assert_eq!(keywords.strength(&hits), 2.0 / 3.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn strength(&self, hits: &[Hit]) -> f64 {
        let mut phrases: Vec<u32> = hits.iter().map(|hit| hit.phrase).collect();
        phrases.sort_unstable();
        phrases.dedup();
        let sum: f64 = phrases
            .iter()
            .filter_map(|&at| self.phrases.get(at as usize))
            .map(|phrase| f64::from(phrase.words) / crate::count(phrase.themes.len()))
            .sum();
        sum / (sum + 1.0)
    }
}

/// Where the bit of a beginning is.
fn place_of(beginning: u16) -> (usize, u64) {
    (usize::from(beginning >> 6), 1 << (beginning & 63))
}

/// A pass over texts: what has been learnt of the forms of words, and room to work in.
#[derive(Debug)]
pub struct Pass<'k> {
    keywords: &'k Keywords,
    forms: Forms,
    stream: Vec<u8>,
    places: Vec<Span>,
}

impl Pass<'_> {
    /// The phrases that stand in a text, by theme and then by place, into `hits`.
    pub fn find(&mut self, text: &str, hits: &mut Vec<Hit>) {
        hits.clear();
        let Some(automaton) = &self.keywords.automaton else {
            return;
        };
        self.stream.clear();
        self.places.clear();
        let mut last = UNKNOWN;
        let (stream, places) = (&mut self.stream, &mut self.places);
        let (forms, keywords) = (&mut self.forms, self.keywords);
        each_word(text, |word| {
            let number = if keywords.may_be(word.folded) {
                forms.number(word.folded, || keywords.number(word.folded))
            } else {
                UNKNOWN
            };
            if number == UNKNOWN && last == UNKNOWN {
                // What lies between two words of phrases need not be told word by word.
                return;
            }
            let mut say = |number: u16, span: Span| {
                stream.extend(number.to_be_bytes());
                places.push(span);
            };
            if word.parted && last != UNKNOWN {
                say(PART, Span::default());
            }
            say(number, word.span);
            last = number;
        });
        if self.stream.is_empty() {
            return;
        }
        for found in automaton.find_overlapping_iter(&self.stream) {
            if found.start() % WIDTH != 0 {
                continue;
            }
            let first = self.places.get(found.start() / WIDTH);
            let last = self.places.get((found.end() / WIDTH).saturating_sub(1));
            let phrase = self.keywords.phrases.get(found.pattern().as_usize());
            let (Some(first), Some(last), Some(phrase)) = (first, last, phrase) else {
                continue;
            };
            hits.extend(phrase.themes.iter().map(|&theme| Hit {
                theme,
                phrase: found.pattern().as_u32(),
                bytes: first.bytes.start..last.bytes.end,
                start: first.points.start,
                end: last.points.end,
            }));
        }
        if hits.len() < 2 {
            return;
        }
        hits.sort_unstable_by_key(|hit| (hit.theme, hit.start, u32::MAX - hit.end));
        // What begins earlier or is longer stands first, so that it covers what comes after it.
        let mut covered: Option<(ThemeCode, u32)> = None;
        hits.retain(|hit| {
            let within = covered.is_some_and(|(theme, end)| theme == hit.theme && hit.end <= end);
            if !within {
                covered = Some((hit.theme, hit.end));
            }
            !within
        });
    }
}
