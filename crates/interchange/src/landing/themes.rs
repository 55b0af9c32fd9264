//! Themes: which the codebook has, and rows for those it has not.

use super::Landed;
use super::existing::Existing;
use crate::incoming::{Incoming, IncomingTheme};
use crate::slug::{Taken, slug};
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::codebook::{Codebook, Theme};
use throughline_core::ids::ThemeId;
use throughline_core::names::name_key;
use throughline_core::numbers::counted_as;
use throughline_folder::rows::{CODEBOOK, ThemeRow};

/// Where each theme landed.
#[derive(Default)]
pub(super) struct Themes {
    /// Rows that are new.
    pub rows: Vec<ThemeRow>,
    /// The code in the review of each code on its way in.
    landed: BTreeMap<String, String>,
}

impl Themes {
    /// The code in the review of a theme on its way in.
    pub fn code<'a>(&'a self, incoming: &'a str) -> &'a str {
        self.landed.get(incoming).map_or(incoming, String::as_str)
    }
}

/// The themes of the file, those first that it describes and then those that it only uses.
fn described(incoming: &Incoming) -> Vec<IncomingTheme> {
    let mut themes = incoming.themes.clone();
    let mut known: BTreeSet<String> = themes.iter().map(|t| t.code.clone()).collect();
    let of_notes = incoming.notes.iter().flat_map(|n| &n.themes);
    for code in of_notes.chain(incoming.tags.iter().flat_map(|t| &t.themes)) {
        if known.insert(code.clone()) {
            themes.push(IncomingTheme {
                code: code.clone(),
                label: code.clone(),
                ..IncomingTheme::default()
            });
        }
    }
    themes
}

/// Finds or makes a place for every theme of the file.
pub(super) fn land(existing: &Existing, incoming: &Incoming, landed: &mut Landed) -> Themes {
    let none = Codebook::default();
    let book = existing.review.as_ref().map_or(&none, |r| &r.codebook);
    let lookup = Lookup::of(book);
    let mut themes = Themes::default();
    let mut taken = Taken::default();
    for theme in book.themes() {
        taken.insert(theme.id.as_str());
    }
    for theme in described(incoming) {
        if themes.landed.contains_key(&theme.code) {
            let why = "the file has two themes with one code; the first is taken";
            landed.lost("theme", format!("{} ({})", theme.code, theme.label), why);
            continue;
        }
        let parent = theme.parent.as_deref().map(|p| themes.code(p).to_owned());
        if let Some(found) = lookup.find(&theme, parent.as_deref()) {
            landed.themes.held += 1;
            differences(&theme, parent.as_deref(), found, book, landed);
            themes
                .landed
                .insert(theme.code.clone(), found.id.to_string());
            continue;
        }
        landed.themes.new += 1;
        let wanted = match theme.code.parse::<ThemeId>() {
            Ok(id) => id.to_string(),
            Err(_) => slug(&theme.code),
        };
        let wanted = match &parent {
            Some(parent) if taken.has(&wanted) => format!("{parent}-{wanted}"),
            _ => wanted,
        };
        let code = taken.free(&wanted);
        if code != theme.code {
            landed.assumed.push(format!(
                "the theme “{}” has the code `{code}`, since `{}` is that of another",
                theme.label, theme.code
            ));
        }
        themes.rows.push(row(&theme, &code, parent));
        themes.landed.insert(theme.code, code);
    }
    if !existing.lists(CODEBOOK) && !themes.rows.is_empty() {
        landed.assumed.push(format!(
            "the review had no {CODEBOOK}: it gets one, with the {}",
            counted_as(
                book.len(),
                "theme that its notes name",
                "themes that its notes name"
            )
        ));
        let met = book.themes().iter().map(|theme| ThemeRow {
            code: theme.id.to_string(),
            label: theme.label.clone(),
            ..ThemeRow::default()
        });
        themes.rows = met.chain(std::mem::take(&mut themes.rows)).collect();
    }
    themes
}

fn row(theme: &IncomingTheme, code: &str, parent: Option<String>) -> ThemeRow {
    let label = theme.label.trim();
    ThemeRow {
        code: code.to_owned(),
        label: if label.is_empty() { code } else { label }.to_owned(),
        phrase: theme.phrase.clone().unwrap_or_default(),
        parent: parent.unwrap_or_default(),
        definition: theme.definition.clone(),
        include: theme.include.clone(),
        exclude: theme.exclude.clone(),
        keywords: theme.keywords.clone(),
    }
}

/// The themes of the review by what they are called.
struct Lookup<'a> {
    book: &'a Codebook,
    by_label: BTreeMap<String, Vec<&'a Theme>>,
    by_code: BTreeMap<String, &'a Theme>,
}

impl<'a> Lookup<'a> {
    fn of(book: &'a Codebook) -> Self {
        let mut by_label: BTreeMap<String, Vec<&Theme>> = BTreeMap::new();
        let mut by_code = BTreeMap::new();
        for theme in book.themes() {
            by_label
                .entry(name_key(&theme.label))
                .or_default()
                .push(theme);
            by_code.entry(name_key(theme.id.as_str())).or_insert(theme);
        }
        Self {
            book,
            by_label,
            by_code,
        }
    }

    /// The theme that one on its way in is; `parent` is the code in the review of that above it.
    fn find(&self, theme: &IncomingTheme, parent: Option<&str>) -> Option<&'a Theme> {
        let above = |found: &Theme| parent_of(self.book, found);
        let fits = |found: &Theme| match (parent, above(found)) {
            (Some(parent), Some(above)) => parent == above,
            _ => true,
        };
        let labelled = self.by_label.get(&name_key(&theme.label));
        let same_path = labelled
            .into_iter()
            .flatten()
            .find(|found| above(found) == parent);
        let by_code = [&theme.code, &theme.label]
            .into_iter()
            .find_map(|code| self.by_code.get(&name_key(code)));
        let by_label = labelled.and_then(|list| match list.as_slice() {
            [only] => Some(only),
            _ => None,
        });
        same_path
            .or(by_code.filter(|found| fits(found)))
            .or(by_label.filter(|found| fits(found)))
            .copied()
    }
}

fn parent_of<'a>(book: &'a Codebook, theme: &Theme) -> Option<&'a str> {
    theme.parent.map(|p| book.theme(p).id.as_str())
}

/// Lists what a theme of the review says otherwise than the file; the review's is kept.
fn differences(
    theme: &IncomingTheme,
    parent: Option<&str>,
    found: &Theme,
    book: &Codebook,
    landed: &mut Landed,
) {
    let above = parent_of(book, found);
    let label = (theme.label != theme.code).then_some(theme.label.as_str());
    for (what, theirs, ours) in [
        ("label", label, Some(found.label.as_str())),
        ("parent", parent, above),
        (
            "definition",
            Some(theme.definition.as_str()),
            Some(found.definition.as_str()),
        ),
        (
            "use",
            Some(theme.include.as_str()),
            Some(found.include.as_str()),
        ),
        (
            "non-use",
            Some(theme.exclude.as_str()),
            Some(found.exclude.as_str()),
        ),
    ] {
        let theirs = theirs.unwrap_or_default().trim();
        let differs = !theirs.is_empty() && Some(theirs) != ours.map(str::trim);
        let is_its_code = what == "label" && name_key(theirs) == name_key(found.id.as_str());
        if differs && !is_its_code {
            landed.lost(
                &format!("{what} of a theme"),
                format!("{}: “{theirs}”", found.id),
                "the codebook of the review says otherwise and is kept",
            );
        }
    }
}
