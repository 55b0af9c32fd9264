//! What an amount is over: the organisations of the review, or something else.

use super::Span;
use super::lexicon::{Class, looks_plural};
use super::tokens::{Token, lowered};
use crate::review::Noun;
use std::collections::HashMap;

/// Nouns for those who contribute, beside the noun of the review; one and several.
const CONTRIBUTORS: [(&str, &str); 5] = [
    ("organisation", "organisations"),
    ("organization", "organizations"),
    ("participant", "participants"),
    ("contributor", "contributors"),
    ("respondent", "respondents"),
];

/// The nouns that stand for the organisations of a review.
#[derive(Debug, Clone, Default)]
pub(super) struct Nouns {
    by_first: HashMap<String, Vec<Form>>,
}

#[derive(Debug, Clone)]
struct Form {
    rest: Vec<String>,
    one: bool,
    many: bool,
}

/// A noun for organisations, at a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NounAt {
    /// The token after it.
    pub end: usize,
    /// It can be one of them.
    pub one: bool,
    /// It can be several.
    pub many: bool,
}

impl Nouns {
    pub fn new(noun: &Noun) -> Self {
        let mut nouns = Self::default();
        nouns.put(&noun.one, &noun.many);
        for (one, many) in CONTRIBUTORS {
            nouns.put(one, many);
        }
        nouns
    }

    fn put(&mut self, one: &str, many: &str) {
        for (form, is_one) in [(one, true), (many, false)] {
            let mut words = form.split_whitespace().map(|w| lowered(w).into_owned());
            let Some(first) = words.next() else { continue };
            let rest: Vec<String> = words.collect();
            let forms = self.by_first.entry(first).or_default();
            if let Some(known) = forms.iter_mut().find(|f| f.rest == rest) {
                known.one |= is_one;
                known.many |= !is_one;
            } else {
                forms.push(Form {
                    rest,
                    one: is_one,
                    many: !is_one,
                });
                forms.sort_by_key(|f| std::cmp::Reverse(f.rest.len()));
            }
        }
    }

    /// The noun that begins at a token, the longest first.
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<NounAt> {
        let forms = self.by_first.get(&*tokens.get(at)?.word)?;
        forms.iter().find_map(|form| {
            let end = at + 1 + form.rest.len();
            let rest = tokens.get(at + 1..end)?;
            let same = rest
                .iter()
                .zip(&form.rest)
                .all(|(t, w)| t.is(w) && !t.gap.breaks());
            same.then_some(NounAt {
                end,
                one: form.one,
                many: form.many,
            })
        })
    }
}

/// The last mention of organisations among some words.
pub(super) fn last_mention(nouns: &Nouns, tokens: &[Token]) -> Option<Span> {
    (0..tokens.len()).rev().find_map(|at| {
        let noun = nouns.at(tokens, at)?;
        let (first, last) = (tokens.get(at)?, tokens.get(noun.end.checked_sub(1)?)?);
        Some(Span {
            offset: first.points.0,
            length: last.points.1.checked_sub(first.points.0)?,
        })
    })
}

/// What a noun phrase is headed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// Organisations: the token after the noun, and the words before it that narrow them.
    Organisations {
        end: usize,
        narrowed: Option<(usize, usize)>,
    },
    /// Something else, from one token to another.
    Other { from: usize, to: usize, sure: bool },
    /// No noun.
    Nothing,
}

/// How many words may stand before a noun.
const BEFORE: usize = 4;

/// The noun phrase that begins at a token. `one` says whether the amount before it takes one
/// organisation ("every library") or several.
pub(super) fn phrase(nouns: &Nouns, tokens: &[Token], at: usize, one: bool) -> Over {
    let mut end = at;
    while let Some(token) = tokens.get(end) {
        if end > at && token.gap.breaks() || end - at > BEFORE {
            break;
        }
        if let Some(noun) = nouns.at(tokens, end)
            && (if one {
                noun.one && stands_alone(tokens, noun.end)
            } else {
                noun.many
            })
        {
            return Over::Organisations {
                end: noun.end,
                narrowed: narrowed(tokens, at, end),
            };
        }
        if token.quoted() {
            return Over::Other {
                from: at,
                to: end + 1,
                sure: true,
            };
        }
        if token.class.any(Class::STOP) && !runs_on(tokens, end) {
            break;
        }
        if end == at && acts(tokens, at) {
            return Over::Nothing;
        }
        end += 1;
        if looks_plural(&token.word) && !token.class.any(Class::MASS) {
            return if let Some(end) = joined(nouns, tokens, end) {
                Over::Organisations {
                    end,
                    narrowed: None,
                }
            } else {
                Over::Other {
                    from: at,
                    to: end,
                    sure: true,
                }
            };
        }
        if token.class.any(Class::MASS) && !leads_to_plural(tokens, end) {
            return Over::Other {
                from: at,
                to: end,
                sure: true,
            };
        }
    }
    if end == at {
        return Over::Nothing;
    }
    let sure = tokens.get(end).is_some_and(|t| {
        !t.gap.breaks() && t.class.any(Class::AUXILIARY.or(Class::VERB)) && end - at < BEFORE
    });
    Over::Other {
        from: at,
        to: end,
        sure,
    }
}

/// Whether nothing after a noun in the singular makes it part of another: "library manager".
fn stands_alone(tokens: &[Token], end: usize) -> bool {
    let last_possesses = end
        .checked_sub(1)
        .and_then(|p| tokens.get(p))
        .is_some_and(Token::possessive);
    tokens.get(end).is_none_or(|t| {
        last_possesses
            || t.gap.breaks()
            || t.class.any(Class::STOP)
            || t.word.ends_with('s')
            || t.word.ends_with("ed")
    })
}

/// Adverbs before an adjective ("newly built libraries") and forms that are nouns as well ("report
/// writers") do not end a noun phrase.
fn runs_on(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    let next = tokens.get(at + 1).filter(|t| !t.gap.breaks());
    if token.class.any(Class::NOUN_TOO) {
        return next.is_some_and(|t| {
            t.class.any(Class::AUXILIARY) || looks_plural(&t.word) || t.among("for of from in")
        });
    }
    token.class.any(Class::ADVERB)
        && token.word.ends_with("ly")
        && next.is_some_and(|t| !t.class.any(Class::STOP) || t.word.ends_with("ed"))
}

/// Whether a word in -ed is the verb of a subject without noun ("some closed early"), not an
/// adjective ("some closed branches").
fn acts(tokens: &[Token], at: usize) -> bool {
    let verb = tokens.get(at).is_some_and(|t| t.word.ends_with("ed"));
    verb && tokens
        .get(at + 1)
        .is_none_or(|t| t.gap.breaks() || t.class.any(Class::STOP))
}

/// Whether a plural follows that an uncounted noun only describes: "training days".
fn leads_to_plural(tokens: &[Token], at: usize) -> bool {
    let plural = tokens
        .get(at)
        .is_some_and(|t| !t.gap.breaks() && looks_plural(&t.word));
    plural
        && tokens.get(at + 1).is_none_or(|t| {
            t.gap.breaks()
                || t.class.any(Class::STOP) && !t.class.any(Class::DETERMINER.or(Class::PRONOUN))
        })
}

/// "towns and libraries": the token after the organisations that are joined to another noun.
fn joined(nouns: &Nouns, tokens: &[Token], at: usize) -> Option<usize> {
    tokens
        .get(at)
        .filter(|t| !t.gap.breaks() && t.among("and or"))?;
    (at + 1..at + 3).find_map(|p| {
        let noun = nouns.at(tokens, p).filter(|n| n.many)?;
        let plain = tokens
            .get(at + 1..p)?
            .iter()
            .all(|t| !t.class.any(Class::STOP));
        plain.then_some(noun.end)
    })
}

/// The words before a noun that make its base smaller: "rural", "of the smaller".
fn narrowed(tokens: &[Token], from: usize, to: usize) -> Option<(usize, usize)> {
    let narrows = |p: &usize| {
        tokens
            .get(*p)
            .is_some_and(|t| t.class.any(Class::RESTRICTING))
    };
    let first = (from..to).find(narrows)?;
    let last = (from..to).rev().find(narrows)?;
    Some((first, last + 1))
}
