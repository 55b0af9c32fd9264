//! The notes that coders differ on as a sheet to decide them in.

use super::tagging::{context, context_columns, ids, texts, themes_cell};
use super::writing::{Column, Fill, Sheet};
use super::{SheetError, no_theme};
use throughline_core::codebook::Codebook;
use throughline_core::coders::{CoderTags, NOTES_CODER};
use throughline_core::differences::{Differences, NoteDifference, Side};
use throughline_core::ids::CoderId;
use throughline_core::review::Review;
use throughline_core::stance::Stance;
use throughline_folder::tags::{ADJUDICATED, NOTES, stance_cell};

/// What the head of a coder's column ends with.
const THEMES: &str = ": themes";

/// The coders that a sheet of differences shows, from the heads of its columns.
#[must_use]
pub fn coders_of(heads: &[String]) -> Vec<String> {
    let coder = |head: &String| head.strip_suffix(THEMES).map(str::to_owned);
    heads.iter().filter_map(coder).collect()
}

/// The name of a coder, as [`Side::coder`] gives it.
fn name(tags: &CoderTags, coder: u16) -> &str {
    let name = tags.coders.get(usize::from(coder));
    name.map_or(NOTES, CoderId::as_str)
}

/// What a coder noted on a note.
fn memos(tags: &CoderTags, coder: u16, note: u32) -> String {
    let theirs = tags.taggings.iter();
    let theirs = theirs.filter(|t| coder != NOTES_CODER && t.coder == coder && t.note == note);
    let memos: Vec<&str> = theirs
        .map(|t| t.memo.as_str())
        .filter(|m| !m.is_empty())
        .collect();
    memos.join(" / ")
}

/// Themes and stance of a side, as two cells.
#[must_use]
fn cells(book: &Codebook, side: &Side) -> [String; 2] {
    let themes = ids(book, side.codes());
    let mut stances: Vec<Stance> = side.themes.iter().map(|t| t.1).collect();
    stances.dedup();
    let stance = match stances.as_slice() {
        [] => String::new(),
        [one] => stance_cell(*one).to_owned(),
        _ => {
            let each = themes.iter().zip(&side.themes);
            let each: Vec<String> = each
                .map(|(id, (_, stance))| format!("{id} {stance}"))
                .collect();
            each.join("; ")
        }
    };
    [themes_cell(book, &themes), stance]
}

/// The sheet: each coder's themes, stance and memo side by side, then the columns to decide in. Themes
/// are filled in where all gave the same, the stance where all gave the same.
///
/// # Errors
/// A text cannot be read again.
pub fn adjudication(
    review: &Review,
    tags: &CoderTags,
    coders: &[u16],
    found: &Differences,
) -> Result<Sheet, SheetError> {
    let mut columns = context_columns();
    columns.push(Column::shown("differs_on", 22));
    for &coder in coders {
        let name = name(tags, coder);
        columns.push(Column::shown(format!("{name}{THEMES}"), 24));
        columns.push(Column::shown(format!("{name}: stance"), 12));
        columns.push(Column::shown(format!("{name}: memo"), 24));
    }
    columns.extend([
        Column::new("themes", 28, Fill::Themes),
        Column::new("stance", 12, Fill::Stance),
        Column::new("memo", 32, Fill::Free),
    ]);
    let notes: Vec<u32> = found.notes.iter().map(|n| n.note).collect();
    let texts = texts(review, &notes)?;
    let book = &review.codebook;
    let row = |(note, text): (&NoteDifference, &String)| {
        let mut row = context(review, note.note, text);
        row.push(
            note.worst
                .map_or_else(|| "stance".to_owned(), |t| book.theme(t).id.to_string()),
        );
        for &coder in coders {
            match note.sides.iter().find(|side| side.coder == coder) {
                Some(side) => {
                    row.extend(cells(book, side));
                    row.push(memos(tags, coder, note.note));
                }
                None => row.extend([String::new(), String::new(), String::new()]),
            }
        }
        let common = note
            .common_themes()
            .map(|codes| ids(book, codes.into_iter()));
        row.push(
            common
                .map(|themes| themes_cell(book, &themes))
                .unwrap_or_default(),
        );
        row.push(note.common_stance().map_or("", stance_cell).to_owned());
        row.push(String::new());
        row
    };
    Ok(Sheet {
        name: "decide",
        columns,
        rows: found.notes.iter().zip(&texts).map(row).collect(),
        about: about(review, tags, coders, found),
    })
}

fn about(
    review: &Review,
    tags: &CoderTags,
    coders: &[u16],
    found: &Differences,
) -> Vec<(String, String)> {
    let names: Vec<&str> = coders.iter().map(|&coder| name(tags, coder)).collect();
    let none = no_theme(&review.codebook);
    let rows = [
        ("review", review.about.title.clone()),
        ("coders", names.join(", ")),
        (
            "notes",
            format!(
                "{} that they differ on, of {} that two or more read",
                found.notes.len(),
                found.read_by_several
            ),
        ),
        (
            "order",
            "By the theme of `differs_on`: the one with the lowest Krippendorff's alpha first."
                .to_owned(),
        ),
        (
            "themes",
            format!(
                "Decide every row. Codes of the sheet `codes`, several separated by ; and {none} \
                 where no theme applies. They are filled in where all gave the same."
            ),
        ),
        (
            "stance",
            "Decide it where the coders' stances differ; write `not stated` for none.".to_owned(),
        ),
        (
            "back again",
            format!(
                "throughline tags import THIS-FILE --into REVIEW --adjudicated writes \
                 tags/{ADJUDICATED}.csv; notes that the coders agree on are added."
            ),
        ),
    ];
    rows.into_iter()
        .map(|(name, text)| (name.to_owned(), text))
        .collect()
}
