//! Coders left out: every set of them, with tags settled by sets and the review counted anew.

use super::random::Numbers;
use super::*;
use std::cmp::Ordering::{Equal, Greater, Less};
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::audit::Distance;
use throughline_core::coders::{CoderTags, Given, NOTES_CODER, Policy};
use throughline_core::findings::Unit;
use throughline_core::notes::Lists;
use throughline_core::selection::Selection;
use throughline_core::stance::StanceSet;

/// What a coder gave a note: themes with a stance; none where it was read without a theme.
type Gave = BTreeMap<u16, Vec<(u32, Stance)>>;

/// The tags of each note when some coders are left out, straight from rule 8.
fn settled(gave: &[Gave], policy: Policy, out: &BTreeSet<u16>) -> Lists<Tag> {
    let mut tags = Lists::default();
    for note in gave {
        let readers: Vec<_> = note.iter().filter(|(c, _)| !out.contains(c)).collect();
        let mut row = Vec::new();
        for theme in 0..THEMES {
            let votes: Vec<Stance> = readers
                .iter()
                .flat_map(|(_, given)| given.iter().filter(|g| g.0 == theme).map(|g| g.1))
                .collect();
            let enough = policy == Policy::Any || 2 * votes.len() > readers.len();
            if !votes.is_empty() && enough {
                let stance = votes.into_iter().collect::<StanceSet>().resolve();
                row.push(Tag { theme, stance });
            }
        }
        tags.push(row);
    }
    tags
}

fn with_coders(review: &mut Review, coders: u16, policy: Policy, gave: &[Gave]) {
    let (mut notes, mut given) = (Vec::new(), Lists::default());
    for (note, row) in (0u32..).zip(gave) {
        if row.keys().all(|&coder| coder == NOTES_CODER) {
            continue;
        }
        notes.push(note);
        given.push(row.iter().flat_map(|(&coder, themes)| {
            let read = Given {
                coder,
                theme: None,
                stances: StanceSet::default(),
            };
            let gave = themes.iter().map(move |&(theme, stance)| Given {
                coder,
                theme: Some(theme),
                stances: [stance].into_iter().collect(),
            });
            std::iter::once(read).chain(gave)
        }));
    }
    let names = (0..coders).map(|c| format!("coder-{c}").parse().unwrap());
    review.coder_tags = Some(CoderTags {
        coders: names.collect(),
        policy,
        notes_coder: gave.iter().any(|row| row.contains_key(&NOTES_CODER)),
        notes,
        given,
        taggings: Vec::new(),
    });
    review.notes.tags = settled(gave, policy, &BTreeSet::new());
}

#[test]
fn coders_are_those_of_every_set_tried() {
    let (mut several, mut never) = (0, 0);
    for seed in 1..=1000u64 {
        let mut numbers = Numbers::new(seed);
        let organisations = 2 + numbers.below(8);
        let mut review = review(organisations);
        let coders = 1 + u16::try_from(numbers.below(4)).unwrap();
        let mut gave = Vec::new();
        for _ in 0..=organisations {
            let (engagement, who) = (numbers.below(2), numbers.some(3, organisations));
            note(&mut review, engagement, &who, &[]);
            let mut row = Gave::new();
            for coder in (0..coders).chain([NOTES_CODER]) {
                let mut themes: Vec<(u32, Stance)> = Vec::new();
                for theme in numbers.some(2, 3) {
                    themes.push((theme, Stance::ALL[numbers.below(3) as usize]));
                }
                // A blank themes column says that the note was not read.
                if numbers.below(3) > 0 && !(coder == NOTES_CODER && themes.is_empty()) {
                    row.insert(coder, themes);
                }
            }
            gave.push(row);
        }
        let policy = if numbers.below(2) == 0 {
            Policy::Any
        } else {
            Policy::Majority
        };
        with_coders(&mut review, coders, policy, &gave);
        let claim = Claim {
            selection: Selection {
                any: vec![numbers.below(3)],
                stance: if numbers.below(2) == 0 {
                    vec![Stance::Positive]
                } else {
                    vec![]
                },
                ..Selection::default()
            },
            unit: [Unit::Organisations, Unit::Notes, Unit::Engagements][numbers.below(3) as usize],
            ..Claim::default()
        };
        let analysis = Analysis::of(&review).unwrap();
        let counted = Counted::of(&analysis, vec![claim]);
        let count = counted.counts[0].count;
        let target = numbers.below(counted.counts[0].base + 1);
        let step = match target.cmp(&count) {
            Less => Step::at_most(0, target),
            Greater => Step::at_least(0, target),
            Equal => continue,
        };
        let goal = Goal::Either(vec![step]);
        let everyone: Vec<u16> = review.coder_tags.as_ref().unwrap().everyone().collect();
        let fewest = (1u32..(1 << everyone.len()) - 1)
            .filter(|set| {
                let chosen = everyone
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| set >> at & 1 == 1);
                let out: BTreeSet<u16> = chosen.map(|(_, &coder)| coder).collect();
                let mut without = review.clone();
                without.notes.tags = settled(&gave, policy, &out);
                goal.reached(&brute::counts(&without, &counted.sides()))
            })
            .map(u32::count_ones)
            .min();
        let flip = Flips::new(&analysis).of(&counted.sides(), &goal);
        let expected = fewest.map(Distance::Exactly);
        assert_eq!(flip.coders, expected, "seed {seed}: {goal:?} from {count}");
        several += u32::from(fewest.is_some_and(|fewest| fewest > 1));
        never += u32::from(fewest.is_none());
    }
    assert!(several > 50 && never > 50, "{several} {never}");
}

#[test]
fn a_view_that_one_coder_alone_saw_falls_without_them() {
    let mut review = review(3);
    for who in 0..3 {
        note(&mut review, 0, &[who], &[]);
    }
    let positive = |theme| vec![(theme, Stance::Positive)];
    let gave = [
        Gave::from([(0, positive(1)), (1, positive(1))]),
        Gave::from([(0, positive(1)), (1, vec![])]),
        Gave::from([(NOTES_CODER, positive(1))]),
    ];
    with_coders(&mut review, 2, Policy::Any, &gave);
    let distance = |review: &Review, most| {
        let analysis = Analysis::of(review).unwrap();
        let claim = Claim {
            selection: Selection::theme(1),
            ..Claim::default()
        };
        let counted = Counted::of(&analysis, vec![claim]);
        let goal = Goal::Either(vec![Step::at_most(0, most)]);
        Flips::new(&analysis).of(&counted.sides(), &goal).coders
    };
    assert_eq!(distance(&review, 2), Some(Distance::Exactly(1)));
    assert_eq!(distance(&review, 1), Some(Distance::Exactly(2)));
    // One always stays, and each saw it somewhere.
    assert_eq!(distance(&review, 0), None);
    // Where one coder's tags are taken there are not several.
    with_coders(&mut review, 2, Policy::One(0), &gave);
    assert_eq!(distance(&review, 0), None);
    review.coder_tags = None;
    assert_eq!(distance(&review, 0), None);
}
