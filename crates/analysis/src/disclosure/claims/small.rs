//! A review of few organisations as far as its public output rests on it, counted again as it is
//! changed.

use super::counts::Counts;
use crate::Analysis;
use crate::disclosure::{Facts, ThemeFacts};
use std::sync::Arc;
use throughline_core::codebook::ThemeCode;
use throughline_core::stance::{Stance, StanceSet};

/// A review of few organisations as far as its public output rests on it: how each stands, by its
/// own tags, on each theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallReview {
    /// N, k, the scale and the tree of themes; its counts are of no account.
    pub(crate) facts: Arc<Facts>,
    /// Of each organisation, of each theme, the stances of its own tags; empty where it is silent.
    pub(crate) stands: Vec<Vec<StanceSet>>,
    /// What the claims are published as.
    pub(crate) claims: Arc<[ClaimSet]>,
    groups: Arc<Groups>,
    /// Of each group, the organisations by their one stance on it.
    stances: Vec<[u32; 5]>,
}

/// What is counted: each theme with those beneath it, then the themes of each claim with theirs.
#[derive(Debug, PartialEq, Eq)]
struct Groups {
    /// The themes of each group.
    themes: Vec<Vec<usize>>,
    /// The groups that each theme is in.
    of: Vec<Vec<usize>>,
}

impl Groups {
    fn of(facts: &Facts, claims: &[ClaimSet]) -> Self {
        let count = facts.themes.len();
        let within = |theme: usize, of: &[usize]| {
            // A tree has no circles; the count bounds the walk all the same.
            let up = std::iter::successors(Some(theme), |&t| facts.themes.get(t)?.parent);
            up.take(count + 1).any(|t| of.contains(&t))
        };
        let beneath =
            |of: &[usize]| -> Vec<usize> { (0..count).filter(|&t| within(t, of)).collect() };
        let asked = claims
            .iter()
            .map(|c| c.themes.iter().map(|&t| t as usize).collect::<Vec<_>>());
        let themes: Vec<Vec<usize>> = (0..count)
            .map(|t| vec![t])
            .chain(asked)
            .map(|of| beneath(&of))
            .collect();
        let holding = |theme: usize| {
            let all = themes.iter().enumerate();
            all.filter(move |(_, group)| group.contains(&theme))
                .map(|(g, _)| g)
        };
        Self {
            of: (0..count).map(|t| holding(t).collect()).collect(),
            themes,
        }
    }
}

/// A claim as far as it can be counted here: organisations that stand in some ways on any of some
/// themes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimSet {
    /// Any of these themes.
    pub themes: Vec<ThemeCode>,
    /// Stances that count; any where there are none.
    pub stances: Vec<Stance>,
    /// The counts it is published as.
    pub counts: Counts,
    /// The contributors have agreed to a claim of everybody or of nobody.
    pub agreed: bool,
}

/// A protected count: organisations that raised a theme, or of one stance on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Protected {
    /// The theme, with those beneath it.
    pub theme: ThemeCode,
    /// The stance; `None` for all who raised it.
    pub stance: Option<Stance>,
}

impl SmallReview {
    /// A review with its claims.
    #[must_use]
    pub fn of(analysis: &Analysis, facts: &Facts, claims: Vec<ClaimSet>) -> Self {
        let review = analysis.review();
        let mut all =
            vec![vec![StanceSet::default(); facts.themes.len()]; review.organisations.len()];
        for note in review.notes.indices() {
            for &organisation in review.notes.organisations.get(note as usize) {
                for tag in review.notes.tags.get(note as usize) {
                    let own = all
                        .get_mut(organisation as usize)
                        .and_then(|o| o.get_mut(tag.theme as usize));
                    if let Some(own) = own {
                        own.insert(tag.stance);
                    }
                }
            }
        }
        let scope = analysis.scope().organisations().iter();
        Self::new(
            facts.clone(),
            scope
                .filter_map(|&o| all.get(o as usize).cloned())
                .collect(),
            claims,
        )
    }

    /// One made by hand: `stands` gives, of each organisation, the stances of its own tags on each
    /// theme of `facts`.
    #[must_use]
    pub fn new(facts: Facts, stands: Vec<Vec<StanceSet>>, claims: Vec<ClaimSet>) -> Self {
        let groups = Arc::new(Groups::of(&facts, &claims));
        let stances = groups
            .themes
            .iter()
            .map(|themes| {
                let mut stances = [0; 5];
                for own in &stands {
                    count_in(&mut stances, stance_on(own, themes), 1);
                }
                stances
            })
            .collect();
        Self {
            facts: Arc::new(facts),
            stands,
            claims: claims.into(),
            groups,
            stances,
        }
    }

    /// The same with other claims.
    #[must_use]
    pub fn with(self, claims: Vec<ClaimSet>) -> Self {
        Self::new(Facts::clone(&self.facts), self.stands, claims)
    }

    /// Its counts.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::clone(&self.facts);
        let themes = 0..self.facts.themes.len();
        for (row, theme) in facts.themes.iter_mut().zip(themes) {
            let stances = self.on(theme);
            *row = ThemeFacts {
                parent: row.parent,
                id: row.id.clone(),
                organisations: stances.iter().sum(),
                own: self.own(theme),
                stances,
                ..ThemeFacts::default()
            };
        }
        facts
    }

    /// The count that is protected.
    #[must_use]
    pub fn count(&self, of: Protected) -> u32 {
        self.counted(of.theme as usize, of.stance.as_slice())
    }

    /// Organisations by their one stance on a group.
    pub(crate) fn on(&self, group: usize) -> [u32; 5] {
        self.stances.get(group).copied().unwrap_or_default()
    }

    /// Organisations of some stances on a group; of any where none is asked for.
    pub(crate) fn counted(&self, group: usize, stances: &[Stance]) -> u32 {
        let ways = super::spoken::ways(stances);
        let of = (0..)
            .zip(self.on(group))
            .filter(|(s, _)| ways & (1 << s) != 0);
        of.map(|(_, count)| count).sum()
    }

    fn own(&self, theme: usize) -> u32 {
        let own = self
            .stands
            .iter()
            .filter(|o| o.get(theme).is_some_and(|s| *s != StanceSet::default()));
        u32::try_from(own.count()).unwrap_or(u32::MAX)
    }

    /// The themes of a group.
    pub(crate) fn beneath(&self, group: usize) -> &[usize] {
        let themes = self.groups.themes.get(group);
        themes.map_or(&[][..], Vec::as_slice)
    }

    /// Applies a change, and gives how the organisation stood before.
    pub(crate) fn apply(&mut self, change: &Change) -> Vec<StanceSet> {
        let own = self.stands.get(change.organisation).cloned();
        let mut after = own.clone().unwrap_or_default();
        for &theme in &change.themes {
            if let Some(own) = after.get_mut(theme) {
                *own = change.own;
            }
        }
        self.stand(change, after);
        own.unwrap_or_default()
    }

    /// Lets an organisation stand otherwise on the themes of a change, and counts it again.
    pub(crate) fn stand(&mut self, change: &Change, after: Vec<StanceSet>) {
        let Some(own) = self.stands.get_mut(change.organisation) else {
            return;
        };
        let mut touched: Vec<usize> = Vec::new();
        for &theme in &change.themes {
            touched.extend(self.groups.of.get(theme).into_iter().flatten());
        }
        touched.sort_unstable();
        touched.dedup();
        for group in touched {
            let themes = self.groups.themes.get(group).map_or(&[][..], Vec::as_slice);
            if let Some(stances) = self.stances.get_mut(group) {
                count_in(stances, stance_on(own, themes), -1);
                count_in(stances, stance_on(&after, themes), 1);
            }
        }
        *own = after;
    }
}

/// One organisation stands otherwise on some themes.
pub(crate) struct Change {
    pub(crate) organisation: usize,
    pub(crate) themes: Vec<usize>,
    pub(crate) own: StanceSet,
}

/// The one stance on some themes of somebody who stands so on each (rule of counting 9); `None` for
/// who is silent.
fn stance_on(own: &[StanceSet], themes: &[usize]) -> Option<Stance> {
    let mut met = StanceSet::default();
    for &theme in themes {
        if let Some(&set) = own.get(theme) {
            met.merge(set);
        }
    }
    (!met.is_empty()).then(|| met.resolve())
}

fn count_in(stances: &mut [u32; 5], stance: Option<Stance>, by: i32) {
    if let Some(count) = stance.and_then(|s| stances.get_mut(s as usize)) {
        *count = count.saturating_add_signed(by);
    }
}
