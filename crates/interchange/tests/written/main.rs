//! What is written here is read back the same: reviews drawn at random, with texts of every kind, are
//! written table by table, and again by landing, and opened. Expected is what was drawn, in the normal
//! forms that the format guide states: cells trimmed, names with single spaces, texts in NFC with `\n`.

mod drawn;
mod writing;

use drawn::{Drawn, review};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use throughline_core::notes::NONE;
use throughline_core::problem::{Code, Problem, Severity};
use throughline_core::review::Review;
use throughline_folder::{OpenOptions, open};
use throughline_interchange::landing;

/// A review as plain values, lists that have no order sorted.
#[expect(
    clippy::type_complexity,
    reason = "rows side by side, to be compared and no more"
)]
#[derive(Debug, Default, PartialEq)]
struct Plain {
    title: String,
    /// Code, label, phrase, parent, definition, use, non-use, keywords.
    themes: Vec<[String; 8]>,
    /// By name: letter, aliases, giveaways, historical, consent.
    organisations: BTreeMap<String, (String, Vec<String>, Vec<String>, bool, bool)>,
    /// By id: format, title, days, organisations.
    engagements: BTreeMap<String, (String, String, String, BTreeSet<String>)>,
    /// By id: title, intro, questions.
    parts: BTreeMap<String, (String, String, Vec<(String, String)>)>,
    /// By id.
    notes: BTreeMap<String, Note>,
    /// Coder, note, themes, stance, excerpt with its span, memo, time.
    tags: BTreeSet<(
        String,
        String,
        BTreeSet<String>,
        String,
        String,
        String,
        String,
    )>,
}

#[derive(Debug, Default, PartialEq)]
struct Note {
    text: String,
    engagement: String,
    organisations: BTreeSet<String>,
    part: String,
    question: String,
    /// Verbatim, quotable, Māori.
    flags: (bool, bool, bool),
    /// Theme and stance, all coders together.
    tags: BTreeMap<String, String>,
}

/// A folder as it is read.
fn read_back(folder: &Path) -> Plain {
    let opened = open(folder, &OpenOptions::default()).unwrap();
    let said: Vec<String> = opened.problems.iter().map(ToString::to_string).collect();
    // What is drawn may be worth a warning of how it looks.
    let looks = [
        Code::NoNotes,
        Code::NoThemes,
        Code::NotFilledDown,
        Code::SimilarIds,
        Code::SimilarThemes,
    ];
    let is_other = |p: &&Problem| p.severity() != Severity::Note && !looks.contains(&p.code);
    let lost = opened.problems.iter().find(is_other);
    assert!(lost.is_none(), "{said:#?}");
    plain(&opened.review.unwrap_or_else(|| panic!("{said:#?}")))
}

fn plain(review: &Review) -> Plain {
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    let name = |&o: &u32| review.organisations[o as usize].name.clone();
    let theme = |t: u32| review.codebook.theme(t).id.to_string();
    let mut plain = Plain {
        title: review.about.title.clone(),
        ..Plain::default()
    };
    for t in review.codebook.themes() {
        plain.themes.push([
            t.id.to_string(),
            t.label.clone(),
            of(&t.phrase),
            t.parent.map(theme).unwrap_or_default(),
            t.definition.clone(),
            t.include.clone(),
            t.exclude.clone(),
            t.keywords.join(";"),
        ]);
    }
    for o in &review.organisations {
        let historical = o.status == throughline_core::review::Status::Historical;
        let about = (
            of(&o.letter),
            o.aliases.clone(),
            o.giveaways.clone(),
            historical,
            o.consent,
        );
        plain.organisations.insert(o.name.clone(), about);
    }
    for e in &review.engagements {
        let about = (
            review.formats[e.format as usize].clone(),
            of(&e.title),
            e.dates
                .map(|d| format!("{} {}", d.from(), d.to()))
                .unwrap_or_default(),
            e.organisations.iter().map(name).collect(),
        );
        plain.engagements.insert(e.id.to_string(), about);
    }
    for p in &review.parts {
        let questions = p.questions.iter().map(|&q| &review.questions[q as usize]);
        let questions = questions
            .map(|q| (q.id.to_string(), q.text.clone()))
            .collect();
        plain
            .parts
            .insert(p.id.to_string(), (p.title.clone(), of(&p.intro), questions));
    }
    let notes = &review.notes;
    let texts = review.texts.read(&notes.places).unwrap();
    for (row, text) in texts.into_iter().enumerate() {
        let id = |code: u32, of: &dyn Fn(usize) -> String| {
            if code == NONE {
                String::new()
            } else {
                of(code as usize)
            }
        };
        let flags = notes.flags[row];
        let note = Note {
            text,
            engagement: id(notes.engagement[row], &|e| {
                review.engagements[e].id.to_string()
            }),
            organisations: notes.organisations.get(row).iter().map(name).collect(),
            part: id(notes.part[row], &|p| review.parts[p].id.to_string()),
            question: id(notes.question[row], &|q| review.questions[q].id.to_string()),
            flags: (flags.verbatim, flags.quotable, flags.maori),
            tags: notes
                .tags
                .get(row)
                .iter()
                .map(|t| (theme(t.theme), t.stance.to_string()))
                .collect(),
        };
        plain.notes.insert(notes.ids.get(row).to_owned(), note);
    }
    for t in review.coder_tags.iter().flat_map(|tags| &tags.taggings) {
        let coders = &review.coder_tags.as_ref().unwrap().coders;
        let excerpt = t.excerpt.as_ref();
        plain.tags.insert((
            coders[usize::from(t.coder)].to_string(),
            notes.ids.get(t.note as usize).to_owned(),
            t.themes.iter().map(|&t| theme(t)).collect(),
            t.stance.to_string(),
            excerpt
                .map(|e| format!("{} {} {}", e.start, e.end, e.text))
                .unwrap_or_default(),
            t.memo.clone(),
            t.time.clone(),
        ));
    }
    plain
}

/// Fails with the first thing that differs, since whole reviews are too long to compare by eye.
fn same(found: &Plain, wanted: &Plain) -> Result<(), TestCaseError> {
    prop_assert_eq!(&found.title, &wanted.title);
    prop_assert_eq!(&found.themes, &wanted.themes);
    prop_assert_eq!(&found.organisations, &wanted.organisations);
    prop_assert_eq!(&found.engagements, &wanted.engagements);
    prop_assert_eq!(&found.parts, &wanted.parts);
    prop_assert_eq!(&found.notes, &wanted.notes);
    prop_assert_eq!(&found.tags, &wanted.tags);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40,
        max_shrink_iters: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_that_are_written_are_read_back(drawn in review()) {
        let place = tempfile::tempdir().unwrap();
        writing::tables(&drawn, place.path());
        same(&read_back(place.path()), &drawn.plain())?;
    }

    #[test]
    fn what_lands_is_read_back(drawn in review()) {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("review");
        let incoming = writing::incoming(&drawn);
        let landed = landing::plan(&folder, &incoming).unwrap().write().unwrap();
        prop_assert_eq!(&landed.not_carried, &[]);
        same(&read_back(&folder), &drawn.plain())?;
        let again = landing::plan(&folder, &incoming).unwrap();
        prop_assert!(again.changes().is_empty(), "{:#?}", again.changes());
    }
}

/// A drawn review that is as full as one can be is drawn now and then: without it the property would
/// say little.
#[test]
fn what_is_drawn_is_various() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let drawn: Vec<Drawn> = (0..100)
        .map(|_| review().new_tree(&mut runner).unwrap().current())
        .collect();
    let plain: Vec<Plain> = drawn.iter().map(Drawn::plain).collect();
    let some = |what: &dyn Fn(&Plain) -> bool| plain.iter().filter(|p| what(p)).count() > 10;
    assert!(some(&|p| p.themes.iter().any(|t| !t[3].is_empty())));
    assert!(some(&|p| p.tags.iter().any(|t| !t.4.is_empty())));
    assert!(some(&|p| p
        .notes
        .values()
        .any(|n| n.text.starts_with('=') || n.text.contains('"'))));
    assert!(some(&|p| p.notes.values().any(|n| n.text.contains('\n'))));
    assert!(some(&|p| p.notes.values().any(|n| n.text.contains('😀'))));
    assert!(some(&|p| p.notes.is_empty()));
    assert!(some(&|p| p.organisations.values().any(|o| o.1.len() > 1)));
}
