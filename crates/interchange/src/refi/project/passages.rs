//! Sources of a project as notes, with the tags that lie on them.
//!
//! A source of ours says which note it is, and is that note. A source of another program is an
//! engagement, and each of its paragraphs a note: the text comes in whole, two people who marked one
//! paragraph in slightly different places have tagged the same note, and what they marked stands as
//! its excerpt. Where blank lines part the text they part the paragraphs, else each line is one.

use super::people::{NOTES_CODER, coder_guid};
use super::read::Reader;
use super::variables::{Values, Variable};
use crate::incoming::{IncomingEngagement, IncomingNote, IncomingTag};
use crate::refi::codes::slug;
use crate::refi::guid::Guid;
use crate::refi::offsets::{Convention, Table, Text};
use crate::refi::xml::Element;
use throughline_core::dates::DateRange;
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
    fn is_ours(&self) -> bool {
        !self.values.of(Variable::NoteId).is_empty()
    }

    /// Positions of its selections that are numbers.
    pub fn positions(&self) -> Vec<(i64, i64)> {
        let selections = self.element.all("PlainTextSelection");
        selections.filter_map(positions).collect()
    }
}

fn positions(selection: &Element) -> Option<(i64, i64)> {
    let number = |name: &str| selection.attribute(name)?.trim().parse::<i64>().ok();
    Some((number("startPosition")?, number("endPosition")?))
}

/// A stretch of a source that is a note.
struct Passage {
    from: usize,
    to: usize,
    note: usize,
}

/// What the codings of one row have in common.
#[derive(PartialEq)]
struct Row {
    coder: String,
    column: bool,
    memos: Vec<Guid>,
    time: String,
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
            dates: days(&source.values),
            ..IncomingEngagement::default()
        });
    }
    id
}

/// The days that variables give.
pub fn days(values: &Values) -> Option<DateRange> {
    let day = |variable| values.of(variable).get(..10)?.parse().ok();
    let first = day(Variable::FirstDay)?;
    Some(DateRange::new(
        first,
        day(Variable::LastDay).unwrap_or(first),
    ))
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

fn memos_of(element: &Element) -> Vec<Guid> {
    let targets = element
        .all("NoteRef")
        .filter_map(|n| n.attribute("targetGUID"));
    targets.map(Guid::read).collect()
}

/// The codings directly in an element, gathered into rows; `selection` lends its user and its time.
fn rows(
    element: &Element,
    selection: Option<&Element>,
    reader: &mut Reader<'_>,
) -> Vec<(Row, Vec<String>)> {
    let mut rows: Vec<(Row, Vec<String>)> = Vec::new();
    for coding in element.all("Coding") {
        let target = coding
            .child("CodeRef")
            .and_then(|r| r.attribute("targetGUID"));
        let theme = target.and_then(|t| reader.theme(&Guid::read(t)));
        let Some(theme) = theme else {
            let place = coding.place(reader.file).to_string();
            reader.list("coding", &place, "its code is not in the project");
            continue;
        };
        let of = |name: &str| {
            let own = coding.attribute(name);
            own.or_else(|| selection.and_then(|s| s.attribute(name)))
        };
        let user = of("creatingUser").map(Guid::read);
        let column = selection.is_none() && user == Some(coder_guid(NOTES_CODER));
        let mut memos = memos_of(coding);
        memos.extend(selection.map(memos_of).unwrap_or_default());
        let row = Row {
            coder: reader.coder(user.as_ref()),
            column,
            memos,
            time: of("creationDateTime").unwrap_or("").to_owned(),
        };
        match rows.iter_mut().find(|(r, _)| *r == row) {
            Some((_, themes)) => themes.push(theme),
            None => rows.push((row, vec![theme])),
        }
    }
    rows
}

fn select(
    source: &Source<'_>,
    selection: &Element,
    table: &Table,
    passages: &[Passage],
    reader: &mut Reader<'_>,
) {
    let here = selection.place(reader.file).to_string();
    let place = positions(selection).and_then(|(start, end)| table.place(start, end));
    let Some((start, end)) = place else {
        let which = format!("{here}, in {}", source.name);
        reader.list(
            "selection",
            &which,
            "its positions lie outside the text or within a character",
        );
        return;
    };
    let over = |p: &&Passage| {
        let overlaps = start < end && start < p.to && end > p.from;
        overlaps || (start == end && source.is_ours() && start <= p.to)
    };
    let under: Vec<&Passage> = passages.iter().filter(over).collect();
    let mut found = rows(selection, Some(selection), reader);
    if let Some(guid) = selection.attribute("guid") {
        let notes = under.iter().map(|p| p.note);
        reader
            .selections
            .entry(Guid::read(guid))
            .or_default()
            .extend(notes);
    }
    let marked: String = source
        .text
        .characters
        .get(start..end)
        .unwrap_or_default()
        .iter()
        .collect();
    if under.is_empty() || (!source.is_ours() && marked.trim().is_empty()) {
        reader.list("selection", &here, "it marks nothing but white space");
        return;
    }
    let any_coding = selection.child("Coding").is_some();
    if found.is_empty() {
        if any_coding {
            return;
        }
        if !source.is_ours() {
            let memo = reader.memo_text(&memos_of(selection));
            let description = selection.text_of("Description").trim();
            let which = format!(
                "`{}`: {}",
                short(&marked),
                short(&[description, &memo].concat())
            );
            reader.list(
                "annotation",
                &which,
                "a selection without a code tags nothing",
            );
            return;
        }
        let user = selection.attribute("creatingUser").map(Guid::read);
        let row = Row {
            coder: reader.coder(user.as_ref()),
            column: false,
            memos: memos_of(selection),
            time: selection
                .attribute("creationDateTime")
                .unwrap_or("")
                .to_owned(),
        };
        found.push((row, Vec::new()));
    }
    if under.len() > 1 {
        reader.spread += 1;
    }
    for (row, themes) in found {
        for passage in &under {
            let from = start.max(passage.from) - passage.from;
            let to = end.min(passage.to).max(passage.from + from) - passage.from;
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let span = Some((number(from), number(to)));
            reader.give(
                &row.coder,
                false,
                passage.note,
                span,
                &themes,
                &row.memos,
                &row.time,
                selection,
            );
        }
    }
}

/// The beginning of a text, for a list.
pub fn short(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line,
    }
}

impl Reader<'_> {
    /// Gives a note what a row says of it.
    #[expect(
        clippy::too_many_arguments,
        reason = "a row of a coder's file has as many fields"
    )]
    fn give(
        &mut self,
        coder: &str,
        column: bool,
        note: usize,
        span: Option<(u32, u32)>,
        themes: &[String],
        memos: &[Guid],
        time: &str,
        at: &Element,
    ) {
        let Some(to) = self.incoming.notes.get_mut(note) else {
            return;
        };
        if column {
            for theme in themes {
                if !to.themes.contains(theme) {
                    to.themes.push(theme.clone());
                }
            }
            return;
        }
        let excerpt = span.map(|(start, end)| {
            let (start, end) = (start as usize, end as usize);
            to.text
                .chars()
                .skip(start)
                .take(end.saturating_sub(start))
                .collect()
        });
        let mut tag = IncomingTag {
            coder: coder.to_owned(),
            note: to.id.clone(),
            themes: themes.to_vec(),
            stance: Stance::NotStated,
            excerpt: excerpt.unwrap_or_default(),
            span,
            memo: String::new(),
            time: time.to_owned(),
            place: at.place(self.file).to_string(),
        };
        tag.memo = self.memo_text(memos);
        for memo in memos {
            if let Some(memo) = self.memos.get(memo) {
                let stance = Stance::from_word(memo.values.of(Variable::Stance));
                if tag.stance == Stance::NotStated {
                    tag.stance = stance.unwrap_or_default();
                }
                if tag.time.is_empty() {
                    memo.time.clone_into(&mut tag.time);
                }
            }
        }
        self.incoming.tags.push(tag);
    }
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
