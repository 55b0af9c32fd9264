use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use throughline_core::codebook::Theme;
use throughline_core::coders::{CoderTags, Excerpt, Tagging};
use throughline_core::excerpts::text_form;
use throughline_core::notes::{NONE, TextPlace, TextsInMemory};
use throughline_core::review::Review;
use throughline_core::stance::Stance;
use throughline_folder::tags::TagRow;

/// A review of notes with the texts, themes `cost`, `=t` and `'-u`, and one coder's rows.
fn review(texts: &[String], taggings: Vec<Tagging>) -> Review {
    let mut review = Review::new("Sheets", Arc::new(TextsInMemory(texts.to_vec())));
    let theme = |id: &str| Theme::bare(id.parse().unwrap());
    review.codebook = Codebook::new(["cost", "=t", "'-u"].map(theme).to_vec()).unwrap();
    for at in 0..texts.len() {
        review.notes.ids.push(&format!("-N{at}"));
        review.notes.engagement.push(NONE);
        review.notes.part.push(NONE);
        review.notes.question.push(NONE);
        review.notes.organisations.push(None);
        review.notes.tags.push(None);
        review.notes.places.push(TextPlace {
            file: 0,
            offset: at as u64,
            line: at as u64 + 2,
        });
    }
    review.coder_tags = Some(CoderTags {
        coders: vec!["ana".parse().unwrap()],
        taggings,
        ..CoderTags::default()
    });
    review
}

fn text() -> impl Strategy<Value = String> {
    r#"['=+@\-\ta é“",;\n]{0,10}"#.prop_map(|text| text_form(&text).into_owned())
}

#[derive(Debug, Clone)]
struct Given {
    text: String,
    themes: Vec<u32>,
    stance: usize,
    memo: String,
    excerpt: bool,
}

fn given() -> impl Strategy<Value = Given> {
    let themes = proptest::collection::btree_set(0u32..3, 0..3);
    (text(), themes, 0usize..5, text(), any::<bool>()).prop_map(
        |(text, themes, stance, memo, excerpt)| Given {
            text: format!("{text}one of these words"),
            themes: themes.into_iter().collect(),
            stance,
            memo,
            excerpt,
        },
    )
}

fn tagging_of((note, given): (u32, &Given)) -> Tagging {
    let length = u32::try_from(given.text.chars().count()).unwrap();
    Tagging {
        coder: 0,
        note,
        themes: given.themes.clone(),
        stance: Stance::ALL[given.stance],
        excerpt: given.excerpt.then(|| Excerpt {
            start: length - 11,
            end: length,
            text: "these words".into(),
        }),
        memo: given.memo.clone(),
        time: String::new(),
        line: u64::from(note) + 2,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a coder gave comes back from a sheet as it was, whatever a spreadsheet would make of it.
    #[test]
    fn a_sheet_comes_back_as_it_went_out(list in proptest::collection::vec(given(), 1..6)) {
        let texts: Vec<String> = list.iter().map(|g| text_form(&g.text).into_owned()).collect();
        let list: Vec<Given> = list.into_iter().zip(&texts)
            .map(|(given, text)| Given { text: text.clone(), ..given }).collect();
        let review = review(&texts, (0u32..).zip(&list).map(tagging_of).collect());
        let coder = "ana".parse().unwrap();
        let what = NotesToTag { coder, unread: false, sample: None, show_others: false };
        let (notes, _) = notes_to_tag(&review, &what);
        let sheet = tagging(&review, &notes, &what, None).unwrap();
        let expected: BTreeMap<String, Vec<TagRow>> = rows_of(&review, &what.coder)
            .into_values().map(|rows| (rows[0].note_id.clone(), rows)).collect();
        for bytes in [sheet.to_csv(), sheet.to_xlsx(&review.codebook).unwrap()] {
            let file = read(bytes, "sheet").unwrap();
            let taken = take(&review, &file).unwrap();
            prop_assert!(taken.problems.is_empty(), "{:?}", taken.problems);
            let found: BTreeMap<String, Vec<TagRow>> =
                taken.decided.into_iter().map(|(note, (_, rows))| (note, rows)).collect();
            prop_assert_eq!(&found, &expected);
        }
    }

    /// No bytes and no cells make the reader fail otherwise than with a word.
    #[test]
    fn any_sheet_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..80), zip in any::<bool>()) {
        let mut all = if zip { b"PK\x03\x04".to_vec() } else { b"note_id,themes\n".to_vec() };
        all.extend(bytes);
        if let Ok(file) = read(all, "sheet") {
            let taken = take(&review(&["a".into()], Vec::new()), &file).unwrap();
            prop_assert!(taken.decided.is_empty() || taken.readable);
        }
    }
}

#[test]
fn a_text_too_long_for_a_workbook_is_cut_and_a_memo_is_refused() {
    let long = "🙂".repeat(20_000);
    let mut given = Given {
        text: long.clone(),
        themes: Vec::new(),
        stance: 0,
        memo: String::new(),
        excerpt: false,
    };
    let what = NotesToTag {
        coder: "ana".parse().unwrap(),
        unread: false,
        sample: None,
        show_others: false,
    };
    let made = |given: &Given| {
        let review = review(
            std::slice::from_ref(&given.text),
            vec![tagging_of((0, given))],
        );
        let sheet = tagging(&review, &[0], &what, None).unwrap();
        sheet.to_xlsx(&review.codebook)
    };
    assert!(made(&given).is_ok());
    given.memo = long;
    let refused = made(&given).unwrap_err().to_string();
    assert_eq!(
        refused,
        "note `-N0`: a workbook's cell holds 32,767 characters, and its memo has more"
    );
}
