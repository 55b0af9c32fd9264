//! A drawn review on its way to a folder: as rows of its tables, or as what another tool's file holds.

use crate::drawn::{CODERS, Drawn};
use std::path::Path;
use throughline_core::excerpts::text_form;
use throughline_core::names::shown_name;
use throughline_folder::rows::{
    CODEBOOK, ENGAGEMENTS, EngagementRow, NOTES, NoteRow, ORGANISATIONS, OrganisationRow,
    PartTable, Row, SETTINGS, ThemeRow, added, new_settings,
};
use throughline_folder::tags::{TagRow, path, to_csv};
use throughline_interchange::incoming::{
    Incoming, IncomingEngagement, IncomingNote, IncomingOrganisation, IncomingPart, IncomingTag,
    IncomingTheme,
};

fn put(folder: &Path, file: &str, bytes: &[u8]) {
    let path = folder.join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// The first half of the rows is written as a table, and the others added to it.
fn table<R: Row>(folder: &Path, file: &str, rows: &[R]) {
    let (first, rest) = rows.split_at(rows.len().div_ceil(2));
    let new = added(file, None, first).unwrap();
    put(folder, file, &added(file, Some(&new), rest).unwrap());
}

/// Writes every table of a review.
pub fn tables(drawn: &Drawn, folder: &Path) {
    let incoming = incoming(drawn);
    let parts: Vec<PartTable> = incoming
        .parts
        .into_iter()
        .map(|p| PartTable {
            id: p.id,
            title: p.title,
            intro: p.intro,
            questions: p.questions,
        })
        .collect();
    let title = incoming.title.unwrap();
    put(folder, SETTINGS, new_settings(&title, &parts).as_bytes());
    let themes = incoming.themes.into_iter().map(|t| ThemeRow {
        code: t.code,
        label: t.label,
        phrase: t.phrase.unwrap_or_default(),
        parent: t.parent.unwrap_or_default(),
        definition: t.definition,
        include: t.include,
        exclude: t.exclude,
        keywords: t.keywords,
    });
    table(folder, CODEBOOK, &themes.collect::<Vec<_>>());
    let organisations = incoming
        .about_organisations
        .into_iter()
        .map(|o| OrganisationRow {
            name: o.name,
            letter: o.letter.unwrap_or_default(),
            historical: o.historical,
            aliases: o.aliases,
            consent: o.consent,
            giveaways: o.giveaways,
        });
    table(folder, ORGANISATIONS, &organisations.collect::<Vec<_>>());
    let engagements = incoming.engagements.into_iter().map(|e| EngagementRow {
        id: e.id,
        format: e.format,
        title: e.title.unwrap_or_default(),
        dates: e.dates,
        organisations: e.organisations,
    });
    table(folder, ENGAGEMENTS, &engagements.collect::<Vec<_>>());
    let notes = incoming
        .notes
        .into_iter()
        .enumerate()
        .map(|(at, n)| NoteRow {
            id: n.id,
            engagement: n.engagement,
            format: String::new(),
            date: String::new(),
            organisations: n.organisations,
            part: n.part,
            question: n.question,
            themes: n.themes,
            stance: n.stance,
            text: drawn.text(at),
            verbatim: n.verbatim,
            quotable: n.quotable,
            language: n.language,
        });
    table(
        folder,
        &format!("{NOTES}/all.csv"),
        &notes.collect::<Vec<_>>(),
    );
    for coder in CODERS {
        let rows = incoming
            .tags
            .iter()
            .filter(|t| t.coder == coder)
            .map(|t| TagRow {
                note_id: t.note.clone(),
                themes: t.themes.clone(),
                stance: t.stance,
                excerpt: t.excerpt.clone(),
                span: t.span,
                memo: t.memo.clone(),
                time: t.time.clone(),
            });
        let rows: Vec<TagRow> = rows.collect();
        if !rows.is_empty() {
            put(folder, &path(&coder.parse().unwrap()), &to_csv(&rows));
        }
    }
}

/// A review as another tool would bring it.
pub fn incoming(drawn: &Drawn) -> Incoming {
    let some = |text: String| (!text.trim().is_empty()).then_some(text);
    let names = |list: &[usize]| {
        list.iter()
            .map(|&o| drawn.organisation(o))
            .collect::<Vec<_>>()
    };
    let mut incoming = Incoming {
        source: "drawn.qdpx".into(),
        title: Some(drawn.title()),
        ..Incoming::default()
    };
    for (at, t) in drawn.themes.iter().enumerate() {
        incoming.themes.push(IncomingTheme {
            code: drawn.theme(at),
            label: drawn.label(at),
            parent: drawn.parent(at),
            definition: t.definition.clone(),
            include: t.include.clone(),
            exclude: t.exclude.clone(),
            keywords: drawn.keywords(at),
            phrase: some(t.phrase.clone()),
        });
    }
    for (at, o) in drawn.organisations.iter().enumerate() {
        incoming.organisations.push(drawn.organisation(at));
        incoming.about_organisations.push(IncomingOrganisation {
            name: drawn.organisation(at),
            letter: o.letter.then(|| format!("L{at}")),
            aliases: drawn.aliases(at),
            historical: o.historical,
            consent: o.consent,
            giveaways: drawn.giveaways(at),
        });
    }
    for (at, e) in drawn.engagements.iter().enumerate() {
        incoming.engagements.push(IncomingEngagement {
            id: format!("E-{at}"),
            format: drawn.format(at),
            title: some(shown_name(&e.title)),
            dates: drawn.dates(at),
            organisations: names(&e.organisations),
        });
    }
    for (at, (title, intro, question)) in drawn.parts.iter().enumerate() {
        incoming.parts.push(IncomingPart {
            id: format!("p-{at}"),
            title: format!("P{title}"),
            intro: intro.clone(),
            questions: vec![(format!("q-{at}"), format!("Q{question}"))],
        });
    }
    for (at, note) in drawn.notes.iter().enumerate() {
        let part = drawn.part_of(note);
        incoming.notes.push(IncomingNote {
            id: drawn.note_id(at),
            engagement: drawn
                .engagement_of(note)
                .map(|e| format!("E-{e}"))
                .unwrap_or_default(),
            organisations: names(&note.organisations),
            part: part.map(|p| format!("p-{p}")).unwrap_or_default(),
            question: part.map(|p| format!("q-{p}")).unwrap_or_default(),
            // Spans count the code points of the text as it comes.
            text: text_form(&drawn.text(at)).into_owned(),
            verbatim: Some(note.flags.0),
            quotable: Some(note.flags.1),
            language: if note.flags.2 { "mi" } else { "" }.into(),
            stance: note.stance,
            themes: note.themes.iter().map(|&t| drawn.theme(t)).collect(),
            place: String::new(),
        });
        for (coder, given) in note.given.iter().enumerate() {
            let Some(given) = given else { continue };
            let excerpt = drawn.excerpt(at, given);
            incoming.tags.push(IncomingTag {
                coder: CODERS[coder].into(),
                note: drawn.note_id(at),
                themes: given.themes.iter().map(|&t| drawn.theme(t)).collect(),
                stance: given.stance,
                excerpt: excerpt.as_ref().map(|e| e.2.clone()).unwrap_or_default(),
                span: excerpt.map(|e| (e.0, e.1)),
                memo: given.memo.clone(),
                time: Drawn::time(given),
                place: String::new(),
            });
        }
    }
    incoming
}
