//! Which theme stands where another stood.

use super::{ThemeEdit, ThemeEditError};
use crate::separators::SIGNS;
use crate::themes::Themes;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::codebook::{Codebook, ThemeCode};

/// New names of themes, by the codes of those that are named.
pub struct Substitution {
    themes: Themes,
    /// What is written, by the theme that is read.
    new: BTreeMap<ThemeCode, String>,
    /// The theme that others are merged into.
    into: Option<ThemeCode>,
}

/// What becomes of one name in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named<'a> {
    /// It stays.
    Kept,
    /// Another is written.
    Written(&'a str),
    /// It goes: the theme it became stands in the list already.
    Gone,
}

impl Substitution {
    /// What an edit writes.
    ///
    /// # Errors
    /// The edit names a theme twice, or a code that another theme has.
    pub fn of(book: &Codebook, edit: &ThemeEdit) -> Result<Self, ThemeEditError> {
        let themes = Themes::of(book.clone());
        let mut new = BTreeMap::new();
        let mut merged_into = None;
        match edit {
            ThemeEdit::Merge { from, into } => {
                let name = &book.theme(*into).id;
                if from.contains(into) {
                    return Err(ThemeEditError::Itself(name.clone()));
                }
                new.extend(from.iter().map(|&theme| (theme, name.to_string())));
                merged_into = Some(*into);
            }
            ThemeEdit::Rename { theme, to, .. } => {
                if themes
                    .code(to.as_str())
                    .is_some_and(|found| found != *theme)
                {
                    return Err(ThemeEditError::Taken(to.clone()));
                }
                if book.theme(*theme).id != *to {
                    new.insert(*theme, to.to_string());
                }
            }
            ThemeEdit::Move { .. } => {}
        }
        Ok(Self {
            themes,
            new,
            into: merged_into,
        })
    }

    /// Whether nothing is written otherwise.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty()
    }

    /// The theme of a name, as it is after the edit.
    pub fn after(&self, name: &str) -> Option<ThemeCode> {
        let theme = self.themes.code(name)?;
        match self.into {
            Some(into) if self.new.contains_key(&theme) => Some(into),
            _ => Some(theme),
        }
    }

    /// What becomes of the names of a list. A theme that others were merged into stands in it once.
    pub fn list(&self, names: &[&str]) -> Vec<Named<'_>> {
        let code = |name: &str| self.themes.code(name);
        let mut there: BTreeSet<ThemeCode> = names
            .iter()
            .filter_map(|name| code(name))
            .filter(|theme| !self.new.contains_key(theme))
            .collect();
        let one = |name: &&str| {
            let Some(new) = code(name).and_then(|theme| self.new.get(&theme)) else {
                return Named::Kept;
            };
            match self.into {
                Some(into) if !there.insert(into) => Named::Gone,
                _ => Named::Written(new),
            }
        };
        names.iter().map(one).collect()
    }

    /// The parts of a cell, each with the sign before it: those between `;` and line breaks, and where
    /// such a part is no theme, those between other signs, when each of them is one.
    fn parts<'c>(&self, cell: &'c str) -> Vec<(&'c str, &'c str)> {
        let mut parts = Vec::new();
        for (sign, part) in cut(cell, &[';', '\n', '\r']) {
            let inner = cut(part, &SIGNS);
            let is_theme = |part: &str| self.themes.code(part.trim()).is_some();
            let is_list = inner.len() > 1
                && !is_theme(part)
                && inner
                    .iter()
                    .all(|(_, name)| name.trim().is_empty() || is_theme(name));
            if is_list {
                let mut inner = inner.into_iter();
                parts.extend(inner.next().map(|(_, first)| (sign, first)));
                parts.extend(inner);
            } else {
                parts.push((sign, part));
            }
        }
        parts
    }

    /// A cell of names as it will be; nothing where it stays as it is.
    pub fn cell(&self, cell: &str) -> Option<String> {
        let (signs, parts): (Vec<&str>, Vec<&str>) = self.parts(cell).into_iter().unzip();
        let names: Vec<&str> = parts.iter().map(|part| part.trim()).collect();
        let becomes = self.list(&names);
        if becomes.iter().all(|n| *n == Named::Kept) {
            return None;
        }
        let mut out = String::new();
        let mut is_first = true;
        for (((part, name), sign), new) in parts.iter().zip(&names).zip(signs).zip(becomes) {
            let part = match new {
                Named::Kept => (*part).to_owned(),
                Named::Written(new) => part.replacen(name, new, 1),
                Named::Gone => continue,
            };
            if !std::mem::take(&mut is_first) {
                out.push_str(sign);
            }
            out.push_str(&part);
        }
        if !cell.starts_with(char::is_whitespace) {
            // The first name may have gone, and with it the one that had no space before it.
            out = out.trim_start().to_owned();
        }
        Some(out)
    }
}

/// What stands between some signs, each part with the sign before it.
fn cut<'c>(cell: &'c str, signs: &[char]) -> Vec<(&'c str, &'c str)> {
    let (mut parts, mut before, mut from) = (Vec::new(), "", 0);
    for (at, sign) in cell.match_indices(signs) {
        parts.push((before, cell.get(from..at).unwrap_or_default()));
        (before, from) = (sign, at + sign.len());
    }
    parts.push((before, cell.get(from..).unwrap_or_default()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughline_core::codebook::Theme;

    fn book() -> Codebook {
        let theme = |id: &str| Theme::bare(id.parse().unwrap());
        Codebook::new(["a", "b", "C", "long name"].map(theme).to_vec()).unwrap()
    }

    #[test]
    fn a_merged_theme_stands_in_a_cell_once() {
        let edit = ThemeEdit::Merge {
            from: vec![0, 3],
            into: 1,
        };
        let substitution = Substitution::of(&book(), &edit).unwrap();
        for (cell, after) in [
            ("a", Some("b")),
            ("b", None),
            ("C;x", None),
            ("a;b", Some("b")),
            ("b; a ;C", Some("b;C")),
            ("a; C;Long Name", Some("b; C")),
            ("A;a", Some("b")),
            (" a ; ; C", Some(" b ; ; C")),
            ("b;b", None),
            ("a, C", Some("b, C")),
            ("C, a|b", Some("C|b")),
            ("C\na", Some("C\nb")),
            ("a, unknown", None),
            ("", None),
        ] {
            assert_eq!(substitution.cell(cell).as_deref(), after, "{cell:?}");
        }
    }

    #[test]
    fn a_renamed_theme_stands_as_often_as_before() {
        let edit = ThemeEdit::Rename {
            theme: 0,
            to: "z".parse().unwrap(),
            label: None,
        };
        let substitution = Substitution::of(&book(), &edit).unwrap();
        for (cell, after) in [("a;a", Some("z;z")), ("A ;b", Some("z ;b")), ("b", None)] {
            assert_eq!(substitution.cell(cell).as_deref(), after, "{cell:?}");
        }
        for (to, taken) in [("b", true), ("B", true), ("A", false)] {
            let to = to.parse().unwrap();
            let edit = ThemeEdit::Rename {
                theme: 0,
                to,
                label: None,
            };
            assert_eq!(Substitution::of(&book(), &edit).is_err(), taken);
        }
    }
}
