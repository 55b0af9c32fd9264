//! The finish of a chart's SVG: size on paper, role, name and description, which the plotters
//! backend does not write.

use super::{WIDTH, WIDTH_MM};
use std::fmt::Write as _;

/// What an SVG says of itself.
pub(super) struct Head<'a> {
    /// The stem of its file, from which its ids are made.
    pub(super) stem: &'a str,
    /// Its name.
    pub(super) title: &'a str,
    /// Its alternative text.
    pub(super) desc: &'a str,
}

/// The SVG as plotters wrote it with its head replaced. Each mark keeps its line; a text stands on
/// one line with its tags.
pub(super) fn finish(drawn: &str, height: i32, head: &Head) -> String {
    let mut out = String::with_capacity(drawn.len());
    let (stem, millimetres) = (head.stem, height_mm(height));
    let _ = writeln!(
        out,
        "<svg id=\"chart-{stem}\" width=\"{WIDTH_MM}mm\" height=\"{millimetres:.3}mm\" \
         viewBox=\"0 0 {WIDTH} {height}\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" \
         aria-labelledby=\"chart-{stem}-title\" aria-describedby=\"chart-{stem}-desc\">"
    );
    for (tag, text) in [("title", head.title), ("desc", head.desc)] {
        let text = escape(&clean(text));
        let _ = writeln!(out, "<{tag} id=\"chart-{stem}-{tag}\">{text}</{tag}>");
    }
    let mut text_open = false;
    for line in drawn.lines().skip(1) {
        let is_tag = line.starts_with('<');
        if is_tag {
            out.push_str(&line.replace(" opacity=\"1\"", "").replace(" \"", "\""));
        } else {
            out.push_str(line);
        }
        text_open = line.starts_with("<text ") || (text_open && !is_tag);
        if !text_open {
            out.push('\n');
        }
    }
    out
}

/// The height of a chart on paper, in millimetres.
pub(super) fn height_mm(height: i32) -> f64 {
    f64::from(height) * f64::from(WIDTH_MM) / f64::from(WIDTH)
}

/// A text without the characters that XML does not hold; line breaks and tabs become spaces.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' => Some(' '),
            '\u{fffe}' | '\u{ffff}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
