//! Opens a review: reads its files in the order in which each needs those before it.

use crate::blank_cells;
use crate::claims::Lookup;
use crate::coders::{self, Coders};
use crate::columns::columns;
use crate::edit::journal::KEPT;
use crate::engagements::{self, Engagements, named};
use crate::findings;
use crate::kept;
use crate::lock;
use crate::met::Met;
use crate::notes_files;
use crate::organisations::{self, Organisations};
use crate::quotes_read::{self, QuotesRead};
use crate::repeats;
use crate::samples;
use crate::settings::{self, Settings};
use crate::tables::Tables;
use crate::themes::{self, Themes};
use crate::unfilled;
use crate::{OpenError, OpenOptions, Opened};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use throughline_core::findings::Finding;
use throughline_core::ledger::{Ledger, LedgerEntry, NO_ORGANISATION, Outcome, Tally};
use throughline_core::notes::{Notes, TextError};
use throughline_core::numbers::counted_as;
use throughline_core::problem::{Code, Place, Problem, did_you_mean};
use throughline_core::review::Review;
use throughline_core::samples::Sample;
use throughline_ingest::dates::SaidBy;
use throughline_ingest::duplicates;
use throughline_ingest::faults::Faults;
use throughline_ingest::no_notes;
use throughline_ingest::notes::{ENGAGEMENT, RawNotes};
use throughline_ingest::prepared::workbook;
use throughline_ingest::texts::{FileTexts, NotesFile, Rereader};

/// The folder of the notes files in a review folder.
pub(crate) const NOTES: &str = "notes";

/// Opens a folder with review.toml.
pub fn folder(path: &Path, source: String, options: &OpenOptions<'_>) -> Result<Opened, OpenError> {
    let mut faults = Faults::new(options.reject_rows);
    let settings_path = path.join(settings::FILE);
    let bytes = match std::fs::read(&settings_path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(OpenError::NotAReview(path.to_owned()));
        }
        Err(error) => return Err(OpenError::io(&settings_path)(error)),
    };
    let mut settings = Settings::read(&bytes, &mut faults);
    settings.about.source = source;
    settings.take_input(options);
    let io = |file: &str| OpenError::io(&path.join(file));
    strangers(path, &mut faults)?;
    let mut organisations =
        Organisations::read(path, &mut faults).map_err(io(organisations::FILE))?;
    let engagements = Engagements::read(
        path,
        &mut organisations,
        settings.input.date_order,
        &mut faults,
    )
    .map_err(io(engagements::FILE))?;
    let themes = Themes::read(path, &mut faults).map_err(io(themes::FILE))?;
    let tag_files = files_of(&coders::folder(path), coders::FOLDER, false, &mut faults)?;
    let coders = Coders::read(&tag_files, &themes, &mut faults).map_err(io(coders::FOLDER))?;
    let files = files_of(&path.join(NOTES), NOTES, true, &mut faults)?;
    if files.is_empty() {
        let place = Place::file(format!("{NOTES}/"));
        faults.push(
            Problem::new(Code::MissingFile, place, "the review has no notes files").help(format!(
                "put the notes into CSV files or workbooks in the folder `{NOTES}`"
            )),
        );
    }
    let read_after = ReadAfter {
        findings: optional(&path.join(findings::FILE))?,
        lock: optional(&path.join(lock::FILE))?,
        quotes_read: QuotesRead::read(path, &mut faults).map_err(io(quotes_read::FILE))?,
        samples: optional(&path.join(samples::FILE))?
            .map(|bytes| samples::read(&bytes, &mut faults))
            .unwrap_or_default(),
    };
    let tables = Tables {
        organisations,
        engagements,
        parts: std::mem::take(&mut settings.parts),
        themes,
        coders,
    };
    whole(settings, tables, &files, read_after, options, faults)
}

/// Opens a single notes file.
pub fn single(path: &Path, name: String, options: &OpenOptions<'_>) -> Result<Opened, OpenError> {
    let title = path.file_stem().map(|s| s.to_string_lossy().into_owned());
    let mut settings = Settings::silent(&title.unwrap_or_else(|| name.clone()));
    settings.about.source.clone_from(&name);
    settings.take_input(options);
    settings.input.alone = true;
    let tables = Tables {
        organisations: Organisations::default(),
        engagements: Engagements::of_notes(settings.input.date_order, SaidBy::Flag),
        parts: std::mem::take(&mut settings.parts),
        themes: Themes::default(),
        coders: Coders::default(),
    };
    let files = [(name, path.to_owned())];
    let faults = Faults::new(options.reject_rows);
    whole(
        settings,
        tables,
        &files,
        ReadAfter::default(),
        options,
        faults,
    )
}

/// What is read when the notes are known.
#[derive(Default)]
struct ReadAfter {
    findings: Option<Vec<u8>>,
    lock: Option<Vec<u8>>,
    quotes_read: QuotesRead,
    samples: Vec<Sample>,
}

/// The bytes of a file that need not be there.
fn optional(path: &Path) -> Result<Option<Vec<u8>>, OpenError> {
    crate::edit::read(path).map_err(OpenError::io(path))
}

/// The tables of a review folder.
const KNOWN: [&str; 7] = [
    settings::FILE,
    findings::FILE,
    organisations::FILE,
    engagements::FILE,
    themes::FILE,
    quotes_read::FILE,
    samples::FILE,
];

/// Warns of tables beside review.toml that have another name than those that are read.
fn strangers(folder: &Path, faults: &mut Faults) -> Result<(), OpenError> {
    let io = OpenError::io(folder);
    for entry in std::fs::read_dir(folder).map_err(&io)? {
        let path = entry.map_err(&io)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(KEPT) {
            let message = "saved while a change of several files was cut short; it is not read";
            let problem = Problem::new(Code::UnreadFile, Place::file(&*name), message);
            faults.push(problem.help("take over from it what is missing, then remove it"));
        }
        let is_ours = ["csv", "toml"].iter().any(|ours| has_ending(&path, ours));
        if !is_ours || name.starts_with(['.', '~']) || KNOWN.contains(&&*name) || path.is_dir() {
            continue;
        }
        let message = "no file of a review has this name; it is not read";
        let problem = Problem::new(Code::UnreadFile, Place::file(&*name), message);
        faults.push(match did_you_mean(&name, KNOWN) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("notes belong into the folder `{NOTES}`")),
        });
    }
    Ok(())
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(ending))
}

/// The CSV files of a folder, and with `workbooks` those too, by name and path, in byte order of their names; none when there is
/// no such folder.
pub(crate) fn files_of(
    folder: &Path,
    name: &str,
    workbooks: bool,
    faults: &mut Faults,
) -> Result<Vec<(String, PathBuf)>, OpenError> {
    let io = OpenError::io(folder);
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(io(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(&io)?.path();
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        let full = format!("{name}/{file_name}");
        let is_csv = ["csv", "tsv"].iter().any(|e| has_ending(&path, e));
        if file_name.starts_with(['.', '~']) {
            // Locks and previews of other programs.
        } else if path.is_dir() {
            if let Some(problem) = unread_folder(&path, &full, name).map_err(&io)? {
                faults.push(problem);
            }
        } else if is_csv || (workbooks && workbook::is_named_so(&path)) {
            files.push((full, path));
        } else {
            let message = if workbooks {
                "only CSV files and workbooks are read here; this one is not"
            } else {
                "only CSV files are read here; this one is not"
            };
            faults.push(
                Problem::new(Code::UnreadFile, Place::file(full), message)
                    .help("save its sheet as CSV UTF-8, or move it out of the folder"),
            );
        }
    }
    files.sort();
    Ok(files)
}

/// Warns of a folder in a folder of tables, where it holds some.
fn unread_folder(path: &Path, full: &str, above: &str) -> std::io::Result<Option<Problem>> {
    let mut tables = 0;
    for entry in std::fs::read_dir(path)? {
        let path = entry?.path();
        let is_csv = ["csv", "tsv"].iter().any(|e| has_ending(&path, e));
        tables += usize::from(is_csv || workbook::is_named_so(&path));
    }
    let (files, are) = match tables {
        0 => return Ok(None),
        1 => ("1 file".to_owned(), "is"),
        n => (format!("{n} files"), "are"),
    };
    let message = format!("a folder in `{above}`: its {files} {are} not read");
    let problem = Problem::new(Code::UnreadFile, Place::file(format!("{full}/")), message);
    Ok(Some(problem.help(format!(
        "move them into `{above}` itself, or out of it"
    ))))
}

/// Reads the notes and the findings, and puts the review together.
fn whole(
    mut settings: Settings,
    mut tables: Tables,
    files: &[(String, PathBuf)],
    read_after: ReadAfter,
    options: &OpenOptions<'_>,
    mut faults: Faults,
) -> Result<Opened, OpenError> {
    tables.themes.take_separator(settings.input.theme_separator);
    let (mut raw, read) = notes_files::read(&settings, &tables, files, options, &mut faults)?;
    let notes_io = OpenError::io(files.first().map_or(Path::new(""), |(_, path)| path));
    let no_notes = no_notes::find(&raw, &read).map_err(&notes_io)?;
    // What says `N/A` was not left for the row above to fill.
    unfilled::say(&raw, &read, &mut faults);
    blank_cells::take_out(&mut raw, &read, &tables, &mut faults);
    tables.engagements.settle_order(
        raw.engagements.words(),
        |date| place_of_date(&raw, &read, date),
        &mut faults,
    );
    let found = duplicates::find(&raw, &read).map_err(&notes_io)?;
    let twice = throughline_ingest::repeats::find(&raw, &read).map_err(&notes_io)?;
    let kept = kept::check(&raw, &read, (&found, &no_notes), &tables, &mut faults);
    repeats::say((&raw, &read), &twice, &kept, &mut faults);
    let readable = !read.is_empty() && read.iter().all(|file| !file.header.is_empty());
    let complete = readable && !faults.has(Code::UnclosedQuote);
    tables
        .coders
        .find_notes(&raw.ids, &kept, complete, &mut faults);
    let met = Met::of(&raw, &read, &kept);
    let words = met.words(&raw).chain(tables.coders.themes());
    tables.themes.take_met(words, met.has_lists);
    met.say(&tables.themes, &raw, &read, &mut faults);
    let place = settings.coder_place.as_ref();
    let policy = tables
        .coders
        .policy(&settings.counting.coders, place, &mut faults);
    let texts = FileTexts::new(read.clone(), &raw);
    tables.coders.described(&settings.coder_places, &mut faults);
    tables
        .coders
        .anchor_excerpts(&raw.places, &raw.ids, &texts, &mut faults)
        .map_err(|error| OpenError::text(error, files))?;
    let rows = raw.rows;
    let (notes, coder_tags) = columns(raw, &read, &kept, policy, &mut tables, &mut faults);
    tables.engagements.say_what_was_assumed(&mut faults);
    tables
        .organisations
        .say_what_is_alike(&notes, &read, &mut faults);
    tables
        .organisations
        .say_what_is_vague(&notes, &read, &mut faults);
    let by_day = tables.engagements.are_by_day();
    let findings = match read_after.findings {
        None => Vec::new(),
        Some(bytes) => findings_of(&bytes, &tables, &notes, (complete, &texts), &mut faults)
            .map_err(|error| OpenError::text(error, files))?,
    };
    let lock = read_after
        .lock
        .and_then(|bytes| lock::read(&bytes, &mut faults));
    let quotes_read = read_after
        .quotes_read
        .find_notes(&notes, complete, &mut faults);
    let sound = !faults.has_errors();
    let is_tagged = |note| !notes.tags.get(note).is_empty();
    // Errors come first: rows that are at fault may be those with themes.
    if sound && !notes.is_empty() && !(0..notes.len()).any(is_tagged) {
        faults.push(no_themes(&read));
    }
    let lines = faults.lines().clone();
    let (mut problems, entries) = faults.finish();
    say_what_was_set_aside(&entries, &lines, &read, &mut |p| problems.push(p));
    let ledger = ledger(entries, (rows, kept.further()), &notes);
    // What a file that ends in an open quote had before it was read. The record at fault has no entry.
    let has_entries = options.reject_rows && complete;
    let tally = (!read.is_empty()).then(|| Tally::of(&ledger, notes.len() as u64, has_entries));
    settings.about.language = settings.about.language.or_else(|| Some("en-NZ".into()));
    let review = sound.then(|| Review {
        about: settings.about,
        parts: tables.parts.list,
        questions: tables.parts.questions,
        contributors: settings.contributors,
        organisations: tables.organisations.into_list(),
        formats: tables.engagements.formats,
        engagements: tables.engagements.list,
        codebook: tables.themes.into_book(),
        notes,
        first_look: None,
        coder_tags,
        samples: read_after.samples,
        files: read.into_iter().map(|file| file.name).collect(),
        texts: Arc::new(texts),
        findings,
        lock,
        quotes_read,
        scale: settings.scale,
        counting: settings.counting,
        disclosure: settings.disclosure,
        ledger,
    });
    Ok(Opened {
        review,
        tally,
        by_day,
        problems: problems.sorted(),
    })
}

/// The findings, with what they name found among the tables and the notes.
fn findings_of(
    bytes: &[u8],
    tables: &Tables,
    notes: &Notes,
    (complete, texts): (bool, &FileTexts),
    faults: &mut Faults,
) -> Result<Vec<Finding>, TextError> {
    let lookup = Lookup {
        themes: &tables.themes,
        parts: &tables.parts,
        engagements: &tables.engagements,
    };
    findings::read(bytes, &lookup, notes, complete, texts, faults)
}

/// The place of a date of the notes, as it is written.
fn place_of_date(raw: &RawNotes, files: &[NotesFile], date: &str) -> Place {
    let [_, _, column] = ENGAGEMENT;
    let words: Vec<bool> = raw
        .engagements
        .words()
        .map(|word| named(word).date == date)
        .collect();
    let mut rows = raw.engagement.iter().zip(&raw.places);
    let row = rows.find(|(code, _)| words.get(**code as usize) == Some(&true));
    row.map_or_else(Place::default, |(_, &place)| {
        Rereader::new(files).cell_place(place, column)
    })
}

/// Says that no note carries a theme.
fn no_themes(files: &[NotesFile]) -> Problem {
    let has_column = |file: &NotesFile| {
        let themes = file.header.position(throughline_ingest::notes::THEMES);
        themes.is_some() || !file.header.themes().is_empty()
    };
    let help = if files.iter().any(has_column) {
        "tag the notes in their themes column, or in files of coders in the folder `tags`"
    } else {
        "tag the notes in a column `themes`, or in files of coders in the folder `tags`; where a column with another name holds the themes, name it under `[columns]` in review.toml, and write `shape = \"themes\"` under `[input]` where each theme has a column of its own"
    };
    let place = Place::file(files.first().map_or("", |f| f.name.as_str()));
    Problem::new(Code::NoThemes, place, "no note carries a theme").help(help)
}

/// One warning a file for its rows that were set aside.
fn say_what_was_set_aside(
    entries: &[LedgerEntry],
    spans: &BTreeMap<(u16, u64), u64>,
    files: &[NotesFile],
    problem: &mut dyn FnMut(Problem),
) {
    const NAMED: usize = 10;
    let rejected = entries.iter().filter(|e| e.outcome == Outcome::Rejected);
    let mut lines: BTreeMap<u16, Vec<u64>> = BTreeMap::new();
    for entry in rejected {
        lines.entry(entry.file).or_default().push(entry.line);
    }
    for (file, mut lines) in lines {
        let name = files.get(usize::from(file)).map_or("", |f| f.name.as_str());
        let rows = counted_as(
            lines.len(),
            "row has an error and is set aside",
            "rows have errors and are set aside",
        );
        // Answers to several questions stand on one line.
        lines.dedup();
        let span = |line: &u64| match spans.get(&(file, *line)) {
            Some(lines) => format!("{line}–{}", line + lines - 1),
            None => line.to_string(),
        };
        let spanned = lines.iter().any(|line| spans.contains_key(&(file, *line)));
        let named: Vec<String> = lines.iter().take(NAMED).map(span).collect();
        let more = if lines.len() > NAMED { ", …" } else { "" };
        let line = Place::file(name).line_word();
        let s = if lines.len() == 1 && !spanned {
            ""
        } else {
            "s"
        };
        let named = named.join(", ");
        let message = format!("{rows}: {line}{s} {named}{more}");
        problem(
            Problem::new(Code::RejectedRows, Place::file(name), message)
                .help("the ledger gives the reason of each, `--rejected FILE` the rows themselves"),
        );
    }
}

fn ledger(entries: Vec<LedgerEntry>, (rows, further): (u64, u64), notes: &Notes) -> Ledger {
    let mut counted = BTreeMap::new();
    let unattributed = (0..notes.len()).filter(|&row| notes.organisations.get(row).is_empty());
    let unattributed = unattributed.count() as u64;
    if unattributed > 0 {
        counted.insert(NO_ORGANISATION.to_owned(), unattributed);
    }
    Ledger {
        entries,
        counted,
        rows,
        further,
    }
}
