//! What makes an organisation, a note or an engagement count for a selection, and what the
//! selection asks of a note beside its themes.

use crate::support::asked;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::Unit;
use throughline_core::notes::NoteIndex;
use throughline_core::review::Review;
use throughline_core::selection::Selection;
use throughline_core::stance::{Stance, StanceSet};

/// How a selection counts.
#[derive(Debug)]
pub(super) struct Counting<'a> {
    /// The selection.
    pub(super) selection: &'a Selection,
    /// What counts is whether one of some stances is there, whatever else is: always so where no
    /// stance is asked for or notes or engagements are counted, and where mixed counts with positive
    /// or negative. A set is then kept as 1 where one of them is there, as 0 where none is.
    pub(super) plain: bool,
    /// These stances, where it is plain.
    pub(super) kinds: u8,
    /// Whether a set of stances counts.
    counted: [bool; 32],
    /// The selection without its themes and stance; nothing when it asks for no more.
    beside: Option<Selection>,
    /// It asks for no theme, so that every note fits.
    pub(super) no_theme: bool,
    /// Themes it speaks of and does not exclude: what may be added.
    pub(super) addable: Vec<ThemeCode>,
    /// Stances, each a set as it is kept here, one of which brings in whatever a tag can bring in.
    ///
    /// Where mixed counts, a mixed tag brings in everybody. Else a tag of a stance that does not
    /// count brings in nobody; a neutral one, where it counts, brings in all whom any tag can, and
    /// takes out nobody; and of two stances that count the stronger alone does what both do.
    pub(super) bringing: Vec<u8>,
    /// The stances that may have to go for an organisation to cease.
    ///
    /// Where mixed does not count, those that count: what else there is makes nobody count. Where
    /// it does, positive and negative too, which together are mixed.
    pub(super) leaving: u8,
}

/// The stances of a number below 32.
fn stances(set: u8) -> impl Iterator<Item = Stance> {
    let all = Stance::ALL.into_iter();
    all.filter(move |&stance| set & bit(stance) != 0)
}

/// A stance as a set.
pub(super) fn bit(stance: Stance) -> u8 {
    [stance].into_iter().collect::<StanceSet>().bits()
}

/// The one stance that a note without a stated one takes.
pub(super) fn not_stated() -> u8 {
    bit(Stance::NotStated)
}

impl<'a> Counting<'a> {
    pub(super) fn of(review: &Review, selection: &'a Selection, unit: Unit) -> Self {
        let wanted = asked(selection);
        let mut counted = [false; 32];
        for (set, counted) in (0u8..32).zip(&mut counted) {
            let met: StanceSet = stances(set).collect();
            *counted = match unit {
                _ if met.is_empty() => false,
                _ if selection.stance.is_empty() => true,
                Unit::Organisations => wanted.contains(met.resolve()),
                Unit::Notes | Unit::Engagements => met.meets(wanted),
            };
        }
        let single = |kind: &u8| counted.get(usize::from(*kind)).copied().unwrap_or(false);
        let each = Stance::ALL.into_iter().map(bit);
        let kinds: u8 = each.clone().filter(single).sum();
        let plain = (0u8..32)
            .zip(counted)
            .all(|(set, counted)| counted == (set & kinds != 0));
        if plain && let Some(one) = counted.get_mut(1) {
            *one = true;
        }
        let beside = selection.beside_themes();
        let mut counting = Self {
            selection,
            plain,
            kinds,
            counted,
            beside: (!beside.is_everything()).then_some(beside),
            no_theme: selection.any.is_empty() && selection.all.is_empty(),
            addable: Vec::new(),
            bringing: Vec::new(),
            leaving: if plain { 1 } else { kinds },
        };
        counting.addable = counting.spoken_and_not_excluded(review);
        let mixed = bit(Stance::Mixed);
        counting.bringing = if plain {
            each.filter(|kind| kind & kinds != 0).take(1).collect()
        } else if counting.counts(mixed) {
            vec![mixed]
        } else if counting.counts(bit(Stance::Neutral)) {
            vec![bit(Stance::Neutral)]
        } else {
            each.filter(|kind| kind & kinds != 0).collect()
        };
        if !plain && kinds & mixed != 0 {
            counting.leaving |= bit(Stance::Positive) | bit(Stance::Negative);
        }
        counting
    }

    fn spoken_and_not_excluded(&self, review: &Review) -> Vec<ThemeCode> {
        let book = &review.codebook;
        let mut themes: Vec<ThemeCode> = if self.no_theme {
            (0..u32::try_from(book.len()).unwrap_or(u32::MAX)).collect()
        } else {
            let asked = self.selection.any.iter().chain(&self.selection.all);
            asked.flat_map(|&theme| book.descendants(theme)).collect()
        };
        themes.sort_unstable();
        themes.dedup();
        themes.retain(|&theme| self.allows(review, theme));
        themes
    }

    /// Whether a tag of a theme leaves a note that fits fitting.
    pub(super) fn allows(&self, review: &Review, theme: ThemeCode) -> bool {
        let none = &self.selection.none;
        none.is_empty() || !review.codebook.lineage(theme).any(|t| none.contains(&t))
    }

    /// A set as it is kept here: 0 or 1 where it is plain.
    pub(super) fn kept(&self, set: u8) -> u8 {
        if self.plain {
            u8::from(set & self.kinds != 0)
        } else {
            set
        }
    }

    /// Whether a set, as it is kept here, counts.
    pub(super) fn counts(&self, set: u8) -> bool {
        self.counted.get(usize::from(set)).copied().unwrap_or(false)
    }

    /// Whether a note meets what is asked beside themes and stance.
    pub(super) fn meets_beside(&self, review: &Review, note: NoteIndex) -> bool {
        let beside = self.beside.as_ref();
        beside.is_none_or(|beside| beside.fits_but_stance(review, note))
    }

    /// Whether more is asked than themes and stance.
    pub(super) fn asks_beside(&self) -> bool {
        self.beside.is_some()
    }
}
