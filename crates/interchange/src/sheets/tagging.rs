//! A review's notes as a sheet for one coder.

use super::writing::{Column, Fill, Sheet};
use super::{NO_THEME_EITHER, SheetError, no_theme};
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::codebook::{Codebook, ThemeCode};
use throughline_core::coders::{NOTES_CODER, Tagging};
use throughline_core::dates::DateRange;
use throughline_core::differences::sides;
use throughline_core::ids::CoderId;
use throughline_core::notes::{NONE, NoteIndex};
use throughline_core::numbers::grouped;
use throughline_core::review::Review;
use throughline_core::samples::{Sample, order};
use throughline_folder::tags::{NOTES, TagRow, stance_cell};

/// Texts that are read at once.
const AT_ONCE: usize = 4_096;

/// Which notes a coder is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotesToTag {
    /// Who tags.
    pub coder: CoderId,
    /// Pass over notes that the coder has read already.
    pub unread: bool,
    /// How many are drawn, and the seed; `None` for all, in order of the review.
    pub sample: Option<(u32, u64)>,
    /// Show what the others gave; a sheet is blind without it.
    pub show_others: bool,
}

/// The notes, in order of the review, and how they were drawn where they were.
#[must_use]
pub fn notes_to_tag(review: &Review, what: &NotesToTag) -> (Vec<NoteIndex>, Option<Sample>) {
    let read: BTreeSet<NoteIndex> = taggings(review, &what.coder).map(|t| t.note).collect();
    let wanted = |note: &NoteIndex| !what.unread || !read.contains(note);
    let Some((most, seed)) = what.sample else {
        return (review.notes.indices().filter(wanted).collect(), None);
    };
    let mut by_id: Vec<NoteIndex> = review.notes.indices().collect();
    by_id.sort_unstable_by_key(|&note| review.notes.ids.get(note as usize));
    let of = u32::try_from(by_id.len()).unwrap_or(u32::MAX);
    let drawn = order(of, seed);
    let drawn = drawn
        .iter()
        .filter_map(|&at| by_id.get(at as usize).copied());
    let mut notes: Vec<NoteIndex> = drawn.filter(wanted).take(most as usize).collect();
    notes.sort_unstable();
    let sample = Sample {
        coder: what.coder.clone(),
        notes: u32::try_from(notes.len()).unwrap_or(u32::MAX),
        of,
        seed,
        unread: what.unread,
        date: None,
    };
    (notes, Some(sample))
}

/// The rows of a coder's file.
fn taggings<'a>(review: &'a Review, coder: &CoderId) -> impl Iterator<Item = &'a Tagging> {
    let tags = review.coder_tags.as_ref();
    let index = tags.and_then(|t| t.coders.iter().position(|c| c == coder));
    let rows = tags.map_or(&[][..], |t| &t.taggings);
    rows.iter()
        .filter(move |row| Some(usize::from(row.coder)) == index)
}

/// What a coder's file says of each note, its excerpts where they stand now.
#[must_use]
pub fn rows_of(review: &Review, coder: &CoderId) -> BTreeMap<NoteIndex, Vec<TagRow>> {
    let mut rows: BTreeMap<NoteIndex, Vec<TagRow>> = BTreeMap::new();
    for tagging in taggings(review, coder) {
        let excerpt = tagging.excerpt.as_ref();
        rows.entry(tagging.note).or_default().push(TagRow {
            note_id: review.notes.ids.get(tagging.note as usize).to_owned(),
            themes: ids(&review.codebook, tagging.themes.iter().copied()),
            stance: tagging.stance,
            excerpt: excerpt.map(|e| e.text.clone()).unwrap_or_default(),
            span: excerpt.map(|e| (e.start, e.end)),
            memo: tagging.memo.clone(),
            time: tagging.time.clone(),
        });
    }
    rows
}

/// Ids of themes.
pub(super) fn ids(book: &Codebook, codes: impl Iterator<Item = ThemeCode>) -> Vec<String> {
    codes.map(|code| book.theme(code).id.to_string()).collect()
}

/// Themes as they stand in a cell.
pub(super) fn themes_cell(book: &Codebook, themes: &[String]) -> String {
    if themes.is_empty() {
        no_theme(book).to_owned()
    } else {
        themes.join(";")
    }
}

/// The texts of some notes, in order.
pub(super) fn texts(review: &Review, notes: &[NoteIndex]) -> Result<Vec<String>, SheetError> {
    let mut texts = Vec::with_capacity(notes.len());
    for batch in notes.chunks(AT_ONCE) {
        let place = |note: &NoteIndex| review.notes.places.get(*note as usize).copied();
        let places: Vec<_> = batch.iter().filter_map(place).collect();
        texts.extend(review.texts.read(&places)?);
    }
    Ok(texts)
}

/// The columns for reading that stand before what is filled in.
pub(super) fn context_columns() -> Vec<Column> {
    vec![
        Column::shown("note_id", 12),
        Column::shown("engagement", 16),
        Column::shown("date", 18),
        Column::shown("organisation", 18),
        Column::shown("part", 18),
        Column::shown("question", 26),
        Column::shown("text", 70),
    ]
}

/// Their cells.
pub(super) fn context(review: &Review, note: NoteIndex, text: &str) -> Vec<String> {
    let notes = &review.notes;
    let row = note as usize;
    let code = |column: &[u32]| column.get(row).copied().filter(|&c| c != NONE);
    let engagement = code(&notes.engagement).and_then(|e| review.engagements.get(e as usize));
    let meeting = engagement.map(|e| match review.formats.get(e.format as usize) {
        Some(format) if !format.is_empty() => format!("{} ({format})", e.id),
        _ => e.id.to_string(),
    });
    let dates = engagement.and_then(|e| e.dates);
    let organisations = notes.organisations.get(row).iter();
    let organisations = organisations.filter_map(|&o| review.organisations.get(o as usize));
    let names: Vec<&str> = organisations.map(|o| o.name.as_str()).collect();
    let part = code(&notes.part).and_then(|p| review.parts.get(p as usize));
    let question = code(&notes.question).and_then(|q| review.questions.get(q as usize));
    vec![
        notes.ids.get(row).to_owned(),
        meeting.unwrap_or_default(),
        dates.map(DateRange::printed).unwrap_or_default(),
        names.join(";"),
        part.map(|p| p.title.clone()).unwrap_or_default(),
        question.map(|q| q.text.clone()).unwrap_or_default(),
        text.to_owned(),
    ]
}

/// The sheet of some notes for a coder. What the coder gave is filled in, a row each; what others
/// gave, the themes column of the notes included, is shown only where that was asked for.
///
/// # Errors
/// A text cannot be read again.
pub fn tagging(
    review: &Review,
    notes: &[NoteIndex],
    what: &NotesToTag,
    sample: Option<&Sample>,
) -> Result<Sheet, SheetError> {
    let mut columns = context_columns();
    if what.show_others {
        columns.push(Column::shown("others", 32));
    }
    columns.extend([
        Column::new("themes", 28, Fill::Themes),
        Column::new("stance", 12, Fill::Stance),
        Column::new("excerpt", 32, Fill::Free),
        Column::new("memo", 32, Fill::Free),
        Column::shown("start", 7),
        Column::shown("end", 7),
    ]);
    let texts = texts(review, notes)?;
    let theirs = rows_of(review, &what.coder);
    let mut rows = Vec::with_capacity(notes.len());
    for (&note, text) in notes.iter().zip(&texts) {
        let mut before = context(review, note, text);
        if what.show_others {
            before.push(others(review, note, &what.coder));
        }
        let filled = theirs.get(&note).map_or(&[][..], Vec::as_slice);
        for row in filled {
            let point = |p: Option<u32>| p.map(|p| p.to_string()).unwrap_or_default();
            let mut cells = before.clone();
            cells.extend([
                themes_cell(&review.codebook, &row.themes),
                stance_cell(row.stance).to_owned(),
                row.excerpt.clone(),
                row.memo.clone(),
                point(row.span.map(|s| s.0)),
                point(row.span.map(|s| s.1)),
            ]);
            rows.push(cells);
        }
        if filled.is_empty() {
            before.resize(columns.len(), String::new());
            rows.push(before);
        }
    }
    Ok(Sheet {
        name: "tag",
        columns,
        rows,
        about: about(review, notes.len(), what, sample),
    })
}

/// What the other coders gave a note: `ben: cost positive; notes: time`.
fn others(review: &Review, note: NoteIndex, but: &CoderId) -> String {
    let listed = review.coder_tags.as_ref().and_then(|tags| {
        let at = tags.notes.binary_search(&note).ok()?;
        Some((tags, tags.given.get(at)))
    });
    let Some((tags, given)) = listed else {
        let own = review.notes.tags.get(note as usize);
        let own = ids(&review.codebook, own.iter().map(|t| t.theme));
        return if own.is_empty() {
            String::new()
        } else {
            format!("{NOTES}: {}", own.join(";"))
        };
    };
    let coders: Vec<u16> = (0u16..)
        .zip(&tags.coders)
        .filter(|(_, name)| *name != but)
        .map(|(coder, _)| coder)
        .chain([NOTES_CODER])
        .collect();
    let said = sides(given, &coders).into_iter().map(|side| {
        let name = tags.coders.get(usize::from(side.coder));
        let name = name.map_or(NOTES, CoderId::as_str);
        let themes = ids(&review.codebook, side.codes());
        format!("{name}: {}", themes_cell(&review.codebook, &themes))
    });
    said.collect::<Vec<_>>().join("\n")
}

fn about(
    review: &Review,
    notes: usize,
    what: &NotesToTag,
    sample: Option<&Sample>,
) -> Vec<(String, String)> {
    let none = no_theme(&review.codebook);
    let mut rows = vec![
        ("review", review.about.title.clone()),
        ("coder", what.coder.to_string()),
        ("notes", grouped(notes as u64)),
    ];
    if let Some(sample) = sample {
        rows.push(("sample", sample.words()));
    }
    let shown = if what.show_others {
        "No: the column `others` shows what other coders and the notes' themes column gave."
    } else {
        "Yes: it shows nothing that another coder or the notes' themes column gave."
    };
    rows.push(("blind", shown.to_owned()));
    let either = if none == NO_THEME_EITHER {
        String::new()
    } else {
        format!(" (or {NO_THEME_EITHER})")
    };
    rows.extend([
        (
            "themes",
            format!(
                "Codes of the sheet `codes`. Separate several by ; (cost;time). Write {none}{either} \
                 where you read the note and no theme applies. A row that is left blank counts as \
                 not read."
            ),
        ),
        (
            "stance",
            "positive, negative, mixed or neutral; blank where none was stated.".to_owned(),
        ),
        (
            "excerpt",
            "The words of the text that the themes are about, copied from it; blank for the whole \
             note. For a second excerpt of a note add a row with the same note_id."
                .to_owned(),
        ),
        (
            "start, end",
            "Where the excerpt stands. Leave both as they are; clear them where you changed the \
             excerpt."
                .to_owned(),
        ),
        (
            "apostrophe",
            "A text that begins with = + - or @ has an apostrophe before it, so that the \
             spreadsheet does not run it. Import takes it away."
                .to_owned(),
        ),
        (
            "back again",
            format!(
                "throughline tags import THIS-FILE --into REVIEW --coder {}",
                what.coder
            ),
        ),
    ]);
    rows.into_iter()
        .map(|(name, text)| (name.to_owned(), text))
        .collect()
}
