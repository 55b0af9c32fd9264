//! How much of a file a message quotes. A cell may hold a megabyte and a header thousands of names;
//! ten thousand messages that hold them whole would fill the memory, and nobody reads them.

/// Code points that are kept of what stands between backticks.
const QUOTED: usize = 120;

/// Code points that are kept of a message or a help.
const WHOLE: usize = 1_000;

/// A message in which everything between backticks, and then the whole, is cut, with an ellipsis for
/// what is left out.
pub(super) fn cut(text: String) -> String {
    if text.len() <= QUOTED {
        return text;
    }
    let mut short = String::new();
    for (number, stretch) in text.split('`').enumerate() {
        if number > 0 {
            short.push('`');
        }
        let is_quoted = number % 2 == 1;
        push_start(&mut short, stretch, if is_quoted { QUOTED } else { WHOLE });
        if short.len() > 4 * WHOLE {
            break;
        }
    }
    if short.len() <= WHOLE {
        return short;
    }
    let mut whole = String::new();
    push_start(&mut whole, &short, WHOLE);
    whole
}

/// Adds so many code points of some text, and an ellipsis where it has more.
fn push_start(to: &mut String, text: &str, most: usize) {
    match text.char_indices().nth(most) {
        Some((end, _)) => {
            to.push_str(text.get(..end).unwrap_or_default());
            to.push('…');
        }
        None => to.push_str(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_cut_and_then_the_whole() {
        let (x, y) = ("x".repeat(200), "ā".repeat(2000));
        let cases = [
            (
                "unknown theme `costs`".to_owned(),
                "unknown theme `costs`".to_owned(),
            ),
            (
                format!("unknown column `{x}`; it is not read"),
                format!("unknown column `{}…`; it is not read", &x[..QUOTED]),
            ),
            (
                format!("`{y}` and `{x}` are two"),
                format!("`{}…` and `{}…` are two", "ā".repeat(QUOTED), &x[..QUOTED]),
            ),
            (format!("`{}", &x[..50]), format!("`{}", &x[..50])),
            (
                format!("the header has: {y}"),
                format!("the header has: {}…", "ā".repeat(WHOLE - 16)),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), expected);
        }
        let many = "`a`, ".repeat(1_000_000);
        assert_eq!(cut(many).chars().count(), WHOLE + 1);
    }
}
