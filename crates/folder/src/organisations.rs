//! `organisations.csv`, and rule of counting 5: which spellings are one organisation.

use crate::alike;
use crate::keys::unknown_word;
use crate::parts::stands_twice;
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::Path;
use throughline_core::names::{name_key, shown_name};
use throughline_core::notes::{NONE, Notes};
use throughline_core::problem::{Code, Place, Problem, did_you_mean};
use throughline_core::review::{Organisation, Status};
use throughline_ingest::blanks;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Column;
use throughline_ingest::notes;
use throughline_ingest::table::{Table, TableRow};
use throughline_ingest::texts::{NotesFile, Rereader};
use throughline_ingest::values::yes_no;

/// Its name in a review folder.
pub const FILE: &str = "organisations.csv";

const COLUMNS: [Column; 8] = [
    required("organisation"),
    optional("name"),
    optional("letter"),
    optional("status"),
    optional("aliases"),
    optional("consent"),
    optional("giveaways"),
    optional("differs_from"),
];
const ORGANISATION: usize = 0;
const NAME: usize = 1;
const LETTER: usize = 2;
const STATUS: usize = 3;
const ALIASES: usize = 4;
const CONSENT: usize = 5;
const GIVEAWAYS: usize = 6;
const DIFFERS: usize = 7;

/// Organisations that a note may be of. Each is counted for each theme of the note.
pub const MOST_OF_A_NOTE: usize = 1_000;

/// A column that a table needs.
pub const fn required(name: &'static str) -> Column {
    Column {
        name,
        required: true,
    }
}

/// A column that a table may have.
pub const fn optional(name: &'static str) -> Column {
    Column {
        name,
        required: false,
    }
}

/// The organisations met so far, and the spellings they go by.
#[derive(Debug, Default)]
pub struct Organisations {
    list: Vec<Organisation>,
    by_key: HashMap<String, u32>,
    /// What has been looked up, as it was written.
    seen: HashMap<String, Option<u32>>,
    /// Spellings that are an organisation's own, so that using them merges nothing.
    own: HashSet<String>,
    /// Whether organisations.csv says which there are.
    listed: bool,
    /// Where organisations.csv has those that it lists.
    places: Vec<Place>,
    /// Those that it says are two, the row of the one and a name of the other.
    differ: Vec<(u32, String, Place)>,
}

impl Organisations {
    /// Reads organisations.csv of a review folder, if there is one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(folder: &Path, faults: &mut Faults) -> io::Result<Self> {
        let mut found = Self::default();
        if let Some(table) = Table::read_if_there(folder, FILE, &COLUMNS, faults)? {
            found.listed = true;
            table.for_each(faults, |row, faults| found.row(row, faults));
            found.check_who_differs(faults);
        }
        Ok(found)
    }

    fn row(&mut self, row: &TableRow<'_>, faults: &mut Faults) {
        let used = row.cell(ORGANISATION).into_owned();
        if name_key(&used).is_empty() {
            let place = row.place(ORGANISATION);
            faults.push(Problem::new(
                Code::BadId,
                place,
                "the organisation has no name",
            ));
            return;
        }
        let name = row.text(NAME).unwrap_or_else(|| used.clone());
        let code = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        if self.by_key.contains_key(&name_key(&used)) {
            faults.push(stands_twice("organisation", &used, row.place(ORGANISATION)));
            return;
        }
        let aliases = row.values(ALIASES);
        let spellings = [(ORGANISATION, &used), (NAME, &name)];
        let spellings = spellings
            .into_iter()
            .chain(aliases.iter().map(|a| (ALIASES, a)));
        for (column, spelling) in spellings {
            let key = name_key(spelling);
            match self.by_key.get(&key) {
                _ if key.is_empty() => {}
                Some(&other) if other != code => {
                    let other = self.list.get(other as usize).map_or("", |o| &o.name);
                    faults.push(
                        Problem::new(
                            Code::AliasClash,
                            row.place(column),
                            format!("`{spelling}` is already a name of `{other}`"),
                        )
                        .help("let each name and alias belong to one organisation"),
                    );
                }
                _ => {
                    self.by_key.insert(key, code);
                }
            }
        }
        self.own.extend([used, shown_name(&name), name.clone()]);
        self.places.push(row.place(ORGANISATION));
        for other in row.values(DIFFERS) {
            self.differ.push((code, other, row.place(DIFFERS)));
        }
        self.list.push(Organisation {
            name: shown_name(&name),
            letter: row.text(LETTER),
            aliases,
            status: status(row, faults),
            consent: consent(row, faults),
            giveaways: row.values(GIVEAWAYS),
        });
    }

    /// The organisation of a name as it is written in a cell; a new one where it is the first of
    /// its kind, nothing where no name is left. `place` says where it is met.
    pub fn take(
        &mut self,
        written: &str,
        faults: &mut Faults,
        place: impl FnOnce() -> Place,
    ) -> Option<u32> {
        if let Some(&known) = self.seen.get(written) {
            return known;
        }
        let key = name_key(written);
        let code = if key.is_empty() {
            None
        } else if let Some(&code) = self.by_key.get(&key) {
            if !self.own.contains(written) {
                let name = self.list.get(code as usize).map_or("", |o| &o.name);
                let how = hidden_difference(written, name).unwrap_or_default();
                let message = format!("`{written}` is counted as `{name}`{how}");
                faults.push(Problem::new(Code::NameMerged, place(), message));
            }
            Some(code)
        } else {
            if self.listed {
                let advice = faults.advises(Code::UnknownOrganisation);
                faults.push(self.not_listed(written, advice, place()));
            }
            let code = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
            self.by_key.insert(key, code);
            self.own.insert(written.to_owned());
            self.list.push(Organisation {
                name: shown_name(written),
                letter: None,
                aliases: Vec::new(),
                status: Status::Current,
                consent: false,
                giveaways: Vec::new(),
            });
            Some(code)
        };
        self.seen.insert(written.to_owned(), code);
        code
    }

    fn not_listed(&self, written: &str, advice: bool, place: Place) -> Problem {
        let message = format!("`{}` is not in {FILE}", shown_name(written));
        let problem = Problem::new(Code::UnknownOrganisation, place, message);
        let names = self.list.iter().filter(|_| advice);
        let names = names.map(|o| o.name.as_str());
        match did_you_mean(written, names) {
            Some(near) => problem.help(format!(
                "did you mean `{near}`? Otherwise add a row, or an alias to its row"
            )),
            None => problem.help("add a row for it, or an alias to the row it belongs to"),
        }
    }

    /// Whether a name or an alias is known.
    pub fn has(&self, name: &str) -> bool {
        self.by_key.contains_key(&name_key(name))
    }

    /// Warns of names that name nobody, where notes are attributed to them.
    pub fn say_what_is_vague(&self, counted: &Notes, files: &[NotesFile], faults: &mut Faults) {
        let vague: Vec<u32> = (0u32..)
            .zip(&self.list)
            .filter(|(_, o)| blanks::is_vague(&o.name))
            .map(|(code, _)| code)
            .collect();
        for code in vague {
            let rows = 0..counted.organisations.len();
            let mut rows = rows.filter(|&row| counted.organisations.get(row).contains(&code));
            let Some(first) = rows.next() else {
                continue;
            };
            let (count, notes) = match rows.count() + 1 {
                1 => (1, "note"),
                count => (count, "notes"),
            };
            let name = self.list.get(code as usize).map_or("", |o| &o.name);
            let place = counted.places.get(first);
            let place = place.map(|&p| Rereader::new(files).cell_place(p, notes::ORGANISATION));
            let message = format!("`{name}` is counted as an organisation, with {count} {notes}");
            let problem = Problem::new(Code::VagueName, place.unwrap_or_default(), message);
            faults.push(problem.help(format!(
                "leave the cell blank where no organisation is named; where one is meant, write its name, or give it one in the column `name` of {FILE}"
            )));
        }
    }

    /// A name in `differs_from` that is no organisation of the table says nothing.
    fn check_who_differs(&self, faults: &mut Faults) {
        for (_, other, place) in &self.differ {
            if !self.by_key.contains_key(&name_key(other)) {
                let advice = faults.advises(Code::UnknownOrganisation);
                faults.push(self.not_listed(other, advice, place.clone()));
            }
        }
    }

    /// The pairs of which organisations.csv says that they differ, in the row of either; the lower
    /// number first.
    fn differing(&self) -> HashSet<(usize, usize)> {
        let pair = |(of, from, _): &(u32, String, Place)| {
            let of = *of as usize;
            let from = *self.by_key.get(&name_key(from))? as usize;
            Some((of.min(from), of.max(from)))
        };
        self.differ.iter().filter_map(pair).collect()
    }

    /// Warns of names that may be one organisation's, unless organisations.csv says that they differ.
    pub fn say_what_is_alike(&self, counted: &Notes, files: &[NotesFile], faults: &mut Faults) {
        const SHOWN: usize = 20;
        let names: Vec<&str> = self.list.iter().map(|o| o.name.as_str()).collect();
        let mut pairs = alike::pairs(&names);
        let differing = self.differing();
        pairs.retain(|(a, b)| !differing.contains(&(*a.min(b), *a.max(b))));
        let mut rereader = Rereader::new(files);
        for &(first, second) in pairs.iter().take(SHOWN) {
            let code = u32::try_from(second).unwrap_or(NONE);
            let rows = || 0..counted.organisations.len();
            let row = rows().find(|&row| counted.organisations.get(row).contains(&code));
            let place = row.and_then(|row| counted.places.get(row));
            let place = place.map(|&p| rereader.cell_place(p, notes::ORGANISATION));
            let place = self.places.get(second).cloned().or(place);
            let name = |at: usize| names.get(at).copied().unwrap_or_default();
            let message = format!(
                "`{}` and `{}` may be one organisation; they are counted as two",
                name(second),
                name(first)
            );
            let problem = Problem::new(Code::SimilarNames, place.unwrap_or_default(), message);
            faults.push(problem.help(format!(
                "in {FILE}, if they are one, keep one row and give the other as its `aliases`; if they are two, write the other into its `differs_from`"
            )));
        }
        if let Some(more) = pairs.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            let message = format!("{more} more pairs of names may be one organisation each");
            let place = Place::file(files.first().map_or(FILE, |f| f.name.as_str()));
            faults.push(Problem::new(Code::SimilarNames, place, message));
        }
    }

    /// All of them, in order of the file and then of appearance.
    pub fn into_list(self) -> Vec<Organisation> {
        self.list
    }
}

/// What differs between two spellings of one name that look the same.
fn hidden_difference(written: &str, name: &str) -> Option<&'static str> {
    let invisible = ['\u{200b}', '\u{feff}', '\u{2060}'];
    let shown = shown_name(written);
    if shown == shown_name(name) {
        return Some(if written.contains(invisible) {
            "; they differ in an invisible character"
        } else {
            "; they differ in the blanks between the words"
        });
    }
    // What differs in no letter's case differs in how an accent is written.
    (shown.to_lowercase() != shown_name(name).to_lowercase())
        .then_some(
            "; they differ in how accents are written, as one character or as a letter and a mark",
        )
        .filter(|_| name_key(written) == name_key(name))
}

fn status(row: &TableRow<'_>, faults: &mut Faults) -> Status {
    let word = row.cell(STATUS).to_lowercase();
    match word.as_str() {
        "" | "current" => Status::Current,
        "historical" => Status::Historical,
        _ => {
            let place = row.place(STATUS);
            let known = ["current", "historical"];
            faults.push(unknown_word(Code::BadValue, place, "status", &word, &known));
            Status::Current
        }
    }
}

fn consent(row: &TableRow<'_>, faults: &mut Faults) -> bool {
    let word = row.cell(CONSENT);
    yes_no(&word).unwrap_or_else(|| {
        faults.push(not_yes_or_no(&word, row.place(CONSENT)));
        false
    })
}

/// Says that a word is neither yes nor no.
pub fn not_yes_or_no(word: &str, place: Place) -> Problem {
    let message = format!("`{word}` is neither yes nor no; it counts as no");
    Problem::new(Code::UnknownYesNo, place, message).help("write `yes` or `no`")
}
