//! codebook.csv, as a file of its own.

use super::{CodebookFile, cell};
use crate::incoming::{Incoming, IncomingTheme};
use throughline_core::codebook::Codebook;
use throughline_core::formulas::neutralised;
use throughline_core::ids::{IdError, ThemeId};
use throughline_core::problem::{Code, Problem, Problems};
use throughline_folder::edit::themes::Carried;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Column;
use throughline_ingest::table::{Table, TableRow, values};

const NAMES: [&str; 8] = [
    "code",
    "label",
    "phrase",
    "parent",
    "definition",
    "include",
    "exclude",
    "keywords",
];
const CODE: usize = 0;
const LABEL: usize = 1;
const PHRASE: usize = 2;
const PARENT: usize = 3;
const DEFINITION: usize = 4;
const INCLUDE: usize = 5;
const EXCLUDE: usize = 6;
const KEYWORDS: usize = 7;

/// Reads it.
pub(super) fn read(text: &str, file: &str, problems: &mut Problems) -> Option<CodebookFile> {
    let columns = NAMES.map(|name| Column {
        name,
        required: name == "code",
    });
    let mut faults = Faults::new(false);
    let mut themes = Vec::new();
    let mut has = [false; NAMES.len()];
    let table = Table::of_bytes(text.as_bytes().to_vec(), file, &columns, &mut faults);
    if let Some(table) = &table {
        table.for_each(&mut faults, |row, faults| {
            has = std::array::from_fn(|column| row.has(column));
            themes.extend(theme(row, faults));
        });
    }
    problems.append(faults.finish().0);
    table?;
    let columns = NAMES.iter().zip(has).skip(1).filter(|(_, has)| *has);
    Some(CodebookFile {
        carried: Carried {
            codes: true,
            columns: columns.map(|(name, _)| (*name).to_owned()).collect(),
        },
        incoming: Incoming {
            themes,
            ..Incoming::default()
        },
    })
}

fn theme(row: &TableRow<'_>, faults: &mut Faults) -> Option<IncomingTheme> {
    let of = |column| cell(&row.cell(column));
    let id: ThemeId = match of(CODE).parse() {
        Ok(id) => id,
        Err(error) => {
            let error: IdError = error;
            faults.push(Problem::new(
                Code::BadId,
                row.place(CODE),
                error.to_string(),
            ));
            return None;
        }
    };
    let label = of(LABEL);
    let text = |column| Some(of(column)).filter(|text| !text.is_empty());
    Some(IncomingTheme {
        label: if label.is_empty() {
            id.to_string()
        } else {
            label
        },
        code: id.to_string(),
        parent: text(PARENT),
        phrase: text(PHRASE),
        definition: of(DEFINITION),
        include: of(INCLUDE),
        exclude: of(EXCLUDE),
        keywords: values(&of(KEYWORDS)).map(str::to_owned).collect(),
    })
}

/// The bytes of a codebook.csv: every column, the themes in order of the codebook, `\n` at the end of
/// each line. Text that a spreadsheet would take for a formula has an apostrophe before it, which
/// [`read`](super::read) takes away again.
///
/// ```
/// use throughline_core::codebook::{Codebook, Theme};
/// let mut theme = Theme::bare("cost".parse()?);
/// theme.definition = "-1 or less".into();
/// let bytes = throughline_interchange::codebook::write_csv(&Codebook::new(vec![theme])?);
/// let expected = "code,label,phrase,parent,definition,include,exclude,keywords\ncost,cost,,,'-1 or less,,,\n";
/// assert_eq!(bytes, expected.as_bytes());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write(book: &Codebook) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(NAMES);
    for theme in book.themes() {
        let parent = theme.parent.map_or("", |p| book.theme(p).id.as_str());
        let keywords = theme.keywords.join(";");
        let cells = [
            theme.id.as_str(),
            &theme.label,
            theme.phrase.as_deref().unwrap_or_default(),
            parent,
            &theme.definition,
            &theme.include,
            &theme.exclude,
            &keywords,
        ];
        let _ = writer.write_record(cells.map(|c| neutralised(c).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}
