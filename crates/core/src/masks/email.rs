//! E-mail addresses: `jo@example.govt.nz`, also divided at the end of a line, and as they are
//! written so that a machine does not see them: `jo (at) example (dot) govt (dot) nz`.

use super::fold::Glyph;

/// The ends of domains after which `jo at example dot nz` is taken for an address: between words,
/// "at" and "dot" are words.
const SPOKEN_ENDS: [&str; 14] = [
    "nz", "au", "uk", "com", "org", "net", "govt", "gov", "edu", "ac", "co", "info", "io", "int",
];

/// The addresses of a text: the first and last glyph of each.
pub(super) fn search(glyphs: &[Glyph]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in 0..glyphs.len() {
        if at < from {
            continue;
        }
        if let Some((first, last)) = address(glyphs, at) {
            found.push((first, last));
            from = last + 1;
        }
    }
    found
}

/// The address whose `@` begins at a glyph.
fn address(glyphs: &[Glyph], at: usize) -> Option<(usize, usize)> {
    let (local_end, domain_start, spoken) = sign(glyphs, at)?;
    let first = local(glyphs, local_end)?;
    let (last, end) = domain(glyphs, domain_start, spoken)?;
    (!spoken || SPOKEN_ENDS.contains(&end.as_str())).then_some((first, last))
}

/// Where the local part ends and the domain begins, and whether the sign is the bare word "at".
fn sign(glyphs: &[Glyph], at: usize) -> Option<(usize, usize, bool)> {
    let c = char_at(glyphs, at)?;
    let before = at.checked_sub(1)?;
    if c == '@' {
        // A space before the sign makes it the word "at"; the end of a line does not.
        let local_end = match char_at(glyphs, before)? {
            '\n' => skip_back(glyphs, before)?,
            _ => before,
        };
        return Some((local_end, skip(glyphs, at + 1), false));
    }
    if let Some(end) = bracketed(glyphs, at, "at") {
        return Some((skip_back(glyphs, before)?, skip(glyphs, end), false));
    }
    let spoken = c == 'a'
        && char_at(glyphs, at + 1) == Some('t')
        && is_space(glyphs, before)
        && is_space(glyphs, at + 2);
    spoken.then(|| Some((skip_back(glyphs, before)?, skip(glyphs, at + 2), true)))?
}

fn char_at(glyphs: &[Glyph], at: usize) -> Option<char> {
    glyphs.get(at).map(|g| g.folded)
}

fn is_space(glyphs: &[Glyph], at: usize) -> bool {
    char_at(glyphs, at).is_some_and(char::is_whitespace)
}

fn skip(glyphs: &[Glyph], mut at: usize) -> usize {
    while is_space(glyphs, at) {
        at += 1;
    }
    at
}

fn skip_back(glyphs: &[Glyph], mut at: usize) -> Option<usize> {
    while is_space(glyphs, at) {
        at = at.checked_sub(1)?;
    }
    Some(at)
}

/// Past `(at)`, `[ at ]`, `{at}` or `<at>`.
fn bracketed(glyphs: &[Glyph], at: usize, word: &str) -> Option<usize> {
    let close = match char_at(glyphs, at)? {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        _ => return None,
    };
    let mut next = skip(glyphs, at + 1);
    for c in word.chars() {
        if char_at(glyphs, next) != Some(c) {
            return None;
        }
        next += 1;
    }
    let next = skip(glyphs, next);
    (char_at(glyphs, next) == Some(close)).then_some(next + 1)
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || "._%+-'!#$*/=?^{|}~".contains(c)
}

/// The first glyph of a local part that ends at a glyph. It goes on over the end of a line after
/// one of `.`, `-`, `_` and `+`.
fn local(glyphs: &[Glyph], end: usize) -> Option<usize> {
    if !char_at(glyphs, end).is_some_and(|c| c.is_alphanumeric() || "._%+-'".contains(c)) {
        return None;
    }
    let mut first = end;
    while let Some(before) = first.checked_sub(1) {
        let c = char_at(glyphs, before)?;
        if is_local(c) {
            first = before;
        } else if c == '\n'
            && let Some(joint) = skip_back(glyphs, before)
            && char_at(glyphs, joint).is_some_and(|c| ".-_+".contains(c))
            && joint
                .checked_sub(1)
                .and_then(|at| char_at(glyphs, at))
                .is_some_and(char::is_alphanumeric)
            // A sentence that ends before the line is not joined to the address.
            && glyphs.get(first).is_some_and(|g| !g.raw.is_uppercase())
        {
            first = joint;
        } else {
            break;
        }
    }
    // Marks that open a sentence's bracket or quotation are not the address's.
    while first < end && char_at(glyphs, first).is_some_and(|c| !c.is_alphanumeric() && c != '_') {
        first += 1;
    }
    Some(first)
}

/// The last glyph of a domain that begins at a glyph, and its last label.
fn domain(glyphs: &[Glyph], start: usize, spoken: bool) -> Option<(usize, String)> {
    let (mut last, mut name) = label(glyphs, start)?;
    let mut labels = 1;
    while let Some((end, next)) = dot(glyphs, last + 1, spoken).and_then(|at| label(glyphs, at)) {
        if !next.chars().any(char::is_alphabetic) {
            break;
        }
        (last, name) = (end, next);
        labels += 1;
    }
    if labels == 1 {
        // `jo@exam` at the end of a line, `ple.govt.nz` on the next.
        let next = last + 1;
        if spoken || char_at(glyphs, next) != Some('\n') {
            return None;
        }
        let (end, _) = label(glyphs, skip(glyphs, next))?;
        let at = (char_at(glyphs, end + 1) == Some('.')).then_some(end + 2)?;
        (last, name) = label(glyphs, at)?;
        while let Some((end, next)) = (char_at(glyphs, last + 1) == Some('.'))
            .then(|| label(glyphs, last + 2))
            .flatten()
        {
            (last, name) = (end, next);
        }
    }
    let top = name.chars().count() >= 2 && name.chars().all(char::is_alphabetic);
    (top || name.starts_with("xn-")).then_some((last, name))
}

/// Past the full stop of a domain, which a line may end at or begin with.
fn dot(glyphs: &[Glyph], at: usize, spoken: bool) -> Option<usize> {
    match char_at(glyphs, at) {
        Some('.') => Some(match char_at(glyphs, at + 1) {
            // A new sentence begins with a capital.
            Some('\n') => {
                let next = skip(glyphs, at + 1);
                glyphs.get(next).filter(|g| !g.raw.is_uppercase())?;
                next
            }
            _ => at + 1,
        }),
        Some(c) if c.is_whitespace() || matches!(c, '(' | '[' | '{' | '<') => {
            let next = skip(glyphs, at);
            if let Some(end) = bracketed(glyphs, next, "dot") {
                return Some(skip(glyphs, end));
            }
            if c == '\n' && char_at(glyphs, next) == Some('.') {
                return Some(next + 1);
            }
            let word = spoken
                && next > at
                && [Some('d'), Some('o'), Some('t')]
                    == [0, 1, 2].map(|n| char_at(glyphs, next + n))
                && is_space(glyphs, next + 3);
            word.then(|| skip(glyphs, next + 3))
        }
        _ => None,
    }
}

/// A label of a domain: letters, figures and hyphens; a hyphen at the end of a line divides it.
fn label(glyphs: &[Glyph], start: usize) -> Option<(usize, String)> {
    let mut name = String::new();
    let (mut at, mut last) = (start, None);
    while let Some(c) = char_at(glyphs, at) {
        if c.is_alphanumeric() {
            name.push(c);
            last = Some(at);
            at += 1;
        } else if c == '-' && last.is_some() {
            at += 1;
            if char_at(glyphs, at) == Some('\n') {
                at = skip(glyphs, at);
            } else {
                name.push('-');
            }
        } else {
            break;
        }
    }
    while name.ends_with('-') {
        name.pop();
    }
    last.map(|last| (last, name))
}

#[cfg(test)]
mod tests {
    use super::super::fold::found_in;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        found_in(text, search)
    }

    #[test]
    fn addresses() {
        for (text, address) in [
            (
                "write to jo.smith@example.govt.nz.",
                "jo.smith@example.govt.nz",
            ),
            ("JO@EXAMPLE.CO", "JO@EXAMPLE.CO"),
            ("<mailto:j+x@a-b.org>", "j+x@a-b.org"),
            ("ā@tari.māori.nz", "ā@tari.māori.nz"),
            ("jo@example.govt.nz, please", "jo@example.govt.nz"),
            ("jo@\nexample.govt.nz", "jo@\nexample.govt.nz"),
            ("jo\n@example.govt.nz", "jo\n@example.govt.nz"),
            ("jo@example.\n  govt.nz", "jo@example.\n  govt.nz"),
            ("jo@example\n.govt.nz", "jo@example\n.govt.nz"),
            ("jo@exam-\nple.nz", "jo@exam-\nple.nz"),
            ("jo@exam\nple.govt.nz", "jo@exam\nple.govt.nz"),
            ("mail jo.\nsmith@example.nz", "jo.\nsmith@example.nz"),
            ("That is it.\nJo@example.nz", "Jo@example.nz"),
            ("jo@ example.nz", "jo@ example.nz"),
            ("jo (at) example.nz", "jo (at) example.nz"),
            ("jo[at]example[dot]nz", "jo[at]example[dot]nz"),
            (
                "jo at example dot govt dot nz",
                "jo at example dot govt dot nz",
            ),
            ("jo＠example．nz", "jo＠example．nz"),
            ("jo\u{200b}@example.nz", "jo\u{200b}@example.nz"),
            ("(jo@example.nz)", "jo@example.nz"),
            ("jo@example.nz.\nThen", "jo@example.nz"),
        ] {
            assert_eq!(found(text), [address], "{text}");
        }
    }

    #[test]
    fn no_addresses() {
        for text in [
            "meet @ten.thirty",
            "50 @ 3.20",
            "a@b",
            "a@b.1",
            "@handle",
            "a@.com",
            "lunch @ cafe.then",
            "look at every dot on the page",
            "met at noon. Dot points",
            "(at) the end",
            "@",
            "a@",
            "at",
            "",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
