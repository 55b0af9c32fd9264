//! Which sheet of a workbook holds the table.

use super::book::{Book, SheetName};
use super::error::BookError;
use crate::prepared::Input;
use crate::prepared::delimiter::Vocabulary;
use crate::prepared::head::{HEADS, few};
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
    /// Whether a row near the top names a column that the table needs.
    fits: bool,
}

/// Chooses the sheet that `[input] sheet` names, or the only one in sight that fits.
pub fn choose(book: &mut Book, input: &Input, words: &Vocabulary<'_>) -> Result<Choice, BookError> {
    let sheets = book.sheets();
    if let Some(wanted) = &input.sheet {
        return Ok(by_name(&sheets, wanted));
    }
    let mut looked = Vec::new();
    for sheet in sheets {
        looked.push(look(book, sheet, words)?);
    }
    Ok(guess(&looked))
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

fn look(book: &mut Book, sheet: SheetName, words: &Vocabulary<'_>) -> Result<Looked, BookError> {
    let (mut seen, mut fits) = (0, false);
    book.rows(&sheet.name, &mut |_, cells| {
        let names: Vec<String> = cells.iter().map(|(_, v)| shown_name(&v.text())).collect();
        fits |= words.has_required(&names);
        seen += 1;
        Ok(if fits || seen >= HEADS {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(Looked {
        sheet,
        blank: seen == 0,
        fits,
    })
}

fn guess(looked: &[Looked]) -> Choice {
    let named = |of: &dyn Fn(&Looked) -> bool| -> Vec<&str> {
        let chosen = looked.iter().filter(|l| of(l));
        chosen.map(|l| l.sheet.name.as_str()).collect()
    };
    let fitting = named(&|l| l.fits && !l.sheet.hidden);
    let hidden = named(&|l| l.fits && l.sheet.hidden);
    let filled = named(&|l| !l.blank && !l.sheet.hidden);
    let name_it = |name: &str| {
        format!(
            "name the right one: `sheet = \"{name}\"` under `[input]` in review.toml, or `--sheet \"{name}\"`"
        )
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
                    "no sheet in sight has a column of notes; the hidden {} {}",
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
                "{} each have a column of notes, and one sheet of a workbook is read",
                sheets(&fitting)
            );
            return Choice::None(Code::BadValue, message, name_it(first));
        }
    };
    let others = named(&|l| !l.blank && !l.sheet.hidden && l.sheet.name != chosen);
    let out_of_sight = named(&|l| !l.blank && l.sheet.hidden && l.sheet.name != chosen);
    let mut said = Vec::new();
    if !others.is_empty() {
        let is = if others.len() == 1 { "is" } else { "are" };
        said.push(format!(
            "sheet `{chosen}` is read, the one with a column of notes; {} {is} not",
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
