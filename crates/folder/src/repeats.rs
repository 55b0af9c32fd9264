//! Says which rows stand twice without ids, and which ids are one number (rule of counting 7).

use crate::kept::Kept;
use std::collections::BTreeMap;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::faults::Faults;
use throughline_ingest::notes::{NOTE_ID, RawNotes};
use throughline_ingest::repeats::{Repeats, ranges, similar_ids};
use throughline_ingest::texts::{NotesFile, Rereader};

/// Lines that are named.
const NAMED: usize = 5;

/// Says what was found; `kept` are the rows that are counted.
pub fn say(
    (raw, files): (&RawNotes, &[NotesFile]),
    repeats: &Repeats,
    kept: &Kept,
    faults: &mut Faults,
) {
    let name = |file: u16| files.get(usize::from(file)).map_or("", |f| f.name.as_str());
    for &(file, earlier) in &repeats.files {
        let message = format!(
            "the file holds the same rows as {}, and they have no ids",
            name(earlier)
        );
        let problem = Problem::new(Code::SameRows, Place::file(name(file)), message);
        faults.push(problem.help(
            "take one of the two away; where both are meant, give the notes of both ids of their own",
        ));
    }
    let by_file = |rows: &mut dyn Iterator<Item = u32>| {
        let mut found: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
        for row in rows.filter(|&row| kept.keeps(row as usize)) {
            let place = raw.places.get(row as usize);
            found
                .entry(place.map_or(0, |p| p.file))
                .or_default()
                .push(row);
        }
        found
    };
    for (file, rows) in by_file(&mut repeats.same.keys().copied()) {
        let (count, verb, are) = match rows.len() {
            1 => (
                "1 row".to_owned(),
                "repeats",
                "it is counted as a note of its own",
            ),
            n => (
                format!("{n} rows"),
                "repeat",
                "they are counted as notes of their own",
            ),
        };
        let lines = lines(raw, name(file), &rows);
        let message =
            format!("{count} {verb} an earlier row in every cell ({lines}); without ids {are}");
        faults.push(
            Problem::new(Code::RowsRepeat, place(raw, files, &rows), message).help(
                "take the repeats out; or give every note an id, and rows with one id are counted once",
            ),
        );
    }
    let all: BTreeMap<u16, usize> = ranges(raw)
        .into_iter()
        .map(|(file, range)| (file, range.len()))
        .collect();
    for (file, rows) in by_file(&mut repeats.other_theme.iter().copied()) {
        let of_file = all.get(&file).copied().unwrap_or(0);
        faults.push(other_theme(raw, files, &rows, of_file));
    }
    let similar = similar_ids(raw);
    if let Some(&(row, other)) = similar.first() {
        let (id, like) = (raw.ids.get(row as usize), raw.ids.get(other as usize));
        let more = match similar.len() - 1 {
            0 => String::new(),
            more => format!(", and {more} more like them"),
        };
        let message = format!(
            "the ids `{id}` and `{like}` differ only in how a number is written{more}; they are ids of two notes"
        );
        let problem = Problem::new(Code::SimilarIds, place(raw, files, &[row]), message);
        faults.push(problem.help("where they mean one note, write its id in one way"));
    }
}

/// Rows that name another theme of the row before them. Where they and the rows before them are half
/// of a file or more, that is how the file is made, and its notes would be counted several times.
fn other_theme(raw: &RawNotes, files: &[NotesFile], rows: &[u32], of_file: usize) -> Problem {
    let begins = rows.iter().filter(|&&row| {
        let before = row.checked_sub(1);
        before.is_none_or(|before| rows.binary_search(&before).is_err())
    });
    let involved = rows.len() + begins.count();
    let place = place(raw, files, rows);
    let lines = lines(raw, &place.file, rows);
    let help = "add a column `note_id`, and give the rows of one note one id";
    if 2 * involved >= of_file {
        let repeat = match rows.len() {
            1 => "1 row repeats the row before it".to_owned(),
            n => format!("{n} of its {of_file} rows repeat the row before them"),
        };
        let message = format!(
            "the file has a row for each theme of a note and no ids: {repeat} with another theme ({lines}), and each note would be counted once for each of its themes"
        );
        return Problem::new(Code::SameRows, place, message).help(help);
    }
    let (repeat, are) = match rows.len() {
        1 => (
            "1 row repeats the row before it".to_owned(),
            "it is counted as a note of its own",
        ),
        n => (
            format!("{n} rows repeat the row before them"),
            "they are counted as notes of their own",
        ),
    };
    let message = format!("{repeat} with another theme ({lines}); without ids {are}");
    Problem::new(Code::RowsRepeat, place, message).help(help)
}

/// The place of the first of some rows: of its id where its file has one, else the row's.
fn place(raw: &RawNotes, files: &[NotesFile], rows: &[u32]) -> Place {
    let first = rows.first().and_then(|&row| raw.places.get(row as usize));
    first.map_or_else(Place::default, |&place| {
        Rereader::new(files).cell_place(place, NOTE_ID)
    })
}

/// `lines 4, 5, 6, …`.
fn lines(raw: &RawNotes, file: &str, rows: &[u32]) -> String {
    let named: Vec<String> = rows
        .iter()
        .take(NAMED)
        .filter_map(|&row| raw.places.get(row as usize))
        .map(|place| place.line.to_string())
        .collect();
    let word = Place::file(file).line_word();
    let s = if named.len() == 1 { "" } else { "s" };
    let more = if rows.len() > NAMED { ", …" } else { "" };
    format!("{word}{s} {}{more}", named.join(", "))
}
