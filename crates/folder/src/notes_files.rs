//! The notes files of a review: each is made ready, and read into one set of columns.

use crate::settings::Settings;
use crate::tables::Tables;
use crate::{OpenError, OpenOptions, Progress};
use std::collections::BTreeMap;
use std::path::PathBuf;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Header;
use throughline_ingest::notes::{COLUMNS, RawNotes, ReadOptions};
use throughline_ingest::pieces::Sizes;
use throughline_ingest::prepared::{Input, Prepared, Vocabulary, prepare};
use throughline_ingest::texts::NotesFile;

/// More threads than this wait for the disk and for each other.
const MOST_THREADS: usize = 8;

/// Reads the notes files. A file that holds no table has no header; it keeps its number.
pub fn read(
    settings: &Settings,
    tables: &Tables,
    files: &[(String, PathBuf)],
    options: &OpenOptions<'_>,
    faults: &mut Faults,
) -> Result<(RawNotes, Vec<NotesFile>), OpenError> {
    let length = |path: &PathBuf| std::fs::metadata(path).map_or(0, |m| m.len());
    let total: u64 = files.iter().map(|(_, path)| length(path)).sum();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut raw = RawNotes::default();
    let mut read = Vec::new();
    let mut before = 0;
    let mut found = BTreeMap::new();
    for (name, path, input, is_last) in parts(settings, files)? {
        let Ok(index) = u16::try_from(read.len()) else {
            let message = "a review has at most 65,536 notes files; this one is not read";
            faults.push(Problem::new(
                Code::UnreadableFile,
                Place::file(name),
                message,
            ));
            break;
        };
        let rows_before = raw.rows;
        let report = |bytes: u64, rows: u64| {
            if let Some(progress) = options.progress {
                progress(Progress {
                    bytes: before + bytes,
                    total,
                    rows: rows_before + rows,
                });
            }
        };
        let io = OpenError::io(path);
        let words = Vocabulary {
            columns: &COLUMNS,
            renamed: &settings.renamed,
            theme: &|name| tables.themes.named(name),
            has_codebook: tables.themes.is_listed(),
            question: &|name| !tables.parts.questions_named(name).is_empty(),
        };
        let prepared = prepare(path, name, index, &input, &words, faults).map_err(&io)?;
        let Some(source) = prepared else {
            // It keeps its number, without a header.
            read.push(NotesFile {
                source: Prepared::plain(path),
                name: name.clone(),
                header: Header::default(),
            });
            continue;
        };
        let name = &source.name.clone().unwrap_or_else(|| name.clone());
        let read_options = ReadOptions {
            threads: threads.min(MOST_THREADS),
            sizes: Sizes::default(),
            renamed: &settings.renamed,
            progress: Some(&report),
        };
        let header =
            throughline_ingest::notes::read(&source, name, index, &read_options, &mut raw, faults)
                .map_err(&io)?;
        before += if is_last { length(path) } else { 0 };
        if let Some(header) = &header {
            if raw.rows == rows_before {
                let message = "the file has a header and no notes";
                faults.push(Problem::new(Code::NoNotes, Place::file(name), message));
            }
            for wanted in wanted(settings) {
                let here = match &source.asked {
                    Some(asked) => has(&asked.names, wanted.header),
                    None => header.has(wanted.header),
                };
                *found.entry(wanted).or_insert(false) |= here;
            }
        }
        read.push(NotesFile {
            source,
            name: name.clone(),
            header: header.unwrap_or_default(),
        });
    }
    let missing = found.into_iter().filter(|(_, found)| !found);
    for (wanted, _) in missing {
        faults.push(wanted.is_missing(settings, read.first()));
    }
    Ok((raw, read))
}

/// A file, or a sheet of one: its name and path, what is said of it, and whether it is the last of
/// its file.
type Part<'a> = (&'a String, &'a PathBuf, Input, bool);

fn parts<'a>(
    settings: &Settings,
    files: &'a [(String, PathBuf)],
) -> Result<Vec<Part<'a>>, OpenError> {
    let mut parts = Vec::new();
    for (name, path) in files {
        let inputs = settings.input.of_each_sheet(path);
        let inputs = inputs.map_err(OpenError::io(path))?;
        let last = inputs.len();
        let each = inputs.into_iter().enumerate();
        parts.extend(each.map(|(at, input)| (name, path, input, at + 1 == last)));
    }
    Ok(parts)
}

/// The header of a file as it came, not of its copy.
fn original_header(file: &NotesFile) -> &[String] {
    if let Some(asked) = &file.source.asked {
        return &asked.names;
    }
    let names = file.header.names();
    let of_copy = usize::from(file.header.is_placed());
    names
        .get(..names.len().saturating_sub(of_copy))
        .unwrap_or_default()
}

/// A header that review.toml names, and for which column; of a question for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wanted<'a> {
    ours: Option<&'a str>,
    header: &'a str,
}

impl Wanted<'_> {
    fn is_missing(self, settings: &Settings, first: Option<&NotesFile>) -> Problem {
        let (place, column) = match self.ours {
            Some(ours) => (settings.renamed_places.get(ours), format!("`{ours}`")),
            None => (settings.questions_place.as_ref(), "a question".to_owned()),
        };
        let message = format!(
            "no notes file has the column `{}` for {column}",
            self.header
        );
        let place = place.cloned().unwrap_or_default();
        let names = first.map(original_header).unwrap_or_default();
        let help = format!("the header has: {}", names.join(", "));
        Problem::new(Code::MissingColumn, place, message).help(help)
    }
}

fn wanted(settings: &Settings) -> impl Iterator<Item = Wanted<'_>> {
    let columns = settings.renamed.iter().flat_map(|(ours, theirs)| {
        theirs.iter().map(move |header| Wanted {
            ours: Some(ours),
            header,
        })
    });
    let questions = settings.input.questions.iter().flatten();
    columns.chain(questions.map(|header| Wanted { ours: None, header }))
}

fn has(names: &[String], header: &str) -> bool {
    let wanted = throughline_ingest::header::key(header);
    let is = |name: &String| throughline_ingest::header::key(name) == wanted;
    names.iter().any(is)
}
