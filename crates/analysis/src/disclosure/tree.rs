//! The tree of themes as the rules walk it.

use super::Facts;

/// Which theme stands where.
#[derive(Debug)]
pub(super) struct Tree {
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    depths: Vec<usize>,
}

impl Tree {
    /// Ties the tree. A parent that is no index counts as none.
    pub(super) fn of(facts: &Facts) -> Self {
        let size = facts.themes.len();
        let parents: Vec<Option<usize>> = facts
            .themes
            .iter()
            .map(|theme| theme.parent.filter(|&parent| parent < size))
            .collect();
        let mut children = vec![Vec::new(); size];
        for (theme, parent) in parents.iter().enumerate() {
            if let Some(list) = parent.and_then(|parent| children.get_mut(parent)) {
                list.push(theme);
            }
        }
        let mut tree = Self {
            parents,
            children,
            depths: Vec::new(),
        };
        tree.depths = (0..size).map(|t| tree.ancestors(t).count()).collect();
        tree
    }

    pub(super) fn children(&self, theme: usize) -> &[usize] {
        self.children.get(theme).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_deepest(&self, theme: usize) -> bool {
        self.children(theme).is_empty()
    }

    /// How many themes stand above it.
    pub(super) fn depth(&self, theme: usize) -> usize {
        self.depths.get(theme).copied().unwrap_or(0)
    }

    /// The themes above it, the nearest first. A circle of parents, which no codebook has, is
    /// walked once.
    pub(super) fn ancestors(&self, theme: usize) -> impl Iterator<Item = usize> + '_ {
        let parent = |theme: usize| self.parents.get(theme).copied().flatten();
        std::iter::successors(parent(theme), move |&above| parent(above)).take(self.parents.len())
    }

    /// The theme at the top of its tree.
    pub(super) fn root(&self, theme: usize) -> usize {
        self.ancestors(theme).last().unwrap_or(theme)
    }

    /// Every theme, those beneath before those above.
    pub(super) fn upwards(&self) -> Vec<usize> {
        let mut themes: Vec<usize> = (0..self.parents.len()).collect();
        themes.sort_by_key(|&theme| std::cmp::Reverse(self.depth(theme)));
        themes
    }
}

/// The themes by code: byte order of their ids.
pub(super) fn by_code(facts: &Facts) -> Vec<usize> {
    let mut themes: Vec<usize> = (0..facts.themes.len()).collect();
    themes.sort_by(|&a, &b| {
        facts.themes[a]
            .id
            .as_bytes()
            .cmp(facts.themes[b].id.as_bytes())
    });
    themes
}
