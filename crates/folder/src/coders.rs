//! `tags/CODER.csv`, and rule of counting 8: how the tags of several coders are settled.

mod excerpts;

use crate::cells::CellFault;
use crate::kept::Kept;
use crate::keys::unknown_word;
use crate::organisations::{optional, required};
use crate::themes::{MOST_OF_A_NOTE, Themes};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use throughline_core::codebook::ThemeCode;
use throughline_core::coders::{self, CoderTags, Excerpt, Given, Policy, Tagging};
use throughline_core::ids::CoderId;
use throughline_core::notes::{Lists, NONE, NoteIndex, Strings, Tag};
use throughline_core::problem::{Code, Place, Problem, did_you_mean};
use throughline_core::review::CoderPolicy;
use throughline_core::stance::{Stance, StanceSet};
use throughline_ingest::dictionary::Dictionary;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Column;
use throughline_ingest::table::{Table, TableRow};

/// The folder of the coders' files in a review folder.
pub const FOLDER: &str = "tags";

/// The coder of the themes column of the notes.
pub const NOTES_CODER: &str = coders::NOTES_CODER_NAME;

pub(crate) const COLUMNS: [Column; 8] = [
    required("note_id"),
    required("themes"),
    optional("stance"),
    optional("excerpt"),
    optional("start"),
    optional("end"),
    optional("memo"),
    optional("time"),
];
const NOTE: usize = 0;
pub(crate) const THEMES: usize = 1;
const STANCE: usize = 2;
const EXCERPT: usize = 3;
const START: usize = 4;
const END: usize = 5;
const MEMO: usize = 6;
const TIME: usize = 7;

/// What one coder decided of one note.
#[derive(Debug, Clone)]
struct Decision {
    /// Of [`Coders::notes`]; later the row of the note.
    note: u32,
    coder: u16,
    stance: Stance,
    /// Of [`Coders::themes`]; none = read, none applies.
    themes: Vec<u32>,
    excerpt: Option<Excerpt>,
    /// Line and column of the excerpt in the coder's file.
    excerpt_at: (u64, u64),
    memo: String,
    time: String,
    line: u64,
}

/// The decisions of all coders but that of the themes column.
#[derive(Debug, Default)]
pub struct Coders {
    names: Vec<CoderId>,
    files: Vec<String>,
    decisions: Vec<Decision>,
    notes: Dictionary,
    themes: Dictionary,
}

impl Coders {
    /// Reads the files of the folder, named by their names and paths.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn read(
        files: &[(String, PathBuf)],
        themes: &Themes,
        faults: &mut Faults,
    ) -> io::Result<Self> {
        let mut found = Self::default();
        for (file, path) in files {
            let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
            let name: CoderId = match stem.unwrap_or_default().parse() {
                Ok(name) => name,
                Err(error) => {
                    let error: throughline_core::ids::IdError = error;
                    faults.push(Problem::new(
                        Code::BadId,
                        Place::file(file),
                        error.to_string(),
                    ));
                    continue;
                }
            };
            if name.as_str() == NOTES_CODER {
                faults.push(
                    Problem::new(
                        Code::BadId,
                        Place::file(file),
                        "the coder `notes` is that of the themes column of the notes",
                    )
                    .help("give the file the name of its coder"),
                );
                continue;
            }
            let coder = u16::try_from(found.names.len()).unwrap_or(u16::MAX);
            found.names.push(name);
            found.files.push(file.clone());
            if let Some(table) = Table::read(path, file, &COLUMNS, faults)? {
                table.for_each(faults, |row, faults| found.row(row, coder, themes, faults));
            }
        }
        Ok(found)
    }

    fn row(&mut self, row: &TableRow<'_>, coder: u16, themes: &Themes, faults: &mut Faults) {
        let note = row.cell(NOTE);
        if note.is_empty() {
            faults.push(Problem::new(
                Code::BadId,
                row.place(NOTE),
                "the row names no note",
            ));
            return;
        }
        let excerpt = excerpts::read(row, faults);
        let excerpt_place = row.place(EXCERPT);
        let mut given = Vec::new();
        for theme in row.themes(THEMES) {
            match themes.check(&theme, faults.advises(Code::UnknownTheme)) {
                Some(fault) => faults.push(CellFault::at(&fault, row.place(THEMES))),
                None => given.push(self.themes.code(&theme)),
            }
        }
        let word = row.cell(STANCE);
        let stance = Stance::from_word(&word).unwrap_or_else(|| {
            faults.push(unknown_stance(&word, row.place(STANCE)));
            Stance::NotStated
        });
        self.decisions.push(Decision {
            note: self.notes.code(&note),
            coder,
            stance,
            themes: given,
            excerpt,
            excerpt_at: (
                excerpt_place.line.unwrap_or_default(),
                excerpt_place.column.unwrap_or(1),
            ),
            memo: row.cell(MEMO).into_owned(),
            time: row.cell(TIME).into_owned(),
            line: row.line(),
        });
    }

    /// Themes that the coders name.
    pub fn themes(&self) -> impl Iterator<Item = &str> {
        self.themes.words()
    }

    /// Finds the row of each note that is named, among the rows that are kept. A note is only
    /// said not to be there when all notes could be read.
    pub fn find_notes(&mut self, ids: &Strings, kept: &Kept, complete: bool, faults: &mut Faults) {
        if self.notes.is_empty() {
            return;
        }
        let mut rows = vec![NONE; self.notes.len()];
        for row in 0..ids.len() {
            if let Some(code) = self.notes.find(ids.get(row))
                && kept.keeps(row)
                && let Some(slot) = rows.get_mut(code as usize)
            {
                *slot = u32::try_from(row).unwrap_or(NONE);
            }
        }
        let files = &self.files;
        let names = &self.notes;
        self.decisions.retain_mut(|decision| {
            let row = rows.get(decision.note as usize).copied().unwrap_or(NONE);
            let id = names.word(decision.note);
            if row == NONE && !faults.is_at_fault(id) && complete {
                let file = files.get(usize::from(decision.coder));
                let place = Place::line(file.map_or("", String::as_str), decision.line);
                let advice = faults.advises(Code::UnknownNote);
                faults.push(unknown_note(id, advice, place, ids));
            }
            decision.note = row;
            row != NONE
        });
        self.decisions.sort_by_key(|d| d.note);
        self.say_too_many(faults);
    }

    /// Says where the tags of a note come to more themes than a note may carry.
    fn say_too_many(&self, faults: &mut Faults) {
        for of_note in self.decisions.chunk_by(|a, b| a.note == b.note) {
            let mut themes: BTreeSet<u32> = BTreeSet::new();
            for decision in of_note {
                themes.extend(decision.themes.iter().copied());
                if themes.len() > MOST_OF_A_NOTE {
                    let file = self.files.get(usize::from(decision.coder));
                    let place = Place::line(file.map_or("", String::as_str), decision.line);
                    let message = format!(
                        "with this row the coders give the note more than {MOST_OF_A_NOTE} themes"
                    );
                    let problem = Problem::new(Code::BadValue, place, message);
                    faults.push(problem.help("make several notes of it, one for each thing said"));
                    break;
                }
            }
        }
    }

    /// The decisions of a row; the rows must be asked for in order.
    pub fn settle(&self, themes: &Themes, policy: Policy) -> Settle<'_> {
        let codes = self.themes.words();
        Settle {
            policy,
            rest: &self.decisions,
            codes: themes.codes_of(codes),
            kept: (!self.names.is_empty()).then(|| CoderTags {
                coders: self.names.clone(),
                policy,
                notes_coder: false,
                notes: Vec::new(),
                given: Lists::default(),
                taggings: Vec::new(),
            }),
        }
    }

    /// Warns of a description of a coder that there is not: their file may yet come.
    pub fn described(&self, places: &BTreeMap<CoderId, Place>, faults: &mut Faults) {
        for (name, place) in places {
            if name.as_str() != NOTES_CODER && !self.names.contains(name) {
                let names = self.names.iter().map(CoderId::as_str);
                let known: Vec<&str> = names.chain([NOTES_CODER]).collect();
                let word = name.as_str();
                let place = place.clone();
                faults.push(unknown_word(Code::UnknownKey, place, "coder", word, &known));
            }
        }
    }

    /// The policy, with the coder it names found.
    pub fn policy(
        &self,
        policy: &CoderPolicy,
        place: Option<&Place>,
        faults: &mut Faults,
    ) -> Policy {
        match policy {
            CoderPolicy::Any => Policy::Any,
            CoderPolicy::Majority => Policy::Majority,
            CoderPolicy::Coder(name) if name.as_str() == NOTES_CODER => {
                Policy::One(coders::NOTES_CODER)
            }
            CoderPolicy::Coder(name) => {
                if let Some(at) = self.names.iter().position(|n| n == name) {
                    return Policy::One(u16::try_from(at).unwrap_or(u16::MAX));
                }
                let names = self.names.iter().map(CoderId::as_str);
                let known: Vec<&str> = names.chain([NOTES_CODER]).collect();
                let place = place.cloned().unwrap_or_default();
                let word = name.as_str();
                faults.push(unknown_word(Code::BadValue, place, "coder", word, &known));
                Policy::Any
            }
        }
    }
}

/// Settles tags row by row.
#[derive(Debug)]
pub struct Settle<'a> {
    policy: Policy,
    rest: &'a [Decision],
    codes: Lists<ThemeCode>,
    /// What each coder gave, kept where there are coders' files.
    kept: Option<CoderTags>,
}

impl Settle<'_> {
    /// The tags of the next row that is kept, which becomes a note: each theme once, sorted by
    /// code. `own` are the tags of the notes' column; none says that its coder did not read the
    /// note.
    pub fn row(&mut self, (row, note): (u32, NoteIndex), own: &[Tag], into: &mut Vec<Tag>) {
        into.clear();
        let before = self.rest.iter().take_while(|d| d.note < row).count();
        let rest = self.rest.get(before..).unwrap_or_default();
        let (mine, rest) = rest.split_at(rest.iter().take_while(|d| d.note == row).count());
        self.rest = rest;
        if let Some(kept) = &mut self.kept {
            kept.notes_coder |= !own.is_empty();
        }
        let gave = |coder, theme, stance| Given {
            coder,
            theme: Some(theme),
            stances: [stance].into_iter().collect(),
        };
        if mine.is_empty() {
            if matches!(self.policy, Policy::One(coder) if coder != coders::NOTES_CODER) {
                // Its tags do not count, but how far its coder agrees may be asked.
                if let Some(kept) = self.kept.as_mut().filter(|_| !own.is_empty()) {
                    kept.notes.push(note);
                    kept.given.push(
                        own.iter()
                            .map(|t| gave(coders::NOTES_CODER, t.theme, t.stance)),
                    );
                }
                return;
            }
            into.extend_from_slice(own);
            into.sort_unstable_by_key(|t| t.theme);
            // Rows of one note may name a theme twice, each with a stance.
            into.dedup_by(|next, first| {
                let same = next.theme == first.theme;
                if same && next.stance != first.stance {
                    let both: StanceSet = [first.stance, next.stance].into_iter().collect();
                    first.stance = both.resolve();
                }
                same
            });
            return;
        }
        let column = own
            .iter()
            .map(|t| gave(coders::NOTES_CODER, t.theme, t.stance));
        let mut given: Vec<Given> = column.collect();
        for decision in mine {
            // That it was read counts, whether a theme applies or not.
            given.push(Given {
                coder: decision.coder,
                theme: None,
                stances: StanceSet::default(),
            });
            let themes = decision.themes.iter();
            let themes = themes.flat_map(|&t| self.codes.get(t as usize));
            let themes: BTreeSet<ThemeCode> = themes.copied().collect();
            let gave_here = |&theme: &ThemeCode| gave(decision.coder, theme, decision.stance);
            given.extend(themes.iter().map(gave_here));
            if let Some(kept) = &mut self.kept {
                kept.taggings.push(Tagging {
                    coder: decision.coder,
                    note,
                    themes: themes.into_iter().collect(),
                    stance: decision.stance,
                    excerpt: decision.excerpt.clone(),
                    memo: decision.memo.clone(),
                    time: decision.time.clone(),
                    line: decision.line,
                });
            }
        }
        coders::settle(given.iter().copied(), self.policy, into);
        if let Some(kept) = &mut self.kept {
            kept.notes.push(note);
            kept.given.push(given);
        }
    }

    /// What each coder gave, when all rows are done; `None` where there are no coders' files.
    pub fn finish(self) -> Option<CoderTags> {
        let mut kept = self.kept?;
        kept.taggings.sort_by_key(|t| (t.coder, t.line));
        Some(kept)
    }
}

/// Says that there is no such note; with `advice`, which may be meant.
pub fn unknown_note(id: &str, advice: bool, place: Place, ids: &Strings) -> Problem {
    let problem = Problem::new(Code::UnknownNote, place, format!("there is no note `{id}`"));
    let known = (0..ids.len()).filter(|_| advice).map(|row| ids.get(row));
    match did_you_mean(id, known) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("name a note by its note_id"),
    }
}

/// Says that a word is no stance.
pub fn unknown_stance(word: &str, place: Place) -> Problem {
    const WORDS: [&str; 7] = [
        "positive",
        "negative",
        "mixed",
        "neutral",
        "support",
        "oppose",
        "support in part",
    ];
    let problem = unknown_word(Code::UnknownStance, place, "stance", word, &WORDS);
    problem.saying(format!("unknown stance `{word}`; it counts as not stated"))
}

/// The path of the folder, if the review has one.
pub fn folder(review: &Path) -> PathBuf {
    review.join(FOLDER)
}
