//! Taguette's codebook CSV.
//!
//! Taguette up to 1.5 writes `tag,description,number of highlights`; later versions have `parent`
//! between the first two (`taguette/export.py`). It reads a name from `tag`, `name` or `path`, in any
//! case, and passes over the number (`taguette/import_codebook.py`). Its tags are a flat list; those who
//! use it write a tree as `a.b`.
//!
//! Read: with a `parent` column the tree is what that says, and a name loses its parent's name and
//! the dot. Without one a dot after the name of another tag parts a theme from its parent, and so does
//! one between two characters, unless both are digits or the name is prose (“v1.5”, “e.g. money”); a
//! parent without a row of its own is made.
//! Names become labels; codes are made of them.
//!
//! Written: the labels of a theme and those above it with dots between, the name of the parent, the
//! definition, and how many notes carry the theme itself.

use super::{CodebookFile, cell, with};
use crate::NotCarried;
use crate::incoming::{Incoming, IncomingTheme};
use crate::slug::{Taken, slug};
use std::collections::BTreeMap;
use throughline_core::codebook::{Codebook, ThemeCode};
use throughline_core::formulas::neutralised;
use throughline_core::problem::{Code, Place, Problem, Problems, did_you_mean};
use throughline_folder::edit::themes::Carried;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Column;
use throughline_ingest::table::{Table, TableRow};

/// What the column of names may be called.
pub(super) const NAMES: [&str; 3] = ["tag", "name", "path"];

const COLUMNS: [&str; 6] = [
    "tag",
    "name",
    "path",
    "parent",
    "description",
    "number of highlights",
];
const PARENT: usize = 3;
const DESCRIPTION: usize = 4;
const HIGHLIGHTS: usize = 5;

/// A tag as it is read.
struct Tag {
    name: String,
    parent: String,
    description: String,
    place: Place,
}

/// Reads it.
pub(super) fn read(text: &str, file: &str, problems: &mut Problems) -> Option<CodebookFile> {
    // A header's names are compared with a hyphen or a space as an underscore.
    let columns = COLUMNS.map(|name| Column {
        name: if name == "number of highlights" {
            "number_of_highlights"
        } else {
            name
        },
        required: false,
    });
    let mut faults = Faults::new(false);
    let mut tags = Vec::new();
    let (mut has_parent, mut has_description) = (false, false);
    let (mut two_names, mut highlights) = (None, 0u64);
    let table = Table::of_bytes(text.as_bytes().to_vec(), file, &columns, &mut faults);
    if let Some(table) = &table {
        table.for_each(&mut faults, |row, faults| {
            let named: Vec<usize> = (0..NAMES.len()).filter(|&c| row.has(c)).collect();
            if let [_, second, ..] = named[..] {
                two_names = Some(row.place(second));
            }
            (has_parent, has_description) = (row.has(PARENT), row.has(DESCRIPTION));
            highlights += row.cell(HIGHLIGHTS).parse::<u64>().unwrap_or(0);
            tags.extend(tag(row, named.first().copied().unwrap_or(0), faults));
        });
    }
    problems.append(faults.finish().0);
    table?;
    if let Some(place) = two_names {
        let message = "more than one of `tag`, `name` and `path` is there";
        let problem = Problem::new(Code::DuplicateColumn, Place::file(place.file), message);
        problems.push(problem.help("keep the column that holds the names of the tags"));
        return None;
    }
    let mut tree = Tree::default();
    for tag in &tags {
        tree.add(tag, has_parent, &tags, problems);
    }
    let mut columns = vec!["label".to_owned()];
    columns.extend(tree.is_one.then(|| "parent".to_owned()));
    columns.extend(has_description.then(|| "definition".to_owned()));
    let mut not_carried = Vec::new();
    if highlights > 0 {
        not_carried.push(NotCarried {
            kind: "number of highlights".into(),
            which: format!("{highlights} in all"),
            why: "a codebook has no notes; import Taguette's highlights for them".into(),
        });
    }
    Some(CodebookFile {
        carried: Carried {
            codes: false,
            columns,
        },
        incoming: Incoming {
            themes: tree.parents_first(),
            assumed: tree.assumed,
            not_carried,
            ..Incoming::default()
        },
    })
}

fn tag(row: &TableRow<'_>, name: usize, faults: &mut Faults) -> Option<Tag> {
    let found = cell(&row.cell(name));
    if found.is_empty() {
        let problem = Problem::new(Code::BadId, row.place(name), "the tag has no name");
        faults.push(problem.help("name it, or remove its row"));
        return None;
    }
    Some(Tag {
        name: found,
        parent: cell(&row.cell(PARENT)),
        description: cell(&row.cell(DESCRIPTION)),
        place: row.place(name),
    })
}

/// Themes by the whole names of their tags.
#[derive(Default)]
struct Tree {
    themes: Vec<IncomingTheme>,
    by_name: BTreeMap<String, usize>,
    taken: Taken,
    /// Whether some theme has a parent.
    is_one: bool,
    assumed: Vec<String>,
}

impl Tree {
    fn add(&mut self, tag: &Tag, has_parent: bool, tags: &[Tag], problems: &mut Problems) {
        if !tag.parent.is_empty() && !tags.iter().any(|other| other.name == tag.parent) {
            let message = format!("the parent `{}` is no tag of the file", tag.parent);
            let problem = Problem::new(Code::UnknownTheme, tag.place.clone(), message);
            let near = did_you_mean(&tag.parent, tags.iter().map(|t| t.name.as_str()));
            problems.push(match near {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help("leave its parent blank, or add a row for the parent"),
            });
            return;
        }
        let index = if has_parent {
            let above = Some(tag.parent.as_str()).filter(|p| !p.is_empty());
            self.named(&tag.name, above, tags)
        } else {
            self.of_path(&tag.name, tags)
        };
        if let Some(theme) = self.themes.get_mut(index) {
            if theme.definition.is_empty() {
                theme.definition.clone_from(&tag.description);
            } else if !tag.description.is_empty() && theme.definition != tag.description {
                let message = format!("the tag `{}` stands twice", tag.name);
                problems.push(Problem::new(Code::DuplicateId, tag.place.clone(), message));
            }
        }
    }

    /// The theme of a name whose parent is said.
    fn named(&mut self, name: &str, above: Option<&str>, tags: &[Tag]) -> usize {
        if let Some(&index) = self.by_name.get(name) {
            return index;
        }
        let label = above.and_then(|above| name.strip_prefix(above)?.strip_prefix('.'));
        let index = self.new_theme(name, label.unwrap_or(name).trim());
        if let Some(above) = above {
            let over = tags.iter().find(|tag| tag.name == above);
            let over = over
                .map(|tag| tag.parent.as_str())
                .filter(|p| !p.is_empty());
            let parent = self.named(above, over, tags);
            self.under(index, parent);
        }
        index
    }

    /// The theme of a path with dots between its names.
    fn of_path(&mut self, name: &str, tags: &[Tag]) -> usize {
        if let Some(&index) = self.by_name.get(name) {
            return index;
        }
        let Some(at) = last_dot(name, tags) else {
            return self.new_theme(name, name);
        };
        let (above, label) = (name.get(..at).unwrap_or_default(), name.get(at + 1..));
        if !self.by_name.contains_key(above) && !tags.iter().any(|tag| tag.name == above) {
            self.assumed.push(format!(
                "`{above}` has no row of its own; it was made a theme"
            ));
        }
        let parent = self.of_path(above, tags);
        let index = self.new_theme(name, label.unwrap_or(name));
        self.under(index, parent);
        index
    }

    fn new_theme(&mut self, name: &str, label: &str) -> usize {
        let index = self.themes.len();
        self.themes.push(IncomingTheme {
            code: self.taken.free(&slug(label)),
            label: label.to_owned(),
            ..IncomingTheme::default()
        });
        self.by_name.insert(name.to_owned(), index);
        index
    }

    fn under(&mut self, index: usize, parent: usize) {
        self.is_one = true;
        let code = self.themes.get(parent).map(|theme| theme.code.clone());
        if let Some(theme) = self.themes.get_mut(index) {
            theme.parent = code;
        }
    }

    /// The themes, each after those above it, otherwise in order of the file. Of a circle none comes
    /// first: taking them in says so.
    fn parents_first(&self) -> Vec<IncomingTheme> {
        let by_code = |code: &String| self.themes.iter().position(|t| t.code == *code);
        let mut order: Vec<usize> = Vec::new();
        for index in 0..self.themes.len() {
            let mut up = Vec::new();
            let mut at = Some(index);
            while let Some(here) = at.filter(|i| !order.contains(i) && !up.contains(i)) {
                up.push(here);
                let parent = self.themes.get(here).and_then(|t| t.parent.as_ref());
                at = parent.and_then(by_code);
            }
            order.extend(up.into_iter().rev());
        }
        let themes = order
            .into_iter()
            .filter_map(|i| self.themes.get(i).cloned());
        themes.collect()
    }
}

/// The last dot that parts a name from its parent's: one after the name of another tag; else, where
/// no dot of the name stands beside white space as in prose, one between two characters that are not
/// both digits.
fn last_dot(name: &str, tags: &[Tag]) -> Option<usize> {
    let around = |at: usize| {
        let before = name.get(..at).and_then(|s| s.chars().next_back());
        before.zip(name.get(at + 1..).and_then(|s| s.chars().next()))
    };
    let dots = || name.match_indices('.').map(|(at, _)| at);
    let after_a_tag = |&at: &usize| {
        let above = name.get(..at).unwrap_or_default();
        around(at).is_some() && tags.iter().any(|tag| tag.name == above)
    };
    let in_prose = |at| {
        around(at).is_some_and(|(before, after)| before.is_whitespace() || after.is_whitespace())
    };
    let parts = |&at: &usize| {
        around(at).is_some_and(|(before, after)| {
            let digits = before.is_ascii_digit() && after.is_ascii_digit();
            !digits && before != '.' && after != '.'
        })
    };
    let prose = dots().any(in_prose);
    let plain = || dots().rfind(parts).filter(|_| !prose);
    dots().rfind(after_a_tag).or_else(plain)
}

/// The bytes of Taguette's codebook CSV, `\r\n` at the end of each line as Python writes it, and what
/// it has no place for. `notes` gives how many notes carry a theme itself.
#[must_use]
pub fn write(book: &Codebook, notes: impl Fn(ThemeCode) -> u32) -> (Vec<u8>, Vec<NotCarried>) {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let path = |theme: ThemeCode| {
        let lineage: Vec<ThemeCode> = book.lineage(theme).collect();
        let labels = lineage.iter().rev().map(|&t| book.theme(t).label.as_str());
        labels.collect::<Vec<_>>().join(".")
    };
    // Writing to memory does not fail.
    let _ = writer.write_record(["tag", "parent", "description", "number of highlights"]);
    for (code, theme) in (0..).zip(book.themes()) {
        let parent = theme.parent.map(path).unwrap_or_default();
        let cells = [
            path(code),
            parent,
            theme.definition.clone(),
            notes(code).to_string(),
        ];
        let _ = writer.write_record(cells.map(|c| neutralised(&c).into_owned()));
    }
    let themes = book.themes();
    let lists = [
        ("when to use it", with(themes, |t| !t.include.is_empty())),
        (
            "when not to use it",
            with(themes, |t| !t.exclude.is_empty()),
        ),
        ("keywords", with(themes, |t| !t.keywords.is_empty())),
        ("phrase", with(themes, |t| t.phrase.is_some())),
    ];
    let kept = lists.into_iter().filter(|(_, ids)| !ids.is_empty());
    let mut not_carried: Vec<NotCarried> = kept
        .map(|(kind, ids)| NotCarried {
            kind: kind.into(),
            which: ids.join(", "),
            why: "Taguette has a name and a description of each tag".into(),
        })
        .collect();
    let coded = with(themes, |t| slug(&t.label) != t.id.as_str());
    if !coded.is_empty() {
        not_carried.push(NotCarried {
            kind: "code".into(),
            which: coded.join(", "),
            why: "Taguette has names alone; on the way back a theme is found by its label".into(),
        });
    }
    (writer.into_inner().unwrap_or_default(), not_carried)
}
