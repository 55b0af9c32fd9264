//! Parts and questions, which only a new review takes from a file.

use super::Landed;
use super::existing::Existing;
use crate::incoming::{Incoming, IncomingNote};
use throughline_core::names::name_key;
use throughline_core::review::Review;
use throughline_folder::rows::{SETTINGS, defines_parts};

/// The parts and questions that notes may name.
pub(super) struct Parts<'a> {
    /// The review that is there.
    there: Option<&'a Review>,
    /// Nothing where notes may name any.
    defined: Option<&'a Review>,
}

impl<'a> Parts<'a> {
    pub fn of(existing: &'a Existing) -> Self {
        let settings = existing.bytes(SETTINGS).ok().flatten();
        let defines = settings.is_some_and(|bytes| defines_parts(&bytes));
        Self {
            there: existing.review.as_ref(),
            defined: existing.review.as_ref().filter(|_| defines),
        }
    }

    /// Lists the parts of the file that the review does not have: review.toml is the analyst's.
    pub fn compare(&self, incoming: &Incoming, landed: &mut Landed) {
        for part in &incoming.parts {
            let is = |p: &throughline_core::review::Part| {
                name_key(p.id.as_str()) == name_key(&part.id)
                    || name_key(&p.title) == name_key(&part.title)
            };
            if self
                .there
                .is_some_and(|review| !review.parts.iter().any(is))
            {
                let which = format!("{}: “{}”", part.id, part.title);
                landed.lost(
                    "part",
                    which,
                    format!("{SETTINGS} of the review is kept as it is"),
                );
            }
        }
    }

    /// The part and the question of a note, where the review has them.
    pub fn check(&self, note: &IncomingNote, id: &str, landed: &mut Landed) -> (String, String) {
        let Some(review) = self.defined else {
            return (note.part.clone(), note.question.clone());
        };
        let is = |key: &str, name: &str| name_key(key) == name_key(name);
        let part = review
            .parts
            .iter()
            .find(|p| is(p.id.as_str(), &note.part) || is(&p.title, &note.part));
        let in_part = |code: u32| part.is_none_or(|p| p.questions.contains(&code));
        let question = (0..).zip(&review.questions).find(|(code, q)| {
            in_part(*code) && (is(q.id.as_str(), &note.question) || is(&q.text, &note.question))
        });
        for (what, name, found) in [
            ("part of a note", &note.part, part.is_some()),
            ("question of a note", &note.question, question.is_some()),
        ] {
            if !name.is_empty() && !found {
                landed.lost(
                    what,
                    format!("{id}: “{name}”"),
                    format!("{SETTINGS} has none of that name"),
                );
            }
        }
        (
            part.map(|p| p.id.to_string()).unwrap_or_default(),
            question.map(|(_, q)| q.id.to_string()).unwrap_or_default(),
        )
    }
}
