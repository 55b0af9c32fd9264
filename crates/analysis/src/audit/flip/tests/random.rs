//! Random reviews, always the same.

use super::brute::{self, Found};
use super::*;
use crate::audit::flip::counting::Counting;
use crate::audit::flip::lookup::Lookup;
use crate::audit::flip::{adding, many, taking};
use std::cmp::Ordering::{Equal, Greater, Less};
use throughline_core::audit::Distance;
use throughline_core::findings::Unit;
use throughline_core::selection::Selection;

/// Sets of changes that are tried for one review at most.
const TRIED: u64 = 700;

/// Numbers that look random: Marsaglia's xorshift with a multiplier (Vigna 2016).
pub(super) struct Numbers(u64);

impl Numbers {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        u32::try_from(number % u64::from(limit)).unwrap()
    }

    pub(super) fn some(&mut self, most: u32, below: u32) -> Vec<u32> {
        let many = self.below(most + 1);
        let mut found: Vec<u32> = (0..many).map(|_| self.below(below)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn stance(&mut self) -> Stance {
        Stance::ALL[self.below(5) as usize]
    }
}

pub(super) fn random_review(numbers: &mut Numbers, organisations: u32, notes: u32) -> Review {
    let mut review = review(organisations);
    for _ in 0..notes {
        let who = numbers.some(3, organisations);
        let themes = numbers.some(2, THEMES);
        let tags: Vec<(u32, Stance)> = themes.iter().map(|&t| (t, numbers.stance())).collect();
        let engagement = numbers.below(2);
        note(&mut review, engagement, &who, &tags);
    }
    review
}

fn selection(numbers: &mut Numbers) -> Selection {
    let mut selection = Selection {
        any: numbers.some(2, THEMES),
        ..Selection::default()
    };
    if numbers.below(3) == 0 {
        selection.all = numbers.some(2, THEMES);
    }
    if numbers.below(4) == 0 {
        selection.none = numbers.some(1, THEMES);
    }
    if numbers.below(2) == 0 {
        let stances = numbers.some(2, 5);
        selection.stance = stances.iter().map(|&s| Stance::ALL[s as usize]).collect();
    }
    if numbers.below(6) == 0 {
        selection.format = vec![numbers.below(2)];
    }
    if numbers.below(8) == 0 {
        selection.status = Some(Status::Current);
    }
    selection
}

fn check(found: &Found, distance: Option<Distance>, context: &str) {
    match (found, distance) {
        (Found::Fewest(fewest), Some(Distance::Exactly(n))) => assert_eq!(n, *fewest, "{context}"),
        (Found::MoreThan(size), Some(Distance::Exactly(n))) => assert!(n > *size, "{context}"),
        (Found::MoreThan(_) | Found::Never, None) => {}
        other => panic!("{other:?}: {context}"),
    }
}

#[test]
fn tags_are_those_of_every_set_tried_on_1000_random_reviews() {
    let (mut found_many, mut never, mut shared) = (0, 0, 0);
    for seed in 1..=1000u64 {
        let mut numbers = Numbers::new(seed);
        let organisations = 2 + numbers.below(8);
        let notes = 2 + numbers.below(5);
        let review = random_review(&mut numbers, organisations, notes);
        let analysis = Analysis::of(&review).unwrap();
        let claim = Claim {
            selection: selection(&mut numbers),
            unit: match numbers.below(8) {
                0 => Unit::Notes,
                1 => Unit::Engagements,
                _ => Unit::Organisations,
            },
            ..Claim::default()
        };
        let counted = Counted::of(&analysis, vec![claim]);
        let (sides, count) = (counted.sides(), counted.counts[0].count);
        let flips = Flips::new(&analysis);
        for _ in 0..2 {
            let target = numbers.below(counted.counts[0].base + 2);
            let (step, changes) = match target.cmp(&count) {
                Less => (Step::at_most(0, target), brute::away(&review, &sides)),
                Greater => (Step::at_least(0, target), brute::add(&review, &sides)),
                Equal => continue,
            };
            let goal = Goal::Either(vec![step]);
            let found = brute::fewest(&review, &sides, &goal, &changes, TRIED);
            let flip = flips.of(&sides, &goal);
            let context = format!(
                "seed {seed}: {goal:?} from {count}, {:?}",
                counted.claims[0]
            );
            check(&found, flip.tags, &context);
            found_many += u32::from(matches!(found, Found::Fewest(2..)));
            never += u32::from(found == Found::Never);
            shared += u32::from(matches!(found, Found::Fewest(n) if n < target.abs_diff(count)));
            if counted.claims[0].unit == Unit::Organisations {
                let fewest = (target <= counted.counts[0].base)
                    .then(|| Distance::Exactly(target.abs_diff(count)));
                assert_eq!(flip.organisations, fewest, "{context}");
            } else {
                assert_eq!(flip.organisations, None);
            }
        }
    }
    // The test sees what it is for: several changes, ends that cannot be reached, shared notes.
    assert!(found_many > 100, "{found_many}");
    assert!(never > 50, "{never}");
    assert!(shared > 10, "{shared}");
}

#[test]
fn organisations_of_ranks_and_views_are_those_of_every_way_tried() {
    for seed in 1..=300u64 {
        let mut numbers = Numbers::new(seed);
        let organisations = 2 + numbers.below(4);
        let review = random_review(&mut numbers, organisations, 6);
        let analysis = Analysis::of(&review).unwrap();
        let many = 2 + numbers.below(2);
        let claims = (0..many)
            .map(|at| Claim {
                selection: Selection {
                    any: vec![at + numbers.below(2)],
                    format: if numbers.below(4) == 0 {
                        vec![numbers.below(2)]
                    } else {
                        vec![]
                    },
                    ..Selection::default()
                },
                ..Claim::default()
            })
            .collect();
        let counted = Counted::of(&analysis, claims);
        let sides = counted.sides();
        let low = numbers.below(organisations);
        let goals = [
            Goal::Overtaken,
            Goal::Overtake,
            Goal::Either(vec![Step::at_most(0, low), Step::at_least(1, low)]),
            Goal::Both(Step::at_least(0, low), Step::at_most(1, numbers.below(3))),
        ];
        for goal in goals {
            let counts: Vec<u32> = counted.counts.iter().map(|c| c.count).collect();
            // A view has one base for both of its sides.
            let one_base = counted.counts[0].support.base == counted.counts[1].support.base;
            if goal.reached(&counts) || (matches!(goal, Goal::Both(..)) && !one_base) {
                continue;
            }
            let fewest = brute::organisations(&sides, &goal).map(Distance::Exactly);
            let flip = Flips::new(&analysis).of(&sides, &goal);
            assert_eq!(
                flip.organisations, fewest,
                "seed {seed}: {goal:?} {counts:?}"
            );
        }
    }
}

#[test]
fn tags_of_ranks_are_those_of_every_set_tried() {
    let mut turned = 0;
    for seed in 1..=200u64 {
        let mut numbers = Numbers::new(seed);
        let organisations = 2 + numbers.below(4);
        let review = random_review(&mut numbers, organisations, 4);
        let analysis = Analysis::of(&review).unwrap();
        // Two sibling themes, or three: their notes and organisations may be shared, their tags not.
        let themes = if numbers.below(3) == 0 {
            vec![1, 2, 3]
        } else {
            vec![0, 3]
        };
        let claim = |&theme: &u32| Claim {
            selection: Selection::theme(theme),
            ..Claim::default()
        };
        let counted = Counted::of(&analysis, themes.iter().map(claim).collect());
        let sides = counted.sides();
        let mut changes = brute::away(&review, &sides);
        changes.extend(brute::add(&review, &sides));
        for goal in [Goal::Overtaken, Goal::Overtake] {
            let counts: Vec<u32> = counted.counts.iter().map(|c| c.count).collect();
            if goal.reached(&counts) {
                continue;
            }
            let found = brute::fewest(&review, &sides, &goal, &changes, TRIED);
            let tags = Flips::new(&analysis).of(&sides, &goal).tags;
            check(&found, tags, &format!("seed {seed}: {goal:?} {counts:?}"));
            turned += u32::from(matches!(found, Found::Fewest(_)));
        }
    }
    assert!(turned > 100, "{turned}");
}

#[test]
fn bounds_are_never_below_what_is_exact() {
    let (mut bounds, mut exacts) = (0, 0);
    for seed in 1..=600u64 {
        let mut numbers = Numbers::new(seed);
        let organisations = 10 + numbers.below(3);
        let notes = 6 + numbers.below(20);
        let review = random_review(&mut numbers, organisations, notes);
        let analysis = Analysis::of(&review).unwrap();
        let claim = Claim {
            selection: selection(&mut numbers),
            ..Claim::default()
        };
        let counted = Counted::of(&analysis, vec![claim]);
        let sides = counted.sides();
        let (count, base) = (counted.counts[0].count, counted.counts[0].base);
        let lookup = Lookup::of(&review);
        let counting = Counting::of(&review, &sides[0].claim.selection, Unit::Organisations);
        for target in 0..=base {
            let ((exact, complete), bound) = match target.cmp(&count) {
                Less => {
                    let step = Step::at_most(0, target);
                    let coded = taking::coded(&analysis, &lookup, &sides[0], &counting);
                    (
                        coded.fewest(step.least, step.most),
                        many::take_away(&lookup, &sides[0], &counting, step),
                    )
                }
                Greater => {
                    let step = Step::at_least(0, target);
                    let coded = adding::coded(&analysis, &lookup, &sides[0], &counting);
                    (
                        coded.fewest(step.least, step.most),
                        many::add(&analysis, &lookup, &sides[0], &counting, step),
                    )
                }
                Equal => continue,
            };
            let context = format!(
                "seed {seed}: {count} to {target} of {base}, {:?}",
                counted.claims[0]
            );
            assert!(complete, "{context}");
            let exact = exact.map(|exact| {
                assert!(matches!(exact, Distance::Exactly(_)), "{context}");
                exact.changes()
            });
            match bound {
                Some(Distance::Exactly(n)) => assert_eq!(Some(n), exact, "{context}"),
                Some(Distance::AtMost { at_most }) => {
                    let exact = exact.unwrap_or_else(|| panic!("{at_most} of none: {context}"));
                    assert!(at_most >= exact, "{at_most} < {exact}: {context}");
                    bounds += at_most;
                    exacts += exact;
                }
                None => {}
            }
        }
    }
    // Bounds are of some use even where most notes are shared by two or three.
    assert!(bounds < 2 * exacts, "{bounds} for {exacts}");
}
