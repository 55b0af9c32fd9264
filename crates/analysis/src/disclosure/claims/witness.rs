//! Proof by witness: for a small count, and each other value of its class, another review with the
//! same public output.
//!
//! The other review is looked for among those with the same themes and organisations, in which
//! organisations stand otherwise on themes. Its public output is its [`Plan`] and which counts its
//! claims are published as: all that a report of fewer than 20 organisations takes from the counts.
//! That the pages rendered from the two are the same bytes is for a test of the renderers.
//!
//! The search changes one standing at a time and keeps those reviews whose counts are nearest to what
//! was published and to the value asked for (a beam search, Lowerre 1976). It finds a witness or
//! gives up: none found is no proof that there is none. Where a value of the class has no witness, a
//! count that is not small will do (rule 3: every other value of 1 … k − 1, or k and more).

use super::counts::Counts;
use super::spoken::{Published, Spoken, spoken};
use crate::Analysis;
use crate::disclosure::{Balance, Facts, Plan, ThemeFacts, balance, bands};
use std::sync::Arc;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::Unit;
use throughline_core::selection::Selection;
use throughline_core::stance::{Stance, StanceSet};

/// Changes that a search makes, one after another, before it gives up.
const CHANGES: usize = 8;
/// Reviews that it keeps after each change, the nearest; more where few did not do.
const WIDTHS: [usize; 2] = [24, 160];

/// A review of few organisations as far as its public output rests on it: how each stands, by its
/// own tags, on each theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallReview {
    /// N, k, the scale and the tree of themes; its counts are of no account.
    facts: Arc<Facts>,
    /// Of each organisation, of each theme, the stances of its own tags; empty where it is silent.
    stands: Vec<Vec<StanceSet>>,
    /// What the claims are published as.
    claims: Arc<[ClaimSet]>,
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
}

/// A protected count: organisations that raised a theme, or of one stance on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Protected {
    /// The theme, with those beneath it.
    pub theme: ThemeCode,
    /// The stance; `None` for all who raised it.
    pub stance: Option<Stance>,
}

/// What a run of witnesses found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Witnessed {
    /// Other values for which a review was found.
    pub found: u32,
    /// Counts and values for which none was.
    pub missing: Vec<(Protected, u32)>,
    /// Values that were not asked for, because the tries were used up.
    pub left: u32,
}

/// Looks for a witness for every small count of a review below 20 organisations and each other
/// value of its class, with so many tries: counts of a candidate compared. Claims over notes, over
/// engagements, of a base, a part, a question, a format or a status, and claims of all or none of
/// several themes, are left out: they are not counted here.
#[must_use]
pub fn witnesses(analysis: &Analysis, facts: &Facts, plan: &Plan, tries: u64) -> Witnessed {
    if !plan.counts || !plan.words_only {
        return Witnessed::default();
    }
    let claims = spoken(analysis);
    let sets = claims.iter().flat_map(|s| sets(analysis, plan, s));
    SmallReview::of(analysis, facts, sets.collect()).witnesses(tries)
}

/// A claim as sets of counts: its own, and of a view those against it.
fn sets(analysis: &Analysis, plan: &Plan, spoken: &Spoken) -> Vec<ClaimSet> {
    let asked = &spoken.claim.selection;
    let simple = Selection {
        any: asked.any.clone(),
        stance: asked.stance.clone(),
        ..Selection::default()
    } == *asked;
    if !simple || spoken.claim.base.is_some() || spoken.unit != Unit::Organisations {
        return Vec::new();
    }
    let Ok(Published::Counts(counts)) = spoken.published(analysis, plan) else {
        return Vec::new();
    };
    let set = |stances: Vec<Stance>, counts| ClaimSet {
        themes: asked.any.clone(),
        stances,
        counts,
    };
    let mut sets = vec![set(asked.stance.clone(), counts)];
    if let Some(contrary) = spoken.contrary(plan.k)
        && contrary.or.is_none()
    {
        let of = |s: &Stance| contrary.ways & (1 << *s as u8) != 0;
        let against = Counts {
            high: contrary.most,
            ..Counts::any(counts.base)
        };
        sets.push(set(Stance::ALL.into_iter().filter(of).collect(), against));
    }
    sets
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
        Self {
            facts: Arc::new(facts),
            stands,
            claims: claims.into(),
        }
    }

    /// The same with other claims.
    #[must_use]
    pub fn with(self, claims: Vec<ClaimSet>) -> Self {
        Self {
            claims: claims.into(),
            ..self
        }
    }

    /// Its counts.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::clone(&self.facts);
        let themes = 0..self.facts.themes.len();
        for (row, theme) in facts.themes.iter_mut().zip(themes) {
            let stances = self.stances(&[theme]);
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
        let stances = self.stances(&[of.theme as usize]);
        match of.stance {
            None => stances.iter().sum(),
            Some(stance) => stances.get(stance as usize).copied().unwrap_or(0),
        }
    }

    fn own(&self, theme: usize) -> u32 {
        let own = self
            .stands
            .iter()
            .filter(|o| o.get(theme).is_some_and(|s| *s != StanceSet::default()));
        u32::try_from(own.count()).unwrap_or(u32::MAX)
    }

    /// Whether a theme is one of some others or lies beneath one.
    fn within(&self, theme: usize, of: &[usize]) -> bool {
        let mut at = Some(theme);
        // A tree has no circles; the count bounds the walk all the same.
        for _ in 0..=self.facts.themes.len() {
            match at {
                Some(t) if of.contains(&t) => return true,
                Some(t) => at = self.facts.themes.get(t).and_then(|t| t.parent),
                None => return false,
            }
        }
        false
    }

    /// Organisations by their one stance on any of some themes, by rule of counting 9.
    fn stances(&self, of: &[usize]) -> [u32; 5] {
        let themes: Vec<usize> = (0..self.facts.themes.len())
            .filter(|&t| self.within(t, of))
            .collect();
        let mut stances = [0; 5];
        for organisation in &self.stands {
            let mut met = StanceSet::default();
            for &theme in &themes {
                if let Some(&own) = organisation.get(theme) {
                    met.merge(own);
                }
            }
            if met != StanceSet::default()
                && let Some(count) = stances.get_mut(met.resolve() as usize)
            {
                *count += 1;
            }
        }
        stances
    }

    fn claimed(&self, claim: &ClaimSet) -> u32 {
        let themes: Vec<usize> = claim.themes.iter().map(|&t| t as usize).collect();
        let ways = super::spoken::ways(&claim.stances);
        let stances = self.stances(&themes);
        let counted = (0..).zip(stances).filter(|(s, _)| ways & (1 << s) != 0);
        counted.map(|(_, count)| count).sum()
    }

    /// Every protected count that is small, or whose complement is, and the other values that it
    /// must not be told from.
    fn asked(&self) -> Vec<(Protected, u32)> {
        let (base, k) = (self.facts.base, self.facts.k);
        let mut asked = Vec::new();
        for (theme, _) in (0u32..).zip(&self.facts.themes) {
            let stances = Stance::ALL.into_iter().map(Some);
            for stance in std::iter::once(None).chain(stances) {
                let of = Protected { theme, stance };
                let count = self.count(of);
                let small = (1..k).contains(&count);
                let class = if small {
                    1..k
                } else if count + k > base {
                    base + 1 - k..base + 1
                } else {
                    continue;
                };
                asked.extend(class.filter(|&v| v != count).map(|v| (of, v)));
            }
        }
        asked
    }

    /// Looks for a witness for every small count and each other value of its class; where there is
    /// none, for one in which the count is not small, which hides it as well.
    #[must_use]
    pub fn witnesses(&self, tries: u64) -> Witnessed {
        let plan = Plan::of(&self.facts(), &[]);
        let mut witnessed = Witnessed::default();
        let mut left = tries;
        for (of, value) in self.asked() {
            let mut values = std::iter::once(value).chain(self.beyond(value));
            let found = values.any(|v| self.search(&plan, of, v, &mut left).is_some());
            if found {
                witnessed.found += 1;
            } else if left == 0 {
                witnessed.left += 1;
            } else {
                witnessed.missing.push((of, value));
            }
        }
        witnessed
    }

    /// The values outside the class of one, the nearest first.
    fn beyond(&self, value: u32) -> Vec<u32> {
        let (base, k) = (self.facts.base, self.facts.k);
        if value < k {
            (k..=base).collect()
        } else {
            (0..=base.saturating_sub(k)).rev().collect()
        }
    }

    /// Another review with the same public output in which a count has a value; `None` where none
    /// was found in so many tries.
    #[must_use]
    pub fn witness(&self, of: Protected, value: u32, tries: u64) -> Option<SmallReview> {
        let mut left = tries;
        self.search(&Plan::of(&self.facts(), &[]), of, value, &mut left)
    }

    fn search(
        &self,
        plan: &Plan,
        of: Protected,
        value: u32,
        left: &mut u64,
    ) -> Option<SmallReview> {
        let mut beams = WIDTHS.into_iter();
        beams.find_map(|width| self.beam(plan, of, value, width, left))
    }

    fn beam(
        &self,
        plan: &Plan,
        of: Protected,
        value: u32,
        width: usize,
        left: &mut u64,
    ) -> Option<SmallReview> {
        let themes = self.near(of.theme as usize);
        let mut beam = vec![self.clone()];
        for _ in 0..CHANGES {
            let mut next: Vec<(u32, SmallReview)> = Vec::new();
            for at in &beam {
                for changed in at.changes(of.theme as usize, &themes) {
                    if *left == 0 {
                        return None;
                    }
                    *left -= 1;
                    let far = changed.far(plan, of, value, &themes);
                    if far == 0 && Plan::of(&changed.facts(), &[]) == *plan {
                        return Some(changed);
                    }
                    // Of as many, those found first.
                    let place = next.partition_point(|(least, _)| *least <= far);
                    if place < width && !next.iter().any(|(_, known)| *known == changed) {
                        next.insert(place, (far, changed));
                        next.truncate(width);
                    }
                }
            }
            beam = next.into_iter().map(|(_, review)| review).collect();
        }
        None
    }

    /// Reviews that differ from it in one organisation: in how it stands on one theme, or silent on a
    /// theme and all beneath it.
    fn changes<'a>(
        &'a self,
        theme: usize,
        themes: &'a [usize],
    ) -> impl Iterator<Item = SmallReview> + 'a {
        let beneath = self.beneath(theme);
        (0..self.stands.len()).flat_map(move |organisation| {
            let stances = std::iter::once(None).chain(Stance::ALL.into_iter().map(Some));
            let one = stances.flat_map(move |stance| {
                themes
                    .iter()
                    .map(move |&t| self.with_stance(organisation, &[t], stance))
            });
            one.chain([self.with_stance(organisation, &beneath, None)])
        })
    }

    fn with_stance(&self, organisation: usize, themes: &[usize], stance: Option<Stance>) -> Self {
        let mut changed = self.clone();
        for &theme in themes {
            let own = changed
                .stands
                .get_mut(organisation)
                .and_then(|o| o.get_mut(theme));
            if let Some(own) = own {
                *own = stance.into_iter().collect();
            }
        }
        changed
    }

    /// The themes whose standings may be changed: those of the same tree.
    fn near(&self, theme: usize) -> Vec<usize> {
        let mut root = theme;
        for _ in 0..self.facts.themes.len() {
            match self.facts.themes.get(root).and_then(|t| t.parent) {
                Some(parent) => root = parent,
                None => break,
            }
        }
        self.beneath(root)
    }

    /// A theme and those beneath it.
    fn beneath(&self, theme: usize) -> Vec<usize> {
        (0..self.facts.themes.len())
            .filter(|&t| self.within(t, &[theme]))
            .collect()
    }

    /// How far its counts are from the value asked for and from what was published.
    fn far(&self, plan: &Plan, of: Protected, value: u32, themes: &[usize]) -> u32 {
        let mut far = 3 * self.count(of).abs_diff(value);
        for &theme in themes {
            let Some(row) = plan.themes.get(theme) else {
                continue;
            };
            let stances = self.stances(&[theme]);
            if let Some((low, high)) = row.prevalence.and_then(bands::ends) {
                far += 2 * outside(stances.iter().sum(), low, high);
            }
            if let Some(word) = row.balance {
                far += unbalanced(&stances, word);
            }
        }
        for claim in self.claims.iter() {
            let counts = claim.counts;
            far += 2 * outside(self.claimed(claim), counts.low, counts.high);
        }
        far
    }
}

fn outside(count: u32, low: u32, high: u32) -> u32 {
    low.saturating_sub(count) + count.saturating_sub(high)
}

/// How far stances are from a balance word; 0 where it is theirs.
fn unbalanced(stances: &[u32; 5], word: Balance) -> u32 {
    if balance::word(stances) == word {
        return 0;
    }
    let Some(leader) = word.leader() else {
        return 1;
    };
    let own = stances.get(leader).copied().unwrap_or(0);
    let rivals = stances.iter().enumerate().filter(|(s, _)| *s != leader);
    let most = rivals.map(|(_, &count)| count).max().unwrap_or(0);
    1 + (most + 1).saturating_sub(own)
}
