//! Excerpts of coders' files: read, and found again in their notes.

use super::{Coders, Decision, END, EXCERPT, START};
use throughline_core::coders::Excerpt;
use throughline_core::excerpts::{Anchor, ExcerptText, Found};
use throughline_core::notes::{Strings, TextError, TextPlace, Texts};
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::faults::Faults;
use throughline_ingest::table::TableRow;
use throughline_ingest::texts::FileTexts;

/// Notes whose texts are read at once.
const AT_ONCE: usize = 4_096;

/// Code points of an excerpt that a message shows.
const SHOWN: usize = 60;

/// An excerpt: its words, with `start` and `end` in code points. One of the two follows from the
/// other and the words.
pub(super) fn read(row: &TableRow<'_>, faults: &mut Faults) -> Option<Excerpt> {
    let mut number = |column: usize| {
        let cell = row.cell(column);
        let found = cell.parse::<u32>().ok();
        if found.is_none() && !cell.is_empty() {
            let message = format!("`{cell}` is not a number of characters");
            faults.push(Problem::new(Code::BadValue, row.place(column), message));
        }
        found
    };
    let (start, end) = (number(START), number(END));
    let text = row.cell(EXCERPT);
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) if start > end => {
            let message = "the excerpt ends before it begins";
            faults.push(Problem::new(Code::BadValue, row.place(END), message));
            return None;
        }
        (None, None) if text.is_empty() => return None,
        (None, None) => (0, 0),
        (Some(start), Some(end)) => (start, end),
        (Some(start), None) if !text.is_empty() => (start, start.saturating_add(length)),
        (None, Some(end)) if !text.is_empty() => (end.saturating_sub(length), end),
        (Some(_), None) => return half(row, END, "the excerpt has a start and no end", faults),
        (None, Some(_)) => return half(row, START, "the excerpt has an end and no start", faults),
    };
    Some(Excerpt {
        start,
        end,
        text: text.into_owned(),
    })
}

fn half(row: &TableRow<'_>, column: usize, what: &str, faults: &mut Faults) -> Option<Excerpt> {
    let problem = Problem::new(Code::BadValue, row.place(column), what);
    faults.push(problem.help("write both, or its words"));
    None
}

impl Coders {
    /// Finds every excerpt in its note, as the note stands now. One that is lost is none: the tag
    /// counts for the whole note. Each note's text is read once, and only those with excerpts.
    ///
    /// # Errors
    /// A text cannot be read again.
    pub fn anchor_excerpts(
        &mut self,
        places: &[TextPlace],
        ids: &Strings,
        texts: &FileTexts,
        faults: &mut Faults,
    ) -> Result<(), TextError> {
        // They are in order of note.
        let with = self.decisions.iter_mut().filter(|d| d.excerpt.is_some());
        let mut with: Vec<&mut Decision> = with.collect();
        let mut rest = with.as_mut_slice();
        while !rest.is_empty() {
            let (batch, later) = rest.split_at_mut(rest.len().min(AT_ONCE));
            rest = later;
            let mut notes: Vec<u32> = batch.iter().map(|d| d.note).collect();
            notes.dedup();
            let there = |note: &u32| places.get(*note as usize).copied();
            let read = texts.read(&notes.iter().filter_map(there).collect::<Vec<_>>())?;
            let mut batch = batch.iter_mut().peekable();
            for (note, text) in notes.iter().zip(&read) {
                let text = ExcerptText::new(text);
                while let Some(decision) = batch.next_if(|d| d.note == *note) {
                    let Some(was) = decision.excerpt.take() else {
                        continue;
                    };
                    let found = text.anchor(&was);
                    let file = self.files.get(usize::from(decision.coder));
                    let file = file.map_or("", String::as_str);
                    let (line, column) = decision.excerpt_at;
                    let place = Place::at(file, line, column);
                    let id = ids.get(*note as usize);
                    if let Some(problem) = problem(&was, &found, id, place) {
                        faults.push(problem);
                    }
                    decision.excerpt = found.excerpt().cloned();
                }
            }
        }
        Ok(())
    }
}

/// What there is to say of an excerpt that is not where it was.
fn problem(was: &Excerpt, found: &Anchor, note: &str, place: Place) -> Option<Problem> {
    let words = shown(&was.text);
    match found {
        Anchor::InPlace(_) | Anchor::ByWords(_, Found::Exactly | Found::SameWords) => None,
        Anchor::Moved(to, Found::Exactly | Found::SameWords) => {
            let message = format!(
                "the excerpt “{words}” of note `{note}` has moved: it was at {} to {}, it is at {} to {}",
                was.start, was.end, to.start, to.end
            );
            let help = format!("write {} as its start and {} as its end", to.start, to.end);
            Some(Problem::new(Code::ExcerptMoved, place, message).help(help))
        }
        Anchor::Moved(to, Found::Nearly(edits)) | Anchor::ByWords(to, Found::Nearly(edits)) => {
            let message = format!(
                "the excerpt “{words}” of note `{note}` was edited: “{}”, at {} to {}, comes \
                 nearest ({edits} {})",
                shown(&to.text),
                to.start,
                to.end,
                if *edits == 1 {
                    "word differs"
                } else {
                    "words differ"
                }
            );
            let help = "see whether the tag still fits, then write the words as they are now";
            Some(Problem::new(Code::ExcerptChanged, place, message).help(help))
        }
        Anchor::Lost(why) => {
            let message = format!(
                "the excerpt “{words}” of note `{note}` is lost: {why}; the tag counts for the \
                 whole note"
            );
            let help = "write its words as they are now, or clear excerpt, start and end";
            Some(Problem::new(Code::ExcerptLost, place, message).help(help))
        }
    }
}

fn shown(words: &str) -> String {
    let mut shown: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = shown.char_indices().nth(SHOWN) {
        shown.truncate(cut);
        shown.push('…');
    }
    shown
}
