//! How far the coders of a review agree, as it is written: `throughline-agreement/1`, additive within
//! a major.

use super::Value;
use crate::ids::{CoderId, NoteId, ThemeId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The schema this version writes.
pub const SCHEMA: &str = "throughline-agreement/1";

/// Krippendorff's cut-offs for alpha (Krippendorff 2004, page 241): below the first no conclusion,
/// up to the second tentative ones.
pub const CUT_OFFS: [f64; 2] = [0.667, 0.800];

/// How far the coders of a review agree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewAgreement {
    /// `throughline-agreement/1`.
    pub schema: String,
    /// Notes of the review.
    pub notes: u32,
    /// Notes that two of the coders compared have read, or more.
    pub read_by_two: u32,
    /// The coders, in the order of their files, that of the themes column last.
    pub coders: Vec<Reader>,
    /// Each pair of the coders compared.
    pub pairs: Vec<PairOfReaders>,
    /// How the notes that several read were chosen, in a sentence.
    pub sample: String,
    /// How the intervals were made.
    pub resampling: Resampling,
    /// All themes of a note judged together.
    pub overall: Overall,
    /// Theme by theme, in byte order of the code.
    pub themes: Vec<ThemeAgreement>,
    /// Which theme one gave where the other gave another, most notes first.
    pub confusions: Vec<Confusion>,
    /// How far excerpts overlap.
    pub excerpts: Vec<ExcerptOverlap>,
    /// Each coder against the coder whose tags count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<Against>,
}

/// A coder and what they read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reader {
    /// The coder.
    pub coder: CoderId,
    /// Notes read.
    pub read: u32,
    /// Whether the coder is compared with the others; one whose tags settle what the others differ
    /// on is not.
    pub compared: bool,
}

/// Two coders and what both read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PairOfReaders {
    /// The first.
    pub coder_a: CoderId,
    /// The second.
    pub coder_b: CoderId,
    /// Notes that both read.
    pub both: u32,
}

/// How the intervals were made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Resampling {
    /// Draws.
    pub draws: u32,
    /// The seed.
    pub seed: u64,
    /// What is drawn: engagements that hold a note read by two coders or more, and each such note
    /// without an engagement.
    pub groups: u32,
    /// All of it in words.
    pub says: String,
}

/// A statistic with what is known of how sure it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// The statistic; absent where it is undefined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Why it is undefined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undefined: Option<String>,
    /// Its standard error, where its source gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// A 95% interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Between>,
    /// Why there is no interval, where one was sought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_interval: Option<String>,
    /// What it says, in a sentence.
    pub says: String,
}

impl Figure {
    /// Of a value, without an interval and words.
    #[must_use]
    pub fn of(value: Value) -> Self {
        Self {
            value: value.number(),
            undefined: value.reason().map(|reason| reason.to_string()),
            standard_error: value.standard_error(),
            interval: None,
            no_interval: None,
            says: String::new(),
        }
    }
}

/// The ends of a 95% interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Between {
    /// The 2.5th percentile.
    pub low: f64,
    /// The 97.5th.
    pub high: f64,
    /// Draws for which the statistic was undefined; they are left out.
    pub undefined_draws: u32,
}

/// Krippendorff's alpha of the sets of themes that notes were given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Overall {
    /// How far two sets are apart: `masi` or `jaccard`.
    pub distance: String,
    /// Each pair, then all where there are more than two.
    pub rows: Vec<SetRow>,
}

/// Sets of themes of two coders, or of all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SetRow {
    /// The first coder; absent where all are meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coder_a: Option<CoderId>,
    /// The second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coder_b: Option<CoderId>,
    /// Notes read by two of them or more.
    pub units: u32,
    /// The themes as given. A theme against the one above it counts as another.
    pub own: Figure,
    /// With the themes above each.
    pub rolled: Figure,
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThemeAgreement {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: String,
    /// Each pair, then all coders where there are more than two.
    pub rows: Vec<ThemeRow>,
}

/// A theme by two coders, or by all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThemeRow {
    /// The first coder; absent where all are meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coder_a: Option<CoderId>,
    /// The second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coder_b: Option<CoderId>,
    /// Notes read by two of them or more.
    pub units: u32,
    /// The theme itself.
    pub own: Statistics,
    /// The theme or one under it; the same as `own` where there is none under it.
    pub rolled: Statistics,
}

/// What is said of yes and no to a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statistics {
    /// Times the theme was given on these notes, by all of these coders.
    pub given: u32,
    /// Percent agreement, from 0 to 1.
    pub percent: Figure,
    /// Cohen's kappa, of two coders.
    pub cohen_kappa: Figure,
    /// Krippendorff's alpha, nominal.
    pub krippendorff_alpha: Figure,
    /// Gwet's AC1.
    pub gwet_ac1: Figure,
    /// Scott's pi, of two coders.
    pub scott_pi: Figure,
    /// Fleiss' kappa, over the notes that every one of these coders read.
    pub fleiss_kappa: Figure,
    /// Conger's kappa, likewise.
    pub conger_kappa: Figure,
    /// Light's kappa: the mean of Cohen's over pairs.
    pub light_kappa: Figure,
    /// Kappa adjusted for prevalence and bias, of two coders.
    pub pabak: Figure,
    /// Positive specific agreement, of two coders.
    pub positive_agreement: Figure,
    /// Negative specific agreement, of two coders.
    pub negative_agreement: Figure,
    /// Prevalence index, of two coders.
    pub prevalence_index: Figure,
    /// Bias index, of two coders.
    pub bias_index: Figure,
    /// High agreement with a low kappa or alpha, because the theme is rare or on nearly every note.
    pub paradox: bool,
    /// What it comes to, in a sentence or two.
    pub says: String,
}

impl Statistics {
    /// The statistics by name; the first four have intervals.
    #[must_use]
    pub fn all(&self) -> [(&'static str, &Figure); 13] {
        [
            ("percent", &self.percent),
            ("cohen_kappa", &self.cohen_kappa),
            ("krippendorff_alpha", &self.krippendorff_alpha),
            ("gwet_ac1", &self.gwet_ac1),
            ("scott_pi", &self.scott_pi),
            ("fleiss_kappa", &self.fleiss_kappa),
            ("conger_kappa", &self.conger_kappa),
            ("light_kappa", &self.light_kappa),
            ("pabak", &self.pabak),
            ("positive_agreement", &self.positive_agreement),
            ("negative_agreement", &self.negative_agreement),
            ("prevalence_index", &self.prevalence_index),
            ("bias_index", &self.bias_index),
        ]
    }
}

/// One coder gave a theme where the other gave another, or none besides those of the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Confusion {
    /// The first coder.
    pub coder_a: CoderId,
    /// The second.
    pub coder_b: CoderId,
    /// What the first gave and the second did not; absent where that is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme_a: Option<ThemeId>,
    /// What the second gave and the first did not; absent where that is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme_b: Option<ThemeId>,
    /// On how many notes.
    pub notes: u32,
    /// Whether one theme stands above the other.
    pub kin: bool,
}

/// How far the excerpts of two coders overlap: where both gave a note the theme with an excerpt,
/// the code points in both over the code points in either (Jaccard 1901), all excerpts of a coder
/// for the theme and note taken together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExcerptOverlap {
    /// The first coder.
    pub coder_a: CoderId,
    /// The second.
    pub coder_b: CoderId,
    /// The theme; absent where all are meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<ThemeId>,
    /// Notes on which both gave the theme with an excerpt; of all themes, their sum.
    pub notes: u32,
    /// On how many of them the excerpts are the same.
    pub same: u32,
    /// On how many they have nothing in common.
    pub apart: u32,
    /// The mean overlap, from 0 to 1.
    pub overlap: Figure,
}

/// Each coder against the coder whose tags count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Against {
    /// The coder whose tags count.
    pub coder: CoderId,
    /// The others.
    pub coders: Vec<AgainstCoder>,
}

/// A coder against the coder whose tags count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgainstCoder {
    /// The coder.
    pub coder: CoderId,
    /// Notes that both read.
    pub both: u32,
    /// All themes together.
    pub all: Retrieval,
    /// Theme by theme, those that either gave, in byte order of the code.
    pub themes: Vec<ThemeRetrieval>,
    /// Where the coder was overruled, in order of note and theme.
    pub overruled: Vec<Overruled>,
}

/// A theme of a coder against the coder whose tags count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThemeRetrieval {
    /// The theme.
    pub theme: ThemeId,
    /// Its counts and figures.
    #[serde(flatten)]
    pub found: Retrieval,
}

/// Tags given and tags kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Retrieval {
    /// Given and kept.
    pub kept: u32,
    /// Given and not kept.
    pub not_kept: u32,
    /// Kept and not given.
    pub missed: u32,
    /// Of what was given, the share kept.
    pub precision: Figure,
    /// Of what was kept, the share given.
    pub recall: Figure,
    /// `2 · kept / (2 · kept + not kept + missed)` (van Rijsbergen 1979).
    pub f1: Figure,
}

/// A decision that did not stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Overruled {
    /// The note.
    pub note: NoteId,
    /// The theme.
    pub theme: ThemeId,
    /// What was decided.
    pub how: How,
}

/// How a decision was overruled.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// The coder gave the theme, and it was not kept.
    GivenNotKept,
    /// It was kept, and the coder had not given it.
    KeptNotGiven,
}

impl How {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            How::GivenNotKept => "given, not kept",
            How::KeptNotGiven => "kept, not given",
        }
    }
}

impl ReviewAgreement {
    /// The JSON Schema, as committed in `crates/core/schema`.
    #[must_use]
    pub fn json_schema() -> schemars::Schema {
        schemars::schema_for!(ReviewAgreement)
    }
}
