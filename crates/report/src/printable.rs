//! What no font of the report has: dropped or written out before anything is drawn or typeset, in
//! this one place, because a PDF/UA-1 file with a missing glyph cannot be made at all.

use crate::fonts::covers;
use serde_json::Value;
use std::collections::BTreeMap;
use throughline_core::synthesis::{PointBlock, StatementBlock, Synthesis};
use unicode_normalization::UnicodeNormalization;

/// What [`printable`] could not print as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Replaced {
    /// Characters written out as their code point, each time it stands somewhere.
    pub total: u64,
    /// How often by character, written `U+1F600`.
    pub characters: BTreeMap<String, u64>,
    /// Control characters, byte-order marks and other characters without a mark that were left out.
    pub dropped: u64,
}

/// A copy of a synthesis in which every string can be set in the report's fonts, and what had to be
/// replaced for it. The offsets of claims are those in the new text.
#[must_use]
pub fn printable(synthesis: &Synthesis) -> (Synthesis, Replaced) {
    let mut replaced = Replaced::default();
    let Ok(mut value) = serde_json::to_value(synthesis) else {
        return (synthesis.clone(), replaced);
    };
    walk(&mut value, &mut replaced);
    // Every string keeps a character that is not white space and gains no `;` and no line break, so
    // an identifier stays one and the shape stays that of a synthesis.
    let mut copy: Synthesis = serde_json::from_value(value).unwrap_or_else(|_| synthesis.clone());
    for finding in copy.parts.iter_mut().flat_map(|part| &mut part.findings) {
        place_claims(&mut finding.statement);
        finding.points.iter_mut().for_each(place_claims_of_point);
    }
    (copy, replaced)
}

/// A text as it can be set in the report's fonts: composed (NFC), without control characters (but
/// for line breaks) and byte-order marks, and with a character that a font lacks written as its
/// code point. A tab or another space that the fonts lack becomes a space.
///
/// ```
/// use throughline_report::printable::{printable_text, Replaced};
/// let mut replaced = Replaced::default();
/// assert_eq!(printable_text("\u{feff}Ma\u{304}ori 😀", &mut replaced), "Māori ‹U+1F600›");
/// assert_eq!((replaced.total, replaced.characters["U+1F600"], replaced.dropped), (1, 1, 1));
/// ```
#[must_use]
pub fn printable_text(text: &str, replaced: &mut Replaced) -> String {
    if text
        .bytes()
        .all(|b| (b' '..=b'~').contains(&b) || b == b'\n')
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let dropped_before = replaced.dropped;
    // The Greek question mark composes to `;`, which would separate values; it stays itself.
    for (index, run) in text.split(GREEK_QUESTION_MARK).enumerate() {
        if index > 0 {
            put(GREEK_QUESTION_MARK, &mut out, replaced);
        }
        for c in run.nfc() {
            put(c, &mut out, replaced);
        }
    }
    if out.trim().is_empty() && !text.trim().is_empty() {
        // Nothing but characters without a mark: they are named, so that the text stays one.
        replaced.dropped = dropped_before;
        out.clear();
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            write_out(c, &mut out, replaced);
        }
    }
    out
}

const GREEK_QUESTION_MARK: char = '\u{37e}';

fn put(c: char, out: &mut String, replaced: &mut Replaced) {
    if c == '\n' {
        out.push(c);
    } else if has_no_mark(c) {
        replaced.dropped += 1;
    } else if c.is_whitespace() {
        out.push(if covers(c) { c } else { ' ' });
    } else if covers(c) {
        out.push(c);
    } else {
        // A letter that the fonts have as a letter and an accent only.
        let parts: Vec<char> = std::iter::once(c).nfd().collect();
        if parts.len() > 1 && parts.iter().all(|&part| covers(part)) {
            out.extend(parts);
        } else {
            write_out(c, out, replaced);
        }
    }
}

/// Control characters but for those that are white space, and the characters of format that a
/// reader does not see: joiners, direction marks, soft hyphens, variation selectors, tags.
fn has_no_mark(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\r' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

fn write_out(c: char, out: &mut String, replaced: &mut Replaced) {
    let name = format!("U+{:04X}", u32::from(c));
    out.push('‹');
    out.push_str(&name);
    out.push('›');
    replaced.total += 1;
    *replaced.characters.entry(name).or_default() += 1;
}

fn walk(value: &mut Value, replaced: &mut Replaced) {
    match value {
        Value::String(text) => *text = printable_text(text, replaced),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, replaced)),
        Value::Object(fields) => fields.values_mut().for_each(|field| walk(field, replaced)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn place_claims_of_point(point: &mut PointBlock) {
    place_claims(&mut point.statement);
    point.points.iter_mut().for_each(place_claims_of_point);
}

/// A phrase stands once in its statement, so it is found again where it stands now.
fn place_claims(statement: &mut StatementBlock) {
    for claim in &mut statement.claims {
        let found = statement.text.find(&claim.phrase);
        if let Some(before) = found.and_then(|at| statement.text.get(..at)) {
            claim.offset = u32::try_from(before.chars().count()).unwrap_or(u32::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> (String, Replaced) {
        let mut replaced = Replaced::default();
        (printable_text(text, &mut replaced), replaced)
    }

    #[test]
    fn each_kind_of_character_has_its_rule() {
        for (text, want, total, dropped) in [
            ("Plain text, as it is.", "Plain text, as it is.", 0, 0),
            ("two\nlines", "two\nlines", 0, 0),
            ("carriage\r\nreturn", "carriage\nreturn", 0, 1),
            ("tab\tstop\u{3000}wide", "tab stop wide", 0, 0),
            ("\u{feff}mark\u{0}\u{7f}\u{9f}", "mark", 0, 4),
            (
                "zero\u{200b}width\u{200d}soft\u{ad}hyphen",
                "zerowidthsofthyphen",
                0,
                3,
            ),
            ("Nga\u{304}ti Ma\u{304}ori", "Ngāti Māori", 0, 0),
            ("❤\u{fe0f}!", "‹U+2764›!", 1, 1),
            ("漢字", "‹U+6F22›‹U+5B57›", 2, 0),
            ("\u{e000}", "‹U+E000›", 1, 0),
            ("\u{ffff}", "‹U+FFFF›", 1, 0),
            ("\u{200b}", "‹U+200B›", 1, 0),
            ("", "", 0, 0),
            (" \u{a0}", " \u{a0}", 0, 0),
        ] {
            let (out, replaced) = of(text);
            assert_eq!(out, want, "{text:?}");
            assert_eq!(
                (replaced.total, replaced.dropped),
                (total, dropped),
                "{text:?}"
            );
        }
    }

    #[test]
    fn characters_are_counted_by_name() {
        let (_, replaced) = of("😀😀 漢");
        let counts: Vec<(&str, u64)> = replaced
            .characters
            .iter()
            .map(|(name, &n)| (name.as_str(), n))
            .collect();
        assert_eq!(counts, [("U+1F600", 2), ("U+6F22", 1)]);
    }

    proptest! {
        #[test]
        fn everything_that_comes_out_can_be_set(text in any::<String>()) {
            let (out, _) = of(&text);
            prop_assert!(out.chars().all(|c| c == '\n' || covers(c)), "{out:?}");
            prop_assert!(out.trim().is_empty() == text.trim().is_empty());
            let again = of(&out);
            prop_assert_eq!((again.0, again.1), (out, Replaced::default()));
        }

        #[test]
        fn an_identifier_stays_one(text in any::<String>()) {
            use throughline_core::ids::ThemeId;
            if text.parse::<ThemeId>().is_ok() {
                prop_assert!(of(&text).0.parse::<ThemeId>().is_ok());
            }
        }
    }
}
