//! `throughline codebook merge`, `rename` and `move`

use super::{plain, printed};
use crate::args::{DryRun, MergeArguments, MoveArguments, RenameArguments, Source};
use crate::failure::Failure;
use crate::problems;
use crate::progress::Progress;
use crate::source;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use throughline::Review;
use throughline::folder::edit::EditError;
use throughline::folder::edit::themes::{ThemeChanges, ThemeEdit, ThemeEditError, plan};
use throughline::model::codebook::ThemeCode;
use throughline::model::ids::{IdError, ThemeId};
use throughline::model::numbers::counted;
use throughline::model::problem::did_you_mean;

/// Makes one theme of several.
pub fn merge(arguments: &MergeArguments) -> Result<(), Failure> {
    let (review, progress) = opened(&arguments.review)?;
    let into = theme(&arguments.into, &review)?;
    let mut from: Vec<ThemeCode> = Vec::new();
    for id in &arguments.from {
        let theme = theme(id, &review)?;
        if !from.contains(&theme) {
            from.push(theme);
        }
    }
    let edit = ThemeEdit::Merge { from, into };
    change(
        (&arguments.review, &review),
        &edit,
        &arguments.dry_run,
        &progress,
    )
}

/// Gives a theme another code.
pub fn rename(arguments: &RenameArguments) -> Result<(), Failure> {
    let to: ThemeId = arguments.new.parse().map_err(|error: IdError| {
        Failure::usage(
            &error,
            "a code is a word or a few, without `;` and line breaks",
        )
    })?;
    let label = arguments
        .label
        .as_ref()
        .map(|label| label.trim().to_owned());
    if label.as_deref() == Some("") {
        return Err(Failure::usage(
            &"the label is blank",
            "give the words that charts and tables show",
        ));
    }
    let (review, progress) = opened(&arguments.review)?;
    let theme = theme(&arguments.old, &review)?;
    let edit = ThemeEdit::Rename { theme, to, label };
    change(
        (&arguments.review, &review),
        &edit,
        &arguments.dry_run,
        &progress,
    )
}

/// Puts a theme under another.
pub fn move_theme(arguments: &MoveArguments) -> Result<(), Failure> {
    let (review, progress) = opened(&arguments.review)?;
    let moved = theme(&arguments.theme, &review)?;
    let under = arguments
        .under
        .as_ref()
        .map(|id| theme(id, &review))
        .transpose()?;
    let edit = ThemeEdit::Move {
        theme: moved,
        under,
    };
    change(
        (&arguments.review, &review),
        &edit,
        &arguments.dry_run,
        &progress,
    )
}

/// The review of a folder that is to be changed; one with errors is not.
pub fn opened(path: &Path) -> Result<(Review, Progress), Failure> {
    if path.is_file() {
        return Err(Failure::usage(
            &format!(
                "{} is one file of notes and has no codebook to change",
                path.display()
            ),
            "make a folder with a review.toml (`title = \"…\"`) and put the file into its folder `notes`",
        ));
    }
    let progress = Progress::start();
    let source = Source::of(path.to_owned());
    let review = source::review(&source, &progress)?;
    Ok((review, progress))
}

fn theme(id: &str, review: &Review) -> Result<ThemeCode, Failure> {
    let book = &review.codebook;
    let known = || book.themes().iter().map(|theme| theme.id.as_str());
    book.code(id).ok_or_else(|| {
        let help = match did_you_mean(id, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a theme by its code, as `throughline codebook show` prints it".into(),
        };
        Failure::usage(&format!("there is no theme `{id}`"), help)
    })
}

fn change(
    (folder, review): (&Path, &Review),
    edit: &ThemeEdit,
    dry_run: &DryRun,
    progress: &Progress,
) -> Result<(), Failure> {
    progress.step("looking through the files");
    let planned = plan(folder, review, edit).map_err(|e| refused(&e))?;
    made(&planned, folder, dry_run, progress)?;
    printed(listing(&planned, dry_run))
}

/// Makes changes that were planned, unless they are only to be shown.
pub fn made(
    planned: &ThemeChanges,
    folder: &Path,
    dry_run: &DryRun,
    progress: &Progress,
) -> Result<(), Failure> {
    if !dry_run.dry_run && !planned.changes.is_empty() {
        progress.step("writing, and reading the review again");
        planned.make(folder).map_err(|e| refused(&e))?;
    }
    progress.finish();
    Ok(())
}

fn listing(planned: &ThemeChanges, dry_run: &DryRun) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    files(&mut out, planned)?;
    for left in &planned.left_out {
        writeln!(
            out,
            "left out  {} of {}: {}",
            left.column,
            left.theme,
            plain(&left.text)
        )?;
    }
    for remark in &planned.remarks {
        writeln!(out, "look at   {}", plain(remark))?;
    }
    total(&mut out, planned, dry_run)
}

/// A line for each file that changes.
pub fn files(out: &mut dyn Write, planned: &ThemeChanges) -> io::Result<()> {
    for file in &planned.files {
        let toml = Path::new(&file.file)
            .extension()
            .is_some_and(|e| e == "toml");
        let one = if toml { "place" } else { "cell" };
        let mut parts = vec![counted(file.places, one)];
        if file.rows_removed > 0 {
            parts.push(format!("{} removed", counted(file.rows_removed, "row")));
        }
        if file.rows_added > 0 {
            parts.push(format!("{} added", counted(file.rows_added, "row")));
        }
        writeln!(out, "changed   {}: {}", file.file, parts.join(", "))?;
    }
    Ok(())
}

/// The last line: how much changed, or would.
pub fn total(out: &mut dyn Write, planned: &ThemeChanges, dry_run: &DryRun) -> io::Result<()> {
    let files = counted(planned.files.len(), "file");
    let places: usize = planned.files.iter().map(|f| f.places).sum();
    let places = counted(places, "place");
    match (planned.files.is_empty(), dry_run.dry_run) {
        (true, _) => writeln!(out, "nothing to change")?,
        (false, true) => writeln!(out, "{places} in {files} would change; nothing was written")?,
        (false, false) => writeln!(
            out,
            "{places} in {files} changed; `throughline audit` says whether the findings still hold"
        )?,
    }
    out.flush()
}

/// Why themes were not edited, with what would be right.
pub fn refused(error: &ThemeEditError) -> Failure {
    let help = match error {
        ThemeEditError::NoCodebook => {
            "make one: `throughline codebook export REVIEW --format csv -o REVIEW/codebook.csv`"
        }
        ThemeEditError::Cycle { .. } => "move the one beneath to another place first",
        ThemeEditError::Taken(_) => {
            "give another code, or make one of the two: `throughline codebook merge REVIEW OLD --into NEW`"
        }
        ThemeEditError::Itself(_) => "leave it out of the themes that go",
        ThemeEditError::Unreadable(problem) => {
            eprint!("{}", problems::text(problem));
            eprintln!("nothing was written");
            return Failure::Review;
        }
        ThemeEditError::Edit(EditError::Changed(_)) => "nothing was written",
        ThemeEditError::Io { .. } | ThemeEditError::Edit(_) | ThemeEditError::Broken(_) => {
            return Failure::system(error);
        }
        ThemeEditError::Conflicts(_) => "see what `throughline codebook import --help` offers",
    };
    match error {
        ThemeEditError::Edit(_) => Failure::System {
            message: error.to_string(),
            help: Some(help.to_owned()),
        },
        _ => Failure::usage(error, help),
    }
}
