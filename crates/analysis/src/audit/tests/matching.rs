//! Which claim a phrase belongs to.

use super::super::matching::{amount_in, by_overlap, of_title};
use super::{Draft, claim, names, word};
use crate::Analysis;
use crate::audit::judge::{Judge, Said, Standard};
use crate::audit::tally::Counter;
use throughline_core::audit::Verdict::{self, Overstated, Supported};
use throughline_core::findings::Claim;
use throughline_core::reading::{Amount, Kind, Phrase, Span};
use throughline_core::review::Audience;
use throughline_core::wording::Scale;

fn phrase(text: &str, sentence: &str) -> Phrase {
    let at = sentence.find(text).unwrap();
    Phrase {
        text: text.into(),
        span: Span {
            offset: sentence[..at].chars().count(),
            length: text.chars().count(),
        },
        sentence: 0,
        kind: Kind::Quantifier,
        amount: Amount::View,
        antecedent: None,
        unit_unclear: false,
        scope: None,
        over: None,
    }
}

fn on(text: &str, sentence: &str) -> Claim {
    let span = phrase(text, sentence).span;
    Claim {
        phrase: text.into(),
        offset: span.offset,
        ..Claim::default()
    }
}

#[test]
fn a_phrase_takes_the_claim_that_shares_most_of_its_words() {
    let sentence = "“Ngā” most agencies felt, and a few agencies said, that it is seen as low.";
    let phrases = ["most agencies", "a few agencies", "is seen as"];
    let phrases = phrases.map(|text| phrase(text, sentence));
    let claims = [
        on("agencies felt, and a few agencies", sentence),
        on("most agencies felt", sentence),
        on("low", sentence),
    ];
    let found = by_overlap(&phrases, &claims);
    assert_eq!(found.claim_of, [Some(1), Some(0), None]);
    assert_eq!(found.unread, [2]);
}

#[test]
fn a_claim_that_was_not_read_is_judged_by_the_word_in_it() {
    let plain = Scale::plain();
    let denied = |word: &str| Amount::Word {
        word: word.into(),
        nearly: false,
        negated: true,
    };
    for (phrase, amount) in [
        ("Almost all of  them", Some(word("almost all"))),
        ("a small number", Some(word("a small number"))),
        ("was not pressing for all agencies", Some(Amount::NotAll)),
        ("not most of them", Some(denied("most"))),
        ("mostly", None),
        ("is seen as", None),
    ] {
        assert_eq!(amount_in(phrase, &plain), amount, "{phrase}");
    }
}

#[test]
fn a_title_is_borne_by_a_claim_of_its_statement_and_may_not_say_more() {
    let review = Draft::new("cost staff")
        .engagement("WS", "workshop", "", &names(9))
        .note("WS", &names(7), "cost")
        .note("WS", &names(2), "staff")
        .review();
    let claims = [
        claim(&review, "staff"),
        Claim {
            headline: true,
            ..claim(&review, "cost")
        },
    ];
    let amounts = [Some(word("a small number")), Some(word("most"))];
    let analysis = Analysis::of(&review).unwrap();
    let counter = Counter::new(analysis.index(), analysis.scope());
    let judge = Judge {
        counter: &counter,
        standard: Standard::of(&review, Audience::Internal),
    };
    let of = |amount: &Amount| -> Option<(u32, Verdict)> {
        let said = Said {
            phrase: "the title",
            amount,
        };
        of_title(&judge, said, &claims, &amounts).map(|(_, j)| (j.counted.count, j.verdict))
    };
    assert_eq!(of(&word("most")), Some((7, Supported)));
    // Another word that the headline bears.
    assert_eq!(of(&word("many")), Some((7, Supported)));
    assert_eq!(of(&Amount::View), Some((7, Supported)));
    // The words of the other claim, and one that it bears where the headline does not.
    assert_eq!(of(&word("a small number")), Some((2, Supported)));
    assert_eq!(of(&word("a minority")), Some((2, Supported)));
    // It says more than any claim.
    assert_eq!(of(&word("all")), Some((7, Overstated)));
    let nothing = of_title(
        &judge,
        Said {
            phrase: "the title",
            amount: &Amount::View,
        },
        &[],
        &[],
    );
    assert!(nothing.is_none());
}
