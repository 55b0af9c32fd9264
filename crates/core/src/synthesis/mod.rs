//! The Synthesis: everything a report shows, computed. The one document that all renderers read.
//!
//! It is versioned ([`SCHEMA`]), additive within a major, and holds only what its audience may
//! see: a count is a [`Shown`], so a renderer cannot print what it does not have. Renderers format
//! and place; they never add or divide, so every number they print stands here, and so does every
//! sentence that rests on a number.

mod charts;
mod pages;
mod shown;
mod tables;

pub use charts::*;
pub use pages::*;
pub use shown::*;
pub use tables::*;

use crate::review::{Audience, Level, Notice, Noun};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The schema this version writes and reads.
pub const SCHEMA: &str = "throughline-synthesis/1";

/// Everything a report shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Synthesis {
    /// `throughline-synthesis/1`.
    pub schema: String,
    /// Who may read it.
    pub audience: Audience,
    /// The level of a public report; absent from an internal one.
    pub level: Option<Level>,
    /// What the report says of itself.
    pub document: Document,
    /// What a protected report gives as words and does not show; absent from every other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<DisclosureTotals>,
    /// That the report counts a sample of the notes, and which; absent where it counts them all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_look: Option<FirstLookSaid>,
    /// The notice of the title page and the method page.
    pub notice: Option<Notice>,
    /// The title page's figures, at most five.
    pub stats: Vec<Stat>,
    /// Organisations in scope: the base N of the whole review.
    pub base: u32,
    /// Notes counted.
    pub notes: u32,
    /// Page "At a glance".
    pub glance: Glance,
    /// Page "How we engaged".
    pub engaged: Engaged,
    /// The parts with their findings.
    pub parts: Vec<PartPage>,
    /// Page "What agencies raised".
    pub raised: Raised,
    /// Page "Framework matrix".
    pub matrix: MatrixPage,
    /// Page "What differed".
    pub differed: Differed,
    /// Page "Agreement between coders"; internal reports of reviews with two coders or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<AgreementPage>,
    /// Page "Method and limits".
    pub method: Method,
    /// Appendix A: the codebook, in its own order, parents before children.
    pub codebook: Vec<CodebookEntry>,
    /// Appendix B and `tables/*.csv`.
    pub tables: Tables,
    /// Appendix C: the notes behind each point.
    pub evidence: Evidence,
    /// Appendix D: what became of every row read.
    pub ledger: LedgerTotals,
}

/// A sample of the notes, as a report says it. The notes and their number in [`Synthesis::notes`]
/// are those of the sample; [`Synthesis::base`] is that of the whole review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FirstLookSaid {
    /// Notes that were drawn.
    pub notes: u32,
    /// Of how many notes of the review.
    pub of: u32,
    /// The seed they were drawn with.
    pub seed: u64,
    /// What stands beside figures that leave the report: `500 of 12,345 notes, drawn with the seed 7`.
    pub words: String,
    /// The sentences that say it on the title page and the method page.
    pub sentence: String,
}

/// How much of a protected report is given as words and how much is not shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DisclosureTotals {
    /// The smallest count that is shown.
    pub k: u32,
    /// Counts of organisations in charts and tables.
    pub cells: u32,
    /// Of these, given as words.
    pub cells_in_words: u32,
    /// Rows that are not shown.
    pub rows_not_shown: u32,
    /// The sentence that says so.
    pub sentence: String,
}

/// What the report says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// The title; never blank.
    pub title: String,
    /// The line under it.
    pub subtitle: Option<String>,
    /// Who publishes.
    pub publisher: Option<String>,
    /// Why the review was made.
    pub purpose: Option<String>,
    /// The document's date as `YYYY-MM-DD`, for metadata: that of the review, of its last
    /// engagement, or the one passed in.
    pub date: String,
    /// Whether the date is known well enough to be printed.
    pub date_printed: bool,
    /// The days the review covers, as printed.
    pub period: Option<String>,
    /// Language tag: `en-NZ`.
    pub language: String,
    /// Who is counted: agency, agencies.
    pub noun: Noun,
    /// What stands at the left foot of every page.
    pub foot: String,
    /// The imprint at the foot of the title page.
    pub imprint: String,
    /// The paragraph "How to read the counts".
    pub how_to_read: String,
}

/// A figure of the title page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stat {
    /// The figure as printed: `1,204`.
    pub number: String,
    /// What it counts: `1:1 meetings`.
    pub label: String,
}

/// A saved synthesis that cannot be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// It is not JSON, or not of this shape.
    #[error("not a synthesis of Throughline: {0}")]
    Shape(#[from] serde_json::Error),
    /// It was written by a newer or unknown version.
    #[error("this synthesis is `{found}`; this version reads `{SCHEMA}`. Use a newer Throughline")]
    Schema {
        /// The schema it names.
        found: String,
    },
}

impl Synthesis {
    /// As JSON, indented by two, ending in a line break; the same synthesis gives the same bytes.
    ///
    /// # Errors
    /// Never for a synthesis of this crate; the signature is that of the serializer.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|mut text| {
            text.push('\n');
            text
        })
    }

    /// Reads a saved synthesis. Unknown fields are passed over, so a later minor version reads.
    ///
    /// # Errors
    /// [`ReadError::Schema`] when the major version is not this one, before the shape is looked
    /// at; [`ReadError::Shape`] otherwise.
    ///
    /// ```
    /// use throughline_core::synthesis::{ReadError, Synthesis};
    /// let error = Synthesis::from_json(r#"{"schema": "throughline-synthesis/2"}"#).unwrap_err();
    /// assert!(matches!(error, ReadError::Schema { .. }));
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        #[derive(Deserialize)]
        struct Head {
            schema: String,
        }
        let head: Head = serde_json::from_str(text)?;
        if head.schema != SCHEMA {
            return Err(ReadError::Schema { found: head.schema });
        }
        Ok(serde_json::from_str(text)?)
    }

    /// The JSON Schema of `synthesis.json`, as committed in `crates/core/schema`.
    #[must_use]
    pub fn json_schema() -> schemars::Schema {
        schemars::schema_for!(Synthesis)
    }
}
