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
use throughline_ingest::prepared::{Prepared, Vocabulary, prepare};
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
    let mut renamed_found = BTreeMap::new();
    for (name, path) in files {
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
        let prepared = prepare(path, name, index, &settings.input, &words, faults).map_err(&io)?;
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
        before += length(path);
        if let Some(header) = &header {
            if raw.rows == rows_before {
                let message = "the file has a header and no notes";
                faults.push(Problem::new(Code::NoNotes, Place::file(name), message));
            }
            for (ours, theirs) in &settings.renamed {
                for theirs in theirs {
                    let here = header.has(theirs);
                    *renamed_found.entry((ours, theirs)).or_insert(false) |= here;
                }
            }
        }
        read.push(NotesFile {
            source,
            name: name.clone(),
            header: header.unwrap_or_default(),
        });
    }
    for ((ours, theirs), _) in renamed_found.into_iter().filter(|(_, found)| !found) {
        let place = settings.renamed_places.get(ours).cloned();
        let message = format!("no notes file has the column `{theirs}` for `{ours}`");
        let headers = read
            .first()
            .map_or_else(String::new, |f| f.header.names().join(", "));
        faults.push(
            Problem::new(Code::MissingColumn, place.unwrap_or_default(), message)
                .help(format!("the header has: {headers}")),
        );
    }
    Ok((raw, read))
}
