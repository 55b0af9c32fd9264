//! Quotation marks, curly and straight, double and single; an apostrophe is none.

use super::Span;
use super::tokens::{Points, apostrophe};

/// The words in quotation marks, the marks left out, in order; what stands in a quotation within a
/// quotation belongs to the outer one. A mark that is never closed in its paragraph quotes nothing.
pub(super) fn quotations(points: &Points) -> Vec<Span> {
    let mut out = Vec::new();
    if !points.text.contains(['“', '„', '«', '"', '‘', '\'']) {
        return out;
    }
    let closings = Closings::new(points);
    let mut at = 0;
    while let Some(c) = points.at(at) {
        let close = match c {
            '“' | '„' | '«' | '"' | '‘' | '\'' => closings.of(points, at, c),
            _ => None,
        };
        if let Some(close) = close {
            out.push(Span {
                offset: at + 1,
                length: close - at - 1,
            });
            at = close;
        }
        at += 1;
    }
    out
}

/// For each place, the next closing mark of each sort at or after it in the same paragraph.
struct Closings {
    double: Vec<Option<usize>>,
    straight: Vec<Option<usize>>,
    single: Vec<Option<usize>>,
    /// Single ones that do not follow an s, where a plural possessive could stand.
    sure: Vec<Option<usize>>,
    angle: Vec<Option<usize>>,
}

impl Closings {
    fn new(points: &Points) -> Self {
        let word_after = |p| points.at(p + 1).is_some_and(char::is_alphanumeric);
        let word_before = |p| points.before(p).is_some_and(|c| !c.is_whitespace());
        let next = |closes: &dyn Fn(usize, char) -> bool| {
            let mut seen = None;
            let mut out = vec![None; points.chars.len() + 1];
            for (p, &(_, c)) in points.chars.iter().enumerate().rev() {
                if c == '\n' && points.at(p + 1) == Some('\n') {
                    seen = None;
                } else if closes(p, c) {
                    seen = Some(p);
                }
                if let Some(slot) = out.get_mut(p) {
                    *slot = seen;
                }
            }
            out
        };
        let single = |p: usize, c: char| apostrophe(c) && word_before(p) && !word_after(p);
        Self {
            double: next(&|_, c| matches!(c, '”' | '‟')),
            straight: next(&|p, c| c == '"' && word_before(p) && !word_after(p)),
            single: next(&single),
            sure: next(&|p, c| single(p, c) && !matches!(points.before(p), Some('s' | 'S'))),
            angle: next(&|_, c| c == '»'),
        }
    }

    /// Where the quotation that opens here closes.
    fn of(&self, points: &Points, at: usize, mark: char) -> Option<usize> {
        let apart = points
            .before(at)
            .is_none_or(|c| !c.is_alphanumeric() && !apostrophe(c));
        let follows = points.at(at + 1)?;
        if follows.is_whitespace() {
            return None;
        }
        let after = |closings: &[Option<usize>]| closings.get(at + 1).copied().flatten();
        let close = match mark {
            '“' => after(&self.double),
            // German and Polish open low and close high, where English opens.
            '„' => (at + 1..points.chars.len().min(at + 2000))
                .find(|&p| matches!(points.at(p), Some('“' | '”'))),
            '«' => after(&self.angle),
            '"' if apart => after(&self.straight),
            '‘' | '\'' if apart && follows.is_alphabetic() && !elided(points, at) => {
                self.single(points, at)
            }
            _ => None,
        }?;
        (close > at + 1).then_some(close)
    }

    fn single(&self, points: &Points, at: usize) -> Option<usize> {
        let first = self.single.get(at + 1).copied().flatten()?;
        // The mark after "agencies’" may be an apostrophe, if another one closes before the next opens.
        let sure = self.sure.get(at + 1).copied().flatten();
        let opens = |p: &usize| points.at(*p) == Some('‘');
        match sure {
            Some(sure)
                if sure > first && !(first..sure).any(|p| opens(&p)) && sure - first < 200 =>
            {
                Some(sure)
            }
            _ => Some(first),
        }
    }
}

/// Words that begin with an apostrophe: ’tis, ’em.
fn elided(points: &Points, at: usize) -> bool {
    let word: String = (at + 1..at + 7)
        .map_while(|p| points.at(p).filter(|c| c.is_alphabetic()))
        .flat_map(char::to_lowercase)
        .collect();
    matches!(word.as_str(), "tis" | "twas" | "em" | "til" | "cause" | "n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_apostrophes() {
        let table: [(&str, &[&str]); 13] = [
            ("as “best fit” and “next”", &["best fit", "next"]),
            ("as \"best fit\".", &["best fit"]),
            (
                "a ‘must do’, not a ‘nice to have’.",
                &["must do", "nice to have"],
            ),
            ("a 'must do' list", &["must do"]),
            ("agencies’ plans and libraries’ needs", &[]),
            ("agencies' plans and libraries' needs", &[]),
            ("it isn’t the agency’s", &[]),
            (
                "a ‘test of the libraries’ patience’ it was",
                &["test of the libraries’ patience"],
            ),
            ("the ‘90s and the libraries’ plans", &[]),
            ("a 5\" pipe and a 6\" pipe", &[]),
            ("“a ‘b’ c”", &["a ‘b’ c"]),
            ("never “closed", &[]),
            ("“open\n\nnew paragraph”", &[]),
        ];
        for (text, expected) in table {
            let points = Points::new(text);
            let found: Vec<&str> = quotations(&points)
                .iter()
                .map(|s| points.slice(s.offset, s.offset + s.length))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
