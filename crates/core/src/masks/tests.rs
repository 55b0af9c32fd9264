use super::*;
use crate::notes::Strings;
use proptest::prelude::*;
use std::sync::LazyLock;

fn secret(written: &str, kind: SecretKind) -> Secret {
    Secret {
        written: written.into(),
        what: format!("secret {written}"),
        kind,
    }
}

fn agency() -> Noun {
    Noun {
        one: "agency".into(),
        many: "agencies".into(),
    }
}

static IDS: LazyLock<Strings> = LazyLock::new(|| {
    let mut ids = Strings::default();
    for id in ["W-003", "42"] {
        ids.push(id);
    }
    ids
});

/// The same ids twice: what is found is spoken of as the first list says.
static SECRET_IDS: LazyLock<[SecretIds; 2]> = LazyLock::new(|| {
    ["the id of a note", "the id of an engagement"].map(|what| SecretIds::of(&IDS, what))
});

static MASKS: LazyLock<Masks> = LazyLock::new(|| {
    Masks::new(
        &[
            secret("The Treasury", SecretKind::Name),
            secret("Te Rūnanga o Ngāti Whare", SecretKind::Name),
            secret("Inter-Agency Board", SecretKind::Name),
            secret("DIA", SecretKind::Name),
            secret("IT", SecretKind::Name),
            secret("Agency", SecretKind::Name),
            secret("Tui Karaka", SecretKind::Person),
            secret("Ann Young", SecretKind::Person),
            secret("Agency B", SecretKind::Label),
            secret("B", SecretKind::Label),
        ],
        SECRET_IDS.as_slice(),
        &agency(),
    )
});

fn masks() -> &'static Masks<'static> {
    &MASKS
}

#[test]
fn masks_are_put_in_place() {
    for (text, masked) in [
        (
            "We asked The Treasury’s people.",
            "We asked [agency]’s people.",
        ),
        ("Treasury said so", "[agency] said so"),
        ("our treasury said so", "our treasury said so"),
        ("Te Ru\u{304}nanga o Nga\u{304}ti Whare", "[agency]"),
        ("RUNANGA O NGATI WHARE", "[agency]"),
        ("the inter\u{2011}agency\u{a0}board", "the [agency]"),
        (
            "DIA’s and IT’s, but it is",
            "[agency]’s and [agency]’s, but it is",
        ),
        ("Tui Karaka", "[name]"),
        ("Karaka, Tui", "[name]"),
        ("T. Karaka", "[name]"),
        ("Ms KARAKA’s", "[name]’s"),
        ("karaka trees", "karaka trees"),
        ("Young people, said Ms Young", "Young people, said [name]"),
        ("see W-003, not W-0031", "see [id], not W-0031"),
        ("42 of B", "42 of B"),
        ("mail jo@dia.govt.nz", "mail [e-mail]"),
        ("DIA@example.nz or 021 123 4567", "[e-mail] or [telephone]"),
        (
            "https://example.nz/users/DIA and @dia_nz",
            "[address] and [address]",
        ),
        ("[agency] and [name]", "[agency] and [name]"),
        ("the agency", "the [agency]"),
    ] {
        assert_eq!(masks().mask(text).text, masked, "{text}");
    }
}

#[test]
fn what_is_found_has_its_place_and_is_not_repeated() {
    let found = masks().search("ū said DIA, 04 472 1234");
    let found: Vec<(Range<u32>, Kind)> = found.into_iter().map(|f| (f.span, f.kind)).collect();
    assert_eq!(found, [(7..10, Kind::Name), (12..23, Kind::Telephone)]);
}

#[test]
fn an_id_of_two_kinds_is_found_once() {
    let found = masks().search("see W-003");
    let found: Vec<&str> = found.iter().map(|f| f.what.as_str()).collect();
    assert_eq!(found, ["the id of a note"]);
}

#[test]
fn a_review_without_a_noun_has_one() {
    let noun = Noun {
        one: "[]".into(),
        many: String::new(),
    };
    let masks = Masks::new(&[secret("DIA", SecretKind::Name)], &[], &noun);
    assert_eq!(masks.mask("DIA").text, "[organisation]");
}

/// Texts made of what is looked for, of what resembles it, and of anything.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "The Treasury",
        "treasury",
        "Agency",
        "Agency B",
        "B",
        "DIA",
        "D.I.A.",
        "IT",
        "it",
        "Tui",
        "Karaka",
        "Young",
        "Ms",
        "W-003",
        "42",
        "jo",
        "jo@",
        "@",
        "example.govt.nz",
        ".nz",
        "(at)",
        "at",
        "dot",
        "021",
        "04",
        "472",
        "1234",
        "+64",
        "0800",
        "phone",
        "https://",
        "/users/",
        "linkedin.com/in/",
        "[agency]",
        "[name]",
        "[e-mail]",
        "[",
        "]",
        " ",
        " ",
        "\n",
        "-",
        "-\n",
        ".",
        ",",
        "/",
        "’s",
        "\u{ad}",
        "\u{200b}",
        "\u{a0}",
        "\u{304}",
        "ū",
        "ﬁ",
        "&",
        "\u{fffc}",
        "Te Rūnanga o",
        "Ngāti Whare",
        "Inter",
        "Board",
    ]);
    prop::collection::vec(
        prop_oneof![6 => pieces.prop_map(str::to_owned), 1 => ".{0,3}"],
        0..14,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn masking_leaves_nothing_and_changes_nothing_twice(text in text()) {
        let masks = masks();
        let masked = masks.mask(&text);
        prop_assert_eq!(masks.search(&masked.text), vec![], "{:?}", masked.text);
        prop_assert_eq!(&masks.mask(&masked.text).text, &masked.text);
        prop_assert_eq!(masked.found.is_empty(), masked.text == text);
        prop_assert_eq!(masks.holds(&text), !masked.found.is_empty());
    }

    #[test]
    fn spans_lie_in_the_text(text in ".{0,60}") {
        let length = u32::try_from(text.chars().count()).unwrap();
        for found in masks().search(&text) {
            prop_assert!(found.span.start < found.span.end && found.span.end <= length);
        }
    }

    #[test]
    fn a_name_is_found_in_every_spelling(
        upper in any::<bool>(),
        decomposed in any::<bool>(),
        space in prop::sample::select(vec![" ", "\u{a0}", "\n", "  ", "\u{2009}"]),
        hyphen in prop::sample::select(vec!["-", "\u{2010}", "\u{2011}", "\u{2013}", " "]),
        hidden in prop::sample::select(vec!["", "\u{ad}", "\u{200b}", "\u{feff}", "\u{2060}"]),
        after in prop::sample::select(vec!["", "’s", "'s", ".", " said", "\u{ad}"]),
    ) {
        use unicode_normalization::UnicodeNormalization;
        for name in ["Te Rūnanga o Ngāti Whare", "Inter-Agency Board"] {
            let mut written: String = name.replace('-', hyphen).replace(' ', space);
            if upper {
                written = written.to_uppercase();
            }
            if decomposed {
                written = written.nfd().collect();
            }
            let half = written.char_indices().nth(4).map_or(0, |(at, _)| at);
            written.insert_str(half, hidden);
            let text = format!("said {written}{after}");
            prop_assert_eq!(masks().mask(&text).text.contains("[agency]"), true, "{:?}", text);
        }
    }
}

#[test]
fn a_name_that_ends_in_a_letter_keeps_its_capitals() {
    let masks = Masks::new(&[secret("Agency A", SecretKind::Name)], &[], &agency());
    for (text, masked) in [
        ("As Agency A said", "As [agency] said"),
        ("AGENCY A", "[agency]"),
        (
            "it gives the agency a better chance",
            "it gives the agency a better chance",
        ),
        ("Agency a", "Agency a"),
    ] {
        assert_eq!(masks.mask(text).text, masked, "{text}");
    }
}
