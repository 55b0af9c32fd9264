//! Codebook files.

use crate::schema;
use proptest::prelude::*;
use throughline_core::codebook::{Codebook, Theme};
use throughline_core::problem::Place;
use throughline_interchange::incoming::Incoming;
use throughline_interchange::refi::{WriteError, read_codebook, write_codebook};

const A: &str = "0b6ba4d2-79a1-4e0f-9bb1-6a2ad9b1a001";
const B: &str = "0b6ba4d2-79a1-4e0f-9bb1-6a2ad9b1a002";

fn book(namespace: &str, codes: &str, after: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook xmlns=\"{namespace}\"><Codes>{codes}</Codes>{after}</CodeBook>"
    )
}

fn code(guid: &str, name: &str, more: &str, inside: &str) -> String {
    format!("<Code guid=\"{guid}\" name=\"{name}\" isCodable=\"true\"{more}>{inside}</Code>")
}

fn read(text: &str) -> Incoming {
    read_codebook(text.as_bytes(), "other.qdc").unwrap()
}

/// Code, label and parent of each theme.
fn shape(incoming: &Incoming) -> Vec<(&str, &str, &str)> {
    let themes = incoming.themes.iter();
    let shape = themes.map(|t| {
        let parent = t.parent.as_deref().unwrap_or("");
        (t.code.as_str(), t.label.as_str(), parent)
    });
    shape.collect()
}

fn kinds(incoming: &Incoming) -> Vec<&str> {
    incoming
        .not_carried
        .iter()
        .map(|n| n.kind.as_str())
        .collect()
}

#[test]
fn namespaces_of_real_files_are_read() {
    for namespace in [
        "urn:QDA-XML:codebook:1.0",
        "urn:QDA-XML:codebook:1:0",
        "urn:QDA-XML:codebook:0:4",
    ] {
        let incoming = read(&book(namespace, &code(A, "Cost", "", ""), ""));
        assert_eq!(shape(&incoming), [("cost", "Cost", "")]);
        assert!(incoming.assumed.is_empty(), "{namespace}");
    }
    let incoming = read(&book("urn:other", &code(A, "Cost", "", ""), ""));
    assert!(incoming.assumed[0].contains("urn:other"));
}

#[test]
fn identifiers_may_be_bare_or_in_braces_in_any_case() {
    for guid in [A.to_owned(), format!("{{{A}}}"), A.to_uppercase()] {
        let incoming = read(&book(
            "urn:QDA-XML:codebook:1.0",
            &code(&guid, "Cost", "", ""),
            "",
        ));
        assert_eq!(kinds(&incoming), ["identifier (GUID)"]);
    }
    let twice = code(A, "Cost", "", "") + &code(&A.to_uppercase(), "Time", "", "");
    let incoming = read(&book("urn:QDA-XML:codebook:1.0", &twice, ""));
    assert!(kinds(&incoming).contains(&"second code of one identifier (GUID)"));
    assert_eq!(incoming.themes.len(), 2);
}

#[test]
fn colours_of_any_form_are_listed_and_stop_nothing() {
    for colour in [
        "#FF0000",
        "#f00",
        "#FF000080",
        "rgb(255, 0, 0)",
        "rgba(1,2,3,.5)",
    ] {
        let codes = code(A, "Cost", &format!(" color=\"{colour}\""), "");
        let incoming = read(&book("urn:QDA-XML:codebook:1.0", &codes, ""));
        assert!(kinds(&incoming).contains(&"colour"), "{colour}");
    }
}

#[test]
fn parents_that_can_be_given_and_those_that_cannot_are_themes() {
    let child = code(B, "Time", "", "<Description>Hours.</Description>");
    let codes = code(A, "Resourcing", "", &child);
    let incoming = read(&book("urn:QDA-XML:codebook:1.0", &codes, ""));
    assert_eq!(
        shape(&incoming),
        [
            ("resourcing", "Resourcing", ""),
            ("time", "Time", "resourcing")
        ]
    );
    assert_eq!(incoming.themes[1].definition, "Hours.");
    let grouping = codes.replacen("true", "false", 1);
    let incoming = read(&book("urn:QDA-XML:codebook:1.0", &grouping, ""));
    assert_eq!(incoming.themes.len(), 2);
    assert!(kinds(&incoming)[1].contains("isCodable"));
}

#[test]
fn empty_sets_are_nothing_and_full_ones_are_listed() {
    let codes = code(A, "Cost", "", "");
    let empty = read(&book("urn:QDA-XML:codebook:1.0", &codes, "<Sets/>"));
    assert_eq!(kinds(&empty), ["identifier (GUID)"]);
    let set =
        format!("<Sets><Set guid=\"{B}\" name=\"Money\"><MemberCode guid=\"{A}\"/></Set></Sets>");
    let full = read(&book("urn:QDA-XML:codebook:1.0", &codes, &set));
    let set = full.not_carried.iter().find(|n| n.kind == "set").unwrap();
    assert_eq!(set.which, "Money");
}

#[test]
fn flat_names_with_a_stop_make_a_tree_where_the_parent_is_there() {
    let codes = code(B, "cost.time.nights", "", "")
        + &code(B, "cost.time", "", "")
        + &code(A, "cost", "", "")
        + &code(A, "other.thing", "", "")
        + &code(A, "v. high", "", "");
    let incoming = read(&book("urn:QDA-XML:codebook:1.0", &codes, ""));
    assert_eq!(
        shape(&incoming),
        [
            ("cost", "cost", ""),
            ("other-thing", "other.thing", ""),
            ("v-high", "v. high", ""),
            ("time", "time", "cost"),
            ("nights", "nights", "time"),
        ]
    );
    assert!(incoming.assumed[0].contains("2 of them"));
}

#[test]
fn byte_order_marks_and_utf16_are_read_with_macrons_whole() {
    let text = book(
        "urn:QDA-XML:codebook:1.0",
        &code(A, "Rōpū Māori", "", ""),
        "",
    );
    let units: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
    let forms = [
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        little.clone(),
        [b"\xFF\xFE".as_slice(), &little].concat(),
        big.clone(),
        [b"\xFE\xFF".as_slice(), &big].concat(),
    ];
    for bytes in forms {
        let incoming = read_codebook(&bytes, "other.qdc").unwrap();
        assert_eq!(shape(&incoming), [("rōpū-māori", "Rōpū Māori", "")]);
    }
    let cut = [b"\xFF\xFE".as_slice(), &little[..little.len() - 1]].concat();
    let problems = read_codebook(&cut, "other.qdc").unwrap_err();
    assert!(
        problems
            .iter()
            .any(|p| p.message.contains("half a character"))
    );
}

#[test]
fn one_label_twice_gives_two_codes() {
    let codes = code(A, "Value", "", &code(A, "Cost", "", ""))
        + &code(
            B,
            "Process",
            "",
            &(code(B, "Cost", "", "") + &code(B, "COST", "", "")),
        )
        + &code(B, "…", "", "");
    let incoming = read(&book("urn:QDA-XML:codebook:1.0", &codes, ""));
    let codes: Vec<&str> = incoming.themes.iter().map(|t| t.code.as_str()).collect();
    let expected = [
        "value",
        "cost",
        "process",
        "process-cost",
        "process-cost-2",
        "theme",
    ];
    assert_eq!(codes, expected);
}

#[test]
fn faults_name_their_place() {
    let ns = "urn:QDA-XML:codebook:1.0";
    let unnamed = "\n<Code guid=\"x\"/>\n  <Code name=\" \"/>";
    let cases = [
        (
            book(ns, unnamed, ""),
            &[(3, 1), (4, 3)][..],
            "without a name",
        ),
        (book(ns, "", ""), &[(2, 44)], "no codes"),
        (format!("<CodeBook xmlns=\"{ns}\"/>"), &[(1, 1)], "no codes"),
        ("<Project/>".to_owned(), &[(1, 1)], "not the `<CodeBook>`"),
        (
            book(ns, "\n<Code name=\"a\">", ""),
            &[(3, 16)],
            "expected `</Code>`",
        ),
    ];
    for (text, places, says) in cases {
        let problems = read_codebook(text.as_bytes(), "a.qdc").unwrap_err();
        let at = |&(line, column): &(u64, u64)| Place::at("a.qdc", line, column);
        let expected: Vec<Place> = places.iter().map(at).collect();
        let found: Vec<Place> = problems.iter().map(|p| p.place.clone()).collect();
        assert_eq!(found, expected, "{text}");
        assert!(
            problems.iter().all(|p| p.message.contains(says)),
            "{problems:?}"
        );
    }
}

#[test]
fn a_description_of_ours_that_another_program_has_added_to_loses_nothing() {
    let description =
        "What it is.&#13;\nWhen to use: Often.\nCode in Throughline: x-1 \nAdded later.";
    let codes = code(
        A,
        "Cost",
        "",
        &format!("<Description>{description}</Description>"),
    );
    let theme = read(&book("urn:QDA-XML:codebook:1.0", &codes, ""))
        .themes
        .remove(0);
    assert_eq!(theme.code, "x-1");
    assert_eq!(theme.include, "Often.");
    assert_eq!(theme.definition, "What it is.\n\nAdded later.");
}

#[test]
fn a_codebook_without_themes_is_not_written() {
    let empty = write_codebook(&Codebook::default());
    assert!(matches!(empty, Err(WriteError::NoThemes)));
}

#[test]
fn control_characters_are_replaced_and_listed() {
    let mut theme = Theme::bare("a".parse().unwrap());
    theme.definition = "bell\u{7}here\tkept".into();
    let written = write_codebook(&Codebook::new(vec![theme]).unwrap()).unwrap();
    assert_eq!(written.not_carried[0].which, "1 character");
    let back = read_codebook(&written.bytes, "a").unwrap();
    assert_eq!(back.themes[0].definition, "bell\u{fffd}here\tkept");
}

/// Lines of text of every awkward kind, trimmed as cells of a codebook are.
fn field() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[a-zāō <>&\"';\\\\.]{0,12}",
        Just("When to use: x".to_owned()),
        Just("When not to use:".to_owned()),
        Just("Keywords: a; b".to_owned()),
        Just("Code in Throughline: z".to_owned()),
        Just("\\Label: q".to_owned()),
        Just(String::new()),
    ];
    prop::collection::vec(line, 0..5).prop_map(|lines| lines.join("\n").trim().to_owned())
}

fn theme() -> impl Strategy<Value = Theme> {
    let label = prop_oneof!["[A-Za-zāō ]{0,10}", field()];
    let words = prop::collection::vec("[a-z][a-z ]{0,5}[a-z]", 0..3);
    (
        label,
        field(),
        field(),
        field(),
        words,
        prop::option::of("[a-z]{1,9}"),
    )
        .prop_map(
            |(label, definition, include, exclude, keywords, phrase)| Theme {
                label,
                definition,
                include,
                exclude,
                keywords,
                phrase,
                ..Theme::bare("x".parse().unwrap())
            },
        )
}

proptest! {
    #[test]
    fn what_is_written_comes_back_whole(themes in prop::collection::vec((theme(), any::<u8>()), 1..8)) {
        let mut list = Vec::new();
        for (index, (mut theme, above)) in themes.into_iter().enumerate() {
            theme.id = format!("t-{index}").parse().unwrap();
            let above = usize::from(above) % (index + 1);
            theme.parent = (above < index).then(|| u32::try_from(above).unwrap());
            list.push(theme);
        }
        let book = Codebook::new(list).unwrap();
        let written = write_codebook(&book).unwrap();
        prop_assert_eq!(&written, &write_codebook(&book).unwrap());
        schema::check_codebook(&written.bytes);
        let back = read_codebook(&written.bytes, "ours.qdc").unwrap();
        prop_assert!(back.not_carried.is_empty() && back.assumed.is_empty());
        prop_assert_eq!(back.themes.len(), book.len());
        for theme in back.themes {
            let ours = book.theme(book.code(&theme.code).unwrap());
            let parent = ours.parent.map(|p| book.theme(p).id.to_string());
            prop_assert_eq!(&theme.parent, &parent);
            prop_assert_eq!(&theme.label, &if ours.label.is_empty() { ours.id.to_string() } else { ours.label.clone() });
            prop_assert_eq!(&theme.definition, &ours.definition);
            prop_assert_eq!(&theme.include, &ours.include);
            prop_assert_eq!(&theme.exclude, &ours.exclude);
            prop_assert_eq!(&theme.keywords, &ours.keywords);
            prop_assert_eq!(&theme.phrase, &ours.phrase);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_codebook(&bytes, "any.qdc");
    }

    #[test]
    fn no_damage_to_a_file_makes_it_panic(at in 0_usize..600, byte in any::<u8>()) {
        let book = Codebook::new(vec![Theme::bare("a".parse().unwrap())]).unwrap();
        let mut bytes = write_codebook(&book).unwrap().bytes;
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read_codebook(&bytes, "any.qdc");
    }
}
