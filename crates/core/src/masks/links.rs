//! Links that name a person or an account: `https://jo@example.nz/`, `linkedin.com/in/jo`,
//! `example.nz/users/jo`, `?user=jo`, `@jo`. The whole link is hidden, since the rest of it leads
//! there as well.

use super::fold::Glyph;

/// Parts of a path after which a person or an account is named.
const BEFORE_NAMES: [&str; 14] = [
    "user", "users", "u", "in", "profile", "profiles", "people", "person", "member", "members",
    "author", "authors", "staff", "account",
];
/// Keys of a query whose value names one.
const KEYS: [&str; 6] = ["user", "username", "userid", "login", "author", "account"];
/// Sites whose addresses begin with the name of an account.
const SITES: [&str; 9] = [
    "facebook.com",
    "twitter.com",
    "x.com",
    "instagram.com",
    "github.com",
    "tiktok.com",
    "youtube.com",
    "threads.net",
    "t.me",
];

/// The links that name somebody: the first and last glyph of each.
pub(super) fn search(glyphs: &[Glyph]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        if !begins(glyphs, at) {
            at += 1;
            continue;
        }
        let (places, next) = token(glyphs, at);
        let text: String = places
            .iter()
            .filter_map(|&p| glyphs.get(p))
            .map(|g| g.folded)
            .collect();
        let text = text.trim_end_matches(['.', ',', ':', '!', '?', ')', '\'', '-', '/']);
        let last = text
            .chars()
            .count()
            .checked_sub(1)
            .and_then(|n| places.get(n));
        if let (Some(&last), true) = (last, names_somebody(text)) {
            found.push((at, last));
        }
        at = next;
    }
    found
}

fn char_at(glyphs: &[Glyph], at: usize) -> Option<char> {
    glyphs.get(at).map(|g| g.folded)
}

fn is_link(c: char) -> bool {
    c.is_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
}

fn begins(glyphs: &[Glyph], at: usize) -> bool {
    let opens = |c: char| c.is_alphanumeric() || c == '@';
    char_at(glyphs, at).is_some_and(opens)
        && !at
            .checked_sub(1)
            .and_then(|before| char_at(glyphs, before))
            .is_some_and(|c| c.is_alphanumeric() || "@._~%+-/".contains(c))
}

/// The glyphs of a link from its first one, and where the text goes on. A line may end after `/`,
/// `=`, `@`, `_` and `-`.
fn token(glyphs: &[Glyph], first: usize) -> (Vec<usize>, usize) {
    let mut places = Vec::new();
    let (mut at, mut slash) = (first, false);
    while let Some(c) = char_at(glyphs, at) {
        if is_link(c) {
            slash |= c == '/';
            places.push(at);
            at += 1;
        } else if c == '\n'
            && slash
            && places
                .last()
                .and_then(|&p| char_at(glyphs, p))
                .is_some_and(|c| "/=@_-".contains(c))
        {
            while char_at(glyphs, at).is_some_and(char::is_whitespace) {
                at += 1;
            }
        } else {
            break;
        }
    }
    (places, at)
}

fn names_somebody(link: &str) -> bool {
    if let Some(handle) = link.strip_prefix('@') {
        return is_handle(handle.split('/').next().unwrap_or_default());
    }
    let (scheme, rest) = match link.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, link),
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if let (Some(_), Some((user, host))) = (scheme, authority.rsplit_once('@')) {
        return !user.is_empty() && !host.is_empty();
    }
    let host = authority.split(':').next().unwrap_or_default();
    if scheme.is_none() && !is_host(host) {
        return false;
    }
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts: Vec<&str> = path
        .split(['/', '#'])
        .filter(|part| !part.is_empty())
        .collect();
    let site = host
        .strip_prefix("www.")
        .or(host.strip_prefix("m."))
        .unwrap_or(host);
    let by_path = parts.iter().any(|part| {
        part.strip_prefix(['@', '~'])
            .is_some_and(|name| !name.is_empty())
    }) || parts
        .windows(2)
        .any(|pair| matches!(pair, [key, _] if BEFORE_NAMES.contains(key)));
    let by_query = query.split(['&', ';']).any(|pair| {
        pair.split_once('=')
            .is_some_and(|(key, value)| KEYS.contains(&key) && !value.is_empty())
    });
    by_path || by_query || (SITES.contains(&site) && !parts.is_empty())
}

/// `example.nz`: labels with a full stop between, the last of two letters or more.
fn is_host(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(name, top)| {
        !name.is_empty() && top.len() >= 2 && top.chars().all(char::is_alphabetic)
    })
}

/// `jo_smith`: two letters, figures or more, the first a letter.
fn is_handle(handle: &str) -> bool {
    handle.starts_with(char::is_alphabetic)
        && handle.chars().filter(|c| c.is_alphanumeric()).count() >= 2
        && handle
            .chars()
            .all(|c| c.is_alphanumeric() || "._-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::super::fold::found_in;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        found_in(text, search)
    }

    #[test]
    fn links_with_names() {
        for (text, link) in [
            (
                "see https://jo@example.nz/notes.",
                "https://jo@example.nz/notes",
            ),
            (
                "ftp://jo:pass@files.example.nz",
                "ftp://jo:pass@files.example.nz",
            ),
            (
                "HTTPS://WWW.LinkedIn.com/in/jo-smith",
                "HTTPS://WWW.LinkedIn.com/in/jo-smith",
            ),
            ("(linkedin.com/in/jo)", "linkedin.com/in/jo"),
            ("linkedin.com/\nin/jo", "linkedin.com/\nin/jo"),
            (
                "https://example.nz/users/jo/edit",
                "https://example.nz/users/jo/edit",
            ),
            ("https://example.nz/~jo", "https://example.nz/~jo"),
            ("medium.com/@jo", "medium.com/@jo"),
            ("twitter.com/jo", "twitter.com/jo"),
            ("https://example.nz/?user=jo", "https://example.nz/?user=jo"),
            ("follow @jo_smith!", "@jo_smith"),
            ("（@jo_smith）", "@jo_smith"),
        ] {
            assert_eq!(found(text), [link], "{text}");
        }
    }

    #[test]
    fn links_and_words_without() {
        for text in [
            "https://www.example.govt.nz/reports/2023",
            "example.nz/in",
            "and/in/particular",
            "https://example.nz/?page=2",
            "github.com",
            "50 @ 3.20",
            "@ ten",
            "@1",
            "a/b",
            "users/jo",
            "://",
            "",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
