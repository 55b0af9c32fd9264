//! A report ready to be rendered: the [`Synthesis`] that renderers are given, and what was kept out
//! of it, which only the scan of the rendered files reads.

use crate::ids::{FindingId, PointId, ThemeId};
use crate::notes::Strings;
use crate::problem::Problems;
use crate::stance::Stance;
use crate::synthesis::{Shown, Synthesis};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A synthesis, and what was kept out of it: the ids of the review `'r` where they lie in it.
#[derive(Debug)]
pub struct Publication<'r> {
    /// Everything the report shows.
    pub synthesis: Synthesis,
    /// What it must not show. Renderers are not given it.
    pub withheld: Withheld<'r>,
    /// What whoever publishes it should know: warnings, which stop nothing.
    pub warnings: Problems,
}

/// What a rendered file must not hold, and the counts it may hold. It cannot be serialized.
#[derive(Debug, Default)]
pub struct Withheld<'r> {
    /// Words that must not stand in any file; empty for an internal report.
    pub secrets: Vec<Secret>,
    /// Ids that must not stand in any file, a list for each kind; empty for an internal report.
    pub ids: Vec<SecretIds<'r>>,
    /// Texts that hold such words on purpose, each in its place: the list of contributors, the
    /// publisher.
    pub exempt: Vec<Exempt>,
    /// What each count may be shown as; `None` where every count is shown.
    pub register: Option<Register>,
}

/// A word that must not be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// As it is written. Never printed.
    pub written: String,
    /// As it is spoken of: `the 3rd contributor’s name`.
    pub what: String,
    /// What kind of word it is.
    pub kind: SecretKind,
}

/// Ids that must not be printed: as they are written. There may be one for every note, so they are
/// read where they lie.
///
/// An id counts only with both a letter and a figure in it and three characters or more. Shorter
/// ones, plain words and plain numbers cannot be told from the rest of a text.
///
/// ```
/// use throughline_core::masks::Masks;
/// use throughline_core::notes::Strings;
/// use throughline_core::publication::SecretIds;
/// use throughline_core::review::Noun;
/// let mut ids = Strings::default();
/// for id in ["W-003", "42", "T-1"] {
///     ids.push(id);
/// }
/// let ids = [SecretIds { printed: ["T-1"].into(), ..SecretIds::of(&ids, "the id of a note") }];
/// let found = Masks::new(&[], &ids, &Noun::default()).search("W-003 of 42 notes, under T-1");
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].span.clone(), found[0].what.as_str()), (0..5, "the id of a note"));
/// ```
#[derive(Debug, Clone)]
pub struct SecretIds<'r> {
    /// All of them.
    pub ids: Cow<'r, Strings>,
    /// Those among them that may be printed after all: the id of a theme, say.
    pub printed: BTreeSet<&'r str>,
    /// As each is spoken of: `the id of a note`.
    pub what: &'static str,
}

impl<'r> SecretIds<'r> {
    /// Ids of which none may be printed.
    #[must_use]
    pub fn of(ids: &'r Strings, what: &'static str) -> Self {
        Self {
            ids: Cow::Borrowed(ids),
            printed: BTreeSet::new(),
            what,
        }
    }
}

/// Kinds of words that must not be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// The name of a contributor, an organisation or an alias: any case and composition, possessive.
    Name,
    /// A person who is masked.
    Person,
    /// The coded label of an organisation.
    Label,
}

/// Where names stand on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exempt {
    /// The list of contributors on "How we engaged".
    Contributors,
    /// The publisher, on the title page and in the metadata.
    Publisher,
}

/// A count that a renderer may show.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// Organisations that raised a theme or one under it.
    Prevalence(ThemeId),
    /// Those of a stance on it.
    Stance(ThemeId, Stance),
    /// Those of a format, by its name.
    Format(ThemeId, String),
    /// Those in a part, by its id.
    Part(ThemeId, String),
    /// A claim, by finding, point and offset in code points.
    Claim(FindingId, Option<PointId>, u32),
}

/// Every count of organisations that any renderer may show, registered once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// Organisations in scope.
    pub base: u32,
    /// The smallest count that is shown.
    pub k: u32,
    /// Each cell as it may be shown.
    pub cells: BTreeMap<Cell, Shown>,
}
