//! What an edit of themes does to codebook.csv.

use super::{LeftOut, ThemeChanges, ThemeEdit, ThemeEditError, failed};
use crate::edit::sheet::Sheet;
use crate::themes::{
    CODE, COLUMNS, DEFINITION, EXCLUDE, FILE, INCLUDE, KEYWORDS, LABEL, PARENT, PHRASE,
};
use std::path::Path;
use throughline_core::codebook::{Codebook, ThemeCode};
use throughline_core::review::Review;

/// Plans the change of codebook.csv, if there is one.
///
/// # Errors
/// The theme cannot go where it is to go, or the file cannot be read.
pub fn plan(
    folder: &Path,
    review: &Review,
    edit: &ThemeEdit,
    planned: &mut ThemeChanges,
) -> Result<(), ThemeEditError> {
    let book = &review.codebook;
    if let ThemeEdit::Move {
        theme,
        under: Some(under),
    } = edit
        && book.lineage(*under).any(|above| above == *theme)
    {
        return Err(ThemeEditError::Cycle {
            theme: book.theme(*theme).id.clone(),
            under: book.theme(*under).id.clone(),
        });
    }
    let path = folder.join(FILE);
    let Some(bytes) = crate::edit::read(&path).map_err(failed(&path))? else {
        let needs_one = match edit {
            ThemeEdit::Move { .. } => true,
            ThemeEdit::Rename { label, .. } => label.is_some(),
            ThemeEdit::Merge { .. } => false,
        };
        return if needs_one {
            Err(ThemeEditError::NoCodebook)
        } else {
            Ok(())
        };
    };
    let mut sheet = Sheet::read(&bytes, FILE, &COLUMNS)?;
    match edit {
        ThemeEdit::Merge { from, into } => {
            merge(&mut sheet, book, (from, *into), &mut planned.left_out);
        }
        ThemeEdit::Rename { theme, to, label } => {
            if let Some(row) = row(&sheet, book, *theme) {
                sheet.set(row, CODE, to.as_str());
                if let Some(label) = label {
                    sheet.set(row, LABEL, label);
                }
            }
            for &child in book.children(*theme) {
                if let Some(row) = row(&sheet, book, child) {
                    sheet.set(row, PARENT, to.as_str());
                }
            }
        }
        ThemeEdit::Move { theme, under } => {
            let parent = under.map_or("", |under| book.theme(under).id.as_str());
            if book.theme(*theme).parent != *under
                && let Some(row) = row(&sheet, book, *theme)
            {
                sheet.set(row, PARENT, parent);
            }
        }
    }
    if !sheet.is_as_it_was() {
        let after = sheet.bytes();
        let counts = (sheet.cells, sheet.removed, sheet.added());
        planned.add(FILE, bytes.clone(), after, counts);
    }
    Ok(())
}

/// The row of a theme.
pub fn row(sheet: &Sheet<'_>, book: &Codebook, theme: ThemeCode) -> Option<usize> {
    let id = book.theme(theme).id.as_str();
    (0..sheet.len()).find(|&row| sheet.get(row, CODE) == id)
}

fn merge(
    sheet: &mut Sheet<'_>,
    book: &Codebook,
    (from, into): (&[ThemeCode], ThemeCode),
    left_out: &mut Vec<LeftOut>,
) {
    // What stands above the theme that stays must not come to stand beneath it.
    let above: Vec<ThemeCode> = book.lineage(into).collect();
    let remaining = |theme: ThemeCode| {
        let mut up = book.lineage(theme).skip(1);
        up.find(|above| !from.contains(above))
    };
    for theme in book.by_id_order() {
        let parent = book.theme(theme).parent;
        if from.contains(&theme) || !parent.is_some_and(|p| from.contains(&p)) {
            continue;
        }
        let new = if above.contains(&theme) {
            remaining(theme)
        } else {
            Some(into)
        };
        if let Some(row) = row(sheet, book, theme) {
            let name = new.map_or("", |new| book.theme(new).id.as_str());
            sheet.set(row, PARENT, name);
        }
    }
    let Some(stays) = row(sheet, book, into) else {
        return;
    };
    let mut include = vec![sheet.get(stays, INCLUDE).to_owned()];
    let mut keywords = book.theme(into).keywords.clone();
    let had = keywords.len();
    for &theme in from {
        let Some(goes) = row(sheet, book, theme) else {
            continue;
        };
        let cell = |column| sheet.get(goes, column);
        let texts = [cell(DEFINITION), cell(INCLUDE)];
        let texts: Vec<&str> = texts.into_iter().filter(|t| !t.is_empty()).collect();
        if !texts.is_empty() {
            include.push(format!("Merged from {}: {}", cell(LABEL), texts.join(" ")));
        }
        for keyword in &book.theme(theme).keywords {
            let known = keywords
                .iter()
                .any(|k| k.to_lowercase() == keyword.to_lowercase());
            if !known {
                keywords.push(keyword.clone());
            }
        }
        for (column, name) in [(LABEL, "label"), (PHRASE, "phrase"), (EXCLUDE, "exclude")] {
            if !cell(column).is_empty() {
                left_out.push(LeftOut {
                    theme: book.theme(theme).id.clone(),
                    column: name,
                    text: cell(column).to_owned(),
                });
            }
        }
        sheet.remove(goes);
    }
    include.retain(|text| !text.is_empty());
    sheet.set(stays, INCLUDE, &include.join(" "));
    if keywords.len() > had {
        sheet.set(stays, KEYWORDS, &keywords.join(";"));
    }
}
