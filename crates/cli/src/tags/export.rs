//! `throughline tags export`

use crate::args::{SheetFormat, TagsExport};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use std::path::{Path, PathBuf};
use throughline::folder::samples;
use throughline::ingest::values;
use throughline::interchange::sheets::{NotesToTag, notes_to_tag, tagging};
use throughline::model::dates::Date;
use throughline::model::numbers::counted;
use throughline::model::samples::Sample;

/// Writes a sheet to tag in.
pub fn run(arguments: &TagsExport) -> Result<(), Failure> {
    let coder = super::coder(&arguments.coder)?;
    let date = date(arguments.date.as_deref())?;
    let path = match (&arguments.output, arguments.format) {
        (Some(path), _) => Some(path.clone()),
        (None, SheetFormat::Xlsx) => Some(PathBuf::from(format!("tags-{coder}.xlsx"))),
        (None, SheetFormat::Csv) => None,
    };
    if let Some(path) = &path {
        super::refuse_to_overwrite(path, arguments.overwrite)?;
    }
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    progress.step("writing the sheet");
    let what = NotesToTag {
        coder,
        unread: arguments.unread,
        sample: arguments.sample.map(|most| (most, arguments.seed)),
        show_others: arguments.show_others,
    };
    let (notes, sample) = notes_to_tag(&review, &what);
    let sample = sample.map(|sample| Sample { date, ..sample });
    let sheet =
        tagging(&review, &notes, &what, sample.as_ref()).map_err(|e| super::of_sheet(&e))?;
    let bytes = match arguments.format {
        SheetFormat::Csv => sheet.to_csv(),
        SheetFormat::Xlsx => sheet
            .to_xlsx(&review.codebook)
            .map_err(|e| super::of_sheet(&e))?,
    };
    progress.finish();
    super::write(path.as_deref(), &bytes, arguments.overwrite)?;
    let of = counted(notes.len(), "note");
    let to = path.map_or_else(|| "standard output".into(), |p| p.display().to_string());
    eprintln!("{of} for {} in {to}", what.coder);
    if notes.is_empty() {
        eprintln!(
            "there is nothing to tag: {} has read every note",
            what.coder
        );
    }
    if let Some(sample) = &sample {
        keep(&arguments.source.review, sample)?;
    }
    Ok(())
}

fn date(text: Option<&str>) -> Result<Option<Date>, Failure> {
    let Some(text) = text else { return Ok(None) };
    match values::date(text) {
        Some(date) => Ok(Some(date)),
        None => Err(Failure::usage(
            &format!("`{text}` is not a date that exists, written as year-month-day"),
            "write it as `2023-09-26`",
        )),
    }
}

/// Says how a sample was drawn, and keeps it with the review.
fn keep(review: &Path, sample: &Sample) -> Result<(), Failure> {
    eprintln!("sample: {}", sample.words());
    if review.is_file() {
        eprintln!("one file of notes keeps no record of it; note the seed down");
        return Ok(());
    }
    match samples::add(review, sample) {
        Ok(true) => eprintln!("kept in {}", review.join(samples::FILE).display()),
        Ok(false) => {}
        Err(error) => {
            eprintln!(
                "the sheet is written; how it was drawn is not in {}",
                samples::FILE
            );
            return Err(super::of_edit(&error));
        }
    }
    Ok(())
}
