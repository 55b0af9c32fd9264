//! How organisations may be shown to an audience: by name, by code, or not at all.

use super::words::{self, letter};
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::names::name_key;
use throughline_core::review::{Attribution, Level, Organisation, Review};

/// A column head of the matrix has at most this many code points.
const HEAD: usize = 3;

/// A name that is a code ends in at most this many letters: `Agency A`, `Group B2`, `Agency AA`,
/// but not `Team ACC`.
const LETTERS: usize = 2;

/// How organisations are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShownAs {
    /// By their names: to those who did the review, or with the consent of all.
    Named,
    /// By codes for which the report has no key.
    Coded,
    /// Not at all: a public report attributes nothing.
    Nobody,
}

/// An organisation as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShownOrganisation {
    /// Its code in the columns of the review.
    pub(crate) code: u32,
    /// In tables: `Agency A`.
    pub(crate) name: String,
    /// In narrow columns: `A`.
    pub(crate) short: String,
}

/// The organisations in scope as an audience may see them.
#[derive(Debug, Clone)]
pub(crate) struct Organisations {
    /// How they are shown.
    pub(crate) shown_as: ShownAs,
    /// In order of what is shown of them, so that the order tells nothing of a hidden name; empty
    /// where nobody is shown.
    pub(crate) list: Vec<ShownOrganisation>,
    /// Whether the short forms are letters made for this report, which need a key.
    pub(crate) made_letters: bool,
    /// The place of each code in the list.
    places: BTreeMap<u32, usize>,
    /// The names in the list, folded.
    printed: BTreeSet<String>,
}

impl Organisations {
    /// Settles how the organisations in scope are shown: without a level to those who did the
    /// review. A protected report shows nobody: what it attributes, it attributes finding by finding.
    pub(crate) fn of(review: &Review, level: Option<Level>, scope: &[u32]) -> Self {
        let members: Vec<(u32, &Organisation)> = scope
            .iter()
            .filter_map(|&code| review.organisations.get(code as usize).map(|o| (code, o)))
            .collect();
        let consent = !members.is_empty() && members.iter().all(|(_, o)| o.consent);
        let disclosure = &review.disclosure;
        match (level, disclosure.attribution) {
            (None, _) => Self::named(&members),
            (Some(Level::Open), Attribution::Named) if consent => Self::named(&members),
            (Some(Level::Open), Attribution::Coded) if disclosure.coded_published => {
                Self::coded(&members, &review.about.noun.one).unwrap_or_else(Self::nobody)
            }
            (Some(_), _) => Self::nobody(),
        }
    }

    fn nobody() -> Self {
        Self {
            shown_as: ShownAs::Nobody,
            list: Vec::new(),
            made_letters: false,
            places: BTreeMap::new(),
            printed: BTreeSet::new(),
        }
    }

    fn new(shown_as: ShownAs, list: Vec<ShownOrganisation>, made_letters: bool) -> Self {
        Self {
            places: list
                .iter()
                .enumerate()
                .map(|(place, o)| (o.code, place))
                .collect(),
            printed: list.iter().map(|o| name_key(&o.name)).collect(),
            shown_as,
            list,
            made_letters,
        }
    }

    fn named(members: &[(u32, &Organisation)]) -> Self {
        let names: Vec<&str> = members.iter().map(|(_, o)| o.name.as_str()).collect();
        let given = letters(members).or_else(|| last_words(&names, HEAD));
        let list = members
            .iter()
            .enumerate()
            .map(|(place, (code, o))| ShownOrganisation {
                code: *code,
                name: o.name.clone(),
                short: given
                    .as_ref()
                    .and_then(|shorts| shorts.get(place).cloned())
                    .unwrap_or_else(|| letter(place)),
            })
            .collect();
        Self::new(ShownAs::Named, list, given.is_none())
    }

    /// By the letters that organisations.csv gives, else by names that are codes themselves.
    /// `None` where the names are names: printing them would not be coding them.
    fn coded(members: &[(u32, &Organisation)], noun: &str) -> Option<Self> {
        let names: Vec<&str> = members.iter().map(|(_, o)| o.name.as_str()).collect();
        let noun = words::capital(noun);
        let mut list: Vec<ShownOrganisation> = match letters(members) {
            Some(shorts) => members
                .iter()
                .zip(shorts)
                .map(|((code, _), short)| ShownOrganisation {
                    code: *code,
                    name: format!("{noun} {short}"),
                    short,
                })
                .collect(),
            None => members
                .iter()
                .zip(last_words(&names, LETTERS)?)
                .map(|((code, o), short)| ShownOrganisation {
                    code: *code,
                    name: o.name.clone(),
                    short,
                })
                .collect(),
        };
        list.sort_by(|a, b| (&a.name, a.code).cmp(&(&b.name, b.code)));
        Some(Self::new(ShownAs::Coded, list, false))
    }

    /// The organisation of a code as it is shown.
    pub(crate) fn shown(&self, code: u32) -> Option<&ShownOrganisation> {
        self.list.get(self.place(code)?)
    }

    /// Where the organisation of a code stands in the list.
    pub(crate) fn place(&self, code: u32) -> Option<usize> {
        self.places.get(&code).copied()
    }

    /// Whether a name is printed by this report on purpose, so that it is no secret.
    pub(crate) fn prints(&self, name: &str) -> bool {
        self.printed.contains(&name_key(name))
    }
}

/// The letters of organisations.csv, where each has one, short, and no two are alike.
fn letters(members: &[(u32, &Organisation)]) -> Option<Vec<String>> {
    let letters: Vec<String> = members
        .iter()
        .map(|(_, o)| o.letter.as_deref().map(str::trim).map(str::to_owned))
        .collect::<Option<_>>()?;
    usable(letters)
}

/// The short forms of names that are short, or that share every word but the last, which is short
/// (`Agency A`, `Agency B`): at most three code points, of which some may be letters.
fn last_words(names: &[&str], most_letters: usize) -> Option<Vec<String>> {
    let short = |text: &str, letters: usize| {
        text.chars().count() <= HEAD
            && text.chars().filter(|c| c.is_alphabetic()).count() <= letters
    };
    // A whole name of two letters may be an abbreviation, so it is a code with one at most.
    let alone = if most_letters < HEAD { 1 } else { HEAD };
    if names.iter().all(|n| short(n, alone)) {
        return usable(names.iter().map(|n| (*n).to_owned()).collect());
    }
    let parts: Vec<(&str, &str)> = names
        .iter()
        .map(|n| n.rsplit_once(' '))
        .collect::<Option<_>>()?;
    let first = name_key(parts.first()?.0);
    let alike = parts.len() > 1
        && parts
            .iter()
            .all(|(before, last)| short(last, most_letters) && name_key(before) == first);
    if alike {
        usable(parts.iter().map(|(_, last)| (*last).to_owned()).collect())
    } else {
        None
    }
}

fn usable(shorts: Vec<String>) -> Option<Vec<String>> {
    let keys: BTreeSet<String> = shorts.iter().map(|s| name_key(s)).collect();
    let fit = shorts
        .iter()
        .all(|s| !s.is_empty() && s.chars().count() <= HEAD);
    (!shorts.is_empty() && fit && keys.len() == shorts.len()).then_some(shorts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_codes() {
        let of = |names: &[&str]| last_words(names, LETTERS);
        assert_eq!(of(&["Agency A", "Agency B"]).unwrap(), ["A", "B"]);
        assert_eq!(of(&["A", "B1", "C-2"]).unwrap(), ["A", "B1", "C-2"]);
        assert_eq!(of(&["Iwi trust 1", "Iwi trust 12"]).unwrap(), ["1", "12"]);
        for names in [
            &["The Treasury", "Stats NZ"][..],
            &["Health NZ", "Stats NZ"],
            &["DIA", "SFO"],
            &["PM", "A"],
            &["Team ACC", "Team MPI"],
            &["Stats NZ"],
            &["Agency A", "Agency a"],
        ] {
            assert_eq!(of(names), None, "{names:?}");
        }
        assert_eq!(last_words(&["DIA", "SFO"], HEAD).unwrap(), ["DIA", "SFO"]);
    }
}
