//! The pass over the notes. It expands the ancestors of each note's themes, each theme once a note,
//! and adds to tables of cells, on which polars then works.
//!
//! Rules of counting 2 and 4 are kept here: a parent gets the union of its descendants because a
//! note reaches it once, and a note of several organisations reaches each of them. What is counted
//! by note and what is counted by organisation stand in two tables: summing the second over
//! organisations would count shared notes twice. A third holds which engagements speak of a theme,
//! so that the counts by note need a cell a format only and stay in the processor's cache.
//!
//! The tables have themes for columns: the cells of one note lie side by side.

use crate::cells::Cells;
use throughline_core::codebook::{Codebook, ThemeCode};
use throughline_core::notes::{NONE, Tag};
use throughline_core::review::Review;
use throughline_core::stance::{Stance, StanceSet};

/// Counts of notes of one theme in engagements of one format.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct NoteCell {
    /// Notes that carry the theme itself, by stance; each note in one of the five.
    pub(crate) own: [u32; 5],
    /// Notes that carry the theme or a descendant, by stance; a note may be in several.
    pub(crate) rolled: [u32; 5],
    /// Notes that carry the theme or a descendant, each once.
    pub(crate) notes_rolled: u32,
    /// Those that carry the theme itself and have no organisation (rule 3).
    pub(crate) unattributed: u32,
    /// Those that carry the theme or a descendant and have no organisation (rule 3).
    pub(crate) unattributed_rolled: u32,
}

/// Counts of notes of one theme, one organisation and one format.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OrganisationCell {
    /// Notes that carry the theme itself.
    pub(crate) notes: u32,
    /// Notes that carry the theme or a descendant.
    pub(crate) notes_rolled: u32,
    /// Stances of the theme itself.
    pub(crate) own: StanceSet,
    /// Stances of the theme and its descendants.
    pub(crate) rolled: StanceSet,
}

/// Whether an engagement has a note of a theme or of a descendant of it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct EngagementCell {
    /// Whether it has one of the theme itself.
    pub(crate) own: bool,
}

/// What the pass gives.
#[derive(Debug)]
pub(crate) struct Counted {
    /// Format by theme; notes without an engagement stand in the row after the last format.
    pub(crate) by_note: Cells<NoteCell>,
    /// Engagement by theme.
    pub(crate) by_engagement: Cells<EngagementCell>,
    /// Organisation and format, as [`Lanes`] puts them into one row, by theme.
    pub(crate) by_organisation: Cells<OrganisationCell>,
    /// Lower by higher theme code: notes that carry both themselves.
    pub(crate) pairs: Cells<u32>,
    /// How organisation and format share a row.
    pub(crate) lanes: Lanes,
}

/// Organisation and format as one row: a lane a format, and one for notes without any.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lanes {
    width: u64,
}

impl Lanes {
    fn new(formats: u64) -> Self {
        Self { width: formats + 1 }
    }

    fn row(self, organisation: u32, lane: u64) -> u64 {
        u64::from(organisation) * self.width + lane
    }

    /// The format of a lane; [`NONE`] for the one without.
    pub(crate) fn format(self, lane: u64) -> u32 {
        if lane + 1 == self.width {
            NONE
        } else {
            u32::try_from(lane).unwrap_or(NONE)
        }
    }

    /// The organisation and the format of a row; [`NONE`] for no format.
    pub(crate) fn split(self, row: u64) -> (u32, u32) {
        let organisation = u32::try_from(row / self.width).unwrap_or(NONE);
        (organisation, self.format(row % self.width))
    }
}

/// Counts every note. The codes have been checked. The tables by note and those by organisation
/// have nothing in common and are made side by side.
pub(crate) fn count(review: &Review) -> Counted {
    let lanes = Lanes::new(review.formats.len() as u64);
    let ((by_note, by_engagement), (by_organisation, pairs)) = std::thread::scope(|scope| {
        let by_organisation = scope.spawn(|| count_by_organisation(review, lanes));
        let by_note = count_by_note(review);
        let by_organisation = by_organisation
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (by_note, by_organisation)
    });
    Counted {
        by_note,
        by_engagement,
        by_organisation,
        pairs,
        lanes,
    }
}

fn count_by_note(review: &Review) -> (Cells<NoteCell>, Cells<EngagementCell>) {
    let notes = &review.notes;
    let themes = review.codebook.len() as u64;
    let formats = review.formats.len() as u64;
    let mut by_note: Cells<NoteCell> = Cells::new(formats + 1, themes);
    let mut by_engagement: Cells<EngagementCell> =
        Cells::new(review.engagements.len() as u64, themes);
    let mut reached = Reached::new(&review.codebook);
    for (row, &code) in notes.engagement.iter().enumerate() {
        let tags = notes.tags.get(row);
        if tags.is_empty() {
            continue;
        }
        let unattributed = notes.organisations.get(row).is_empty();
        let engagement = review.engagements.get(code as usize);
        let lane = engagement.map_or(formats, |e| u64::from(e.format));
        reached.expand(tags);
        for (theme, own, rolled) in reached.each() {
            by_note.at(lane, theme).add(own, rolled, unattributed);
            if engagement.is_some() {
                by_engagement.at(u64::from(code), theme).own |= own.is_some();
            }
        }
    }
    (by_note, by_engagement)
}

fn count_by_organisation(review: &Review, lanes: Lanes) -> (Cells<OrganisationCell>, Cells<u32>) {
    let notes = &review.notes;
    let themes = review.codebook.len() as u64;
    let formats = review.formats.len() as u64;
    let rows = lanes.width * review.organisations.len() as u64;
    let mut by_organisation: Cells<OrganisationCell> = Cells::new(rows, themes);
    let mut pairs: Cells<u32> = Cells::new(themes, themes);
    let mut reached = Reached::new(&review.codebook);
    for (row, &code) in notes.engagement.iter().enumerate() {
        let tags = notes.tags.get(row);
        for (place, a) in tags.iter().enumerate() {
            for b in &tags[place + 1..] {
                *pairs.at(u64::from(a.theme), b.theme) += 1;
            }
        }
        let organisations = notes.organisations.get(row);
        if tags.is_empty() || organisations.is_empty() {
            continue;
        }
        let engagement = review.engagements.get(code as usize);
        let lane = engagement.map_or(formats, |e| u64::from(e.format));
        reached.expand(tags);
        for (theme, own, rolled) in reached.each() {
            for &organisation in organisations {
                let row = lanes.row(organisation, lane);
                by_organisation.at(row, theme).add(own, rolled);
            }
        }
    }
    (by_organisation, pairs)
}

impl NoteCell {
    fn add(&mut self, own: Option<Stance>, rolled: StanceSet, unattributed: bool) {
        self.notes_rolled += 1;
        self.unattributed_rolled += u32::from(unattributed);
        for (count, stance) in self.rolled.iter_mut().zip(Stance::ALL) {
            *count += u32::from(rolled.contains(stance));
        }
        if let Some(stance) = own {
            self.own[stance as usize] += 1;
            self.unattributed += u32::from(unattributed);
        }
    }
}

impl OrganisationCell {
    fn add(&mut self, own: Option<Stance>, rolled: StanceSet) {
        self.notes_rolled += 1;
        self.rolled.merge(rolled);
        if let Some(stance) = own {
            self.notes += 1;
            self.own.insert(stance);
        }
    }
}

/// The themes that one note reaches: its own and all above them. Kept from note to note, so that
/// no note allocates.
pub(crate) struct Reached {
    parent: Vec<u32>,
    /// Number of the note that reached a theme last.
    met_by: Vec<u32>,
    own: Vec<Option<Stance>>,
    rolled: Vec<StanceSet>,
    themes: Vec<ThemeCode>,
    note: u32,
}

impl Reached {
    pub(crate) fn new(codebook: &Codebook) -> Self {
        let themes = codebook.themes();
        Self {
            parent: themes.iter().map(|t| t.parent.unwrap_or(NONE)).collect(),
            met_by: vec![0; themes.len()],
            own: vec![None; themes.len()],
            rolled: vec![StanceSet::default(); themes.len()],
            themes: Vec::with_capacity(themes.len()),
            note: 0,
        }
    }

    pub(crate) fn expand(&mut self, tags: &[Tag]) {
        self.note += 1;
        self.themes.clear();
        for tag in tags {
            let mut at = tag.theme;
            while at != NONE {
                let theme = at as usize;
                if self.met_by[theme] != self.note {
                    self.met_by[theme] = self.note;
                    self.own[theme] = None;
                    self.rolled[theme] = StanceSet::default();
                    self.themes.push(at);
                } else if self.rolled[theme].contains(tag.stance) {
                    // An earlier tag carried this stance here and so to everything above.
                    break;
                }
                self.rolled[theme].insert(tag.stance);
                at = self.parent[theme];
            }
            self.own[tag.theme as usize] = Some(tag.stance);
        }
    }

    /// Each theme reached, with the stance of its own tag and the stances of it and its
    /// descendants.
    pub(crate) fn each(&self) -> impl Iterator<Item = (ThemeCode, Option<Stance>, StanceSet)> + '_ {
        self.themes
            .iter()
            .map(|&t| (t, self.own[t as usize], self.rolled[t as usize]))
    }
}
