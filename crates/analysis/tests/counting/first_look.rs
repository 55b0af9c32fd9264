//! A first look counts its notes as a review of those alone would, out of those who took part in the
//! whole.

use crate::plan::{FORMATS, Plan, plans};
use proptest::prelude::*;
use throughline_analysis::Analysis;
use throughline_analysis::publish::{PublishError, Request};
use throughline_core::first_look;
use throughline_core::review::Audience;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_sample_is_counted_as_its_notes_alone(plan in plans(), n in 1u32..10, seed: u64) {
        let whole = plan.review();
        let drawn = first_look::draw(&whole.notes.ids, n, seed);
        let alone = Plan {
            notes: drawn.iter().map(|&at| plan.notes[at as usize].clone()).collect(),
            ..plan.clone()
        };
        let alone = alone.review();
        let sample = first_look::take(whole.clone(), n, seed);
        prop_assert_eq!(sample.first_look.is_some(), drawn.len() < plan.notes.len());
        let (whole, alone, sample) = (
            Analysis::of(&whole).unwrap(),
            Analysis::of(&alone).unwrap(),
            Analysis::of(&sample).unwrap(),
        );
        let prevalence = |of: &Analysis| -> Vec<_> {
            of.prevalence().rows().iter().map(|r| (r.theme, r.own, r.rolled)).collect()
        };
        prop_assert_eq!(prevalence(&sample), prevalence(&alone));
        prop_assert_eq!(sample.matrix().rows(), alone.matrix().rows());
        prop_assert_eq!(sample.cooccurrence().rows(), alone.cooccurrence().rows());
        prop_assert_eq!(sample.stance().rows(), alone.stance().rows());
        prop_assert_eq!(sample.saturation().steps(), alone.saturation().steps());
        let formats = |of: &Analysis| -> Vec<_> {
            let rows = of.format().rows().iter();
            rows.map(|r| (r.theme, r.format, r.notes, r.organisations, r.notes_rolled)).collect()
        };
        prop_assert_eq!(formats(&sample), formats(&alone));

        // Those who took part are the same, and no count is above that of all notes.
        prop_assert_eq!(sample.scope().organisations(), whole.scope().organisations());
        for format in (0u32..).take(FORMATS.len()) {
            prop_assert_eq!(sample.scope().of_format(format), whole.scope().of_format(format));
        }
        for (few, all) in sample.prevalence().rows().iter().zip(whole.prevalence().rows()) {
            prop_assert!(few.rolled.organisations <= all.rolled.organisations);
            prop_assert!(few.rolled.notes <= all.rolled.notes);
        }
    }
}

#[test]
fn a_sample_is_not_published() {
    let review = crate::draft::Draft::new("cost")
        .note("", "A", "cost")
        .note("", "B", "cost")
        .review();
    let sample = first_look::take(review, 1, 7);
    let analysis = Analysis::of(&sample).unwrap();
    let refused = analysis.publish(&Request::from(Audience::Public));
    assert!(matches!(refused, Err(PublishError::FirstLook)));
    let inside = analysis
        .publish(&Request::from(Audience::Internal))
        .unwrap();
    let said = inside.synthesis.first_look.unwrap();
    assert_eq!((said.notes, said.of, said.seed), (1, 2, 7));
    assert_eq!((inside.synthesis.notes, inside.synthesis.base), (1, 2));
}
