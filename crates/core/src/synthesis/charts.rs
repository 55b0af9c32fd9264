//! The charts: which rows are drawn, in which order, with which words. Where they are put is the
//! renderer's to say.

use super::shown::{Measure, Shown};
use crate::ids::ThemeId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A chart, or the sentence that stands in its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Chart<T> {
    /// There is something to draw.
    Drawn(Drawn<T>),
    /// There is nothing to draw, for a reason.
    Absent {
        /// The sentence under the same heading.
        sentence: String,
    },
}

impl<T> Chart<T> {
    /// The chart where it is drawn.
    #[must_use]
    pub fn drawn(&self) -> Option<&Drawn<T>> {
        match self {
            Chart::Drawn(drawn) => Some(drawn),
            Chart::Absent { .. } => None,
        }
    }
}

/// A chart with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drawn<T> {
    /// Its number through the report: `Chart 1`.
    pub number: u32,
    /// The finding as a sentence without full stop, at most 90 code points; in a first look, after
    /// the words that say so.
    pub title: String,
    /// The note under it: base, how to read, what is shown and left out, where the table is.
    pub note: String,
    /// The alternative text, written from the data, 150 to 450 code points.
    pub alt: String,
    /// What is drawn.
    pub data: T,
}

/// Organisations by theme, as rows of cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrevalenceChart {
    /// Organisations in scope. Cells where it is at most 20, bars above.
    pub base: u32,
    /// Groups with a hairline between; a flat codebook is one group without a head.
    pub groups: Vec<PrevalenceGroup>,
}

/// A top-level theme and the themes shown under it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrevalenceGroup {
    /// The roll-up row.
    pub head: Option<PrevalenceBar>,
    /// The themes under it, largest first.
    pub rows: Vec<PrevalenceBar>,
}

/// A row of the prevalence chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrevalenceBar {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: String,
    /// Organisations, with descendants.
    pub measure: Measure,
    /// Notes, with descendants.
    pub notes: Shown,
    /// `31 notes`.
    pub notes_words: String,
}

/// How organisations stand on the themes on which most of them stated a stance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StanceChart {
    /// Organisations in scope. Squares where it is at most 20, plain bars above.
    pub base: u32,
    /// By positive less negative, largest first; at most 13.
    pub rows: Vec<StanceRow>,
}

/// A row of the stance chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StanceRow {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: String,
    /// Organisations that are positive.
    pub positive: StanceCell,
    /// Negative.
    pub negative: StanceCell,
    /// Mixed.
    pub mixed: StanceCell,
    /// Neutral.
    pub neutral: StanceCell,
}

/// A count of the stance chart with its label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StanceCell {
    /// How many organisations.
    pub shown: Shown,
    /// The label at the end: `7`, or `41%` for a large base; blank for none.
    pub words: String,
}

/// Notes by theme and organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MatrixChart {
    /// Organisations in scope.
    pub base: u32,
    /// The line over the column heads: `Agency (coded), number of notes`.
    pub columns_title: String,
    /// Column heads, at most three code points each.
    pub columns: Vec<String>,
    /// `A Ministry of Justice`, under the chart, where heads are not the names themselves.
    pub key: Vec<String>,
    /// Head of the right column: `Agencies`.
    pub count_head: String,
    /// Theme rows, in groups of a top-level theme and its descendants.
    pub groups: Vec<MatrixGroup>,
}

/// A top-level theme and its descendants.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MatrixGroup {
    /// The rows; the first may be a roll-up.
    pub rows: Vec<MatrixRow>,
}

/// A row of the matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MatrixRow {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: String,
    /// Whether it rolls up the rows under it: bold, not indented.
    pub roll_up: bool,
    /// Notes in each column, with descendants.
    pub cells: Vec<Shown>,
    /// Organisations.
    pub measure: Measure,
}

/// Pairs of themes raised in one note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CooccurrenceChart {
    /// Largest coefficient first, at most eight.
    pub rows: Vec<CooccurrencePair>,
}

/// A pair of the co-occurrence chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CooccurrencePair {
    /// Label of one theme.
    pub a: String,
    /// Label of the other.
    pub b: String,
    /// Notes that carry both.
    pub notes: Shown,
    /// The coefficient, two decimals: `0.41`.
    pub coefficient: String,
    /// The coefficient in ten-thousandths, for the length of the bar.
    pub ten_thousandths: u32,
}

/// Themes by format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormatChart {
    /// The formats, two or three.
    pub formats: Vec<FormatPanel>,
    /// Themes with the largest difference of share, at most eight.
    pub rows: Vec<FormatRow>,
}

/// A panel of the format chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormatPanel {
    /// `1:1 meetings, 5 agencies`.
    pub head: String,
    /// Organisations in scope of the format.
    pub base: u32,
}

/// A theme in each format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormatRow {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: String,
    /// One measure a panel.
    pub measures: Vec<Measure>,
}

/// New themes by engagement, in order of date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SaturationChart {
    /// One step an engagement.
    pub steps: Vec<SaturationStep>,
    /// Index of the first step at which 80 % of all themes met were met.
    pub at_80_percent: u32,
    /// Themes met in all.
    pub total: u32,
    /// `33 in all`: the label over the last step.
    pub total_words: String,
    /// The label of the axis where steps are too many to name: `engagement 1 to 212 in order of date`.
    pub axis: Option<String>,
}

/// A step of the saturation chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SaturationStep {
    /// The engagement's name.
    pub name: String,
    /// Its date as printed; blank where it is not known.
    pub date: String,
    /// Themes met for the first time.
    pub new: u32,
    /// `6 new`, `none new`.
    pub new_words: String,
    /// Themes met so far.
    pub cumulative: u32,
}

/// Krippendorff's alpha of each theme, with its interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgreementChart {
    /// Where the axis begins, in ten-thousandths; it ends at 10,000.
    pub from: i32,
    /// The label at its beginning: `0`, `−1`.
    pub from_words: String,
    /// Lines across: 0 where the axis begins below it, and Krippendorff's cut-offs.
    pub lines: Vec<AgreementLine>,
    /// One row a theme, in the order of the codebook.
    pub rows: Vec<AgreementChartRow>,
}

/// A line of the agreement chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgreementLine {
    /// Where, in ten-thousandths.
    pub at: i32,
    /// Its label: `.667`.
    pub label: String,
}

/// A row of the agreement chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgreementChartRow {
    /// The theme; absent for all themes together.
    pub theme: Option<ThemeId>,
    /// Its label.
    pub label: String,
    /// Whether it counts the themes under it.
    pub rolled: bool,
    /// Alpha in ten-thousandths; absent where it is undefined.
    pub alpha: Option<i32>,
    /// The low end of its interval, in ten-thousandths.
    pub low: Option<i32>,
    /// The high end.
    pub high: Option<i32>,
    /// `0.60`, or `undefined: never used`.
    pub words: String,
    /// `0.33 to 0.86`; blank where there is no interval.
    pub interval_words: String,
}

/// When the engagements were.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineChart {
    /// The first day of the axis, as days since 1970-01-01.
    pub first_day: i32,
    /// The last day of the axis.
    pub last_day: i32,
    /// Week starts or months, at most six.
    pub ticks: Vec<Tick>,
    /// Either an engagement a lane or, over twelve, a format a lane.
    pub lanes: Vec<Lane>,
}

/// A tick of the timeline's axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tick {
    /// The day.
    pub day: i32,
    /// `2 Oct`.
    pub label: String,
}

/// A lane of the timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lane {
    /// The engagement's name, or the format's.
    pub name: String,
    /// Its dates as printed.
    pub date: String,
    /// The words at its right: `4 agencies`, `one to one`, `31 engagements`.
    pub right: String,
    /// Whether it is the workshop format, drawn as a dark square.
    pub workshop: bool,
    /// What is drawn in it.
    pub marks: Vec<Mark>,
}

/// A mark of a lane.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    /// First day.
    pub from: i32,
    /// Last day, included.
    pub to: i32,
    /// Engagements it stands for: 1 in a lane of one engagement.
    pub engagements: u32,
    /// A label over it: the largest bar of a lane.
    pub label: Option<String>,
}

/// Names the charts, their files and their order.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ChartName {
    /// `timeline`
    Timeline,
    /// `saturation`
    Saturation,
    /// `prevalence`
    Prevalence,
    /// `stance`
    Stance,
    /// `matrix`
    Matrix,
    /// `format`
    Format,
    /// `cooccurrence`
    Cooccurrence,
    /// `agreement`
    Agreement,
}

impl ChartName {
    /// All in the order of the report.
    pub const ALL: [ChartName; 8] = [
        ChartName::Timeline,
        ChartName::Saturation,
        ChartName::Prevalence,
        ChartName::Stance,
        ChartName::Matrix,
        ChartName::Format,
        ChartName::Cooccurrence,
        ChartName::Agreement,
    ];

    /// The stem of its file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ChartName::Timeline => "timeline",
            ChartName::Saturation => "saturation",
            ChartName::Prevalence => "prevalence",
            ChartName::Stance => "stance",
            ChartName::Matrix => "matrix",
            ChartName::Format => "format",
            ChartName::Cooccurrence => "cooccurrence",
            ChartName::Agreement => "agreement",
        }
    }
}
