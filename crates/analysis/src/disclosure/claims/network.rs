//! Every count of organisations that claims and the report speak of, and how these bind one another.

use super::bounds::{Relation, System, Variable};
use super::counts::Counts;
use super::publishes::Published;
use super::splits::{Mask, RAISED};
use super::spoken::{ends, shown_theme};
use super::together::{Standing, What, counts_of};
use crate::Analysis;
use crate::disclosure::Plan;
use std::collections::BTreeMap;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::Unit;
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;

/// All counts of a review that claims and the report speak of, and how they bind one another.
pub(crate) struct Network {
    system: System,
    themes: Vec<Variable>,
    /// Of a theme, of the stances that some ways are.
    stances: BTreeMap<(ThemeCode, Mask), Variable>,
    /// Of a theme, by format: made for all formats together.
    formats: BTreeMap<(ThemeCode, u32), Variable>,
    unanimous: bool,
}

impl Network {
    /// Where claims do not `speak`, their counts are there and nothing is known of them: what the
    /// report tells without them.
    pub(crate) fn of(analysis: &Analysis, plan: &Plan, claims: &[Standing], speak: bool) -> Self {
        let book = &analysis.review().codebook;
        let mut system = System::default();
        let themes: Vec<Variable> = (0u32..)
            .zip(book.themes())
            .map(|(theme, _)| {
                let shown = ends(plan, theme).map(|(low, high)| Counts {
                    low,
                    high,
                    base: plan.base,
                });
                system.add(shown.unwrap_or_else(|| Counts::any(plan.base)))
            })
            .collect();
        let of = |theme: ThemeCode| themes.get(theme as usize).copied();
        for (theme, _) in (0u32..).zip(book.themes()) {
            let Some(above) = of(theme) else { continue };
            let beneath: Vec<Variable> =
                book.children(theme).iter().filter_map(|&c| of(c)).collect();
            for &child in &beneath {
                system.bind(Relation::Within(child, above));
            }
            let own = analysis.prevalence().of(theme).own.organisations;
            if own == 0 && !beneath.is_empty() {
                system.bind(Relation::Among(above, beneath));
            }
        }
        let mut network = Self {
            system,
            themes,
            stances: BTreeMap::new(),
            formats: BTreeMap::new(),
            unanimous: false,
        };
        for claim in claims {
            network.claim(analysis, plan, claim, speak);
        }
        network
    }

    fn claim(&mut self, analysis: &Analysis, plan: &Plan, standing: &Standing, speak: bool) {
        let claim = standing.spoken.claim;
        let counts = match standing.published {
            Published::Order => return,
            // At least so many notes or engagements: somebody, of the organisations.
            Published::Counts(counts) if standing.spoken.unit != Unit::Organisations => Counts {
                low: counts.low.min(1),
                ..Counts::any(plan.base)
            },
            Published::Counts(counts) => counts,
            Published::OfShown(least, most) => Counts {
                low: least.low,
                high: most.high,
                base: plan.base,
            },
        };
        self.unanimous |= claim.unanimous_agreed && speak;
        let own = self.system.add(if speak {
            counts
        } else {
            Counts::any(counts.base)
        });
        if let Some(theme) = claim.base.as_ref().and_then(shown_theme) {
            self.within(own, theme);
        }
        let asked = &claim.selection;
        for &theme in &asked.all {
            self.within(own, theme);
        }
        let ways = standing.spoken.ways();
        let narrowed = Selection {
            any: asked.any.clone(),
            stance: asked.stance.clone(),
            ..Selection::default()
        } != *asked
            || claim.base.is_some()
            || standing.spoken.unit != Unit::Organisations;
        let cells: Vec<Variable> = match asked.format.as_slice() {
            &[format] if asked.any.len() == 1 => {
                let theme = asked.any.iter().copied();
                theme
                    .filter_map(|t| self.of_format(analysis, plan, t, format))
                    .collect()
            }
            _ => asked
                .any
                .iter()
                .filter_map(|&t| self.of_stance(plan, t, ways))
                .collect(),
        };
        if let (false, &[cell]) = (narrowed, cells.as_slice()) {
            self.system.bind(Relation::Divided(own, vec![cell]));
            return;
        }
        if !narrowed && ways == RAISED {
            for &cell in &cells {
                self.system.bind(Relation::Within(cell, own));
            }
        }
        match cells.as_slice() {
            [] => {}
            &[cell] => self.system.bind(Relation::Within(own, cell)),
            _ => self.system.bind(Relation::Among(own, cells)),
        }
    }

    fn within(&mut self, narrow: Variable, theme: ThemeCode) {
        if let Some(&wide) = self.themes.get(theme as usize) {
            self.system.bind(Relation::Within(narrow, wide));
        }
    }

    /// Those of a theme who stand in some ways. Mixed over several themes may be for on one and
    /// against on another, so a claim of it is made up of those who raised one.
    fn of_stance(&mut self, plan: &Plan, theme: ThemeCode, ways: Mask) -> Option<Variable> {
        let raised = self.themes.get(theme as usize).copied()?;
        if ways == RAISED || ways & (1 << Stance::Mixed as u8) != 0 {
            return Some(raised);
        }
        if let Some(&known) = self.stances.get(&(theme, ways)) {
            return Some(known);
        }
        let one = self.system.add(Counts::any(plan.base));
        self.system.bind(Relation::Within(one, raised));
        self.stances.insert((theme, ways), one);
        Some(one)
    }

    /// Those of a theme of a format. Formats divide a theme where no organisation came to two.
    fn of_format(
        &mut self,
        analysis: &Analysis,
        plan: &Plan,
        theme: ThemeCode,
        format: u32,
    ) -> Option<Variable> {
        let raised = self.themes.get(theme as usize).copied()?;
        if !self.formats.contains_key(&(theme, format)) {
            let scope = analysis.scope();
            let row = plan
                .themes
                .get(theme as usize)
                .and_then(|t| t.formats.as_ref());
            let mut all = Vec::new();
            let mut present = 0;
            for (of, _) in (0u32..).zip(&analysis.review().formats) {
                let base = u32::try_from(scope.of_format(of).len()).unwrap_or(u32::MAX);
                present += base;
                let shown = row.and_then(|r| r.get(of as usize).copied());
                let counts = counts_of(shown, base).unwrap_or_else(|| Counts::any(base));
                let cell = self.system.add(counts);
                self.system.bind(Relation::Within(cell, raised));
                self.formats.insert((theme, of), cell);
                all.push(cell);
            }
            if present == plan.base {
                self.system.bind(Relation::Divided(raised, all));
            }
        }
        self.formats.get(&(theme, format)).copied()
    }

    /// What is told.
    pub(crate) fn told(mut self, k: u32) -> Vec<(Variable, What)> {
        if !self.system.settle() {
            return vec![(Variable::MAX, What::Nothing)];
        }
        let theme = |variable: Variable| {
            let place = self.themes.iter().position(|&t| t == variable)?;
            Some(What::Theme(ThemeCode::try_from(place).ok()?))
        };
        let part = |variable: Variable| {
            let stance = self.stances.iter().find(|(_, v)| **v == variable);
            let format = self.formats.iter().find(|(_, v)| **v == variable);
            let theme = stance
                .map(|((t, _), _)| *t)
                .or(format.map(|((t, _), _)| *t));
            theme.map(What::Part)
        };
        self.system
            .told(k, self.unanimous)
            .into_iter()
            .map(|v| (v, theme(v).or_else(|| part(v)).unwrap_or(What::Claim)))
            .collect()
    }
}
