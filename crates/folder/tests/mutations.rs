//! A sound review with a few bytes of one file changed: whatever they are, nothing panics, a
//! review that does not open says why, and one that opens accounts for every row.

use proptest::prelude::*;
use std::path::Path;
use throughline_folder::{OpenOptions, open};

const FILES: [&str; 9] = [
    "review.toml",
    "findings.toml",
    "organisations.csv",
    "engagements.csv",
    "codebook.csv",
    "notes/a.csv",
    "tags/kim.csv",
    "quotes-read.csv",
    "findings.lock",
];

fn sound() -> Vec<(&'static str, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sound");
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    FILES.iter().map(|name| (*name, read(name))).collect()
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        any::<u8>(),
        proptest::sample::select(b"\"\n\r,;=[]{}.'#\\ aN1-".to_vec()),
    ];
    proptest::collection::vec(byte, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn nothing_panics_and_nothing_vanishes(
        file in 0..FILES.len(),
        at in any::<proptest::sample::Index>(),
        gone in 0usize..8,
        put in bytes(),
        reject_rows: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        for (i, (name, mut content)) in sound().into_iter().enumerate() {
            if i == file {
                let from = at.index(content.len());
                let to = content.len().min(from + gone);
                content.splice(from..to, put.iter().copied());
            }
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        let options = OpenOptions { reject_rows, ..OpenOptions::default() };
        let opened = open(folder.path(), &options).unwrap();
        prop_assert_eq!(opened.review.is_none(), opened.problems.has_errors());
        if let Some(review) = opened.review {
            prop_assert_eq!(review.ledger_rows().count() as u64, review.ledger.rows);
            prop_assert_eq!(review.texts.read(&review.notes.places).unwrap().len(), review.notes.len());
        }
    }
}
