//! Rule of counting 7: an exact duplicate of a note is counted once, two different notes with one
//! id are an error, and one longer text under several ids is worth knowing.
//!
//! Hashes find what may be equal; nothing is called equal before it has been compared.

use crate::dictionary::hash;
use crate::notes::{MANNER, RawNotes, THEMES};
use crate::records::Records;
use crate::texts::{NotesFile, Rereader};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;

/// Code points from which a text is long enough that its repetition means something.
pub const LONGER_TEXT: usize = 80;

/// Ids under which one text must stand before it is reported.
pub const SEVERAL_IDS: usize = 3;

/// What was found. Rows are indices into the columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Duplicates {
    /// Rows that repeat an earlier row in every cell: the row and the first one.
    pub merged: BTreeMap<u32, u32>,
    /// Rows that repeat an earlier row in every cell but theme and stance, as files with a row for
    /// each note and theme have them: the row and the first one.
    pub more_themes: BTreeMap<u32, u32>,
    /// Rows with the id of an earlier row and other cells: the row and the first one.
    pub clashes: BTreeMap<u32, u32>,
    /// Rows that hold one longer text, in order of their first; merged rows are not among them.
    pub same_text: Vec<Vec<u32>>,
}

/// Looks for duplicates among all rows.
///
/// # Errors
/// A file cannot be read again.
pub fn find(notes: &RawNotes, files: &[NotesFile]) -> io::Result<Duplicates> {
    let ids: Vec<u64> = (0..notes.len())
        .map(|row| hash(notes.ids.get(row).as_bytes()))
        .collect();
    let (same_ids, same_texts) = std::thread::scope(|scope| {
        let texts = scope.spawn(|| repeated(&notes.text, SEVERAL_IDS));
        let ids = repeated(&ids, 2);
        let texts = texts
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (ids, texts)
    });
    let mut found = Duplicates::default();
    let mut pairs = Pairs::new(files);
    for rows in groups(&ids, &same_ids) {
        pairs.one_id(notes, &rows, &mut found)?;
    }
    let mut rereader = Rereader::new(files);
    for rows in groups(&notes.text, &same_texts) {
        one_text(notes, &rows, &mut rereader, &mut found)?;
    }
    found.same_text.sort();
    Ok(found)
}

/// The hashes that stand at least `times`, without 0, which is no text.
fn repeated(hashes: &[u64], times: usize) -> BTreeSet<u64> {
    let mut sorted = hashes.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .filter(|run| run.len() >= times)
        .filter_map(|run| run.first().copied())
        .filter(|&hash| hash != 0)
        .collect()
}

/// The rows of each of some hashes, in order of their first row.
fn groups(hashes: &[u64], wanted: &BTreeSet<u64>) -> Vec<Vec<u32>> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut number: HashMap<u64, usize> = HashMap::new();
    let mut rows: Vec<Vec<u32>> = Vec::new();
    for (row, hash) in (0u32..).zip(hashes) {
        if wanted.contains(hash) {
            let group = *number.entry(*hash).or_insert_with(|| {
                rows.push(Vec::new());
                rows.len() - 1
            });
            rows[group].push(row);
        }
    }
    rows
}

/// How two rows are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// In every cell.
    Same,
    /// In every cell but theme and stance, and each names themes of its own.
    ButThemes,
    /// In others not.
    Other,
}

/// Reads first rows and their repeats again, each with a window of its own: a file that was
/// appended to itself is then gone through twice, and not back and forth.
pub(crate) struct Pairs<'a> {
    files: &'a [NotesFile],
    firsts: Rereader<'a>,
    repeats: Rereader<'a>,
}

impl<'a> Pairs<'a> {
    pub(crate) fn new(files: &'a [NotesFile]) -> Self {
        Self {
            files,
            firsts: Rereader::new(files),
            repeats: Rereader::new(files),
        }
    }

    /// How two rows are alike.
    pub(crate) fn of_rows(
        &mut self,
        notes: &RawNotes,
        (first, row): (u32, u32),
    ) -> io::Result<Likeness> {
        let mut record = self.first(notes, first)?;
        self.likeness(notes, row, record.as_mut())
    }

    /// Sorts rows whose ids have one hash into merged ones and clashes.
    fn one_id(&mut self, notes: &RawNotes, rows: &[u32], found: &mut Duplicates) -> io::Result<()> {
        let mut by_id: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for &row in rows {
            let id = notes.ids.get(row as usize);
            by_id.entry(id).or_default().push(row);
        }
        for rows in by_id.values() {
            let Some((&first, others)) = rows.split_first() else {
                continue;
            };
            let mut record = None;
            for &row in others {
                let text = |row: u32| notes.text.get(row as usize);
                let likeness = if text(first) == text(row) {
                    if record.is_none() {
                        record = self.first(notes, first)?;
                    }
                    self.likeness(notes, row, record.as_mut())?
                } else {
                    Likeness::Other
                };
                match likeness {
                    Likeness::Same => found.merged.insert(row, first),
                    Likeness::ButThemes => found.more_themes.insert(row, first),
                    Likeness::Other => found.clashes.insert(row, first),
                };
            }
        }
        Ok(())
    }

    /// A first row.
    fn first(&mut self, notes: &RawNotes, row: u32) -> io::Result<Option<First>> {
        let Some(&place) = notes.places.get(row as usize) else {
            return Ok(None);
        };
        self.firsts.record(place, |record| {
            record.map(|(records, _)| First {
                raw: records.raw().to_vec(),
                file: place.file,
                cells: None,
            })
        })
    }

    /// How the cells of a row are to those of a first row.
    fn likeness(
        &mut self,
        notes: &RawNotes,
        row: u32,
        first: Option<&mut First>,
    ) -> io::Result<Likeness> {
        let (Some(&place), Some(first)) = (notes.places.get(row as usize), first) else {
            return Ok(Likeness::Other);
        };
        let first_file = self.files.get(usize::from(first.file));
        self.repeats.record(place, |record| {
            let (Some((records, file_of_row)), Some(first_file)) = (record, first_file) else {
                return Likeness::Other;
            };
            if place.file == first.file && records.raw() == first.raw {
                return Likeness::Same;
            }
            first
                .cells(first_file)
                .likeness(&Told::by(records, file_of_row))
        })
    }
}

/// A first row, with which others are compared.
struct First {
    raw: Vec<u8>,
    /// The number of its file.
    file: u16,
    /// What it says, once that was asked for: there may be thousands of others, and it may be long.
    cells: Option<Told>,
}

impl First {
    fn cells(&mut self, file: &NotesFile) -> &Told {
        let raw = &self.raw;
        self.cells.get_or_insert_with(|| {
            let mut records = Records::delimited(raw, 1, file.source.layout.delimiter);
            records.advance();
            Told::by(&records, file)
        })
    }
}

/// What a row says: its themes, its stance, and its other cells.
#[derive(PartialEq, Eq)]
struct Told {
    themes: Option<Vec<u8>>,
    stance: Option<Vec<u8>>,
    others: BTreeMap<String, Vec<u8>>,
}

impl Told {
    fn by(records: &Records<'_>, file: &NotesFile) -> Self {
        let mut others = cells(records, file);
        let mut take = |column: usize| {
            let field = file.header.position(column)?;
            let name = file.header.names().get(field)?;
            others.remove(&name.to_lowercase())
        };
        let [stance, ..] = MANNER;
        let (stance, mut themes) = (take(stance), take(THEMES));
        for &field in file.header.more_themes() {
            let name = file.header.names().get(field);
            if let Some(more) = name.and_then(|name| others.remove(&name.to_lowercase())) {
                let all = themes.get_or_insert_default();
                all.push(b';');
                all.extend(more);
            }
        }
        Self {
            themes,
            stance,
            others,
        }
    }

    fn likeness(&self, other: &Self) -> Likeness {
        // One theme with two stances is no row for another theme.
        let told = self.themes.is_some() && other.themes.is_some() && self.themes != other.themes;
        if self == other {
            Likeness::Same
        } else if told && self.others == other.others {
            Likeness::ButThemes
        } else {
            Likeness::Other
        }
    }
}

/// The cells of a row by the name of their column, blank ones left out, so that files with other
/// columns, or the same in another order, compare.
pub(crate) fn cells(records: &Records<'_>, file: &NotesFile) -> BTreeMap<String, Vec<u8>> {
    let mut cells = BTreeMap::new();
    let names = file.header.names();
    // Where a row of a copy came from is nothing that it says.
    let said = names.len() - usize::from(file.header.is_placed() && !names.is_empty());
    for (at, name) in names.iter().take(said).enumerate() {
        let cell = records.cell(at).trim_ascii().to_vec();
        if !cell.is_empty() {
            cells.insert(name.to_lowercase(), cell);
        }
    }
    cells
}

/// Sorts rows whose texts have one hash into groups of one text.
fn one_text(
    notes: &RawNotes,
    rows: &[u32],
    rereader: &mut Rereader<'_>,
    found: &mut Duplicates,
) -> io::Result<()> {
    let mut by_text: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for &row in rows {
        if found.merged.contains_key(&row) || found.more_themes.contains_key(&row) {
            continue;
        }
        let Some(&place) = notes.places.get(row as usize) else {
            continue;
        };
        let Some(text) = rereader.text(place)? else {
            continue;
        };
        if text.chars().nth(LONGER_TEXT - 1).is_some() {
            by_text.entry(text).or_default().push(row);
        } else if by_text.is_empty() {
            // A short text under thousands of ids ("Agree.") is not read thousands of times.
            return Ok(());
        }
    }
    let several = by_text
        .into_values()
        .filter(|rows| rows.len() >= SEVERAL_IDS);
    found.same_text.extend(several);
    Ok(())
}
