//! Themes whose keywords stand in a note: one pass over the text with one automaton (Aho and Corasick
//! 1975) for all phrases of the codebook.

use crate::words::{Stems, code_points, each_word};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use thiserror::Error;
use throughline_core::codebook::{Codebook, ThemeCode};

/// A word that is in no phrase.
const UNKNOWN: u32 = 0;
/// A mark that parts two phrases.
const PART: u32 = 1;
/// The first number of a word that is in a phrase.
const FIRST: u32 = 2;
/// Bytes of a word's number in the stream that the automaton reads.
const WIDTH: usize = 4;
/// Forms of words that are remembered. Past it a form is stemmed each time it is met.
const REMEMBERED: usize = 1 << 17;
/// Up to so many phrases the automaton is a full table, which is the quickest.
const TABLE_UP_TO: usize = 4_000;

/// The phrases of a codebook cannot be looked for together.
#[derive(Debug, Error)]
#[error("the codebook has too many keywords to look for at once: {0}")]
pub struct TooManyKeywords(#[from] aho_corasick::BuildError);

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
    numbers: HashMap<Box<str>, u32, FixedState>,
    stems: Stems,
}

impl Keywords {
    /// Prepares the phrases of every theme: its keywords, its label and its phrase.
    ///
    /// # Errors
    /// There are more than an automaton can hold: about two thousand million letters.
    pub fn new(book: &Codebook) -> Result<Self, TooManyKeywords> {
        let mut made = Self {
            automaton: None,
            phrases: Vec::new(),
            numbers: HashMap::default(),
            stems: Stems::default(),
        };
        let mut met: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        let mut patterns: Vec<Vec<u8>> = Vec::new();
        for (code, theme) in (0..).zip(book.themes()) {
            let named = [theme.label.as_str(), theme.phrase()];
            for written in theme.keywords.iter().map(String::as_str).chain(named) {
                let (pattern, words) = made.pattern(written);
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

    fn pattern(&mut self, written: &str) -> (Vec<u8>, u32) {
        let mut pattern = Vec::new();
        let mut words = 0;
        let (numbers, stems) = (&mut self.numbers, &self.stems);
        each_word(written, |word| {
            if word.parted && words > 0 {
                pattern.extend(PART.to_be_bytes());
            }
            let next = FIRST + u32::try_from(numbers.len()).unwrap_or(u32::MAX - FIRST);
            let stem = stems.of(word.folded);
            let number = *numbers.entry(stem.into()).or_insert(next);
            pattern.extend(number.to_be_bytes());
            words += 1;
        });
        (pattern, words)
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
            forms: HashMap::default(),
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

/// A pass over texts: what has been learnt of the forms of words, and room to work in.
#[derive(Debug)]
pub struct Pass<'k> {
    keywords: &'k Keywords,
    forms: HashMap<Box<str>, u32, FixedState>,
    stream: Vec<u8>,
    places: Vec<Range<usize>>,
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
        let mut any = false;
        let (stream, places) = (&mut self.stream, &mut self.places);
        let (forms, keywords) = (&mut self.forms, self.keywords);
        each_word(text, |word| {
            let mut say = |number: u32, range: Range<usize>| {
                stream.extend(number.to_be_bytes());
                places.push(range);
            };
            if word.parted && last != UNKNOWN {
                say(PART, word.range.clone());
            }
            let number = number(keywords, forms, word.folded);
            if number != UNKNOWN {
                any = true;
                say(number, word.range);
            } else if last != UNKNOWN {
                // What lies between two words of phrases need not be told word by word.
                say(UNKNOWN, word.range);
            }
            last = number;
        });
        if !any {
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
            let bytes = first.start..last.end;
            let Some((start, end)) = code_points(text, &bytes) else {
                continue;
            };
            hits.extend(phrase.themes.iter().map(|&theme| Hit {
                theme,
                phrase: found.pattern().as_u32(),
                bytes: bytes.clone(),
                start,
                end,
            }));
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

/// The number of a word in the phrases, or [`UNKNOWN`].
fn number(
    keywords: &Keywords,
    forms: &mut HashMap<Box<str>, u32, FixedState>,
    folded: &str,
) -> u32 {
    if let Some(&known) = forms.get(folded) {
        return known;
    }
    let stem = keywords.stems.of(folded);
    let number = keywords.numbers.get(&*stem).copied().unwrap_or(UNKNOWN);
    if forms.len() < REMEMBERED {
        forms.insert(folded.into(), number);
    }
    number
}
