use super::*;
use proptest::prelude::*;
use throughline_core::codebook::Codebook;

fn read_sound(text: &str) -> CodebookFile {
    let (file, problems) = read(text.as_bytes(), "c.csv");
    file.unwrap_or_else(|| panic!("{problems:?}"))
}

fn tree(file: &CodebookFile) -> Vec<String> {
    let line = |r: ThemeRow| format!("{}|{}|{}|{}", r.parent, r.code, r.label, r.definition);
    file.rows().into_iter().map(line).collect()
}

#[test]
fn taguettes_names_become_a_tree() {
    for (text, expected) in [
        (
            "tag,description,number of highlights\r\ninteresting,Further review required,2\r\n",
            &["|interesting|interesting|Further review required"][..],
        ),
        (
            "tag,description,number of highlights\nMāori.kāinga,,0\nMāori,Iwi,1\nv1.5,,\ne.g. money,,\n.x.,,\n",
            &[
                "|māori|Māori|Iwi",
                "māori|kāinga|kāinga|",
                "|v1-5|v1.5|",
                "|e-g-money|e.g. money|",
                "|x|.x.|",
            ],
        ),
        (
            "Name,Parent,Description\nCost.Price 1.a,Cost,P\nCost,,C\nOther,Cost,\n",
            &[
                "|cost|Cost|C",
                "cost|price-1-a|Price 1.a|P",
                "cost|other|Other|",
            ],
        ),
        (
            "path\na.b.c\nb\n",
            &["|a|a|", "a|b|b|", "b|c|c|", "|b-2|b|"],
        ),
        ("tag,description\n\"'=a\",'-b\n", &["|a|=a|-b"]),
    ] {
        assert_eq!(tree(&read_sound(text)), expected, "{text}");
    }
    let file = read_sound("tag,number of highlights\na.b,3\n");
    assert_eq!(
        file.incoming.assumed,
        ["`a` has no row of its own; it was made a theme"]
    );
    assert_eq!(file.incoming.not_carried[0].which, "3 in all");
    assert_eq!(file.carried.columns, ["label", "parent"]);
}

#[test]
fn windows_files_keep_their_accents() {
    let (file, problems) = read(b"tag,description\ncaf\xE9,\x93quoted\x94\n", "c.csv");
    assert!(problems.is_empty());
    let file = file.unwrap();
    assert_eq!(tree(&file), ["|café|café|“quoted”"]);
    assert_eq!(file.incoming.assumed.len(), 1);
}

#[test]
fn how_a_file_is_written_is_found_out_as_for_any_table() {
    let text = "tag,description\ncafé,Te Rūnanga\n";
    let utf16 = |big: bool| -> Vec<u8> {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        units
            .flat_map(|u| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            })
            .collect()
    };
    for (bytes, said) in [
        (text.as_bytes().to_vec(), None),
        (format!("\u{feff}{text}").into_bytes(), None),
        (utf16(false), Some("the file is read as UTF-16 LE")),
        (utf16(true), Some("the file is read as UTF-16 BE")),
    ] {
        let (file, problems) = read(&bytes, "c.csv");
        assert!(problems.is_empty(), "{problems:?}");
        let file = file.unwrap();
        assert_eq!(tree(&file), ["|café|café|Te Rūnanga"]);
        assert_eq!(
            file.incoming.assumed,
            Vec::from_iter(said.map(String::from))
        );
    }
    // UTF-8 but for one byte, and half a character of UTF-16: each has its place.
    for (bytes, said) in [
        (
            b"tag,description\nk\xC5\xAB,one \xE9\n".to_vec(),
            "c.csv:2:8: the byte 0xE9 is not UTF-8",
        ),
        (
            b"tag,description\ncaf\xE9,one\n".to_vec(),
            "c.csv:2:4: the byte 0xE9 is not UTF-8",
        ),
        (
            b"\xFF\xFEt\0a\0g\0\n\0x\0\x00\xD8y\0\n\0".to_vec(),
            "c.csv:2:2: half a character stands here: the file was taken for UTF-16 LE",
        ),
    ] {
        let (file, problems) = read(&bytes, "c.csv");
        assert!(file.is_none());
        let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(said), "{found:?}");
    }
}

#[test]
fn wrong_files_say_what_would_be_right() {
    for (text, said) in [
        ("", "c.csv: the file is empty"),
        ("a,b\n1,2\n", "c.csv:1: the header has neither `code`"),
        ("tag;description\nx;y\n", "c.csv:1: the header has neither"),
        ("tag,name\nx,y\n", "c.csv: more than one of `tag`"),
        ("tag,description\n,x\n", "c.csv:2:1: the tag has no name"),
        (
            "tag,parent\nx,costs\ncost,\n",
            "c.csv:2:1: the parent `costs` is no tag",
        ),
        (
            "tag,description\nx,1\nx,2\n",
            "c.csv:3:1: the tag `x` stands twice",
        ),
        ("code,label\n;,x\n", "c.csv:2:1: the identifier `;` holds"),
        ("code,label\na,b,c\n", "c.csv:2:5: found 3 fields"),
        (
            "code,label\n\"a,b\n",
            "c.csv:2:1: a quotation mark opens here",
        ),
        ("\u{0}code\n", "c.csv:1:1: a NUL byte"),
    ] {
        let (file, problems) = read(text.as_bytes(), "c.csv");
        let first = problems.iter().map(ToString::to_string).next();
        assert!(
            first.as_ref().is_some_and(|p| p.starts_with(said)),
            "{text:?}: {first:?}"
        );
        assert!(file.is_none(), "{text:?}");
    }
    let (file, problems) = read(b"\xFF\xFEt\0a\0", "c.csv");
    assert!(file.is_none() && problems.has_errors());
}

/// A codebook of which every label is another.
fn book() -> impl Strategy<Value = Codebook> {
    let text = "[-=a-zāé.,\" \n']{0,8}";
    let theme = (
        text,
        text,
        proptest::collection::vec("[a-zā =]{1,5}", 0..3),
        any::<proptest::sample::Index>(),
    );
    proptest::collection::vec(theme, 1..7).prop_map(|drawn| {
        let mut themes: Vec<Theme> = Vec::new();
        for (n, (label, definition, keywords, parent)) in drawn.into_iter().enumerate() {
            let mut theme = Theme::bare(format!("t{n}").parse().unwrap());
            theme.label = format!("{} {n}", label.replace('\n', " "))
                .trim()
                .to_owned();
            theme.definition = definition.trim().to_owned();
            theme.keywords = keywords
                .iter()
                .map(|k| k.trim().to_owned())
                .filter(|k| !k.is_empty())
                .collect();
            let above = parent.index(n + 1);
            theme.parent = (above < n).then(|| u32::try_from(above).unwrap());
            themes.push(theme);
        }
        Codebook::new(themes).unwrap()
    })
}

fn parents(book: &Codebook) -> Vec<(String, String)> {
    let label = |t: u32| book.theme(t).label.clone();
    let themes = book.themes().iter();
    themes
        .map(|t| (t.label.clone(), t.parent.map(label).unwrap_or_default()))
        .collect()
}

proptest! {
    #[test]
    fn ours_comes_back_as_it_was(book in book()) {
        let bytes = write_csv(&book);
        let (file, problems) = read(&bytes, "c.csv");
        prop_assert!(problems.is_empty(), "{problems:?}");
        for (row, theme) in file.unwrap().rows().iter().zip(book.themes()) {
            let parent = theme.parent.map_or("", |p| book.theme(p).id.as_str());
            prop_assert_eq!(&row.label, &theme.label);
            prop_assert_eq!(&row.definition, &theme.definition);
            prop_assert_eq!(&row.parent, parent);
            prop_assert_eq!(&row.keywords, &theme.keywords.join(";"));
        }
    }

    #[test]
    fn through_taguette_the_tree_and_the_definitions_come_back(book in book()) {
        let (bytes, _) = write_taguette(&book, |code| code);
        let (file, problems) = read(&bytes, "c.csv");
        prop_assert!(problems.is_empty(), "{problems:?}");
        let file = file.unwrap();
        let label = |code: &str| file.incoming.themes.iter().find(|t| t.code == code).map(|t| t.label.clone());
        let mut found: Vec<(String, String)> = file
            .incoming
            .themes
            .iter()
            .map(|t| (t.label.clone(), t.parent.as_deref().and_then(label).unwrap_or_default()))
            .collect();
        let mut expected = parents(&book);
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..80), text in "(tag|code|parent|[,\n\"a.]){0,20}") {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            let (file, problems) = read(bytes, "c.csv");
            prop_assert!(file.is_some() || problems.has_errors());
        }
    }
}
