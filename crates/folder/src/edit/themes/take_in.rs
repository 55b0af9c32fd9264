//! Themes of another file taken into the codebook.

use super::matched::Matched;
use super::{ThemeChanges, ThemeEditError, failed, tables};
use crate::edit::cells;
use crate::edit::sheet::Sheet;
use crate::themes::{
    CODE, COLUMNS, DEFINITION, EXCLUDE, FILE, INCLUDE, KEYWORDS, LABEL, PARENT, PHRASE, Themes,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use throughline_core::codebook::{Codebook, CodebookError, Theme, ThemeCode};
use throughline_core::findings::themes_named;
use throughline_core::ids::ThemeId;
use throughline_core::names::name_key;
use throughline_core::problem::{Code, Place, Problem};
use throughline_core::review::Review;
use throughline_ingest::table::{theme_values, values};

/// A theme as another file has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeRow {
    /// Its code; made of its label where the file has none.
    pub code: String,
    /// Its label.
    pub label: String,
    /// The code of its parent; blank at the top.
    pub parent: String,
    /// The label inside a sentence.
    pub phrase: String,
    /// Its definition.
    pub definition: String,
    /// When to use it.
    pub include: String,
    /// When not to.
    pub exclude: String,
    /// Keywords, with `;` between them.
    pub keywords: String,
}

impl ThemeRow {
    fn cell(&self, column: usize) -> &str {
        match column {
            CODE => &self.code,
            LABEL => &self.label,
            PARENT => &self.parent,
            PHRASE => &self.phrase,
            DEFINITION => &self.definition,
            INCLUDE => &self.include,
            EXCLUDE => &self.exclude,
            KEYWORDS => &self.keywords,
            _ => "",
        }
        .trim()
    }
}

/// What a file says of its themes. What it cannot say stays as the codebook has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// Whether its codes are codes of themes here, and not made of labels.
    pub codes: bool,
    /// The columns of codebook.csv that it fills.
    pub columns: Vec<String>,
}

/// How themes are taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeIn {
    /// New themes are added and blank cells filled; what contradicts the codebook stops it all.
    Add,
    /// The file decides where the two differ; themes that it lacks stay.
    Merge,
    /// The file decides, and themes that it lacks go, unless something names them.
    Replace,
}

/// What was planned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TakenIn {
    /// The change of codebook.csv.
    pub planned: ThemeChanges,
    /// Themes that are new.
    pub added: Vec<ThemeId>,
    /// Themes with other cells, and their columns.
    pub changed: Vec<(ThemeId, Vec<&'static str>)>,
    /// Themes that stay as they are.
    pub kept: Vec<ThemeId>,
    /// Themes that go.
    pub removed: Vec<ThemeId>,
}

/// Why a theme cannot be taken in, or left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// The file says something else than the codebook.
    Differs {
        /// The theme.
        theme: ThemeId,
        /// The column.
        column: &'static str,
        /// What stands in the codebook.
        ours: String,
        /// What the file says.
        theirs: String,
    },
    /// The file lacks a theme that notes, tags or findings name.
    InUse {
        /// The theme.
        theme: ThemeId,
        /// Cells of notes and tags that name it.
        cells: usize,
        /// Whether a finding names it.
        finding: bool,
    },
    /// Two themes of the file are one theme here.
    Twice {
        /// The theme.
        theme: ThemeId,
        /// The second label.
        label: String,
    },
}

/// Everything that stops a file from being taken in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conflicts(pub Vec<Conflict>);

/// Plans taking themes into the codebook of a review. A theme of the file is one of the codebook
/// when its code is the same, or, where the file has no codes, its label (rule of counting 5) or
/// else the code made of it.
///
/// # Errors
/// [`ThemeEditError::Conflicts`] with all of them, a parent that does not exist, a circle; nothing
/// is written here.
pub fn take_in(
    folder: &Path,
    review: &Review,
    (rows, carried): (&[ThemeRow], &Carried),
    how: TakeIn,
) -> Result<TakenIn, ThemeEditError> {
    let book = &review.codebook;
    let matched = Matched::of(book, rows, carried)?;
    let path = folder.join(FILE);
    let before = crate::edit::read(&path).map_err(failed(&path))?;
    let begun = before.clone().unwrap_or_else(|| as_a_file(book));
    let mut sheet = Sheet::read(&begun, FILE, &COLUMNS)?;
    let mut taken = TakenIn::default();
    let mut conflicts = matched.twice.clone();
    for (row, id) in rows.iter().zip(&matched.ids) {
        let parent = matched.parent_of(row)?;
        let theme = matched.themes.code(id.as_str());
        if let Some(at) = theme.and_then(|theme| super::book::row(&sheet, book, theme)) {
            let cells = cells_of(row, carried, &parent);
            let columns = settled(&mut sheet, (at, id), cells, how, &mut conflicts);
            if columns.is_empty() {
                taken.kept.push(id.clone());
            } else {
                taken.changed.push((id.clone(), columns));
            }
        } else {
            sheet.add(new_row(row, id, parent));
            taken.added.push(id.clone());
        }
    }
    let met: BTreeSet<&ThemeId> = matched.ids.iter().collect();
    let absent = book
        .themes()
        .iter()
        .filter(|theme| !met.contains(&theme.id));
    if how == TakeIn::Replace {
        let used = used(folder, &matched.themes)?;
        let named: BTreeSet<ThemeCode> = themes_named(&review.findings);
        for theme in absent {
            let Some(code) = book.code(theme.id.as_str()) else {
                continue;
            };
            let cells = used.get(&code).copied().unwrap_or(0);
            let finding = named.contains(&code);
            if cells > 0 || finding {
                conflicts.push(Conflict::InUse {
                    theme: theme.id.clone(),
                    cells,
                    finding,
                });
            } else if let Some(row) = super::book::row(&sheet, book, code) {
                sheet.remove(row);
                taken.removed.push(theme.id.clone());
            }
        }
    } else {
        taken.kept.extend(absent.map(|theme| theme.id.clone()));
    }
    if !conflicts.is_empty() {
        return Err(ThemeEditError::Conflicts(Conflicts(conflicts)));
    }
    if before.is_none() && sheet.is_as_it_was() {
        return Ok(taken);
    }
    let after = sheet.bytes();
    tied(&after)?;
    if before.as_deref() != Some(after.as_slice()) {
        let counts = (sheet.cells, sheet.removed, sheet.added());
        taken.planned.add(FILE, begun, after, counts);
        if let Some(change) = taken.planned.changes.first_mut() {
            change.before = before;
        }
    }
    Ok(taken)
}

/// Settles the cells of a theme that both have; gives the columns that change.
fn settled(
    sheet: &mut Sheet<'_>,
    (at, id): (usize, &ThemeId),
    cells: Vec<(usize, String)>,
    how: TakeIn,
    conflicts: &mut Vec<Conflict>,
) -> Vec<&'static str> {
    let mut columns = Vec::new();
    for (column, theirs) in cells {
        match settle(column, sheet.get(at, column), &theirs, how) {
            Settled::Kept => {}
            Settled::New(new) => {
                columns.push(name(column));
                sheet.set(at, column, &new);
            }
            Settled::Differs => conflicts.push(Conflict::Differs {
                theme: id.clone(),
                column: name(column),
                ours: sheet.get(at, column).to_owned(),
                theirs,
            }),
        }
    }
    columns
}

/// The row of a theme that is new.
fn new_row(row: &ThemeRow, id: &ThemeId, parent: String) -> BTreeMap<usize, String> {
    let all = [LABEL, PHRASE, DEFINITION, INCLUDE, EXCLUDE, KEYWORDS];
    let mut values: BTreeMap<usize, String> = all.map(|c| (c, row.cell(c).to_owned())).into();
    values.insert(CODE, id.to_string());
    values.insert(PARENT, parent);
    values
}

fn name(column: usize) -> &'static str {
    COLUMNS.get(column).map_or("", |c| c.name)
}

/// The cells that a file fills of a theme.
fn cells_of(row: &ThemeRow, carried: &Carried, parent: &str) -> Vec<(usize, String)> {
    let columns = [
        LABEL, PHRASE, PARENT, DEFINITION, INCLUDE, EXCLUDE, KEYWORDS,
    ];
    columns
        .into_iter()
        .filter(|&column| carried.columns.iter().any(|c| c == name(column)))
        .map(|column| match column {
            PARENT => (column, parent.to_owned()),
            _ => (column, row.cell(column).to_owned()),
        })
        .collect()
}

/// What becomes of a cell.
enum Settled {
    Kept,
    New(String),
    Differs,
}

fn settle(column: usize, ours: &str, theirs: &str, how: TakeIn) -> Settled {
    let same = match column {
        LABEL => name_key(ours) == name_key(theirs),
        KEYWORDS => values(ours).eq(values(theirs)),
        _ => folded(ours) == folded(theirs),
    };
    if same {
        return Settled::Kept;
    }
    if column == KEYWORDS && how != TakeIn::Replace {
        let mut all: Vec<&str> = values(ours).collect();
        let new: Vec<&str> = values(theirs).filter(|k| !all.contains(k)).collect();
        if new.is_empty() {
            return Settled::Kept;
        }
        all.extend(new);
        return Settled::New(all.join(";"));
    }
    // A blank parent says that the theme stands at the top; any other blank cell says nothing.
    let says_nothing = theirs.is_empty() && column != PARENT;
    match how {
        TakeIn::Replace => Settled::New(theirs.to_owned()),
        _ if says_nothing => Settled::Kept,
        TakeIn::Merge => Settled::New(theirs.to_owned()),
        TakeIn::Add if ours.is_empty() && column != PARENT => Settled::New(theirs.to_owned()),
        TakeIn::Add => Settled::Differs,
    }
}

/// A text as it is compared: line ends and runs of white space are one space.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The codebook of a review that has no file of it: its themes as notes and tags name them.
fn as_a_file(book: &Codebook) -> Vec<u8> {
    let mut text = COLUMNS.map(|c| c.name).join(",");
    text.push('\n');
    for Theme { id, label, .. } in book.themes() {
        let cells = [cells::written(id.as_str(), b""), cells::written(label, b"")];
        text.push_str(&cells.join(","));
        text.push_str(&",".repeat(COLUMNS.len() - cells.len()));
        text.push('\n');
    }
    text.into_bytes()
}

/// How many cells of notes and tags name each theme.
fn used(folder: &Path, themes: &Themes) -> Result<BTreeMap<ThemeCode, usize>, ThemeEditError> {
    let mut used = BTreeMap::new();
    for table in tables(folder)? {
        let bytes = std::fs::read(&table.path).map_err(failed(&table.path))?;
        cells::rewrite(
            (&bytes, &table.name),
            (table.columns, table.themes),
            &table.renamed,
            &mut |cell| {
                let met: BTreeSet<ThemeCode> = theme_values(cell)
                    .filter_map(|name| themes.code(name))
                    .collect();
                for theme in met {
                    *used.entry(theme).or_default() += 1;
                }
                None
            },
        )?;
    }
    Ok(used)
}

/// Whether the codebook to be is a tree.
fn tied(bytes: &[u8]) -> Result<(), ThemeEditError> {
    let sheet = Sheet::read(bytes, FILE, &COLUMNS)?;
    let rows = 0..sheet.len();
    let flat: Vec<Theme> = rows
        .clone()
        .filter_map(|row| Some(Theme::bare(sheet.get(row, CODE).parse().ok()?)))
        .collect();
    let names = Themes::of(Codebook::new(flat.clone()).unwrap_or_default());
    let mut themes = flat;
    for (row, theme) in rows.zip(&mut themes) {
        let parent = sheet.get(row, PARENT);
        theme.parent = names.code(parent);
        if theme.parent.is_none() && !parent.is_empty() {
            let message = format!(
                "`{}` would stand under `{parent}`, which would be gone",
                theme.id
            );
            let problem = Problem::new(Code::UnknownTheme, Place::file(FILE), message);
            return Err(problem
                .help("give the file its parent, or move it first")
                .into());
        }
    }
    match Codebook::new(themes) {
        Ok(_) => Ok(()),
        Err(error) => {
            let code = match error {
                CodebookError::Duplicate { .. } => Code::DuplicateId,
                CodebookError::Cycle { .. } | CodebookError::DanglingParent { .. } => {
                    Code::ThemeCycle
                }
            };
            let place = Place::file(FILE);
            Err(Problem::new(code, place, format!("taken in, {error}")).into())
        }
    }
}
