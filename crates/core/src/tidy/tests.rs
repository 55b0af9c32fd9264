//! Every row of every table fits the columns that are said of it.

use super::{Cell, Kind, TABLES, Words};
use crate::codebook::{Codebook, Theme};
use crate::coders::{CoderTags, Excerpt, Tagging};
use crate::dates::DateRange;
use crate::notes::{Flags, NONE, Tag, TextPlace, TextsInMemory};
use crate::review::{Engagement, Organisation, Part, Question, Review, Status};
use crate::stance::Stance;
use std::collections::BTreeMap;
use std::sync::Arc;

fn review() -> Review {
    let texts = TextsInMemory(vec!["It costs us.".into(), String::new()]);
    let mut review = Review::new("Two notes", Arc::new(texts));
    let mut cost = Theme::bare("cost".parse().unwrap());
    cost.parent = Some(0);
    cost.keywords = vec!["price".into(), "fee".into()];
    review.codebook = Codebook::new(vec![Theme::bare("value".parse().unwrap()), cost]).unwrap();
    review.organisations.push(Organisation {
        name: "Agency A".into(),
        letter: Some("A".into()),
        aliases: vec!["A".into()],
        status: Status::Historical,
        consent: true,
        giveaways: Vec::new(),
    });
    review.formats.push("workshop".into());
    review.engagements.push(Engagement {
        id: "WS-1".parse().unwrap(),
        format: 0,
        title: None,
        dates: Some(DateRange::new(
            "2023-09-26".parse().unwrap(),
            "2023-09-27".parse().unwrap(),
        )),
        organisations: vec![0],
    });
    review.parts.push(Part {
        id: "part-1".parse().unwrap(),
        title: "Value".into(),
        intro: None,
        questions: vec![0],
    });
    review.questions.push(Question {
        id: "q-1".parse().unwrap(),
        text: "What does it cost?".into(),
    });
    review.files.push("notes/a.csv".into());
    for (row, engagement, organisations) in [(0, 0, vec![0]), (1, NONE, Vec::new())] {
        review.notes.ids.push(&format!("N-{row}"));
        review.notes.engagement.push(engagement);
        review.notes.organisations.push(organisations);
        review.notes.part.push(engagement);
        review.notes.question.push(engagement);
        review.notes.tags.push([Tag {
            theme: 1,
            stance: Stance::Negative,
        }]);
        review.notes.flags.push(Flags::default());
        review.notes.places.push(TextPlace {
            file: 0,
            offset: row,
            line: row + 2,
        });
    }
    let tagging = |note, themes, excerpt| Tagging {
        coder: 0,
        note,
        themes,
        stance: Stance::Negative,
        excerpt,
        memo: "clear".into(),
        time: String::new(),
        line: 2,
    };
    review.coder_tags = Some(CoderTags {
        coders: vec!["mere".parse().unwrap()],
        taggings: vec![
            tagging(
                0,
                vec![0, 1],
                Some(Excerpt {
                    start: 3,
                    end: 8,
                    text: "costs".into(),
                }),
            ),
            tagging(1, Vec::new(), None),
        ],
        ..CoderTags::default()
    });
    review
}

#[test]
fn rows_fit_their_columns() {
    let review = review();
    for words in [Words::Given, Words::LeftOut] {
        let mut counted = BTreeMap::new();
        for table in TABLES {
            let columns: Vec<_> = table.columns(words).collect();
            let mut rows = 0;
            for batch in table.batches(&review) {
                table
                    .rows(&review, batch, words, &mut |cells| {
                        rows += 1;
                        assert_eq!(cells.len(), columns.len(), "{}", table.name);
                        for (cell, column) in cells.iter().zip(&columns) {
                            let fits = match cell {
                                Cell::Null => column.nullable,
                                Cell::Text(_) => matches!(column.kind, Kind::Text | Kind::Code),
                                Cell::Integer(_) => column.kind == Kind::Integer,
                                Cell::Number(_) => column.kind == Kind::Number,
                                Cell::Boolean(_) => column.kind == Kind::Boolean,
                                Cell::Date(_) => column.kind == Kind::Date,
                            };
                            assert!(fits, "{} {}: {cell:?}", table.name, column.name);
                        }
                    })
                    .unwrap();
            }
            counted.insert(table.name, rows);
        }
        for (name, rows) in [
            ("notes", 2),
            ("note_organisations", 1),
            ("tags", 2),
            ("coder_tags", 3),
            ("theme_ancestors", 3),
            ("theme_keywords", 2),
            ("questions", 1),
            ("ledger", 2),
        ] {
            assert_eq!(counted.get(name), Some(&rows), "{name}");
        }
    }
}

#[test]
fn names_stand_once() {
    let mut names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
    for table in TABLES {
        let mut names: Vec<&str> = table.columns(Words::Given).map(|c| c.name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all, "{}", table.name);
        let words: Vec<bool> = table.columns(Words::Given).map(|c| c.words).collect();
        assert!(
            words.is_sorted(),
            "{}: columns of words come last",
            table.name
        );
    }
}
