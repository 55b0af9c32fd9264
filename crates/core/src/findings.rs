//! Findings, their points and their claims.

use crate::codebook::ThemeCode;
use crate::ids::{FindingId, PointId};
use crate::notes::NoteIndex;
use crate::problem::Place;
use crate::selection::Selection;
use crate::stance::Stance;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a claim counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Organisations: the headline unit.
    #[default]
    Organisations,
    /// Notes.
    Notes,
    /// Engagements.
    Engagements,
}

/// Where a text of findings.toml stands, so that a phrase in it can be pointed at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextAt {
    /// The place of its first code point.
    pub place: Place,
    /// Whether it stands on one line as it is read, without escapes, so that a code point further
    /// on is as many columns further on.
    pub literal: bool,
}

impl TextAt {
    /// The place of a code point of the text; where columns cannot be counted, that of the text.
    ///
    /// ```
    /// use throughline_core::findings::TextAt;
    /// use throughline_core::problem::Place;
    /// let at = TextAt { place: Place::at("findings.toml", 4, 14), literal: true };
    /// assert_eq!(at.of(10).to_string(), "findings.toml:4:24");
    /// ```
    #[must_use]
    pub fn of(&self, offset: usize) -> Place {
        let mut place = self.place.clone();
        if self.literal
            && let Some(column) = &mut place.column
        {
            *column += offset as u64;
        }
        place
    }
}

/// A quantified phrase in a statement with the selection it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claim {
    /// As it stands in the statement, once.
    pub phrase: String,
    /// Where it begins in the statement, in Unicode code points.
    pub offset: usize,
    /// What it speaks of.
    pub selection: Selection,
    /// The notes that make the base, where it is not everybody: "of those that raised X".
    pub base: Option<Selection>,
    /// The other side of "more agencies … than …".
    pub than: Option<Selection>,
    /// What it counts.
    pub unit: Unit,
    /// The words beside the number in At a glance.
    pub says: Option<String>,
    /// Whether this claim is the one At a glance shows.
    pub headline: bool,
    /// The contributors have seen the text (`unanimous = "agreed"`).
    pub unanimous_agreed: bool,
    /// Where its phrase stands in findings.toml, in the key `phrase`.
    pub at: Place,
}

/// A quotation shown with a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The note it stands in; quotable.
    pub note: NoteIndex,
    /// The words, as they stand in the note.
    pub text: String,
    /// The line under it.
    pub attribution: Option<String>,
    /// Where its words stand in findings.toml.
    pub at: Place,
}

/// What a finding and a point share: a statement and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statement {
    /// The sentence or sentences.
    pub text: String,
    /// Themes it rests on.
    pub themes: Vec<ThemeCode>,
    /// The stance it rests on.
    pub stance: Vec<Stance>,
    /// Quantified phrases in it.
    pub claims: Vec<Claim>,
    /// Notes pinned to it.
    pub evidence: Vec<NoteIndex>,
    /// A quotation.
    pub quote: Option<Quote>,
    /// Where the text stands.
    pub at: TextAt,
}

impl Statement {
    /// The notes it rests on: its themes and stance.
    #[must_use]
    pub fn selection(&self) -> Selection {
        Selection {
            any: self.themes.clone(),
            stance: self.stance.clone(),
            ..Selection::default()
        }
    }
}

/// A headline finding under a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its id.
    pub id: FindingId,
    /// The part it stands under, an index; `None` stands in a section of its own.
    pub part: Option<u32>,
    /// The short form for contents and heads.
    pub title: String,
    /// Where the title stands.
    pub title_at: TextAt,
    /// The statement.
    pub statement: Statement,
    /// The points under it.
    pub points: Vec<Point>,
}

/// A point under a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its id.
    pub id: PointId,
    /// The statement.
    pub statement: Statement,
    /// The points under it, one level.
    pub points: Vec<Point>,
}

/// Every theme that findings name: what their statements rest on, and what their claims ask for,
/// exclude and compare with.
#[must_use]
pub fn themes_named(findings: &[Finding]) -> BTreeSet<ThemeCode> {
    let mut named = BTreeSet::new();
    for finding in findings {
        add_themes(&finding.statement, &finding.points, &mut named);
    }
    named
}

fn add_themes(statement: &Statement, points: &[Point], named: &mut BTreeSet<ThemeCode>) {
    named.extend(&statement.themes);
    for claim in &statement.claims {
        let selections = [
            Some(&claim.selection),
            claim.base.as_ref(),
            claim.than.as_ref(),
        ];
        for selection in selections.into_iter().flatten() {
            named.extend(&selection.any);
            named.extend(&selection.all);
            named.extend(&selection.none);
        }
    }
    for point in points {
        add_themes(&point.statement, &point.points, named);
    }
}
