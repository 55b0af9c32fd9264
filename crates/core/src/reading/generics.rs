//! Bare generics: "agencies felt", "agencies also noted", "was raised by agencies".

use super::amounts::plain;
use super::lexicon::Class;
use super::tokens::Token;
use super::verbs::{self, Sort};
use super::walk::{Found, Step, Walk};
use super::{Amount, Kind, Nearness};

/// What a subject is said to think or say.
pub(super) struct Predicate {
    /// The token after its verb.
    pub to: usize,
    /// What its verb makes of the subject.
    pub sort: Sort,
    /// What it claims of the subject.
    pub amount: Amount,
    /// "did not all agree": an amount of its own.
    pub counted: bool,
}

/// How many words may stand between a subject and its verb.
const BETWEEN: usize = 14;

/// The amount a hedge makes of a view.
pub(super) fn hedge(word: &str) -> Option<Amount> {
    Some(match word {
        "broadly" | "generally" | "largely" | "mainly" | "mostly" | "widely" => {
            Amount::MoreThanHalf
        }
        "often" | "frequently" => Amount::Often,
        "sometimes" | "occasionally" => Amount::Sometimes,
        "usually" => Amount::Usually,
        _ => return None,
    })
}

/// Words that may stand before the noun of a subject and belong to it.
const BEFORE_NOUN: &str = "the these those our other participating contributing individual public \
    government member";

/// Words that a subject may begin with before its noun.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    BEFORE_NOUN.split_ascii_whitespace().chain(["they"])
}

impl Walk<'_, '_> {
    /// "agencies felt", "they said".
    pub(super) fn generic(&self, at: usize, _held: bool) -> Step {
        let begins = Class::SUBJECT.or(Class::RESTRICTING);
        let noun_at = if self.token(at).is_some_and(|t| t.class.any(begins)) {
            if let Some(step) = self.taken_up(at) {
                return step;
            }
            self.subject_noun(at)
        } else {
            at
        };
        let Some(noun) = self.nouns.at(self.tokens, noun_at).filter(|n| n.many) else {
            return Step::Pass;
        };
        let possessive = noun
            .end
            .checked_sub(1)
            .and_then(|p| self.token(p))
            .is_some_and(Token::possessive);
        if possessive || !self.may_be_subject(at) {
            return Step::Pass;
        }
        let narrowed = (at..noun_at).find(|&p| {
            self.token(p)
                .is_some_and(|t| t.class.any(Class::RESTRICTING) || t.among("these those"))
        });
        if let Some(step) = self.floated(at, noun.end) {
            return step;
        }
        let Some((verb, scope)) = self.verb_of(noun.end) else {
            return Step::Pass;
        };
        let Some(said) = self.predicate(verb) else {
            return Step::Pass;
        };
        let kind = match said.sort {
            _ if said.counted => Kind::Quantifier,
            Sort::Said => Kind::Saying,
            Sort::View | Sort::Agreed => Kind::Generic,
        };
        let mut found = Found::new(at, said.to, kind, said.amount);
        found.scope = scope.or(narrowed.map(|p| (p, noun_at)));
        Step::Phrase(found)
    }

    /// The noun of a subject that begins here: "the libraries", "smaller libraries".
    fn subject_noun(&self, at: usize) -> usize {
        let mut noun = at;
        if self
            .token(at)
            .is_some_and(|t| t.among("the these those our other"))
        {
            noun += 1;
        }
        let describes = |p: usize| {
            self.token(p).is_some_and(|t| {
                t.class.any(Class::RESTRICTING)
                    || t.among(
                        "participating contributing individual public government member other",
                    )
            }) && (p == at || self.joined(p).is_some())
        };
        while describes(noun) && noun - at < 3 {
            noun += 1;
        }
        noun
    }

    /// Whether a subject may begin here: no preposition governs it, and it is not a condition.
    fn may_be_subject(&self, at: usize) -> bool {
        let Some(before) = self.before(at) else {
            return true;
        };
        if before.among("what which") {
            let is = at
                .checked_sub(2)
                .and_then(|p| self.token(p))
                .is_some_and(Token::is_be);
            return is;
        }
        if before.is("and") || before.is("or") {
            return !(1..5).any(|back| {
                at.checked_sub(back + 1)
                    .and_then(|p| self.token(p))
                    .is_some_and(|t| t.class.any(Class::PREPOSITION))
            });
        }
        if before.class.any(Class::CONDITIONAL) && !before.class.any(Class::SUBORDINATE) {
            return false;
        }
        if before.class.any(Class::PREPOSITION) {
            return before.among("since as");
        }
        let causes =
            before.among("make makes made help helps helped let lets a an each every no any one");
        !(causes || before.possessive() || before.class.any(Class::POSSESSIVE) && !before.is("our"))
    }

    /// "libraries all", "the libraries each", where no verb of view follows.
    fn floated(&self, at: usize, to: usize) -> Option<Step> {
        let float = self.joined(to).filter(|t| t.among("all each"))?;
        let next = self.joined(to + 1)?;
        let nominal = next.class.any(Class::PREPOSITION.or(Class::DETERMINER)) && !float.is("each");
        if nominal || self.predicate(to).is_some() {
            return None;
        }
        let all = plain("all");
        Some(Step::Phrase(Found::new(at, to + 1, Kind::Quantifier, all)))
    }

    /// "They said", at the beginning of a sentence, of organisations that were spoken of.
    fn taken_up(&self, at: usize) -> Option<Step> {
        let token = self.token(at)?;
        let quantified = self
            .phrases
            .last()
            .is_some_and(|p| super::walk::over_organisations(p.kind));
        if !(token.gap.first && token.is("they") && quantified) {
            return None;
        }
        let said = self.predicate(at + 1)?;
        let mut found = Found::new(at, said.to, Kind::Elliptical, said.amount);
        found.elliptical = true;
        found.of_holders = true;
        Some(Step::Phrase(found))
    }

    /// Where the verb of a subject stands that ends before `at`, and the scope between them.
    fn verb_of(&self, at: usize) -> Option<(usize, Option<(usize, usize)>)> {
        let token = self.token(at)?;
        if token.gap.comma && !token.class.any(Class::CONJUNCTION) {
            // "Libraries, however, felt", "libraries, which pay for it, felt"
            let close =
                (at + 1..at + BETWEEN).find(|&p| self.token(p).is_some_and(|t| t.gap.comma))?;
            let parted =
                (at + 1..close).any(|p| self.token(p).is_none_or(|t| t.gap.strong || t.gap.first));
            return (!parted && self.predicate(close).is_some()).then_some((close, None));
        }
        if token.gap.breaks() {
            return None;
        }
        if self.predicate(at).is_some() {
            return Some((at, None));
        }
        let and = token.among("and or");
        let relative = token.among("that who which");
        let preposition = token.class.any(Class::PREPOSITION) || token.is("like");
        if !(and || relative || preposition) {
            return None;
        }
        let reach = if relative { BETWEEN } else { 6 };
        let from = if relative { at + 2 } else { at + 1 };
        let last = (from..at + reach).take_while(|&p| self.joined(p).is_some());
        let verb = last.into_iter().find(|&p| {
            let before = self.token(p - 1);
            let governed = before.is_some_and(|t| {
                t.class.any(
                    Class::PRONOUN
                        .or(Class::MODAL)
                        .or(Class::ARTICLE)
                        .or(Class::POSSESSIVE)
                        .or(Class::RELATIVE)
                        .or(Class::HAVE)
                        .or(Class::BE)
                        .or(Class::DO)
                        .or(Class::PREPOSITION),
                )
            }) || before.is_some_and(|t| t.is("to"));
            !governed && self.predicate(p).is_some()
        })?;
        let interrupted = !relative
            && (at..verb).any(|p| {
                self.token(p).is_some_and(|t| {
                    t.class
                        .any(Class::AUXILIARY.or(Class::RELATIVE).or(Class::CONDITIONAL))
                })
            });
        if interrupted {
            return None;
        }
        Some((verb, (!and).then_some((at, verb))))
    }

    /// What stands here as the predicate of several: "felt", "have long believed", "did not want",
    /// "would like", "were keen", "all agreed".
    pub(super) fn predicate(&self, at: usize) -> Option<Predicate> {
        let lead = self.lead(at)?;
        let place = lead.verb;
        let token = self
            .token(place)
            .filter(|t| place == at || !t.gap.breaks())?;
        if lead.be && verbs::attitude(&token.word) {
            return Some(lead.concluded(place + 1, Sort::View));
        }
        if lead.be && token.is("unanimous") {
            return Some(Lead { all: true, ..lead }.concluded(place + 1, Sort::View));
        }
        let progressive = token.word.ends_with("ing");
        if lead.be && !progressive && !token.is("agreed") || progressive && !lead.be {
            return None;
        }
        let sort = verbs::active(self.tokens, place, lead.would)?;
        if lead.would && !token.among("like prefer welcome value appreciate support want") {
            return None;
        }
        let belongs = |t: &Token| belongs(&token.word, &t.word);
        let to = place + 1 + usize::from(self.joined(place + 1).is_some_and(belongs));
        Some(lead.concluded(to, sort))
    }

    /// What stands before a verb; `None` where "could", "should" or the like make it advice.
    fn lead(&self, at: usize) -> Option<Lead> {
        let mut lead = Lead::default();
        let mut place = at;
        while place - at < 6 {
            let token = self.token(place)?;
            if place > at && token.gap.breaks() {
                return None;
            }
            let class = token.class;
            if let Some(hedged) = hedge(&token.word) {
                lead.amount = Some(hedged);
            } else if token.is("consistently") {
                lead.amount = Some(Amount::Consistently);
            } else if token.among("all each unanimously") {
                lead.all = true;
            } else if token.is("would") {
                lead.would = true;
            } else if class.any(Class::NEGATION) && !class.any(Class::MODAL) {
                lead.negated = !self
                    .joined(place + 1)
                    .is_some_and(|t| t.among("only just least"));
                lead.be |= class.any(Class::BE);
            } else if class.any(Class::MODAL) {
                return None;
            } else if token.among(RARELY) {
                lead.rarely = true;
            } else if class.any(Class::BE) {
                lead.be = true;
            } else if token.among(BEGINNING) && self.joined(place + 1).is_some_and(|t| t.is("to")) {
                place += 1;
            } else if !class.any(Class::ADVERB.or(Class::DO).or(Class::HAVE)) && !token.is("yet") {
                break;
            }
            place += 1;
        }
        lead.verb = place;
        Some(lead)
    }
}

/// Adverbs that take back what a verb says.
pub(super) const RARELY: &str = "rarely seldom hardly barely scarcely";

/// Verbs that begin another one: "tended to agree".
const BEGINNING: &str = "tend tended continue continued begin began come came start started";

/// What stands before the verb of a predicate.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word that may stand there"
)]
struct Lead {
    verb: usize,
    amount: Option<Amount>,
    negated: bool,
    rarely: bool,
    all: bool,
    would: bool,
    be: bool,
}

impl Lead {
    fn concluded(self, to: usize, sort: Sort) -> Predicate {
        let amount = match (self.all, self.negated) {
            (true, true) => Amount::NotAll,
            (true, false) => plain("all"),
            (false, _) => claimed(sort, self.negated, self.rarely, self.amount),
        };
        Predicate {
            to,
            sort,
            amount,
            counted: self.all,
        }
    }
}

/// What a view or a saying claims: as its verb says, more with a hedge, the rest of it when the hedge
/// is denied ("not widely seen as": at most half). What was not said, nobody said.
pub(super) fn claimed(sort: Sort, negated: bool, rarely: bool, hedged: Option<Amount>) -> Amount {
    let share = |numerator, denominator, nearness| Amount::Share {
        numerator,
        denominator,
        nearness,
    };
    match (hedged, negated) {
        (Some(Amount::MoreThanHalf), true) => share(1, 2, Nearness::AtMost),
        (Some(Amount::Often), true) => share(1, 2, Nearness::LessThan),
        (Some(Amount::Usually | Amount::Consistently), true) => share(3, 4, Nearness::LessThan),
        (Some(hedged), _) => hedged,
        (None, _) => match sort {
            Sort::Agreed if !negated && !rarely => Amount::Agreed,
            Sort::View | Sort::Agreed => Amount::View,
            Sort::Said if negated => plain("none"),
            Sort::Said if rarely => plain("few"),
            Sort::Said => Amount::Said,
        },
    }
}

/// A word that belongs to its verb: "asked for", "talked about", "pointed out", "told us".
fn belongs(verb: &str, next: &str) -> bool {
    matches!(
        (verb, next),
        (
            "ask" | "asked" | "call" | "called" | "asking" | "calling",
            "for"
        ) | ("talk" | "talked" | "speak" | "spoke", "about" | "of")
            | ("point" | "pointed", "to" | "out")
            | ("refer" | "referred", "to")
            | ("tell" | "told", "us")
    )
}
