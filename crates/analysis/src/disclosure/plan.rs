//! The rules in their order: what a protected report may show.

use super::attacker::{Attacker, Relation};
use super::bands::bands;
use super::relations::Cells;
use super::tells::Guard;
use super::tree::Tree;
use super::words_only::{self, EXACT_FROM, SLACK};
use super::{
    Balance, Facts, Known, Plan, ThemePlan, balance, bases, earlier, level, prevalence, rows,
};
use throughline_core::synthesis::Shown;

impl Plan {
    /// Decides what a protected report may show, given what earlier reports have shown.
    ///
    /// ```
    /// use throughline_analysis::disclosure::{Balance, Facts, Plan, ThemeFacts};
    /// use throughline_core::synthesis::Shown;
    /// let theme = |id: &str, stances: [u32; 5]| ThemeFacts {
    ///     id: id.into(),
    ///     organisations: stances.iter().sum(),
    ///     stances,
    ///     ..ThemeFacts::default()
    /// };
    /// let facts = Facts {
    ///     base: 9,
    ///     themes: vec![theme("cost", [1, 0, 0, 0, 0]), theme("value", [6, 1, 0, 0, 0])],
    ///     ..Facts::default()
    /// };
    /// let plan = Plan::of(&facts, &[]);
    /// assert_eq!(plan.themes[0].prevalence, Some(Shown::Band { low: 0, high: 2 }));
    /// assert_eq!(plan.themes[1].prevalence, Some(Shown::Band { low: 7, high: 9 }));
    /// assert_eq!(plan.themes[1].balance, Some(Balance::For));
    /// assert_eq!((plan.cells, plan.cells_in_words, plan.rows_not_shown), (2, 2, 0));
    /// ```
    #[must_use]
    pub fn of(facts: &Facts, earlier: &[Known]) -> Plan {
        let bands = bands(facts.base, facts.k, &facts.scale);
        let mut plan = Plan {
            base: facts.base,
            k: facts.k,
            counts: !bands.is_empty(),
            words_only: facts.base < EXACT_FROM,
            bands,
            format_shown: bases::shown(facts),
            themes: vec![ThemePlan::default(); facts.themes.len()],
            ..Plan::default()
        };
        if plan.counts {
            let tree = Tree::of(facts);
            if plan.words_only {
                plan.in_words(facts, &tree, earlier);
            } else {
                plan.in_figures(facts, &tree, earlier);
            }
        }
        plan.total(facts);
        plan
    }

    /// Rule 5.
    fn in_words(&mut self, facts: &Facts, tree: &Tree, earlier: &[Known]) {
        let held = earlier::held_back(facts, &self.bands, earlier);
        let mut shown = words_only::prevalence(facts, tree, &self.bands, &held, SLACK);
        if !earlier.is_empty() {
            let cells = Cells::of(facts);
            let mut reader = cells.attacker(facts, tree);
            earlier::learn(facts, &cells, &mut reader, earlier);
            let guard = Guard::of(facts, tree, &cells, &reader);
            prevalence::until_safe(facts, tree, &self.bands, &mut shown, |shown| {
                let at_level = level::choose(tree, shown, facts.k);
                let balances = words_only::balances(facts, shown, &at_level);
                match in_words(&cells, reader.clone(), shown, &balances) {
                    Some(reader) => guard.told(&reader),
                    None => guard.roots(),
                }
            });
        }
        let at_level = level::choose(tree, &shown, facts.k);
        let mut balances = words_only::balances(facts, &shown, &at_level);
        earlier::keep_balances(facts, &mut balances, earlier);
        for (index, theme) in self.themes.iter_mut().enumerate() {
            theme.prevalence = Some(shown[index]);
            theme.at_level = at_level[index];
            theme.balance = balances[index];
        }
    }

    /// Rule 6.
    fn in_figures(&mut self, facts: &Facts, tree: &Tree, earlier: &[Known]) {
        let cells = Cells::of(facts);
        let mut reader = cells.attacker(facts, tree);
        earlier::learn(facts, &cells, &mut reader, earlier);
        let guard = Guard::of(facts, tree, &cells, &reader);
        let shown = prevalence::decide(facts, tree, &self.bands, &cells, &guard, &mut reader);
        let at_level = level::choose(tree, &shown, facts.k);
        for (index, theme) in self.themes.iter_mut().enumerate() {
            theme.prevalence = Some(shown[index]);
            theme.at_level = at_level[index];
        }
        let format_shown = &self.format_shown;
        rows::add(
            facts,
            tree,
            &cells,
            &guard,
            &mut reader,
            format_shown,
            &mut self.themes,
        );
    }
}

/// What a reader knows who has read bands and balance words; `None` where they contradict what was
/// known.
fn in_words(
    cells: &Cells,
    mut reader: Attacker,
    shown: &[Shown],
    balances: &[Option<Balance>],
) -> Option<Attacker> {
    reader.learn(&prevalence::published(cells, shown)).ok()?;
    for (theme, balance) in cells.themes.iter().zip(balances) {
        let Some(leader) = balance.and_then(Balance::leader) else {
            continue;
        };
        for (rival, &smaller) in theme.stances.iter().enumerate() {
            if rival != leader {
                let relation = Relation::AtMost {
                    smaller,
                    lead: balance::LEAD,
                    larger: theme.stances[leader],
                };
                reader.relate(relation).ok()?;
            }
        }
    }
    Some(reader)
}
