//! `throughline codebook import`

use super::{change, plain, printed};
use crate::args::{CodebookImportArguments, DryRun};
use crate::failure::Failure;
use crate::problems;
use std::io::{self, BufWriter, Write};
use throughline::folder::edit::themes::{
    Conflict, Conflicts, TakeIn, TakenIn, ThemeEditError, take_in,
};
use throughline::interchange::codebook::{self, CodebookFile};
use throughline::model::numbers::counted;

/// Takes another file's themes into the codebook.
pub fn run(arguments: &CodebookImportArguments) -> Result<(), Failure> {
    let file = read(arguments)?;
    let (review, progress) = change::opened(&arguments.into)?;
    let how = if arguments.replace {
        TakeIn::Replace
    } else if arguments.merge {
        TakeIn::Merge
    } else {
        TakeIn::Add
    };
    progress.step("comparing");
    let rows = file.rows();
    let folder = &arguments.into;
    let taken = match take_in(folder, &review, (&rows, &file.carried), how) {
        Ok(taken) => taken,
        Err(ThemeEditError::Conflicts(Conflicts(list))) => {
            progress.finish();
            printed(conflicts(&list))?;
            eprintln!(
                "{} with codebook.csv; nothing was written",
                counted(list.len(), "conflict")
            );
            return Err(Failure::Review);
        }
        Err(error) => {
            progress.finish();
            return Err(change::refused(&error));
        }
    };
    change::made(&taken.planned, folder, &arguments.dry_run, &progress)?;
    for sentence in &file.incoming.assumed {
        eprintln!("assumed  {}", plain(sentence));
    }
    printed(listing(&taken, &arguments.dry_run))?;
    crate::carried::said(&file.incoming.not_carried);
    Ok(())
}

fn read(arguments: &CodebookImportArguments) -> Result<CodebookFile, Failure> {
    let shown = arguments.file.display().to_string();
    let bytes = std::fs::read(&arguments.file).map_err(|error| {
        Failure::usage(
            &format!("{shown}: {error}"),
            "give a codebook.csv, Taguette's codebook CSV or a .qdc file",
        )
    })?;
    let (file, found) = codebook::read(&bytes, &shown);
    eprint!("{}", problems::listing(&found, problems::SHOWN_OF_A_KIND));
    file.ok_or(Failure::Review)
}

fn conflicts(list: &[Conflict]) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for conflict in list {
        match conflict {
            Conflict::Differs {
                theme,
                column,
                ours,
                theirs,
            } => {
                writeln!(out, "differs  {column} of {theme}")?;
                writeln!(out, "  codebook.csv: {}", shown(ours))?;
                writeln!(out, "  the file:     {}", shown(theirs))?;
            }
            Conflict::InUse {
                theme,
                cells,
                finding,
            } => {
                let by = match (cells, finding) {
                    (0, _) => "a finding names it".to_owned(),
                    (n, false) => format!("{} of notes and tags name it", counted(*n, "cell")),
                    (n, true) => {
                        format!(
                            "{} of notes and tags and a finding name it",
                            counted(*n, "cell")
                        )
                    }
                };
                writeln!(out, "in use   {theme}: the file lacks it, and {by}")?;
            }
            Conflict::Twice { theme, label } => {
                writeln!(
                    out,
                    "twice    {theme}: “{}” is this theme too",
                    plain(label)
                )?;
            }
        }
    }
    let has = |wanted: fn(&Conflict) -> bool| list.iter().any(wanted);
    if has(|c| matches!(c, Conflict::Differs { .. })) {
        writeln!(out, "help: --merge lets the file decide, theme by theme")?;
    }
    if has(|c| matches!(c, Conflict::InUse { .. })) {
        writeln!(
            out,
            "help: merge such a theme into another first (`throughline codebook merge`), or give --merge, which keeps it"
        )?;
    }
    if has(|c| matches!(c, Conflict::Twice { .. })) {
        writeln!(out, "help: tell the two apart in the file")?;
    }
    out.flush()
}

/// A text, or a word that says there is none.
fn shown(text: &str) -> String {
    if text.is_empty() {
        "(blank)".to_owned()
    } else {
        plain(text)
    }
}

fn listing(taken: &TakenIn, dry_run: &DryRun) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for id in &taken.added {
        writeln!(out, "added    {id}")?;
    }
    for (id, columns) in &taken.changed {
        writeln!(out, "changed  {id}: {}", columns.join(", "))?;
    }
    for id in &taken.removed {
        writeln!(out, "removed  {id}")?;
    }
    let would = if dry_run.dry_run {
        "; nothing was written"
    } else {
        ""
    };
    writeln!(
        out,
        "{} added, {} changed, {} kept, {} removed{would}",
        counted(taken.added.len(), "theme"),
        taken.changed.len(),
        taken.kept.len(),
        taken.removed.len()
    )?;
    out.flush()
}
