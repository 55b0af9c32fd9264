//! What a review cannot be begun without.

use super::guess::Guess;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::header::key;
use throughline_ingest::prepared::{Glance, GlanceColumn, Shape};

impl Guess {
    /// What stands in the way of a review, and what settles it.
    pub(super) fn problem(&self, look: &Glance) -> Option<Problem> {
        let problem = |message: String, help: String| {
            let place = Place::file(self.file.as_str());
            Some(Problem::new(Code::MissingColumn, place, message).help(help))
        };
        if self.header_in_doubt {
            return problem(
                "the header looks like a row of notes".to_owned(),
                "put a row of names above it: date, organisation, text, themes".to_owned(),
            );
        }
        if self.shape == Shape::Questions || self.column("text").is_some() {
            return None;
        }
        let could: Vec<&str> = look
            .columns
            .iter()
            .filter(|c| c.named.is_some_and(|(ours, _)| ours == "text"))
            .map(|c| c.header.as_str())
            .collect();
        let all = || self.columns.iter().map(|c| c.header.as_str());
        let quoted = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|n| format!("`{n}`")).collect();
            names.join(" and ")
        };
        match could.as_slice() {
            [first, others @ ..] if others.iter().any(|o| key(o) == key(first)) => problem(
                format!("several columns are called `{first}`, and each could be `text`"),
                "rename all but the right one in the header row".to_owned(),
            ),
            [first, ..] if could.len() > 1 => {
                let likeliest = longest_of_its_own(look).unwrap_or(first);
                problem(
                    format!("{} could each be `text`; none is read", quoted(&could)),
                    format!("say which: `--column \"text={likeliest}\"`"),
                )
            }
            _ => {
                let named: Vec<&str> = all().filter(|h| !h.is_empty()).collect();
                problem(
                    format!("no column looks like the `text`; the header has: {}", named.join(", ")),
                    "say which holds it: `--column \"text=HEADER\"`; or, where each question has a column of its own, `--question HEADER` for each".to_owned(),
                )
            }
        }
    }
}

/// Of the columns that could be the text, the one with the most words among those whose header no
/// other has.
fn longest_of_its_own(look: &Glance) -> Option<&str> {
    let alike = |c: &GlanceColumn| {
        let same = look
            .columns
            .iter()
            .filter(|o| key(&o.header) == key(&c.header));
        same.count()
    };
    let could = look.columns.iter().filter(|c| {
        let is_text = c.named.is_some_and(|(ours, _)| ours == "text");
        is_text && alike(c) == 1
    });
    let words = |c: &&GlanceColumn| -> usize {
        let words = c.values.iter().map(|v| v.split_whitespace().count());
        words.sum()
    };
    could.max_by_key(words).map(|c| c.header.as_str())
}
