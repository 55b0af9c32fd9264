//! What was decided where coders differ, made whole: every note that anybody read has its rows, so
//! that `coders = "coder:adjudicated"` leaves none out.

use super::tagging::ids;
use super::taken::Taken;
use std::collections::BTreeMap;
use throughline_core::codebook::{Codebook, ThemeCode};
use throughline_core::coders::{CoderTags, Given, Policy, settle};
use throughline_core::differences::{NoteDifference, differences, sides};
use throughline_core::notes::Tag;
use throughline_core::problem::{Code, Place, Problem};
use throughline_core::review::Review;
use throughline_core::stance::Stance;
use throughline_folder::tags::TagRow;

/// The decided notes, made whole.
#[derive(Debug, Default)]
pub struct Completed {
    /// The rows of every note that anybody read, by the note's id.
    pub decided: BTreeMap<String, (Place, Vec<TagRow>)>,
    /// Notes that the sheet decided.
    pub by_sheet: usize,
    /// Notes that the coders who read them agree on.
    pub agreed: usize,
    /// Notes that one of the coders read, whose tags stand.
    pub one_reader: usize,
    /// Notes that none of them read and others did: what any of those gave.
    pub others: usize,
}

/// Notes that coders differ on and that nobody decided.
#[derive(Debug)]
pub struct Undecided(pub Vec<Problem>);

/// Makes the decisions of a sheet whole with what the coders agree on. `apart` is the coder whose
/// file is written; what stands in it does not count.
///
/// # Errors
/// [`Undecided`] with a problem for each note that the coders differ on and the sheet leaves open.
pub fn complete(
    review: &Review,
    tags: &CoderTags,
    (coders, apart): (&[u16], Option<u16>),
    taken: &Taken,
    sheet: &str,
) -> Result<Completed, Undecided> {
    let found = differences(tags, coders);
    let differ: BTreeMap<u32, &NoteDifference> = found.notes.iter().map(|n| (n.note, n)).collect();
    let mut out = Completed::default();
    let mut open = Vec::new();
    let mut settled: Vec<Tag> = Vec::new();
    let ids_of = &review.notes.ids;
    for note in review.notes.indices() {
        let id = ids_of.get(note as usize);
        if let Some((place, rows)) = taken.decided.get(id) {
            if let Some(difference) = differ.get(&note)
                && difference.common_stance().is_none()
                && rows.iter().any(|row| !row.themes.is_empty())
                && !taken.stances.contains(id)
            {
                open.push(no_stance(id, place.clone()));
            }
            out.by_sheet += 1;
            out.decided
                .insert(id.to_owned(), (place.clone(), rows.clone()));
            continue;
        }
        if differ.contains_key(&note) {
            open.push(not_decided(id, sheet));
            continue;
        }
        let given = match tags.notes.binary_search(&note) {
            Ok(at) => tags.given.get(at),
            Err(_) => &[],
        };
        let sides = sides(given, coders);
        let themes = if let Some(side) = sides.first() {
            if sides.len() > 1 {
                out.agreed += 1;
            } else {
                out.one_reader += 1;
            }
            side.themes.clone()
        } else {
            let others = given.iter().filter(|g| Some(g.coder) != apart);
            let others: Vec<Given> = others.copied().collect();
            let column = review.notes.tags.get(note as usize);
            if others.is_empty() && (!given.is_empty() || column.is_empty()) {
                continue;
            }
            settle(others.iter().copied(), Policy::Any, &mut settled);
            let own = if others.is_empty() { column } else { &settled };
            out.others += 1;
            own.iter().map(|tag| (tag.theme, tag.stance)).collect()
        };
        let rows = rows(&review.codebook, id, &themes);
        out.decided
            .insert(id.to_owned(), (Place::file(sheet), rows));
    }
    if open.is_empty() {
        Ok(out)
    } else {
        Err(Undecided(open))
    }
}

fn no_stance(id: &str, place: Place) -> Problem {
    let message = format!("note `{id}`: the coders gave different stances, and none is decided");
    let help = "write the stance, or `not stated`";
    Problem::new(Code::TagsDiffer, place, message).help(help)
}

fn not_decided(id: &str, sheet: &str) -> Problem {
    let message = format!("note `{id}`: the coders differ, and the sheet does not decide it");
    let help = "write its themes into the sheet, or `none`";
    Problem::new(Code::TagsDiffer, Place::file(sheet), message).help(help)
}

/// The rows of a note: one a stance.
fn rows(book: &Codebook, id: &str, themes: &[(ThemeCode, Stance)]) -> Vec<TagRow> {
    let mut by_stance: BTreeMap<Stance, Vec<ThemeCode>> = BTreeMap::new();
    for &(theme, stance) in themes {
        by_stance.entry(stance).or_default().push(theme);
    }
    if by_stance.is_empty() {
        by_stance.insert(Stance::NotStated, Vec::new());
    }
    let row = |(stance, codes): (Stance, Vec<ThemeCode>)| TagRow {
        note_id: id.to_owned(),
        themes: ids(book, codes.into_iter()),
        stance,
        ..TagRow::default()
    };
    by_stance.into_iter().map(row).collect()
}
