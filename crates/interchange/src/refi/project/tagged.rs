//! Codings on notes: which of them are one row, and what they say.

use super::passages::{Passage, Source};
use super::people::{NOTES_CODER, coder_guid};
use super::read::Reader;
use super::variables::Variable;
use crate::incoming::IncomingTag;
use crate::refi::guid::Guid;
use crate::refi::offsets::Table;
use crate::refi::xml::Element;
use throughline_core::stance::Stance;

/// What the codings of one row have in common.
#[derive(PartialEq)]
pub struct Row {
    /// The coder.
    pub coder: String,
    /// Whether they are those of the themes column.
    pub column: bool,
    /// The memos that say more.
    pub memos: Vec<Guid>,
    /// When.
    pub time: String,
}

/// The two positions of a selection, when they are numbers.
pub fn positions(selection: &Element) -> Option<(i64, i64)> {
    let number = |name: &str| selection.attribute(name)?.trim().parse::<i64>().ok();
    Some((number("startPosition")?, number("endPosition")?))
}

/// The memos that an element refers to.
pub fn memos_of(element: &Element) -> Vec<Guid> {
    let targets = element
        .all("NoteRef")
        .filter_map(|n| n.attribute("targetGUID"));
    targets.map(Guid::read).collect()
}

/// The codings directly in an element, gathered into rows; `selection` lends its user and its time.
pub fn rows(
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

/// Brings a selection in: its codings, on every passage that it lies on.
pub fn select(
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
    pub(super) fn give(
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
