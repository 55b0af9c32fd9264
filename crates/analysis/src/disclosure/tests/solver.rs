//! A reader who solves for whole numbers instead of propagating bounds: every count of one tree of
//! themes as a variable, what holds between counts and what is published as constraints. It can be
//! one who took part, and then solves for the others.

use super::super::bands::ends;
use super::super::{Facts, ThemePlan};
use super::drawn::{Drawn, TREE};
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem};
use throughline_core::synthesis::Shown;

/// A protected count of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Selection {
    All,
    Part(usize),
    Stance(usize),
    Format(usize),
}

/// One count: the organisations in it, its base, and what the reader adds to each.
#[derive(Debug, Clone)]
pub(super) struct Count {
    pub(super) theme: usize,
    pub(super) selection: Selection,
    pub(super) value: u32,
    pub(super) base: u32,
    /// Readers in it, and readers of its base that are not.
    pub(super) own: u32,
    pub(super) silent: u32,
    /// What the others can be, as far as it is published or by the base alone.
    range: (u32, u32),
}

type Constraint = (Vec<(usize, f64)>, ComparisonOp);

/// The counts of a tree and what holds between them.
#[derive(Debug)]
pub(super) struct Solver {
    pub(super) counts: Vec<Count>,
    constraints: Vec<Constraint>,
}

impl Solver {
    /// All that is known of the tree that begins at theme `root`, by nobody or by an organisation.
    /// Below 20 organisations counts of themes alone are variables.
    pub(super) fn new(
        drawn: &Drawn,
        facts: &Facts,
        themes: &[ThemePlan],
        root: usize,
        reader: Option<usize>,
    ) -> Self {
        let mut solver = Self {
            counts: Vec::new(),
            constraints: Vec::new(),
        };
        let figures = facts.base >= 20;
        for (theme, plan) in themes.iter().enumerate().skip(root).take(TREE) {
            for selection in selections(facts, figures) {
                let count = count(drawn, facts, plan, theme, selection, reader);
                solver.counts.push(count);
            }
        }
        for theme in root..root + TREE {
            solver.relate_parts(facts, figures, theme);
            if theme > root {
                for selection in selections(facts, figures) {
                    if !matches!(selection, Selection::Stance(_)) {
                        let child = solver.at(theme, selection);
                        solver.at_most(child, &[solver.at(root, selection)]);
                    }
                }
            }
        }
        for selection in selections(facts, figures) {
            if !matches!(selection, Selection::Stance(_)) {
                let beneath: Vec<usize> = (root + 1..root + TREE)
                    .map(|t| solver.at(t, selection))
                    .collect();
                solver.at_most(solver.at(root, selection), &beneath);
            }
        }
        solver
    }

    fn relate_parts(&mut self, facts: &Facts, figures: bool, theme: usize) {
        if !figures {
            return;
        }
        let total = self.at(theme, Selection::All);
        let of = |kind: fn(&Selection) -> bool| -> Vec<usize> {
            let all = selections(facts, true).into_iter().filter(kind);
            all.map(|selection| self.at(theme, selection)).collect()
        };
        let parts = of(|s| matches!(s, Selection::Part(_)));
        let stances = of(|s| matches!(s, Selection::Stance(_)));
        let formats = of(|s| matches!(s, Selection::Format(_)));
        self.at_most(total, &parts);
        for part in parts {
            self.at_most(part, &[total]);
        }
        for partition in [stances, formats] {
            let mut terms: Vec<(usize, f64)> = partition.iter().map(|&part| (part, 1.0)).collect();
            terms.push((total, -1.0));
            self.constraints.push((terms, ComparisonOp::Eq));
        }
    }

    /// A count is at most the sum of others.
    fn at_most(&mut self, count: usize, sum: &[usize]) {
        let mut terms: Vec<(usize, f64)> = sum.iter().map(|&part| (part, -1.0)).collect();
        terms.push((count, 1.0));
        self.constraints.push((terms, ComparisonOp::Le));
    }

    pub(super) fn at(&self, theme: usize, selection: Selection) -> usize {
        let found = |count: &Count| count.theme == theme && count.selection == selection;
        self.counts.iter().position(found).unwrap()
    }

    /// Whether some review with the same publication has this value of a count.
    pub(super) fn can_be(&self, count: usize, value: u32) -> bool {
        let own = self.counts[count].own;
        value >= own && self.solve(count, (value - own, value - own), 0.0).is_some()
    }

    /// The least and the most of a count over all reviews with the same publication.
    pub(super) fn range(&self, count: usize) -> (u32, u32) {
        let (own, range) = (self.counts[count].own, self.counts[count].range);
        let end = |direction| self.solve(count, range, direction).unwrap() + own;
        (end(1.0), end(-1.0))
    }

    /// The value of a count within a range at which it is least (1) or most (−1); none where no
    /// review fits.
    fn solve(&self, count: usize, range: (u32, u32), direction: f64) -> Option<u32> {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut variables = Vec::new();
        for (index, known) in self.counts.iter().enumerate() {
            let known = known.range;
            let (low, high) = if index == count {
                (known.0.max(range.0), known.1.min(range.1))
            } else {
                known
            };
            if low > high {
                return None;
            }
            let weight = if index == count { direction } else { 0.0 };
            let whole = |n: u32| i32::try_from(n).unwrap();
            variables.push(problem.add_integer_var(weight, (whole(low), whole(high))));
        }
        for (terms, operator) in &self.constraints {
            let terms: Vec<_> = terms.iter().map(|&(v, c)| (variables[v], c)).collect();
            problem.add_constraint(&terms[..], *operator, 0.0);
        }
        match problem.solve() {
            Ok(solution) => {
                let value = solution.var_value_rounded(variables[count]);
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                Some(value as u32)
            }
            Err(Error::Infeasible) => None,
            Err(error) => panic!("the solver gave up: {error}"),
        }
    }
}

fn selections(facts: &Facts, figures: bool) -> Vec<Selection> {
    let mut all = vec![Selection::All];
    if figures {
        all.extend((0..facts.parts).map(Selection::Part));
        all.extend((0..5).map(Selection::Stance));
        all.extend((0..facts.format_bases.len()).map(Selection::Format));
    }
    all
}

fn count(
    drawn: &Drawn,
    facts: &Facts,
    plan: &ThemePlan,
    theme: usize,
    selection: Selection,
    reader: Option<usize>,
) -> Count {
    let counts = &facts.themes[theme];
    let (value, base, shown) = match selection {
        Selection::All => (counts.organisations, facts.base, plan.prevalence),
        Selection::Part(part) => (
            counts.parts[part],
            facts.base,
            plan.parts.as_ref().map(|row| row[part]),
        ),
        Selection::Stance(stance) => (
            counts.stances[stance],
            facts.base,
            plan.stances.map(|row| row[stance]),
        ),
        Selection::Format(format) => (
            counts.formats[format],
            facts.format_bases[format],
            plan.formats.as_ref().map(|row| row[format]),
        ),
    };
    let holds = |o: usize| {
        let said = drawn.said[o][theme];
        said.raised
            && match selection {
                Selection::All => true,
                Selection::Part(part) => said.parts[part],
                Selection::Stance(stance) => said.stance() as usize == stance,
                Selection::Format(format) => drawn.formats[o] == format,
            }
    };
    let in_base = |o: usize| match selection {
        Selection::Format(format) => drawn.formats[o] == format,
        _ => true,
    };
    let own = u32::from(reader.is_some_and(holds));
    let silent = u32::from(reader.is_some_and(in_base)) - own;
    let (low, high) = shown
        .and_then(|shown: Shown| ends(shown))
        .unwrap_or((0, base));
    Count {
        theme,
        selection,
        value,
        base,
        own,
        silent,
        range: (
            low.saturating_sub(own),
            (high - own).min(base - own - silent),
        ),
    }
}
