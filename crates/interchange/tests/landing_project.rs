//! A review goes out as a REFI-QDA project and lands as a new review: what is counted is the same, and
//! landing in the review it came from changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use throughline_core::review::Review;
use throughline_folder::{OpenOptions, open};
use throughline_interchange::import::{self, read};
use throughline_interchange::landing;
use throughline_interchange::refi::{Options, write_project};

fn opened(folder: &Path) -> Review {
    let opened = open(folder, &OpenOptions::default()).unwrap();
    opened
        .review
        .unwrap_or_else(|| panic!("{:?}", opened.problems))
}

/// What is counted of a note: its text, engagement, organisations, part, question, and themes with
/// their stances.
type Counted = (
    String,
    String,
    BTreeSet<String>,
    String,
    String,
    BTreeSet<String>,
);

fn counted(review: &Review) -> BTreeMap<String, Counted> {
    let notes = &review.notes;
    let texts = review.texts.read(&notes.places).unwrap();
    let name = |list: Option<&str>| list.unwrap_or("").to_owned();
    (0..notes.len())
        .map(|row| {
            let engagement = review.engagements.get(notes.engagement[row] as usize);
            let part = review.parts.get(notes.part[row] as usize);
            let question = review.questions.get(notes.question[row] as usize);
            let organisations = notes.organisations.get(row).iter();
            let tags = notes.tags.get(row).iter();
            let counted = (
                texts[row].clone(),
                name(engagement.map(|e| e.id.as_str())),
                organisations
                    .map(|&o| review.organisations[o as usize].name.clone())
                    .collect(),
                name(part.map(|p| p.id.as_str())),
                name(question.map(|q| q.id.as_str())),
                tags.map(|t| format!("{} {}", review.codebook.theme(t.theme).id, t.stance))
                    .collect(),
            );
            (notes.ids.get(row).to_owned(), counted)
        })
        .collect()
}

#[test]
fn the_first_review_lands_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/ogp-2023");
    let review = opened(&folder);
    let written = write_project(&review, &Options::default()).unwrap();
    let reading = read(&written.bytes, "ogp.qdpx", &import::Options::default());
    let incoming = reading.incoming.unwrap();

    let again = landing::plan(&folder, &incoming).unwrap();
    let changed: Vec<&str> = again.changes().iter().map(|c| c.path.as_str()).collect();
    assert!(changed.is_empty(), "{changed:?}");

    let place = tempfile::tempdir().unwrap();
    let new = place.path().join("new");
    landing::plan(&new, &incoming).unwrap().write().unwrap();
    // A project has no counting policy; the export lists it.
    let settings = std::fs::read_to_string(new.join("review.toml")).unwrap();
    let settings = format!("{settings}\n[counting]\ncoders = \"coder:notes\"\n");
    std::fs::write(new.join("review.toml"), settings).unwrap();
    let back = opened(&new);
    assert_eq!(back.about.title, review.about.title);
    assert_eq!(counted(&back), counted(&review));
    let themes = |r: &Review| -> BTreeMap<String, (String, String)> {
        let list = r.codebook.themes().iter();
        list.map(|t| (t.id.to_string(), (t.label.clone(), t.definition.clone())))
            .collect()
    };
    assert_eq!(themes(&back), themes(&review));
    let names = |r: &Review| -> BTreeSet<(String, Option<String>)> {
        r.organisations
            .iter()
            .map(|o| (o.name.clone(), o.letter.clone()))
            .collect()
    };
    assert_eq!(names(&back), names(&review));
}
