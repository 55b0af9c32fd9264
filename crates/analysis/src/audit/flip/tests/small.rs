//! Small cases with their distances.

use super::*;
use Stance::{Negative, NotStated, Positive};
use throughline_core::audit::{Distance, Flip};
use throughline_core::findings::Unit;
use throughline_core::reading::Amount;
use throughline_core::selection::Selection;
use throughline_core::wording::{Scale, bounds};

fn flip(review: &Review, claims: Vec<Claim>, goal: &Goal) -> Flip {
    let analysis = Analysis::of(review).unwrap();
    let counted = Counted::of(&analysis, claims);
    Flips::new(&analysis).of(&counted.sides(), goal)
}

fn on(theme: u32, stance: &[Stance]) -> Claim {
    Claim {
        selection: Selection {
            any: vec![theme],
            stance: stance.to_vec(),
            ..Selection::default()
        },
        ..Claim::default()
    }
}

fn exactly(organisations: Option<u32>, tags: Option<u32>) -> Flip {
    Flip {
        organisations: organisations.map(Distance::Exactly),
        tags: tags.map(Distance::Exactly),
        coders: None,
    }
}

fn at_most(count: u32) -> Goal {
    Goal::Either(vec![Step::at_most(0, count)])
}

fn at_least(count: u32) -> Goal {
    Goal::Either(vec![Step::at_least(0, count)])
}

/// Seven of nine: two of them by one tag, the others by two.
fn seven_of_nine() -> Review {
    let mut review = review(9);
    for who in 0..7 {
        note(&mut review, 0, &[who], &[(1, Positive)]);
    }
    for who in 2..7 {
        note(&mut review, 1, &[who], &[(2, Positive)]);
    }
    review
}

#[test]
fn most_of_nine_falls_with_one_tag_where_one_organisation_has_one() {
    let review = seven_of_nine();
    let most = bounds(
        &Amount::Word {
            word: "most".into(),
            nearly: false,
            negated: false,
        },
        &Scale::plain(),
        9,
    )
    .unwrap();
    let found = flip(&review, vec![on(0, &[])], &Goal::of_bounds(&most, true));
    assert_eq!(found, exactly(Some(1), Some(1)));
    assert!(found.fragile());
    // Two more fall with a tag and with two tags.
    assert_eq!(
        flip(&review, vec![on(0, &[])], &at_most(4)),
        exactly(Some(3), Some(4))
    );
    assert_eq!(
        flip(&review, vec![on(0, &[])], &at_most(0)),
        exactly(Some(7), Some(12))
    );
    // Organisations 7 and 8 have no note, so no tag can bring them in.
    assert_eq!(
        flip(&review, vec![on(0, &[])], &at_least(8)),
        exactly(Some(1), None)
    );
    assert_eq!(
        flip(&review, vec![on(0, &[])], &at_least(10)),
        exactly(None, None)
    );
    assert_eq!(
        flip(&review, vec![on(3, &[])], &at_least(2)),
        exactly(Some(2), Some(2))
    );
}

#[test]
fn a_shared_note_holds_several() {
    let mut review = review(4);
    note(&mut review, 0, &[0, 1, 2], &[(1, Positive)]);
    note(&mut review, 0, &[2], &[(1, Positive), (2, Positive)]);
    note(&mut review, 0, &[3], &[]);
    for (goal, expected) in [
        (at_most(2), exactly(Some(1), Some(1))),
        (at_most(1), exactly(Some(2), Some(1))),
        (at_most(0), exactly(Some(3), Some(3))),
        (at_least(4), exactly(Some(1), Some(1))),
    ] {
        assert_eq!(flip(&review, vec![on(0, &[])], &goal), expected, "{goal:?}");
    }
    // Nobody has theme 3: one tag on the shared note brings three.
    assert_eq!(
        flip(&review, vec![on(3, &[])], &at_least(3)),
        exactly(Some(3), Some(1))
    );
}

#[test]
fn stances_are_one_over_all_notes() {
    let mut review = review(3);
    note(&mut review, 0, &[0], &[(1, Positive)]);
    note(&mut review, 0, &[0], &[(2, Positive)]);
    note(&mut review, 0, &[0], &[(0, NotStated)]);
    note(&mut review, 0, &[1], &[(1, Negative)]);
    note(&mut review, 0, &[2], &[(3, Positive)]);
    let positive = || vec![on(0, &[Positive])];
    // Both positive tags of the first must fall; the one that states nothing may stay.
    assert_eq!(
        flip(&review, positive(), &at_most(0)),
        exactly(Some(1), Some(2))
    );
    // The third rises; the second, being against, could only become mixed.
    assert_eq!(
        flip(&review, positive(), &at_least(2)),
        exactly(Some(1), Some(1))
    );
    assert_eq!(
        flip(&review, positive(), &at_least(3)),
        exactly(Some(2), None)
    );
    // Notes that carry 1 and 3 both: one tag is missing on each of two notes.
    let both = |stance: &[Stance]| {
        let selection = Selection {
            all: vec![1, 3],
            stance: stance.to_vec(),
            ..Selection::default()
        };
        vec![Claim {
            selection,
            ..Claim::default()
        }]
    };
    assert_eq!(
        flip(&review, both(&[]), &at_least(2)),
        exactly(Some(2), Some(2))
    );
    // The tag of the second is against, so that the note is never positive.
    assert_eq!(
        flip(&review, both(&[Positive]), &at_least(3)),
        exactly(Some(3), None)
    );
    let mut excluded = on(0, &[]);
    excluded.selection.none = vec![3];
    assert_eq!(
        flip(&review, vec![excluded], &at_least(3)),
        exactly(Some(1), None)
    );
}

#[test]
fn a_word_that_denies_turns_at_both_ends() {
    let mut review = review(9);
    for who in 0..4 {
        note(
            &mut review,
            0,
            &[who],
            &[(if who == 0 { 1 } else { 3 }, Positive)],
        );
        note(
            &mut review,
            0,
            &[who],
            &[(if who == 0 { 2 } else { 4 }, Positive)],
        );
    }
    let small = bounds(
        &Amount::Word {
            word: "a small number".into(),
            nearly: false,
            negated: false,
        },
        &Scale::plain(),
        9,
    )
    .unwrap();
    let goal = Goal::of_bounds(&small, true);
    assert_eq!(
        goal,
        Goal::Either(vec![Step::at_least(0, 3), Step::at_most(0, 0)])
    );
    // One organisation, by two tags: it takes one organisation fewer or two more, and as many tags.
    assert_eq!(
        flip(&review, vec![on(0, &[])], &goal),
        exactly(Some(1), Some(2))
    );
    // Three: too many for a small number, which holds again when one is taken away.
    let fails = Goal::of_bounds(&small, false);
    assert_eq!(
        flip(&review, vec![on(3, &[])], &fails),
        exactly(Some(1), Some(2))
    );
    // What no count fits cannot be turned.
    let none = bounds(&Amount::AllBut { left: 10 }, &Scale::plain(), 9).unwrap();
    assert_eq!(
        flip(&review, vec![on(0, &[])], &Goal::of_bounds(&none, false)),
        exactly(None, None)
    );
}

#[test]
fn ranks_turn_by_either_side() {
    let mut review = review(4);
    for who in 0..3 {
        note(&mut review, 0, &[who], &[(1, Positive)]);
        note(&mut review, 0, &[who], &[(2, Positive)]);
    }
    note(&mut review, 0, &[3], &[(3, Positive)]);
    let sides = || vec![on(0, &[]), on(3, &[])];
    // Three to one: one organisation that changes over makes it even.
    assert_eq!(
        flip(&review, sides(), &Goal::Overtaken),
        exactly(Some(1), Some(2))
    );
    let turned = || vec![on(3, &[]), on(0, &[])];
    // To have more, theme 3 needs three organisations more; or two, when two change over.
    assert_eq!(
        flip(&review, turned(), &Goal::Overtake),
        exactly(Some(2), Some(3))
    );
    // A theme and what lies beneath it share their tags: that is not worked out.
    assert_eq!(
        flip(&review, vec![on(0, &[]), on(1, &[])], &Goal::Overtaken).tags,
        None
    );
    // For and against on one theme: a bound.
    let opposed = vec![on(0, &[Positive]), on(0, &[Negative])];
    let tags = flip(&review, opposed, &Goal::Overtaken).tags;
    assert_eq!(tags, Some(Distance::AtMost { at_most: 5 }));
}

#[test]
fn notes_and_engagements_count_for_themselves() {
    let review = seven_of_nine();
    let of = |unit| vec![Claim { unit, ..on(1, &[]) }];
    assert_eq!(
        flip(&review, of(Unit::Notes), &at_most(4)),
        exactly(None, Some(3))
    );
    assert_eq!(
        flip(&review, of(Unit::Notes), &at_least(9)),
        exactly(None, Some(2))
    );
    assert_eq!(
        flip(&review, of(Unit::Engagements), &at_most(0)),
        exactly(None, Some(7))
    );
    assert_eq!(
        flip(&review, of(Unit::Engagements), &at_least(2)),
        exactly(None, Some(1))
    );
}

#[test]
fn a_view_that_lacks_supporters_and_has_too_many_against_needs_both() {
    let mut review = review(4);
    note(&mut review, 0, &[0], &[(1, Positive)]);
    note(&mut review, 0, &[1], &[(1, Negative)]);
    note(&mut review, 0, &[2], &[(1, Negative)]);
    note(&mut review, 0, &[3], &[]);
    let sides = || vec![on(1, &[Positive]), on(1, &[Negative])];
    let goal = Goal::Both(Step::at_least(0, 2), Step::at_most(1, 1));
    let found = flip(&review, sides(), &goal);
    assert_eq!(found.organisations, Some(Distance::Exactly(1)));
    assert_eq!(found.tags, Some(Distance::AtMost { at_most: 2 }));
    let goal = Goal::Both(Step::at_least(0, 2), Step::at_most(1, 2));
    assert_eq!(flip(&review, sides(), &goal), exactly(Some(1), Some(1)));
}
