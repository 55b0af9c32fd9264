//! The one door for other tools' files: what a file is is told by its content, and its reader called.

use crate::incoming::Incoming;
use crate::kind::{self, Kind};
use crate::refi::{self, Limits};
use crate::segments::{self, Rejected, Tool};
use throughline_core::problem::{Code, Place, Problem, Problems};

/// What a file is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table of coded segments.
    Segments(Tool),
    /// A REFI-QDA project.
    Project,
}

/// What is said of a file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// What it is; found out where it is not said.
    pub format: Option<Format>,
    /// The coder of what names nobody.
    pub coder: Option<&'a str>,
    /// Rows with an error are set aside.
    pub reject_rows: bool,
}

/// What was read.
#[derive(Debug)]
pub struct Reading {
    /// What the file holds; nothing where there is an error.
    pub incoming: Option<Incoming>,
    /// Everything found wrong, in order of place.
    pub problems: Problems,
    /// Rows that were set aside.
    pub rejected: Rejected,
}

/// Reads another tool's file.
///
/// ```
/// use throughline_interchange::import::{Options, read};
/// let reading = read(b"%PDF-1.7", "interview.pdf", &Options::default());
/// assert!(reading.incoming.is_none());
/// assert_eq!(reading.problems.iter().next().unwrap().message, "the file is a PDF, not a table of segments");
/// ```
#[must_use]
pub fn read(bytes: &[u8], file: &str, options: &Options<'_>) -> Reading {
    let kind = match kind::of(bytes, file) {
        Ok(kind) => kind,
        Err(problem) => return failed(problem),
    };
    match (options.format, kind) {
        (None | Some(Format::Project), Kind::Project) => project(bytes, file, options),
        (Some(Format::Project), _) => {
            let message = "the file is no REFI-QDA project: it is not a zip with a `project.qde`";
            let problem = Problem::new(Code::UnreadableFile, Place::file(file), message);
            failed(problem.help("leave --format out, and its content tells what it is"))
        }
        (format, _) => {
            let tool = match format {
                Some(Format::Segments(tool)) => Some(tool),
                _ => None,
            };
            let read = segments::read(
                bytes,
                file,
                &segments::Options {
                    tool,
                    coder: options.coder,
                    reject_rows: options.reject_rows,
                },
            );
            Reading {
                incoming: read.incoming,
                problems: read.problems,
                rejected: read.rejected,
            }
        }
    }
}

fn failed(problem: Problem) -> Reading {
    let mut problems = Problems::default();
    problems.push(problem);
    Reading {
        incoming: None,
        problems,
        rejected: Rejected::default(),
    }
}

fn project(bytes: &[u8], file: &str, options: &Options<'_>) -> Reading {
    match refi::read_project(bytes, file, &Limits::default()) {
        Ok(mut incoming) => {
            let nobody = options.coder.unwrap_or("qdpx");
            for tag in incoming
                .tags
                .iter_mut()
                .filter(|tag| tag.coder.trim().is_empty())
            {
                nobody.clone_into(&mut tag.coder);
            }
            Reading {
                incoming: Some(incoming),
                problems: Problems::default(),
                rejected: Rejected::default(),
            }
        }
        Err(problems) => Reading {
            incoming: None,
            problems,
            rejected: Rejected::default(),
        },
    }
}
