//! Quantifiers over organisations, with their noun or without it, and amounts over something else.

use super::amounts::{Head, plain};
use super::lexicon::{Class, looks_plural};
use super::nouns::{Over, phrase};
use super::numbers::{number, words};
use super::tokens::Token;
use super::walk::{Found, REACH, Step, Walk};
use super::{Amount, Kind};

/// What an amount takes up.
enum Taken {
    Organisations {
        to: usize,
        narrowed: Option<(usize, usize)>,
    },
    Other {
        from: usize,
        to: usize,
    },
    /// "of them".
    Pronoun {
        to: usize,
    },
    Alone {
        to: usize,
    },
}

impl Walk<'_, '_> {
    /// "most agencies", "for a small number", "seven of the nine", "some examples".
    pub(super) fn quantifier(&self, at: usize, _held: bool) -> Step {
        if !self
            .token(at)
            .is_some_and(|t| t.class.any(Class::AMOUNT) || self.scale.begins(&t.word))
        {
            return Step::Pass;
        }
        if let Some(step) = self.pronoun_subject(at) {
            return step;
        }
        let Some(head) = self.head(at) else {
            return self.any_denied(at);
        };
        if self.superlative(at) {
            return Step::Pass;
        }
        let to = self.insertion(head.end);
        match self.taken(&head, to) {
            Some(Taken::Organisations { to, narrowed }) => {
                self.over_organisations(at, &head, to, narrowed)
            }
            Some(Taken::Other { from, to }) => self.over_other(at, &head, from, to),
            Some(Taken::Pronoun { to }) => {
                if let Some(found) = self.of_others(at, to) {
                    return Step::Phrase(found);
                }
                let mut found = Self::found(at, &head, to);
                found.kind = if head.exact {
                    Kind::Exact
                } else {
                    Kind::Elliptical
                };
                found.elliptical = true;
                found.of_holders = self.view_follows(to);
                found.scope = self.narrowing(to);
                Step::Phrase(found)
            }
            Some(Taken::Alone { to }) => self.alone(at, &head, to),
            None => Step::Pass,
        }
    }

    pub(super) fn found(at: usize, head: &Head, to: usize) -> Found {
        let kind = if head.exact {
            Kind::Exact
        } else {
            Kind::Quantifier
        };
        Found::new(at, to, kind, head.amount.clone())
    }

    fn over_organisations(
        &self,
        at: usize,
        head: &Head,
        to: usize,
        narrowed: Option<(usize, usize)>,
    ) -> Step {
        if self.token(at).is_some_and(|t| t.is("both"))
            && self.joined(to).is_some_and(|t| t.is("and"))
        {
            return Step::Skip(to);
        }
        // "The two agencies with a van" says which, not how many, unless they hold a view.
        let number = head.exact && matches!(head.amount, Amount::Counts { of: None, .. });
        let which = self
            .before(at)
            .is_some_and(|t| t.among("the these those our other first last next"));
        if number && which && !self.view_follows(to) {
            return Step::Skip(to);
        }
        let mut found = Self::found(at, head, to);
        found.scope = self.narrowing(to).or(narrowed);
        if let Some((left, end)) = self.all_but(head, to) {
            found.to = end;
            found.kind = Kind::Exact;
            found.amount = Amount::AllBut { left };
        } else if head.all() && self.denied_before(at) {
            found.amount = Amount::NotAll;
            if self
                .before(at)
                .is_some_and(|t| t.class.any(Class::PREPOSITION))
            {
                found.from = at - 1;
            }
        }
        Step::Phrase(found)
    }

    fn over_other(&self, at: usize, head: &Head, from: usize, to: usize) -> Step {
        let last = to.checked_sub(1).and_then(|p| self.token(p));
        if to == from + 1 && last.is_some_and(|t| t.class.any(Class::TIME)) {
            return Step::Skip(to);
        }
        if !head.lists {
            return Step::Pass;
        }
        let mut found = Found::new(at, to, Kind::NotCounted, Amount::None);
        found.over = Some((from, to));
        Step::Phrase(found)
    }

    /// What stands between a word of amount and its noun: "(but not all)", "if not all".
    fn insertion(&self, at: usize) -> usize {
        let Some(token) = self.token(at) else {
            return at;
        };
        let begins = token.among("but if though although or");
        if token.gap.open && begins {
            let close = (at..at + 7).find(|&p| self.token(p).is_some_and(|t| t.gap.close));
            return close.unwrap_or(at);
        }
        let denied = words(self.tokens, at, "if not")
            .or_else(|| words(self.tokens, at, "but not"))
            .or_else(|| words(self.tokens, at, "though not"));
        denied
            .and_then(|end| self.head(end))
            .map_or(at, |head| head.end)
    }

    /// The noun of an amount.
    fn taken(&self, head: &Head, to: usize) -> Option<Taken> {
        let if_any = matches!(&head.amount, Amount::Word { word, .. } if word == "few if any");
        let inserted = to != head.end || if_any;
        let parted = self.token(to).is_none_or(|t| t.gap.breaks()) && !inserted;
        if parted {
            return Some(Taken::Alone { to: head.end });
        }
        let mut at = to;
        let of = self.token(at).is_some_and(|t| t.is("of"));
        if of {
            at += 1;
            let mut determined = at;
            while self.joined(determined).is_some_and(|t| {
                t.class.any(Class::ARTICLE.or(Class::POSSESSIVE))
                    || t.among("these those this that all")
            }) {
                determined += 1;
            }
            let pronoun = self
                .joined(at)
                .is_some_and(|t| t.among("them these those us which whom"));
            let count = number(self.tokens, determined).map_or(determined, |(_, end)| end);
            return match phrase(self.nouns, self.tokens, count, false) {
                Over::Organisations { end, narrowed } => {
                    Some(Taken::Organisations { to: end, narrowed })
                }
                _ if pronoun => Some(Taken::Pronoun { to: at + 1 }),
                Over::Other { from, to, .. } => Some(Taken::Other { from, to }),
                Over::Nothing => None,
            };
        }
        if head.of_only && !head.article {
            return Some(Taken::Alone { to: head.end });
        }
        if head.article {
            while self.joined(at).is_some_and(|t| {
                t.class.any(Class::ARTICLE.or(Class::POSSESSIVE)) || t.among("these those this")
            }) {
                at += 1;
            }
        }
        let counted = !head.exact && at == to;
        if counted && let Some((_, end)) = number(self.tokens, at) {
            at = end;
        }
        match phrase(self.nouns, self.tokens, at, head.one) {
            Over::Organisations { end, narrowed } => {
                Some(Taken::Organisations { to: end, narrowed })
            }
            Over::Other { from, to, sure } => {
                let last_plural = to
                    .checked_sub(1)
                    .and_then(|p| self.token(p))
                    .is_some_and(|t| looks_plural(&t.word) || t.quoted());
                // "Some close on Mondays": one unknown word may be the verb of those before.
                let verb = to == from + 1 && self.organisations_before();
                if last_plural || head.one || head.mass && (sure || !verb) {
                    Some(Taken::Other { from, to })
                } else {
                    Some(Taken::Alone { to: head.end })
                }
            }
            Over::Nothing => Some(Taken::Alone { to: head.end }),
        }
    }

    /// "all agencies but one".
    fn all_but(&self, head: &Head, to: usize) -> Option<(u32, usize)> {
        let but = head.all()
            && self
                .joined(to)
                .is_some_and(|t| t.among("but bar except save"));
        but.then(|| number(self.tokens, to + 1)).flatten()
    }

    /// "the most successful", "was most useful", "matters most".
    fn superlative(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else {
            return false;
        };
        let Some(before) = self.before(at) else {
            return false;
        };
        if token.is("most") {
            if before.class.any(Class::AUXILIARY) {
                let over = phrase(self.nouns, self.tokens, at + 1, false);
                return !matches!(over, Over::Organisations { .. });
            }
            let determined = before.class.any(Class::ARTICLE.or(Class::POSSESSIVE));
            return determined || before.possessive() || before.is("far");
        }
        if token.among("many few much") {
            return before.among("how as the these those last first next past every");
        }
        token.is("half") && before.among("a the second first other")
    }

    /// Whether a negation stands before this in its clause: "not … for all agencies".
    fn denied_before(&self, at: usize) -> bool {
        let subject = |t: &Token| t.class.any(Class::CONJUNCTION);
        if self.before(at).is_some_and(subject) {
            return false;
        }
        let mut place = at;
        while let Some(token) = self.before(place).filter(|_| at - place < REACH) {
            place -= 1;
            if token.among("no none nothing nobody hardly") {
                return true;
            }
            if token.class.any(Class::NEGATION) && !token.is("neither") {
                return !self
                    .token(place + 1)
                    .is_some_and(|t| t.among("only just least"));
            }
            if token.class.any(
                Class::SUBORDINATE
                    .or(Class::CONDITIONAL)
                    .or(Class::RELATIVE),
            ) || token.among("but without")
            {
                return false;
            }
        }
        false
    }

    /// "not … by any agency".
    fn any_denied(&self, at: usize) -> Step {
        if !self.token(at).is_some_and(|t| t.is("any")) || !self.denied_before(at) {
            return Step::Pass;
        }
        let of = words(self.tokens, at + 1, "of the").unwrap_or(at + 1);
        let several = phrase(self.nouns, self.tokens, of, false);
        let one = phrase(self.nouns, self.tokens, of, true);
        for over in [one, several] {
            if let Over::Organisations { end, narrowed } = over {
                let none = plain("none");
                let mut found = Found::new(at, end, Kind::Quantifier, none);
                found.scope = narrowed;
                return Step::Phrase(found);
            }
        }
        Step::Pass
    }
}
