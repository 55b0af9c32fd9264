//! `throughline tags`

mod differences;
mod export;
mod import;

use crate::args::{TagsArguments, TagsCommand};
use crate::failure::Failure;
use std::io::Write;
use std::path::Path;
use throughline::Review;
use throughline::folder::edit::EditError;
use throughline::folder::{beside, tags};
use throughline::interchange::sheets::SheetError;
use throughline::model::coders::{CoderTags, NOTES_CODER};
use throughline::model::ids::CoderId;
use throughline::model::problem::did_you_mean;
use throughline::model::review::CoderPolicy;

/// Sheets to tag in, and how coders differ.
pub fn run(arguments: &TagsArguments) -> Result<(), Failure> {
    match &arguments.command {
        TagsCommand::Export(arguments) => export::run(arguments),
        TagsCommand::Import(arguments) => import::run(arguments),
        TagsCommand::Differences(arguments) => differences::run(arguments),
    }
}

/// The name of a coder who may have a file.
fn coder(name: &str) -> Result<CoderId, Failure> {
    tags::coder(name).map_err(|why| {
        Failure::usage(
            &why,
            "give the coder a name of letters and digits: --coder ana",
        )
    })
}

/// Writes bytes to a file, or to standard output where none is named. A file that is there may hold
/// somebody's work.
fn write(path: Option<&Path>, bytes: &[u8], overwrite: bool) -> Result<(), Failure> {
    let Some(path) = path else {
        let mut out = std::io::stdout().lock();
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            // The reader of a pipe may have had enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|e| Failure::system(&e)),
        };
    };
    refuse_to_overwrite(path, overwrite)?;
    beside::write(path, bytes)
        .map_err(|error| Failure::system(&format!("{}: {error}", path.display())))
}

fn refuse_to_overwrite(path: &Path, overwrite: bool) -> Result<(), Failure> {
    if path.is_dir() {
        return Err(Failure::usage(
            &format!("{} is a folder", path.display()),
            "name a file with -o",
        ));
    }
    if path.exists() && !overwrite {
        return Err(Failure::usage(
            &format!(
                "{} is there already, and may hold somebody's work",
                path.display()
            ),
            "name another file with -o, or say --overwrite",
        ));
    }
    Ok(())
}

/// Why a sheet failed, as the system or as wrong use.
fn of_sheet(error: &SheetError) -> Failure {
    match error {
        SheetError::TooManyRows(_) | SheetError::TooLong { .. } => {
            Failure::usage(error, "use --format csv, or draw a --sample")
        }
        SheetError::Read(_) => Failure::usage(
            error,
            "save the sheet as XLSX again, or as “CSV UTF-8”, and import that",
        ),
        SheetError::Write(_) | SheetError::Text(_) => Failure::system(error),
    }
}

fn of_edit(error: &EditError) -> Failure {
    match error {
        EditError::NotAReview(_) => Failure::usage(error, "give the folder that holds review.toml"),
        _ => Failure::system(error),
    }
}

/// Refuses what is no folder: one file of notes has no tags.
fn needs_a_folder(review: &Path) -> Result<(), Failure> {
    if review.is_file() {
        return Err(Failure::usage(
            &format!(
                "{} is one file of notes and has no coders' files",
                review.display()
            ),
            "make a folder with a review.toml (`title = \"…\"`) and put the file into its folder \
             `notes`",
        ));
    }
    Ok(())
}

/// What coders gave, or why there is nothing.
fn coder_tags(review: &Review) -> Result<&CoderTags, Failure> {
    review.coder_tags.as_ref().ok_or_else(|| {
        Failure::usage(
            &"the review has no coders' files",
            "give each coder a sheet with `throughline tags export REVIEW --coder NAME`",
        )
    })
}

/// The coders whose tags are compared: those named, or everybody but those whose file settles the
/// others.
fn compared(
    review: &Review,
    tags: &CoderTags,
    names: &[String],
    apart: &CoderId,
) -> Result<Vec<u16>, Failure> {
    let settles = |coder: &u16| {
        // The themes column of the notes may be what settles them too.
        let name = name(tags, *coder);
        let by_policy = match &review.counting.coders {
            CoderPolicy::Coder(policy) => policy.as_str() == name,
            _ => false,
        };
        by_policy || name == apart.as_str()
    };
    let mut coders: Vec<u16> = Vec::new();
    if names.is_empty() {
        coders.extend(tags.everyone().filter(|coder| !settles(coder)));
    }
    for name in names.iter().map(|name| name.trim()) {
        let at = tags.coders.iter().position(|coder| coder.as_str() == name);
        let coder = match at {
            Some(at) => u16::try_from(at).unwrap_or(NOTES_CODER),
            None if name == tags::NOTES && tags.notes_coder => NOTES_CODER,
            None => return Err(unknown_coder(name, tags)),
        };
        if !coders.contains(&coder) {
            coders.push(coder);
        }
    }
    if coders.len() < 2 {
        return Err(Failure::usage(
            &format!(
                "there {} to compare, and it takes two",
                match coders.len() {
                    0 => "is no coder",
                    _ => "is one coder",
                }
            ),
            "import the sheet of another coder, or name two with --coders",
        ));
    }
    Ok(coders)
}

fn unknown_coder(name: &str, tags: &CoderTags) -> Failure {
    let mut known: Vec<&str> = tags.coders.iter().map(CoderId::as_str).collect();
    if tags.notes_coder {
        known.push(tags::NOTES);
    }
    let help = match did_you_mean(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the coders are: {}", known.join(", ")),
    };
    Failure::usage(&format!("there is no coder `{name}`"), help)
}

/// The name of a coder of a review.
fn name(tags: &CoderTags, coder: u16) -> &str {
    let name = tags.coders.get(usize::from(coder));
    name.map_or(tags::NOTES, CoderId::as_str)
}
