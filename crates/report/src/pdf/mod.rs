//! Typesetting: one interface with two engines, which take the same files and give the same PDF.

mod cli;
mod diagnostic;
mod embedded;
mod program;
mod project;

pub use crate::template::Template;
pub use cli::CliOptions;
pub use diagnostic::Diagnostic;
pub use project::{Project, ProjectError};

use std::path::PathBuf;
use thiserror::Error;

/// Which Typst typesets the report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Engine {
    /// The embedded one.
    #[default]
    Auto,
    /// The compiler in this program, with its own fonts: no file, no network, nothing to install.
    Embedded,
    /// An installed `typst`, run as a child process.
    Cli(CliOptions),
}

/// A typeset document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The PDF file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: Option<u32>,
    /// What Typst warned of, one a line.
    pub warnings: Vec<String>,
}

/// A report that could not be typeset.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The template has no `report.typ`.
    #[error("the template has no file `report.typ`")]
    NoMainFile,
    /// The template holds a path that leaves its folder or is none.
    #[error("the template's file name `{path}` is not a path inside its folder")]
    Path {
        /// The path.
        path: String,
    },
    /// Typst refused the document.
    #[error("Typst could not typeset the report: {}", diagnostic::list(.diagnostics))]
    Typst {
        /// Its errors, the first of them the cause.
        diagnostics: Vec<Diagnostic>,
    },
    /// There is no `typst` to run.
    #[error("no `typst` program was found: {looked}")]
    NoProgram {
        /// Where it was looked for.
        looked: String,
    },
    /// The program is not a Typst that this template is written for.
    #[error("{} is {found}; this report needs Typst 0.15", .program.display())]
    Version {
        /// The program.
        program: PathBuf,
        /// What it said of itself.
        found: String,
    },
    /// The program could not be run, or its files not be put in place.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The program did not finish in time and was stopped.
    #[error("{} did not finish within {seconds} seconds and was stopped", .program.display())]
    TimedOut {
        /// The program.
        program: PathBuf,
        /// The limit.
        seconds: u64,
    },
    /// The program ended with an error that names no place.
    #[error("{} failed ({status}){}", .program.display(), cli::said(.stderr))]
    Failed {
        /// The program.
        program: PathBuf,
        /// How it ended.
        status: String,
        /// What it wrote.
        stderr: String,
    },
}

impl PdfError {
    /// What to do about it, where there is something to say.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            PdfError::NoProgram { .. } | PdfError::Version { .. } => format!(
                "use `--engine embedded`, which needs nothing installed, or install Typst with \
                 `cargo install --locked typst-cli --version {}` and name it with `--typst PATH` \
                 or THROUGHLINE_TYPST",
                cli::VERSION
            ),
            PdfError::NoMainFile => {
                "a template folder holds at least `report.typ`, which reads `synthesis.json`".into()
            }
            PdfError::Typst { diagnostics } => {
                return diagnostics
                    .first()
                    .filter(|d| !d.hints.is_empty())
                    .map(|d| d.hints.join("; "));
            }
            PdfError::TimedOut { .. } => {
                "try `--engine embedded`, or a longer time limit for a very large report".into()
            }
            PdfError::Failed { .. } => "try `--engine embedded`".into(),
            PdfError::Path { .. } | PdfError::Io { .. } => return None,
        })
    }
}

/// Typesets a project.
///
/// # Errors
/// [`PdfError`]: the template is refused, or the child process cannot be run.
pub fn typeset(project: &Project, engine: &Engine) -> Result<Document, PdfError> {
    match engine {
        Engine::Auto | Engine::Embedded => embedded::typeset(project),
        Engine::Cli(options) => cli::typeset(project, options),
    }
}
