//! From suggestions that a person accepted to tags of a coder.

use super::{Decision, SuggestionRow, path, read, to_csv};
use crate::coders::unknown_note;
use crate::edit::{EditError, FileChange, apply};
use crate::rows::added;
use crate::tags::{self, TagRow};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use throughline_core::codebook::ThemeCode;
use throughline_core::ids::CoderId;
use throughline_core::notes::NoteIndex;
use throughline_core::problem::{Code, Place, Problem, did_you_mean};
use throughline_core::review::Review;
use throughline_ingest::faults::Faults;

/// Why an accepted row was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It was taken before.
    TakenBefore,
    /// The coder gave the note the theme already.
    Tagged,
    /// The coder has read the note and said that no theme applies.
    ReadWithout,
    /// Another person decided it.
    DecidedBy(String),
}

/// An accepted row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The note.
    pub note_id: String,
    /// The theme.
    pub theme: String,
    /// Why.
    pub why: Why,
}

/// What became of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    /// Notes and themes that are tags of the coder now.
    pub taken: Vec<(String, String)>,
    /// Accepted rows that were not taken.
    pub left: Vec<Left>,
    /// Rows that were rejected.
    pub rejected: usize,
    /// Rows that nobody has decided.
    pub open: usize,
}

/// Takes the rows marked `accepted` into `tags/CODER.csv`, each as a row of its own whose memo says that
/// it was suggested and who accepted it, and keeps them as `taken`, with who and when, in
/// `suggestions/CODER.csv`: both files together or neither. What stands in the coder's file stays, but for
/// columns that the new rows need and it has not. `rows` are those of the file that the person worked in, `file` its name; `now` is the time
/// to note (RFC 3339).
///
/// Rows that name no note or theme of the review are faults; then nothing is taken.
///
/// # Errors
/// [`EditError`]; the folder is then as it was.
pub fn accept(
    folder: &Path,
    review: &Review,
    coder: &CoderId,
    (file, rows): (&str, &[SuggestionRow]),
    now: &str,
    faults: &mut Faults,
) -> Result<Accepted, EditError> {
    let tags_path = tags::path(coder);
    let record_path = path(coder);
    let bytes_of = |name: &str| -> Result<Option<Vec<u8>>, EditError> {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(EditError::Io { path, source }),
        }
    };
    let (tags_before, record_before) = (bytes_of(&tags_path)?, bytes_of(&record_path)?);
    let kept = match &record_before {
        Some(bytes) => read(bytes.clone(), &record_path, faults),
        None => Vec::new(),
    };
    let found = find(review, file, rows, faults);
    if faults.has_errors() {
        return Ok(Accepted::default());
    }
    let mut record = Record::of(kept);
    let given = given(review, coder);
    let mut done = Accepted::default();
    let mut new = Vec::new();
    for (row, subject) in rows.iter().zip(found) {
        match (row.decision, subject) {
            (Decision::Open, _) => {
                done.open += 1;
                record.add(row);
            }
            (Decision::Rejected, _) => {
                done.rejected += 1;
                record.set(row);
            }
            (Decision::Taken, _) => record.add(row),
            (Decision::Accepted, Some(subject)) => {
                if let Some(why) = against(row, coder, subject, &given, &record) {
                    done.left.push(Left {
                        line: row.line,
                        note_id: row.note_id.clone(),
                        theme: row.theme.clone(),
                        why,
                    });
                    record.add(row);
                } else {
                    new.push(tag(row, coder, now));
                    record.set(&SuggestionRow {
                        decision: Decision::Taken,
                        decided_by: coder.to_string(),
                        time: now.to_owned(),
                        ..row.clone()
                    });
                    done.taken.push((row.note_id.clone(), row.theme.clone()));
                }
            }
            (Decision::Accepted, None) => {}
        }
    }
    let mut changes = Vec::new();
    if !new.is_empty() {
        let after = added(&tags_path, tags_before.as_deref(), &new)
            .map_err(|_| EditError::Changed(folder.join(&tags_path)))?;
        changes.push(FileChange {
            path: tags_path,
            before: tags_before,
            after: Some(after),
        });
    }
    let after = to_csv(&record.rows);
    if record_before.as_ref() != Some(&after) {
        changes.push(FileChange {
            path: record_path,
            before: record_before,
            after: Some(after),
        });
    }
    apply(folder, &changes)?;
    Ok(done)
}

/// The row of a coder's file.
fn tag(row: &SuggestionRow, coder: &CoderId, now: &str) -> TagRow {
    let by = match row.source.as_str() {
        "" => String::new(),
        source => format!(" by {source}"),
    };
    TagRow {
        note_id: row.note_id.clone(),
        themes: vec![row.theme.clone()],
        memo: format!("suggested{by}, accepted by {coder}"),
        time: now.to_owned(),
        ..TagRow::default()
    }
}

/// What speaks against taking a row.
fn against(
    row: &SuggestionRow,
    coder: &CoderId,
    (note, theme): (NoteIndex, ThemeCode),
    given: &BTreeMap<NoteIndex, BTreeSet<ThemeCode>>,
    record: &Record,
) -> Option<Why> {
    let by = row.decided_by.as_str();
    if !by.is_empty() && by != coder.as_str() {
        return Some(Why::DecidedBy(by.to_owned()));
    }
    if record.is_taken(row) {
        return Some(Why::TakenBefore);
    }
    match given.get(&note) {
        Some(themes) if themes.contains(&theme) => Some(Why::Tagged),
        Some(themes) if themes.is_empty() => Some(Why::ReadWithout),
        _ => None,
    }
}

/// What is kept of the suggestions, a row a note and theme.
struct Record {
    rows: Vec<SuggestionRow>,
    at: BTreeMap<(String, String), usize>,
}

impl Record {
    fn of(rows: Vec<SuggestionRow>) -> Self {
        let key = |row: &SuggestionRow| (row.note_id.clone(), row.theme.clone());
        let at = rows.iter().map(key).zip(0..).collect();
        Self { rows, at }
    }

    fn find(&self, row: &SuggestionRow) -> Option<usize> {
        let key = (row.note_id.clone(), row.theme.clone());
        self.at.get(&key).copied()
    }

    fn is_taken(&self, row: &SuggestionRow) -> bool {
        let kept = self.find(row).and_then(|at| self.rows.get(at));
        kept.is_some_and(|kept| kept.decision == Decision::Taken)
    }

    /// Adds a row, or puts it in the place of one that is not taken yet.
    fn set(&mut self, row: &SuggestionRow) {
        if self.is_taken(row) {
            return;
        }
        match self.find(row).and_then(|at| self.rows.get_mut(at)) {
            Some(kept) => *kept = row.clone(),
            None => self.add(row),
        }
    }

    /// Adds a row unless there is one.
    fn add(&mut self, row: &SuggestionRow) {
        if self.find(row).is_none() {
            let key = (row.note_id.clone(), row.theme.clone());
            self.at.insert(key, self.rows.len());
            self.rows.push(row.clone());
        }
    }
}

/// The note and the theme of each accepted row.
fn find(
    review: &Review,
    file: &str,
    rows: &[SuggestionRow],
    faults: &mut Faults,
) -> Vec<Option<(NoteIndex, ThemeCode)>> {
    let ids = &review.notes.ids;
    let notes: BTreeMap<&str, NoteIndex> = review
        .notes
        .indices()
        .map(|note| (ids.get(note as usize), note))
        .collect();
    let mut subject = |row: &SuggestionRow| {
        if row.decision != Decision::Accepted {
            return None;
        }
        let place = || Place::line(file, row.line);
        let note = notes.get(row.note_id.as_str()).copied();
        if note.is_none() {
            let advice = faults.advises(Code::UnknownNote);
            faults.push(unknown_note(&row.note_id, advice, place(), ids));
        }
        let theme = review.codebook.code(&row.theme);
        if theme.is_none() {
            let message = format!("there is no theme `{}`", row.theme);
            let problem = Problem::new(Code::UnknownTheme, place(), message);
            let advice = faults.advises(Code::UnknownTheme);
            let known = review.codebook.themes().iter().filter(|_| advice);
            let known = known.map(|t| t.id.as_str());
            faults.push(match did_you_mean(&row.theme, known) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help("name a theme by its code in the codebook"),
            });
        }
        note.zip(theme)
    };
    rows.iter().map(&mut subject).collect()
}

/// What the coder gave each note that they read.
fn given(review: &Review, coder: &CoderId) -> BTreeMap<NoteIndex, BTreeSet<ThemeCode>> {
    let mut given: BTreeMap<NoteIndex, BTreeSet<ThemeCode>> = BTreeMap::new();
    if let Some(tags) = &review.coder_tags {
        let name = |at: u16| tags.coders.get(usize::from(at));
        for tagging in tags
            .taggings
            .iter()
            .filter(|t| name(t.coder) == Some(coder))
        {
            let themes = tagging.themes.iter().copied();
            given.entry(tagging.note).or_default().extend(themes);
        }
    }
    given
}
