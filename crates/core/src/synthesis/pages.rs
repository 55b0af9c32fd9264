//! The pages of the report, in their order, but for charts and tables.

use super::charts::{
    AgreementChart, Chart, CooccurrenceChart, FormatChart, MatrixChart, PrevalenceChart,
    SaturationChart, StanceChart, TimelineChart,
};
use super::shown::{Measure, Support};
use crate::audit::Verdict;
use crate::findings::Unit;
use crate::ids::{FindingId, NoteId, PartId, PointId, ThemeId};
use crate::ledger::Outcome;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Page "At a glance": a band for each top-level theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Glance {
    /// The sentence under the heading.
    pub lead: String,
    /// At most six.
    pub bands: Vec<Band>,
    /// `and 3 more themes` where there are more than six.
    pub more: Option<String>,
    /// What a filled dot means.
    pub key_filled: String,
    /// What an empty dot means.
    pub key_empty: String,
    /// The sentences under the key.
    pub key_note: String,
    /// The sentence in place of the bands where there is nothing to show.
    pub absent: Option<String>,
}

/// A top-level theme at a glance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Band {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: String,
    /// The title of the finding that the figure belongs to; the label's sentence without one.
    pub headline: String,
    /// `Theme raised by 9 of 9 agencies, in 31 notes.` The renderer adds the page.
    pub raised: String,
    /// The finding whose page is meant; `None` points to "What agencies raised".
    pub finding: Option<FindingId>,
    /// The strongest figure: that of the claim shown, or of the theme.
    pub measure: Measure,
    /// The words beside the figure.
    pub says: String,
}

/// Page "How we engaged".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Engaged {
    /// The opening paragraph.
    pub lead: String,
    /// Heading of the list of contributors.
    pub contributors_title: String,
    /// Their names; empty leaves the list out.
    pub contributors: Vec<String>,
    /// The sentence under the list.
    pub contributors_note: Option<String>,
    /// When the engagements were.
    pub timeline: Chart<TimelineChart>,
    /// How many themes each engagement added.
    pub saturation: Chart<SaturationChart>,
}

/// A part of the review with its findings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartPage {
    /// The part; `None` for findings that stand under no part.
    pub id: Option<PartId>,
    /// The heading as printed: `Part 1: OGP in general`.
    pub heading: String,
    /// What it was about.
    pub intro: Option<String>,
    /// Label over the questions: `What agencies were asked`.
    pub questions_title: String,
    /// The questions.
    pub questions: Vec<String>,
    /// The findings.
    pub findings: Vec<FindingBlock>,
}

/// A finding as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FindingBlock {
    /// Its id.
    pub id: FindingId,
    /// Its number, from 1 through the report.
    pub number: u32,
    /// The short title for contents and heads.
    pub title: String,
    /// Statement, evidence and quote.
    pub statement: StatementBlock,
    /// Its points.
    pub points: Vec<PointBlock>,
}

/// A point as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PointBlock {
    /// Its id.
    pub id: PointId,
    /// `1.1`; a point below a point has the number of the one above and a letter: `1.1a`.
    pub number: String,
    /// Statement, evidence and quote.
    pub statement: StatementBlock,
    /// The points under it, one level.
    pub points: Vec<PointBlock>,
}

/// A statement with what stands beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatementBlock {
    /// The words.
    pub text: String,
    /// The figure beside it: that of its first claim over organisations, else of its themes.
    /// `None` where it rests on no theme.
    pub measure: Option<Measure>,
    /// How many notes and how they stand.
    pub support: Option<Support>,
    /// Its claims, counted.
    pub claims: Vec<ClaimBlock>,
    /// Pinned notes; internal reports only.
    pub evidence: Vec<NoteId>,
    /// What they are of all that support the statement, before their ids: `5 of 14 notes:`,
    /// `such as`; internal reports only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_words: Option<String>,
    /// A quotation.
    pub quote: Option<QuoteBlock>,
    /// What the audit says in the margin: in internal reports of every phrase, in public ones only
    /// of phrases that were let through though they do not hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audit: Vec<AuditMark>,
}

/// A judgement in the margin of its statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuditMark {
    /// As it stands in the statement.
    pub phrase: String,
    /// Where it begins, in Unicode code points.
    pub offset: u32,
    /// The verdict; `None` for an amount that is not counted.
    pub verdict: Option<Verdict>,
    /// One tag decides.
    pub fragile: bool,
    /// What the margin says: `7 of 9, holds unless 2 of 9 change`, `not supported by the notes`.
    pub words: String,
}

/// A claim, counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimBlock {
    /// As it stands in the statement.
    pub phrase: String,
    /// Where it begins, in Unicode code points.
    pub offset: u32,
    /// What is counted.
    pub unit: Unit,
    /// How many of the base; the base is of the same unit.
    pub measure: Measure,
    /// How the organisations stand.
    pub support: Option<Support>,
    /// The words beside the number in At a glance.
    pub says: Option<String>,
}

/// A quotation as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuoteBlock {
    /// The words, without quotation marks.
    pub text: String,
    /// The line under it.
    pub attribution: Option<String>,
    /// Language tag where it is not that of the report.
    pub language: Option<String>,
    /// The note; internal reports only.
    pub note: Option<NoteId>,
}

/// Page "What agencies raised".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Raised {
    /// Heading of the page.
    pub heading: String,
    /// Organisations by theme.
    pub prevalence: Chart<PrevalenceChart>,
    /// How they stand.
    pub stance: Chart<StanceChart>,
    /// How they stand in words, where a protected report gives no counts by stance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
}

/// How those who raised a theme stand on it, in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Balance {
    /// The title: a sentence without full stop.
    pub title: String,
    /// A row a theme, in the order of the codebook.
    pub rows: Vec<BalanceRow>,
    /// The note under it.
    pub note: String,
}

/// A theme and how they stand on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BalanceRow {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: String,
    /// `mostly for`, `mostly against`, `mostly mixed`, `mostly neutral`, `divided`.
    pub words: String,
}

/// Page "Framework matrix".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MatrixPage {
    /// Notes by theme and organisation.
    pub matrix: Chart<MatrixChart>,
}

/// Page "What differed".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Differed {
    /// The caution at its head.
    pub lead: String,
    /// Themes by format.
    pub format: Chart<FormatChart>,
    /// Themes raised together.
    pub cooccurrence: Chart<CooccurrenceChart>,
}

/// Page "Agreement between coders": internal reports of reviews with two coders or more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgreementPage {
    /// The opening: who read how many notes.
    pub lead: String,
    /// Alpha by theme.
    pub chart: Chart<AgreementChart>,
    /// What else is to be said, a sentence or two each.
    pub said: Vec<String>,
}

/// Page "Method and limits".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Method {
    /// The opening.
    pub lead: String,
    /// How the counts were made: numbered.
    pub counted: Vec<String>,
    /// What the counts cannot tell.
    pub limits: Vec<String>,
    /// Heading over the disclosure paragraph: `What is shown`.
    pub disclosure_title: String,
    /// What is shown to whom and why.
    pub disclosure: Vec<String>,
    /// The scale of words.
    pub scale: ScaleTable,
}

/// The scale as printed at this N.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScaleTable {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// The words that fit a count, strongest first.
    pub words: Vec<ScaleRow>,
    /// A sentence on the words that fit no count of this N, if any.
    pub unfit: Option<String>,
    /// The note under the table.
    pub note: String,
}

/// A word of the scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScaleRow {
    /// `some, several`.
    pub word: String,
    /// Its share in words.
    pub share: String,
    /// `3 or 4`, `7 to 8`.
    pub counts: String,
    /// Least count at this N.
    pub least: u32,
    /// Most at this N.
    pub most: u32,
}

/// A theme of the codebook, as Appendix A prints it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CodebookEntry {
    /// The theme.
    pub theme: ThemeId,
    /// Its label.
    pub label: String,
    /// The theme above it.
    pub parent: Option<ThemeId>,
    /// How many themes stand above it.
    pub depth: u32,
    /// What it means.
    pub definition: String,
    /// When to use it.
    pub include: String,
    /// When not to.
    pub exclude: String,
}

/// Appendix C.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The opening.
    pub lead: String,
    /// Title of the table.
    pub title: String,
    /// Head of the column of organisations: `Agency`.
    pub organisation_head: String,
    /// A group for each statement that rests on themes, in order.
    pub groups: Vec<EvidenceGroup>,
    /// The sentence in place of the table.
    pub absent: Option<String>,
}

/// The notes behind one statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceGroup {
    /// `1.1`, or the number of the finding.
    pub number: String,
    /// A short title: the labels of the themes it rests on.
    pub title: String,
    /// The figure at its right.
    pub measure: Measure,
    /// Words after the figure where it counts more notes than stand in this group: `with the notes
    /// of its points`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<String>,
    /// The notes, in order of file.
    pub rows: Vec<EvidenceRow>,
    /// What is not printed: notes that may not be quoted, or the rest of a long list.
    pub left_out: Option<String>,
}

/// A note as evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceRow {
    /// Its id.
    pub note: NoteId,
    /// The organisations as this audience may see them: `A, D`; a dash for an unattributed note.
    pub organisations: String,
    /// The format of the engagement.
    pub engagement: String,
    /// What it says; `None` where the text stands under an earlier point.
    pub text: Option<String>,
    /// The earlier point whose row has the text: `1.1`.
    pub see: Option<String>,
    /// Language tag where it is not that of the report.
    pub language: Option<String>,
}

/// Appendix D: what became of every row read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LedgerTotals {
    /// Rows read.
    pub rows: u64,
    /// Totals by outcome and reason, in order of outcome.
    pub totals: Vec<LedgerTotal>,
    /// The sentence that adds them up.
    pub sentence: String,
}

/// A total of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LedgerTotal {
    /// What became of the rows.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
    /// How many rows.
    pub rows: u64,
}
