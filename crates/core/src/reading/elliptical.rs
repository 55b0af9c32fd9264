//! Amounts whose noun is left out, and what they take up.

use super::amounts::{Head, plain};
use super::lexicon::{Class, looks_plural};
use super::numbers::words;
use super::walk::{BEFORE_SUBJECT, Found, REACH, Step, Walk, over_organisations};
use super::{Amount, Kind, Phrase};

impl Walk<'_, '_> {
    /// An amount whose noun is left out, where it can be a subject or stands after a preposition.
    pub(super) fn alone(&self, at: usize, head: &Head, to: usize) -> Step {
        if !head.lone {
            return Step::Pass;
        }
        let number = head.exact && matches!(head.amount, Amount::Counts { of: None, .. });
        let after = self.joined(to);
        let preposition = self
            .before(at)
            .is_some_and(|t| t.among("for by among amongst to with from in"));
        let begins = self
            .before(at)
            .is_none_or(|t| t.class.any(BEFORE_SUBJECT) || t.among("however also only then"));
        let verb = after.is_some_and(|t| {
            t.class.any(
                Class::AUXILIARY
                    .or(Class::VERB)
                    .or(Class::VIEW)
                    .or(Class::ADVERB)
                    .or(Class::NEGATION),
            ) || t.word.ends_with("ed")
                || t.among("who that")
        });
        let clause = after.is_none_or(|t| {
            t.class
                .any(Class::PRONOUN.or(Class::DETERMINER).or(Class::CONJUNCTION))
        });
        let unknown_verb = after.is_some_and(|t| !t.class.any(Class::STOP));
        let fits = if of_a_base(&head.amount) {
            // "with 7 or more of 9 in favour": N is said, so it is no number of other things.
            true
        } else if number {
            let small = matches!(head.amount, Amount::Counts { low, high, .. } if low.or(high).is_some_and(|n| n < 1000));
            let views = self.view_follows(to);
            let said = self.organisations_before();
            let has = after.is_some_and(|t| t.class.any(Class::HAVE))
                && !self.joined(to + 1).is_some_and(|t| t.is("to"));
            small && begins && !preposition && (views || said && if head.one { has } else { verb })
        } else if preposition {
            if head.exact {
                let share = matches!(head.amount, Amount::Share { .. });
                after.is_none()
                    && !(share && self.before(at).is_some_and(|t| !t.among("for among")))
            } else {
                // "free for all" is for everybody, unless organisations were spoken of.
                (verb || clause) && (!head.all() || self.organisations_before())
            }
        } else {
            begins && (verb || unknown_verb && !head.exact && self.organisations_before())
                || !begins
                    && after.is_none()
                    && !head.mass
                    && !head.exact
                    && !self.before(at).is_some_and(|t| {
                        t.is_be() || t.class.any(Class::PREPOSITION.or(Class::ARTICLE))
                    })
        };
        if !fits || after.is_some_and(|t| t.is("of")) {
            return Step::Pass;
        }
        let mut found = Self::found(at, head, to);
        if !head.exact {
            found.kind = Kind::Elliptical;
        }
        if preposition && !head.exact {
            found.from = at - 1;
        }
        found.elliptical = true;
        found.of_holders = self.view_follows(to);
        Step::Phrase(found)
    }

    /// "others", "they all", "everyone", "no one" as the subject of a view.
    pub(super) fn pronoun_subject(&self, at: usize) -> Option<Step> {
        let token = self.token(at)?;
        let begins = self.before(at).is_none_or(|t| t.class.any(BEFORE_SUBJECT));
        if !begins {
            return None;
        }
        let (amount, to) = match &*token.word {
            "others"
                if self
                    .joined(at + 1)
                    .is_some_and(|t| !t.class.any(Class::PREPOSITION.or(Class::CONJUNCTION))) =>
            {
                (
                    Amount::Counts {
                        low: Some(2),
                        high: None,
                        of: None,
                    },
                    at + 1,
                )
            }
            "they" | "these" | "those" if words(self.tokens, at + 1, "all").is_some() => {
                (plain("all"), at + 2)
            }
            "everyone" | "everybody" if self.view_follows(at + 1) => (plain("all"), at + 1),
            "nobody" if self.view_follows(at + 1) => (plain("none"), at + 1),
            "no" if self.joined(at + 1).is_some_and(|t| t.is("one"))
                && self.view_follows(at + 2) =>
            {
                (plain("none"), at + 2)
            }
            _ => return None,
        };
        let mut found = Found::new(at, to, Kind::Elliptical, amount);
        found.elliptical = true;
        found.of_holders = self.view_follows(to);
        Some(Step::Phrase(found))
    }

    /// Whether a verb of view or of saying follows.
    pub(super) fn view_follows(&self, at: usize) -> bool {
        self.predicate(at).is_some()
    }

    /// Whether organisations were spoken of before.
    pub(super) fn organisations_before(&self) -> bool {
        self.phrases
            .iter()
            .rev()
            .take(8)
            .any(|p| over_organisations(p.kind))
            || self.mention.is_some()
    }

    /// "a few of them" where only others than organisations were spoken of.
    pub(super) fn of_others(&self, at: usize, to: usize) -> Option<Found> {
        if self.organisations_before() {
            return None;
        }
        let mut found = Found::new(at, to, Kind::NotCounted, Amount::None);
        found.over = self.plural_before(at).map(|p| (p, p + 1));
        found.over_before.clone_from(self.plural);
        (found.over.is_some() || found.over_before.is_some()).then_some(found)
    }

    /// The nearest plural noun before this in its sentence.
    pub(super) fn plural_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().take(REACH).find(|&p| {
            self.token(p)
                .is_some_and(|t| !t.class.any(Class::STOP) && looks_plural(&t.word))
        })
    }

    /// Takes up the nearest quantified subject before an elliptical phrase.
    pub(super) fn take_up(&self, phrase: &mut Phrase, of_holders: bool) {
        let near = self
            .phrases
            .iter()
            .rev()
            .take(REACH)
            .take_while(|p| p.sentence + 3 > phrase.sentence);
        let mut other: Option<&Phrase> = None;
        let mut holder: Option<&Phrase> = None;
        for before in near {
            if over_organisations(before.kind) {
                holder = Some(before);
                break;
            }
            if before.kind == Kind::NotCounted && other.is_none() {
                other = Some(before);
            }
        }
        // Within one sentence the nearer subject is taken up, whatever an earlier one spoke of.
        let here = |p: &&Phrase| p.sentence == phrase.sentence;
        if other.as_ref().is_some_and(here) && !holder.as_ref().is_some_and(here) && !of_holders {
            holder = None;
        }
        match (holder, other) {
            (Some(holder), other) => {
                phrase.antecedent = Some(holder.span);
                phrase.unit_unclear = other.is_some() && !of_holders;
            }
            (None, Some(other)) if !of_holders && (here(&other) || !of_a_base(&phrase.amount)) => {
                phrase.antecedent = Some(other.span);
                phrase.over.clone_from(&other.over);
                phrase.kind = Kind::NotCounted;
                phrase.amount = Amount::None;
            }
            _ => phrase.antecedent = *self.mention,
        }
    }
}

/// Whether N is said: "7 of 9".
fn of_a_base(amount: &Amount) -> bool {
    matches!(amount, Amount::Counts { of: Some(_), .. })
}
