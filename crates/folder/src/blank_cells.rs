//! Words for nothing in the notes, `N/A` and `-`, are read as blank cells, unless the review has them as
//! names; said once a column.

use crate::tables::Tables;
use std::collections::BTreeSet;
use throughline_core::names::name_key;
use throughline_core::numbers::grouped;
use throughline_core::problem::{Code, Place, Problem};
use throughline_core::stance::Stance;
use throughline_ingest::blanks::{self, Blanked};
use throughline_ingest::faults::Faults;
use throughline_ingest::notes::{
    COLUMNS, ENGAGEMENT, MANNER, ORGANISATION, RawNotes, THEMES, WHERE,
};
use throughline_ingest::texts::{NotesFile, Rereader};

/// Takes words for nothing out of the notes, and says so.
pub fn take_out(raw: &mut RawNotes, files: &[NotesFile], tables: &Tables, faults: &mut Faults) {
    let [engagement, ..] = ENGAGEMENT;
    let [part, question] = WHERE;
    let [stance, ..] = MANNER;
    // A column for a theme called `None` is no cell that says so.
    let of_columns: BTreeSet<String> = files
        .iter()
        .flat_map(|file| file.header.themes())
        .map(|(_, theme)| name_key(theme))
        .collect();
    let stays = |column: usize, word: &str| match column {
        ORGANISATION => tables.organisations.has(word),
        THEMES => tables.themes.code(word).is_some() || of_columns.contains(&name_key(word)),
        c if c == engagement => tables.engagements.has(word),
        c if c == part => tables.parts.part(word).is_some(),
        c if c == question => !tables.parts.questions_named(word).is_empty(),
        c if c == stance => Stance::from_word(word).is_some(),
        _ => false,
    };
    let found = blanks::take_out(raw, &stays);
    let mut rereader = Rereader::new(files);
    for blanked in found {
        let place = raw.places.get(blanked.row);
        let place = place.map(|&p| rereader.cell_place(p, blanked.column));
        faults.push(said(&blanked, place.unwrap_or_default()));
    }
}

fn said(blanked: &Blanked, place: Place) -> Problem {
    let column = COLUMNS.get(blanked.column).map_or("", |c| c.name);
    let words: Vec<String> = blanked
        .words
        .iter()
        .map(|(w, _)| format!("`{w}`"))
        .collect();
    let words = match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.join(""),
    };
    let count: u64 = blanked.words.iter().map(|(_, count)| count).sum();
    let message = if count == 1 {
        format!("in `{column}` 1 cell says {words}; it is read as blank")
    } else {
        let count = grouped(count);
        format!("in `{column}` {count} cells say {words}; they are read as blank")
    };
    let problem = Problem::new(Code::Assumed, place, message);
    match blanked.column {
        ORGANISATION => problem.help("a name in organisations.csv is read as the name it is"),
        THEMES => problem.help("a theme in codebook.csv is read as the theme it is"),
        _ => problem,
    }
}
