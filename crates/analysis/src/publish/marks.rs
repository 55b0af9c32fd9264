//! What the audit says in the margin of a statement.

use super::findings::At;
use std::collections::BTreeMap;
use throughline_core::audit::{Audit, Distance, Field, Judgement, Verdict};
use throughline_core::findings::Unit;
use throughline_core::ids::{FindingId, PointId};
use throughline_core::numbers::grouped;
use throughline_core::review::{Audience, Noun};
use throughline_core::synthesis::AuditMark;

/// The marks of each statement, in order of their place in it. Those of a finding's title and of
/// the words beside its number stand with its statement and say so.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    by_statement: BTreeMap<(FindingId, Option<PointId>), Vec<AuditMark>>,
}

impl Marks {
    /// To those who did the review a mark for every phrase that was judged; to the public one for
    /// every phrase that was let through though it does not hold.
    pub(crate) fn of_audit(audit: &Audit, noun: &Noun) -> Self {
        let internal = audit.audience == Audience::Internal;
        let mut marks = Self::default();
        for judgement in &audit.judgements {
            let fails = judgement.verdict.is_some_and(Verdict::fails);
            if !internal && !fails {
                continue;
            }
            let at = (judgement.finding.clone(), judgement.point.clone());
            marks
                .by_statement
                .entry(at)
                .or_default()
                .push(mark(judgement, internal, noun));
        }
        marks
    }

    /// Those of a statement.
    pub(crate) fn of(&self, at: At) -> Vec<AuditMark> {
        let key = (at.finding.clone(), at.point.cloned());
        self.by_statement.get(&key).cloned().unwrap_or_default()
    }
}

fn mark(judgement: &Judgement, internal: bool, noun: &Noun) -> AuditMark {
    let said = if internal {
        in_the_margin(judgement, noun)
    } else {
        not_supported(judgement)
    };
    let (offset, place) = match judgement.field {
        Field::Statement => (judgement.offset, ""),
        Field::Title => (0, "in the title, "),
        Field::Says => (0, "beside the number, "),
    };
    AuditMark {
        phrase: judgement.phrase.clone(),
        offset,
        verdict: judgement.verdict,
        fragile: internal && judgement.fragile,
        words: format!("{place}{said}"),
    }
}

/// `not supported by the notes (5 of 9)`.
fn not_supported(judgement: &Judgement) -> String {
    match of(judgement) {
        Some(of) => format!("not supported by the notes ({of})"),
        None => "not supported by the notes".into(),
    }
}

/// `5 of 9`; of what, where it is not of those who took part: `2 of 6 engagements`.
pub(crate) fn of(judgement: &Judgement) -> Option<String> {
    let (count, base) = (judgement.count?, judgement.base?);
    let unit = match (judgement.unit, base) {
        (Unit::Organisations, _) => "",
        (Unit::Notes, 1) => " note",
        (Unit::Notes, _) => " notes",
        (Unit::Engagements, 1) => " engagement",
        (Unit::Engagements, _) => " engagements",
    };
    Some(format!(
        "{} of {}{unit}",
        grouped(count.into()),
        grouped(base.into())
    ))
}

/// `7 of 9, holds unless 2 of 9 change`.
fn in_the_margin(judgement: &Judgement, noun: &Noun) -> String {
    let Some(verdict) = judgement.verdict else {
        return "not counted, as it speaks of something else".into();
    };
    let said = match verdict {
        Verdict::Unclaimed => return "no claim stands behind it".into(),
        Verdict::Supported => holds(judgement, noun),
        Verdict::Understated => match &judgement.best_word {
            Some(word) => format!("says less than the notes; “{word}” would hold"),
            None => "says less than the notes".into(),
        },
        Verdict::Overstated | Verdict::NoEvidence => match judgement.flip.organisations {
            Some(distance) => format!(
                "not supported by the notes; it would hold if {} changed",
                moves(distance, judgement)
            ),
            None => "not supported by the notes".into(),
        },
    };
    let decides = if judgement.fragile && verdict != Verdict::Supported {
        "; one tag decides"
    } else {
        ""
    };
    match of(judgement) {
        Some(of) => format!("{of}, {said}{decides}"),
        None => format!("{said}{decides}"),
    }
}

/// How far a claim that holds is from turning: by whom, and whether by a single tag. Where it is not
/// counted in organisations, or one tag turns it, nothing is said of which of them would.
fn holds(judgement: &Judgement, noun: &Noun) -> String {
    let tags = judgement.flip.tags;
    match judgement.flip.organisations {
        Some(distance) => {
            let change = if distance.changes() == 1 {
                "changes"
            } else {
                "change"
            };
            let decides = if judgement.fragile {
                "; one tag decides"
            } else {
                ""
            };
            format!(
                "holds unless {} {change}{decides}",
                moves(distance, judgement)
            )
        }
        None if judgement.fragile => "holds, but one tag decides".into(),
        None if judgement.unit == Unit::Organisations => {
            format!("holds whichever {} change", noun.many)
        }
        None => match tags {
            Some(distance) => {
                let up_to = match distance {
                    Distance::Exactly(_) => "",
                    Distance::AtMost { .. } => "up to ",
                };
                let (n, s, change) = match distance.changes() {
                    1 => ("1".into(), "", "changes"),
                    n => (grouped(n.into()), "s", "change"),
                };
                format!("holds unless {up_to}{n} tag{s} {change}")
            }
            None => "holds".into(),
        },
    }
}

/// `2 of 9`; `up to 3 of 40` where the fewest is not known; `2` where it is counted in something
/// else.
fn moves(distance: Distance, judgement: &Judgement) -> String {
    let changes = grouped(distance.changes().into());
    let of = match (judgement.unit, judgement.base) {
        (Unit::Organisations, Some(base)) => format!(" of {}", grouped(base.into())),
        _ => String::new(),
    };
    match distance {
        Distance::Exactly(_) => format!("{changes}{of}"),
        Distance::AtMost { .. } => format!("up to {changes}{of}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughline_core::audit::Flip;
    use throughline_core::problem::Place;
    use throughline_core::reading::Kind;

    fn judged(verdict: Option<Verdict>, count: u32, flip: Option<Distance>) -> Judgement {
        Judgement {
            finding: "f".parse().unwrap(),
            point: None,
            field: Field::Statement,
            phrase: "most agencies".into(),
            offset: 4,
            kind: Kind::Quantifier,
            amount: Some("most".into()),
            verdict,
            unit: Unit::Organisations,
            count: Some(count),
            base: Some(9),
            least: Some(7),
            most: Some(8),
            best_word: Some("many".into()),
            flip: Flip {
                organisations: flip,
                ..Flip::default()
            },
            fragile: false,
            supporting: Vec::new().into(),
            supporting_total: 0,
            contrary: Vec::new().into(),
            contrary_total: 0,
            remarks: Vec::new(),
            place: Place::default(),
        }
    }

    #[test]
    fn the_margin_says_how_far_a_claim_is_from_turning() {
        let noun = Noun::default();
        let exactly = |n| Some(Distance::Exactly(n));
        for (judgement, words) in [
            (
                judged(Some(Verdict::Supported), 8, exactly(2)),
                "8 of 9, holds unless 2 of 9 change",
            ),
            (
                judged(
                    Some(Verdict::Supported),
                    8,
                    Some(Distance::AtMost { at_most: 2 }),
                ),
                "8 of 9, holds unless up to 2 of 9 change",
            ),
            (
                judged(Some(Verdict::Supported), 9, None),
                "9 of 9, holds whichever organisations change",
            ),
            (
                judged(Some(Verdict::Overstated), 5, exactly(2)),
                "5 of 9, not supported by the notes; it would hold if 2 of 9 changed",
            ),
            (
                judged(Some(Verdict::Understated), 5, None),
                "5 of 9, says less than the notes; “many” would hold",
            ),
            (
                judged(Some(Verdict::Unclaimed), 5, None),
                "no claim stands behind it",
            ),
            (
                Judgement {
                    unit: Unit::Engagements,
                    base: Some(6),
                    fragile: true,
                    ..judged(Some(Verdict::Supported), 5, None)
                },
                "5 of 6 engagements, holds, but one tag decides",
            ),
            (
                Judgement {
                    unit: Unit::Engagements,
                    base: Some(6),
                    flip: Flip {
                        tags: exactly(2),
                        ..Flip::default()
                    },
                    ..judged(Some(Verdict::Supported), 2, None)
                },
                "2 of 6 engagements, holds unless 2 tags change",
            ),
            (
                Judgement {
                    fragile: true,
                    ..judged(Some(Verdict::Supported), 7, exactly(1))
                },
                "7 of 9, holds unless 1 of 9 changes; one tag decides",
            ),
            (
                judged(None, 5, None),
                "not counted, as it speaks of something else",
            ),
        ] {
            assert_eq!(mark(&judgement, true, &noun).words, words);
        }
    }

    #[test]
    fn the_public_reads_only_what_does_not_hold() {
        let mut audit = Audit {
            schema: throughline_core::audit::SCHEMA.into(),
            audience: Audience::Public,
            scale: "plain".into(),
            judgements: vec![
                judged(Some(Verdict::Supported), 8, None),
                judged(Some(Verdict::Overstated), 5, None),
                Judgement {
                    field: Field::Title,
                    fragile: true,
                    ..judged(Some(Verdict::NoEvidence), 0, None)
                },
            ],
            remarks: Vec::new(),
            since: Vec::new(),
        };
        let finding = "f".parse().unwrap();
        let at = At {
            finding: &finding,
            point: None,
            number: "1",
        };
        let marks = Marks::of_audit(&audit, &Noun::default()).of(at);
        let words: Vec<&str> = marks.iter().map(|m| m.words.as_str()).collect();
        assert_eq!(
            words,
            [
                "not supported by the notes (5 of 9)",
                "in the title, not supported by the notes (0 of 9)"
            ]
        );
        assert!(marks.iter().all(|m| !m.fragile));
        assert_eq!((marks[0].offset, marks[1].offset), (4, 0));
        audit.audience = Audience::Internal;
        assert_eq!(Marks::of_audit(&audit, &Noun::default()).of(at).len(), 3);
    }
}
