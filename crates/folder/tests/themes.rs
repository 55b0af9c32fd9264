//! Random reviews whose themes are merged and renamed: what is counted afterwards is what comes of
//! putting one theme for another in memory, and a name changed there and back leaves every byte as
//! it was.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use throughline_core::codebook::{Codebook, ThemeCode};
use throughline_core::review::Review;
use throughline_folder::edit::themes::{ThemeEdit, plan};
use throughline_folder::{OpenOptions, open};

const IDS: [&str; 6] = ["a", "b", "c-c", "d d", "e", "f"];

/// A review on its way to files.
#[derive(Debug, Clone)]
struct Drawn {
    /// The parent of each theme: one before it, or none.
    parents: Vec<Option<usize>>,
    listed: bool,
    /// Cells of the notes, and of two coders.
    notes: Vec<String>,
    tags: Vec<Vec<(usize, String)>>,
    /// Lists of the findings.
    findings: Vec<(Vec<usize>, Vec<usize>, bool)>,
    form: (bool, bool, bool),
}

/// A cell of themes as people write them.
fn cell() -> impl Strategy<Value = String> {
    let name = (0..IDS.len(), 0..3u8).prop_map(|(i, space)| match space {
        0 => IDS[i].to_owned(),
        1 => format!(" {}", IDS[i]),
        _ => format!("{} ", IDS[i]),
    });
    let part = prop_oneof![8 => name, 1 => Just(String::new()), 1 => Just(" ".to_owned())];
    proptest::collection::vec(part, 0..4).prop_map(|parts| parts.join(";"))
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let parents = (0..IDS.len())
        .map(|i| proptest::option::of(0..i.max(1)).prop_map(move |p| p.filter(|_| i > 0)))
        .collect::<Vec<_>>();
    let lists = || proptest::collection::vec(0..IDS.len(), 0..4);
    (
        parents,
        any::<bool>(),
        proptest::collection::vec(cell(), 1..8),
        proptest::collection::vec(proptest::collection::vec((0..8usize, cell()), 0..6), 0..3),
        proptest::collection::vec((lists(), lists(), any::<bool>()), 0..3),
        any::<(bool, bool, bool)>(),
    )
        .prop_map(|(parents, listed, notes, tags, findings, form)| Drawn {
            parents,
            listed,
            notes,
            tags,
            findings,
            form,
        })
}

impl Drawn {
    fn write(&self, folder: &Path) {
        let (mark, crlf, quoted) = self.form;
        let form = |text: String| {
            let text = if crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            };
            if mark {
                format!("\u{feff}{text}")
            } else {
                text
            }
        };
        let write = |name: &str, text: String| {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, form(text)).unwrap();
        };
        let cell = |cell: &str| {
            if quoted {
                format!("\"{cell}\"")
            } else {
                cell.to_owned()
            }
        };
        std::fs::write(folder.join("review.toml"), "title = \"Drawn\"\n").unwrap();
        if self.listed {
            let mut book = "parent,code,label,colour\n\n".to_owned();
            for (id, parent) in IDS.iter().zip(&self.parents) {
                let parent = parent.map_or("", |p| IDS[p]);
                book += &format!("{},{id},Label {id},red\n", cell(parent));
            }
            write("codebook.csv", book);
        }
        let mut notes = "text,note_id,themes\n".to_owned();
        for (n, themes) in self.notes.iter().enumerate() {
            notes += &format!("\"Note, {n}\",n{n},{}\n\n", cell(themes));
        }
        write("notes/n.csv", notes);
        for (coder, rows) in self.tags.iter().enumerate() {
            let mut tags = "note_id,memo,themes\n".to_owned();
            for (note, themes) in rows {
                let note = note % self.notes.len();
                tags += &format!("n{note},a \"b\" c,{}\n", cell(themes));
            }
            write(&format!("tags/coder{coder}.csv"), tags);
        }
        let quotes = |list: &[usize]| {
            let names: Vec<_> = list.iter().map(|&i| format!("\"{}\"", IDS[i])).collect();
            names.join(", ")
        };
        let mut findings = "# Drawn\n".to_owned();
        for (n, (themes, asked, many)) in self.findings.iter().enumerate() {
            findings += &format!(
                "[[finding]]\nid = \"f{n}\"\nstatement = \"Some.\" # said\nthemes = [{}]\n",
                quotes(themes)
            );
            if *many {
                findings += &format!(
                    "  [[finding.claim]]\n  phrase = \"Some\"\n  themes = {{ any = [{}], none = [\n # no\n{}] }}\n",
                    quotes(asked),
                    quotes(themes)
                );
            }
        }
        if self.listed {
            write("findings.toml", findings);
        }
    }
}

fn read(folder: &Path) -> Review {
    let opened = open(folder, &OpenOptions::default()).unwrap();
    opened
        .review
        .unwrap_or_else(|| panic!("{:?}", opened.problems))
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Own themes of each note by id, by note.
fn own(review: &Review) -> Vec<BTreeSet<String>> {
    let name = |theme: ThemeCode| review.codebook.theme(theme).id.to_string();
    let of = |n: u32| {
        review
            .notes
            .tags
            .get(n as usize)
            .iter()
            .map(|t| name(t.theme))
            .collect()
    };
    review.notes.indices().map(of).collect()
}

/// The notes that carry a theme or one beneath it.
fn beneath(review: &Review, id: &str) -> BTreeSet<u32> {
    let Some(theme) = review.codebook.code(id) else {
        return BTreeSet::new();
    };
    let carries = |n: &u32| {
        let mut tags = review.notes.tags.get(*n as usize).iter();
        tags.any(|t| review.codebook.lineage(t.theme).any(|above| above == theme))
    };
    review.notes.indices().filter(carries).collect()
}

fn code(book: &Codebook, index: usize) -> Option<ThemeCode> {
    book.code(IDS[index])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_merge_counts_what_substitution_counts(
        drawn in drawn(),
        from in proptest::collection::btree_set(0..IDS.len(), 1..4),
        into in 0..IDS.len(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        drawn.write(folder.path());
        let before = read(folder.path());
        let book = &before.codebook;
        let from: Vec<usize> = from.into_iter().filter(|f| *f != into).collect();
        let codes: Vec<ThemeCode> = from.iter().filter_map(|&f| code(book, f)).collect();
        let Some(target) = code(book, into) else { return Ok(()) };
        let edit = ThemeEdit::Merge { from: codes.clone(), into: target };
        let planned = plan(folder.path(), &before, &edit).unwrap();
        planned.make(folder.path()).unwrap();
        let after = read(folder.path());

        let substituted: Vec<BTreeSet<String>> = own(&before)
            .into_iter()
            .map(|themes| {
                let to = |t: String| if from.iter().any(|&f| IDS[f] == t) { IDS[into].to_owned() } else { t };
                themes.into_iter().map(to).collect()
            })
            .collect();
        prop_assert_eq!(own(&after), substituted);
        let above: Vec<ThemeCode> = book.lineage(target).collect();
        if drawn.listed && !codes.iter().any(|c| above.contains(c)) {
            let mut union = beneath(&before, IDS[into]);
            for &f in &from {
                union.extend(beneath(&before, IDS[f]));
            }
            prop_assert_eq!(beneath(&after, IDS[into]), union);
        }
        for &f in &from {
            prop_assert!(after.codebook.code(IDS[f]).is_none());
        }
        // Nothing is left to merge.
        let left = after.codebook.themes().len();
        prop_assert_eq!(left, book.len() - codes.len());
    }

    #[test]
    fn a_name_changed_there_and_back_leaves_every_byte(drawn in drawn(), which in 0..IDS.len()) {
        let folder = tempfile::tempdir().unwrap();
        drawn.write(folder.path());
        let before = files(folder.path());
        let first = read(folder.path());
        let Some(theme) = code(&first.codebook, which) else { return Ok(()) };
        let rename = |review: &Review, theme, to: &str| {
            let edit = ThemeEdit::Rename { theme, to: to.parse().unwrap(), label: None };
            plan(folder.path(), review, &edit).unwrap().make(folder.path()).unwrap();
        };
        rename(&first, theme, "z");
        let renamed = read(folder.path());
        let to = |t: String| if t == IDS[which] { "z".to_owned() } else { t };
        let expected: Vec<BTreeSet<String>> =
            own(&first).into_iter().map(|themes| themes.into_iter().map(to).collect()).collect();
        prop_assert_eq!(own(&renamed), expected);
        prop_assert!(renamed.codebook.code(IDS[which]).is_none());
        let theme = renamed.codebook.code("z").unwrap();
        rename(&renamed, theme, IDS[which]);
        prop_assert_eq!(files(folder.path()), before);
    }
}
