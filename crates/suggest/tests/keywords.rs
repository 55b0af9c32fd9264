//! What counts as a keyword in a note, case by case, and what holds for any text.

use proptest::prelude::*;
use throughline_core::codebook::{Codebook, Theme};
use throughline_suggest::keywords::{Hit, Keywords};

/// A codebook of one theme for each list of keywords, with labels that match nothing.
fn book(themes: &[&[&str]]) -> Codebook {
    let themes = themes.iter().enumerate().map(|(n, keywords)| {
        let mut theme = Theme::bare(format!("t{n}").parse().unwrap());
        theme.label = format!("zzz{n}");
        theme.keywords = keywords.iter().map(|&k| k.to_owned()).collect();
        theme
    });
    Codebook::new(themes.collect()).unwrap()
}

fn hits(keywords: &Keywords, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    keywords.pass().find(text, &mut hits);
    hits
}

/// The words at a place in code points.
fn quoted(text: &str, hit: &Hit) -> String {
    let length = (hit.end - hit.start) as usize;
    text.chars().skip(hit.start as usize).take(length).collect()
}

#[test]
fn words_match_case_by_case() {
    for (keywords, text, found) in [
        // Whole words, in any case.
        (
            &["cost"][..],
            "Cost, COST and cost.",
            &["Cost", "COST", "cost"][..],
        ),
        (&["cost"], "accost costume", &[]),
        (&["AI"], "AI aid said ai", &["AI", "ai"]),
        // Inflections.
        (
            &["commitment"],
            "Commitments; a commitment’s end",
            &["Commitments", "commitment’s"],
        ),
        (
            &["fund"],
            "funded, funding, funds, fund",
            &["funded", "funding", "funds", "fund"],
        ),
        (&["agencies"], "an agency", &["agency"]),
        (
            &["moved on"],
            "people move on and moving on",
            &["move on", "moving on"],
        ),
        // Macrons, composed or not, in the codebook or in the note.
        (
            &["hapu"],
            "Ngā hapū, HAPŪ, hapu\u{304}",
            &["hapū", "HAPŪ", "hapu\u{304}"],
        ),
        (&["whānau"], "whanau whānau", &["whanau", "whānau"]),
        (
            &["kaupapa Māori"],
            "he kaupapa maori tēnei",
            &["kaupapa maori"],
        ),
        // Phrases across white space of any kind, and across hyphens.
        (
            &["business as usual"],
            "Business\n  as\u{a0}usual; business-as-usual",
            &["Business\n  as\u{a0}usual", "business-as-usual"],
        ),
        (
            &["part-time"],
            "part time, part\u{2011}time, parttime",
            &["part time", "part\u{2011}time"],
        ),
        // Not across other marks, and not across other words.
        (&["moved on"], "It moved. On Friday", &[]),
        (&["moved on"], "moved (on)", &[]),
        (&["moved on"], "moved swiftly on", &[]),
        // A mark in the keyword itself.
        (&["1:1 meeting"], "our 1:1 meetings", &["1:1 meetings"]),
        (&["R&D"], "r & d", &["r & d"]),
        // Of two phrases of one theme that lie within each other the longer is told.
        (
            &["budget", "budget line"],
            "a budget line, a budget",
            &["budget line", "budget"],
        ),
        // Phrases that overlap are both told.
        (
            &["line of sight", "sight unseen"],
            "line of sight unseen",
            &["line of sight", "sight unseen"],
        ),
        // Nothing to look for, or in.
        (&["", " - ", "…"], "a - b …", &[]),
        (&["cost"], "", &[]),
    ] {
        let keywords = Keywords::new(&book(&[keywords])).unwrap();
        let quotes: Vec<String> = hits(&keywords, text)
            .iter()
            .map(|h| quoted(text, h))
            .collect();
        assert_eq!(quotes, found, "{text}");
    }
}

#[test]
fn themes_are_each_told_of_their_own_words() {
    let book = book(&[
        &["business"],
        &["business as usual", "usual"],
        &["Business"],
    ]);
    let keywords = Keywords::new(&book).unwrap();
    let text = "Business as usual";
    let told: Vec<_> = hits(&keywords, text)
        .iter()
        .map(|hit| (hit.theme, quoted(text, hit)))
        .collect();
    let business = "Business".to_owned();
    assert_eq!(
        told,
        [(0, business.clone()), (1, text.to_owned()), (2, business)]
    );
    // `business` is shared by two themes, the phrase of three words is one theme's own.
    let all = hits(&keywords, text);
    assert!((keywords.strength(&all[..1]) - 1.0 / 3.0).abs() < 1e-12);
    assert!((keywords.strength(&all[1..2]) - 0.75).abs() < 1e-12);
}

#[test]
fn labels_and_phrases_are_keywords_too() {
    let mut theme = Theme::bare("stretched-baseline".parse().unwrap());
    theme.phrase = Some("funding from a stretched baseline".into());
    let keywords = Keywords::new(&Codebook::new(vec![theme]).unwrap()).unwrap();
    assert_eq!(hits(&keywords, "stretched baselines").len(), 1);
    assert_eq!(
        hits(&keywords, "Funding from a stretched baseline").len(),
        1
    );
}

/// Anything a person or a machine may put into a cell.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~āēīōū\u{304}’\\-\\n]{0,60}",
        proptest::collection::vec(
            proptest::sample::select(vec![
                "budget",
                "Budgets",
                " ",
                "-",
                "line",
                "\n",
                "hapū",
                "ha",
                "pu\u{304}",
                ".",
                "\u{ad}",
                "\u{200d}",
                "'",
                "’",
                "s",
                "ﬁ",
                "İ",
                "🙂",
                "\u{fffd}",
                "²",
            ]),
            0..40
        )
        .prop_map(|parts| parts.concat()),
    ]
}

proptest! {
    /// Whatever the text, a hit lies on its code points and is one of the words that were looked for.
    #[test]
    fn a_hit_quotes_the_text(text in text()) {
        let keywords = Keywords::new(&book(&[&["budget line", "hapu"], &["budget", "is"]])).unwrap();
        let mut pass = keywords.pass();
        let mut hits = Vec::new();
        for _ in 0..2 {
            // The second time the forms of the words are known.
            pass.find(&text, &mut hits);
            for hit in &hits {
                let slice = text.get(hit.bytes.clone());
                prop_assert_eq!(slice.map(str::to_owned), Some(quoted(&text, hit)));
                let alone = {
                    let mut alone = Vec::new();
                    keywords.pass().find(slice.unwrap_or_default(), &mut alone);
                    alone
                };
                prop_assert!(alone.iter().any(|a| a.phrase == hit.phrase && a.theme == hit.theme));
            }
        }
    }

    /// A keyword that stands in a text between blanks is found, whatever stands around it.
    #[test]
    fn what_stands_there_is_found(before in text(), after in text()) {
        let keywords = Keywords::new(&book(&[&["kaimahi"]])).unwrap();
        let text = format!("{before} Kaimahi {after}");
        let start = u32::try_from(before.chars().count() + 1).unwrap();
        let hits = hits(&keywords, &text);
        prop_assert!(hits.iter().any(|h| (h.start, h.end) == (start, start + 7)));
    }

    /// Any keywords can be looked for in any text.
    #[test]
    fn any_keywords_can_be_looked_for(
        words in proptest::collection::vec(text(), 0..6),
        text in text(),
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let keywords = Keywords::new(&book(&[&words])).unwrap();
        for hit in hits(&keywords, &text) {
            prop_assert!(text.get(hit.bytes.clone()).is_some());
        }
    }
}
