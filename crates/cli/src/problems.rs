//! Prints problems: each with its place, what is wrong and what would be right.

use std::collections::BTreeMap;
use throughline::{Code, Problem, Problems, Severity};

/// How many problems of one kind are printed before the rest is counted.
pub const SHOWN_OF_A_KIND: usize = 20;

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

/// All problems as text, at most `limit` of a kind, and a last line that counts them.
pub fn listing(problems: &Problems, limit: usize) -> String {
    let mut out = String::new();
    let mut met: BTreeMap<Code, usize> = BTreeMap::new();
    for problem in problems {
        let count = met.entry(problem.code).or_default();
        *count += 1;
        if *count <= limit {
            out.push_str(&text(problem));
        }
    }
    for (code, count) in met {
        if count > limit {
            let (more, kind) = (count - limit, code.as_str());
            out = format!("{out}… and {more} more of the kind `{kind}`\n");
        }
    }
    out
}

/// `2 errors, 1 warning`.
pub fn totals(problems: &Problems) -> String {
    let part = |severity, one: &str| {
        let n = problems.count(severity);
        format!("{n} {one}{}", if n == 1 { "" } else { "s" })
    };
    format!(
        "{}, {}, {}",
        part(Severity::Error, "error"),
        part(Severity::Warning, "warning"),
        part(Severity::Note, "note")
    )
}
