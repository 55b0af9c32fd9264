//! Which rows are kept: each distinct cell is looked at once, rows with errors are set aside, and
//! duplicates merged (rule of counting 7).

use crate::cells::CellFault;
use crate::coders::unknown_stance;
use crate::engagements::named;
use crate::organisations::{self, not_yes_or_no};
use crate::tables::Tables;
use crate::themes;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::ledger::Outcome;
use throughline_core::numbers::grouped;
use throughline_core::problem::{Code, Place, Problem};
use throughline_core::stance::Stance;
use throughline_ingest::dictionary::{Dictionary, split};
use throughline_ingest::duplicates::{Duplicates, SEVERAL_IDS};
use throughline_ingest::faults::{ADVISED_OF_A_CODE, Faults, Row};
use throughline_ingest::no_notes::NoNote;
use throughline_ingest::notes::{MANNER, NOTE_ID, ORGANISATION, RawNotes, TEXT, THEMES};
use throughline_ingest::texts::{NotesFile, Rereader};
use throughline_ingest::values::yes_no;

/// Rows, the files they came from, and where their cells lie.
struct Rows<'a> {
    raw: &'a RawNotes,
    files: &'a [NotesFile],
    rereader: RefCell<Rereader<'a>>,
}

impl Rows<'_> {
    fn row(&self, row: usize) -> Row<'_> {
        let place = self.raw.places.get(row);
        Row {
            file: place.map_or(0, |p| p.file),
            line: place.map_or(0, |p| p.line),
            note_id: self.raw.ids.get(row),
        }
    }

    /// The place of a cell; its record is read again for it.
    fn place(&self, row: usize, column: usize) -> Place {
        match self.raw.places.get(row) {
            Some(&place) => self.rereader.borrow_mut().cell_place(place, column),
            None => Place::default(),
        }
    }

    /// The place of a row.
    fn line_place(&self, row: usize) -> Place {
        let row = self.row(row);
        let file = self.files.get(usize::from(row.file));
        Place::line(file.map_or("", |file| file.name.as_str()), row.line)
    }

    /// The line of a row in words: `line 4`, with the file where it is another.
    fn line(&self, row: usize, from: usize) -> String {
        let (row, from) = (self.row(row), self.row(from));
        let file = self.files.get(usize::from(row.file));
        let name = file.map_or("", |file| file.name.as_str());
        let line = format!("{} {}", Place::file(name).line_word(), row.line);
        if row.file == from.file {
            line
        } else {
            format!("{line} of {name}")
        }
    }
}

/// The rows that are kept: those without an error that repeat no other.
#[derive(Debug)]
pub struct Kept {
    rows: Vec<bool>,
    /// Rows that name more themes of a row that is kept, by that row.
    more: BTreeMap<u32, Vec<u32>>,
}

impl Kept {
    /// Whether a row is kept.
    pub fn keeps(&self, row: usize) -> bool {
        self.rows.get(row).copied().unwrap_or(false)
    }

    /// Whether every row is.
    pub fn all(&self) -> bool {
        self.rows.iter().all(|k| *k)
    }

    /// How many rows name more themes of a row that is kept.
    pub fn further(&self) -> u64 {
        self.more.values().map(|rows| rows.len() as u64).sum()
    }

    /// The rows that name more themes of a row that is kept.
    pub fn more_themes(&self, row: u32) -> &[u32] {
        self.more.get(&row).map_or(&[], Vec::as_slice)
    }
}

/// What is wrong with each word of a dictionary.
struct OfWords {
    faults: Vec<Vec<CellFault>>,
    /// Whether there is nothing wrong with any, as is usual.
    sound: bool,
}

impl OfWords {
    /// Looks at each word once. `check` is told whether advice is still wanted: looking for what
    /// may be meant is slow.
    fn new(words: &Dictionary, check: impl Fn(&str, bool) -> Vec<CellFault>) -> Self {
        let mut count = 0;
        let mut look = |word| {
            let found = check(word, count < ADVISED_OF_A_CODE);
            count += found.len();
            found
        };
        let faults: Vec<Vec<CellFault>> = words.words().map(&mut look).collect();
        Self {
            sound: count == 0,
            faults,
        }
    }

    /// Adds what is wrong with some words of a row, of each once.
    fn add<'a>(&'a self, words: &[u32], to: &mut Vec<Cow<'a, CellFault>>) {
        if self.sound {
            return;
        }
        let mut met = BTreeSet::new();
        for &word in words {
            let faults = self
                .faults
                .get(word as usize)
                .map_or(&[][..], Vec::as_slice);
            if !faults.is_empty() && met.insert(word) {
                to.extend(faults.iter().map(Cow::Borrowed));
            }
        }
    }
}

/// One word of a row, as a list.
fn of_row(column: &[u32], row: usize) -> &[u32] {
    column.get(row..=row).unwrap_or_default()
}

/// Looks at every row, and says which are kept.
pub fn check(
    raw: &RawNotes,
    files: &[NotesFile],
    (duplicates, no_notes): (&Duplicates, &BTreeMap<u32, NoNote>),
    tables: &Tables,
    faults: &mut Faults,
) -> Kept {
    let rows = Rows {
        raw,
        files,
        rereader: RefCell::new(Rereader::new(files)),
    };
    let engagements = OfWords::new(&raw.engagements, |w, advice| {
        tables.engagements.check(named(w), advice)
    });
    let wheres = OfWords::new(&raw.wheres, |w, advice| {
        let [part, question] = split(w);
        tables.parts.check(part, question, advice)
    });
    let of_themes = OfWords::new(&raw.themes, |w, advice| {
        tables.themes.check(w, advice).into_iter().collect()
    });
    let manners = OfWords::new(&raw.manners, |w, _| check_manner(w));
    let mut found = Vec::new();
    let mut keep = vec![true; raw.len()];
    // The row that stands for the first of a note's rows, where that is not kept itself.
    let mut leaders: BTreeMap<u32, u32> = BTreeMap::new();
    let mut more: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for row in 0..raw.len() {
        let number = u32::try_from(row).unwrap_or(u32::MAX);
        if let Some(no_note) = no_notes.get(&number) {
            keep[row] = false;
            let at = rows.row(row);
            let place = rows.line_place(row);
            faults.push_of_row(at, no_note.problem(place));
            continue;
        }
        if let Some(&first) = duplicates.merged.get(&number) {
            keep[row] = false;
            merge(&rows, row, first as usize, faults);
            continue;
        }
        engagements.add(of_row(&raw.engagement, row), &mut found);
        wheres.add(of_row(&raw.place, row), &mut found);
        of_themes.add(raw.theme.get(row), &mut found);
        if raw.theme.get(row).len() > themes::MOST_OF_A_NOTE
            || raw.organisation.get(row).len() > organisations::MOST_OF_A_NOTE
        {
            found.extend(too_many(raw, row).map(Cow::Owned));
        }
        if let Some(&first) = duplicates.clashes.get(&number) {
            found.push(Cow::Owned(clash(&rows, row, first as usize)));
        }
        let mut sound = found.is_empty();
        if let Some(&first) = duplicates.more_themes.get(&number)
            && sound
        {
            let stands = keep.get(first as usize) == Some(&true);
            let leader = if stands {
                first
            } else {
                *leaders.entry(first).or_insert(number)
            };
            let others = more.get(&leader).map_or(0, Vec::len);
            if leader != number {
                sound = false;
                if others + 1 < themes::MOST_OF_A_NOTE {
                    more.entry(leader).or_default().push(number);
                    let line = rows.line(leader as usize, row);
                    let reason = format!("the note of {line} with another theme");
                    faults.push_entry(rows.row(row), Outcome::Merged, reason);
                } else {
                    found.push(Cow::Owned(too_many_of(
                        "themes",
                        THEMES,
                        themes::MOST_OF_A_NOTE,
                    )));
                }
            }
        }
        keep[row] = sound;
        manners.add(of_row(&raw.manner, row), &mut found);
        if raw.text.get(row) == Some(&0) {
            let problem = Problem::new(Code::NoText, Place::default(), "the note has no text");
            found.push(Cow::Owned(CellFault::new(TEXT, problem)));
        }
        if !found.is_empty() {
            say_of_row(&rows, row, &mut found, faults);
        }
    }
    say_rows_of_themes(&rows, &more, faults);
    say_other_separators(&rows, tables, faults);
    let kept = Kept { rows: keep, more };
    same_texts(&rows, duplicates, &kept, faults);
    kept
}

/// More themes or organisations than a note may have.
fn too_many(raw: &RawNotes, row: usize) -> impl Iterator<Item = CellFault> {
    let distinct = |words: &[u32], most: usize| words.iter().collect::<BTreeSet<_>>().len() > most;
    let (most_themes, most_organisations) = (themes::MOST_OF_A_NOTE, organisations::MOST_OF_A_NOTE);
    let themes = distinct(raw.theme.get(row), most_themes);
    let organisations = distinct(raw.organisation.get(row), most_organisations);
    [
        themes.then(|| too_many_of("themes", THEMES, most_themes)),
        organisations.then(|| too_many_of("organisations", ORGANISATION, most_organisations)),
    ]
    .into_iter()
    .flatten()
}

fn too_many_of(what: &str, column: usize, most: usize) -> CellFault {
    let message = format!("the note has more than {} {what}", grouped(most as u64));
    let problem = Problem::new(Code::BadValue, Place::default(), message);
    CellFault::new(
        column,
        problem.help("make several notes of it, one for each thing said"),
    )
}

/// Adds what is wrong with a row. The place of a cell is found once, however much is wrong with it.
fn say_of_row(
    rows: &Rows<'_>,
    row: usize,
    found: &mut Vec<Cow<'_, CellFault>>,
    faults: &mut Faults,
) {
    let mut places: BTreeMap<usize, Place> = BTreeMap::new();
    for fault in found.drain(..) {
        let place = if faults.places(fault.code) {
            let place = || rows.place(row, fault.column);
            places.entry(fault.column).or_insert_with(place).clone()
        } else {
            Place::default()
        };
        faults.push_of_row(rows.row(row), fault.at(place));
    }
}

/// One note a file on rows that name one note's themes one by one.
fn say_rows_of_themes(rows: &Rows<'_>, more: &BTreeMap<u32, Vec<u32>>, faults: &mut Faults) {
    let mut files: BTreeMap<u16, (usize, usize)> = BTreeMap::new();
    for &row in more.values().flatten() {
        let row = row as usize;
        let count = files.entry(rows.row(row).file).or_insert((0, row));
        count.0 += 1;
    }
    for (count, row) in files.into_values() {
        let (rows_do, are) = if count == 1 {
            ("row names", "is")
        } else {
            ("rows name", "are")
        };
        let message =
            format!("{count} {rows_do} another theme of a note above and {are} counted with it");
        faults.push(
            Problem::new(Code::Assumed, rows.place(row, THEMES), message)
                .help("rows with one id, and alike but for theme and stance, are one note"),
        );
    }
}

/// One note on themes that something else than `;` stands between.
fn say_other_separators(rows: &Rows<'_>, tables: &Tables, faults: &mut Faults) {
    let mut words = (0u32..).zip(rows.raw.themes.words());
    let several = words.find(|(_, word)| tables.themes.codes(word).len() > 1);
    let Some((code, word)) = several else {
        return;
    };
    let at = (0..rows.raw.len()).find(|&row| rows.raw.theme.get(row).contains(&code));
    let place = at.map_or_else(Place::default, |row| rows.place(row, THEMES));
    let shown = word.replace(['\n', '\r'], "⏎");
    let message =
        format!("`{shown}` is read as several themes, each of which is a theme of its own");
    faults.push(Problem::new(Code::Assumed, place, message).help("themes are separated by `;`"));
}

fn check_manner(word: &str) -> Vec<CellFault> {
    let cells: [&str; 4] = split(word);
    let [stance, verbatim, quotable, _] = cells;
    let [stance_column, verbatim_column, quotable_column, _] = MANNER;
    let mut found = Vec::new();
    if Stance::from_word(stance).is_none() {
        let problem = unknown_stance(stance, Place::default());
        found.push(CellFault::new(stance_column, problem));
    }
    for (column, word) in [(verbatim_column, verbatim), (quotable_column, quotable)] {
        if yes_no(word).is_none() {
            let problem = not_yes_or_no(word, Place::default());
            found.push(CellFault::new(column, problem));
        }
    }
    found
}

fn merge(rows: &Rows<'_>, row: usize, first: usize, faults: &mut Faults) {
    let line = rows.line(first, row);
    let (id, reason) = (rows.raw.ids.get(row), format!("the same as {line}"));
    faults.push_entry(rows.row(row), Outcome::Merged, reason);
    if faults.keeps(Code::DuplicateNote) {
        let message = format!("the note `{id}` stands already on {line}; it is counted once");
        let place = rows.place(row, NOTE_ID);
        faults
            .push(Problem::new(Code::DuplicateNote, place, message).help("remove one of the two"));
    } else {
        faults.push(Problem::new(Code::DuplicateNote, Place::default(), ""));
    }
}

fn clash(rows: &Rows<'_>, row: usize, first: usize) -> CellFault {
    let (id, line) = (rows.raw.ids.get(row), rows.line(first, row));
    let message = format!("the id `{id}` stands already on {line}, with another content");
    let problem = Problem::new(Code::NoteIdClash, Place::default(), message);
    CellFault::new(NOTE_ID, problem.help("give one of the two another id"))
}

fn same_texts(rows: &Rows<'_>, duplicates: &Duplicates, kept: &Kept, faults: &mut Faults) {
    const NAMED: usize = 3;
    for group in &duplicates.same_text {
        let group: Vec<usize> = group
            .iter()
            .map(|&r| r as usize)
            .filter(|&r| kept.keeps(r))
            .collect();
        let count = group.len();
        let first = group.first().filter(|_| count >= SEVERAL_IDS);
        let Some(&first) = first else {
            continue;
        };
        let ids: Vec<&str> = group
            .iter()
            .take(NAMED)
            .map(|&r| rows.raw.ids.get(r))
            .collect();
        let more = if count > NAMED { ", …" } else { "" };
        let message = format!(
            "one text stands under {count} ids: {}{more}",
            ids.join(", ")
        );
        faults.push(
            Problem::new(Code::SameText, rows.place(first, TEXT), message)
                .help("each is counted; if one organisation sent it more than once, keep one"),
        );
    }
}
