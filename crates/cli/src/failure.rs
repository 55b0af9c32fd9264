//! How a run can fail, and the exit code that says so.

use std::process::ExitCode;

/// A run that failed. What there is to say has a help line where one helps.
#[derive(Debug)]
pub enum Failure {
    /// Exit 1: the review has errors. They have been printed.
    Review,
    /// Exit 2: the command was used wrongly.
    Usage {
        /// What is wrong.
        message: String,
        /// What would be right.
        help: Option<String>,
    },
    /// Exit 3: the system failed.
    System {
        /// What failed.
        message: String,
        /// What can be done.
        help: Option<String>,
    },
}

impl Failure {
    /// Wrong use, with what would be right.
    pub fn usage(message: &impl ToString, help: impl Into<String>) -> Self {
        Failure::Usage {
            message: message.to_string(),
            help: Some(help.into()),
        }
    }

    /// The system failed.
    pub fn system(message: &impl ToString) -> Self {
        Failure::System {
            message: message.to_string(),
            help: None,
        }
    }

    /// Prints `error:` and `help:` and gives the exit code.
    pub fn report(&self) -> ExitCode {
        let (code, said) = match self {
            Failure::Review => (1, None),
            Failure::Usage { message, help } => (2, Some((message, help))),
            Failure::System { message, help } => (3, Some((message, help))),
        };
        if let Some((message, help)) = said {
            eprintln!("error: {message}");
            if let Some(help) = help {
                eprintln!("help: {help}");
            }
        }
        ExitCode::from(code)
    }
}
