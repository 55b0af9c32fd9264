//! Which sheet of a workbook holds the table.

use super::book::{Book, Cells, SheetName};
use super::error::BookError;
use crate::prepared::copy::push_cell;
use crate::prepared::delimiter::{LOOKED_AT, Vocabulary};
use crate::prepared::head::{self, HEADS, few};
use crate::prepared::{Input, survey};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use throughline_core::names::{name_key, shown_name};
use throughline_core::problem::{Code, did_you_mean};

/// What was chosen.
pub enum Choice {
    /// A sheet by its name, and what was assumed.
    Sheet(String, Vec<String>),
    /// None, with what is wrong and what would be right.
    None(Code, String, String),
}

/// What the first rows of a sheet are.
struct Looked {
    sheet: SheetName,
    /// Whether no cell is filled.
    blank: bool,
    /// Whether it has a header of notes, or is of a survey.
    fits: bool,
}

/// Chooses the sheet that `[input] sheet` names, or the only one in sight that fits.
pub fn choose(book: &mut Book, input: &Input, words: &Vocabulary<'_>) -> Result<Choice, BookError> {
    let sheets = book.sheets();
    if let Some(wanted) = input.sheets.first() {
        return Ok(by_name(&sheets, wanted));
    }
    let mut looked = Vec::new();
    for sheet in sheets {
        looked.push(look(book, sheet, input, words)?);
    }
    Ok(guess(&looked, input.alone))
}

fn by_name(sheets: &[SheetName], wanted: &str) -> Choice {
    let exact = sheets.iter().find(|s| s.name == wanted);
    let alike = || {
        let mut alike = sheets
            .iter()
            .filter(|s| name_key(&s.name) == name_key(wanted));
        alike.next().filter(|_| alike.next().is_none())
    };
    if let Some(sheet) = exact.or_else(alike) {
        return Choice::Sheet(sheet.name.clone(), Vec::new());
    }
    let names: Vec<&str> = sheets.iter().map(|s| s.name.as_str()).collect();
    let message = format!("the workbook has no sheet `{wanted}`");
    let help = match did_you_mean(wanted, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its sheets are {}", few(&names)),
    };
    Choice::None(Code::BadValue, message, help)
}

fn look(
    book: &mut Book,
    sheet: SheetName,
    input: &Input,
    words: &Vocabulary<'_>,
) -> Result<Looked, BookError> {
    let mut first: Vec<Cells> = Vec::new();
    book.rows(&sheet.name, &mut |_, cells| {
        first.push(cells);
        Ok(if first.len() >= LOOKED_AT {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(Looked {
        sheet,
        blank: first.is_empty(),
        fits: is_of_notes(&first, input, words),
    })
}

/// Whether the first rows of a sheet have a header of notes: the first names the text, or one of the
/// next does and another column; or they are those of a survey.
fn is_of_notes(first: &[Cells], input: &Input, words: &Vocabulary<'_>) -> bool {
    let heads = first.iter().take(HEADS).enumerate();
    let has_header = heads.into_iter().any(|(at, cells)| {
        let names: Vec<String> = cells.iter().map(|(_, v)| shown_name(&v.text())).collect();
        words.has_required(&names) && (at == 0 || words.known(&names) >= 2)
    });
    has_header || {
        let columns = first.iter().flatten().map(|(column, _)| *column);
        let columns: BTreeSet<u32> = columns.collect();
        let mut sample = Vec::new();
        for cells in first {
            for (number, column) in columns.iter().enumerate() {
                if number > 0 {
                    sample.push(b',');
                }
                let cell = cells.binary_search_by_key(column, |(column, _)| *column);
                let cell = cell.ok().and_then(|at| cells.get(at));
                let text = cell.map_or_else(String::new, |(_, value)| value.text());
                push_cell(&mut sample, &text);
            }
            sample.push(b'\n');
        }
        let input = Input {
            encoding: None,
            delimiter: ",".parse().ok(),
            ..input.clone()
        };
        let layout = head::layout(&sample, &input, words, &mut Vec::new());
        survey::asked(&sample, &layout, &input, words).is_some()
    }
}

fn guess(looked: &[Looked], alone: bool) -> Choice {
    let named = |of: &dyn Fn(&Looked) -> bool| -> Vec<&str> {
        let chosen = looked.iter().filter(|l| of(l));
        chosen.map(|l| l.sheet.name.as_str()).collect()
    };
    let fitting = named(&|l| l.fits && !l.sheet.hidden);
    let hidden = named(&|l| l.fits && l.sheet.hidden);
    let filled = named(&|l| !l.blank && !l.sheet.hidden);
    let name_it = |name: &str| {
        if alone {
            format!("name the right one: `--sheet \"{name}\"`")
        } else {
            format!("name the right one: `sheet = \"{name}\"` under `[input]` in review.toml")
        }
    };
    let chosen = match (fitting.as_slice(), filled.as_slice()) {
        (&[one], _) | (&[], &[one]) => one,
        (&[], &[]) if hidden.is_empty() => {
            let message = "the workbook is empty: none of its sheets has a filled cell";
            let help = "fill a sheet with a row of headers and a row for each note";
            return Choice::None(Code::EmptyFile, message.to_owned(), help.to_owned());
        }
        (&[], _) => {
            let message = match hidden.first() {
                Some(_) => format!(
                    "no sheet in sight has a header of notes; the hidden {} {}",
                    sheets(&hidden),
                    if hidden.len() == 1 { "has" } else { "have" }
                ),
                None => format!("none of the {} has a column `text`", sheets(&filled)),
            };
            let first = hidden
                .first()
                .or(filled.first())
                .copied()
                .unwrap_or_default();
            return Choice::None(Code::MissingColumn, message, name_it(first));
        }
        (&[first, ..], _) => {
            let message = format!(
                "{} each have a header of notes, and which is to be read is not said",
                sheets(&fitting)
            );
            let all: Vec<String> = fitting.iter().map(|name| format!("\"{name}\"")).collect();
            let all_of_them = if alone {
                format!("`--sheet {}`", all.join(" --sheet "))
            } else {
                format!("`sheet = [{}]`", all.join(", "))
            };
            let help = format!("{}; {all_of_them} reads all of them", name_it(first));
            return Choice::None(Code::BadValue, message, help);
        }
    };
    let others = named(&|l| !l.blank && !l.sheet.hidden && l.sheet.name != chosen);
    let out_of_sight = named(&|l| !l.blank && l.sheet.hidden && l.sheet.name != chosen);
    let mut said = Vec::new();
    if !others.is_empty() {
        let is = if others.len() == 1 { "is" } else { "are" };
        said.push(format!(
            "sheet `{chosen}` is read, the one with a header of notes; {} {is} not",
            sheets(&others)
        ));
    }
    if !out_of_sight.is_empty() {
        let is = if out_of_sight.len() == 1 { "is" } else { "are" };
        said.push(format!(
            "the hidden {} {is} not read",
            sheets(&out_of_sight)
        ));
    }
    Choice::Sheet(chosen.to_owned(), said)
}

fn sheets(names: &[&str]) -> String {
    let one = if names.len() == 1 { "sheet" } else { "sheets" };
    format!("{one} {}", few(names))
}
