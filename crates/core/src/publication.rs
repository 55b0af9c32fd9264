//! A report ready to be rendered: the [`Synthesis`] that renderers are given, and what was kept out
//! of it, which only the scan of the rendered files reads.

use crate::ids::{FindingId, PointId, ThemeId};
use crate::problem::Problems;
use crate::stance::Stance;
use crate::synthesis::{Shown, Synthesis};
use std::collections::BTreeMap;

/// A synthesis, and what was kept out of it.
#[derive(Debug)]
pub struct Publication {
    /// Everything the report shows.
    pub synthesis: Synthesis,
    /// What it must not show. Renderers are not given it.
    pub withheld: Withheld,
    /// What whoever publishes it should know: warnings, which stop nothing.
    pub warnings: Problems,
}

/// What a rendered file must not hold, and the counts it may hold. It cannot be serialized.
#[derive(Debug, Default)]
pub struct Withheld {
    /// Words that must not stand in any file; empty for an internal report.
    pub secrets: Vec<Secret>,
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

/// Kinds of words that must not be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// The name of a contributor, an organisation or an alias: any case and composition, possessive.
    Name,
    /// A person who is masked.
    Person,
    /// The id of a note or an engagement: as written.
    Id,
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
