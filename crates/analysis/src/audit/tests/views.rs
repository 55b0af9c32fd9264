//! Views, sayings, and how often: what is asked beside a count.

use super::{Draft, claim, codes, judged, names, verdict, word};
use throughline_core::audit::Verdict::{self, NoEvidence, Overstated, Supported};
use throughline_core::findings::Unit;
use throughline_core::ids::NoteId;
use throughline_core::reading::Amount;
use throughline_core::review::{Audience, Review};
use throughline_core::selection::Selection;

/// Nine organisations, of which some are for, some against, and some raised it without a view.
fn sides(positive: usize, negative: usize, unstated: usize) -> Review {
    let all = names(9);
    let all: Vec<&str> = all.split(',').collect();
    let mut draft = Draft::new("cost").engagement("WS", "workshop", "", &all.join(","));
    let (p, n) = (positive, positive + negative);
    for (who, tag) in [
        (&all[..p], "cost+"),
        (&all[p..n], "cost-"),
        (&all[n..n + unstated], "cost"),
    ] {
        if !who.is_empty() {
            draft = draft.note("WS", &who.join(","), tag);
        }
    }
    draft.review()
}

#[test]
fn a_view_put_to_all_needs_more_than_half_and_fewer_than_k_against() {
    for (amount, asked, positive, negative, expected) in [
        (Amount::View, "cost+", 5, 2, Supported),
        (Amount::View, "cost+", 4, 0, Overstated),
        (Amount::View, "cost+", 0, 5, NoEvidence),
        (Amount::View, "cost+", 5, 3, Overstated),
        (Amount::View, "cost-", 2, 5, Supported),
        (Amount::View, "cost-", 3, 6, Overstated),
        (Amount::View, "cost+", 9, 0, Supported),
        // Without a stance the smaller side is contrary.
        (Amount::View, "cost", 5, 2, Supported),
        (Amount::View, "cost", 2, 5, Supported),
        (Amount::View, "cost", 5, 3, Overstated),
        (Amount::View, "cost", 3, 3, Overstated),
        (Amount::Agreed, "cost+", 7, 0, Supported),
        (Amount::Agreed, "cost+", 6, 0, Overstated),
        (Amount::Agreed, "cost+", 8, 1, Overstated),
        (Amount::Agreed, "cost-", 0, 7, Supported),
    ] {
        let review = sides(positive, negative, 0);
        let found = verdict(&review, &amount, &claim(&review, asked));
        assert_eq!(
            found, expected,
            "{amount:?} of {asked}: {positive} for, {negative} against"
        );
    }
}

#[test]
fn an_organisation_on_both_sides_is_not_against() {
    let review = Draft::new("cost")
        .engagement("WS", "workshop", "", &names(3))
        .note("WS", &names(3), "cost+")
        .note("WS", "Org 00", "cost-")
        .review();
    let agreed = judged(
        &review,
        Audience::Internal,
        &Amount::Agreed,
        &claim(&review, "cost+"),
    );
    assert_eq!(agreed.counted.to_string(), "2 of 3");
    assert_eq!(agreed.verdict, Overstated);
    let view = judged(
        &review,
        Audience::Internal,
        &Amount::View,
        &claim(&review, "cost+"),
    );
    assert_eq!(view.verdict, Supported);
    assert_eq!(codes(&view), Vec::<&str>::new());
    // Its note is listed as against all the same.
    assert_eq!((view.supporting.1, view.contrary.1), (1, 1));
    assert_eq!(view.contrary.0[0].as_str(), "N-2");
}

#[test]
fn saying_needs_two_or_k_for_the_public() {
    let of = |count, audience| -> Verdict {
        let review = sides(count, 0, 0);
        judged(&review, audience, &Amount::Said, &claim(&review, "cost")).verdict
    };
    for (count, internal, public) in [
        (0, NoEvidence, NoEvidence),
        (1, Overstated, Overstated),
        (2, Supported, Overstated),
        (3, Supported, Supported),
        (9, Supported, Supported),
    ] {
        assert_eq!(of(count, Audience::Internal), internal, "{count}");
        assert_eq!(of(count, Audience::Public), public, "{count}");
    }
}

/// Four meetings and four workshops, of which the first so many carry it.
fn engagements(meetings: usize, workshops: usize) -> Review {
    let mut draft = Draft::new("cost other");
    for (kind, carrying) in [("meeting", meetings), ("workshop", workshops)] {
        for at in 0..4 {
            let id = format!("{kind}-{at}");
            draft = draft.engagement(&id, kind, "", "A");
            let tag = if at < carrying { "cost" } else { "other" };
            draft = draft.note(&id, "A", tag);
        }
    }
    draft.review()
}

#[test]
fn how_often_is_a_share_of_engagements() {
    for (amount, meetings, workshops, expected) in [
        (Amount::Often, 4, 0, Supported),
        (Amount::Often, 2, 1, Overstated),
        (Amount::Sometimes, 1, 0, Supported),
        (Amount::Sometimes, 0, 0, NoEvidence),
        (Amount::Usually, 3, 3, Supported),
        (Amount::Usually, 4, 1, Overstated),
        (Amount::Consistently, 3, 3, Supported),
        (Amount::Consistently, 4, 1, Overstated),
    ] {
        let review = engagements(meetings, workshops);
        let found = judged(
            &review,
            Audience::Internal,
            &amount,
            &claim(&review, "cost"),
        );
        assert_eq!(
            found.verdict, expected,
            "{amount:?}: {meetings} and {workshops}"
        );
        assert_eq!(found.unit, Unit::Engagements);
        assert_eq!(found.counted.base, 8);
    }
}

#[test]
fn consistently_asks_for_every_format() {
    let mut draft = Draft::new("cost");
    for at in 0..4 {
        let id = format!("M-{at}");
        draft = draft
            .engagement(&id, "meeting", "", "A")
            .note(&id, "A", "cost");
    }
    let review = draft.engagement("H", "hui", "", "A").review();
    let found = judged(
        &review,
        Audience::Internal,
        &Amount::Consistently,
        &claim(&review, "cost"),
    );
    assert_eq!(found.counted.to_string(), "4 of 5");
    assert_eq!(found.verdict, Overstated);
    assert_eq!(codes(&found), ["not-every-format"]);
    assert_eq!(
        verdict(&review, &Amount::Usually, &claim(&review, "cost")),
        Supported
    );
}

#[test]
fn a_word_is_counted_in_the_unit_of_its_claim() {
    let review = engagements(4, 3);
    for (unit, counted) in [
        (Unit::Organisations, "1 of 1"),
        (Unit::Engagements, "7 of 8"),
        (Unit::Notes, "7 of 8"),
    ] {
        let claim = throughline_core::findings::Claim {
            unit,
            ..claim(&review, "cost")
        };
        let found = judged(&review, Audience::Internal, &word("most"), &claim);
        assert_eq!(
            (found.unit, found.counted.to_string()),
            (unit, counted.into())
        );
    }
}

#[test]
fn a_base_of_those_that_raised_something_lists_their_notes_alone() {
    let review = Draft::new("cost staff")
        .note("", "A", "cost staff")
        .note("", "B", "cost")
        .note("", "C", "staff")
        .note("", "", "cost")
        .review();
    let claim = throughline_core::findings::Claim {
        base: Some(Selection::theme(crate::reviews::theme(&review, "staff"))),
        ..claim(&review, "cost")
    };
    let found = judged(&review, Audience::Internal, &word("some"), &claim);
    assert_eq!(found.counted.to_string(), "1 of 2");
    let ids: Vec<&str> = found.supporting.0.iter().map(NoteId::as_str).collect();
    assert_eq!(ids, ["N-1"]);
}
