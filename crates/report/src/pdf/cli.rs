//! An installed `typst`, run as a child process: in an empty environment, on a staged copy of the
//! project, with the report's own fonts, without packages, and with a time limit.

use super::{Document, PdfError, Project, diagnostic, program};
use crate::fonts::FILES;
use crate::template::MAIN;
use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use throughline_core::dates::{Date, DateRange};
use throughline_core::unfinished;

/// The version that the embedded engine is, and that gives the same bytes.
pub(super) const VERSION: &str = "0.15.1";

/// How `typst` is found and run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CliOptions {
    /// The program, where it was named (`--typst`, `THROUGHLINE_TYPST`).
    pub program: Option<PathBuf>,
    /// Where it is looked for otherwise: the value of `PATH`.
    pub search_path: Option<OsString>,
    /// When it is stopped; two minutes by default.
    pub timeout: Duration,
}

impl Default for CliOptions {
    fn default() -> Self {
        Self {
            program: None,
            search_path: None,
            timeout: Duration::from_mins(2),
        }
    }
}

/// The last lines that a program wrote, after a colon.
pub(super) fn said(stderr: &str) -> String {
    let lines: Vec<&str> = stderr
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    let last = lines
        .get(lines.len().saturating_sub(5)..)
        .unwrap_or_default();
    if last.is_empty() {
        String::new()
    } else {
        format!(": {}", last.join(" / "))
    }
}

pub(super) fn typeset(project: &Project, options: &CliOptions) -> Result<Document, PdfError> {
    if !project.files().contains_key(MAIN) {
        return Err(PdfError::NoMainFile);
    }
    let found = program::find(options)?;
    program::check_version(&found, VERSION)?;
    let io = |what: &str| {
        let what = what.to_owned();
        move |source| PdfError::Io { what, source }
    };
    let make = || {
        let mut stage = tempfile::Builder::new();
        stage.prefix("throughline-typst-").tempdir()
    };
    let (stage, _unfinished) = unfinished::make(make, tempfile::TempDir::path)
        .map_err(io("cannot make a folder for Typst to work in"))?;
    // The project stands in a folder of its own: a template cannot read the fonts or the output.
    let (root, fonts, empty) = (
        stage.path().join("project"),
        stage.path().join("fonts"),
        stage.path().join("none"),
    );
    let output = stage.path().join("report.pdf");
    for folder in [&root, &fonts, &empty] {
        fs::create_dir(folder).map_err(io("cannot make a folder for Typst to work in"))?;
    }
    for file in FILES {
        fs::write(fonts.join(file.name), file.bytes)
            .map_err(io("cannot write the fonts for Typst"))?;
    }
    for (path, bytes) in project.files() {
        write(&root, path, bytes)?;
    }
    let mut command = Command::new(&found);
    command
        .env_clear()
        .current_dir(&root)
        .arg("compile")
        .arg("--root")
        .arg(&root)
        .arg("--ignore-system-fonts")
        .arg("--ignore-embedded-fonts")
        .arg("--font-path")
        .arg(&fonts)
        .arg("--package-path")
        .arg(&empty)
        .arg("--package-cache-path")
        .arg(&empty)
        .args(["--pdf-standard", "ua-1,a-2a", "--features", "a11y-extras"])
        .args(["--diagnostic-format", "short"])
        .args(["--creation-timestamp", &seconds(project.date()).to_string()])
        .arg(MAIN)
        .arg(&output);
    let finished = program::run(command, &found, options.timeout)?;
    let (errors, warnings) = diagnostic::read_short(&finished.stderr);
    if !finished.status.success() {
        // Typst ends with 1 when the document is at fault, and with 2 when its arguments are.
        return Err(if errors.is_empty() || finished.status.code() != Some(1) {
            PdfError::Failed {
                program: found,
                status: finished.status.to_string(),
                stderr: finished.stderr,
            }
        } else {
            PdfError::Typst {
                diagnostics: errors,
            }
        });
    }
    let bytes = fs::read(&output).map_err(io("cannot read the PDF that Typst wrote"))?;
    Ok(Document {
        pages: pages(&bytes),
        bytes,
        warnings: warnings.iter().map(ToString::to_string).collect(),
    })
}

fn write(root: &Path, path: &str, bytes: &[u8]) -> Result<(), PdfError> {
    let inside = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if !inside || path.is_empty() {
        return Err(PdfError::Path { path: path.into() });
    }
    let file = root.join(path);
    let written = file
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&file, bytes));
    written.map_err(|source| PdfError::Io {
        what: format!("cannot write {path} for Typst"),
        source,
    })
}

/// Midnight, UTC, as seconds since 1970-01-01.
fn seconds(date: Option<Date>) -> i64 {
    let first = Date::constant(1970, 1, 1);
    match date {
        Some(date) if date >= first => i64::from(DateRange::new(first, date).days() - 1) * 86_400,
        _ => 0,
    }
}

/// The number of pages as the page tree gives it: the largest count of its nodes.
fn pages(pdf: &[u8]) -> Option<u32> {
    const NODE: &[u8] = b"/Type/Pages/Count ";
    pdf.windows(NODE.len())
        .enumerate()
        .filter(|(_, window)| *window == NODE)
        .filter_map(|(at, _)| {
            let digits: String = pdf
                .get(at + NODE.len()..)?
                .iter()
                .map(|&byte| char::from(byte))
                .take_while(char::is_ascii_digit)
                .collect();
            digits.parse().ok()
        })
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_is_midnight() {
        for (date, want) in [
            ("1970-01-01", 0),
            ("2023-10-31", 1_698_710_400),
            ("1969-07-20", 0),
        ] {
            assert_eq!(seconds(date.parse().ok()), want, "{date}");
        }
        assert_eq!(seconds(None), 0);
    }

    #[test]
    fn pages_are_those_of_the_root() {
        let tree =
            b"<</Type/Pages/Count 12/Kids[..]>> <</Type/Pages/Count 29/Kids[..]>> <</Count 99>>";
        assert_eq!(pages(tree), Some(29));
        assert_eq!(pages(b"%PDF-1.7"), None);
    }

    #[test]
    fn a_template_cannot_write_outside_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["../out.typ", "/etc/out.typ", "a/../../out.typ", ""] {
            assert!(
                matches!(write(folder.path(), path, b""), Err(PdfError::Path { .. })),
                "{path}"
            );
        }
        write(folder.path(), "parts/one.typ", b"x").unwrap();
        assert_eq!(fs::read(folder.path().join("parts/one.typ")).unwrap(), b"x");
    }

    #[test]
    fn the_last_words_of_a_program_are_shown() {
        assert_eq!(said("\n\n"), "");
        assert_eq!(said("a\nb\nc\nd\ne\nf\n"), ": b / c / d / e / f");
    }
}
