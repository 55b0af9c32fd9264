//! One walk over the words of a sentence, the rules tried in their order at each.

use super::amounts::{self, Head};
use super::lexicon::Class;
use super::nouns::Nouns;
use super::scale_words::ScaleWords;
use super::tokens::Token;
use super::{Amount, Kind, Phrase, Span};

/// What the rules read from.
pub(super) struct Walk<'w, 'a> {
    /// Nouns for the organisations.
    pub nouns: &'w Nouns,
    /// Words of the scale.
    pub scale: &'w ScaleWords,
    /// The text.
    pub text: &'a str,
    /// The words of the sentence.
    pub tokens: &'w [Token<'a>],
    /// Which sentence it is.
    pub sentence: usize,
    /// What was read before, in this sentence and earlier ones.
    pub phrases: &'w mut Vec<Phrase>,
    /// The nearest bare mention of the organisations before.
    pub mention: &'w mut Option<Span>,
    /// The last plural noun of an earlier sentence that is over something else.
    pub plural: &'w mut Option<String>,
}

/// A phrase that a rule found: tokens from … to, and what it says.
pub(super) struct Found {
    /// Its first token.
    pub from: usize,
    /// The token after it.
    pub to: usize,
    /// Its kind.
    pub kind: Kind,
    /// What it claims.
    pub amount: Amount,
    /// The tokens of its scope.
    pub scope: Option<(usize, usize)>,
    /// The tokens of what it is over, when that is not counted.
    pub over: Option<(usize, usize)>,
    /// The same, where it stands in an earlier sentence.
    pub over_before: Option<String>,
    /// It stands without its noun.
    pub elliptical: bool,
    /// What follows can only be said of those who hold views.
    pub of_holders: bool,
}

impl Found {
    pub fn new(from: usize, to: usize, kind: Kind, amount: Amount) -> Self {
        Self {
            from,
            to,
            kind,
            amount,
            scope: None,
            over: None,
            over_before: None,
            elliptical: false,
            of_holders: false,
        }
    }
}

/// What a rule makes of a place.
pub(super) enum Step {
    /// Nothing of its own.
    Pass,
    /// Words that say nothing of amounts, up to a token.
    Skip(usize),
    /// A phrase.
    Phrase(Found),
}

impl<'a> Walk<'_, 'a> {
    /// The word at a place.
    pub fn token(&self, at: usize) -> Option<&Token<'a>> {
        self.tokens.get(at)
    }

    /// The word at a place, when nothing parts it from the one before.
    pub fn joined(&self, at: usize) -> Option<&Token<'a>> {
        self.token(at).filter(|t| !t.gap.breaks())
    }

    /// The word before a place, when nothing parts the two.
    pub fn before(&self, at: usize) -> Option<&Token<'a>> {
        self.joined(at)?;
        self.token(at.checked_sub(1)?)
    }

    /// The word of amount at a place.
    pub fn head(&self, at: usize) -> Option<Head> {
        amounts::head(self.scale, self.tokens, at)
    }

    /// The text of some tokens.
    pub fn span(&self, from: usize, to: usize) -> Option<(Span, &'a str)> {
        let first = self.token(from)?;
        let last = self.token(to.checked_sub(1)?)?;
        let span = Span {
            offset: first.points.0,
            length: last.points.1.checked_sub(first.points.0)?,
        };
        Some((span, self.text.get(first.bytes.0..last.bytes.1)?))
    }

    /// Reads the sentence.
    pub fn run(&mut self) {
        let mut at = 0;
        // Whether a holder of views was named in this clause: what is seen, often or mostly after it
        // is part of what that holder thinks.
        let mut held = false;
        while at < self.tokens.len() {
            if self.clause_begins(at) {
                held = false;
            }
            let step = self.step(at, held);
            match step {
                Step::Pass => {
                    if let Some(noun) = self.nouns.at(self.tokens, at) {
                        *self.mention = self.span(at, noun.end).map(|s| s.0);
                    }
                    at += 1;
                }
                Step::Skip(to) => at = to.max(at + 1),
                Step::Phrase(found) => {
                    held |= !matches!(found.kind, Kind::NotCounted | Kind::Passive | Kind::Rank);
                    let to = found.to;
                    self.push(found);
                    at = to.max(at + 1);
                }
            }
        }
    }

    /// Keeps the last plural noun of the sentence for the next ones.
    pub fn keep_plural(&mut self) {
        if let Some(at) = self.plural_before(self.tokens.len()) {
            *self.plural = self.token(at).map(|t| t.word.to_string());
        }
    }

    fn step(&self, at: usize, held: bool) -> Step {
        let rules: [fn(&Self, usize, bool) -> Step; 6] = [
            Self::idiom,
            Self::rank,
            Self::quantifier,
            Self::generic,
            Self::agentless,
            Self::hedge,
        ];
        for rule in rules {
            match rule(self, at, held) {
                Step::Pass => {}
                step => return step,
            }
        }
        Step::Pass
    }

    /// Whether a clause with a subject of its own begins here.
    pub fn clause_begins(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else {
            return false;
        };
        if token.gap.first || token.gap.strong {
            return true;
        }
        let next_is_that = self.token(at + 1).is_some_and(|t| t.is("that"));
        let joins = token.among("and but so yet while whereas although though or nor");
        if token.gap.comma && (joins || token.among("which who where")) {
            return !next_is_that;
        }
        if token.among("but while whereas although though because") {
            return !next_is_that;
        }
        token.is("and")
            && self
                .token(at + 1)
                .is_some_and(|t| t.among("it this there they these"))
    }

    fn push(&mut self, found: Found) {
        let Some((span, text)) = self.span(found.from, found.to) else {
            return;
        };
        if self
            .phrases
            .last()
            .is_some_and(|p| p.span.offset + p.span.length > span.offset)
        {
            return;
        }
        let shown = |part: Option<(usize, usize)>| part.and_then(|(from, to)| self.span(from, to));
        let mut phrase = Phrase {
            text: text.to_owned(),
            span,
            sentence: self.sentence,
            kind: found.kind,
            amount: found.amount,
            antecedent: None,
            unit_unclear: false,
            scope: shown(found.scope).map(|s| s.0),
            over: shown(found.over)
                .map(|s| s.1.to_owned())
                .or(found.over_before),
        };
        if found.elliptical {
            self.take_up(&mut phrase, found.of_holders);
        }
        self.phrases.push(phrase);
    }
}

/// How many words a rule looks on or back at most, so that reading stays linear in the text.
pub(super) const REACH: usize = 60;

/// Whether a phrase is over organisations.
pub(super) fn over_organisations(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Quantifier | Kind::Generic | Kind::Saying | Kind::Exact | Kind::Elliptical
    )
}

/// Words after which a subject may begin, where no punctuation parts them.
pub(super) const BEFORE_SUBJECT: Class = Class::CONJUNCTION
    .or(Class::SUBORDINATE)
    .or(Class::RELATIVE)
    .or(Class::CONDITIONAL);
