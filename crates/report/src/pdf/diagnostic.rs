//! What Typst says of a template, with its place.

use std::fmt;

/// An error or a warning of Typst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file of the template, where the place is known.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column, from 1, in code points.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What Typst suggests.
    pub hints: Vec<String>,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}:")?;
            if let (Some(line), Some(column)) = (self.line, self.column) {
                write!(f, "{line}:{column}:")?;
            }
            write!(f, " ")?;
        }
        f.write_str(&self.message)
    }
}

/// All of them on one line, the first first.
pub(super) fn list(diagnostics: &[Diagnostic]) -> String {
    let mut text: Vec<String> = diagnostics
        .iter()
        .take(3)
        .map(ToString::to_string)
        .collect();
    if diagnostics.len() > text.len() {
        text.push(format!("and {} more", diagnostics.len() - text.len()));
    }
    text.join("; ")
}

/// Reads what `typst compile --diagnostic-format short` writes: a line a diagnostic,
/// `FILE:LINE:COLUMN: error: MESSAGE` or `error: MESSAGE`. A line of another form continues the
/// message above it. Returns errors and warnings, each in order.
pub(super) fn read_short(stderr: &str) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let (mut errors, mut warnings): (Vec<Diagnostic>, Vec<Diagnostic>) = Default::default();
    let mut in_errors = true;
    for line in stderr.lines() {
        let found = ["error: ", "warning: "]
            .into_iter()
            .filter_map(|word| Some((word, line.find(word)?)))
            .filter(|&(_, at)| at == 0 || line[..at].ends_with(": "))
            .min_by_key(|&(_, at)| at);
        if let Some((word, at)) = found {
            let (file, place) = place(line[..at].trim_end_matches(": "));
            let diagnostic = Diagnostic {
                file,
                line: place.map(|p| p.0),
                column: place.map(|p| p.1),
                message: line[at + word.len()..].trim().to_owned(),
                hints: Vec::new(),
            };
            in_errors = word == "error: ";
            if in_errors {
                &mut errors
            } else {
                &mut warnings
            }
            .push(diagnostic);
        } else if let Some(last) = if in_errors {
            &mut errors
        } else {
            &mut warnings
        }
        .last_mut()
        {
            match line.trim().strip_prefix("hint: ") {
                Some(hint) => last.hints.push(hint.to_owned()),
                None if line.trim().is_empty() => {}
                None => {
                    last.message.push(' ');
                    last.message.push_str(line.trim());
                }
            }
        }
    }
    (errors, warnings)
}

fn place(text: &str) -> (Option<String>, Option<(usize, usize)>) {
    if text.is_empty() {
        return (None, None);
    }
    let mut parts = text.rsplitn(3, ':');
    let column = parts.next().and_then(|p| p.parse::<usize>().ok());
    let line = parts.next().and_then(|p| p.parse::<usize>().ok());
    match (parts.next(), line, column) {
        (Some(file), Some(line), Some(column)) => (Some(file.to_owned()), Some((line, column + 1))),
        _ => (Some(text.to_owned()), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_diagnostics_are_read_with_their_place() {
        let (errors, warnings) = read_short(
            "report.typ:3:9: error: unknown variable: sectoin\n\
             hint: if you meant `section`, say so\n\
             look.typ:12:0: warning: unknown font family: gill\n\
             error: PDF/UA-1 error: missing document title\n",
        );
        assert_eq!(errors.len(), 2);
        assert_eq!(
            errors[0].to_string(),
            "report.typ:3:10: unknown variable: sectoin"
        );
        assert_eq!(errors[0].hints, ["if you meant `section`, say so"]);
        assert_eq!(
            errors[1].to_string(),
            "PDF/UA-1 error: missing document title"
        );
        assert_eq!(
            warnings[0].to_string(),
            "look.typ:12:1: unknown font family: gill"
        );
    }

    #[test]
    fn what_is_no_diagnostic_is_none() {
        let (errors, warnings) = read_short("thread main panicked\nat the disco\n");
        assert!(errors.is_empty() && warnings.is_empty());
    }

    #[test]
    fn a_long_list_names_three() {
        let one = Diagnostic {
            file: None,
            line: None,
            column: None,
            message: "no".into(),
            hints: Vec::new(),
        };
        assert_eq!(list(&vec![one; 5]), "no; no; no; and 2 more");
    }
}
