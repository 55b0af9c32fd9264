//! How the fields of a theme travel in the one description that REFI-QDA gives a code: readable in
//! any program, and taken apart again on the way back.
//!
//! ```text
//! What OGP adds to an agency and its work.
//!
//! When to use: A note is about whether OGP is worth having.
//!
//! When not to use: The work itself.
//!
//! Keywords: value; benefit
//!
//! In a sentence: the value of OGP
//!
//! Code in Throughline: value
//! ```
//! The last line is always there, and it alone tells a description of ours from another's, which
//! comes in whole as the definition. A line of a field that begins like a heading or with `\` has a
//! `\` put before it.

use crate::incoming::IncomingTheme;
use throughline_core::codebook::Theme;

const INCLUDE: &str = "When to use: ";
const EXCLUDE: &str = "When not to use: ";
const KEYWORDS: &str = "Keywords: ";
const PHRASE: &str = "In a sentence: ";
const LABEL: &str = "Label: ";
const CODE: &str = "Code in Throughline: ";
const HEADINGS: [&str; 6] = [INCLUDE, EXCLUDE, KEYWORDS, PHRASE, LABEL, CODE];

/// The description of a theme whose code is named `name` in the file.
pub fn describe(theme: &Theme, name: &str) -> String {
    let mut out = String::new();
    section(&mut out, "", &theme.definition);
    section(&mut out, INCLUDE, &theme.include);
    section(&mut out, EXCLUDE, &theme.exclude);
    section(&mut out, KEYWORDS, &theme.keywords.join("; "));
    section(&mut out, PHRASE, theme.phrase.as_deref().unwrap_or(""));
    if theme.label != name {
        section(&mut out, LABEL, &theme.label);
    }
    section(&mut out, CODE, theme.id.as_str());
    out
}

fn section(out: &mut String, heading: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(heading);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        // The first line of a field with a heading stands after it and needs no mark.
        let begins = index > 0 || heading.is_empty();
        if begins && (line.starts_with('\\') || heading_of(line).is_some()) {
            out.push('\\');
        }
        out.push_str(line);
    }
}

/// The heading that a line begins with; its trailing space may have been lost.
fn heading_of(line: &str) -> Option<(usize, &str)> {
    HEADINGS.iter().enumerate().find_map(|(index, heading)| {
        let bare = heading.trim_end();
        let rest = line.strip_prefix(bare)?;
        Some((index, rest.strip_prefix(' ').unwrap_or(rest)))
    })
}

/// Takes a description apart into the fields of a theme. True when it is one of ours.
pub fn take_apart(description: &str, theme: &mut IncomingTheme) -> bool {
    let text = description.replace("\r\n", "\n").replace('\r', "\n");
    let is_ours = |line: &str| line.starts_with(CODE.trim_end());
    if !text.split('\n').any(is_ours) {
        text.trim().clone_into(&mut theme.definition);
        return false;
    }
    let mut fields: [Option<String>; HEADINGS.len()] = Default::default();
    let mut definition: Option<String> = None;
    let mut current: Option<usize> = None;
    let mut after: Vec<&str> = Vec::new();
    for line in text.split('\n') {
        let (slot, rest) = match heading_of(line) {
            Some((index, rest)) if fields.get(index).is_some_and(Option::is_none) => {
                current = Some(index);
                (fields.get_mut(index), rest)
            }
            _ => {
                let rest = line.strip_prefix('\\').unwrap_or(line);
                match current {
                    // Below the code stands what somebody has written since.
                    Some(index) if HEADINGS.get(index) == Some(&CODE) => {
                        after.push(rest);
                        continue;
                    }
                    Some(index) => (fields.get_mut(index), rest),
                    None => (Some(&mut definition), rest),
                }
            }
        };
        if let Some(slot) = slot {
            match slot {
                None => *slot = Some(rest.to_owned()),
                Some(text) => {
                    text.push('\n');
                    text.push_str(rest);
                }
            }
        }
    }
    // A blank line parts each field from the next.
    let whole = |text: Option<String>| {
        let text = text.unwrap_or_default();
        text.strip_suffix('\n').map_or(text.clone(), str::to_owned)
    };
    let [include, exclude, keywords, phrase, label, code] = fields;
    theme.definition = whole(definition);
    let after = after.join("\n");
    if !after.trim().is_empty() {
        if !theme.definition.is_empty() {
            theme.definition.push_str("\n\n");
        }
        theme.definition.push_str(after.trim());
    }
    theme.include = whole(include);
    theme.exclude = whole(exclude);
    let keywords = whole(keywords);
    let words = keywords.split(';').map(str::trim).filter(|w| !w.is_empty());
    theme.keywords = words.map(str::to_owned).collect();
    theme.phrase = phrase.map(|p| whole(Some(p)));
    if let Some(label) = label {
        theme.label = whole(Some(label));
    }
    code.unwrap_or_default().trim().clone_into(&mut theme.code);
    true
}
