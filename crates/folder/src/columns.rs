//! From the rows that are kept to the columns of a review's notes.

use crate::coders::Settle;
use crate::engagements::{Engagements, named};
use crate::kept::Kept;
use crate::organisations::Organisations;
use crate::parts::Parts;
use crate::tables::Tables;
use crate::themes::Themes;
use throughline_core::coders::{CoderTags, Policy};
use throughline_core::notes::{Flags, Lists, Notes, Strings, Tag};
use throughline_core::problem::Place;
use throughline_core::stance::Stance;
use throughline_ingest::dictionary::split;
use throughline_ingest::faults::Faults;
use throughline_ingest::notes::{ORGANISATION, RawNotes};
use throughline_ingest::texts::{NotesFile, Rereader};
use throughline_ingest::values::yes_no;

/// Makes the columns of the rows that are kept, and lets each go as it is done. What the notes are
/// tagged with is settled beside the rest: it reads the codebook and the coders alone.
pub fn columns(
    mut raw: RawNotes,
    files: &[NotesFile],
    kept: &Kept,
    policy: Policy,
    tables: &mut Tables,
    faults: &mut Faults,
) -> (Notes, Option<CoderTags>) {
    let mut notes = Notes::default();
    raw.text = Vec::new();
    let rows: Vec<u32> = (0..u32::try_from(raw.len()).unwrap_or(u32::MAX))
        .filter(|&row| kept.keeps(row as usize))
        .collect();
    let Tables {
        organisations,
        engagements,
        parts,
        themes,
        coders,
    } = tables;
    let (tags, coder_tags) = std::thread::scope(|scope| {
        let settle = coders.settle(themes, policy);
        let settled = scope.spawn(|| settle_tags(&raw, &rows, kept, themes, settle));
        take_engagements(&raw, files, &rows, engagements, &mut notes, faults);
        let both = (organisations, engagements);
        take_organisations(&raw, files, &rows, both, &mut notes, faults);
        take_parts(&raw, &rows, parts, &mut notes);
        settled
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    notes.tags = tags;
    raw.theme = Lists::default();
    raw.engagement = Vec::new();
    raw.organisation = Lists::default();
    raw.place = Vec::new();
    let manners: Vec<(Stance, Flags)> = raw.manners.words().map(manner).collect();
    let flags = |row: &u32| {
        let code = raw.manner.get(*row as usize);
        code.and_then(|c| manners.get(*c as usize))
            .map_or_else(Flags::default, |m| m.1)
    };
    notes.flags = rows.iter().map(flags).collect();
    if kept.all() {
        notes.ids = raw.ids;
        notes.places = raw.places;
    } else {
        let mut ids = Strings::default();
        for &row in &rows {
            ids.push(raw.ids.get(row as usize));
            notes.places.extend(raw.places.get(row as usize));
        }
        notes.ids = ids;
    }
    (notes, coder_tags)
}

fn manner(word: &str) -> (Stance, Flags) {
    let [stance, verbatim, quotable, language] = split(word);
    let language = language.to_ascii_lowercase();
    let flags = Flags {
        verbatim: yes_no(verbatim).unwrap_or(false),
        quotable: yes_no(quotable).unwrap_or(false),
        maori: language == "mi" || language.starts_with("mi-"),
    };
    (
        Stance::from_word(stance).unwrap_or(Stance::NotStated),
        flags,
    )
}

fn settle_tags(
    raw: &RawNotes,
    rows: &[u32],
    kept: &Kept,
    themes: &Themes,
    mut settle: Settle<'_>,
) -> (Lists<Tag>, Option<CoderTags>) {
    let codes = themes.codes_of(raw.themes.words());
    let stances: Vec<Stance> = raw.manners.words().map(|w| manner(w).0).collect();
    let (mut own, mut tags): (Vec<Tag>, Vec<Tag>) = (Vec::new(), Vec::new());
    let take = |row: u32, own: &mut Vec<Tag>| {
        let stance = raw.manner.get(row as usize);
        let stance = stance.and_then(|m| stances.get(*m as usize).copied());
        let stance = stance.unwrap_or(Stance::NotStated);
        for &word in raw.theme.get(row as usize) {
            let themes = codes.get(word as usize).iter();
            own.extend(themes.map(|&theme| Tag { theme, stance }));
        }
    };
    let mut of_notes = Lists::default();
    for (note, &row) in (0u32..).zip(rows) {
        own.clear();
        take(row, &mut own);
        for &more in kept.more_themes(row) {
            take(more, &mut own);
        }
        settle.row((row, note), &own, &mut tags);
        of_notes.push(tags.iter().copied());
    }
    (of_notes, settle.finish())
}

fn take_engagements(
    raw: &RawNotes,
    files: &[NotesFile],
    rows: &[u32],
    engagements: &mut Engagements,
    notes: &mut Notes,
    faults: &mut Faults,
) {
    let mut codes: Vec<Option<u32>> = vec![None; raw.engagements.len()];
    notes.engagement.reserve(rows.len());
    let mut rereader = Rereader::new(files);
    for &row in rows {
        let row = row as usize;
        let word = raw.engagement.get(row).copied().unwrap_or(0);
        let known = codes.get(word as usize).copied().flatten();
        let code = known.unwrap_or_else(|| {
            let said = named(raw.engagements.word(word));
            let code = engagements.take(said, faults, |column| {
                let place = raw.places.get(row);
                place.map_or_else(Place::default, |&p| rereader.cell_place(p, column))
            });
            if let Some(slot) = codes.get_mut(word as usize) {
                *slot = Some(code);
            }
            code
        });
        notes.engagement.push(code);
    }
}

fn take_organisations(
    raw: &RawNotes,
    files: &[NotesFile],
    rows: &[u32],
    (organisations, engagements): (&mut Organisations, &mut Engagements),
    notes: &mut Notes,
    faults: &mut Faults,
) {
    let mut codes: Vec<Option<Option<u32>>> = vec![None; raw.organisations.len()];
    let mut rereader = Rereader::new(files);
    let mut list: Vec<u32> = Vec::new();
    for (at, &row) in rows.iter().enumerate() {
        let row = row as usize;
        list.clear();
        for &word in raw.organisation.get(row) {
            let known = codes.get(word as usize).copied().flatten();
            let code = known.unwrap_or_else(|| {
                let written = raw.organisations.word(word);
                let code = organisations.take(written, faults, || {
                    let place = raw.places.get(row);
                    place.map_or_else(Place::default, |&p| rereader.cell_place(p, ORGANISATION))
                });
                if let Some(slot) = codes.get_mut(word as usize) {
                    *slot = Some(code);
                }
                code
            });
            if let Some(code) = code
                && !list.contains(&code)
            {
                list.push(code);
            }
        }
        if let Some(&engagement) = notes.engagement.get(at) {
            for &organisation in &list {
                engagements.take_present(engagement, organisation);
            }
        }
        notes.organisations.push(list.iter().copied());
    }
}

fn take_parts(raw: &RawNotes, rows: &[u32], parts: &mut Parts, notes: &mut Notes) {
    let mut codes: Vec<Option<(u32, u32)>> = vec![None; raw.wheres.len()];
    notes.part.reserve(rows.len());
    notes.question.reserve(rows.len());
    for &row in rows {
        let word = raw.place.get(row as usize).copied().unwrap_or(0);
        let known = codes.get(word as usize).copied().flatten();
        let (part, question) = known.unwrap_or_else(|| {
            let [part, question] = split(raw.wheres.word(word));
            let found = parts.take(part, question);
            if let Some(slot) = codes.get_mut(word as usize) {
                *slot = Some(found);
            }
            found
        });
        notes.part.push(part);
        notes.question.push(question);
    }
}
