//! Reviews drawn at random.

use proptest::prelude::*;
use std::sync::Arc;
use throughline_core::codebook::{Codebook, Theme};
use throughline_core::coders::{CoderTags, Excerpt, Given, NOTES_CODER, Policy, Tagging, settle};
use throughline_core::dates::DateRange;
use throughline_core::notes::{Flags, NONE, Tag, TextPlace, TextsInMemory};
use throughline_core::review::{Engagement, Organisation, Part, Question, Review, Status};
use throughline_core::stance::{Stance, StanceSet};

/// Texts with characters of every width.
pub fn text() -> impl Strategy<Value = String> {
    "[a-zāō😀\u{feff} \n<&\"]{0,24}".prop_map(|t| t.trim().to_owned())
}

fn stance() -> impl Strategy<Value = Stance> {
    prop::sample::select(Stance::ALL.to_vec())
}

#[derive(Debug, Clone)]
pub struct Row {
    pub coder: u16,
    pub themes: Vec<u32>,
    pub stance: Stance,
    pub span: Option<(usize, usize)>,
    pub memo: String,
    pub time: bool,
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
pub struct NoteDrawn {
    pub text: String,
    pub organisations: Vec<u32>,
    pub engagement: Option<u32>,
    pub part: Option<u32>,
    pub flags: (bool, bool, bool),
    pub themes: Vec<u32>,
    pub stance: Stance,
    pub rows: Vec<Row>,
}

/// A note with what everybody gave it.
pub fn note() -> impl Strategy<Value = NoteDrawn> {
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

/// Themes, organisations, engagements and parts.
fn frame(review: &mut Review) {
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
}

/// The rows that coders gave a note.
fn give_rows(note: &NoteDrawn, index: u32, given: &mut Vec<Given>, tags: &mut CoderTags) {
    let length = note.text.chars().count();
    for row in &note.rows {
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
}

/// A review of some notes, with coders' files or without.
pub fn review(drawn: &[NoteDrawn], coders: bool) -> Review {
    let texts = drawn.iter().map(|n| n.text.clone()).collect();
    let mut review = Review::new("A & B <draft>", Arc::new(TextsInMemory(texts)));
    frame(&mut review);
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
        if coders {
            give_rows(note, index, &mut given, &mut tags);
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
