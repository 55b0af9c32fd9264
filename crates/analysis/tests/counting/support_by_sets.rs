//! Support and claims of random selections over random small reviews against a count by sets.

use crate::plan::{
    FORMATS, MARKS, ORGANISATIONS, Plan, Said, by_name, id, one_stance, organisation_of,
    organisations, plans, size,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use throughline_analysis::Analysis;
use throughline_core::findings::{Claim, Unit};
use throughline_core::review::{Review, Status};
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;

/// What a claim asks for, by numbers of the plan.
#[derive(Debug, Clone)]
struct Asked {
    any: Vec<usize>,
    all: Vec<usize>,
    none: Vec<usize>,
    stance: Vec<Stance>,
    part: Vec<u32>,
    format: Vec<usize>,
    status: Option<Status>,
}

fn asked() -> impl Strategy<Value = Asked> {
    let themes = |most| vec(0..5usize, 0..=most);
    let stance = proptest::sample::subsequence(Stance::ALL.to_vec(), 0..3);
    let status = proptest::option::weighted(
        0.25,
        prop_oneof![Just(Status::Current), Just(Status::Historical)],
    );
    let few = proptest::sample::subsequence(std::vec![0u32, 1], 0..2);
    let format = proptest::sample::subsequence(std::vec![0usize, 1], 0..2);
    (themes(2), themes(1), themes(1), stance, few, format, status).prop_map(
        |(any, all, none, stance, part, format, status)| Asked {
            any,
            all,
            none,
            stance,
            part,
            format,
            status,
        },
    )
}

impl Asked {
    /// With themes and formats that the review has.
    fn within(mut self, plan: &Plan) -> Self {
        let themes = plan.parents.len();
        for list in [&mut self.any, &mut self.all, &mut self.none] {
            list.retain(|&t| t < themes);
        }
        self.format
            .retain(|f| plan.engagements.iter().any(|e| e.0 == *f));
        self
    }

    fn selection(&self, review: &Review) -> Selection {
        let themes = |list: &[usize]| {
            let codes = list.iter().map(|&t| review.codebook.code(&id(t)).unwrap());
            codes.collect()
        };
        let format = |&f: &usize| {
            let at = review.formats.iter().position(|name| name == FORMATS[f]);
            u32::try_from(at.unwrap()).unwrap()
        };
        Selection {
            any: themes(&self.any),
            all: themes(&self.all),
            none: themes(&self.none),
            stance: self.stance.clone(),
            part: self.part.clone(),
            question: Vec::new(),
            format: self.format.iter().map(format).collect(),
            status: self.status,
        }
    }

    fn has_status(&self, plan: &Plan, organisation: usize) -> bool {
        self.status.is_none_or(|s| plan.status(organisation) == s)
    }

    /// The stances a note takes on what is asked, if it fits but for them.
    fn taken(&self, plan: &Plan, note: &Said) -> Option<BTreeSet<Stance>> {
        let carries = |theme: &usize| !plan.stances(note, *theme, true).is_empty();
        let fits = (self.any.is_empty() || self.any.iter().any(carries))
            && self.all.iter().all(carries)
            && !self.none.iter().any(carries)
            && (self.part.is_empty() || self.part.contains(&note.part))
            && (self.format.is_empty()
                || plan.format(note).is_some_and(|f| self.format.contains(&f)))
            && (self.status.is_none()
                || note.organisations.iter().any(|&o| self.has_status(plan, o)));
        let spoken: BTreeSet<Stance> = if self.any.is_empty() && self.all.is_empty() {
            note.tags.values().map(|&mark| MARKS[mark].1).collect()
        } else {
            let themes = self.any.iter().chain(&self.all);
            themes.flat_map(|&t| plan.stances(note, t, true)).collect()
        };
        fits.then(|| {
            if spoken.is_empty() {
                BTreeSet::from([Stance::NotStated])
            } else {
                spoken
            }
        })
    }

    fn asks_stance(&self, stance: Stance) -> bool {
        self.stance.is_empty() || self.stance.contains(&stance)
    }

    /// Places of the notes that fit, their stance included.
    fn notes(&self, plan: &Plan) -> BTreeSet<u32> {
        let fits = |note: &Said| {
            self.taken(plan, note)
                .is_some_and(|taken| taken.into_iter().any(|s| self.asks_stance(s)))
        };
        (0u32..)
            .zip(&plan.notes)
            .filter(|(_, n)| fits(n))
            .map(|(at, _)| at)
            .collect()
    }

    /// Each organisation with a note that fits but for its stance, and its one stance.
    fn stances(&self, plan: &Plan) -> BTreeMap<usize, Stance> {
        let mut met: BTreeMap<usize, BTreeSet<Stance>> = BTreeMap::new();
        for note in &plan.notes {
            if let Some(taken) = self.taken(plan, note) {
                for &o in note
                    .organisations
                    .iter()
                    .filter(|o| self.has_status(plan, **o))
                {
                    met.entry(o).or_default().extend(taken.clone());
                }
            }
        }
        met.into_iter().map(|(o, s)| (o, one_stance(&s))).collect()
    }

    fn count(&self, plan: &Plan) -> BTreeSet<usize> {
        let stances = self.stances(plan).into_iter();
        stances
            .filter(|(_, s)| self.asks_stance(*s))
            .map(|(o, _)| o)
            .collect()
    }

    fn asks_what_was_said(&self) -> bool {
        !(self.any.is_empty()
            && self.all.is_empty()
            && self.none.is_empty()
            && self.stance.is_empty())
    }

    fn scope(&self, plan: &Plan) -> BTreeSet<usize> {
        let mut scope = plan.in_scope(&self.format);
        scope.retain(|&o| self.has_status(plan, o));
        scope
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn support_equals_a_count_by_sets(
        plan in plans(),
        wanted in asked(),
        base in proptest::option::of(asked()),
    ) {
        let review = plan.review();
        let analysis = Analysis::of(&review).unwrap();
        let (wanted, base) = (wanted.within(&plan), base.map(|b| b.within(&plan)));
        let selection = wanted.selection(&review);
        let base_selection = base.as_ref().map(|b| b.selection(&review));
        let support = analysis.support(&selection, base_selection.as_ref());

        let expected_base = match &base {
            None => wanted.scope(&plan),
            Some(base) if base.asks_what_was_said() => base.count(&plan),
            Some(base) => base.scope(&plan),
        };
        let plain = |codes: &[u32]| -> Vec<usize> { codes.iter().map(|&o| organisation_of(&review, o)).collect() };
        let within_base = |set: BTreeSet<usize>| by_name(&set.intersection(&expected_base).copied().collect());
        prop_assert_eq!(plain(&support.base), by_name(&expected_base));
        prop_assert_eq!(plain(&support.fits), within_base(wanted.count(&plan)));
        let stances = wanted.stances(&plan);
        for stance in Stance::ALL {
            let taking = stances.iter().filter(|(_, s)| **s == stance).map(|(o, _)| *o).collect();
            prop_assert_eq!(plain(support.of_stance(stance)), within_base(taking), "{:?}", stance);
        }
        let silent = (0..ORGANISATIONS.len()).filter(|o| !stances.contains_key(o)).collect();
        prop_assert_eq!(plain(&support.silent), within_base(silent));

        let notes = wanted.notes(&plan);
        prop_assert_eq!(&support.notes, &notes.iter().copied().collect::<Vec<_>>());
        let at = |notes: &BTreeSet<u32>| -> BTreeSet<u32> {
            let engagements = notes.iter().filter_map(|&n| plan.notes[n as usize].engagement);
            engagements.map(|e| u32::try_from(e).unwrap()).collect()
        };
        prop_assert_eq!(&support.engagements, &at(&notes).into_iter().collect::<Vec<_>>());

        let claim = |unit| {
            analysis.claim(&Claim {
                phrase: "most".into(),
                offset: 0,
                selection: selection.clone(),
                base: base_selection.clone(),
                unit,
                ..Claim::default()
            })
        };
        let asked_of = base.clone().unwrap_or_else(|| Asked {
            any: Vec::new(),
            all: Vec::new(),
            none: Vec::new(),
            stance: Vec::new(),
            part: Vec::new(),
            ..wanted.clone()
        });
        let base_notes = asked_of.notes(&plan);
        let by_notes = claim(Unit::Notes);
        prop_assert_eq!(by_notes.base, size(&base_notes));
        prop_assert_eq!(by_notes.count, size(&notes.intersection(&base_notes).copied().collect::<BTreeSet<_>>()));

        let by_organisations = claim(Unit::Organisations);
        prop_assert_eq!(by_organisations.proportion(), support.proportion());
        prop_assert_eq!(by_organisations.support, support);

        let base_engagements = if asked_of.asks_what_was_said() {
            at(&base_notes)
        } else {
            (0..plan.engagements.len())
                .filter(|&e| {
                    let (format, present) = &plan.engagements[e];
                    let noted = plan.notes.iter().filter(|n| n.engagement == Some(e));
                    (asked_of.format.is_empty() || asked_of.format.contains(format))
                        && (asked_of.status.is_none()
                            || present.iter().any(|&o| asked_of.has_status(&plan, o))
                            || organisations(noted).iter().any(|&o| asked_of.has_status(&plan, o)))
                })
                .map(|e| u32::try_from(e).unwrap())
                .collect()
        };
        let by_engagements = claim(Unit::Engagements);
        prop_assert_eq!(by_engagements.base, size(&base_engagements));
        prop_assert_eq!(by_engagements.count, size(&at(&notes).intersection(&base_engagements).copied().collect::<BTreeSet<_>>()));
    }
}
