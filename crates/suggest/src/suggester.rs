//! Both sources together: the themes of a note in order, each with its reason.

use crate::keywords::{Hit, Keywords, Pass};
use crate::learnt::{Judged, Learnt, Near, Quote, uncertainty};
use std::fmt::Write;
use throughline_core::codebook::ThemeCode;
use throughline_core::notes::Strings;

/// How many themes a note is suggested at most.
pub const MOST_THEMES: usize = 5;
/// How many places of keywords a reason names.
const PLACES_NAMED: usize = 3;

/// Where a suggestion comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The codebook's words.
    Keywords,
    /// What was learnt from tagged notes.
    Learnt,
    /// Both.
    Both,
    /// A program outside of this one.
    Program,
}

impl Source {
    /// As it is written: `keywords`, `learnt`, `both`, `program`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Source::Keywords => "keywords",
            Source::Learnt => "learnt",
            Source::Both => "both",
            Source::Program => "program",
        }
    }
}

/// Why a theme is suggested.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reason {
    /// Keywords of the codebook as they stand in the note.
    pub keywords: Vec<Quote>,
    /// The words of the note that tell most.
    pub words: Vec<Quote>,
    /// The tagged notes of the theme that are nearest.
    pub near: Vec<Near>,
    /// What a program said.
    pub said: String,
}

impl Reason {
    /// In a line: words with their places in code points, notes with their cosine.
    ///
    /// ```
    /// use throughline_core::notes::Strings;
    /// use throughline_suggest::learnt::{Near, Quote};
    /// use throughline_suggest::suggester::Reason;
    /// let mut ids = Strings::default();
    /// ids.push("W-001");
    /// let reason = Reason {
    ///     keywords: vec![Quote { text: "moved on".into(), start: 3, end: 11 }],
    ///     near: vec![Near { note: 0, cosine: 0.407 }],
    ///     ..Reason::default()
    /// };
    /// assert_eq!(reason.line(&ids), "keywords “moved on” (3-11); near W-001 (0.41)");
    /// ```
    #[must_use]
    pub fn line(&self, ids: &Strings) -> String {
        let mut line = String::new();
        let mut part = |name: &str, items: Vec<String>| {
            if !items.is_empty() {
                let before = if line.is_empty() { "" } else { "; " };
                // Writing to a text does not fail.
                let _ = write!(line, "{before}{name}{}", items.join(", "));
            }
        };
        let quotes = |list: &[Quote]| -> Vec<String> {
            let one = |q: &Quote| format!("“{}” ({}-{})", q.text, q.start, q.end);
            list.iter().map(one).collect()
        };
        part("keywords ", quotes(&self.keywords));
        part("words ", quotes(&self.words));
        let near = |n: &Near| format!("{} ({:.2})", ids.get(n.note as usize), n.cosine);
        part("near ", self.near.iter().map(near).collect());
        let said = (!self.said.is_empty()).then(|| self.said.clone());
        part("", said.into_iter().collect());
        line
    }
}

/// A theme suggested for a note.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The theme.
    pub theme: ThemeCode,
    /// Where it comes from.
    pub source: Source,
    /// The probability where it was learnt, else the strength of the keywords, or what a program gave.
    /// `None` where a program gave none.
    pub score: Option<f64>,
    /// Why.
    pub reason: Reason,
}

/// What there is to say of a note.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggested {
    /// Themes, the first first: what both sources say, then what was learnt by probability, then
    /// keywords by strength.
    pub suggestions: Vec<Suggestion>,
    /// How much the note would teach, in bits; `None` where nothing was learnt.
    pub uncertainty: Option<f64>,
}

/// Makes suggestions, note by note.
#[derive(Debug)]
pub struct Suggester<'a> {
    keywords: Option<(&'a Keywords, Pass<'a>)>,
    learnt: Option<&'a Learnt>,
    wanted: Option<&'a [ThemeCode]>,
    hits: Vec<Hit>,
}

impl<'a> Suggester<'a> {
    /// From the sources that are there, for the themes that are wanted, sorted; `None` for all.
    #[must_use]
    pub fn new(
        keywords: Option<&'a Keywords>,
        learnt: Option<&'a Learnt>,
        wanted: Option<&'a [ThemeCode]>,
    ) -> Self {
        Self {
            keywords: keywords.map(|k| (k, k.pass())),
            learnt,
            wanted,
            hits: Vec::new(),
        }
    }

    /// The themes suggested for a text.
    pub fn of(&mut self, text: &str) -> Suggested {
        let mut found: Vec<Found> = Vec::new();
        if let Some((keywords, pass)) = &mut self.keywords {
            pass.find(text, &mut self.hits);
            for hits in self.hits.chunk_by(|a, b| a.theme == b.theme) {
                if let Some(first) = hits.first() {
                    found.push(Found {
                        theme: first.theme,
                        strength: Some(keywords.strength(hits)),
                        quotes: places(text, hits),
                        judged: None,
                    });
                }
            }
        }
        let mut entropy = None;
        if let Some(learnt) = self.learnt {
            let judged = learnt.judge(text);
            entropy = Some(uncertainty(judged.iter().map(|j| j.probability)));
            for judged in judged.into_iter().filter(|j| j.suggested) {
                match found.iter_mut().find(|f| f.theme == judged.theme) {
                    Some(one) => one.judged = Some(judged),
                    None => found.push(Found {
                        theme: judged.theme,
                        strength: None,
                        quotes: Vec::new(),
                        judged: Some(judged),
                    }),
                }
            }
        }
        if let Some(wanted) = self.wanted {
            found.retain(|f| wanted.binary_search(&f.theme).is_ok());
        }
        found.sort_by(|a, b| {
            b.rank()
                .cmp(&a.rank())
                .then(b.score().total_cmp(&a.score()))
                .then(a.theme.cmp(&b.theme))
        });
        found.truncate(MOST_THEMES);
        let said = |found: Found| {
            let (words, near) = match (self.learnt, found.judged) {
                (Some(learnt), Some(judged)) => learnt.why(text, &judged),
                _ => (Vec::new(), Vec::new()),
            };
            Suggestion {
                theme: found.theme,
                source: found.source(),
                score: Some(found.score()),
                reason: Reason {
                    keywords: found.quotes,
                    words,
                    near,
                    said: String::new(),
                },
            }
        };
        Suggested {
            suggestions: found.into_iter().map(said).collect(),
            uncertainty: entropy,
        }
    }
}

fn places(text: &str, hits: &[Hit]) -> Vec<Quote> {
    let quote = |hit: &Hit| {
        Some(Quote {
            text: text.get(hit.bytes.clone())?.to_owned(),
            start: hit.start,
            end: hit.end,
        })
    };
    hits.iter().filter_map(quote).take(PLACES_NAMED).collect()
}

struct Found {
    theme: ThemeCode,
    strength: Option<f64>,
    quotes: Vec<Quote>,
    judged: Option<Judged>,
}

impl Found {
    fn source(&self) -> Source {
        match (self.strength, self.judged) {
            (Some(_), Some(_)) => Source::Both,
            (None, Some(_)) => Source::Learnt,
            _ => Source::Keywords,
        }
    }

    fn rank(&self) -> u8 {
        match self.source() {
            Source::Both => 2,
            Source::Learnt => 1,
            _ => 0,
        }
    }

    fn score(&self) -> f64 {
        let probability = self.judged.map(|j| j.probability);
        probability.or(self.strength).unwrap_or(0.0)
    }
}
