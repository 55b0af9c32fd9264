//! The tables of Appendix B and of `tables/*.csv`, as typed rows. Column names are the field
//! names; each `_rolled` column follows its column.

use super::shown::Shown;
use crate::ids::{EngagementId, ThemeId};
use crate::stance::Stance;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// All tables.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Tables {
    /// Table B1. Every theme of the codebook, in byte order of its code.
    pub prevalence: Vec<PrevalenceRow>,
    /// Table B2. Notes by theme and organisation, the pairs that are not zero, by theme and then by
    /// name.
    /// Empty where the audience may not see them.
    pub matrix: Vec<MatrixCell>,
    /// Table B4. Pairs of themes that share a note; `theme_a` < `theme_b` in byte order.
    pub cooccurrence: Vec<CooccurrenceRow>,
    /// Table B3. Notes and organisations by theme and stance, the rows that are not zero.
    pub stance: Vec<StanceTableRow>,
    /// Table B5. Notes and organisations by theme and format, the rows that are not zero.
    pub format: Vec<FormatTableRow>,
    /// Table B6. New themes by engagement, in order of date, then of file.
    pub saturation: Vec<SaturationRow>,
    /// Organisations by theme and part, with descendants: protected reports of 20 organisations and
    /// more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub part: Vec<PartTableRow>,
    /// How organisations stand, in words: protected reports of fewer than 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub balance: Vec<BalanceTableRow>,
    /// How far coders agree on each theme: internal reports of reviews with two coders or more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreement: Vec<AgreementTableRow>,
}

/// A theme by two coders, or by all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgreementTableRow {
    /// The theme.
    pub theme: ThemeId,
    /// The first coder, or `all coders`.
    pub coder_a: String,
    /// The second; blank where all are meant.
    pub coder_b: String,
    /// Notes that two of them read, or more.
    pub units: u32,
    /// Own tags.
    pub own: AgreementCells,
    /// With descendants.
    pub rolled: AgreementCells,
}

/// Statistics of a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgreementCells {
    /// Times the theme was given.
    pub given: u32,
    /// Percent agreement, Cohen's kappa, Krippendorff's alpha and Gwet's AC1.
    pub main: [AgreementCell; 4],
    /// Scott's pi, Fleiss', Conger's and Light's kappa, PABAK, positive and negative agreement,
    /// prevalence and bias index, four decimals; `None` where undefined.
    pub more: [Option<String>; 9],
    /// The statistics that are undefined, with their reasons; those of one reason together.
    pub undefined: String,
    /// The paradox of a rare theme is met.
    pub paradox: bool,
}

/// A statistic with its 95% interval, four decimals.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct AgreementCell {
    /// `None` where it is undefined.
    pub value: Option<String>,
    /// The low end of the interval; `None` where there is none.
    pub low: Option<String>,
    /// The high end.
    pub high: Option<String>,
}

/// A theme and a part: with descendants.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartTableRow {
    /// The theme.
    pub theme: ThemeId,
    /// The part.
    pub part: crate::ids::PartId,
    /// Organisations.
    pub organisations: Shown,
    /// Organisations in scope.
    pub denominator: u32,
}

/// A theme and how organisations stand on it, in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BalanceTableRow {
    /// The theme.
    pub theme: ThemeId,
    /// `mostly for`, `divided` …
    pub balance: String,
}

/// Counts of one theme: own tags, and with descendants (`rolled`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrevalenceRow {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: String,
    /// The theme above it.
    pub parent: Option<ThemeId>,
    /// Own tags.
    pub own: ThemeCounts,
    /// With descendants, each note, organisation and engagement once.
    pub rolled: ThemeCounts,
}

/// Counts of a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThemeCounts {
    /// Notes.
    pub notes: Shown,
    /// Organisations with at least one note.
    pub organisations: Shown,
    /// Organisations in scope.
    pub denominator: u32,
    /// Organisations over the denominator, four decimals half up; `None` for a base of 0 or a
    /// count that is not exact.
    pub share: Option<String>,
    /// Engagements with at least one note.
    pub engagements: Shown,
    /// Notes without an organisation.
    pub unattributed_notes: Shown,
}

/// A cell of the matrix: own tags.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MatrixCell {
    /// The theme.
    pub theme: ThemeId,
    /// The organisation as this audience may see it.
    pub organisation: String,
    /// Notes.
    pub notes: Shown,
}

/// Two themes that share notes: own tags.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CooccurrenceRow {
    /// The first theme in byte order.
    pub theme_a: ThemeId,
    /// The second.
    pub theme_b: ThemeId,
    /// Notes that carry both.
    pub notes: Shown,
    /// `n12 / (n1 + n2 − n12)`, four decimals half up.
    pub coefficient: Option<String>,
}

/// A theme and a stance: own tags.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StanceTableRow {
    /// The theme.
    pub theme: ThemeId,
    /// The stance.
    pub stance: Stance,
    /// Notes that carry the theme with the stance.
    pub notes: Shown,
    /// Organisations whose one stance on the theme (rule 9) it is.
    pub organisations: Shown,
}

/// A theme and a format: own tags.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormatTableRow {
    /// The theme.
    pub theme: ThemeId,
    /// The format as written.
    pub engagement_type: String,
    /// Notes.
    pub notes: Shown,
    /// Organisations.
    pub organisations: Shown,
    /// Organisations in scope of the format (rule 6).
    pub denominator: u32,
}

/// An engagement and the themes it added: own tags.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SaturationRow {
    /// The engagement.
    pub engagement_id: EngagementId,
    /// Its first day, `YYYY-MM-DD`, or blank.
    pub date: String,
    /// Themes not met before.
    pub new_themes: Shown,
    /// Themes met so far.
    pub cumulative_themes: Shown,
}
