//! Columns of themes, the only ones that may be several; and why a column that is known is not read.

use super::{Column, Reading, Renamed, quoted};
use crate::prepared::few;
use crate::synonyms;
use throughline_core::problem::{Code, Problem};

/// Our name of the column of themes, the one that may stand several times.
pub(super) const THEMES: &str = "themes";

/// Whether a table has notes, of which alone review.toml says which column is which.
pub(super) fn is_of_notes(columns: &[Column]) -> bool {
    columns.iter().any(|c| c.name == "text")
}

/// Whether `Theme 1`, `Theme 2` and so on are columns of themes: in notes, where review.toml does not
/// say which columns are.
pub(super) fn takes_numbered(columns: &[Column], renamed: &Renamed) -> bool {
    is_of_notes(columns) && !renamed.contains_key(THEMES)
}

impl Reading<'_> {
    pub(super) fn take_more_themes(&mut self, column: usize, field: usize) {
        self.more_themes.push(field);
        if let Some(owner) = self.owner.get_mut(field) {
            *owner = Some(column);
        }
    }

    /// Columns `Theme 1`, `Theme 2` and so on: they are read together, with the column of themes.
    pub(super) fn numbered_themes(&mut self, unclear: &[(usize, Vec<usize>)]) {
        let Some(c) = self.columns.iter().position(|c| c.name == THEMES) else {
            return;
        };
        let free = |&i: &usize| self.owner.get(i) == Some(&None) && !self.is_theme(i);
        let found: Vec<usize> = (0..self.keys.len())
            .filter(free)
            .filter(|&i| {
                self.keys
                    .get(i)
                    .is_some_and(|k| synonyms::is_numbered_theme(k))
            })
            .collect();
        let Some(&first) = found.first() else {
            return;
        };
        for &field in &found {
            let is_taken = self.positions.get(c) != Some(&None);
            if is_taken || unclear.iter().any(|(column, _)| *column == c) {
                self.take_more_themes(c, field);
            } else {
                self.take(c, field);
            }
        }
        let names: Vec<&str> = found
            .iter()
            .filter_map(|&f| self.head.names.get(f).map(String::as_str))
            .collect();
        let message = match names.as_slice() {
            [one] => format!("the column `{one}` is read as one of themes"),
            several => format!(
                "{} columns are read together as themes: {}",
                several.len(),
                few(several)
            ),
        };
        let said = Problem::new(Code::Assumed, self.place(first), message);
        let list: Vec<String> = names.iter().map(|n| format!("\"{n}\"")).collect();
        (self.problem)(said.help(format!(
            "where that is wrong, name those that are under `[columns]` in review.toml: `themes = [{}]`",
            list.join(", ")
        )));
    }

    /// Why a column is not read whose name is known, and what to do about it.
    pub(super) fn why_not(&self, field: usize) -> Option<(String, String)> {
        if let Some((_, why)) = self.head.passed_over.iter().find(|(at, _)| *at == field) {
            return Some((why.why().to_owned(), why.help().to_owned()));
        }
        let ours = self.keys.get(field).and_then(|k| {
            let named = self.columns.iter().map(|c| c.name).find(|name| name == k);
            let numbered = || synonyms::is_numbered_theme(k).then_some(THEMES);
            named.or_else(|| synonyms::ours(k)).or_else(numbered)
        })?;
        let column = self.columns.iter().position(|c| c.name == ours)?;
        let read = self.positions.get(column).copied().flatten()?;
        let read = self.head.names.get(read)?;
        let help = if ours == THEMES && is_of_notes(self.columns) {
            let themes = self.positions.get(column).copied().flatten().into_iter();
            let themes = themes
                .chain(self.more_themes.iter().copied())
                .chain([field]);
            let all: Vec<String> = themes.map(|at| quoted(&self.head.names, at)).collect();
            format!(
                "where it holds themes too, name all under `[columns]` in review.toml: `themes = [{}]`",
                all.join(", ")
            )
        } else if is_of_notes(self.columns) {
            format!(
                "where the other is meant, name it under `[columns]` in review.toml: `{ours} = {}`",
                quoted(&self.head.names, field)
            )
        } else {
            "where the other is meant, rename the two".to_owned()
        };
        Some((format!("`{ours}` is read from `{read}`"), help))
    }
}
