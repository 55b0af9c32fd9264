//! Sources of a project as notes, with the tags that lie on them.
//!
//! A source of ours says which note it is, and is that note. A source of another program is an
//! engagement, and each of its paragraphs a note: the text comes in whole, two people who marked one
//! paragraph in slightly different places have tagged the same note, and what they marked stands as
//! its excerpt. Where blank lines part the text they part the paragraphs, else each line is one.

use super::read::Reader;
use super::tagged::{memos_of, positions, rows, select};
use super::times;
use super::variables::{Values, Variable};
use crate::incoming::{IncomingEngagement, IncomingNote};
use crate::refi::codes::slug;
use crate::refi::guid::Guid;
use crate::refi::offsets::{Convention, Text};
use crate::refi::xml::Element;
use throughline_core::stance::Stance;

/// A text source of a project.
pub struct Source<'e> {
    /// Its element.
    pub element: &'e Element,
    /// Its name, or what tells it from others.
    pub name: String,
    /// Its text.
    pub text: Text,
    /// Its variables.
    pub values: Values,
}

impl Source<'_> {
    /// Whether it is a note that was written here.
    pub fn is_ours(&self) -> bool {
        !self.values.of(Variable::NoteId).is_empty()
    }

    /// Positions of its selections that are numbers.
    pub fn positions(&self) -> Vec<(i64, i64)> {
        let selections = self.element.all("PlainTextSelection");
        selections.filter_map(positions).collect()
    }
}

/// A stretch of a source that is a note.
pub struct Passage {
    /// Its first character.
    pub from: usize,
    /// The one behind its last.
    pub to: usize,
    /// Its index among the notes that come in.
    pub note: usize,
}

/// Brings a source in: its notes and the tags on them.
pub fn bring_in(source: &Source<'_>, convention: Convention, reader: &mut Reader<'_>) {
    let passages = notes(source, reader);
    let guid = Guid::read(source.element.attribute("guid").unwrap_or(""));
    let all: Vec<usize> = passages.iter().map(|p| p.note).collect();
    reader.sources.entry(guid).or_default().extend(&all);
    let table = source.text.table(convention);
    for selection in source.element.all("PlainTextSelection") {
        select(source, selection, &table, &passages, reader);
    }
    for (row, themes) in rows(source.element, None, reader) {
        for &note in &all {
            reader.give(
                &row.coder,
                row.column,
                note,
                None,
                &themes,
                &row.memos,
                &row.time,
                source.element,
            );
        }
        if all.is_empty() {
            reader.list("coding", &source.name, "its source has no text");
        } else if all.len() > 1 {
            reader.whole_sources += 1;
        }
    }
    for memo in memos_of(source.element) {
        let Some(user) = reader.row_memo(&memo) else {
            continue;
        };
        let coder = reader.coder(Some(&user));
        for &note in &all {
            reader.give(
                &coder,
                false,
                note,
                None,
                &[],
                std::slice::from_ref(&memo),
                "",
                source.element,
            );
        }
    }
    for name in &source.values.others {
        reader.other_variables.insert(name.clone());
    }
}

fn notes(source: &Source<'_>, reader: &mut Reader<'_>) -> Vec<Passage> {
    let characters = &source.text.characters;
    let (spans, engagement, id) = if source.is_ours() {
        let id = source.values.of(Variable::NoteId).to_owned();
        (
            vec![trimmed(characters, 0, characters.len())],
            of_ours(source, reader),
            id,
        )
    } else {
        let id = reader.free_id(&slug(&source.name));
        reader.incoming.engagements.push(IncomingEngagement {
            id: id.clone(),
            title: Some(source.name.clone()),
            ..IncomingEngagement::default()
        });
        reader.foreign_sources += 1;
        (paragraphs(characters), id.clone(), id)
    };
    let values = &source.values;
    let mut passages = Vec::new();
    for (index, (from, to)) in spans.into_iter().enumerate() {
        let stance = Stance::from_word(values.of(Variable::Stance));
        let note = IncomingNote {
            id: if source.is_ours() {
                reader.free_note(&id)
            } else {
                reader.free_note(&format!("{id}-{}", index + 1))
            },
            engagement: engagement.clone(),
            organisations: Vec::new(),
            part: values.of(Variable::Part).to_owned(),
            question: values.of(Variable::Question).to_owned(),
            text: characters
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .collect(),
            verbatim: values.yes(Variable::Verbatim),
            quotable: values.yes(Variable::Quotable),
            language: values.of(Variable::Language).to_owned(),
            stance: stance.unwrap_or_default(),
            themes: Vec::new(),
            place: source.element.place(reader.file).to_string(),
        };
        passages.push(Passage {
            from,
            to,
            note: reader.incoming.notes.len(),
        });
        reader.incoming.notes.push(note);
    }
    passages
}

/// The engagement of a note of ours: one that a memo describes, or one made of the note's variables.
fn of_ours(source: &Source<'_>, reader: &mut Reader<'_>) -> String {
    let id = source.values.of(Variable::Engagement).to_owned();
    let known = reader.incoming.engagements.iter().any(|e| e.id == id);
    if !id.is_empty() && !known {
        reader.incoming.engagements.push(IncomingEngagement {
            id: id.clone(),
            format: source.values.of(Variable::Format).to_owned(),
            dates: times::days(&source.values),
            ..IncomingEngagement::default()
        });
    }
    id
}

fn trimmed(characters: &[char], mut from: usize, mut to: usize) -> (usize, usize) {
    let space = |index: usize| characters.get(index).is_some_and(|c| c.is_whitespace());
    while from < to && space(from) {
        from += 1;
    }
    while from < to && space(to - 1) {
        to -= 1;
    }
    (from, to)
}

/// The paragraphs of a text, without the white space around them.
fn paragraphs(characters: &[char]) -> Vec<(usize, usize)> {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for line in characters.split(|&c| c == '\n') {
        lines.push(trimmed(characters, from, from + line.len()));
        from += line.len() + 1;
    }
    let blank = |&(from, to): &(usize, usize)| from >= to;
    let first = lines.iter().position(|l| !blank(l));
    let last = lines.iter().rposition(|l| !blank(l));
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let lines = lines.get(first..=last).unwrap_or_default();
    if !lines.iter().any(blank) {
        return lines.to_vec();
    }
    let blocks = lines.split(blank).filter(|block| !block.is_empty());
    let span = |block: &[(usize, usize)]| Some((block.first()?.0, block.last()?.1));
    blocks.filter_map(span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_paragraphs_and_else_each_line_is_one() {
        let cases = [
            ("one\n two \nthree", &["one", "two", "three"][..]),
            ("\none\ntwo\n\n  \nthree\n\n", &["one\ntwo", "three"]),
            ("one", &["one"]),
            (" \n \n", &[]),
        ];
        for (text, expected) in cases {
            let characters: Vec<char> = text.chars().collect();
            let spans = paragraphs(&characters);
            let found: Vec<String> = spans
                .iter()
                .map(|&(from, to)| characters[from..to].iter().collect())
                .collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
