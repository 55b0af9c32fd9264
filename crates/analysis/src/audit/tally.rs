//! Counts behind claims: each distinct selection is gathered once in an audit, whatever stances are
//! asked of it.

use crate::index::Index;
use crate::scope::Scope;
use crate::support::{self, ClaimCount, Support};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use throughline_core::audit::NoteIds;
use throughline_core::findings::{Claim, Unit};
use throughline_core::notes::{NONE, NoteIndex};
use throughline_core::numbers::Proportion;
use throughline_core::review::Review;
use throughline_core::selection::Selection;
use throughline_core::stance::{Stance, StanceSet};

/// A selection without its stance, and the base that is given.
type Key = (Selection, Option<Selection>);

/// Gathers selections and keeps what it found.
pub(crate) struct Counter<'a> {
    pub(crate) index: &'a Index,
    pub(crate) scope: &'a Scope<'a>,
    found: RefCell<HashMap<Key, Rc<Found>>>,
}

/// What a selection, its stance aside, finds.
pub(crate) struct Found {
    /// The organisations that could have supported it (rule 6).
    base: Vec<u32>,
    /// The stances that each organisation took; none where it has no note that fits.
    stances: Vec<StanceSet>,
    /// Organisations of the base by their one stance.
    by_stance: [u32; 5],
    /// The stances met in each engagement.
    engagements: Vec<StanceSet>,
    /// Notes by the stances they take, of 32 sets.
    notes: [u32; 32],
    /// Of each of the 32 sets the first notes, in file order.
    first: Vec<(NoteIndex, StanceSet)>,
    /// Ids of the first notes that take one of some stances, once they were asked for.
    ids: RefCell<HashMap<u8, NoteIds>>,
    /// The engagements that could have carried it.
    engagement_base: OnceCell<Vec<u32>>,
}

/// A selection counted with its stance.
pub(crate) struct Tally {
    found: Rc<Found>,
    /// The stances that count.
    asked: StanceSet,
    /// The stance that is against it.
    pub(crate) against: Option<Stance>,
    /// Organisations that support it.
    pub(crate) organisations: Proportion,
    /// Organisations of the base that are against it.
    pub(crate) contrary: u32,
}

impl<'a> Counter<'a> {
    pub(crate) fn new(index: &'a Index, scope: &'a Scope<'a>) -> Self {
        Self {
            index,
            scope,
            found: RefCell::default(),
        }
    }

    pub(crate) fn review(&self) -> &'a Review {
        self.scope.review()
    }

    /// Counts the organisations behind a selection.
    pub(crate) fn tally(&self, selection: &Selection, base: Option<&Selection>) -> Tally {
        let found = self.found(selection, base);
        let asked = support::asked(selection);
        let against = against(selection, &found.by_stance);
        let of = |set: StanceSet| -> u32 {
            let each = Stance::ALL.iter().zip(&found.by_stance);
            each.filter(|(s, _)| set.contains(**s))
                .map(|(_, n)| n)
                .sum()
        };
        let size = u32::try_from(found.base.len()).unwrap_or(u32::MAX);
        Tally {
            organisations: Proportion {
                count: of(asked),
                base: size,
            },
            contrary: of(against.into_iter().collect()),
            asked,
            against,
            found,
        }
    }

    /// Counts a claim in its unit.
    pub(crate) fn in_unit(&self, claim: &Claim, unit: Unit, tally: &Tally) -> Proportion {
        match unit {
            Unit::Organisations => tally.organisations,
            Unit::Engagements => {
                let base = self.engagement_base(claim, tally);
                let carries = base.iter().filter(|&&e| tally.in_engagement(e));
                Proportion {
                    count: u32::try_from(carries.count()).unwrap_or(u32::MAX),
                    base: u32::try_from(base.len()).unwrap_or(u32::MAX),
                }
            }
            Unit::Notes => {
                let claim = Claim {
                    unit,
                    ..claim.clone()
                };
                support::claim(self.index, self.scope, &claim).proportion()
            }
        }
    }

    /// Counts a claim with the organisations behind it, and with notes and engagements where these
    /// are its unit.
    pub(crate) fn count(&self, claim: &Claim) -> ClaimCount {
        if claim.unit != Unit::Organisations {
            return support::claim(self.index, self.scope, claim);
        }
        let found = self.found(&claim.selection, claim.base.as_ref());
        let mut support = Support::default();
        for &organisation in &found.base {
            support.place(
                organisation,
                found.stances[organisation as usize],
                support::asked(&claim.selection),
            );
        }
        support.base.clone_from(&found.base);
        let Proportion { count, base } = support.proportion();
        ClaimCount {
            count,
            base,
            unit: claim.unit,
            support,
        }
    }

    /// Formats of the engagements that could have carried a claim.
    pub(crate) fn formats(&self, claim: &Claim) -> Vec<u32> {
        let tally = self.tally(&claim.selection, claim.base.as_ref());
        let engagements = &self.review().engagements;
        let base = self.engagement_base(claim, &tally).iter();
        let formats = base.filter_map(|&e| engagements.get(e as usize));
        let formats: BTreeSet<u32> = formats.map(|e| e.format).collect();
        formats.into_iter().collect()
    }

    /// Formats of the engagements that could have carried a claim of which none does.
    pub(crate) fn formats_without(&self, claim: &Claim, tally: &Tally) -> Vec<u32> {
        let engagements = &self.review().engagements;
        let format = |&e: &u32| engagements.get(e as usize).map(|e| e.format);
        let base = self.engagement_base(claim, tally);
        let with: BTreeSet<u32> = base
            .iter()
            .filter(|&&e| tally.in_engagement(e))
            .filter_map(format)
            .collect();
        let all: BTreeSet<u32> = base.iter().filter_map(format).collect();
        all.difference(&with).copied().collect()
    }

    fn engagement_base<'t>(&self, claim: &Claim, tally: &'t Tally) -> &'t [u32] {
        tally.found.engagement_base.get_or_init(|| {
            let (selection, base) = (&claim.selection, claim.base.as_ref());
            support::base_engagements(self.index, self.scope, selection, base)
        })
    }

    fn found(&self, selection: &Selection, base: Option<&Selection>) -> Rc<Found> {
        let without_stance = Selection {
            stance: Vec::new(),
            ..selection.clone()
        };
        let key = (without_stance, base.cloned());
        if let Some(found) = self.found.borrow().get(&key) {
            return Rc::clone(found);
        }
        let found = Rc::new(self.gather(&key.0, base));
        self.found.borrow_mut().insert(key, Rc::clone(&found));
        found
    }

    fn gather(&self, selection: &Selection, base: Option<&Selection>) -> Found {
        let review = self.review();
        let organisations = support::base_organisations(self.index, self.scope, selection, base);
        // Of those that raised something: the notes of nobody else support it.
        let among = base.map(|_| {
            let mut among = vec![false; review.organisations.len()];
            for &o in &organisations {
                among[o as usize] = true;
            }
            among
        });
        let mut found = Found {
            base: organisations,
            stances: vec![StanceSet::default(); review.organisations.len()],
            by_stance: [0; 5],
            engagements: vec![StanceSet::default(); review.engagements.len()],
            notes: [0; 32],
            first: Vec::new(),
            ids: RefCell::default(),
            engagement_base: OnceCell::new(),
        };
        let any_status = selection.status.is_none();
        self.index.each(review, selection, |note, taken| {
            let named = review.notes.organisations.get(note as usize);
            for &o in named {
                if any_status || selection.counts_organisation(review, o) {
                    found.stances[o as usize].merge(taken);
                }
            }
            if among
                .as_ref()
                .is_some_and(|among| !named.iter().any(|&o| among[o as usize]))
            {
                return;
            }
            let met = &mut found.notes[usize::from(taken.bits())];
            if (*met as usize) < NoteIds::AT_MOST {
                found.first.push((note, taken));
            }
            *met += 1;
            let engagement = review.notes.engagement[note as usize];
            if engagement != NONE {
                found.engagements[engagement as usize].merge(taken);
            }
        });
        for &o in &found.base {
            let set = found.stances[o as usize];
            if !set.is_empty() {
                found.by_stance[set.resolve() as usize] += 1;
            }
        }
        found
    }
}

impl Tally {
    /// Ids of the first notes that support it, and how many there are.
    pub(crate) fn supporting(&self, review: &Review) -> (NoteIds, u32) {
        self.found.notes_taking(self.asked, review)
    }

    /// Ids of the first notes against it, and how many there are.
    pub(crate) fn contrary_notes(&self, review: &Review) -> (NoteIds, u32) {
        let against = self.against.into_iter().collect();
        self.found.notes_taking(against, review)
    }

    /// Engagements with a note that supports it, in order of file.
    pub(crate) fn engagements(&self) -> Vec<u32> {
        let all = (0u32..).take(self.found.engagements.len());
        all.filter(|&e| self.in_engagement(e)).collect()
    }

    fn in_engagement(&self, engagement: u32) -> bool {
        let met = self.found.engagements.get(engagement as usize);
        met.is_some_and(|met| met.meets(self.asked))
    }
}

impl Found {
    fn notes_taking(&self, stances: StanceSet, review: &Review) -> (NoteIds, u32) {
        let takes = |bits: u8| bits & stances.bits() != 0;
        let total = (0u8..).zip(&self.notes).filter(|(bits, _)| takes(*bits));
        let total = total.map(|(_, n)| n).sum();
        let mut ids = self.ids.borrow_mut();
        let list = ids.entry(stances.bits()).or_insert_with(|| {
            let fitting = self.first.iter().filter(|(_, taken)| taken.meets(stances));
            let ids = fitting
                .take(NoteIds::AT_MOST)
                .filter_map(|(note, _)| review.notes.ids.get(*note as usize).parse().ok());
            ids.collect::<Vec<_>>().into()
        });
        (list.clone(), total)
    }
}

/// The stance that is against a selection. Of one that asks for positive and not for negative,
/// negative; the other way round, positive. Of one that asks for no stance, which speaks of what
/// was raised whatever was thought of it, the side that fewer of its organisations took (negative
/// where as many took either): a view is not everybody's while some hold the other, whichever of
/// the two the sentence means. Else none.
fn against(selection: &Selection, by_stance: &[u32; 5]) -> Option<Stance> {
    let asks = |stance| selection.stance.contains(&stance);
    match (asks(Stance::Positive), asks(Stance::Negative)) {
        (true, false) => Some(Stance::Negative),
        (false, true) => Some(Stance::Positive),
        (false, false) if selection.stance.is_empty() => {
            let of = |stance: Stance| by_stance[stance as usize];
            Some(if of(Stance::Negative) <= of(Stance::Positive) {
                Stance::Negative
            } else {
                Stance::Positive
            })
        }
        _ => None,
    }
}
