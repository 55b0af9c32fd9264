//! `tags/CODER.csv` as it is written, and changed.

use crate::coders;
use crate::edit::FileChange;
use crate::rows::new_table;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use throughline_core::ids::CoderId;
use throughline_core::names::name_key;
use throughline_core::stance::Stance;

/// The coder whose file holds what was decided where coders differ.
pub const ADJUDICATED: &str = "adjudicated";

/// The coder of the themes column of the notes.
pub const NOTES: &str = coders::NOTES_CODER;

/// A row of a coder's file. The rows of a note and a theme may be several: one an excerpt.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TagRow {
    /// The note.
    pub note_id: String,
    /// Codes of themes; none = read, and none applies.
    pub themes: Vec<String>,
    /// The stance.
    pub stance: Stance,
    /// The words of an excerpt; blank for the whole note.
    pub excerpt: String,
    /// Where the excerpt begins and ends in the note's text, in Unicode code points from 0, the end
    /// exclusive.
    pub span: Option<(u32, u32)>,
    /// What the coder noted.
    pub memo: String,
    /// When (RFC 3339); blank where nobody noted it.
    pub time: String,
}

impl TagRow {
    /// The cells, in the order of the columns.
    pub(crate) fn in_order(&self) -> [String; 8] {
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        [
            self.note_id.clone(),
            self.themes.join(";"),
            stance_cell(self.stance).to_owned(),
            self.excerpt.clone(),
            number(self.span.map(|s| s.0)),
            number(self.span.map(|s| s.1)),
            self.memo.clone(),
            self.time.clone(),
        ]
    }
}

/// A stance as it stands in a cell: blank for none.
#[must_use]
pub fn stance_cell(stance: Stance) -> &'static str {
    match stance {
        Stance::NotStated => "",
        stance => stance.word(),
    }
}

/// The name of a coder who may have a file: it makes a file name on every system, and is not that of
/// the themes column.
///
/// ```
/// use throughline_folder::tags::coder;
/// assert_eq!(coder(" ana ")?.as_str(), "ana");
/// assert!(coder("../ana").is_err() && coder("notes").is_err());
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// Why it may not, in words.
pub fn coder(name: &str) -> Result<CoderId, String> {
    let coder: CoderId = name
        .parse()
        .map_err(|e: throughline_core::ids::IdError| e.to_string())?;
    let name = coder.as_str();
    if name == NOTES {
        return Err(format!(
            "the coder `{NOTES}` is that of the themes column of the notes"
        ));
    }
    if name.starts_with(['.', '~']) || name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|'])
    {
        return Err(format!("`{name}` cannot be the name of a file in tags/"));
    }
    Ok(coder)
}

/// The path of a coder's file in a review folder.
#[must_use]
pub fn path(coder: &CoderId) -> String {
    format!("{}/{coder}.csv", coders::FOLDER)
}

/// The bytes of a coder's file: a header and the rows in the order given, `\n` at the end of each.
///
/// ```
/// use throughline_folder::tags::{TagRow, to_csv};
/// let row = TagRow {
///     note_id: "W-001".into(),
///     themes: vec!["cost".into(), "time".into()],
///     ..TagRow::default()
/// };
/// assert_eq!(
///     to_csv(&[row]),
///     b"note_id,themes,stance,excerpt,start,end,memo,time\nW-001,cost;time,,,,,,\n",
/// );
/// ```
#[must_use]
pub fn to_csv(rows: &[TagRow]) -> Vec<u8> {
    new_table(rows)
}

/// A coder's file on its way to another one. Rows that are kept keep every cell, those of columns
/// included that the program does not know.
#[derive(Debug, Default)]
pub struct CoderFile {
    path: String,
    before: Option<Vec<u8>>,
    head: Vec<String>,
    /// The column of the note.
    note: Option<usize>,
    records: Vec<csv::StringRecord>,
}

impl CoderFile {
    /// Reads the file of a coder, which need not be there. It must be one that a review was opened
    /// with.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(folder: &Path, coder: &CoderId) -> io::Result<Self> {
        let path = path(coder);
        let before = crate::edit::read(&folder.join(&path))?;
        let bytes = before.as_deref().unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
        let head: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        let records = reader.records().collect::<Result<_, _>>()?;
        Ok(Self {
            note: head.iter().position(|name| is(name, "note_id")),
            path,
            before,
            head,
            records,
        })
    }

    /// Whether there is such a file.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.before.is_some()
    }

    /// Its path in the review folder.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The change to a file in which the notes that are given have the rows that are given, in place
    /// of those they had; the rows of other notes stay, and new notes come last, in order.
    ///
    /// ```
    /// use throughline_folder::tags::{CoderFile, TagRow};
    /// let folder = tempfile::tempdir()?;
    /// std::fs::create_dir(folder.path().join("tags"))?;
    /// let before = "note_id,themes,mine\nW-1,cost,x\nW-2,cost,y\n";
    /// std::fs::write(folder.path().join("tags/ana.csv"), before)?;
    /// let row = |note: &str, memo: &str| TagRow {
    ///     note_id: note.into(), themes: vec!["time".into()], memo: memo.into(), ..TagRow::default()
    /// };
    /// let file = CoderFile::read(folder.path(), &"ana".parse()?)?;
    /// let change = file.change(&[row("W-3", ""), row("W-2", "m")]);
    /// assert_eq!(
    ///     String::from_utf8(change.after.unwrap_or_default())?,
    ///     "note_id,themes,mine,stance,excerpt,start,end,memo,time\n\
    ///      W-1,cost,x,,,,,,\nW-2,time,,,,,,m,\nW-3,time,,,,,,,\n",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn change(&self, rows: &[TagRow]) -> FileChange {
        let mut head = self.head.clone();
        let ours = coders::COLUMNS.map(|column| {
            let at = head.iter().position(|name| is(name, column.name));
            at.unwrap_or_else(|| {
                head.push(column.name.to_owned());
                head.len() - 1
            })
        });
        let mut new: BTreeMap<&str, Vec<&TagRow>> = BTreeMap::new();
        for row in rows {
            new.entry(&row.note_id).or_default().push(row);
        }
        let cells = |row: &TagRow| {
            let mut cells = vec![String::new(); head.len()];
            for (cell, at) in row.in_order().into_iter().zip(ours) {
                if let Some(slot) = cells.get_mut(at) {
                    *slot = cell;
                }
            }
            cells
        };
        let mut records: Vec<Vec<String>> = Vec::new();
        let mut written: BTreeSet<&str> = BTreeSet::new();
        for record in &self.records {
            let note = self.note.and_then(|at| record.get(at)).unwrap_or_default();
            match new.get_key_value(note.trim()) {
                None => {
                    let mut kept: Vec<String> = record.iter().map(str::to_owned).collect();
                    kept.resize(head.len(), String::new());
                    records.push(kept);
                }
                Some((note, rows)) => {
                    if written.insert(note) {
                        records.extend(rows.iter().map(|row| cells(row)));
                    }
                }
            }
        }
        let last = rows
            .iter()
            .filter(|row| !written.contains(row.note_id.as_str()));
        records.extend(last.map(cells));
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory does not fail.
        let _ = writer.write_record(&head);
        for record in &records {
            let _ = writer.write_record(record);
        }
        FileChange {
            path: self.path.clone(),
            before: self.before.clone(),
            after: Some(writer.into_inner().unwrap_or_default()),
        }
    }
}

fn is(name: &str, ours: &str) -> bool {
    name_key(name).replace([' ', '-'], "_") == ours
}
