//! What findings were judged on: written when an audit is accepted, compared with later ones.

use super::digest::Digest;
use crate::Analysis;
use std::collections::BTreeMap;
use throughline_core::audit::{Audit, Judgement, Lock, Locked, LockedPhrase, Since};
use throughline_core::findings::{Finding, Point, Statement};
use throughline_core::ids::{FindingId, PointId};
use throughline_core::review::Review;
use throughline_core::selection::Selection;

/// The schema of the lock that this version writes.
const SCHEMA: &str = "throughline-lock/1";

/// Where judgements belong: a finding, or a point of it.
type Owner<'a> = (&'a FindingId, Option<&'a PointId>);

impl Analysis<'_> {
    /// What an audit of this review judged its findings on: for each finding and point a digest of
    /// its texts and of the notes behind it, whatever their order, and how each phrase was judged.
    /// Unclaimed phrases and amounts that are not counted are left out.
    #[must_use]
    pub fn lock(&self, audit: &Audit) -> Lock {
        let review = self.review();
        let phrases = phrases(audit);
        let mut behind = Behind::new(self);
        let judged = owners(review).into_iter().map(|(owner, title, statement)| {
            let (notes, sum) = behind.of(statement);
            let says = statement.claims.iter().filter_map(|c| c.says.as_deref());
            let texts = [title, &statement.text].into_iter().chain(says);
            let digest = texts
                .fold(Digest::new(), |digest, text| {
                    digest.with(text.as_bytes()).with(&[0])
                })
                .with(&sum.to_le_bytes());
            Locked {
                finding: owner.0.clone(),
                point: owner.1.cloned(),
                digest: digest.hexadecimal(),
                notes,
                phrases: phrases.get(&owner).cloned().unwrap_or_default(),
            }
        });
        Lock {
            schema: SCHEMA.into(),
            judged: judged.collect(),
            notes: u32::try_from(review.notes.len()).unwrap_or(u32::MAX),
        }
    }
}

/// How findings and points stand against what they were last judged on; those that stand as they
/// did are left out.
pub(crate) fn since(before: &Lock, now: &Lock) -> Vec<Since> {
    let before: BTreeMap<Owner, &Locked> = before
        .judged
        .iter()
        .map(|locked| ((&locked.finding, locked.point.as_ref()), locked))
        .collect();
    now.judged
        .iter()
        .filter_map(|locked| {
            let owner = (&locked.finding, locked.point.as_ref());
            let (notes_since, changed) = match before.get(&owner) {
                None => (
                    0,
                    vec!["it was not there when the audit was accepted".to_owned()],
                ),
                Some(then) => (
                    locked.notes.saturating_sub(then.notes),
                    changed(then, locked),
                ),
            };
            (notes_since > 0 || !changed.is_empty()).then(|| Since {
                finding: locked.finding.clone(),
                point: locked.point.clone(),
                notes_since,
                changed,
            })
        })
        .collect()
}

/// What changed, in sentences.
fn changed(then: &Locked, now: &Locked) -> Vec<String> {
    let mut said = Vec::new();
    let mut left: Vec<&LockedPhrase> = then.phrases.iter().collect();
    let mut new = Vec::new();
    for phrase in &now.phrases {
        match left.iter().position(|p| p.phrase == phrase.phrase) {
            None => new.push(phrase),
            Some(at) => {
                let before = left.remove(at);
                if before != phrase {
                    said.push(format!(
                        "“{}” was {}; it is {}",
                        phrase.phrase,
                        judged(before),
                        judged(phrase)
                    ));
                }
            }
        }
    }
    said.extend(
        new.iter()
            .map(|p| format!("“{}” is new: {}", p.phrase, judged(p))),
    );
    said.extend(
        left.iter()
            .map(|p| format!("“{}” is gone: it was {}", p.phrase, judged(p))),
    );
    if then.notes > now.notes {
        let gone = then.notes - now.notes;
        let notes = if gone == 1 { "note is" } else { "notes are" };
        said.push(format!("{gone} {notes} no longer behind it"));
    }
    if said.is_empty() && then.notes == now.notes && then.digest != now.digest {
        said.push("its words, or which notes are behind it, changed".into());
    }
    said
}

/// `7 of 9, supported`.
fn judged(phrase: &LockedPhrase) -> String {
    match (phrase.count, phrase.base) {
        (Some(count), Some(base)) => format!("{count} of {base}, {}", phrase.verdict.word()),
        _ => phrase.verdict.word().into(),
    }
}

fn phrases(audit: &Audit) -> BTreeMap<Owner<'_>, Vec<LockedPhrase>> {
    let mut phrases: BTreeMap<Owner, Vec<LockedPhrase>> = BTreeMap::new();
    for judgement in &audit.judgements {
        if let Some(locked) = locked(judgement) {
            let owner = (&judgement.finding, judgement.point.as_ref());
            phrases.entry(owner).or_default().push(locked);
        }
    }
    phrases
}

fn locked(judgement: &Judgement) -> Option<LockedPhrase> {
    judgement
        .count
        .and(judgement.verdict)
        .map(|verdict| LockedPhrase {
            phrase: judgement.phrase.clone(),
            verdict,
            count: judgement.count,
            base: judgement.base,
        })
}

/// Every finding and point, in order, with the title of a finding.
fn owners(review: &Review) -> Vec<(Owner<'_>, &str, &Statement)> {
    fn points<'a>(
        finding: &'a Finding,
        list: &'a [Point],
        all: &mut Vec<(Owner<'a>, &'a str, &'a Statement)>,
    ) {
        for point in list {
            all.push(((&finding.id, Some(&point.id)), "", &point.statement));
            points(finding, &point.points, all);
        }
    }
    let mut all = Vec::new();
    for finding in &review.findings {
        let owner = (&finding.id, None);
        all.push((owner, finding.title.as_str(), &finding.statement));
        points(finding, &finding.points, &mut all);
    }
    all
}

/// Counts and digests the notes behind statements.
struct Behind<'a> {
    analysis: &'a Analysis<'a>,
    /// What each note adds to a sum.
    mixed: Vec<u64>,
    /// The statement that met a note last.
    met: Vec<u32>,
    statement: u32,
    /// Selections of statements without pins, once they were counted.
    known: std::collections::HashMap<Vec<Selection>, (u32, u64)>,
}

impl<'a> Behind<'a> {
    fn new(analysis: &'a Analysis<'a>) -> Self {
        let notes = &analysis.review().notes;
        let mixed = (0..notes.len()).map(|row| {
            let id = notes.ids.get(row).as_bytes();
            Digest::new().with(id).mixed()
        });
        Self {
            analysis,
            mixed: mixed.collect(),
            met: vec![0; notes.len()],
            statement: 0,
            known: std::collections::HashMap::new(),
        }
    }

    /// How many notes are behind a statement, and the sum over them: those of its themes and
    /// stance, those of its claims and their other sides, and those pinned to it.
    fn of(&mut self, statement: &Statement) -> (u32, u64) {
        let claims = statement.claims.iter();
        let mut selections: Vec<Selection> = claims
            .flat_map(|claim| [Some(&claim.selection), claim.than.as_ref()])
            .flatten()
            .cloned()
            .chain([statement.selection()])
            .filter(|selection| !selection.is_everything())
            .collect();
        let mut kept = std::collections::HashSet::new();
        selections.retain(|selection| kept.insert(selection.clone()));
        let free = statement.evidence.is_empty();
        if let Some(known) = self.known.get(&selections).filter(|_| free) {
            return *known;
        }
        self.statement += 1;
        let (mut notes, mut sum) = (0u32, 0u64);
        let (review, index) = (self.analysis.review(), self.analysis.index());
        let mut add = |note: u32| {
            let row = note as usize;
            if let Some(met) = self.met.get_mut(row)
                && *met != self.statement
            {
                *met = self.statement;
                notes += 1;
                sum = sum.wrapping_add(self.mixed.get(row).copied().unwrap_or_default());
            }
        };
        for selection in &selections {
            let asked = crate::support::asked(selection);
            index.each(review, selection, |note, taken| {
                if taken.meets(asked) {
                    add(note);
                }
            });
        }
        statement.evidence.iter().for_each(|&note| add(note));
        if free {
            self.known.insert(selections, (notes, sum));
        }
        (notes, sum)
    }
}
