//! Bare generics: "agencies felt", "agencies also noted", "was raised by agencies".

use super::lexicon::Class;
use super::verbs::{self, Sort};
use super::walk::{Found, Step, Walk};
use super::{Amount, Kind};

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
        "broadly" | "generally" | "largely" | "mainly" | "mostly" | "widely" => Amount::MoreThanHalf,
        "often" | "frequently" => Amount::Often,
        "sometimes" | "occasionally" => Amount::Sometimes,
        "usually" => Amount::Usually,
        _ => return None,
    })
}

pub(super) fn none() -> Amount {
    Amount::Word { word: "none".into(), nearly: false, negated: false }
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
        let possessive = noun.end.checked_sub(1).and_then(|p| self.token(p)).is_some_and(|t| t.possessive());
        if possessive || !self.may_be_subject(at) {
            return Step::Pass;
        }
        let narrowed = (at..noun_at).find(|&p| self.token(p).is_some_and(|t| t.class.any(Class::RESTRICTING) || t.among("these those")));
        if let Some(step) = self.floated(at, noun.end) {
            return step;
        }
        let Some((verb, scope)) = self.verb_of(noun.end) else { return Step::Pass };
        let Some(said) = self.predicate(verb) else { return Step::Pass };
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
        if self.token(at).is_some_and(|t| t.among("the these those our other")) {
            noun += 1;
        }
        let describes = |p: usize| {
            self.token(p).is_some_and(|t| t.class.any(Class::RESTRICTING) || t.among("participating contributing individual public government member other"))
                && (p == at || self.joined(p).is_some())
        };
        while describes(noun) && noun - at < 3 {
            noun += 1;
        }
        noun
    }

    /// Whether a subject may begin here: no preposition governs it, and it is not a condition.
    fn may_be_subject(&self, at: usize) -> bool {
        let Some(before) = self.before(at) else { return true };
        if before.among("what which") {
            let is = at.checked_sub(2).and_then(|p| self.token(p)).is_some_and(|t| t.is_be());
            return is;
        }
        if before.is("and") || before.is("or") {
            return !(1..5).any(|back| at.checked_sub(back + 1).and_then(|p| self.token(p)).is_some_and(|t| t.class.any(Class::PREPOSITION)));
        }
        if before.class.any(Class::CONDITIONAL) && !before.class.any(Class::SUBORDINATE) {
            return false;
        }
        if before.class.any(Class::PREPOSITION) {
            return before.among("since as") ;
        }
        let causes = before.among("make makes made help helps helped let lets a an each every no any one");
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
        let all = Amount::Word { word: "all".into(), nearly: false, negated: false };
        Some(Step::Phrase(Found::new(at, to + 1, Kind::Quantifier, all)))
    }

    /// "They said", at the beginning of a sentence, of organisations that were spoken of.
    fn taken_up(&self, at: usize) -> Option<Step> {
        let token = self.token(at)?;
        let quantified = self.phrases.last().is_some_and(|p| super::walk::over_organisations(p.kind));
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
            let close = (at + 1..at + BETWEEN).find(|&p| self.token(p).is_some_and(|t| t.gap.comma))?;
            let parted = (at + 1..close).any(|p| self.token(p).is_none_or(|t| t.gap.strong || t.gap.first));
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
                t.class.any(Class::PRONOUN.or(Class::MODAL).or(Class::ARTICLE).or(Class::POSSESSIVE).or(Class::RELATIVE).or(Class::HAVE).or(Class::BE).or(Class::DO).or(Class::PREPOSITION))
            }) || before.is_some_and(|t| t.is("to"));
            !governed && self.predicate(p).is_some()
        })?;
        let interrupted = !relative
            && (at..verb).any(|p| self.token(p).is_some_and(|t| t.class.any(Class::AUXILIARY.or(Class::RELATIVE).or(Class::CONDITIONAL))));
        if interrupted {
            return None;
        }
        Some((verb, (!and).then_some((at, verb))))
    }

    /// What stands here as the predicate of several: "felt", "have long believed", "did not want",
    /// "would like", "were keen", "all agreed".
    pub(super) fn predicate(&self, at: usize) -> Option<Predicate> {
        let mut amount: Option<Amount> = None;
        let (mut negated, mut all, mut would, mut be, mut have) = (false, false, false, false, false);
        let mut place = at;
        while place - at < 6 {
            let token = self.token(place)?;
            if place > at && token.gap.breaks() {
                return None;
            }
            let class = token.class;
            if let Some(hedged) = hedge(&token.word) {
                amount = Some(hedged);
            } else if token.is("consistently") {
                amount = Some(Amount::Consistently);
            } else if token.among("all each") {
                all = true;
            } else if token.is("unanimously") {
                all = true;
            } else if token.is("would") {
                would = true;
            } else if class.any(Class::NEGATION) && !class.any(Class::MODAL) {
                negated = !self.joined(place + 1).is_some_and(|t| t.among("only just least"));
                be |= class.any(Class::BE);
            } else if class.any(Class::MODAL) {
                return None;
            } else if class.any(Class::BE) {
                be = true;
            } else if class.any(Class::HAVE) {
                have = true;
            } else if class.any(Class::ADVERB.or(Class::DO)) || token.is("yet") {
                // They change nothing.
            } else if token.among("tend tended continue continued begin began come came start started")
                && self.joined(place + 1).is_some_and(|t| t.is("to"))
            {
                place += 1;
            } else {
                break;
            }
            place += 1;
        }
        let token = self.token(place).filter(|t| place == at || !t.gap.breaks())?;
        if be && verbs::attitude(&token.word) {
            let amount = amount.unwrap_or(Amount::View);
            return Some(self.concluded(place + 1, Sort::View, amount, negated, all));
        }
        if be && token.is("unanimous") {
            return Some(self.concluded(place + 1, Sort::View, Amount::View, negated, true));
        }
        let progressive = token.word.ends_with("ing");
        if be && !progressive && !token.is("agreed") || progressive && !be {
            return None;
        }
        let sort = verbs::active(self.tokens, place, would)?;
        if would && !token.among("like prefer welcome value appreciate support want") {
            return None;
        }
        debug_assert!(!(be && have) || progressive || token.is("agreed"));
        let to = place + 1 + usize::from(self.joined(place + 1).is_some_and(|t| self.belongs(place, t.word.as_ref())));
        let amount = amount.unwrap_or(match sort {
            Sort::View => Amount::View,
            Sort::Agreed if negated => Amount::View,
            Sort::Agreed => Amount::Agreed,
            Sort::Said => Amount::Said,
        });
        Some(self.concluded(to, sort, amount, negated, all))
    }

    fn concluded(&self, to: usize, sort: Sort, amount: Amount, negated: bool, all: bool) -> Predicate {
        let amount = match (all, negated, sort) {
            (true, true, _) => Amount::NotAll,
            (true, false, _) => Amount::Word { word: "all".into(), nearly: false, negated: false },
            (false, true, Sort::Said) => none(),
            _ => amount,
        };
        debug_assert!(to <= self.tokens.len());
        Predicate { to, sort, amount, counted: all }
    }

    /// A word that belongs to its verb: "asked for", "talked about", "pointed out", "told us".
    fn belongs(&self, verb: usize, next: &str) -> bool {
        let verb = self.token(verb).map_or("", |t| t.word.as_ref());
        matches!(
            (verb, next),
            ("ask" | "asked" | "call" | "called" | "asking" | "calling", "for")
                | ("talk" | "talked" | "speak" | "spoke", "about" | "of")
                | ("point" | "pointed", "to" | "out")
                | ("refer" | "referred", "to")
                | ("tell" | "told", "us")
        )
    }
}
