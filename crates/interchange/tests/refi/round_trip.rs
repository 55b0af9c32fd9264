//! What was written comes back as the same review.

use crate::schema;
use crate::zipped::unzip;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use throughline_core::codebook::{Codebook, Theme};
use throughline_core::coders::{CoderTags, Excerpt, Given, NOTES_CODER, Policy, Tagging, settle};
use throughline_core::dates::DateRange;
use throughline_core::notes::{Flags, NONE, Tag, TextPlace, TextsInMemory};
use throughline_core::review::{Engagement, Organisation, Part, Question, Review, Status};
use throughline_core::stance::{Stance, StanceSet};
use throughline_interchange::incoming::{
    Incoming, IncomingEngagement, IncomingNote, IncomingOrganisation, IncomingPart, IncomingTag,
};
use throughline_interchange::refi::{Limits, Options, Written, read_project, write_project};

/// What a review should come back as, places and the fields of themes apart.
fn expected(review: &Review) -> Incoming {
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    let name = |&o: &u32| review.organisations[o as usize].name.clone();
    let names = |list: &[u32]| list.iter().map(name).collect::<Vec<String>>();
    let code = |theme: u32| review.codebook.theme(theme).id.to_string();
    let mut incoming = Incoming {
        source: "back.qdpx".into(),
        title: Some(review.about.title.clone()),
        organisations: review
            .organisations
            .iter()
            .map(|o| o.name.clone())
            .collect(),
        ..Incoming::default()
    };
    for o in &review.organisations {
        let about = IncomingOrganisation {
            name: o.name.clone(),
            letter: o.letter.clone(),
            aliases: o.aliases.clone(),
            historical: o.status == Status::Historical,
            consent: o.consent,
            giveaways: o.giveaways.clone(),
        };
        let bare = IncomingOrganisation {
            name: o.name.clone(),
            ..IncomingOrganisation::default()
        };
        incoming
            .about_organisations
            .extend((about != bare).then_some(about));
    }
    for part in &review.parts {
        let question = |&q: &u32| {
            let question = &review.questions[q as usize];
            (question.id.to_string(), question.text.clone())
        };
        incoming.parts.push(IncomingPart {
            id: part.id.to_string(),
            title: part.title.clone(),
            intro: of(&part.intro),
            questions: part.questions.iter().map(question).collect(),
        });
    }
    for engagement in &review.engagements {
        incoming.engagements.push(IncomingEngagement {
            id: engagement.id.to_string(),
            format: review.formats[engagement.format as usize].clone(),
            title: engagement.title.clone(),
            dates: engagement.dates,
            organisations: names(&engagement.organisations),
        });
    }
    let texts = review.texts.read(&review.notes.places).unwrap();
    for (row, text) in texts.iter().enumerate() {
        let index = |column: &[u32]| (column[row] != NONE).then(|| column[row] as usize);
        let notes = &review.notes;
        let engagement = index(&notes.engagement).map(|e| review.engagements[e].id.to_string());
        let part = index(&notes.part).map(|p| review.parts[p].id.to_string());
        let question = index(&notes.question).map(|q| review.questions[q].id.to_string());
        let flags = notes.flags[row];
        let tags = review.coder_tags.as_ref();
        let listed = tags.and_then(|t| t.notes.iter().position(|&n| n as usize == row));
        let (mut themes, mut stances) = (Vec::new(), StanceSet::default());
        match listed {
            Some(at) => {
                for given in tags.unwrap().given.get(at) {
                    if given.coder == NOTES_CODER {
                        themes.extend(given.theme.map(code));
                        stances.merge(given.stances);
                    }
                }
            }
            None => {
                for tag in notes.tags.get(row) {
                    themes.push(code(tag.theme));
                    stances.insert(tag.stance);
                }
            }
        }
        incoming.notes.push(IncomingNote {
            id: notes.ids.get(row).to_owned(),
            engagement: engagement.unwrap_or_default(),
            organisations: names(notes.organisations.get(row)),
            part: part.unwrap_or_default(),
            question: question.unwrap_or_default(),
            text: text.clone(),
            verbatim: Some(flags.verbatim),
            quotable: Some(flags.quotable),
            language: if flags.maori { "mi" } else { "" }.into(),
            stance: stances.resolve(),
            themes,
            place: String::new(),
        });
    }
    for tagging in review.coder_tags.iter().flat_map(|t| &t.taggings) {
        let excerpt = tagging.excerpt.as_ref();
        incoming.tags.push(IncomingTag {
            coder: review.coder_tags.as_ref().unwrap().coders[usize::from(tagging.coder)]
                .to_string(),
            note: review.notes.ids.get(tagging.note as usize).to_owned(),
            themes: tagging.themes.iter().map(|&t| code(t)).collect(),
            stance: tagging.stance,
            excerpt: excerpt.map(|e| e.text.clone()).unwrap_or_default(),
            span: excerpt.map(|e| (e.start, e.end)),
            memo: tagging.memo.clone(),
            time: tagging.time.clone(),
            place: String::new(),
        });
    }
    incoming
}

/// Without places and themes' fields; lists that have no order sorted; rows that say nothing but
/// themes of one whole note taken together, as codings are.
fn plain(mut incoming: Incoming) -> Incoming {
    let mut rows: BTreeMap<String, IncomingTag> = BTreeMap::new();
    for (index, mut tag) in std::mem::take(&mut incoming.tags).into_iter().enumerate() {
        tag.place = String::new();
        let bare = tag.span.is_none() && tag.memo.is_empty() && tag.stance == Stance::NotStated;
        let key = if bare && !tag.themes.is_empty() {
            format!("{:?}", (&tag.coder, &tag.note, &tag.time))
        } else {
            tag.themes.sort();
            format!("{tag:?} {index}")
        };
        match rows.get_mut(&key) {
            Some(row) => row.themes.extend(tag.themes),
            None => {
                rows.insert(key, tag);
            }
        }
    }
    incoming.tags = rows.into_values().collect();
    for tag in &mut incoming.tags {
        tag.themes.sort();
        tag.themes.dedup();
    }
    incoming.tags.sort_by_key(|t| format!("{t:?}"));
    for note in &mut incoming.notes {
        note.place = String::new();
        note.themes.sort();
        note.organisations.sort();
    }
    incoming.themes = Vec::new();
    incoming
}

fn there_and_back(review: &Review) -> Written {
    let written = write_project(review, &Options::default()).unwrap();
    let again = write_project(review, &Options::default()).unwrap();
    assert_eq!(written, again, "the same review gives the same bytes");
    let files = unzip(&written.bytes);
    let xml = files
        .iter()
        .find(|(name, _)| name == "project.qde")
        .unwrap();
    schema::check_project(&xml.1);
    assert_eq!(files.len(), review.notes.len() + 1);
    let back = read_project(&written.bytes, "back.qdpx", &Limits::default()).unwrap();
    assert_eq!(back.not_carried, []);
    assert_eq!(back.assumed, [""; 0]);
    let themes: Vec<_> = back
        .themes
        .iter()
        .map(|t| (t.code.clone(), t.parent.clone()))
        .collect();
    let book = &review.codebook;
    let code = |c: u32| book.theme(c).id.to_string();
    let mut order: Vec<u32> = Vec::new();
    for &root in book.roots() {
        depth_first(book, root, &mut order);
    }
    let ours = order
        .iter()
        .map(|&c| (code(c), book.theme(c).parent.map(code)));
    assert_eq!(themes, ours.collect::<Vec<_>>());
    assert_eq!(plain(back), plain(expected(review)));
    written
}

fn depth_first(book: &Codebook, code: u32, into: &mut Vec<u32>) {
    into.push(code);
    for &child in book.children(code) {
        depth_first(book, child, into);
    }
}

#[test]
fn the_sample_review_comes_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/ogp-2023");
    let opened = throughline_folder::open(&folder, &throughline_folder::OpenOptions::default());
    let review = opened.unwrap().review.unwrap();
    let written = there_and_back(&review);
    let kinds: Vec<&str> = written
        .not_carried
        .iter()
        .map(|n| n.kind.as_str())
        .collect();
    assert!(
        kinds.contains(&"finding") && kinds.contains(&"key of review.toml"),
        "{kinds:?}"
    );
    // Kept, so that it can be held against the schema and opened in other programs.
    std::fs::write(
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("ogp-2023.qdpx"),
        written.bytes,
    )
    .unwrap();
}

fn text() -> impl Strategy<Value = String> {
    "[a-zāō😀 \n<&\"]{0,24}".prop_map(|t| t.trim().to_owned())
}

fn stance() -> impl Strategy<Value = Stance> {
    prop::sample::select(Stance::ALL.to_vec())
}

#[derive(Debug, Clone)]
struct Row {
    coder: u16,
    themes: Vec<u32>,
    stance: Stance,
    span: Option<(usize, usize)>,
    memo: String,
    time: bool,
}

fn row() -> impl Strategy<Value = Row> {
    let themes = prop::collection::btree_set(0_u32..4, 0..3);
    let span = prop::option::of((0_usize..30, 0_usize..30));
    (0_u16..3, themes, stance(), span, text(), any::<bool>()).prop_map(
        |(coder, themes, stance, span, memo, time)| Row {
            coder,
            themes: themes.into_iter().collect(),
            stance,
            span,
            memo,
            time,
        },
    )
}

#[derive(Debug, Clone)]
struct NoteDrawn {
    text: String,
    organisations: Vec<u32>,
    engagement: Option<u32>,
    part: Option<u32>,
    flags: (bool, bool, bool),
    themes: Vec<u32>,
    stance: Stance,
    rows: Vec<Row>,
}

fn note() -> impl Strategy<Value = NoteDrawn> {
    let set =
        |n: u32| prop::collection::btree_set(0..n, 0..3).prop_map(|s| s.into_iter().collect());
    (
        text(),
        set(3),
        prop::option::of(0_u32..2),
        prop::option::of(0_u32..2),
        any::<(bool, bool, bool)>(),
        set(4),
        stance(),
        prop::collection::vec(row(), 0..4),
    )
        .prop_map(
            |(text, organisations, engagement, part, flags, themes, stance, rows)| NoteDrawn {
                text,
                organisations,
                engagement,
                part,
                flags,
                themes,
                stance,
                rows,
            },
        )
}

fn review(drawn: &[NoteDrawn], coders: bool) -> Review {
    let texts = drawn.iter().map(|n| n.text.clone()).collect();
    let mut review = Review::new("A & B <draft>", Arc::new(TextsInMemory(texts)));
    let theme = |id: &str, parent| Theme {
        parent,
        ..Theme::bare(id.parse().unwrap())
    };
    let themes = vec![
        theme("a", None),
        theme("b", Some(0)),
        theme("c", None),
        theme("d", Some(1)),
    ];
    review.codebook = Codebook::new(themes).unwrap();
    review.organisations = ["Agency A", "Rōpū B", "C"]
        .map(|name| Organisation {
            name: name.into(),
            letter: (name != "C").then(|| "Q".into()),
            aliases: vec!["x y".into(), "z".into()],
            status: if name == "C" {
                Status::Historical
            } else {
                Status::Current
            },
            consent: name == "C",
            giveaways: Vec::new(),
        })
        .into();
    review.formats = vec!["workshop".into(), "1:1".into()];
    let day = |d| jiff::civil::date(2026, 3, d);
    review.engagements = (0..2)
        .map(|n| Engagement {
            id: format!("E-{n}").parse().unwrap(),
            format: n,
            title: (n == 1).then(|| "The second".into()),
            dates: (n == 0).then(|| DateRange::new(day(1), day(4))),
            organisations: vec![2, n],
        })
        .collect();
    review.questions = vec![Question {
        id: "q".parse().unwrap(),
        text: "What <now>?".into(),
    }];
    review.parts = (0..2)
        .map(|n| Part {
            id: format!("part-{n}").parse().unwrap(),
            title: format!("Part {n}"),
            intro: (n == 0).then(|| "About\nit".into()),
            questions: if n == 0 { vec![0] } else { Vec::new() },
        })
        .collect();
    let mut tags = CoderTags {
        coders: ["anna", "Ben Q", "Zoë"].map(|c| c.parse().unwrap()).into(),
        policy: Policy::Any,
        ..CoderTags::default()
    };
    for (index, note) in (0_u32..).zip(drawn) {
        let notes = &mut review.notes;
        notes.ids.push(&format!(
            "{}-{index}",
            if index % 2 == 0 { "n" } else { "N" }
        ));
        notes.engagement.push(note.engagement.unwrap_or(NONE));
        notes.organisations.push(note.organisations.iter().copied());
        notes.part.push(note.part.unwrap_or(NONE));
        notes
            .question
            .push(if note.part == Some(0) { 0 } else { NONE });
        let (verbatim, quotable, maori) = note.flags;
        notes.flags.push(Flags {
            verbatim,
            quotable,
            maori,
        });
        notes.places.push(TextPlace {
            file: 0,
            offset: u64::from(index),
            line: 1,
        });
        let mut given: Vec<Given> = Vec::new();
        for &theme in &note.themes {
            given.push(Given {
                coder: NOTES_CODER,
                theme: Some(theme),
                stances: [note.stance].into_iter().collect(),
            });
        }
        let length = note.text.chars().count();
        for row in note.rows.iter().filter(|_| coders) {
            let excerpt = row.span.map(|(a, b)| {
                let (a, b) = (a.min(length), b.min(length));
                let (start, end) = (a.min(b), a.max(b));
                Excerpt {
                    start: u32::try_from(start).unwrap(),
                    end: u32::try_from(end).unwrap(),
                    text: note.text.chars().skip(start).take(end - start).collect(),
                }
            });
            given.push(Given {
                coder: row.coder,
                theme: None,
                stances: StanceSet::default(),
            });
            for &theme in &row.themes {
                given.push(Given {
                    coder: row.coder,
                    theme: Some(theme),
                    stances: [row.stance].into_iter().collect(),
                });
            }
            tags.taggings.push(Tagging {
                coder: row.coder,
                note: index,
                themes: row.themes.clone(),
                stance: row.stance,
                excerpt,
                memo: row.memo.clone(),
                time: if row.time {
                    "2026-01-02T03:04:05.5+13:00".into()
                } else {
                    String::new()
                },
                line: tags.taggings.len() as u64 + 2,
            });
        }
        let mut settled: Vec<Tag> = Vec::new();
        settle(given.iter().copied(), Policy::Any, &mut settled);
        review.notes.tags.push(settled);
        if coders && !note.rows.is_empty() {
            tags.notes.push(index);
            tags.given.push(given);
        }
    }
    review.coder_tags = coders.then_some(tags);
    review
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn a_review_comes_back_as_it_was(notes in prop::collection::vec(note(), 0..6), coders in any::<bool>()) {
        there_and_back(&review(&notes, coders));
    }
}

fn one_row(text: &str, excerpt: Option<Excerpt>, time: &str) -> Review {
    let note = NoteDrawn {
        text: text.into(),
        organisations: vec![0],
        engagement: None,
        part: None,
        flags: (false, false, false),
        themes: vec![0],
        stance: Stance::NotStated,
        rows: vec![Row {
            coder: 0,
            themes: vec![1],
            stance: Stance::NotStated,
            span: None,
            memo: String::new(),
            time: false,
        }],
    };
    let mut review = review(&[note], true);
    let tagging = &mut review.coder_tags.as_mut().unwrap().taggings[0];
    tagging.excerpt = excerpt;
    tagging.time = time.into();
    review
}

#[test]
fn what_has_no_place_is_listed_and_its_tags_stay() {
    let excerpt = |start, end, text: &str| {
        Some(Excerpt {
            start,
            end,
            text: text.into(),
        })
    };
    let cases = [
        (excerpt(0, 5, "Kia ora"), "", Some("excerpt")),
        (excerpt(0, 99, "Hello"), "", Some("excerpt")),
        (excerpt(0, 5, ""), "", None),
        (None, "yesterday", Some("time of a tag")),
        (None, "2026-02-30T10:00:00Z", Some("time of a tag")),
        (None, "2026-02-03 10:00:00", Some("time of a tag")),
        (None, "2026-02-03T10:00:00+13:00", None),
        (None, "2026-02-03T10:00:00.Z", Some("time of a tag")),
    ];
    for (excerpt, time, kind) in cases {
        let review = one_row("Hello there", excerpt, time);
        let written = write_project(&review, &Options::default()).unwrap();
        let kinds: Vec<&str> = written
            .not_carried
            .iter()
            .map(|n| n.kind.as_str())
            .collect();
        assert_eq!(kinds, kind.into_iter().collect::<Vec<_>>(), "{time}");
        let xml = unzip(&written.bytes).pop().unwrap().1;
        schema::check_project(&xml);
        let back = read_project(&written.bytes, "a", &Limits::default()).unwrap();
        assert_eq!(back.tags[0].themes, ["b"]);
    }
    let emoji = write_project(&one_row("😀", None, ""), &Options::default()).unwrap();
    assert_eq!(emoji.not_carried[0].kind, "certainty of places");
}

#[test]
fn a_coder_can_be_written_alone() {
    let review = one_row("Hello there", None, "");
    let options = Options {
        coders: Some(["Ben Q".to_owned()].into()),
    };
    let written = write_project(&review, &options).unwrap();
    let back = read_project(&written.bytes, "a", &Limits::default()).unwrap();
    assert!(back.tags.is_empty() && back.notes[0].themes.is_empty());
    let xml = String::from_utf8(unzip(&written.bytes).pop().unwrap().1).unwrap();
    assert!(xml.contains("name=\"Ben Q\"") && !xml.contains("anna"));
}

#[test]
fn texts_stand_as_they_are_beside_the_xml() {
    let review = one_row("Two\nlines, māhi", None, "");
    let files = unzip(&write_project(&review, &Options::default()).unwrap().bytes);
    assert!(files[0].0.starts_with("sources/") && files[0].0.ends_with(".txt"));
    assert_eq!(files[0].1, "Two\nlines, māhi".as_bytes());
    assert_eq!(files[1].0, "project.qde");
}
