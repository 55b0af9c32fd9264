//! What a sheet decides, row by row, each checked against the review.

use super::reading::SheetFile;
use super::tagging::texts;
use super::{NO_THEME, NO_THEME_EITHER, SheetError, no_theme};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use throughline_core::codebook::Codebook;
use throughline_core::coders::Excerpt;
use throughline_core::excerpts::{Anchor, ExcerptText, Found, Lost, text_form};
use throughline_core::formulas::{neutralised, restored};
use throughline_core::names::name_key;
use throughline_core::notes::NoteIndex;
use throughline_core::problem::{Code, Place, Problem, Problems, did_you_mean};
use throughline_core::review::Review;
use throughline_core::stance::Stance;
use throughline_folder::tags::TagRow;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Column;
use throughline_ingest::table::{TableRow, values};

const fn column(name: &'static str, required: bool) -> Column {
    Column { name, required }
}

/// The columns that are read, then those that are there for people.
pub const COLUMNS: [Column; 19] = [
    column("note_id", true),
    column("themes", true),
    column("stance", false),
    column("excerpt", false),
    column("memo", false),
    column("start", false),
    column("end", false),
    column("time", false),
    column("engagement", false),
    column("date", false),
    column("organisation", false),
    column("part", false),
    column("question", false),
    column("text", false),
    column("others", false),
    column("differs_on", false),
    column("file", false),
    column("row", false),
    column("reason", false),
];
const NOTE: usize = 0;
const THEMES: usize = 1;
const STANCE: usize = 2;
const EXCERPT: usize = 3;
const MEMO: usize = 4;
const START: usize = 5;
const END: usize = 6;
const TIME: usize = 7;

/// Columns that are read.
const READ: usize = 8;

/// Notes among which a likeness of an id is looked for.
const LOOKED_THROUGH: usize = 20_000;

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Where it stands.
    pub place: Place,
    /// Why, each reason with what would be right.
    pub reasons: Vec<String>,
    /// Its cells, in the order of the first columns of [`COLUMNS`].
    pub cells: Vec<String>,
}

/// What a sheet decides.
#[derive(Debug, Default)]
pub struct Taken {
    /// The rows of each note that is decided, none of them at fault, by the note's id, with the place
    /// of the first.
    pub decided: BTreeMap<String, (Place, Vec<TagRow>)>,
    /// Notes that were left blank: not read.
    pub blank: Vec<String>,
    /// Notes of which a row has something in its stance cell, be it that none was stated.
    pub stances: BTreeSet<String>,
    /// Rows that were not taken, in order; all rows of a note of which one is at fault.
    pub rejected: Vec<Rejected>,
    /// Everything found.
    pub problems: Problems,
    /// Whether the sheet could be read as a table. If not, nothing is to be written.
    pub readable: bool,
}

/// A row on its way in.
struct Row {
    place: Place,
    cells: Vec<String>,
    places: Vec<Place>,
    note: Option<NoteIndex>,
    excerpt: Option<Excerpt>,
    tag: TagRow,
    problems: Vec<Problem>,
}

/// Reads what a sheet decides and checks it: notes, codes, stances, excerpts.
///
/// # Errors
/// The text of a note with an excerpt cannot be read again.
pub fn take(review: &Review, file: &SheetFile) -> Result<Taken, SheetError> {
    let mut faults = Faults::new(false);
    let table = file.table(&COLUMNS, &mut faults);
    let mut rows = Vec::new();
    let notes: HashMap<&str, NoteIndex> = review
        .notes
        .indices()
        .map(|note| (review.notes.ids.get(note as usize), note))
        .collect();
    let mut taken = Taken::default();
    if let Some(table) = table {
        table.for_each(&mut faults, |row, _| {
            let row = read(row, file);
            let blank = [THEMES, STANCE, EXCERPT, MEMO]
                .iter()
                .all(|&at| row.cells[at].is_empty());
            match notes.get(row.cells[NOTE].as_str()) {
                Some(_) if blank => taken.blank.push(row.cells[NOTE].clone()),
                note => rows.push(checked(row, note.copied(), review)),
            }
        });
        taken.readable = !faults.has_errors();
    }
    let (found, _) = faults.finish();
    for mut problem in found.iter().cloned() {
        problem.place = file.place(problem.place);
        taken.problems.push(problem);
    }
    excerpts(&mut rows, review)?;
    let mut at_fault: BTreeMap<String, Place> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_at_fault(row)) {
        at_fault
            .entry(row.cells[NOTE].clone())
            .or_insert_with(|| row.place.clone());
    }
    for row in rows {
        settle(row, &at_fault, &mut taken);
    }
    Ok(taken)
}

fn is_at_fault(row: &Row) -> bool {
    use throughline_core::problem::Severity;
    row.problems.iter().any(|p| p.severity() == Severity::Error)
}

fn settle(row: Row, at_fault: &BTreeMap<String, Place>, taken: &mut Taken) {
    let id = row.cells[NOTE].clone();
    let mut reasons: Vec<String> = Vec::new();
    for problem in &row.problems {
        reasons.push(match &problem.help {
            Some(help) => format!("{}; {help}", problem.message),
            None => problem.message.clone(),
        });
    }
    let rejected = is_at_fault(&row);
    row.problems
        .into_iter()
        .for_each(|p| taken.problems.push(p));
    if !rejected && let Some(place) = at_fault.get(&id) {
        reasons.push(format!("another row of this note is at fault ({place})"));
    } else if !rejected {
        if !row.cells[STANCE].is_empty() {
            taken.stances.insert(id.clone());
        }
        let (_, rows) = taken
            .decided
            .entry(id)
            .or_insert_with(|| (row.place, Vec::new()));
        if !rows.contains(&row.tag) {
            rows.push(row.tag);
        }
        return;
    }
    taken.rejected.push(Rejected {
        place: row.place,
        reasons,
        cells: row.cells,
    });
}

fn read(row: &TableRow<'_>, file: &SheetFile) -> Row {
    let cell = |at: usize| restored(&row.cell(at)).trim().to_owned();
    let places: Vec<Place> = (0..READ).map(|at| file.place(row.place(at))).collect();
    Row {
        place: Place {
            column: None,
            ..places[NOTE].clone()
        },
        cells: (0..READ).map(cell).collect(),
        places,
        note: None,
        excerpt: None,
        tag: TagRow::default(),
        problems: Vec::new(),
    }
}

/// A row with everything but its excerpt checked.
fn checked(mut row: Row, note: Option<NoteIndex>, review: &Review) -> Row {
    row.note = note;
    if note.is_none() {
        let problem = unknown_note(&row, review);
        row.problems.push(problem);
    }
    let (themes, problems) = themes(&row, &review.codebook);
    row.problems.extend(problems);
    let word = &row.cells[STANCE];
    let stance = Stance::from_word(word);
    if stance.is_none() {
        let known = Stance::ALL.map(Stance::word);
        let message = format!("unknown stance `{word}`");
        let problem = Problem::new(Code::BadValue, row.places[STANCE].clone(), message);
        row.problems
            .push(problem.help(match did_you_mean(word, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write {}, or leave it blank", known.join(", ")),
            }));
    }
    let span = span(&mut row);
    row.tag = TagRow {
        note_id: row.cells[NOTE].clone(),
        themes,
        stance: stance.unwrap_or_default(),
        excerpt: String::new(),
        span: None,
        memo: text_form(&row.cells[MEMO]).into_owned(),
        time: row.cells[TIME].clone(),
    };
    let words = row.cells[EXCERPT].clone();
    if span.is_some() || !words.is_empty() {
        let (start, end) = span.unwrap_or_default();
        row.excerpt = Some(Excerpt {
            start,
            end,
            text: words,
        });
    }
    row
}

fn unknown_note(row: &Row, review: &Review) -> Problem {
    let id = &row.cells[NOTE];
    let place = row.places[NOTE].clone();
    if id.is_empty() {
        return Problem::new(Code::BadId, place, "the row names no note");
    }
    let ids = &review.notes.ids;
    let near = (ids.len() <= LOOKED_THROUGH)
        .then(|| did_you_mean(id, (0..ids.len()).map(|at| ids.get(at))))
        .flatten();
    let problem = Problem::new(Code::UnknownNote, place, format!("there is no note `{id}`"));
    problem.help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a note by its note_id".to_owned(),
    })
}

/// The themes of a cell, in order of the codebook.
fn themes(row: &Row, book: &Codebook) -> (Vec<String>, Vec<Problem>) {
    let place = || row.places[THEMES].clone();
    let none = no_theme(book);
    let (mut codes, mut problems, mut no_theme) = (Vec::new(), Vec::new(), false);
    for word in values(&row.cells[THEMES]) {
        let says_none = word == NO_THEME_EITHER || word.eq_ignore_ascii_case(NO_THEME);
        match book.code(word) {
            Some(code) => codes.push(code),
            None if says_none => no_theme = true,
            None => problems.push(unknown_theme(word, place(), book)),
        }
    }
    if row.cells[THEMES].is_empty() {
        let message = "the row says something of the note and names no theme";
        let help = format!("name themes, or write `{none}` where none applies");
        problems.push(Problem::new(Code::BadValue, place(), message).help(help));
    } else if no_theme && !codes.is_empty() {
        let message = format!("`{none}` stands beside themes");
        let help = "keep the themes, or the word alone";
        problems.push(Problem::new(Code::BadValue, place(), message).help(help));
    }
    codes.sort_unstable();
    codes.dedup();
    (super::tagging::ids(book, codes.into_iter()), problems)
}

fn unknown_theme(word: &str, place: Place, book: &Codebook) -> Problem {
    let key = name_key(word);
    let labelled = book
        .themes()
        .iter()
        .find(|theme| name_key(&theme.label) == key);
    let near = labelled
        .map(|theme| theme.id.as_str())
        .or_else(|| did_you_mean(word, book.themes().iter().map(|theme| theme.id.as_str())));
    let problem = Problem::new(Code::UnknownTheme, place, format!("unknown theme `{word}`"));
    problem.help(match near {
        _ if word.contains(',') => "separate themes by `;`".to_owned(),
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a theme by its code in codebook.csv".to_owned(),
    })
}

/// `start` and `end`, where both are there.
fn span(row: &mut Row) -> Option<(u32, u32)> {
    let mut number = |at: usize| {
        let cell = &row.cells[at];
        let found = cell.parse::<u32>().ok();
        if found.is_none() && !cell.is_empty() {
            let message = format!("`{cell}` is not a number of characters");
            let problem = Problem::new(Code::BadValue, row.places[at].clone(), message);
            row.problems
                .push(problem.help("clear start and end; the words are enough"));
        }
        found
    };
    let (start, end) = (number(START)?, number(END)?);
    Some((start, end))
}

/// Finds the excerpts in the texts of their notes.
fn excerpts(rows: &mut [Row], review: &Review) -> Result<(), SheetError> {
    let with = rows.iter().filter(|row| row.excerpt.is_some());
    let mut notes: Vec<NoteIndex> = with.filter_map(|row| row.note).collect();
    notes.sort_unstable();
    notes.dedup();
    let read = texts(review, &notes)?;
    let ready: Vec<ExcerptText<'_>> = read.iter().map(|text| ExcerptText::new(text)).collect();
    for row in rows {
        let Some(excerpt) = row.excerpt.take() else {
            continue;
        };
        let at = row.note.and_then(|note| notes.binary_search(&note).ok());
        let Some(text) = at.and_then(|at| ready.get(at)) else {
            continue;
        };
        let place = row.places[EXCERPT].clone();
        let found = text.anchor(&excerpt);
        match &found {
            Anchor::Lost(lost) => {
                let problem = Problem::new(Code::BadQuote, place, format!("the excerpt: {lost}"));
                row.problems.push(problem.help(match lost {
                    Lost::Several => "copy more words of the text",
                    _ => "copy its words from the text, or leave the excerpt blank",
                }));
            }
            Anchor::Moved(to, Found::Nearly(_)) | Anchor::ByWords(to, Found::Nearly(_)) => {
                let message = format!(
                    "the excerpt is not word for word in the note; “{}” comes nearest and is taken",
                    to.text
                );
                row.problems
                    .push(Problem::new(Code::ExcerptChanged, place, message));
            }
            _ => {}
        }
        if let Some(found) = found.excerpt() {
            row.tag.excerpt.clone_from(&found.text);
            row.tag.span = Some((found.start, found.end));
        }
    }
    Ok(())
}

/// The rows that were not taken as a CSV file that can be put right and imported: their cells, then
/// the file, the row (of CSV the line) and the reason.
#[must_use]
pub fn rejected_csv(rejected: &[Rejected]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    let names = COLUMNS.iter().take(READ).map(|c| c.name);
    // Writing to memory does not fail.
    let _ = writer.write_record(names.chain(["file", "row", "reason"]));
    for row in rejected {
        let line = row
            .place
            .line
            .map(|line| line.to_string())
            .unwrap_or_default();
        let last = [row.place.file.clone(), line, row.reasons.join(" | ")];
        let cells = row.cells.iter().chain(&last);
        let _ = writer.write_record(cells.map(|cell| neutralised(cell).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}
