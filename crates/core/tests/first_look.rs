//! A first look: which notes are drawn, and what the review of the drawn ones still knows.

use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use throughline_core::coders::{CoderTags, Given, Tagging};
use throughline_core::first_look::{self, NOT_DRAWN, draw, rank};
use throughline_core::ledger::{LedgerEntry, Outcome};
use throughline_core::notes::{Flags, NONE, Strings, TextPlace, TextsInMemory};
use throughline_core::review::{Engagement, QuoteRead, Review};
use throughline_core::stance::{Stance, StanceSet};

fn strings<'a>(ids: impl IntoIterator<Item = &'a str>) -> Strings {
    let mut all = Strings::default();
    ids.into_iter().for_each(|id| all.push(id));
    all
}

fn drawn(ids: &[String], n: u32, seed: u64) -> BTreeSet<&str> {
    let all = strings(ids.iter().map(String::as_str));
    let drawn = draw(&all, n, seed);
    assert!(drawn.is_sorted(), "{drawn:?}");
    drawn.iter().map(|&at| ids[at as usize].as_str()).collect()
}

/// Different ids, in an order of their own.
fn ids() -> impl Strategy<Value = Vec<String>> {
    prop::collection::hash_set("[A-Zāé0-9-]{1,20}", 0..300)
        .prop_map(|set| set.into_iter().collect::<Vec<String>>())
        .prop_shuffle()
}

proptest! {
    #[test]
    fn a_sample_is_nested_and_depends_on_ids_and_seed_alone(
        (ids, shuffled) in ids().prop_flat_map(|ids| (Just(ids.clone()), Just(ids).prop_shuffle())),
        n in 0u32..80,
        more in 0u32..20,
        seed: u64,
    ) {
        let sample = drawn(&ids, n, seed);
        prop_assert_eq!(sample.len(), ids.len().min(n as usize));
        prop_assert_eq!(&sample, &drawn(&shuffled, n, seed));
        prop_assert!(sample.is_subset(&drawn(&ids, n + more, seed)));
        // The rule by itself: those with the lowest ranks.
        let mut by_rank: Vec<&str> = ids.iter().map(String::as_str).collect();
        by_rank.sort_by_key(|id| (rank(id, seed), *id));
        by_rank.truncate(n as usize);
        prop_assert_eq!(sample, by_rank.into_iter().collect());
    }

    /// A note that is added displaces one at most; no other comes in.
    #[test]
    fn a_note_keeps_its_place_when_another_is_added(ids in ids(), n in 1u32..80, seed: u64) {
        let before = drawn(&ids, n, seed);
        let mut more = ids.clone();
        more.push("a new one".into());
        let mut after = drawn(&more, n, seed);
        after.remove("a new one");
        prop_assert!(after.is_subset(&before));
        prop_assert!(after.len() + 1 >= before.len());
    }
}

/// Over many seeds every note is drawn about as often: 3 of 10, so 300 of 1,000 times, ± 5 standard
/// deviations of 14.5.
#[test]
fn no_note_is_favoured() {
    let ids: Vec<String> = (1..=10).map(|n| format!("N-{n}")).collect();
    let mut times = [0; 10];
    for seed in 0..1_000 {
        for &at in &draw(&strings(ids.iter().map(String::as_str)), 3, seed) {
            times[at as usize] += 1;
        }
    }
    assert!(times.iter().all(|n| (228..=372).contains(n)), "{times:?}");
}

/// Eight notes of three organisations; the first two engagements, and no engagement, in turn. Notes 1,
/// 2, 5 and 6 were read by a coder.
fn review() -> Review {
    let mut review = Review::new("Eight notes", Arc::new(TextsInMemory::default()));
    review.files.push("notes.csv".into());
    review.formats.push("workshop".into());
    for (id, organisations) in [("E1", vec![2]), ("E2", Vec::new())] {
        review.engagements.push(Engagement {
            id: id.parse().unwrap(),
            format: 0,
            title: None,
            dates: None,
            organisations,
        });
    }
    for row in 0..8u32 {
        let notes = &mut review.notes;
        notes.ids.push(&format!("N-{row}"));
        notes.engagement.push([0, 1, NONE][row as usize % 3]);
        notes.organisations.push((row != 7).then_some(row % 2));
        notes.part.push(row);
        notes.question.push(NONE);
        notes.tags.push(None);
        notes.flags.push(Flags {
            quotable: row % 2 == 0,
            ..Flags::default()
        });
        notes.places.push(TextPlace {
            file: 0,
            offset: row.into(),
            line: u64::from(row) + 2,
        });
    }
    review.ledger.rows = 9;
    review.ledger.counted.insert("no organisation".into(), 1);
    review.ledger.entries.push(LedgerEntry {
        file: 0,
        line: 10,
        note_id: "N-0".into(),
        outcome: Outcome::Merged,
        reason: "the same as line 2".into(),
    });
    let mut tags = CoderTags {
        coders: vec!["ana".parse().unwrap()],
        notes: vec![1, 2, 5, 6],
        ..CoderTags::default()
    };
    for &note in &tags.notes {
        tags.given.push([Given {
            coder: 0,
            theme: Some(note),
            stances: StanceSet::default(),
        }]);
        tags.taggings.push(Tagging {
            coder: 0,
            note,
            themes: vec![note],
            stance: Stance::Neutral,
            excerpt: None,
            memo: String::new(),
            time: String::new(),
            line: u64::from(note),
        });
    }
    review.coder_tags = Some(tags);
    review.quotes_read = [2, 4]
        .map(|note| QuoteRead {
            note,
            reader: format!("reader of {note}"),
            date: None,
        })
        .into();
    review
}

#[test]
fn every_column_follows_its_note() {
    for n in 1..8 {
        for seed in 0..40 {
            let sample = first_look::take(review(), n, seed);
            let whole = sample.notes.part.clone();
            assert_eq!(whole, draw(&review().notes.ids, n, seed));
            assert_eq!(sample.notes.indices().end, n);
            for (at, &row) in whole.iter().enumerate() {
                let notes = &sample.notes;
                assert_eq!(notes.ids.get(at), format!("N-{row}"));
                assert_eq!(notes.engagement[at], [0, 1, NONE][row as usize % 3]);
                assert_eq!(notes.places[at].offset, u64::from(row));
                assert_eq!(notes.flags[at].quotable, row % 2 == 0);
                let of: &[u32] = if row == 7 { &[] } else { &[row % 2] };
                assert_eq!(notes.organisations.get(at), of);
            }
            // What a coder gave stays with its note, under the note's new index.
            let tags = sample.coder_tags.unwrap();
            assert!(tags.notes.is_sorted());
            let read: Vec<u32> = tags.notes.iter().map(|&at| whole[at as usize]).collect();
            let expected: Vec<u32> = whole
                .iter()
                .copied()
                .filter(|r| [1, 2, 5, 6].contains(r))
                .collect();
            assert_eq!(read, expected);
            assert_eq!(tags.given.len(), read.len());
            for (at, &row) in read.iter().enumerate() {
                assert_eq!(tags.given.get(at)[0].theme, Some(row));
                assert_eq!(tags.taggings[at].note, tags.notes[at]);
                assert_eq!(tags.taggings[at].line, u64::from(row));
            }
            for quote in &sample.quotes_read {
                assert_eq!(
                    quote.reader,
                    format!("reader of {}", whole[quote.note as usize])
                );
            }
            let kept = whole.iter().filter(|r| [2, 4].contains(*r)).count();
            assert_eq!(sample.quotes_read.len(), kept);
        }
    }
}

#[test]
fn who_took_part_is_known_from_all_notes() {
    for seed in 0..20 {
        let sample = first_look::take(review(), 1, seed);
        // Those present, then those with a note from it; notes 2 and 5 belong to none.
        assert_eq!(sample.engagements[0].organisations, [2, 0, 1]);
        assert_eq!(sample.engagements[1].organisations, [0, 1]);
        assert_eq!(sample.first_look.unwrap().beside_engagements, [0, 1]);
    }
}

#[test]
fn the_ledger_accounts_for_every_row() {
    let sample = first_look::take(review(), 3, 7);
    let drawn = draw(&review().notes.ids, 3, 7);
    let rows: Vec<_> = sample.ledger_rows().collect();
    assert_eq!(rows.len() as u64, sample.ledger.rows);
    for (row, at) in rows.iter().zip(0u32..).take(8) {
        assert_eq!(row.note_id, format!("N-{at}"));
        assert_eq!((row.file, row.line), ("notes.csv", u64::from(at) + 2));
        let expected = match (drawn.contains(&at), at) {
            (false, _) => (Outcome::LeftOut, NOT_DRAWN),
            (true, 7) => (Outcome::Counted, "no organisation"),
            (true, _) => (Outcome::Counted, ""),
        };
        assert_eq!((row.outcome, row.reason), expected, "{at}");
    }
    assert_eq!(rows[8].outcome, Outcome::Merged);
    assert_eq!(
        sample.ledger.counted["no organisation"],
        u64::from(drawn.contains(&7))
    );
}

#[test]
fn as_many_as_there_are_is_the_review_itself() {
    for n in [8, 9, u32::MAX] {
        let all = first_look::take(review(), n, 7);
        assert!(all.first_look.is_none());
        assert_eq!(format!("{all:?}"), format!("{:?}", review()));
    }
}
