//! Every table of random small reviews against a count by sets: a figure is the size of a set.

use crate::plan::{
    DATES, FORMATS, ORGANISATIONS, Plan, by_name, many, one_stance, organisation_of, organisations,
    plans, size, theme_of, themes_by_id,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use throughline_analysis::{Analysis, Counts};
use throughline_core::stance::Stance;

fn prevalence(plan: &Plan) -> Vec<(usize, Counts, Counts)> {
    let counts = |theme, rolled| {
        let notes = plan.carrying(theme, rolled);
        let engagements: BTreeSet<usize> = notes.iter().filter_map(|n| n.engagement).collect();
        let unattributed: Vec<_> = notes
            .iter()
            .filter(|n| n.organisations.is_empty())
            .collect();
        Counts {
            notes: many(&notes),
            organisations: size(&organisations(notes.iter().copied())),
            engagements: size(&engagements),
            unattributed_notes: many(&unattributed),
        }
    };
    themes_by_id(plan)
        .into_iter()
        .map(|t| (t, counts(t, false), counts(t, true)))
        .collect()
}

type Row = (usize, usize, Vec<u32>);

fn matrix(plan: &Plan) -> Vec<Row> {
    let mut rows = Vec::new();
    for theme in themes_by_id(plan) {
        for organisation in by_name(&(0..ORGANISATIONS.len()).collect()) {
            let count = |rolled| {
                let notes = plan.carrying(theme, rolled);
                many(
                    &notes
                        .iter()
                        .filter(|n| n.organisations.contains(&organisation))
                        .collect::<Vec<_>>(),
                )
            };
            rows.push((theme, organisation, vec![count(false), count(true)]));
        }
    }
    rows.retain(|r| r.2.iter().any(|&n| n > 0));
    rows
}

fn cooccurrence(plan: &Plan) -> Vec<Row> {
    let mut rows = Vec::new();
    let order = themes_by_id(plan);
    for (at, &a) in order.iter().enumerate() {
        for &b in &order[at + 1..] {
            let count = |wanted: &[usize]| {
                let notes = plan.notes.iter();
                let fits = notes.filter(|n| wanted.iter().all(|t| n.tags.contains_key(t)));
                many(&fits.collect::<Vec<_>>())
            };
            rows.push((a, b, vec![count(&[a, b]), count(&[a]), count(&[b])]));
        }
    }
    rows.retain(|r| r.2[0] > 0);
    rows
}

fn stances(plan: &Plan) -> Vec<Row> {
    let mut rows = Vec::new();
    for theme in themes_by_id(plan) {
        for (at, stance) in Stance::ALL.into_iter().enumerate() {
            let mut counts = Vec::new();
            for rolled in [false, true] {
                let notes = plan.carrying(theme, rolled);
                let with: Vec<_> = notes
                    .iter()
                    .filter(|n| plan.stances(n, theme, rolled).contains(&stance))
                    .collect();
                let taking: Vec<usize> = organisations(notes.iter().copied())
                    .into_iter()
                    .filter(|o| {
                        let met: BTreeSet<Stance> = notes
                            .iter()
                            .filter(|n| n.organisations.contains(o))
                            .flat_map(|n| plan.stances(n, theme, rolled))
                            .collect();
                        one_stance(&met) == stance
                    })
                    .collect();
                counts.extend([many(&with), many(&taking)]);
            }
            rows.push((theme, at, counts));
        }
    }
    rows.retain(|r| r.2.iter().any(|&n| n > 0));
    rows
}

fn formats(plan: &Plan) -> Vec<Row> {
    let mut rows = Vec::new();
    // Formats stand in the order in which the engagements bring them up.
    let mut met: Vec<usize> = Vec::new();
    for (format, _) in &plan.engagements {
        if !met.contains(format) {
            met.push(*format);
        }
    }
    for theme in themes_by_id(plan) {
        for &format in &met {
            let mut counts = Vec::new();
            for rolled in [false, true] {
                let mut notes = plan.carrying(theme, rolled);
                notes.retain(|n| plan.format(n) == Some(format));
                counts.extend([many(&notes), size(&organisations(notes.iter().copied()))]);
            }
            if counts[2] > 0 {
                counts.push(size(&plan.in_scope(&[format])));
                rows.push((theme, format, counts));
            }
        }
    }
    rows
}

fn saturation(plan: &Plan) -> Vec<Row> {
    let mut order: Vec<usize> = (0..plan.engagements.len()).collect();
    // A blank date comes after every date.
    order.sort_by_key(|&e| (DATES[e].is_empty(), DATES[e], e));
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for (at, &engagement) in order.iter().enumerate() {
        let before = size(&seen);
        for note in plan
            .notes
            .iter()
            .filter(|n| n.engagement == Some(engagement))
        {
            seen.extend(note.tags.keys().copied());
        }
        rows.push((at, engagement, vec![size(&seen) - before, size(&seen)]));
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn every_table_equals_a_count_by_sets(plan in plans()) {
        let review = plan.review();
        let analysis = Analysis::of(&review).unwrap();
        let theme = |code| theme_of(&review, code);
        let organisation = |code| organisation_of(&review, code);
        let format = |code: u32| {
            let name = review.formats[code as usize].as_str();
            FORMATS.iter().position(|f| *f == name).unwrap()
        };

        let scope: Vec<usize> = analysis.scope().organisations().iter().map(|&o| organisation(o)).collect();
        prop_assert_eq!(scope, by_name(&plan.in_scope(&[])));

        let rows: Vec<_> = analysis.prevalence().rows().iter().map(|r| (theme(r.theme), r.own, r.rolled)).collect();
        prop_assert_eq!(rows, prevalence(&plan));
        for row in analysis.prevalence().rows() {
            prop_assert_eq!(analysis.prevalence().of(row.theme), row);
        }

        let rows: Vec<Row> = analysis.matrix().rows().iter()
            .map(|r| (theme(r.theme), organisation(r.organisation), vec![r.notes, r.notes_rolled]))
            .collect();
        prop_assert_eq!(rows, matrix(&plan));

        let rows: Vec<Row> = analysis.cooccurrence().rows().iter()
            .map(|r| (theme(r.a), theme(r.b), vec![r.notes, r.notes_a, r.notes_b]))
            .collect();
        prop_assert_eq!(rows, cooccurrence(&plan));

        let rows: Vec<Row> = analysis.stance().rows().iter()
            .map(|r| {
                let counts = vec![r.notes, r.organisations, r.notes_rolled, r.organisations_rolled];
                (theme(r.theme), r.stance as usize, counts)
            })
            .collect();
        prop_assert_eq!(rows, stances(&plan));

        let rows: Vec<Row> = analysis.format().rows().iter()
            .map(|r| {
                let counts = vec![r.notes, r.organisations, r.notes_rolled, r.organisations_rolled, r.denominator];
                (theme(r.theme), format(r.format), counts)
            })
            .collect();
        prop_assert_eq!(rows, formats(&plan));

        let rows: Vec<Row> = analysis.saturation().steps().iter().enumerate()
            .map(|(at, s)| (at, s.engagement as usize, vec![s.new_themes, s.cumulative_themes]))
            .collect();
        prop_assert_eq!(rows, saturation(&plan));
    }
}
