use super::*;
use crate::incoming::{IncomingEngagement, IncomingNote, IncomingTag, IncomingTheme};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use throughline_core::review::Review;
use throughline_folder::{OpenOptions, open};

fn theme(code: &str, label: &str, parent: Option<&str>) -> IncomingTheme {
    IncomingTheme {
        code: code.into(),
        label: label.into(),
        parent: parent.map(str::to_owned),
        ..IncomingTheme::default()
    }
}

fn note(id: &str, engagement: &str, text: &str) -> IncomingNote {
    IncomingNote {
        id: id.into(),
        engagement: engagement.into(),
        text: text.into(),
        ..IncomingNote::default()
    }
}

fn tag(coder: &str, note: &str, themes: &[&str]) -> IncomingTag {
    IncomingTag {
        coder: coder.into(),
        note: note.into(),
        themes: themes.iter().map(|t| (*t).to_owned()).collect(),
        ..IncomingTag::default()
    }
}

/// A review with a codebook, an engagement and three notes.
fn review() -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("review");
    for (file, text) in [
        ("review.toml", "title = \"T\"\n"),
        (
            "codebook.csv",
            "code,label,parent,definition\nvalue,Value,,What it adds.\ncost,Cost,value,\nhours,Time,,\n",
        ),
        (
            "engagements.csv",
            "engagement_id,engagement_type,title\nws,workshop,Workshop one\nm1,meeting,\n",
        ),
        (
            "notes/a.csv",
            "note_id,engagement_id,themes,text\n\
             N1,ws,cost,\"We would have done it anyway, at our own cost and in our own time.\"\n\
             N2,ws,,Yes.\n\
             N3,m1,,It was well worth the while of everyone who came.\n",
        ),
        ("tags/ana.csv", "note_id,themes\nN1,cost\n"),
    ] {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    (place, folder)
}

fn opened(folder: &Path) -> Review {
    let opened = open(folder, &OpenOptions::default()).unwrap();
    opened
        .review
        .unwrap_or_else(|| panic!("{:?}", opened.problems))
}

/// Note, themes, excerpt, span.
type Said = (String, Vec<String>, String, Option<(u32, u32)>);

/// The rows of a coder.
fn taggings(review: &Review, coder: &str) -> Vec<Said> {
    let tags = review.coder_tags.as_ref().unwrap();
    let wanted = tags
        .coders
        .iter()
        .position(|c| c.as_str() == coder)
        .unwrap();
    let of_coder = tags
        .taggings
        .iter()
        .filter(|t| usize::from(t.coder) == wanted);
    of_coder
        .map(|t| {
            let themes = t
                .themes
                .iter()
                .map(|&c| review.codebook.theme(c).id.to_string());
            let excerpt = t.excerpt.as_ref();
            (
                review.notes.ids.get(t.note as usize).to_owned(),
                themes.collect(),
                excerpt.map(|e| e.text.clone()).unwrap_or_default(),
                excerpt.map(|e| (e.start, e.end)),
            )
        })
        .collect()
}

#[test]
fn what_the_review_holds_is_found_and_kept() {
    let (_place, folder) = review();
    let codebook = fs::read(folder.join("codebook.csv")).unwrap();
    let incoming = Incoming {
        source: "Export 1.csv".into(),
        themes: vec![
            theme("v", "VALUE", None),
            IncomingTheme {
                definition: "Something else.".into(),
                ..theme("value", "Value", None)
            },
            theme("time", "time", None),
            theme("cost", "Cost", None),
        ],
        engagements: vec![IncomingEngagement {
            id: "workshop-one".into(),
            format: "interview".into(),
            title: Some("workshop  One".into()),
            ..IncomingEngagement::default()
        }],
        notes: vec![
            note("x1", "workshop-one", "  Yes.\r\n"),
            note("x2", "workshop-one", "at our own cost"),
            note("x3", "elsewhere", "Yes."),
            note("x4", "elsewhere", "well worth the while of everyone"),
            note("x5", "elsewhere", "the while"),
            note("N2", "workshop-one", "No."),
        ],
        tags: vec![
            tag("ana", "x1", &["time"]),
            tag("ana", "x2", &["v", "cost"]),
            tag("ben", "x4", &["value"]),
            tag("ben", "x3", &[]),
        ],
        ..Incoming::default()
    };
    let landed = plan(&folder, &incoming).unwrap().write().unwrap();
    assert_eq!(landed.themes, Counted { new: 0, held: 4 });
    assert_eq!(landed.engagements, Counted { new: 1, held: 1 });
    // `Yes.` of the same engagement is the note; that of another engagement is another note.
    assert_eq!(
        (landed.notes, landed.parts_of_notes),
        (Counted { new: 3, held: 1 }, 2)
    );
    assert_eq!(fs::read(folder.join("codebook.csv")).unwrap(), codebook);
    let kinds: Vec<&str> = landed.not_carried.iter().map(|n| n.kind.as_str()).collect();
    assert_eq!(kinds, ["definition of a theme", "format of an engagement"]);
    let review = opened(&folder);
    let found = |id: &str| review.note(id).is_some();
    assert!(found("x3") && found("x5") && found("N2-2") && !found("x1") && !found("x4"));
    assert_eq!(
        taggings(&review, "ana"),
        [
            (
                "N1".to_owned(),
                vec!["cost".to_owned()],
                String::new(),
                None
            ),
            (
                "N2".to_owned(),
                vec!["hours".to_owned()],
                String::new(),
                None
            ),
            (
                "N1".to_owned(),
                vec!["value".to_owned(), "cost".to_owned()],
                "at our own cost".to_owned(),
                Some((30, 45)),
            ),
        ]
    );
    assert_eq!(
        taggings(&review, "ben"),
        [
            (
                "N3".to_owned(),
                vec!["value".to_owned()],
                "well worth the while of everyone".to_owned(),
                Some((7, 39))
            ),
            ("x3".to_owned(), vec![], String::new(), None),
        ]
    );
    let again = plan(&folder, &incoming).unwrap();
    assert!(again.changes().is_empty(), "{:?}", again.changes());
}

#[test]
fn an_excerpt_lands_at_its_exact_place_or_is_listed() {
    let (_place, folder) = review();
    let excerpt = |text: &str, span| IncomingTag {
        excerpt: text.into(),
        span,
        ..tag("eve", "x", &["cost"])
    };
    let text = "  Kāinga: our own cost, and our own time";
    for (given, wanted) in [
        (excerpt("Kāinga", Some((2, 8))), Some((0, 6))),
        (excerpt(" cost", None), Some((16, 20))),
        (excerpt("", Some((2, 9))), Some((0, 7))),
        // A span that is wrong, of words that stand once.
        (excerpt("time", Some((3, 7))), Some((34, 38))),
        // Words that stand twice, with a span that is wrong, and words that do not stand there.
        (excerpt("our own", Some((0, 7))), None),
        (excerpt("nowhere", None), None),
        (excerpt("", Some((90, 95))), None),
    ] {
        let incoming = Incoming {
            notes: vec![note("x", "m1", text)],
            tags: vec![given.clone()],
            source: "a.csv".into(),
            ..Incoming::default()
        };
        let plan = plan(&folder, &incoming).unwrap();
        let lost = plan
            .landed()
            .not_carried
            .iter()
            .filter(|n| n.kind == "tag")
            .count();
        assert_eq!(lost, usize::from(wanted.is_none()), "{given:?}");
        let tags = plan.changes().iter().find(|c| c.path == "tags/eve.csv");
        let written = tags.and_then(|c| String::from_utf8(c.after.clone().unwrap()).ok());
        match (wanted, written) {
            (Some((start, end)), Some(csv)) => {
                assert!(csv.contains(&format!(",{start},{end},")), "{csv}");
            }
            (None, None) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_text_that_stands_in_several_notes_is_listed_and_not_guessed() {
    let (_place, folder) = review();
    let twice = "text,note_id\nThe same words stand in two notes.,T1\nThe same words stand in two notes.,T2\n";
    fs::write(folder.join("notes/b.csv"), twice).unwrap();
    let incoming = Incoming {
        source: "a.csv".into(),
        notes: vec![note("x", "", "The same words stand in two notes.")],
        tags: vec![tag("ana", "x", &["cost"])],
        ..Incoming::default()
    };
    let plan = plan(&folder, &incoming).unwrap();
    assert!(plan.changes().is_empty());
    let kinds: Vec<&str> = plan
        .landed()
        .not_carried
        .iter()
        .map(|n| n.kind.as_str())
        .collect();
    assert_eq!(kinds, ["note", "tag"]);
}

#[test]
fn nothing_is_written_when_the_review_would_have_errors() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("new");
    let incoming = Incoming {
        source: "a.csv".into(),
        notes: vec![note("x", "", "A NUL \0 in a text.")],
        ..Incoming::default()
    };
    let error = plan(&folder, &incoming).unwrap_err();
    assert!(
        matches!(error, LandError::WouldHaveErrors(_, ref p) if p.has_errors()),
        "{error}"
    );
    assert!(!folder.exists());

    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("thesis.docx"), "mine").unwrap();
    assert!(matches!(
        plan(&folder, &incoming),
        Err(LandError::NotAReview(_))
    ));
}

#[test]
fn a_review_without_tables_gets_only_those_it_needs() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("r");
    fs::create_dir_all(folder.join("notes")).unwrap();
    fs::write(folder.join("review.toml"), "title = \"T\"").unwrap();
    fs::write(
        folder.join("notes/a.csv"),
        "text,themes,engagement_id\nOne.,cost,e1\n",
    )
    .unwrap();
    let incoming = Incoming {
        source: "a.csv".into(),
        themes: vec![theme("c", "Cost", None), theme("new", "New one", None)],
        engagements: vec![IncomingEngagement {
            id: "e2".into(),
            title: Some("Second".into()),
            ..IncomingEngagement::default()
        }],
        notes: vec![note("x", "e2", "Two.")],
        tags: vec![tag("notes", "x", &["c", "new"])],
        ..Incoming::default()
    };
    let landed = plan(&folder, &incoming).unwrap().write().unwrap();
    assert_eq!(
        landed.files,
        ["codebook.csv", "notes/a-2.csv", "tags/notes-2.csv"]
    );
    assert!(
        landed.assumed.iter().any(|a| a.contains("notes-2")),
        "{:?}",
        landed.assumed
    );
    let review = opened(&folder);
    let ids: Vec<&str> = review
        .codebook
        .themes()
        .iter()
        .map(|t| t.id.as_str())
        .collect();
    assert_eq!(ids, ["cost", "new"]);
    assert_eq!(review.engagements.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_landed_is_what_is_opened(
        texts in proptest::collection::vec("[\\PC\n\r\"=+@;,āé😀 ]{1,40}", 1..6),
        labels in proptest::collection::vec("[\\PC;\"]{1,12}", 1..4),
        picks in proptest::collection::vec((0usize..6, 0usize..4, 0usize..2, "[\\PC]{0,8}"), 0..12),
    ) {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("new");
        let mut incoming = Incoming { source: "x.csv".into(), ..Incoming::default() };
        for (i, label) in labels.iter().enumerate() {
            let code = format!("{}-{i}", crate::slug::slug(label));
            incoming.themes.push(theme(&code, label, None));
        }
        for (i, text) in texts.iter().enumerate() {
            incoming.notes.push(note(&format!("n{i}"), "", text));
        }
        for (n, t, coder, memo) in &picks {
            if let (Some(note), Some(theme)) = (incoming.notes.get(*n), incoming.themes.get(*t)) {
                let mut tag = tag(["ana", "B/n"][*coder], &note.id, &[&theme.code]);
                tag.memo.clone_from(memo);
                incoming.tags.push(tag);
            }
        }
        plan(&folder, &incoming).unwrap().write().unwrap();
        let review = opened(&folder);
        let places = review.notes.places.clone();
        let read = review.texts.read(&places).unwrap();
        let got: BTreeMap<String, String> =
            (0..read.len()).map(|i| (review.notes.ids.get(i).to_owned(), read[i].clone())).collect();
        let wanted: BTreeMap<String, String> = incoming
            .notes
            .iter()
            .map(|n| (n.id.clone(), throughline_core::excerpts::text_form(&n.text).into_owned()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        prop_assert_eq!(&got, &wanted);
        let mut said: Vec<(String, String, String)> = Vec::new();
        for t in review.coder_tags.iter().flat_map(|c| &c.taggings) {
            for &theme in &t.themes {
                said.push((
                    review.coder_tags.as_ref().unwrap().coders[usize::from(t.coder)].to_string(),
                    review.notes.ids.get(t.note as usize).to_owned(),
                    review.codebook.theme(theme).id.to_string(),
                ));
            }
        }
        said.sort();
        let mut meant: Vec<(String, String, String)> = incoming
            .tags
            .iter()
            .filter(|t| wanted.contains_key(&t.note))
            .map(|t| (crate::slug::file_stem(&t.coder), t.note.clone(), t.themes[0].clone()))
            .collect();
        meant.sort();
        meant.dedup();
        prop_assert_eq!(said, meant);
        prop_assert!(plan(&folder, &incoming).unwrap().changes().is_empty());
    }
}
