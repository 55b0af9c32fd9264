use super::*;
use proptest::prelude::*;

fn at(text: &str, words: &str) -> Excerpt {
    let byte = text.find(words).unwrap();
    let points = |s: &str| u32::try_from(s.chars().count()).unwrap();
    Excerpt {
        start: points(&text[..byte]),
        end: points(&text[..byte]) + points(words),
        text: words.to_owned(),
    }
}

fn words_only(words: &str) -> Excerpt {
    Excerpt {
        start: 0,
        end: 0,
        text: words.to_owned(),
    }
}

/// A text that was tagged, the words of the excerpt, the text now, and what is found there: how, and
/// the words.
type Case<'a> = (
    &'a str,
    &'a str,
    &'a str,
    Result<(Option<Found>, &'a str), Lost>,
);

#[test]
fn excerpts_are_found_where_their_words_are_and_nowhere_else() {
    let moved = |how, words| Ok((Some(how), words));
    let table: [Case<'_>; 14] = [
        ("It costs.", "costs", "It costs.", Ok((None, "costs"))),
        (
            "It costs.",
            "costs",
            "Well, it costs.",
            moved(Found::Exactly, "costs"),
        ),
        // Inside a longer word it is not.
        ("An art.", "art", "The party.", Err(Lost::Nowhere)),
        // Of two places the nearer, of two as near none.
        (
            "time and time",
            "time",
            "no time and time",
            moved(Found::Exactly, "time"),
        ),
        (
            "ab cost cd",
            "cost",
            "cost e cost",
            moved(Found::Exactly, "cost"),
        ),
        ("a a cost a a", "cost", "cost ab cost", Err(Lost::Several)),
        (
            "Kāore he pūtea",
            "he pūtea",
            "Kāore. He   pūtea!",
            moved(Found::SameWords, "He   pūtea"),
        ),
        (
            "the “must do” list",
            "“must do” list",
            "a \"Must do\" list",
            moved(Found::SameWords, "Must do\" list"),
        ),
        // One word in five.
        (
            "we need more people now",
            "we need more people now",
            "Still we need many people now.",
            moved(Found::Nearly(1), "we need many people now"),
        ),
        (
            "we need more people now",
            "we need more people now",
            "we need many folk now",
            Err(Lost::Nowhere),
        ),
        // The first word must be as it was.
        (
            "we need more people now",
            "we need more people now",
            "they need more people now",
            Err(Lost::Nowhere),
        ),
        // Two places that come near are none.
        (
            "we need more people now",
            "we need more people now",
            "we need many people now, and we need new people now",
            Err(Lost::Nowhere),
        ),
        ("It costs.", "It costs", "", Err(Lost::Nowhere)),
        (
            "a 日本語 b",
            "日本語",
            "xx 日本語 b",
            moved(Found::Exactly, "日本語"),
        ),
    ];
    for (before, words, now, expected) in table {
        let found = anchor(now, &at(before, words));
        let seen = match &found {
            Anchor::InPlace(e) => Ok((None, e.text.as_str())),
            Anchor::Moved(e, how) => Ok((Some(*how), e.text.as_str())),
            Anchor::Lost(lost) => Err(*lost),
            Anchor::ByWords(..) => panic!("{before} has offsets"),
        };
        assert_eq!(seen, expected, "{words} in {now}");
    }
}

#[test]
fn what_is_not_there_is_filled_in() {
    let text = "Kāore he pūtea. Kāore.";
    let offsets = |start, end| Excerpt {
        start,
        end,
        text: String::new(),
    };
    let filled = Excerpt {
        text: "he pūtea".into(),
        ..offsets(6, 14)
    };
    assert_eq!(
        anchor(text, &offsets(6, 14)),
        Anchor::InPlace(filled.clone())
    );
    assert_eq!(
        anchor(text, &words_only("he pūtea")),
        Anchor::ByWords(filled, Found::Exactly)
    );
    assert_eq!(
        anchor(text, &words_only("Kāore")),
        Anchor::Lost(Lost::Several)
    );
    assert_eq!(
        anchor(text, &offsets(6, 99)),
        Anchor::Lost(Lost::PastTheEnd)
    );
    assert_eq!(anchor(text, &offsets(3, 3)), Anchor::Lost(Lost::Blank));
}

/// Words as they are compared.
fn same(words: &str) -> Vec<String> {
    let text = ExcerptText::new(words);
    text.words().iter().map(|&w| text.folded(w)).collect()
}

/// The edit distance of words, by the whole table.
fn distance(a: &[String], b: &[String]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let step = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = step.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

fn text() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(vec![
        "we", "need", "more", "Time", "kāore", "“best", "fit”", "isn’t", "one-off", "日本", "a",
        "a,", "cost.", "\n", "🙂",
    ]);
    let gap = proptest::sample::select(vec![" ", "  ", "\n"]);
    proptest::collection::vec((word, gap), 0..24).prop_map(|list| {
        text_form(&list.iter().flat_map(|(w, g)| [*w, *g]).collect::<String>()).into_owned()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// However the text around and in it is edited, what is found has the words it had, or nearly.
    #[test]
    fn what_is_found_has_the_same_words(
        before in text(), inside in text(), after in text(),
        edited in text(), new_inside in proptest::option::of(text()), new_after in text(),
    ) {
        let old = text_form(&format!("{before} {inside} {after}")).into_owned();
        prop_assume!(!inside.is_empty());
        let excerpt = at(&old, &inside);
        let now = new_inside.unwrap_or_else(|| inside.clone());
        let new = text_form(&format!("{edited} {now} {new_after}")).into_owned();
        let found = anchor(&new, &excerpt);
        if let Some(e) = found.excerpt() {
            let stands: String = new.chars().skip(e.start as usize).take((e.end - e.start) as usize).collect();
            prop_assert_eq!(&stands, &e.text, "the words are those at the offsets");
        }
        match found {
            Anchor::InPlace(e) | Anchor::Moved(e, Found::Exactly) => {
                prop_assert_eq!(text_form(&e.text).into_owned(), excerpt.text);
            }
            Anchor::Moved(e, Found::SameWords) => prop_assert_eq!(same(&e.text), same(&excerpt.text)),
            Anchor::Moved(e, Found::Nearly(edits)) => {
                let (was, is) = (same(&excerpt.text), same(&e.text));
                prop_assert_eq!(distance(&was, &is), edits as usize);
                prop_assert!(edits as usize <= was.len() / ONE_IN && edits as usize <= MOST_EDITS);
                prop_assert_eq!((was.first(), was.last()), (is.first(), is.last()));
            }
            Anchor::ByWords(..) => prop_assert!(false, "it has offsets"),
            Anchor::Lost(Lost::Several) => {
                let (was, is) = (same(&excerpt.text), same(&new));
                let places = is.windows(was.len().max(1)).filter(|w| *w == was.as_slice()).count();
                prop_assert!(was.is_empty() || places > 1, "it is said to stand several times");
            }
            Anchor::Lost(_) => prop_assert!(
                !new.contains(&excerpt.text) || excerpt.text.chars().count() < SURE,
                "it is lost although it stands there"
            ),
        }
    }

    /// An excerpt whose words stand once at word edges is never lost.
    #[test]
    fn what_stands_once_is_found(before in text(), after in text()) {
        let new = format!("{before} ‘zero hours’ {after}");
        let new = text_form(&new).into_owned();
        let excerpt = Excerpt { start: 3, end: 13, text: "zero hours".into() };
        let found = anchor(&new, &excerpt);
        prop_assert_eq!(found.excerpt().map(|e| e.text.as_str()), Some("zero hours"));
    }

    #[test]
    fn the_normal_form_is_its_own(text in any::<String>()) {
        let once = text_form(&text).into_owned();
        prop_assert_eq!(text_form(&once).into_owned(), once);
    }
}
