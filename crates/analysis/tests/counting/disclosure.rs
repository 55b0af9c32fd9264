//! What a plan is made from, against what [`Analysis::support`] counts, and plans of whole reviews.

use crate::draft::{Draft, theme};
use throughline_analysis::Analysis;
use throughline_analysis::disclosure::{Balance, Facts, Known, Plan};
use throughline_analysis::publish::Request;
use throughline_core::review::{Audience, Level, Review, Status};
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;
use throughline_core::synthesis::{BalanceTableRow, DisclosureTotals, Shown, Synthesis};

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

/// Nine organisations: 3 spoke of cost, 2 of time, 8 of the rest.
fn nine() -> Review {
    Draft::new("cost time rest")
        .engagement("w", "workshop", "2023-09-26", "A, B, C, D, E, F, G, H, I")
        .note("w", "A, B, C", "cost-")
        .note("w", "C, D", "time+")
        .note("w", "A, B, C, D, E, F, G, H", "rest+")
        .review()
}

/// A report as it was published, protected, by the plan of its time.
fn published(review: &Review) -> Synthesis {
    let analysis = Analysis::of(review).unwrap();
    let plan = Plan::of(&Facts::of(&analysis), &[]);
    let request = Request::from(Audience::Internal);
    let mut report = analysis.publish(&request).unwrap().synthesis;
    report.level = Some(Level::Protected);
    report.disclosure = Some(DisclosureTotals {
        k: plan.k,
        cells: plan.cells,
        cells_in_words: plan.cells_in_words,
        rows_not_shown: plan.rows_not_shown,
        sentence: String::new(),
    });
    report.tables.stance.clear();
    report.tables.format.clear();
    for row in &mut report.tables.prevalence {
        let code = theme(review, row.theme.as_str()) as usize;
        row.rolled.organisations = plan.themes[code].prevalence.unwrap();
        if let Some(balance) = plan.themes[code].balance {
            report.tables.balance.push(BalanceTableRow {
                theme: row.theme.clone(),
                balance: balance.words().into(),
            });
        }
    }
    report
}

#[test]
fn what_was_published_before_is_known() {
    let mut review = nine();
    let earlier = published(&review);
    let plan = |review: &Review, earlier: &[&Synthesis]| {
        let facts = Facts::of(&Analysis::of(review).unwrap());
        let known: Vec<Known> = earlier.iter().map(|e| Known::of(e, review)).collect();
        Plan::of(&facts, &known)
    };
    let shown =
        |plan: &Plan| -> Vec<Option<Shown>> { plan.themes.iter().map(|t| t.prevalence).collect() };
    let band = |low, high| Some(Shown::Band { low, high });
    // The same rules again tell nothing new.
    let again = plan(&review, &[&earlier]);
    assert_eq!(again, plan(&review, &[]));
    assert_eq!(shown(&again), [band(3, 4), band(0, 2), band(7, 9)]);
    assert_eq!(again.themes[2].balance, Some(Balance::For));

    // At k = 4 the band of cost is "fewer than 4", and beside "3 or 4" that is 3.
    review.disclosure.k = 4;
    assert_eq!(
        shown(&plan(&review, &[])),
        [band(0, 3), band(0, 3), band(6, 9)]
    );
    let next = plan(&review, &[&earlier]);
    assert_eq!(
        shown(&next),
        [Some(Shown::NotShown), band(0, 3), band(6, 9)]
    );
    assert_eq!(next.themes[2].balance, None);
    assert_eq!(next.rows_not_shown, 1);

    // A report of another number of organisations speaks of other counts.
    let mut other = earlier.clone();
    other.base = 10;
    assert_eq!(plan(&review, &[&other]), plan(&review, &[]));

    // What an open report has told cannot be taken back, and holds nothing else up.
    let analysis = Analysis::of(&review).unwrap();
    let open = analysis.publish(&Audience::Internal.into()).unwrap();
    let after = plan(&review, &[&open.synthesis]);
    assert_eq!(shown(&after), [band(0, 3), band(0, 3), band(6, 9)]);
}
