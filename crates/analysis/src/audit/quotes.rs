//! Words in quotation marks are looked up in the notes that may be quoted.

use super::remarks;
use super::texts::Quoted;
use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;
use throughline_core::audit::{FindingRemark, Remark};
use throughline_core::notes::TextPlace;
use throughline_core::review::Review;

/// Texts that are read at once.
const AT_ONCE: usize = 4_096;

/// A remark for each quotation that no quotable note holds. Reads the notes of one batch after
/// another until every quotation is found.
pub(crate) fn remarks(review: &Review, quoted: &[Quoted]) -> Vec<FindingRemark> {
    let mut missing: BTreeMap<String, Option<Remark>> = quoted
        .iter()
        .map(|q| (folded(&q.words), None))
        .filter(|(words, _)| !words.is_empty())
        .collect();
    if let Err(error) = look_up(review, &mut missing) {
        for (words, remark) in &mut missing {
            *remark = Some(remarks::quote_not_looked_up(words, &error));
        }
    }
    let remark = |q: &Quoted| {
        let why = missing.get(&folded(&q.words))?;
        Some(FindingRemark {
            finding: q.finding.clone(),
            point: q.point.clone(),
            remark: why
                .clone()
                .unwrap_or_else(|| remarks::quote_not_found(&q.words)),
            place: q.place.clone(),
        })
    };
    quoted.iter().filter_map(remark).collect()
}

/// Takes out what a quotable note holds.
fn look_up(review: &Review, missing: &mut BTreeMap<String, Option<Remark>>) -> Result<(), String> {
    let quotable = review.notes.flags.iter().zip(&review.notes.places);
    let places: Vec<TextPlace> = quotable
        .filter(|(flags, _)| flags.quotable)
        .map(|(_, place)| *place)
        .collect();
    for batch in places.chunks(AT_ONCE) {
        if missing.is_empty() {
            return Ok(());
        }
        let words: Vec<String> = missing.keys().cloned().collect();
        let search = AhoCorasick::new(&words).map_err(|e| e.to_string())?;
        for text in review.texts.read(batch).map_err(|e| e.to_string())? {
            for hit in search.find_overlapping_iter(&folded(&text)) {
                if let Some(word) = words.get(hit.pattern().as_usize()) {
                    missing.remove(word);
                }
            }
        }
    }
    Ok(())
}

/// A text in lower case with runs of white space as one space and straight quotation marks, without
/// the stop or comma that a sentence puts at the end of a quotation.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            other => other,
        }));
    }
    let end = out.trim_end_matches(['.', ',', ';', ':', '…']).len();
    out.truncate(end);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::texts::Quoted;
    use std::sync::Arc;
    use throughline_core::notes::{Flags, TextsInMemory};
    use throughline_core::problem::Place;

    #[test]
    fn only_notes_that_may_be_quoted_are_looked_in() {
        let texts = [
            "Says “negligible\n value” to us",
            "Not on the radar",
            "new ‘must do’, at once",
        ];
        let texts = texts.map(str::to_owned).to_vec();
        let mut review = Review::new("Quotes", Arc::new(TextsInMemory(texts)));
        for (row, quotable) in [(0, true), (1, false), (2, true)] {
            let flags = Flags {
                quotable,
                ..Flags::default()
            };
            review.notes.flags.push(flags);
            review.notes.places.push(TextPlace {
                file: 0,
                offset: row,
                line: row + 2,
            });
        }
        let quoted = |words: &str| Quoted {
            finding: "f".parse().unwrap(),
            point: None,
            words: words.into(),
            place: Place::default(),
        };
        let asked = [
            ("negligible value,", true),
            ("Must do’, at", true),
            ("on the radar", false),
            ("seldom heard", false),
            ("new 'must", true),
        ];
        let list: Vec<Quoted> = asked.iter().map(|(words, _)| quoted(words)).collect();
        let missing: Vec<String> = remarks(&review, &list)
            .into_iter()
            .map(|r| r.remark.message)
            .collect();
        let expected: Vec<String> = asked
            .iter()
            .filter(|(_, found)| !found)
            .map(|(words, _)| format!("“{words}” stands in no note that may be quoted"))
            .collect();
        assert_eq!(missing, expected);
    }
}
