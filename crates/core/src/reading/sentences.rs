//! Sentences: where they end, and which are questions.

use super::Span;
use super::tokens::Points;

/// Abbreviations whose full stop ends no sentence, without it and in lower case.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "mr", "mrs", "ms", "dr", "prof", "st", "hon", "rt", "cf", "vs", "approx", "incl",
    "fig", "sec", "ch", "vol", "pp", "p", "para", "jan", "feb", "apr", "aug", "sept", "oct", "nov",
    "dec", "dept", "govt", "ca", "viz",
];

/// Abbreviations whose full stop ends no sentence before a number.
const BEFORE_NUMBERS: &[&str] = &["no", "nos", "art", "s", "cl", "reg"];

/// The sentences of a text, in order, without the white space around them. A full stop inside a
/// quotation ends none; one that is missing before a capital "However" is taken as written.
pub(super) fn sentences(points: &Points, quotes: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut at = 0;
    let mut quotes = quotes.iter().peekable();
    let mut push = |from: usize, to: usize| {
        let space = |p: &usize| points.at(*p).is_some_and(char::is_whitespace);
        let from = (from..to).find(|p| !space(p)).unwrap_or(to);
        let to = (from..to).rev().find(|p| !space(p)).map_or(from, |p| p + 1);
        if from < to {
            out.push(Span {
                offset: from,
                length: to - from,
            });
        }
    };
    while let Some(c) = points.at(at) {
        if let Some(quote) = quotes.next_if(|q| q.offset <= at) {
            let close = quote.offset + quote.length;
            at = at.max(close);
            // “It works.” Most agencies …
            let ended = points.before(close).is_some_and(ends);
            if ended && next_begins(points, close + 1) {
                push(from, close + 1);
                from = close + 1;
                at = from;
            }
            continue;
        }
        let to = if ends(c) && !abbreviated(points, at) {
            let to = after_closers(points, at + 1);
            next_begins(points, to).then_some(to)
        } else {
            let begins = c == '\n' && paragraph(points, at) || c == 'H' && missing_stop(points, at);
            begins.then_some(at)
        };
        if let Some(to) = to {
            push(from, to);
            from = to;
        }
        at = to.filter(|&to| to > at).unwrap_or(at + 1);
    }
    push(from, points.chars.len());
    out
}

fn ends(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn closer(c: char) -> bool {
    matches!(c, '”' | '"' | '’' | '\'' | ')' | ']' | '»' | '*' | '_')
}

fn after_closers(points: &Points, mut at: usize) -> usize {
    while points.at(at).is_some_and(|c| ends(c) || closer(c)) {
        at += 1;
    }
    at
}

/// Whether a new sentence may begin here: the end, or white space and what a sentence begins with.
fn next_begins(points: &Points, at: usize) -> bool {
    let Some(c) = points.at(at) else { return true };
    if !c.is_whitespace() {
        return false;
    }
    let next = (at..)
        .map_while(|p| points.at(p))
        .find(|c| !c.is_whitespace());
    next.is_none_or(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ':' | ')' | '.' | '–' | '—'))
}

/// Whether the stop here belongs to an abbreviation or an initial.
fn abbreviated(points: &Points, at: usize) -> bool {
    if points.at(at) != Some('.') {
        return false;
    }
    let mut from = at;
    while from > 0
        && at - from < 8
        && points
            .before(from)
            .is_some_and(|c| c.is_alphabetic() || c == '.')
    {
        from -= 1;
    }
    let word = points.slice(from, at).to_lowercase();
    if ABBREVIATIONS.contains(&word.as_str()) {
        return true;
    }
    let next = (at + 1..)
        .map_while(|p| points.at(p))
        .find(|c| !c.is_whitespace());
    if BEFORE_NUMBERS.contains(&word.as_str()) {
        return next.is_some_and(|c| c.is_ascii_digit());
    }
    // An initial, "J. Reed", but not a label, "plan B. Most …".
    let initial = word.chars().count() == 1 && points.at(from).is_some_and(char::is_uppercase);
    initial && !labelled(points, from)
}

/// Words that a letter may label.
const LABELLED: &[&str] = &[
    "plan",
    "option",
    "appendix",
    "part",
    "phase",
    "annex",
    "tier",
    "group",
    "grade",
    "type",
    "schedule",
    "figure",
    "table",
    "section",
    "stream",
    "model",
    "form",
    "level",
    "class",
    "category",
    "scenario",
    "agency",
    "organisation",
    "organization",
    "school",
    "library",
    "office",
    "council",
    "ministry",
    "department",
    "team",
    "unit",
];

/// Whether a letter labels the word before it.
fn labelled(points: &Points, letter: usize) -> bool {
    let to = letter.saturating_sub(1);
    let mut from = to;
    while from > 0 && to - from < 16 && points.before(from).is_some_and(char::is_alphabetic) {
        from -= 1;
    }
    LABELLED.contains(&points.slice(from, to).to_lowercase().as_str())
}

/// A blank line, or a new line that begins an item of a list.
fn paragraph(points: &Points, at: usize) -> bool {
    let next = (at + 1..)
        .map_while(|p| points.at(p))
        .find(|c| *c == '\n' || !c.is_whitespace());
    next.is_some_and(|c| matches!(c, '\n' | '•' | '-' | '*' | '–' | '#'))
}

/// A capital "However" in the middle of a sentence: its full stop is missing.
fn missing_stop(points: &Points, at: usize) -> bool {
    const HOWEVER: &str = "However";
    if points.slice(at, at + HOWEVER.len()) != HOWEVER {
        return false;
    }
    let word_ends = points
        .at(at + HOWEVER.len())
        .is_none_or(|c| !c.is_alphanumeric());
    let last = (0..at)
        .rev()
        .map_while(|p| points.at(p))
        .find(|c| !c.is_whitespace());
    word_ends && last.is_some_and(|c| c.is_alphanumeric() || closer(c) || c == '.')
}

/// Whether a sentence asks.
pub(super) fn question(points: &Points, sentence: Span) -> bool {
    let end = sentence.offset + sentence.length;
    let bracketed = points.at(sentence.offset) == Some('(');
    let asked = (sentence.offset..end)
        .rev()
        .filter_map(|p| points.at(p))
        .find(|&c| !(matches!(c, '*' | '_' | '!') || (bracketed && c == ')')));
    asked == Some('?')
}

#[cfg(test)]
mod tests {
    use super::super::quotes::quotations;
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let points = Points::new(text);
        sentences(&points, &quotations(&points))
            .iter()
            .map(|s| points.slice(s.offset, s.offset + s.length).to_owned())
            .collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        let table: [(&str, &[&str]); 16] = [
            ("", &[]),
            (" \n ", &[]),
            ("One.", &["One."]),
            ("One. Two! Three? Four", &["One.", "Two!", "Three?", "Four"]),
            (
                "It rose by 2.5 per cent. Then it fell.",
                &["It rose by 2.5 per cent.", "Then it fell."],
            ),
            (
                "Some, e.g. Mr. Reed and J. Reed, left.",
                &["Some, e.g. Mr. Reed and J. Reed, left."],
            ),
            (
                "See No. 5. No. It went.",
                &["See No. 5.", "No.", "It went."],
            ),
            ("Vans, etc. Others walk.", &["Vans, etc.", "Others walk."]),
            (
                "They chose plan B. Most left.",
                &["They chose plan B.", "Most left."],
            ),
            (
                "No stop here However, it goes on.",
                &["No stop here", "However, it goes on."],
            ),
            (
                "It is, However you see it, one.",
                &["It is, However you see it, one."],
            ),
            ("“It works.” Most left.", &["“It works.”", "Most left."]),
            (
                "He said “Stop. Now.” and left.",
                &["He said “Stop. Now.” and left."],
            ),
            ("(It works.) Most left.", &["(It works.)", "Most left."]),
            ("A title\n\nA text", &["A title", "A text"]),
            ("In the U.S. it works.", &["In the U.S. it works."]),
        ];
        for (text, expected) in table {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn questions_end_in_a_mark_of_their_own() {
        for (text, asked) in [
            ("Is it?", true),
            ("It is.", false),
            ("It is (is it?).", false),
            ("(Is it?)", true),
            ("They ask “is it?”", false),
        ] {
            let points = Points::new(text);
            let all = Span {
                offset: 0,
                length: points.chars.len(),
            };
            assert_eq!(question(&points, all), asked, "{text}");
        }
    }
}
