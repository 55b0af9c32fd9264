//! The Typst compiler as a library. Its world is the project's files and the report's five fonts:
//! it reads no disk, knows no packages and no clock.

use super::{Diagnostic, Document, PdfError, Project};
use crate::fonts::FILES;
use crate::template::MAIN;
use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// How many compilations a cached piece of work outlives without being used again.
const CACHE_AGE: usize = 4;

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    FILES
        .iter()
        .flat_map(|file| Font::iter(Bytes::new(file.bytes)))
        .collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

// Row heads of tables are behind a feature that is still unstable; one helper of the template uses it.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// The files of one project as Typst sees them.
struct Memory {
    main: FileId,
    files: HashMap<FileId, (String, Bytes)>,
    sources: HashMap<FileId, Source>,
}

impl Memory {
    fn new(project: &Project) -> Result<Self, PdfError> {
        let (mut files, mut sources) = (HashMap::new(), HashMap::new());
        let mut main = None;
        for (path, bytes) in project.files() {
            let id = VirtualPath::new(path)
                .map(|vpath| RootedPath::new(VirtualRoot::Project, vpath).intern())
                .map_err(|_| PdfError::Path { path: path.clone() })?;
            if path == MAIN {
                main = Some(id);
            }
            let is_source = Path::new(path).extension().is_some_and(|e| e == "typ");
            if let (true, Ok(text)) = (is_source, std::str::from_utf8(bytes)) {
                sources.insert(id, Source::new(id, text.to_owned()));
            }
            files.insert(id, (path.clone(), Bytes::new(bytes.clone())));
        }
        Ok(Self {
            main: main.ok_or(PdfError::NoMainFile)?,
            files,
            sources,
        })
    }

    fn diagnostic(&self, found: &SourceDiagnostic) -> Diagnostic {
        let file = found.span.id().and_then(|id| self.files.get(&id));
        let place = self
            .range(found.span)
            .zip(file)
            .and_then(|(range, (_, bytes))| {
                let before = std::str::from_utf8(bytes.get(..range.start)?).ok()?;
                let line_start = before.rfind('\n').map_or(0, |at| at + 1);
                let column = before.get(line_start..)?.chars().count();
                Some((before.matches('\n').count() + 1, column + 1))
            });
        Diagnostic {
            file: file.map(|(path, _)| path.clone()),
            line: place.map(|p| p.0),
            column: place.map(|p| p.1),
            message: found.message.to_string(),
            hints: found.hints.iter().map(|hint| hint.v.to_string()).collect(),
        }
    }

    fn refuse(&self, found: &[SourceDiagnostic]) -> PdfError {
        PdfError::Typst {
            diagnostics: found.iter().map(|d| self.diagnostic(d)).collect(),
        }
    }
}

impl World for Memory {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match self.sources.get(&id) {
            Some(source) => Ok(source.clone()),
            None if self.files.contains_key(&id) => Err(FileError::NotSource),
            None => Err(not_there(id)),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .get(&id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or_else(|| not_there(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_there(id: FileId) -> FileError {
    match id.root() {
        VirtualRoot::Project => FileError::NotFound(id.vpath().get_without_slash().into()),
        VirtualRoot::Package(_) => FileError::Other(Some(
            "packages cannot be used in a report's template".into(),
        )),
    }
}

/// The document's date for a template that sets none: midnight, UTC, as the other engine is told.
fn timestamp(project: &Project) -> Option<Timestamp> {
    let date = project.date()?;
    let (year, month, day) = (date.year(), date.month(), date.day());
    Datetime::from_ymd_hms(
        year.into(),
        month.try_into().ok()?,
        day.try_into().ok()?,
        0,
        0,
        0,
    )
    .map(Timestamp::new_utc)
}

pub(super) fn typeset(project: &Project) -> Result<Document, PdfError> {
    let world = Memory::new(project)?;
    let compiled = typst::compile::<PagedDocument>(&world);
    let warnings = compiled
        .warnings
        .iter()
        .map(|warning| world.diagnostic(warning).to_string())
        .collect();
    let result = compiled
        .output
        .and_then(|document| {
            let options = PdfOptions {
                timestamp: timestamp(project),
                standards: PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
                    .unwrap_or_default(),
                ..PdfOptions::default()
            };
            let bytes = typst_pdf::pdf(&document, &options)?;
            Ok((bytes, u32::try_from(document.pages().len()).ok()))
        })
        .map_err(|errors| world.refuse(&errors));
    // Typst keeps what it computed for the next run; a program that makes many reports must not grow.
    typst::comemo::evict(CACHE_AGE);
    result.map(|(bytes, pages)| Document {
        bytes,
        pages,
        warnings,
    })
}
