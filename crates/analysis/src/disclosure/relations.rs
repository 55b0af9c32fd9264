//! Rule 7: the counts of a review, protected whether shown or not, and the relations between them.
//!
//! - partition: the stances of a theme; its formats, but for organisations that came to several and
//!   for notes without an engagement
//! - union: a theme of the themes beneath it, where nobody raised it by its own tag; of its parts
//! - inclusion: a theme in its parent, in each part and format too; part and format in the theme
//! - difference: the formats of those in a theme and not in one beneath it, where formats divide;
//!   an exact child under an exact parent says how many they are
//! - notes: no theme has more organisations than all notes have attributions

use super::Facts;
use super::attacker::{Attacker, CellIndex, Interval, Relation};
use super::tree::Tree;

/// Where the counts of one theme stand among all.
#[derive(Debug, Clone)]
pub(super) struct ThemeCells {
    pub(super) prevalence: CellIndex,
    pub(super) parts: Vec<CellIndex>,
    pub(super) stances: Vec<CellIndex>,
    pub(super) formats: Vec<CellIndex>,
    /// Those in the theme above and not in it: all, and by format.
    beyond: Vec<CellIndex>,
}

/// The counts of a review, by theme.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    pub(super) themes: Vec<ThemeCells>,
    bounds: Vec<Interval>,
}

impl Cells {
    pub(super) fn of(facts: &Facts) -> Self {
        let attributions = facts
            .notes
            .map_or(u32::MAX, |notes| notes.saturating_mul(facts.most_on_a_note));
        let most = facts.base.min(attributions);
        let mut bounds = Vec::new();
        let mut cell = |high: u32| {
            bounds.push(Interval { low: 0, high });
            bounds.len() - 1
        };
        let themes = facts
            .themes
            .iter()
            .map(|theme| ThemeCells {
                prevalence: cell(most),
                parts: (0..facts.parts).map(|_| cell(most)).collect(),
                stances: (0..5).map(|_| cell(most)).collect(),
                formats: facts
                    .format_bases
                    .iter()
                    .map(|&base| cell(most.min(base)))
                    .collect(),
                beyond: match theme.parent {
                    Some(_) => (0..=facts.format_bases.len()).map(|_| cell(most)).collect(),
                    None => Vec::new(),
                },
            })
            .collect();
        Self { themes, bounds }
    }

    /// The theme that a count is of.
    pub(super) fn theme_of(&self, cell: CellIndex) -> usize {
        // The counts of a theme stand together, its prevalence first.
        let after = self
            .themes
            .partition_point(|theme| theme.prevalence <= cell);
        after.saturating_sub(1)
    }

    /// The reader before anything is published.
    pub(super) fn attacker(&self, facts: &Facts, tree: &Tree) -> Attacker {
        let mut relations = Vec::new();
        let (twice, outside) = overlap(facts);
        for (index, theme) in self.themes.iter().enumerate() {
            let total = theme.prevalence;
            relations.push(Relation::partition(total, theme.stances.clone()));
            if !theme.parts.is_empty() {
                relations.push(Relation::union(
                    total,
                    theme.parts.clone(),
                    facts.outside_parts,
                ));
            }
            if !theme.formats.is_empty() {
                relations.push(Relation::between(
                    total,
                    theme.formats.clone(),
                    twice,
                    outside,
                ));
            }
            for &selection in theme.parts.iter().chain(&theme.formats) {
                relations.push(Relation::inclusion(selection, total));
            }
            self.relate_children(facts, tree, index, &mut relations);
            self.relate_differences(facts, tree, index, &mut relations);
        }
        Attacker::new(self.bounds.clone(), relations)
    }

    fn relate_children(
        &self,
        facts: &Facts,
        tree: &Tree,
        parent: usize,
        relations: &mut Vec<Relation>,
    ) {
        let children = tree.children(parent);
        if children.is_empty() {
            return;
        }
        let whole = &self.themes[parent];
        let mut relate = |total: CellIndex, beneath: Vec<CellIndex>| {
            relations.extend(
                beneath
                    .iter()
                    .map(|&child| Relation::inclusion(child, total)),
            );
            if facts.themes[parent].own == 0 {
                relations.push(Relation::union(total, beneath, 0));
            }
        };
        let of_children = |cell: &dyn Fn(&ThemeCells) -> CellIndex| {
            children.iter().map(|&c| cell(&self.themes[c])).collect()
        };
        relate(whole.prevalence, of_children(&|c| c.prevalence));
        for (part, &total) in whole.parts.iter().enumerate() {
            relate(total, of_children(&|c| c.parts[part]));
        }
        for (format, &total) in whole.formats.iter().enumerate() {
            relate(total, of_children(&|c| c.formats[format]));
        }
    }

    fn relate_differences(
        &self,
        facts: &Facts,
        tree: &Tree,
        parent: usize,
        relations: &mut Vec<Relation>,
    ) {
        let (twice, outside) = overlap(facts);
        let above = &self.themes[parent];
        if twice > 0 || above.formats.is_empty() {
            return;
        }
        for &child in tree.children(parent) {
            let child = &self.themes[child];
            let Some((&beyond, by_format)) = child.beyond.split_first() else {
                continue;
            };
            relations.push(Relation::partition(
                above.prevalence,
                vec![child.prevalence, beyond],
            ));
            for ((&whole, &part), &rest) in above.formats.iter().zip(&child.formats).zip(by_format)
            {
                relations.push(Relation::partition(whole, vec![part, rest]));
            }
            relations.push(Relation::between(beyond, by_format.to_vec(), 0, outside));
        }
    }
}

/// By how many organisations the formats of a theme can add up to more than it, and how many can
/// be missing from them.
pub(super) fn overlap(facts: &Facts) -> (u32, u32) {
    let places = facts.format_bases.len() + usize::from(facts.outside_formats > 0);
    let more = u32::try_from(places.saturating_sub(1)).unwrap_or(u32::MAX);
    (
        facts.in_two_formats.saturating_mul(more),
        facts.outside_formats,
    )
}

#[cfg(test)]
mod tests {
    use super::super::ThemeFacts;
    use super::*;

    #[test]
    fn exact_counts_above_one_another_bound_their_formats() {
        // 19 less 15 is 4: of the 6 or more in the first format 2 or more are in the child.
        for (in_two_formats, low) in [(0, 2), (8, 0)] {
            let theme = |parent| ThemeFacts {
                parent,
                ..ThemeFacts::default()
            };
            let facts = Facts {
                base: 40,
                format_bases: vec![24, 16],
                in_two_formats,
                themes: vec![theme(None), theme(Some(0)), theme(Some(0))],
                ..Facts::default()
            };
            let cells = Cells::of(&facts);
            let mut reader = cells.attacker(&facts, &Tree::of(&facts));
            let (parent, child) = (&cells.themes[0], &cells.themes[1]);
            let told = [
                (parent.prevalence, (19, 19).into()),
                (child.prevalence, (15, 15).into()),
                (parent.formats[0], (6, 12).into()),
            ];
            assert_eq!(reader.learn(&told), Ok(()));
            assert_eq!(reader.knows(child.formats[0]).low, low, "{in_two_formats}");
            assert_eq!(cells.theme_of(child.formats[0]), 1);
        }
    }
}
