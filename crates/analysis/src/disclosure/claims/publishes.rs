//! What a claim publishes of the counts of organisations, and whether it may stand at all.
//!
//! What each kind of phrase publishes, and whether that can tell a small count:
//!
//! | phrase | publishes | so |
//! |---|---|---|
//! | word of the scale | its counts, with N where it holds the whole complement | must hold whole classes |
//! | number, share, "all but" | its counts | must hold whole classes |
//! | "all", "none" | N, 0 | only when the contributors have agreed |
//! | view, passive | more than half for it; fewer than k against | two sets on one theme, told together |
//! | "agreed" | three quarters or more for it; nobody against | the same |
//! | saying | k or more | touches no small count |
//! | rank, more … than | which of two counts is the larger | only where what is shown of both says so already, or the contributors have agreed |
//! | over notes, over engagements | at least so many | no upper end, for who knows their own notes would count the others, unless the contributors have agreed |
//! | "consistently" | at least so many engagements, one of each format | the same; that somebody in a format said so may be known |
//! | with a stance, on a theme at another level than the balance words | stances of one theme within another | refused |
//! | over a base that is a theme | a share of a count that is a band | whole classes at every count of the band, which begins at 2k or more |
//! | not read as an amount | cannot be known | refused |

use super::counts::{Counts, Tells};
use super::splits::Mask;
use super::spoken::{Spoken, ends, shown_theme, ways};
use crate::Analysis;
use crate::disclosure::Plan;
use crate::support::is_scope;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::Unit;
use throughline_core::reading::Amount;
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;
use throughline_core::wording::bounds;

/// What a claim publishes of the counts of organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Published {
    /// The count is one of these.
    Counts(Counts),
    /// The same of a count whose base is itself shown as a band: at its least and its most.
    OfShown(Counts, Counts),
    /// Only an order of two counts that are shown.
    Order,
}

/// Those against a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contrary {
    /// How they stand.
    pub(crate) ways: Mask,
    /// Or those who stand so.
    pub(crate) or: Option<Mask>,
    /// How many there are at most.
    pub(crate) most: u32,
}

/// Why a claim cannot stand whatever stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Its phrase is read as no amount.
    Unread,
    /// No count of its base fits the phrase.
    FitsNone,
    /// Its base is a count that is not shown, or may be below 2k.
    HiddenBase,
    /// A rank, or a comparison, that what is shown does not say already.
    Order,
    /// An upper end over notes or engagements.
    UpperEnd,
    /// A stance on a theme at another level of the tree than the stances that the report gives.
    Level,
}

impl Spoken<'_> {
    /// The ways an organisation stands that it counts.
    pub(crate) fn ways(&self) -> Mask {
        ways(&self.claim.selection.stance)
    }

    /// What the phrase says of those against it: of a view and of an agreement. Where no stance is
    /// asked for, those of one side, whichever the fewer.
    pub(crate) fn contrary(&self, k: u32) -> Option<Contrary> {
        let most = match self.amount.as_ref()? {
            Amount::View => k.saturating_sub(1),
            Amount::Agreed => 0,
            _ => return None,
        };
        let stance = &self.claim.selection.stance;
        let (positive, negative) = (
            stance.contains(&Stance::Positive),
            stance.contains(&Stance::Negative),
        );
        let (for_it, against) = (ways(&[Stance::Positive]), ways(&[Stance::Negative]));
        let (ways, or) = match (positive, negative) {
            (true, false) => (against, None),
            (false, true) => (for_it, None),
            (false, false) if stance.is_empty() => (against, Some(for_it)),
            _ => return None,
        };
        Some(Contrary { ways, or, most })
    }

    /// Whether N is a matter of course at its base: a word of the scale, whose printed counts say
    /// that everybody is among them.
    fn is_word(&self) -> bool {
        matches!(self.amount, Some(Amount::Word { .. }))
    }

    /// The counts that the phrase says at a base.
    pub(crate) fn counts_at(&self, analysis: &Analysis, k: u32, base: u32) -> Option<Counts> {
        let over_half = base / 2 + 1;
        let (low, high) = match self.amount.as_ref()? {
            Amount::View => (over_half, base),
            Amount::Agreed => ((3 * base).div_ceil(4), base),
            Amount::Said => (k, base),
            other => bounds(other, &analysis.review().scale, base)?.counts?,
        };
        let counts = Counts { low, high, base };
        let fits = low <= high && high <= base;
        fits.then(|| {
            if self.is_word() {
                counts.with_everybody(k)
            } else {
                counts
            }
        })
    }

    /// How its counts, published by themselves, give small counts away. What all contributors have
    /// agreed to may say everybody or nobody, and how many engagements or notes.
    pub(crate) fn tells(&self, counts: Counts, k: u32) -> Option<Tells> {
        let agreed = self.claim.unanimous_agreed;
        if agreed && self.unit != Unit::Organisations {
            return None;
        }
        counts.tells(k, agreed)
    }

    /// What it publishes, or why it cannot stand.
    pub(crate) fn published(&self, analysis: &Analysis, plan: &Plan) -> Result<Published, Refused> {
        let k = plan.k;
        match self.amount.as_ref() {
            None | Some(Amount::None) => return Err(Refused::Unread),
            Some(Amount::First | Amount::More | Amount::Fewer) => {
                return if self.claim.unanimous_agreed || self.order_is_shown(analysis, plan) {
                    Ok(Published::Order)
                } else {
                    Err(Refused::Order)
                };
            }
            Some(_) => {}
        }
        if !self.at_level(analysis, plan) {
            return Err(Refused::Level);
        }
        if self.unit == Unit::Organisations
            && let Some(base) = self.claim.base.as_ref().filter(|b| !is_scope(b))
        {
            let of = shown_theme(base)
                .and_then(|theme| ends(plan, theme))
                .ok_or(Refused::HiddenBase)?;
            if of.0 < 2 * k {
                return Err(Refused::HiddenBase);
            }
            let at = |base| self.counts_at(analysis, k, base).ok_or(Refused::FitsNone);
            let whole = (of.0..=of.1).try_fold(true, |whole, base| {
                at(base).map(|counts| whole && counts.tells(k, false).is_none())
            })?;
            return if whole {
                Ok(Published::OfShown(at(of.0)?, at(of.1)?))
            } else {
                Err(Refused::HiddenBase)
            };
        }
        let counts = self
            .counts_at(analysis, k, self.base)
            .ok_or(Refused::FitsNone)?;
        let agreed = self.claim.unanimous_agreed;
        if self.unit != Unit::Organisations && counts.high < counts.base && !agreed {
            return Err(Refused::UpperEnd);
        }
        Ok(Published::Counts(counts))
    }

    /// Whether a claim that speaks of stances speaks of them where the report does. Stances are
    /// given at one level of the tree (rules 5 and 6), for those of a theme beside those of one above
    /// or beneath it tell more than either: where 5 or 6 raised both and the lower is mostly mixed,
    /// "a small number" for the upper leaves no two against the lower.
    fn at_level(&self, analysis: &Analysis, plan: &Plan) -> bool {
        if self.claim.selection.stance.is_empty() && self.contrary(plan.k).is_none() {
            return true;
        }
        let book = &analysis.review().codebook;
        let gives = |theme: ThemeCode| {
            let row = plan.themes.get(theme as usize);
            row.is_some_and(|r| r.balance.is_some() || r.stances.is_some())
        };
        let asked = &self.claim.selection;
        asked.any.iter().chain(&asked.all).all(|&theme| {
            let mut above = book.lineage(theme).skip(1);
            let beneath = book.descendants(theme);
            !above.any(gives) && !beneath.iter().any(|&t| t != theme && gives(t))
        })
    }

    /// Whether what is shown of the themes says already which is the larger.
    fn order_is_shown(&self, analysis: &Analysis, plan: &Plan) -> bool {
        if self.unit != Unit::Organisations || self.claim.base.is_some() {
            return false;
        }
        let of = |selection: &Selection| shown_theme(selection).and_then(|t| ends(plan, t));
        let Some(own) = of(&self.claim.selection) else {
            return false;
        };
        let book = &analysis.review().codebook;
        match (self.amount.as_ref(), &self.claim.than) {
            (Some(Amount::More), Some(than)) => of(than).is_some_and(|than| own.0 > than.1),
            (Some(Amount::Fewer), Some(than)) => of(than).is_some_and(|than| own.1 < than.0),
            (Some(Amount::First), _) => {
                let Some(theme) = shown_theme(&self.claim.selection) else {
                    return false;
                };
                let siblings = match book.theme(theme).parent {
                    Some(parent) => book.children(parent),
                    None => book.roots(),
                };
                let mut others = siblings.iter().filter(|&&s| s != theme);
                others.all(|&s| ends(plan, s).is_some_and(|(_, most)| own.0 > most))
            }
            _ => false,
        }
    }
}
