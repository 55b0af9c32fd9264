//! Random small reviews, and what their notes say written out as sets of words. Nothing here knows
//! of codes, cells or columns.

use crate::draft::Draft;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::review::{Review, Status};
use throughline_core::stance::Stance;

pub const ORGANISATIONS: [&str; 4] = ["D", "b", "Ā", "A"];
pub const FORMATS: [&str; 2] = ["workshop", "1:1"];
pub const DATES: [&str; 4] = ["2023-10-02", "2023-09-26", "", "2023-10-02"];
pub const MARKS: [(&str, Stance); 5] = [
    ("+", Stance::Positive),
    ("-", Stance::Negative),
    ("~", Stance::Mixed),
    ("=", Stance::Neutral),
    ("", Stance::NotStated),
];

/// A note as it was said.
#[derive(Debug, Clone)]
pub struct Said {
    pub engagement: Option<usize>,
    pub organisations: BTreeSet<usize>,
    pub tags: BTreeMap<usize, usize>,
    pub part: u32,
}

/// A review as it is written. Ids of themes do not follow the order of the codebook.
#[derive(Debug, Clone)]
pub struct Plan {
    pub parents: Vec<Option<usize>>,
    pub engagements: Vec<(usize, BTreeSet<usize>)>,
    pub notes: Vec<Said>,
    pub historical: BTreeSet<usize>,
}

pub fn id(theme: usize) -> String {
    format!("t{}-{theme}", (theme * 7 + 3) % 5)
}

impl Plan {
    pub fn review(&self) -> Review {
        let path = |theme: usize| match self.parents[theme] {
            Some(parent) => format!("{}/{}", id(parent), id(theme)),
            None => id(theme),
        };
        let themes: Vec<String> = (0..self.parents.len()).map(path).collect();
        let mut draft = Draft::new(&themes.join(" "));
        for (at, name) in ORGANISATIONS.iter().enumerate() {
            let status = self.status(at);
            draft = draft.organisation(name, status);
        }
        let names = |set: &BTreeSet<usize>| {
            let names: Vec<&str> = set.iter().map(|&o| ORGANISATIONS[o]).collect();
            names.join(",")
        };
        for (at, (format, present)) in self.engagements.iter().enumerate() {
            draft = draft.engagement(
                &format!("E{at}"),
                FORMATS[*format],
                DATES[at],
                &names(present),
            );
        }
        for note in &self.notes {
            let tags: Vec<String> = note
                .tags
                .iter()
                .map(|(&theme, &mark)| format!("{}{}", id(theme), MARKS[mark].0))
                .collect();
            let engagement = note.engagement.map(|e| format!("E{e}"));
            draft = draft.note_in(
                note.part,
                engagement.as_deref().unwrap_or(""),
                &names(&note.organisations),
                &tags.join(" "),
            );
        }
        draft.review()
    }

    pub fn status(&self, organisation: usize) -> Status {
        if self.historical.contains(&organisation) {
            Status::Historical
        } else {
            Status::Current
        }
    }

    pub fn is_under(&self, theme: usize, above: usize) -> bool {
        theme == above || self.parents[theme].is_some_and(|p| self.is_under(p, above))
    }

    /// Stances that a note takes on a theme: by its own tag, or by any tag at or under it.
    pub fn stances(&self, note: &Said, theme: usize, rolled: bool) -> BTreeSet<Stance> {
        note.tags
            .iter()
            .filter(|(t, _)| **t == theme || rolled && self.is_under(**t, theme))
            .map(|(_, mark)| MARKS[*mark].1)
            .collect()
    }

    pub fn format(&self, note: &Said) -> Option<usize> {
        note.engagement.map(|e| self.engagements[e].0)
    }

    /// Notes that carry a theme.
    pub fn carrying(&self, theme: usize, rolled: bool) -> Vec<&Said> {
        self.notes
            .iter()
            .filter(|n| !self.stances(n, theme, rolled).is_empty())
            .collect()
    }

    /// Names in scope, of a format where one is given.
    pub fn in_scope(&self, formats: &[usize]) -> BTreeSet<usize> {
        let fits = |e: Option<usize>| {
            formats.is_empty() || e.is_some_and(|e| formats.contains(&self.engagements[e].0))
        };
        let mut met = BTreeSet::new();
        for (at, (_, present)) in self.engagements.iter().enumerate() {
            if fits(Some(at)) {
                met.extend(present);
            }
        }
        for note in self.notes.iter().filter(|n| fits(n.engagement)) {
            met.extend(&note.organisations);
        }
        met
    }
}

pub fn one_stance(met: &BTreeSet<Stance>) -> Stance {
    use Stance::{Mixed, Negative, Neutral, NotStated, Positive};
    if met.contains(&Mixed) || met.is_superset(&BTreeSet::from([Positive, Negative])) {
        return Mixed;
    }
    [Positive, Negative, Neutral]
        .into_iter()
        .find(|s| met.contains(s))
        .unwrap_or(NotStated)
}

pub fn organisations<'a>(notes: impl IntoIterator<Item = &'a Said>) -> BTreeSet<usize> {
    notes
        .into_iter()
        .flat_map(|n| n.organisations.clone())
        .collect()
}

pub fn size<T>(items: &BTreeSet<T>) -> u32 {
    u32::try_from(items.len()).unwrap()
}

pub fn many<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap()
}

pub fn plans() -> impl Strategy<Value = Plan> {
    let themes = 1..6usize;
    themes.prop_flat_map(|themes| {
        let parents: Vec<_> = (0..themes)
            .map(|t| proptest::option::of(0..t.max(1)).prop_map(move |p| p.filter(|_| t > 0)))
            .collect();
        let some = || proptest::collection::btree_set(0..ORGANISATIONS.len(), 0..3);
        let engagements = vec((0..FORMATS.len(), some()), 0..=DATES.len());
        (parents, engagements, some()).prop_flat_map(move |(parents, engagements, historical)| {
            let count = engagements.len();
            let note = (
                proptest::option::of(0..count.max(1)),
                some(),
                proptest::collection::btree_map(0..themes, 0..MARKS.len(), 0..4),
                0..2u32,
            )
                .prop_map(move |(engagement, organisations, tags, part)| Said {
                    engagement: engagement.filter(|_| count > 0),
                    organisations,
                    tags,
                    part,
                });
            vec(note, 0..10).prop_map(move |notes| Plan {
                parents: parents.clone(),
                engagements: engagements.clone(),
                notes,
                historical: historical.clone(),
            })
        })
    })
}

pub fn theme_of(review: &Review, code: u32) -> usize {
    let written = review.codebook.theme(code).id.as_str();
    let (_, number) = written.split_once('-').unwrap();
    number.parse().unwrap()
}

pub fn organisation_of(review: &Review, code: u32) -> usize {
    let name = review.organisations[code as usize].name.as_str();
    ORGANISATIONS.iter().position(|o| *o == name).unwrap()
}

/// Themes in byte order of ids.
pub fn themes_by_id(plan: &Plan) -> Vec<usize> {
    let mut themes: Vec<usize> = (0..plan.parents.len()).collect();
    themes.sort_by_key(|&t| id(t));
    themes
}

/// Organisations in byte order of names.
pub fn by_name(organisations: &BTreeSet<usize>) -> Vec<usize> {
    let mut list: Vec<usize> = organisations.iter().copied().collect();
    list.sort_by_key(|&o| ORGANISATIONS[o]);
    list
}
