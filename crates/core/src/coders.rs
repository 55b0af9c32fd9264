//! Tags of several coders, and rule of counting 8: how they are settled.

use crate::codebook::ThemeCode;
use crate::ids::CoderId;
use crate::notes::{Lists, NoteIndex, Tag};
use crate::stance::StanceSet;
use std::collections::{BTreeMap, BTreeSet};

/// The coder of the themes column of the notes, as [`Given::coder`] names it.
pub const NOTES_CODER: u16 = u16::MAX;

/// That a coder gave a note a theme, or read it and gave it none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// Index into [`CoderTags::coders`], or [`NOTES_CODER`].
    pub coder: u16,
    /// The theme; `None` of a note that was read and that no theme applies to.
    pub theme: Option<ThemeCode>,
    /// The stances it was given with; none where there is no theme.
    pub stances: StanceSet,
}

/// Rule of counting 8, with the coder found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// What any coder gave.
    Any,
    /// What more than half of the coders who read the note gave.
    Majority,
    /// What one coder gave.
    One(u16),
}

/// What each coder gave, of a review with two coders or more; for asking what would be counted
/// without some of them. A note that is not listed has the tags of the themes column alone.
#[derive(Debug, Clone)]
pub struct CoderTags {
    /// The coders, that of the themes column aside, in order of file.
    pub coders: Vec<CoderId>,
    /// How their tags are settled.
    pub policy: Policy,
    /// Whether the themes column has tags, so that its coder may be left out too.
    pub notes_coder: bool,
    /// The notes that a coder's file names, rising.
    pub notes: Vec<NoteIndex>,
    /// What was given to each of them, that of the themes column included.
    pub given: Lists<Given>,
}

impl CoderTags {
    /// Everybody whose tags count in the review: the coders by index, then the themes column.
    pub fn everyone(&self) -> impl Iterator<Item = u16> {
        let coders = u16::try_from(self.coders.len()).unwrap_or(NOTES_CODER);
        (0..coders).chain(self.notes_coder.then_some(NOTES_CODER))
    }
}

/// The tags of a note: each theme once, sorted by code, with its one stance (rule 9).
///
/// Under [`Policy::Majority`] those count as readers who gave the note anything, be it that no
/// theme applies.
///
/// ```
/// use throughline_core::coders::{Given, Policy, settle};
/// use throughline_core::stance::Stance;
/// let gave = |coder, theme| Given {
///     coder,
///     theme: Some(theme),
///     stances: [Stance::Positive].into_iter().collect(),
/// };
/// let mut tags = Vec::new();
/// let given = [gave(0, 7), gave(1, 7), gave(1, 9)];
/// settle(given, Policy::Any, &mut tags);
/// assert_eq!(tags.iter().map(|t| t.theme).collect::<Vec<_>>(), [7, 9]);
/// settle(given, Policy::Majority, &mut tags);
/// assert_eq!(tags.iter().map(|t| t.theme).collect::<Vec<_>>(), [7]);
/// settle(given, Policy::One(0), &mut tags);
/// assert_eq!(tags.iter().map(|t| t.theme).collect::<Vec<_>>(), [7]);
/// ```
pub fn settle(given: impl IntoIterator<Item = Given>, policy: Policy, into: &mut Vec<Tag>) {
    into.clear();
    let mut readers: BTreeSet<u16> = BTreeSet::new();
    let mut votes: BTreeMap<ThemeCode, (BTreeSet<u16>, StanceSet)> = BTreeMap::new();
    for one in given {
        if matches!(policy, Policy::One(coder) if coder != one.coder) {
            continue;
        }
        readers.insert(one.coder);
        if let Some(theme) = one.theme {
            let (coders, stances) = votes.entry(theme).or_default();
            coders.insert(one.coder);
            stances.merge(one.stances);
        }
    }
    let enough = |coders: usize| policy != Policy::Majority || 2 * coders > readers.len();
    let settled = votes.iter().filter(|(_, (coders, _))| enough(coders.len()));
    into.extend(settled.map(|(&theme, (_, stances))| Tag {
        theme,
        stance: stances.resolve(),
    }));
}
