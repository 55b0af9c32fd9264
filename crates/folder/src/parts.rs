//! Parts and questions: those that review.toml defines, or else those that the notes name.

use crate::cells::CellFault;
use crate::keys::{Keys, unknown_word};
use std::collections::{HashMap, HashSet};
use throughline_core::ids::{PartId, QuestionId};
use throughline_core::names::{name_key, shown_name};
use throughline_core::notes::NONE;
use throughline_core::problem::{Code, Place, Problem};
use throughline_core::review::{Part, Question};
use throughline_ingest::faults::Faults;
use throughline_ingest::notes::WHERE;

/// The parts of a review and their questions.
#[derive(Debug, Default)]
pub struct Parts {
    /// In order.
    pub list: Vec<Part>,
    /// Of all parts, in order.
    pub questions: Vec<Question>,
    /// The part of each question.
    part_of: Vec<u32>,
    /// Whether notes may name only what is here.
    defined: bool,
    /// Ids and titles.
    part_keys: HashMap<String, u32>,
    /// Ids and texts, under their part and under none.
    question_keys: HashMap<(u32, String), u32>,
    /// The questions of an id or a text, in whatever part.
    questions_of_key: HashMap<String, Vec<u32>>,
}

impl Parts {
    /// Parts as the notes will name them.
    pub fn as_written() -> Self {
        Self::default()
    }

    /// `[[part]]` and `[[part.question]]` of review.toml.
    pub fn read(keys: &mut Keys<'_, '_>, faults: &mut Faults) -> Self {
        let mut parts = Self::default();
        let mut sound = true;
        let (mut part_ids, mut question_ids) = (HashSet::new(), HashSet::new());
        for mut part in keys.tables("part", faults) {
            parts.defined = true;
            let id = part.id::<PartId>("id", faults);
            let title = part.required("title", faults).map(|t| t.text.to_owned());
            let intro = part.owned("intro", faults);
            let questions = part.tables("question", faults);
            let code = to_code(parts.list.len());
            if let Some((id, text)) = &id
                && !part_ids.insert(id.clone())
            {
                faults.push(stands_twice("part", id.as_str(), part.place(text.at)));
            }
            part.finish(faults);
            sound &= id.is_some() && title.is_some();
            if let (Some((id, _)), Some(title)) = (id, title) {
                parts.add_part(id, title, intro);
            }
            for mut question in questions {
                let id = question.id::<QuestionId>("id", faults);
                let text = question.required("text", faults);
                if let Some((id, text)) = &id
                    && !question_ids.insert(id.clone())
                {
                    faults.push(stands_twice(
                        "question",
                        id.as_str(),
                        question.place(text.at),
                    ));
                }
                question.finish(faults);
                sound &= id.is_some() && text.is_some();
                if let (Some((id, _)), Some(text)) = (id, text) {
                    parts.add_question(code, id, text.text.to_owned());
                }
            }
        }
        // Notes are not blamed for what cannot be made out of review.toml.
        parts.defined &= sound;
        parts
    }

    fn add_part(&mut self, id: PartId, title: String, intro: Option<String>) -> u32 {
        let code = to_code(self.list.len());
        for key in [name_key(id.as_str()), name_key(&title)] {
            self.part_keys.entry(key).or_insert(code);
        }
        self.list.push(Part {
            id,
            title,
            intro,
            questions: Vec::new(),
        });
        code
    }

    fn add_question(&mut self, part: u32, id: QuestionId, text: String) -> u32 {
        let code = to_code(self.questions.len());
        let keys = [name_key(id.as_str()), name_key(&text)];
        for key in keys {
            let named = self.questions_of_key.entry(key.clone()).or_default();
            if named.last() != Some(&code) {
                named.push(code);
            }
            // A question that is defined stands for itself wherever its part is not named.
            let anywhere = self.defined.then_some(NONE);
            for part in anywhere.into_iter().chain([part]) {
                self.question_keys
                    .entry((part, key.clone()))
                    .or_insert(code);
            }
        }
        if let Some(part) = self.list.get_mut(part as usize) {
            part.questions.push(code);
        }
        self.questions.push(Question { id, text });
        self.part_of.push(part);
        code
    }

    /// Looks at the part and the question that a note names, without taking them in; with
    /// `advice`, says what may be meant.
    pub fn check(&self, part: &str, question: &str, advice: bool) -> Vec<CellFault> {
        let mut faults = Vec::new();
        if !self.defined {
            return faults;
        }
        let found = self.part(part);
        let [part_column, question_column] = WHERE;
        if found.is_none() && !part.is_empty() {
            let problem = self.unknown_part(part, advice, Place::default());
            faults.push(CellFault::new(part_column, problem));
        } else if self.question(found, question).is_none() && !question.is_empty() {
            let of = found.and_then(|p| self.list.get(p as usize));
            let known: Vec<&str> = (0..)
                .zip(&self.questions)
                .filter(|_| advice)
                .filter(|(code, _)| found.is_none() || found == self.part_of(*code))
                .map(|(_, q)| q.id.as_str())
                .collect();
            let what = match of {
                Some(part) => format!("question in `{}`:", part.id),
                None => "question".to_owned(),
            };
            let place = Place::default();
            let problem = unknown_word(Code::UnknownQuestion, place, &what, question, &known);
            faults.push(CellFault::new(question_column, problem));
        }
        faults
    }

    /// The codes of the part and the question that a note names; new ones are taken in where the
    /// review does not define them.
    pub fn take(&mut self, part: &str, question: &str) -> (u32, u32) {
        let mut code = self.part(part);
        if code.is_none() && !self.defined && !part.is_empty() {
            code = as_id::<PartId>(part).map(|id| self.add_part(id, shown_name(part), None));
        }
        let mut asked = self.question(code, question);
        if asked.is_none() && !self.defined && !question.is_empty() {
            asked = as_id::<QuestionId>(question)
                .map(|id| self.add_question(code.unwrap_or(NONE), id, shown_name(question)));
        }
        (code.unwrap_or(NONE), asked.unwrap_or(NONE))
    }

    fn part_of(&self, question: u32) -> Option<u32> {
        let part = self.part_of.get(question as usize).copied();
        part.filter(|p| *p != NONE)
    }

    /// A part by its id or title.
    pub fn part(&self, name: &str) -> Option<u32> {
        self.part_keys.get(&name_key(name)).copied()
    }

    /// Every question with an id or a text, in whatever part.
    pub fn questions_named(&self, name: &str) -> &[u32] {
        let named = self.questions_of_key.get(&name_key(name));
        named.map_or(&[], Vec::as_slice)
    }

    /// A question by its id or text, in a part or in none.
    fn question(&self, part: Option<u32>, name: &str) -> Option<u32> {
        let key = (part.unwrap_or(NONE), name_key(name));
        self.question_keys.get(&key).copied()
    }

    /// Says that there is no such part; with `advice`, which may be meant.
    pub fn unknown_part(&self, name: &str, advice: bool, place: Place) -> Problem {
        let known = self.list.iter().filter(|_| advice);
        let known: Vec<&str> = known.map(|p| p.id.as_str()).collect();
        unknown_word(Code::UnknownPart, place, "part", name, &known)
    }

    /// Says that there is no such question; with `advice`, which may be meant.
    pub fn unknown_question(&self, name: &str, advice: bool, place: Place) -> Problem {
        let known = self.questions.iter().filter(|_| advice);
        let known: Vec<&str> = known.map(|q| q.id.as_str()).collect();
        unknown_word(Code::UnknownQuestion, place, "question", name, &known)
    }
}

/// Says that an identifier is given twice.
pub fn stands_twice(what: &str, id: &str, place: Place) -> Problem {
    Problem::new(
        Code::DuplicateId,
        place,
        format!("the {what} `{id}` stands twice"),
    )
    .help("give each an id of its own")
}

/// An identifier made of what a note says: a `;` or a line break cannot be in one.
pub fn as_id<T: std::str::FromStr>(text: &str) -> Option<T> {
    let plain = text.replace(|c: char| c == ';' || c.is_control(), " ");
    shown_name(&plain).parse().ok()
}

fn to_code(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}
