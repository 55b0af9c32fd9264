//! What a review cannot be begun without.

use super::guess::Guess;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::header::key;
use throughline_ingest::prepared::{Glance, Shape};

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
            [_, .., last] => problem(
                format!("{} could each be `text`; none is read", quoted(&could)),
                format!("say which: `--column \"text={last}\"`"),
            ),
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
