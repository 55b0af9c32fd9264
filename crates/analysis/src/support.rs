//! Who supports what: organisations, notes and engagements behind a selection. Rules of counting 1,
//! 4, 6 and 9.

use crate::index::Index;
use crate::scope::Scope;
use throughline_core::findings::{Claim, Unit};
use throughline_core::notes::{NONE, NoteIndex};
use throughline_core::numbers::Proportion;
use throughline_core::review::Review;
use throughline_core::selection::Selection;
use throughline_core::stance::{Stance, StanceSet};

/// The organisations, notes and engagements behind a selection.
///
/// Organisations are codes in byte order of display names. Those of the base are divided, by their
/// one stance over the notes that fit the selection whatever their stance, into `positive`,
/// `negative`, `mixed`, `neutral`, `not_stated` and `silent` (no such note).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Support {
    /// The organisations that could have supported it: the denominator (rule 6).
    pub base: Vec<u32>,
    /// Those of the base for it.
    pub positive: Vec<u32>,
    /// Those of the base against it.
    pub negative: Vec<u32>,
    /// Those of the base both for and against.
    pub mixed: Vec<u32>,
    /// Those of the base that stated to be neither.
    pub neutral: Vec<u32>,
    /// Those of the base with a note but no stance.
    pub not_stated: Vec<u32>,
    /// Those of the base without a note that fits.
    pub silent: Vec<u32>,
    /// Those of the base that count: with a note that fits and, where the selection asks for a
    /// stance, with their one stance (rule 9) among those asked for.
    pub fits: Vec<u32>,
    /// Notes that fit the whole selection, with an organisation or without, in file order: one of
    /// the tags it speaks of has a stance asked for.
    pub notes: Vec<NoteIndex>,
    /// Engagements with at least one of these notes, in order of file.
    pub engagements: Vec<u32>,
}

impl Support {
    /// Puts an organisation of the base where its stances place it.
    pub(crate) fn place(&mut self, organisation: u32, met: StanceSet, asked: StanceSet) {
        if met.is_empty() {
            self.silent.push(organisation);
            return;
        }
        let stance = met.resolve();
        let list = match stance {
            Stance::Positive => &mut self.positive,
            Stance::Negative => &mut self.negative,
            Stance::Mixed => &mut self.mixed,
            Stance::Neutral => &mut self.neutral,
            Stance::NotStated => &mut self.not_stated,
        };
        list.push(organisation);
        if asked.contains(stance) {
            self.fits.push(organisation);
        }
    }

    /// Organisations that count, of the base.
    #[must_use]
    pub fn proportion(&self) -> Proportion {
        Proportion {
            count: size(&self.fits),
            base: size(&self.base),
        }
    }

    /// The organisations of the base whose one stance it is.
    #[must_use]
    pub fn of_stance(&self, stance: Stance) -> &[u32] {
        match stance {
            Stance::Positive => &self.positive,
            Stance::Negative => &self.negative,
            Stance::Mixed => &self.mixed,
            Stance::Neutral => &self.neutral,
            Stance::NotStated => &self.not_stated,
        }
    }
}

/// A claim counted in its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimCount {
    /// How many of the unit.
    pub count: u32,
    /// Of how many.
    pub base: u32,
    /// The unit.
    pub unit: Unit,
    /// The organisations, notes and engagements behind it.
    pub support: Support,
}

impl ClaimCount {
    /// The count with its base.
    #[must_use]
    pub fn proportion(&self) -> Proportion {
        Proportion {
            count: self.count,
            base: self.base,
        }
    }
}

pub(crate) fn support(
    index: &Index,
    scope: &Scope,
    selection: &Selection,
    base: Option<&Selection>,
) -> Support {
    let review = scope.review();
    let gathered = Gathered::of(index, review, selection);
    let base = base_organisations(index, scope, selection, base);
    let mut support = Support::default();
    for &organisation in &base {
        let set = gathered.stances[organisation as usize];
        support.place(organisation, set, asked(selection));
    }
    support.base = base;
    support.engagements = engagements_of(review, &gathered.notes);
    support.notes = gathered.notes;
    support
}

pub(crate) fn claim(index: &Index, scope: &Scope, claim: &Claim) -> ClaimCount {
    let (selection, base) = (&claim.selection, claim.base.as_ref());
    let support = support(index, scope, selection, base);
    let counted = match claim.unit {
        Unit::Organisations => support.proportion(),
        Unit::Notes => within(
            &support.notes,
            &base_notes(index, scope.review(), selection, base),
        ),
        Unit::Engagements => within(
            &support.engagements,
            &base_engagements(index, scope, selection, base),
        ),
    };
    ClaimCount {
        count: counted.count,
        base: counted.base,
        unit: claim.unit,
        support,
    }
}

/// What a selection finds among the notes.
struct Gathered {
    /// The stances each organisation took in notes that fit but for their stance; none where it
    /// has no such note.
    stances: Vec<StanceSet>,
    /// Notes that fit, their stance included.
    notes: Vec<NoteIndex>,
}

impl Gathered {
    fn of(index: &Index, review: &Review, selection: &Selection) -> Self {
        let mut stances = vec![StanceSet::default(); review.organisations.len()];
        let mut notes = Vec::new();
        let asked = asked(selection);
        index.each(review, selection, |note, taken| {
            if taken.meets(asked) {
                notes.push(note);
            }
            for &organisation in review.notes.organisations.get(note as usize) {
                if selection.counts_organisation(review, organisation) {
                    stances[organisation as usize].merge(taken);
                }
            }
        });
        Self { stances, notes }
    }
}

/// The stances that a selection lets pass: those it asks for, else all.
pub(crate) fn asked(selection: &Selection) -> StanceSet {
    if selection.stance.is_empty() {
        Stance::ALL.into_iter().collect()
    } else {
        selection.stance.iter().copied().collect()
    }
}

/// Rule 6. Without a base that is given: the organisations in scope, of the selection's formats
/// and status. With one: those with a note that fits it, or, where it asks for nothing but format,
/// status and part, those in scope of these; a part never narrows.
pub(crate) fn base_organisations(
    index: &Index,
    scope: &Scope,
    selection: &Selection,
    base: Option<&Selection>,
) -> Vec<u32> {
    let scoped = base.unwrap_or(selection);
    match base {
        Some(base) if !is_scope(base) => {
            let stances = Gathered::of(index, scope.review(), base).stances;
            let fits = |organisation: u32| {
                let set = stances[organisation as usize];
                !set.is_empty() && asked(base).contains(set.resolve())
            };
            scope
                .organisations()
                .iter()
                .copied()
                .filter(|&o| fits(o))
                .collect()
        }
        _ => scope.of(&scoped.format, scoped.status),
    }
}

/// Whether a base asks for who took part and not for what was said.
pub(crate) fn is_scope(base: &Selection) -> bool {
    let said = Selection {
        format: Vec::new(),
        status: None,
        part: Vec::new(),
        ..base.clone()
    };
    said.is_everything()
}

/// The notes that a claim about notes speaks of, in file order: those that fit the base or, without
/// one, those of the selection's formats and status.
pub(crate) fn base_notes(
    index: &Index,
    review: &Review,
    selection: &Selection,
    base: Option<&Selection>,
) -> Vec<NoteIndex> {
    let scope_alone = Selection {
        format: selection.format.clone(),
        status: selection.status,
        ..Selection::default()
    };
    Gathered::of(index, review, base.unwrap_or(&scope_alone)).notes
}

/// The engagements that a claim about engagements speaks of: those with a note that fits the base
/// or, where no theme, question, stance is asked for, those of its formats at which an organisation
/// of its status was present or has a note.
pub(crate) fn base_engagements(
    index: &Index,
    scope: &Scope,
    selection: &Selection,
    base: Option<&Selection>,
) -> Vec<u32> {
    let review = scope.review();
    let asked = match base {
        Some(base) if !is_scope(base) => {
            return engagements_of(review, &Gathered::of(index, review, base).notes);
        }
        Some(base) => base,
        None => selection,
    };
    let status_alone = Selection {
        status: asked.status,
        ..Selection::default()
    };
    let noted = match asked.status {
        Some(_) => engagements_of(review, &Gathered::of(index, review, &status_alone).notes),
        None => Vec::new(),
    };
    (0u32..)
        .zip(&review.engagements)
        .filter(|(_, e)| asked.format.is_empty() || asked.format.contains(&e.format))
        .filter(|(code, e)| {
            let present = |&o: &u32| status_alone.counts_organisation(review, o);
            asked.status.is_none()
                || e.organisations.iter().any(present)
                || noted.binary_search(code).is_ok()
        })
        .map(|(code, _)| code)
        .collect()
}

fn engagements_of(review: &Review, notes: &[NoteIndex]) -> Vec<u32> {
    let mut engagements: Vec<u32> = notes
        .iter()
        .filter_map(|&note| review.notes.engagement.get(note as usize).copied())
        .filter(|&engagement| engagement != NONE)
        .collect();
    engagements.sort_unstable();
    engagements.dedup();
    engagements
}

/// How many of some codes are in a base; both are sorted.
fn within(codes: &[u32], base: &[u32]) -> Proportion {
    let inside = codes.iter().filter(|c| base.binary_search(c).is_ok());
    Proportion {
        count: u32::try_from(inside.count()).unwrap_or(u32::MAX),
        base: size(base),
    }
}

fn size(codes: &[u32]) -> u32 {
    u32::try_from(codes.len()).unwrap_or(u32::MAX)
}
