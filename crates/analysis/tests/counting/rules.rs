//! Each rule of counting on a review small enough to count by hand.

use crate::draft::{Draft, names, theme};
use proptest::prelude::*;
use throughline_analysis::{Analysis, Counts};
use throughline_core::ledger::{LedgerEntry, Outcome};
use throughline_core::review::{Review, Status};
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;

/// Notes, organisations, engagements and unattributed notes: own, then with descendants.
fn counts(review: &Review, id: &str) -> ([u32; 4], [u32; 4]) {
    let analysis = Analysis::of(review).unwrap();
    let row = analysis.prevalence().of(theme(review, id));
    let list = |c: Counts| {
        [
            c.notes,
            c.organisations,
            c.engagements,
            c.unattributed_notes,
        ]
    };
    (list(row.own), list(row.rolled))
}

#[test]
fn rule_1_the_unit_is_the_organisation_not_the_mention() {
    let review = Draft::new("value value/cost")
        .engagement("WS-1", "workshop", "2023-09-26", "A,B,C")
        .note("WS-1", "A", "cost+")
        .note("WS-1", "A", "cost+")
        .note("WS-1", "A", "cost")
        .note("WS-1", "B", "cost-")
        .review();
    assert_eq!(counts(&review, "cost"), ([4, 2, 1, 0], [4, 2, 1, 0]));
    // A note that carries a descendant supports the theme above it.
    assert_eq!(counts(&review, "value"), ([0, 0, 0, 0], [4, 2, 1, 0]));
    let analysis = Analysis::of(&review).unwrap();
    let support = analysis.support(&Selection::theme(theme(&review, "value")), None);
    assert_eq!(names(&review, &support.fits), "A B");
    assert_eq!(names(&review, &support.silent), "C");
    assert_eq!(support.proportion().to_string(), "2 of 3");
}

#[test]
fn rule_2_a_parent_counts_the_union_of_its_descendants() {
    let review = Draft::new("value value/cost cost/audit value/time")
        .engagement("WS-1", "workshop", "", "")
        .engagement("M-1", "1:1", "", "")
        .note("WS-1", "A", "audit+ time-")
        .note("WS-1", "A", "value cost time")
        .note("M-1", "B", "time")
        .review();
    assert_eq!(counts(&review, "value"), ([1, 1, 1, 0], [3, 2, 2, 0]));
    assert_eq!(counts(&review, "cost"), ([1, 1, 1, 0], [2, 1, 1, 0]));
    assert_eq!(counts(&review, "audit"), ([1, 1, 1, 0], [1, 1, 1, 0]));
    assert_eq!(counts(&review, "time"), ([3, 2, 2, 0], [3, 2, 2, 0]));
    let analysis = Analysis::of(&review).unwrap();
    let a_value = analysis.matrix().rows()[2..]
        .iter()
        .find(|r| r.theme == theme(&review, "value"))
        .unwrap();
    assert_eq!((a_value.notes, a_value.notes_rolled), (1, 2));
}

#[test]
fn rule_3_a_blank_organisation_is_not_an_organisation() {
    let review = Draft::new("value value/cost")
        .engagement("WS-1", "workshop", "", "A")
        .note("WS-1", "", "cost")
        .note("WS-1", " \u{a0}", "cost value")
        .note("", "A", "cost")
        .review();
    assert_eq!(review.organisations.len(), 1);
    assert_eq!(counts(&review, "cost"), ([3, 1, 1, 2], [3, 1, 1, 2]));
    assert_eq!(counts(&review, "value"), ([1, 0, 1, 1], [3, 1, 1, 2]));
}

#[test]
fn rule_4_a_note_of_several_organisations_counts_for_each() {
    let review = Draft::new("cost time")
        .engagement("WS-1", "workshop", "", "")
        .note("WS-1", "A,B,C", "cost+")
        .note("WS-1", "C", "cost")
        .review();
    // Two notes by theme; four by theme and organisation, which are not to be summed.
    assert_eq!(counts(&review, "cost").0, [2, 3, 1, 0]);
    let analysis = Analysis::of(&review).unwrap();
    let matrix: Vec<(String, u32)> = analysis
        .matrix()
        .rows()
        .iter()
        .map(|r| (names(&review, &[r.organisation]), r.notes))
        .collect();
    assert_eq!(matrix, [("A".into(), 1), ("B".into(), 1), ("C".into(), 2)]);
    let format = analysis.format().rows()[0];
    assert_eq!((format.notes, format.organisations), (2, 3));
}

#[test]
fn rule_5_one_name_in_several_spellings_is_one_organisation_shown_as_first_spelt() {
    let review = Draft::new("cost")
        .engagement("WS-1", "workshop", "", "Te Rūnanga o Ngāti A")
        .note("WS-1", " te ru\u{304}nanga  o\u{a0}NGA\u{304}TI a", "cost")
        .note("WS-1", "TE RŪNANGA O NGĀTI A", "cost")
        .review();
    assert_eq!(counts(&review, "cost").0, [2, 1, 1, 0]);
    let analysis = Analysis::of(&review).unwrap();
    assert_eq!(analysis.scope().len(), 1);
    let frame = analysis.matrix().frame().unwrap();
    let shown = frame.column("organisation").unwrap().str().unwrap();
    assert_eq!(shown.get(0), Some("Te Rūnanga o Ngāti A"));
}

#[test]
fn rule_6_the_denominator_is_the_organisations_in_scope() {
    let review = Draft::new("cost time")
        .organisation("Listed only", Status::Current)
        .organisation("H", Status::Historical)
        .engagement("WS-1", "workshop", "", "B,A")
        .engagement("M-1", "1:1", "", "H")
        .engagement("M-2", "1:1", "", "")
        .note("WS-1", "A", "cost")
        .note("M-2", "C", "cost time")
        .note("", "D", "time")
        .review();
    let analysis = Analysis::of(&review).unwrap();
    let scope = analysis.scope();
    let shown = |codes: &[u32]| names(&review, codes);
    assert_eq!(shown(scope.organisations()), "A B C D H");
    assert_eq!(
        (scope.len(), scope.count(), scope.is_empty()),
        (5, 5, false)
    );
    assert!(!scope.contains(0), "listed, but neither present nor heard");
    assert!(!scope.contains(99));
    assert_eq!(shown(scope.of_format(0)), "A B");
    assert_eq!(shown(scope.of_format(1)), "C H");
    assert_eq!(shown(scope.of_format(9)), "");
    assert_eq!(shown(&scope.of_status(Status::Historical)), "H");
    assert_eq!(shown(&scope.of_status(Status::Current)), "A B C D");
    assert_eq!(shown(&scope.of(&[1], Some(Status::Current))), "C");
    assert_eq!(shown(&scope.of(&[1, 0], None)), "A B C H");
    assert_eq!(analysis.prevalence().denominator(), 5);
    let row = analysis.prevalence().of(theme(&review, "cost"));
    let share = analysis.prevalence().proportion(&row.own);
    assert_eq!(
        (share.to_string().as_str(), share.percent()),
        ("2 of 5", Some(40))
    );
    let denominators: Vec<(u32, u32, u32)> = analysis
        .format()
        .rows()
        .iter()
        .filter(|r| r.theme == theme(&review, "cost"))
        .map(|r| (r.format, r.organisations, r.denominator))
        .collect();
    assert_eq!(denominators, [(0, 1, 2), (1, 1, 2)]);
}

#[test]
fn rule_7_a_merged_duplicate_is_counted_once() {
    let mut review = Draft::new("cost")
        .engagement("WS-1", "workshop", "", "A")
        .note("WS-1", "A", "cost")
        .review();
    let before = counts(&review, "cost");
    review.ledger.rows += 1;
    review.ledger.entries.push(LedgerEntry {
        file: 0,
        line: 3,
        note_id: "N-1".into(),
        outcome: Outcome::Merged,
        reason: "the same in every cell as line 2".into(),
    });
    assert_eq!(counts(&review, "cost"), before);
    assert_eq!(before.0, [1, 1, 1, 0]);
}

#[test]
fn rule_9_an_organisation_has_one_stance_on_a_theme() {
    // What the organisation's notes say of the theme, and its one stance.
    let table = [
        ("cost+", "", Stance::Positive),
        ("cost-", "", Stance::Negative),
        ("cost+", "cost-", Stance::Mixed),
        ("cost~", "", Stance::Mixed),
        ("cost~", "cost+", Stance::Mixed),
        ("cost+", "cost=", Stance::Positive),
        ("cost=", "cost-", Stance::Negative),
        ("cost=", "cost", Stance::Neutral),
        ("cost", "cost", Stance::NotStated),
        ("cost", "cost+", Stance::Positive),
    ];
    for (first, second, expected) in table {
        let review = Draft::new("value value/cost value/time")
            .engagement("WS-1", "workshop", "", "")
            .engagement("M-1", "1:1", "", "")
            .note("WS-1", "A", first)
            .note("M-1", "A", second)
            .review();
        let analysis = Analysis::of(&review).unwrap();
        let one = |id: &str| -> Vec<Stance> {
            analysis
                .stance()
                .rows()
                .iter()
                .filter(|r| r.theme == theme(&review, id) && r.organisations_rolled > 0)
                .map(|r| r.stance)
                .collect()
        };
        assert_eq!(one("cost"), [expected], "{first} {second}");
        assert_eq!(one("value"), [expected], "{first} {second}, above");
    }
}

#[test]
fn rule_9_above_a_theme_the_stances_beneath_it_meet() {
    let review = Draft::new("value value/cost value/time")
        .engagement("WS-1", "workshop", "", "")
        .note("WS-1", "A", "cost+ time-")
        .note("WS-1", "B", "cost+")
        .note("WS-1", "B", "value=")
        .review();
    let analysis = Analysis::of(&review).unwrap();
    let rows: Vec<(Stance, [u32; 4])> = analysis
        .stance()
        .rows()
        .iter()
        .filter(|r| r.theme == theme(&review, "value"))
        .map(|r| {
            (
                r.stance,
                [
                    r.notes,
                    r.organisations,
                    r.notes_rolled,
                    r.organisations_rolled,
                ],
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (Stance::Positive, [0, 0, 2, 1]), // B
            (Stance::Negative, [0, 0, 1, 0]),
            (Stance::Mixed, [0, 0, 0, 1]), // A, from a positive and a negative tag
            (Stance::Neutral, [1, 1, 1, 0]),
        ]
    );
}

#[test]
fn rule_10_cooccurrence_counts_notes_that_carry_both() {
    // `b` stands before `a` in the codebook: pairs are in byte order of ids all the same.
    let review = Draft::new("b b/c a")
        .note("", "A", "a b")
        .note("", "", "a b+")
        .note("", "A", "a c")
        .note("", "B", "b")
        .note("", "A", "a")
        .note("", "A", "a")
        .review();
    let analysis = Analysis::of(&review).unwrap();
    let (a, b, c) = (
        theme(&review, "a"),
        theme(&review, "b"),
        theme(&review, "c"),
    );
    let rows: Vec<_> = analysis
        .cooccurrence()
        .rows()
        .iter()
        .map(|r| ((r.a, r.b), [r.notes, r.notes_a, r.notes_b]))
        .collect();
    // Own tags: the note of `a` and `c` is none of `a` and `b`, nor is any of `b` and `c`.
    assert_eq!(rows, [((a, b), [2, 5, 3]), ((a, c), [1, 5, 1])]);
    assert_eq!(analysis.cooccurrence().pairs(), 2);
    let coefficients: Vec<_> = analysis
        .cooccurrence()
        .rows()
        .iter()
        .map(|r| r.coefficient().unwrap())
        .collect();
    assert_eq!(coefficients, ["0.3333", "0.2000"]); // 2 of 6, 1 of 5
}

#[test]
fn rule_10_a_coefficient_is_rounded_half_up() {
    let mut draft = Draft::new("a b").note("", "A", "a b");
    for _ in 0..31 {
        draft = draft.note("", "A", "a");
    }
    let review = draft.review();
    let analysis = Analysis::of(&review).unwrap();
    // 1 of 32 is 0.03125: half a unit of the fourth decimal, which goes up.
    let pair = analysis.cooccurrence().rows()[0];
    assert_eq!(pair.coefficient().as_deref(), Some("0.0313"));
    let frame = analysis.cooccurrence().frame().unwrap();
    let coefficient = frame.column("coefficient").unwrap().f64().unwrap().get(0);
    assert_eq!(coefficient, Some(0.0313));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// A count is a minimum: what was not written down could only have added to it.
    #[test]
    fn rule_11_no_note_lowers_a_count(words in proptest::collection::vec((0..3usize, 0..4usize), 1..9)) {
        let organisations = ["A", "B", "A,B", ""];
        let tags = ["cost+", "time-", "value"];
        let mut last: Vec<[u32; 4]> = vec![[0; 4]; 3];
        for upto in 1..=words.len() {
            let mut draft = Draft::new("value value/cost time").engagement("E", "workshop", "", "A,B");
            for &(tag, organisation) in &words[..upto] {
                draft = draft.note("E", organisations[organisation], tags[tag]);
            }
            let review = draft.review();
            let analysis = Analysis::of(&review).unwrap();
            let now: Vec<[u32; 4]> = analysis
                .prevalence()
                .rows()
                .iter()
                .map(|r| [r.own.notes, r.rolled.notes, r.own.organisations, r.rolled.organisations])
                .collect();
            for (before, after) in last.iter().zip(&now) {
                prop_assert!(before.iter().zip(after).all(|(b, a)| b <= a));
            }
            // Never more than took part: a count is no estimate of anybody else.
            prop_assert!(now.iter().all(|c| c[3] <= analysis.scope().count()));
            last = now;
        }
    }
}

#[test]
fn rule_12_every_row_read_has_an_outcome_and_every_counted_one_is_counted() {
    let mut review = Draft::new("cost")
        .engagement("WS-1", "workshop", "", "A")
        .note("WS-1", "A", "cost")
        .note("WS-1", "", "cost")
        .note("", "A", "")
        .review();
    for (line, outcome) in [(1, Outcome::LeftOut), (9, Outcome::Rejected)] {
        review.ledger.rows += 1;
        review.ledger.entries.push(LedgerEntry {
            file: 0,
            line,
            note_id: format!("X-{line}"),
            outcome,
            reason: "for a reason".into(),
        });
    }
    let rows: Vec<_> = review.ledger_rows().collect();
    assert_eq!(rows.len() as u64, review.ledger.rows);
    let counted = rows
        .iter()
        .filter(|r| r.outcome == Outcome::Counted)
        .count();
    let analysis = Analysis::of(&review).unwrap();
    // Nothing asked: every note, tagged or not, attributed or not.
    let all = analysis.support(&Selection::default(), None);
    assert_eq!(all.notes.len(), counted);
    assert_eq!(counted, 3);
    let cost = analysis.prevalence().of(theme(&review, "cost")).own;
    assert_eq!((cost.notes, cost.unattributed_notes), (2, 1));
}

#[test]
fn saturation_follows_the_days_and_then_the_file() {
    let review = Draft::new("a b c d")
        .engagement("Undated", "workshop", "", "")
        .engagement("Late", "workshop", "2023-10-13", "")
        .engagement("Early", "1:1", "2023-09-26", "")
        .engagement("Early too", "1:1", "2023-09-26", "")
        .note("Undated", "A", "a d")
        .note("Late", "A", "b a")
        .note("Early too", "A", "a c")
        .note("Early", "B", "a")
        .note("", "B", "a b c d")
        .review();
    let analysis = Analysis::of(&review).unwrap();
    let steps: Vec<(&str, u32, u32)> = analysis
        .saturation()
        .steps()
        .iter()
        .map(|s| {
            let id = review.engagements[s.engagement as usize].id.as_str();
            (id, s.new_themes, s.cumulative_themes)
        })
        .collect();
    assert_eq!(
        steps,
        [
            ("Early", 1, 1),
            ("Early too", 1, 2),
            ("Late", 1, 3),
            ("Undated", 1, 4)
        ]
    );
}

#[test]
fn a_review_without_notes_has_a_row_of_zeros_a_theme() {
    let review = Draft::new("value value/cost").review();
    let analysis = Analysis::of(&review).unwrap();
    assert_eq!(analysis.prevalence().rows().len(), 2);
    assert_eq!(counts(&review, "cost"), ([0; 4], [0; 4]));
    assert!(analysis.matrix().rows().is_empty());
    assert!(analysis.stance().rows().is_empty());
    assert_eq!(analysis.cooccurrence().pairs(), 0);
    assert!(analysis.scope().is_empty());
}
