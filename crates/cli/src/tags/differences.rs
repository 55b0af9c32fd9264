//! `throughline tags differences`

use crate::args::{DifferencesFormat, TagsDifferences};
use crate::draft::plain;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use std::fmt::Write as _;
use std::path::PathBuf;
use throughline::Review;
use throughline::folder::tags::ADJUDICATED;
use throughline::interchange::sheets::{Sheet, adjudication, coders_of};
use throughline::model::agreement::Value;
use throughline::model::coders::CoderTags;
use throughline::model::differences::{Differences, differences};
use throughline::model::ids::CoderId;
use throughline::model::numbers::{counted, grouped};

/// Code points of a note's text that the page shows.
const SHOWN: usize = 160;

/// Lists the notes that coders differ on.
pub fn run(arguments: &TagsDifferences) -> Result<(), Failure> {
    super::needs_a_folder(&arguments.source.review)?;
    let path = match (&arguments.output, arguments.format) {
        (Some(path), _) => Some(path.clone()),
        (None, DifferencesFormat::Xlsx) => Some(PathBuf::from("differences.xlsx")),
        (None, DifferencesFormat::Table | DifferencesFormat::Csv) => None,
    };
    if let Some(path) = &path {
        super::refuse_to_overwrite(path, arguments.overwrite)?;
    }
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    let tags = super::coder_tags(&review)?;
    let adjudicated: CoderId = super::coder(ADJUDICATED)?;
    let coders = super::compared(&review, tags, &arguments.coders, &adjudicated)?;
    progress.step("comparing coders");
    let found = differences(tags, &coders);
    let sheet = adjudication(&review, tags, &coders, &found).map_err(|e| super::of_sheet(&e))?;
    let bytes = match arguments.format {
        DifferencesFormat::Table => page(&review, tags, &coders, (&found, &sheet)).into_bytes(),
        DifferencesFormat::Csv => sheet.to_csv(),
        DifferencesFormat::Xlsx => sheet
            .to_xlsx(&review.codebook)
            .map_err(|e| super::of_sheet(&e))?,
    };
    progress.finish();
    super::write(path.as_deref(), &bytes, arguments.overwrite)?;
    if let Some(path) = path {
        eprintln!(
            "{} to decide in {}",
            counted(found.notes.len(), "note"),
            path.display()
        );
    }
    Ok(())
}

fn alpha(value: Value) -> String {
    match value {
        Value::Defined(estimate) => format!("{:.3}", estimate.value),
        Value::Undefined(reason) => format!("undefined: {reason}"),
    }
}

/// The page: themes worst first, then the notes under them.
fn page(
    review: &Review,
    tags: &CoderTags,
    coders: &[u16],
    (found, sheet): (&Differences, &Sheet),
) -> String {
    let names: Vec<&str> = coders.iter().map(|&c| super::name(tags, c)).collect();
    let mut out = format!(
        "{} differ on {} of {} that two or more read\n",
        names.join(", "),
        grouped(found.notes.len() as u64),
        counted(found.read_by_several, "note"),
    );
    let id = |theme: u32| review.codebook.theme(theme).id.to_string();
    let width = found
        .themes
        .iter()
        .map(|t| id(t.theme).chars().count())
        .chain(["theme".len()])
        .max()
        .unwrap_or(0);
    if !found.themes.is_empty() {
        // Writing to a string does not fail.
        let _ = writeln!(out, "\n{:<width$}  notes  Krippendorff's alpha", "theme");
    }
    for theme in &found.themes {
        let (id, alpha) = (id(theme.theme), alpha(theme.alpha));
        let _ = writeln!(out, "{id:<width$}  {:>5}  {alpha}", theme.notes);
    }
    let coder_width = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    let columns: Vec<&str> = sheet.columns.iter().map(|c| c.name.as_str()).collect();
    let cell = |row: &[String], name: &str| {
        let at = columns.iter().position(|column| *column == name);
        let cell = at.and_then(|at| row.get(at)).map_or("", String::as_str);
        plain(&cell.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let heads: Vec<String> = sheet.columns.iter().map(|c| c.name.clone()).collect();
    let mut under = None;
    for row in &sheet.rows {
        let on = cell(row, "differs_on");
        if under.as_ref() != Some(&on) {
            let _ = writeln!(out, "\n{on}");
            under = Some(on);
        }
        let text = shortened(&cell(row, "text"));
        let _ = writeln!(out, "  {}  “{text}”", cell(row, "note_id"));
        for coder in coders_of(&heads) {
            let themes = cell(row, &format!("{coder}: themes"));
            if themes.is_empty() {
                continue;
            }
            let stance = cell(row, &format!("{coder}: stance"));
            let memo = cell(row, &format!("{coder}: memo"));
            let said = [themes, stance].join("  ");
            let memo = if memo.is_empty() {
                memo
            } else {
                format!("  ({memo})")
            };
            let line = format!("    {coder:<coder_width$}  {}{memo}", said.trim_end());
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    out
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{} …", text.get(..cut).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
