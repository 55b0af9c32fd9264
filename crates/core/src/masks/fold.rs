//! The form in which a text is looked through: one character for each that is seen, with the place
//! it came from.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Stands for a mask, which nothing that is looked for reaches across.
pub(super) const MASK: char = '\u{fffc}';

/// A character as it is compared, with where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    /// Without case, accents and width; a hyphen, an apostrophe, a space or a line break for every
    /// kind of it.
    pub folded: char,
    /// As it is written.
    pub raw: char,
    /// Where it begins, in code points.
    pub from: u32,
    /// Where it ends, in code points, with the accents that stand on it.
    pub to: u32,
}

impl Glyph {
    pub fn is_letter(self) -> bool {
        self.folded.is_alphanumeric()
    }
}

/// A text folded. `masks` are the visible masks, each of which becomes one [`MASK`].
pub(super) fn fold(text: &str, masks: &[String]) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len());
    fold_into(&mut glyphs, text, masks);
    glyphs
}

/// The same, at the end of a list.
pub(super) fn fold_into(glyphs: &mut Vec<Glyph>, text: &str, masks: &[String]) {
    let mut rest = text;
    let mut at = 0u32;
    while let Some(c) = rest.chars().next() {
        if c == '['
            && let Some(mask) = masks.iter().find(|mask| rest.starts_with(mask.as_str()))
        {
            let to = at.saturating_add(length(mask));
            glyphs.push(Glyph {
                folded: MASK,
                raw: MASK,
                from: at,
                to,
            });
            rest = rest.get(mask.len()..).unwrap_or_default();
            at = to;
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        add(glyphs, c, at);
        at = at.saturating_add(1);
    }
}

/// The length of a text in code points.
pub(super) fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

fn add(glyphs: &mut Vec<Glyph>, raw: char, at: u32) {
    let to = at.saturating_add(1);
    let mut push = |folded: char| {
        glyphs.push(Glyph {
            folded,
            raw,
            from: at,
            to,
        });
    };
    match raw {
        'a'..='z' | '0'..='9' => push(raw),
        'A'..='Z' => push(raw.to_ascii_lowercase()),
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => push('\n'),
        // A superscript figure is the mark of a note, not a part of the word before it.
        MASK | '\u{fffd}' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' => push(' '),
        '\'' | '‘' | '’' | 'ʼ' | 'ʻ' | 'ʹ' | '`' | '´' | '′' | '＇' => push('\''),
        c if is_hyphen(c) => push('-'),
        // "Health & Safety" and "Health and Safety" are one name.
        '&' | '＆' | '﹠' => [' ', 'a', 'n', 'd', ' '].into_iter().for_each(push),
        c if c.is_whitespace() => push(' '),
        ' '..='~' => push(raw),
        c if is_unseen(c) => {}
        c if canonical_combining_class(c) != 0 => {
            if let Some(before) = glyphs.last_mut() {
                before.to = to;
            }
        }
        c => std::iter::once(c)
            .nfkd()
            .flat_map(char::to_uppercase)
            .flat_map(char::to_lowercase)
            .nfkd()
            .filter(|&c| canonical_combining_class(c) == 0 && !is_unseen(c))
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .for_each(push),
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{58a}' | '\u{5be}' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// Characters that show nothing: soft hyphens, joiners, marks of direction, variation selectors,
/// tags and controls.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// What a search finds in a text, as it stands there.
#[cfg(test)]
pub(super) fn found_in(
    text: &str,
    search: impl Fn(&[Glyph]) -> Vec<(usize, usize)>,
) -> Vec<String> {
    let glyphs = fold(text, &[]);
    search(&glyphs)
        .into_iter()
        .map(|(first, last)| {
            let range = glyphs[first].from as usize..glyphs[last].to as usize;
            text.chars().skip(range.start).take(range.len()).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text, &["[agency]".into()])
            .iter()
            .map(|g| g.folded)
            .collect()
    }

    #[test]
    fn what_looks_alike_is_one() {
        for (text, is) in [
            ("The TREASURY’s", "the treasury's"),
            ("Te Ru\u{304}nanga", "te runanga"),
            ("Te Rūnanga", "te runanga"),
            ("Trea\u{ad}su\u{200b}ry", "treasury"),
            ("Inter\u{2011}Agency", "inter-agency"),
            ("a\u{a0}b", "a b"),
            ("R&D", "r and d"),
            ("ofﬁce", "office"),
            ("STRASSE straße", "strasse strasse"),
            ("İ ＤＩＡ", "i dia"),
            ("DIA²", "dia "),
            ("the [agency] said", "the \u{fffc} said"),
            ("\u{fffc}", " "),
        ] {
            assert_eq!(folded(text), is, "{text}");
        }
    }

    #[test]
    fn places_are_code_points_of_the_text() {
        let glyphs = fold("ū\u{304}x[agency]y", &["[agency]".into()]);
        let places: Vec<(u32, u32)> = glyphs.iter().map(|g| (g.from, g.to)).collect();
        assert_eq!(places, [(0, 2), (2, 3), (3, 11), (11, 12)]);
    }
}
