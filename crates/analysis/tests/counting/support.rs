//! Support of selections and claims on a review after the first one: nine agencies, a workshop and
//! 1:1 meetings, "most … a small number" as seven and two.

use crate::draft::{Draft, names, theme};
use throughline_analysis::Analysis;
use throughline_core::findings::{Claim, Unit};
use throughline_core::review::{Review, Status};
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;

fn nine() -> Review {
    Draft::new("value value/happen-anyway value/lose-priority resourcing")
        .organisation("I", Status::Historical)
        .engagement("WS-1", "workshop", "2023-09-26", "A,B,C,D,E,F")
        .engagement("M-1", "1:1", "2023-10-02", "G")
        .engagement("M-2", "1:1", "2023-10-03", "H,I")
        .note("WS-1", "A,B,C,D", "happen-anyway+")
        .note("WS-1", "E", "happen-anyway+ resourcing-")
        .note("WS-1", "A", "happen-anyway+")
        .note("M-1", "G", "happen-anyway+")
        .note("M-2", "H", "happen-anyway+")
        .note("M-2", "I", "happen-anyway-")
        .note("M-2", "I", "lose-priority+")
        .note("WS-1", "F", "lose-priority+")
        .note("WS-1", "", "happen-anyway+")
        .note_in(1, "WS-1", "B", "resourcing")
        .review()
}

fn claim(selection: Selection, unit: Unit) -> Claim {
    Claim {
        phrase: "Most agencies".into(),
        offset: 0,
        selection,
        unit,
        ..Claim::default()
    }
}

#[test]
fn most_and_a_small_number() {
    let review = nine();
    let analysis = Analysis::of(&review).unwrap();
    let most = Selection {
        stance: vec![Stance::Positive],
        ..Selection::theme(theme(&review, "happen-anyway"))
    };
    let support = analysis.support(&most, None);
    assert_eq!(support.proportion().to_string(), "7 of 9");
    assert_eq!(names(&review, &support.fits), "A B C D E G H");
    assert_eq!(names(&review, &support.positive), "A B C D E G H");
    assert_eq!(names(&review, &support.negative), "I");
    assert_eq!(names(&review, &support.silent), "F");
    assert_eq!(support.notes, [0, 1, 2, 3, 4, 8]);
    assert_eq!(support.engagements, [0, 1, 2]);
    let few = analysis.support(&Selection::theme(theme(&review, "lose-priority")), None);
    assert_eq!(few.proportion().to_string(), "2 of 9");
}

#[test]
fn an_organisation_on_both_sides_supports_neither_alone() {
    let review = Draft::new("cost")
        .note("", "A", "cost+")
        .note("", "A", "cost-")
        .note("", "B", "cost+")
        .review();
    let analysis = Analysis::of(&review).unwrap();
    let asked = |stance| {
        let selection = Selection {
            stance,
            ..Selection::theme(0)
        };
        names(&review, &analysis.support(&selection, None).fits)
    };
    assert_eq!(asked(vec![Stance::Positive]), "B");
    assert_eq!(asked(vec![Stance::Negative]), "");
    assert_eq!(asked(vec![Stance::Mixed]), "A");
    assert_eq!(asked(vec![Stance::Positive, Stance::Mixed]), "A B");
    assert_eq!(asked(vec![]), "A B");
}

#[test]
fn a_format_and_a_status_narrow_the_base_and_a_part_does_not() {
    let review = nine();
    let analysis = Analysis::of(&review).unwrap();
    let shown = |selection: Selection| {
        let support = analysis.support(&selection, None);
        format!(
            "{}: {}",
            support.proportion(),
            names(&review, &support.fits)
        )
    };
    let anyway = || Selection::theme(theme(&review, "happen-anyway"));
    let at_meetings = Selection {
        format: vec![1],
        ..anyway()
    };
    assert_eq!(shown(at_meetings), "3 of 3: G H I");
    let historical = Selection {
        status: Some(Status::Historical),
        ..anyway()
    };
    assert_eq!(shown(historical), "1 of 1: I");
    let in_part_2 = Selection {
        part: vec![1],
        ..Selection::theme(theme(&review, "resourcing"))
    };
    assert_eq!(shown(in_part_2), "1 of 9: B");
}

#[test]
fn of_those_that_raised_something() {
    let review = nine();
    let analysis = Analysis::of(&review).unwrap();
    let resourcing = Selection::theme(theme(&review, "resourcing"));
    let anyway = Selection::theme(theme(&review, "happen-anyway"));
    let support = analysis.support(&anyway, Some(&resourcing));
    assert_eq!(names(&review, &support.base), "B E");
    assert_eq!(support.proportion().to_string(), "2 of 2");
    // Two of those that stand behind the claim on the whole are in the base, the others are not.
    let lost = Selection::theme(theme(&review, "lose-priority"));
    let none = analysis.support(&lost, Some(&resourcing));
    assert_eq!(none.proportion().to_string(), "0 of 2");
    assert_eq!(names(&review, &none.silent), "B E");
    // A base that asks for nothing said is the scope of its format, whatever part it names.
    let workshop = Selection {
        format: vec![0],
        part: vec![1],
        ..Selection::default()
    };
    let support = analysis.support(&anyway, Some(&workshop));
    assert_eq!(support.proportion().to_string(), "5 of 6");
    assert_eq!(names(&review, &support.silent), "F");
}

#[test]
fn a_shared_note_supports_only_the_organisations_of_the_status_asked_for() {
    let review = Draft::new("cost")
        .organisation("H", Status::Historical)
        .note("", "A,H", "cost+")
        .review();
    let analysis = Analysis::of(&review).unwrap();
    let selection = Selection {
        status: Some(Status::Historical),
        ..Selection::theme(0)
    };
    let support = analysis.support(&selection, None);
    assert_eq!(names(&review, &support.fits), "H");
    assert_eq!(names(&review, &support.base), "H");
    assert_eq!(support.notes, [0]);
}

#[test]
fn a_claim_is_counted_in_its_unit() {
    let review = nine();
    let analysis = Analysis::of(&review).unwrap();
    let of = |selection: &Selection, unit| {
        analysis
            .claim(&claim(selection.clone(), unit))
            .proportion()
            .to_string()
    };
    let anyway = Selection {
        stance: vec![Stance::Positive],
        ..Selection::theme(theme(&review, "happen-anyway"))
    };
    assert_eq!(of(&anyway, Unit::Organisations), "7 of 9");
    assert_eq!(of(&anyway, Unit::Notes), "6 of 10");
    assert_eq!(of(&anyway, Unit::Engagements), "3 of 3");
    let at_meetings = Selection {
        format: vec![1],
        ..anyway
    };
    assert_eq!(of(&at_meetings, Unit::Organisations), "2 of 3");
    assert_eq!(of(&at_meetings, Unit::Notes), "2 of 4");
    assert_eq!(of(&at_meetings, Unit::Engagements), "2 of 2");
}
