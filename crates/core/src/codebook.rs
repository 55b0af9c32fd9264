//! The codebook: a tree of themes, and the one table between a theme's identifier and its code in
//! columns.

use crate::ids::ThemeId;
use std::collections::HashMap;
use thiserror::Error;

/// A theme's code in note columns: an index into [`Codebook::themes`].
pub type ThemeCode = u32;

/// One theme of the codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// What an analyst writes.
    pub id: ThemeId,
    /// The label in charts and tables.
    pub label: String,
    /// The label as it stands inside a sentence; [`Theme::phrase`] falls back to the label.
    pub phrase: Option<String>,
    /// The theme above it.
    pub parent: Option<ThemeCode>,
    /// What it means.
    pub definition: String,
    /// When to use it.
    pub include: String,
    /// When not to use it.
    pub exclude: String,
    /// Words that point to it.
    pub keywords: Vec<String>,
}

impl Theme {
    /// A theme with an id and a label alone, as a notes file without a codebook gives.
    #[must_use]
    pub fn bare(id: ThemeId) -> Self {
        Self {
            label: id.to_string(),
            id,
            phrase: None,
            parent: None,
            definition: String::new(),
            include: String::new(),
            exclude: String::new(),
            keywords: Vec::new(),
        }
    }

    /// The label as it stands inside a sentence.
    #[must_use]
    pub fn phrase(&self) -> &str {
        self.phrase.as_deref().unwrap_or(&self.label)
    }
}

/// Why themes do not make a codebook.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CodebookError {
    /// Two themes with one id: the places of both in the list.
    #[error("theme `{id}` stands twice")]
    Duplicate {
        /// The id.
        id: ThemeId,
        /// Index of the second.
        second: usize,
    },
    /// A theme is its own ancestor.
    #[error("theme `{id}` is its own ancestor")]
    Cycle {
        /// The id of a theme on the circle.
        id: ThemeId,
        /// Its index.
        index: usize,
    },
    /// A parent that is no index of the list.
    #[error("the parent of theme `{id}` is not in the codebook")]
    DanglingParent {
        /// The id of the child.
        id: ThemeId,
        /// Its index.
        index: usize,
    },
}

/// A forest of themes in the order of the codebook file. Codes are indices into it.
///
/// ```
/// use throughline_core::codebook::{Codebook, Theme};
/// let mut child = Theme::bare("baseline".parse()?);
/// child.parent = Some(0);
/// let book = Codebook::new(vec![Theme::bare("resourcing".parse()?), child])?;
/// assert_eq!(book.code("baseline"), Some(1));
/// assert_eq!(book.lineage(1).collect::<Vec<_>>(), [1, 0]);
/// assert_eq!(book.descendants(0), [0, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Codebook {
    themes: Vec<Theme>,
    by_id: HashMap<ThemeId, ThemeCode>,
    children: Vec<Vec<ThemeCode>>,
    roots: Vec<ThemeCode>,
}

impl Codebook {
    /// Checks the themes and ties the tree.
    ///
    /// # Errors
    /// Two themes with one id, a circle of parents, or a parent out of range.
    pub fn new(themes: Vec<Theme>) -> Result<Self, CodebookError> {
        let mut book = Codebook {
            children: vec![Vec::new(); themes.len()],
            ..Codebook::default()
        };
        for (index, theme) in themes.iter().enumerate() {
            let code = to_code(index);
            if book.by_id.insert(theme.id.clone(), code).is_some() {
                return Err(CodebookError::Duplicate {
                    id: theme.id.clone(),
                    second: index,
                });
            }
            match theme.parent {
                None => book.roots.push(code),
                Some(parent) => match book.children.get_mut(parent as usize) {
                    Some(list) => list.push(code),
                    None => {
                        return Err(CodebookError::DanglingParent {
                            id: theme.id.clone(),
                            index,
                        });
                    }
                },
            }
        }
        if let Some(index) = runs_into_a_circle(&themes) {
            let id = themes[index].id.clone();
            return Err(CodebookError::Cycle { id, index });
        }
        book.themes = themes;
        Ok(book)
    }

    /// The themes, in codebook order; a code is an index into this.
    #[must_use]
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// How many themes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.themes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.themes.is_empty()
    }

    /// The theme of a code.
    ///
    /// # Panics
    /// When the code is not of this codebook, which no code of a review is.
    #[must_use]
    pub fn theme(&self, code: ThemeCode) -> &Theme {
        &self.themes[code as usize]
    }

    /// The code of an id as written.
    #[must_use]
    pub fn code(&self, id: &str) -> Option<ThemeCode> {
        id.parse::<ThemeId>()
            .ok()
            .and_then(|id| self.by_id.get(&id).copied())
    }

    /// Top-level themes, in codebook order.
    #[must_use]
    pub fn roots(&self) -> &[ThemeCode] {
        &self.roots
    }

    /// The themes directly beneath a theme, in codebook order.
    #[must_use]
    pub fn children(&self, code: ThemeCode) -> &[ThemeCode] {
        self.children.get(code as usize).map_or(&[], Vec::as_slice)
    }

    /// A theme, its parent, and so on up to the top.
    pub fn lineage(&self, code: ThemeCode) -> impl Iterator<Item = ThemeCode> + '_ {
        std::iter::successors(Some(code), |&c| {
            self.themes.get(c as usize).and_then(|t| t.parent)
        })
    }

    /// The top-level theme above a theme (itself when it is one).
    #[must_use]
    pub fn root_of(&self, code: ThemeCode) -> ThemeCode {
        self.lineage(code).last().unwrap_or(code)
    }

    /// A theme and everything beneath it, parents first, in codebook order.
    #[must_use]
    pub fn descendants(&self, code: ThemeCode) -> Vec<ThemeCode> {
        let mut out = vec![code];
        let mut at = 0;
        while at < out.len() {
            out.extend_from_slice(self.children(out[at]));
            at += 1;
        }
        out
    }

    /// How many themes stand above a theme.
    #[must_use]
    pub fn depth(&self, code: ThemeCode) -> usize {
        self.lineage(code).count().saturating_sub(1)
    }

    /// Codes in byte order of their ids, as tables list them.
    #[must_use]
    pub fn by_id_order(&self) -> Vec<ThemeCode> {
        let mut codes: Vec<ThemeCode> = (0..self.themes.len()).map(to_code).collect();
        codes.sort_by(|&a, &b| self.theme(a).id.as_str().cmp(self.theme(b).id.as_str()));
        codes
    }
}

/// The first theme whose ancestors run in a circle. Each theme is gone through once.
fn runs_into_a_circle(themes: &[Theme]) -> Option<usize> {
    // Nothing, or the number of the walk that came by.
    let mut walk_by: Vec<Option<usize>> = vec![None; themes.len()];
    for start in 0..themes.len() {
        let mut at = start;
        while walk_by[at].is_none() {
            walk_by[at] = Some(start);
            match themes[at].parent {
                Some(parent) => at = parent as usize,
                None => break,
            }
        }
        let came_back = themes[at].parent.is_some() && walk_by[at] == Some(start);
        if came_back {
            return Some(start);
        }
    }
    None
}

fn to_code(index: usize) -> ThemeCode {
    ThemeCode::try_from(index).unwrap_or(ThemeCode::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(id: &str, parent: Option<u32>) -> Theme {
        let mut theme = Theme::bare(id.parse().unwrap());
        theme.parent = parent;
        theme
    }

    #[test]
    fn a_circle_of_parents_is_refused() {
        let error = Codebook::new(vec![theme("a", Some(1)), theme("b", Some(0))]).unwrap_err();
        assert!(matches!(error, CodebookError::Cycle { index: 0, .. }));
        let error = Codebook::new(vec![theme("a", Some(0))]).unwrap_err();
        assert!(matches!(error, CodebookError::Cycle { .. }));
    }

    #[test]
    fn duplicate_and_dangling_are_refused() {
        assert!(matches!(
            Codebook::new(vec![theme("a", None), theme("a", None)]).unwrap_err(),
            CodebookError::Duplicate { second: 1, .. }
        ));
        assert!(matches!(
            Codebook::new(vec![theme("a", Some(7))]).unwrap_err(),
            CodebookError::DanglingParent { index: 0, .. }
        ));
    }

    #[test]
    fn tree_is_tied_in_file_order() {
        let book = Codebook::new(vec![
            theme("v", None),
            theme("v-b", Some(0)),
            theme("v-a", Some(0)),
            theme("v-a-x", Some(2)),
        ])
        .unwrap();
        assert_eq!(book.children(0), [1, 2]);
        assert_eq!(book.descendants(0), [0, 1, 2, 3]);
        assert_eq!(book.root_of(3), 0);
        assert_eq!(book.depth(3), 2);
        assert_eq!(book.by_id_order(), [0, 2, 3, 1]);
    }
}
