//! Which theme of the codebook each theme of another file is.

use super::ThemeEditError;
use super::take_in::{Carried, Conflict, ThemeRow};
use crate::themes::Themes;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::codebook::{Codebook, ThemeCode};
use throughline_core::ids::ThemeId;
use throughline_core::names::name_key;
use throughline_core::problem::{Code, Place, Problem};

/// Which theme here each theme of a file is.
pub struct Matched {
    /// The themes here.
    pub themes: Themes,
    /// The id here, by row.
    pub ids: Vec<ThemeId>,
    /// The id here, by the file's code.
    here: BTreeMap<String, ThemeId>,
    /// Themes of the file that are one here.
    pub twice: Vec<Conflict>,
}

impl Matched {
    /// Finds them.
    ///
    /// # Errors
    /// A code of the file cannot be one.
    pub fn of(
        book: &Codebook,
        rows: &[ThemeRow],
        carried: &Carried,
    ) -> Result<Self, ThemeEditError> {
        let themes = Themes::of(book.clone());
        let mut by_label: BTreeMap<String, ThemeCode> = BTreeMap::new();
        for code in book.by_id_order() {
            by_label
                .entry(name_key(&book.theme(code).label))
                .or_insert(code);
        }
        let mut found = Self {
            themes,
            ids: Vec::new(),
            here: BTreeMap::new(),
            twice: Vec::new(),
        };
        let mut met = BTreeSet::new();
        for row in rows {
            let label = by_label.get(&name_key(&row.label)).copied();
            let label = label.filter(|_| !carried.codes);
            let theme = label.or_else(|| found.themes.code(&row.code));
            let id = match theme {
                Some(theme) => book.theme(theme).id.clone(),
                None => row.code.parse().map_err(|error| {
                    let error: throughline_core::ids::IdError = error;
                    Problem::new(Code::BadId, Place::default(), error.to_string())
                })?,
            };
            if !met.insert(id.clone()) {
                found.twice.push(Conflict::Twice {
                    theme: id.clone(),
                    label: row.label.clone(),
                });
            }
            found.here.insert(row.code.clone(), id.clone());
            found.ids.push(id);
        }
        Ok(found)
    }

    /// The id here of a row's parent; blank at the top.
    ///
    /// # Errors
    /// There is no such theme.
    pub fn parent_of(&self, row: &ThemeRow) -> Result<String, ThemeEditError> {
        if row.parent.is_empty() {
            return Ok(String::new());
        }
        if let Some(id) = self.here.get(&row.parent) {
            return Ok(id.to_string());
        }
        if self.themes.code(&row.parent).is_some() {
            return Ok(row.parent.clone());
        }
        let message = format!(
            "the parent `{}` of `{}` is neither in the file nor in the codebook",
            row.parent, row.code
        );
        Err(Problem::new(Code::UnknownTheme, Place::default(), message).into())
    }
}
