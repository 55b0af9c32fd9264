//! `codebook.csv`, or else the themes that notes and tags name.

mod tied;

use crate::cells::CellFault;
use crate::organisations::{optional, required};
use crate::parts::stands_twice;
use crate::separators::{SIGNS, Separators, theme_key};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::io;
use std::path::Path;
use throughline_core::codebook::{Codebook, Theme, ThemeCode};
use throughline_core::ids::ThemeId;
use throughline_core::notes::Lists;
use throughline_core::problem::{Code, Place, Problem, did_you_mean};
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Column;
use throughline_ingest::notes::THEMES;
use throughline_ingest::prepared::ThemeSeparator;
use throughline_ingest::table::{Table, TableRow};

/// Its name in a review folder.
pub const FILE: &str = "codebook.csv";

pub(crate) const COLUMNS: [Column; 8] = [
    required("code"),
    required("label"),
    optional("phrase"),
    optional("parent"),
    optional("definition"),
    optional("include"),
    optional("exclude"),
    optional("keywords"),
];
pub(crate) const CODE: usize = 0;
pub(crate) const LABEL: usize = 1;
pub(crate) const PHRASE: usize = 2;
pub(crate) const PARENT: usize = 3;
pub(crate) const DEFINITION: usize = 4;
pub(crate) const INCLUDE: usize = 5;
pub(crate) const EXCLUDE: usize = 6;
pub(crate) const KEYWORDS: usize = 7;

/// Themes that a note may carry. What is counted of pairs of themes grows with the square of it.
pub const MOST_OF_A_NOTE: usize = 500;

/// The themes that may be named, or all that are.
#[derive(Debug, Default)]
pub struct Themes {
    book: Codebook,
    /// Codes by their name, and then by their label, as names match (rule of counting 5).
    folded: HashMap<String, ThemeCode>,
    /// Whether codebook.csv says which there are.
    listed: bool,
    /// How lists of themes are written, where it does not.
    separators: Separators,
    /// What review.toml says of that.
    said: Option<ThemeSeparator>,
    /// Spellings that are counted as another, which was met first.
    spellings: Vec<(String, String)>,
}

/// A row of the codebook on its way to a theme.
struct Entry {
    theme: Theme,
    parent: String,
    code_place: Place,
    parent_place: Place,
}

impl Themes {
    /// Reads codebook.csv of a review folder, if there is one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(folder: &Path, faults: &mut Faults) -> io::Result<Self> {
        let Some(table) = Table::read_if_there(folder, FILE, &COLUMNS, faults)? else {
            return Ok(Self::default());
        };
        let mut entries: Vec<Entry> = Vec::new();
        let mut ids = HashSet::new();
        table.for_each(faults, |row, faults| {
            let Some(entry) = entry(row, faults) else {
                return;
            };
            if ids.insert(entry.theme.id.clone()) {
                entries.push(entry);
            } else {
                let id = entry.theme.id.as_str();
                faults.push(stands_twice("theme", id, entry.code_place));
            }
        });
        let mut found = Self::of(tied::tied(entries, faults));
        found.listed = true;
        Ok(found)
    }

    /// Takes in what review.toml says of lists of themes.
    pub fn take_separator(&mut self, said: Option<ThemeSeparator>) {
        self.said = said;
    }

    /// The themes that notes and tags name, in byte order, where there is no codebook. `has_lists` says
    /// whether cells have several with `;` between them.
    pub fn take_met<'a>(&mut self, met: impl Iterator<Item = &'a str>, has_lists: bool) {
        if self.listed {
            return;
        }
        let words: Vec<&str> = met.collect();
        let said = self.said;
        let separators = Separators::find(&words, has_lists, said);
        let mut first: HashMap<String, &str> = HashMap::new();
        let (mut ids, mut others) = (BTreeSet::new(), BTreeSet::new());
        let mut spellings = Vec::new();
        for piece in words.iter().flat_map(|word| separators.pieces(word)) {
            let Ok(id) = piece.parse::<ThemeId>() else {
                continue;
            };
            let shown = *first.entry(theme_key(piece)).or_insert(piece);
            if shown == piece {
                ids.insert(id);
            } else if others.insert(piece) {
                spellings.push((piece.to_owned(), shown.to_owned()));
            }
        }
        let themes = ids.into_iter().map(Theme::bare).collect();
        *self = Self {
            separators,
            said,
            spellings,
            ..Self::of(Codebook::new(themes).unwrap_or_default())
        };
    }

    /// Spellings that are counted as another, and that one.
    pub fn spellings(&self) -> &[(String, String)] {
        &self.spellings
    }

    /// Whether review.toml says what stands between themes.
    pub fn separator_is_said(&self) -> bool {
        self.said.is_some()
    }

    /// What a word of a cell is read as where there is no codebook.
    pub fn pieces<'w>(&self, word: &'w str) -> Vec<&'w str> {
        self.separators.pieces(word)
    }

    /// The codebook, or what stands for it.
    pub fn book(&self) -> &Codebook {
        &self.book
    }

    /// A codebook with its names in any case.
    pub fn of(book: Codebook) -> Self {
        let mut folded = HashMap::new();
        // A code is one before it is another theme's label.
        for (code, theme) in (0..).zip(book.themes()) {
            folded.entry(theme_key(theme.id.as_str())).or_insert(code);
        }
        for (code, theme) in (0..).zip(book.themes()) {
            folded.entry(theme_key(&theme.label)).or_insert(code);
        }
        Self {
            book,
            folded,
            ..Self::default()
        }
    }

    /// Looks at a theme that a note or a tag names; with `advice`, says what may be meant.
    pub fn check(&self, id: &str, advice: bool) -> Option<CellFault> {
        let problem = if self.listed {
            let unknown = self.codes(id).is_empty();
            unknown.then(|| self.unknown_in(id, advice))
        } else {
            let error = id.parse::<ThemeId>().err();
            error.map(|e| Problem::new(Code::BadId, Place::default(), e.to_string()))
        };
        problem.map(|p| CellFault::new(THEMES, p))
    }

    /// The code of a theme: as written, in another case, with other blanks, `_` or `-`, or by its label.
    pub fn code(&self, id: &str) -> Option<ThemeCode> {
        let as_written = self.book.code(id);
        as_written.or_else(|| self.folded.get(&theme_key(id)).copied())
    }

    /// The codes of what a cell names: of a theme, or of several that another separator than `;`
    /// stands between, when the codebook knows every one of them.
    pub fn codes(&self, cell: &str) -> Vec<ThemeCode> {
        if let Some(code) = self.code(cell) {
            return vec![code];
        }
        if !self.listed {
            let pieces = self.separators.pieces(cell).into_iter();
            return pieces.filter_map(|p| self.code(p)).collect();
        }
        let codes: Option<Vec<ThemeCode>> = self.parts(cell).map(|p| self.code(p)).collect();
        codes.unwrap_or_default()
    }

    /// The codes of each of some cells.
    pub fn codes_of<'a>(&self, cells: impl Iterator<Item = &'a str>) -> Lists<ThemeCode> {
        let mut lists = Lists::default();
        for cell in cells {
            lists.push(self.codes(cell));
        }
        lists
    }

    /// Says which theme of a cell there is not.
    fn unknown_in(&self, cell: &str, advice: bool) -> Problem {
        let unknown: Vec<&str> = self
            .parts(cell)
            .filter(|p| self.code(p).is_none())
            .collect();
        match unknown.as_slice() {
            [one] if *one != cell => {
                let problem = self.unknown(one, advice, Place::default());
                problem.saying(format!("unknown theme `{one}` in `{cell}`"))
            }
            _ => self.unknown(cell, advice, Place::default()),
        }
    }

    /// What stands between the separators that some write instead of `;`, or that review.toml names.
    fn parts<'c>(&self, cell: &'c str) -> impl Iterator<Item = &'c str> {
        let said = self.said.map(ThemeSeparator::character);
        let parts = cell.split(move |c| match said {
            Some(sign) => sign == Some(c),
            None => SIGNS.contains(&c),
        });
        parts.map(str::trim).filter(|p| !p.is_empty())
    }

    /// Whether codebook.csv says which themes there are.
    pub fn is_listed(&self) -> bool {
        self.listed
    }

    /// The code of a theme as the codebook writes it, by its code or its label.
    pub fn named(&self, name: &str) -> Option<String> {
        let themes = self.book.themes();
        let theme = themes.get(self.code(name)? as usize)?;
        Some(theme.id.as_str().to_owned())
    }

    /// Says that there is no such theme.
    pub fn unknown(&self, id: &str, advice: bool, place: Place) -> Problem {
        let problem = Problem::new(Code::UnknownTheme, place, format!("unknown theme `{id}`"));
        if !advice {
            return problem;
        }
        let ids = self.book.themes().iter().map(|t| t.id.as_str());
        match did_you_mean(id, ids) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None if self.listed => {
                problem.help(format!("add it to {FILE}, or use one of its codes"))
            }
            None => problem.help("no note carries it"),
        }
    }

    /// The codebook, for the review.
    pub fn into_book(self) -> Codebook {
        self.book
    }
}

fn entry(row: &TableRow<'_>, faults: &mut Faults) -> Option<Entry> {
    let id: ThemeId = match row.cell(CODE).parse() {
        Ok(id) => id,
        Err(error) => {
            let error: throughline_core::ids::IdError = error;
            faults.push(Problem::new(
                Code::BadId,
                row.place(CODE),
                error.to_string(),
            ));
            return None;
        }
    };
    let mut theme = Theme::bare(id);
    if let Some(label) = row.text(LABEL) {
        theme.label = label;
    } else {
        let message = format!("the theme `{}` has no label", theme.id);
        faults.push(Problem::new(Code::BadValue, row.place(LABEL), message));
    }
    theme.phrase = row.text(PHRASE);
    theme.definition = row.cell(DEFINITION).into_owned();
    theme.include = row.cell(INCLUDE).into_owned();
    theme.exclude = row.cell(EXCLUDE).into_owned();
    theme.keywords = row.values(KEYWORDS);
    Some(Entry {
        theme,
        parent: row.cell(PARENT).into_owned(),
        code_place: row.place(CODE),
        parent_place: row.place(PARENT),
    })
}
