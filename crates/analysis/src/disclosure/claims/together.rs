//! Claims beside one another and beside what the report shows of their themes.
//!
//! Twice: claims that differ in stance alone, by listing every division of the organisations that
//! fits ([`super::splits`]); and all claims, by what follows from one count for another: a theme
//! lies within the themes above it, and is made up of those beneath where it has no note of its own;
//! a claim lies within each theme it asks for, and is made up of those of which it asks for any.
//! What the report tells without the claims is not laid to them.

use super::counts::Counts;
use super::network::Network;
use super::publishes::Published;
use super::splits::{Fact, Mask, RAISED, Told, told};
use super::spoken::{Spoken, shown_theme};
use crate::Analysis;
use crate::disclosure::{Balance, Plan, bands};
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::Unit;
use throughline_core::selection::Selection;
use throughline_core::synthesis::Shown;

/// A claim that may stand by itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing<'c, 'r> {
    pub(crate) spoken: &'c Spoken<'r>,
    pub(crate) published: Published,
}

/// What some claims tell together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// A count of one selection.
    One(Told),
    /// A count of organisations that raised a theme.
    Theme(ThemeCode),
    /// Those of a theme of a stance, or of a format.
    Part(ThemeCode),
    /// The count of a claim.
    Claim,
    /// They contradict one another.
    Nothing,
}

/// The fewest claims that tell something together, in order, and what.
#[derive(Debug)]
pub(crate) struct Telling<'c, 'r> {
    pub(crate) claims: Vec<&'c Spoken<'r>>,
    pub(crate) what: What,
}

/// Everything that claims tell together.
pub(crate) fn tellings<'c, 'r>(
    analysis: &Analysis,
    plan: &Plan,
    standing: &[Standing<'c, 'r>],
) -> Vec<Telling<'c, 'r>> {
    let mut tellings = Vec::new();
    for family in families(standing) {
        let shown = Shows::of(plan, &family);
        search(&family, &mut tellings, |claims| {
            let of = |claims: &[Standing]| {
                told(
                    shown.base,
                    plan.k,
                    shown.balance,
                    &shown.with(claims, plan.k),
                )
            };
            let before = of(&[]);
            let after = of(claims);
            after
                .into_iter()
                .find(|t| !before.contains(t))
                .map(|told| match told {
                    Told::Nothing => What::Nothing,
                    told => What::One(told),
                })
        });
    }
    // Those that tell already are left out: what they tell would hide what the others do.
    let named: Vec<*const Spoken> = tellings
        .iter()
        .filter_map(|t| t.claims.last().map(|c| std::ptr::from_ref(*c)))
        .collect();
    let rest: Vec<Standing> = standing
        .iter()
        .filter(|s| !named.contains(&std::ptr::from_ref(s.spoken)))
        .copied()
        .collect();
    search(&rest, &mut tellings, |claims| {
        let told = |speak| Network::of(analysis, plan, claims, speak).told(plan.k);
        let before = told(false);
        let mut after = told(true).into_iter();
        after.find(|t| !before.contains(t)).map(|(_, what)| what)
    });
    tellings
}

/// The fewest claims that tell something, again and again without the last of those found.
fn search<'c, 'r>(
    claims: &[Standing<'c, 'r>],
    tellings: &mut Vec<Telling<'c, 'r>>,
    tell: impl Fn(&[Standing<'c, 'r>]) -> Option<What>,
) {
    let mut left = claims.to_vec();
    while tell(&left).is_some() {
        let mut fewest = left.clone();
        let mut at = 0;
        while at < fewest.len() {
            let mut without = fewest.clone();
            without.remove(at);
            if tell(&without).is_some() {
                fewest = without;
            } else {
                at += 1;
            }
        }
        let Some(what) = tell(&fewest) else { return };
        let Some(last) = fewest.last().map(|s| std::ptr::from_ref(s.spoken)) else {
            return;
        };
        tellings.push(Telling {
            claims: fewest.iter().map(|s| s.spoken).collect(),
            what,
        });
        left.retain(|s| std::ptr::from_ref(s.spoken) != last);
    }
}

/// Claims over organisations that differ in stance alone.
fn families<'c, 'r>(standing: &[Standing<'c, 'r>]) -> Vec<Vec<Standing<'c, 'r>>> {
    let mut families: Vec<(Selection, Option<&Selection>, Vec<Standing>)> = Vec::new();
    for claim in standing {
        let counts = matches!(claim.published, Published::Counts(_));
        if claim.spoken.unit != Unit::Organisations || !counts {
            continue;
        }
        let mut asked = claim.spoken.claim.selection.clone();
        asked.stance.clear();
        asked.any.sort_unstable();
        asked.all.sort_unstable();
        asked.none.sort_unstable();
        let base = claim.spoken.claim.base.as_ref();
        match families
            .iter_mut()
            .find(|(s, b, _)| *s == asked && *b == base)
        {
            Some((_, _, list)) => list.push(*claim),
            None => families.push((asked, base, vec![*claim])),
        }
    }
    families.into_iter().map(|(_, _, list)| list).collect()
}

/// What the report shows of a selection beside its claims.
struct Shows {
    base: u32,
    balance: Option<Balance>,
    facts: Vec<Fact>,
}

impl Shows {
    fn of(plan: &Plan, family: &[Standing]) -> Self {
        let base = family.first().map_or(plan.base, |s| s.spoken.base);
        let mut shows = Self {
            base,
            balance: None,
            facts: Vec::new(),
        };
        let Some(claim) = family.first().map(|s| s.spoken.claim) else {
            return shows;
        };
        let mut asked = claim.selection.clone();
        asked.stance.clear();
        let (part, format) = (
            std::mem::take(&mut asked.part),
            std::mem::take(&mut asked.format),
        );
        let Some(theme) = shown_theme(&asked).filter(|_| claim.base.is_none()) else {
            return shows;
        };
        let Some(row) = plan.themes.get(theme as usize) else {
            return shows;
        };
        let cell = |row: &Option<Vec<Shown>>, at: u32| {
            row.as_ref().and_then(|r| r.get(at as usize).copied())
        };
        match (part.as_slice(), format.as_slice()) {
            ([], []) => {
                shows.balance = row.balance;
                shows.add(RAISED, row.prevalence);
                for (stance, &shown) in row.stances.iter().flatten().enumerate() {
                    shows.add(1 << stance, Some(shown));
                }
            }
            (&[part], []) => shows.add(RAISED, cell(&row.parts, part)),
            ([], &[format]) => shows.add(RAISED, cell(&row.formats, format)),
            _ => {}
        }
        shows
    }

    fn add(&mut self, ways: Mask, shown: Option<Shown>) {
        if let Some(counts) = counts_of(shown, self.base) {
            self.facts.push(Fact {
                ways,
                counts,
                agreed: false,
                or: None,
            });
        }
    }

    fn with(&self, claims: &[Standing], k: u32) -> Vec<Fact> {
        let mut facts = self.facts.clone();
        for claim in claims {
            let Published::Counts(counts) = claim.published else {
                continue;
            };
            facts.push(Fact {
                ways: claim.spoken.ways(),
                counts,
                agreed: claim.spoken.claim.unanimous_agreed,
                or: None,
            });
            if let Some(contrary) = claim.spoken.contrary(k) {
                facts.push(Fact {
                    ways: contrary.ways,
                    or: contrary.or,
                    counts: Counts {
                        high: contrary.most,
                        ..Counts::any(counts.base)
                    },
                    agreed: false,
                });
            }
        }
        facts
    }
}

pub(crate) fn counts_of(shown: Option<Shown>, base: u32) -> Option<Counts> {
    let (low, high) = bands::ends(shown?)?;
    Some(Counts { low, high, base })
}
