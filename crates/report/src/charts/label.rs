//! Labels: wrapped at spaces to as many lines as needed, never cut, never an ellipsis.

use crate::fonts::{Face, width};
use unicode_normalization::char::is_combining_mark;

/// The lines of a label in a column, both in units. White space folds to one space and is where
/// lines break, no-break spaces excepted. Two lines are balanced. A single word wider than the
/// column breaks with a hyphen at the last code point that fits. A blank label has no lines.
pub(super) fn wrap(text: &str, column: i32, face: Face, size: i32) -> Vec<String> {
    let fits = |line: &str| measure(line, face, size) <= column;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text
        .split(|c: char| c.is_whitespace() && !is_no_break(c))
        .filter(|w| !w.is_empty())
    {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut rest = word;
        while !fits(rest) {
            let Some((head, tail)) = split_word(rest, fits) else {
                break;
            };
            lines.push(hyphenated(head));
            rest = tail;
        }
        rest.clone_into(&mut line);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    balance(lines, face, size)
}

/// The width of a text in whole units, rounded up.
pub(super) fn measure(text: &str, face: Face, size: i32) -> i32 {
    super::whole(width(text, face, f64::from(size)).ceil())
}

/// The width of the widest of some texts, 0 for none.
pub(super) fn widest<'a>(texts: impl IntoIterator<Item = &'a str>, face: Face, size: i32) -> i32 {
    texts
        .into_iter()
        .map(|text| measure(text, face, size))
        .max()
        .unwrap_or(0)
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

/// The longest beginning of a word that fits with a hyphen, and the rest. It has one code point at
/// least, so that a column too narrow for anything still comes to an end.
fn split_word(word: &str, fits: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    let mut best = None;
    for (at, c) in word.char_indices().skip(1) {
        if is_combining_mark(c) {
            continue;
        }
        let (head, tail) = word.split_at(at);
        if best.is_some() && !fits(&hyphenated(head)) {
            break;
        }
        best = Some((head, tail));
    }
    best
}

/// With a hyphen at its end, its own if it has one.
fn hyphenated(head: &str) -> String {
    let hyphen = if head.ends_with('-') { "" } else { "-" };
    format!("{head}{hyphen}")
}

/// Two lines are broken where the longer of them is shortest.
fn balance(lines: Vec<String>, face: Face, size: i32) -> Vec<String> {
    let [first, second] = lines.as_slice() else {
        return lines;
    };
    let mut best = (
        measure(first, face, size).max(measure(second, face, size)),
        None,
    );
    let mut at = first.len();
    while let Some(space) = first.get(..at).and_then(|head| head.rfind(' ')) {
        let (head, tail) = first.split_at(space);
        let below = format!("{} {second}", tail.trim_start_matches(' '));
        let longer = measure(head, face, size).max(measure(&below, face, size));
        if longer >= best.0 {
            break;
        }
        best = (longer, Some([head.to_owned(), below]));
        at = space;
    }
    match best.1 {
        Some(balanced) => balanced.into(),
        None => lines,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_of_the_mock_pages_break_as_there() {
        for (label, column, want) in [
            ("Drafting together", 1720, &["Drafting together"][..]),
            (
                "Cycles out of step with policy, budget and elections",
                1720,
                &["Cycles out of step with", "policy, budget and elections"],
            ),
            ("  two   words ", 1720, &["two words"]),
            ("", 1720, &[]),
            ("Whakawhanaungatanga", 500, &["Whakawhan-", "aungatanga"]),
        ] {
            assert_eq!(wrap(label, column, Face::Sans, 85), want, "{label}");
        }
    }

    #[test]
    fn a_column_too_narrow_for_a_letter_comes_to_an_end() {
        assert_eq!(wrap("abc", 1, Face::Sans, 85), ["a-", "b-", "c"]);
        assert_eq!(
            wrap("Ma\u{304}o", 1, Face::Sans, 85),
            ["M-", "a\u{304}-", "o"]
        );
    }

    #[test]
    fn a_no_break_space_holds() {
        let lines = wrap("one to one meeting no.\u{a0}12", 800, Face::Sans, 85);
        assert!(
            lines.iter().any(|line| line.contains("no.\u{a0}12")),
            "{lines:?}"
        );
    }

    /// The code points of a text without its white space.
    fn bare(text: &str) -> String {
        text.split_whitespace().collect()
    }

    /// Whether lines are a text and nothing else but hyphens put in at the ends of lines. A hyphen
    /// there may be the text's own or not.
    fn holds(lines: &[String], rest: &str) -> bool {
        let Some((line, lines)) = lines.split_first() else {
            return rest.is_empty();
        };
        let line = bare(line);
        let with = |line: &str| {
            rest.strip_prefix(line)
                .is_some_and(|rest| holds(lines, rest))
        };
        with(&line) || !lines.is_empty() && line.strip_suffix('-').is_some_and(with)
    }

    proptest! {
        #[test]
        fn no_code_point_is_lost_and_no_line_is_too_wide(
            text in r"([\p{L}\p{N}\p{P}]{0,40}[ \n\u{a0}]{0,3}){0,12}",
            column in 300_i32..2400,
            bold in any::<bool>(),
        ) {
            let face = if bold { Face::SansBold } else { Face::Sans };
            let lines = wrap(&text, column, face, 85);
            for line in &lines {
                prop_assert!(measure(line, face, 85) <= column, "{line:?}");
                prop_assert_eq!(line.trim_matches([' ', '\n']), line.as_str());
                prop_assert!(!line.is_empty());
            }
            prop_assert!(holds(&lines, &bare(&text)), "{lines:?}");
        }
    }
}
