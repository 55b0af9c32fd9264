//! `throughline tags import`

use crate::args::{Source, TagsImport};
use crate::failure::Failure;
use crate::problems;
use crate::progress::Progress;
use crate::source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use throughline::folder::edit::apply;
use throughline::folder::tags::{ADJUDICATED, CoderFile, TagRow};
use throughline::interchange::sheets::{
    self, Conflict, Merge, SheetFile, Taken, Undecided, coders_of, complete, merge, rejected_csv,
    rows_of, take,
};
use throughline::model::ids::CoderId;
use throughline::model::numbers::{counted, counted_as, grouped};
use throughline::model::review::CoderPolicy;
use throughline::{Code, Place, Problem, Problems, Review};

/// What a sheet decides, by the id of the note.
type Decided = BTreeMap<String, (Place, Vec<TagRow>)>;

/// Takes a sheet into a coder's file.
pub fn run(arguments: &TagsImport) -> Result<(), Failure> {
    super::needs_a_folder(&arguments.into)?;
    let coder = super::coder(arguments.coder.as_deref().unwrap_or(ADJUDICATED))?;
    let progress = Progress::start();
    let source = Source::of(arguments.into.clone());
    let review = source::review(&source, &progress)?;
    progress.step("reading the sheet");
    let sheet = read(&arguments.sheet)?;
    let mut taken = take(&review, &sheet).map_err(|e| super::of_sheet(&e))?;
    progress.finish();
    expected_columns(&mut taken, &sheet);
    list(std::mem::take(&mut taken.problems));
    if !taken.readable {
        return nothing_written(&arguments.sheet);
    }
    let whole = if arguments.adjudicated {
        if !taken.rejected.is_empty() {
            return nothing_written(&arguments.sheet);
        }
        Some(decide(&review, &coder, &taken, &sheet, &arguments.sheet)?)
    } else {
        None
    };
    let there: BTreeMap<String, Vec<TagRow>> = rows_of(&review, &coder)
        .into_iter()
        .map(|(note, rows)| (review.notes.ids.get(note as usize).to_owned(), rows))
        .collect();
    let file = CoderFile::read(&arguments.into, &coder)
        .map_err(|error| Failure::system(&format!("tags/{coder}.csv: {error}")))?;
    let conflict = match (arguments.replace, arguments.keep) {
        (true, _) => Conflict::Replace,
        (_, true) => Conflict::Keep,
        _ => Conflict::Stop,
    };
    let decided = whole.as_ref().unwrap_or(&taken.decided);
    let merge = merge(decided, &there, file.path(), conflict);
    if conflict == Conflict::Stop && !merge.conflicts.is_empty() {
        list(of_list(&merge.conflicts));
        eprintln!(
            "help: --replace takes the sheet for {}, --keep what {} says",
            counted(merge.conflicts.len(), "note"),
            file.path()
        );
        return nothing_written(&arguments.sheet);
    }
    let rejected = set_aside(&arguments.sheet, &taken)?;
    if !merge.rows.is_empty() || (!file.exists() && !decided.is_empty()) {
        apply(&arguments.into, &[file.change(&merge.rows)]).map_err(|e| super::of_edit(&e))?;
    }
    summary(&merge, &taken, &there, (file.path(), conflict));
    if arguments.adjudicated {
        hint(&review, &coder);
    }
    match rejected {
        None => Ok(()),
        Some(path) => {
            eprintln!(
                "{} right in {} and import that file",
                counted_as(
                    taken.rejected.len(),
                    "row was rejected; put it",
                    "rows were rejected; put them"
                ),
                path.display()
            );
            Err(Failure::Review)
        }
    }
}

fn read(path: &Path) -> Result<SheetFile, Failure> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound || path.is_dir() => {
            return Err(Failure::usage(
                &format!("{}: there is no such file", path.display()),
                "give the sheet that was filled in: an XLSX, ODS or CSV file",
            ));
        }
        Err(error) => return Err(Failure::system(&format!("{}: {error}", path.display()))),
    };
    sheets::read(bytes, &path.display().to_string()).map_err(|e| super::of_sheet(&e))
}

/// A sheet of differences has columns of each coder, which are there to be read by people.
fn expected_columns(taken: &mut Taken, sheet: &SheetFile) {
    let coders = coders_of(&sheet.heads());
    let of_a_coder = |problem: &Problem| {
        let names = |coder: &String| problem.message.contains(&format!("`{coder}: "));
        problem.code == Code::UnknownColumn && coders.iter().any(names)
    };
    let mut kept = Problems::default();
    for problem in taken.problems.iter().filter(|p| !of_a_coder(p)) {
        kept.push(problem.clone());
    }
    taken.problems = kept;
}

/// The decisions of a sheet of differences, with what the coders agree on.
fn decide(
    review: &Review,
    coder: &CoderId,
    taken: &Taken,
    sheet: &SheetFile,
    path: &Path,
) -> Result<Decided, Failure> {
    let tags = super::coder_tags(review)?;
    let coders = super::compared(review, tags, &coders_of(&sheet.heads()), coder)?;
    let apart = tags.coders.iter().position(|name| name == coder);
    let apart = apart.and_then(|at| u16::try_from(at).ok());
    match complete(review, tags, (&coders, apart), taken, sheet.name()) {
        Ok(done) => {
            let names: Vec<&str> = coders.iter().map(|&c| super::name(tags, c)).collect();
            println!(
                "{} decided in the sheet; {} that {} agree on, {} that one of them read, {} that \
                 only others read",
                counted(done.by_sheet, "note"),
                grouped(done.agreed as u64),
                names.join(", "),
                grouped(done.one_reader as u64),
                grouped(done.others as u64),
            );
            Ok(done.decided)
        }
        Err(Undecided(open)) => {
            list(of_list(&open));
            nothing_written(path)?;
            Err(Failure::Review)
        }
    }
}

fn of_list(list: &[Problem]) -> Problems {
    let mut problems = Problems::default();
    for problem in list {
        problems.push(problem.clone());
    }
    problems
}

fn list(found: Problems) {
    let found = found.sorted();
    eprint!("{}", problems::listing(&found, problems::SHOWN_OF_A_KIND));
}

fn nothing_written(sheet: &Path) -> Result<(), Failure> {
    eprintln!("{}: nothing was written", sheet.display());
    Err(Failure::Review)
}

/// Writes the rejected rows beside the sheet, and says where. A file that is there and says
/// something else may have been put right by somebody: the next number is taken.
fn set_aside(sheet: &Path, taken: &Taken) -> Result<Option<PathBuf>, Failure> {
    if taken.rejected.is_empty() {
        return Ok(None);
    }
    let bytes = rejected_csv(&taken.rejected);
    let name = sheet
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for number in 1u32.. {
        let number = if number == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        let path = sheet.with_file_name(format!("{name}.rejected{number}.csv"));
        match std::fs::read(&path) {
            Ok(there) if there == bytes => return Ok(Some(path)),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                super::write(Some(&path), &bytes, false)?;
                return Ok(Some(path));
            }
            Err(error) => {
                return Err(Failure::system(&format!("{}: {error}", path.display())));
            }
        }
    }
    Ok(None)
}

fn summary(
    merge: &Merge,
    taken: &Taken,
    there: &BTreeMap<String, Vec<TagRow>>,
    (file, conflict): (&str, Conflict),
) {
    let conflicts = merge.conflicts.len();
    for problem in &merge.conflicts {
        let done = if conflict == Conflict::Replace {
            "replaced"
        } else {
            "kept    "
        };
        println!("{done}  {}", problem.message);
    }
    let (replaced, kept) = match conflict {
        Conflict::Replace => (conflicts, 0),
        Conflict::Keep | Conflict::Stop => (0, conflicts),
    };
    let of = |n: usize| grouped(n as u64);
    println!(
        "{file}: {} new, {} replaced, {} kept against the sheet, {} as they were, {} left blank",
        counted(merge.new, "note"),
        of(replaced),
        of(kept),
        of(merge.same),
        of(taken.blank.len()),
    );
    let read = taken
        .blank
        .iter()
        .filter(|id| there.contains_key(*id))
        .count();
    if read > 0 {
        eprintln!(
            "{} as {file} has {}; to withdraw a decision take its row out there",
            counted_as(
                read,
                "note that the sheet leaves blank stays",
                "notes that the sheet leaves blank stay"
            ),
            if read == 1 { "it" } else { "them" }
        );
    }
}

/// What makes the review count by the adjudicated file.
fn hint(review: &Review, coder: &CoderId) {
    if review.counting.coders != CoderPolicy::Coder(coder.clone()) {
        eprintln!(
            "help: to count by it, let review.toml say under `[counting]`\n  coders = \"coder:{coder}\""
        );
    }
}
