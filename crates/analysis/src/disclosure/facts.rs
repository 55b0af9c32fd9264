//! The counts that a plan is made from, in one pass over the notes.

use super::{Facts, ThemeFacts};
use crate::Analysis;
use crate::cells::Cells;
use crate::pass::Reached;
use throughline_core::notes::NONE;
use throughline_core::review::Review;
use throughline_core::stance::StanceSet;

impl Facts {
    /// Counts the organisations of each theme with its descendants: all, by their one stance
    /// (rule of counting 9), by format and by part. Reads every note once.
    #[must_use]
    pub fn of(analysis: &Analysis) -> Facts {
        let review = analysis.review();
        let scope = analysis.scope();
        let places = Places::of(review);
        let raised = Raised::count(review, places);
        let base_of =
            |format: u32| u32::try_from(scope.of_format(format).len()).unwrap_or(u32::MAX);
        let formats = (0u32..).take(review.formats.len());
        let mut facts = Facts {
            base: scope.count(),
            k: review.disclosure.k,
            scale: review.scale.clone(),
            notes: u32::try_from(review.notes.len()).ok(),
            format_bases: formats.clone().map(base_of).collect(),
            parts: review.parts.len(),
            most_on_a_note: raised.most_on_a_note,
            themes: (0u32..)
                .zip(review.codebook.themes())
                .map(|(code, theme)| ThemeFacts {
                    parent: theme.parent.map(|parent| parent as usize),
                    id: theme.id.to_string(),
                    own: analysis.prevalence().of(code).own.organisations,
                    formats: vec![0; review.formats.len()],
                    parts: vec![0; review.parts.len()],
                    ..ThemeFacts::default()
                })
                .collect(),
            ..Facts::default()
        };
        let mut outside_formats = raised.outside_formats.clone();
        facts.outside_formats = set(&outside_formats);
        facts.outside_parts = set(&raised.outside_parts);
        let mut in_two = vec![false; review.organisations.len()];
        for format in formats {
            for &organisation in scope.of_format(format) {
                let met = &mut outside_formats[organisation as usize];
                in_two[organisation as usize] |= std::mem::replace(met, true);
            }
        }
        facts.in_two_formats = set(&in_two);
        raised.add_to(&mut facts, places);
        facts
    }
}

fn set(marks: &[bool]) -> u32 {
    u32::try_from(marks.iter().filter(|&&m| m).count()).unwrap_or(u32::MAX)
}

/// Format and part as one number: a lane for each, and one for notes without any.
#[derive(Debug, Clone, Copy)]
struct Places {
    formats: u64,
    parts: u64,
}

impl Places {
    fn of(review: &Review) -> Self {
        Self {
            formats: review.formats.len() as u64,
            parts: review.parts.len() as u64,
        }
    }

    fn count(self) -> u64 {
        (self.formats + 1) * (self.parts + 1)
    }

    fn row(self, organisation: u32, format: Option<u32>, part: u32) -> u64 {
        let format = format.map_or(self.formats, u64::from);
        let part = if part == NONE {
            self.parts
        } else {
            part.into()
        };
        u64::from(organisation) * self.count() + format * (self.parts + 1) + part
    }

    /// The organisation, its format and its part; the numbers after the last for none.
    fn split(self, row: u64) -> (u64, usize, usize) {
        let place = row % self.count();
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        (
            row / self.count(),
            number(place / (self.parts + 1)),
            number(place % (self.parts + 1)),
        )
    }
}

/// What organisations raised.
struct Raised {
    /// Organisation, format and part, as [`Places`] puts them into one row, by theme: the stances
    /// of the theme and its descendants.
    cells: Cells<StanceSet>,
    /// Organisations with a tagged note that has no engagement.
    outside_formats: Vec<bool>,
    /// Organisations with a tagged note that belongs to no part.
    outside_parts: Vec<bool>,
    most_on_a_note: u32,
}

impl Raised {
    fn count(review: &Review, places: Places) -> Self {
        let notes = &review.notes;
        let organisations = review.organisations.len();
        let rows = places.count().saturating_mul(organisations as u64);
        let mut raised = Self {
            cells: Cells::new(rows, review.codebook.len() as u64),
            outside_formats: vec![false; organisations],
            outside_parts: vec![false; organisations],
            most_on_a_note: 0,
        };
        let mut reached = Reached::new(&review.codebook);
        for (row, (&engagement, &part)) in notes.engagement.iter().zip(&notes.part).enumerate() {
            let (tags, of) = (notes.tags.get(row), notes.organisations.get(row));
            let most = u32::try_from(of.len()).unwrap_or(u32::MAX);
            raised.most_on_a_note = raised.most_on_a_note.max(most);
            if tags.is_empty() || of.is_empty() {
                continue;
            }
            let format = review.engagements.get(engagement as usize);
            let format = format.map(|engagement| engagement.format);
            for &organisation in of {
                raised.outside_formats[organisation as usize] |= format.is_none();
                raised.outside_parts[organisation as usize] |= part == NONE;
            }
            reached.expand(tags);
            for (theme, _, stances) in reached.each() {
                for &organisation in of {
                    let row = places.row(organisation, format, part);
                    raised.cells.at(row, theme).merge(stances);
                }
            }
        }
        raised
    }

    fn add_to(&self, facts: &mut Facts, places: Places) {
        let themes = facts.themes.len() as u64;
        let organisations = self.outside_formats.len() as u64;
        let mut stances: Cells<StanceSet> = Cells::new(organisations, facts.themes.len() as u64);
        let mut formats: Cells<bool> = Cells::new(organisations * (places.formats + 1), themes);
        let mut parts: Cells<bool> = Cells::new(organisations * (places.parts + 1), themes);
        for ((row, theme), met) in self.cells.iter() {
            let (organisation, format, part) = places.split(row);
            let counts = &mut facts.themes[theme as usize];
            stances.at(organisation, theme).merge(*met);
            let row = organisation * (places.formats + 1) + format as u64;
            let counted = std::mem::replace(formats.at(row, theme), true);
            if let Some(count) = counts.formats.get_mut(format) {
                *count += u32::from(!counted);
            }
            let row = organisation * (places.parts + 1) + part as u64;
            let counted = std::mem::replace(parts.at(row, theme), true);
            if let Some(count) = counts.parts.get_mut(part) {
                *count += u32::from(!counted);
            }
        }
        for ((_, theme), met) in stances.iter() {
            let counts = &mut facts.themes[theme as usize];
            counts.organisations += 1;
            counts.stances[met.resolve() as usize] += 1;
        }
    }
}
