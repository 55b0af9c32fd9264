//! What a plan is made from, against what [`Analysis::support`] counts, and plans of whole reviews.

use crate::draft::{Draft, theme};
use throughline_analysis::Analysis;
use throughline_analysis::disclosure::{Facts, Plan};
use throughline_core::review::{Review, Status};
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;

/// Themes of two levels, one of them with tags of its own; notes of several organisations, without
/// an engagement, of either part; an organisation that was only present.
fn review() -> Review {
    Draft::new("value value/cost value/time other")
        .organisation("Unseen", Status::Current)
        .engagement("w", "workshop", "2023-09-26", "A, B, C, D")
        .engagement("m", "meeting", "2023-09-27", "D")
        .note("w", "A, B", "cost- other")
        .note("w", "A", "time+")
        .note("m", "D", "value~ cost")
        .note_in(1, "w", "C", "cost=")
        .note_in(1, "", "E", "time other+")
        .note_in(1, "w", "B", "cost+")
        .note("w", "", "cost-")
        .review()
}

#[test]
fn facts_are_what_support_counts() {
    let review = review();
    let analysis = Analysis::of(&review).unwrap();
    let facts = Facts::of(&analysis);
    assert_eq!((facts.base, facts.k, facts.notes), (5, 3, Some(7)));
    assert_eq!(facts.format_bases, [4, 1]);
    // D came to the workshop and to the meeting.
    assert_eq!((facts.in_two_formats, facts.outside_formats), (1, 1));
    assert_eq!((facts.parts, facts.outside_parts), (2, 0));
    assert_eq!(facts.most_on_a_note, 2);
    let size = |codes: &[u32]| u32::try_from(codes.len()).unwrap();
    for (id, own) in [("value", 1), ("cost", 4), ("time", 2), ("other", 3)] {
        let code = theme(&review, id);
        let counts = &facts.themes[code as usize];
        let whole = analysis.support(&Selection::theme(code), None);
        assert_eq!(counts.id, id);
        assert_eq!(counts.own, own, "{id}");
        assert_eq!(counts.organisations, size(&whole.fits), "{id}");
        let stances = Stance::ALL.map(|stance| size(whole.of_stance(stance)));
        assert_eq!(counts.stances, stances, "{id}");
        for format in 0..2 {
            let mut selection = Selection::theme(code);
            selection.format = vec![format];
            let fits = analysis.support(&selection, None).fits;
            assert_eq!(
                counts.formats[format as usize],
                size(&fits),
                "{id} {format}"
            );
        }
        for part in 0..2 {
            let mut selection = Selection::theme(code);
            selection.part = vec![part];
            let fits = analysis.support(&selection, None).fits;
            assert_eq!(counts.parts[part as usize], size(&fits), "{id} {part}");
        }
    }
    assert_eq!(facts.themes[1].parent, Some(0));
}

#[test]
fn fewer_than_2k_organisations_have_no_counts() {
    let review = review();
    let plan = Plan::of(&Facts::of(&Analysis::of(&review).unwrap()), &[]);
    assert!(!plan.counts && plan.bands.is_empty());
    assert!(plan.themes.iter().all(|theme| theme.prevalence.is_none()));
    assert!(plan.register(&review).cells.is_empty());
    assert_eq!(
        (plan.cells, plan.cells_in_words, plan.rows_not_shown),
        (0, 0, 0)
    );
}
