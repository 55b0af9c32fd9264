//! A draft as it stands in findings.toml.

use super::{Draft, DraftClaim, DraftNote};
use std::fmt::Write;
use throughline_core::numbers::counted;
use throughline_core::review::Review;

/// The finding, with a comment that says what was counted and which notes are against it.
pub(super) fn of(draft: &Draft, review: &Review) -> String {
    let mut out = String::new();
    comment(&mut out, &rests_on(draft, review));
    if !draft.contrary.is_empty() {
        let ids: Vec<&str> = draft.contrary.iter().map(|n| n.id.as_str()).collect();
        comment(&mut out, &format!("Read against it: {}", ids.join(", ")));
    }
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    let theme = string(review.codebook.theme(draft.theme).id.as_str());
    line("[[finding]]".into());
    line(format!("id = {}", string(draft.id.as_str())));
    if let Some(part) = draft.part.and_then(|p| review.parts.get(p as usize)) {
        line(format!("part = {}", string(part.id.as_str())));
    }
    line(format!("title = {}", string(&draft.title)));
    line(format!("statement = {}", string(&draft.statement)));
    line(format!("themes = [{theme}]"));
    if !draft.exemplars.is_empty() {
        let ids: Vec<String> = draft.exemplars.iter().map(|n| string(&n.id)).collect();
        line(format!("evidence = [{}]", ids.join(", ")));
    }
    if let Some(DraftNote { id, text, .. }) = &draft.quote {
        line(format!(
            "quote = {{ note = {}, text = {} }}",
            string(id),
            string(text)
        ));
    }
    for (at, claim) in draft.claims.iter().enumerate() {
        let DraftClaim {
            phrase,
            stance,
            says,
            ..
        } = claim;
        line("\n  [[finding.claim]]".into());
        line(format!("  phrase = {}", string(phrase)));
        line(format!("  themes = {{ any = [{theme}] }}"));
        if let Some(stance) = stance {
            line(format!("  stance = [{}]", string(stance.word())));
        }
        line(format!("  says = {}", string(says)));
        if at == 0 {
            line("  headline = true".into());
        }
    }
    out
}

/// "Drafted from 21 notes of 7 of 9 agencies: 1 positive, 5 negative, 1 not stated."
fn rests_on(draft: &Draft, review: &Review) -> String {
    let noun = review.about.noun.of(draft.organisations.base.into());
    format!(
        "Drafted on {}, {} {noun}: {}.",
        counted(draft.notes, "note"),
        draft.organisations,
        draft.stances_in_words()
    )
}

/// A line of comment; TOML lets no control character stand in one.
fn comment(out: &mut String, text: &str) {
    out.push_str("# ");
    out.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
    out.push('\n');
}

/// A basic string: quotation marks, backslashes and control characters escaped.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped() {
        assert_eq!(string("a \"b\" \\ ā ’"), r#""a \"b\" \\ ā ’""#);
        assert_eq!(
            string("\u{1b}[1m\u{85}\u{7f}"),
            r#""\u001B[1m\u0085\u007F""#
        );
    }
}
