//! The fewest coders to leave out. At least one stays: without any there is no coding to speak of.
//! Where the review takes one coder's tags alone there are not several to leave out.

use super::counting::Counting;
use super::{Goal, Side};
use crate::Analysis;
use crate::index::Index;
use crate::support::{base_engagements, base_notes};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use throughline_core::audit::Distance;
use throughline_core::coders::{CoderTags, Given, NOTES_CODER, Policy, settle};
use throughline_core::findings::Unit;
use throughline_core::notes::{Lists, NONE, Notes, Tag};
use throughline_core::review::Review;
use throughline_core::selection::Selection;
use throughline_core::stance::StanceSet;

/// So many notes are tagged anew in all; more sets of coders are not tried.
const TAGGED_ANEW: usize = 4_000_000;

/// More coders than this are not left out one by one.
const MOST_CODERS: usize = 16;

/// A set of coders, a bit a coder.
type Mask = u32;

/// What would be counted without some of the coders.
#[derive(Debug)]
pub(super) struct LeftOut<'a> {
    review: &'a Review,
    tags: &'a CoderTags,
    everyone: Vec<u16>,
    /// Sets of coders to leave out, the fewest first.
    sets: Vec<Mask>,
    /// Whether these are all there are.
    complete: bool,
    variants: RefCell<HashMap<Mask, Rc<Variant>>>,
}

/// The notes with the tags of the coders who stay.
#[derive(Debug)]
struct Variant {
    review: Review,
    index: Index,
    /// The stances of each organisation, for selections without their stance.
    taken: RefCell<HashMap<Selection, Rc<Vec<StanceSet>>>>,
}

impl<'a> LeftOut<'a> {
    /// `None` where there are not several coders who count.
    pub(super) fn of(review: &'a Review) -> Option<Self> {
        let tags = review.coder_tags.as_ref()?;
        let everyone: Vec<u16> = tags.everyone().take(MOST_CODERS).collect();
        if everyone.len() < 2 || matches!(tags.policy, Policy::One(_)) {
            return None;
        }
        let some_stay = 1..(1u32 << everyone.len()) - 1;
        let mut sets: Vec<Mask> = some_stay.collect();
        sets.sort_by_key(|set| (set.count_ones(), *set));
        let tried = TAGGED_ANEW / review.notes.len().max(1);
        let complete = sets.len() <= tried && everyone.len() == tags.everyone().count();
        sets.truncate(tried);
        Some(Self {
            review,
            tags,
            everyone,
            sets,
            complete,
            variants: RefCell::default(),
        })
    }

    /// The fewest coders without whom a goal is reached; `None` as well where not every set could
    /// be tried and none of those that were reaches it.
    pub(super) fn distance(
        &self,
        analysis: &Analysis<'_>,
        sides: &[Side<'_>],
        goal: &Goal,
    ) -> Option<Distance> {
        if *goal == Goal::Either(Vec::new()) {
            return None;
        }
        let bases: Vec<Base> = sides.iter().map(|side| Base::of(analysis, side)).collect();
        let set = self.sets.iter().find(|&&set| {
            let variant = self.variant(set);
            let both = sides.iter().zip(&bases);
            let counts: Vec<u32> = both.map(|(side, base)| variant.count(side, base)).collect();
            goal.reached(&counts)
        })?;
        // All smaller sets were tried before it, of all coders or of the first so many.
        let fewest = set.count_ones();
        Some(if self.complete || self.everyone.len() < MOST_CODERS {
            Distance::Exactly(fewest)
        } else {
            super::distance::at_most(fewest)
        })
    }

    fn variant(&self, set: Mask) -> Rc<Variant> {
        let mut variants = self.variants.borrow_mut();
        let variant = variants
            .entry(set)
            .or_insert_with(|| Rc::new(self.without(set)));
        Rc::clone(variant)
    }

    /// The review without some coders: what counting needs of it.
    fn without(&self, set: Mask) -> Variant {
        let out: BTreeSet<u16> = (0u32..)
            .zip(&self.everyone)
            .filter(|(at, _)| set >> at & 1 == 1)
            .map(|(_, &coder)| coder)
            .collect();
        let mut review = Review::new("", self.review.texts.clone());
        review.organisations.clone_from(&self.review.organisations);
        review.engagements.clone_from(&self.review.engagements);
        review.codebook = self.review.codebook.clone();
        let notes = &self.review.notes;
        review.notes = Notes {
            engagement: notes.engagement.clone(),
            organisations: notes.organisations.clone(),
            part: notes.part.clone(),
            question: notes.question.clone(),
            tags: self.tags_without(&out),
            ..Notes::default()
        };
        Variant {
            index: Index::of(&review),
            review,
            taken: RefCell::default(),
        }
    }

    fn tags_without(&self, out: &BTreeSet<u16>) -> Lists<Tag> {
        let mut tags = Lists::default();
        let mut listed = self.tags.notes.iter().enumerate().peekable();
        let mut settled = Vec::new();
        for note in self.review.notes.indices() {
            settled.clear();
            if let Some((row, _)) = listed.next_if(|(_, listed)| **listed == note) {
                let given = self.tags.given.get(row).iter().copied();
                let stays = |given: &Given| !out.contains(&given.coder);
                settle(given.filter(stays), self.tags.policy, &mut settled);
            } else if !out.contains(&NOTES_CODER) {
                settled.extend(self.review.notes.tags.get(note as usize));
            }
            tags.push(settled.iter().copied());
        }
        tags
    }
}

/// What a side is counted among, whoever is left out.
enum Base {
    Organisations,
    Codes(Vec<u32>),
}

impl Base {
    fn of(analysis: &Analysis<'_>, side: &Side<'_>) -> Self {
        let (selection, base) = (&side.claim.selection, side.claim.base.as_ref());
        let (index, scope) = (analysis.index(), analysis.scope());
        match side.claim.unit {
            Unit::Organisations => Base::Organisations,
            Unit::Notes => Base::Codes(base_notes(index, scope.review(), selection, base)),
            Unit::Engagements => Base::Codes(base_engagements(index, scope, selection, base)),
        }
    }
}

impl Variant {
    fn count(&self, side: &Side<'_>, base: &Base) -> u32 {
        let selection = &side.claim.selection;
        let counting = Counting::of(&self.review, selection, side.claim.unit);
        let counted = |set: StanceSet| counting.counts(counting.kept(set.bits()));
        let count = match base {
            Base::Organisations => {
                let taken = self.taken(selection);
                let set = |&o: &u32| taken.get(o as usize).copied().unwrap_or_default();
                let base = side.counted.support.base.iter();
                base.map(set).filter(|&set| counted(set)).count()
            }
            Base::Codes(base) => {
                let mut found = Vec::new();
                self.index.each(&self.review, selection, |note, taken| {
                    let code = match side.claim.unit {
                        Unit::Engagements => {
                            let engagements = &self.review.notes.engagement;
                            engagements.get(note as usize).copied().unwrap_or(NONE)
                        }
                        Unit::Notes | Unit::Organisations => note,
                    };
                    if counted(taken) && base.binary_search(&code).is_ok() {
                        found.push(code);
                    }
                });
                found.sort_unstable();
                found.dedup();
                found.len()
            }
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    fn taken(&self, selection: &Selection) -> Rc<Vec<StanceSet>> {
        let without_stance = Selection {
            stance: Vec::new(),
            ..selection.clone()
        };
        if let Some(taken) = self.taken.borrow().get(&without_stance) {
            return Rc::clone(taken);
        }
        let mut sets = vec![StanceSet::default(); self.review.organisations.len()];
        self.index.each(&self.review, selection, |note, taken| {
            for &organisation in self.review.notes.organisations.get(note as usize) {
                if selection.counts_organisation(&self.review, organisation)
                    && let Some(set) = sets.get_mut(organisation as usize)
                {
                    set.merge(taken);
                }
            }
        });
        let sets = Rc::new(sets);
        let mut kept = self.taken.borrow_mut();
        Rc::clone(kept.entry(without_stance).or_insert(sets))
    }
}
