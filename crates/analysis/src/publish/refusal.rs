//! Why there is no report: everything that is wrong, at once, each with its place.

use super::marks::of;
use super::writer::Writer;
use super::written;
use thiserror::Error;
use throughline_core::audit::{Audit, Judgement, Verdict};
use throughline_core::notes::TextError;
use throughline_core::numbers::grouped;
use throughline_core::problem::{Code, Problem, Problems};

/// Why there is no synthesis.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PublishError {
    /// The report would say what the notes do not bear, or what must be withheld.
    #[error("the report is not written:{}", lines(&.0.problems))]
    Refused(Box<Refusal>),
    /// The review holds a sample of its notes: a first look is for those who did the review.
    #[error("a first look at a sample of the notes is not for publication")]
    FirstLook,
    /// The text of a note could not be read again.
    #[error("a note could not be read again: {0}")]
    Texts(#[from] TextError),
}

/// What was found before a report was written.
#[derive(Debug)]
pub struct Refusal {
    /// Every phrase with its judgement, also those that hold.
    pub audit: Audit,
    /// Everything that is wrong, in order of place: phrases that fail, names in texts, claims and
    /// quotations that would tell what must be withheld.
    pub problems: Problems,
}

fn lines(problems: &Problems) -> String {
    problems.iter().fold(String::new(), |mut lines, problem| {
        lines.push('\n');
        lines.push_str(&problem.to_string());
        lines
    })
}

/// The phrases that do not hold.
pub(crate) fn claims(audit: &Audit, protected: bool) -> Problems {
    let mut problems = Problems::default();
    for judgement in audit.failing(false) {
        let help = if protected {
            "change the words or the claim; a protected report lets no such claim through, because \
             the mark on it would tell a count"
        } else {
            "change the words or the claim, or report with `--allow-unsupported`, which prints a \
             mark at each"
        };
        problems.push(
            Problem::new(
                Code::ClaimFails,
                judgement.place.clone(),
                said_of(judgement),
            )
            .help(help),
        );
    }
    problems
}

/// `“most agencies” is overstated: 5 of 9, where it needs 7 or 8; “many” would hold`.
fn said_of(judgement: &Judgement) -> String {
    let is = match judgement.verdict {
        Some(Verdict::NoEvidence) => "has no evidence",
        _ => "is overstated",
    };
    let counted = of(judgement).map_or_else(String::new, |of| format!(": {of}"));
    let number = |n: u32| grouped(n.into());
    let needs = match (judgement.least, judgement.most) {
        (Some(least), Some(most)) if least == most => number(least),
        (Some(least), Some(most)) if judgement.base == Some(most) => {
            format!("{} or more", number(least))
        }
        (Some(least), Some(most)) if most == least + 1 => {
            format!("{} or {}", number(least), number(most))
        }
        (Some(least), Some(most)) => format!("{} to {}", number(least), number(most)),
        _ => "a count that this base does not have".into(),
    };
    let best = judgement
        .best_word
        .as_ref()
        .map_or_else(String::new, |word| format!("; “{word}” would hold"));
    format!(
        "“{}” {is}{counted}, where it needs {needs}{best}",
        judgement.phrase
    )
}

/// Texts of an analyst that hold what a public report must not print. What is found is never
/// repeated.
pub(crate) fn names(writer: &Writer) -> Problems {
    let mut problems = Problems::default();
    if writer.internal() {
        return problems;
    }
    for text in written::texts(writer) {
        for found in writer.masks.search(text.text) {
            problems.push(
                Problem::new(
                    Code::WouldPublishName,
                    text.place.clone(),
                    format!("{} holds {}", text.what, found.what),
                )
                .help(
                    "take it out, or report with `--audience internal`; only names in notes and \
                     quotations are masked",
                ),
            );
        }
    }
    problems
}
