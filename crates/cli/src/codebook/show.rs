//! `throughline codebook show`

use super::{plain, printed};
use crate::args::{ShowArguments, TableFormat};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use std::io::{self, BufWriter, Write};
use throughline::Analysis;
use throughline::analysis::ThemePrevalence;
use throughline::model::codebook::{Codebook, ThemeCode};
use throughline::model::formulas::neutralised;

/// A definition of more code points is cut in the table; CSV and JSON have all of it.
const SHOWN: usize = 60;

/// Prints the tree of themes.
pub fn run(arguments: &ShowArguments) -> Result<(), Failure> {
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    progress.step("counting");
    let analysis = Analysis::of(&review).map_err(|e| Failure::system(&e))?;
    progress.finish();
    let book = &review.codebook;
    let mut order = Vec::new();
    for &root in book.roots() {
        down(book, root, &mut order);
    }
    let rows: Vec<ThemePrevalence> = order
        .iter()
        .map(|&t| *analysis.prevalence().of(t))
        .collect();
    let mut out = BufWriter::new(io::stdout().lock());
    printed(match arguments.format {
        TableFormat::Table => table(&mut out, book, &rows),
        TableFormat::Csv => csv(&mut out, book, &rows),
        TableFormat::Json => json(&mut out, book, &rows),
    })
}

/// A theme, then everything beneath it, branch by branch.
fn down(book: &Codebook, theme: ThemeCode, into: &mut Vec<ThemeCode>) {
    into.push(theme);
    for &child in book.children(theme) {
        down(book, child, into);
    }
}

fn parent(book: &Codebook, theme: ThemeCode) -> &str {
    let parent = book.theme(theme).parent;
    parent.map_or("", |p| book.theme(p).id.as_str())
}

fn table(out: &mut dyn Write, book: &Codebook, rows: &[ThemePrevalence]) -> io::Result<()> {
    let heads = [
        "theme",
        "notes",
        "rolled",
        "organisations",
        "rolled",
        "label",
        "definition",
    ];
    let mut lines = vec![heads.map(str::to_owned)];
    for row in rows {
        let theme = book.theme(row.theme);
        let indent = "  ".repeat(book.depth(row.theme));
        let mut definition: String = plain(&theme.definition).chars().take(SHOWN).collect();
        if theme.definition.chars().count() > SHOWN {
            definition.push('…');
        }
        lines.push([
            format!("{indent}{}", plain(theme.id.as_str())),
            row.own.notes.to_string(),
            row.rolled.notes.to_string(),
            row.own.organisations.to_string(),
            row.rolled.organisations.to_string(),
            plain(&theme.label),
            definition,
        ]);
    }
    let width = |column: usize| {
        let cells = lines.iter().map(|line| line[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: [usize; 7] = std::array::from_fn(width);
    for line in &lines {
        let mut text = String::new();
        for (at, (cell, width)) in line.iter().zip(widths).enumerate() {
            if at > 0 {
                text.push_str("  ");
            }
            if (1..5).contains(&at) {
                text.push_str(&format!("{cell:>width$}"));
            } else {
                text.push_str(&format!("{cell:<width$}"));
            }
        }
        writeln!(out, "{}", text.trim_end())?;
    }
    out.flush()
}

fn csv(out: &mut dyn Write, book: &Codebook, rows: &[ThemePrevalence]) -> io::Result<()> {
    let mut writer = csv_writer(out);
    writer.record(&[
        "theme",
        "label",
        "parent",
        "depth",
        "definition",
        "notes",
        "notes_rolled",
        "organisations",
        "organisations_rolled",
    ])?;
    for row in rows {
        let theme = book.theme(row.theme);
        writer.record(&[
            theme.id.as_str(),
            &theme.label,
            parent(book, row.theme),
            &book.depth(row.theme).to_string(),
            &theme.definition,
            &row.own.notes.to_string(),
            &row.rolled.notes.to_string(),
            &row.own.organisations.to_string(),
            &row.rolled.organisations.to_string(),
        ])?;
    }
    out.flush()
}

/// Writes records, each cell safe for a spreadsheet.
struct Records<'o> {
    out: &'o mut dyn Write,
}

fn csv_writer(out: &mut dyn Write) -> Records<'_> {
    Records { out }
}

impl Records<'_> {
    fn record(&mut self, cells: &[&str]) -> io::Result<()> {
        let cells = cells.iter().map(|cell| {
            let cell = neutralised(cell);
            if cell.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.into_owned()
            }
        });
        writeln!(self.out, "{}", cells.collect::<Vec<_>>().join(","))
    }
}

fn json(out: &mut dyn Write, book: &Codebook, rows: &[ThemePrevalence]) -> io::Result<()> {
    let list: Vec<_> = rows
        .iter()
        .map(|row| {
            let theme = book.theme(row.theme);
            let above = theme.parent.map(|p| book.theme(p).id.as_str());
            serde_json::json!({
                "theme": theme.id.as_str(),
                "label": theme.label,
                "parent": above,
                "depth": book.depth(row.theme),
                "definition": theme.definition,
                "include": theme.include,
                "exclude": theme.exclude,
                "keywords": theme.keywords,
                "notes": row.own.notes,
                "notes_rolled": row.rolled.notes,
                "organisations": row.own.organisations,
                "organisations_rolled": row.rolled.organisations,
            })
        })
        .collect();
    writeln!(out, "{}", serde_json::to_string_pretty(&list)?)?;
    out.flush()
}
