//! What a protected report may show: which counts of organisations stand exactly, which as a band
//! of words, and which rows not at all. Decided from counts alone, before a sentence is written.
//!
//! Protected is every selection by theme (with descendants) and at most one of stance, format and
//! part: a count n of its base N is small where 1 ≤ n ≤ k − 1, and so is its complement, where 0
//! counts too. Nothing that is published may tell one small count from another: what is published
//! with one of them could have been published with every other, or with a count that is not small.
//! That nobody said a thing may be known.
//!
//! [`Facts::of`] counts, [`Plan::of`] decides. The rules stand in the modules named for them:
//!
//! - [`bands`]: the classes and bands of counts, and their words (rule 4)
//! - `bases`: formats whose base is too small for a row (rule 4)
//! - `words_only`: fewer than 20 organisations (rule 5)
//! - `prevalence`, `rows`: 20 organisations and more (rule 6)
//! - `attacker`, `relations`, `tells`: the reader who adds up (rule 7); `together`: participants who
//!   do (rule 1)
//! - `earlier`, [`rounds`]: more than one publication (rule 13)
//! - `totals`: what the reader is told (rule 14), and the register of cells (rule 7)

mod attacker;
mod balance;
pub mod bands;
mod bases;
mod earlier;
mod facts;
mod level;
mod plan;
mod prevalence;
mod relations;
pub mod rounds;
mod rows;
mod tells;
mod together;
mod totals;
mod tree;
mod words_only;

#[cfg(test)]
mod tests;

pub use earlier::Known;

pub mod claims;

use throughline_core::synthesis::Shown;
use throughline_core::wording::Scale;

/// The counts of organisations that a plan is made from: of each theme with its descendants, in
/// the order of the codebook's codes. Made from an analysis by [`Facts::of`], or by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Organisations in scope: N.
    pub base: u32,
    /// The threshold k, 3 or more.
    pub k: u32,
    /// The scale of the review, at whose boundaries the middle is cut.
    pub scale: Scale,
    /// Notes in all, which every report gives; `None` where nothing is known of them.
    pub notes: Option<u32>,
    /// Organisations in scope of each format.
    pub format_bases: Vec<u32>,
    /// Organisations that came to two formats or more, a tagged note without an engagement being
    /// one more format; formats divide a theme where it is 0.
    pub in_two_formats: u32,
    /// Organisations with a tagged note that has no engagement, and so no format.
    pub outside_formats: u32,
    /// How many parts there are; the base of each is N.
    pub parts: usize,
    /// Organisations with a tagged note that belongs to no part.
    pub outside_parts: u32,
    /// The most organisations that one note is attributed to.
    pub most_on_a_note: u32,
    /// The themes, in the order of the codebook's codes.
    pub themes: Vec<ThemeFacts>,
}

impl Default for Facts {
    /// Nothing counted, k = 3, the scale `plain`.
    fn default() -> Self {
        Self {
            base: 0,
            k: 3,
            scale: Scale::plain(),
            notes: None,
            format_bases: Vec::new(),
            in_two_formats: 0,
            outside_formats: 0,
            parts: 0,
            outside_parts: 0,
            most_on_a_note: 0,
            themes: Vec::new(),
        }
    }
}

/// The counts of one theme with its descendants.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeFacts {
    /// The theme above it, an index.
    pub parent: Option<usize>,
    /// Its id, by which ties are settled: byte order.
    pub id: String,
    /// Organisations that raised it.
    pub organisations: u32,
    /// Of these, those that raised it by its own tag. Where nobody did, a theme is the union of
    /// the themes beneath it.
    pub own: u32,
    /// By their one stance: positive, negative, mixed, neutral, not stated. They add up to
    /// `organisations`.
    pub stances: [u32; 5],
    /// Organisations by format.
    pub formats: Vec<u32>,
    /// Organisations by part.
    pub parts: Vec<u32>,
}

/// How those who raised a theme stand on it, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Balance {
    /// Mostly for.
    For,
    /// Mostly against.
    Against,
    /// Mostly mixed.
    Mixed,
    /// Mostly neutral.
    Neutral,
    /// No stance leads all others, and those who stated none, by two organisations or more.
    Divided,
}

/// What a protected report shows of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemePlan {
    /// Organisations that raised it or one under it; `NotShown` reads "see its parts".
    pub prevalence: Option<Shown>,
    /// Whether it stands at the level of the tree at which stances and balance words are given.
    pub at_level: bool,
    /// How they stand, in a word: N < 20 only.
    pub balance: Option<Balance>,
    /// By part: N ≥ 20 only; `None` reads "not shown".
    pub parts: Option<Vec<Shown>>,
    /// By stance, in the order of [`ThemeFacts::stances`]: N ≥ 20 only; `None` reads "not shown"
    /// where the theme is `at_level`.
    pub stances: Option<[Shown; 5]>,
    /// By format: N ≥ 20 only. A format whose base is below 2k has `NotShown`.
    pub formats: Option<Vec<Shown>>,
}

/// What a protected report may show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// N.
    pub base: u32,
    /// k.
    pub k: u32,
    /// Whether counts are shown at all: N ≥ 2k.
    pub counts: bool,
    /// Whether only words are shown: N < 20.
    pub words_only: bool,
    /// The bands of counts at N, in order: they partition 0 … N. Empty where `counts` is false.
    pub bands: Vec<(u32, u32)>,
    /// Whether rows of a format may be shown, by its base.
    pub format_shown: Vec<bool>,
    /// Each theme, in the order of [`Facts::themes`].
    pub themes: Vec<ThemePlan>,
    /// Counts of organisations that are shown in charts and tables.
    pub cells: u32,
    /// Of these, as words.
    pub cells_in_words: u32,
    /// Rows that are not shown.
    pub rows_not_shown: u32,
}
