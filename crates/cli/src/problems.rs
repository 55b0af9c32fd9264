//! Prints problems: each with its place, what is wrong and what would be right.

use std::collections::BTreeMap;
use throughline::model::numbers::{counted, grouped};
use throughline::{Code, Problem, Problems, Severity};

/// How many problems of one kind are printed before the rest is counted.
pub const SHOWN_OF_A_KIND: usize = 3;

/// One problem as lines of text.
pub fn text(problem: &Problem) -> String {
    let severity = match problem.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut out = format!("{severity}: {problem}\n");
    if let Some(help) = &problem.help {
        out.push_str("  help: ");
        out.push_str(help);
        out.push('\n');
    }
    out
}

/// All problems as text, in order of place. Where there are more than `limit` of a kind they stand
/// together at the end, with their number, `limit` examples and what would be right.
pub fn listing(problems: &Problems, limit: usize) -> String {
    let mut kinds: BTreeMap<Code, Vec<&Problem>> = BTreeMap::new();
    for problem in problems {
        kinds.entry(problem.code).or_default().push(problem);
    }
    let is_long = |code: Code| kinds.get(&code).is_some_and(|kind| kind.len() > limit);
    let mut out = String::new();
    for problem in problems {
        if !is_long(problem.code) {
            out.push_str(&text(problem));
        }
    }
    for (severity, word) in [
        (Severity::Note, "note"),
        (Severity::Warning, "warning"),
        (Severity::Error, "error"),
    ] {
        for (&code, kind) in &kinds {
            if code.severity() == severity && is_long(code) {
                out.push_str(&together(word, code, kind, limit));
            }
        }
    }
    out
}

/// Many problems of one kind.
fn together(severity: &str, code: Code, kind: &[&Problem], limit: usize) -> String {
    let count: u64 = kind.iter().map(|problem| problem.stands_for()).sum();
    let mut out = format!(
        "{severity}: {} of the kind `{}`: {}\n",
        grouped(count),
        code.as_str(),
        code.meaning()
    );
    let mut said = None;
    for problem in kind.iter().filter(|p| p.stands_for() == 1).take(limit) {
        out.push_str(&format!("  {problem}\n"));
        if let Some(help) = &problem.help
            && said != Some(help)
        {
            out.push_str(&format!("    help: {help}\n"));
            said = Some(help);
        }
    }
    let shown = limit as u64;
    if count > shown {
        out.push_str(&format!("  … and {} more\n", grouped(count - shown)));
    }
    out
}

/// `2 errors, 1 warning`.
pub fn totals(problems: &Problems) -> String {
    let part = |severity, one: &str| counted(problems.count(severity), one);
    format!(
        "{}, {}, {}",
        part(Severity::Error, "error"),
        part(Severity::Warning, "warning"),
        part(Severity::Note, "note")
    )
}
