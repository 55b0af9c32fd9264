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
use super::publishes::Published;
use super::small::{Change, ClaimSet, Protected, SmallReview};
use super::spoken::{Spoken, spoken};
use crate::Analysis;
use crate::disclosure::{Balance, Facts, Plan, balance, bands};
use throughline_core::findings::Unit;
use throughline_core::selection::Selection;
use throughline_core::stance::{Stance, StanceSet};

/// Changes that a search makes, one after another, before it gives up.
const CHANGES: usize = 8;
/// Reviews that it keeps after each change, the nearest; more where few did not do.
const WIDTHS: [usize; 2] = [24, 160];

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
        agreed: spoken.claim.unanimous_agreed,
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
                if count == base && self.is_agreed(of) {
                    continue;
                }
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

    /// Whether the contributors have agreed that everybody is counted: for the theme or one beneath
    /// it.
    fn is_agreed(&self, of: Protected) -> bool {
        let beneath = self.beneath(of.theme as usize);
        self.claims.iter().any(|claim| {
            let within = claim
                .themes
                .iter()
                .all(|t| beneath.contains(&(*t as usize)));
            let same = of.stance.is_none() || claim.stances.as_slice() == of.stance.as_slice();
            claim.agreed && claim.counts.low == self.facts.base && within && same
        })
    }

    /// Looks for a witness for every small count and each other value of its class; where there is
    /// none, for one in which the count is not small, which hides it as well. No value has more than
    /// one part in twenty of the tries.
    #[must_use]
    pub fn witnesses(&self, tries: u64) -> Witnessed {
        let plan = Plan::of(&self.facts(), &[]);
        let mut witnessed = Witnessed::default();
        let mut left = tries;
        for (of, value) in self.asked() {
            let share = left.min(tries.div_ceil(20));
            let mut own = share;
            let mut values = std::iter::once(value).chain(self.beyond(value));
            let found = values.any(|v| self.search(&plan, of, v, &mut own).is_some());
            left -= share - own;
            if found {
                witnessed.found += 1;
            } else if own == 0 {
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
        let near = self.near(of.theme as usize);
        let mut beam = vec![self.clone()];
        for _ in 0..CHANGES {
            let mut next: Vec<(u32, SmallReview)> = Vec::new();
            for at in &mut beam {
                for change in at.changes(of.theme as usize, &near.themes) {
                    if *left == 0 {
                        return None;
                    }
                    *left -= 1;
                    let before = at.apply(&change);
                    let far = at.far(plan, of, value, &near);
                    if far == 0 && Plan::of(&at.facts(), &[]) == *plan {
                        return Some(at.clone());
                    }
                    // Of as many, those found first.
                    let place = next.partition_point(|(least, _)| *least <= far);
                    if place < width && !next.iter().any(|(_, known)| known.stands == at.stands) {
                        next.insert(place, (far, at.clone()));
                        next.truncate(width);
                    }
                    at.stand(&change, before);
                }
            }
            beam = next.into_iter().map(|(_, review)| review).collect();
        }
        None
    }

    /// Changes of one organisation: of how it stands on one theme, or that it is silent on a theme
    /// and all beneath it.
    fn changes(&self, theme: usize, themes: &[usize]) -> Vec<Change> {
        let mut changes = Vec::new();
        for organisation in 0..self.stands.len() {
            for stance in std::iter::once(None).chain(Stance::ALL.into_iter().map(Some)) {
                changes.extend(themes.iter().map(|&theme| Change {
                    organisation,
                    themes: vec![theme],
                    own: stance.into_iter().collect(),
                }));
            }
            changes.push(Change {
                organisation,
                themes: self.beneath(theme).to_vec(),
                own: StanceSet::default(),
            });
        }
        changes
    }

    /// What the standings that may be changed bear on: those on the themes of the same tree.
    fn near(&self, theme: usize) -> Near {
        let up = std::iter::successors(Some(theme), |&t| self.facts.themes.get(t)?.parent);
        let root = up.take(self.facts.themes.len()).last().unwrap_or(theme);
        let themes = self.beneath(root).to_vec();
        let first = self.facts.themes.len();
        let claims = (0..self.claims.len()).filter(|claim| {
            let asked = self.beneath(first + claim);
            asked.iter().any(|t| themes.contains(t))
        });
        Near {
            claims: claims.collect(),
            themes,
        }
    }

    /// How far its counts are from the value asked for and from what was published.
    fn far(&self, plan: &Plan, of: Protected, value: u32, near: &Near) -> u32 {
        let mut far = 3 * self.count(of).abs_diff(value);
        for &theme in &near.themes {
            let Some(row) = plan.themes.get(theme) else {
                continue;
            };
            let stances = self.on(theme);
            if let Some((low, high)) = row.prevalence.and_then(bands::ends) {
                far += 2 * outside(stances.iter().sum(), low, high);
            }
            if let Some(word) = row.balance {
                far += unbalanced(&stances, word);
            }
        }
        for &at in &near.claims {
            if let Some(claim) = self.claims.get(at) {
                let count = self.counted(self.facts.themes.len() + at, &claim.stances);
                far += 2 * outside(count, claim.counts.low, claim.counts.high);
            }
        }
        far
    }
}

/// What a search looks at.
struct Near {
    themes: Vec<usize>,
    /// Claims that speak of one of them.
    claims: Vec<usize>,
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
