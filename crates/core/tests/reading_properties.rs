//! Properties of reading: whatever the text, spans lie in it, in order, and nothing panics.

use proptest::prelude::*;
use throughline_core::reading::{Kind, Reader, Reading, Span};
use throughline_core::review::Noun;
use throughline_core::wording::Scale;

fn reader() -> Reader {
    let noun = Noun {
        one: "public body".into(),
        many: "public bodies".into(),
    };
    Reader::new(&noun, &Scale::plain())
}

fn cut(text: &str, span: Span) -> String {
    text.chars().skip(span.offset).take(span.length).collect()
}

fn holds(text: &str, reading: &Reading) -> Result<(), TestCaseError> {
    let end = text.chars().count();
    let ordered = |spans: &[Span]| {
        spans
            .iter()
            .all(|s| s.length > 0 && s.offset + s.length <= end)
            && spans
                .windows(2)
                .all(|w| w[0].offset + w[0].length <= w[1].offset)
    };
    let phrases: Vec<Span> = reading.phrases.iter().map(|p| p.span).collect();
    for spans in [
        &phrases,
        &reading.sentences,
        &reading.quoted,
        &reading.first_person,
    ] {
        prop_assert!(ordered(spans), "{spans:?}");
    }
    for phrase in &reading.phrases {
        prop_assert_eq!(&phrase.text, &cut(text, phrase.span));
        let sentence = reading.sentences[phrase.sentence];
        prop_assert!(sentence.offset <= phrase.span.offset);
        prop_assert!(phrase.span.offset + phrase.span.length <= sentence.offset + sentence.length);
        prop_assert_eq!(phrase.kind == Kind::NotCounted, phrase.over.is_some());
        if let Some(antecedent) = phrase.antecedent {
            prop_assert!(antecedent.offset + antecedent.length <= phrase.span.offset);
        }
        if let Some(scope) = phrase.scope {
            prop_assert!(!cut(text, scope).is_empty());
        }
    }
    Ok(())
}

/// Words and marks that the rules know, in any order: nearer to their edges than random letters.
fn words() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "most",
        "all",
        "not",
        "a",
        "few",
        "small",
        "number",
        "of",
        "the",
        "public",
        "bodies",
        "body",
        "agencies",
        "organisations",
        "want",
        "felt",
        "said",
        "was",
        "seen",
        "as",
        "by",
        "for",
        "is",
        "widely",
        "often",
        "that",
        "who",
        "in",
        "workshop",
        "seven",
        "nine",
        "or",
        "and",
        "but",
        "one",
        "half",
        "two-thirds",
        "60%",
        "more",
        "than",
        "at",
        "least",
        "greatest",
        "challenge",
        "them",
        "they",
        "others",
        "both",
        "any",
        "no",
        "However",
        "we",
        "general",
        "lack",
        "“",
        "”",
        "‘",
        "’",
        "\"",
        "'",
        ",",
        ";",
        ".",
        "?",
        "!",
        "(",
        ")",
        "—",
        "\n\n",
        "7/9",
        "5–7",
        "per",
        "cent",
        "without",
        "staff",
        "some",
        "many",
        "nearly",
        "been",
        "has",
        "mentioned",
        "if",
        "to",
    ];
    prop::collection::vec((prop::sample::select(WORDS), prop::bool::ANY), 0..40).prop_map(|words| {
        words.iter().fold(String::new(), |mut text, (word, apart)| {
            if *apart || word.chars().all(char::is_alphanumeric) {
                text.push(' ');
            }
            text.push_str(word);
            text
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_reads(text in "\\PC{0,200}") {
        holds(&text, &reader().read(&text))?;
    }

    #[test]
    fn any_order_of_known_words_reads(text in words()) {
        holds(&text, &reader().read(&text))?;
    }

    /// What is read in a statement does not depend on a sentence that says nothing of amounts after it.
    #[test]
    fn a_plain_sentence_after_it_changes_nothing(text in words()) {
        let before = reader().read(&text);
        let after = reader().read(&format!("{text}.\n\nRivers rise."));
        let quotes_close = text.matches(['“', '"', '‘', '\'', '’']).count() == 0;
        let ends_plainly = text.trim_end().ends_with(char::is_alphanumeric);
        if quotes_close && ends_plainly {
            prop_assert_eq!(before.phrases, after.phrases);
        }
    }
}
