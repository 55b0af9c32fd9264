//! A first look at a file of notes, before anything is said of it: how it is written, which columns
//! it has and what stands in them.

use super::{Delimiter, Encoding, Head, Input, Layout, Shape, Vocabulary};
use super::{encoding, first_bytes, prepare, workbook};
use crate::faults::Faults;
use crate::header::is_own_name;
use crate::pieces::{Pieces, Sizes};
use crate::records::Records;
use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::Path;

/// Rows that are looked at.
pub const ROWS: usize = 200;

/// What a first look found.
#[derive(Debug, Clone)]
pub struct Glance {
    /// How its characters are written; of a workbook nothing.
    pub encoding: Option<Encoding>,
    /// What stands between fields; of a workbook nothing.
    pub delimiter: Option<Delimiter>,
    /// The sheet, of a workbook.
    pub sheet: Option<String>,
    /// Records above the header.
    pub above: usize,
    /// Records that the header takes.
    pub header_rows: usize,
    /// What rows and columns are.
    pub shape: Shape,
    /// The columns, in order.
    pub columns: Vec<GlanceColumn>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlanceColumn {
    /// Its header.
    pub header: String,
    /// What the header says it is, and whether in our own word for it.
    pub named: Option<(&'static str, bool)>,
    /// Whether it holds the marks of a theme, or is a question.
    pub is_of_shape: bool,
    /// What stands in its first rows, blank cells left out.
    pub values: Vec<String>,
}

/// Looks at the first [`ROWS`] rows of a file. Nothing when it holds no table; why is among the
/// faults.
///
/// # Errors
/// The file cannot be read.
pub fn glance(
    path: &Path,
    file: &str,
    input: &Input,
    words: &Vocabulary<'_>,
    faults: &mut Faults,
) -> io::Result<Option<Glance>> {
    // As it stands, whatever its columns are.
    let as_it_is = Input {
        shape: Some(Shape::Long),
        ..input.clone()
    };
    let mut unheard = Faults::new(false);
    let flat = prepare(path, file, 0, &as_it_is, words, &mut unheard)?;
    let Some(made) = prepare(path, file, 0, input, words, faults)? else {
        return Ok(None);
    };
    let Some(flat) = flat else {
        return Ok(None);
    };
    // A copy that is no sheet is one of answers.
    let shape = if made.layout.placed && made.layout.sheet_columns.is_empty() {
        Shape::Questions
    } else if made.layout.themes.is_empty() {
        Shape::Long
    } else {
        Shape::Themes
    };
    let layout = &flat.layout;
    let Some((head, rows)) = first_rows(&flat.path, layout, file, words, faults)? else {
        return Ok(None);
    };
    let asked =
        super::questions::columns(&head.names, words, input.shape == Some(Shape::Questions));
    let of_shape: BTreeSet<usize> = match shape {
        Shape::Long => BTreeSet::new(),
        Shape::Themes => made.layout.themes.iter().map(|(at, _)| *at).collect(),
        Shape::Questions => asked.iter().map(|(at, _)| *at).collect(),
    };
    let width = head.names.len() - usize::from(head.placed && !head.names.is_empty());
    let columns = head.names.iter().take(width).enumerate();
    let columns = columns.map(|(at, header)| {
        let values = rows.iter().filter_map(|row| row.get(at));
        let named = words.column(header).and_then(|c| words.columns.get(c));
        GlanceColumn {
            header: header.clone(),
            named: named.map(|c| (c.name, is_own_name(header, c.name))),
            is_of_shape: of_shape.contains(&at),
            values: values.filter(|v| !v.is_empty()).cloned().collect(),
        }
    });
    let sheet = flat.name.as_deref().and_then(workbook::sheet_of);
    let is_text = sheet.is_none();
    let encoding = if is_text {
        Some(encoding::detect(&first_bytes(path)?, path, input.encoding)?)
    } else {
        None
    };
    Ok(Some(Glance {
        encoding,
        delimiter: Delimiter::of(layout.delimiter).filter(|_| is_text),
        sheet: sheet.map(str::to_owned),
        above: layout.above,
        header_rows: layout.header_rows,
        shape,
        columns: columns.collect(),
    }))
}

/// The header and the first rows of a table, each cell trimmed.
type FirstRows = (Head, Vec<Vec<String>>);

fn first_rows(
    path: &Path,
    layout: &Layout,
    file: &str,
    words: &Vocabulary<'_>,
    faults: &mut Faults,
) -> io::Result<Option<FirstRows>> {
    let mut pieces = Pieces::new(File::open(path)?, Sizes::default())?.delimited(layout.delimiter);
    let first = pieces.next(Vec::new())?;
    let (bytes, given_up) = first.map_or((Vec::new(), false), |p| (p.bytes, p.given_up));
    let mut records = Records::delimited(&bytes, 1, layout.delimiter);
    let Some(head) = Head::read(&mut records, layout, words, file, given_up, faults) else {
        return Ok(None);
    };
    let mut rows = Vec::new();
    while rows.len() < ROWS && records.advance() {
        let cell = |at| String::from_utf8_lossy(&records.cell(at)).trim().to_owned();
        rows.push((0..records.len()).map(cell).collect());
    }
    Ok(Some((head, rows)))
}
