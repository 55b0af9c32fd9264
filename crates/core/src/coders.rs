//! Tags of several coders, and rule of counting 8: how they are settled.

use crate::codebook::ThemeCode;
use crate::ids::CoderId;
use crate::notes::{Lists, NoteIndex, Tag};
use crate::stance::{Stance, StanceSet};
use std::collections::{BTreeMap, BTreeSet};

/// The coder of the themes column of the notes, as [`Given::coder`] names it.
pub const NOTES_CODER: u16 = u16::MAX;

/// What that coder is called.
pub const NOTES_CODER_NAME: &str = "notes";

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// What any coder gave.
    #[default]
    Any,
    /// What more than half of the coders who read the note gave.
    Majority,
    /// What one coder gave.
    One(u16),
}

/// A part of a note's text that a tag speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Excerpt {
    /// Where it begins in the note's text, in Unicode code points from 0.
    pub start: u32,
    /// Where it ends, in Unicode code points; the one at this place is no part of it.
    pub end: u32,
    /// Its words, so that it is found again when the note has been edited.
    pub text: String,
}

/// One row of a coder's file, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagging {
    /// Index into [`CoderTags::coders`].
    pub coder: u16,
    /// The note.
    pub note: NoteIndex,
    /// The themes that were given, each once, sorted; none = read, and none applies.
    pub themes: Vec<ThemeCode>,
    /// The stance they were given with.
    pub stance: Stance,
    /// The part of the note it speaks of, as it stands in the note now
    /// ([`excerpts`](crate::excerpts)); `None` for all of it, and where its words are lost.
    pub excerpt: Option<Excerpt>,
    /// What the coder noted; blank for nothing.
    pub memo: String,
    /// When it was given, as it was written (RFC 3339); blank where nobody noted it.
    pub time: String,
    /// Line of the row in the coder's file, from 1.
    pub line: u64,
}

/// What each coder gave, of a review with coders' files. A note that is not listed has the tags of
/// the themes column alone.
#[derive(Debug, Clone, Default)]
pub struct CoderTags {
    /// The coders, that of the themes column aside, in order of file.
    pub coders: Vec<CoderId>,
    /// How their tags are settled.
    pub policy: Policy,
    /// Whether the themes column has tags, so that its coder may be left out too.
    pub notes_coder: bool,
    /// The notes that a coder's file names, rising; where the tags of one of the files alone count,
    /// also those that the themes column gave a theme.
    pub notes: Vec<NoteIndex>,
    /// What was given to each of them, that of the themes column included.
    pub given: Lists<Given>,
    /// Every row of the coders' files whose note is counted, in order of file and line.
    pub taggings: Vec<Tagging>,
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
