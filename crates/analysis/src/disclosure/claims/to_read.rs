//! Quotes that a person reads before they are published: those that hold a word which stands in the
//! notes of one organisation only, a name, an alias or a giveaway. Who knows the field may know by
//! such a word who speaks; no rule can tell which words do.
//!
//! Only the words of the quotes are looked for, in one pass over the notes a stretch at a time, and
//! only where a quoted note belongs to somebody. A word that a second organisation uses is looked
//! for no more.

use super::spoken::statements;
use crate::Analysis;
use std::collections::{BTreeSet, HashMap};
use throughline_core::findings::Quote;
use throughline_core::names::name_key;
use throughline_core::notes::TextError;
use throughline_core::problem::{Code, Problem, Problems};
use throughline_core::review::Review;

/// Notes whose texts are held at a time.
const STRETCH: usize = 4096;

/// A quote that a person has to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteToRead<'r> {
    /// The quote.
    pub quote: &'r Quote,
    /// Words of it that stand in the notes of one organisation only, in lower case, in order of the
    /// quote.
    pub words: Vec<String>,
    /// Whether it holds a name, an alias or a giveaway of an organisation, or a contributor's name.
    pub names: bool,
    /// Whether somebody has read it.
    pub read: bool,
}

/// The quotes of notes that may be quoted which a person has to read, in order of file.
///
/// # Errors
/// The text of a note cannot be read again.
pub fn quotes_to_read<'r>(analysis: &Analysis<'r>) -> Result<Vec<QuoteToRead<'r>>, TextError> {
    let review = analysis.review();
    let quotes: Vec<&Quote> = review
        .findings
        .iter()
        .flat_map(statements)
        .filter_map(|s| s.quote.as_ref())
        .filter(|q| {
            let flags = review.notes.flags.get(q.note as usize);
            flags.is_some_and(|f| f.quotable)
        })
        .collect();
    let own = words_of_one(review, &quotes)?;
    let names = Names::of(review);
    let read: BTreeSet<u32> = review.quotes_read.iter().map(|r| r.note).collect();
    Ok(quotes
        .into_iter()
        .map(|quote| QuoteToRead {
            words: words(&quote.text).filter(|w| own.contains(w)).fold(
                Vec::new(),
                |mut list, word| {
                    if !list.contains(&word) {
                        list.push(word);
                    }
                    list
                },
            ),
            names: names.stand_in(&quote.text),
            read: read.contains(&quote.note),
            quote,
        })
        .filter(|q| q.names || !q.words.is_empty())
        .collect())
}

/// Every quote that a person has to read and nobody has, as a problem at its place.
///
/// # Errors
/// The text of a note cannot be read again.
pub fn unread(analysis: &Analysis) -> Result<Problems, TextError> {
    let mut problems = Problems::default();
    for quote in quotes_to_read(analysis)? {
        if quote.read {
            continue;
        }
        let mut why = Vec::new();
        if !quote.words.is_empty() {
            let listed: Vec<String> = quote.words.iter().map(|w| format!("“{w}”")).collect();
            let (noun, stand) = if listed.len() == 1 {
                ("the word", "stands")
            } else {
                ("the words", "stand")
            };
            let one = &analysis.review().about.noun.one;
            why.push(format!(
                "{noun} {} {stand} in the notes of one {one} only",
                listed.join(", ")
            ));
        }
        if quote.names {
            why.push("it holds a name, an alias or a giveaway".into());
        }
        let note = analysis.review().notes.ids.get(quote.quote.note as usize);
        let message = format!(
            "a person has to read this quote before it is published: {}",
            why.join("; ")
        );
        problems.push(
            Problem::new(Code::QuoteUnread, quote.quote.at.clone(), message).help(format!(
                "read it as somebody would who knows the contributors; where it gives nobody away, \
                 add a line to quotes-read.csv: `{note}`, who read it, and the date"
            )),
        );
    }
    Ok(problems.sorted())
}

/// Who uses a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Users {
    Nobody,
    One(u32),
    Several,
}

/// The words of some quotes that stand in the notes of one organisation only. A note of several is
/// theirs together.
fn words_of_one(review: &Review, quotes: &[&Quote]) -> Result<BTreeSet<String>, TextError> {
    let notes = &review.notes;
    let attributed = |q: &&Quote| !notes.organisations.get(q.note as usize).is_empty();
    if !quotes.iter().any(attributed) {
        return Ok(BTreeSet::new());
    }
    let mut users: HashMap<String, Users> = quotes
        .iter()
        .flat_map(|q| words(&q.text))
        .map(|word| (word, Users::Nobody))
        .collect();
    let mut sought = users.len();
    let named: Vec<u32> = notes
        .indices()
        .filter(|&n| !notes.organisations.get(n as usize).is_empty())
        .collect();
    for stretch in named.chunks(STRETCH) {
        if sought == 0 {
            break;
        }
        let places: Vec<_> = stretch
            .iter()
            .filter_map(|&n| notes.places.get(n as usize).copied())
            .collect();
        let texts = review.texts.read(&places)?;
        for (&note, text) in stretch.iter().zip(&texts) {
            let organisations = notes.organisations.get(note as usize);
            each_word(text, |word| {
                if let Some(user) = users.get_mut(word)
                    && *user != Users::Several
                {
                    for &organisation in organisations {
                        *user = match *user {
                            Users::Nobody => Users::One(organisation),
                            Users::One(one) if one == organisation => *user,
                            _ => Users::Several,
                        };
                    }
                    sought -= usize::from(*user == Users::Several);
                }
            });
        }
    }
    Ok(users
        .into_iter()
        .filter(|(_, users)| matches!(users, Users::One(_)))
        .map(|(word, _)| word)
        .collect())
}

/// The words of a text, folded: runs of letters and figures, two or more.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut list = Vec::new();
    each_word(text, |word| list.push(word.to_owned()));
    list.into_iter()
}

fn each_word(text: &str, mut each: impl FnMut(&str)) {
    let inside = |c: char| c.is_alphanumeric() || is_mark(c);
    let mut folded = String::new();
    for word in text.split(|c: char| !inside(c)).filter(|w| w.len() > 1) {
        if word.is_ascii() {
            folded.clear();
            folded.push_str(word);
            folded.make_ascii_lowercase();
            each(&folded);
        } else {
            each(&name_key(word));
        }
    }
}

/// Whether a character is a mark that is part of the letter before it, as a macron may be written.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Names, aliases and giveaways, folded.
struct Names {
    keys: Vec<String>,
}

impl Names {
    fn of(review: &Review) -> Self {
        let organisations = review.organisations.iter().flat_map(|o| {
            let others = o.aliases.iter().chain(&o.giveaways);
            std::iter::once(&o.name).chain(others)
        });
        Self {
            keys: organisations
                .chain(&review.contributors)
                .map(|name| spaced(name))
                .filter(|key| key.chars().count() > 3)
                .collect(),
        }
    }

    fn stand_in(&self, text: &str) -> bool {
        let text = spaced(text);
        self.keys.iter().any(|key| text.contains(key))
    }
}

/// The words of a text between single spaces, so that whole words are found in it.
fn spaced(text: &str) -> String {
    let mut line = String::from(" ");
    each_word(text, |word| {
        line.push_str(word);
        line.push(' ');
    });
    line
}
