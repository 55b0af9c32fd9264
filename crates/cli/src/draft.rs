//! `throughline draft`

use crate::args::{DraftArguments, DraftFormat};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use std::io::{BufWriter, Write};
use throughline::analysis::draft::{Covered, Draft, DraftNote, Drafting, Drafts};
use throughline::folder::edit::{EditError, Merged, merge_findings};
use throughline::model::codebook::ThemeCode;
use throughline::model::numbers::counted;
use throughline::model::problem::did_you_mean;
use throughline::{Analysis, Review};

/// Drafts findings, prints them or adds them to findings.toml.
pub fn run(arguments: &DraftArguments) -> Result<(), Failure> {
    if arguments.write && arguments.source.review.is_file() {
        return Err(Failure::usage(
            &format!(
                "{} is one file of notes and has no findings.toml to write to",
                arguments.source.review.display()
            ),
            "make a folder with a review.toml (`title = \"…\"`) and put the file into its folder \
             `notes`; or leave --write out",
        ));
    }
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    let themes = themes(&arguments.theme, &review)?;
    progress.step("counting");
    let analysis = Analysis::of(&review).map_err(|e| Failure::system(&e))?;
    progress.step("drafting");
    let drafting = Drafting {
        themes,
        covered: arguments.all,
    };
    let drafts = analysis.draft(&drafting).map_err(|e| Failure::system(&e))?;
    progress.finish();
    let written = if arguments.write {
        let merged = merge_findings(&arguments.source.review, &drafts.toml(&review))
            .map_err(|e| refused(&e))?;
        merges(&merged, &drafts, &review)
    } else {
        match arguments.format {
            DraftFormat::Text => text(&drafts, &review),
            DraftFormat::Toml => toml(&drafts, &review),
        }
    };
    match written {
        // The reader of a pipe may have had enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|e| Failure::system(&e)),
    }
}

/// The codes of the themes that were asked for.
fn themes(ids: &[String], review: &Review) -> Result<Vec<ThemeCode>, Failure> {
    let book = &review.codebook;
    let known = || book.themes().iter().map(|theme| theme.id.as_str());
    ids.iter()
        .map(|id| {
            book.code(id).ok_or_else(|| {
                let help = match did_you_mean(id, known()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "name a theme by its code in codebook.csv".into(),
                };
                Failure::usage(&format!("there is no theme `{id}`"), help)
            })
        })
        .collect()
}

fn refused(error: &EditError) -> Failure {
    match error {
        EditError::Io { .. } | EditError::Busy | EditError::Changed(_) | EditError::Block(_) => {
            Failure::system(error)
        }
        EditError::NotAReview(_) => Failure::usage(error, "give the folder that holds review.toml"),
        EditError::Syntax { .. } => Failure::usage(error, "put it right and run again"),
        EditError::Inline(_) => Failure::usage(
            error,
            "write each finding under a line `[[finding]]`, or copy what --format toml prints",
        ),
    }
}

/// What was added and what was kept.
fn merges(merged: &Merged, drafts: &Drafts, review: &Review) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for id in &merged.added {
        writeln!(out, "added  {id}")?;
    }
    for id in &merged.kept {
        writeln!(out, "kept   {id}  (findings.toml has it)")?;
    }
    covered(&mut out, &drafts.covered, review)?;
    writeln!(
        out,
        "{} added to the end of findings.toml, {} kept as they are",
        counted(merged.added.len(), "finding"),
        merged.kept.len() + drafts.covered.len()
    )?;
    out.flush()
}

fn toml(drafts: &Drafts, review: &Review) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    out.write_all(drafts.toml(review).as_bytes())?;
    out.flush()?;
    covered(&mut std::io::stderr().lock(), &drafts.covered, review)
}

fn covered(out: &mut dyn Write, list: &[Covered], review: &Review) -> std::io::Result<()> {
    for covered in list {
        let theme = &review.codebook.theme(covered.theme).id;
        writeln!(out, "passed over  {theme}  ({})", by(covered))?;
    }
    Ok(())
}

/// "point `cost` of `value` speaks of it".
fn by(covered: &Covered) -> String {
    match &covered.point {
        Some(point) => format!("point `{point}` of `{}` speaks of it", covered.finding),
        None => format!("finding `{}` speaks of it", covered.finding),
    }
}

fn text(drafts: &Drafts, review: &Review) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for draft in &drafts.drafts {
        one(&mut out, draft, review)?;
    }
    covered(&mut out, &drafts.covered, review)?;
    for &theme in &drafts.without_support {
        let id = &review.codebook.theme(theme).id;
        writeln!(
            out,
            "passed over  {id}  (no {} raised it)",
            review.about.noun.one
        )?;
    }
    writeln!(
        out,
        "{} drafted; --write adds them to findings.toml, --format toml prints them",
        counted(drafts.drafts.len(), "finding")
    )?;
    out.flush()
}

fn one(out: &mut dyn Write, draft: &Draft, review: &Review) -> std::io::Result<()> {
    let theme = review.codebook.theme(draft.theme);
    writeln!(out, "{}  {}", theme.id, plain(&theme.label))?;
    let noun = review.about.noun.of(draft.organisations.base.into());
    writeln!(
        out,
        "  {} {noun}, {}; {}",
        draft.organisations,
        counted(draft.notes, "note"),
        draft.stances_in_words()
    )?;
    if let Some(part) = draft.part.and_then(|p| review.parts.get(p as usize)) {
        writeln!(out, "  part {}: {}", part.id, plain(&part.title))?;
    }
    if let Some(covered) = &draft.covered {
        writeln!(out, "  already: {}", by(covered))?;
    }
    writeln!(out, "\n  {}", plain(&draft.statement))?;
    shown(out, "exemplars", &draft.exemplars, review)?;
    shown(out, "against it", &draft.contrary, review)?;
    writeln!(out)
}

fn shown(
    out: &mut dyn Write,
    head: &str,
    notes: &[DraftNote],
    review: &Review,
) -> std::io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  {head}")?;
    for note in notes {
        let of: Vec<String> = note
            .organisations
            .iter()
            .filter_map(|&o| review.organisations.get(o as usize))
            .map(|o| plain(&o.name))
            .collect();
        let of = if of.is_empty() {
            "nobody named".into()
        } else {
            of.join(", ")
        };
        let may = if note.quotable {
            ""
        } else {
            ", not to be quoted"
        };
        let more = if note.cut { " …" } else { "" };
        writeln!(out, "    {}  {of}{may}", plain(&note.id))?;
        writeln!(out, "      “{}{more}”", plain(&note.text))?;
    }
    Ok(())
}

/// A text without control characters, which a terminal would obey.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
