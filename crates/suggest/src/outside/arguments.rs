//! A program and its arguments in one text, without a shell.

use thiserror::Error;

/// Why a text is no program with its arguments.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ArgumentsError {
    /// There is no word in it.
    #[error("no program is named")]
    Blank,
    /// A quotation mark that is never closed: which, and where it stands, in code points from 1.
    #[error("the quotation mark {0} at character {1} is never closed")]
    Unclosed(char, usize),
}

/// Splits at white space. Inside single quotes everything stands for itself; inside double quotes too,
/// but `\"` and `\\`. Outside of quotes a backslash before white space, a quotation mark or a backslash
/// takes its meaning away; before anything else it stands for itself, as in a path of Windows. Nothing
/// else has a meaning: no variables, no wild cards, no `|`.
///
/// ```
/// use throughline_suggest::outside::split;
/// assert_eq!(split(r#"ask --model 'a b' "say \"hi\"" $HOME"#)?, ["ask", "--model", "a b", "say \"hi\"", "$HOME"]);
/// assert!(split("ask 'never closed").is_err());
/// # Ok::<(), throughline_suggest::outside::ArgumentsError>(())
/// ```
///
/// # Errors
/// Nothing but white space, or a quotation mark that is never closed.
pub fn split(text: &str) -> Result<Vec<String>, ArgumentsError> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut open: Option<(char, usize)> = None;
    let mut characters = (1..).zip(text.chars()).peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|n| n.1);
        match (open, c) {
            (Some((quote, _)), c) if c == quote => open = None,
            (Some(('"', _)), '\\') if matches!(next, Some('"' | '\\')) => {
                word.get_or_insert_default().extend(next);
                characters.next();
            }
            (None, '\\') if next.is_some_and(|n| n.is_whitespace() || "'\"\\".contains(n)) => {
                word.get_or_insert_default().extend(next);
                characters.next();
            }
            (None, '\'' | '"') => {
                word.get_or_insert_default();
                open = Some((c, at));
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    if let Some((quote, at)) = open {
        return Err(ArgumentsError::Unclosed(quote, at));
    }
    words.extend(word);
    match words.first() {
        Some(program) if !program.is_empty() => Ok(words),
        _ => Err(ArgumentsError::Blank),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_and_quotes() {
        for (text, words) in [
            ("a", Ok(&["a"][..])),
            ("  a\t b\n", Ok(&["a", "b"])),
            ("a ''", Ok(&["a", ""])),
            ("a'b c'd", Ok(&["ab cd"])),
            (r"a\ b c\\d", Ok(&["a b", r"c\d"])),
            (r"C:\bin\ask.exe", Ok(&[r"C:\bin\ask.exe"])),
            (r#""a\nb" '\"'"#, Ok(&[r"a\nb", r#"\""#])),
            ("", Err(ArgumentsError::Blank)),
            (" '' x", Err(ArgumentsError::Blank)),
            ("a \"b", Err(ArgumentsError::Unclosed('"', 3))),
            ("ā 'b\"", Err(ArgumentsError::Unclosed('\'', 3))),
        ] {
            let split = split(text);
            match words {
                Ok(words) => assert_eq!(split.unwrap(), words, "{text}"),
                Err(error) => assert_eq!(split.unwrap_err(), error, "{text}"),
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_quoted_comes_back(words in proptest::collection::vec("[^']{0,8}", 0..5)) {
            let text = words.iter().fold("program".to_owned(), |t, w| format!("{t} '{w}'"));
            let split = split(&text).unwrap();
            prop_assert_eq!(&split[1..], &words[..]);
        }
    }
}
