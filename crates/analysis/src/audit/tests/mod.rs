//! Verdicts of phrases, rule by rule, on reviews small enough to count by hand. The phrases are
//! made here and not read, so that a judgement is tested apart from reading.

mod beside;
mod matching;
mod properties;
mod ranks;
mod views;
mod words;

use super::judge::{Judge, Judged, Said, Standard};
use super::tally::Counter;
use crate::index::Index;
use crate::reviews::{self as draft, Draft};
use crate::scope::Scope;
use throughline_core::audit::Verdict;
use throughline_core::findings::Claim;
use throughline_core::reading::Amount;
use throughline_core::review::{Audience, Review};
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;

/// A claim on a theme and what follows it as tags are written: `cost`, `cost+`, `cost-`.
fn claim(review: &Review, theme: &str) -> Claim {
    let (id, stance) = match theme.chars().last() {
        Some('+') => (&theme[..theme.len() - 1], vec![Stance::Positive]),
        Some('-') => (&theme[..theme.len() - 1], vec![Stance::Negative]),
        _ => (theme, Vec::new()),
    };
    Claim {
        selection: Selection {
            stance,
            ..Selection::theme(draft::theme(review, id))
        },
        ..Claim::default()
    }
}

fn word(word: &str) -> Amount {
    Amount::Word {
        word: word.into(),
        nearly: false,
        negated: false,
    }
}

fn judged(review: &Review, audience: Audience, amount: &Amount, claim: &Claim) -> Judged {
    // No tables are made: a judgement needs the notes and the scope.
    let order = crate::order::Order::of(review);
    let (index, scope) = (Index::of(review), Scope::new(review, &order.organisations));
    let counter = Counter::new(&index, &scope);
    let judge = Judge {
        counter: &counter,
        standard: Standard::of(review, audience),
    };
    let said = Said {
        phrase: "the phrase",
        amount,
    };
    judge.judge(said, claim)
}

fn verdict(review: &Review, amount: &Amount, claim: &Claim) -> Verdict {
    judged(review, Audience::Internal, amount, claim).verdict
}

/// Names of so many organisations: `A,B,C`.
fn names(n: usize) -> String {
    let names: Vec<String> = (0..n).map(|at| format!("Org {at:02}")).collect();
    names.join(",")
}

/// So many organisations at a workshop, of which the first so many raised the cost.
fn raised(count: usize, base: usize) -> Review {
    let draft = Draft::new("cost").engagement("WS", "workshop", "", &names(base));
    let draft = if count > 0 {
        draft.note("WS", &names(count), "cost+")
    } else {
        draft
    };
    draft.review()
}

/// Codes of the remarks.
fn codes(judged: &Judged) -> Vec<&str> {
    judged.remarks.iter().map(|r| r.code.as_str()).collect()
}
