//! Codebooks of other tools, and ours as a file of its own: codebook.csv, Taguette's codebook CSV, and
//! the `.qdc` of [`refi`](crate::refi), read through one door.

mod ours;
mod taguette;

pub use ours::write as write_csv;
pub use taguette::write as write_taguette;

use crate::incoming::{Incoming, IncomingTheme};
use crate::refi::read_codebook;
use throughline_core::codebook::Theme;
use throughline_core::formulas::restored;
use throughline_core::names::name_key;
use throughline_core::problem::{Code, Place, Problem, Problems};
use throughline_folder::edit::themes::{Carried, ThemeRow};
use throughline_ingest::check;
use throughline_ingest::prepared::encoding;
use throughline_ingest::records::Records;

/// A codebook that was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CodebookFile {
    /// Its themes, what was assumed, and what could not be carried.
    pub incoming: Incoming,
    /// What it says of them.
    pub carried: Carried,
}

impl CodebookFile {
    /// The themes as rows of codebook.csv.
    #[must_use]
    pub fn rows(&self) -> Vec<ThemeRow> {
        self.incoming.themes.iter().map(row).collect()
    }
}

fn row(theme: &IncomingTheme) -> ThemeRow {
    ThemeRow {
        code: theme.code.clone(),
        label: theme.label.clone(),
        parent: theme.parent.clone().unwrap_or_default(),
        phrase: theme.phrase.clone().unwrap_or_default(),
        definition: theme.definition.clone(),
        include: theme.include.clone(),
        exclude: theme.exclude.clone(),
        keywords: theme.keywords.join(";"),
    }
}

/// Reads a file of themes: a REFI-QDA codebook when it is XML, else CSV: ours when its header has
/// `code`, Taguette's when it has `tag`, `name` or `path`. How CSV is written is found out as for any other
/// table: UTF-8, UTF-16, or Windows-1252, which Taguette writes on Windows.
///
/// ```
/// use throughline_interchange::codebook::read;
/// let (file, problems) = read(b"tag,description,number of highlights\ncost.price,What is asked,3\n", "tags.csv");
/// let file = file.ok_or("no codebook")?;
/// assert!(problems.is_empty());
/// let codes: Vec<_> = file.rows().into_iter().map(|r| (r.code, r.parent)).collect();
/// assert_eq!(codes, [("cost".into(), String::new()), ("price".into(), "cost".to_string())]);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn read(bytes: &[u8], file: &str) -> (Option<CodebookFile>, Problems) {
    if is_xml(bytes, file) {
        return read_qdc(bytes, file);
    }
    let mut problems = Problems::default();
    let text = encoding::decoded(bytes.to_vec(), file, None).and_then(|decoded| {
        let text = check::text(&decoded.bytes, file)?.to_owned();
        Ok((text, decoded.encoding.said()))
    });
    let (text, assumed) = match text {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return (None, problems);
        }
    };
    let found = match keys(&text) {
        keys if keys.iter().any(|k| k == "code") => ours::read(&text, file, &mut problems),
        keys if keys.iter().any(|k| taguette::NAMES.contains(&k.as_str())) => {
            taguette::read(&text, file, &mut problems)
        }
        keys if keys.is_empty() => {
            problems.push(check::empty(file, "code,label"));
            None
        }
        keys => {
            let message = format!(
                "the header has neither `code` (codebook.csv) nor `tag` (Taguette): {}",
                keys.join(", ")
            );
            let problem = Problem::new(Code::MissingColumn, Place::line(file, 1), message);
            problems
                .push(problem.help("give a codebook.csv, Taguette's codebook CSV, or a .qdc file"));
            None
        }
    };
    let found = found.map(|mut found| {
        file.clone_into(&mut found.incoming.source);
        found.incoming.assumed.splice(0..0, assumed);
        found
    });
    let sound = !problems.has_errors();
    (found.filter(|_| sound), problems)
}

/// Whether a file is XML: its first character says so, or its ending.
fn is_xml(bytes: &[u8], file: &str) -> bool {
    let mut text = bytes
        .iter()
        .filter(|b| !matches!(b, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF));
    let first = text.find(|b| !b.is_ascii_whitespace());
    first == Some(&b'<') || file.to_ascii_lowercase().ends_with(".qdc")
}

fn read_qdc(bytes: &[u8], file: &str) -> (Option<CodebookFile>, Problems) {
    let incoming = match read_codebook(bytes, file) {
        Ok(incoming) => incoming,
        Err(problems) => return (None, problems),
    };
    // What a theme is for, beyond its definition, stands in files that this program wrote.
    let says = |has: &dyn Fn(&IncomingTheme) -> bool| incoming.themes.iter().any(has);
    let columns = [
        ("label", true),
        ("parent", true),
        ("definition", true),
        ("phrase", says(&|t| t.phrase.is_some())),
        ("include", says(&|t| !t.include.is_empty())),
        ("exclude", says(&|t| !t.exclude.is_empty())),
        ("keywords", says(&|t| !t.keywords.is_empty())),
    ];
    let carried = Carried {
        codes: false,
        columns: columns
            .into_iter()
            .filter(|(_, said)| *said)
            .map(|(name, _)| name.to_owned())
            .collect(),
    };
    (
        Some(CodebookFile { incoming, carried }),
        Problems::default(),
    )
}

/// The names of the header, as they are compared.
fn keys(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut records = Records::new(text.as_bytes(), 1);
    if !records.advance() {
        return Vec::new();
    }
    (0..records.len())
        .map(|i| name_key(&String::from_utf8_lossy(&records.cell(i))))
        .collect()
}

/// A cell as it was before it was made safe for a spreadsheet.
fn cell(text: &str) -> String {
    restored(text).trim().to_owned()
}

/// Which of some themes have something in a field, for a list of what was not carried.
fn with(themes: &[Theme], has: impl Fn(&Theme) -> bool) -> Vec<&str> {
    let with = themes.iter().filter(|theme| has(theme));
    with.map(|theme| theme.id.as_str()).collect()
}

#[cfg(test)]
mod tests;
