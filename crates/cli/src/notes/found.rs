//! Notes that were found, as text, CSV and JSON.

use super::{flushed, visible};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;
use throughline::interchange::tables::CsvRows;
use throughline::model::codebook::ThemeCode;
use throughline::model::dates::{DateRange, iso};
use throughline::model::notes::{NONE, NoteIndex, Tag};
use throughline::model::numbers::{counted, grouped};
use throughline::model::retrieval::{Highlighter, Wanted, texts};
use throughline::model::review::Engagement;
use throughline::model::tidy::Cell;
use throughline::{Analysis, Review};

/// Texts that are read again together.
const BATCH: usize = 1 << 10;

/// How many there are, before any is shown.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    notes: usize,
    all_notes: usize,
    organisations: usize,
    /// Organisations in scope of the formats and the status asked for (rule of counting 6).
    base: usize,
    unattributed: usize,
}

impl Counts {
    /// Counts the notes and the organisations that they are attributed to.
    pub fn of(analysis: &Analysis<'_>, wanted: &Wanted, notes: &[NoteIndex]) -> Self {
        let review = analysis.review();
        let of = |note: &NoteIndex| review.notes.organisations.get(*note as usize);
        let selection = &wanted.selection;
        let organisations: BTreeSet<u32> = notes
            .iter()
            .flat_map(of)
            .copied()
            .filter(|&o| selection.counts_organisation(review, o))
            .collect();
        let scope = analysis.scope();
        Self {
            notes: notes.len(),
            all_notes: review.notes.len(),
            organisations: organisations.len(),
            base: scope.of(&selection.format, selection.status).len(),
            unattributed: notes.iter().filter(|note| of(note).is_empty()).count(),
        }
    }

    /// "12 of 63 notes, of 7 of 9 agencies; 1 of them of nobody named".
    pub fn sentence(&self, review: &Review) -> String {
        let noun = review.about.noun.of(self.base as u64);
        let number = |n: usize| grouped(n as u64);
        let mut said = format!(
            "{} of {}, of {} of {} {noun}",
            number(self.notes),
            counted(self.all_notes, "note"),
            number(self.organisations),
            number(self.base),
        );
        if self.unattributed > 0 {
            let _ = write!(said, "; {} of nobody named", number(self.unattributed));
        }
        said
    }
}

/// A note with everything that is printed of it.
struct Found<'r> {
    review: &'r Review,
    note: NoteIndex,
    tags: Vec<Tag>,
    text: String,
    highlights: Vec<Range<usize>>,
}

/// Calls `write` with each note in order; texts are read a batch at a time.
fn each(
    wanted: &Wanted,
    review: &Review,
    notes: &[NoteIndex],
    mut write: impl FnMut(&Found<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let highlighter: Highlighter<'_> = wanted.highlighter(review);
    for batch in notes.chunks(BATCH) {
        let texts = texts(review, batch).map_err(io::Error::other)?;
        for (&note, text) in batch.iter().zip(texts) {
            write(&Found {
                review,
                note,
                tags: wanted.tags(review, note),
                highlights: highlighter.of(note, &text),
                text,
            })?;
        }
    }
    Ok(())
}

impl<'r> Found<'r> {
    fn id(&self) -> &'r str {
        self.review.notes.ids.get(self.note as usize)
    }

    fn organisations(&self) -> Vec<&'r str> {
        let review = self.review;
        let codes = review.notes.organisations.get(self.note as usize);
        let known = codes
            .iter()
            .filter_map(|&o| review.organisations.get(o as usize));
        known
            .map(|organisation| organisation.name.as_str())
            .collect()
    }

    fn code(&self, column: &[u32]) -> Option<usize> {
        let code = column.get(self.note as usize).copied()?;
        (code != NONE).then_some(code as usize)
    }

    fn engagement(&self) -> Option<&'r Engagement> {
        let review = self.review;
        review.engagements.get(self.code(&review.notes.engagement)?)
    }

    fn format(&self) -> Option<&'r str> {
        let format = self.engagement()?.format as usize;
        self.review.formats.get(format).map(String::as_str)
    }

    fn date(&self) -> Option<String> {
        let dates = self.engagement()?.dates?;
        Some(iso(DateRange::from(dates)))
    }

    fn part(&self) -> Option<&'r str> {
        let review = self.review;
        let part = review.parts.get(self.code(&review.notes.part)?)?;
        Some(part.id.as_str())
    }

    fn question(&self) -> Option<&'r str> {
        let review = self.review;
        let question = review.questions.get(self.code(&review.notes.question)?)?;
        Some(question.id.as_str())
    }

    fn stances(&self) -> Vec<&'static str> {
        self.tags.iter().map(|tag| tag.stance.word()).collect()
    }

    fn paths(&self) -> Vec<String> {
        self.tags
            .iter()
            .map(|tag| path(self.review, tag.theme))
            .collect()
    }

    fn highlighted(&self) -> Vec<&str> {
        let of = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        self.highlights.iter().map(of).collect()
    }

    /// The text with what was found in it between two marks.
    fn marked(&self, [before, after]: [&str; 2], line_break: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for range in &self.highlights {
            let plain = self.text.get(from..range.start).unwrap_or_default();
            out.push_str(&visible(plain, line_break));
            out.push_str(before);
            out.push_str(&visible(
                self.text.get(range.clone()).unwrap_or_default(),
                line_break,
            ));
            out.push_str(after);
            from = range.end;
        }
        out.push_str(&visible(
            self.text.get(from..).unwrap_or_default(),
            line_break,
        ));
        out
    }
}

/// `value > small-benefit`.
fn path(review: &Review, theme: ThemeCode) -> String {
    let mut path: Vec<&str> = review
        .codebook
        .lineage(theme)
        .map(|code| review.codebook.theme(code).id.as_str())
        .collect();
    path.reverse();
    path.join(" > ")
}

/// To read: the counts, then each note.
pub fn text(
    mut out: impl Write,
    wanted: &Wanted,
    review: &Review,
    counts: &Counts,
    shown: &[NoteIndex],
    bold: bool,
) -> io::Result<()> {
    if counts.notes == 0 {
        writeln!(out, "no note fits; {}", counts.sentence(review))?;
        return flushed(out);
    }
    writeln!(out, "{}", counts.sentence(review))?;
    let marks = if bold {
        ["\u{1b}[1m", "\u{1b}[22m"]
    } else {
        ["«", "»"]
    };
    each(wanted, review, shown, |found| {
        let by = found.organisations();
        let by = if by.is_empty() {
            "nobody named".to_owned()
        } else {
            visible(&by.join(", "), " ")
        };
        writeln!(out, "\n{}  {by}", visible(found.id(), " "))?;
        let mut about: Vec<String> = Vec::new();
        if let Some(engagement) = found.engagement() {
            let format = found.format().unwrap_or_default();
            about.push(format!("{format} {}", engagement.id));
            about.extend(engagement.dates.map(DateRange::printed));
        }
        about.extend(found.part().map(str::to_owned));
        about.extend(found.question().map(str::to_owned));
        if !about.is_empty() {
            writeln!(out, "  {}", visible(&about.join(", "), " "))?;
        }
        for (path, stance) in found.paths().iter().zip(found.stances()) {
            writeln!(out, "  {path} ({stance})")?;
        }
        writeln!(out, "    {}", found.marked(marks, "\n    "))
    })?;
    if shown.len() < counts.notes {
        let more = grouped((counts.notes - shown.len()) as u64);
        writeln!(out, "\n… and {more} more")?;
    }
    flushed(out)
}

/// A note a row.
pub fn csv(
    out: impl Write,
    wanted: &Wanted,
    review: &Review,
    shown: &[NoteIndex],
) -> io::Result<()> {
    let names = [
        "note_id",
        "organisation",
        "engagement_id",
        "engagement_type",
        "date",
        "part",
        "question",
        "stance",
        "theme",
        "text",
        "highlights",
    ];
    let mut rows = CsvRows::new(out, names)?;
    each(wanted, review, shown, |found| {
        rows.row(&[
            Cell::Text(found.id()),
            Cell::Text(&found.organisations().join("; ")),
            Cell::text(found.engagement().map(|e| e.id.as_str())),
            Cell::text(found.format()),
            Cell::text(found.date().as_deref()),
            Cell::text(found.part()),
            Cell::text(found.question()),
            Cell::Text(&found.stances().join("; ")),
            Cell::Text(&found.paths().join("; ")),
            Cell::Text(&found.text),
            Cell::Text(&found.highlighted().join("; ")),
        ])
    })?;
    rows.finish()
}

/// One object: the counts, and the notes as an array.
pub fn json(
    mut out: impl Write,
    wanted: &Wanted,
    review: &Review,
    counts: &Counts,
    shown: &[NoteIndex],
) -> io::Result<()> {
    let head = json!({
        "notes": counts.notes,
        "all_notes": counts.all_notes,
        "organisations": counts.organisations,
        "denominator": counts.base,
        "unattributed_notes": counts.unattributed,
    });
    write!(out, "{{\"counts\": {head},\n \"found\": [")?;
    let mut first = true;
    each(wanted, review, shown, |found| {
        let tags: Vec<Value> = found
            .tags
            .iter()
            .map(|tag| {
                json!({
                    "theme": review.codebook.theme(tag.theme).id.as_str(),
                    "path": path(review, tag.theme),
                    "stance": tag.stance.word(),
                })
            })
            .collect();
        let comma = if first { "" } else { "," };
        first = false;
        let note = json!({
            "note_id": found.id(),
            "organisations": found.organisations(),
            "engagement_id": found.engagement().map(|e| e.id.as_str()),
            "engagement_type": found.format(),
            "date": found.date(),
            "part": found.part(),
            "question": found.question(),
            "tags": tags,
            "text": found.text,
            "highlights": found.highlighted(),
        });
        write!(out, "{comma}\n  {note}")
    })?;
    writeln!(out, "\n ]}}")?;
    flushed(out)
}
