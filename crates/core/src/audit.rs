//! What the audit found: every phrase of a statement that claims an amount, matched to its claim and
//! judged on the notes. Written as `throughline-audit/1`, additive within a major.

mod lock;

pub use lock::{Lock, Locked, LockedPhrase};

use crate::findings::Unit;
use crate::ids::{FindingId, NoteId, PointId};
use crate::problem::Place;
use crate::reading::Kind;
use crate::review::Audience;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The schema this version writes.
pub const SCHEMA: &str = "throughline-audit/1";

/// Whether the notes bear a phrase.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The notes bear it.
    Supported,
    /// It says less than the notes hold, and a stronger word of the scale fits.
    Understated,
    /// It has no claim behind it.
    Unclaimed,
    /// It says more than the notes hold; of a word that claims a lack: more lack it not.
    Overstated,
    /// It asserts, and no note supports it.
    NoEvidence,
}

impl Verdict {
    /// Whether a report must not come out: overstated, or no evidence.
    #[must_use]
    pub fn fails(self) -> bool {
        matches!(self, Verdict::Overstated | Verdict::NoEvidence)
    }

    /// Whether `--strict` fails on it too: unclaimed, understated.
    #[must_use]
    pub fn fails_strictly(self) -> bool {
        self != Verdict::Supported
    }

    /// In words: `supported`, `no evidence`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::Understated => "understated",
            Verdict::Unclaimed => "unclaimed",
            Verdict::Overstated => "overstated",
            Verdict::NoEvidence => "no evidence",
        }
    }
}

/// How far a judgement is from turning: the fewest changes, exact where they could be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Distance {
    /// The fewest.
    Exactly(u32),
    /// No more than these are needed.
    AtMost {
        /// How many suffice.
        at_most: u32,
    },
}

impl Distance {
    /// How many changes suffice.
    #[must_use]
    pub fn changes(self) -> u32 {
        match self {
            Distance::Exactly(n) | Distance::AtMost { at_most: n } => n,
        }
    }
}

/// The flip distance of a judgement: for a claim that holds, to overstated or no evidence; for one
/// that fails, to holding. `None` where it cannot be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, Default)]
pub struct Flip {
    /// Organisations whose support must change.
    pub organisations: Option<Distance>,
    /// Single tags to take away or to add.
    pub tags: Option<Distance>,
    /// Coders whose tags must be left out, where there are several.
    pub coders: Option<Distance>,
}

impl Flip {
    /// Whether one tag decides.
    #[must_use]
    pub fn fragile(&self) -> bool {
        self.tags.is_some_and(|d| d.changes() <= 1)
    }
}

/// Which text of a finding a phrase stands in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The statement of a finding, the text of a point.
    Statement,
    /// The title of a finding.
    Title,
    /// The words beside the number in At a glance.
    Says,
}

/// Something to know beside a judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Remark {
    /// A stable code: `scope-not-claimed`, `unit-unclear`, `one-engagement`, `one-format`,
    /// `pin-without-theme`, `quote-not-found`, `first-person`, `not-in-scale`, `fits-no-count`,
    /// `antecedent`.
    pub code: String,
    /// In a sentence.
    pub message: String,
}

/// Ids of notes. Judgements that rest on the same notes share one list, so that ten thousand
/// statements over a million notes stay small. Written as an array.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Vec<NoteId>", into = "Vec<NoteId>")]
#[schemars(with = "Vec<NoteId>")]
pub struct NoteIds(Arc<[NoteId]>);

impl NoteIds {
    /// How many ids a list holds; a total stands beside it.
    pub const AT_MOST: usize = 1_000;
}

impl Default for NoteIds {
    fn default() -> Self {
        Self(Arc::from([]))
    }
}

impl From<Vec<NoteId>> for NoteIds {
    fn from(ids: Vec<NoteId>) -> Self {
        Self(ids.into())
    }
}

impl From<NoteIds> for Vec<NoteId> {
    fn from(ids: NoteIds) -> Self {
        ids.0.to_vec()
    }
}

impl std::ops::Deref for NoteIds {
    type Target = [NoteId];
    fn deref(&self) -> &[NoteId] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a NoteIds {
    type Item = &'a NoteId;
    type IntoIter = std::slice::Iter<'a, NoteId>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// A phrase, judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Judgement {
    /// The finding.
    pub finding: FindingId,
    /// The point, where it is in one.
    pub point: Option<PointId>,
    /// Which of its texts.
    pub field: Field,
    /// As it stands in the text.
    pub phrase: String,
    /// Where it begins in the text, in Unicode code points.
    pub offset: u32,
    /// What kind it is.
    pub kind: Kind,
    /// What it claims, in words: `most`, `not all`, `a view put to all`; `None` for an amount that is
    /// not counted.
    pub amount: Option<String>,
    /// The verdict; `None` for an amount that is not counted.
    pub verdict: Option<Verdict>,
    /// What is counted.
    pub unit: Unit,
    /// How many; `None` where nothing is claimed.
    pub count: Option<u32>,
    /// Of how many.
    pub base: Option<u32>,
    /// The least count at this base that the phrase fits; `None` where no count does.
    pub least: Option<u32>,
    /// The most.
    pub most: Option<u32>,
    /// The strongest word of the scale that fits the count; `None` where none does.
    pub best_word: Option<String>,
    /// How far it is from turning.
    pub flip: Flip,
    /// Whether one tag decides.
    pub fragile: bool,
    /// Notes that support it, in order of file: the first [`NoteIds::AT_MOST`].
    pub supporting: NoteIds,
    /// How many notes support it.
    pub supporting_total: u32,
    /// Notes against it, in order of file: the first [`NoteIds::AT_MOST`].
    pub contrary: NoteIds,
    /// How many notes are against it.
    pub contrary_total: u32,
    /// What else to know.
    pub remarks: Vec<Remark>,
    /// Where it stands in findings.toml.
    #[serde(skip)]
    #[schemars(skip)]
    pub place: Place,
}

impl Judgement {
    /// The counts that the phrase fits, in words: `7 or 8 of 9`, `5 to 8 of 9`, `5 or more of 9`,
    /// `up to 2 of 9`; `None` where no count was asked or none fits.
    #[must_use]
    pub fn fits(&self) -> Option<String> {
        let (least, most, base) = (self.least?, self.most?, self.base?);
        Some(if least == most {
            format!("{least} of {base}")
        } else if least == 0 {
            format!("up to {most} of {base}")
        } else if most == base {
            format!("{least} or more of {base}")
        } else if least + 1 == most {
            format!("{least} or {most} of {base}")
        } else {
            format!("{least} to {most} of {base}")
        })
    }

    /// What to do about a phrase that does not stand as it is; `None` for one that is supported or
    /// not counted.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let better = self.best_word.as_deref().map(|word| format!("“{word}”"));
        let count = match (self.count, self.base) {
            (Some(count), Some(base)) => format!("{count} of {base}"),
            _ => "its count".into(),
        };
        let remarked = |code: &str| self.remarks.iter().any(|r| r.code == code);
        Some(match self.verdict? {
            Verdict::Supported => return None,
            Verdict::Unclaimed if self.count.is_some() => {
                let why = self.remarks.iter().map(|r| r.message.as_str());
                let why: Vec<&str> = why.collect();
                if why.is_empty() {
                    "complete its claim".into()
                } else {
                    why.join("; ")
                }
            }
            Verdict::Unclaimed if self.field == Field::Title => {
                "give the statement a claim that bears it, or take it out of the title".into()
            }
            Verdict::Unclaimed => {
                "add a claim with this phrase and the themes it speaks of, or reword".into()
            }
            Verdict::NoEvidence => {
                "no note supports it: take it out, or claim what the notes carry".into()
            }
            Verdict::Overstated if remarked("contrary") => {
                format!("name how many hold it ({count}), or give those who do not their say")
            }
            Verdict::Overstated if self.kind == Kind::Rank => {
                "say that it is among the most raised, or name those it shares its place with"
                    .into()
            }
            Verdict::Understated | Verdict::Overstated => match better {
                Some(word) => format!("{count} is {word}"),
                None => format!("no word of the scale fits {count}: write the number"),
            },
        })
    }
}

/// How a finding or a point stands against what it was last judged on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Since {
    /// The finding.
    pub finding: FindingId,
    /// The point, where it is one.
    pub point: Option<PointId>,
    /// Notes that came since.
    pub notes_since: u32,
    /// What changed, in sentences: `“Most agencies” was 7 of 9, supported; it is 6 of 9, overstated`.
    pub changed: Vec<String>,
}

/// Everything the audit found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Audit {
    /// `throughline-audit/1`.
    pub schema: String,
    /// Who the statements are judged for: saying needs two organisations, or k for the public.
    pub audience: Audience,
    /// The scale they are judged by.
    pub scale: String,
    /// Every phrase, in order of finding, point, text and offset.
    pub judgements: Vec<Judgement>,
    /// What the findings rest on that should be looked at: pins that do not carry the theme, headlines
    /// from one format or one engagement, quotations that no quotable note holds, whose voice.
    pub remarks: Vec<FindingRemark>,
    /// Findings whose evidence or judgement changed since they were last accepted; empty without a
    /// lock file.
    pub since: Vec<Since>,
}

/// A remark on a finding or a point as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingRemark {
    /// The finding.
    pub finding: FindingId,
    /// The point, where it is on one.
    pub point: Option<PointId>,
    /// What to know.
    #[serde(flatten)]
    pub remark: Remark,
    /// Where it stands in findings.toml.
    #[serde(skip)]
    #[schemars(skip)]
    pub place: Place,
}

impl Audit {
    /// The JSON Schema of `audit --format json`, as committed in `crates/core/schema`.
    #[must_use]
    pub fn json_schema() -> schemars::Schema {
        schemars::schema_for!(Audit)
    }

    /// Whether a phrase fails: overstated or no evidence; when `strict`, also unclaimed and
    /// understated.
    #[must_use]
    pub fn fails(&self, strict: bool) -> bool {
        self.failing(strict).next().is_some()
    }

    /// The phrases that fail.
    pub fn failing(&self, strict: bool) -> impl Iterator<Item = &Judgement> {
        self.judgements.iter().filter(move |j| {
            j.verdict
                .is_some_and(|v| v.fails() || (strict && v.fails_strictly()))
        })
    }
}
